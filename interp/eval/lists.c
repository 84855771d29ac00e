/* What a list operation runs over, `every` and `some` (semantics L4, V2). */
#include "interp/eval/evaluator.h"

/* ---- elements ------------------------------------------------------------------------ */

static void start_range(Evaluator *evaluator, const Term *term, Elements *elements) {
  Value low = evaluate(evaluator, elements->domain->low);
  Value high = evaluate(evaluator, elements->domain->high);
  Value result;
  if (evaluate_unsettled(evaluator, term, low, high, &result)) {
    elements->list = result;
    return;
  }
  int64_t first, last, count;
  if (!fraction_to_int64(low.as.number, &first) || !fraction_to_int64(high.as.number, &last)) {
    elements->list = evaluate_error(evaluator, term->span, "a range runs over whole numbers");
    return;
  }
  elements->list = value_list(NULL, 0);
  elements->low = first;
  if (last < first)
    return;
  if (__builtin_sub_overflow(last, first, &count) || count == INT64_MAX)
    elements->list = evaluate_error(evaluator, term->span, "the range is too long");
  else
    elements->count = (size_t)count + 1;
}

void lists_all(Evaluator *evaluator, const RecordType *type, const Record *const **records,
               size_t *count) {
  *count = 0;
  if (evaluator->source && evaluator->source->all)
    evaluator->source->all(evaluator->source->context, type, records, count);
  if (*count > 0 || !type->row_by_key)
    return;
  *records = type->sorted;
  *count = type->row_count;
}

static void start_all(Evaluator *evaluator, const Term *term, Elements *elements) {
  const RecordType *type = elements->domain->all;
  if ((!evaluator->source || !evaluator->source->all) && !type->row_by_key) {
    elements->list = evaluate_error(evaluator, term->span, "no records of %.*s can be read here",
                                    TEXT_PRINT(type->name));
    return;
  }
  lists_all(evaluator, type, &elements->records, &elements->count);
  elements->identity = elements->records;
  elements->list = value_list(NULL, 0);
}

const Term *lists_where_of(const Term *term) {
  if (term->kind == TERM_QUANTIFIED)
    return term->as.quantified.where;
  return term->kind == TERM_AGGREGATE ? term->as.aggregate.where : term->as.apportion.where;
}

void lists_start_all(Evaluator *evaluator, const Term *term, const TermDomain *domain,
                     Elements *elements) {
  *elements = (Elements){ .domain = domain };
  if (domain->all) {
    start_all(evaluator, term, elements);
  } else if (domain->list && domain->list->kind == TERM_EARLIER) {
    earlier_start(evaluator, domain->list, elements);
  } else if (!domain->list) {
    start_range(evaluator, term, elements);
  } else {
    Value list = evaluate(evaluator, domain->list);
    elements->list = list.state == VALUE_NONE ? value_list(NULL, 0) : list;
    elements->count = elements->list.state == VALUE_KNOWN ? elements->list.as.list.count : 0;
  }
  elements->all = elements->count;
}

void lists_narrow(Evaluator *evaluator, const Term *term, Elements *elements) {
  if (elements->records && elements->count > FEW_RECORDS)
    index_narrow(evaluator, lists_where_of(term), elements);
}

void lists_start(Evaluator *evaluator, const Term *term, const TermDomain *domain,
                 Elements *elements) {
  lists_start_all(evaluator, term, domain, elements);
  lists_narrow(evaluator, term, elements);
}

static Value element_at(const Elements *elements, size_t index) {
  if (elements->records)
    return value_record(elements->records[elements->chosen ? elements->chosen[index]
                                                           : elements->first + index]);
  if (!elements->domain->list)
    return value_integer(elements->low + (int64_t)index);
  return elements->list.as.list.items[index];
}

bool lists_next(Evaluator *evaluator, Elements *elements) {
  if (elements->next >= elements->count || evaluator->gave_up)
    return false;
  Slot *slot = &evaluator->scope->slots[elements->domain->slot];
  *slot = (Slot){ element_at(elements, elements->next), elements->domain };
  elements->next++;
  return true;
}

Value lists_where(Evaluator *evaluator, const Term *where) {
  if (!where)
    return value_truth(true);
  Value holds = evaluate(evaluator, where);
  if (holds.state == VALUE_NONE)
    return evaluate_error(evaluator, where->span, "there is no value here to judge by");
  return holds;
}

/* ---- every, some, at least n ------------------------------------------------------------ */

/* every: C implies D; some and at least n: C and D. */
Value lists_element(Evaluator *evaluator, const Term *term) {
  bool every = term->as.quantified.kind == QUANTIFIED_EVERY;
  Value chosen = lists_where(evaluator, term->as.quantified.where);
  if (logic_is(chosen, false))
    return value_truth(every);
  Value holds = lists_where(evaluator, term->as.quantified.satisfies);
  if (!every)
    return logic_and(chosen, holds);
  if (chosen.state == VALUE_KNOWN)
    chosen.as.truth = !chosen.as.truth;
  return logic_or(chosen, holds);
}

static Value every_or_some(Evaluator *evaluator, const Term *term, Elements *elements) {
  bool every = term->as.quantified.kind == QUANTIFIED_EVERY;
  Value result = value_truth(every);
  while (lists_next(evaluator, elements)) {
    Value holds = lists_element(evaluator, term);
    result = every ? logic_and(result, holds) : logic_or(result, holds);
    if (logic_is(result, !every))
      return result;
  }
  return result;
}

static Value at_least(Evaluator *evaluator, const Term *term, Elements *elements) {
  int64_t certain = 0, possible = 0;
  Value error = value_unknown(TYPE_TRUTH);
  while (lists_next(evaluator, elements)) {
    Value holds = lists_element(evaluator, term);
    certain += logic_is(holds, true);
    possible += !logic_is(holds, false);
    if (holds.state == VALUE_ERROR && error.state != VALUE_ERROR)
      error = holds;
    if (certain >= term->as.quantified.least)
      break;
  }
  if (certain >= term->as.quantified.least)
    return value_truth(true);
  if (possible < term->as.quantified.least)
    return value_truth(false);
  return error;
}

Value lists_quantified(Evaluator *evaluator, const Term *term) {
  Elements elements;
  lists_start(evaluator, term, &term->as.quantified.domain, &elements);
  if (elements.list.state == VALUE_UNKNOWN)
    return value_unknown(TYPE_TRUTH);
  if (elements.list.state == VALUE_ERROR)
    return elements.list;
  return term->as.quantified.kind == QUANTIFIED_AT_LEAST
             ? at_least(evaluator, term, &elements)
             : every_or_some(evaluator, term, &elements);
}
