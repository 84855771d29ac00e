/* Records decided or served before the one judged, and results of other records (F7, F11, D1). */
#include "interp/eval/evaluator.h"

/* Days by which counting back may miss the day from which counting forward reaches. */
enum { WINDOW_SLACK = 62, FIRST_DAY = -719162 };

Earlier evaluator_earlier(Evaluator *evaluator, const Earlier *earlier) {
  Earlier before = evaluator->earlier;
  evaluator->earlier = *earlier;
  return before;
}

void evaluator_result_source(Evaluator *evaluator, const ResultSource *source) {
  evaluator->result_source = source;
}

const ResultSource *evaluator_results_of_others(const Evaluator *evaluator) {
  return evaluator->result_source;
}

/* ---- the list ------------------------------------------------------------------------- */

void earlier_start(Evaluator *evaluator, const Term *term, Elements *elements) {
  const Earlier *earlier = &evaluator->earlier;
  elements->records = earlier->records;
  elements->identity = earlier->identity;
  elements->list = value_list(NULL, 0);
  switch (term->as.earlier.kind) {
    case EARLIER_SERVED:
      elements->count = earlier->decided + earlier->placed;
      return;
    case EARLIER_BETTER:
      elements->first = earlier->decided;
      elements->count = earlier->better;
      return;
    case EARLIER_PLACED:
      elements->first = earlier->decided;
      elements->count = earlier->placed;
      return;
  }
}

Value earlier_list(Evaluator *evaluator, const Term *term) {
  Elements elements = { .count = 0 };
  earlier_start(evaluator, term, &elements);
  Value *items = arena_array(evaluator->batch, Value, elements.count + 1);
  for (size_t i = 0; i < elements.count; i++)
    items[i] = value_record(elements.records[elements.first + i]);
  return value_list(items, elements.count);
}

/* ---- results -------------------------------------------------------------------------- */

static Value part_of(const Results *results, const Term *term) {
  size_t amount = term->as.result.amount;
  switch (term->as.result.result) {
    case RESULT_DECIDER: return results->decider;
    case RESULT_GRANTED: return results->granted;
    case RESULT_OUTCOME: return results->outcome;
    case RESULT_RANK:    return results->rank;
    case RESULT_JUDGED:  return results->judged;
    case RESULT_AMOUNT:  break;
  }
  return amount < results->amount_count ? results->amounts[amount] : value_unknown(TYPE_MONEY);
}

/* The record whose result is asked for; NULL, and *state: it is not known, or an error. */
static const Record *record_of(Evaluator *evaluator, const Term *term, Value *state) {
  const Term *object = term->as.result.object;
  Value owner = object               ? evaluate(evaluator, object)
                : evaluator->subject ? value_record(evaluator->subject)
                                     : value_unknown(TYPE_RECORD);
  if (owner.state == VALUE_KNOWN)
    return owner.as.record;
  owner.kind = term->type.kind;
  *state = owner;
  return NULL;
}

Value result_evaluate(Evaluator *evaluator, const Term *term) {
  const Decision *decision = term->as.result.decision;
  if (!decision)
    return part_of(&evaluator->results, term);
  Value state;
  const Record *record = record_of(evaluator, term, &state);
  if (!record)
    return state;
  Results results;
  const AskList *waits = NULL;
  const ResultSource *source = evaluator->result_source;
  if (!source || !source->find(source->context, decision, record, evaluator->batch, &results,
                               &waits))
    return value_unknown(term->type.kind);
  return part_of(&results, term);
}

const AskList *result_waits(Evaluator *evaluator, const Term *term) {
  Value state;
  Results results;
  const AskList *waits = NULL;
  const ResultSource *source = evaluator->result_source;
  const Record *record = term->as.result.decision && source ? record_of(evaluator, term, &state)
                                                            : NULL;
  if (record)
    source->find(source->context, term->as.result.decision, record, evaluator->batch, &results,
                 &waits);
  return waits;
}

/* ---- what frames ask -------------------------------------------------------------------- */

static bool open_bound(Evaluator *evaluator, const Value *values, size_t count, Scope *scope) {
  unsigned slots = evaluator->model->most_slots;
  if (!evaluate_open(evaluator, slots > count ? slots : (unsigned)count, scope))
    return false;
  for (size_t i = 0; i < count; i++)
    scope->slots[i] = (Slot){ values[i], NULL };
  return true;
}

Value evaluate_bound(Evaluator *evaluator, const Term *term, const Value *values, size_t count) {
  Scope scope;
  if (!open_bound(evaluator, values, count, &scope))
    return evaluate_error(evaluator, term->span, "definitions use each other too deeply");
  Value value = evaluate_kept(evaluator, term);
  evaluate_leave(evaluator, &scope);
  return value;
}

Value evaluate_over(Evaluator *evaluator, const Term *term, const Value *values, size_t count) {
  Scope scope;
  if (!open_bound(evaluator, values, count, &scope))
    return evaluate_error(evaluator, term->span, "definitions use each other too deeply");
  Value value = evaluate(evaluator, term);
  evaluate_leave(evaluator, &scope);
  return value;
}

void evaluate_bound_asks(Evaluator *evaluator, const Term *term, const Value *values,
                         size_t count, AskList *asks) {
  Scope scope;
  if (!open_bound(evaluator, values, count, &scope))
    return;
  if (evaluate_kept(evaluator, term).state == VALUE_UNKNOWN)
    evaluate_asks(evaluator, term, asks);
  evaluate_leave(evaluator, &scope);
}

void evaluate_each(Evaluator *evaluator, const Term *sum, ElementVisit *visit, void *context) {
  Elements elements;
  lists_start(evaluator, sum, &sum->as.aggregate.domain, &elements);
  if (elements.list.state != VALUE_KNOWN)
    return;
  while (lists_next(evaluator, &elements))
    if (logic_is(lists_where(evaluator, sum->as.aggregate.where), true))
      visit(context, evaluator, sum);
}

/* The reach of a day grows with the day, so that the first that reaches is found by halving. */
Value evaluate_window_start(Evaluator *evaluator, const Term *rolling, const Calendar *calendar,
                            Date day) {
  Value period = evaluate(evaluator, rolling);
  if (period.state != VALUE_KNOWN)
    return period.state == VALUE_ERROR ? period : value_unknown(TYPE_DATE);
  Value back = time_shift(evaluator, rolling, calendar, day, period.as.duration, -1, MONTHS_FLOOR);
  Date low = back.state == VALUE_KNOWN && back.as.date > WINDOW_SLACK + FIRST_DAY
                 ? back.as.date - WINDOW_SLACK
                 : FIRST_DAY;
  Date high = day;
  while (low < high) {
    Date middle = low + (high - low) / 2;
    Value reach = time_shift(evaluator, rolling, calendar, middle, period.as.duration, 1,
                             MONTHS_FLOOR);
    if (reach.state != VALUE_KNOWN && reach.state != VALUE_ERROR)
      return value_unknown(TYPE_DATE);
    if (reach.state == VALUE_ERROR || reach.as.date >= day)
      high = middle;
    else
      low = middle + 1;
  }
  return value_date(low);
}
