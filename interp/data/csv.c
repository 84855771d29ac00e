#include "interp/data/csv.h"

void csv_open(Csv *csv, Text text, char separator) {
  *csv = (Csv){ .text = text, .separator = separator, .next_line = 1, .line = 1 };
}

static bool fail(Csv *csv, CsvProblem problem, size_t at) {
  csv->problem = problem;
  csv->problem_at = at;
  return false;
}

static bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/* Past one line end: LF, CR LF or CR. */
static void pass_line_end(Csv *csv) {
  char c = csv->text.bytes[csv->at++];
  if (c == '\r' && csv->at < csv->text.length && csv->text.bytes[csv->at] == '\n')
    csv->at++;
  csv->next_line++;
}

/* The inside of a quoted cell, doubled quotes made single. */
static Text unescape(Arena *row, Text inside, size_t doubled) {
  if (doubled == 0)
    return inside;
  char *bytes = arena_alloc(row, inside.length);
  size_t length = 0;
  for (size_t i = 0; i < inside.length; i++) {
    bytes[length++] = inside.bytes[i];
    i += inside.bytes[i] == '"';
  }
  return (Text){ bytes, length };
}

static bool read_quoted(Csv *csv, Arena *row, CsvCell *cell) {
  const char *bytes = csv->text.bytes;
  size_t start = ++csv->at, doubled = 0;
  for (;;) {
    if (csv->at >= csv->text.length)
      return fail(csv, CSV_OPEN_QUOTE, start - 1);
    if (csv->at - csv->start > CSV_MOST_ROW)
      return fail(csv, CSV_LONG_ROW, csv->start);
    if (is_line_end(bytes[csv->at])) {
      pass_line_end(csv);
    } else if (bytes[csv->at] != '"') {
      csv->at++;
    } else if (csv->at + 1 < csv->text.length && bytes[csv->at + 1] == '"') {
      csv->at += 2;
      doubled++;
    } else {
      break;
    }
  }
  cell->text = unescape(row, text_part(csv->text, start, csv->at), doubled);
  cell->quoted = true;
  csv->at++;
  while (csv->at < csv->text.length && bytes[csv->at] == ' ' && csv->separator != ' ')
    csv->at++;
  if (csv->at < csv->text.length && bytes[csv->at] != csv->separator &&
      !is_line_end(bytes[csv->at]))
    return fail(csv, CSV_AFTER_QUOTE, csv->at);
  return true;
}

static bool read_bare(Csv *csv, CsvCell *cell) {
  size_t start = csv->at;
  while (csv->at < csv->text.length && csv->text.bytes[csv->at] != csv->separator &&
         !is_line_end(csv->text.bytes[csv->at]))
    csv->at++;
  cell->text = text_part(csv->text, start, csv->at);
  return csv->at - csv->start <= CSV_MOST_ROW || fail(csv, CSV_LONG_ROW, csv->start);
}

static bool read_cell(Csv *csv, Arena *row) {
  CsvCell cell = { .start = csv->at };
  bool quoted = csv->at < csv->text.length && csv->text.bytes[csv->at] == '"';
  if (!(quoted ? read_quoted(csv, row, &cell) : read_bare(csv, &cell)))
    return false;
  cell.end = csv->at;
  if (csv->cells.count >= CSV_MOST_COLUMNS)
    return fail(csv, CSV_MANY_COLUMNS, cell.start);
  LIST_ADD(row, &csv->cells, CsvCell, cell);
  return true;
}

static bool is_empty(const Csv *csv) {
  for (size_t i = 0; i < csv->cells.count; i++)
    if (csv->cells.items[i].text.length > 0)
      return false;
  return true;
}

static bool read_row(Csv *csv, Arena *row) {
  csv->cells.items = NULL;
  csv->cells.count = csv->cells.room = 0;
  csv->line = csv->next_line;
  csv->start = csv->at;
  for (;;) {
    if (!read_cell(csv, row))
      return false;
    csv->end = csv->at;
    if (csv->at >= csv->text.length)
      return true;
    if (is_line_end(csv->text.bytes[csv->at])) {
      pass_line_end(csv);
      return true;
    }
    csv->at++;   /* the separator */
  }
}

bool csv_next(Csv *csv, Arena *row) {
  while (csv->problem == CSV_FINE && csv->at < csv->text.length) {
    if (!read_row(csv, row))
      return false;
    if (!is_empty(csv))
      return true;
  }
  return false;
}
