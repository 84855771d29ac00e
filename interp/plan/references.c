#include "interp/plan/references.h"

#include "interp/plan/intake_rows.h"
#include "interp/store/finder.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS_ROOM = 24 };

typedef struct { int64_t key; uint32_t row; bool taken; } KeyRow;

/* Records of one type that are referred to. */
typedef struct {
  const RecordType *type;
  Columns          *columns;
  Finder           *finder;       /* NULL: its records lead further */
  KeyRow           *keys;         /* those that are whole numbers */
  size_t            key_count, key_room;    /* room: a power of two, or 0 */
} Reached;

struct References {
  Arena   *arena;
  Census  *census;
  Store   *store;
  Reached **targets;               /* by RecordType.index; NULL: not met yet */
  uint64_t version;               /* of the census that rows are of */
  Arena    scratch;
};

References *references_new(Arena *arena, Census *census, Store *store) {
  References *references = arena_new(arena, References);
  *references = (References){ .arena = arena, .census = census, .store = store,
                              .version = census_version(census) };
  references->targets = arena_array(arena, Reached *, census->model->records.count + 1);
  arena_init_deferred(&references->scratch, arena->memory);
  return references;
}

static Reached *target_of(References *references, const RecordType *type) {
  Reached **place = &references->targets[type->index];
  if (*place)
    return *place;
  *place = arena_new(references->arena, Reached);
  **place = (Reached){ .type = type, .columns = census_referred(references->census, type),
                      .finder = finder_new(references->store, type) };
  return *place;
}

/* ---- whole numbers -------------------------------------------------------------------- */

static KeyRow *key_place(const Reached *target, int64_t key) {
  uint64_t hash = (uint64_t)key * UINT64_C(0x9e3779b97f4a7c15);
  size_t place = (size_t)(hash >> 32) & (target->key_room - 1);
  while (target->keys[place].taken && target->keys[place].key != key)
    place = (place + 1) & (target->key_room - 1);
  return &target->keys[place];
}

static void grow_keys(References *references, Reached *target) {
  Reached old = *target;
  target->key_room = old.key_room ? old.key_room * 2 : 256;
  target->keys = arena_array(references->arena, KeyRow, target->key_room);
  for (size_t i = 0; i < old.key_room; i++)
    if (old.keys[i].taken)
      *key_place(target, old.keys[i].key) = old.keys[i];
}

static void keep_key(References *references, Reached *target, int64_t key, uint32_t row) {
  if ((target->key_count + 1) * 2 > target->key_room)
    grow_keys(references, target);
  *key_place(target, key) = (KeyRow){ key, row, true };
  target->key_count++;
}

/* The census was cleared: rows begin at 0 again. */
static void forget_rows(References *references) {
  for (size_t i = 0; i < references->census->model->records.count; i++) {
    Reached *target = references->targets[i];
    if (!target)
      continue;
    if (target->key_count)
      memset(target->keys, 0, target->key_room * sizeof *target->keys);
    target->key_count = 0;
  }
  references->version = census_version(references->census);
}

/* ---- finding -------------------------------------------------------------------------- */

static void settle(References *references, Reached *target) {
  const ScanBatch *batch = finder_batch(target->finder);
  if (batch->count == 0)
    return;
  Columns *columns = target->columns;
  IntakePart part = { .batch = batch, .count = batch->count, .columns = columns,
                      .first = columns_extend(columns, batch->count),
                      .scratch = &references->scratch };
  for (size_t i = 0; i < batch->column_count; i++)
    intake_copy(&part, &batch->columns[i]);
  arena_reset(&references->scratch);
  finder_clear(target->finder);
}

void references_settle(References *references) {
  for (size_t i = 0; i < references->census->model->records.count; i++) {
    Reached *target = references->targets[i];
    if (target && target->finder)
      settle(references, target);
  }
}

/* A record with all it leads to, by the reference. */
static uint32_t reach(References *references, Reached *target, Value key) {
  uint32_t row = REFERENCE_DOUBTFUL;
  references_settle(references);
  const Record *record = scan_reach(references->store, target->type, key, &references->scratch);
  if (record && record->faults.count == 0) {
    row = columns_row_of(target->columns, record);
    census_fill_waiting(references->census);
  }
  arena_reset(&references->scratch);
  return row;
}

static uint32_t find(References *references, Reached *target, Value key, Text text) {
  size_t row;
  if (!target->finder)
    return reach(references, target, key);
  if (!finder_has_room(target->finder))
    settle(references, target);
  if (finder_find(target->finder, key, &row) != FOUND_ROW)
    return REFERENCE_DOUBTFUL;
  uint32_t number = (uint32_t)(target->columns->count + row);
  map_add(&target->columns->rows, arena_text(references->census->contents, text),
          (void *)((uintptr_t)number + 1));
  return number;
}

static Text digits_of(Value key, char digits[DIGITS_ROOM]) {
  int64_t number = (int64_t)key.as.number.numerator;
  int length = snprintf(digits, DIGITS_ROOM, "%lld", (long long)number);
  return (Text){ digits, (size_t)length };
}

/* By the key as a digest writes it, which is how the columns know their rows. */
static uint32_t row_of(References *references, Reached *target, Value key) {
  char digits[DIGITS_ROOM];
  Text text = key.kind == TYPE_TEXT ? key.as.text : digits_of(key, digits);
  uintptr_t found = (uintptr_t)map_get(&target->columns->rows, text);
  if (!found)
    return find(references, target, key, text);
  uint32_t row = (uint32_t)(found - 1);
  return columns_faults(target->columns, row) ? REFERENCE_DOUBTFUL : row;
}

uint32_t references_row(References *references, const RecordType *type, const ScanColumn *column,
                        size_t row) {
  Reached *target = target_of(references, type);
  if (references->version != census_version(references->census))
    forget_rows(references);
  if (column->form == COLUMN_NAME)
    return row_of(references, target, value_text(column->texts[column->names[row]]));
  int64_t key = column->numbers[row];
  const KeyRow *place = target->key_room ? key_place(target, key) : NULL;
  if (place && place->taken)
    return place->row;
  uint32_t found = row_of(references, target, value_integer(key));
  keep_key(references, target, key, found);
  return found;
}

void references_end(References *references) {
  for (size_t i = references->census->model->records.count; i-- > 0;) {
    Reached *target = references->targets[i];
    if (target && target->finder)
      finder_end(target->finder);
  }
  memory_release(references->scratch.memory, &references->scratch);
}
