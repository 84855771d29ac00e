/* How SQLite is asked for the rows of a table, in key order. */
#include "interp/store/scan_inside.h"

static bool is_plain_key(const FieldType *field) {
  TypeKind kind = field_behind(field)->type.kind;
  return kind == TYPE_INTEGER || kind == TYPE_TEXT;
}

bool scan_can(Store *store, const RecordType *type) {
  if (type->row_by_key)
    return false;
  const Table *table = table_of(store, type);
  for (size_t i = 0; i < table->count; i++)
    if (table->columns[i]->key && !is_plain_key(table->columns[i]))
      return false;
  return table->count > 0 && table->count <= TAKE_MOST_CELLS;
}

const ListPlan *scan_list_plan(Store *store, const RecordType *owner, const FieldType *list) {
  const Table *table = table_of(store, owner);
  const FieldType *key = &owner->fields[owner->key];
  const RecordType *element = list->type.element->record;
  if (owner->key_count != 1 || key->type.kind == TYPE_RECORD || !is_plain_key(key) ||
      !is_plain_key(&element->fields[element->key]))
    return NULL;
  for (size_t i = 0; i < table->lists.count; i++)
    if (table->lists.items[i]->field == list)
      return table->lists.items[i]->owner_key == key ? table->lists.items[i] : NULL;
  return NULL;
}

static Text cells_of(Store *store, const Table *table) {
  Writer writer;
  writer_to_memory(&writer, store->arena);
  for (size_t i = 0; i < table->count; i++)
    writer_print(&writer, ", %.*s",
                 TEXT_PRINT(quoted_name(store->arena, table->columns[i]->column)));
  return writer_text(&writer);
}

/* Does SQLite's plan for a statement say this anywhere? */
static bool plan_says(Store *store, Text sql, Text words) {
  Statement *statement = statement_new(
      store, arena_format(store->arena, "EXPLAIN QUERY PLAN %.*s", TEXT_PRINT(sql)));
  bool said = false;
  while (statement_step(store, statement)) {
    Text detail = statement_text(store, statement, 3, store->arena);
    said |= text_find(detail, words, 0) <= detail.length;
  }
  statement_end(statement);
  return said;
}

const FieldType *scan_key(const Table *table) {
  for (size_t i = 0; i < table->count; i++)
    if (table->columns[i]->key)
      return table->columns[i];
  return NULL;
}

bool scan_key_is_row(Store *store, const Table *table) {
  const FieldType *key = scan_key(table);
  return table->key_count == 1 && key->type.kind == TYPE_INTEGER &&
         fraction_compare(field_scale(key), fraction_from(1)) == 0 &&
         plan_says(store, scan_range(store, table),
                   TEXT("INTEGER PRIMARY KEY (rowid>? AND rowid<?)"));
}

/* As SQLite goes through the table where it does so in this order, else behind a sort: a filter
 * is not called before it. */
Text scan_all_in_order(Store *store, const Table *table) {
  Text cells = cells_of(store, table);
  Text from = quoted_name(store->arena, table->record->table);
  Text sql = arena_format(store->arena, "SELECT 1 FROM main.%.*s WHERE anslag_take(?1%.*s)%.*s",
                          TEXT_PRINT(from), TEXT_PRINT(cells), TEXT_PRINT(table->order));
  if (!plan_says(store, sql, TEXT("USE TEMP B-TREE")))
    return sql;
  return arena_format(store->arena,
                      "SELECT 1 FROM (%.*s%.*s LIMIT -1) WHERE anslag_take(?1%.*s)",
                      TEXT_PRINT(table->select), TEXT_PRINT(table->order), TEXT_PRINT(cells));
}

Text scan_range(Store *store, const Table *table) {
  Text key = quoted_name(store->arena, scan_key(table)->column);
  return arena_format(store->arena,
                      "SELECT 1 FROM main.%.*s NOT INDEXED WHERE %.*s BETWEEN ?2 AND ?3"
                      " AND anslag_take(?1%.*s) ORDER BY %.*s",
                      TEXT_PRINT(quoted_name(store->arena, table->record->table)),
                      TEXT_PRINT(key), TEXT_PRINT(cells_of(store, table)), TEXT_PRINT(key));
}
