#include "interp/store/finder.h"

#include "interp/store/take.h"

enum { KEY = 1, TAKER = 2 };      /* parameters */

struct Finder {
  Store     *store;
  Table     *table;
  Arena      arena;
  Taker      taker;
  Slot       slot;
  Statement *statement;
};

static Text search(Store *store, const Table *table) {
  Writer writer;
  writer_to_memory(&writer, store->arena);
  writer_print(&writer, "SELECT 1 FROM (%.*s) WHERE anslag_take(?%d", TEXT_PRINT(table->find_sql),
               TAKER);
  for (size_t i = 0; i < table->count; i++) {
    if (table->find_copied)
      writer_print(&writer, ", c%zu", i + 1);
    else
      writer_print(&writer, ", %.*s",
                   TEXT_PRINT(quoted_name(store->arena, table->columns[i]->column)));
  }
  writer_put(&writer, TEXT(")"));
  return writer_text(&writer);
}

Finder *finder_new(Store *store, const RecordType *type) {
  if (!scan_can(store, type))
    return NULL;
  Table *table = table_of(store, type);
  if (table->resolves || table->key_count != 1)
    return NULL;
  table_plan_find(store, table);
  Finder *finder = arena_new(store->arena, Finder);
  *finder = (Finder){ .store = store, .table = table };
  arena_init_deferred(&finder->arena, store->memory);
  taker_init(&finder->taker, store->model, table, &finder->arena);
  slot_init(&finder->slot, table, &finder->arena);
  finder->statement = statement_new(store, search(store, table));
  int result = taker_bind(&finder->taker, finder->statement, TAKER);
  if (result != SQLITE_OK)
    store_fail(store, result);
  finder_clear(finder);
  return finder;
}

/* For two, so that a second row with the key is met. */
bool finder_has_room(const Finder *finder) {
  return finder->slot.batch.count + 2 < SLOT_ROWS && finder->slot.used < SLOT_BYTES;
}

Found finder_find(Finder *finder, Value key, size_t *row) {
  Store *store = finder->store;
  Slot *slot = &finder->slot;
  *row = slot->batch.count;
  key_bind(store, finder->statement, KEY, key);
  int result = sqlite3_step(finder->statement);
  while (result == SQLITE_ROW && slot->batch.count - *row < 2)    /* full: is there another? */
    result = sqlite3_step(finder->statement);
  if (finder->taker.failure)
    memory_fail(store->memory, finder->taker.failure);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    store_fail(store, sqlite3_extended_errcode(store->connection));
  sqlite3_reset(finder->statement);
  size_t found = slot->batch.count - *row;
  bool doubtful = found > 1 || (found == 1 && slot->batch.flags[*row]);
  if (doubtful)
    slot_cut(slot, *row);
  return doubtful ? FOUND_DOUBTFUL : found ? FOUND_ROW : FOUND_NOTHING;
}

const ScanBatch *finder_batch(Finder *finder) {
  taker_finish(&finder->taker);
  return &finder->slot.batch;
}

void finder_clear(Finder *finder) {
  taker_start(&finder->taker, &finder->slot);
}

void finder_end(Finder *finder) {
  statement_end(finder->statement);
  memory_release(finder->store->memory, &finder->slot.contents);
  memory_release(finder->store->memory, &finder->arena);
}
