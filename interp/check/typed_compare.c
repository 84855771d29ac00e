#include "interp/check/checker.h"

/* ---- operands, with the codes they mean (V10) -------------------------------------------- */

typedef struct { const Term *left, *right; } Pair;

static bool is_name(const Expr *expr) {
  return tree_inside(expr)->kind == EXPR_NAME;
}

static Pair check_pair(const Scope *scope, const Expr *left, const Expr *right) {
  Pair pair;
  bool right_first = is_name(left) &&
                     (!is_name(right) || !typed_name_known(scope, tree_inside(left)));
  if (right_first && is_name(right) && !typed_name_known(scope, tree_inside(right)))
    right_first = false;
  if (right_first) {
    pair.right = term_value(scope, right, NULL);
    pair.left = term_value(scope, left, term_hint(pair.right));
  } else {
    pair.left = term_value(scope, left, NULL);
    pair.right = term_value(scope, right, term_hint(pair.left));
  }
  term_settle(pair.left, &pair.right->type);
  term_settle(pair.right, &pair.left->type);
  return pair;
}

/* A body and a record of organisations are equal by name. */
static bool body_and_record(const Type *a, const Type *b) {
  return a->kind == TYPE_BODY && b->kind == TYPE_RECORD && b->record->name_field >= 0;
}

static bool comparable(const Term *left, const Term *right) {
  Type common;
  if (type_common(&left->type, &right->type, &common))
    return common.kind != TYPE_LIST;
  return body_and_record(&left->type, &right->type) || body_and_record(&right->type, &left->type);
}

/* ---- words ------------------------------------------------------------------------------- */

static const char *word_for_dates(BinaryOp op) {
  switch (op) {
    case BINARY_LESS:     return MESSAGE("before");
    case BINARY_AT_MOST:  return MESSAGE("no later than");
    case BINARY_MORE:     return MESSAGE("after");
    case BINARY_AT_LEAST: return MESSAGE("no earlier than");
    default:              return "";
  }
}

static const char *word_for_amounts(BinaryOp op) {
  switch (op) {
    case BINARY_LESS:     return MESSAGE("below");
    case BINARY_AT_MOST:  return MESSAGE("at most");
    case BINARY_MORE:     return MESSAGE("above");
    case BINARY_AT_LEAST: return MESSAGE("at least");
    default:              return "";
  }
}

static bool is_time(const Type *type) {
  return type->kind == TYPE_DATE || type->kind == TYPE_MOMENT;
}

static void check_words(const Scope *scope, const Expr *expr, const Term *left) {
  BinaryOp op = expr->as.binary.op;
  Worded worded = expr->as.binary.worded;
  if (worded == WORDED_SIGN || op == BINARY_EQUAL || op == BINARY_NOT_EQUAL ||
      left->type.kind == TYPE_UNKNOWN)
    return;
  bool dates = is_time(&left->type);
  if (dates == (worded == WORDED_DATE))
    return;
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_WRONG_WORD, expr->as.binary.op_span,
              dates ? "dates are compared in other words"
                    : MESSAGE("amounts and numbers are compared in other words"));
  diag_label(diags, left->span, "this is %.*s",
             TEXT_PRINT(type_named(scope->checker, &left->type)));
  const char *word = dates ? word_for_dates(op) : word_for_amounts(op);
  diag_help(diags, "write \"%s\"", diag_words(diags, word));
}

/* ---- comparisons ------------------------------------------------------------------------- */

static bool is_ordering(BinaryOp op) {
  return op == BINARY_LESS || op == BINARY_AT_MOST || op == BINARY_MORE || op == BINARY_AT_LEAST;
}

/* 12 months and 365 days don't compare without a date to count from. */
static bool durations_mix(const Term *left, const Term *right) {
  Value a, b;
  if (left->type.kind != TYPE_DURATION || !term_default(left, &a) || !term_default(right, &b) ||
      a.kind != TYPE_DURATION || b.kind != TYPE_DURATION)
    return false;
  bool a_months = a.as.duration.months, b_months = b.as.duration.months;
  bool a_days = a.as.duration.days, b_days = b.as.duration.days;
  bool a_working = a.as.duration.working_days, b_working = b.as.duration.working_days;
  return (a_months && (b_days || b_working)) || (b_months && (a_days || a_working)) ||
         (a_days && b_working) || (b_days && a_working);
}

static const Term *compare_pair(const Scope *scope, const Expr *expr, Pair pair) {
  Diags *diags = scope->checker->diags;
  if (term_failed(pair.left) || term_failed(pair.right))
    return term_error(scope, expr);
  if (!comparable(pair.left, pair.right)) {
    term_mismatch(scope, expr, "be compared with", pair.left, pair.right);
    return term_error(scope, expr);
  }
  if (is_ordering(expr->as.binary.op) && pair.left->type.kind != TYPE_UNKNOWN &&
      !type_is_ordered(&pair.left->type)) {
    diag_report(diags, DIAG_TYPE_MISMATCH, expr->as.binary.op_span,
                "%.*s has no order", TEXT_PRINT(type_named(scope->checker,
                                                           &pair.left->type)));
    diag_label(diags, pair.left->span, "this one");
    diag_help(diags, "it is compared by \"is\", \"is not\" or \"in (…)\"");
    return term_error(scope, expr);
  }
  if (durations_mix(pair.left, pair.right)) {
    diag_report(diags, DIAG_TYPE_MISMATCH, expr->span,
                "months, days and working days can't be compared with each other");
    diag_help(diags, "write both in one unit, or compare dates: d + 12 months");
    return term_error(scope, expr);
  }
  check_words(scope, expr, pair.left);
  return term_binary(scope, expr, type_of_kind(TYPE_TRUTH), expr->as.binary.op, pair.left,
                     pair.right);
}

/* ---- months (T6) ------------------------------------------------------------------------- */

/* `d no later than 2024-01` ends on the month's last day, `d no earlier than` begins on its
 * first. */
static const Term *compare_month(const Scope *scope, const Expr *expr, const Expr *month,
                                 bool month_left) {
  const Expr *other = month_left ? expr->as.binary.right : expr->as.binary.left;
  BinaryOp op = expr->as.binary.op;
  const Term *day = term_of_kind(scope, other, TYPE_DATE, "what is compared with a month");
  const Term *first = typed_month(scope, month, false);
  const Term *last = typed_month(scope, month, true);
  if (term_failed(day) || term_failed(first))
    return term_error(scope, expr);
  if (!is_ordering(op)) {
    Term *term = term_new(scope, TERM_RANGE, expr, type_of_kind(TYPE_TRUTH));
    term->as.range.value = day;
    term->as.range.low = first;
    term->as.range.high = last;
    term->as.range.negated = op == BINARY_NOT_EQUAL;
    term_holds(scope, term, day);
    return term;
  }
  bool ends = op == BINARY_AT_MOST || op == BINARY_MORE;
  const Term *edge = ends != month_left ? last : first;
  return compare_pair(scope, expr, month_left ? (Pair){ edge, day } : (Pair){ day, edge });
}

const Term *typed_compare(const Scope *scope, const Expr *expr) {
  const Expr *left = tree_inside(expr->as.binary.left);
  const Expr *right = tree_inside(expr->as.binary.right);
  if (right->kind == EXPR_MONTH)
    return compare_month(scope, expr, right, false);
  if (left->kind == EXPR_MONTH)
    return compare_month(scope, expr, left, true);
  return compare_pair(scope, expr, check_pair(scope, expr->as.binary.left, expr->as.binary.right));
}

/* ---- in (a, b), in list ------------------------------------------------------------------ */

static Term *new_membership(const Scope *scope, const Expr *expr, const Term *value) {
  Term *term = term_new(scope, TERM_MEMBERSHIP, expr, type_of_kind(TYPE_TRUTH));
  term->as.membership.value = value;
  term->as.membership.negated = expr->as.binary.op == BINARY_NOT_IN;
  term_holds(scope, term, value);
  return term;
}

static const Term *membership_of_items(const Scope *scope, const Expr *expr, const Term *value,
                                       const Expr *const *written, size_t count) {
  const Term **items = arena_array(scope->checker->arena, const Term *, count + 1);
  bool failed = term_failed(value);
  for (size_t i = 0; i < count; i++) {
    items[i] = term_value(scope, written[i], term_hint(value));
    if (term_failed(items[i]) || failed || comparable(value, items[i])) {
      failed |= term_failed(items[i]);
      continue;
    }
    term_mismatch(scope, expr, "be looked for beside", value, items[i]);
    failed = true;
  }
  if (failed)
    return term_error(scope, expr);
  Term *term = new_membership(scope, expr, value);
  term->as.membership.items = items;
  term->as.membership.count = count;
  for (size_t i = 0; i < count; i++)
    term_holds(scope, term, items[i]);
  return term;
}

static const Term *membership_of_list(const Scope *scope, const Expr *expr, const Term *value,
                                      const Term *list) {
  if (term_failed(value) || term_failed(list))
    return term_error(scope, expr);
  Term element = { .kind = TERM_VARIABLE, .type = *list->type.element, .span = list->span };
  if (!comparable(value, &element)) {
    term_mismatch(scope, expr, "hold", value, list);
    return term_error(scope, expr);
  }
  Term *term = new_membership(scope, expr, value);
  term->as.membership.list = list;
  term_holds(scope, term, list);
  return term;
}

static const Term *report_no_list(const Scope *scope, const Expr *expr, const Term *right) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_NOT_A_LIST, right->span,
              "after \"in\" stands a list or values in parentheses");
  diag_mark(diags, "this is %.*s", TEXT_PRINT(type_named(scope->checker, &right->type)));
  diag_help(diags, "write \"%s %.*s\" or \"in (%.*s)\"",
            expr->as.binary.op == BINARY_IN ? diag_words(diags, "is") : diag_words(diags, "is not"),
            TEXT_PRINT(term_written(scope, right->span)), TEXT_PRINT(term_written(scope,
                                                                                  right->span)));
  return term_error(scope, expr);
}

/* `in (a)`: one value in parentheses, unless it is a list itself. */
static const Term *membership_of_one(const Scope *scope, const Expr *expr) {
  const Expr *right = expr->as.binary.right;
  const Expr *const one = right;
  if (right->kind == EXPR_GROUP && tree_inside(right)->kind != EXPR_AGGREGATE) {
    const Term *value = term_value(scope, expr->as.binary.left, NULL);
    return membership_of_items(scope, expr, value, &one, 1);
  }
  const Term *list = term_check(scope, right, NULL);
  if (list->type.kind == TYPE_LIST && list->type.element->kind == TYPE_CODE) {
    const Term *code = term_value(scope, expr->as.binary.left, list->type.element);
    return membership_of_list(scope, expr, code, list);
  }
  const Term *value = term_value(scope, expr->as.binary.left, NULL);
  if (term_failed(list) || list->type.kind == TYPE_UNKNOWN)
    return term_error(scope, expr);
  return list->type.kind == TYPE_LIST ? membership_of_list(scope, expr, value, list)
                                      : report_no_list(scope, expr, list);
}

const Term *typed_membership(const Scope *scope, const Expr *expr) {
  const Expr *right = expr->as.binary.right;
  if (!right || right->kind != EXPR_LIST)
    return right ? membership_of_one(scope, expr) : term_error(scope, expr);
  const Term *value = term_value(scope, expr->as.binary.left, NULL);
  return membership_of_items(scope, expr, value, right->as.list.items.items,
                             right->as.list.items.count);
}

/* ---- in a to b, between a and b, in [a..b) ----------------------------------------------- */

static const Term *range_end(const Scope *scope, const Expr *expr, const Type *hint, bool last) {
  const Expr *inside = tree_inside(expr);
  return inside->kind == EXPR_MONTH ? typed_month(scope, inside, last)
                                    : term_value(scope, expr, hint);
}

static bool end_fits(const Scope *scope, const Expr *expr, const Term *value, const Term *end) {
  Type common;
  if (term_failed(end))
    return false;
  if (type_common(&value->type, &end->type, &common)) {
    term_settle(end, &common);
    term_settle(value, &common);
    return true;
  }
  term_mismatch(scope, expr, "bound", value, end);
  return false;
}

/* [3..2] ends before it begins; [3..3) has an end that is also its beginning, and holds nothing. */
static void advise_empty(const Scope *scope, const Expr *expr, const Term *low, const Term *high) {
  Diags *diags = scope->checker->diags;
  Value a, b;
  if (!term_is_constant(low, &a) || !term_is_constant(high, &b))
    return;
  if (low->type.kind != TYPE_DATE && !type_is_quantity(&low->type))
    return;
  int order = value_compare(a, b);
  if (order > 0) {
    diag_report(diags, DIAG_PERIOD_EMPTY, expr->span, "this range ends before it begins");
    diag_help(diags, "write the smaller end first");
  } else if (order == 0 && (expr->as.range.open_low || expr->as.range.open_high)) {
    diag_report(diags, DIAG_PERIOD_EMPTY, expr->span, "this range holds nothing");
    diag_help(diags, "an end in ( ) does not belong to the range: write [ ] where it does");
  }
}

const Term *typed_range(const Scope *scope, const Expr *expr) {
  const Term *value = term_value(scope, expr->as.range.value, NULL);
  const Term *low = range_end(scope, expr->as.range.low, term_hint(value), expr->as.range.open_low);
  const Term *high = range_end(scope, expr->as.range.high, term_hint(value),
                               !expr->as.range.open_high);
  if (term_failed(value) || !end_fits(scope, expr, value, low) || !end_fits(scope, expr, value,
                                                                            high))
    return term_error(scope, expr);
  Diags *diags = scope->checker->diags;
  if (value->type.kind != TYPE_UNKNOWN && !type_is_ordered(&value->type)) {
    diag_report(diags, DIAG_TYPE_MISMATCH, value->span, "%.*s has no order and no range",
                TEXT_PRINT(type_named(scope->checker, &value->type)));
    diag_help(diags, "list the values: in (a, b, c)");
    return term_error(scope, expr);
  }
  advise_empty(scope, expr, low, high);
  Term *term = term_new(scope, TERM_RANGE, expr, type_of_kind(TYPE_TRUTH));
  term->as.range.value = value;
  term->as.range.low = low;
  term->as.range.high = high;
  term->as.range.open_low = expr->as.range.open_low;
  term->as.range.open_high = expr->as.range.open_high;
  term->as.range.negated = expr->as.range.negated;
  term_holds(scope, term, value);
  term_holds(scope, term, low);
  term_holds(scope, term, high);
  return term;
}
