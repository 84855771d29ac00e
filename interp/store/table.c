/* Tables and columns behind records: found by name, planned once, read in key order. */
#include "base/unicode.h"
#include "interp/store/inside.h"

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool name_same(Text a, Text b) {
  if (a.length != b.length)
    return false;
  for (size_t i = 0; i < a.length; i++)
    if (lower(a.bytes[i]) != lower(b.bytes[i]))
      return false;
  return true;
}

ColumnList table_columns(Store *store, Arena *arena, Text table) {
  ColumnList columns = { NULL, 0, 0 };
  Statement *statement = statement_new(
      store, TEXT("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?1, 'main')"
                  " ORDER BY cid"));
  statement_bind_text(store, statement, 1, table);
  while (statement_step(store, statement)) {
    Column column = { .name = statement_text(store, statement, 0, arena),
                      .type = statement_text(store, statement, 1, arena),
                      .primary = sqlite3_column_int(statement, 2) > 0,
                      .hidden = sqlite3_column_int(statement, 3) > 0 };
    LIST_ADD(arena, &columns, Column, column);
  }
  statement_end(statement);
  return columns;
}

const Column *column_find(const ColumnList *columns, Text name) {
  for (size_t i = 0; i < columns->count; i++)
    if (name_same(columns->items[i].name, name))
      return &columns->items[i];
  return NULL;
}

const Column *column_of_record(const ColumnList *columns, const RecordType *record) {
  const Text names[] = { record->name, record->table, record->title };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const Column *column = names[i].length ? column_find(columns, names[i]) : NULL;
    if (column)
      return column;
  }
  for (size_t i = 0; i < record->aliases.count; i++) {
    const Column *column = column_find(columns, record->aliases.items[i]);
    if (column)
      return column;
  }
  return NULL;
}

/* ---- names that are near ---- */

static UnicodeNearest nearest_to(Arena *arena, Text name) {
  return (UnicodeNearest){ arena, name, TEXT_NONE, name.length < 5 ? 2 : 4 };
}

Text nearest_table(Store *store, Arena *arena, Text name) {
  UnicodeNearest nearest = nearest_to(arena, name);
  Statement *statement = statement_new(store, TEXT(
      "SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view')"
      " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'anslag_%' ORDER BY name"));
  while (statement_step(store, statement))
    unicode_nearest(&nearest, statement_text(store, statement, 0, arena));
  statement_end(statement);
  return nearest.best;
}

Text nearest_column(Arena *arena, const ColumnList *columns, Text name) {
  UnicodeNearest nearest = nearest_to(arena, name);
  for (size_t i = 0; i < columns->count; i++)
    unicode_nearest(&nearest, columns->items[i].name);
  return nearest.best;
}

static Text list_columns(Arena *arena, const ColumnList *columns) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < columns->count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(columns->items[i].name));
  return writer_text(&writer);
}

static void report_table(Store *store, Span span, Text table, Text whose) {
  diag_report(store->diags, DIAG_TABLE_MISSING, span, "database \"%.*s\" has no table \"%.*s\"",
              TEXT_PRINT(store->path), TEXT_PRINT(table));
  diag_mark(store->diags, "%.*s is read from it", TEXT_PRINT(whose));
  Text nearest = nearest_table(store, store->arena, table);
  if (nearest.length)
    diag_help(store->diags, "did you mean \"%.*s\"? Write: from table %.*s", TEXT_PRINT(nearest),
              TEXT_PRINT(nearest));
  diag_help(store->diags, "anslag schema RULES --db FILE makes the tables that the rules need");
}

static void report_column(Store *store, const FieldType *field, Text table,
                          const ColumnList *columns) {
  diag_report(store->diags, DIAG_TABLE_COLUMN_MISSING, field->span,
              "table \"%.*s\" has no column \"%.*s\"", TEXT_PRINT(table),
              TEXT_PRINT(field->column));
  diag_mark(store->diags, "this field is read from it");
  Text nearest = nearest_column(store->arena, columns, field->column);
  if (nearest.length)
    diag_help(store->diags, "did you mean \"%.*s\"? Write: from column %.*s", TEXT_PRINT(nearest),
              TEXT_PRINT(nearest));
  else
    diag_help(store->diags, "its columns are: %.*s",
              TEXT_PRINT(list_columns(store->arena, columns)));
  diag_help(store->diags, "a field that is new: make a new database and import again");
}

/* ---- what may be missing ---- */

void store_forgive(Store *store) {
  store->forgives = true;
}

const FieldType *const *store_lacks(const Store *store, size_t *count) {
  *count = store->lacking.count;
  return store->lacking.items;
}

static bool is_lacking(const Store *store, const FieldType *field) {
  for (size_t i = 0; i < store->lacking.count; i++)
    if (store->lacking.items[i] == field)
      return true;
  return false;
}

static bool may_lack(Store *store, const FieldType *field) {
  if (!store->forgives || field->key)
    return false;
  if (!is_lacking(store, field))
    LIST_ADD(store->arena, &store->lacking, const FieldType *, field);
  return true;
}

/* ---- what must be there ---- */

static bool is_read(const FieldType *field) {
  return field->key || field->used;
}

static bool check_reference(Store *store, const FieldType *field, const RecordType *target) {
  if (target->key_count == 1)
    return true;
  diag_report(store->diags, DIAG_KEY_SHAPE, field->span,
              "\"%.*s\" refers to \"%.*s\", whose key has %zu fields", TEXT_PRINT(field->name),
              TEXT_PRINT(target->name), target->key_count);
  diag_help(store->diags, "a reference is one cell: give \"%.*s\" a key of one field",
            TEXT_PRINT(target->name));
  return false;
}

static bool check_link(Store *store, const RecordType *owner, const FieldType *field,
                       const RecordType *element) {
  ColumnList columns = table_columns(store, store->arena, field->via);
  if (columns.count == 0) {
    report_table(store, field->span, field->via, field->name);
    return false;
  }
  bool fine = true;
  const RecordType *ends[] = { owner, element };
  for (size_t i = 0; i < 2; i++) {
    if (column_of_record(&columns, ends[i]) && owner != element)
      continue;
    diag_report(store->diags, DIAG_LINK_COLUMNS, field->span,
                "link table \"%.*s\" needs two columns named \"%.*s\" and \"%.*s\"",
                TEXT_PRINT(field->via), TEXT_PRINT(owner->name), TEXT_PRINT(element->name));
    diag_mark(store->diags, "its columns are: %.*s",
              TEXT_PRINT(list_columns(store->arena, &columns)));
    diag_help(store->diags, "each holds the key of one of the two records");
    fine = false;
    break;
  }
  return fine;
}

typedef LIST(const RecordType *) RecordTypes;

/* Rows that ship with the rules have no table. */
static void add_record(Store *store, RecordTypes *records, const RecordType *record) {
  if (record->row_by_key)
    return;
  for (size_t i = 0; i < records->count; i++)
    if (records->items[i] == record)
      return;
  LIST_ADD(store->arena, records, const RecordType *, record);
}

static bool check_field(Store *store, RecordTypes *reached, const RecordType *record,
                        const FieldType *field, const ColumnList *columns) {
  if (field->list == LIST_NOT) {
    if (!column_find(columns, field->column)) {
      if (may_lack(store, field))
        return true;
      report_column(store, field, record->table, columns);
      return false;
    }
    if (field->type.kind != TYPE_RECORD)
      return true;
    add_record(store, reached, field->type.record);
    return check_reference(store, field, field->type.record);
  }
  const RecordType *element = field->type.element->record;
  add_record(store, reached, element);
  if (field->list == LIST_VIA)
    return check_reference(store, field, record) && check_reference(store, field, element) &&
           check_link(store, record, field, element);
  const FieldType *back = record_type_find(element, field->by);
  if (!back)
    return false;   /* the checker has said so */
  ColumnList other = table_columns(store, store->arena, element->table);
  if (other.count > 0 && !column_find(&other, back->column)) {
    report_column(store, back, element->table, &other);
    return false;
  }
  return check_reference(store, field, element);
}

static bool check_record(Store *store, RecordTypes *reached, const RecordType *record) {
  ColumnList columns = table_columns(store, store->arena, record->table);
  if (columns.count == 0) {
    report_table(store, record->span, record->table, record->name);
    return false;
  }
  bool fine = true;
  for (size_t i = 0; i < record->count; i++)
    if (is_read(&record->fields[i]))
      fine = check_field(store, reached, record, &record->fields[i], &columns) && fine;
  return fine;
}

bool store_check_tables(Store *store, const RecordType *record) {
  RecordTypes reached = { NULL, 0, 0 };
  add_record(store, &reached, record);
  bool fine = true;
  for (size_t i = 0; i < reached.count; i++)
    fine = check_record(store, &reached, reached.items[i]) && fine;
  return fine;
}

/* ---- the plan of one table ---- */

static void plan_columns(Store *store, Table *table) {
  const RecordType *record = table->record;
  table->columns = arena_array(store->arena, const FieldType *, record->count ? record->count : 1);
  for (size_t i = 0; i < record->count; i++) {
    const FieldType *field = &record->fields[i];
    if (!is_read(field) || is_lacking(store, field))
      continue;
    if (field->list != LIST_NOT) {
      ListPlan *plan = arena_new(store->arena, ListPlan);
      plan->field = field;
      LIST_ADD(store->arena, &table->lists, ListPlan *, plan);
      table->resolves = true;
      continue;
    }
    table->columns[table->count++] = field;
    table->key_count += field->key;
    table->resolves = table->resolves || field->type.kind == TYPE_RECORD;
  }
}

static Text select_columns(Store *store, const Table *table) {
  Writer writer;
  writer_to_memory(&writer, store->arena);
  for (size_t i = 0; i < table->count; i++) {
    Text name = quoted_name(store->arena, table->columns[i]->column);
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(name));
  }
  if (table->count == 0)
    writer_put(&writer, TEXT("NULL"));
  return writer_text(&writer);
}

/* All columns follow the keys, so that rows with one key come in the same order however they
 * were put in; SQLite leaves them out where the key is unique. */
static Text order_columns(Store *store, const Table *table, Text columns) {
  Writer writer;
  writer_to_memory(&writer, store->arena);
  writer_put(&writer, TEXT(" ORDER BY "));
  for (size_t i = 0; i < table->count; i++) {
    if (!table->columns[i]->key)
      continue;
    bool plain;
    Text key = key_expression(store, table->record->table, table->columns[i]->column,
                              table->columns[i], &plain);
    writer_print(&writer, "%.*s, ", TEXT_PRINT(key));
  }
  writer_put(&writer, columns);
  return writer_text(&writer);
}

Table *table_of(Store *store, const RecordType *record) {
  for (size_t i = 0; i < store->tables.count; i++)
    if (store->tables.items[i]->record == record)
      return store->tables.items[i];
  if (!store_check_tables(store, record))
    memory_stop(store->memory);
  Table *table = arena_new(store->arena, Table);
  table->record = record;
  plan_columns(store, table);
  table->cells = arena_array(store->arena, Cell, table->count + 1);
  LIST_ADD(store->arena, &store->tables, Table *, table);
  Text columns = select_columns(store, table);
  Text name = quoted_name(store->arena, record->table);
  table->select = arena_format(store->arena, "SELECT %.*s FROM main.%.*s", TEXT_PRINT(columns),
                               TEXT_PRINT(name));
  table->order = order_columns(store, table, columns);
  map_init(&table->kept, store->arena);
  for (size_t i = 0; i < table->lists.count; i++)
    table_plan_list(store, table->lists.items[i], record);
  return table;
}
