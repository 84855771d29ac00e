#include "interp/experiment/standing.h"

/* ---- one standing -------------------------------------------------------------- */

/* It lies in its own arena. */
static void give_back(KeptStanding *kept) {
  Arena arena = kept->arena;
  arena_free(&arena);
}

static void give_back_unfinished(void *what) {
  KeptStanding *kept = what;
  if (!kept->finished)
    give_back(kept);
}

void standing_free(Standing *standing) {
  if (standing)
    give_back((KeptStanding *)standing);
}

/* The place of a decider's name, added if it is new; 0: no name. */
static uint16_t standing_decider(KeptStanding *kept, const Decision *decision, Text name) {
  StandingFill *fill = &kept->fills[decision->index];
  if (!name.length)
    return 0;
  for (size_t i = 1; i < fill->deciders.count; i++)
    if (text_equal(fill->deciders.items[i], name))
      return (uint16_t)i;
  if (fill->deciders.count > UINT16_MAX)
    return 0;
  LIST_ADD(&kept->arena, &fill->deciders, Text, arena_text(&kept->arena, name));
  return (uint16_t)(fill->deciders.count - 1);
}

static void name_deciders(KeptStanding *kept, const Decision *decision) {
  LIST_ADD(&kept->arena, &kept->fills[decision->index].deciders, Text, TEXT_NONE);
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Term *decider = decision->powers.items[i]->decider;
    if (decider && decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY)
      standing_decider(kept, decision, decider->as.constant.as.body->name);
  }
}

KeptStanding *standing_begin(Memory *memory, const Held *held, const Assumptions *assumptions) {
  const Model *model = held->model;
  size_t count = model->decisions.count;
  Arena arena;
  arena_init_deferred(&arena, memory);
  KeptStanding *kept = arena_new(&arena, KeptStanding);
  memory_defer(memory, give_back_unfinished, kept);
  kept->arena = arena;
  arena_init(&arena, memory);                        /* what it held is the standing's now */
  memory_release(memory, &arena);
  kept->shown.assumptions = *assumptions;
  kept->shown.decisions = arena_array(&kept->arena, StandingOf, count + 1);
  kept->shown.decision_count = count;
  kept->fills = arena_array(&kept->arena, StandingFill, count + 1);
  for (size_t i = 0; i < count; i++) {
    const Decision *decision = model->decisions.items[i];
    StandingOf *of = &kept->shown.decisions[i];
    of->decision = decision;
    of->count = held_type(held, decision->subject)->count;
    kept->fills[i].records = arena_array(&kept->arena, Stand, of->count + 1);
    name_deciders(kept, decision);
  }
  return kept;
}

/* ---- filling ------------------------------------------------------------------- */

static uint8_t place_of_own(const Decision *decision, const OwnOutcome *own) {
  for (size_t i = 0; i < decision->outcomes.count; i++)
    if (decision->outcomes.items[i] == own)
      return (uint8_t)i;
  return 0;
}

static const Frame *frame_of(const Judgement *judgement) {
  if (judgement->frame || !judgement->reached)
    return judgement->frame;
  return judgement->kind == OUTCOME_FUNDABLE ? NULL : judgement->placement.frame;
}

void standing_take(void *context, const Judgement *judgement, Arena *batch) {
  KeptStanding *kept = context;
  (void)batch;
  const Decision *decision = judgement->decision;
  const Frame *frame = frame_of(judgement);
  Stand stand = {
    .kind = (uint8_t)judgement->kind, .recorded = judgement->recorded,
    .own = judgement->kind == OUTCOME_OWN ? place_of_own(decision, judgement->own) : 0,
    .frame = frame ? (uint16_t)(frame->index + 1) : 0,
    .decider = standing_decider(kept, decision, judgement->decider_name),
    .granted = judgement->kind == OUTCOME_FUNDABLE ? judgement->granted : 0,
  };
  stand.has_asked = judgement->asked.state == VALUE_KNOWN &&
                    fraction_to_int64(judgement->asked.as.number, &stand.asked);
  kept->fills[decision->index].records[judgement->number] = stand;
}

void standing_take_ended(void *context, const Decision *decision, uint32_t number,
                         const Ended *ended) {
  KeptStanding *kept = context;
  kept->fills[decision->index].records[number] = (Stand){
    .asked = ended->asked, .granted = ended->granted, .has_asked = ended->has_asked,
    .kind = (uint8_t)ended->kind, .recorded = ended->recorded,
    .own = ended->own ? place_of_own(decision, ended->own) : 0,
    .frame = ended->frame ? (uint16_t)(ended->frame->index + 1) : 0,
    .decider = standing_decider(kept, decision, ended->decider),
  };
}

void standing_take_limits(KeptStanding *kept, Evaluator *evaluator) {
  for (size_t i = 0; i < kept->shown.decision_count; i++) {
    StandingOf *of = &kept->shown.decisions[i];
    size_t count = of->decision->powers.count;
    int64_t *limits = arena_array(&kept->arena, int64_t, count + 1);
    for (size_t j = 0; j < count; j++) {
      const Term *most = of->decision->powers.items[j]->most;
      Value limit = most ? evaluate(evaluator, most) : value_unknown(TYPE_MONEY);
      limits[j] = INT64_MAX;
      if (limit.state == VALUE_KNOWN)
        fraction_to_int64(limit.as.number, &limits[j]);
    }
    of->limits = limits;
  }
}

/* ---- the end ------------------------------------------------------------------- */

static RunTallies copy_tallies(Arena *arena, const RunTallies *tallies) {
  RunTallies copy = { NULL, 0, 0 };
  for (size_t i = 0; i < tallies->count; i++) {
    RunTally tally = tallies->items[i];
    tally.name = arena_text(arena, tally.name);
    LIST_ADD(arena, &copy, RunTally, tally);
  }
  return copy;
}

static DecisionSummary copy_summary(Arena *arena, const DecisionSummary *summary) {
  DecisionSummary copy = *summary;
  copy.deciders = copy_tallies(arena, &summary->deciders);
  copy.own = copy_tallies(arena, &summary->own);
  return copy;
}

/* As it is left; the draws within a rolling window stay behind. */
static FrameState copy_state(Arena *arena, const FrameState *state) {
  FrameState copy = *state;
  copy.key = arena_text(arena, state->key);
  copy.window = NULL;
  copy.lines.items = NULL;
  copy.lines.count = copy.lines.room = 0;
  return copy;
}

Standing *standing_end(KeptStanding *kept, const RunSummary *summary) {
  Standing *standing = &kept->shown;
  Arena *arena = &kept->arena;
  FrameState *frames = arena_array(arena, FrameState, summary->frame_count + 1);
  for (size_t i = 0; i < summary->frame_count; i++)
    frames[i] = copy_state(arena, &summary->frames[i]);
  standing->frames = frames;
  standing->frame_count = summary->frame_count;
  for (size_t i = 0; i < standing->decision_count; i++) {
    StandingOf *of = &standing->decisions[i];
    of->records = kept->fills[i].records;
    of->deciders = kept->fills[i].deciders.items;
    of->decider_count = kept->fills[i].deciders.count;
    of->summary = copy_summary(arena, &summary->decisions.items[i]);
  }
  kept->finished = true;
  memory_release(arena->memory, kept);
  return standing;
}

/* ---- reading it ---------------------------------------------------------------- */

const FrameState *standing_frame(const Standing *standing, const Frame *frame, Text key) {
  for (size_t i = 0; i < standing->frame_count; i++)
    if (standing->frames[i].frame == frame && text_equal(standing->frames[i].key, key))
      return &standing->frames[i];
  return NULL;
}

bool standing_binds(const Standing *standing, const FrameState *state) {
  (void)standing;
  return state->refused > 0;
}

Text stand_outcome(const Decision *decision, const Stand *stand) {
  return stand->kind == OUTCOME_OWN ? decision->outcomes.items[stand->own]->name
                                    : text_from(outcome_names[stand->kind]);
}

size_t standing_held(const Standing *standing) {
  size_t held = 0;
  for (size_t i = 0; i < standing->decision_count; i++)
    held += standing->decisions[i].summary.recorded;
  return held;
}
