/* What the reference said of the same operands before: a hash table that is emptied when the
 * settings are taken in, and when it gets large. */
#include "interp/plan/running.h"

#include <string.h>

enum { HELD_MOST = 1 << 17, SLOTS_FIRST = 256 };

/* ---- numbers --------------------------------------------------------------------------- */

enum { FINEST = 1000000000 };

static void refine(Node *node, Value value) {
  if (value.state != VALUE_KNOWN || value.kind == TYPE_MOMENT)
    return;
  if (value.as.number.denominator > FINEST || node->denominator > FINEST)
    return;                                               /* these are ODD */
  int64_t part = (int64_t)value.as.number.denominator;
  node->denominator *= part / whole_common_divisor(part, node->denominator);
}

/* Of a table, all its values are parts of one denominator. */
void bind_memo(Node *node) {
  const Term *term = ((const Memo *)node->shape.what)->term;
  node->most = INT64_MAX;
  if (term->kind != TERM_LOOKUP)
    return;
  const DataTable *table = term->as.lookup.table;
  for (size_t i = 0; i < table->rows.count; i++)
    if (!table->rows.items[i].blank)
      refine(node, table->rows.items[i].value);
  if (table->blank && table->blank->kind == TERM_CONSTANT)
    refine(node, table->blank->as.constant);
}

/* ---- the table --------------------------------------------------------------------------- */

void memo_forget(Node *node) {
  Memo *memo = (Memo *)(uintptr_t)node->shape.what;
  if (memo->held)
    memset(memo->slots, 0, memo->slot_count * sizeof *memo->slots);
  memo->held = 0;
}

static uint64_t hash_of(const int64_t *key, size_t count) {
  uint64_t hash = UINT64_C(1469598103934665603);
  for (size_t i = 0; i < count; i++) {
    hash = (hash ^ (uint64_t)key[i]) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
  }
  return hash;
}

static void put_in_slot(Memo *memo, size_t place) {
  size_t mask = memo->slot_count - 1;
  size_t at = hash_of(memo->keys + place * 2 * memo->count, 2 * memo->count) & mask;
  while (memo->slots[at])
    at = (at + 1) & mask;
  memo->slots[at] = (uint32_t)place + 1;
}

/* Twice the room; places stay. */
static void grow(Plan *plan, const Node *node, Memo *memo) {
  Arena *arena = plan->arena;
  size_t before = memo->slot_count / 2, room = before ? 2 * before : SLOTS_FIRST / 2;
  memo->slot_count = 2 * room;
  memo->slots = arena_array(arena, uint32_t, memo->slot_count);
  memo->keys = arena_grow_array(arena, memo->keys, before * 2 * memo->count,
                                room * 2 * memo->count, sizeof *memo->keys);
  memo->states = arena_grow_array(arena, memo->states, before, room, 1);
  if (node->truths)
    memo->truths = arena_grow_array(arena, memo->truths, before, room, 1);
  if (node->numbers)
    memo->numbers = arena_grow_array(arena, memo->numbers, before, room, sizeof(int64_t));
  if (node->names)
    memo->names = arena_grow_array(arena, memo->names, before, room, sizeof(int32_t));
  for (size_t i = 0; i < memo->held; i++)
    put_in_slot(memo, i);
}

/* ---- one row ----------------------------------------------------------------------------- */

/* False: an operand is ODD.  What is the same for all rows tells nothing apart. */
static bool take_key(const Plan *plan, const Memo *memo, size_t row, int64_t *key) {
  for (size_t i = 0; i < memo->count; i++) {
    const Node *operand = plan_at(plan, memo->operands[i]);
    CellState state = run_state_at(operand, row);
    if (state == CELL_ODD)
      return false;
    key[2 * i] = (int64_t)state;
    key[2 * i + 1] = state == CELL_KNOWN && !operand->one ? run_item(operand, row) : 0;
  }
  return true;
}

/* The place of a key, or `held` where it is not there. */
static size_t find(const Memo *memo, const int64_t *key) {
  if (!memo->held)
    return memo->held;
  size_t mask = memo->slot_count - 1, length = 2 * memo->count;
  for (size_t at = hash_of(key, length) & mask; memo->slots[at]; at = (at + 1) & mask) {
    size_t place = memo->slots[at] - 1;
    if (memcmp(memo->keys + place * length, key, length * sizeof *key) == 0)
      return place;
  }
  return memo->held;
}

static void ask(Plan *plan, Node *node, const Memo *memo, size_t row, Arena *batch) {
  Evaluator *evaluator = plan->evaluator;
  Value values[4];
  for (size_t i = 0; i < memo->count; i++)
    values[i] = bind_back(plan, plan_at(plan, memo->operands[i]), row, batch);
  evaluator_subject(evaluator, NULL, NULL, plan->source, batch);
  if (!bind_value(plan, node, evaluate_over(evaluator, memo->term, values, memo->count), row))
    run_mark_odd(node, row);
  evaluator_subject(evaluator, NULL, NULL, plan->source, NULL);   /* the batch may go before it */
}

static void keep(Memo *memo, const Node *node, size_t row, const int64_t *key) {
  size_t place = memo->held++;
  memcpy(memo->keys + place * 2 * memo->count, key, 2 * memo->count * sizeof *key);
  memo->states[place] = node->states[row];
  if (node->truths)
    memo->truths[place] = node->truths[row];
  if (node->numbers)
    memo->numbers[place] = node->numbers[row];
  if (node->names)
    memo->names[place] = node->names[row];
  put_in_slot(memo, place);
}

static void recall(const Memo *memo, Node *node, size_t row, size_t place) {
  node->states[row] = memo->states[place];
  if (node->truths)
    node->truths[row] = memo->truths[place];
  if (node->numbers)
    node->numbers[row] = memo->numbers[place];
  if (node->names)
    node->names[row] = memo->names[place];
}

void run_memo(Plan *plan, Node *node, size_t rows, Arena *batch) {
  Memo *memo = (Memo *)(uintptr_t)node->shape.what;
  node->vector.states = node->states;
  for (size_t i = 0; i < rows; i++) {
    int64_t key[8];
    if (!take_key(plan, memo, i, key)) {
      run_mark_odd(node, i);
      continue;
    }
    size_t place = find(memo, key);
    if (place < memo->held) {
      recall(memo, node, i, place);
      continue;
    }
    ask(plan, node, memo, i, batch);
    if (memo->held == HELD_MOST)
      memo_forget(node);
    if (memo->held == memo->slot_count / 2)
      grow(plan, node, memo);
    keep(memo, node, i, key);
  }
}
