#include "interp/check/checker.h"

/* and, or: what is given on the left holds on the right (V4). */
const Term *typed_logic(const Scope *scope, const Expr *expr) {
  BinaryOp op = expr->as.binary.op;
  const Term *left = term_truth(scope, expr->as.binary.left);
  Scope inner = scope_where(scope, left, op == BINARY_AND);
  const Term *right = term_truth(&inner, expr->as.binary.right);
  if (term_failed(left) || term_failed(right))
    return term_error(scope, expr);
  return term_binary(scope, expr, type_of_kind(TYPE_TRUTH), op, left, right);
}

static void report_not_optional(const Scope *scope, const Expr *expr, const Term *value) {
  Diags *diags = scope->checker->diags;
  Text written = term_written(scope, value->span);
  if (value->kind == TERM_FIELD) {
    diag_report(diags, DIAG_NOT_OPTIONAL, expr->span, "field \"%.*s\" is not optional",
                TEXT_PRINT(value->as.field.field->name));
    diag_label(diags, value->as.field.field->span, "declared here");
  } else {
    diag_report(diags, DIAG_NOT_OPTIONAL, expr->span, "\"is given\" is asked of an optional field");
  }
  diag_help(diags, "write \"%.*s is known\", or declare the field optional", TEXT_PRINT(written));
}

const Term *typed_state(const Scope *scope, const Expr *expr) {
  const Term *value = term_check(scope, expr->as.state.value, NULL);
  if (term_failed(value))
    return term_error(scope, expr);
  bool optional = (value->kind == TERM_FIELD && value->as.field.field->optional) ||
                  value->kind == TERM_AGGREGATE ||
                  (value->kind == TERM_CALL && value->as.call.define->may_be_none);
  if (expr->as.state.test == STATE_TEST_GIVEN && !optional && value->type.kind != TYPE_UNKNOWN) {
    report_not_optional(scope, expr, value);
    return term_error(scope, expr);
  }
  Term *term = term_new(scope, TERM_STATE, expr, type_of_kind(TYPE_TRUTH));
  term->as.state.value = value;
  term->as.state.test = expr->as.state.test;
  term->as.state.negated = expr->as.state.negated;
  term_holds(scope, term, value);
  return term;
}

/* A branch may find nothing, but may not be a field that is not given. */
static const Term *branch(const Scope *scope, const Expr *expr, const Type *hint) {
  const Term *term = term_check(scope, expr, hint);
  if (term->kind == TERM_FIELD)
    term_need_value(scope, term);
  return term;
}

const Term *typed_if(const Scope *scope, const Expr *expr, const Type *hint) {
  const Term *condition = term_truth(scope, expr->as.choice.condition);
  Scope yes = scope_where(scope, condition, true);
  Scope no = scope_where(scope, condition, false);
  const Term *then = branch(&yes, expr->as.choice.then, hint);
  const Type *other = hint ? hint : term_hint(then);
  const Term *otherwise = branch(&no, expr->as.choice.otherwise, other);
  if (term_failed(condition) || term_failed(then) || term_failed(otherwise))
    return term_error(scope, expr);
  Type type;
  if (!type_common(&then->type, &otherwise->type, &type)) {
    term_mismatch(scope, expr, "be the other choice beside", then, otherwise);
    return term_error(scope, expr);
  }
  term_settle(then, &type);
  term_settle(otherwise, &type);
  Term *term = term_new(scope, TERM_IF, expr, type);
  term->as.choice.condition = condition;
  term->as.choice.then = then;
  term->as.choice.otherwise = otherwise;
  term_holds(scope, term, condition);
  term_holds(scope, term, then);
  term_holds(scope, term, otherwise);
  return term;
}
