/* Decision tables and exceptions, a chunk at a time: row after row of the table over all records,
 * then what came of it. */
#include "interp/plan/running.h"

#include <string.h>

enum { WORLDS_MOST = 6 };       /* as interp/eval: so many open conditions are gone through */

static const Node *node_at(const Plan *plan, PlanNode node) {
  return node < 0 ? NULL : plan_at(plan, node);
}

/* ---- one form's values ----------------------------------------------------------------- */

/* What the numbers of a value are multiplied by, to be parts of the node's denominator. */
static int64_t factor_of(const Node *node, const Node *value) {
  return node->denominator / value->denominator;
}

/* The finest of all values, so that all are parts of one denominator. */
void bind_cases(const Plan *plan, Node *node) {
  int64_t least = 1;
  if (node->shape.kind == NODE_GRID && node->shape.op == HIT_COLLECT_COUNT) {
    node->most = (int64_t)node->more_count;
    return;
  }
  const Node *general = node_at(plan, node->shape.a);
  if (general)
    least = general->denominator;
  for (size_t i = 1; i < node->more_count; i += 2) {
    int64_t part = plan_at(plan, node->more[i])->denominator;
    part /= whole_common_divisor(part, least);
    node->odd |= __builtin_mul_overflow(least, part, &least);
    if (node->odd)
      return;
  }
  node->denominator = least;
  node->most = INT64_MAX;
}

/* A known value as item `row` of the node would be; false: it is too large. */
static bool item_of(const Node *node, const Node *value, size_t row, int64_t *item) {
  *item = run_item(value, row);
  return !node->numbers || !__builtin_mul_overflow(*item, factor_of(node, value), item);
}

static bool take(Node *node, const Node *value, size_t row) {
  int64_t item;
  bool fits = item_of(node, value, row, &item);
  if (fits)
    run_put_item(node, row, item);
  return fits;
}

/* Is the known value the one that item `row` of the node holds? */
static bool is_taken(const Node *node, const Node *value, size_t row) {
  int64_t item;
  return item_of(node, value, row, &item) && item == run_item(node, row);
}

/* ---- tables that give one value: unique, any, first ------------------------------------- */

/* How a record stands after the rows gone through.  MIXED: several values may hold. */
enum { NO_ROW, MAY_MATCH, MATCHES, MIXED = 4, SETTLED = 8 };

static void leave(Node *node, uint8_t *stands, size_t row) {
  *stands |= SETTLED;
  node->states[row] = CELL_ODD;
}

/* The row may match: its value beside the one before; states hold what the common value is. */
static void meet(Node *node, const Node *value, uint8_t *stands, size_t row, bool certain) {
  CellState state = run_item_state(value, row);
  HitPolicy policy = (HitPolicy)node->shape.op;
  bool before = (*stands & 3) != NO_ROW;
  bool known = state == CELL_KNOWN && before && node->states[row] == CELL_KNOWN;
  bool differs = known && !is_taken(node, value, row);
  bool clash = certain && (*stands & MATCHES);
  if (state == CELL_ODD || (clash && (policy == HIT_UNIQUE || (policy == HIT_ANY && differs)))) {
    leave(node, stands, row);
    return;
  }
  if (!before) {
    node->states[row] = (uint8_t)state;
    if (state == CELL_KNOWN && !take(node, value, row))
      leave(node, stands, row);
  } else if (!known || differs) {
    *stands |= MIXED;
  }
  *stands |= certain ? MATCHES : MAY_MATCH;
  if (certain && policy == HIT_FIRST)
    *stands |= SETTLED;
}

static void meet_row(Node *node, const Node *test, const Node *value, uint8_t *stands,
                     size_t rows) {
  const uint8_t *truths = test ? test->vector.truths : NULL;
  const uint8_t *states = test ? run_states(test) : NULL;
  for (size_t i = 0; i < rows; i++) {
    uint8_t truth = truths ? truths[i] : 2;
    if (!truth || (stands[i] & SETTLED))
      continue;
    if (states && states[i] == CELL_ODD)
      leave(node, &stands[i], i);
    else
      meet(node, value, &stands[i], i, truth == 2);
  }
}

static void run_one_value(const Plan *plan, Node *node, size_t rows) {
  uint8_t stands[COLUMN_CHUNK] = { NO_ROW };
  memset(node->states, CELL_KNOWN, rows);
  for (size_t i = 0; i < node->more_count; i += 2)
    meet_row(node, node_at(plan, node->more[i]), plan_at(plan, node->more[i + 1]), stands, rows);
  for (size_t i = 0; i < rows; i++) {
    bool none = (stands[i] & 3) == NO_ROW;                /* which is an error */
    CellState state = (CellState)node->states[i];
    run_set_state(node, i, none || state == CELL_ODD ? CELL_ODD
                       : stands[i] & MIXED       ? CELL_UNKNOWN
                                                 : state);
  }
}

/* ---- tables that collect ----------------------------------------------------------------- */

static void collect_number(Node *node, size_t row, int64_t number, bool first) {
  int64_t *held = &node->numbers[row];
  bool fits = true;
  switch ((HitPolicy)node->shape.op) {
    case HIT_COLLECT_SUM:
      fits = !__builtin_add_overflow(*held, number, held);
      break;
    case HIT_COLLECT_MAX: *held = first || number > *held ? number : *held; break;
    case HIT_COLLECT_MIN: *held = first || number < *held ? number : *held; break;
    case HIT_UNIQUE: case HIT_ANY: case HIT_FIRST: case HIT_COLLECT_COUNT: case HIT_COLLECT_LIST:
      break;
  }
  if (!fits)
    node->states[row] = CELL_ODD;
}

static void collect_name(Node *node, size_t row, int32_t name, bool first) {
  int32_t *held = &node->names[row];
  bool greater = node->shape.op == HIT_COLLECT_MAX ? name > *held : name < *held;
  *held = first || greater ? name : *held;
}

/* A row that matches, or may; an error stays one, what is not known makes the whole so. */
static void collect(Node *node, const Node *value, size_t row, bool certain, int32_t *count) {
  bool counts = node->shape.op == HIT_COLLECT_COUNT;
  CellState state = run_item_state(value, row);
  int64_t number = 0;
  bool fits = !value->vector.numbers || counts ||
              !__builtin_mul_overflow(value->vector.numbers[row], factor_of(node, value), &number);
  if (state == CELL_ODD || (state == CELL_KNOWN && !fits)) {
    node->states[row] = CELL_ODD;
  } else if (node->shape.op == HIT_COLLECT_SUM && state == CELL_KNOWN && number == 0) {
    *count += certain;
  } else if (!certain || (state != CELL_KNOWN && !counts)) {
    if (node->states[row] == CELL_KNOWN)
      node->states[row] = CELL_UNKNOWN;
  } else {
    if (node->names)
      collect_name(node, row, value->vector.names[row], *count == 0);
    else if (!counts)
      collect_number(node, row, number, *count == 0);
    ++*count;
  }
}

static void run_collected(const Plan *plan, Node *node, size_t rows) {
  int32_t counts[COLUMN_CHUNK] = { 0 };
  HitPolicy policy = (HitPolicy)node->shape.op;
  memset(node->states, CELL_KNOWN, rows);
  for (size_t i = 0; node->numbers && i < rows; i++)
    node->numbers[i] = 0;
  for (size_t j = 0; j < node->more_count; j += 2) {
    const Node *test = node_at(plan, node->more[j]), *value = plan_at(plan, node->more[j + 1]);
    for (size_t i = 0; i < rows; i++) {
      uint8_t truth = test ? test->vector.truths[i] : 2;
      if (test && run_state_at(test, i) == CELL_ODD)
        node->states[i] = CELL_ODD;
      else if (truth)
        collect(node, value, i, truth == 2, &counts[i]);
    }
  }
  bool best = policy == HIT_COLLECT_MAX || policy == HIT_COLLECT_MIN;
  for (size_t i = 0; i < rows; i++) {
    if (policy == HIT_COLLECT_COUNT)
      node->numbers[i] = counts[i];
    CellState state = (CellState)node->states[i];
    run_set_state(node, i, state == CELL_KNOWN && best && !counts[i] ? CELL_NONE : state);
  }
}

void run_grid(const Plan *plan, Node *node, size_t rows) {
  node->vector.states = node->states;
  switch ((HitPolicy)node->shape.op) {
    case HIT_UNIQUE: case HIT_ANY: case HIT_FIRST:
      run_one_value(plan, node, rows);
      break;
    case HIT_COLLECT_SUM: case HIT_COLLECT_MAX: case HIT_COLLECT_MIN: case HIT_COLLECT_COUNT:
    case HIT_COLLECT_LIST:
      run_collected(plan, node, rows);
      break;
  }
}

/* ---- exceptions ------------------------------------------------------------------------ */

typedef struct {
  uint64_t certain[COLUMN_CHUNK], open[COLUMN_CHUNK];
  bool     odd[COLUMN_CHUNK];
} Applying;

static void note_applying(const Plan *plan, const Node *node, Applying *applying, size_t rows) {
  memset(applying, 0, sizeof *applying);
  for (size_t j = 0; j < node->more_count; j += 2) {
    const Node *when = node_at(plan, node->more[j]);
    unsigned bit = (unsigned)(j / 2);
    for (size_t i = 0; i < rows; i++) {
      uint8_t truth = when ? when->vector.truths[i] : 2;
      applying->certain[i] |= (uint64_t)(truth == 2) << bit;
      applying->open[i] |= (uint64_t)(truth == 1) << bit;
    }
    const uint8_t *states = when ? run_states(when) : NULL;
    for (size_t i = 0; states && i < rows; i++)
      applying->odd[i] |= states[i] == CELL_ODD;
  }
}

/* The value where those of the mask apply, and no others, as item `row`. */
static CellState settle(const Plan *plan, Node *node, const Cases *cases, const Node *general,
                        uint64_t applying, size_t row) {
  uint64_t left = exceptions_standing(cases->exceptions, applying);
  bool found = false;
  for (size_t i = 0; i < cases->count; i++) {
    if (!(left >> i & 1))
      continue;
    const Node *value = plan_at(plan, cases->nodes[2 * i + 1]);
    CellState state = run_item_state(value, row);
    if (state != CELL_KNOWN)
      return state;
    if (found ? !is_taken(node, value, row) : !take(node, value, row))
      return CELL_ODD;                                    /* two that disagree are an error */
    found = true;
  }
  if (found)
    return CELL_KNOWN;
  CellState state = run_item_state(general, row);
  return state == CELL_KNOWN && !take(node, general, row) ? CELL_ODD : state;
}

/* The common value over all ways that the open ones may turn out. */
static CellState settle_open(const Plan *plan, Node *node, const Cases *cases,
                             const Node *general, uint64_t certain, uint64_t open, size_t row) {
  if (__builtin_popcountll(open) > WORLDS_MOST)
    return CELL_UNKNOWN;
  CellState common = settle(plan, node, cases, general, certain, row);
  int64_t item = run_item(node, row);
  bool same = common == CELL_KNOWN;
  for (uint64_t some = open; some && common != CELL_ODD; some = (some - 1) & open) {
    CellState state = settle(plan, node, cases, general, certain | some, row);
    if (state == CELL_ODD)
      return CELL_ODD;
    same &= state == CELL_KNOWN && item == run_item(node, row);
  }
  return common == CELL_ODD ? CELL_ODD : same ? CELL_KNOWN : CELL_UNKNOWN;
}

void run_excepted(const Plan *plan, Node *node, const Node *a, size_t rows) {
  const Cases *cases = node->shape.what;
  Applying applying;
  note_applying(plan, node, &applying, rows);
  node->vector.states = node->states;
  for (size_t i = 0; i < rows; i++) {
    uint64_t certain = applying.certain[i];
    uint64_t open = applying.open[i] &
                    exceptions_possible(cases->exceptions, certain, applying.open[i]);
    CellState state = applying.odd[i] ? CELL_ODD
                      : open ? settle_open(plan, node, cases, a, certain, open, i)
                             : settle(plan, node, cases, a, certain, i);
    run_set_state(node, i, state);
  }
}

/* The first that certainly holds and is not overridden lifts the rule; where one is open, none
 * does. */
void run_lifted(const Plan *plan, Node *node, size_t rows) {
  const Cases *cases = node->shape.what;
  const Exceptions *exceptions = cases->exceptions;
  Applying applying;
  note_applying(plan, node, &applying, rows);
  node->vector.states = node->states;
  for (size_t i = 0; i < rows; i++) {
    uint64_t certain = applying.certain[i];
    uint64_t open = applying.open[i] &
                    exceptions_possible(exceptions, certain, applying.open[i]);
    uint64_t left = exceptions_standing(exceptions, certain);
    node->states[i] = applying.odd[i] ? CELL_ODD : CELL_KNOWN;
    bool lifts = !open && left && exceptions->items[__builtin_ctzll(left)].lifts;
    node->truths[i] = applying.odd[i] ? 1 : lifts ? 2 : 0;
  }
}
