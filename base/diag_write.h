/* diag_write.h - the three ways to write diagnostics; private to base/diag*.c.
 *
 * `sorted` holds all of diags->list in order of file and place.
 * Owner: scratch memory is the arena of the Diags. */
#ifndef ANSLAG_BASE_DIAG_WRITE_H
#define ANSLAG_BASE_DIAG_WRITE_H

#include "base/diag.h"

void diag_write_text(Diags *diags, Diag *const *sorted, Writer *writer, bool color);
void diag_write_json(Diags *diags, Diag *const *sorted, Writer *writer);
void diag_write_sarif(Diags *diags, Diag *const *sorted, Writer *writer);

const char *diag_severity_text(Severity severity);   /* "error" */

typedef struct {
  Diags  *diags;
  Writer *writer;
  bool    color;
  size_t  gutter;       /* columns for line numbers */
} DiagPrinter;

typedef enum { PAINT_NONE, PAINT_BOLD, PAINT_GUTTER, PAINT_ERROR, PAINT_WARNING, PAINT_NOTE } Paint;

/* Switches to a colour, or back with PAINT_NONE; nothing without colour. */
void diag_paint(const DiagPrinter *printer, Paint paint);

/* Writes `text` with escapes for what would not be seen or would steer the terminal. */
void diag_put_shown(Writer *writer, Text text);

/* One underlined place in a line: bytes in the source; may reach past the line. */
typedef struct {
  size_t start, end;
  Text   text;
  Paint  paint;
  bool   primary;
} DiagMark;

/* The line with its number, the underlining and the marks' texts.  marks[0] is what
 * a line too long to show is cut around. */
void diag_write_line(const DiagPrinter *printer, Source *source, size_t line, DiagMark *marks,
                     size_t count);

#endif
