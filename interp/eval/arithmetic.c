/* Exact sums, products and quotients (semantics A1, A4-A6), and those of dates and durations. */
#include "interp/eval/evaluator.h"

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

static bool is_zero(Value value) {
  return value.state == VALUE_KNOWN && is_number(value.kind) &&
         fraction_is_zero(value.as.number);
}

static Value too_large(Evaluator *evaluator, const Term *term) {
  return evaluate_error(evaluator, term->span, "the result is too large to be exact");
}

static Value divided_by_zero(Evaluator *evaluator, const Term *term) {
  return evaluate_error(evaluator, term->span, "division by zero");
}

/* What a and b make; only where the checker could not tell, because a parameter is pending. */
static TypeKind result_kind(const Term *term, TypeKind a, TypeKind b) {
  if (is_number(term->type.kind))
    return term->type.kind;
  bool quotient = term->kind == TERM_BINARY && term->as.binary.op == BINARY_DIVIDE;
  if (a == TYPE_MONEY || b == TYPE_MONEY)
    return quotient && a == b ? TYPE_RATE : TYPE_MONEY;
  if (a == TYPE_RATE || b == TYPE_RATE)
    return TYPE_RATE;
  return a == TYPE_INTEGER && b == TYPE_INTEGER && !quotient ? TYPE_INTEGER : TYPE_DECIMAL;
}

static Value number_result(Evaluator *evaluator, const Term *term, TypeKind kind,
                           Fraction number) {
  int64_t whole;
  if (kind == TYPE_INTEGER && fraction_is_whole(number) && !fraction_to_int64(number, &whole))
    return evaluate_error(evaluator, term->span, "the whole number is too large");
  return value_number(kind, number);
}

static Value combine_numbers(Evaluator *evaluator, const Term *term, Value left, Value right) {
  Fraction a = left.as.number, b = right.as.number, result;
  bool fits = false;
  switch (term->as.binary.op) {
    case BINARY_ADD:      fits = fraction_add(a, b, &result); break;
    case BINARY_SUBTRACT: fits = fraction_subtract(a, b, &result); break;
    case BINARY_MULTIPLY: case BINARY_OF:
      fits = fraction_multiply(a, b, &result);
      break;
    case BINARY_DIVIDE:   fits = fraction_divide(a, b, &result); break;
    case BINARY_OR: case BINARY_AND: case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_LESS:
    case BINARY_AT_MOST: case BINARY_MORE: case BINARY_AT_LEAST: case BINARY_IN:
    case BINARY_NOT_IN:
      break;
  }
  TypeKind kind = result_kind(term, left.kind, right.kind);
  return fits ? number_result(evaluator, term, kind, result) : too_large(evaluator, term);
}

/* ---- durations and dates ------------------------------------------------------------ */

static bool add_parts(int64_t a, int64_t b, int sign, int64_t *result) {
  return sign > 0 ? !__builtin_add_overflow(a, b, result) : !__builtin_sub_overflow(a, b, result);
}

static Value add_durations(Evaluator *evaluator, const Term *term, Duration a, Duration b,
                           int sign) {
  Value sum = { .state = VALUE_KNOWN, .kind = TYPE_DURATION };
  if (!add_parts(a.months, b.months, sign, &sum.as.duration.months) ||
      !add_parts(a.days, b.days, sign, &sum.as.duration.days) ||
      !add_parts(a.working_days, b.working_days, sign, &sum.as.duration.working_days))
    return too_large(evaluator, term);
  return sum;
}

static bool scale_part(int64_t part, Fraction factor, bool divide, int64_t *result) {
  Fraction scaled;
  Fraction whole = fraction_from(part);
  bool fits = divide ? fraction_divide(whole, factor, &scaled)
                     : fraction_multiply(whole, factor, &scaled);
  return fits && fraction_to_int64(scaled, result);
}

static Value scale_duration(Evaluator *evaluator, const Term *term, Duration duration,
                            Fraction factor) {
  bool divide = term->as.binary.op == BINARY_DIVIDE;
  Value scaled = { .state = VALUE_KNOWN, .kind = TYPE_DURATION };
  if (divide && fraction_is_zero(factor))
    return divided_by_zero(evaluator, term);
  if (!scale_part(duration.months, factor, divide, &scaled.as.duration.months) ||
      !scale_part(duration.days, factor, divide, &scaled.as.duration.days) ||
      !scale_part(duration.working_days, factor, divide, &scaled.as.duration.working_days))
    return evaluate_error(evaluator, term->span, "the duration is not a whole number of units");
  return scaled;
}

static Value days_between(const Term *term, Date later, Date earlier) {
  int64_t days = (int64_t)later - earlier;
  if (term->type.kind != TYPE_DURATION)
    return value_integer(days);
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION, .as.duration = { .days = days } };
}

/* The operation on a date or a duration; the checker has let no other pair through. */
static Value combine_times(Evaluator *evaluator, const Term *term, Value a, Value b) {
  int sign = term->as.binary.op == BINARY_SUBTRACT ? -1 : 1;
  const Calendar *calendar = term->as.binary.calendar;
  if (a.kind == TYPE_DATE && b.kind == TYPE_DURATION)
    return time_shift(evaluator, term, calendar, a.as.date, b.as.duration, sign, MONTHS_FLOOR);
  if (a.kind == TYPE_DURATION && b.kind == TYPE_DATE)
    return time_shift(evaluator, term, calendar, b.as.date, a.as.duration, 1, MONTHS_FLOOR);
  if (a.kind == TYPE_DATE && b.kind == TYPE_DATE)
    return days_between(term, a.as.date, b.as.date);
  if (a.kind == TYPE_DURATION && b.kind == TYPE_DURATION)
    return add_durations(evaluator, term, a.as.duration, b.as.duration, sign);
  if (a.kind == TYPE_DURATION && is_number(b.kind))
    return scale_duration(evaluator, term, a.as.duration, b.as.number);
  if (is_number(a.kind) && b.kind == TYPE_DURATION)
    return scale_duration(evaluator, term, b.as.duration, a.as.number);
  return value_unknown(term->type.kind);
}

/* ---- the operation -------------------------------------------------------------------- */

/* What is certain though an operand is not known: x / 0 is an error, 0 * x is zero. */
static bool certain_anyway(Evaluator *evaluator, const Term *term, Value a, Value b,
                           Value *result) {
  if (a.state == VALUE_ERROR || b.state == VALUE_ERROR)
    return false;
  switch (term->as.binary.op) {
    case BINARY_DIVIDE:
      if (!is_zero(b))
        return false;
      *result = divided_by_zero(evaluator, term);
      return true;
    case BINARY_MULTIPLY: case BINARY_OF:
      if (!(is_zero(a) && b.state == VALUE_UNKNOWN) && !(is_zero(b) && a.state == VALUE_UNKNOWN))
        return false;
      if (!is_number(term->type.kind) && term->type.kind != TYPE_UNKNOWN)
        return false;
      *result = value_number(result_kind(term, is_zero(a) ? a.kind : b.kind, TYPE_INTEGER),
                             fraction_from(0));
      return true;
    case BINARY_ADD: case BINARY_SUBTRACT: case BINARY_OR: case BINARY_AND: case BINARY_EQUAL:
    case BINARY_NOT_EQUAL: case BINARY_LESS: case BINARY_AT_MOST: case BINARY_MORE:
    case BINARY_AT_LEAST: case BINARY_IN: case BINARY_NOT_IN:
      break;
  }
  return false;
}

Value arithmetic_evaluate(Evaluator *evaluator, const Term *term) {
  Value result;
  Value a = evaluate(evaluator, term->as.binary.left);
  Value b = evaluate(evaluator, term->as.binary.right);
  if (certain_anyway(evaluator, term, a, b, &result))
    return result;
  if (evaluate_unsettled(evaluator, term, a, b, &result))
    return result;
  if (is_number(a.kind) && is_number(b.kind))
    return combine_numbers(evaluator, term, a, b);
  return combine_times(evaluator, term, a, b);
}

Value arithmetic_negate(Evaluator *evaluator, const Term *term) {
  Value value = evaluate(evaluator, term->as.unary.operand);
  Value result;
  if (evaluate_unsettled(evaluator, term, value, value, &result))
    return result;
  if (value.kind == TYPE_DURATION) {
    Duration none = { 0, 0, 0 };
    return add_durations(evaluator, term, none, value.as.duration, -1);
  }
  Fraction negated;
  if (!fraction_negate(value.as.number, &negated))
    return too_large(evaluator, term);
  return number_result(evaluator, term, result_kind(term, value.kind, value.kind), negated);
}
