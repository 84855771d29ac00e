/* A scan by two threads, each with a connection to the same state of the file.
 *
 * The keys are parted into ranges of about one slot each.  Whoever is free claims the next range
 * and reads it into a slot of its own; the caller hands them out in order.  While the one that is
 * due is being read by the other thread, the caller reads one further ahead.  What the other
 * thread could not read is read again by the caller, whose failures are told as always; a range
 * that holds more than a slot is read to its end by the caller. */
#include "interp/store/scan_inside.h"

#include "base/monitor.h"
#include "base/worker.h"

enum { CLAIMS = 2 * SCAN_SLOTS + 1, PROBES = 8, PROBED_ROWS = 64, WIDEST = 32 };

typedef enum { CLAIM_TAKEN, CLAIM_READY, CLAIM_FAILED } ClaimState;

typedef struct {
  int64_t    low, high;           /* keys; once read: those that did not fit the slot */
  bool       rest;                /* there are such */
  Slot      *slot;
  ClaimState state;
} Claim;

/* One of the two who read. */
typedef struct {
  Store     *store;
  Taker     *taker;
  Pages     *pages;               /* NULL: the statement reads */
  Statement *statement;
  Slot      *slots;
  size_t     slot_count;
  bool       busy[SCAN_SLOTS];    /* slots claimed and not given back */
} Reading;

struct ScanAhead {
  Scan    *scan;
  ScanAhead *self;                /* what stop_theirs is registered by */
  Monitor *monitor;               /* over all up to `stops` */
  Claim    claims[CLAIMS];        /* by number, modulo */
  size_t   claimed, given;        /* numbers */
  int64_t  next, last;            /* keys that are not claimed */
  uint64_t span;                  /* keys of a range */
  bool     exhausted;             /* none are */
  Reading  mine, theirs;
  bool     stops;
  Slot    *out;                   /* handed out */
  Claim    rest;                  /* of that range: what comes next, if rest.rest */
  Worker  *worker;
  Memory   memory;                /* from here on the other thread's */
  Arena    arena;
  Diags    diags;
  Taker    taker;
  Slot     slots[SCAN_SLOTS];
  Claim   *reading;
};

/* ---- is it worth it, and safe? --------------------------------------------------------- */

static bool sees_one_state(Store *store) {
  if (sqlite3_get_autocommit(store->connection))
    return false;
  /* BEGIN IMMEDIATE: nobody else writes until it ends. */
  return store->mode != STORE_READ || !store_has_log(store);
}

static int64_t key_bound(Scan *scan, const char *which) {
  Arena *arena = scan->store->arena;
  return store_number(scan->store, arena_format(
      arena, "SELECT %s(%.*s) FROM main.%.*s", which,
      TEXT_PRINT(quoted_name(arena, scan_key(scan->table)->column)),
      TEXT_PRINT(quoted_name(arena, scan->table->record->table))), 0);
}

/* How many keys the next PROBED_ROWS rows from `key` on take up; 0: there are not so many. */
static uint64_t probe(Scan *scan, Statement *statement, int64_t key) {
  statement_bind_integer(scan->store, statement, 1, key);
  bool found = statement_step(scan->store, statement);
  int64_t last = found ? sqlite3_column_int64(statement, 0) : key;
  sqlite3_reset(statement);
  return (uint64_t)last - (uint64_t)key;
}

/* Rows stand close enough everywhere that ranges of keys are about alike. */
static bool find_span(Scan *scan, ScanAhead *ahead) {
  Arena *arena = scan->store->arena;
  uint64_t all = (uint64_t)ahead->last - (uint64_t)ahead->next, sum = 0, probed = 0;
  Text key = quoted_name(arena, scan_key(scan->table)->column);
  Statement *statement = statement_new(scan->store, arena_format(
      arena, "SELECT %.*s FROM main.%.*s NOT INDEXED WHERE %.*s >= ?1 ORDER BY %.*s LIMIT 1"
      " OFFSET %d", TEXT_PRINT(key), TEXT_PRINT(quoted_name(arena, scan->table->record->table)),
      TEXT_PRINT(key), TEXT_PRINT(key), PROBED_ROWS));
  bool close = true;
  for (uint64_t i = 0; close && i < PROBES; i++) {
    uint64_t taken = probe(scan, statement,
                           (int64_t)((uint64_t)ahead->next + all / PROBES * i));
    close = taken > 0 && taken <= (uint64_t)PROBED_ROWS * WIDEST;
    probed += PROBED_ROWS;
    sum += taken;
  }
  statement_end(statement);
  ahead->span = close ? SLOT_ROWS * sum / probed : 0;
  return close;
}

/* ---- ranges (inside the monitor) ------------------------------------------------------- */

static Slot *free_slot(Reading *reading) {
  for (size_t i = 0; i < reading->slot_count; i++)
    if (!reading->busy[i]) {
      reading->busy[i] = true;
      return &reading->slots[i];
    }
  return NULL;
}

static void free_again(Reading *reading, const Slot *slot) {
  for (size_t i = 0; i < reading->slot_count; i++)
    if (&reading->slots[i] == slot)
      reading->busy[i] = false;
}

/* NULL: no slot is free, or no keys are left. */
static Claim *claim_next(ScanAhead *ahead, Reading *reading) {
  Slot *slot = ahead->exhausted ? NULL : free_slot(reading);
  if (!slot)
    return NULL;
  Claim *claim = &ahead->claims[ahead->claimed++ % CLAIMS];
  *claim = (Claim){ .low = ahead->next, .slot = slot, .state = CLAIM_TAKEN };
  uint64_t left = (uint64_t)ahead->last - (uint64_t)ahead->next;
  ahead->exhausted = left < ahead->span;
  claim->high = ahead->exhausted ? ahead->last
                                 : (int64_t)((uint64_t)ahead->next + ahead->span - 1);
  if (!ahead->exhausted)
    ahead->next = claim->high + 1;
  return claim;
}

/* ---- reading (outside) ------------------------------------------------------------------ */

/* True: the slot is full.  Who was once in doubt of the pages leaves them to SQLite for good. */
static bool read_rows(Reading *reading, const Claim *claim) {
  if (reading->pages) {
    PagesEnd end = scan_pages(reading->store, reading->pages, reading->taker, claim->low,
                              claim->high, claim->slot);
    if (end != PAGES_DOUBT)
      return end == PAGES_FULL;
    reading->pages = NULL;
  }
  statement_bind_integer(reading->store, reading->statement, 2, claim->low);
  statement_bind_integer(reading->store, reading->statement, 3, claim->high);
  bool full = scan_step(reading->store, reading->taker, reading->statement, claim->slot);
  sqlite3_reset(reading->statement);
  return full;
}

static void read_range(const ScanAhead *ahead, Reading *reading, Claim *claim) {
  bool full = read_rows(reading, claim);
  int64_t last = full ? scan_last_key(ahead->scan->table, claim->slot) : claim->high;
  claim->rest = last < claim->high;
  claim->low = claim->rest ? last + 1 : claim->high;
}

/* ---- the other thread ------------------------------------------------------------------- */

static Claim *wait_for_claim(ScanAhead *ahead) {
  Claim *claim = NULL;
  monitor_enter(ahead->monitor);
  while (!ahead->stops && !ahead->exhausted &&
         (claim = claim_next(ahead, &ahead->theirs)) == NULL)
    monitor_wait(ahead->monitor);
  ahead->reading = claim;
  monitor_leave(ahead->monitor);
  return claim;
}

static void tell_claim(ScanAhead *ahead, ClaimState state) {
  monitor_enter(ahead->monitor);
  if (ahead->reading)
    ahead->reading->state = state;
  ahead->reading = NULL;
  monitor_wake(ahead->monitor);
  monitor_leave(ahead->monitor);
}

static void read_ranges(void *context) {
  ScanAhead *ahead = context;
  for (Claim *claim; (claim = wait_for_claim(ahead)) != NULL;) {
    read_range(ahead, &ahead->theirs, claim);
    tell_claim(ahead, CLAIM_READY);
  }
}

static void read_beside(Worker *worker, void *context) {
  ScanAhead *ahead = context;
  if (worker_is_beside(worker) && !memory_guard(&ahead->memory, read_ranges, ahead))
    tell_claim(ahead, CLAIM_FAILED);
}

/* ---- beginning and end ------------------------------------------------------------------- */

/* With the other thread's memory, and before it begins. */
static void open_theirs(void *context) {
  ScanAhead *ahead = context;
  const Scan *scan = ahead->scan;
  arena_init_deferred(&ahead->arena, &ahead->memory);
  diags_init(&ahead->diags, &ahead->arena, scan->store->diags->sources);
  ahead->diags.muted = true;
  Store *store = store_open_beside(scan->store, &ahead->arena, &ahead->diags);
  store_begin(store);
  taker_init(&ahead->taker, store->model, scan->table, &ahead->arena);
  for (size_t i = 0; i < SCAN_SLOTS; i++)
    slot_init(&ahead->slots[i], scan->table, &ahead->arena);
  Text sql = text_from(sqlite3_sql(ahead->mine.statement));
  ahead->theirs = (Reading){ .store = store, .taker = &ahead->taker, .slots = ahead->slots,
                             .slot_count = SCAN_SLOTS,
                             .pages = pages_new(store, scan->table, &ahead->arena),
                             .statement = scan_statement(store, sql, &ahead->taker) };
}

static void close_theirs(void *context) {
  ScanAhead *ahead = context;
  for (size_t i = SCAN_SLOTS; i-- > 0;)
    memory_release(&ahead->memory, &ahead->slots[i].contents);
  store_close(ahead->theirs.store);
  memory_release(&ahead->memory, &ahead->arena);
}

static void stop_theirs(void *context) {
  ScanAhead *ahead = *(ScanAhead **)context;
  monitor_enter(ahead->monitor);
  ahead->stops = true;
  monitor_wake(ahead->monitor);
  monitor_leave(ahead->monitor);
}

ScanAhead *scan_ahead_new(Scan *scan) {
  Store *store = scan->store;
  Memory *memory = store->memory;
  ScanAhead *ahead = arena_new(store->arena, ScanAhead);
  ahead->scan = scan;
  ahead->self = ahead;
  if (!sees_one_state(store))
    return NULL;
  ahead->next = key_bound(scan, "min");
  ahead->last = key_bound(scan, "max");
  if ((uint64_t)ahead->last - (uint64_t)ahead->next < 2 * SLOT_ROWS || !find_span(scan, ahead))
    return NULL;
  scan_make_slots(scan, SCAN_SLOTS);
  ahead->mine = (Reading){
    .store = store, .taker = &scan->taker, .slots = scan->slots + 1, .slot_count = SCAN_SLOTS - 1,
    .pages = pages_new(store, scan->table, &scan->arena),
    .statement = scan_statement(store, scan_range(store, scan->table), &scan->taker),
  };
  ahead->memory = (Memory){ .limit = memory->limit };   /* interrupts are the caller's: `stops` */
  if (!memory_guard(&ahead->memory, open_theirs, ahead)) {
    statement_end(ahead->mine.statement);
    return NULL;
  }
  memory_defer(memory, close_theirs, ahead);
  ahead->monitor = monitor_new(memory);
  ahead->worker = worker_start(memory, read_beside, ahead);
  memory_defer(memory, stop_theirs, &ahead->self);
  return ahead;
}

void scan_ahead_end(Scan *scan) {
  ScanAhead *ahead = scan->ahead;
  Memory *memory = scan->store->memory;
  memory_release(memory, &ahead->self);
  worker_wait(ahead->worker);
  memory_release(memory, ahead->monitor);
  memory_release(memory, ahead);
  statement_end(ahead->mine.statement);
  scan->ahead = NULL;
}

/* ---- handing out ------------------------------------------------------------------------- */

static void give_back(ScanAhead *ahead) {
  if (!ahead->out)
    return;
  monitor_enter(ahead->monitor);
  free_again(&ahead->mine, ahead->out);
  free_again(&ahead->theirs, ahead->out);
  monitor_wake(ahead->monitor);
  monitor_leave(ahead->monitor);
  ahead->out = NULL;
}

/* The claim that is due, once it is read; reads ahead meanwhile.  NULL: there are no more. */
static Claim *wait_for_due(ScanAhead *ahead) {
  monitor_enter(ahead->monitor);
  for (;;) {
    Claim *due = ahead->given < ahead->claimed ? &ahead->claims[ahead->given % CLAIMS] : NULL;
    if (due && due->state != CLAIM_TAKEN)
      break;
    Claim *claim = claim_next(ahead, &ahead->mine);
    if (!claim && !due)
      break;
    if (!claim) {
      monitor_wait(ahead->monitor);
      continue;
    }
    monitor_leave(ahead->monitor);
    read_range(ahead, &ahead->mine, claim);
    monitor_enter(ahead->monitor);
    claim->state = CLAIM_READY;
  }
  Claim *due = ahead->given < ahead->claimed ? &ahead->claims[ahead->given++ % CLAIMS] : NULL;
  monitor_leave(ahead->monitor);
  return due;
}

/* What is left of the range that was given last. */
static Slot *read_rest(ScanAhead *ahead) {
  ahead->rest.slot = &ahead->scan->slots[0];
  read_range(ahead, &ahead->mine, &ahead->rest);
  return ahead->rest.slot;
}

Slot *scan_ahead_next(Scan *scan) {
  ScanAhead *ahead = scan->ahead;
  Slot *slot = NULL;
  while (!slot || slot->batch.count == 0) {
    give_back(ahead);
    if (ahead->rest.rest) {
      slot = read_rest(ahead);
      continue;
    }
    Claim *due = wait_for_due(ahead);
    if (!due)
      return NULL;
    ahead->rest = *due;
    ahead->out = slot = due->slot;
    if (due->state == CLAIM_FAILED) {
      ahead->rest.rest = true;
      slot = NULL;
    }
  }
  return slot;
}
