/* What to ask for: U1 by the walk of collect.c, U2 to U4 by trying sample values. */
#include "interp/eval/asks.h"

enum { MOST_COMBINATIONS = 4096 };

typedef enum { TRIED_NO, TRIED_YES, TRIED_ERROR, TRIED_UNKNOWN, TRIED_LEFT_OUT } Tried;

/* All combinations of the sample values of `facts`, the last fact's turning fastest. */
typedef struct {
  Collector     *collector;
  const Term    *test;
  OpenFact     **facts;          /* those with sample values */
  Assumption    *assumed;
  unsigned char *tried;          /* of Tried, one for each combination */
  size_t         count, combinations;
  bool           any[TRIED_LEFT_OUT + 1];
} Trial;

/* ---- trying ------------------------------------------------------------------------------- */

static Value evaluate_for(Evaluator *evaluator, const Record *subject, const Term *test) {
  const Record *before = evaluator->subject;
  evaluator->subject = subject;
  Value value = evaluate(evaluator, test);
  evaluator->subject = before;
  return value;
}

/* Whether the values assumed break a `valid when` of a record they belong to. */
static bool breaks_valid(Trial *trial) {
  Evaluator *evaluator = trial->collector->evaluator;
  const Model *model = evaluator->model;
  for (size_t i = 0; i < trial->count; i++) {
    const Record *record = trial->facts[i]->record;
    bool seen = false;
    for (size_t k = 0; k < i; k++)
      seen = seen || trial->facts[k]->record == record;
    for (size_t k = 0; !seen && k < model->valid.count; k++) {
      const ModelValid *valid = &model->valid.items[k];
      if (valid->record == record->type && valid->test != trial->test &&
          logic_is(evaluate_for(evaluator, record, valid->test), false))
        return true;
    }
  }
  return false;
}

static Tried try_values(Trial *trial) {
  Value verdict = evaluate(trial->collector->evaluator, trial->test);
  if (breaks_valid(trial))
    return TRIED_LEFT_OUT;
  switch (verdict.state) {
    case VALUE_KNOWN:   return verdict.as.truth ? TRIED_YES : TRIED_NO;
    case VALUE_UNKNOWN: return TRIED_UNKNOWN;
    case VALUE_NONE: case VALUE_ERROR:
      break;
  }
  return TRIED_ERROR;
}

static void assume(Trial *trial, size_t combination) {
  for (size_t i = trial->count; i > 0; i--) {
    OpenFact *fact = trial->facts[i - 1];
    trial->assumed[i - 1].value = fact->samples[combination % fact->sample_count];
    combination /= fact->sample_count;
  }
}

/* Tries them all with steps of their own; false: they ran out. */
static bool try_all(Trial *trial) {
  Evaluator *evaluator = trial->collector->evaluator;
  uint64_t steps = evaluator->steps;
  evaluator->steps = 0;
  evaluator->gives_up = true;
  evaluator->assumed = trial->assumed;
  evaluator->assumed_count = trial->count;
  for (size_t i = 0; i < trial->combinations && !evaluator->gave_up; i++) {
    assume(trial, i);
    Tried tried = try_values(trial);
    trial->tried[i] = (unsigned char)tried;
    trial->any[tried] = true;
  }
  bool whole = !evaluator->gave_up;
  evaluator->assumed = NULL;
  evaluator->assumed_count = 0;
  evaluator->gives_up = evaluator->gave_up = false;
  evaluator->steps = steps;
  return whole;
}

/* ---- what the trial shows -------------------------------------------------------------------- */

typedef enum { MATTERS_NOT, MATTERS, MATTERS_PERHAPS } Matters;

/* Over the values of one fact, the others held: do verdicts differ? */
static Matters line_matters(const Trial *trial, size_t start, size_t stride, size_t values) {
  bool any[TRIED_LEFT_OUT + 1] = { false };
  for (size_t i = 0; i < values; i++)
    any[trial->tried[start + i * stride]] = true;
  int kinds = any[TRIED_NO] + any[TRIED_YES] + any[TRIED_ERROR] + any[TRIED_UNKNOWN];
  if (kinds > 1)
    return MATTERS;
  return any[TRIED_UNKNOWN] ? MATTERS_PERHAPS : MATTERS_NOT;
}

static Matters fact_matters(const Trial *trial, size_t index) {
  size_t stride = 1, values = trial->facts[index]->sample_count;
  Matters matters = MATTERS_NOT;
  for (size_t i = index + 1; i < trial->count; i++)
    stride *= trial->facts[i]->sample_count;
  for (size_t i = 0; i < trial->combinations; i++) {
    if (i / stride % values != 0)
      continue;
    Matters line = line_matters(trial, i, stride, values);
    if (line == MATTERS)
      return MATTERS;
    if (line == MATTERS_PERHAPS)
      matters = MATTERS_PERHAPS;
  }
  return matters;
}

/* ---- the facts, as they are asked for ---------------------------------------------------- */

static bool same_ask(const Ask *ask, const OpenFact *fact) {
  if (!fact->field || !ask->field)
    return !fact->field && !ask->field && text_equal(ask->pending, fact->pending);
  return ask->field == fact->field &&
         (ask->record == fact->record || record_key_compare(ask->record, fact->record) == 0);
}

static void ask_for(Collector *collector, const OpenFact *fact, bool possibly, AskList *asks) {
  for (size_t i = 0; i < asks->count; i++) {
    if (!same_ask(&asks->items[i], fact))
      continue;
    asks->items[i].possibly = asks->items[i].possibly && possibly;
    return;
  }
  LIST_ADD(collector->evaluator->batch, asks, Ask,
           (Ask){ fact->record, fact->field, fact->pending, fact->path, possibly });
}

/* U1 stands: each fact, those that stand more than once perhaps only (U3). */
static void ask_for_all(Collector *collector, bool tested, AskList *asks) {
  for (size_t i = 0; i < collector->facts.count; i++) {
    OpenFact *fact = &collector->facts.items[i];
    ask_for(collector, fact, !tested && fact->stands > 1, asks);
  }
}

static void ask_for_rest(Trial *trial, AskList *asks) {
  Collector *collector = trial->collector;
  size_t tried = 0;
  for (size_t i = 0; i < collector->facts.count; i++) {
    OpenFact *fact = &collector->facts.items[i];
    Matters matters = trial->any[TRIED_UNKNOWN] ? MATTERS_PERHAPS : MATTERS_NOT;
    if (tried < trial->count && trial->facts[tried] == fact)
      matters = fact_matters(trial, tried++);
    if (matters != MATTERS_NOT)
      ask_for(collector, fact, matters == MATTERS_PERHAPS && fact->stands > 1, asks);
  }
}

/* ---- the test (U2 to U4) ----------------------------------------------------------------- */

static bool stands_twice(const Collector *collector) {
  for (size_t i = 0; i < collector->facts.count; i++)
    if (collector->facts.items[i].stands > 1)
      return true;
  return false;
}

/* Sets the facts that can be tried; false: none can, or there are too many combinations. */
static bool start_trial(Trial *trial) {
  Collector *collector = trial->collector;
  Arena *batch = collector->evaluator->batch;
  trial->facts = arena_array(batch, OpenFact *, collector->facts.count);
  trial->assumed = arena_array(batch, Assumption, collector->facts.count);
  trial->combinations = 1;
  for (size_t i = 0; i < collector->facts.count; i++) {
    OpenFact *fact = &collector->facts.items[i];
    open_fact_sample(batch, fact);
    if (fact->sample_count == 0)
      continue;
    trial->combinations *= fact->sample_count;
    if (trial->combinations > MOST_COMBINATIONS)
      return false;
    trial->assumed[trial->count] = (Assumption){ .record = fact->record, .field = fact->field };
    trial->facts[trial->count++] = fact;
  }
  trial->tried = arena_array(batch, unsigned char, trial->combinations);
  return trial->count > 0;
}

/* The one verdict that every combination gives, if they do. */
static bool common_verdict(Trial *trial, Value *verdict) {
  if (trial->any[TRIED_UNKNOWN])
    return false;
  if (trial->any[TRIED_YES] + trial->any[TRIED_NO] + trial->any[TRIED_ERROR] != 1)
    return false;
  if (!trial->any[TRIED_ERROR]) {
    *verdict = value_truth(trial->any[TRIED_YES]);
    return true;
  }
  *verdict = evaluate_error(trial->collector->evaluator, trial->test->span,
                            "whatever is filled in, this cannot be computed");
  return true;
}

static Value test_facts(Collector *collector, const Term *test, AskList *asks) {
  Trial trial = { .collector = collector, .test = test };
  Value verdict = value_unknown(TYPE_TRUTH);
  collector->evaluator->trials++;
  bool tested = start_trial(&trial) && try_all(&trial);
  bool left_out = tested && !trial.any[TRIED_NO] && !trial.any[TRIED_YES] &&
                  !trial.any[TRIED_ERROR] && !trial.any[TRIED_UNKNOWN];
  if (!tested || left_out)
    ask_for_all(collector, false, asks);
  else if (!common_verdict(&trial, &verdict))
    ask_for_rest(&trial, asks);
  return verdict;
}

/* Walks with steps of its own: what is asked must not depend on what the record took so far. */
static void collect(Collector *collector, const Term *term) {
  Evaluator *evaluator = collector->evaluator;
  uint64_t steps = evaluator->steps;
  evaluator->steps = 0;
  collect_facts(collector, term, NULL);
  evaluator->steps = steps;
}

Value evaluate_verdict(Evaluator *evaluator, const Term *test, AskList *asks) {
  Value verdict = evaluate(evaluator, test);
  if (verdict.state == VALUE_NONE)
    return evaluate_error(evaluator, test->span, "there is no value here to judge by");
  if (verdict.state != VALUE_UNKNOWN)
    return verdict;
  Collector collector = { .evaluator = evaluator };
  collect(&collector, test);
  if (collector.chooses || stands_twice(&collector))
    return test_facts(&collector, test, asks);
  ask_for_all(&collector, true, asks);
  return verdict;
}

uint64_t evaluator_trials(const Evaluator *evaluator) {
  return evaluator->trials;
}

void evaluate_turns(Evaluator *evaluator, const Term *term, const Value *reached, size_t count,
                    const Record *record, const FieldType *field, ValueList *turns) {
  Collector collector = { .evaluator = evaluator };
  Points points = { reached, count };
  uint64_t steps = evaluator->steps;
  evaluator->steps = 0;
  collect_facts(&collector, term, &points);
  evaluator->steps = steps;
  for (size_t i = 0; i < collector.facts.count; i++) {
    const OpenFact *fact = &collector.facts.items[i];
    if (fact->field != field ||
        (fact->record != record && record_key_compare(fact->record, record) != 0))
      continue;
    for (size_t j = 0; j < fact->points.count; j++)
      LIST_ADD(evaluator->batch, turns, Value, fact->points.items[j]);
  }
}

void evaluate_asks(Evaluator *evaluator, const Term *term, AskList *asks) {
  Collector collector = { .evaluator = evaluator };
  collect(&collector, term);
  ask_for_all(&collector, true, asks);
}
