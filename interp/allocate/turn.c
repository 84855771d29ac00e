/* One candidate's turn as a what-if: all before it are served once more, it is only tried. */
#include "interp/allocate/serve.h"

#include <string.h>

struct AllocationTurn {
  const Allocation *allocation;
  Arena     *arena;
  Book       book;
  Allocation own;                     /* with the candidate at the queue's end, outside the order */
  Serving    serving;
};

/* States that were opened since the book was marked: nothing is drawn from them. */
static void add_new_states(AllocationTurn *turn) {
  const Book *now = turn->allocation->book;
  for (size_t i = turn->book.states.count; i < now->states.count; i++) {
    FrameState state = now->states.items[i];
    state.drawn = state.queued = 0;
    state.closed = false;
    if (state.window)
      state.window = window_new(turn->arena);
    memset(&state.lines, 0, sizeof state.lines);
    LIST_ADD(turn->arena, &turn->book.states, FrameState, state);
  }
}

/* The candidate as an item of the queue's copy; the same place each time. */
static QueueItem *put_item(AllocationTurn *turn, const Candidate *candidate) {
  turn->own.queue.count = turn->allocation->queue.count;
  queue_add(&turn->own.queue, candidate);
  return queue_item(&turn->own.queue, turn->own.queue.count - 1);
}

static AllocationTurn *start_turn(const Allocation *allocation, Arena *arena) {
  AllocationTurn *turn = arena_new(arena, AllocationTurn);
  *turn = (AllocationTurn){ .allocation = allocation, .arena = arena,
                            .book = book_again(&allocation->first, arena),
                            .own = *allocation };
  turn->book.states.room = turn->book.states.count;   /* it grows by moving, never in place */
  turn->own.queue.arena = arena;
  turn->own.arena = arena;
  turn->serving = (Serving){ .allocation = &turn->own, .book = &turn->book, .arena = arena };
  add_new_states(turn);
  return turn;
}

/* Does the candidate's turn come before that place of the order?  With its keys as they were it
 * stands where it stood, also among equals that were told apart anew (F11). */
static bool is_its_turn(const AllocationTurn *turn, uint32_t place, uint32_t number) {
  const Queue *queue = &turn->own.queue;
  size_t own, last = queue->count - 1;
  if (queue_find(&turn->allocation->queue, number, &own) && queue_compare(queue, own, last) == 0)
    return place == own;
  return queue_compare(queue, place, last) > 0;
}

/* Serves the one at place `at` of the order; false: the candidate's turn has come. */
static bool serve_next(AllocationTurn *turn, size_t at, uint32_t number) {
  Queue *queue = &turn->own.queue;
  if (at >= turn->allocation->queue.count)
    return false;
  uint32_t place = queue->order[at];
  if (is_its_turn(turn, place, number))
    return false;
  QueueItem copy = *queue_item(queue, place);
  if (copy.number != number)
    serve_item(&turn->serving, queue, &copy);
  return true;
}

static void raise_limits(Book *book, const FrameRaise *raises, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t place = book_find(book, raises[i].frame, raises[i].key);
    FrameState *state = place == BOOK_NOWHERE ? NULL : &book->states.items[place];
    if (state && __builtin_add_overflow(state->limit, raises[i].amount, &state->limit))
      state->limit = INT64_MAX;
  }
}

AllocationTurn *allocation_turn(const Allocation *allocation, Arena *arena,
                                const Candidate *candidate, const FrameRaise *raises,
                                size_t count) {
  AllocationTurn *turn = start_turn(allocation, arena);
  raise_limits(&turn->book, raises, count);
  put_item(turn, candidate);
  for (size_t at = 0; serve_next(turn, at, candidate->number); at++)
    memory_poll(arena->memory);
  return turn;
}

/* ---- trying --------------------------------------------------------------------------- */

typedef struct {
  AllocationTurn  *turn;
  Arena           *arena;
  const QueueItem *item;
  uint32_t         first;             /* state that refused, + 1 */
  LIST(Refusal)    list;
} Tried;

static void note_refusal(void *context, uint8_t power, const Link *link, int64_t room) {
  Tried *tried = context;
  const FrameState *state = &tried->turn->book.states.items[link->state];
  if (!tried->first)
    tried->first = link->state + 1;
  LIST_ADD(tried->arena, &tried->list, Refusal,
           (Refusal){ .frame = state->frame, .key = state->key, .power = power,
                      .closed = state->closed, .room = room,
                      .amount = book_taken(link, tried->item->amount),
                      .queued_before = state->queued });
}

/* The first row with room for a part (F9); false: none. */
static bool find_part(Tried *tried, int64_t least, Placement *placement) {
  AllocationTurn *turn = tried->turn;
  const Decision *decision = turn->allocation->decision;
  QueueRows rows = queue_rows(&turn->own.queue, tried->item);
  for (size_t row = 0; row < serve_rows(decision); row++) {
    if (!(((rows.admits | rows.stops) >> row) & 1))
      continue;
    int64_t room = serve_least_room(&turn->serving, tried->item, row);
    if (room < (least > 0 ? least : 1))
      continue;
    *placement = (Placement){ .kind = rows.stops >> row & 1 ? OUTCOME_QUEUED : OUTCOME_FUNDABLE,
                              .power = (uint8_t)row, .granted = room };
    return true;
  }
  return false;
}

static Placement answer(Tried *tried, const Candidate *candidate) {
  AllocationTurn *turn = tried->turn;
  const Decision *decision = turn->allocation->decision;
  Placement placement = { .power = PLACEMENT_NO_POWER };
  size_t row = 0;
  switch (serve_try(&turn->serving, tried->item, &row, note_refusal, tried)) {
    case ROW_TAKES:
      return (Placement){ .kind = OUTCOME_FUNDABLE, .power = (uint8_t)row,
                          .granted = candidate->amount };
    case ROW_STOPS:
      return (Placement){ .kind = OUTCOME_QUEUED, .power = (uint8_t)row };
    case ROW_REFUSES:
      break;
  }
  if (decision->how == HOW_PARTIAL && find_part(tried, candidate->least, &placement))
    return placement;
  placement.kind = serve_turned_away(decision->otherwise);
  return placement;
}

Placement allocation_try(AllocationTurn *turn, Arena *arena, const Candidate *candidate,
                         Refusal **refusals, size_t *count) {
  const Decision *decision = turn->allocation->decision;
  add_new_states(turn);
  Tried tried = { .turn = turn, .arena = arena, .item = put_item(turn, candidate) };
  Placement placement = answer(&tried, candidate);
  placement.rank = placement.turn + UINT64_C(1);
  if (tried.first && placement.kind != OUTCOME_FUNDABLE && placement.kind != OUTCOME_QUEUED) {
    const FrameState *state = &turn->book.states.items[tried.first - 1];
    placement.frame = state->frame;
    placement.key = state->key;
  } else {
    placement.frame = serve_frame(decision, placement.power);
  }
  if (!decision->powers.count)
    placement.power = PLACEMENT_NO_POWER;
  if (refusals) {
    *refusals = tried.list.items;
    *count = tried.list.count;
  }
  return placement;
}

/* ---- since when ----------------------------------------------------------------------- */

/* The room in the refusing frame, as the candidate would find it now. */
static int64_t room_now(AllocationTurn *turn, const QueueItem *item, const Refusal *refusal) {
  serve_chain(&turn->serving, item, turn->allocation->decision->powers.count ? refusal->power : 0);
  const Chain *chain = &turn->serving.chain;
  for (size_t i = 0; i < chain->count; i++) {
    const FrameState *state = &turn->book.states.items[chain->items[i].state];
    if (state->frame == refusal->frame && text_equal(state->key, refusal->key))
      return state->closed ? INT64_MIN : book_room(&turn->book, chain, i);
  }
  return INT64_MAX;
}

AllocationSince allocation_since(const Allocation *allocation, Arena *arena,
                                 const Candidate *candidate, const Refusal *refusal) {
  AllocationTurn *turn = start_turn(allocation, arena);
  AllocationSince since = { .found = false };
  put_item(turn, candidate);
  bool had_room = room_now(turn, put_item(turn, candidate), refusal) >= refusal->amount;
  for (size_t at = 0; had_room && serve_next(turn, at, candidate->number); at++) {
    memory_poll(arena->memory);
    uint32_t place = turn->own.queue.order[at];
    had_room = room_now(turn, queue_item(&turn->own.queue, turn->own.queue.count - 1), refusal) >=
               refusal->amount;
    if (had_room)
      continue;
    Placement drew = serve_placement(allocation, place);
    since = (AllocationSince){ .found = true, .granted = drew.granted,
                               .key = queue_last_key(&turn->own.queue, arena, place) };
  }
  return since;
}
