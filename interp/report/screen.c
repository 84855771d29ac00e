#include "interp/report/screen.h"

#include "base/unicode.h"

#include <inttypes.h>

enum { EIGHTHS = 8 };

const char *screen_words(const Screen *screen, const char *english) {
  return message(screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH, english);
}

/* ---- what may reach a terminal ----------------------------------------------------------- */

static bool is_control(int32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) || code_point == 0x200e ||
         code_point == 0x200f || (code_point >= 0x202a && code_point <= 0x202e) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

/* The first control character or invalid byte; text.length if there is none. */
static size_t first_hidden(Text text) {
  for (size_t offset = 0; offset < text.length;) {
    size_t start = offset;
    int32_t code_point = unicode_next(text, &offset);
    if (code_point < 0 || is_control(code_point))
      return start;
  }
  return text.length;
}

Text screen_visible(Arena *arena, Text text) {
  if (first_hidden(text) == text.length)
    return text;
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t offset = 0; offset < text.length;) {
    size_t start = offset;
    int32_t code_point = unicode_next(text, &offset);
    if (code_point < 0) {
      writer_put(&writer, TEXT("\xef\xbf\xbd"));
      offset = start + 1;
    } else if (code_point == '\n' || code_point == '\t' || code_point == '\r') {
      writer_put_char(&writer, ' ');
    } else if (is_control(code_point)) {
      writer_print(&writer, "\\x%02" PRIX32, (uint32_t)code_point);
    } else {
      writer_put(&writer, text_part(text, start, offset));
    }
  }
  return writer_text(&writer);
}

/* ---- figures ----------------------------------------------------------------------------- */

Text screen_count(Arena *arena, size_t count) {
  Writer writer;
  writer_to_memory(&writer, arena);
  writer_count(&writer, count);
  return writer_text(&writer);
}

Text screen_amount(Arena *arena, const Screen *screen, int64_t minor, const Currency *currency) {
  Writer writer;
  writer_to_memory(&writer, arena);
  int64_t  scale = currency ? currency->minor_per_main : 1;
  uint64_t per_main = scale > 0 ? (uint64_t)scale : 1;
  uint64_t whole = minor < 0 ? (uint64_t)0 - (uint64_t)minor : (uint64_t)minor;
  if (minor < 0)
    writer_put_char(&writer, '-');
  writer_count(&writer, whole / per_main);
  if (whole % per_main)
    writer_print(&writer, "%c%0*" PRIu64, screen->swedish ? ',' : '.', (int)currency->decimals,
                 whole % per_main);
  if (currency && currency->main_unit.length)
    writer_print(&writer, " %.*s", TEXT_PRINT(currency->main_unit));
  return writer_text(&writer);
}

Text screen_value(Arena *arena, const Screen *screen, Value value, const Type *type) {
  int64_t minor;
  if (value.state == VALUE_KNOWN && value.kind == TYPE_MONEY && type->currency &&
      fraction_to_int64(value.as.number, &minor))
    return screen_amount(arena, screen, minor, type->currency);
  return screen_visible(arena, value_say(arena, value, type, screen->swedish));
}

/* ---- bars -------------------------------------------------------------------------------- */

/* Filled eighths of `cells` columns; something drawn shows at least one. */
static uint64_t filled_eighths(int64_t part, int64_t whole, unsigned cells) {
  uint64_t all = (uint64_t)cells * EIGHTHS;
  if (part <= 0)
    return 0;
  if (part >= whole)
    return all;
  UInt128 scaled = (UInt128)part * all;
  uint64_t eighths = (uint64_t)(scaled / (uint64_t)whole);
  return eighths ? eighths : 1;
}

void screen_bar(Writer *writer, const Screen *screen, int64_t part, int64_t whole, unsigned cells) {
  static const char *const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
  uint64_t eighths = filled_eighths(part, whole, cells);
  unsigned full = (unsigned)(eighths / EIGHTHS), rest = (unsigned)(eighths % EIGHTHS);
  if (screen->ascii) {
    full += rest != 0;
    writer_repeat(writer, TEXT("#"), full);
    writer_repeat(writer, TEXT("."), cells - full);
    return;
  }
  writer_repeat(writer, TEXT("█"), full);
  writer_put(writer, text_from(parts[rest]));
  writer_repeat(writer, TEXT("░"), cells - full - (rest != 0));
}

/* ---- wrapping ---------------------------------------------------------------------------- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Figures stand with what they count, and a paragraph sign with its number. */
static bool holds_on(Text text, size_t start, size_t end) {
  return is_digit(text.bytes[end - 1]) ||
         text_ends_with(text_part(text, start, end), TEXT("§"));
}

/* The end of the piece that begins at `start` and may not be broken. */
static size_t piece_end(Text text, size_t start) {
  size_t end = start;
  while (end < text.length &&
         (text.bytes[end] != ' ' || (end > start && holds_on(text, start, end))))
    end++;
  return end;
}

void screen_wrap(Writer *writer, const Screen *screen, Text text, size_t column, size_t indent) {
  bool begun = false;
  for (size_t start = 0; start < text.length;) {
    if (text.bytes[start] == ' ') {
      start++;
      continue;
    }
    size_t end = piece_end(text, start);
    Text   piece = text_part(text, start, end);
    size_t width = unicode_width(piece);
    if (begun && column + 1 + width > screen->width) {
      writer_put_char(writer, '\n');
      writer_repeat(writer, TEXT(" "), indent);
      column = indent;
    } else if (begun) {
      writer_put_char(writer, ' ');
      column++;
    }
    writer_put(writer, piece);
    column += width;
    begun = true;
    start = end;
  }
  writer_put_char(writer, '\n');
}

/* ---- styles ------------------------------------------------------------------------------ */

static const char *style_code(Style style) {
  switch (style) {
    case STYLE_PLAIN:  return "";
    case STYLE_STRONG: return "\033[1m";
    case STYLE_GOOD:   return "\033[32m";
    case STYLE_BAD:    return "\033[1;31m";
    case STYLE_OPEN:   return "\033[35m";
    case STYLE_FAINT:  return "\033[2m";
  }
  return "";
}

void screen_styled_pad(Writer *writer, const Screen *screen, Style style, Text text,
                       size_t width) {
  bool styled = screen->color && style != STYLE_PLAIN;
  if (styled)
    writer_put(writer, text_from(style_code(style)));
  writer_put(writer, text);
  if (styled)
    writer_put(writer, TEXT("\033[0m"));
  size_t used = unicode_width(text);
  if (used < width)
    writer_repeat(writer, TEXT(" "), width - used);
}

void screen_styled(Writer *writer, const Screen *screen, Style style, Text text) {
  screen_styled_pad(writer, screen, style, text, 0);
}
