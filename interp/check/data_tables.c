/* data_tables.c - table NAME(KEYS) TYPE from "file.csv" else V: its rows read, and its cells.
 *
 * A key's column is called as the key is; the value stands in the column called as the table, by
 * its name or its label, or in the last that is no key.  Other columns are left alone. */
#include "interp/check/checker.h"

#include "base/unicode.h"
#include "interp/check/table.h"

typedef struct {
  ModuleScope   *module;
  DataTable     *table;
  const Decl    *decl;
  const CsvFile *file;
  Fraction       scale;
  Map            keys;          /* key text -> DataRow */
} Reading;

/* ---- types ----------------------------------------------------------------------------- */

static bool money_type(Reading *reading) {
  const WrittenType *written = &reading->decl->as.table.type;
  const Symbol *unit = written->name.text.length
                           ? symbol_find(reading->module, SPACE_UNIT, written->name) : NULL;
  if (unit && unit->as.unit) {
    reading->table->type = type_of_money(unit->as.unit->currency);
    reading->scale = unit->as.unit->minor;
    return true;
  }
  reading->table->type = type_of_written(reading->module, written);
  if (reading->table->type.kind != TYPE_MONEY)
    return false;
  reading->scale = fraction_from(reading->table->type.currency->minor_per_main);
  return true;
}

static bool value_type(Reading *reading) {
  const WrittenType *written = &reading->decl->as.table.type;
  reading->scale = fraction_from(1);
  if (written->kind == WRITTEN_MONEY)
    return money_type(reading);
  reading->table->type = type_of_written(reading->module, written);
  if (reading->table->type.kind == TYPE_UNKNOWN)
    return false;
  bool scaled = written->kind == WRITTEN_RATE || written->kind == WRITTEN_DECIMAL;
  return !scaled || written->name.text.length == 0 ||
         units_scale(reading->module, written->name, &reading->table->type, &reading->scale);
}

/* ---- columns --------------------------------------------------------------------------- */

static void report_column(const Reading *reading, Name name) {
  Checker *checker = reading->module->checker;
  const CsvFile *file = reading->file;
  UnicodeNearest nearest = { checker->arena, name.text, TEXT_NONE, 4 };
  for (size_t i = 0; i < file->columns; i++)
    unicode_nearest(&nearest, file->headings[i].text);
  diag_report(checker->diags, DIAG_TABLE_COLUMN, name.span,
              "file \"%.*s\" has no column for \"%.*s\"",
              TEXT_PRINT(reading->decl->as.table.file.text), TEXT_PRINT(name.text));
  diag_label(checker->diags, span_join(file->headings[0].span,
                                       file->headings[file->columns - 1].span), "its headings");
  if (nearest.best.length)
    diag_help(checker->diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  else
    diag_help(checker->diags, "a key is called as its column is");
}

static bool find_key_columns(Reading *reading) {
  Arena *arena = reading->module->checker->arena;
  DataTable *table = reading->table;
  bool whole = true;
  for (size_t i = 0; i < table->key_count; i++) {
    const Argument *argument = &reading->decl->as.table.arguments.items[i];
    table->keys[i].name = argument->name.text;
    table->keys[i].span = argument->name.span;
    table->keys[i].column = csv_file_column(arena, reading->file, argument->name.text);
    if (table->keys[i].column != SIZE_MAX)
      continue;
    report_column(reading, argument->name);
    whole = false;
  }
  return whole;
}

static bool is_key_column(const DataTable *table, size_t column) {
  for (size_t i = 0; i < table->key_count; i++)
    if (table->keys[i].column == column)
      return true;
  return false;
}

static bool find_value_column(Reading *reading) {
  Arena *arena = reading->module->checker->arena;
  DataTable *table = reading->table;
  const Text names[] = { table->name, table->title };
  for (size_t i = 0; i < 2; i++) {
    size_t column = names[i].length ? csv_file_column(arena, reading->file, names[i]) : SIZE_MAX;
    if (column != SIZE_MAX && !is_key_column(table, column)) {
      table->value_column = column;
      return true;
    }
  }
  for (size_t column = reading->file->columns; column > 0; column--) {
    if (is_key_column(table, column - 1))
      continue;
    table->value_column = column - 1;
    return true;
  }
  report_column(reading, (Name){ table->span, table->name });
  return false;
}

/* ---- keys that do not say their type --------------------------------------------------- */

static bool all_read_as(const Reading *reading, size_t column, TypeKind kind) {
  CsvForm form = { .type = type_of_kind(kind), .scale = fraction_from(1),
                   .decimal_comma = reading->file->decimal_comma };
  for (size_t i = 0; i < reading->file->rows.count; i++) {
    const char *reason;
    Value value;
    Text cell = reading->file->rows.items[i].cells[column].text;
    if (!csv_value(reading->module->checker->arena, &form, cell, &value, &reason))
      return false;
  }
  return reading->file->rows.count > 0;
}

/* The words of a column as a list of codes, so that they may be written bare (V10). */
static const Codelist *words_of(const Reading *reading, const DataKey *key) {
  Arena *arena = reading->module->checker->arena;
  size_t rows = reading->file->rows.count;
  Codelist *list = arena_new(arena, Codelist);
  *list = (Codelist){ .name = key->name, .span = key->span };
  list->codes = arena_array(arena, Code, rows + 1);
  Map seen;
  map_init(&seen, arena);
  for (size_t i = 0; i < rows; i++) {
    const CsvFileCell *cell = &reading->file->rows.items[i].cells[key->column];
    Text word = unicode_nfc(arena, cell->text);
    if (word.length == 0 || !map_add(&seen, word, list))
      continue;
    list->codes[list->count] = (Code){ .codelist = list, .index = list->count, .name = word,
                                       .span = cell->span };
    list->count++;
  }
  return list;
}

static void infer_key_type(Reading *reading, DataKey *key) {
  Name quiet = { SPAN_NONE, key->name };
  const Symbol *symbol = symbol_find(reading->module, SPACE_TYPE, quiet);
  if (symbol && symbol->kind == SYMBOL_CODELIST) {
    key->type = (Type){ .kind = TYPE_CODE, .codes = symbol->as.codelist };
  } else if (all_read_as(reading, key->column, TYPE_INTEGER)) {
    key->type = type_of_kind(TYPE_INTEGER);
  } else if (all_read_as(reading, key->column, TYPE_DATE)) {
    key->type = type_of_kind(TYPE_DATE);
  } else {
    key->type = (Type){ .kind = TYPE_CODE, .codes = words_of(reading, key) };
    key->words = true;
  }
}

static bool key_types(Reading *reading) {
  DataTable *table = reading->table;
  Checker *checker = reading->module->checker;
  bool whole = true;
  for (size_t i = 0; i < table->key_count; i++) {
    const Argument *argument = &reading->decl->as.table.arguments.items[i];
    DataKey *key = &table->keys[i];
    if (argument->typed)
      key->type = type_of_written(reading->module, &argument->type);
    else
      infer_key_type(reading, key);
    bool several = key->type.kind == TYPE_RECORD && key->type.record->key_count != 1;
    if (key->type.kind == TYPE_LIST || several) {
      diag_report(checker->diags, DIAG_TABLE_KEY, key->span,
                  "a key of a table is one value, not %.*s",
                  TEXT_PRINT(type_named(checker, &key->type)));
      whole = false;
    }
    whole &= key->type.kind != TYPE_UNKNOWN;
  }
  return whole;
}

/* ---- rows ------------------------------------------------------------------------------ */

/* A record stands in a file by its key. */
static Type type_in_file(Type type) {
  while (type.kind == TYPE_RECORD)
    type = type.record->fields[type.record->key].type;
  return type;
}

static bool read_keys(Reading *reading, const CsvFileRow *row, Value *keys) {
  Checker *checker = reading->module->checker;
  const DataTable *table = reading->table;
  for (size_t i = 0; i < table->key_count; i++) {
    const DataKey *key = &table->keys[i];
    const CsvFileCell *cell = &row->cells[key->column];
    CsvForm form = { .type = type_in_file(key->type), .scale = fraction_from(1),
                     .decimal_comma = reading->file->decimal_comma };
    if (cell->text.length == 0) {
      diag_report(checker->diags, DIAG_KEY_EMPTY, cell->span.end > cell->span.start ? cell->span
                  : row->span, "this row has no \"%.*s\"", TEXT_PRINT(key->name));
      return false;
    }
    if (!package_cell(checker, &form, cell, reading->file->headings[key->column].text, &keys[i]))
      return false;
  }
  return true;
}

static bool add_row(Reading *reading, const DataRow *row) {
  Checker *checker = reading->module->checker;
  DataTable *table = reading->table;
  Text key;
  LIST_ADD(checker->arena, &table->rows, DataRow, *row);
  if (!data_key_text(checker->arena, table, row->keys, &key))
    return false;
  DataRow *kept = arena_new(checker->arena, DataRow);
  *kept = *row;
  if (map_add(&table->by_key, key, kept))
    return true;
  const DataRow *first = map_get(&table->by_key, key);
  diag_report(checker->diags, DIAG_TABLE_KEY_TWICE, row->row->span, "%.*s stands twice",
              TEXT_PRINT(data_cell_name(checker->arena, table, row->keys)));
  diag_label(checker->diags, first->row->span, "first here, on line %zu", first->row->line);
  diag_help(checker->diags, "a table has one row for its keys; name a further key in the rules "
            "if the rows differ in something else");
  return false;
}

static void read_row(Reading *reading, const CsvFileRow *written) {
  Checker *checker = reading->module->checker;
  DataTable *table = reading->table;
  Value *keys = arena_array(checker->arena, Value, table->key_count + 1);
  if (!read_keys(reading, written, keys))
    return;
  const CsvFileCell *cell = &written->cells[table->value_column];
  DataRow row = { .keys = keys, .row = written, .value = value_unknown(table->type.kind) };
  CsvForm form = { .type = type_in_file(table->type), .scale = reading->scale,
                   .decimal_comma = reading->file->decimal_comma };
  row.blank = cell->text.length == 0;
  row.pending = csv_says_pending(cell->text);
  if (!row.blank && !row.pending)
    package_cell(checker, &form, cell, reading->file->headings[table->value_column].text,
                 &row.value);
  add_row(reading, &row);
}

/* ---- else ------------------------------------------------------------------------------ */

static void read_blank(Reading *reading) {
  Checker *checker = reading->module->checker;
  const Expr *written = reading->decl->as.table.blank;
  DataTable *table = reading->table;
  if (!written)
    return;
  Scope scope = scope_of_module(reading->module);
  scope.constant = MESSAGE("what a blank cell means");
  const Term *value = term_value(&scope, written, &table->type);
  Type common;
  if (term_failed(value))
    return;
  if (type_common(&table->type, &value->type, &common) && type_equal(&common, &table->type)) {
    table->blank = value;
    return;
  }
  diag_report(checker->diags, DIAG_WRONG_TYPE, value->span, "the table's values are %.*s",
              TEXT_PRINT(type_named(checker, &table->type)));
  diag_mark(checker->diags, "this is %.*s", TEXT_PRINT(type_named(checker, &value->type)));
}

/* ---- the whole ------------------------------------------------------------------------- */

static bool read_table(Reading *reading) {
  DataTable *table = reading->table;
  table->key_count = reading->decl->as.table.arguments.count;
  table->keys = arena_array(reading->module->checker->arena, DataKey, table->key_count + 1);
  if (!value_type(reading))
    return false;
  reading->file = package_csv(reading->module, reading->decl->as.table.file);
  if (!reading->file)
    return false;
  table->file = reading->file;
  if (!find_key_columns(reading) || !find_value_column(reading) || !key_types(reading))
    return false;
  for (size_t i = 0; i < reading->file->rows.count; i++)
    read_row(reading, &reading->file->rows.items[i]);
  return true;
}

const DataTable *table_understand(Symbol *symbol) {
  if (symbol->progress != PROGRESS_NOT)
    return symbol->as.table;
  symbol->progress = PROGRESS_DONE;
  Checker *checker = symbol->module->checker;
  Reading reading = { .module = symbol->module, .table = symbol->as.table, .decl = symbol->decl };
  map_init(&symbol->as.table->by_key, checker->arena);
  if (!read_table(&reading)) {
    symbol->as.table = NULL;
    return NULL;
  }
  reading.table->index = checker->model->tables.count;
  LIST_ADD(checker->arena, &checker->model->tables, DataTable *, reading.table);
  return reading.table;
}

static void check_table(ModuleScope *module, Symbol *symbol) {
  DataTable *table = symbol->as.table;
  table_understand(symbol);
  Reading reading = { .module = module, .table = table, .decl = symbol->decl };
  if (symbol->as.table)
    read_blank(&reading);
  table->bases = bases_check(module, &symbol->decl->bases, NULL);
  bases_need(module, &symbol->decl->bases, symbol->decl->name.span, "table", symbol->decl->name);
}

void tables_check(Checker *checker) {
  symbols_each(checker, SYMBOL_TABLE, check_table);
}

/* ---- cells in expressions -------------------------------------------------------------- */

/* What may find a row by its name, where the keys are words. */
static bool is_word_like(const Type *type) {
  return type->kind == TYPE_TEXT || type->kind == TYPE_CODE || type->kind == TYPE_BODY ||
         type->kind == TYPE_RECORD || type->kind == TYPE_UNKNOWN;
}

static bool key_fits(const DataKey *key, const Type *type) {
  Type common;
  if (key->words)
    return is_word_like(type);
  if (key->type.kind == TYPE_INTEGER && type->kind == TYPE_RECORD && type->record->key_count == 1 &&
      type->record->fields[type->record->key].type.kind == TYPE_INTEGER)
    return true;
  return type->kind == TYPE_UNKNOWN ||
         (type_common(&key->type, type, &common) && type_equal(&common, &key->type));
}

/* A key's value as it is written: a bare word of the table's own list is that word. */
static const Term *table_key_term(const Scope *scope, const Expr *expr, const DataKey *key) {
  const Type *hint = key->type.kind == TYPE_CODE ? &key->type : NULL;
  const Expr *written = tree_inside(expr);
  bool bare = key->words && written->kind == EXPR_NAME && typed_name_known(scope, written) &&
              !codelist_find(key->type.codes, written->as.name.text);
  const Term *term = term_value(scope, expr, bare ? NULL : hint);
  if (term_failed(term) || key_fits(key, &term->type)) {
    term_settle(term, &key->type);
    return term;
  }
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_TABLE_KEY, expr->span, "key \"%.*s\" is %.*s", TEXT_PRINT(key->name),
              TEXT_PRINT(key->words ? text_from(diag_words(diags, MESSAGE("a word of the table")))
                                    : type_named(scope->checker, &key->type)));
  diag_mark(diags, "this is %.*s", TEXT_PRINT(type_named(scope->checker, &term->type)));
  diag_label(diags, key->span, "declared here");
  return term_error(scope, expr);
}

static const Term *report_count(const Scope *scope, const Expr *expr, const Symbol *symbol,
                                size_t count) {
  size_t wanted = symbol->decl->as.table.arguments.count;
  diag_report(scope->checker->diags, DIAG_ARGUMENTS, expr->span,
              wanted == 1 ? "table \"%.*s\" has %zu key, not %zu"
                          : MESSAGE("table \"%.*s\" has %zu keys, not %zu"),
              TEXT_PRINT(symbol->name), wanted, count);
  diag_label(scope->checker->diags, symbol->span, "declared here");
  return term_error(scope, expr);
}

const Term *typed_lookup(const Scope *scope, const Expr *expr, Symbol *symbol) {
  bool call = expr->kind == EXPR_CALL;
  size_t count = call ? expr->as.call.arguments.count : 0;
  if (count != symbol->decl->as.table.arguments.count)
    return report_count(scope, expr, symbol, count);
  const DataTable *table = table_understand(symbol);
  if (!table)
    return term_error(scope, expr);
  const Term **arguments = arena_array(scope->checker->arena, const Term *, count + 1);
  Term *term = term_new(scope, TERM_LOOKUP, expr, table->type);
  term->as.lookup.table = table;
  term->as.lookup.arguments = arguments;
  bool whole = true;
  for (size_t i = 0; i < count; i++) {
    arguments[i] = table_key_term(scope, expr->as.call.arguments.items[i], &table->keys[i]);
    whole &= !term_failed(arguments[i]);
  }
  for (size_t i = 0; whole && i < count; i++)
    term_holds(scope, term, arguments[i]);
  return whole ? term : term_error(scope, expr);
}
