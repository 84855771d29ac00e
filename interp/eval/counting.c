/* How a date was counted, in words: for explanations (language.md, Dates).
 *
 * Where the month has no such day, both candidates are named: the last day that the
 * law of time takes for a deadline, and the first of the next month, which counts
 * where time must have passed. */
#include "interp/eval/evaluator.h"

static const char *const weekdays[] = {
  "", MESSAGE("Monday"), MESSAGE("Tuesday"), MESSAGE("Wednesday"), MESSAGE("Thursday"),
  MESSAGE("Friday"), MESSAGE("Saturday"), MESSAGE("Sunday"),
};

static Text add_sentence(Arena *arena, Text before, Text sentence) {
  if (before.length == 0)
    return sentence;
  return arena_format(arena, "%.*s; %.*s", TEXT_PRINT(before), TEXT_PRINT(sentence));
}

/* Months counted from a day: the same day number, or which of two days where there is none. */
static Text months_text(const Model *model, Arena *arena, Date from, Date floor, Date ceiling,
                        MonthRule rule) {
  Date counted = rule == MONTHS_FLOOR ? floor : ceiling;
  Text day = date_text(arena, counted);
  if (floor == ceiling)
    return arena_format(arena, model_words(model, "the same day number, %.*s"), TEXT_PRINT(day));
  Text other = date_text(arena, rule == MONTHS_FLOOR ? ceiling : floor);
  int number = date_civil(from).day;
  if (rule == MONTHS_FLOOR)
    return arena_format(arena, model_words(model, "the month has no day %d, so its last day, %.*s "
                                           "(%.*s is what counts where time must have passed)"),
                        number, TEXT_PRINT(day), TEXT_PRINT(other));
  return arena_format(arena, model_words(model, "the month has no day %d, so the first of the "
                                         "next, %.*s (a deadline would end on %.*s)"),
                      number, TEXT_PRINT(day), TEXT_PRINT(other));
}

static Text shift_text(Evaluator *evaluator, Arena *arena, const Term *term, Date from,
                       Duration duration, int sign, MonthRule rule) {
  const Calendar *calendar = term->kind == TERM_BINARY ? term->as.binary.calendar
                                                       : term->as.elapsed.calendar;
  Value period = { .state = VALUE_KNOWN, .kind = TYPE_DURATION, .as.duration = duration };
  const Model *model = evaluator->model;
  Text period_text = value_show(arena, period, NULL, model->surface == SURFACE_SWEDISH);
  Text start = date_text(arena, from);
  Text head = arena_format(arena, sign < 0 ? model_words(model, "%.*s before %.*s")
                                           : model_words(model, "%.*s from %.*s"),
                           TEXT_PRINT(period_text), TEXT_PRINT(start));
  Value end = time_shift(evaluator, term, calendar, from, duration, sign, rule);
  if (end.state != VALUE_KNOWN)
    return TEXT("");
  Text day = date_text(arena, end.as.date);
  Duration months = { duration.months, 0, 0 };
  Value floor = time_shift(evaluator, term, NULL, from, months, sign, MONTHS_FLOOR);
  Value ceiling = time_shift(evaluator, term, NULL, from, months, sign, MONTHS_CEILING);
  bool only_months = duration.days == 0 && duration.working_days == 0;
  if (duration.months == 0 || floor.state != VALUE_KNOWN || ceiling.state != VALUE_KNOWN)
    return arena_format(arena, model_words(model, "%.*s, which is not counted: %.*s"),
                        TEXT_PRINT(head), TEXT_PRINT(day));
  Text counted = months_text(model, arena, from, floor.as.date, ceiling.as.date, rule);
  if (only_months)
    return arena_format(arena, "%.*s: %.*s", TEXT_PRINT(head), TEXT_PRINT(counted));
  return arena_format(arena, model_words(model, "%.*s: months first, %.*s, then days: %.*s"),
                      TEXT_PRINT(head), TEXT_PRINT(counted), TEXT_PRINT(day));
}

static Text binary_text(Evaluator *evaluator, Arena *arena, const Term *term) {
  Value a = evaluate(evaluator, term->as.binary.left);
  Value b = evaluate(evaluator, term->as.binary.right);
  if (a.state != VALUE_KNOWN || b.state != VALUE_KNOWN)
    return TEXT("");
  if (a.kind == TYPE_DATE && b.kind == TYPE_DURATION) {
    int sign = term->as.binary.op == BINARY_SUBTRACT ? -1 : 1;
    return shift_text(evaluator, arena, term, a.as.date, b.as.duration, sign, MONTHS_FLOOR);
  }
  if (a.kind == TYPE_DURATION && b.kind == TYPE_DATE)
    return shift_text(evaluator, arena, term, b.as.date, a.as.duration, 1, MONTHS_FLOOR);
  return TEXT("");
}

static Text roll_text(Evaluator *evaluator, Arena *arena, const Term *term) {
  const Model *model = evaluator->model;
  Value before = evaluate(evaluator, term->as.roll.value);
  Value after = evaluate(evaluator, term);
  if (before.state != VALUE_KNOWN || after.state != VALUE_KNOWN)
    return TEXT("");
  Text day = date_text(arena, before.as.date), moved = date_text(arena, after.as.date);
  if (before.as.date == after.as.date)
    return arena_format(arena, model_words(model, "%.*s is a working day"), TEXT_PRINT(day));
  int weekday = date_weekday(before.as.date);
  const char *why = weekday < 6
                        ? model_words(model, "%.*s is a %s on which offices are closed, so the "
                                             "next working day, %.*s")
                        : model_words(model, "%.*s is a %s, so the next working day, %.*s");
  return arena_format(arena, why, TEXT_PRINT(day), model_words(model, weekdays[weekday]),
                      TEXT_PRINT(moved));
}

/* The counts of a term, innermost first. */
static Text counting_text(Evaluator *evaluator, Arena *arena, const Term *term) {
  if (term->kind == TERM_ROLL) {
    Text inner = counting_text(evaluator, arena, term->as.roll.value);
    Text rolled = roll_text(evaluator, arena, term);
    return rolled.length > 0 ? add_sentence(arena, inner, rolled) : inner;
  }
  if (term->kind == TERM_IF) {
    Value condition = evaluate(evaluator, term->as.choice.condition);
    if (condition.state != VALUE_KNOWN)
      return TEXT("");
    return counting_text(evaluator, arena, condition.as.truth ? term->as.choice.then
                                                              : term->as.choice.otherwise);
  }
  if (term->kind == TERM_CALL) {
    Scope scope;
    Value error;
    if (!evaluate_enter(evaluator, term, &scope, &error))
      return TEXT("");
    Text text = counting_text(evaluator, arena, term->as.call.define->value);
    evaluate_leave(evaluator, &scope);
    return text;
  }
  if (term->kind != TERM_BINARY || term->type.kind != TYPE_DATE)
    return TEXT("");
  Text inner = counting_text(evaluator, arena, term->as.binary.left);
  Text text = binary_text(evaluator, arena, term);
  return text.length > 0 ? add_sentence(arena, inner, text) : inner;
}

Text evaluator_counting(Evaluator *evaluator, Arena *arena, const Term *due) {
  return counting_text(evaluator, arena, due);
}
