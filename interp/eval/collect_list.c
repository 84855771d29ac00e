/* Facts that list operations wait for: the list itself, or its elements that are not settled. */
#include "interp/eval/asks.h"

static const TermDomain *domain_of(const Term *term) {
  if (term->kind == TERM_QUANTIFIED)
    return &term->as.quantified.domain;
  return term->kind == TERM_AGGREGATE ? &term->as.aggregate.domain : &term->as.apportion.domain;
}

static void collect_domain(Collector *collector, const TermDomain *domain) {
  if (domain->list)
    collect_facts(collector, domain->list, NULL);
  if (domain->low)
    collect_facts(collector, domain->low, NULL);
  if (domain->high)
    collect_facts(collector, domain->high, NULL);
}

static void collect_quantified(Collector *collector, const Term *term) {
  Value holds = lists_element(collector->evaluator, term);
  if (holds.state != VALUE_UNKNOWN)
    return;
  if (term->as.quantified.where)
    collect_facts(collector, term->as.quantified.where, NULL);
  if (term->as.quantified.satisfies)
    collect_facts(collector, term->as.quantified.satisfies, NULL);
}

static bool is_zero(Value value) {
  return value.state == VALUE_KNOWN && value.kind != TYPE_DURATION &&
         fraction_is_zero(value.as.number);
}

/* An element that is counted or may be. */
static void collect_counted(Collector *collector, const Term *term, Value chosen,
                            const Points *points) {
  const Term *counted = term->as.aggregate.value;
  bool unknown = chosen.state == VALUE_UNKNOWN;
  if (unknown && term->as.aggregate.kind == AGGREGATE_SUM &&
      is_zero(evaluate(collector->evaluator, counted)))
    return;                               /* a known zero does not disturb a sum (L5) */
  if (unknown)
    collect_facts(collector, term->as.aggregate.where, NULL);
  for (size_t i = 0; i < term->as.aggregate.key_count; i++)
    collect_facts(collector, term->as.aggregate.keys[i].value, NULL);
  bool later = term->as.aggregate.kind == AGGREGATE_FIRST;   /* only of the element taken */
  if (counted && !later)
    collect_facts(collector, counted, points);
}

static void collect_weighed(Collector *collector, const Term *term, Value chosen) {
  if (chosen.state == VALUE_UNKNOWN)
    collect_facts(collector, term->as.apportion.where, NULL);
  collect_facts(collector, term->as.apportion.weight, NULL);
}

static void collect_element(Collector *collector, const Term *term, const Points *points) {
  if (term->kind == TERM_QUANTIFIED) {
    collect_quantified(collector, term);
    return;
  }
  Value chosen = lists_where(collector->evaluator, lists_where_of(term));
  if (logic_is(chosen, false))
    return;
  if (term->kind == TERM_AGGREGATE)
    collect_counted(collector, term, chosen, points);
  else
    collect_weighed(collector, term, chosen);
}

/* Points survive where the whole is one of the values: the greatest, the least, the one. */
static const Points *element_points(const Term *term, const Points *points) {
  if (term->kind != TERM_AGGREGATE)
    return NULL;
  AggregateKind kind = term->as.aggregate.kind;
  bool one = kind == AGGREGATE_MAX || kind == AGGREGATE_MIN || kind == AGGREGATE_THE ||
             kind == AGGREGATE_FIRST;
  return one ? points : NULL;
}

/* All elements are settled: what is unknown is the value of the first, or of `otherwise`. */
static void collect_rest(Collector *collector, const Term *term, const Points *points) {
  if (term->kind == TERM_APPORTION) {
    collect_facts(collector, term->as.apportion.amount, NULL);
    return;
  }
  if (term->kind != TERM_AGGREGATE)
    return;
  if (term->as.aggregate.kind == AGGREGATE_FIRST &&
      lists_bind_first(collector->evaluator, term)) {
    collect_facts(collector, term->as.aggregate.value, points);
    return;
  }
  if (term->as.aggregate.otherwise)
    collect_facts(collector, term->as.aggregate.otherwise, points);
}

void collect_list(Collector *collector, const Term *term, const Points *points) {
  Elements elements;
  lists_start(collector->evaluator, term, domain_of(term), &elements);
  if (elements.list.state != VALUE_KNOWN) {
    collect_domain(collector, domain_of(term));
    if (term->kind == TERM_APPORTION)
      collect_rest(collector, term, points);
    return;
  }
  size_t stands = collector->stands;
  while (lists_next(collector->evaluator, &elements))
    collect_element(collector, term, element_points(term, points));
  if (collector->stands == stands || term->kind == TERM_APPORTION)
    collect_rest(collector, term, element_points(term, points));
}
