#include "interp/data/csv_file.h"

#include "base/unicode.h"
#include "interp/data/csv.h"

#include <string.h>

/* ---- headings ---- */

Text csv_heading_folded(Arena *arena, Text heading) {
  Text folded = unicode_fold(arena, text_trim(heading));
  char *bytes = arena_alloc(arena, folded.length + 1);
  size_t length = 0;
  for (size_t i = 0; i < folded.length; i++) {
    char c = folded.bytes[i];
    bool space = c == ' ' || c == '_' || c == '\n' || c == '\t';
    if (c == '\xc2' && i + 1 < folded.length && folded.bytes[i + 1] == '\xa0') {
      space = true;
      i++;
    }
    if (!space)
      bytes[length++] = c;
    else if (length > 0 && bytes[length - 1] != ' ')
      bytes[length++] = ' ';
  }
  return (Text){ bytes, length };
}

size_t csv_file_column(Arena *arena, const CsvFile *file, Text name) {
  Text wanted = csv_heading_folded(arena, name);
  for (size_t i = 0; i < file->columns; i++)
    if (text_equal(wanted, csv_heading_folded(arena, file->headings[i].text)))
      return i;
  return SIZE_MAX;
}

/* ---- decimal signs ---- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void csv_count_signs(Text number, CsvSigns *signs) {
  size_t at = 0, found = 0, commas = 0;
  for (size_t i = 1; i + 1 < number.length; i++) {
    if ((number.bytes[i] != ',' && number.bytes[i] != '.') || !is_digit(number.bytes[i - 1]) ||
        !is_digit(number.bytes[i + 1]))
      continue;
    at = i;
    found++;
    commas += number.bytes[i] == ',';
  }
  if (found != 1)
    return;
  size_t behind = 0, before = 0;
  while (at + 1 + behind < number.length && is_digit(number.bytes[at + 1 + behind]))
    behind++;
  while (before < at && is_digit(number.bytes[at - 1 - before]))
    before++;
  bool thousands = behind == 3 && before <= 3 && number.bytes[at - before] != '0';
  if (thousands)
    return;
  signs->commas += commas;
  signs->points += !commas;
}

/* Only digits, a sign before them, one decimal sign and spaces: a number, not a text with one. */
static bool looks_like_number(Text text) {
  for (size_t i = 0; i < text.length; i++)
    if (!is_digit(text.bytes[i]) && !memchr("-., %", text.bytes[i], 5))
      return false;
  return text.length > 0;
}

static void guess_decimal_sign(CsvFile *file) {
  CsvSigns signs = { 0, 0 };
  for (size_t i = 0; i < file->rows.count; i++)
    for (size_t j = 0; j < file->columns; j++)
      if (looks_like_number(file->rows.items[i].cells[j].text))
        csv_count_signs(file->rows.items[i].cells[j].text, &signs);
  file->decimal_comma = signs.commas > signs.points;
}

/* ---- reading ---- */

static Span span_of(const Source *source, size_t start, size_t end) {
  return (Span){ source->number, (uint32_t)start, (uint32_t)end };
}

static char guess_separator(Arena *arena, const Source *source) {
  static const char separators[] = { ',', ';', '\t' };
  size_t most = 0;
  char best = ',';
  for (size_t i = 0; i < sizeof separators; i++) {
    Csv csv;
    csv_open(&csv, source->text, separators[i]);
    if (!csv_next(&csv, arena) || csv.cells.count <= most)
      continue;
    most = csv.cells.count;
    best = separators[i];
  }
  return best;
}

static void report_problem(const Csv *csv, const Source *source, Diags *diags) {
  Span span = span_of(source, csv->problem_at, csv->problem_at + 1);
  switch (csv->problem) {
    case CSV_FINE:
      return;
    case CSV_OPEN_QUOTE:
      diag_report(diags, DIAG_CSV_QUOTE, span, "a cell begins with a quote that is not closed");
      diag_help(diags, "close it; a quote inside a quoted cell is written twice");
      return;
    case CSV_AFTER_QUOTE:
      diag_report(diags, DIAG_CSV_QUOTE, span,
                  "something stands between a closing quote and the separator");
      diag_help(diags, "a quote inside a quoted cell is written twice");
      return;
    case CSV_LONG_ROW:
      diag_report(diags, DIAG_CSV_LINE_LIMIT, span, "line %zu is longer than %d bytes", csv->line,
                  CSV_MOST_ROW);
      diag_help(diags, "is a quote left open before it?");
      return;
    case CSV_MANY_COLUMNS:
      diag_report(diags, DIAG_CSV_COLUMN_LIMIT, span, "line %zu has more than %d columns",
                  csv->line, CSV_MOST_COLUMNS);
      return;
  }
}

static CsvFileCell *take_cells(Arena *arena, const Source *source, const Csv *csv) {
  CsvFileCell *cells = arena_array(arena, CsvFileCell, csv->cells.count + 1);
  for (size_t i = 0; i < csv->cells.count; i++) {
    const CsvCell *cell = &csv->cells.items[i];
    cells[i] = (CsvFileCell){ text_trim(cell->text), span_of(source, cell->start, cell->end) };
  }
  return cells;
}

static void add_row(Arena *arena, CsvFile *file, const Csv *csv, Diags *diags) {
  Span span = span_of(file->source, csv->start, csv->end);
  if (csv->cells.count != file->columns) {
    diag_report(diags, DIAG_RAGGED_ROW, span, csv->cells.count == 1
                    ? "this row has %zu cell, the heading %zu"
                    : MESSAGE("this row has %zu cells, the heading %zu"),
                csv->cells.count, file->columns);
    diag_help(diags, "put quotes around a cell that holds the separator \"%c\"", file->separator);
    return;
  }
  CsvFileRow row = { csv->line, span, take_cells(arena, file->source, csv) };
  LIST_ADD(arena, &file->rows, CsvFileRow, row);
}

static bool is_text(const Source *source, Diags *diags) {
  size_t at = unicode_invalid_at(source->text);
  if (at == source->text.length && !memchr(source->text.bytes, 0, source->text.length))
    return true;
  diag_report(diags, DIAG_FILE_ENCODING, SPAN_NONE, "file \"%.*s\" is not text in UTF-8",
              TEXT_PRINT(source->path));
  diag_help(diags, "save it as \"CSV UTF-8\" and try again");
  return false;
}

bool csv_file_read(Arena *arena, const Source *source, Diags *diags, CsvFile *file) {
  *file = (CsvFile){ .source = source, .separator = ',' };
  size_t errors = diags->errors;
  if (source->text.length > 0 && !is_text(source, diags))
    return false;
  file->separator = guess_separator(arena, source);
  Csv csv;
  csv_open(&csv, source->text, file->separator);
  if (csv_next(&csv, arena)) {
    file->columns = csv.cells.count;
    file->headings = take_cells(arena, source, &csv);
    while (csv_next(&csv, arena))
      add_row(arena, file, &csv, diags);
  } else if (csv.problem == CSV_FINE) {
    diag_report(diags, DIAG_FILE_EMPTY, SPAN_NONE, "file \"%.*s\" has no heading line",
                TEXT_PRINT(source->path));
  }
  report_problem(&csv, source, diags);
  guess_decimal_sign(file);
  return diags->errors == errors;
}
