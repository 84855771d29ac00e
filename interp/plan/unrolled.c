/* Lists element by element: those of a chunk's rows fill the rows of the elements' plan, chunk
 * after chunk; what these come to is told of the rows that they belong to. */
#include "interp/plan/unrolled.h"

#include <string.h>

/* Elements of one list, and of a table gone through once: the reference has its own limit of
 * steps. */
enum { ELEMENTS_MOST = 20000, LONE_MOST = 100000 };

static const Node *node_at(const Plan *plan, PlanNode node) {
  return node < 0 ? NULL : plan_at(plan, node);
}

/* ---- settings -------------------------------------------------------------------------- */

static void want(Unrolled *unrolled) {
  PlanNode *wanted = unrolled->tallies->wanted;
  for (size_t i = 0; i < unrolled->key_count; i++)
    wanted[i] = unrolled->keys[i];
  wanted += unrolled->key_count;
  wanted[0] = unrolled->chosen;
  wanted[1] = unrolled->item;
  wanted[2] = unrolled->where;
  wanted[3] = unrolled->value;
  plan_want(unrolled->pairs, unrolled->tallies->wanted, unrolled->key_count + 4);
}

static void bind_numbers(const Plan *plan, Node *node, const Unrolled *unrolled) {
  AggregateKind kind = unrolled_kind(unrolled);
  const Node *value = node_at(unrolled->pairs, unrolled->value);
  const Node *otherwise = node_at(plan, unrolled->otherwise);
  bool counts = kind == AGGREGATE_COUNT || kind == AGGREGATE_DISTINCT;
  node->most = counts ? INT32_MAX : INT64_MAX;
  if (counts)
    return;
  node->denominator = value->denominator;
  if (!otherwise || otherwise->denominator == node->denominator)
    return;
  int64_t part = otherwise->denominator;
  part /= whole_common_divisor(part, node->denominator);
  node->odd |= __builtin_mul_overflow(node->denominator, part, &node->denominator);
}

/* Of a whole table, and of nothing that differs from row to row. */
static bool is_lone(const Node *node, const Unrolled *unrolled) {
  return unrolled->whole && !unrolled->judged && !node->more_count &&
         node->shape.b == PLAN_NONE;
}

static void run_lone(Plan *plan, Node *node) {
  Arena batch;
  arena_init(&batch, plan->arena->memory);
  run_unrolled(plan, node, 1, &batch);
  arena_free(&batch);
  node->one = true;
}

void unrolled_bind(Plan *plan, Node *node) {
  Unrolled *unrolled = (Unrolled *)(uintptr_t)node->shape.what;
  if (!unrolled->tallies) {
    unrolled->tallies = arena_new(plan->arena, Tallies);
    unrolled->tallies->keys = arena_array(plan->arena, int64_t,
                                          COLUMN_CHUNK * 2 * unrolled->key_count + 1);
    unrolled->tallies->wanted = arena_array(plan->arena, PlanNode, unrolled->key_count + 4);
  }
  unrolled->readable = !unrolled->whole || whole_bind(plan, unrolled->whole);
  if (unrolled->matches)
    matches_bind(unrolled->matches, plan->arena);
  plan_bind(unrolled->pairs, plan->evaluator, plan->source);
  want(unrolled);
  if (node->shape.form == FORM_NUMBER)
    bind_numbers(plan, node, unrolled);
  if (is_lone(node, unrolled) && !node->odd)
    run_lone(plan, node);
}

/* ---- what stands outside --------------------------------------------------------------- */

static void copy_item(Node *node, const Node *outside, size_t to, size_t from) {
  if (node->truths)
    node->truths[to] = outside->vector.truths[from];
  if (node->numbers)
    node->numbers[to] = outside->vector.numbers[from];
  if (node->parts)
    node->parts[to] = outside->vector.parts[from];
  if (node->names)
    node->names[to] = outside->vector.names[from];
}

/* What is the same for all rows there is so here. */
void outer_bind(const Plan *plan, Node *node) {
  const Node *outside = plan_at(plan->outer, node->shape.detail);
  node->denominator = outside->denominator;
  node->most = outside->most;
  node->one = outside->one;
  if (!node->one)
    return;
  copy_item(node, outside, 0, 0);
  node->states[0] = (uint8_t)run_state_at(outside, 0);
  node->vector.states = node->states;
}

void run_outer(const Plan *plan, Node *node, size_t rows) {
  const Node *outside = plan_at(plan->outer, node->shape.detail);
  const uint8_t *states = run_states(outside);
  for (size_t i = 0; i < rows; i++)
    copy_item(node, outside, i, plan->owners[i]);
  for (size_t i = 0; states && i < rows; i++)
    node->states[i] = states[plan->owners[i]];
  node->vector.states = states ? node->states : NULL;
}

/* ---- one element ----------------------------------------------------------------------- */

static uint8_t truth_of(const Node *node, size_t row, bool *odd) {
  *odd = run_state_at(node, row) == CELL_ODD;
  return node->vector.truths[row];
}

static void quantify(Tallies *tallies, const Node *value, uint32_t row, size_t at) {
  bool odd;
  uint8_t truth = truth_of(value, at, &odd);
  tallies->odd[row] |= odd;
  tallies->open[row] |= !odd && truth == 1;
  tallies->certain[row] += !odd && truth == 2;
  tallies->possible[row] += odd || truth != 0;
}

static void add(Tallies *tallies, uint32_t row, int64_t number) {
  tallies->certain[row]++;
  if (__builtin_add_overflow(tallies->items[row], number, &tallies->items[row]))
    tallies->odd[row] = true;
}

static void find_best(Tallies *tallies, uint32_t row, int64_t item, bool greatest) {
  int64_t *best = &tallies->items[row];
  bool better = greatest ? item > *best : item < *best;
  if (!tallies->certain[row]++ || better)
    *best = item;
}

static void take(const Unrolled *unrolled, const Node *value, uint32_t row, size_t at) {
  Tallies *tallies = unrolled->tallies;
  AggregateKind kind = unrolled_kind(unrolled);
  CellState state = run_item_state(value, at);
  int64_t item = run_item(value, at);
  if (state != CELL_KNOWN) {
    tallies->open[row] |= state == CELL_UNKNOWN;
    tallies->odd[row] |= state != CELL_UNKNOWN;
  } else if (kind == AGGREGATE_SUM || kind == AGGREGATE_AVERAGE) {
    add(tallies, row, item);
  } else if (kind == AGGREGATE_DISTINCT) {
    LIST_ADD(unrolled->pairs->arena, &tallies->values, Distinct, (Distinct){ row, item });
  } else {
    find_best(tallies, row, item, kind == AGGREGATE_MAX);
  }
}

/* What is found counts as it is; two of them are an error. */
static void take_the(Tallies *tallies, const Node *value, uint32_t row, size_t at) {
  tallies->odd[row] |= tallies->certain[row]++ > 0;
  tallies->states[row] = (uint8_t)run_item_state(value, at);
  tallies->items[row] = run_item(value, at);
}

/* ---- first of -------------------------------------------------------------------------- */

/* None sorts last, whether the order rises or falls. */
static int compare_keys(const Unrolled *unrolled, const int64_t *a, const int64_t *b) {
  for (size_t i = 0; i < unrolled->key_count; i++) {
    bool a_none = a[2 * i] == CELL_NONE, b_none = b[2 * i] == CELL_NONE;
    int64_t left = a[2 * i + 1], right = b[2 * i + 1];
    if (a_none != b_none)
      return a_none ? 1 : -1;
    if (a_none || left == right)
      continue;
    bool descending = unrolled->term->as.aggregate.keys[i].descending;
    return (left < right) == descending ? 1 : -1;
  }
  return 0;
}

/* False: one is not known. */
static bool read_keys(const Unrolled *unrolled, uint32_t row, size_t at, int64_t *keys) {
  Tallies *tallies = unrolled->tallies;
  for (size_t i = 0; i < unrolled->key_count; i++) {
    const Node *key = plan_at(unrolled->pairs, unrolled->keys[i]);
    CellState state = run_item_state(key, at);
    tallies->odd[row] |= state == CELL_ODD;
    tallies->open[row] |= state == CELL_UNKNOWN;
    if (state == CELL_ODD || state == CELL_UNKNOWN)
      return false;
    keys[2 * i] = (int64_t)state;
    keys[2 * i + 1] = run_item(key, at);
  }
  return true;
}

static void take_first(const Unrolled *unrolled, const Node *value, uint32_t row, size_t at) {
  enum { KEYS_MOST = 16 };
  Tallies *tallies = unrolled->tallies;
  int64_t keys[2 * KEYS_MOST], *best = tallies->keys + row * 2 * unrolled->key_count;
  if (unrolled->key_count > KEYS_MOST) {
    tallies->odd[row] = true;
    return;
  }
  if (!read_keys(unrolled, row, at, keys))
    return;
  int order = tallies->certain[row] ? compare_keys(unrolled, keys, best) : -1;
  CellState state = run_item_state(value, at);
  if (order > 0)
    return;
  if (order == 0) {
    bool same = state == (CellState)tallies->states[row] &&
                (state != CELL_KNOWN || run_item(value, at) == tallies->items[row]);
    tallies->tied[row] |= !same || state == CELL_ODD;
    return;
  }
  if (unrolled->key_count)
    memcpy(best, keys, 2 * unrolled->key_count * sizeof *keys);
  tallies->certain[row]++;
  tallies->tied[row] = false;
  tallies->states[row] = (uint8_t)state;
  tallies->items[row] = run_item(value, at);
}

/* ---- a chunk of elements --------------------------------------------------------------- */

/* One that may or may not be counted leaves a sum as it is if it is a known zero (L5). */
static void take_open(const Unrolled *unrolled, const Node *value, uint32_t row, size_t at) {
  Tallies *tallies = unrolled->tallies;
  bool sums = unrolled_kind(unrolled) == AGGREGATE_SUM;
  CellState state = sums ? run_item_state(value, at) : CELL_UNKNOWN;
  tallies->odd[row] |= state == CELL_ODD;
  tallies->open[row] |= state != CELL_KNOWN || run_item(value, at) != 0;
}

static void tally(const Unrolled *unrolled, const Node *where, const Node *value, size_t at) {
  Tallies *tallies = unrolled->tallies;
  uint32_t row = unrolled->pairs->owners[at];
  bool odd = false;
  uint8_t chosen = where ? truth_of(where, at, &odd) : 2;
  if (odd)
    tallies->odd[row] = true;
  else if (chosen == 1)
    take_open(unrolled, value, row, at);
  if (odd || chosen != 2)
    return;
  switch (unrolled_kind(unrolled)) {
    case AGGREGATE_COUNT: case AGGREGATE_SHARE:
      tallies->certain[row]++;
      break;
    case AGGREGATE_THE:
      take_the(tallies, value, row, at);
      break;
    case AGGREGATE_FIRST:
      take_first(unrolled, value, row, at);
      break;
    case AGGREGATE_SUM: case AGGREGATE_AVERAGE: case AGGREGATE_MAX: case AGGREGATE_MIN:
    case AGGREGATE_DISTINCT: case AGGREGATE_LIST:
      take(unrolled, value, row, at);
      break;
  }
}

/* Is the element in a list that is made, and certainly so?  If that, or what is made of it, is not
 * known, neither is the list. */
static bool is_made(const Unrolled *unrolled, uint32_t row, size_t at) {
  Tallies *tallies = unrolled->tallies;
  const Node *where = node_at(unrolled->pairs, unrolled->chosen);
  bool odd = false;
  uint8_t chosen = where ? truth_of(where, at, &odd) : 2;
  if (!odd && chosen == 0)
    return false;
  CellState item = chosen == 2 ? run_item_state(plan_at(unrolled->pairs, unrolled->item), at)
                               : CELL_UNKNOWN;
  if (odd || item >= CELL_NONE)
    tallies->made[row] = CELL_ODD;
  else if (item == CELL_UNKNOWN && tallies->made[row] == CELL_KNOWN)
    tallies->made[row] = CELL_UNKNOWN;
  tallies->all[row] += item == CELL_KNOWN;
  return item == CELL_KNOWN;
}

static void flush(const Unrolled *unrolled, size_t count, Arena *batch) {
  const Node *where = node_at(unrolled->pairs, unrolled->where);
  const Node *value = node_at(unrolled->pairs, unrolled->value);
  if (!count)
    return;
  run_wanted(unrolled->pairs, count, batch);
  for (size_t i = 0; i < count; i++) {
    uint32_t row = unrolled->pairs->owners[i];
    if (unrolled->made && !is_made(unrolled, row, i))
      continue;
    if (unrolled_quantifies(unrolled))
      quantify(unrolled->tallies, value, row, i);
    else
      tally(unrolled, where, value, i);
  }
}

/* ---- whose elements -------------------------------------------------------------------- */

typedef struct {
  CellState      state;           /* KNOWN: there are elements to go through, or none */
  const int32_t *elements;        /* NULL: a range from `low` */
  int64_t        low, count;
} Listed;

/* A list is as known as its rows are many (V2). */
static Listed listed_at(const Column *column, uint32_t row) {
  const ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  size_t at = row % COLUMN_CHUNK;
  CellState state = column_state(column, row);
  int32_t count = state == CELL_KNOWN ? chunk->lengths[at] : 0;
  if (state == CELL_ODD)
    return (Listed){ .state = CELL_ODD };
  if (count ? count < column->field->at_least : !column->field->optional)
    return (Listed){ .state = CELL_UNKNOWN };
  return (Listed){ CELL_KNOWN, count ? column->elements.items + chunk->names[at] : NULL, 0, count };
}

/* The record judged that the row is, or is an element around. */
static uint32_t judged_row(const Plan *plan, size_t row) {
  for (; plan->outer; plan = plan->outer)
    row = plan->owners[row];
  return (uint32_t)(plan->chunk * COLUMN_CHUNK + row);
}

static Listed list_of_row(const Plan *plan, const Node *owner, const Unrolled *unrolled,
                          size_t row) {
  if (!owner)
    return listed_at(unrolled->column, judged_row(plan, row));
  CellState state = run_state_at(owner, row);
  if (state == CELL_NONE)                                 /* in none nothing can be sought */
    return (Listed){ .state = unrolled->sought == PLAN_NONE ? CELL_KNOWN : CELL_ODD };
  if (state != CELL_KNOWN)
    return (Listed){ .state = state };
  uint32_t named = (uint32_t)owner->vector.names[row];
  if (columns_faults(plan_target(plan, owner), named))
    return (Listed){ .state = CELL_ODD };
  return listed_at(unrolled->column, named);
}

static Listed range_of_row(const Node *low, const Node *high, size_t row) {
  CellState a = run_state_at(low, row), b = run_state_at(high, row);
  int64_t first = low->vector.numbers[row], last = high->vector.numbers[row];
  if ((a | b) >= CELL_NONE)
    return (Listed){ .state = CELL_ODD };
  if (a | b)
    return (Listed){ .state = CELL_UNKNOWN };
  if (first % low->denominator || last % high->denominator)
    return (Listed){ .state = CELL_ODD };
  first /= low->denominator;
  last /= high->denominator;
  if (last < first)
    return (Listed){ .state = CELL_KNOWN };
  int64_t count;
  bool far = __builtin_sub_overflow(last, first, &count) || count >= ELEMENTS_MOST;
  return (Listed){ far ? CELL_ODD : CELL_KNOWN, NULL, first, far ? 0 : count + 1 };
}

static void start(Tallies *tallies, size_t rows) {
  memset(tallies->odd, 0, rows);
  memset(tallies->open, 0, rows);
  memset(tallies->tied, 0, rows);
  memset(tallies->made, CELL_KNOWN, rows);
  memset(tallies->certain, 0, rows * sizeof *tallies->certain);
  memset(tallies->possible, 0, rows * sizeof *tallies->possible);
  memset(tallies->items, 0, rows * sizeof *tallies->items);
  tallies->values.count = 0;
}

/* ---- elements of a whole table --------------------------------------------------------- */

typedef struct {
  const Unrolled *unrolled;
  Node           *element, *matched;   /* nodes of its plan; matched may be NULL */
  uint32_t        row;
  size_t          count;               /* elements in the rows of its plan */
  Arena          *batch;
  bool            lone;
} Unrolling;

static void push(Unrolling *unrolling, uint32_t element, CellState state) {
  if (unrolling->count == COLUMN_CHUNK) {
    flush(unrolling->unrolled, unrolling->count, unrolling->batch);
    unrolling->count = 0;
  }
  size_t at = unrolling->count++;
  unrolling->unrolled->pairs->owners[at] = unrolling->row;
  unrolling->element->names[at] = (int32_t)element;
  if (!unrolling->matched)
    return;
  unrolling->matched->truths[at] = state == CELL_KNOWN ? 2 : 1;
  unrolling->matched->states[at] = state == CELL_ODD ? CELL_ODD : CELL_KNOWN;
}

/* How the equality stands where the element's field, or the value, is not known: one that is none
 * has no equal (L8). */
static CellState open_state(const Unrolled *unrolled, const Column *column, uint32_t row) {
  CellState state = column_state(column, row);
  bool none = state == CELL_NONE || (state == CELL_UNKNOWN && column->field->optional);
  return none || state == CELL_ODD || columns_faults(unrolled->whole->columns, row) ? CELL_ODD
                                                                                    : CELL_UNKNOWN;
}

static void push_all(Unrolling *unrolling, const Column *column) {
  const Unrolled *unrolled = unrolling->unrolled;
  for (uint32_t i = 0; i < unrolled->whole->columns->count; i++)
    push(unrolling, i, column ? open_state(unrolled, column, i) : CELL_KNOWN);
}

/* The elements that may count; KNOWN: they are gone through. */
static CellState unroll_whole(const Plan *plan, Unrolling *unrolling) {
  const Unrolled *unrolled = unrolling->unrolled;
  Tallies *tallies = unrolled->tallies;
  size_t row = unrolling->row, count = unrolled->whole->columns->count;
  Matching matching;
  if (!unrolled->readable)
    return CELL_ODD;
  tallies->all[row] = unrolled->made ? 0 : (int64_t)count;
  if (!unrolled->matches) {
    if (count > (unrolling->lone ? (size_t)LONE_MOST : (size_t)ELEMENTS_MOST))
      return CELL_ODD;
    push_all(unrolling, NULL);
    return CELL_KNOWN;
  }
  const Node *value = plan_at(plan, matches_value(unrolled->matches));
  const Column *column = matches_column(unrolled->matches);
  if (run_state_at(value, row) >= CELL_NONE)
    return CELL_ODD;
  if (!matches_find(unrolled->matches, plan, row, &matching)) {
    if (count > ELEMENTS_MOST)
      return CELL_ODD;
    push_all(unrolling, column);
    return CELL_KNOWN;
  }
  if (matching.same_count + matching.open_count > ELEMENTS_MOST)
    return CELL_ODD;
  if (unrolled_quantifies(unrolled) && !unrolled->made)   /* those left out count for nothing */
    tallies->all[row] = (int64_t)(matching.same_count + matching.open_count);
  for (size_t i = 0; i < matching.same_count; i++)
    push(unrolling, matching.same[i], CELL_KNOWN);
  for (size_t i = 0; i < matching.open_count; i++)
    push(unrolling, matching.open[i], open_state(unrolled, column, matching.open[i]));
  return CELL_KNOWN;
}

static void go_through_whole(const Plan *plan, const Node *node, const Unrolled *unrolled,
                             size_t rows, Arena *batch) {
  Plan *pairs = unrolled->pairs;
  Tallies *tallies = unrolled->tallies;
  Unrolling unrolling = { .unrolled = unrolled, .element = &pairs->nodes.items[0],
                          .batch = batch, .lone = is_lone(node, unrolled) };
  for (size_t i = 0; i < pairs->nodes.count; i++)
    if (pairs->nodes.items[i].shape.kind == NODE_MATCHED)
      unrolling.matched = &pairs->nodes.items[i];
  start(tallies, rows);
  unrolling.element->vector.states = NULL;
  if (unrolling.matched)
    unrolling.matched->vector.states = unrolling.matched->states;
  for (size_t i = 0; i < rows; i++) {
    unrolling.row = (uint32_t)i;
    tallies->lists[i] = (uint8_t)unroll_whole(plan, &unrolling);
  }
  flush(unrolled, unrolling.count, batch);
}

/* ---- elements of lists ----------------------------------------------------------------- */

static size_t unroll(const Unrolled *unrolled, Node *element, const Listed *listed, uint32_t row,
                     size_t count, Arena *batch) {
  for (int64_t i = 0; i < listed->count; i++) {
    if (count == COLUMN_CHUNK) {
      flush(unrolled, count, batch);
      count = 0;
    }
    unrolled->pairs->owners[count] = row;
    if (element->names)
      element->names[count++] = listed->elements[i];
    else
      element->numbers[count++] = listed->low + i;
  }
  return count;
}

static void go_through(const Plan *plan, const Node *node, const Unrolled *unrolled, size_t rows,
                       Arena *batch) {
  Tallies *tallies = unrolled->tallies;
  Node *element = &unrolled->pairs->nodes.items[0];       /* made first of all */
  const Node *a = node_at(plan, node->shape.a), *high = node_at(plan, node->shape.c);
  size_t count = 0;
  start(tallies, rows);
  element->vector.states = NULL;
  for (size_t i = 0; i < rows; i++) {
    Listed listed = unrolled->column ? list_of_row(plan, a, unrolled, i)
                                     : range_of_row(a, high, i);
    if (listed.count > ELEMENTS_MOST)
      listed.state = CELL_ODD;
    tallies->lists[i] = (uint8_t)listed.state;
    tallies->all[i] = unrolled->made ? 0 : listed.count;
    if (listed.state == CELL_KNOWN)
      count = unroll(unrolled, element, &listed, (uint32_t)i, count, batch);
  }
  flush(unrolled, count, batch);
}

void run_unrolled(Plan *plan, Node *node, size_t rows, Arena *batch) {
  const Unrolled *unrolled = node->shape.what;
  if (unrolled->whole)
    go_through_whole(plan, node, unrolled, rows, batch);
  else
    go_through(plan, node, unrolled, rows, batch);
  unrolled_results(plan, node, rows);
}

bool unrolled_is_open(const Node *node, size_t row) {
  const Unrolled *unrolled = node->shape.what;
  return unrolled->sought == PLAN_NONE &&
         unrolled->tallies->lists[node->vector.one ? 0 : row] == CELL_UNKNOWN;
}
