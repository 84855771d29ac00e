#include "interp/experiment/fast.h"

#include <string.h>

/* ---- columns ------------------------------------------------------------------- */

static void add_type(Census *census, const HeldType *type) {
  for (size_t i = 0; i < type->count; i++)
    census_add(census, type->records[i]);
  census_keep(census, type->type, type->records);
}

static bool is_added(const Model *model, size_t before, const RecordType *type) {
  for (size_t i = 0; i < before; i++)
    if (model->decisions.items[i]->subject == type)
      return true;
  return false;
}

static void make(Fast *fast) {
  const Held *held = fast->held;
  const Model *model = held->model;
  Census *census = census_new(held->arena, model);
  for (size_t i = 0; i < model->decisions.count; i++) {
    const RecordType *subject = model->decisions.items[i]->subject;
    if (!is_added(model, i, subject))
      add_type(census, held_type(held, subject));
  }
  fast->ending = ending_new(held->arena, model, census);
  fast->census = census;
}

/* ---- facts assumed ------------------------------------------------------------- */

static void put_value(Fast *fast, const FastPut *put, Value value) {
  if (put->subject)
    census_put(fast->census, put->record, put->row, put->field, value);
  else
    census_put_referred(fast->census, put->record, put->key, put->field, value);
}

static void put_back(void *what) {
  Fast *fast = what;
  for (size_t i = fast->puts.count; i > 0; i--)
    put_value(fast, &fast->puts.items[i - 1], fast->puts.items[i - 1].before);
  memset(&fast->puts, 0, sizeof fast->puts);
}

/* False: a cell of the record can't be read. */
static bool put(Fast *fast, Arena *scratch, const FactChange *fact) {
  size_t number;
  if (!held_find(fast->held, fact->record, fact->key, &number))
    return true;
  const Record *record = held_type(fast->held, fact->record)->records[number];
  if (record->faults.count)
    return false;
  const Model *model = fast->held->model;
  FastPut one = { .record = fact->record, .field = fact->field, .row = (uint32_t)number,
                  .key = fact->key, .before = record->fields[fact->field->index],
                  .subject = is_added(model, model->decisions.count, fact->record) };
  LIST_ADD(scratch, &fast->puts, FastPut, one);
  put_value(fast, &one, fact->value);
  return true;
}

bool fast_begin(Fast *fast, Arena *scratch, const Assumptions *assumptions) {
  if (!ending_can(fast->held->model))
    return false;
  if (!fast->census)
    make(fast);
  memory_defer(scratch->memory, put_back, fast);
  bool all = true;
  for (size_t i = 0; i < assumptions->facts.count && all; i++)
    all = put(fast, scratch, &assumptions->facts.items[i]);
  if (!all)
    fast_end(fast);
  return all;
}

void fast_end(Fast *fast) {
  memory_release(fast->held->arena->memory, fast);
}
