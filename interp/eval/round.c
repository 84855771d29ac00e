/* Where numbers are rounded: where it is written, and where an amount is kept (A2-A4). */
#include "interp/eval/evaluator.h"

#define MOST_MINOR_UNITS 90000000000000000   /* 9e16: kept money lies within plus or minus that */

Value round_evaluate(Evaluator *evaluator, const Term *term) {
  static const Rounding roundings[] = {
    [ROUNDED_NEAREST] = ROUND_NEAREST,
    [ROUNDED_DOWN]    = ROUND_DOWN,
    [ROUNDED_UP]      = ROUND_UP,
  };
  Value value = evaluate(evaluator, term->as.round.value);
  Value result;
  if (evaluate_unsettled(evaluator, term, value, value, &result))
    return result;
  Fraction rounded;
  if (!fraction_round(value.as.number, term->as.round.unit, roundings[term->as.round.kind],
                      &rounded))
    return evaluate_error(evaluator, term->span, "the rounded number is too large");
  int64_t whole;
  TypeKind kind = term->type.kind != TYPE_UNKNOWN ? term->type.kind : value.kind;
  if (kind == TYPE_INTEGER && !fraction_to_int64(rounded, &whole))
    return evaluate_error(evaluator, term->span, "the whole number is too large");
  return value_number(kind, rounded);
}

bool round_kept(Fraction number, TypeKind kind, Fraction *result) {
  int64_t whole;
  if (kind == TYPE_INTEGER) {
    *result = number;
    return fraction_to_int64(number, &whole);
  }
  if (!fraction_round(number, fraction_from(1), ROUND_NEAREST, result) ||
      !fraction_to_int64(*result, &whole))
    return false;
  return whole >= -MOST_MINOR_UNITS && whole <= MOST_MINOR_UNITS;
}
