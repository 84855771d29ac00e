/* Row by row: every bad cell named, good rows written. */
#include "base/unicode.h"
#include "interp/store/import_inside.h"

enum { VALUE_SHOWN = 60 };   /* bytes of a cell in a message */

Span import_span(const Import *import, size_t start, size_t end) {
  return (Span){ import->source->number, (uint32_t)start, (uint32_t)end };
}

/* ---- messages ---- */

static Text shorten(Import *import, Text text) {
  if (text.length <= VALUE_SHOWN)
    return text;
  size_t end = VALUE_SHOWN;
  while (end > 0 && ((unsigned char)text.bytes[end] & 0xc0) == 0x80)
    end--;
  return arena_format(&import->row, "%.*s…", (int)end, text.bytes);
}

void report_cell(Import *import, const ImportColumn *column, const CsvCell *cell, DiagCode code,
                 const char *reason) {
  diag_report(import->diags, code, import_span(import, cell->start, cell->end),
              "line %zu, column \"%.*s\": \"%.*s\" %s", import->csv.line,
              TEXT_PRINT(text_trim(column->heading)), TEXT_PRINT(shorten(import, cell->text)),
              diag_words(import->diags, reason));
}

void report_problem(Import *import) {
  const Csv *csv = &import->csv;
  Span span = import_span(import, csv->problem_at, csv->problem_at + 1);
  switch (csv->problem) {
    case CSV_FINE:
      return;
    case CSV_OPEN_QUOTE:
      diag_report(import->diags, DIAG_CSV_QUOTE, span,
                  "line %zu: a cell begins with a quote that is not closed", csv->line);
      diag_help(import->diags, "close it; a quote inside a quoted cell is written twice");
      return;
    case CSV_AFTER_QUOTE:
      diag_report(import->diags, DIAG_CSV_QUOTE, span,
                  "line %zu: something stands between a closing quote and the separator",
                  csv->line);
      diag_help(import->diags, "a quote inside a quoted cell is written twice");
      return;
    case CSV_LONG_ROW:
      diag_report(import->diags, DIAG_CSV_LINE_LIMIT, span,
                  "line %zu is longer than %d bytes", csv->line, CSV_MOST_ROW);
      diag_help(import->diags, "is a quote left open before it?");
      return;
    case CSV_MANY_COLUMNS:
      diag_report(import->diags, DIAG_CSV_COLUMN_LIMIT, span, "line %zu has more than %d columns",
                  csv->line, CSV_MOST_COLUMNS);
      return;
  }
}

/* ---- cells ---- */

/* The words that the list takes, where they are few. */
static void help_with_words(Import *import, const Codelist *codes) {
  enum { FEW = 12 };
  if (codes->count == 0 || codes->count > FEW)
    return;
  Writer writer;
  writer_to_memory(&writer, &import->row);
  for (size_t i = 0; i < codes->count; i++) {
    const Code *code = &codes->codes[i];
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(code_word(code)));
    if (code->title.length && !code->local.length && !text_equal(code->title, code->name))
      writer_print(&writer, " (\"%.*s\")", TEXT_PRINT(code->title));
  }
  diag_help(import->diags, "%.*s takes: %.*s", TEXT_PRINT(codes->name),
            TEXT_PRINT(writer_text(&writer)));
}

/* "did you mean staffing?" where a code is a slip of the pen away. */
static void help_with_code(Import *import, const Codelist *codes, Text text) {
  UnicodeNearest nearest = { &import->row, text, TEXT_NONE, text.length < 5 ? 2 : 4 };
  for (size_t i = 0; i < codes->count; i++) {
    unicode_nearest(&nearest, codes->codes[i].name);
    unicode_nearest(&nearest, codes->codes[i].title);
  }
  if (nearest.best.length)
    diag_help(import->diags, "did you mean \"%.*s\"?", TEXT_PRINT(nearest.best));
  else
    help_with_words(import, codes);
}

static void keep_range(ImportColumn *column, Fraction amount) {
  if (!column->has_range || fraction_compare(amount, column->least) < 0)
    column->least = amount;
  if (!column->has_range || fraction_compare(amount, column->most) > 0)
    column->most = amount;
  if (!column->has_range)
    column->sum = fraction_from(0);
  column->has_range = true;
  if (!fraction_add(column->sum, amount, &column->sum))
    column->sum_fails = true;
}

/* A unit taken wrong shows in the least and the greatest value. */
static bool has_range(TypeKind kind) {
  return kind == TYPE_MONEY || kind == TYPE_RATE;
}

/* The cell as the table keeps it; false if it is bad (and has been named). */
static bool read_cell(Import *import, ImportColumn *column, const CsvCell *raw, Cell *stored) {
  ReadCell read = cell_of_file(import, column, raw->text);
  if (read.fine) {
    *stored = read.stored;
    column->blank += read.stored.kind == CELL_NULL;
    if (read.stored.kind != CELL_NULL && has_range(column->field->type.kind))
      keep_range(column, read.value.as.number);
    return true;
  }
  column->bad++;
  import->result.bad_cells++;
  report_cell(import, column, raw, read.code ? read.code : DIAG_BAD_CELL, read.reason);
  if (column->field->type.kind == TYPE_CODE)
    help_with_code(import, column->field->type.codes, text_trim(raw->text));
  *stored = read.stored.kind != CELL_NULL && column->field->type.kind == TYPE_RECORD
                ? read.stored
                : cell_kept_bad(import, column->field, text_trim(raw->text));
  return false;
}

/* ---- keys ---- */

static bool key_of_row(Import *import, const Cell *cells, const bool *bad, Text *key) {
  Writer writer;
  writer_to_memory(&writer, &import->row);
  bool first = true;
  for (size_t i = 0; i < import->column_count; i++) {
    const ImportColumn *column = &import->columns[i];
    if (!column->field || !column->field->key)
      continue;
    if (bad[i])
      return false;
    if (cells[i].kind == CELL_NULL) {
      diag_report(import->diags, DIAG_KEY_EMPTY,
                  import_span(import, import->csv.start, import->csv.end),
                  "line %zu has no \"%.*s\", its key", import->csv.line,
                  TEXT_PRINT(column->field->name));
      import->result.bad_cells++;
      return false;
    }
    writer_print(&writer, "%s%.*s", first ? "" : ",",
                 TEXT_PRINT(cell_text(&import->row, cells[i])));
    first = false;
  }
  *key = writer_text(&writer);
  return true;
}

/* Notes the key with its line; false, and reported, if an earlier line has it. */
static bool note_key(Import *import, Text key) {
  size_t *line = arena_new(import->arena, size_t);
  *line = import->csv.line;
  if (map_add(&import->keys, arena_text(import->arena, key), line))
    return true;
  diag_report(import->diags, DIAG_KEY_TWICE,
              import_span(import, import->csv.start, import->csv.end),
              "line %zu: the key stands in the file already: \"%.*s\"", import->csv.line,
              TEXT_PRINT(key));
  diag_help(import->diags, "first in line %zu", *(size_t *)map_get(&import->keys, key));
  return false;
}

/* ---- rows ---- */

static bool has_right_length(Import *import) {
  const Csv *csv = &import->csv;
  size_t count = csv->cells.count;
  while (count > import->column_count && text_trim(csv->cells.items[count - 1].text).length == 0)
    count--;
  if (count == import->column_count)
    return true;
  diag_report(import->diags, DIAG_RAGGED_ROW, import_span(import, csv->start, csv->end),
              count == 1 ? "line %zu has %zu cell, the heading has %zu"
                         : MESSAGE("line %zu has %zu cells, the heading has %zu"),
              csv->line, count, import->column_count);
  diag_help(import->diags, "does a cell hold a separator without quotes around it?");
  return false;
}

static size_t read_cells(Import *import, Cell *cells, CellList *lists, bool *bad) {
  size_t bad_count = 0;
  for (size_t i = 0; i < import->column_count; i++) {
    ImportColumn *column = &import->columns[i];
    const CsvCell *raw = &import->csv.cells.items[i];
    if (column->field && column->field->list == LIST_VIA)
      bad_count += list_of_file(import, column, raw, &lists[i]);
    else if (column->field)
      bad_count += bad[i] = !read_cell(import, column, raw, &cells[i]);
  }
  return bad_count;
}

static void note_existing(Import *import, Text key) {
  if (import->existing++ > 0)
    return;
  import->existing_key = arena_text(import->arena, key);
  import->existing_line = import->csv.line;
  import->existing_at = import_span(import, import->csv.start, import->csv.end);
}

/* A file imported again has every key in the database: that is one mistake, not one a row. */
static void report_existing(Import *import) {
  size_t count = import->existing;
  if (count == 0)
    return;
  if (count == 1)
    diag_report(import->diags, DIAG_KEY_EXISTS, import->existing_at,
                "line %zu: the database already has the key \"%.*s\"", import->existing_line,
                TEXT_PRINT(import->existing_key));
  else
    diag_report(import->diags, DIAG_KEY_EXISTS, import->existing_at,
                count == import->result.rows
                    ? "the database already has all %zu keys of \"%.*s\", the first is \"%.*s\""
                    : MESSAGE("the database already has %zu keys of \"%.*s\", the first is "
                              "\"%.*s\""), count,
                TEXT_PRINT(import->options->path), TEXT_PRINT(import->existing_key));
  diag_help(import->diags, "--update changes records that exist, and keeps what they were");
}

static void write_row(Import *import, const Cell *cells, const CellList *lists, Text key) {
  bool exists = row_exists(import, cells);
  if (exists && !import->options->update) {
    note_existing(import, key);
    import->result.left_out++;
    return;
  }
  if (exists)
    row_update(import, cells, key);
  else if (!row_insert(import, cells))
    return;
  links_write(import, cells, lists, key);
}

static void import_row(Import *import) {
  import->result.rows++;
  Cell *cells = arena_array(&import->row, Cell, import->column_count + 1);
  CellList *lists = arena_array(&import->row, CellList, import->column_count + 1);
  bool *bad = arena_array(&import->row, bool, import->column_count + 1);
  if (!has_right_length(import)) {
    import->result.left_out++;
    return;
  }
  size_t bad_count = read_cells(import, cells, lists, bad);
  Text key;
  bool kept = bad_count == 0 || import->options->keep == IMPORT_KEEP_BAD;
  if (!key_of_row(import, cells, bad, &key) || !note_key(import, key) || !kept) {
    import->result.left_out++;
    return;
  }
  write_row(import, cells, lists, key);
}

/* The keys of the whole file, where its records may refer to one another. */
static void gather_own_keys(Import *import) {
  size_t key_column = import->column_count, references = 0;
  for (size_t i = 0; i < import->column_count; i++) {
    const FieldType *field = import->columns[i].field;
    if (!field)
      continue;
    if (field->key)
      key_column = i;
    const RecordType *target = field->type.kind == TYPE_RECORD ? field->type.record
                               : field->list == LIST_VIA ? field->type.element->record : NULL;
    references += target == import->record;
  }
  if (references == 0 || import->record->key_count != 1 || key_column == import->column_count)
    return;
  import->has_own_keys = true;
  map_init(&import->own_keys, import->arena);
  Csv csv = import->csv;
  for (arena_reset(&import->row); csv_next(&csv, &import->row); arena_reset(&import->row)) {
    if (key_column >= csv.cells.count)
      continue;
    ReadCell key = cell_of_file(import, &import->columns[key_column],
                                csv.cells.items[key_column].text);
    if (key.fine && key.stored.kind != CELL_NULL)
      map_add(&import->own_keys,
              arena_text(import->arena, cell_text(&import->row, key.stored)), import);
  }
}

void rows_import(Import *import) {
  map_init(&import->keys, import->arena);
  gather_own_keys(import);
  changes_prepare(import);
  for (;;) {
    arena_reset(&import->row);
    if (!csv_next(&import->csv, &import->row))
      break;
    memory_poll(import->store->memory);
    import_row(import);
  }
  report_existing(import);
  report_problem(import);
}
