#include "interp/allocate/allocate.h"
#include "interp/allocate/queue.h"

#include <string.h>

/* What serving changes: the frames, which of them are closed, what waits for each. */
typedef struct {
  FrameState *frames;
  bool       *closed;
  int64_t    *queued;                 /* amounts waitlisted that the frame lacked room for */
} Standing;

struct Allocation {
  Arena          *arena;
  const Decision *decision;
  FrameState     *frames;
  size_t          frame_count;
  bool            earmarks;           /* some frame is earmarked */
  Queue           queue;
  FrameState     *before;             /* the frames as serving found them */
};

Allocation *allocation_new(Arena *arena, const Decision *decision, FrameState *frames,
                           size_t frame_count) {
  Allocation *allocation = arena_new(arena, Allocation);
  *allocation = (Allocation){ .arena = arena, .decision = decision, .frames = frames,
                              .frame_count = frame_count };
  for (size_t i = 0; i < frame_count; i++)
    allocation->earmarks |= frames[i].frame->earmarked;
  queue_init(&allocation->queue, arena, decision->order, decision->order_count);
  return allocation;
}

const Frame *allocation_frame(const Decision *decision, const Power *power) {
  if (power && power->out_of)
    return power->out_of;
  return decision->frames.count == 1 ? decision->frames.items[0] : NULL;
}

bool allocation_lies_within(const Frame *inner, const Frame *outer) {
  while (inner && inner != outer)
    inner = inner->within;
  return inner != NULL;
}

bool allocation_open(Allocation *allocation, const Frame *frame, int64_t amount,
                     const Frame **exceeded) {
  *exceeded = NULL;
  int64_t sum;
  for (const Frame *each = frame; each; each = each->within)
    if (__builtin_add_overflow(allocation->frames[each->index].opening, amount, &sum))
      return false;
  for (const Frame *each = frame; each; each = each->within) {
    FrameState *state = &allocation->frames[each->index];
    state->opening += amount;
    if (!*exceeded && !state->pending && amount > 0 && state->opening > state->limit)
      *exceeded = each;
  }
  return true;
}

void allocation_add(Allocation *allocation, const Candidate *candidate) {
  queue_add(&allocation->queue, candidate);
}

/* ---- room ------------------------------------------------------------------------ */

static int64_t clamp(Int128 number) {
  if (number > INT64_MAX)
    return INT64_MAX;
  return number < INT64_MIN ? INT64_MIN : (int64_t)number;
}

static Int128 rest(const FrameState *state) {
  return (Int128)state->limit - state->opening - state->drawn;
}

/* Does an earmarked frame between `frame` and `outer` already hold what `frame` holds? */
static bool held_further_out(const Frame *frame, const Frame *outer, const Frame *leaf) {
  for (const Frame *each = frame->within; each != outer; each = each->within)
    if (each->earmarked && !allocation_lies_within(leaf, each))
      return true;
  return false;
}

/* What earmarked frames within `outer` keep from those who draw through `leaf`. */
static Int128 kept_for_others(const Allocation *allocation, const Standing *standing,
                              const Frame *outer, const Frame *leaf) {
  Int128 kept = 0;
  for (size_t i = 0; i < allocation->frame_count; i++) {
    const FrameState *state = &standing->frames[i];
    const Frame *frame = state->frame;
    if (!frame->earmarked || state->pending || rest(state) <= 0 || frame == outer ||
        allocation_lies_within(leaf, frame) || !allocation_lies_within(frame, outer) ||
        held_further_out(frame, outer, leaf))
      continue;
    kept += rest(state);
  }
  return kept;
}

static int64_t room_in(const Allocation *allocation, const Standing *standing,
                       const Frame *frame, const Frame *leaf) {
  Int128 room = rest(&standing->frames[frame->index]);
  if (allocation->earmarks)
    room -= kept_for_others(allocation, standing, frame, leaf);
  return clamp(room);
}

/* ---- serving one ----------------------------------------------------------------- */

typedef enum { ROW_REFUSES, ROW_STOPS, ROW_TAKES } RowAnswer;

/* Called for every frame that lacks room, innermost first. */
typedef void Refused(void *context, uint8_t power, const Frame *frame, bool closed, int64_t room);

static RowAnswer try_row(const Allocation *allocation, const Standing *standing, int64_t amount,
                         uint8_t power, const Frame *leaf, Refused *refused, void *context) {
  bool refuses = false, pending = false;
  for (const Frame *frame = amount == 0 ? NULL : leaf; frame; frame = frame->within) {
    const FrameState *state = &standing->frames[frame->index];
    int64_t room = state->pending ? 0 : room_in(allocation, standing, frame, leaf);
    bool closed = standing->closed[frame->index];
    if (closed || (!state->pending && amount > room)) {
      refuses = true;
      refused(context, power, frame, closed, room);
    } else if (state->pending) {
      pending = true;
    }
  }
  if (refuses)
    return ROW_REFUSES;
  return pending ? ROW_STOPS : ROW_TAKES;
}

static const Frame *row_frame(const Decision *decision, size_t row) {
  return allocation_frame(decision, decision->powers.count ? decision->powers.items[row] : NULL);
}

/* The first row that admits the amount; `*row` is unchanged if none does. */
static RowAnswer try_rows(const Allocation *allocation, const Standing *standing,
                          const QueueItem *item, size_t *row, Refused *refused, void *context) {
  size_t rows = allocation->decision->powers.count ? allocation->decision->powers.count : 1;
  if (rows > ALLOCATION_MOST_POWERS)
    rows = ALLOCATION_MOST_POWERS;
  for (size_t i = 0; i < rows; i++) {
    uint64_t bit = UINT64_C(1) << i;
    if (!((item->admits | item->stops) & bit))
      continue;
    RowAnswer answer = try_row(allocation, standing, item->amount, (uint8_t)i,
                               row_frame(allocation->decision, i), refused, context);
    if (answer == ROW_REFUSES)
      continue;
    *row = i;
    return item->stops & bit ? ROW_STOPS : answer;
  }
  return ROW_REFUSES;
}

typedef struct {
  Standing  *standing;
  QueueItem *item;
  bool      *lacked;                  /* by Frame.index: lacked room for this item */
} Lacking;

/* Keeps the first frame that lacked room, and marks all. */
static void note_lacking(void *context, uint8_t power, const Frame *frame, bool closed,
                         int64_t room) {
  (void)power;
  (void)closed;
  Lacking *lacking = context;
  lacking->lacked[frame->index] = true;
  if (lacking->item->frame)
    return;
  lacking->item->frame = (uint32_t)frame->index + 1;
  lacking->item->room = room;
  lacking->item->queued_before = lacking->standing->queued[frame->index];
}

static void draw(Standing *standing, const Frame *leaf, int64_t amount) {
  for (const Frame *frame = leaf; frame; frame = frame->within)
    standing->frames[frame->index].drawn += amount;   /* at most the limit: fits */
}

/* Nothing admitted it (F8): what its frames remember, and how it ends. */
static OutcomeKind turn_away(const Allocation *allocation, Standing *standing,
                             const QueueItem *item, const bool *lacked) {
  ElseKind otherwise = allocation->decision->otherwise;
  for (size_t i = 0; i < allocation->frame_count; i++) {
    if (!lacked[i])
      continue;
    if (otherwise == ELSE_STOP)
      standing->closed[i] = true;
    standing->queued[i] = clamp((Int128)standing->queued[i] + item->amount);
  }
  switch (otherwise) {
    case ELSE_WAITLIST: case ELSE_STOP: return OUTCOME_WAITLISTED;
    case ELSE_REJECT:  return OUTCOME_REJECTED;
    case ELSE_OUTCOME: return OUTCOME_OWN;
  }
  return OUTCOME_WAITLISTED;
}

static void serve_item(const Allocation *allocation, Standing *standing, QueueItem *item,
                       bool *lacked) {
  if (allocation->frame_count)
    memset(lacked, 0, allocation->frame_count * sizeof *lacked);
  Lacking lacking = { standing, item, lacked };
  size_t row = 0;
  RowAnswer answer = try_rows(allocation, standing, item, &row, note_lacking, &lacking);
  if (answer == ROW_REFUSES) {
    item->kind = (uint8_t)turn_away(allocation, standing, item, lacked);
    return;
  }
  const Frame *leaf = row_frame(allocation->decision, row);
  if (answer == ROW_TAKES)
    draw(standing, leaf, item->amount);
  item->kind = answer == ROW_TAKES ? OUTCOME_FUNDABLE : OUTCOME_QUEUED;
  item->power = allocation->decision->powers.count ? (uint8_t)row : PLACEMENT_NO_POWER;
  item->frame = leaf ? (uint32_t)leaf->index + 1 : 0;
  item->room = item->queued_before = 0;
}

/* ---- serving all ----------------------------------------------------------------- */

static Standing standing_new(const Allocation *allocation, Arena *arena, FrameState *frames) {
  return (Standing){
    .frames = frames,
    .closed = arena_array(arena, bool, allocation->frame_count + 1),
    .queued = arena_array(arena, int64_t, allocation->frame_count + 1),
  };
}

static FrameState *copy_frames(Arena *arena, const FrameState *frames, size_t count) {
  FrameState *copy = arena_array(arena, FrameState, count + 1);
  if (count)
    memcpy(copy, frames, count * sizeof *copy);
  return copy;
}

void allocation_serve(Allocation *allocation) {
  Arena *arena = allocation->arena;
  allocation->before = copy_frames(arena, allocation->frames, allocation->frame_count);
  queue_sort(&allocation->queue);
  Standing standing = standing_new(allocation, arena, allocation->frames);
  bool *lacked = arena_array(arena, bool, allocation->frame_count + 1);
  for (size_t i = 0; i < allocation->queue.count; i++) {
    memory_poll(arena->memory);
    serve_item(allocation, &standing, queue_item(&allocation->queue, allocation->queue.order[i]),
               lacked);
  }
}

bool allocation_placement(const Allocation *allocation, uint32_t number, Placement *placement) {
  size_t place;
  if (!queue_find(&allocation->queue, number, &place))
    return false;
  const QueueItem *item = queue_item(&allocation->queue, place);
  *placement = (Placement){
    .kind = (OutcomeKind)item->kind,
    .power = item->power,
    .granted = item->kind == OUTCOME_FUNDABLE ? item->amount : 0,
    .rank = (uint64_t)allocation->queue.ranks[place] + 1,
    .frame = item->frame ? allocation->frames[item->frame - 1].frame : NULL,
    .room = item->room,
    .queued_before = item->queued_before,
  };
  return true;
}

/* ---- why not (F13) --------------------------------------------------------------- */

typedef struct {
  Arena    *arena;
  Standing *standing;
  LIST(Refusal) list;
} Refusals;

static void note_refusal(void *context, uint8_t power, const Frame *frame, bool closed,
                         int64_t room) {
  Refusals *refusals = context;
  LIST_ADD(refusals->arena, &refusals->list, Refusal,
           (Refusal){ frame, power, closed, room, refusals->standing->queued[frame->index] });
}

size_t allocation_refusals(const Allocation *allocation, Arena *arena, uint32_t number,
                           Refusal **refusals) {
  *refusals = NULL;
  size_t place;
  if (!queue_find(&allocation->queue, number, &place))
    return 0;
  Standing standing = standing_new(
    allocation, arena, copy_frames(arena, allocation->before, allocation->frame_count));
  bool *lacked = arena_array(arena, bool, allocation->frame_count + 1);
  for (size_t i = 0; allocation->queue.order[i] != place; i++) {
    QueueItem copy = *queue_item(&allocation->queue, allocation->queue.order[i]);
    copy.frame = 0;
    serve_item(allocation, &standing, &copy, lacked);
  }
  Refusals found = { .arena = arena, .standing = &standing };
  size_t row;
  try_rows(allocation, &standing, queue_item(&allocation->queue, place), &row, note_refusal,
           &found);
  *refusals = found.list.items;
  return found.list.count;
}
