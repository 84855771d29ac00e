#include "interp/decide/run.h"

/* ---- a database ------------------------------------------------------------------ */

typedef struct {
  Store       *store;
  StoreReader *reader;
} OfStore;

static void start_reading(void *context, const RecordType *record) {
  OfStore *of = context;
  if (of->reader)
    store_read_end(of->reader);
  of->reader = store_read(of->store, record);
}

static const Record *read_next(void *context, Arena *batch) {
  OfStore *of = context;
  if (!of->reader)
    return NULL;
  const Record *record = store_next(of->reader, batch);
  if (!record) {
    store_read_end(of->reader);
    of->reader = NULL;
  }
  return record;
}

static void stop_reading(void *context) {
  OfStore *of = context;
  if (of->reader)
    store_read_end(of->reader);
  of->reader = NULL;
}

static size_t read_decided(void *context, Arena *arena, const Decision *decision,
                           StoreDecided **rows) {
  OfStore *of = context;
  return store_decided(of->store, arena, decision->name, rows);
}

static size_t count_stored(void *context, const RecordType *record) {
  OfStore *of = context;
  return store_count(of->store, record);
}

void population_of_store(Population *population, Store *store, Arena *arena) {
  OfStore *of = arena_new(arena, OfStore);
  of->store = store;
  *population = (Population){
    .context = of, .start = start_reading, .next = read_next, .stop = stop_reading,
    .all = { .context = store, .all = store_all },
    .decided = read_decided, .count = count_stored,
  };
}

/* ---- records in memory ----------------------------------------------------------- */

typedef struct {
  const RecordType    *type;
  const Record *const *records;
  size_t               count;
} OfType;

typedef struct {
  LIST(OfType) types;
  const OfType *current;
  size_t        next;
} OfRecords;

static const OfType *find_type(const OfRecords *of, const RecordType *type) {
  for (size_t i = 0; i < of->types.count; i++)
    if (of->types.items[i].type == type)
      return &of->types.items[i];
  return NULL;
}

static void start_records(void *context, const RecordType *record) {
  OfRecords *of = context;
  of->current = find_type(of, record);
  of->next = 0;
}

static const Record *next_record(void *context, Arena *batch) {
  (void)batch;
  OfRecords *of = context;
  return of->current && of->next < of->current->count ? of->current->records[of->next++] : NULL;
}

static void all_records(void *context, const RecordType *type, const Record *const **records,
                        size_t *count) {
  const OfType *found = find_type(context, type);
  *records = found ? found->records : NULL;
  *count = found ? found->count : 0;
}

static size_t count_records(void *context, const RecordType *record) {
  const OfType *found = find_type(context, record);
  return found ? found->count : 0;
}

/* Those of one type in key order, by insertion: samples are few. */
static OfType records_of_type(Arena *arena, const RecordType *type, const Record *const *records,
                              size_t count) {
  const Record **sorted = arena_array(arena, const Record *, count + 1);
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    if (records[i]->type != type)
      continue;
    size_t place = found++;
    for (; place > 0 && record_key_compare(sorted[place - 1], records[i]) > 0; place--)
      sorted[place] = sorted[place - 1];
    sorted[place] = records[i];
  }
  return (OfType){ type, sorted, found };
}

void population_of_records(Population *population, Arena *arena, const Record *const *records,
                           size_t count) {
  OfRecords *of = arena_new(arena, OfRecords);
  for (size_t i = 0; i < count; i++)
    if (!find_type(of, records[i]->type))
      LIST_ADD(arena, &of->types, OfType,
               records_of_type(arena, records[i]->type, records, count));
  *population = (Population){
    .context = of, .start = start_records, .next = next_record,
    .all = { .context = of, .all = all_records }, .count = count_records,
  };
}
