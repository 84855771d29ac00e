/* Targets and controls: a value against a bound for a year, a condition over records (B4). */
#include "interp/eval/budgets.h"

#include "interp/eval/evaluator.h"

#include <stdlib.h>

/* ---- one side of a target, in a year and on a date ----------------------------------- */

typedef struct {
  Evaluator    *evaluator;
  const Target *target;
  Value         date;           /* unknown: there is none */
  TargetResult *result;
} Weighing;

typedef struct { Value value, bound; } Sides;

static Sides sides_in(Weighing *weighing, int64_t year, AskList *asks) {
  Evaluator *evaluator = weighing->evaluator;
  const Target *target = weighing->target;
  static const Budget no_budget = { .has_years = true };
  BudgetContext context;
  Sides sides = { value_unknown(TYPE_MONEY), value_unknown(TYPE_MONEY) };
  if (!budget_enter(evaluator, &no_budget, NULL, year, &context))
    return sides;
  Slot *slots = context.scope.slots;
  slots[TARGET_DATE_SLOT] = (Slot){ weighing->date, NULL };
  sides.value = evaluate(evaluator, target->value);
  sides.bound = evaluate(evaluator, target->bound);
  if (asks && sides.value.state == VALUE_UNKNOWN)
    evaluate_asks(evaluator, target->value, asks);
  if (asks && sides.bound.state == VALUE_UNKNOWN)
    evaluate_asks(evaluator, target->bound, asks);
  budget_leave(evaluator, &context);
  return sides;
}

static bool both_known(const Sides *sides) {
  return sides->value.state == VALUE_KNOWN && sides->bound.state == VALUE_KNOWN;
}

static Value add(const Weighing *weighing, Value a, Value b, bool minus) {
  Fraction result;
  if (a.state != VALUE_KNOWN || b.state != VALUE_KNOWN)
    return a.state == VALUE_ERROR ? a : b.state == VALUE_ERROR ? b : value_unknown(a.kind);
  bool fits = minus ? fraction_subtract(a.as.number, b.as.number, &result)
                    : fraction_add(a.as.number, b.as.number, &result);
  return fits ? value_number(a.kind, result)
              : evaluate_error(weighing->evaluator, weighing->target->span,
                               "the result is too large to be exact");
}

/* A year of the window that is missing is named, and nothing can be told (B4). */
static Sides sides_over_window(Weighing *weighing, int64_t year) {
  int64_t years = weighing->target->rolling;
  if (years == 0)
    return sides_in(weighing, year, &weighing->result->asks);
  Sides sum = { 0 };
  for (int64_t at = year - years + 1; at <= year; at++) {
    Sides one = sides_in(weighing, at, &weighing->result->asks);
    if (!both_known(&one)) {
      LIST_ADD(weighing->evaluator->arena, &weighing->result->missing, int64_t, at);
      one.value = value_unknown(weighing->target->value->type.kind);
      one.bound = value_unknown(weighing->target->bound->type.kind);
    }
    bool first = at == year - years + 1;
    sum.value = first ? one.value : add(weighing, sum.value, one.value, false);
    sum.bound = first ? one.bound : add(weighing, sum.bound, one.bound, false);
  }
  return sum;
}

/* ---- holds, and by how much ---------------------------------------------------------- */

static bool is_upper(BinaryOp op) {
  return op == BINARY_LESS || op == BINARY_AT_MOST;
}

static Value margin_of(const Weighing *weighing, const Sides *sides) {
  Value margin = is_upper(weighing->target->op)
                     ? add(weighing, sides->bound, sides->value, true)
                     : add(weighing, sides->value, sides->bound, true);
  margin.kind = weighing->target->value->type.kind;
  return margin;
}

static Value holds(const Target *target, Value margin) {
  if (margin.state != VALUE_KNOWN) {
    margin.kind = TYPE_TRUTH;
    return margin;
  }
  int sign = fraction_sign(margin.as.number);
  bool strict = target->op == BINARY_LESS || target->op == BINARY_MORE;
  return value_truth(strict ? sign > 0 : sign >= 0);
}

static bool is_suspended(const Target *target, int64_t year) {
  for (size_t i = 0; i < target->suspensions.count; i++)
    if (target->suspensions.items[i].from <= year && year <= target->suspensions.items[i].to)
      return true;
  return false;
}

static void weigh(Weighing *weighing, int64_t year) {
  Sides sides = sides_over_window(weighing, year);
  weighing->result->value = sides.value;
  weighing->result->bound = sides.bound;
  weighing->result->margin = margin_of(weighing, &sides);
  weighing->result->holds = holds(weighing->target, weighing->result->margin);
}

/* ---- at every date in a year --------------------------------------------------------- */

typedef struct {
  Evaluator  *evaluator;
  Date        from, to;
  LIST(Date)  dates;
} Changes;

/* A balance changes only on days that stand in the records it adds up. */
static void add_dates(Changes *changes, const RecordType *type) {
  const Record *const *records = NULL;
  size_t count;
  lists_all(changes->evaluator, type, &records, &count);
  for (size_t i = 0; i < type->count; i++) {
    if (type->fields[i].type.kind != TYPE_DATE)
      continue;
    for (size_t j = 0; j < count; j++) {
      Value day = records[j]->fields[i];
      if (day.state == VALUE_KNOWN && day.as.date > changes->from && day.as.date <= changes->to)
        LIST_ADD(changes->evaluator->arena, &changes->dates, Date, day.as.date);
    }
  }
}

static int by_date(const void *a, const void *b) {
  const Date *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

/* The first day of the year, and every day in it that some record names. */
static void find_changes(Changes *changes) {
  const Model *model = changes->evaluator->model;
  LIST_ADD(changes->evaluator->arena, &changes->dates, Date, changes->from);
  for (size_t i = 0; i < model->records.count; i++)
    if (model->records.items[i]->used)
      add_dates(changes, model->records.items[i]);
  if (changes->dates.count > 1)
    qsort(changes->dates.items, changes->dates.count, sizeof(Date), by_date);
}

static bool is_worse(const TargetResult *one, const TargetResult *than) {
  if (one->margin.state != VALUE_KNOWN || than->margin.state != VALUE_KNOWN)
    return one->margin.state != VALUE_KNOWN && than->margin.state == VALUE_KNOWN;
  return fraction_compare(one->margin.as.number, than->margin.as.number) < 0;
}

static void weigh_dates(Weighing *weighing, int64_t year) {
  int64_t date_year = weighing->target->date_year;
  Changes changes = { .evaluator = weighing->evaluator };
  bool fits = date_year > 0 && date_year < 9999;
  if (!fits || !date_make((int)date_year, 1, 1, &changes.from) ||
      !date_make((int)date_year, 12, 31, &changes.to))
    return;
  find_changes(&changes);
  TargetResult worst = *weighing->result;
  for (size_t i = 0; i < changes.dates.count; i++) {
    if (i > 0 && changes.dates.items[i] == changes.dates.items[i - 1])
      continue;
    TargetResult one = { .suspended = weighing->result->suspended, .has_date = true,
                         .date = changes.dates.items[i] };
    Weighing day = { weighing->evaluator, weighing->target, value_date(one.date), &one };
    weigh(&day, year);
    if (i == 0 || is_worse(&one, &worst))
      worst = one;
  }
  *weighing->result = worst;
}

TargetResult evaluator_target(Evaluator *evaluator, const Target *target, int64_t year) {
  TargetResult result = { .suspended = is_suspended(target, target->reads_year ? year
                                                            : target->date_year) };
  Weighing weighing = { evaluator, target, value_unknown(TYPE_DATE), &result };
  Arena *batch = evaluator->batch;
  evaluator->batch = evaluator->arena;
  if (target->every_date)
    weigh_dates(&weighing, year);
  else
    weigh(&weighing, year);
  evaluator->batch = batch;
  return result;
}

Value target_evaluate(Evaluator *evaluator, const Term *term) {
  int64_t year = 0;
  if (term->as.target.year) {
    Value asked = evaluate(evaluator, term->as.target.year);
    if (asked.state != VALUE_KNOWN || !fraction_to_int64(asked.as.number, &year))
      return asked.state == VALUE_ERROR ? asked : value_unknown(term->type.kind);
  }
  TargetResult result = evaluator_target(evaluator, term->as.target.target, year);
  switch (term->as.target.part) {
    case TARGET_HOLDS:  return result.holds;
    case TARGET_MARGIN: return result.margin;
    case TARGET_VALUE:  return result.value;
    case TARGET_BOUND:  return result.bound;
  }
  return value_unknown(term->type.kind);
}

/* ---- controls ------------------------------------------------------------------------ */

void evaluator_control(Evaluator *evaluator, const Control *control, ControlHit *hit,
                       void *context) {
  static const Budget no_budget = { .has_years = false };
  const Record *const *records = NULL;
  size_t count;
  lists_all(evaluator, control->record, &records, &count);
  for (size_t i = 0; i < count; i++) {
    BudgetContext around;
    if (!budget_enter(evaluator, &no_budget, records[i], 0, &around))
      return;
    Value verdict = evaluate(evaluator, control->when);
    budget_leave(evaluator, &around);
    if (!logic_is(verdict, false) && hit)
      hit(context, records[i], verdict);
  }
}

typedef struct { int64_t hits, unsettled; } ControlCount;

static void count_hit(void *context, const Record *record, Value verdict) {
  ControlCount *counted = context;
  (void)record;
  if (logic_is(verdict, true))
    counted->hits++;
  else
    counted->unsettled++;
}

Value control_evaluate(Evaluator *evaluator, const Term *term) {
  ControlCount counted = { 0, 0 };
  evaluator_control(evaluator, term->as.control.control, count_hit, &counted);
  return value_integer(term->as.control.part == CONTROL_HITS ? counted.hits : counted.unsettled);
}
