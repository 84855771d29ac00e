#include "interp/decide/ended.h"

#include "interp/decide/ended_round.h"
#include "interp/decide/judging.h"
#include "interp/decide/states.h"
#include "interp/decide/tally.h"

#include <string.h>

bool ending_can(const Model *model) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (!sift_can(model, model->decisions.items[i]) ||
        (model->decisions.items[i]->read && !ended_can_hand_on(model->decisions.items[i])))
      return false;
  return model->decisions.count > 0;
}

Ending *ending_new(Arena *arena, const Model *model, Census *census) {
  Ending *ending = arena_new(arena, Ending);
  *ending = (Ending){ .arena = arena, .model = model, .census = census };
  ending->kept = arena_array(arena, EndedKept, model->decisions.count + 1);
  for (size_t i = 0; i < model->decisions.count; i++) {
    ending->kept[i].sift = sift_new(arena, model, model->decisions.items[i], census);
    map_init(&ending->kept[i].by_bytes, arena);
    census_columns(census, model->decisions.items[i]->subject)->placed = true;
  }
  results_init(&ending->results, arena, model);
  return ending;
}

/* ---- as the reference has it --------------------------------------------------- */

static const Frame *frame_of(const Judgement *judgement) {
  if (judgement->frame || !judgement->reached)
    return judgement->frame;
  return judgement->kind == OUTCOME_FUNDABLE ? NULL : judgement->placement.frame;
}

void ended_take_judgement(Deciding *deciding, uint32_t number, const Judgement *judgement) {
  EndedClass ended = { .kind = judgement->kind, .recorded = judgement->recorded,
                       .own = judgement->kind == OUTCOME_OWN ? judgement->own : NULL,
                       .decider = judgement->decider_name, .frame = frame_of(judgement) };
  ended_take(deciding, number, ended_class(deciding, &ended),
             judgement->kind == OUTCOME_FUNDABLE ? judgement->granted : 0);
}

/* ---- decided already ----------------------------------------------------------- */

/* The decision taken stands where the rules would have come to allocation (F3). */
static void take_recorded(Deciding *deciding, uint32_t number, OutcomeKind kind,
                          const OwnOutcome *own, const RecordedDecision *taken) {
  EndedClass ended = { .kind = kind, .own = own, .recorded = true };
  int64_t granted = 0;
  if (kind == OUTCOME_QUEUED)
    ended.kind = taken->kind;
  if (kind == OUTCOME_QUEUED && taken->kind == OUTCOME_FUNDABLE) {
    granted = taken->granted;
    ended.decider = taken->decider;
    ended.frame = taken->frame;
  }
  LIST_ADD(deciding->round->arena, &deciding->taken, EndedTaken,
           (EndedTaken){ number, ended_class(deciding, &ended), granted });
}

static void note_seen(Deciding *deciding, Text key, const RecordedDecision *taken) {
  if (taken->written)
    map_add(&deciding->seen, arena_text(deciding->round->arena, key), deciding);
}

/* SiftUnder.recorded: where states are opened by records, in the order of those. */
static void open_judged(void *context, uint32_t number) {
  Deciding *deciding = context;
  Arena *batch = &deciding->round->batch;
  arena_reset(batch);
  Judgement *judgement = sift_judgement(deciding->kept->sift, number, batch);
  Text key = record_key_text(batch, judgement->record);
  openings_add(&deciding->openings, key, &judgement->record_decision, judgement);
  note_seen(deciding, key, &judgement->record_decision);
  take_recorded(deciding, number, judgement->kind,
                judgement->kind == OUTCOME_OWN ? judgement->own : NULL,
                &judgement->record_decision);
}

static void open_record(Deciding *deciding, uint32_t number) {
  const Sifted *sifted = deciding->sifted;
  RecordedDecision taken;
  Text key;
  arena_reset(&deciding->round->batch);
  if (!sift_recorded(deciding->kept->sift, number, &deciding->round->batch, &taken, &key)) {
    open_judged(deciding, number);
    return;
  }
  OutcomeKind kind = (OutcomeKind)sifted->kinds[number];
  openings_add(&deciding->openings, key, &taken, NULL);
  note_seen(deciding, key, &taken);
  take_recorded(deciding, number, kind,
                kind == OUTCOME_OWN ? deciding->decision->outcomes.items[sifted->owns[number]]
                                    : NULL,
                &taken);
}

static void open_orphans(Deciding *deciding) {
  EndedRound *round = deciding->round;
  if (deciding->row_count == deciding->seen.count)
    return;
  Judge *judge = judge_new(round->arena, round->ending->model, deciding->decision,
                           round->evaluator, &round->population->all);
  evaluator_subject(round->evaluator, NULL, deciding->decision, &round->population->all,
                    &round->batch);
  openings_add_orphans(&deciding->openings, judge, deciding->rows, deciding->row_count,
                       &deciding->seen);
}

/* But those that were met while all was sifted. */
static void open_all(Deciding *deciding) {
  const Sifted *sifted = deciding->sifted;
  const uint8_t *end = sifted->recorded + sifted->count, *at = sifted->recorded;
  bool opened = deciding->taken.count > 0;
  while (!opened && at < end && (at = memchr(at, true, (size_t)(end - at))) != NULL)
    open_record(deciding, (uint32_t)(at++ - sifted->recorded));
  for (size_t i = 0; i < deciding->taken.count; i++)
    ended_take(deciding, deciding->taken.items[i].number, deciding->taken.items[i].class_number,
               deciding->taken.items[i].granted);
  open_orphans(deciding);
  const Frame *overflowed = openings_draw(&deciding->openings, deciding->allocation);
  if (overflowed)
    states_overflowed(deciding->round->arena->memory, overflowed, deciding->round->diags);
}

/* A limit that varies shows as the last record that drew by it has it; who is judged once more,
 * out of order, leaves no trace.  SiftUnder.chunk. */
static void hold_limits(void *context, size_t first, size_t rows) {
  Deciding *deciding = context;
  const Book *book = &deciding->round->summary->book;
  const RecordType *subject = deciding->decision->subject;
  if (first + rows < census_columns(deciding->round->ending->census, subject)->count)
    return;
  for (uint32_t i = 0; i < book->count; i++)
    LIST_ADD(deciding->round->arena, &deciding->limits, uint32_t, book_terms_number(book, i));
}

static void give_limits(Deciding *deciding) {
  Book *book = &deciding->round->summary->book;
  for (uint32_t i = 0; i < deciding->limits.count; i++)
    book_set_terms(book, i, deciding->limits.items[i]);
}

/* A key, for accounts of a place in the queue. */
static Text key_of(void *context, Arena *arena, uint32_t number) {
  const Deciding *named = context;
  return record_key_text(arena, census_record(named->round->ending->census,
                                              named->decision->subject, number, arena));
}

/* ---- a decision, and all of them ----------------------------------------------- */

bool ended_is_queued(const Sifted *sifted, size_t number) {
  return sifted->kinds[number] == OUTCOME_QUEUED && !sifted->recorded[number];
}

static const Sifted *sift(const EndedRound *round, Deciding *deciding) {
  const Population *population = round->population;
  SiftUnder under = { .arena = round->arena, .evaluator = round->evaluator,
                      .source = &population->all, .book = &round->summary->book,
                      .decided = deciding->rows, .decided_count = deciding->row_count,
                      .without = population->without,
                      .without_count = population->without_count,
                      .hold_none = population->hold_none,
                      .chunk = hold_limits, .recorded = open_judged,
                      .context = deciding };
  return sift_judge(deciding->kept->sift, &under);
}

/* What was kept stands as far as nothing that it was made of is another.  If the round is left
 * on the way, all is made anew the next time. */
static void see_what_stands(Deciding *deciding) {
  const Ending *ending = deciding->round->ending;
  const Sifted *sifted = deciding->sifted;
  EndedKept *kept = deciding->kept;
  uint64_t version = census_version(ending->census);
  bool facts = kept->left || version != kept->census_version;
  bool asked = sifted->amounts_changed || (sifted->kinds_changed && sifted->some_hidden);
  kept->order_stands &= !facts && !sifted->order_changed;
  kept->base_stands &= !facts && !sifted->kinds_changed;
  kept->amounts_stand &= kept->order_stands && !asked && !sifted->amounts_changed;
  kept->queue_stands &= kept->base_stands && kept->order_stands && !sifted->amounts_changed;
  kept->amounts_version += facts || asked || !kept->amounts_version;
  kept->census_version = version;
  kept->left = true;
}

static const size_t *counts_of(const Deciding *deciding) {
  size_t count = deciding->kept->classes.count;
  size_t *counts = arena_array(deciding->round->lasting, size_t, count + 1);
  for (size_t i = 0; i < count; i++)
    counts[i] = deciding->sums[i].count;
  return counts;
}

static void decide(EndedRound *round, const Decision *decision) {
  const Population *population = round->population;
  Deciding deciding = { .round = round, .decision = decision,
                        .summary = &round->summary->decisions.items[decision->index],
                        .kept = &round->ending->kept[decision->index] };
  tally_deciders(round->arena, deciding.summary);
  if (population->decided && !population->hold_none)
    deciding.row_count = population->decided(population->context, round->arena, decision,
                                             &deciding.rows);
  deciding.allocation = allocation_new(round->arena, decision, &round->summary->book);
  openings_init(&deciding.openings, round->arena);
  map_init(&deciding.seen, round->arena);
  deciding.sifted = sift(round, &deciding);
  deciding.classes = arena_array(round->lasting, uint16_t, deciding.sifted->count + 1);
  see_what_stands(&deciding);
  ended_start_results(&deciding);
  ended_settle(&deciding);
  open_all(&deciding);
  ended_queue(&deciding);
  allocation_name(deciding.allocation, key_of, &deciding);
  ended_serve(&deciding);
  if (round->some)
    ended_finish_some(&deciding);
  give_limits(&deciding);
  ended_sum_up(&deciding);
  ended_hand_on(&deciding);
  deciding.kept->left = false;
  round->columns[decision->index] = (EndedColumns){
    .decision = decision, .count = deciding.sifted->count, .classes = deciding.classes,
    .class_counts = counts_of(&deciding),
    .grants = deciding.grants.items, .grant_count = deciding.grants.count,
    .asked = deciding.sifted->asked, .amounts = deciding.sifted->amounts,
    .amounts_version = deciding.kept->amounts_version,
  };
}

static void open_book(EndedRound *round) {
  const Model *model = round->ending->model;
  Book *book = &round->summary->book;
  book_init(book, round->arena, model->frames.count);
  book->raises = round->population->raises;
  book->raise_count = round->population->raise_count;
  evaluator_subject(round->evaluator, NULL, NULL, &round->population->all, &round->batch);
  Opener opener = { book, model, round->evaluator, &round->batch };
  states_open_plain(&opener, round->diags);
}

static void decide_all(EndedRound *round, const ModelSettings *settings,
                       const EvalOptions *options) {
  const Model *model = round->ending->model;
  Arena *scratch = round->arena;
  round->summary = arena_new(scratch, RunSummary);
  round->columns = arena_array(round->lasting, EndedColumns, model->decisions.count + 1);
  arena_init_deferred(&round->batch, scratch->memory);
  round->evaluator = evaluator_new(scratch, model, settings, options, round->diags);
  evaluator_need_parameters(round->evaluator);
  evaluator_result_source(round->evaluator, &round->ending->results.source);
  round->settings = settings;
  round->options = options;
  open_book(round);
  for (size_t i = 0; i < model->decisions.count; i++)
    LIST_ADD(scratch, &round->summary->decisions, DecisionSummary,
             (DecisionSummary){ .decision = model->decisions.items[i] });
  for (size_t i = 0; i < model->decisions.count; i++)
    decide(round, model->run_order[i]);
  round->summary->frames = book_list(&round->summary->book, scratch);
  round->summary->records = round->summary->decisions.items[0].records;
  memory_release(scratch->memory, &round->batch);
}

EndedColumns *ending_columns(Ending *ending, Arena *scratch, Arena *kept,
                             const ModelSettings *settings, const EvalOptions *options,
                             const Population *population, Diags *diags, RunSummary **summary) {
  EndedRound round = { .ending = ending, .arena = scratch, .lasting = kept,
                       .population = population, .diags = diags };
  decide_all(&round, settings, options);
  *summary = round.summary;
  return round.columns;
}

void ending_some(Ending *ending, Arena *scratch, const ModelSettings *settings,
                 const EvalOptions *options, const Population *population,
                 const EndingSome *some, Diags *diags) {
  EndedRound round = { .ending = ending, .arena = scratch, .lasting = scratch,
                       .population = population, .some = some, .diags = diags };
  decide_all(&round, settings, options);
}
