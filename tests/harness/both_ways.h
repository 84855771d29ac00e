/* both_ways.h - the rows of a table from the pages of the file, and as SQLite reads them. */
#ifndef ANSLAG_TESTS_HARNESS_BOTH_WAYS_H
#define ANSLAG_TESTS_HARNESS_BOTH_WAYS_H

#include "interp/store/scan_inside.h"

#include <string.h>

typedef struct {
  Store *store;
  Table *table;
  Arena  arena;
  Taker  taker;
  Slot   mine, theirs;          /* of the pages, of SQLite */
  Pages *pages;                 /* NULL: refused */
} BothWays;

/* The store is open, with a transaction. */
static inline BothWays *both_ways_new(Store *store, const RecordType *type, Arena *arena) {
  BothWays *both = arena_new(arena, BothWays);
  both->store = store;
  both->table = table_of(store, type);
  arena_init_deferred(&both->arena, store->memory);
  taker_init(&both->taker, store->model, both->table, &both->arena);
  slot_init(&both->mine, both->table, &both->arena);
  slot_init(&both->theirs, both->table, &both->arena);
  if (scan_key_is_row(store, both->table))
    both->pages = pages_new(store, both->table, &both->arena);
  return both;
}

static inline void both_ways_end(BothWays *both) {
  memory_release(both->store->memory, &both->theirs.contents);
  memory_release(both->store->memory, &both->mine.contents);
  memory_release(both->store->memory, &both->arena);
}

static inline PagesEnd take_from_pages(BothWays *both, int64_t low, int64_t high) {
  return scan_pages(both->store, both->pages, &both->taker, low, high, &both->mine);
}

/* False: SQLite says that something is wrong. */
static inline bool take_from_sqlite(BothWays *both, int64_t low, int64_t high) {
  Statement *statement = scan_statement(both->store, scan_range(both->store, both->table),
                                        &both->taker);
  statement_bind_integer(both->store, statement, 2, low);
  statement_bind_integer(both->store, statement, 3, high);
  taker_start(&both->taker, &both->theirs);
  int result = sqlite3_step(statement);
  taker_finish(&both->taker);
  statement_end(statement);
  return result == SQLITE_DONE || result == SQLITE_ROW;
}

static inline bool both_ways_alike(const BothWays *both) {
  const Slot *mine = &both->mine, *theirs = &both->theirs;
  return mine->batch.count == theirs->batch.count && mine->used == theirs->used &&
         memcmp(mine->bytes, theirs->bytes, mine->used) == 0;
}

#endif
