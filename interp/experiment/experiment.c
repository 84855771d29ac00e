#include "interp/experiment/inside.h"

/* ---- opening ------------------------------------------------------------------- */

Experiment *experiment_open(Arena *arena, Model *model, Store *store, unsigned threads,
                            Diags *diags) {
  Experiment *experiment = arena_new(arena, Experiment);
  *experiment = (Experiment){ .arena = arena, .model = model, .diags = diags };
  held_read(&experiment->held, arena, model, store, threads, diags);
  experiment->fast.held = &experiment->held;
  experiment->pool.arena = arena;
  return experiment;
}

const Model *experiment_model(const Experiment *experiment) {
  return experiment->model;
}

/* ---- one judging of all -------------------------------------------------------- */

/* What a judging needs for as long as it takes. */
typedef struct {
  Experiment *experiment;
  Arena       scratch;
  Population  population;
  RecordSource source;
} Judging;

static void start(Judging *judging, Experiment *experiment) {
  judging->experiment = experiment;
  arena_init_deferred(&judging->scratch, experiment->arena->memory);
}

static void assume(Judging *judging, const Assumptions *assumptions) {
  Experiment *experiment = judging->experiment;
  held_assume(&experiment->held, &judging->scratch, assumptions->facts.items,
              assumptions->facts.count);
  held_population(&experiment->held, &judging->population);
  judging->source = held_source(&experiment->held);
  judging->population.raises = assumptions->raises;
  judging->population.raise_count = assumptions->raise_count;
  judging->population.without = assumptions->without.items;
  judging->population.without_count = assumptions->without.count;
  judging->population.hold_none = assumptions->hold_none;
}

static void begin(Judging *judging, Experiment *experiment, const Assumptions *assumptions) {
  start(judging, experiment);
  assume(judging, assumptions);
}

static RunSummary *run(Judging *judging, const Assumptions *assumptions,
                       const RunVisitor *visitor) {
  return run_population(&judging->scratch, judging->experiment->model, &assumptions->settings,
                        &assumptions->eval, &judging->population, visitor,
                        judging->experiment->diags);
}

static void end(Judging *judging) {
  held_restore(&judging->experiment->held);
  memory_release(judging->scratch.memory, &judging->scratch);
}

static Evaluator *new_evaluator(Judging *judging, const Assumptions *assumptions) {
  Experiment *experiment = judging->experiment;
  Evaluator *evaluator = evaluator_new(&judging->scratch, experiment->model,
                                       &assumptions->settings, &assumptions->eval,
                                       experiment->diags);
  evaluator_subject(evaluator, NULL, NULL, &judging->source, &judging->scratch);
  return evaluator;
}

static RunSummary *run_to_ends(Judging *judging, const Assumptions *assumptions,
                               KeptStanding *kept) {
  Experiment *experiment = judging->experiment;
  const Ending *ending = experiment->fast.ending;
  RunSummary *summary;
  const EndedColumns *columns =
      ending_columns(experiment->fast.ending, &judging->scratch, standing_arena(kept),
                     &assumptions->settings, &assumptions->eval, &judging->population,
                     experiment->diags, &summary);
  for (size_t i = 0; i < experiment->model->decisions.count; i++)
    standing_take_columns(kept, ending, &columns[i]);
  return summary;
}

static Standing *judge(Experiment *experiment, const Assumptions *assumptions, bool in_full) {
  Judging judging;
  start(&judging, experiment);
  bool fast = !in_full && fast_can(&experiment->fast, assumptions);
  assume(&judging, assumptions);
  KeptStanding *kept = standing_begin(experiment->arena->memory, &experiment->held,
                                      &experiment->pool, assumptions);
  RunVisitor visitor = { .finished = standing_take, .context = kept };
  RunSummary *summary = fast ? run_to_ends(&judging, assumptions, kept)
                             : run(&judging, assumptions, &visitor);
  standing_take_limits(kept, new_evaluator(&judging, assumptions));
  Standing *standing = standing_end(kept, summary);
  standing->experiment = experiment;
  end(&judging);
  return standing;
}

Standing *experiment_judge(Experiment *experiment, const Assumptions *assumptions) {
  return judge(experiment, assumptions, false);
}

Standing *experiment_judge_in_full(Experiment *experiment, const Assumptions *assumptions) {
  return judge(experiment, assumptions, true);
}

void experiment_visit(Experiment *experiment, const Assumptions *assumptions,
                      const RunVisitor *visitor) {
  Judging judging;
  begin(&judging, experiment, assumptions);
  run(&judging, assumptions, visitor);
  end(&judging);
}

Text experiment_digest(Experiment *experiment, Arena *arena, const Assumptions *assumptions) {
  Judging judging;
  start(&judging, experiment);
  bool says = held_says(&experiment->held, assumptions->facts.items, assumptions->facts.count);
  assume(&judging, assumptions);
  RunColumns columns = { .census = experiment->held.census };
  RunVisitor nobody = { .columns = says ? &columns : NULL };
  Text digest = arena_text(arena, run(&judging, assumptions, &nobody)->digest);
  end(&judging);
  return digest;
}

/* Of an experiment that can be judged fast. */
static void judge_some(Judging *judging, const Assumptions *assumptions,
                       const EndingSome *some) {
  Experiment *experiment = judging->experiment;
  assume(judging, assumptions);
  ending_some(experiment->fast.ending, &judging->scratch, &assumptions->settings,
              &assumptions->eval, &judging->population, some, experiment->diags);
}

bool experiment_visit_some(Experiment *experiment, const Assumptions *assumptions,
                           const EndingSome *some) {
  Judging judging;
  if (!fast_can(&experiment->fast, assumptions))
    return false;
  start(&judging, experiment);
  judge_some(&judging, assumptions, some);
  end(&judging);
  return true;
}

/* ---- one record ---------------------------------------------------------------- */

typedef struct {
  Text   key;
  void (*gather)(void *context, const Judgement *judgement, Arena *batch);
  void  *context;
  bool   found;
} Explaining;

static void explain(void *context, const Judgement *judgement, Arena *batch) {
  Explaining *explaining = context;
  if (!text_equal(record_key_text(batch, judgement->record), explaining->key))
    return;
  explaining->found = true;
  explaining->gather(explaining->context, judgement, batch);
}

/* The record's number for each decision that is on it.  False: there may be several. */
static bool find_numbers(Explaining *explaining, Held *held, uint32_t *numbers,
                         EndingNumbers *of) {
  const Model *model = held->model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const RecordType *subject = model->decisions.items[i]->subject;
    size_t number;
    bool found = held_find(held, subject, explaining->key, &number);
    numbers[i] = (uint32_t)number;
    of[i] = (EndingNumbers){ &numbers[i], found };
    explaining->found |= found;
    if (held_type(held, subject)->doubled)
      return false;
  }
  return true;
}

/* Among the others as columns have them.  False: it takes a whole run. */
static bool explain_one(Explaining *explaining, Judging *judging,
                        const Assumptions *assumptions) {
  Experiment *experiment = judging->experiment;
  size_t count = experiment->model->decisions.count;
  uint32_t *numbers = arena_array(&judging->scratch, uint32_t, count + 1);
  EndingNumbers *of = arena_array(&judging->scratch, EndingNumbers, count + 1);
  EndingSome some = { of, explaining->gather, explaining->context };
  if (!fast_can(&experiment->fast, assumptions) ||
      !find_numbers(explaining, &experiment->held, numbers, of))
    return false;
  if (explaining->found)
    judge_some(judging, assumptions, &some);
  return true;
}

bool experiment_explain(Experiment *experiment, const Assumptions *assumptions, Text key,
                        void gather(void *context, const Judgement *judgement, Arena *batch),
                        void *context) {
  Explaining explaining = { .key = key, .gather = gather, .context = context };
  RunVisitor visitor = { .finished = explain, .context = &explaining };
  Judging judging;
  start(&judging, experiment);
  if (!explain_one(&explaining, &judging, assumptions)) {
    explaining.found = false;
    assume(&judging, assumptions);
    run(&judging, assumptions, &visitor);
  }
  end(&judging);
  return explaining.found;
}

void experiment_alone(Experiment *experiment, const Assumptions *assumptions,
                      void work(void *context, Evaluator *evaluator, const RecordSource *source,
                                Arena *scratch),
                      void *context) {
  Judging judging;
  begin(&judging, experiment, assumptions);
  Evaluator *evaluator = new_evaluator(&judging, assumptions);
  work(context, evaluator, &judging.source, &judging.scratch);
  end(&judging);
}

static Record *copy_record(const Record *record, Arena *arena) {
  Record *copy = arena_new(arena, Record);
  *copy = *record;
  copy->fields = arena_array(arena, Value, record->type->count + 1);
  for (size_t i = 0; i < record->type->count; i++)
    copy->fields[i] = record->fields[i];
  return copy;
}

const Record *experiment_record(Experiment *experiment, const Assumptions *assumptions,
                                const Decision *decision, size_t number, Arena *batch) {
  Held *held = &experiment->held;
  const Record *record = held_record(held, decision->subject, number, batch);
  Record *changed = NULL;
  for (size_t i = 0; assumptions && i < assumptions->facts.count; i++) {
    const FactChange *fact = &assumptions->facts.items[i];
    size_t other;
    if (fact->record != decision->subject ||
        !held_find(held, fact->record, fact->key, &other) || other != number)
      continue;
    changed = changed ? changed : copy_record(record, batch);
    changed->fields[fact->field->index] = fact->value;
  }
  return changed ? changed : record;
}

Text experiment_key(const Experiment *experiment, Arena *arena, const Decision *decision,
                    size_t number) {
  return held_key(&experiment->held, arena, decision->subject, number);
}

size_t experiment_count(const Experiment *experiment, const RecordType *record) {
  return held_type(&experiment->held, record)->count;
}

bool experiment_find(Experiment *experiment, const RecordType *record, Text key,
                     size_t *number) {
  return held_find(&experiment->held, record, key, number);
}
