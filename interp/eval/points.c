/* From where a whole turns to where its unknown part does: operations turned round.
 *
 * `amount * 2 below 10 kr` turns where amount is 5 kr.  A point that cannot be reached
 * (an overflow) is dropped; an operation that cannot be turned round says so, and the
 * fact behind it is then not tried (semantics U3). */
#include "interp/eval/asks.h"

enum { NEAR_DAYS = 6 };   /* how far a month's end can move a date counted back */

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

static void add_number(Evaluator *evaluator, ValueList *list, Fraction number) {
  LIST_ADD(evaluator->batch, list, Value, value_number(TYPE_DECIMAL, number));
}

/* ---- sums and products --------------------------------------------------------------- */

/* Where x must be for `x op known` (left) or `known op x` to be `whole`; false: nowhere. */
static bool turn_round(BinaryOp op, bool left, Fraction known, Fraction whole, Fraction *x) {
  switch (op) {
    case BINARY_ADD:      return fraction_subtract(whole, known, x);
    case BINARY_SUBTRACT:
      return left ? fraction_add(whole, known, x) : fraction_subtract(known, whole, x);
    case BINARY_MULTIPLY: case BINARY_OF:
      return fraction_divide(whole, known, x);
    case BINARY_DIVIDE:
      return left ? fraction_multiply(whole, known, x) : fraction_divide(known, whole, x);
    case BINARY_OR: case BINARY_AND: case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_LESS:
    case BINARY_AT_MOST: case BINARY_MORE: case BINARY_AT_LEAST: case BINARY_IN:
    case BINARY_NOT_IN:
      break;
  }
  return false;
}

static bool invert_numbers(Evaluator *evaluator, const Term *term, Fraction known, bool left,
                           const Points *points, ValueList *turns) {
  BinaryOp op = term->as.binary.op;
  if (op == BINARY_DIVIDE && !left)
    add_number(evaluator, turns, fraction_from(0));   /* known / x changes sign there */
  for (size_t i = 0; i < points->count; i++) {
    Fraction x;
    if (!is_number(points->items[i].kind))
      return false;
    if (turn_round(op, left, known, points->items[i].as.number, &x))
      add_number(evaluator, turns, x);
  }
  return true;
}

/* ---- dates ------------------------------------------------------------------------------ */

/* The first of the days around `near` whose shifted day is past `reached` (or on it). */
static bool first_past(Evaluator *evaluator, const Term *term, Date near, Duration period,
                       int sign, MonthRule rule, Date reached, bool on_it, Value *first) {
  bool before = false;
  for (int offset = -NEAR_DAYS; offset <= NEAR_DAYS; offset++) {
    Date day;
    if (!date_add_days(near, offset, &day))
      return false;
    Value shifted = time_shift(evaluator, term, NULL, day, period, sign, rule);
    if (shifted.state != VALUE_KNOWN)
      return false;
    bool past = on_it ? shifted.as.date >= reached : shifted.as.date > reached;
    if (past) {
      *first = value_date(day);
      return before;
    }
    before = true;
  }
  return false;
}

bool points_of_shift(Evaluator *evaluator, const Term *term, Date reached, Duration period,
                     int sign, MonthRule rule, ValueList *points) {
  if (period.working_days != 0)
    return false;
  Value near = time_shift(evaluator, term, NULL, reached, period, -sign, MONTHS_FLOOR);
  Value on, past;
  if (near.state != VALUE_KNOWN ||
      !first_past(evaluator, term, near.as.date, period, sign, rule, reached, true, &on) ||
      !first_past(evaluator, term, near.as.date, period, sign, rule, reached, false, &past))
    return false;
  LIST_ADD(evaluator->batch, points, Value, on);
  LIST_ADD(evaluator->batch, points, Value, past);
  return true;
}

static bool invert_shift(Evaluator *evaluator, const Term *term, Duration period, int sign,
                         const Points *points, ValueList *turns) {
  for (size_t i = 0; i < points->count; i++) {
    Value point = points->items[i];
    if (point.kind != TYPE_DATE ||
        !points_of_shift(evaluator, term, point.as.date, period, sign,
                         MONTHS_FLOOR, turns))
      return false;
  }
  return true;
}

bool points_invert(Evaluator *evaluator, const Term *term, Value known, bool left,
                   const Points *points, Points *result) {
  ValueList turns = { 0 };
  bool can_tell = false;
  if (is_number(known.kind) && is_number(term->type.kind)) {
    can_tell = invert_numbers(evaluator, term, known.as.number, left, points, &turns);
  } else if (known.kind == TYPE_DURATION && term->type.kind == TYPE_DATE) {
    int sign = term->as.binary.op == BINARY_SUBTRACT ? -1 : 1;
    can_tell = invert_shift(evaluator, term, known.as.duration, sign, points, &turns);
  }
  *result = (Points){ turns.items, turns.count };
  return can_tell;
}

/* ---- functions of one value ----------------------------------------------------------------- */

static bool invert_year(Evaluator *evaluator, Value point, ValueList *turns) {
  int64_t year;
  Date first;
  if (!fraction_to_int64(point.as.number, &year) || year < 1 || year > 9998)
    return false;
  for (int next = 0; next <= 1; next++)
    if (date_make((int)year + next, 1, 1, &first))
      LIST_ADD(evaluator->batch, turns, Value, value_date(first));
  return true;
}

/* Rounding turns at, or half a unit from, the multiples next to the point. */
static bool invert_round(Evaluator *evaluator, Fraction unit, Value point, ValueList *turns) {
  static const Rounding sides[] = { ROUND_DOWN, ROUND_UP };
  Fraction half, base, turn, step;
  if (!fraction_divide(unit, fraction_from(2), &half))
    return false;
  for (size_t i = 0; i < 2; i++) {
    if (!fraction_round(point.as.number, unit, sides[i], &base))
      return false;
    for (int64_t halves = -2; halves <= 2; halves++)
      if (fraction_multiply(half, fraction_from(halves), &step) &&
          fraction_add(base, step, &turn))
        add_number(evaluator, turns, turn);
  }
  return true;
}

static bool invert_builtin(Evaluator *evaluator, const Term *term, Value point,
                           ValueList *turns) {
  Fraction negated;
  switch (term->as.builtin.builtin) {
    case BUILTIN_MAX: case BUILTIN_MIN:
      LIST_ADD(evaluator->batch, turns, Value, point);
      return true;
    case BUILTIN_ABSOLUTE:
      add_number(evaluator, turns, point.as.number);
      if (fraction_negate(point.as.number, &negated))
        add_number(evaluator, turns, negated);
      return true;
    case BUILTIN_YEAR_OF:
      return invert_year(evaluator, point, turns);
    case BUILTIN_REMAINDER: case BUILTIN_DATE: case BUILTIN_MONTH_OF: case BUILTIN_DAY_OF:
    case BUILTIN_WEEKDAY: case BUILTIN_END_OF_MONTH: case BUILTIN_COVERED:
    case BUILTIN_WORKING_DAYS_BETWEEN: case BUILTIN_FOLDED: case BUILTIN_AS_OF:
      break;
  }
  return false;
}

static bool invert_one(Evaluator *evaluator, const Term *term, Value point, ValueList *turns) {
  Fraction negated;
  if (term->kind == TERM_BUILTIN)
    return invert_builtin(evaluator, term, point, turns);
  if (!is_number(point.kind))
    return false;
  if (term->kind == TERM_ROUND)
    return invert_round(evaluator, term->as.round.unit, point, turns);
  if (term->kind != TERM_NEGATE)
    return false;
  if (fraction_negate(point.as.number, &negated))
    add_number(evaluator, turns, negated);
  return true;
}

bool points_invert_function(Evaluator *evaluator, const Term *term, const Points *points,
                            Points *result) {
  ValueList turns = { 0 };
  for (size_t i = 0; i < points->count; i++)
    if (!invert_one(evaluator, term, points->items[i], &turns))
      return false;
  *result = (Points){ turns.items, turns.count };
  return true;
}
