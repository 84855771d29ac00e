#include "interp/decide/run.h"

#include "interp/decide/digest.h"
#include "interp/decide/judging.h"
#include "interp/decide/openings.h"

enum { PROGRESS_STEP = 1024 };

typedef struct {
  Arena            *arena;
  Arena             batch;              /* one record's, reset after each */
  const Model      *model;
  Evaluator        *evaluator;
  const Population *population;
  const RunVisitor *visitor;
  Diags            *diags;
  RunSummary       *summary;
  Sha256           *digest;
  size_t            done, total;        /* steps, for progress */
} Run;

/* One decision of it. */
typedef struct {
  Run             *run;
  const Decision  *decision;
  DecisionSummary *summary;
  Judge           *judge;
  Allocation      *allocation;
  Openings         openings;
} Round;

/* ---- frames ---------------------------------------------------------------------- */

static _Noreturn void stop_at_frame(Run *run, const Frame *frame, Text why) {
  diag_report(run->diags, DIAG_FRAME_ERROR, frame->span, "frame \"%.*s\" cannot be computed: %.*s",
              TEXT_PRINT(frame->name), TEXT_PRINT(why));
  memory_stop(run->arena->memory);
}

static void open_frame(Run *run, const Frame *frame) {
  FrameState *state = &run->summary->frames[frame->index];
  state->frame = frame;
  Value limit = evaluate_kept(run->evaluator, frame->limit);
  if (limit.state == VALUE_ERROR)
    stop_at_frame(run, frame, limit.as.error->message);
  state->pending = limit.state != VALUE_KNOWN;
  if (!state->pending && !fraction_to_int64(limit.as.number, &state->limit))
    stop_at_frame(run, frame, TEXT("its limit is not a whole number of the smallest unit"));
}

static void open_frames(Run *run) {
  const Model *model = run->model;
  run->summary->frames = arena_array(run->arena, FrameState, model->frames.count + 1);
  run->summary->frame_count = model->frames.count;
  evaluator_subject(run->evaluator, NULL, NULL, &run->population->all, &run->batch);
  for (size_t i = 0; i < model->frames.count; i++)
    open_frame(run, model->frames.items[i]);
}

/* ---- counting -------------------------------------------------------------------- */

static RunTally *tally_of(Arena *arena, RunTallies *tallies, Text name) {
  for (size_t i = 0; i < tallies->count; i++)
    if (text_equal(tallies->items[i].name, name))
      return &tallies->items[i];
  LIST_ADD(arena, tallies, RunTally, (RunTally){ .name = arena_text(arena, name) });
  return &tallies->items[tallies->count - 1];
}

/* Every decider has a line, in the order of the rules, also one who decides nothing. */
static void name_deciders(Round *round) {
  for (size_t i = 0; i < round->decision->powers.count; i++) {
    const Term *decider = round->decision->powers.items[i]->decider;
    if (decider && decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY)
      tally_of(round->run->arena, &round->summary->deciders,
               decider->as.constant.as.body->name);
  }
}

static void add_saturated(int64_t *sum, int64_t amount) {
  if (__builtin_add_overflow(*sum, amount, sum))
    *sum = INT64_MAX;
}

static void count(Round *round, const Judgement *judgement) {
  DecisionSummary *summary = round->summary;
  summary->records++;
  summary->outcomes[judgement->kind]++;
  summary->recorded += judgement->recorded;
  if (judgement->kind == OUTCOME_OWN)
    tally_of(round->run->arena, &summary->own, judgement_outcome(judgement))->count++;
  if (judgement->kind != OUTCOME_FUNDABLE)
    return;
  add_saturated(&summary->granted, judgement->granted);
  if (!judgement->decider_name.length)
    return;
  RunTally *tally = tally_of(round->run->arena, &summary->deciders, judgement->decider_name);
  tally->count++;
  add_saturated(&tally->granted, judgement->granted);
}

/* ---- the two passes -------------------------------------------------------------- */

static void step(Run *run) {
  memory_poll(run->arena->memory);
  arena_reset(&run->batch);
  if (++run->done % PROGRESS_STEP == 0 && run->visitor && run->visitor->progress)
    run->visitor->progress(run->visitor->context, run->done, run->total);
}

static void queue_record(Round *round, const Judgement *judgement, uint32_t number) {
  int64_t amount = 0;
  fraction_to_int64(judgement->amount.as.number, &amount);     /* kept: whole, and it fits */
  allocation_add(round->allocation, &(Candidate){
    .number = number, .keys = judgement->order, .amount = amount,
    .admits = judgement->admits, .stops = judgement->stops,
  });
}

typedef void RecordVisit(Round *round, const Record *record, uint32_t number);

/* One pass: each record in key order, numbered from 0. */
static void each_record(Round *round, RecordVisit *visit) {
  Run *run = round->run;
  const Population *population = run->population;
  population->start(population->context, round->decision->subject);
  const Record *record;
  for (uint32_t number = 0; (record = population->next(population->context, &run->batch));
       number++) {
    visit(round, record, number);
    step(run);
  }
}

static void take_record(Round *round, const Record *record, uint32_t number) {
  Arena *batch = &round->run->batch;
  const Judgement *judgement = judge_record(round->judge, record, batch);
  if (judgement->recorded && !judgement->record_decision.written)
    openings_add(&round->openings, record_key_text(batch, record), &judgement->record_decision);
  else if (!judgement->recorded && judgement->kind == OUTCOME_QUEUED)
    queue_record(round, judgement, number);
}

static void note_exceeded(Round *round, Judgement *judgement) {
  if (!judgement->recorded)
    return;
  Arena *batch = &round->run->batch;
  const Opening *opening = openings_exceeded(&round->openings,
                                             record_key_text(batch, judgement->record));
  if (opening)
    recorded_exceeded(judgement, opening->exceeded);
}

static void finish_record(Round *round, const Record *record, uint32_t number) {
  Run *run = round->run;
  Judgement *judgement = judge_record(round->judge, record, &run->batch);
  Placement placement;
  bool placed = allocation_placement(round->allocation, number, &placement);
  judgement->queue = round->allocation;
  judgement->number = number;
  judge_finish(round->judge, judgement, placed ? &placement : NULL);
  note_exceeded(round, judgement);
  count(round, judgement);
  digest_add(run->digest, judgement, &run->batch);
  if (run->visitor && run->visitor->finished)
    run->visitor->finished(run->visitor->context, judgement, &run->batch);
}

/* ---- a decision, and all of them ------------------------------------------------- */

static void open_decided(Round *round) {
  Run *run = round->run;
  openings_init(&round->openings, run->arena);
  StoreDecided *rows = NULL;
  size_t rows_count = run->population->decided
                          ? run->population->decided(run->population->context, run->arena,
                                                     round->decision, &rows)
                          : 0;
  judge_decided(round->judge, rows, rows_count);
  evaluator_subject(run->evaluator, NULL, round->decision, &run->population->all, &run->batch);
  for (size_t i = 0; i < rows_count; i++) {
    RecordedDecision decided = judge_decided_row(round->judge, &rows[i]);
    openings_add(&round->openings, rows[i].record, &decided);
  }
}

static void run_decision(Run *run, const Decision *decision) {
  Round round = { .run = run, .decision = decision };
  LIST_ADD(run->arena, &run->summary->decisions, DecisionSummary,
           (DecisionSummary){ .decision = decision });
  round.summary = &run->summary->decisions.items[run->summary->decisions.count - 1];
  name_deciders(&round);
  round.judge = judge_new(run->arena, run->model, decision, run->evaluator,
                          &run->population->all);
  round.allocation = allocation_new(run->arena, decision, run->summary->frames,
                                    run->summary->frame_count);
  open_decided(&round);
  each_record(&round, take_record);
  const Frame *overflowed = openings_draw(&round.openings, round.allocation);
  if (overflowed)
    stop_at_frame(run, overflowed, TEXT("decisions taken add up to more than 64 bits hold"));
  allocation_serve(round.allocation);
  each_record(&round, finish_record);
}

/* A parameter that can't be computed has been reported: nothing is judged by it. */
static void need_parameters(Run *run) {
  for (size_t i = 0; i < run->model->parameters.count; i++)
    if (evaluator_parameter(run->evaluator, run->model->parameters.items[i]).state == VALUE_ERROR)
      memory_stop(run->arena->memory);
}

static void count_steps(Run *run) {
  const Population *population = run->population;
  if (!population->count || !run->visitor || !run->visitor->progress)
    return;
  for (size_t i = 0; i < run->model->decisions.count; i++)
    run->total += 2 * population->count(population->context,
                                        run->model->decisions.items[i]->subject);
}

RunSummary *run_population(Arena *arena, const Model *model, const ModelSettings *settings,
                           const EvalOptions *options, const Population *population,
                           const RunVisitor *visitor, Diags *diags) {
  Run run = { .arena = arena, .model = model, .population = population, .visitor = visitor,
              .diags = diags, .summary = arena_new(arena, RunSummary) };
  arena_init_deferred(&run.batch, arena->memory);
  run.evaluator = evaluator_new(arena, model, settings, options, diags);
  need_parameters(&run);
  open_frames(&run);
  count_steps(&run);
  run.digest = digest_start(arena->memory);
  for (size_t i = 0; i < model->decisions.count; i++)
    run_decision(&run, model->decisions.items[i]);
  run.summary->digest = sha256_finish(run.digest, arena);
  if (run.summary->decisions.count)
    run.summary->records = run.summary->decisions.items[0].records;
  memory_release(arena->memory, &run.batch);
  return run.summary;
}
