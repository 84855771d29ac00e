/* screen.h - words and figures on a terminal: amounts, bars, wrapped text.
 *
 * What comes from rules or data passes screen_visible before it is written, so
 * that no control character reaches a terminal.  Widths are in columns. */
#ifndef ANSLAG_INTERP_REPORT_SCREEN_H
#define ANSLAG_INTERP_REPORT_SCREEN_H

#include "base/message.h"
#include "base/writer.h"
#include "interp/data/value.h"

typedef struct {
  bool     color;
  bool     ascii;             /* bars of # instead of blocks */
  bool     swedish;           /* decimal comma, words */
  unsigned width;             /* columns, at least 60 */
} Screen;

/* A word or phrase in the language of the screen (base/message.h). */
const char *screen_words(const Screen *screen, const char *english) __attribute__((format_arg(2)));
/* Control characters shown as \x1B; `text` itself where there are none. */
Text screen_visible(Arena *arena, Text text);

/* 1 000 000.01 kr, 400 000 kr (minor units of a currency; NULL: no unit). */
Text screen_amount(Arena *arena, const Screen *screen, int64_t minor, const Currency *currency);
/* As above where the value is whole money, else as value_show; visible. */
Text screen_value(Arena *arena, const Screen *screen, Value value, const Type *type);
/* 12 345 */
Text screen_count(Arena *arena, size_t count);

/* `cells` columns, filled in proportion of part to whole (whole 0: full if part is not). */
void screen_bar(Writer *writer, const Screen *screen, int64_t part, int64_t whole, unsigned cells);

/* `text` from `column` on, broken at spaces before `width`, later lines begun at `indent`; a
 * newline at the end.  Not broken after a figure, so that amounts stay whole. */
void screen_wrap(Writer *writer, const Screen *screen, Text text, size_t column, size_t indent);

typedef enum { STYLE_PLAIN, STYLE_STRONG, STYLE_GOOD, STYLE_BAD, STYLE_OPEN, STYLE_FAINT } Style;

void screen_styled(Writer *writer, const Screen *screen, Style style, Text text);
/* The same, padded to `width` columns. */
void screen_styled_pad(Writer *writer, const Screen *screen, Style style, Text text, size_t width);

#endif
