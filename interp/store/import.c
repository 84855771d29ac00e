/* An import from beginning to end: what it is into, one transaction, all or nothing. */
#include "base/unicode.h"
#include "interp/store/import_inside.h"

#include <time.h>

/* ---- into what ---- */

static bool is_called(Arena *arena, const RecordType *record, Text folded) {
  if (text_equal(folded, csv_heading_folded(arena, record->name)) ||
      text_equal(folded, csv_heading_folded(arena, record->title)) ||
      text_equal(folded, csv_heading_folded(arena, record->table)))
    return true;
  for (size_t i = 0; i < record->aliases.count; i++)
    if (text_equal(folded, csv_heading_folded(arena, record->aliases.items[i])))
      return true;
  return false;
}

static void make_end(FieldType *field, size_t index, const RecordType *record, Text column) {
  *field = (FieldType){ .index = index, .name = record->name, .title = record->title,
                        .column = column, .span = record->span, .key = true,
                        .type = { .kind = TYPE_RECORD, .record = record } };
  field->aliases.items = record->aliases.items;
  field->aliases.count = field->aliases.room = record->aliases.count;
}

/* A link table as a record of two references that together are its key. */
static const RecordType *make_link_record(Import *import, const RecordType *owner,
                                          const FieldType *list) {
  ColumnList columns = table_columns(import->store, import->arena, list->via);
  const RecordType *ends[] = { owner, list->type.element->record };
  RecordType *record = arena_new(import->arena, RecordType);
  *record = (RecordType){ .name = list->via, .title = list->title, .table = list->via,
                          .span = list->span, .count = 2, .key = 0, .key_count = 2,
                          .name_field = -1 };
  record->fields = arena_array(import->arena, FieldType, 2);
  for (size_t i = 0; i < 2; i++) {
    const Column *column = column_of_record(&columns, ends[i]);
    make_end(&record->fields[i], i, ends[i], column ? column->name : ends[i]->name);
  }
  return record;
}

static const RecordType *find_link(Import *import, Text name) {
  const Model *model = import->store->model;
  for (size_t i = 0; i < model->records.count; i++) {
    const RecordType *record = model->records.items[i];
    for (size_t j = 0; j < record->count; j++)
      if (record->fields[j].list == LIST_VIA && name_same(record->fields[j].via, name))
        return make_link_record(import, record, &record->fields[j]);
  }
  return NULL;
}

static void report_target(Import *import, Text name) {
  const Model *model = import->store->model;
  UnicodeNearest nearest = { import->arena, name, TEXT_NONE, 4 };
  for (size_t i = 0; i < model->records.count; i++)
    unicode_nearest(&nearest, model->records.items[i]->name);
  diag_report(import->diags, DIAG_IMPORT_TARGET, SPAN_NONE,
              "no record or link table is called \"%.*s\"", TEXT_PRINT(name));
  if (nearest.best.length)
    diag_help(import->diags, "did you mean \"%.*s\"?", TEXT_PRINT(nearest.best));
}

static void report_shipped(Import *import) {
  const RecordType *record = import->record;
  diag_report(import->diags, DIAG_IMPORT_TARGET, record->span,
              "the rows of \"%.*s\" ship with the rules", TEXT_PRINT(record->name));
  diag_help(import->diags, "change its file: %.*s", TEXT_PRINT(record->file));
}

bool import_find_target(Import *import) {
  const Model *model = import->store->model;
  Text folded = csv_heading_folded(import->arena, import->options->record);
  for (size_t i = 0; i < model->records.count && !import->record; i++)
    if (is_called(import->arena, model->records.items[i], folded))
      import->record = model->records.items[i];
  if (!import->record) {
    import->record = find_link(import, import->options->record);
    import->is_link = import->record != NULL;
  }
  if (!import->record)
    report_target(import, import->options->record);
  else if (import->record->row_by_key)
    report_shipped(import);
  return import->record && !import->record->row_by_key;
}

/* The table and its columns are there: the file's columns are matched, so only these are asked. */
static bool check_table(Import *import) {
  Store *store = import->store;
  ColumnList columns = table_columns(store, import->arena, import->record->table);
  if (columns.count == 0) {
    diag_report(store->diags, DIAG_TABLE_MISSING, import->record->span,
                "database \"%.*s\" has no table \"%.*s\"", TEXT_PRINT(store->path),
                TEXT_PRINT(import->record->table));
    diag_help(store->diags, "anslag schema RULES --db FILE makes the tables");
    return false;
  }
  bool fine = true;
  for (size_t i = 0; i < import->column_count; i++) {
    const FieldType *field = import->columns[i].field;
    if (!field || field->list != LIST_NOT || column_find(&columns, field->column))
      continue;
    diag_report(store->diags, DIAG_TABLE_COLUMN_MISSING, field->span,
                "table \"%.*s\" has no column \"%.*s\"", TEXT_PRINT(import->record->table),
                TEXT_PRINT(field->column));
    fine = false;
  }
  return fine;
}

/* ---- the transaction ---- */

typedef struct { bool own, loose; } Transaction;

/* Bad references are kept as they stand with --keep-bad, so they are not enforced then. */
static Transaction begin(Import *import) {
  Transaction transaction = { .own = sqlite3_get_autocommit(import->store->connection) != 0 };
  if (!transaction.own) {
    store_execute(import->store, "SAVEPOINT anslag_import");
    return transaction;
  }
  transaction.loose = import->options->keep == IMPORT_KEEP_BAD;
  if (transaction.loose)
    store_execute(import->store, "PRAGMA foreign_keys = OFF");
  store_begin(import->store);
  return transaction;
}

/* The rows that refer to nothing, by the table's own references, which rules may not know. */
static void report_foreign_keys(Import *import) {
  Store *store = import->store;
  Statement *statement = statement_new(store, TEXT(
      "SELECT rowid, \"parent\" FROM pragma_foreign_key_check(?1) LIMIT 20"));
  statement_bind_text(store, statement, 1, import->record->table);
  while (statement_step(store, statement)) {
    Text parent = statement_text(store, statement, 1, import->arena);
    diag_report(import->diags, DIAG_CONSTRAINT, SPAN_NONE,
                "row %lld of table \"%.*s\" refers to nothing in table \"%.*s\"",
                (long long)sqlite3_column_int64(statement, 0), TEXT_PRINT(import->record->table),
                TEXT_PRINT(parent));
  }
  statement_end(statement);
}

/* References are held against the database when all is in; false if one is broken. */
static bool commit(Import *import) {
  Store *store = import->store;
  int result = sqlite3_exec(store->connection, "COMMIT", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return true;
  result = sqlite3_extended_errcode(store->connection);
  if ((result & 0xff) != SQLITE_CONSTRAINT)
    store_fail(store, result);
  size_t errors = import->diags->errors;
  report_foreign_keys(import);
  if (import->diags->errors == errors)
    store_report(store, result);
  return false;
}

/* True if what was read is written. */
static bool end(Import *import, Transaction transaction, bool keep) {
  if (!transaction.own) {
    store_execute(import->store, keep ? "RELEASE anslag_import"
                                      : "ROLLBACK TO anslag_import; RELEASE anslag_import");
    return keep;
  }
  keep = keep && commit(import);
  if (!keep)
    store_rollback(import->store);
  if (transaction.loose)
    store_execute(import->store, "PRAGMA foreign_keys = ON");
  return keep;
}

static void end_statements(Import *import) {
  Statement *statements[] = { import->insert, import->find, import->update, import->history };
  for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++)
    statement_end(statements[i]);
  for (size_t i = 0; i < import->column_count; i++) {
    ImportColumn *column = &import->columns[i];
    Statement *own[] = { column->by_key, column->by_name, column->link_add, column->link_remove,
                         column->link_list };
    for (size_t j = 0; j < sizeof own / sizeof own[0]; j++)
      statement_end(own[j]);
  }
}

/* What keeps the whole import from being written, whatever is kept of single rows. */
static bool is_whole_failure(const Import *import, size_t errors_before) {
  if (import->csv.problem != CSV_FINE)
    return true;
  return import->options->keep == IMPORT_ALL_OR_NOTHING && import->diags->errors > errors_before;
}

static void run(Import *import, size_t errors_before) {
  Transaction transaction = begin(import);
  rows_import(import);
  end_statements(import);
  account_write(import);
  bool keep = !is_whole_failure(import, errors_before) && !import->options->dry_run;
  bool written = end(import, transaction, keep);
  if (!written && !import->options->dry_run)
    import->result.inserted = import->result.changed = import->result.changed_values = 0;
  account_write_result(import, written);
}

ImportResult import_csv(Store *store, const ImportOptions *options, Writer *account,
                        Diags *diags) {
  Arena arena;
  arena_init_deferred(&arena, store->memory);
  Import *import = arena_new(&arena, Import);
  *import = (Import){ .store = store, .options = options, .account = account, .diags = diags,
                      .arena = &arena };
  arena_init_deferred(&import->row, store->memory);
  size_t errors_before = diags->errors;
  import->now = date_stamp(&arena, (int64_t)time(NULL));
  if (import_find_target(import) && dialect_guess(import) && columns_match(import) &&
      check_table(import)) {
    dialect_guess_decimals(import);
    run(import, errors_before);
  }
  ImportResult result = import->result;
  memory_release(store->memory, &import->row);
  memory_release(store->memory, &arena);
  return result;
}
