/* Two standings beside each other: who changed, what it costs, and what explains most of it. */
#include "interp/experiment/dues.h"

#include <string.h>

/* One decision in both. */
typedef struct {
  Arena            *arena;
  const Model      *model;
  const Standing   *before_all, *after_all;
  const StandingOf *before, *after;
  uint32_t         *same_before, *same_after;   /* by way: ways that end alike have the same */
  DifferenceOf     *of;
  const uint32_t   *dues;             /* numbers of those that are due on other days */
  size_t            due_count, due_at;
  LIST(uint32_t)    shifted;          /* who ends in another way, or draws on another frame */
  bool              moved;            /* a record ends otherwise, whatever its deadlines */
} Comparing;

/* ---- ways that end alike ------------------------------------------------------- */

static bool ends_alike(const StandingOf *a, const StandWay *one, const StandingOf *b,
                       const StandWay *other) {
  return one->kind == other->kind && one->own == other->own &&
         text_equal(a->deciders[one->decider], b->deciders[other->decider]);
}

/* The first that ends so: of `before`, else of `of` itself, numbered after those. */
static uint32_t *ends_of(const Comparing *comparing, const StandingOf *of) {
  const StandingOf *before = comparing->before;
  size_t first = of == before ? 0 : before->way_count;
  uint32_t *same = arena_array(comparing->arena, uint32_t, of->way_count + 1);
  for (size_t i = 0; i < of->way_count; i++) {
    size_t found = 0;
    while (found < before->way_count &&
           !ends_alike(of, &of->ways[i], before, &before->ways[found]))
      found++;
    same[i] = (uint32_t)(found < before->way_count ? found : first + i);
  }
  return same;
}

static bool same_way(const StandingOf *a, const StandWay *one, const StandingOf *b,
                     const StandWay *other) {
  return ends_alike(a, one, b, other) && one->frame == other->frame &&
         one->recorded == other->recorded;
}

static bool have_same_ways(const StandingOf *a, const StandingOf *b) {
  size_t count = a->way_count < b->way_count ? a->way_count : b->way_count;
  for (size_t i = 0; i < count; i++)
    if (!same_way(a, &a->ways[i], b, &b->ways[i]))
      return false;
  return true;
}

/* ---- records ------------------------------------------------------------------- */

static bool differs(const Comparing *comparing, size_t number) {
  const StandingOf *before = comparing->before, *after = comparing->after;
  Stand was = standing_at(before, number), is = standing_at(after, number);
  return comparing->same_before[before->way_of[number]] !=
             comparing->same_after[after->way_of[number]] ||
         was.has_asked != is.has_asked || was.asked != is.asked || was.granted != is.granted;
}

static int64_t add(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

/* Where nothing is granted, who is fundable gains. */
static void weigh(const Comparing *comparing, size_t number) {
  DifferenceOf *of = comparing->of;
  Stand before = standing_at(comparing->before, number);
  Stand after = standing_at(comparing->after, number);
  bool money = of->decision->amounts.count > 0;
  int64_t more = money ? after.granted - before.granted
                       : (after.kind == OUTCOME_FUNDABLE) - (before.kind == OUTCOME_FUNDABLE);
  of->winners += more > 0;
  of->losers += more < 0;
  if (money && more > 0)
    of->won = add(of->won, more);
  if (money && more < 0)
    of->lost = add(of->lost, -more);
}

static void take_dues(Comparing *comparing) {
  DifferenceOf *of = comparing->of;
  if (!dues_may_differ(comparing->arena, comparing->before_all, comparing->after_all,
                       of->decision))
    return;
  of->due_before = dues_of(comparing->arena, comparing->before_all, of->decision);
  of->due_after = dues_of(comparing->arena, comparing->after_all, of->decision);
  comparing->due_count = dues_moved(comparing->arena, of->due_before, of->due_after,
                                    comparing->before->count, &comparing->dues);
}

enum { STRIDE = 64 };                 /* records compared at once */

/* Is there a grant for one of the records? */
static bool has_grant(const StandingOf *of, size_t first, size_t end, size_t *at) {
  while (*at < of->grant_count && of->grants[*at].number < first)
    ++*at;
  return *at < of->grant_count && of->grants[*at].number < end;
}

typedef LIST(uint32_t) Numbers;

/* Is the next record that is due on another day before that one? */
static bool due_before(const Comparing *comparing, size_t end) {
  return comparing->due_at < comparing->due_count &&
         comparing->dues[comparing->due_at] < end;
}

static void compare_record(Comparing *comparing, uint32_t number, bool due_moved,
                           Numbers *numbers) {
  const StandingOf *before = comparing->before, *after = comparing->after;
  const StandWay *was = &before->ways[before->way_of[number]];
  const StandWay *is = &after->ways[after->way_of[number]];
  bool moved = differs(comparing, number);
  if (was->kind != is->kind || was->frame != is->frame)
    LIST_ADD(comparing->arena, &comparing->shifted, uint32_t, number);
  if (!moved && !due_moved)
    return;
  LIST_ADD(comparing->arena, numbers, uint32_t, number);
  comparing->moved |= moved;
  comparing->of->moved_dues += !moved;
  weigh(comparing, number);
}

/* Where ways and amounts are the same, only who has another way. */
static void compare_stretch(Comparing *comparing, size_t first, size_t end, bool plain,
                            Numbers *numbers) {
  const uint16_t *before = comparing->before->way_of, *after = comparing->after->way_of;
  if (plain && !due_before(comparing, end) &&
      memcmp(&before[first], &after[first], (end - first) * sizeof *before) == 0)
    return;
  for (size_t i = first; i < end; i++) {
    bool due_moved = due_before(comparing, i + 1);
    comparing->due_at += due_moved;
    if (!plain || due_moved || before[i] != after[i])
      compare_record(comparing, (uint32_t)i, due_moved, numbers);
  }
}

static void compare_records(Comparing *comparing) {
  const StandingOf *before = comparing->before, *after = comparing->after;
  Numbers numbers = { NULL, 0, 0 };
  size_t grant_before = 0, grant_after = 0;
  take_dues(comparing);
  bool alike = have_same_ways(before, after) && before->asked == after->asked &&
               before->amounts == after->amounts;
  for (size_t first = 0; first < before->count; first += STRIDE) {
    size_t end = first + STRIDE < before->count ? first + STRIDE : before->count;
    bool granted = has_grant(before, first, end, &grant_before);
    granted |= has_grant(after, first, end, &grant_after);
    compare_stretch(comparing, first, end, alike && !granted, &numbers);
  }
  comparing->of->records = numbers.items;
  comparing->of->record_count = numbers.count;
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

typedef enum { MOVE_NONE, MOVE_WAITED, MOVE_FRESH, MOVE_PUSHED, MOVE_FELL, MOVES } Move;

/* How many records came to draw on a frame, at any depth, and how many no longer do. */
typedef struct {
  const Frame *frame;
  size_t before, after;               /* that draw on it */
  size_t counts[MOVES];               /* come in: from the queue (WAITED), or they had not been in
                                         it (FRESH); gone: still in the queue (PUSHED), or no
                                         longer (FELL) */
} Moves;

static bool is_queued(const StandWay *way) {
  return way->kind == OUTCOME_FUNDABLE || way->kind == OUTCOME_WAITLISTED;
}

static bool draws_on(const Model *model, const StandWay *way, const Frame *frame) {
  if (way->kind != OUTCOME_FUNDABLE)
    return false;
  return !frame || (way->frame &&
                    allocation_lies_within(model->frames.items[way->frame - 1], frame));
}

static size_t count_drawing(const Comparing *comparing, const StandingOf *of,
                            const Frame *frame) {
  size_t count = 0;
  for (size_t i = 0; i < of->way_count; i++)
    if (draws_on(comparing->model, &of->ways[i], frame))
      count += of->way_counts[i];
  return count;
}

static Move move_of(const Comparing *comparing, const Frame *frame, size_t number) {
  const StandingOf *of = comparing->before, *to = comparing->after;
  const StandWay *before = &of->ways[of->way_of[number]], *after = &to->ways[to->way_of[number]];
  bool was = draws_on(comparing->model, before, frame);
  bool is = draws_on(comparing->model, after, frame);
  if (was == is)
    return MOVE_NONE;
  if (is)
    return is_queued(before) ? MOVE_WAITED : MOVE_FRESH;
  return is_queued(after) ? MOVE_PUSHED : MOVE_FELL;
}

static Moves moves_of(const Comparing *comparing, const Frame *frame) {
  Moves moves = { .frame = frame, .before = count_drawing(comparing, comparing->before, frame),
                  .after = count_drawing(comparing, comparing->after, frame) };
  for (size_t i = 0; i < comparing->shifted.count; i++)
    moves.counts[move_of(comparing, frame, comparing->shifted.items[i])]++;
  return moves;
}

/* What it is granted, or was, or asks for. */
static int64_t amount_of(const Comparing *comparing, uint32_t number) {
  Stand before = standing_at(comparing->before, number);
  Stand after = standing_at(comparing->after, number);
  int64_t granted = after.granted ? after.granted : before.granted;
  return granted ? granted : after.asked;
}

/* The largest first; of two alike the one before. */
static void keep_largest(Cause *cause, uint32_t number, int64_t amount,
                         int64_t amounts[CAUSE_LARGEST]) {
  size_t kept = cause->count < CAUSE_LARGEST ? cause->count : CAUSE_LARGEST, place = kept;
  while (place > 0 && amounts[place - 1] < amount)
    place--;
  if (place == CAUSE_LARGEST)
    return;
  for (size_t i = kept < CAUSE_LARGEST ? kept : CAUSE_LARGEST - 1; i > place; i--) {
    amounts[i] = amounts[i - 1];
    cause->largest[i] = cause->largest[i - 1];
  }
  amounts[place] = amount;
  cause->largest[place] = number;
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

/* The records that moved so, with what they are granted in `of`. */
static Cause cause_by(const Comparing *comparing, CauseKind kind, const Moves *moves, Move move,
                      const StandingOf *of, Move others) {
  Cause cause = { .kind = kind, .frame = moves->frame, .others = moves->counts[others],
                  .least = INT64_MAX };
  int64_t amounts[CAUSE_LARGEST];
  for (size_t i = 0; i < comparing->shifted.count; i++) {
    uint32_t number = comparing->shifted.items[i];
    if (move_of(comparing, moves->frame, number) != move)
      continue;
    int64_t granted = standing_at(of, number).granted, amount = amount_of(comparing, number);
    keep_largest(&cause, number, granted, amounts);
    cause.count++;
    cause.amount = add(cause.amount, granted);
    cause.least = amount < cause.least ? amount : cause.least;
    cause.most = amount > cause.most ? amount : cause.most;
  }
  return cause;
}

/* Who had not been in the queue pushes others out; who falls out leaves room for those who
 * waited; and where all are still in the queue, few take the room of many (unless less may be
 * drawn than before).  Nothing is said where the frame or a power simply reaches further. */
static Cause cause_of(const Comparing *comparing, const Moves *moves) {
  size_t fresh = moves->counts[MOVE_FRESH], waited = moves->counts[MOVE_WAITED];
  size_t fell = moves->counts[MOVE_FELL], pushed = moves->counts[MOVE_PUSHED];
  bool full = lacked_room(comparing->after_all, moves->frame);
  if (fresh && pushed && full && (!fell || pushed >= waited))
    return cause_by(comparing, CAUSE_TAKES_ROOM, moves, MOVE_FRESH, comparing->after,
                    MOVE_PUSHED);
  if (fell && waited && waited >= fell && lacked_room(comparing->before_all, moves->frame) &&
      reach(comparing, moves->frame) <= 0)
    return cause_by(comparing, CAUSE_LEAVES_ROOM, moves, MOVE_FELL, comparing->before,
                    MOVE_WAITED);
  if (!fresh && !fell && waited && pushed > waited && full && reach(comparing, moves->frame) >= 0)
    return cause_by(comparing, CAUSE_TAKES_ROOM, moves, MOVE_WAITED, comparing->after,
                    MOVE_PUSHED);
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
    if (state->refused && state->refused_in == comparing->of->decision) {
      int64_t amount = amount_of(comparing, state->first_refused);
      return (Cause){ .kind = CAUSE_FRAME_FULL, .frame = state->frame, .count = 1,
                      .largest = { state->first_refused }, .least = amount, .most = amount,
                      .amount = standing_at(comparing->after, state->first_refused).asked };
    }
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
    size_t moved = moves.counts[MOVE_WAITED] + moves.counts[MOVE_FRESH] +
                   moves.counts[MOVE_PUSHED] + moves.counts[MOVE_FELL];
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
  comparing->same_before = ends_of(comparing, comparing->before);
  comparing->same_after = ends_of(comparing, comparing->after);
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
