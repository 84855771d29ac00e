#include "interp/experiment/query.h"

#include "base/sort.h"
#include "interp/decide/afterwards.h"
#include "interp/experiment/inside.h"
#include "interp/plan/plan.h"

enum { WORDS = 4, KEPT_SORTED = 1000 };

#define LAST INT64_MIN                /* a key that is not known */

/* A record that was found, with its keys where they are words. */
typedef struct {
  uint32_t     number;
  int64_t      words[WORDS];
  const Value *values;                /* else; NULL */
} Found;

typedef struct {
  Experiment         *experiment;
  Arena              *arena;
  Arena               batch;
  const Query        *query;
  const Decision     *decision;
  Evaluator          *evaluator;
  const RecordSource *source;
  Plan               *plan;
  PlanNode            where;          /* PLAN_NONE: all, or by the reference */
  PlanNode            keys[WORDS];
  bool                worded;         /* the keys are words */
  LIST(Found)         found;
  size_t              count;          /* found in all */
} Asking;

/* ---- the order ----------------------------------------------------------------------- */

static int compare_values(Value a, Value b) {
  bool known_a = value_is_known(a), known_b = value_is_known(b);
  if (!known_a || !known_b)
    return (int)known_b - (int)known_a;
  return value_comparable(a, b) ? -value_compare(a, b) : 0;
}

static int compare_words(const Found *a, const Found *b) {
  for (size_t i = 0; i < WORDS; i++)
    if (a->words[i] != b->words[i])
      return a->words[i] > b->words[i] ? -1 : 1;
  return 0;
}

static int largest_first(const void *left, const void *right) {
  const Found *a = left, *b = right;
  if (!a->values)
    return compare_words(a, b);
  for (size_t i = 0; a->values[i].kind != TYPE_UNKNOWN; i++) {
    int order = compare_values(a->values[i], b->values[i]);
    if (order)
      return order;
  }
  return 0;
}

/* Is it enough to keep the largest so far, in order? */
static bool keeps_sorted(const Asking *asking) {
  size_t most = asking->query->most;
  return most && most <= KEPT_SORTED && asking->query->key_count;
}

/* After those that are as large: they come earlier. */
static void keep_largest(Asking *asking, const Found *found) {
  size_t count = asking->found.count, most = asking->query->most, place = count;
  if (count == most && largest_first(&asking->found.items[most - 1], found) <= 0)
    return;
  if (count < most) {
    LIST_ADD(asking->arena, &asking->found, Found, *found);
  } else {
    place--;
  }
  Found *items = asking->found.items;
  for (; place > 0 && largest_first(&items[place - 1], found) > 0; place--)
    items[place] = items[place - 1];
  items[place] = *found;
}

static void keep(Asking *asking, const Found *found) {
  const Query *query = asking->query;
  asking->count++;
  if (keeps_sorted(asking))
    keep_largest(asking, found);
  else if (query->key_count || !query->most || asking->found.count < query->most)
    LIST_ADD(asking->arena, &asking->found, Found, *found);
}

/* ---- how a record ends --------------------------------------------------------------- */

static const Body *body_named(const Model *model, Text name) {
  for (size_t i = 0; i < model->bodies.count; i++)
    if (text_equal(model->bodies.items[i]->name, name))
      return model->bodies.items[i];
  return NULL;
}

void query_results(const StandingOf *of, const Model *model, size_t number, Evaluator *evaluator) {
  Stand stand = standing_at(of, number);
  Results results = afterwards_results(&(HowEnded){
    .decider = body_named(model, of->deciders[stand.decider]),
    .granted = stand.granted,
    .outcome = stand_outcome(of->decision, &stand),
  });
  evaluator_results(evaluator, &results);
}

/* Of a key that is no term; LAST where nothing is asked or granted. */
static int64_t amount_of(const Asking *asking, const QueryKey *key, uint32_t number) {
  Stand stand = standing_at(asking->query->of, number);
  if (key->kind == QUERY_ASKED)
    return stand.has_asked ? stand.asked : LAST;
  return stand.kind == OUTCOME_FUNDABLE ? stand.granted : LAST;
}

/* ---- by the reference ---------------------------------------------------------------- */

static void stand_on(Asking *asking, uint32_t number) {
  arena_reset(&asking->batch);
  const Record *record = held_record(&asking->experiment->held, asking->decision->subject, number,
                                     &asking->batch);
  evaluator_subject(asking->evaluator, record, asking->decision, asking->source, &asking->batch);
  query_results(asking->query->of, asking->experiment->model, number, asking->evaluator);
}

static bool holds(Asking *asking, uint32_t number) {
  stand_on(asking, number);
  Value value = evaluate(asking->evaluator, asking->query->where);
  return value.state == VALUE_KNOWN && value.as.truth;
}

static Value kept_value(Arena *arena, Value value, const Term *term) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    value.as.text = arena_text(arena, value.as.text);
  if (value.kind == TYPE_UNKNOWN)
    value.kind = term->type.kind;
  return value;
}

static Value key_value(Asking *asking, const QueryKey *key, uint32_t number) {
  if (key->kind == QUERY_TERM)
    return kept_value(asking->arena, evaluate(asking->evaluator, key->term), key->term);
  int64_t amount = amount_of(asking, key, number);
  return amount == LAST ? value_unknown(TYPE_MONEY)
                        : value_number(TYPE_MONEY, fraction_from(amount));
}

static const Value *key_values(Asking *asking, uint32_t number) {
  const Query *query = asking->query;
  Value *values = arena_array(asking->arena, Value, query->key_count + 1);
  stand_on(asking, number);
  for (size_t i = 0; i < query->key_count; i++)
    values[i] = key_value(asking, &query->keys[i], number);
  values[query->key_count] = value_unknown(TYPE_UNKNOWN);
  return values;
}

/* ---- over columns -------------------------------------------------------------------- */

/* PLAN_NONE: by the reference. */
static PlanNode planned(const Asking *asking, const Term *term) {
  const PlanContext context = { .decision = asking->decision };
  return afterwards_reads(asking->arena, term, true)
             ? PLAN_NONE : plan_term(asking->plan, &context, term);
}

static void plan_query(Asking *asking) {
  const Query *query = asking->query;
  PlanNode wanted[WORDS + 1];
  size_t count = 0;
  asking->plan = plan_new(asking->arena, asking->experiment->model,
                          asking->experiment->held.census, asking->decision->subject);
  asking->where = query->where ? planned(asking, query->where) : PLAN_NONE;
  asking->worded = query->key_count <= WORDS;
  for (size_t i = 0; i < query->key_count && asking->worded; i++) {
    if (query->keys[i].kind != QUERY_TERM)
      continue;
    asking->keys[i] = planned(asking, query->keys[i].term);
    asking->worded = asking->keys[i] != PLAN_NONE;
  }
  plan_bind(asking->plan, asking->evaluator, asking->source);
  if (asking->where != PLAN_NONE)
    wanted[count++] = asking->where;
  for (size_t i = 0; i < query->key_count && asking->worded; i++)
    if (query->keys[i].kind == QUERY_TERM)
      wanted[count++] = asking->keys[i];
  plan_want(asking->plan, wanted, count);
}

/* False: it is no word. */
static bool word_of(const Vector *vector, size_t at, int64_t *word) {
  size_t item = vector->one ? 0 : at;
  CellState state = vector->states ? (CellState)vector->states[item] : CELL_KNOWN;
  *word = LAST;
  if (state == CELL_ODD)
    return false;
  if (state != CELL_KNOWN)
    return true;
  if (vector->form == FORM_NUMBER)
    *word = vector->numbers[item];
  else if (vector->form == FORM_DAY)
    *word = vector->names[item];
  else if (vector->form == FORM_TRUTH)
    *word = vector->truths[item] == 1 ? LAST : vector->truths[item];
  else
    return false;
  return true;
}

static bool words_of(const Asking *asking, size_t at, Found *found) {
  const Query *query = asking->query;
  for (size_t i = 0; i < query->key_count; i++)
    if (query->keys[i].kind != QUERY_TERM)
      found->words[i] = amount_of(asking, &query->keys[i], found->number);
    else if (!word_of(plan_vector(asking->plan, asking->keys[i]), at, &found->words[i]))
      return false;
  return true;
}

static bool is_meant(const Query *query, uint32_t number) {
  return !query->ways || query->ways[query->of->way_of[number]];
}

static bool passes(Asking *asking, uint32_t number, size_t at) {
  if (!asking->query->where)
    return true;
  if (asking->where == PLAN_NONE)
    return holds(asking, number);
  const Vector *vector = plan_vector(asking->plan, asking->where);
  size_t item = vector->one ? 0 : at;
  if (vector->states && vector->states[item] == CELL_ODD)
    return holds(asking, number);
  return vector->truths[item] == 2;
}

/* False: a key turned out to be no word; then all are values. */
static bool take_chunk(Asking *asking, size_t chunk) {
  size_t rows = plan_rows(asking->plan, chunk);
  for (size_t at = 0; at < rows; at++) {
    uint32_t number = (uint32_t)(chunk * COLUMN_CHUNK + at);
    Found found = { .number = number };
    if (!is_meant(asking->query, number) || !passes(asking, number, at))
      continue;
    if (!asking->worded)
      found.values = key_values(asking, number);
    else if (!words_of(asking, at, &found))
      return false;
    keep(asking, &found);
  }
  return true;
}

static bool take_all(Asking *asking) {
  Arena vectors;
  bool whole = true;
  arena_init_deferred(&vectors, asking->arena->memory);
  asking->found.count = asking->count = 0;
  for (size_t i = 0; i < plan_chunks(asking->plan) && whole; i++) {
    memory_poll(asking->arena->memory);
    arena_reset(&vectors);
    plan_run(asking->plan, i, &vectors);
    whole = take_chunk(asking, i);
  }
  memory_release(asking->arena->memory, &vectors);
  return whole;
}

/* ---- the answer ---------------------------------------------------------------------- */

static QueryAnswer answer(Asking *asking) {
  const Query *query = asking->query;
  size_t count = asking->found.count;
  if (query->key_count && !keeps_sorted(asking))
    asking->found.items = sort_stable(asking->arena, asking->found.items, count, sizeof(Found),
                                      largest_first);
  if (query->most && query->most < count)
    count = query->most;
  uint32_t *numbers = arena_array(asking->arena, uint32_t, count + 1);
  for (size_t i = 0; i < count; i++)
    numbers[i] = asking->found.items[i].number;
  return (QueryAnswer){ numbers, count, asking->count };
}

QueryAnswer experiment_query(Experiment *experiment, Arena *arena, const Query *query,
                             Evaluator *evaluator, const RecordSource *source) {
  Asking asking = { .experiment = experiment, .arena = arena, .query = query,
                    .decision = query->of->decision, .evaluator = evaluator, .source = source };
  arena_init_deferred(&asking.batch, arena->memory);
  plan_query(&asking);
  if (!take_all(&asking)) {
    asking.worded = false;
    take_all(&asking);
  }
  QueryAnswer found = answer(&asking);
  memory_release(arena->memory, &asking.batch);
  return found;
}
