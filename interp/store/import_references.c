/* References in a file: by the key of a record that exists, or by its name. */
#include "base/unicode.h"
#include "interp/store/import_inside.h"

#include <string.h>

/* What a cell refers to; reason NULL: it refers to nothing wrong. */
typedef struct { Cell cell; const char *reason; DiagCode code; } Known;

/* No such record; the format has the record's name. */
static void not_known(Import *import, Known *known, DiagCode code, const char *format,
                      const RecordType *target) {
  known->code = code;
  known->reason = arena_format(import->arena, diag_words(import->diags, format),
                               TEXT_PRINT(target->name)).bytes;
}

static Statement *plan(Import *import, const RecordType *target, const FieldType *by) {
  Text key = quoted_name(import->arena, target->fields[target->key].column);
  Text column = quoted_name(import->arena, by->column);
  Text table = quoted_name(import->arena, target->table);
  return statement_new(import->store, arena_format(
      import->arena, "SELECT %.*s FROM main.%.*s WHERE %.*s = ?1 LIMIT 2", TEXT_PRINT(key),
      TEXT_PRINT(table), TEXT_PRINT(column)));
}

static void plan_lookups(Import *import, ImportColumn *column, const RecordType *target) {
  if (column->has_known)
    return;
  map_init(&column->known, import->arena);
  column->has_known = true;
  if (target->row_by_key)
    return;
  column->by_key = plan(import, target, &target->fields[target->key]);
  if (target->name_field >= 0)
    column->by_name = plan(import, target, &target->fields[target->name_field]);
}

/* How many rows (0, 1 or 2) the statement finds; the key of the first. */
static unsigned count_found(Import *import, Statement *statement, Cell wanted, Cell *key) {
  statement_bind_cell(import->store, statement, 1, wanted);
  unsigned found = 0;
  while (statement_step(import->store, statement)) {
    if (found++ > 0)
      continue;
    *key = statement_cell(import->store, statement, 0);
    if (key->kind == CELL_TEXT || key->kind == CELL_BLOB)
      key->text = arena_text(import->arena, key->text);
  }
  sqlite3_reset(statement);
  return found;
}

static bool read_key(Import *import, const FieldType *key, Text text, Cell *cell) {
  ImportColumn column = { .field = key, .unit = { .scale = field_scale(key) } };
  if (field_behind(key)->type.kind == TYPE_RECORD)
    return false;
  column.field = field_behind(key);
  ReadCell read = cell_of_file(import, &column, text);
  *cell = read.stored;
  return read.fine;
}

static bool is_in_file(Import *import, const RecordType *target, Cell key) {
  return target == import->record && import->has_own_keys &&
         map_get(&import->own_keys, cell_text(&import->row, key)) != NULL;
}

static unsigned count_called(Import *import, ImportColumn *column, Text name, Cell *key) {
  if (name.length == 0)
    return 0;
  return count_found(import, column->by_name, (Cell){ .kind = CELL_TEXT, .text = name }, key);
}

/* A body is the organisation whose name is its title or alias, so "RS" finds "Regionstyrelsen". */
static unsigned count_named(Import *import, ImportColumn *column, Text name, Cell *key) {
  unsigned found = count_called(import, column, name, key);
  const Body *body;
  if (found > 0 || !cell_find_body(import->store->model, name, &body))
    return found;
  found = count_called(import, column, body->title, key);
  for (size_t i = 0; i < body->aliases.count && found == 0; i++)
    found = count_called(import, column, body->aliases.items[i], key);
  return found;
}

/* Rows that ship with the rules: by their key, or by the only name that is so. */
static Known *look_up_shipped(Import *import, const RecordType *target, Text text) {
  Known *known = arena_new(import->arena, Known);
  const Record *found = record_type_row(target, unicode_nfc(import->arena, text));
  size_t named = 0;
  for (size_t i = 0; !found && i < target->row_count; i++)
    named += text_equal(record_name(import->arena, target->rows[i]), text);
  for (size_t i = 0; !found && named == 1 && i < target->row_count; i++)
    if (text_equal(record_name(import->arena, target->rows[i]), text))
      found = target->rows[i];
  if (found)
    known->cell = (Cell){ .kind = CELL_TEXT, .text = record_key_text(import->arena, found) };
  else
    not_known(import, known, DIAG_NO_SUCH_RECORD, "is the key of no %.*s that exists", target);
  return known;
}

static Known *look_up(Import *import, ImportColumn *column, const RecordType *target, Text text) {
  if (target->row_by_key)
    return look_up_shipped(import, target, text);
  Known *known = arena_new(import->arena, Known);
  Cell key;
  if (read_key(import, &target->fields[target->key], text, &key)) {
    if (key.kind == CELL_TEXT)
      key.text = arena_text(import->arena, key.text);
    known->cell = key;
    if (count_found(import, column->by_key, key, &known->cell) > 0 ||
        is_in_file(import, target, key))
      return known;
  }
  unsigned found = column->by_name
                       ? count_named(import, column, unicode_nfc(import->arena, text), &known->cell)
                       : 0;
  if (found == 1)
    return known;
  if (found > 1) {
    not_known(import, known, DIAG_NAME_AMBIGUOUS,
              "is the name of several records of %.*s: write the key", target);
    return known;
  }
  not_known(import, known, DIAG_NO_SUCH_RECORD,
            column->by_name ? MESSAGE("is the key or name of no %.*s that exists")
                            : MESSAGE("is the key of no %.*s that exists"), target);
  return known;
}

ReadCell reference_of_file(Import *import, ImportColumn *column, const FieldType *field,
                           Text text) {
  const RecordType *target = field->type.kind == TYPE_LIST ? field->type.element->record
                                                           : field->type.record;
  plan_lookups(import, column, target);
  Known *known = map_get(&column->known, text);
  if (!known) {
    known = look_up(import, column, target, text);
    map_add(&column->known, arena_text(import->arena, text), known);
  }
  ReadCell read = { .stored = known->cell, .reason = known->reason, .code = known->code,
                    .fine = !known->reason };
  if (!read.fine)
    return read;
  const char *reason;
  cell_value(import->store->model, &target->fields[target->key], known->cell, &import->row,
             &read.value, &reason);
  return read;
}

static bool is_among(Import *import, const CellList *cells, Cell cell) {
  Text text = cell_text(&import->row, cell);
  for (size_t i = 0; i < cells->count; i++)
    if (text_equal(cell_text(&import->row, cells->items[i]), text))
      return true;
  return false;
}

static void report_part(Import *import, ImportColumn *column, const CsvCell *raw, Text part,
                        const ReadCell *read) {
  CsvCell named = *raw;
  named.text = part;
  column->bad++;
  import->result.bad_cells++;
  report_cell(import, column, &named, read->code, read->reason);
}

Text import_separator(const ImportColumn *column) {
  return column->listed && column->listed->separator.length ? column->listed->separator
                                                            : TEXT(";");
}

/* Where the part ends: at what the import clause parts them by, else at a semicolon; a line end
 * parts them too.  *length: of what stands there, at least 1. */
static size_t part_end(const ImportColumn *column, Text text, size_t start, size_t *length) {
  Text separator = import_separator(column);
  size_t end = text_find(text, separator, start), line = text_find(text, TEXT("\n"), start);
  *length = line < end ? 1 : separator.length;
  end = line < end ? line : end;
  return end < text.length ? end : text.length;
}

size_t list_of_file(Import *import, ImportColumn *column, const CsvCell *raw, CellList *cells) {
  size_t bad = 0, length = 0;
  Text text = raw->text;
  for (size_t start = 0, end = 0; start <= text.length; start = end + length) {
    end = part_end(column, text, start, &length);
    Text part = text_trim(text_part(text, start, end));
    if (part.length == 0 || import_is_blank(import, part))
      continue;
    ReadCell read = reference_of_file(import, column, column->field, part);
    if (!read.fine) {
      report_part(import, column, raw, part, &read);
      bad++;
    }
    if (read.stored.kind == CELL_NULL)
      read.stored = (Cell){ .kind = CELL_TEXT, .text = part };
    if (!is_among(import, cells, read.stored))
      LIST_ADD(&import->row, cells, Cell, read.stored);
  }
  column->blank += cells->count == 0;
  return bad;
}
