/* Three-valued logic and comparisons (semantics L1-L3, L8).
 *
 * An error is a value of logic too: `no and error` is no, `yes or error` is yes,
 * and with an unknown it stays an error. */
#include "interp/eval/evaluator.h"

bool logic_is(Value value, bool truth) {
  return value.state == VALUE_KNOWN && value.as.truth == truth;
}

/* `settling` decides alone: no for and, yes for or. */
static Value join(Value a, Value b, bool settling) {
  if (logic_is(a, settling) || logic_is(b, settling))
    return value_truth(settling);
  if (a.state == VALUE_ERROR)
    return a;
  if (b.state == VALUE_ERROR)
    return b;
  if (a.state != VALUE_KNOWN || b.state != VALUE_KNOWN)
    return value_unknown(TYPE_TRUTH);
  return value_truth(!settling);
}

Value logic_and(Value a, Value b) {
  return join(a, b, false);
}

Value logic_or(Value a, Value b) {
  return join(a, b, true);
}

/* A truth that is none (an optional yes/no field) may stand only behind `is given`: masked, or
 * an error. */
static Value given_truth(Evaluator *evaluator, const Term *term, Value value) {
  if (value.state != VALUE_NONE)
    return value;
  return evaluate_error(evaluator, term->span, "there is no value here to judge by");
}

Value logic_connective(Evaluator *evaluator, const Term *term) {
  bool settling = term->as.binary.op == BINARY_OR;
  const Term *left = term->as.binary.left, *right = term->as.binary.right;
  Value a = given_truth(evaluator, left, evaluate(evaluator, left));
  if (logic_is(a, settling))
    return a;
  Value b = given_truth(evaluator, right, evaluate(evaluator, right));
  return join(a, b, settling);
}

Value logic_not(Evaluator *evaluator, const Term *term) {
  Value value = given_truth(evaluator, term, evaluate(evaluator, term->as.unary.operand));
  if (value.state == VALUE_KNOWN)
    value.as.truth = !value.as.truth;
  return value;
}

/* ---- comparisons ----------------------------------------------------------------------- */

/* The record's name where it is compared with a body: unknown if the name is. */
static Value name_for_body(Evaluator *evaluator, Value value, Value other) {
  if (other.kind != TYPE_BODY || value.kind != TYPE_RECORD)
    return value;
  const Record *record = value.as.record;
  if (record->type->name_field < 0)
    return value;
  return evaluate_fact(evaluator, record, &record->type->fields[record->type->name_field]);
}

static Value equals(Evaluator *evaluator, const Term *term, Value a, Value b) {
  Value result;
  if (evaluate_incomparable(evaluator, term, a, b, &result))
    return result.state == VALUE_UNKNOWN ? value_unknown(TYPE_TRUTH) : result;
  Value left = name_for_body(evaluator, a, b), right = name_for_body(evaluator, b, a);
  if (left.state == VALUE_NONE || right.state == VALUE_NONE)
    return value_truth(false);             /* who has no name is no body */
  if (left.state != VALUE_KNOWN || right.state != VALUE_KNOWN)
    return value_unknown(TYPE_TRUTH);
  return value_truth(value_same(left, right));
}

Value logic_compare(Evaluator *evaluator, const Term *term, BinaryOp op, Value a, Value b) {
  if (op == BINARY_EQUAL || op == BINARY_NOT_EQUAL) {
    Value equal = equals(evaluator, term, a, b);
    if (equal.state == VALUE_KNOWN && op == BINARY_NOT_EQUAL)
      equal.as.truth = !equal.as.truth;
    return equal;
  }
  Value result;
  if (evaluate_incomparable(evaluator, term, a, b, &result))
    return result.state == VALUE_UNKNOWN ? value_unknown(TYPE_TRUTH) : result;
  int order = value_compare(a, b);
  switch (op) {
    case BINARY_LESS:     return value_truth(order < 0);
    case BINARY_AT_MOST:  return value_truth(order <= 0);
    case BINARY_MORE:     return value_truth(order > 0);
    case BINARY_AT_LEAST: return value_truth(order >= 0);
    case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_OR: case BINARY_AND: case BINARY_IN:
    case BINARY_NOT_IN: case BINARY_ADD: case BINARY_SUBTRACT: case BINARY_MULTIPLY:
    case BINARY_DIVIDE: case BINARY_OF:
      break;
  }
  return value_unknown(TYPE_TRUTH);
}

Value logic_comparison(Evaluator *evaluator, const Term *term) {
  Value a = evaluate(evaluator, term->as.binary.left);
  Value b = evaluate(evaluator, term->as.binary.right);
  return logic_compare(evaluator, term, term->as.binary.op, a, b);
}

static Value in_items(Evaluator *evaluator, const Term *term, Value value) {
  Value found = value_truth(false);
  for (size_t i = 0; i < term->as.membership.count && !logic_is(found, true); i++) {
    Value item = evaluate(evaluator, term->as.membership.items[i]);
    found = logic_or(found, equals(evaluator, term, value, item));
  }
  return found;
}

static Value in_list(Evaluator *evaluator, const Term *term, Value value) {
  Value list = evaluate(evaluator, term->as.membership.list);
  Value found;
  if (evaluate_unsettled(evaluator, term, value, list, &found))
    return found;
  found = value_truth(false);
  for (size_t i = 0; i < list.as.list.count && !logic_is(found, true); i++)
    found = logic_or(found, equals(evaluator, term, value, list.as.list.items[i]));
  return found;
}

Value logic_membership(Evaluator *evaluator, const Term *term) {
  Value value = evaluate(evaluator, term->as.membership.value);
  Value found = term->as.membership.list ? in_list(evaluator, term, value)
                                         : in_items(evaluator, term, value);
  if (found.state == VALUE_KNOWN && term->as.membership.negated)
    found.as.truth = !found.as.truth;
  return found;
}

/* low <= value and value <= high, each as strict as its end is open. */
Value logic_range(Evaluator *evaluator, const Term *term) {
  Value value = evaluate(evaluator, term->as.range.value);
  Value inside = value_truth(true);
  if (term->as.range.low) {
    Value low = evaluate(evaluator, term->as.range.low);
    BinaryOp op = term->as.range.open_low ? BINARY_MORE : BINARY_AT_LEAST;
    inside = logic_compare(evaluator, term, op, value, low);
  }
  if (term->as.range.high && !logic_is(inside, false)) {
    Value high = evaluate(evaluator, term->as.range.high);
    BinaryOp op = term->as.range.open_high ? BINARY_LESS : BINARY_AT_MOST;
    inside = logic_and(inside, logic_compare(evaluator, term, op, value, high));
  }
  if (inside.state == VALUE_KNOWN && term->as.range.negated)
    inside.as.truth = !inside.as.truth;
  return inside;
}

/* `is known` judges the file: what is assumed while facts are tried out does not count (V5). */
static Value state_known(Evaluator *evaluator, const Term *term) {
  size_t assumed_count = evaluator->assumed_count;
  evaluator->assumed_count = 0;
  Value value = evaluate(evaluator, term->as.state.value);
  evaluator->assumed_count = assumed_count;
  return value_truth(value.state == VALUE_KNOWN || value.state == VALUE_NONE);
}

static Value state_given(Evaluator *evaluator, const Term *term) {
  Value value = evaluate(evaluator, term->as.state.value);
  switch (value.state) {
    case VALUE_ERROR:   return value;
    case VALUE_UNKNOWN: return value_unknown(TYPE_TRUTH);
    case VALUE_NONE:    return value_truth(false);
    case VALUE_KNOWN:   break;
  }
  return value_truth(value.kind != TYPE_LIST || value.as.list.count > 0);
}

Value logic_state(Evaluator *evaluator, const Term *term) {
  Value state = term->as.state.test == STATE_TEST_KNOWN ? state_known(evaluator, term)
                                                        : state_given(evaluator, term);
  if (state.state == VALUE_KNOWN && term->as.state.negated)
    state.as.truth = !state.as.truth;
  return state;
}

/* The common value of both branches where the condition is not known; the branch not taken is
 * not evaluated (L3). */
static Value common_value(Evaluator *evaluator, const Term *term) {
  Value then = evaluate(evaluator, term->as.choice.then);
  if (then.state != VALUE_KNOWN)
    return value_unknown(term->type.kind);
  Value otherwise = evaluate(evaluator, term->as.choice.otherwise);
  if (otherwise.state != VALUE_KNOWN || !value_same(then, otherwise))
    return value_unknown(term->type.kind);
  return then;
}

Value logic_choice(Evaluator *evaluator, const Term *term) {
  const Term *test = term->as.choice.condition;
  Value condition = given_truth(evaluator, test, evaluate(evaluator, test));
  if (condition.state == VALUE_ERROR)
    return condition;
  if (condition.state == VALUE_UNKNOWN)
    return common_value(evaluator, term);
  return evaluate(evaluator, condition.as.truth ? term->as.choice.then
                                                : term->as.choice.otherwise);
}
