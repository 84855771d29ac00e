#include "interp/experiment/standing.h"

#include "base/search.h"

#include <string.h>

/* ---- amounts, shared ----------------------------------------------------------- */

/* Those of that version, or room for them: 0 is nobody's. */
static StandAmounts *take_amounts(StandPool *pool, const Decision *decision, size_t count,
                                  uint64_t version) {
  StandAmounts *free = NULL;
  for (size_t i = 0; i < pool->blocks.count; i++) {
    StandAmounts *block = pool->blocks.items[i];
    if (block->decision != decision)
      continue;
    if (version && block->version == version) {
      block->users++;
      return block;
    }
    if (!block->users)
      free = block;
  }
  if (!free) {
    free = arena_new(pool->arena, StandAmounts);
    free->decision = decision;
    free->asked = arena_array(pool->arena, int64_t, count + 1);
    LIST_ADD(pool->arena, &pool->blocks, StandAmounts *, free);
  }
  free->users = 1;
  free->version = 0;
  free->amounts = NULL;
  return free;
}

static void need_amounts(StandPool *pool, StandAmounts *block, size_t count) {
  if (!block->room)
    block->room = arena_array(pool->arena, int64_t, count + 1);
  block->amounts = block->room;
}

/* ---- one standing -------------------------------------------------------------- */

/* It lies in its own arena. */
static void give_back(KeptStanding *kept) {
  Arena arena = kept->arena;
  for (size_t i = 0; i < kept->shown.decision_count; i++)
    if (kept->fills[i].amounts)
      kept->fills[i].amounts->users--;
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

static void begin_decision(KeptStanding *kept, const Held *held, const Decision *decision) {
  StandingOf *of = &kept->shown.decisions[decision->index];
  StandingFill *fill = &kept->fills[decision->index];
  of->decision = decision;
  of->count = held_type(held, decision->subject)->count;
  map_init(&fill->by_way, &kept->arena);
  name_deciders(kept, decision);
}

KeptStanding *standing_begin(Memory *memory, const Held *held, StandPool *pool,
                             const Assumptions *assumptions) {
  const Model *model = held->model;
  size_t count = model->decisions.count;
  Arena arena;
  arena_init_deferred(&arena, memory);
  KeptStanding *kept = arena_new(&arena, KeptStanding);
  kept->fills = arena_array(&arena, StandingFill, count + 1);
  memory_defer(memory, give_back_unfinished, kept);
  kept->arena = arena;
  kept->pool = pool;
  arena_init(&arena, memory);                        /* what it held is the standing's now */
  memory_release(memory, &arena);
  kept->shown.assumptions = *assumptions;
  kept->shown.decisions = arena_array(&kept->arena, StandingOf, count + 1);
  kept->shown.decision_count = count;
  for (size_t i = 0; i < count; i++)
    begin_decision(kept, held, model->decisions.items[i]);
  return kept;
}

/* ---- filled record by record --------------------------------------------------- */

static uint8_t place_of_own(const Decision *decision, const OwnOutcome *own) {
  for (size_t i = 0; i < decision->outcomes.count; i++)
    if (decision->outcomes.items[i] == own)
      return (uint8_t)i;
  return 0;
}

/* Beyond what 16 bits can tell apart nobody decides. */
static uint16_t place_of_way(KeptStanding *kept, StandingFill *fill, const StandWay *way) {
  StandWay bytes;
  memset(&bytes, 0, sizeof bytes);                   /* also between the members */
  bytes.decider = way->decider;
  bytes.frame = way->frame;
  bytes.kind = way->kind;
  bytes.own = way->own;
  bytes.recorded = way->recorded;
  uintptr_t found = (uintptr_t)map_get(&fill->by_way, (Text){ (char *)&bytes, sizeof bytes });
  if (found)
    return (uint16_t)(found - 1);
  if (fill->ways.count > UINT16_MAX) {
    StandWay nobody = { .kind = way->kind, .own = way->own };
    return way->decider ? place_of_way(kept, fill, &nobody) : 0;
  }
  LIST_ADD(&kept->arena, &fill->ways, StandWay, *way);
  map_add(&fill->by_way, arena_text(&kept->arena, (Text){ (char *)&bytes, sizeof bytes }),
          (void *)(uintptr_t)fill->ways.count);
  return (uint16_t)(fill->ways.count - 1);
}

/* One record, in any order. */
static void take(KeptStanding *kept, const Decision *decision, uint32_t number,
                 const StandWay *way, int64_t asked, int64_t granted) {
  StandingFill *fill = &kept->fills[decision->index];
  size_t count = kept->shown.decisions[decision->index].count;
  if (!fill->amounts) {
    fill->amounts = take_amounts(kept->pool, decision, count, 0);
    need_amounts(kept->pool, fill->amounts, count);
    fill->way_of = arena_array(&kept->arena, uint16_t, count + 1);
    kept->shown.decisions[decision->index].way_of = fill->way_of;
  }
  fill->way_of[number] = place_of_way(kept, fill, way);
  fill->amounts->asked[number] = asked;
  fill->amounts->amounts[number] = granted;
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
  StandWay way = {
    .kind = (uint8_t)judgement->kind, .recorded = judgement->recorded,
    .own = judgement->kind == OUTCOME_OWN ? place_of_own(decision, judgement->own) : 0,
    .frame = frame ? (uint16_t)(frame->index + 1) : 0,
    .decider = standing_decider(kept, decision, judgement->decider_name),
  };
  int64_t asked = STAND_NOT_ASKED;
  if (judgement->asked.state != VALUE_KNOWN ||
      !fraction_to_int64(judgement->asked.as.number, &asked))
    asked = STAND_NOT_ASKED;
  take(kept, decision, judgement->number, &way, asked, judgement->granted);
}

/* ---- filled at once ------------------------------------------------------------ */

Arena *standing_arena(KeptStanding *kept) {
  return &kept->arena;
}

static void share_amounts(KeptStanding *kept, StandingFill *fill, const EndedColumns *columns) {
  size_t bytes = columns->count * sizeof(int64_t);
  uint64_t version = columns->amounts_version + 1;
  fill->amounts = take_amounts(kept->pool, columns->decision, columns->count, version);
  if (fill->amounts->version == version)
    return;
  StandAmounts *amounts = fill->amounts;
  amounts->amounts = amounts->asked;
  if (columns->amounts != columns->asked)
    need_amounts(kept->pool, amounts, columns->count);
  memcpy(amounts->asked, columns->asked, bytes);
  if (columns->amounts != columns->asked)
    memcpy(amounts->amounts, columns->amounts, bytes);
  amounts->version = version;
}

static StandWay way_of_class(KeptStanding *kept, const Decision *decision,
                             const EndedClass *ended) {
  return (StandWay){
    .kind = (uint8_t)ended->kind, .recorded = ended->recorded,
    .silent = ended->kind == OUTCOME_INVALID,
    .own = ended->own ? place_of_own(decision, ended->own) : 0,
    .frame = ended->frame ? (uint16_t)(ended->frame->index + 1) : 0,
    .decider = standing_decider(kept, decision, ended->decider),
  };
}

void standing_take_columns(KeptStanding *kept, const Ending *ending,
                           const EndedColumns *columns) {
  const Decision *decision = columns->decision;
  StandingFill *fill = &kept->fills[decision->index];
  StandingOf *of = &kept->shown.decisions[decision->index];
  size_t count = ending_class_count(ending, decision);
  for (size_t i = 0; i < count; i++) {
    StandWay way = way_of_class(kept, decision, ending_class(ending, decision, (uint16_t)i));
    LIST_ADD(&kept->arena, &fill->ways, StandWay, way);
  }
  StandGrant *grants = arena_array(&kept->arena, StandGrant, columns->grant_count + 1);
  for (size_t i = 0; i < columns->grant_count; i++)
    grants[i] = (StandGrant){ columns->grants[i].number, columns->grants[i].granted };
  of->way_of = columns->classes;
  of->way_counts = columns->class_counts;
  of->grants = grants;
  of->grant_count = columns->grant_count;
  share_amounts(kept, fill, columns);
}

/* ---- where powers end ---------------------------------------------------------- */

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

static const size_t *count_ways(Arena *arena, const StandingOf *of) {
  size_t *counts = arena_array(arena, size_t, of->way_count + 1);
  for (size_t i = 0; i < of->count; i++)
    counts[of->way_of[i]]++;
  return counts;
}

static void show(KeptStanding *kept, StandingOf *of, const StandingFill *fill) {
  of->ways = fill->ways.items;
  of->way_count = fill->ways.count;
  if (!of->way_counts)
    of->way_counts = count_ways(&kept->arena, of);
  of->asked = fill->amounts ? fill->amounts->asked : NULL;
  of->amounts = fill->amounts ? fill->amounts->amounts : NULL;
  of->deciders = fill->deciders.items;
  of->decider_count = fill->deciders.count;
}

Standing *standing_end(KeptStanding *kept, const RunSummary *summary) {
  Standing *standing = &kept->shown;
  Arena *arena = &kept->arena;
  FrameState *frames = arena_array(arena, FrameState, summary->frames.count + 1);
  for (size_t i = 0; i < summary->frames.count; i++) {
    frames[i] = frame_list_at(&summary->frames, arena, i);
    frames[i].key = arena_text(arena, frames[i].key);
  }
  standing->frames = frames;
  standing->frame_count = summary->frames.count;
  for (size_t i = 0; i < standing->decision_count; i++) {
    StandingOf *of = &standing->decisions[i];
    show(kept, of, &kept->fills[i]);
    of->summary = copy_summary(arena, &summary->decisions.items[i]);
  }
  kept->finished = true;
  memory_release(arena->memory, kept);
  return standing;
}

/* ---- one record ---------------------------------------------------------------- */

static int64_t granted_at(const StandingOf *of, size_t number) {
  const StandGrant *grant = search_number(of->grants, of->grant_count, sizeof *of->grants,
                                          (uint32_t)number);
  return grant ? grant->granted : of->amounts[number];
}

Stand standing_at(const StandingOf *of, size_t number) {
  const StandWay *way = &of->ways[of->way_of[number]];
  bool has_asked = !way->silent && of->asked[number] != STAND_NOT_ASKED;
  return (Stand){ .asked = has_asked ? of->asked[number] : 0,
                  .granted = way->kind == OUTCOME_FUNDABLE ? granted_at(of, number) : 0,
                  .decider = way->decider, .frame = way->frame, .kind = way->kind,
                  .own = way->own, .has_asked = has_asked, .recorded = way->recorded };
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
