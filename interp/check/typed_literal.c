#include "interp/check/checker.h"

const Expr *tree_inside(const Expr *expr) {
  while (expr && expr->kind == EXPR_GROUP)
    expr = expr->as.group.inner;
  return expr;
}

/* ---- dates ------------------------------------------------------------------------------- */

static bool read_digits(Text text, size_t start, size_t count, int *number) {
  *number = 0;
  if (text.length < start + count)
    return false;
  for (size_t i = start; i < start + count; i++) {
    if (text.bytes[i] < '0' || text.bytes[i] > '9')
      return false;
    *number = *number * 10 + (text.bytes[i] - '0');
  }
  return true;
}

static const char *const month_names[] = { "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December" };

static void report_no_such_date(Checker *checker, Span span, Text text) {
  int year, month, day;
  diag_report(checker->diags, DIAG_NO_SUCH_DATE, span, "there is no date %.*s", TEXT_PRINT(text));
  if (!read_digits(text, 0, 4, &year) || !read_digits(text, 5, 2, &month))
    diag_help(checker->diags, "a date is written 2026-01-31");
  else if (month < 1 || month > 12)
    diag_help(checker->diags, "a year has the months 01 to 12; a date is written 2026-01-31");
  else if (year >= 1 && read_digits(text, 8, 2, &day))
    diag_help(checker->diags, "%s %d has %d days", month_names[month - 1], year,
              date_month_length(year, month));
}

bool date_need(Checker *checker, Name name, Date *result) {
  if (date_parse(name.text, result))
    return true;
  report_no_such_date(checker, name.span, name.text);
  return false;
}

const Term *typed_month(const Scope *scope, const Expr *expr, bool last) {
  Date date;
  int year = 0, month = 0;
  Text text = expr->as.literal.text;
  if (!read_digits(text, 0, 4, &year) || !read_digits(text, 5, 2, &month) || text.length != 7 ||
      !date_make(year, month, 1, &date)) {
    report_no_such_date(scope->checker, expr->span, text);
    return term_error(scope, expr);
  }
  return term_constant(scope, expr, type_of_kind(TYPE_DATE),
                       value_date(last ? date_month_end(date) : date));
}

static const Term *literal_date(const Scope *scope, const Expr *expr) {
  Date date;
  if (!date_need(scope->checker, (Name){ expr->span, expr->as.literal.text }, &date))
    return term_error(scope, expr);
  return term_constant(scope, expr, type_of_kind(TYPE_DATE), value_date(date));
}

static const Term *literal_moment(const Scope *scope, const Expr *expr) {
  Value value = { .state = VALUE_KNOWN, .kind = TYPE_MOMENT };
  if (!date_parse_moment(expr->as.literal.text, &value.as.moment)) {
    report_no_such_date(scope->checker, expr->span, expr->as.literal.text);
    return term_error(scope, expr);
  }
  return term_constant(scope, expr, type_of_kind(TYPE_MOMENT), value);
}

static const Term *literal_pending(const Scope *scope, const Expr *expr) {
  if (scope->may_be_pending && tree_inside(scope->may_be_pending) == expr) {
    Term *term = term_new(scope, TERM_PENDING, expr, type_of_kind(TYPE_UNKNOWN));
    term->as.pending.name = scope->pending_name;
    return term;
  }
  diag_report(scope->checker->diags, DIAG_WRONG_TYPE, expr->span,
              "pending stands alone, as the value of a parameter, a frame or a date");
  diag_help(scope->checker->diags, "declare \"parameter NAME = pending\" and write NAME here");
  return term_error(scope, expr);
}

const Term *typed_literal(const Scope *scope, const Expr *expr) {
  switch (expr->kind) {
    case EXPR_DATE:    return literal_date(scope, expr);
    case EXPR_MONTH:   return typed_month(scope, expr, false);
    case EXPR_MOMENT:  return literal_moment(scope, expr);
    case EXPR_STRING:
      return term_constant(scope, expr, type_of_kind(TYPE_TEXT), value_text(expr->as.literal.text));
    case EXPR_TRUTH:
      return term_constant(scope, expr, type_of_kind(TYPE_TRUTH), value_truth(expr->as.truth.yes));
    case EXPR_PENDING: return literal_pending(scope, expr);
    default:           return term_error(scope, expr);
  }
}
