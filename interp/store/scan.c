/* The batches of a table in key order. */
#include "interp/store/scan_inside.h"

#include "interp/store/cell_bytes.h"

Statement *scan_statement(Store *store, Text sql, Taker *taker) {
  Statement *statement = statement_new(store, sql);
  int result = taker_bind(taker, statement, 1);
  if (result != SQLITE_OK)
    store_fail(store, result);
  return statement;
}

/* From the pages while they are plain. */
static void start_in_order(Scan *scan, bool is_row) {
  Store *store = scan->store;
  scan->low = INT64_MIN;
  scan->pages = is_row ? pages_new(store, scan->table, &scan->arena) : NULL;
  if (!scan->pages)
    scan->statement = scan_statement(store, scan_all_in_order(store, scan->table), &scan->taker);
}

void scan_make_slots(Scan *scan, size_t count) {
  for (; scan->slot_count < count; scan->slot_count++)
    slot_init(&scan->slots[scan->slot_count], scan->table, &scan->arena);
}

static Scan *scan_of(Store *store, Table *table, unsigned threads) {
  Scan *scan = arena_new(store->arena, Scan);
  *scan = (Scan){ .store = store, .table = table };
  arena_init_deferred(&scan->arena, store->memory);
  bool is_row = scan_key_is_row(store, table);
  scan->unique = is_row || table->key_count == 0;
  taker_init(&scan->taker, store->model, scan->table, &scan->arena);
  scan_make_slots(scan, scan->unique ? 1 : 2);
  if (scan->table->hash.length == 0) {
    scan->hash = arena_new(store->arena, CellHash);
    cell_hash_start(scan->hash, store->memory);
  }
  if (threads > 1 && is_row)
    scan->ahead = scan_ahead_new(scan);
  if (!scan->ahead)
    start_in_order(scan, is_row);
  return scan;
}

Scan *scan_new(Store *store, const RecordType *type, unsigned threads) {
  Table *table = table_of(store, type);
  if (table->resolves)
    store_plan_reached(store);
  return scan_of(store, table, threads);
}

Scan *scan_pairs(Store *store, const RecordType *owner, const FieldType *list) {
  const ListPlan *plan = scan_list_plan(store, owner, list);
  return plan ? scan_of(store, plan->pairs, 1) : NULL;
}

void scan_by_sqlite(Store *store) {
  store->by_sqlite = true;
}

/* ---- batches ------------------------------------------------------------------------- */

bool scan_step(Store *store, Taker *taker, Statement *statement, Slot *slot) {
  taker_start(taker, slot);
  int result = sqlite3_step(statement);
  if (taker->failure)
    memory_fail(store->memory, taker->failure);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    store_fail(store, sqlite3_extended_errcode(store->connection));
  taker_finish(taker);
  return result == SQLITE_ROW;
}

PagesEnd scan_pages(Store *store, Pages *pages, Taker *taker, int64_t low, int64_t high,
                    Slot *slot) {
  taker_start(taker, slot);
  PagesEnd end = pages_take(pages, taker, low, high);
  if (taker->failure)
    memory_fail(store->memory, taker->failure);
  taker_finish(taker);
  return end;
}

/* From the bytes: the least number there is has no place in a column. */
int64_t scan_last_key(const Table *table, const Slot *slot) {
  const FieldType *key = scan_key(table);
  const unsigned char *at = slot->bytes + slot->starts[slot->batch.count - 1];
  Cell cell = { .integer = 0 };
  for (size_t i = 0; i < table->count; i++) {
    at = cell_take(at, &cell);
    if (table->columns[i] == key)
      break;
  }
  return cell.integer;
}

/* In doubt SQLite reads on from where they were plain. */
static bool fill_from_pages(Scan *scan, Slot *slot) {
  PagesEnd end = scan_pages(scan->store, scan->pages, &scan->taker, scan->low, INT64_MAX, slot);
  scan->ended = end == PAGES_ALL;
  if (end == PAGES_FULL) {
    int64_t last = scan_last_key(scan->table, slot);
    scan->ended = last == INT64_MAX;
    scan->low = scan->ended ? last : last + 1;
  }
  if (end != PAGES_DOUBT)
    return true;
  scan->pages = NULL;
  scan->statement = scan_statement(scan->store, scan_range(scan->store, scan->table),
                                   &scan->taker);
  statement_bind_integer(scan->store, scan->statement, 2, scan->low);
  statement_bind_integer(scan->store, scan->statement, 3, INT64_MAX);
  return false;
}

/* False: there are no more rows. */
static bool fill(Scan *scan, Slot *slot) {
  if (scan->ended)
    return false;
  if (!scan->pages || !fill_from_pages(scan, slot))
    scan->ended = !scan_step(scan->store, &scan->taker, scan->statement, slot);
  return slot->batch.count > 0;
}

/* ---- rows with one key ---------------------------------------------------------------- */

static bool cells_same(const ScanColumn *a, size_t row, const ScanColumn *b, size_t other) {
  if (a->states[row] != CELL_KNOWN || b->states[other] != CELL_KNOWN)
    return false;
  switch (a->form) {
    case COLUMN_NUMBER:
      return a->numbers[row] == b->numbers[other];
    case COLUMN_DAY:
      return a->names[row] == b->names[other];
    case COLUMN_NAME:
      return a->holds->type.kind == TYPE_TEXT
                 ? text_equal(a->texts[a->names[row]], b->texts[b->names[other]])
                 : a->names[row] == b->names[other];
    case COLUMN_TRUTH: case COLUMN_VALUE: case COLUMN_LIST: case COLUMN_UNUSED:
      break;
  }
  return false;
}

static bool keys_same(const Table *table, const ScanBatch *a, size_t row, const ScanBatch *b,
                      size_t other) {
  for (size_t i = 0; i < table->count; i++)
    if (table->columns[i]->key && !cells_same(&a->columns[i], row, &b->columns[i], other))
      return false;
  return table->key_count > 0;
}

/* Whether the last row of `before`, if there is one, is a double is known only now. */
static void find_doubles(Scan *scan, Slot *before, Slot *slot) {
  ScanBatch *batch = &slot->batch;
  size_t last = before ? before->batch.count - 1 : 0;
  if (before && keys_same(scan->table, &before->batch, last, batch, 0)) {
    slot_flag(before, last, SCAN_DOUBLE);
    slot_flag(slot, 0, SCAN_DOUBLE);
  }
  for (size_t row = 1; row < batch->count; row++)
    if (keys_same(scan->table, batch, row - 1, batch, row)) {
      slot_flag(slot, row - 1, SCAN_DOUBLE);
      slot_flag(slot, row, SCAN_DOUBLE);
    }
}

/* ---- handing out --------------------------------------------------------------------- */

static void end_hash(Scan *scan) {
  if (scan->hash)
    table_keep_hash(scan->table, scan->hash, scan->store->arena);
  scan->hash = NULL;
}

/* The next slot; the one behind it is read too, where that tells of doubles. */
static Slot *next_in_order(Scan *scan) {
  Slot *slot = scan->next;
  if (!slot) {
    slot = &scan->slots[0];
    if (!fill(scan, slot))
      return NULL;
    if (!scan->unique)
      find_doubles(scan, NULL, slot);
  }
  scan->next = NULL;
  if (scan->unique)
    return slot;
  Slot *other = &scan->slots[slot == &scan->slots[0]];
  if (!fill(scan, other))
    return slot;
  find_doubles(scan, slot, other);
  scan->next = other;
  return slot;
}

const ScanBatch *scan_next(Scan *scan) {
  memory_poll(scan->store->memory);
  scan->given = scan->ahead ? scan_ahead_next(scan) : next_in_order(scan);
  if (!scan->given) {
    end_hash(scan);
    return NULL;
  }
  Slot *slot = scan->given;
  if (scan->hash)
    cell_hash_rows(scan->hash, (Text){ (const char *)slot->bytes, slot->used },
                   slot->batch.count);
  return &slot->batch;
}

/* The first of them in this row or behind it. */
static size_t first_real(const Slot *slot, size_t row) {
  size_t from = 0, to = slot->reals.count;
  while (from < to) {
    size_t middle = from + (to - from) / 2;
    if (slot->reals.items[middle].row < row)
      from = middle + 1;
    else
      to = middle;
  }
  return from;
}

/* A REAL's text may be another than that of the whole number it is. */
static void know_reals(const Slot *slot, size_t row, Cell *cells) {
  const RealCell *reals = slot->reals.items;
  for (size_t i = first_real(slot, row); i < slot->reals.count && reals[i].row == row; i++) {
    Cell *cell = &cells[reals[i].place];
    if (cell->kind == CELL_INTEGER)
      *cell = (Cell){ .kind = CELL_REAL, .real = (double)cell->integer };
  }
}

Record *scan_record(Scan *scan, size_t row, Arena *arena) {
  const unsigned char *at = scan->given->bytes + scan->given->starts[row];
  Cell *cells = arena_array(arena, Cell, scan->table->count + 1);
  for (size_t i = 0; i < scan->table->count; i++)
    at = cell_take(at, &cells[i]);
  know_reals(scan->given, row, cells);
  return record_build(scan->store, scan->table, cells, arena);
}

const Record *scan_reach(Store *store, const RecordType *type, Value key, Arena *arena) {
  if (type->row_by_key)
    return record_type_row(type, value_plain(arena, key));
  return record_find(store, table_of(store, type), &key, arena);
}

void scan_add_double(Scan *scan, Record *record, Arena *arena) {
  record_add_fault(arena, record, NULL, record_key_text(arena, record),
                   text_from(model_words(scan->store->model, "is the key of several records")));
}

void scan_end(Scan *scan) {
  if (scan->ahead)
    scan_ahead_end(scan);
  statement_end(scan->statement);
  scan->statement = NULL;
  if (scan->hash)
    cell_hash_end(scan->hash, scan->store->arena);
  scan->hash = NULL;
  for (size_t i = scan->slot_count; i-- > 0;)
    memory_release(scan->store->memory, &scan->slots[i].contents);
  memory_release(scan->store->memory, &scan->arena);
}
