/* Fractions with denominators of their own (quotients by a fact), and remainders: exact, row by
 * row in 128 bits; what does not fit 64 bits once reduced is left to the reference. */
#include "interp/plan/running.h"

typedef struct { Int128 over, under; } Ratio;       /* under: above zero */

static Ratio ratio_at(const Node *node, size_t row) {
  return (Ratio){ node->vector.numbers[row],
                  node->shape.form == FORM_RATIO ? node->vector.parts[row] : node->denominator };
}

static bool fits(Int128 number) {
  return number <= INT64_MAX && number > INT64_MIN;
}

static Ratio reduced(Ratio ratio) {
  Int128 a = ratio.over < 0 ? -ratio.over : ratio.over, b = ratio.under;
  while (b) {
    Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return (Ratio){ ratio.over / a, ratio.under / a };
}

static void set_ratio(Node *node, size_t row, Ratio ratio) {
  if (!fits(ratio.over) || !fits(ratio.under))
    ratio = reduced(ratio);
  if (!fits(ratio.over) || !fits(ratio.under)) {
    run_mark_odd(node, row);
    return;
  }
  node->numbers[row] = (int64_t)ratio.over;
  node->parts[row] = (int64_t)ratio.under;
}

/* Of 64 bits each: the products fit; their sum may not. */
static void add(Node *node, size_t row, Ratio a, Ratio b) {
  Int128 left = a.over * b.under, right = b.over * a.under, sum;
  if (node->shape.op == BINARY_SUBTRACT)
    right = -right;
  if (__builtin_add_overflow(left, right, &sum))
    run_mark_odd(node, row);
  else
    set_ratio(node, row, (Ratio){ sum, a.under * b.under });
}

static bool is_less(Ratio a, Ratio b) {
  return a.over * b.under < b.over * a.under;
}

static bool is_same(Ratio a, Ratio b) {
  return a.over * b.under == b.over * a.under;
}

static void combine(Node *node, size_t row, Ratio a, Ratio b) {
  bool greatest = node->shape.op == BINARY_MORE;
  switch ((NodeKind)node->shape.kind) {
    case NODE_PRODUCT:
      set_ratio(node, row, (Ratio){ a.over * b.over, a.under * b.under });
      break;
    case NODE_QUOTIENT: {
      Ratio ratio = { a.over * b.under, a.under * b.over };
      set_ratio(node, row, b.over < 0 ? (Ratio){ -ratio.over, -ratio.under } : ratio);
      break;
    }
    case NODE_EXTREME:
      set_ratio(node, row, (greatest ? is_less(a, b) : is_less(b, a)) ? b : a);
      break;
    default:
      add(node, row, a, b);
      break;
  }
}

/* What is certain though an operand is not known: 0 * x is zero (L2), x / 0 an error. */
static bool settle_zero(Node *node, const Node *a, const Node *b, size_t row) {
  CellState left = run_state_at(a, row), right = run_state_at(b, row);
  bool a_zero = left == CELL_KNOWN && a->vector.numbers[row] == 0;
  bool b_zero = right == CELL_KNOWN && b->vector.numbers[row] == 0;
  if (node->shape.kind == NODE_QUOTIENT && b_zero) {
    run_mark_odd(node, row);
    return true;
  }
  if (node->shape.kind != NODE_PRODUCT || !((a_zero && right == CELL_UNKNOWN) ||
                                            (b_zero && left == CELL_UNKNOWN)))
    return false;
  node->states[row] = CELL_KNOWN;
  set_ratio(node, row, (Ratio){ 0, 1 });
  return true;
}

static void run_two(Node *node, const Node *a, const Node *b, size_t rows) {
  run_join_states(node, a, b, rows);
  run_own_states(node, rows);
  for (size_t i = 0; i < rows; i++) {
    node->numbers[i] = 0;
    node->parts[i] = 1;
    if (!settle_zero(node, a, b, i) && node->states[i] == CELL_KNOWN)
      combine(node, i, ratio_at(a, i), ratio_at(b, i));
  }
}

static void run_signs(Node *node, const Node *a, size_t rows) {
  run_join_states(node, a, NULL, rows);
  for (size_t i = 0; i < rows; i++) {
    int64_t number = a->vector.numbers[i];
    bool turn = node->shape.kind == NODE_NEGATE || number < 0;
    node->numbers[i] = turn ? -number : number;
    node->parts[i] = (int64_t)ratio_at(a, i).under;
  }
}

static void compare(Node *node, const Node *a, const Node *b, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    Ratio left = ratio_at(a, i), right = ratio_at(b, i);
    bool same = is_same(left, right), less = is_less(left, right);
    bool holds = node->shape.op == BINARY_LESS      ? less
                 : node->shape.op == BINARY_AT_MOST ? less || same
                                                    : same;
    node->truths[i] = holds ? 2 : 0;
  }
  run_settle_compared(node, a, b, rows);
}

/* ---- whole again ----------------------------------------------------------------------- */

static void round_ratios(Node *node, const Node *a, size_t rows) {
  const Term *term = node->shape.what;
  Fraction unit = term->as.round.unit;
  run_join_states(node, a, NULL, rows);
  run_own_states(node, rows);
  for (size_t i = 0; i < rows; i++) {
    Ratio ratio = ratio_at(a, i);
    Int128 steps = run_rounded(ratio.over * unit.denominator, ratio.under * unit.numerator,
                               (RoundedKind)node->shape.detail);
    Int128 result;
    bool whole = !__builtin_mul_overflow(steps, unit.numerator, &result) && fits(result);
    bool known = node->states[i] == CELL_KNOWN;
    node->numbers[i] = known && whole ? (int64_t)result : 0;
    if (known && !whole)
      run_mark_odd(node, i);
  }
}

static bool keep(const Node *node, Ratio ratio, int64_t *kept) {
  Int128 whole = run_rounded(ratio.over, ratio.under, ROUNDED_NEAREST);
  *kept = (int64_t)whole;
  if (node->shape.detail == TYPE_INTEGER)
    return ratio.over % ratio.under == 0;
  return whole >= -MONEY_MOST && whole <= MONEY_MOST;
}

static void keep_ratios(Node *node, const Node *a, size_t rows) {
  run_join_states(node, a, NULL, rows);
  run_own_states(node, rows);
  node->vector.numbers = node->numbers;
  for (size_t i = 0; i < rows; i++)
    if (node->states[i] == CELL_KNOWN && !keep(node, ratio_at(a, i), &node->numbers[i]))
      run_mark_odd(node, i);
}

static void choose(Node *node, const Node *a, const Node *b, const Node *c, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    Ratio chosen = ratio_at(a->vector.truths[i] == 0 ? c : b, i);
    node->numbers[i] = (int64_t)chosen.over;
    node->parts[i] = (int64_t)chosen.under;
  }
  run_choose_states(node, a, b, c, rows);
}

bool run_same_ratio(const Node *a, const Node *b, size_t row) {
  return is_same(ratio_at(a, row), ratio_at(b, row));
}

void run_rational(Node *node, const Node *a, const Node *b, const Node *c, size_t rows) {
  switch ((NodeKind)node->shape.kind) {
    case NODE_COMPARE: compare(node, a, b, rows);      break;
    case NODE_ROUND:   round_ratios(node, a, rows);    break;
    case NODE_KEEP:    keep_ratios(node, a, rows);     break;
    case NODE_CHOICE:  choose(node, a, b, c, rows);    break;
    case NODE_NEGATE: case NODE_ABSOLUTE:
                       run_signs(node, a, rows);       break;
    default:           run_two(node, a, b, rows);      break;
  }
}

/* ---- remainders ------------------------------------------------------------------------ */

/* a - b * floor(a / b): of the sign of b. */
void run_remainder(Node *node, const Node *a, const Node *b, size_t rows) {
  run_join_states(node, a, b, rows);
  run_own_states(node, rows);
  for (size_t i = 0; i < rows; i++) {
    Int128 number = (Int128)a->vector.numbers[i] * node->left;
    Int128 by = (Int128)b->vector.numbers[i] * node->right;
    bool zero = run_state_at(b, i) == CELL_KNOWN && by == 0;
    node->numbers[i] = 0;
    if (zero)
      run_mark_odd(node, i);
    if (zero || node->states[i] != CELL_KNOWN)
      continue;
    Int128 rest = number % by;
    if (rest != 0 && (rest < 0) != (by < 0))
      rest += by;
    if (fits(rest))
      node->numbers[i] = (int64_t)rest;
    else
      run_mark_odd(node, i);
  }
}
