/* Records whose rows ship with the rules: record NAME "…" from "data/x.csv".
 *
 * A column is a field's by the field's name, its column, its title or an alias; columns of no
 * field are left alone, so that a table may be kept as its publisher made it.  What cannot be
 * read is a mistake in the rules, reported at its cell: a row is whole or the rules are refused. */
#include "interp/check/checker.h"

#include "base/unicode.h"

#include <stdlib.h>

typedef struct {
  ModuleScope   *module;
  RecordType    *record;
  const Decl    *decl;
  const CsvFile *file;
  size_t        *columns;       /* by field; SIZE_MAX: none */
  Record       **rows;
  Map            keys;          /* key text -> Record */
} Shipped;

typedef LIST(Shipped *) ShippedList;

/* ---- columns ------------------------------------------------------------------------- */

static size_t column_of(Arena *arena, const CsvFile *file, const FieldType *field) {
  const Text names[] = { field->column, field->name, field->title };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t column = names[i].length ? csv_file_column(arena, file, names[i]) : SIZE_MAX;
    if (column != SIZE_MAX)
      return column;
  }
  for (size_t i = 0; i < field->aliases.count; i++) {
    size_t column = csv_file_column(arena, file, field->aliases.items[i]);
    if (column != SIZE_MAX)
      return column;
  }
  return SIZE_MAX;
}

static void report_no_column(const Shipped *shipped, const FieldType *field) {
  Checker *checker = shipped->module->checker;
  const CsvFile *file = shipped->file;
  UnicodeNearest nearest = { checker->arena, field->name, TEXT_NONE, 4 };
  for (size_t i = 0; i < file->columns; i++)
    unicode_nearest(&nearest, file->headings[i].text);
  diag_report(checker->diags, DIAG_SHIPPED_COLUMN, field->span,
              "file \"%.*s\" has no column for field \"%.*s\"",
              TEXT_PRINT(shipped->decl->as.record.file.text), TEXT_PRINT(field->name));
  if (file->columns)
    diag_label(checker->diags, span_join(file->headings[0].span,
                                         file->headings[file->columns - 1].span),
               "its headings");
  if (nearest.best.length)
    diag_help(checker->diags, "did you mean %.*s? write: from column '%.*s'",
              TEXT_PRINT(nearest.best), TEXT_PRINT(nearest.best));
  else
    diag_help(checker->diags, "a heading is the field's name or its title, or is named by "
              "\"from column …\"; a field that may be left out is \"optional\"");
}

static bool find_columns(Shipped *shipped) {
  Arena *arena = shipped->module->checker->arena;
  const RecordType *record = shipped->record;
  bool whole = true;
  shipped->columns = arena_array(arena, size_t, record->count + 1);
  for (size_t i = 0; i < record->count; i++) {
    const FieldType *field = &record->fields[i];
    bool gathered = field->list == LIST_BY;
    shipped->columns[i] = gathered ? SIZE_MAX : column_of(arena, shipped->file, field);
    if (shipped->columns[i] != SIZE_MAX || gathered || (field->optional && !field->key))
      continue;
    report_no_column(shipped, field);
    whole = false;
  }
  return whole;
}

/* ---- cells --------------------------------------------------------------------------- */

static const CsvFileCell *cell_of(const Shipped *shipped, size_t row, const FieldType *field) {
  return &shipped->file->rows.items[row].cells[shipped->columns[field->index]];
}

static bool read_body(Checker *checker, const CsvFileCell *cell, Text heading, Value *value) {
  const Model *model = checker->model;
  for (size_t i = 0; i < model->bodies.count; i++)
    if (body_is_called(model->bodies.items[i], cell->text)) {
      *value = value_body(model->bodies.items[i]);
      return true;
    }
  diag_report(checker->diags, DIAG_BAD_CELL, cell->span,
              "column \"%.*s\": \"%.*s\" is not the name of a body", TEXT_PRINT(heading),
              TEXT_PRINT(cell->text));
  return false;
}

/* An optional field is none where nothing stands (V1).  Money is in the main unit, or as the
 * field's own `in tkr` says. */
static void read_cell(Shipped *shipped, size_t row, const FieldType *field) {
  Checker *checker = shipped->module->checker;
  Value *value = &shipped->rows[row]->fields[field->index];
  *value = field->optional ? value_none(field->type.kind) : value_unknown(field->type.kind);
  if (shipped->columns[field->index] == SIZE_MAX || field->type.kind == TYPE_RECORD ||
      field->type.kind == TYPE_LIST || field->type.kind == TYPE_UNKNOWN)
    return;
  const CsvFileCell *cell = cell_of(shipped, row, field);
  Text heading = shipped->file->headings[shipped->columns[field->index]].text;
  if (cell->text.length == 0 || csv_says_pending(cell->text))
    return;
  if (field->type.kind == TYPE_BODY) {
    read_body(checker, cell, heading, value);
    return;
  }
  CsvForm form = { .type = field->type,
                   .scale = field->scale_written ? field->scale : field->import_scale,
                   .decimal_comma = shipped->file->decimal_comma };
  package_cell(checker, &form, cell, heading, value);
}

/* ---- keys ---------------------------------------------------------------------------- */

static Span row_span(const Shipped *shipped, const Record *record) {
  for (size_t i = 0; i < shipped->file->rows.count; i++)
    if (shipped->rows[i] == record)
      return shipped->file->rows.items[i].span;
  return SPAN_NONE;
}

static void read_key(Shipped *shipped, size_t row) {
  Checker *checker = shipped->module->checker;
  const RecordType *record = shipped->record;
  for (size_t i = 0; i < record->count; i++) {
    if (!record->fields[i].key || record->fields[i].type.kind == TYPE_UNKNOWN ||
        value_is_known(shipped->rows[row]->fields[i]))
      continue;
    if (cell_of(shipped, row, &record->fields[i])->text.length == 0)
      diag_report(checker->diags, DIAG_KEY_EMPTY, shipped->file->rows.items[row].span,
                  "this row of \"%.*s\" has no key \"%.*s\"", TEXT_PRINT(record->name),
                  TEXT_PRINT(record->fields[i].name));
    return;
  }
  Text key = record_key_text(checker->arena, shipped->rows[row]);
  if (map_add(&shipped->keys, key, shipped->rows[row]))
    return;
  diag_report(checker->diags, DIAG_KEY_TWICE, shipped->file->rows.items[row].span,
              "key \"%.*s\" of \"%.*s\" stands twice", TEXT_PRINT(key), TEXT_PRINT(record->name));
  diag_label(checker->diags, row_span(shipped, map_get(&shipped->keys, key)), "first here");
}

static void read_rows(Shipped *shipped) {
  Arena *arena = shipped->module->checker->arena;
  size_t count = shipped->file->rows.count;
  const RecordType *record = shipped->record;
  shipped->rows = arena_array(arena, Record *, count + 1);
  for (size_t row = 0; row < count; row++) {
    shipped->rows[row] = arena_new(arena, Record);
    *shipped->rows[row] = (Record){ .type = record,
                                    .fields = arena_array(arena, Value, record->count + 1) };
    for (size_t i = 0; i < record->count; i++)
      read_cell(shipped, row, &record->fields[i]);
    read_key(shipped, row);
  }
}

static int by_key(const void *a, const void *b) {
  return record_key_compare(*(const Record *const *)a, *(const Record *const *)b);
}

static void keep_rows(Shipped *shipped) {
  Arena *arena = shipped->module->checker->arena;
  RecordType *record = shipped->record;
  size_t count = shipped->file->rows.count;
  const Record **sorted = arena_array(arena, const Record *, count + 1);
  Map *keys = arena_new(arena, Map);
  *keys = shipped->keys;
  for (size_t i = 0; i < count; i++)
    sorted[i] = shipped->rows[i];
  if (count > 1)
    qsort(sorted, count, sizeof *sorted, by_key);
  record->rows = (const Record *const *)shipped->rows;
  record->sorted = sorted;
  record->row_by_key = keys;
  record->row_count = count;
}

/* ---- references and lists ------------------------------------------------------------ */

static bool ships(const RecordType *record) {
  return record->file.length > 0;
}

static const Record *refer(Shipped *shipped, const CsvFileCell *cell, Text key,
                           const RecordType *target) {
  const Record *found = record_type_row(target, unicode_nfc(shipped->module->checker->arena, key));
  if (found || !target->row_by_key)
    return found;
  Diags *diags = shipped->module->checker->diags;
  diag_report(diags, DIAG_NO_SUCH_RECORD, cell->span, "\"%.*s\" is no \"%.*s\"", TEXT_PRINT(key),
              TEXT_PRINT(target->name));
  diag_label(diags, target->span, "whose rows are in \"%.*s\"", TEXT_PRINT(target->file));
  return NULL;
}

static void resolve_reference(Shipped *shipped, size_t row, const FieldType *field) {
  const CsvFileCell *cell = cell_of(shipped, row, field);
  if (cell->text.length == 0)
    return;
  const Record *found = refer(shipped, cell, cell->text, field->type.record);
  if (found)
    shipped->rows[row]->fields[field->index] = value_record(found);
}

/* "a; b": the keys of the list's records in one cell. */
static void resolve_list(Shipped *shipped, size_t row, const FieldType *field) {
  Arena *arena = shipped->module->checker->arena;
  const CsvFileCell *cell = cell_of(shipped, row, field);
  LIST(Value) items = { NULL, 0, 0 };
  for (size_t at = 0; at < cell->text.length;) {
    size_t next = text_find(cell->text, TEXT(";"), at);
    size_t end = next < cell->text.length ? next : cell->text.length;
    Text key = text_trim(text_part(cell->text, at, end));
    const Record *found = key.length ? refer(shipped, cell, key, field->type.element->record)
                                     : NULL;
    if (found)
      LIST_ADD(arena, &items, Value, value_record(found));
    at = end + 1;
  }
  if (items.count || field->optional)
    shipped->rows[row]->fields[field->index] = value_list(items.items, items.count);
}

/* The rows of the element's record that refer back to this one, in key order. */
/* The record that the value refers to, or one with the same value of that field. */
static bool is_owner(const Record *record, const FieldType *by, Value value) {
  if (value.state != VALUE_KNOWN)
    return false;
  if (value.kind == TYPE_RECORD && value.as.record->type == record->type)
    return value.as.record == record;
  const FieldType *own = record_type_find(record->type, by->name);
  Value same = own ? record->fields[own->index] : value_unknown(TYPE_UNKNOWN);
  return same.state == VALUE_KNOWN && value_same(value, same);
}

static void gather_list(Shipped *shipped, size_t row, const FieldType *field) {
  const RecordType *element = field->type.element->record;
  const FieldType *by = record_type_find(element, field->by);
  LIST(Value) items = { NULL, 0, 0 };
  for (size_t i = 0; by && i < element->row_count; i++) {
    Value owner = element->sorted[i]->fields[by->index];
    if (is_owner(shipped->rows[row], by, owner))
      LIST_ADD(shipped->module->checker->arena, &items, Value,
               value_record(element->sorted[i]));
  }
  if (items.count || field->optional)
    shipped->rows[row]->fields[field->index] = value_list(items.items, items.count);
}

static bool may_refer(const Shipped *shipped, const FieldType *field, const RecordType *target) {
  if (ships(target))
    return true;
  Diags *diags = shipped->module->checker->diags;
  diag_report(diags, DIAG_SHIPPED_REFERENCE, field->span,
              "rows that ship with the rules cannot refer to \"%.*s\", whose rows do not",
              TEXT_PRINT(target->name));
  diag_label(diags, target->span, "declared here without a file");
  diag_help(diags, "let its rows ship too: record %.*s \"…\" from \"FILE.csv\"; or keep the key "
            "as text", TEXT_PRINT(target->name));
  return false;
}

static void resolve(Shipped *shipped, bool gathers) {
  const RecordType *record = shipped->record;
  for (size_t i = 0; i < record->count; i++) {
    const FieldType *field = &record->fields[i];
    bool is_list = field->type.kind == TYPE_LIST;
    if ((field->type.kind != TYPE_RECORD && !is_list) || (field->list == LIST_BY) != gathers)
      continue;
    const RecordType *target = is_list ? field->type.element->record : field->type.record;
    if (!target || !may_refer(shipped, field, target) ||
        (!gathers && shipped->columns[i] == SIZE_MAX))
      continue;
    for (size_t row = 0; row < shipped->file->rows.count; row++)
      if (gathers)
        gather_list(shipped, row, field);
      else if (is_list)
        resolve_list(shipped, row, field);
      else
        resolve_reference(shipped, row, field);
  }
}

/* ---- a record, and all of them ------------------------------------------------------- */

static void read_record(ModuleScope *module, Symbol *symbol, ShippedList *list) {
  const Decl *decl = symbol->decl;
  if (!ships(symbol->as.record))
    return;
  Checker *checker = module->checker;
  Shipped *shipped = arena_new(checker->arena, Shipped);
  *shipped = (Shipped){ .module = module, .record = symbol->as.record, .decl = decl };
  map_init(&shipped->keys, checker->arena);
  shipped->file = package_csv(module, decl->as.record.file);
  if (!shipped->file || !find_columns(shipped))
    return;
  read_rows(shipped);
  keep_rows(shipped);
  LIST_ADD(checker->arena, list, Shipped *, shipped);
}

void shipped_check(Checker *checker) {
  ShippedList list = { NULL, 0, 0 };
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    for (size_t j = 0; j < module->symbols.count; j++)
      if (module->symbols.items[j]->kind == SYMBOL_RECORD)
        read_record(module, module->symbols.items[j], &list);
  }
  for (size_t i = 0; i < list.count; i++)
    resolve(list.items[i], false);
  for (size_t i = 0; i < list.count; i++)
    resolve(list.items[i], true);
}
