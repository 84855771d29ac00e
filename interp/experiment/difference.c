/* Two standings beside each other: who changed, what it costs, and what explains most of it. */
#include "base/sort.h"
#include "interp/experiment/dues.h"

/* One decision in both. */
typedef struct {
  Arena            *arena;
  const Model      *model;
  const Standing   *before_all, *after_all;
  const StandingOf *before, *after;
  uint16_t         *deciders;         /* of `before` -> of `after`; UINT16_MAX: not there */
  const Text       *due_before, *due_after;   /* by record number; NULL: none is moved */
  DifferenceOf     *of;
  bool              moved;            /* a record ends otherwise, whatever its deadlines */
} Comparing;

/* ---- deciders by name ---------------------------------------------------------- */

static uint16_t *match_deciders(const Comparing *comparing) {
  const StandingOf *before = comparing->before, *after = comparing->after;
  uint16_t *places = arena_array(comparing->arena, uint16_t, before->decider_count + 1);
  for (size_t i = 0; i < before->decider_count; i++) {
    places[i] = UINT16_MAX;
    for (size_t j = 0; j < after->decider_count; j++)
      if (text_equal(before->deciders[i], after->deciders[j]))
        places[i] = (uint16_t)j;
  }
  return places;
}

/* ---- records ------------------------------------------------------------------- */

static bool differs(const Comparing *comparing, const Stand *before, const Stand *after) {
  return before->kind != after->kind || before->own != after->own ||
         before->granted != after->granted || before->has_asked != after->has_asked ||
         before->asked != after->asked ||
         comparing->deciders[before->decider] != after->decider;
}

static int64_t add(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

/* Where nothing is granted, who is fundable gains. */
static void weigh(DifferenceOf *of, const Stand *before, const Stand *after) {
  bool money = of->decision->amounts.count > 0;
  int64_t more = money ? after->granted - before->granted
                       : (after->kind == OUTCOME_FUNDABLE) - (before->kind == OUTCOME_FUNDABLE);
  of->winners += more > 0;
  of->losers += more < 0;
  if (money && more > 0)
    of->won = add(of->won, more);
  if (money && more < 0)
    of->lost = add(of->lost, -more);
}

static void take_dues(Comparing *comparing) {
  const Decision *decision = comparing->of->decision;
  size_t count = comparing->before->count;
  if (!dues_may_differ(comparing->arena, comparing->before_all, comparing->after_all, decision))
    return;
  comparing->due_before = dues_of(comparing->arena, comparing->before_all, decision->name, count);
  comparing->due_after = dues_of(comparing->arena, comparing->after_all, decision->name, count);
}

static void compare_records(Comparing *comparing) {
  DifferenceOf *of = comparing->of;
  take_dues(comparing);
  for (size_t i = 0; i < comparing->before->count; i++) {
    const Stand *before = &comparing->before->records[i], *after = &comparing->after->records[i];
    Changed changed = { .number = (uint32_t)i, .before = before, .after = after };
    if (comparing->due_before) {
      changed.due_before = comparing->due_before[i];
      changed.due_after = comparing->due_after[i];
    }
    bool due_moved = !text_equal(changed.due_before, changed.due_after);
    bool moved = differs(comparing, before, after);
    if (!moved && !due_moved)
      continue;
    LIST_ADD(comparing->arena, &of->records, Changed, changed);
    comparing->moved |= moved;
    of->moved_dues += !moved;
    weigh(of, before, after);
  }
}

/* ---- counts -------------------------------------------------------------------- */

typedef struct { size_t count; int64_t granted; } Count;

static Count tally(const RunTallies *tallies, Text name) {
  for (size_t i = 0; i < tallies->count; i++)
    if (text_equal(tallies->items[i].name, name))
      return (Count){ tallies->items[i].count, tallies->items[i].granted };
  return (Count){ 0, 0 };
}

static bool has_shift(const DifferenceOf *of, Text decider) {
  for (size_t i = 0; i < of->deciders.count; i++)
    if (text_equal(of->deciders.items[i].name, decider))
      return true;
  return false;
}

static void shift_deciders(Comparing *comparing, const RunTallies *names) {
  const RunTallies *before = &comparing->before->summary.deciders;
  const RunTallies *after = &comparing->after->summary.deciders;
  for (size_t i = 0; i < names->count; i++) {
    Text name = names->items[i].name;
    Count was = tally(before, name), is = tally(after, name);
    if (!has_shift(comparing->of, name))
      LIST_ADD(comparing->arena, &comparing->of->deciders, Shift,
               (Shift){ name, was.count, is.count, was.granted, is.granted });
  }
}

static void add_outcome(Comparing *comparing, Text name, Count before, Count after) {
  if (before.count || after.count)
    LIST_ADD(comparing->arena, &comparing->of->outcomes, Shift,
             (Shift){ name, before.count, after.count, before.granted, after.granted });
}

static Count of_outcome(const DecisionSummary *summary, int kind) {
  return (Count){ summary->outcomes[kind], kind == OUTCOME_FUNDABLE ? summary->granted : 0 };
}

static void shift_outcomes(Comparing *comparing) {
  const DecisionSummary *before = &comparing->before->summary, *after = &comparing->after->summary;
  const Decision *decision = comparing->of->decision;
  for (int kind = 0; kind < OUTCOME_OWN; kind++)
    add_outcome(comparing, text_from(outcome_names[kind]), of_outcome(before, kind),
                of_outcome(after, kind));
  for (size_t i = 0; i < decision->outcomes.count; i++) {
    Text name = decision->outcomes.items[i]->name;
    add_outcome(comparing, name, tally(&before->own, name), tally(&after->own, name));
  }
}

/* ---- the cause ----------------------------------------------------------------- */

typedef struct {
  LIST(uint32_t) list;
  int64_t amount;
} Movers;

/* Which records came to draw on a frame, at any depth, and which no longer do. */
typedef struct {
  const Frame *frame;
  size_t before, after;
  Movers waited, fresh;               /* come in: from the queue, or they had not been in it */
  Movers pushed, fell;                /* gone: still in the queue, or no longer */
} Moves;

static bool is_queued(const Stand *stand) {
  return stand->kind == OUTCOME_FUNDABLE || stand->kind == OUTCOME_WAITLISTED;
}

static void move(const Comparing *comparing, Movers *movers, size_t number, int64_t amount) {
  LIST_ADD(comparing->arena, &movers->list, uint32_t, (uint32_t)number);
  movers->amount = add(movers->amount, amount);
}

static bool draws_on(const Model *model, const Stand *stand, const Frame *frame) {
  if (stand->kind != OUTCOME_FUNDABLE)
    return false;
  return !frame || (stand->frame &&
                    allocation_lies_within(model->frames.items[stand->frame - 1], frame));
}

static Moves moves_of(const Comparing *comparing, const Frame *frame) {
  Moves moves = { .frame = frame };
  for (size_t i = 0; i < comparing->before->count; i++) {
    const Stand *before = &comparing->before->records[i], *after = &comparing->after->records[i];
    bool was = draws_on(comparing->model, before, frame);
    bool is = draws_on(comparing->model, after, frame);
    moves.before += was;
    moves.after += is;
    if (is && !was)
      move(comparing, is_queued(before) ? &moves.waited : &moves.fresh, i, after->granted);
    else if (was && !is)
      move(comparing, is_queued(after) ? &moves.pushed : &moves.fell, i, before->granted);
  }
  return moves;
}

typedef struct { uint32_t number; int64_t amount; } Sized;

static int larger_first(const void *left, const void *right) {
  const Sized *a = left, *b = right;
  return (b->amount > a->amount) - (b->amount < a->amount);
}

static const uint32_t *by_amount(const Comparing *comparing, const uint32_t *numbers,
                                 size_t count, const StandingOf *of) {
  Sized *sized = arena_array(comparing->arena, Sized, count + 1);
  uint32_t *sorted = arena_array(comparing->arena, uint32_t, count + 1);
  for (size_t i = 0; i < count; i++)
    sized[i] = (Sized){ numbers[i], of->records[numbers[i]].granted };
  sized = sort_stable(comparing->arena, sized, count, sizeof *sized, larger_first);
  for (size_t i = 0; i < count; i++)
    sorted[i] = sized[i].number;
  return sorted;
}

/* Of a frame with keys: what all its states may hold together. */
static int64_t limit_of(const Standing *standing, const Frame *frame) {
  int64_t sum = 0;
  for (size_t i = 0; i < standing->frame_count; i++)
    if (standing->frames[i].frame == frame && !standing->frames[i].pending)
      sum = add(sum, standing->frames[i].limit);
  return sum;
}

/* Above zero: the frame's limit, or one of the powers', is higher than before; below: lower. */
static int reach(const Comparing *comparing, const Frame *frame) {
  int64_t was = limit_of(comparing->before_all, frame);
  int64_t is = limit_of(comparing->after_all, frame);
  int found = (is > was) - (is < was);
  for (size_t i = 0; i < comparing->of->decision->powers.count && !found; i++)
    found = (comparing->after->limits[i] > comparing->before->limits[i]) -
            (comparing->after->limits[i] < comparing->before->limits[i]);
  return found;
}

static bool lacked_room(const Standing *standing, const Frame *frame) {
  for (size_t i = 0; i < standing->frame_count; i++)
    if (standing->frames[i].frame == frame && standing->frames[i].refused)
      return true;
  return false;
}

static Cause cause_by(const Comparing *comparing, CauseKind kind, const Moves *moves,
                      const Movers *movers, const StandingOf *of, size_t others) {
  return (Cause){ .kind = kind, .frame = moves->frame, .count = movers->list.count,
                  .records = by_amount(comparing, movers->list.items, movers->list.count, of),
                  .amount = movers->amount, .others = others };
}

/* Who had not been in the queue pushes others out; who falls out leaves room for those who
 * waited; and where all are still in the queue, few take the room of many (unless less may be
 * drawn than before).  Nothing is said where the frame or a power simply reaches further. */
static Cause cause_of(const Comparing *comparing, const Moves *moves) {
  size_t fresh = moves->fresh.list.count, waited = moves->waited.list.count;
  size_t fell = moves->fell.list.count, pushed = moves->pushed.list.count;
  bool full = lacked_room(comparing->after_all, moves->frame);
  if (fresh && pushed && full && (!fell || pushed >= waited))
    return cause_by(comparing, CAUSE_TAKES_ROOM, moves, &moves->fresh, comparing->after, pushed);
  if (fell && waited && waited >= fell && lacked_room(comparing->before_all, moves->frame) &&
      reach(comparing, moves->frame) <= 0)
    return cause_by(comparing, CAUSE_LEAVES_ROOM, moves, &moves->fell, comparing->before, waited);
  if (!fresh && !fell && waited && pushed > waited && full && reach(comparing, moves->frame) >= 0)
    return cause_by(comparing, CAUSE_TAKES_ROOM, moves, &moves->waited, comparing->after, pushed);
  return (Cause){ .kind = CAUSE_NONE, .frame = moves->frame };
}

/* ---- against expectation ------------------------------------------------------- */

static size_t decided_by(const StandingOf *of, const Power *power) {
  const Term *decider = power->decider;
  if (!decider || decider->kind != TERM_CONSTANT || decider->as.constant.kind != TYPE_BODY)
    return 0;
  return tally(&of->summary.deciders, decider->as.constant.as.body->name).count;
}

static bool surprises(int64_t limit_before, int64_t limit_after, size_t before, size_t after) {
  return (limit_after > limit_before && after < before) ||
         (limit_after < limit_before && after > before);
}

static void take_surprise(DifferenceOf *of, Surprise surprise) {
  if (!of->against_expectation)
    of->surprise = surprise;
  of->against_expectation = true;
}

static void expect_of_powers(const Comparing *comparing) {
  const Decision *decision = comparing->of->decision;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    int64_t was = comparing->before->limits[i], is = comparing->after->limits[i];
    size_t before = decided_by(comparing->before, power);
    size_t after = decided_by(comparing->after, power);
    if (surprises(was, is, before, after))
      take_surprise(comparing->of, (Surprise){ power, NULL, is > was, before, after });
  }
}

static void expect_of_frame(const Comparing *comparing, const Moves *moves) {
  int64_t was = limit_of(comparing->before_all, moves->frame);
  int64_t is = limit_of(comparing->after_all, moves->frame);
  if (surprises(was, is, moves->before, moves->after))
    take_surprise(comparing->of,
                  (Surprise){ NULL, moves->frame, is > was, moves->before, moves->after });
}

/* ---- a decision ---------------------------------------------------------------- */

/* A frame that is full, where nothing else explains it. */
static Cause cause_full(const Comparing *comparing) {
  for (size_t i = 0; i < comparing->after_all->frame_count; i++) {
    const FrameState *state = &comparing->after_all->frames[i];
    if (state->refused && state->refused_in == comparing->of->decision)
      return (Cause){ .kind = CAUSE_FRAME_FULL, .frame = state->frame,
                      .records = &state->first_refused, .count = 1,
                      .amount = comparing->after->records[state->first_refused].asked };
  }
  return (Cause){ .kind = CAUSE_NONE };
}

/* Of the frame where most moved; of two alike the outer one. */
static void explain(Comparing *comparing) {
  size_t most = 0;
  expect_of_powers(comparing);
  for (size_t i = 0; i < comparing->model->frames.count; i++) {
    const Frame *frame = comparing->model->frames.items[i];
    Moves moves = moves_of(comparing, frame);
    Cause cause = cause_of(comparing, &moves);
    size_t moved = moves.waited.list.count + moves.fresh.list.count +
                   moves.pushed.list.count + moves.fell.list.count;
    expect_of_frame(comparing, &moves);
    bool outer = moved == most && allocation_lies_within(comparing->of->cause.frame, frame);
    if (cause.kind == CAUSE_NONE || (moved <= most && !outer))
      continue;
    most = moved;
    comparing->of->cause = cause;
  }
  if (most == 0 && comparing->moved)
    comparing->of->cause = cause_full(comparing);
}

static void compare(Comparing *comparing) {
  comparing->deciders = match_deciders(comparing);
  compare_records(comparing);
  shift_outcomes(comparing);
  shift_deciders(comparing, &comparing->before->summary.deciders);
  shift_deciders(comparing, &comparing->after->summary.deciders);
  explain(comparing);
}

Difference *standing_compare(Arena *arena, Experiment *experiment, const Standing *before,
                             const Standing *after) {
  Difference *difference = arena_new(arena, Difference);
  *difference = (Difference){ .before = before, .after = after };
  for (size_t i = 0; i < before->decision_count; i++)
    LIST_ADD(arena, &difference->decisions, DifferenceOf,
             (DifferenceOf){ .decision = before->decisions[i].decision });
  for (size_t i = 0; i < before->decision_count; i++) {
    Comparing comparing = { .arena = arena, .model = experiment->model, .before_all = before,
                            .after_all = after, .before = &before->decisions[i],
                            .after = &after->decisions[i],
                            .of = &difference->decisions.items[i] };
    compare(&comparing);
  }
  return difference;
}
