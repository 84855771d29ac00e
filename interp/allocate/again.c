/* Served once more up to one candidate: what refused it, or what room it found (F13). */
#include "interp/allocate/serve.h"

/* A book and a queue that stand where the candidate's turn comes. */
typedef struct {
  Book      book;
  Serving   serving;
  QueueItem item;
} Again;

static void serve_again(const Allocation *allocation, Arena *arena, size_t place, Again *again) {
  again->book = book_again(&allocation->first, arena);
  again->serving = (Serving){ .allocation = allocation, .book = &again->book, .arena = arena };
  again->item = queue_item(&allocation->queue, place);
  if (allocation->decision->how == HOW_PRO_RATA)
    return;                                /* all at once: each finds the frames as they were */
  serve_between(allocation, &again->serving, 0, queue_turn(&allocation->queue, place), UINT32_MAX);
}

/* ---- why not ------------------------------------------------------------------------ */

typedef struct {
  const Again  *again;
  LIST(Refusal) list;
} Refusals;

static void note_refusal(void *context, uint8_t power, const Link *link, int64_t room) {
  Refusals *refusals = context;
  Arena *arena = refusals->again->serving.arena;
  FrameState state = book_state(&refusals->again->book, arena, link->state);
  LIST_ADD(arena, &refusals->list, Refusal,
           (Refusal){ .frame = state.frame, .key = state.key, .power = power,
                      .closed = state.closed, .room = room,
                      .amount = book_taken(link, refusals->again->item.amount),
                      .queued_before = state.queued });
}

/* All were served at once: what refused it is what it remembers, and nothing was left of it. */
static void note_remembered(const Allocation *allocation, Refusals *refusals) {
  const QueueItem *item = &refusals->again->item;
  uint32_t refused = queue_end_kind(item->end) == END_AWAY ? queue_end_of(item->end) : 0;
  if (!refused)
    return;
  Arena *arena = refusals->again->serving.arena;
  LIST_ADD(arena, &refusals->list, Refusal,
           (Refusal){ .frame = book_frame(allocation->book, refused - 1),
                      .key = book_key(allocation->book, arena, refused - 1),
                      .amount = item->amount });
}

size_t allocation_refusals(const Allocation *allocation, Arena *arena, uint32_t number,
                           Refusal **refusals) {
  size_t place, row = 0;
  Again again;
  Refusals found = { .again = &again };
  *refusals = NULL;
  if (!queue_find(&allocation->queue, number, &place))
    return 0;
  serve_again(allocation, arena, place, &again);
  if (allocation->decision->how == HOW_PRO_RATA)
    note_remembered(allocation, &found);
  else
    serve_try(&again.serving, &again.item, &row, note_refusal, &found);
  *refusals = found.list.items;
  return found.list.count;
}

/* ---- what it drew -------------------------------------------------------------------- */

/* Its chain in serving->chain, of draws that `item` may hold; false: it drew nothing. */
static bool drawn_chain(Serving *serving, size_t place, QueueItem *item, Placement *placement) {
  *placement = serve_placement(serving->allocation, place);
  if (placement->kind != OUTCOME_FUNDABLE)
    return false;
  *item = queue_item(&serving->allocation->queue, place);
  serve_chain(serving, item,
              placement->power == PLACEMENT_NO_POWER ? 0 : placement->power);
  return true;
}

static size_t write_lines(Serving *serving, const Placement *placement, bool rooms,
                          AllocationLine **lines) {
  const Book *book = serving->allocation->book;
  *lines = arena_array(serving->arena, AllocationLine, serving->chain.count + 1);
  for (size_t i = 0; i < serving->chain.count; i++) {
    const Link *link = &serving->chain.items[i];
    (*lines)[i] = (AllocationLine){
      .state = book_state(book, serving->arena, link->state),
      .room = rooms ? book_room(serving->book, &serving->chain, i) : 0,
      .taken = book_taken(link, placement->granted),
    };
  }
  return serving->chain.count;
}

size_t allocation_rooms(const Allocation *allocation, Arena *arena, uint32_t number,
                        AllocationLine **lines) {
  size_t place;
  Again again;
  Placement placement;
  *lines = NULL;
  if (!queue_find(&allocation->queue, number, &place))
    return 0;
  serve_again(allocation, arena, place, &again);
  return drawn_chain(&again.serving, place, &again.item, &placement)
             ? write_lines(&again.serving, &placement, true, lines)
             : 0;
}

size_t allocation_lines(const Allocation *allocation, Arena *arena, uint32_t number,
                        AllocationLine **lines) {
  size_t place;
  QueueItem item;
  Placement placement;
  Serving serving = { .allocation = allocation, .book = allocation->book, .arena = arena };
  *lines = NULL;
  if (!queue_find(&allocation->queue, number, &place) ||
      !drawn_chain(&serving, place, &item, &placement))
    return 0;
  return write_lines(&serving, &placement, false, lines);
}
