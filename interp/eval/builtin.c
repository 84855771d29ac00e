/* Functions of the language written with parentheses; those of dates are in time.c. */
#include "base/unicode.h"
#include "interp/eval/evaluator.h"

static Value greatest_or_least(Evaluator *evaluator, const Term *term) {
  bool greatest = term->as.builtin.builtin == BUILTIN_MAX;
  Value best = evaluate(evaluator, term->as.builtin.arguments[0]);
  for (size_t i = 1; i < term->as.builtin.count; i++) {
    Value value = evaluate(evaluator, term->as.builtin.arguments[i]);
    Value problem;
    if (evaluate_incomparable(evaluator, term, best, value, &problem)) {
      best = problem;
      continue;
    }
    int order = value_compare(value, best);
    if (greatest ? order > 0 : order < 0)
      best = value;
  }
  return best;
}

/* a - b * floor(a / b): of the sign of b, so that days of a week come out the same on both sides
 * of a start. */
static Value remainder_of(Evaluator *evaluator, const Term *term) {
  Value a = evaluate(evaluator, term->as.builtin.arguments[0]);
  Value b = evaluate(evaluator, term->as.builtin.arguments[1]);
  Value result;
  if (a.state != VALUE_ERROR && b.state == VALUE_KNOWN && fraction_is_zero(b.as.number))
    return evaluate_error(evaluator, term->span, "division by zero");
  if (evaluate_unsettled(evaluator, term, a, b, &result))
    return result;
  Fraction quotient, whole, product, left;
  if (!fraction_divide(a.as.number, b.as.number, &quotient) ||
      !fraction_round(quotient, fraction_from(1), ROUND_DOWN, &whole) ||
      !fraction_multiply(whole, b.as.number, &product) ||
      !fraction_subtract(a.as.number, product, &left))
    return evaluate_error(evaluator, term->span, "the result is too large to be exact");
  return value_number(term->type.kind != TYPE_UNKNOWN ? term->type.kind : a.kind, left);
}

static Value absolute_of(Evaluator *evaluator, const Term *term) {
  Value value = evaluate(evaluator, term->as.builtin.arguments[0]);
  Value result;
  if (evaluate_unsettled(evaluator, term, value, value, &result))
    return result;
  Fraction number = value.as.number;
  int64_t whole;
  if (fraction_sign(number) < 0 && !fraction_negate(number, &number))
    return evaluate_error(evaluator, term->span, "the result is too large to be exact");
  if (value.kind == TYPE_INTEGER && !fraction_to_int64(number, &whole))
    return evaluate_error(evaluator, term->span, "the whole number is too large");
  return value_number(value.kind, number);
}

static Value folded(Evaluator *evaluator, const Term *term) {
  Value value = evaluate(evaluator, term->as.builtin.arguments[0]);
  Value result;
  if (evaluate_unsettled(evaluator, term, value, value, &result))
    return result;
  return value_text(unicode_fold(evaluator->batch, value.as.text));
}

Value builtin_evaluate(Evaluator *evaluator, const Term *term) {
  switch (term->as.builtin.builtin) {
    case BUILTIN_MAX: case BUILTIN_MIN:
      return greatest_or_least(evaluator, term);
    case BUILTIN_REMAINDER: return remainder_of(evaluator, term);
    case BUILTIN_ABSOLUTE:  return absolute_of(evaluator, term);
    case BUILTIN_FOLDED:    return folded(evaluator, term);
    case BUILTIN_AS_OF:
      return evaluator->options.has_as_of ? value_date(evaluator->options.as_of)
                                          : value_unknown(TYPE_DATE);
    case BUILTIN_DATE: case BUILTIN_YEAR_OF: case BUILTIN_MONTH_OF: case BUILTIN_DAY_OF:
    case BUILTIN_WEEKDAY: case BUILTIN_END_OF_MONTH: case BUILTIN_COVERED:
    case BUILTIN_WORKING_DAYS_BETWEEN:
      return time_builtin(evaluator, term);
  }
  return value_unknown(term->type.kind);
}
