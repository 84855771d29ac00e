/* The rows of runs, read back. */
#include "interp/store/runs.h"

#include <string.h>

/* ---- selecting ---------------------------------------------------------------------------- */

/* False: row() has returned false. */
static bool each_row(Store *store, Statement *statement, Arena *batch, StoreRow *row,
                     void *context) {
  enum { COLUMNS_MOST = 64 };
  Text cells[COLUMNS_MOST];
  bool null[COLUMNS_MOST], more = true;
  int  count = sqlite3_column_count(statement);
  if (count > COLUMNS_MOST)
    count = COLUMNS_MOST;
  while (more && statement_step(store, statement)) {
    memory_poll(store->memory);
    arena_reset(batch);
    for (int i = 0; i < count; i++) {
      cells[i] = statement_text(store, statement, i, batch);
      null[i] = cells[i].bytes == NULL;
    }
    more = row(context, cells, null, (size_t)count);
  }
  statement_end(statement);
  return more;
}

void store_select(Store *store, Arena *batch, const char *sql, int64_t run_id, StoreRow *row,
                  void *context) {
  store_see_rows(store);
  Statement *statement = statement_new(store, text_from(sql));
  if (sqlite3_bind_parameter_count(statement) > 0)
    statement_bind_integer(store, statement, 1, run_id);
  each_row(store, statement, batch, row, context);
}

bool store_select_extent(Store *store, Arena *batch, const char *sql, int64_t run_id,
                         const StoreExtent *extent, StoreRow *row, void *context) {
  Statement *statement = statement_new(store, text_from(sql));
  statement_bind_integer(store, statement, 1, run_id);
  statement_bind_text(store, statement, 2, extent->decision);
  statement_bind_integer(store, statement, 3, extent->first);
  statement_bind_integer(store, statement, 4, extent->last);
  return each_row(store, statement, batch, row, context);
}

void store_select_rows(Store *store, Arena *batch, const char *sql, int64_t run_id, StoreRow *row,
                       void *context) {
  Arena scratch;
  arena_init_deferred(&scratch, store->memory);
  StoreExtents extents = store_extents(store, &scratch, run_id);
  for (size_t i = 0; i < extents.count; i++)
    if (!store_select_extent(store, batch, sql, run_id, &extents.items[i], row, context))
      break;
  memory_release(store->memory, &scratch);
}

/* ---- extents ------------------------------------------------------------------------------ */

StoreExtents store_extents(Store *store, Arena *arena, int64_t run_id) {
  StoreExtents extents = { NULL, 0, 0 };
  if (!store_see_rows(store))
    return extents;
  Statement *statement = statement_new(store, TEXT(
      "SELECT decision, first, last, place FROM anslag_extent WHERE run_id = ?1 ORDER BY first"));
  statement_bind_integer(store, statement, 1, run_id);
  while (statement_step(store, statement)) {
    StoreExtent extent = { .decision = statement_text(store, statement, 0, arena),
                           .first = statement_cell(store, statement, 1).integer,
                           .last = statement_cell(store, statement, 2).integer };
    Cell place = statement_cell(store, statement, 3);
    extent.has_place = place.kind == CELL_INTEGER;
    extent.place = place.integer;
    LIST_ADD(arena, &extents, StoreExtent, extent);
  }
  statement_end(statement);
  return extents;
}

bool store_rows_stand(Store *store) {
  if (store_has_old_rows(store))
    return store_has_table(store, TEXT("anslag_decision"));
  if (store_has_rows_of_2(store))
    return store_has_row_tables(store);
  return store_has_row_tables(store) && store_views_are_ours(store);
}

/* ---- one record --------------------------------------------------------------------------- */

typedef struct {
  Store  *store;
  Text    text;
  bool    is_number;            /* rows keep it as a whole number */
  int64_t number;
} SoughtKey;

static SoughtKey sought_key(Store *store, Text key) {
  SoughtKey sought = { .store = store, .text = key };
  sought.is_number = store_key_number(key, &sought.number);
  return sought;
}

static int compare(const SoughtKey *sought, Cell record) {
  if (record.kind == CELL_INTEGER && sought->is_number)
    return (record.integer > sought->number) - (record.integer < sought->number);
  if (record.kind == CELL_INTEGER)
    return -1;                  /* numbers come before texts, as SQLite has it */
  return sought->is_number && record.kind != CELL_TEXT ? 1
                                                       : text_compare(record.text, sought->text);
}

/* The first row from `from` to `to`: how its record compares; false if there is none. */
static bool look_at(const SoughtKey *sought, int64_t from, int64_t to, int64_t *id, int *compared) {
  Store *store = sought->store;
  if (!store->seek_ended)
    store->seek_ended = statement_new(store, TEXT(
        "SELECT id, record FROM anslag_ended WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 1"));
  statement_bind_integer(store, store->seek_ended, 1, from);
  statement_bind_integer(store, store->seek_ended, 2, to);
  bool found = statement_step(store, store->seek_ended);
  if (found) {
    *id = statement_cell(store, store->seek_ended, 0).integer;
    *compared = compare(sought, statement_cell(store, store->seek_ended, 1));
  }
  sqlite3_reset(store->seek_ended);
  return found;
}

/* Rows stand in key order, which is that of numbers and of most texts. */
static bool search(const SoughtKey *sought, const StoreExtent *extent, int64_t *id) {
  int64_t low = extent->first, high = extent->last, at = 0;
  int compared = 1;
  while (low <= high) {
    int64_t middle = low + (high - low) / 2;
    if (!look_at(sought, middle, high, &at, &compared) || compared >= 0)
      high = middle - 1;
    else
      low = at + 1;
  }
  return look_at(sought, low, extent->last, id, &compared) && compared == 0;
}

/* For keys in another order, and rows that people have added. */
static bool walk(const SoughtKey *sought, const StoreExtent *extent, int64_t *id) {
  Store *store = sought->store;
  Statement *statement = statement_new(store, TEXT(
      "SELECT id FROM anslag_ended WHERE id BETWEEN ?1 AND ?2 AND CAST(record AS TEXT) = ?3"
      " ORDER BY id LIMIT 1"));
  statement_bind_integer(store, statement, 1, extent->first);
  statement_bind_integer(store, statement, 2, extent->last);
  statement_bind_text(store, statement, 3, sought->text.length ? sought->text : TEXT(""));
  bool found = statement_step(store, statement);
  if (found)
    *id = statement_cell(store, statement, 0).integer;
  statement_end(statement);
  return found;
}

bool store_find_ended(Store *store, int64_t run_id, Text decision, Text key, int64_t *id) {
  typedef bool Way(const SoughtKey *sought, const StoreExtent *extent, int64_t *id);
  static Way *const ways[] = { search, walk };
  Arena scratch;
  arena_init_deferred(&scratch, store->memory);
  SoughtKey sought = sought_key(store, key);
  StoreExtents extents = store_extents(store, &scratch, run_id);
  bool found = false;
  for (size_t way = 0; way < sizeof ways / sizeof ways[0] && !found; way++)
    for (size_t i = 0; i < extents.count && !found; i++)
      found = text_equal(extents.items[i].decision, decision) &&
              ways[way](&sought, &extents.items[i], id);
  memory_release(store->memory, &scratch);
  return found;
}

bool store_find_proposal(Store *store, Arena *arena, int64_t run_id, Text decision, Text key,
                         StoreProposal *proposal) {
  int64_t id;
  if (!store_find_ended(store, run_id, decision, key, &id))
    return false;
  Statement *statement = statement_new(store, TEXT(
      "SELECT n.outcome, e.granted FROM anslag_ended e CROSS JOIN anslag_ending n"
      " ON n.id = e.ending WHERE e.id = ?1"));
  statement_bind_integer(store, statement, 1, id);
  bool found = statement_step(store, statement);
  if (found) {
    Cell granted = statement_cell(store, statement, 1);
    *proposal = (StoreProposal){ .outcome = statement_text(store, statement, 0, arena),
                                 .has_granted = granted.kind == CELL_INTEGER,
                                 .granted = granted.integer };
  }
  statement_end(statement);
  return found;
}

Text store_ended_key(Store *store, Arena *arena, int64_t id) {
  Statement *statement = statement_new(store, TEXT(
      "SELECT CAST(record AS TEXT) FROM anslag_ended WHERE id = ?1"));
  statement_bind_integer(store, statement, 1, id);
  Text key = statement_step(store, statement) ? statement_text(store, statement, 0, arena)
                                              : TEXT_NONE;
  statement_end(statement);
  return key;
}
