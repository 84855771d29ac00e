#include "interp/decide/rounds.h"

#include "interp/decide/by_columns.h"
#include "interp/decide/states.h"
#include "interp/decide/tally.h"

enum { PROGRESS_STEP = 1024 };

/* ---- frames ---------------------------------------------------------------------- */

static void open_frames(Run *run) {
  const Model *model = run->model;
  book_init(&run->summary->book, run->arena, model->frames.count);
  run->summary->book.raises = run->population->raises;
  run->summary->book.raise_count = run->population->raise_count;
  evaluator_subject(run->evaluator, NULL, NULL, &run->population->all, &run->batch);
  Opener opener = { &run->summary->book, model, run->evaluator, &run->batch };
  states_open_plain(&opener, run->diags);
}

/* ---- counting -------------------------------------------------------------------- */

static void count(Round *round, const Judgement *judgement) {
  TallyLine line = { .kind = judgement->kind, .recorded = judgement->recorded,
                     .own = judgement->kind == OUTCOME_OWN ? judgement_outcome(judgement)
                                                           : TEXT_NONE,
                     .granted = judgement->granted, .decider = judgement->decider_name };
  tally_add(round->run->arena, round->summary, &line);
}

/* ---- the two passes -------------------------------------------------------------- */

void round_step(Round *round, size_t steps) {
  Run *run = round->run;
  size_t before = run->done / PROGRESS_STEP;
  memory_poll(run->arena->memory);
  arena_reset(&run->batch);
  run->done += steps;
  if (run->done / PROGRESS_STEP != before && run->visitor && run->visitor->progress)
    run->visitor->progress(run->visitor->context, run->done, run->total);
}

static void queue_record(Round *round, const Judgement *judgement, uint32_t number) {
  Candidate candidate = { .number = number, .keys = judgement->order };
  judgement_candidate(judgement, &candidate);
  allocation_add(round->allocation, &candidate);
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
    round_step(round, 1);
  }
}

void round_take_decided(Round *round, Judgement *judgement, uint32_t number) {
  Arena *batch = &round->run->batch;
  Text key = record_key_text(batch, judgement->record);
  openings_add(&round->openings, key, &judgement->record_decision, judgement);
  if (judgement->record_decision.written)
    map_add(&round->seen, arena_text(round->run->arena, key), round);
  if (!round->decision->late)
    return;
  judge_finish(round->judge, judgement, NULL);
  late_decided(&round->late, judgement, number);
}

static void take_record(Round *round, const Record *record, uint32_t number) {
  Judgement *judgement = judge_record(round->judge, record, &round->run->batch);
  if (judgement->recorded)
    round_take_decided(round, judgement, number);
  else if (judgement->kind == OUTCOME_QUEUED)
    queue_record(round, judgement, number);
}

void round_note_exceeded(Round *round, Judgement *judgement) {
  if (!judgement->recorded)
    return;
  Arena *batch = &round->run->batch;
  const Opening *opening = openings_exceeded(&round->openings,
                                             record_key_text(batch, judgement->record));
  if (opening)
    recorded_exceeded(judgement, opening->exceeded);
}

static void add_to_digest(Round *round, const Judgement *judgement) {
  Run *run = round->run;
  if (run->lines)
    writer_put(&round->lines, digest_lines(judgement, &run->batch));
  else
    sha256_add(run->digest, digest_lines(judgement, &run->batch));
}

bool round_tells_lines(const Round *round) {
  return round->run->visitor && round->run->visitor->line;
}

void round_tell_reserved(Round *round, Text key, uint32_t number) {
  Run *run = round->run;
  AllocationLine *lines;
  size_t count = allocation_lines(round->allocation, &run->batch, number, &lines);
  for (size_t i = 0; i < count; i++)
    if (lines[i].taken)
      run->visitor->line(run->visitor->context, &(FrameLine){
        .decision = round->decision, .record = key, .state = &lines[i].state,
        .kind = "reserved", .amount = lines[i].taken,
      });
}

static bool is_wanted(const Round *round, const Record *record) {
  const RunVisitor *visitor = round->run->visitor;
  return !visitor || !visitor->wanted || round->decision->read ||
         visitor->wanted(visitor->context, record, &round->run->batch);
}

static void finish_record(Round *round, const Record *record, uint32_t number) {
  Run *run = round->run;
  if (!is_wanted(round, record))
    return;
  Placement placement;
  bool placed = allocation_placement(round->allocation, number, &placement);
  if (round->decision->late)
    late_stand_at(&round->late, placed ? placement.turn : 0);
  Judgement *judgement = judge_record(round->judge, record, &run->batch);
  judgement->queue = round->allocation;
  judgement->number = number;
  judge_finish(round->judge, judgement, placed ? &placement : NULL);
  round_note_exceeded(round, judgement);
  count(round, judgement);
  results_keep(&run->results, judgement, &run->batch);
  if (round_tells_lines(round) && judgement->kind == OUTCOME_FUNDABLE && !judgement->recorded)
    round_tell_reserved(round, record_key_text(&run->batch, record), number);
  add_to_digest(round, judgement);
  if (run->visitor && run->visitor->finished)
    run->visitor->finished(run->visitor->context, judgement, &run->batch);
}

/* ---- a decision, and all of them ------------------------------------------------- */

static void open_decided(Round *round) {
  Run *run = round->run;
  openings_init(&round->openings, run->arena);
  StoreDecided *rows = NULL;
  map_init(&round->seen, run->arena);
  round->row_count = run->population->decided && !run->population->hold_none
                         ? run->population->decided(run->population->context, run->arena,
                                                    round->decision, &rows)
                         : 0;
  round->rows = rows;
  judge_decided(round->judge, rows, round->row_count);
}

static void open_orphans(Round *round) {
  Run *run = round->run;
  evaluator_subject(run->evaluator, NULL, round->decision, &run->population->all, &run->batch);
  openings_add_orphans(&round->openings, round->judge, round->rows, round->row_count, &round->seen);
}

static void tell_opening(Round *round, const Opening *opening, const Link *link) {
  const struct { const char *kind; int64_t amount; } parts[] = {
    { "committed", opening->granted }, { "paid", opening->paid },
    { "returned", -opening->returned },
  };
  const RunVisitor *visitor = round->run->visitor;
  FrameState state = book_state(&round->run->summary->book, &round->run->batch, link->state);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    bool whole = !link->draw || link->draw->whole;
    int64_t amount = whole ? parts[i].amount : i == 0 ? link->draw->amount : 0;
    if (amount)
      visitor->line(visitor->context, &(FrameLine){
        .decision = round->decision, .record = opening->key,
        .state = &state, .kind = parts[i].kind,
        .amount = amount, .has_date = opening->has_date, .on = opening->on,
      });
  }
}

static void tell_openings(Round *round) {
  Run *run = round->run;
  Chain chain = { NULL, 0, 0 };
  if (!run->visitor || !run->visitor->line)
    return;
  for (size_t i = 0; i < round->openings.list.count; i++) {
    const Opening *opening = &round->openings.list.items[i];
    book_chain(&run->summary->book, run->arena, opening->frame, opening->draws,
               opening->draw_count, &chain);
    for (size_t j = 0; j < chain.count; j++)
      tell_opening(round, opening, &chain.items[j]);
  }
}

static void start_late(Round *round) {
  Run *run = round->run;
  if (!round->decision->late)
    return;
  round->late = (Late){ .arena = run->arena, .batch = &run->batch, .judge = round->judge,
                        .evaluator = run->evaluator, .results = &run->results,
                        .source = &run->population->all };
  late_init(&round->late, round->decision);
}

void round_open(Round *round) {
  Run *run = round->run;
  open_orphans(round);
  const Frame *overflowed = openings_draw(&round->openings, round->allocation);
  if (overflowed)
    states_overflowed(run->arena->memory, overflowed, run->diags);
  tell_openings(round);
}

Profile *round_profile(const Round *round) {
  return round->run->visitor ? round->run->visitor->profile : NULL;
}

static void by_records(Round *round) {
  Profile *profile = round_profile(round);
  ProfilePhase before = profile_enter(profile, PHASE_ALONE);
  each_record(round, take_record);
  profile_enter(profile, PHASE_ALLOCATE);
  round_open(round);
  if (round->decision->late)
    late_watch(&round->late, round->allocation);
  allocation_serve(round->allocation);
  profile_enter(profile, PHASE_ALONE);
  each_record(round, finish_record);
  profile_count(profile, PHASE_ALONE, round->summary->records);
  profile_alone(profile, ALONE_DECISION, round->summary->records);
  profile_enter(profile, before);
}

static void run_decision(Run *run, const Decision *decision) {
  Round round = { .run = run, .decision = decision,
                  .summary = &run->summary->decisions.items[decision->index] };
  tally_deciders(run->arena, round.summary);
  round.judge = judge_new(run->arena, run->model, decision, run->evaluator,
                          &run->population->all);
  judge_frames(round.judge, &run->summary->book);
  judge_without(round.judge, run->population->without, run->population->without_count);
  if (run->population->hold_none)
    judge_hold_none(round.judge);
  if (run->population->instead)
    judge_instead(round.judge, run->population->instead, run->population->context);
  round.allocation = allocation_new(run->arena, decision, &run->summary->book);
  if (run->lines)
    writer_to_memory(&round.lines, run->arena);
  start_late(&round);
  open_decided(&round);
  if (!by_columns_can(&round) || !by_columns_run(&round))
    by_records(&round);
  if (run->lines)
    run->lines[decision->index] = writer_text(&round.lines);
}

/* Those whose results are read go first (D1, D2); the digest keeps the order of the file. */
static void run_decisions(Run *run) {
  const Model *model = run->model;
  size_t count = model->decisions.count;
  for (size_t i = 0; i < count; i++)
    LIST_ADD(run->arena, &run->summary->decisions, DecisionSummary,
             (DecisionSummary){ .decision = model->decisions.items[i] });
  for (size_t i = 0; i < count; i++)
    if (model->run_order[i]->index != i && !run->lines)
      run->lines = arena_array(run->arena, Text, count);
  for (size_t i = 0; i < count; i++)
    run_decision(run, model->run_order[i]);
  for (size_t i = 0; run->lines && i < count; i++)
    sha256_add(run->digest, run->lines[i]);
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
  evaluator_need_parameters(run.evaluator);
  open_frames(&run);
  count_steps(&run);
  run.digest = digest_start(arena->memory);
  results_init(&run.results, arena, model);
  evaluator_result_source(run.evaluator, &run.results.source);
  run_decisions(&run);
  run.summary->digest = sha256_finish(run.digest, arena);
  run.summary->frames = book_list(&run.summary->book, arena);
  if (run.summary->decisions.count)
    run.summary->records = run.summary->decisions.items[0].records;
  memory_release(arena->memory, &run.batch);
  return run.summary;
}
