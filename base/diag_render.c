#include "base/diag_write.h"

#include "base/unicode.h"

/* ---- colour: inks that are read on white and on black; words always stand beside them ---- */

void diag_paint(const DiagPrinter *printer, Paint paint) {
  static const char *const sequences[] = {
    [PAINT_NONE]    = "\033[0m",
    [PAINT_BOLD]    = "\033[1m",
    [PAINT_GUTTER]  = "\033[36m",
    [PAINT_ERROR]   = "\033[1;31m",
    [PAINT_WARNING] = "\033[1;35m",
    [PAINT_NOTE]    = "\033[1;36m",
  };
  if (printer->color)
    writer_put(printer->writer, text_from(sequences[paint]));
}

static Paint severity_paint(Severity severity) {
  switch (severity) {
    case SEVERITY_NOTE:    return PAINT_NOTE;
    case SEVERITY_WARNING: return PAINT_WARNING;
    case SEVERITY_ERROR:   return PAINT_ERROR;
  }
  return PAINT_NONE;
}

/* ---- frame ---- */

enum { CODE_COLUMNS = 9 };   /* "[E0312]: " */

static void put_painted(const DiagPrinter *printer, Paint paint, Text text) {
  diag_paint(printer, paint);
  writer_put(printer->writer, text);
  diag_paint(printer, PAINT_NONE);
}

/* On a terminal broken at spaces before its width, later lines begun at `indent`; elsewhere as it
 * is.  `column`: where the first line begins. */
static void put_wrapped(const DiagPrinter *printer, Text text, size_t column, size_t indent) {
  size_t width = printer->diags->width, begun = column;
  for (size_t start = 0; start < text.length;) {
    size_t end = text_find(text, TEXT(" "), start + 1);
    Text word = text_part(text, start, end < text.length ? end : text.length);
    size_t columns = unicode_width(word);
    if (width && column > begun && column + columns > width) {
      writer_put_char(printer->writer, '\n');
      writer_repeat(printer->writer, TEXT(" "), indent);
      word = text_part(word, 1, word.length);
      begun = column = indent;
      columns--;
    }
    diag_put_shown(printer->writer, word);
    column += columns;
    start = end;
  }
}

static void put_headline(const DiagPrinter *printer, const Diag *diag) {
  diag_paint(printer, severity_paint(diag->severity));
  writer_print(printer->writer, "%s[%s]",
               diag_words(printer->diags, diag_severity_text(diag->severity)),
               diag_code_text(diag->code));
  diag_paint(printer, PAINT_NONE);
  diag_paint(printer, PAINT_BOLD);
  writer_put(printer->writer, TEXT(": "));
  Text kind = text_from(diag_words(printer->diags, diag_severity_text(diag->severity)));
  put_wrapped(printer, diag->message, unicode_width(kind) + CODE_COLUMNS, 2);
  diag_paint(printer, PAINT_NONE);
  writer_put_char(printer->writer, '\n');
}

/* "  ┌─ omstallning_2026.anslag:41:21" and an empty line of the gutter. */
static void put_place(const DiagPrinter *printer, Source *source, Span span, bool first) {
  Writer *writer = printer->writer;
  Place place = source_place(printer->diags->sources, source, span.start);
  writer_repeat(writer, TEXT(" "), printer->gutter);
  put_painted(printer, PAINT_GUTTER, first ? TEXT("┌─") : TEXT("├─"));
  writer_put_char(writer, ' ');
  diag_put_shown(writer, source->path);
  writer_print(writer, ":%zu:%zu\n", place.line, place.column);
  writer_repeat(writer, TEXT(" "), printer->gutter);
  put_painted(printer, PAINT_GUTTER, TEXT("│"));
  writer_put_char(writer, '\n');
}

/* "  = help: …"; what follows a newline, or is wrapped, stands under the first line's text. */
static void put_addition(const DiagPrinter *printer, Text kind, Text text) {
  Writer *writer = printer->writer;
  size_t indent = printer->gutter + 2;
  size_t start = 0;
  writer_repeat(writer, TEXT(" "), printer->gutter);
  put_painted(printer, PAINT_GUTTER, TEXT("="));
  writer_put_char(writer, ' ');
  put_painted(printer, PAINT_BOLD, kind);
  writer_put(writer, TEXT(": "));
  indent += unicode_width(kind) + 2;
  while (start <= text.length) {
    size_t end = text_find(text, TEXT("\n"), start);
    if (start > 0)
      writer_repeat(writer, TEXT(" "), indent);
    put_wrapped(printer, text_part(text, start, end), indent, indent);
    writer_put_char(writer, '\n');
    start = end < text.length ? end + 1 : text.length + 1;
  }
}

/* ---- one diagnostic ---- */

/* A place of a diagnostic: its span is the first, its labels follow. */
typedef struct {
  Source  *source;          /* NULL: no place */
  size_t   line;
  Span     span;
  DiagMark mark;
  bool     shown;
} Spot;

static Spot make_spot(const DiagPrinter *printer, Span span, Text text, Paint paint, bool primary) {
  Spot spot = { .source = sources_get(printer->diags->sources, span), .span = span };
  if (spot.source)
    spot.line = source_place(printer->diags->sources, spot.source, span.start).line;
  spot.mark = (DiagMark){ span.start, span.end, text, paint, primary };
  return spot;
}

static size_t count_digits(size_t number) {
  size_t digits = 1;
  for (; number >= 10; number /= 10)
    digits++;
  return digits;
}

static size_t find_gutter(const Spot *spots, size_t count) {
  size_t gutter = 2;
  for (size_t i = 0; i < count; i++)
    if (count_digits(spots[i].line) > gutter)
      gutter = count_digits(spots[i].line);
  return gutter;
}

/* The line of spots[at], with every spot that lies on it. */
static void put_block(const DiagPrinter *printer, Spot *spots, size_t at, size_t count,
                      bool first) {
  const Spot *spot = &spots[at];
  DiagMark *marks = arena_array(printer->diags->arena, DiagMark, count - at);
  size_t mark_count = 0;
  for (size_t i = at; i < count; i++) {
    if (spots[i].source != spot->source || spots[i].line != spot->line || spots[i].shown)
      continue;
    marks[mark_count++] = spots[i].mark;
    spots[i].shown = true;
  }
  put_place(printer, spot->source, spot->span, first);
  diag_write_line(printer, spot->source, spot->line, marks, mark_count);
}

static void put_diag(DiagPrinter *printer, const Diag *diag) {
  size_t count = diag->labels.count + 1;
  Spot *spots = arena_array(printer->diags->arena, Spot, count);
  spots[0] = make_spot(printer, diag->span, diag->mark, severity_paint(diag->severity), true);
  for (size_t i = 1; i < count; i++) {
    const DiagLabel *label = &diag->labels.items[i - 1];
    spots[i] = make_spot(printer, label->span, label->text, PAINT_GUTTER, false);
  }
  printer->gutter = find_gutter(spots, count);
  put_headline(printer, diag);
  bool first = true;
  for (size_t i = 0; i < count; i++) {
    if (!spots[i].source || spots[i].shown)
      continue;
    put_block(printer, spots, i, count, first);
    first = false;
  }
  for (size_t i = 0; i < count; i++)
    if (!spots[i].source && spots[i].mark.text.length)
      put_addition(printer, TEXT("note"), spots[i].mark.text);
  for (size_t i = 0; i < diag->help.count; i++)
    put_addition(printer, text_from(diag_words(printer->diags, "help")), diag->help.items[i]);
}

/* ---- all of them ---- */

/* Which are shown when there are too many: the errors first, then warnings, then notes. */
static bool *choose_shown(Diags *diags, Diag *const *sorted) {
  static const Severity order[] = { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };
  bool *shown = arena_array(diags->arena, bool, diags->list.count);
  size_t room = diags->most_shown ? diags->most_shown : diags->list.count;
  for (size_t k = 0; k < 3; k++) {
    for (size_t i = 0; i < diags->list.count && room > 0; i++) {
      if (sorted[i]->severity != order[k])
        continue;
      shown[i] = true;
      room--;
    }
  }
  return shown;
}

/* "… and 3 more errors, 1 more warning". */
static void put_rest(const DiagPrinter *printer, Diag *const *sorted, const bool *shown) {
  static const struct { Severity severity; const char *one, *several; } order[] = {
    { SEVERITY_ERROR, MESSAGE("%zu more error"), MESSAGE("%zu more errors") },
    { SEVERITY_WARNING, MESSAGE("%zu more warning"), MESSAGE("%zu more warnings") },
    { SEVERITY_NOTE, MESSAGE("%zu more note"), MESSAGE("%zu more notes") },
  };
  Language language = printer->diags->language;
  bool any = false;
  for (size_t k = 0; k < 3; k++) {
    size_t left = 0;
    for (size_t i = 0; i < printer->diags->list.count; i++)
      left += !shown[i] && sorted[i]->severity == order[k].severity;
    if (left == 0)
      continue;
    writer_put(printer->writer, any ? TEXT(", ") : text_from(message(language, "\n… and ")));
    writer_print(printer->writer, message_for(language, left, order[k].one, order[k].several),
                 left);
    any = true;
  }
  if (any)
    writer_put_char(printer->writer, '\n');
}

void diag_write_text(Diags *diags, Diag *const *sorted, Writer *writer, bool color) {
  DiagPrinter printer = { diags, writer, color, 2 };
  const bool *shown = choose_shown(diags, sorted);
  bool first = true;
  for (size_t i = 0; i < diags->list.count; i++) {
    if (!shown[i])
      continue;
    if (!first)
      writer_put_char(writer, '\n');
    put_diag(&printer, sorted[i]);
    first = false;
  }
  put_rest(&printer, sorted, shown);
}
