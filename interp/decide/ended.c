#include "interp/decide/ended.h"

#include "interp/decide/judging.h"
#include "interp/decide/openings.h"
#include "interp/decide/sift.h"
#include "interp/decide/states.h"
#include "interp/decide/tally.h"

/* The records queued before in the order they were served, so that sorting finds them sorted. */
typedef struct {
  uint32_t *numbers;
  size_t    count;
  uint8_t  *listed;                   /* by number */
} Order;

enum { POLL_EVERY = 1024 };

struct Ending {
  Arena       *arena;
  const Model *model;
  Sift       **sifts;                 /* by Decision.index */
  Order       *orders;                /* likewise */
};

/* One time. */
typedef struct {
  Ending             *ending;
  Arena              *arena;
  Arena               batch;          /* one record's */
  Evaluator          *evaluator;
  const Population   *population;
  const EndedVisitor *visitor;
  RunSummary         *summary;
  Diags              *diags;
} Round;

/* One decision of it. */
typedef struct {
  Round           *round;
  const Decision  *decision;
  DecisionSummary *summary;
  Sift            *sift;
  const Sifted    *sifted;
  Allocation      *allocation;
  Openings         openings;
  StoreDecided    *rows;
  size_t           row_count;
  Map              seen;              /* keys of rows whose record is there */
} Deciding;

bool ending_can(const Model *model) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (!sift_can(model, model->decisions.items[i]))
      return false;
  return model->decisions.count > 0;
}

Ending *ending_new(Arena *arena, const Model *model, Census *census) {
  Ending *ending = arena_new(arena, Ending);
  *ending = (Ending){ .arena = arena, .model = model };
  ending->orders = arena_array(arena, Order, model->decisions.count + 1);
  ending->sifts = arena_array(arena, Sift *, model->decisions.count + 1);
  for (size_t i = 0; i < model->decisions.count; i++)
    ending->sifts[i] = sift_new(arena, model, model->decisions.items[i], census);
  return ending;
}

/* ---- telling ------------------------------------------------------------------- */

static void tell(Deciding *deciding, uint32_t number, const Ended *ended) {
  const EndedVisitor *visitor = deciding->round->visitor;
  TallyLine line = { .kind = ended->kind, .own = ended->own ? ended->own->name : TEXT_NONE,
                     .recorded = ended->recorded, .granted = ended->granted,
                     .decider = ended->decider };
  tally_add(deciding->round->arena, deciding->summary, &line);
  visitor->ended(visitor->context, deciding->decision, number, ended);
}

static const Frame *frame_of(const Judgement *judgement) {
  if (judgement->frame || !judgement->reached)
    return judgement->frame;
  return judgement->kind == OUTCOME_FUNDABLE ? NULL : judgement->placement.frame;
}

static void tell_judgement(Deciding *deciding, uint32_t number, const Judgement *judgement) {
  Ended ended = { .kind = judgement->kind, .recorded = judgement->recorded,
                  .own = judgement->kind == OUTCOME_OWN ? judgement->own : NULL,
                  .granted = judgement->kind == OUTCOME_FUNDABLE ? judgement->granted : 0,
                  .decider = judgement->decider_name, .frame = frame_of(judgement) };
  ended.has_asked = judgement->asked.state == VALUE_KNOWN &&
                    fraction_to_int64(judgement->asked.as.number, &ended.asked);
  tell(deciding, number, &ended);
}

/* As sifted: where it was not queued, how it ends. */
static Ended sifted_end(const Deciding *deciding, uint32_t number) {
  const Sifted *sifted = deciding->sifted;
  Ended ended = { .kind = (OutcomeKind)sifted->kinds[number] };
  if (ended.kind == OUTCOME_OWN)
    ended.own = deciding->decision->outcomes.items[sifted->owns[number]];
  ended.has_asked = sifted->asked[number] != SIFT_NOT_KNOWN;
  ended.asked = ended.has_asked ? sifted->asked[number] : 0;
  return ended;
}

/* ---- decided already ----------------------------------------------------------- */

/* The decision taken stands where the rules would have come to allocation (F3). */
static void tell_recorded(Deciding *deciding, uint32_t number, Ended ended,
                          const RecordedDecision *taken) {
  bool stands = ended.kind == OUTCOME_QUEUED;
  ended.recorded = true;
  if (stands)
    ended.kind = taken->kind;
  if (stands && taken->kind == OUTCOME_FUNDABLE) {
    ended.granted = taken->granted;
    ended.decider = taken->decider;
    ended.frame = taken->frame;
  }
  tell(deciding, number, &ended);
}

static void note_seen(Deciding *deciding, Text key, const RecordedDecision *taken) {
  if (taken->written)
    map_add(&deciding->seen, arena_text(deciding->round->arena, key), deciding);
}

static void open_judged(Deciding *deciding, uint32_t number) {
  Arena *batch = &deciding->round->batch;
  Judgement *judgement = sift_judgement(deciding->sift, number, batch);
  Text key = record_key_text(batch, judgement->record);
  Ended ended = { .kind = judgement->kind,
                  .own = judgement->kind == OUTCOME_OWN ? judgement->own : NULL };
  ended.has_asked = judgement->asked.state == VALUE_KNOWN &&
                    fraction_to_int64(judgement->asked.as.number, &ended.asked);
  openings_add(&deciding->openings, key, &judgement->record_decision, judgement);
  note_seen(deciding, key, &judgement->record_decision);
  tell_recorded(deciding, number, ended, &judgement->record_decision);
}

static void open_record(Deciding *deciding, uint32_t number) {
  RecordedDecision taken;
  Text key;
  arena_reset(&deciding->round->batch);
  if (!sift_recorded(deciding->sift, number, &deciding->round->batch, &taken, &key)) {
    open_judged(deciding, number);
    return;
  }
  openings_add(&deciding->openings, key, &taken, NULL);
  note_seen(deciding, key, &taken);
  tell_recorded(deciding, number, sifted_end(deciding, number), &taken);
}

/* Decisions taken on records that are no longer there have drawn all the same. */
static void open_orphans(Deciding *deciding) {
  Round *round = deciding->round;
  if (deciding->row_count == deciding->seen.count)
    return;
  Judge *judge = judge_new(round->arena, round->ending->model, deciding->decision,
                           round->evaluator, &round->population->all);
  evaluator_subject(round->evaluator, NULL, deciding->decision, &round->population->all,
                    &round->batch);
  for (size_t i = 0; i < deciding->row_count; i++) {
    if (deciding->seen.count && map_get(&deciding->seen, deciding->rows[i].record))
      continue;
    RecordedDecision decided = judge_decided_row(judge, &deciding->rows[i]);
    openings_add(&deciding->openings, deciding->rows[i].record, &decided, NULL);
  }
}

static void open_all(Deciding *deciding) {
  const Sifted *sifted = deciding->sifted;
  openings_init(&deciding->openings, deciding->round->arena);
  map_init(&deciding->seen, deciding->round->arena);
  for (size_t i = 0; i < sifted->count; i++)
    if (sifted->recorded[i])
      open_record(deciding, (uint32_t)i);
  open_orphans(deciding);
  const Frame *overflowed = openings_draw(&deciding->openings, deciding->allocation);
  if (overflowed)
    states_overflowed(deciding->round->arena->memory, overflowed, deciding->round->diags);
}

/* ---- the queue ----------------------------------------------------------------- */

static bool is_queued(const Sifted *sifted, size_t number) {
  return sifted->kinds[number] == OUTCOME_QUEUED && !sifted->recorded[number];
}

static void queue_one(Deciding *deciding, uint32_t number, Value *keys) {
  Candidate candidate = { .number = number, .keys = keys };
  if (!is_queued(deciding->sifted, number))
    return;
  sift_candidate(deciding->sift, number, &candidate, keys);
  allocation_add(deciding->allocation, &candidate);
}

/* Those that were queued before first, in their order then. */
static void queue_all(Deciding *deciding) {
  const Sifted *sifted = deciding->sifted;
  const Order *order = &deciding->round->ending->orders[deciding->decision->index];
  Value *keys = arena_array(deciding->round->arena, Value, deciding->decision->order_count + 1);
  for (size_t i = 0; i < order->count; i++)
    queue_one(deciding, order->numbers[i], keys);
  for (size_t i = 0; i < sifted->count; i++)
    if (!order->count || !order->listed[i])
      queue_one(deciding, (uint32_t)i, keys);
}

static Order *start_order(Deciding *deciding) {
  Ending *ending = deciding->round->ending;
  Order *order = &ending->orders[deciding->decision->index];
  size_t count = deciding->sifted->count;
  if (!order->numbers) {
    uint32_t *numbers = arena_array(ending->arena, uint32_t, count + 1);
    order->listed = arena_array(ending->arena, uint8_t, count + 1);
    order->numbers = numbers;
  }
  for (size_t i = 0; i < order->count; i++)
    order->listed[order->numbers[i]] = 0;
  order->count = 0;
  return order;
}

/* ---- how they end -------------------------------------------------------------- */

/* Its place tells all, but for one that was stopped, or that more is decided of. */
static bool place_settles(const Sifted *sifted, const Placement *placement) {
  return !sifted->finish && placement->kind != OUTCOME_QUEUED;
}

static void end_in_full(Deciding *deciding, uint32_t number, const Placement *placement) {
  Round *round = deciding->round;
  Judgement *judgement = sift_judgement(deciding->sift, number, &round->batch);
  judgement->queue = deciding->allocation;
  judgement->number = number;
  judge_finish(judgement->judging->judge, judgement, placement);
  tell_judgement(deciding, number, judgement);
  arena_reset(&round->batch);
}

static Text decider_of(Deciding *deciding, uint32_t number, const Placement *placement) {
  const Body *body = sift_decider(deciding->sift, number,
                                  placement->power == PLACEMENT_NO_POWER ? 0 : placement->power);
  return body ? body->name : TEXT_NONE;
}

static void end_placed(Deciding *deciding, uint32_t number, const Placement *placement) {
  if (!place_settles(deciding->sifted, placement)) {
    end_in_full(deciding, number, placement);
    return;
  }
  Ended ended = sifted_end(deciding, number);
  ended.kind = placement->kind;
  ended.frame = placement->frame;
  if (placement->kind == OUTCOME_OWN)
    ended.own = deciding->decision->otherwise_outcome;
  if (placement->kind == OUTCOME_FUNDABLE) {
    ended.granted = placement->granted;
    ended.decider = decider_of(deciding, number, placement);
  }
  tell(deciding, number, &ended);
}

typedef struct {
  Deciding *deciding;
  Order    *order;
} Serving;

static void end_served(void *context, uint32_t number, const Placement *placement) {
  Serving *serving = context;
  Order *order = serving->order;
  order->listed[number] = 1;
  order->numbers[order->count++] = number;
  if (order->count % POLL_EVERY == 0)
    memory_poll(serving->deciding->round->arena->memory);
  end_placed(serving->deciding, number, placement);
}

static void end_all(Deciding *deciding) {
  const Sifted *sifted = deciding->sifted;
  Serving serving = { deciding, start_order(deciding) };
  allocation_each(deciding->allocation, end_served, &serving);
  for (size_t i = 0; i < sifted->count; i++) {
    if (i % POLL_EVERY == 0)
      memory_poll(deciding->round->arena->memory);
    if (sifted->recorded[i] || is_queued(sifted, i))
      continue;
    Ended ended = sifted_end(deciding, (uint32_t)i);
    tell(deciding, (uint32_t)i, &ended);
  }
}

/* ---- a decision, and all of them ----------------------------------------------- */

static const Sifted *sift(Deciding *deciding) {
  const Round *round = deciding->round;
  const Population *population = round->population;
  SiftUnder under = { .arena = round->arena, .evaluator = round->evaluator,
                      .source = &population->all, .book = &round->summary->book,
                      .decided = deciding->rows, .decided_count = deciding->row_count,
                      .without = population->without,
                      .without_count = population->without_count,
                      .hold_none = population->hold_none };
  return sift_judge(deciding->sift, &under);
}

static void decide(Round *round, const Decision *decision) {
  const Population *population = round->population;
  Deciding deciding = { .round = round, .decision = decision,
                        .summary = &round->summary->decisions.items[decision->index],
                        .sift = round->ending->sifts[decision->index] };
  tally_deciders(round->arena, deciding.summary);
  if (population->decided && !population->hold_none)
    deciding.row_count = population->decided(population->context, round->arena, decision,
                                             &deciding.rows);
  deciding.allocation = allocation_new(round->arena, decision, &round->summary->book);
  deciding.sifted = sift(&deciding);
  open_all(&deciding);
  queue_all(&deciding);
  allocation_serve(deciding.allocation);
  end_all(&deciding);
}

static void open_book(Round *round) {
  const Model *model = round->ending->model;
  Book *book = &round->summary->book;
  book_init(book, round->arena, model->frames.count);
  book->raises = round->population->raises;
  book->raise_count = round->population->raise_count;
  evaluator_subject(round->evaluator, NULL, NULL, &round->population->all, &round->batch);
  Opener opener = { book, model, round->evaluator, &round->batch };
  states_open_plain(&opener, round->diags);
}

RunSummary *ending_run(Ending *ending, Arena *scratch, const ModelSettings *settings,
                       const EvalOptions *options, const Population *population,
                       const EndedVisitor *visitor, Diags *diags) {
  const Model *model = ending->model;
  Round round = { .ending = ending, .arena = scratch, .population = population,
                  .visitor = visitor, .diags = diags, .summary = arena_new(scratch, RunSummary) };
  arena_init_deferred(&round.batch, scratch->memory);
  round.evaluator = evaluator_new(scratch, model, settings, options, diags);
  evaluator_need_parameters(round.evaluator);
  open_book(&round);
  for (size_t i = 0; i < model->decisions.count; i++)
    LIST_ADD(scratch, &round.summary->decisions, DecisionSummary,
             (DecisionSummary){ .decision = model->decisions.items[i] });
  for (size_t i = 0; i < model->decisions.count; i++)
    decide(&round, model->run_order[i]);
  round.summary->frames = states_sorted(&round.summary->book, scratch);
  round.summary->frame_count = round.summary->book.states.count;
  round.summary->records = round.summary->decisions.items[0].records;
  memory_release(scratch->memory, &round.batch);
  return round.summary;
}
