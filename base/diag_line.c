#include "base/diag_write.h"
#include "base/unicode.h"

#include <stdio.h>

enum {
  MOST_COLUMNS = 100,     /* of a source line; a longer one is cut around the span */
  LEAST_COLUMNS = 40,     /* however narrow the screen is */
  TAB_STOP = 4
};

/* ---- cells ---- */

/* What stands in one place on the screen: a code point, a tab's spaces, or the
 * escape of what would not be seen or would steer the terminal. */
typedef struct {
  Text   text;          /* in the text that was read, or in `room` */
  size_t width;
  char   room[16];
} Cell;

static void escape(Cell *cell, const char *format, unsigned value) {
  int length = snprintf(cell->room, sizeof cell->room, format, value);
  cell->text = (Text){ cell->room, (size_t)length };
  cell->width = cell->text.length;
}

/* Reads one at *offset and moves past it; `column` says where a tab stands. */
static void read_cell(Cell *cell, Text text, size_t *offset, size_t column) {
  size_t start = *offset;
  unsigned char byte = (unsigned char)text.bytes[start];
  if (byte >= 0x20 && byte < 0x7f) {
    ++*offset;
    cell->text = text_part(text, start, start + 1);
    cell->width = 1;
    return;
  }
  int32_t code_point = unicode_next(text, offset);
  if (code_point < 0) {
    ++*offset;
    escape(cell, "<0x%02X>", byte);
  } else if (code_point == '\t') {
    cell->width = TAB_STOP - column % TAB_STOP;
    cell->text = text_part(TEXT("    "), 0, cell->width);
  } else if (unicode_is_hidden(code_point)) {
    escape(cell, "<U+%04X>", (unsigned)code_point);
  } else {
    cell->text = text_part(text, start, *offset);
    cell->width = unicode_width(cell->text);
  }
}

void diag_put_shown(Writer *writer, Text text) {
  size_t offset = 0, column = 0;
  while (offset < text.length) {
    Cell cell;
    read_cell(&cell, text, &offset, column);
    writer_put(writer, cell.text);
    column += cell.width;
  }
}

/* The column where the byte at `offset` of the line stands. */
static size_t column_of(Text line, size_t offset) {
  size_t at = 0, column = 0;
  while (at < offset && at < line.length) {
    Cell cell;
    read_cell(&cell, line, &at, column);
    column += cell.width;
  }
  return column;
}

/* ---- the part of a line that is shown ---- */

typedef struct {
  size_t from, to;          /* columns */
  bool   cut_left, cut_right;
} Window;

/* Columns that marks[0 .. count-1], already in columns, reach over. */
static void find_reach(const DiagMark *marks, size_t count, size_t *first, size_t *last) {
  *first = marks[0].start;
  *last = marks[0].end;
  for (size_t i = 1; i < count; i++) {
    if (marks[i].start < *first)
      *first = marks[i].start;
    if (marks[i].end > *last)
      *last = marks[i].end;
  }
}

/* Columns that the screen leaves to a line of the source beside its number. */
static size_t find_room(const DiagPrinter *printer) {
  size_t margin = printer->gutter + 2, width = printer->diags->width;
  return width == 0 ? MOST_COLUMNS : width > margin + LEAST_COLUMNS ? width - margin
                                                                     : LEAST_COLUMNS;
}

static Window choose_window(size_t room, size_t width, const DiagMark *marks, size_t count) {
  enum { CONTEXT = 20 };    /* columns before a mark too long to show whole */
  if (width <= room)
    return (Window){ 0, width, false, false };
  size_t first, last;
  find_reach(marks, count, &first, &last);
  if (last - first > room - CONTEXT)
    find_reach(marks, 1, &first, &last);
  size_t taken = last - first;
  size_t before = taken < room - CONTEXT ? (room - taken) / 2 : CONTEXT;
  size_t from = first > before ? first - before : 0;
  if (from > width - room)
    from = width - room;
  return (Window){ from, from + room, from > 0, from + room < width };
}

/* Writes what of the line lies in the window; half a wide character becomes a space. */
static void put_window(const DiagPrinter *printer, Text line, Window window) {
  Writer *writer = printer->writer;
  size_t from = window.from + window.cut_left, to = window.to - window.cut_right;
  size_t offset = 0, column = 0;
  if (window.cut_left)
    writer_put(writer, TEXT("…"));
  while (offset < line.length && column <= to) {
    Cell cell;
    read_cell(&cell, line, &offset, column);
    size_t end = column + cell.width;
    bool whole = column >= from && end <= to && (column < to || !window.cut_right);
    if (whole)
      writer_put(writer, cell.text);
    else if (end > from && column < to)
      writer_repeat(writer, TEXT(" "),
                    (end < to ? end : to) - (column > from ? column : from));
    column = end;
  }
  if (window.cut_right)
    writer_put(writer, TEXT("…"));
}

/* ---- underlining ---- */

/* From bytes of the source to columns of the line; never empty, never past its end
 * by more than one. */
static void find_columns(DiagMark *mark, Text line, size_t line_start) {
  size_t start = mark->start - line_start;
  size_t end = mark->end > mark->start ? mark->end - line_start : start;
  mark->start = column_of(line, start);
  mark->end = column_of(line, end);
  if (mark->end <= mark->start)
    mark->end = mark->start + 1;
}

static void clip(DiagMark *mark, Window window) {
  size_t last = window.to > window.from ? window.to - window.from : 0;
  mark->start = mark->start > window.from ? mark->start - window.from : 0;
  mark->end = mark->end > window.from ? mark->end - window.from : 0;
  if (mark->start > last)
    mark->start = last;
  if (mark->end > last + 1)
    mark->end = last + 1;
  if (mark->end <= mark->start)
    mark->end = mark->start + 1;
}

static void put_gutter(const DiagPrinter *printer) {
  writer_repeat(printer->writer, TEXT(" "), printer->gutter);
  diag_paint(printer, PAINT_GUTTER);
  writer_put(printer->writer, TEXT("│"));
  diag_paint(printer, PAINT_NONE);
  writer_put_char(printer->writer, ' ');
}

/* Which mark is seen at a column: the primary one, else the last; NULL if none. */
static const DiagMark *mark_at(const DiagMark *marks, size_t count, size_t column) {
  const DiagMark *found = NULL;
  for (size_t i = 0; i < count; i++) {
    if (column < marks[i].start || column >= marks[i].end)
      continue;
    if (!found || !found->primary)
      found = &marks[i];
  }
  return found;
}

/* The mark whose text stands beside the underlining: the one that ends it. */
static DiagMark *find_beside(DiagMark *marks, size_t count) {
  DiagMark *beside = &marks[0];
  for (size_t i = 1; i < count; i++)
    if (marks[i].end > beside->end)
      beside = &marks[i];
  return beside;
}

static void put_underlining(const DiagPrinter *printer, DiagMark *marks, size_t count,
                            const DiagMark *beside) {
  Writer *writer = printer->writer;
  put_gutter(printer);
  const DiagMark *before = NULL;
  for (size_t column = 0; column < beside->end; column++) {
    const DiagMark *mark = mark_at(marks, count, column);
    if (mark != before)
      diag_paint(printer, mark ? mark->paint : PAINT_NONE);
    writer_put_char(writer, !mark ? ' ' : mark->primary ? '^' : '-');
    before = mark;
  }
  diag_paint(printer, PAINT_NONE);
  if (beside->text.length) {
    writer_put_char(writer, ' ');
    diag_put_shown(writer, beside->text);
  }
  writer_put_char(writer, '\n');
}

/* The rightmost mark whose text is still to be written; NULL if none. */
static DiagMark *find_hanging(DiagMark *marks, size_t count) {
  DiagMark *hanging = NULL;
  for (size_t i = 0; i < count; i++)
    if (marks[i].text.length && (!hanging || marks[i].start > hanging->start))
      hanging = &marks[i];
  return hanging;
}

static bool hangs_at(const DiagMark *marks, size_t count, size_t column) {
  for (size_t i = 0; i < count; i++)
    if (marks[i].text.length && marks[i].start == column)
      return true;
  return false;
}

/* The texts that do not stand beside the underlining, each on a line of its own under
 * its mark, from the right; bars lead to those still to come. */
static void put_hanging(const DiagPrinter *printer, DiagMark *marks, size_t count) {
  Writer *writer = printer->writer;
  for (DiagMark *mark = find_hanging(marks, count); mark; mark = find_hanging(marks, count)) {
    Text text = mark->text;
    mark->text = TEXT_NONE;
    put_gutter(printer);
    for (size_t column = 0; column < mark->start; column++)
      writer_put(writer, hangs_at(marks, count, column) ? TEXT("│") : TEXT(" "));
    diag_put_shown(writer, text);
    writer_put_char(writer, '\n');
  }
}

static void put_number(const DiagPrinter *printer, size_t line) {
  diag_paint(printer, PAINT_GUTTER);
  writer_print(printer->writer, "%*zu│", (int)printer->gutter, line);
  diag_paint(printer, PAINT_NONE);
}

void diag_write_line(const DiagPrinter *printer, Source *source, size_t line, DiagMark *marks,
                     size_t count) {
  Sources *sources = printer->diags->sources;
  Text text = source_line(sources, source, line);
  size_t start = source_line_start(sources, source, line);
  for (size_t i = 0; i < count; i++)
    find_columns(&marks[i], text, start);
  Window window = choose_window(find_room(printer), column_of(text, text.length), marks, count);
  put_number(printer, line);
  if (text.length) {
    writer_put_char(printer->writer, ' ');
    put_window(printer, text, window);
  }
  writer_put_char(printer->writer, '\n');
  for (size_t i = 0; i < count; i++)
    clip(&marks[i], window);
  DiagMark *beside = find_beside(marks, count);
  put_underlining(printer, marks, count, beside);
  beside->text = TEXT_NONE;
  put_hanging(printer, marks, count);
}
