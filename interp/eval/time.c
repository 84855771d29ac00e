/* Dates, durations and working days (semantics T1-T3). */
#include "interp/eval/evaluator.h"

static Value no_such_date(Evaluator *evaluator, const Term *term) {
  return evaluate_error(evaluator, term->span, "the date lies outside the years 1 to 9999");
}

static Value unknown_date(void) {
  return value_unknown(TYPE_DATE);
}

/* ---- counting ---------------------------------------------------------------------- */

/* The next day after (or before) `date` that is a working day: WORKING, or why there is none. */
static DayKind next_working_day(Evaluator *evaluator, const Term *term, const Calendar *calendar,
                                int direction, Date *date) {
  for (;;) {
    evaluate_charge(evaluator, term, 1);
    if (evaluator->gave_up)
      return DAY_UNKNOWN;
    if (!date_add_days(*date, direction, date))
      return DAY_ERROR;
    DayKind kind = calendar_day(evaluator, calendar, *date);
    if (kind != DAY_CLOSED)
      return kind;
  }
}

static Value shift_working_days(Evaluator *evaluator, const Term *term, const Calendar *calendar,
                                Date date, int64_t count) {
  int direction = count < 0 ? -1 : 1;
  for (int64_t left = count; left != 0; left -= direction) {
    DayKind kind = next_working_day(evaluator, term, calendar, direction, &date);
    if (kind == DAY_ERROR)
      return no_such_date(evaluator, term);
    if (kind != DAY_WORKING)
      return unknown_date();
  }
  return value_date(date);
}

Value time_shift(Evaluator *evaluator, const Term *term, const Calendar *calendar, Date date,
                 Duration duration, int sign, MonthRule rule) {
  int64_t months, days, working_days;
  if (__builtin_mul_overflow(duration.months, sign, &months) ||
      __builtin_mul_overflow(duration.days, sign, &days) ||
      __builtin_mul_overflow(duration.working_days, sign, &working_days))
    return no_such_date(evaluator, term);
  Date shifted = date;
  if (months != 0 && !date_add_months(shifted, months, rule, &shifted))
    return no_such_date(evaluator, term);
  if (days != 0 && !date_add_days(shifted, days, &shifted))
    return no_such_date(evaluator, term);
  return shift_working_days(evaluator, term, calendar, shifted, working_days);
}

/* date + period where both are values: unknown in, unknown out. */
static Value shift_values(Evaluator *evaluator, const Term *term, const Calendar *calendar,
                          Value date, Value period, MonthRule rule) {
  Value result;
  if (evaluate_unsettled(evaluator, term, date, period, &result))
    return result.state == VALUE_UNKNOWN ? unknown_date() : result;
  return time_shift(evaluator, term, calendar, date.as.date, period.as.duration, 1, rule);
}

/* d in the P before e: d <= e and e <= d + P, always counted forward from the earlier (T1). */
Value time_window(Evaluator *evaluator, const Term *term) {
  Value day = evaluate(evaluator, term->as.window.day);
  Value anchor = evaluate(evaluator, term->as.window.anchor);
  Value period = evaluate(evaluator, term->as.window.period);
  Value early = term->as.window.after ? anchor : day;
  Value late = term->as.window.after ? day : anchor;
  Value ordered = logic_compare(evaluator, term, BINARY_AT_MOST, early, late);
  if (logic_is(ordered, false))
    return ordered;
  Value reach = shift_values(evaluator, term, term->as.window.calendar, early, period,
                             MONTHS_FLOOR);
  return logic_and(ordered, logic_compare(evaluator, term, BINARY_AT_MOST, late, reach));
}

/* at least P since d: the governing date is on or after d + P, by the ceiling rule (T2). */
Value time_elapsed(Evaluator *evaluator, const Term *term) {
  Value since = evaluate(evaluator, term->as.elapsed.since);
  Value period = evaluate(evaluator, term->as.elapsed.period);
  Value now = evaluate_governing(evaluator);
  Value complete = shift_values(evaluator, term, term->as.elapsed.calendar, since, period,
                                MONTHS_CEILING);
  return logic_compare(evaluator, term, BINARY_AT_LEAST, now, complete);
}

Value time_roll(Evaluator *evaluator, const Term *term) {
  const Calendar *calendar = term->as.roll.calendar;
  Value value = evaluate(evaluator, term->as.roll.value);
  Value result;
  if (evaluate_unsettled(evaluator, term, value, value, &result))
    return result;
  Date date = value.as.date;
  DayKind kind = calendar_day(evaluator, calendar, date);
  if (kind == DAY_CLOSED)
    kind = next_working_day(evaluator, term, calendar, 1, &date);
  switch (kind) {
    case DAY_WORKING: return value_date(date);
    case DAY_ERROR:   return no_such_date(evaluator, term);
    case DAY_UNKNOWN: case DAY_CLOSED: case DAY_NOT_LOOKED_UP:
      break;
  }
  return unknown_date();
}

/* ---- functions ------------------------------------------------------------------------ */

static bool small_number(Value value, int *result) {
  int64_t whole;
  if (!fraction_to_int64(value.as.number, &whole) || whole < -10000 || whole > 10000)
    return false;
  *result = (int)whole;
  return true;
}

static Value make_date(Evaluator *evaluator, const Term *term) {
  int parts[3] = { 0, 0, 0 };
  Value values[3];
  for (size_t i = 0; i < 3; i++)
    values[i] = evaluate(evaluator, term->as.builtin.arguments[i]);
  Value result, first;
  if (!evaluate_unsettled(evaluator, term, values[0], values[1], &first))
    first = values[0];
  if (evaluate_unsettled(evaluator, term, first, values[2], &result))
    return result;
  bool fits = true;
  for (size_t i = 0; i < 3; i++)
    fits = fits && small_number(values[i], &parts[i]);
  Date date;
  if (fits && date_make(parts[0], parts[1], parts[2], &date))
    return value_date(date);
  return evaluate_error(evaluator, term->span, "there is no such date");
}

static Value part_of_date(Evaluator *evaluator, const Term *term) {
  Value value = evaluate(evaluator, term->as.builtin.arguments[0]);
  Value result;
  if (evaluate_unsettled(evaluator, term, value, value, &result))
    return result;
  Civil civil = date_civil(value.as.date);
  switch (term->as.builtin.builtin) {
    case BUILTIN_YEAR_OF:      return value_integer(civil.year);
    case BUILTIN_MONTH_OF:     return value_integer(civil.month);
    case BUILTIN_DAY_OF:       return value_integer(civil.day);
    case BUILTIN_WEEKDAY:      return value_integer(date_weekday(value.as.date));
    case BUILTIN_END_OF_MONTH: return value_date(date_month_end(value.as.date));
    case BUILTIN_MAX: case BUILTIN_MIN: case BUILTIN_REMAINDER: case BUILTIN_ABSOLUTE:
    case BUILTIN_DATE: case BUILTIN_COVERED: case BUILTIN_WORKING_DAYS_BETWEEN:
    case BUILTIN_FOLDED: case BUILTIN_AS_OF:
      break;
  }
  return value_unknown(term->type.kind);
}

/* The last day of a covered period: the day before the ceiling. */
static Value covered(Evaluator *evaluator, const Term *term) {
  Value start = evaluate(evaluator, term->as.builtin.arguments[0]);
  Value period = evaluate(evaluator, term->as.builtin.arguments[1]);
  Value end = shift_values(evaluator, term, term->as.builtin.calendar, start, period,
                           MONTHS_CEILING);
  if (end.state == VALUE_KNOWN && !date_add_days(end.as.date, -1, &end.as.date))
    return no_such_date(evaluator, term);
  return end;
}

/* The working days after a up to and including b. */
static Value working_days_between(Evaluator *evaluator, const Term *term) {
  Value from = evaluate(evaluator, term->as.builtin.arguments[0]);
  Value to = evaluate(evaluator, term->as.builtin.arguments[1]);
  Value result;
  if (evaluate_unsettled(evaluator, term, from, to, &result))
    return result;
  int64_t count = 0;
  for (Date date = from.as.date; date < to.as.date;) {
    date++;
    evaluate_charge(evaluator, term, 1);
    DayKind kind = calendar_day(evaluator, term->as.builtin.calendar, date);
    if (kind == DAY_ERROR)
      return evaluate_error(evaluator, term->span, "the calendar cannot be computed");
    if (kind == DAY_UNKNOWN || evaluator->gave_up)
      return value_unknown(TYPE_INTEGER);
    count += kind == DAY_WORKING;
  }
  return value_integer(count);
}

Value time_builtin(Evaluator *evaluator, const Term *term) {
  switch (term->as.builtin.builtin) {
    case BUILTIN_DATE:    return make_date(evaluator, term);
    case BUILTIN_COVERED: return covered(evaluator, term);
    case BUILTIN_WORKING_DAYS_BETWEEN:
      return working_days_between(evaluator, term);
    case BUILTIN_YEAR_OF: case BUILTIN_MONTH_OF: case BUILTIN_DAY_OF: case BUILTIN_WEEKDAY:
    case BUILTIN_END_OF_MONTH:
      return part_of_date(evaluator, term);
    case BUILTIN_MAX: case BUILTIN_MIN: case BUILTIN_REMAINDER: case BUILTIN_ABSOLUTE:
    case BUILTIN_FOLDED: case BUILTIN_AS_OF:
      break;
  }
  return value_unknown(term->type.kind);
}
