#include "interp/check/checker.h"

static void report_no_law(const Scope *scope, Span span, const char *doing) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_NO_TIME_LAW, span, "%s needs a law of time", diag_words(diags, doing));
  diag_help(diags, "write \"counts time by std.time.se\" in the head: the Swedish act (1930:173)");
  diag_help(diags, "or \"counts time by std.time.eu\": Regulation (EEC, Euratom) No 1182/71");
}

bool time_allowed(const Scope *scope, const Term *duration, Span span, const char *doing) {
  if (scope->checker->model->time_law)
    return true;
  Value value;
  if (duration && term_default(duration, &value) && value.state == VALUE_KNOWN &&
      value.kind == TYPE_DURATION && value.as.duration.months == 0 &&
      value.as.duration.working_days == 0)
    return true;
  if (duration && duration->type.kind == TYPE_UNKNOWN)
    return true;
  Value counted;
  if (duration && duration->kind == TERM_NEGATE && term_default(duration->as.unary.operand,
                                                                &counted))
    return time_allowed(scope, duration->as.unary.operand, span, doing);
  report_no_law(scope, span, doing);
  return false;
}

/* d in the 3 years before e (T1) */
const Term *typed_window(const Scope *scope, const Expr *expr) {
  const Term *day = term_of_kind(scope, expr->as.window.day, TYPE_DATE,
                                 "what lies in a window of time");
  const Term *period = term_of_kind(scope, expr->as.window.period, TYPE_DURATION,
                                    "a window of time");
  const Term *anchor = term_of_kind(scope, expr->as.window.anchor, TYPE_DATE,
                                    "the end of a window of time");
  if (term_failed(day) || term_failed(period) || term_failed(anchor) ||
      !time_allowed(scope, period, expr->as.window.period->span, "counting a window of time"))
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_WINDOW, expr, type_of_kind(TYPE_TRUTH));
  term->as.window.day = day;
  term->as.window.period = period;
  term->as.window.anchor = anchor;
  term->as.window.after = expr->as.window.after;
  term->as.window.calendar = scope->checker->model->law_calendar;
  term_holds(scope, term, day);
  term_holds(scope, term, period);
  term_holds(scope, term, anchor);
  return term;
}

/* at least 3 years since d (T2): up to the governing date */
const Term *typed_elapsed(const Scope *scope, const Expr *expr) {
  const Term *period = term_of_kind(scope, expr->as.elapsed.period, TYPE_DURATION, "elapsed time");
  const Term *since = term_of_kind(scope, expr->as.elapsed.since, TYPE_DATE,
                                   "the start of elapsed time");
  if (term_failed(period) || term_failed(since) ||
      !time_allowed(scope, period, expr->as.elapsed.period->span, "counting elapsed time"))
    return term_error(scope, expr);
  if (!scope->governing) {
    Diags *diags = scope->checker->diags;
    diag_report(diags, DIAG_NO_GOVERNING, expr->span, "there is no governing date to count up to");
    diag_help(diags, "write \"governed by DATE\" in the decision, or compare dates: d + 3 years "
              "no later than e");
    return term_error(scope, expr);
  }
  Term *term = term_new(scope, TERM_ELAPSED, expr, type_of_kind(TYPE_TRUTH));
  term->as.elapsed.period = period;
  term->as.elapsed.since = since;
  term->as.elapsed.calendar = scope->checker->model->law_calendar;
  term_holds(scope, term, period);
  term_holds(scope, term, since);
  return term;
}

const Term *typed_roll(const Scope *scope, const Expr *expr) {
  const Term *value = term_of_kind(scope, expr->as.roll.value, TYPE_DATE,
                                   "what rolls to a working day");
  if (term_failed(value) || !time_allowed(scope, NULL, expr->span,
                                          "rolling to the next working day"))
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_ROLL, expr, type_of_kind(TYPE_DATE));
  term->as.roll.value = value;
  term->as.roll.calendar = scope->checker->model->law_calendar;
  term_holds(scope, term, value);
  return term;
}

/* strategic_limit on received (X4) */
const Term *typed_on(const Scope *scope, const Expr *expr) {
  Span as_of_read = scope->checker->model->as_of_read;
  const Term *value = term_check(scope, expr->as.on.value, NULL);
  scope->checker->model->as_of_read = as_of_read;   /* its day is written */
  const Term *date = term_of_kind(scope, expr->as.on.date, TYPE_DATE,
                                  "the day of a parameter's value");
  if (term_failed(value) || term_failed(date))
    return term_error(scope, expr);
  if (value->kind != TERM_PARAMETER) {
    diag_report(scope->checker->diags, DIAG_WRONG_TYPE, expr->as.on.value->span,
                "\"on\" asks for a parameter's value on a day");
    diag_mark(scope->checker->diags, "this is no parameter");
    return term_error(scope, expr);
  }
  Term *term = term_new(scope, TERM_PARAMETER, expr, value->type);
  term->as.parameter.parameter = value->as.parameter.parameter;
  term->as.parameter.on = date;
  term_holds(scope, term, value->as.parameter.parameter->value);
  term_holds(scope, term, date);
  return term;
}
