/* sum of, average of, max of, min of, count of, share of, list of, the, first of
 * (semantics L4-L6). */
#include "interp/eval/evaluator.h"

#include "base/sort.h"

#include <string.h>

/* What the elements seen so far come to.  One that is not known makes the whole unknown, an
 * error makes it an error; the first error stays. */
typedef struct {
  Value    problem;             /* KNOWN: none so far */
  Fraction sum;
  TypeKind kind;                /* of what is added */
  int64_t  count;
  Value    best;                /* of max, min, the, first: not KNOWN until one is found */
  LIST(Value) values;           /* of list of, count of distinct */
} Tally;

static void note_problem(Tally *tally, Value value) {
  if (tally->problem.state == VALUE_ERROR)
    return;
  if (value.state == VALUE_ERROR || tally->problem.state == VALUE_KNOWN)
    tally->problem = value;
}

/* The value of the element bound, if it can be counted: known. */
static bool counted_value(Evaluator *evaluator, const Term *term, Tally *tally, Value *value) {
  *value = evaluate(evaluator, term);
  Value problem;
  if (!evaluate_unsettled(evaluator, term, *value, *value, &problem))
    return true;
  note_problem(tally, problem);
  return false;
}

static void add_to_sum(Evaluator *evaluator, const Term *term, Tally *tally, Value value) {
  tally->count++;
  tally->kind = value.kind;
  if (value.kind == TYPE_DURATION) {
    note_problem(tally, evaluate_error(evaluator, term->span, "durations are not added up"));
    return;
  }
  if (!fraction_add(tally->sum, value.as.number, &tally->sum))
    note_problem(tally, evaluate_error(evaluator, term->span, "the sum is too large to be exact"));
}

/* Whether an element that may or may not be counted leaves the sum as it is (L5). */
static bool adds_nothing(Evaluator *evaluator, const Term *value) {
  Value added = evaluate(evaluator, value);
  return added.state == VALUE_KNOWN && added.kind != TYPE_DURATION &&
         fraction_is_zero(added.as.number);
}

static void keep_best(Evaluator *evaluator, const Term *term, Tally *tally, Value value,
                      bool greatest) {
  Value problem;
  if (tally->best.state != VALUE_KNOWN) {
    tally->best = value;
    return;
  }
  if (evaluate_incomparable(evaluator, term, value, tally->best, &problem)) {
    note_problem(tally, problem);
    return;
  }
  int order = value_compare(value, tally->best);
  if (greatest ? order > 0 : order < 0)
    tally->best = value;
}

static void tally_element(Evaluator *evaluator, const Term *term, Tally *tally) {
  AggregateKind kind = term->as.aggregate.kind;
  const Term *counted = term->as.aggregate.value;
  Value chosen = lists_where(evaluator, term->as.aggregate.where);
  if (logic_is(chosen, false))
    return;
  if (chosen.state != VALUE_KNOWN) {
    if (kind != AGGREGATE_SUM || chosen.state == VALUE_ERROR ||
        !adds_nothing(evaluator, counted))
      note_problem(tally, chosen);
    return;
  }
  Value value;
  if (kind == AGGREGATE_COUNT || kind == AGGREGATE_SHARE) {
    tally->count++;
    return;
  }
  if (!counted_value(evaluator, counted, tally, &value))
    return;
  if (kind == AGGREGATE_SUM || kind == AGGREGATE_AVERAGE)
    add_to_sum(evaluator, term, tally, value);
  else if (kind == AGGREGATE_MAX || kind == AGGREGATE_MIN)
    keep_best(evaluator, term, tally, value, kind == AGGREGATE_MAX);
  else
    LIST_ADD(evaluator->batch, &tally->values, Value, value);
}

static Value otherwise_value(Evaluator *evaluator, const Term *term) {
  const Term *otherwise = term->as.aggregate.otherwise;
  return otherwise ? evaluate(evaluator, otherwise) : value_none(term->type.kind);
}

/* The checker's type, or the elements' where it could not tell (a parameter is pending). */
static TypeKind kind_of(const Term *term, TypeKind kind) {
  return term->type.kind != TYPE_UNKNOWN ? term->type.kind : kind;
}

static Value quotient(Evaluator *evaluator, const Term *term, TypeKind kind, Fraction top,
                      int64_t count) {
  Fraction result;
  if (count == 0)
    return otherwise_value(evaluator, term);
  if (!fraction_divide(top, fraction_from(count), &result))
    return evaluate_error(evaluator, term->span, "the result is too large to be exact");
  return value_number(kind_of(term, kind), result);
}

static Value sum_value(Evaluator *evaluator, const Term *term, const Tally *tally) {
  int64_t whole;
  TypeKind kind = kind_of(term, tally->count > 0 ? tally->kind : TYPE_INTEGER);
  if (kind == TYPE_INTEGER && !fraction_to_int64(tally->sum, &whole))
    return evaluate_error(evaluator, term->span, "the whole number is too large");
  return value_number(kind, tally->sum);
}

/* ---- count of distinct -------------------------------------------------------------------- */

static int compare_values(const void *left, const void *right) {
  const Value *a = left, *b = right;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return value_compare(*a, *b);
}

static int64_t count_distinct(Evaluator *evaluator, const Tally *tally) {
  size_t count = tally->values.count;
  if (count == 0)
    return 0;
  Value *sorted = arena_array(evaluator->batch, Value, count);
  memcpy(sorted, tally->values.items, count * sizeof *sorted);
  sorted = sort_stable(evaluator->batch, sorted, count, sizeof *sorted, compare_values);
  int64_t distinct = 1;
  for (size_t i = 1; i < count; i++)
    distinct += !value_same(sorted[i - 1], sorted[i]);
  return distinct;
}

/* ---- the, first of -------------------------------------------------------------------------- */

/* Does `where` hold for the element?  One that is not known, or errs, is the problem. */
static bool is_taken(Evaluator *evaluator, const Term *term, Value *problem) {
  Value chosen = lists_where(evaluator, term->as.aggregate.where);
  if (chosen.state != VALUE_KNOWN && problem->state != VALUE_ERROR)
    *problem = chosen;
  return logic_is(chosen, true);
}

/* The only element for which where holds; two are an error even if others are not known. */
static Value the_value(Evaluator *evaluator, const Term *term, Elements *elements) {
  Value found = value_none(term->type.kind);
  Value problem = value_truth(true);
  int64_t matches = 0;
  while (lists_next(evaluator, elements)) {
    if (!is_taken(evaluator, term, &problem))
      continue;
    if (++matches == 2)
      return evaluate_error(evaluator, term->span, "\"the\" stands for exactly one, "
                            "but there are two or more");
    found = evaluate(evaluator, term->as.aggregate.value);
  }
  if (problem.state != VALUE_KNOWN)
    return problem.state == VALUE_ERROR ? problem : value_unknown(term->type.kind);
  return matches == 0 ? otherwise_value(evaluator, term) : found;
}

/* None sorts last, whether the order rises or falls. */
static int compare_key(Value a, Value b, bool descending) {
  if (a.state == VALUE_NONE || b.state == VALUE_NONE)
    return (int)(a.state == VALUE_NONE) - (int)(b.state == VALUE_NONE);
  int order = value_compare(a, b);
  return descending ? -order : order;
}

/* Evaluates the keys of the element bound into `keys`; false: one is not known. */
static bool element_keys(Evaluator *evaluator, const Term *term, Value *keys, Value *problem) {
  for (size_t i = 0; i < term->as.aggregate.key_count; i++) {
    keys[i] = evaluate(evaluator, term->as.aggregate.keys[i].value);
    if (keys[i].state == VALUE_KNOWN || keys[i].state == VALUE_NONE)
      continue;
    if (problem->state != VALUE_ERROR)
      *problem = keys[i];
    return false;
  }
  return true;
}

static int compare_element_keys(const Term *term, const Value *a, const Value *b) {
  for (size_t i = 0; i < term->as.aggregate.key_count; i++) {
    int order = compare_key(a[i], b[i], term->as.aggregate.keys[i].descending);
    if (order != 0)
      return order;
  }
  return 0;
}

static bool same_state_and_value(Value a, Value b) {
  if (a.state != b.state)
    return false;
  return a.state != VALUE_KNOWN || value_same(a, b);
}

/* The element's place against the best so far; equal keys must give equal values (L6). */
static void try_first(Evaluator *evaluator, const Term *term, Value **best, Value **keys,
                      Value *found, bool *tied) {
  int order = *best ? compare_element_keys(term, *keys, *best) : -1;
  if (order > 0)
    return;
  Value value = evaluate(evaluator, term->as.aggregate.value);
  if (order == 0) {
    if (!same_state_and_value(value, *found))
      *tied = true;
    return;
  }
  Value *unused = *best;
  *best = *keys;
  *keys = unused ? unused
                 : arena_array(evaluator->batch, Value, term->as.aggregate.key_count + 1);
  *found = value;
  *tied = false;
}

static Value first_value(Evaluator *evaluator, const Term *term, Elements *elements) {
  Value *keys = arena_array(evaluator->batch, Value, term->as.aggregate.key_count + 1);
  Value *best = NULL;
  Value found = value_unknown(term->type.kind), problem = value_truth(true);
  bool tied = false;
  while (lists_next(evaluator, elements)) {
    if (is_taken(evaluator, term, &problem) && element_keys(evaluator, term, keys, &problem))
      try_first(evaluator, term, &best, &keys, &found, &tied);
  }
  if (problem.state != VALUE_KNOWN)
    return problem.state == VALUE_ERROR ? problem : value_unknown(term->type.kind);
  if (tied)
    return evaluate_error(evaluator, term->span,
                          "\"first of\" finds different values with equal keys");
  return best ? found : otherwise_value(evaluator, term);
}

bool lists_bind_first(Evaluator *evaluator, const Term *term) {
  Elements elements;
  size_t room = term->as.aggregate.key_count + 1, first = SIZE_MAX;
  Value *keys = arena_array(evaluator->batch, Value, room);
  Value *best = arena_array(evaluator->batch, Value, room);
  Value problem = value_truth(true);
  lists_start(evaluator, term, &term->as.aggregate.domain, &elements);
  while (lists_next(evaluator, &elements)) {
    if (!logic_is(lists_where(evaluator, term->as.aggregate.where), true) ||
        !element_keys(evaluator, term, keys, &problem))
      continue;
    if (first != SIZE_MAX && compare_element_keys(term, keys, best) >= 0)
      continue;
    first = elements.next - 1;
    memcpy(best, keys, room * sizeof *keys);
  }
  if (first == SIZE_MAX)
    return false;
  elements.next = first;
  return lists_next(evaluator, &elements);
}

/* ---- the operation ----------------------------------------------------------------------- */

static Value tally_value(Evaluator *evaluator, const Term *term, const Tally *tally, size_t all) {
  switch (term->as.aggregate.kind) {
    case AGGREGATE_SUM:     return sum_value(evaluator, term, tally);
    case AGGREGATE_AVERAGE:
      return quotient(evaluator, term, tally->kind, tally->sum, tally->count);
    case AGGREGATE_SHARE:
      return quotient(evaluator, term, TYPE_RATE, fraction_from(tally->count), (int64_t)all);
    case AGGREGATE_COUNT:   return value_integer(tally->count);
    case AGGREGATE_DISTINCT:
      return value_integer(count_distinct(evaluator, tally));
    case AGGREGATE_LIST:    return value_list(tally->values.items, tally->values.count);
    case AGGREGATE_MAX: case AGGREGATE_MIN:
      return tally->best.state == VALUE_KNOWN ? tally->best : otherwise_value(evaluator, term);
    case AGGREGATE_THE: case AGGREGATE_FIRST:
      break;
  }
  return value_unknown(term->type.kind);
}

/* What is certain of the records served before is told at once; the others are still to come. */
static void start_tally(Evaluator *evaluator, const Term *term, Elements *elements,
                        Tally *tally) {
  const Term *list = term->as.aggregate.domain.list;
  int64_t sum;
  if (!list || list->kind != TERM_EARLIER || elements->count <= FEW_RECORDS ||
      !running_sum(evaluator, term, elements, &sum)) {
    lists_narrow(evaluator, term, elements);
    return;
  }
  tally->count = 1;
  tally->kind = term->type.kind;
  if (term->as.aggregate.kind == AGGREGATE_SUM)
    tally->sum = fraction_from(sum);
  else
    tally->count = sum;
}

Value lists_aggregate(Evaluator *evaluator, const Term *term) {
  Elements elements;
  lists_start_all(evaluator, term, &term->as.aggregate.domain, &elements);
  if (elements.list.state == VALUE_ERROR)
    return elements.list;
  if (elements.list.state == VALUE_UNKNOWN)
    return value_unknown(term->type.kind);
  Tally tally = { .problem = value_truth(true), .sum = fraction_from(0) };
  start_tally(evaluator, term, &elements, &tally);
  if (term->as.aggregate.kind == AGGREGATE_THE)
    return the_value(evaluator, term, &elements);
  if (term->as.aggregate.kind == AGGREGATE_FIRST)
    return first_value(evaluator, term, &elements);
  while (lists_next(evaluator, &elements))
    tally_element(evaluator, term, &tally);
  if (tally.problem.state == VALUE_ERROR)
    return tally.problem;
  if (tally.problem.state != VALUE_KNOWN)
    return value_unknown(term->type.kind);
  return tally_value(evaluator, term, &tally, elements.all);
}
