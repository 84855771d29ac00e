#include "interp/allocate/allocate.h"
#include "interp/allocate/serve.h"

/* The frame whose keys count ranks of their own: that of the ordinary decider, or the first
 * around it that has keys. */
static const Frame *ranked_in(const Decision *decision) {
  size_t count = decision->powers.count;
  const Frame *frame = allocation_frame(decision, count ? decision->powers.items[count - 1] : NULL);
  while (frame && !frame->key_count)
    frame = frame->within;
  return frame;
}

Allocation *allocation_new(Arena *arena, const Decision *decision, Book *book) {
  Allocation *allocation = arena_new(arena, Allocation);
  *allocation = (Allocation){ .arena = arena, .decision = decision, .book = book,
                              .ranked_in = ranked_in(decision) };
  queue_init(&allocation->queue, arena, decision->order, decision->order_count);
  return allocation;
}

void allocation_watch(Allocation *allocation, const AllocationWatch *watch) {
  allocation->watch = watch;
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

void allocation_add(Allocation *allocation, const Candidate *candidate) {
  queue_add(&allocation->queue, candidate);
}

/* ---- what is decided already ------------------------------------------------------ */

bool allocation_open(Allocation *allocation, const Frame *frame, const Draw *draws, size_t count,
                     int64_t amount, const Frame **exceeded) {
  Book *book = allocation->book;
  Chain chain = { NULL, 0, 0 };
  *exceeded = NULL;
  book_chain(book, allocation->arena, frame, draws, count, &chain);
  if (!book_draw_opening(book, &chain, amount))
    return false;
  for (size_t i = 0; i < chain.count && !*exceeded; i++) {
    const Link *link = &chain.items[i];
    if (book_taken(link, amount) > 0 && !book_pending(book, link) && book_overdrawn(book, link))
      *exceeded = book->states.items[link->state].frame;
  }
  return true;
}

/* ---- the order within ties (F11) -------------------------------------------------- */

/* None sorts last in either direction (F5). */
static int compare_tie(Value a, Value b, bool descending) {
  if (a.state != VALUE_KNOWN || b.state != VALUE_KNOWN)
    return (a.state != VALUE_KNOWN) - (b.state != VALUE_KNOWN);
  int order = value_compare(a, b);
  return descending ? -order : order;
}

static bool comes_first(const Decision *decision, const Value *a, const Value *b) {
  for (size_t i = 0; i < decision->tie_count; i++) {
    int order = compare_tie(a[i], b[i], decision->ties[i].descending);
    if (order)
      return order < 0;
  }
  return false;
}

static size_t end_of_tied(const Queue *queue, size_t start) {
  size_t end = start + 1;
  while (end < queue->count && queue_tied(queue, start, end))
    end++;
  return end;
}

/* Puts the best of the tied that are left at `next`. */
static void choose_next(Allocation *allocation, size_t start, size_t next, size_t end,
                        Value *best, Value *other) {
  const AllocationWatch *watch = allocation->watch;
  Queue *queue = &allocation->queue;
  size_t chosen = next;
  for (size_t i = next; i < end; i++) {
    Value *keys = i == next ? best : other;
    watch->ties(watch->context, queue_item(queue, queue->order[i])->number, start, next, keys);
    if (i == next || !comes_first(allocation->decision, other, best))
      continue;
    Value *kept = best;
    best = other;
    other = kept;
    chosen = i;
  }
  queue_move(queue, chosen, next);
}

/* ---- serving all ----------------------------------------------------------------- */

/* The rank from 0 within the key of the frame; of an item with several keys the last of its places
 * under them. */
static uint32_t take_rank(const Allocation *allocation, const QueueItem *item, uint32_t *counts) {
  const QueueExtra *extra = queue_extra(&allocation->queue, item);
  uint32_t rank = 0;
  bool found = false;
  for (size_t i = 0; extra && i < extra->count; i++) {
    uint32_t place = extra->draws[i].state;
    if (allocation->book->states.items[place].frame != allocation->ranked_in)
      continue;
    rank = counts[place] > rank ? counts[place] : rank;
    counts[place]++;
    found = true;
  }
  return found ? rank : counts[allocation->book->states.count]++;   /* those without a key */
}

Placement serve_placement(const Allocation *allocation, size_t place) {
  const Queue *queue = &allocation->queue;
  const QueueItem *item = queue_item(queue, place);
  const QueueExtra *extra = queue_extra(queue, item);
  const FrameState *states = allocation->book->states.items;
  size_t turn = queue->ranks[place];
  Placement placement = {
    .kind = (OutcomeKind)item->kind, .power = item->power, .turn = turn,
    .rank = (allocation->key_ranks ? allocation->key_ranks[place] : turn) + UINT64_C(1),
  };
  if (item->kind == OUTCOME_FUNDABLE)
    placement.granted = extra ? extra->granted : item->amount;
  if (item->refused) {
    placement.frame = states[item->refused - 1].frame;
    placement.key = states[item->refused - 1].key;
  } else if (item->frame) {
    placement.frame = serve_frame(allocation->decision,
                                  item->power == PLACEMENT_NO_POWER ? 0 : item->power);
  }
  return placement;
}

/* The candidate as it is judged now, with what was served before it. */
static void judge_at_turn(Allocation *allocation, QueueItem *item) {
  const AllocationWatch *watch = allocation->watch;
  if (!watch || !watch->turn)
    return;
  const QueueExtra *extra = queue_extra(&allocation->queue, item);
  QueueRows rows = queue_rows(&allocation->queue, item);
  Candidate candidate = { .number = item->number, .amount = item->amount, .admits = rows.admits,
                          .stops = rows.stops, .draws = extra ? extra->draws : NULL,
                          .draw_count = extra ? extra->count : 0,
                          .least = extra ? extra->least : 0 };
  watch->turn(watch->context, item->number, &candidate);
  queue_change(&allocation->queue, item, &candidate);
}

static void tell_served(Allocation *allocation, size_t place) {
  const AllocationWatch *watch = allocation->watch;
  if (!watch || !watch->served)
    return;
  Placement placement = serve_placement(allocation, place);
  watch->served(watch->context, queue_item(&allocation->queue, place)->number, &placement);
}

/* How many are ranked in each state; NULL: all have one rank, that of the order. */
static uint32_t *start_ranks(Allocation *allocation) {
  if (!allocation->ranked_in)
    return NULL;
  allocation->key_ranks = arena_array(allocation->arena, uint32_t, allocation->queue.count + 1);
  return arena_array(allocation->arena, uint32_t, allocation->book->states.count + 1);
}

static void serve_in_order(Allocation *allocation, Serving *serving) {
  Queue *queue = &allocation->queue;
  size_t ties = allocation->decision->tie_count;
  Value *best = arena_array(allocation->arena, Value, ties + 1);
  Value *other = arena_array(allocation->arena, Value, ties + 1);
  size_t start = 0, end = 0;
  uint32_t *counts = start_ranks(allocation);
  for (size_t i = 0; i < queue->count; i++) {
    memory_poll(allocation->arena->memory);
    if (ties && i == end) {
      start = i;
      end = end_of_tied(queue, i);
    }
    if (ties && end - start > 1)
      choose_next(allocation, start, i, end, best, other);
    uint32_t place = queue->order[i];
    QueueItem *item = queue_item(queue, place);
    judge_at_turn(allocation, item);
    if (allocation->decision->how != HOW_PRO_RATA)
      serve_item(serving, queue, item);
    if (counts)
      allocation->key_ranks[place] = take_rank(allocation, item, counts);
    tell_served(allocation, place);
  }
}

void allocation_serve(Allocation *allocation) {
  Serving serving = { .allocation = allocation, .book = allocation->book,
                      .arena = allocation->arena };
  queue_sort(&allocation->queue);
  allocation->first = book_mark(allocation->book, allocation->arena);
  serve_in_order(allocation, &serving);
  if (allocation->decision->how == HOW_PRO_RATA)
    serve_pro_rata(&serving, &allocation->queue);
}

bool allocation_placement(const Allocation *allocation, uint32_t number, Placement *placement) {
  size_t place;
  if (!queue_find(&allocation->queue, number, &place))
    return false;
  *placement = serve_placement(allocation, place);
  return true;
}

void allocation_each(const Allocation *allocation,
                     void visit(void *context, uint32_t number, const Placement *placement),
                     void *context) {
  const Queue *queue = &allocation->queue;
  for (size_t i = 0; i < queue->count; i++) {
    Placement placement = serve_placement(allocation, queue->order[i]);
    visit(context, queue_item(queue, queue->order[i])->number, &placement);
  }
}
