#include "interp/check/checker.h"

/* ---- the table of operations (semantics A5) ---------------------------------------------- */

static bool is_kind(const Term *term, TypeKind kind) {
  return term->type.kind == kind;
}

static bool add_type(const Term *left, const Term *right, BinaryOp op, Type *type) {
  if (is_kind(left, TYPE_DATE) && is_kind(right, TYPE_DURATION)) {
    *type = left->type;
    return true;
  }
  if (is_kind(left, TYPE_DURATION) && is_kind(right, TYPE_DATE) && op == BINARY_ADD) {
    *type = right->type;
    return true;
  }
  if (!type_common(&left->type, &right->type, type))
    return false;
  return type_is_quantity(type) || type->kind == TYPE_DURATION || type->kind == TYPE_UNKNOWN;
}

/* A date that recurs counts from its anchor: first + n * 3 months. */
static bool repeats(const Term *times, const Term *duration, Type *type) {
  *type = duration->type;
  return is_kind(times, TYPE_INTEGER) && is_kind(duration, TYPE_DURATION);
}

/* Numbers scale money, rates scale money and rates, numbers scale numbers. */
static bool multiply_type(const Term *left, const Term *right, Type *type) {
  if (is_kind(left, TYPE_UNKNOWN) || is_kind(right, TYPE_UNKNOWN)) {
    *type = type_of_kind(TYPE_UNKNOWN);
    return true;
  }
  if (repeats(left, right, type) || repeats(right, left, type))
    return true;
  if (type_is_number(&left->type) && type_is_number(&right->type))
    return type_common(&left->type, &right->type, type);
  bool left_scales = type_is_number(&left->type) || is_kind(left, TYPE_RATE);
  bool right_scales = type_is_number(&right->type) || is_kind(right, TYPE_RATE);
  if (is_kind(left, TYPE_MONEY) && right_scales) {
    *type = left->type;
    return true;
  }
  if (is_kind(right, TYPE_MONEY) && left_scales) {
    *type = right->type;
    return true;
  }
  *type = left->type;
  return is_kind(left, TYPE_RATE) && is_kind(right, TYPE_RATE);
}

static bool divide_type(const Term *left, const Term *right, Type *type) {
  *type = type_of_kind(TYPE_UNKNOWN);
  if (is_kind(left, TYPE_UNKNOWN) || is_kind(right, TYPE_UNKNOWN))
    return true;
  if (is_kind(left, TYPE_MONEY) && type_is_number(&right->type)) {
    *type = left->type;
    return true;
  }
  if (is_kind(left, TYPE_MONEY) && is_kind(right, TYPE_MONEY) &&
      !type_currencies_differ(&left->type, &right->type)) {
    *type = type_of_kind(TYPE_RATE);
    return true;
  }
  *type = type_of_kind(TYPE_DECIMAL);
  return type_is_number(&left->type) && type_is_number(&right->type);
}

static const char *word_of(BinaryOp op) {
  switch (op) {
    case BINARY_ADD:      return MESSAGE("be added to");
    case BINARY_SUBTRACT: return MESSAGE("be subtracted from");
    case BINARY_DIVIDE:   return MESSAGE("divide");
    case BINARY_OF:       return MESSAGE("be what a share is taken of beside");
    default:              return MESSAGE("be multiplied with");
  }
}

static void report_operation(const Scope *scope, const Expr *expr, const Term *left,
                             const Term *right) {
  Diags *diags = scope->checker->diags;
  if (type_currencies_differ(&left->type, &right->type) || !type_equal(&left->type, &right->type)) {
    term_mismatch(scope, expr, word_of(expr->as.binary.op), left, right);
    return;
  }
  Text named = type_named(scope->checker, &left->type);
  diag_report(diags, DIAG_TYPE_MISMATCH, expr->as.binary.op_span, "%.*s can't %s another",
              TEXT_PRINT(named), diag_words(diags, word_of(expr->as.binary.op)));
  diag_label(diags, left->span, "this one");
  diag_label(diags, right->span, "and this one");
  if (left->type.kind == TYPE_DATE)
    diag_help(diags, "add a duration: d + 12 months; or ask: at least 3 years since d");
  if (left->type.kind == TYPE_MONEY)
    diag_help(diags, "multiply money by a number or a rate: 3 * cost, 25 %% of cost");
}

static const char *adding(const Term *duration) {
  Value value;
  if (!term_default(duration, &value) || value.state != VALUE_KNOWN || value.kind != TYPE_DURATION)
    return MESSAGE("adding a duration to a date");
  return value.as.duration.months ? MESSAGE("adding months to a date")
                                  : MESSAGE("adding working days to a date");
}

static bool date_is_counted(const Scope *scope, const Expr *expr, const Term *left,
                            const Term *right) {
  if (left->type.kind == TYPE_DATE && right->type.kind == TYPE_DURATION)
    return time_allowed(scope, right, expr->span, adding(right));
  if (right->type.kind == TYPE_DATE && left->type.kind == TYPE_DURATION)
    return time_allowed(scope, left, expr->span, adding(left));
  return true;
}

/* What is pending and multiplied has no type of its own yet: beside money it is a rate (divided
 * by: a number), beside a number or a rate it is money.  So a setting is held to a type. */
static void settle_factor(const Scope *scope, const Term *pending, const Term *other, BinaryOp op) {
  if (pending->type.kind != TYPE_UNKNOWN || other->type.kind == TYPE_UNKNOWN)
    return;
  Type type = type_of_money(scope->checker->model->currency);
  if (other->type.kind == TYPE_MONEY)
    type = type_of_kind(op == BINARY_DIVIDE ? TYPE_DECIMAL : TYPE_RATE);
  term_settle(pending, &type);
}

const Term *typed_arithmetic(const Scope *scope, const Expr *expr) {
  BinaryOp op = expr->as.binary.op;
  const Term *left = term_value(scope, expr->as.binary.left, NULL);
  const Term *right = term_value(scope, expr->as.binary.right, NULL);
  if (term_failed(left) || term_failed(right))
    return term_error(scope, expr);
  Type type;
  bool sum = op == BINARY_ADD || op == BINARY_SUBTRACT;
  if (!sum) {
    settle_factor(scope, left, right, op);
    settle_factor(scope, right, left, op);
  }
  bool fits = sum                   ? add_type(left, right, op, &type)
            : op == BINARY_DIVIDE   ? divide_type(left, right, &type)
                                    : multiply_type(left, right, &type);
  if (!fits) {
    report_operation(scope, expr, left, right);
    return term_error(scope, expr);
  }
  if (sum) {
    term_settle(left, &right->type);
    term_settle(right, &left->type);
  }
  if (!date_is_counted(scope, expr, left, right))
    return term_error(scope, expr);
  Term *term = term_binary(scope, expr, type, op, left, right);
  term->as.binary.calendar = scope->checker->model->law_calendar;
  return term;
}

/* ---- rounded to u (A3) ------------------------------------------------------------------- */

static const Term *report_unit(const Scope *scope, const Expr *expr, const Term *unit,
                               const Type *type) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_ROUND_UNIT, unit->span,
              "the unit to round to is a constant above zero of the same type");
  diag_label(diags, expr->as.round.value->span, "this is %.*s",
             TEXT_PRINT(type_named(scope->checker, type)));
  diag_help(diags, type->kind == TYPE_MONEY ? "write it out: rounded down to 1_000 kr"
                 : type->kind == TYPE_RATE  ? MESSAGE("write it out: rounded to 0.1 %%")
                                            : MESSAGE("write it out: rounded down to 1"));
  return term_error(scope, expr);
}

const Term *typed_round(const Scope *scope, const Expr *expr) {
  const Term *value = term_value(scope, expr->as.round.value, NULL);
  const Term *unit = term_value(scope, expr->as.round.unit, NULL);
  Value constant;
  Type type;
  if (term_failed(value) || term_failed(unit))
    return term_error(scope, expr);
  if (!type_common(&value->type, &unit->type, &type) || !type_is_quantity(&unit->type) ||
      !term_is_constant(unit, &constant) || fraction_sign(constant.as.number) <= 0)
    return report_unit(scope, expr, unit, &value->type);
  if (type_is_number(&value->type))
    type = unit->type;              /* to whole numbers: a whole number */
  term_settle(value, &type);
  Term *term = term_new(scope, TERM_ROUND, expr, type);
  term->as.round.value = value;
  term->as.round.unit = constant.as.number;
  term->as.round.kind = expr->as.round.kind;
  term_holds(scope, term, value);
  return term;
}
