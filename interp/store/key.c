/* Keys in SQL: how tables are ordered, searched and joined by what a key means.
 *
 * A key column that holds its keys as they are meant (whole numbers in an INTEGER column,
 * normalised text) is used as it is, with its index.  Any other goes through the function
 * anslag_key(cell, n), and what must be searched is copied, with an index, to the temporary
 * database: it is on disk, so memory does not grow. */
#include "base/unicode.h"
#include "interp/store/inside.h"

typedef struct {
  Store           *store;
  const FieldType *field;
  Cell             cell;
  bool             known;
  Value            value;
  Text             text;
} KeyWork;

static void read_key(void *context) {
  KeyWork *work = context;
  const char *reason = NULL;
  arena_reset(&work->store->scratch);
  work->known = cell_value(work->store->model, work->field, work->cell, &work->store->scratch,
                           &work->value, &reason) &&
                value_is_known(work->value);
  if (work->known)
    work->text = value_plain(&work->store->scratch, work->value);
}

static Cell cell_of(sqlite3_value *value) {
  Cell cell = { .kind = CELL_NULL };
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return (Cell){ .kind = CELL_INTEGER, .integer = sqlite3_value_int64(value) };
    case SQLITE_FLOAT:
      return (Cell){ .kind = CELL_REAL, .real = sqlite3_value_double(value) };
    case SQLITE_TEXT:
      cell.kind = CELL_TEXT;
      cell.text.bytes = (const char *)sqlite3_value_text(value);
      break;
    case SQLITE_BLOB:
      cell.kind = CELL_BLOB;
      cell.text.bytes = sqlite3_value_blob(value);
      break;
    default:
      return cell;
  }
  cell.text.length = (size_t)sqlite3_value_bytes(value);
  return cell;
}

/* anslag_key(cell, n): the key that the cell holds, an integer or its plain text; the cell
 * itself if it holds none. */
static void key_function(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  Store *store = sqlite3_user_data(context);
  size_t number = (size_t)sqlite3_value_int64(arguments[1]);
  if (number >= store->key_fields.count)
    return;
  KeyWork work = { .store = store, .field = store->key_fields.items[number],
                   .cell = cell_of(arguments[0]) };
  int64_t whole;
  if (!memory_guard(store->memory, read_key, &work))
    sqlite3_result_error_nomem(context);
  else if (!work.known)
    sqlite3_result_value(context, arguments[0]);
  else if (work.value.kind == TYPE_INTEGER && fraction_to_int64(work.value.as.number, &whole))
    sqlite3_result_int64(context, whole);
  else
    sqlite3_result_text64(context, work.text.bytes, work.text.length, SQLITE_TRANSIENT,
                          SQLITE_UTF8);
}

/* The guard again, for what looks at one text only. */
static void judge_plain(void *context) {
  KeyWork *work = context;
  arena_reset(&work->store->scratch);
  Text normal = unicode_nfc(&work->store->scratch, work->cell.text);
  work->known = text_equal(normal, work->cell.text);
}

static bool is_ascii(Text text) {
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.bytes[i] >= 0x80)
      return false;
  return true;
}

/* anslag_plain(cell): is it nothing, or text that is normalised? */
static void plain_function(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  KeyWork work = { .store = sqlite3_user_data(context), .cell = cell_of(arguments[0]) };
  if (work.cell.kind == CELL_TEXT && work.cell.text.bytes && !is_ascii(work.cell.text)) {
    if (!memory_guard(work.store->memory, judge_plain, &work)) {
      sqlite3_result_error_nomem(context);
      return;
    }
  } else {
    work.known = work.cell.kind == CELL_TEXT || work.cell.kind == CELL_NULL;
  }
  sqlite3_result_int(context, work.known);
}

void key_function_register(Store *store) {
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  int result = sqlite3_create_function_v2(store->connection, "anslag_key", 2, flags, store,
                                          key_function, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_create_function_v2(store->connection, "anslag_plain", 1, flags, store,
                                        plain_function, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    store_fail(store, result);
}

static bool contains_ignoring_case(Text text, const char *part) {
  Text wanted = text_from(part);
  for (size_t i = 0; i + wanted.length <= text.length; i++)
    if (name_same(text_part(text, i, i + wanted.length), wanted))
      return true;
  return false;
}

static bool is_plain(Store *store, Text table, Text column, const FieldType *key) {
  if (key->type.kind == TYPE_INTEGER) {
    ColumnList columns = table_columns(store, store->arena, table);
    const Column *found = column_find(&columns, column);
    return found && contains_ignoring_case(found->type, "INT") &&
           fraction_compare(field_scale(key), fraction_from(1)) == 0;
  }
  if (key->type.kind != TYPE_TEXT && key->type.kind != TYPE_DATE)
    return false;
  Text name = quoted_name(store->arena, column);
  Text from = quoted_name(store->arena, table);
  Text sql = arena_format(store->arena,
                          "SELECT 1 FROM main.%.*s WHERE NOT anslag_plain(%.*s) LIMIT 1",
                          TEXT_PRINT(from), TEXT_PRINT(name));
  return store_number(store, sql, 0) == 0;
}

Text key_expression(Store *store, Text table, Text column, const FieldType *field, bool *plain) {
  const FieldType *key = field_behind(field);
  Text name = quoted_name(store->arena, column);
  *plain = is_plain(store, table, column, key);
  if (*plain)
    return arena_format(store->arena, "%.*s COLLATE BINARY", TEXT_PRINT(name));
  size_t number = store->key_fields.count;
  LIST_ADD(store->arena, &store->key_fields, const FieldType *, key);
  return arena_format(store->arena, "anslag_key(%.*s, %zu) COLLATE BINARY", TEXT_PRINT(name),
                      number);
}

/* ---- searching ---- */

/* Does SQLite find the rows by an index? */
static bool is_searched(Store *store, Text sql) {
  Text explain = arena_format(store->arena, "EXPLAIN QUERY PLAN %.*s", TEXT_PRINT(sql));
  Statement *statement = statement_new(store, explain);
  bool searched = false;
  if (statement_step(store, statement))
    searched = text_starts_with(statement_text(store, statement, 3, store->arena), TEXT("SEARCH"));
  statement_end(statement);
  return searched;
}

/* A copy of `select`, whose first `keys` columns are keys, with an index on them; its name. */
static Text make_copy(Store *store, Text select, size_t keys) {
  Text name = arena_format(store->arena, "anslag_copy_%zu", ++store->temporary);
  store_execute(store, arena_format(store->arena, "CREATE TEMP TABLE %.*s AS %.*s",
                                    TEXT_PRINT(name), TEXT_PRINT(select)).bytes);
  Writer writer;
  writer_to_memory(&writer, store->arena);
  writer_print(&writer, "CREATE INDEX temp.%.*s_key ON %.*s (", TEXT_PRINT(name), TEXT_PRINT(name));
  for (size_t i = 0; i < keys; i++)
    writer_print(&writer, "%sk%zu", i ? ", " : "", i + 1);
  writer_put(&writer, TEXT(")"));
  store_execute(store, writer_text(&writer).bytes);
  return name;
}

/* WHERE over the key columns themselves; false if one is not plain. */
static bool write_plain_find(Store *store, const Table *table, Writer *writer) {
  bool all_plain = true;
  size_t number = 0;
  writer_print(writer, "%.*s WHERE ", TEXT_PRINT(table->select));
  for (size_t i = 0; i < table->count; i++) {
    const FieldType *field = table->columns[i];
    if (!field->key)
      continue;
    bool plain;
    key_expression(store, table->record->table, field->column, field, &plain);
    all_plain = all_plain && plain;
    Text name = quoted_name(store->arena, field->column);
    writer_print(writer, "%s%.*s = ?%zu COLLATE BINARY", number ? " AND " : "", TEXT_PRINT(name),
                 number + 1);
    number++;
  }
  return all_plain;
}

static Text copy_find(Store *store, const Table *table) {
  Writer select, find;
  writer_to_memory(&select, store->arena);
  writer_to_memory(&find, store->arena);
  writer_put(&select, TEXT("SELECT "));
  writer_put(&find, TEXT(" WHERE "));
  size_t keys = 0;
  for (size_t i = 0; i < table->count; i++) {
    const FieldType *field = table->columns[i];
    if (!field->key)
      continue;
    bool plain;
    Text key = key_expression(store, table->record->table, field->column, field, &plain);
    keys++;
    writer_print(&select, "%.*s AS k%zu, ", TEXT_PRINT(key), keys);
    writer_print(&find, "%sk%zu = ?%zu", keys > 1 ? " AND " : "", keys, keys);
  }
  for (size_t i = 0; i < table->count; i++) {
    Text name = quoted_name(store->arena, table->columns[i]->column);
    writer_print(&select, "%s%.*s AS c%zu", i ? ", " : "", TEXT_PRINT(name), i + 1);
  }
  Text from = quoted_name(store->arena, table->record->table);
  writer_print(&select, " FROM main.%.*s", TEXT_PRINT(from));
  Text copy = make_copy(store, writer_text(&select), keys);
  Writer writer;
  writer_to_memory(&writer, store->arena);
  for (size_t i = 0; i < table->count; i++)
    writer_print(&writer, "%sc%zu", i ? ", " : "SELECT ", i + 1);
  writer_print(&writer, " FROM temp.%.*s%.*s", TEXT_PRINT(copy), TEXT_PRINT(writer_text(&find)));
  return writer_text(&writer);
}

void table_plan_find(Store *store, Table *table) {
  if (table->find_planned)
    return;
  Writer writer;
  writer_to_memory(&writer, store->arena);
  bool plain = write_plain_find(store, table, &writer);
  Text sql = writer_text(&writer);
  Text from = quoted_name(store->arena, table->record->table);
  Text count = arena_format(store->arena, "SELECT count(*) FROM (SELECT 1 FROM main.%.*s LIMIT %d)",
                            TEXT_PRINT(from), STORE_SMALL_TABLE + 1);
  table->small = store_number(store, count, 0) <= STORE_SMALL_TABLE;
  table->find_copied = !plain || !is_searched(store, sql);
  if (table->find_copied)
    sql = copy_find(store, table);
  table->find = statement_new(store, sql);
  table->find_sql = sql;
  table->find_planned = true;
}

/* ---- lists ---- */

typedef struct { Text table, owner_column, element_column; const FieldType *owner, *element; } Link;

static Link link_via(Store *store, const ListPlan *plan, const RecordType *owner) {
  const FieldType *field = plan->field;
  const RecordType *element = field->type.element->record;
  ColumnList columns = table_columns(store, store->arena, field->via);
  return (Link){ .table = field->via,
                 .owner_column = column_of_record(&columns, owner)->name,
                 .element_column = column_of_record(&columns, element)->name,
                 .owner = &owner->fields[owner->key],
                 .element = &element->fields[element->key] };
}

static Link link_by(const ListPlan *plan, const FieldType *back) {
  const RecordType *element = plan->field->type.element->record;
  return (Link){ .table = element->table,
                 .owner_column = back->column,
                 .element_column = element->fields[element->key].column,
                 .owner = back,
                 .element = &element->fields[element->key] };
}

/* Link tables are hashed with the data, each once. */
static void keep_link(Store *store, Table *pairs) {
  for (size_t i = 0; i < store->links.count; i++)
    if (text_equal(store->links.items[i]->record->table, pairs->record->table))
      return;
  LIST_ADD(store->arena, &store->links, Table *, pairs);
}

/* A field as it stands in the link table. */
static const FieldType *link_field(Store *store, const FieldType *field, Text column) {
  FieldType *copy = arena_new(store->arena, FieldType);
  *copy = *field;
  copy->column = column;
  copy->key = false;
  return copy;
}

static Table *pairs_table(Store *store, const Link *link, Text owner, Text element) {
  RecordType *record = arena_new(store->arena, RecordType);
  *record = (RecordType){ .name = link->table, .table = link->table };
  Table *table = arena_new(store->arena, Table);
  *table = (Table){ .record = record, .count = 2 };
  table->columns = arena_array(store->arena, const FieldType *, 2);
  table->columns[0] = link_field(store, link->owner, link->owner_column);
  table->columns[1] = link_field(store, link->element, link->element_column);
  Text cells = arena_format(store->arena, "%.*s, %.*s",
                            TEXT_PRINT(quoted_name(store->arena, link->owner_column)),
                            TEXT_PRINT(quoted_name(store->arena, link->element_column)));
  table->select = arena_format(store->arena, "SELECT %.*s FROM main.%.*s", TEXT_PRINT(cells),
                               TEXT_PRINT(quoted_name(store->arena, link->table)));
  table->order = arena_format(store->arena, " ORDER BY %.*s, %.*s, %.*s", TEXT_PRINT(owner),
                              TEXT_PRINT(element), TEXT_PRINT(cells));
  return table;
}

void table_plan_list(Store *store, ListPlan *plan, const RecordType *owner) {
  const RecordType *element = plan->field->type.element->record;
  Link link;
  if (plan->field->list == LIST_VIA) {
    link = link_via(store, plan, owner);
    plan->owner_key = &owner->fields[owner->key];
  } else {
    const FieldType *back = record_type_find(element, plan->field->by);
    link = link_by(plan, back);
    plan->back = true;
    bool refers = back->type.kind == TYPE_RECORD && back->type.record == owner;
    const FieldType *same = refers ? NULL : record_type_find(owner, back->name);
    plan->owner_key = same ? same : &owner->fields[owner->key];   /* siblings: the same value */
  }
  bool owner_plain, element_plain;
  Text owner_key = key_expression(store, link.table, link.owner_column, link.owner, &owner_plain);
  Text element_key = key_expression(store, link.table, link.element_column, link.element,
                                    &element_plain);
  plan->pairs = pairs_table(store, &link, owner_key, element_key);
  if (!plan->back)
    keep_link(store, plan->pairs);
  Text from = quoted_name(store->arena, link.table);
  Text owner_name = quoted_name(store->arena, link.owner_column);
  plan->sql = arena_format(store->arena,
                           "SELECT %.*s FROM main.%.*s WHERE %.*s = ?1 COLLATE BINARY"
                           " ORDER BY %.*s",
                           TEXT_PRINT(quoted_name(store->arena, link.element_column)),
                           TEXT_PRINT(from), TEXT_PRINT(owner_name), TEXT_PRINT(element_key));
  if (owner_plain && element_plain && is_searched(store, plan->sql))
    return;
  Text select = arena_format(store->arena, "SELECT %.*s AS k1, %.*s AS k2 FROM main.%.*s",
                             TEXT_PRINT(owner_key), TEXT_PRINT(element_key), TEXT_PRINT(from));
  Text copy = make_copy(store, select, 2);
  plan->sql = arena_format(store->arena, "SELECT k2 FROM temp.%.*s WHERE k1 = ?1 ORDER BY k2",
                           TEXT_PRINT(copy));
}
