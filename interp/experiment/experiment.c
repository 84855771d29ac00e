#include "interp/experiment/inside.h"

/* ---- opening ------------------------------------------------------------------- */

Experiment *experiment_open(Arena *arena, Model *model, Store *store, Diags *diags) {
  Experiment *experiment = arena_new(arena, Experiment);
  *experiment = (Experiment){ .arena = arena, .model = model, .diags = diags };
  held_read(&experiment->held, arena, model, store, diags);
  experiment->fast.held = &experiment->held;
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
  EndedVisitor visitor = { standing_take_ended, kept };
  return ending_run(judging->experiment->fast.ending, &judging->scratch, &assumptions->settings,
                    &assumptions->eval, &judging->population, &visitor,
                    judging->experiment->diags);
}

static Standing *judge(Experiment *experiment, const Assumptions *assumptions, bool in_full) {
  Judging judging;
  start(&judging, experiment);
  bool fast = !in_full && fast_begin(&experiment->fast, &judging.scratch, assumptions);
  assume(&judging, assumptions);
  KeptStanding *kept = standing_begin(experiment->arena->memory, &experiment->held, assumptions);
  RunVisitor visitor = { .finished = standing_take, .context = kept };
  RunSummary *summary = fast ? run_to_ends(&judging, assumptions, kept)
                             : run(&judging, assumptions, &visitor);
  standing_take_limits(kept, new_evaluator(&judging, assumptions));
  Standing *standing = standing_end(kept, summary);
  standing->experiment = experiment;
  if (fast)
    fast_end(&experiment->fast);
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
  begin(&judging, experiment, assumptions);
  RunVisitor nobody = { .context = NULL };
  Text digest = arena_text(arena, run(&judging, assumptions, &nobody)->digest);
  end(&judging);
  return digest;
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

bool experiment_explain(Experiment *experiment, const Assumptions *assumptions, Text key,
                        void gather(void *context, const Judgement *judgement, Arena *batch),
                        void *context) {
  Explaining explaining = { .key = key, .gather = gather, .context = context };
  RunVisitor visitor = { .finished = explain, .context = &explaining };
  experiment_visit(experiment, assumptions, &visitor);
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

const Record *experiment_record(Experiment *experiment, const Assumptions *assumptions,
                                const Decision *decision, size_t number, Arena *batch) {
  const HeldType *type = held_type(&experiment->held, decision->subject);
  const Record *record = type->records[number];
  for (size_t i = 0; assumptions && i < assumptions->facts.count; i++) {
    const FactChange *fact = &assumptions->facts.items[i];
    if (fact->record != decision->subject ||
        !text_equal(record_key_text(batch, type->records[number]), fact->key))
      continue;
    Record *changed = arena_new(batch, Record);
    *changed = *record;
    changed->fields = arena_array(batch, Value, record->type->count + 1);
    for (size_t j = 0; j < record->type->count; j++)
      changed->fields[j] = record->fields[j];
    changed->fields[fact->field->index] = fact->value;
    record = changed;
  }
  return record;
}

Text experiment_key(const Experiment *experiment, Arena *arena, const Decision *decision,
                    size_t number) {
  return record_key_text(arena, held_type(&experiment->held, decision->subject)->records[number]);
}

size_t experiment_count(const Experiment *experiment, const RecordType *record) {
  return held_type(&experiment->held, record)->count;
}

bool experiment_find(Experiment *experiment, const RecordType *record, Text key,
                     size_t *number) {
  return held_find(&experiment->held, record, key, number);
}
