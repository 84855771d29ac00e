/* Numbers, a chunk at a time: within 64 bits by kernels, else with 128 and checked. */
#include "interp/plan/kernels.h"
#include "interp/plan/running.h"

#include <string.h>

/* ---- numbers ------------------------------------------------------------------------- */

static bool fits(Int128 number) {
  return number <= INT64_MAX && number > INT64_MIN;
}

static Int128 combine(const Node *node, Int128 a, Int128 b) {
  switch ((NodeKind)node->shape.kind) {
    case NODE_SUM:
      a *= node->left;
      b *= node->right;
      return node->shape.op == BINARY_ADD ? a + b : a - b;
    case NODE_PRODUCT:
      return a * b;
    case NODE_EXTREME:
      a *= node->left;
      b *= node->right;
      return (node->shape.op == BINARY_MORE) == (a > b) ? a : b;
    default:
      return 0;
  }
}

/* With 128 bits: what does not fit 64 in the end is left to the reference. */
static void combine_wide(Node *node, const Node *a, const Node *b, size_t rows) {
  run_own_states(node, rows);
  for (size_t i = 0; i < rows; i++) {
    Int128 result = combine(node, a->vector.numbers[i], b->vector.numbers[i]);
    bool known = node->states[i] == CELL_KNOWN;
    node->numbers[i] = known && fits(result) ? (int64_t)result : 0;
    if (known && !fits(result))
      run_mark_odd(node, i);
  }
}

static void combine_narrow(Node *node, const Node *a, const Node *b, size_t rows) {
  int64_t rooms[2][COLUMN_CHUNK];
  if (node->shape.kind == NODE_PRODUCT) {
    kernel_multiply(a->vector.numbers, b->vector.numbers, node->numbers, rows);
    return;
  }
  const int64_t *left = run_scaled(a, node->left, rooms[0], rows);
  const int64_t *right = run_scaled(b, node->right, rooms[1], rows);
  if (node->shape.kind == NODE_EXTREME && node->shape.op == BINARY_MORE)
    kernel_max(left, right, node->numbers, rows);
  else if (node->shape.kind == NODE_EXTREME)
    kernel_min(left, right, node->numbers, rows);
  else if (node->shape.op == BINARY_ADD)
    kernel_add(left, right, node->numbers, rows);
  else
    kernel_subtract(left, right, node->numbers, rows);
}

static bool is_zero(const Node *node, size_t row) {
  return (!node->vector.states || node->vector.states[row] == CELL_KNOWN) &&
         node->vector.numbers[row] == 0;
}

/* A known zero times an unknown is zero (L2). */
static void settle_zeros(Node *node, const Node *a, const Node *b, size_t rows) {
  if (!node->vector.states)
    return;
  for (size_t i = 0; i < rows; i++)
    if ((is_zero(a, i) && run_state_at(b, i) == CELL_UNKNOWN) ||
        (is_zero(b, i) && run_state_at(a, i) == CELL_UNKNOWN)) {
      node->states[i] = CELL_KNOWN;
      node->numbers[i] = 0;
    }
}

void run_arithmetic(Node *node, const Node *a, const Node *b, size_t rows) {
  run_join_states(node, a, b, rows);
  if (node->shape.form == FORM_DAY) {                            /* max, min of days */
    if (node->shape.op == BINARY_MORE)
      kernel_max_names(a->vector.names, b->vector.names, node->names, rows);
    else
      kernel_min_names(a->vector.names, b->vector.names, node->names, rows);
    return;
  }
  if (node->wide)
    combine_wide(node, a, b, rows);
  else
    combine_narrow(node, a, b, rows);
  if (node->shape.kind == NODE_PRODUCT)
    settle_zeros(node, a, b, rows);
}

/* By what is the same for all and not zero: see bind_quotient. */
void run_quotient(Node *node, const Node *a, const Node *b, size_t rows) {
  run_join_states(node, a, b, rows);
  run_own_states(node, rows);
  for (size_t i = 0; i < rows; i++) {
    Int128 result = (Int128)a->vector.numbers[i] * node->left;
    bool known = node->states[i] == CELL_KNOWN;
    node->numbers[i] = known && fits(result) ? (int64_t)result : 0;
    if (known && !fits(result))
      run_mark_odd(node, i);
  }
}

void run_sign(Node *node, const Node *a, size_t rows) {
  run_join_states(node, a, NULL, rows);
  for (size_t i = 0; i < rows; i++) {
    int64_t number = a->vector.numbers[i];
    bool turn = node->shape.kind == NODE_NEGATE || number < 0;
    bool fits = number > INT64_MIN;                       /* a sum may be that */
    node->numbers[i] = fits && turn ? -number : number;
    if (!fits && run_state_at(node, i) == CELL_KNOWN) {
      run_own_states(node, rows);
      run_mark_odd(node, i);
    }
  }
}

/* ---- rounding ------------------------------------------------------------------------ */

Int128 run_rounded(Int128 number, Int128 by, RoundedKind kind) {
  Int128 quotient = number / by, rest = number % by;
  switch (kind) {
    case ROUNDED_NEAREST:
      if (rest >= 0 ? rest >= by - rest : -rest >= by + rest)
        quotient += number < 0 ? -1 : 1;
      break;
    case ROUNDED_DOWN: quotient -= rest < 0; break;
    case ROUNDED_UP:   quotient += rest > 0; break;
  }
  return quotient;
}

void run_round(Node *node, const Node *a, size_t rows) {
  const Term *term = node->shape.what;
  Int128 unit = term->as.round.unit.numerator;
  run_join_states(node, a, NULL, rows);
  run_own_states(node, rows);
  for (size_t i = 0; i < rows; i++) {
    Int128 number = (Int128)a->vector.numbers[i] * node->left;
    Int128 result;
    bool known = node->states[i] == CELL_KNOWN;
    bool whole = !__builtin_mul_overflow(
        run_rounded(number, node->right, (RoundedKind)node->shape.detail), unit, &result);
    node->numbers[i] = known && whole && fits(result) ? (int64_t)result : 0;
    if (known && !(whole && fits(result)))
      run_mark_odd(node, i);
  }
}

static bool keep_number(const Node *node, int64_t number, int64_t *kept) {
  int64_t by = node->right;
  if (node->shape.detail == TYPE_INTEGER) {
    *kept = number / by;
    return number % by == 0;
  }
  *kept = (int64_t)run_rounded(number, by, ROUNDED_NEAREST);
  return *kept >= -MONEY_MOST && *kept <= MONEY_MOST;
}

/* Most amounts are whole already. */
void run_keep(Node *node, const Node *a, size_t rows) {
  node->vector.states = run_states(a);
  node->worst = a->worst;
  node->vector.numbers = a->vector.numbers;
  if (node->right == 1 && (!node->wide || node->shape.detail == TYPE_INTEGER))
    return;
  run_own_states(node, rows);
  node->vector.numbers = node->numbers;
  for (size_t i = 0; i < rows; i++)
    if (!keep_number(node, a->vector.numbers[i], &node->numbers[i])) {
      node->numbers[i] = 0;
      if (node->states[i] == CELL_KNOWN)
        run_mark_odd(node, i);
    }
}

/* ---- choices ------------------------------------------------------------------------- */

static bool same_at(const Node *node, const Node *b, const Node *c, size_t row) {
  switch ((VectorForm)node->shape.form) {
    case FORM_TRUTH:  return b->vector.truths[row] == c->vector.truths[row];
    case FORM_NUMBER: return (Int128)b->vector.numbers[row] * node->left ==
                             (Int128)c->vector.numbers[row] * node->right;
    case FORM_DAY: case FORM_NAME: case FORM_DURATION:
                      return b->vector.names[row] == c->vector.names[row];
    case FORM_RATIO:  return run_same_ratio(b, c, row);
  }
  return false;
}

static bool known_at(const Node *node, size_t row) {
  return run_state_at(node, row) == CELL_KNOWN &&
         !(node->shape.form == FORM_TRUTH && node->vector.truths[row] == 1);
}

/* A condition that is not known: the common value, if both have one (L3). */
static CellState open_choice(const Node *node, const Node *b, const Node *c, size_t row) {
  if (run_state_at(b, row) == CELL_ODD || run_state_at(c, row) == CELL_ODD)
    return CELL_ODD;
  return known_at(b, row) && known_at(c, row) && same_at(node, b, c, row) ? CELL_KNOWN
                                                                           : CELL_UNKNOWN;
}

static void set_choice_state(Node *node, size_t row, CellState state) {
  if (state == CELL_ODD)
    run_mark_odd(node, row);
  else if (node->truths)
    node->truths[row] = state == CELL_UNKNOWN ? 1 : node->truths[row];
  else
    node->states[row] = (uint8_t)state;
}

/* The state of what is chosen; a condition that is not known, or ODD, is a truth of 1. */
void run_choose_states(Node *node, const Node *a, const Node *b, const Node *c, size_t rows) {
  static const uint8_t all_known[COLUMN_CHUNK];
  const uint8_t *test = a->vector.truths, *left = run_states(b), *right = run_states(c);
  const uint8_t *open = memchr(test, 1, rows);
  node->vector.states = left || right || open ? node->states : NULL;
  if (!run_is_odd(b) && !run_is_odd(c) && !run_states(a))
    node->worst = CELL_UNKNOWN;
  if (left || right)
    kernel_choose_bytes(test, left ? left : all_known, right ? right : all_known, node->states,
                        rows);
  else if (open)
    memset(node->states, CELL_KNOWN, rows);
  for (; open; open = memchr(open + 1, 1, rows - (size_t)(open - test) - 1)) {
    size_t i = (size_t)(open - test);
    if (run_state_at(a, i) == CELL_ODD)
      run_mark_odd(node, i);
    else
      set_choice_state(node, i, open_choice(node, b, c, i));
    if (node->truths && node->states[i] != CELL_ODD)
      node->states[i] = CELL_KNOWN;
  }
}

void run_choice(Node *node, const Node *a, const Node *b, const Node *c, size_t rows) {
  int64_t rooms[2][COLUMN_CHUNK];
  const uint8_t *test = a->vector.truths;
  if (node->truths)
    kernel_choose_bytes(test, b->vector.truths, c->vector.truths, node->truths, rows);
  else if (node->numbers)
    kernel_choose(test, run_scaled(b, node->left, rooms[0], rows),
                  run_scaled(c, node->right, rooms[1], rows), node->numbers, rows);
  else
    kernel_choose_names(test, b->vector.names, c->vector.names, node->names, rows);
  run_choose_states(node, a, b, c, rows);
}

/* What stands below is for rows whose states, or whether the ceiling stands, are not plain. */
static void lower_row(Node *node, const Node *a, const Node *b, const Node *c, size_t row) {
  CellState amount = run_state_at(a, row), ceiling = run_state_at(b, row);
  CellState stands = c ? run_state_at(c, row) : CELL_KNOWN;
  int64_t number = a->vector.numbers[row];
  node->states[row] = (uint8_t)amount;
  node->numbers[row] = number;
  if (amount == CELL_ODD || ceiling == CELL_ODD || stands == CELL_ODD) {
    run_mark_odd(node, row);
  } else if (c && c->vector.truths[row] == 0) {
    return;
  } else if (ceiling == CELL_UNKNOWN) {
    node->states[row] = CELL_UNKNOWN;
  } else if (ceiling == CELL_KNOWN && amount == CELL_KNOWN) {
    int64_t limit = b->vector.numbers[row];
    node->numbers[row] = limit < number ? limit : number;
  }
}

/* The amount, or the ceiling if it is lower (M1): one that is none cuts nothing. */
void run_lowered(Node *node, const Node *a, const Node *b, const Node *c, size_t rows) {
  if (!c && !run_is_odd(a) && !run_is_odd(b)) {
    run_join_states(node, a, b, rows);
    kernel_lower(a->vector.numbers, run_states(a), b->vector.numbers, run_states(b),
                 node->numbers, rows);
    return;
  }
  node->vector.states = node->states;
  for (size_t i = 0; i < rows; i++)
    lower_row(node, a, b, c, i);
}
