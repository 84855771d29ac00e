/* Records in key order, one at a time, and single ones by key. */
#include "interp/store/inside.h"

/* Reads one row ahead, so that both of two records with one key are known to be so. */
struct StoreReader {
  Store     *store;
  Table     *table;
  Statement *statement;
  bool       has_row, same_as_last;
  Arena      arenas[2];         /* keys of this row and of the next */
  Value     *keys[2];
  unsigned   now;
  Cell      *cells;             /* of the row it stands on */
  CellHash  *hash;              /* NULL: the table's hash is known */
  const RecordType *shipped;    /* its rows are in the rules, not in a table; else NULL */
  size_t     next;              /* of them */
};

static void read_keys(StoreReader *reader, unsigned which) {
  const Table *table = reader->table;
  arena_reset(&reader->arenas[which]);
  size_t count = 0;
  for (size_t i = 0; i < table->count; i++) {
    if (!table->columns[i]->key)
      continue;
    const char *reason;
    cell_value(reader->store->model, table->columns[i], reader->cells[i],
               &reader->arenas[which], &reader->keys[which][count++], &reason);
  }
}

static bool keys_equal(const StoreReader *reader) {
  for (size_t i = 0; i < reader->table->key_count; i++) {
    Value a = reader->keys[0][i], b = reader->keys[1][i];
    if (!value_is_known(a) || !value_is_known(b) || !value_same(a, b))
      return false;
  }
  return reader->table->key_count > 0;
}

static void step(StoreReader *reader) {
  reader->has_row = statement_step(reader->store, reader->statement);
  if (!reader->has_row)
    return;
  size_t count = reader->table->count;
  statement_cells(reader->store, reader->statement, (int)count, reader->cells);
  read_keys(reader, reader->now);
  if (reader->hash)
    cell_hash_row(reader->hash, reader->cells, count);
}

void store_plan_reached(Store *store) {
  for (size_t i = 0; i < store->tables.count; i++) {
    const Table *table = store->tables.items[i];
    for (size_t j = 0; j < table->count; j++)
      if (table->columns[j]->type.kind == TYPE_RECORD &&
          !table->columns[j]->type.record->row_by_key)
        table_plan_find(store, table_of(store, table->columns[j]->type.record));
    for (size_t j = 0; j < table->lists.count; j++)
      table_plan_find(store, table_of(store, table->lists.items[j]->field->type.element->record));
  }
}

StoreReader *store_read(Store *store, const RecordType *record) {
  StoreReader *reader = arena_new(store->arena, StoreReader);
  reader->store = store;
  if (record->row_by_key) {
    reader->shipped = record;
    return reader;
  }
  reader->table = table_of(store, record);
  store_plan_reached(store);
  arena_init_deferred(&reader->arenas[0], store->memory);
  arena_init_deferred(&reader->arenas[1], store->memory);
  for (size_t i = 0; i < 2; i++)
    reader->keys[i] = arena_array(store->arena, Value, reader->table->key_count + 1);
  reader->cells = arena_array(store->arena, Cell, reader->table->count + 1);
  if (reader->table->hash.length == 0) {
    reader->hash = arena_new(store->arena, CellHash);
    cell_hash_start(reader->hash, store->memory);
  }
  reader->statement = statement_new(store, arena_format(
      store->arena, "%.*s%.*s", TEXT_PRINT(reader->table->select),
      TEXT_PRINT(reader->table->order)));
  step(reader);
  return reader;
}

const Record *store_next(StoreReader *reader, Arena *batch) {
  Store *store = reader->store;
  memory_poll(store->memory);
  if (reader->shipped)
    return reader->next < reader->shipped->row_count ? reader->shipped->sorted[reader->next++]
                                                     : NULL;
  if (!reader->has_row) {
    if (reader->hash)
      table_keep_hash(reader->table, reader->hash, store->arena);
    reader->hash = NULL;
    return NULL;
  }
  Record *record = record_build(store, reader->table, reader->cells, batch);
  reader->now ^= 1u;
  step(reader);
  bool same_as_next = reader->has_row && keys_equal(reader);
  if (reader->same_as_last || same_as_next)
    record_add_fault(batch, record, NULL, record_key_text(batch, record),
                     text_from(model_words(store->model, "is the key of several records")));
  reader->same_as_last = same_as_next;
  return record;
}

void store_read_end(StoreReader *reader) {
  if (!reader || reader->shipped)
    return;
  statement_end(reader->statement);
  reader->statement = NULL;
  if (reader->hash)
    cell_hash_end(reader->hash, &reader->arenas[0]);
  memory_release(reader->store->memory, &reader->arenas[1]);
  memory_release(reader->store->memory, &reader->arenas[0]);
}

const Record *store_find(Store *store, const RecordType *record, Text key, Arena *batch) {
  if (record->row_by_key)
    return record_type_row(record, key);
  Table *table = table_of(store, record);
  Value *keys = arena_array(batch, Value, table->key_count + 1);
  if (table->key_count == 0 || !record_key_parse(store, record, key, batch, keys))
    return NULL;
  store_plan_reached(store);
  return record_find(store, table, keys, batch);
}

size_t store_count(Store *store, const RecordType *record) {
  if (record->row_by_key)
    return record->row_count;
  Table *table = table_of(store, record);
  Text name = quoted_name(store->arena, table->record->table);
  Text sql = arena_format(store->arena, "SELECT count(*) FROM main.%.*s", TEXT_PRINT(name));
  return (size_t)store_number(store, sql, 0);
}

void store_all(void *context, const RecordType *type, const Record *const **records,
               size_t *count) {
  Store *store = context;
  if (type->row_by_key) {
    *records = type->sorted;
    *count = type->row_count;
    return;
  }
  Table *table = table_of(store, type);
  if (!table->has_all) {
    LIST(const Record *) list = { NULL, 0, 0 };
    StoreReader *reader = store_read(store, type);
    for (const Record *each; (each = store_next(reader, store->arena)) != NULL;)
      LIST_ADD(store->arena, &list, const Record *, each);
    store_read_end(reader);
    table->all = list.items;
    table->all_count = list.count;
    table->has_all = true;
  }
  *records = table->all;
  *count = table->all_count;
}
