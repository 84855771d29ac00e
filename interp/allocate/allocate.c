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

void allocation_name(Allocation *allocation, AllocationNamer *name, void *context) {
  allocation->name = name;
  allocation->name_context = context;
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

void allocation_most(Allocation *allocation, size_t row, int64_t most) {
  queue_most(&allocation->queue, row, most);
}

void allocation_add(Allocation *allocation, const Candidate *candidate) {
  queue_add(&allocation->queue, candidate);
}

void allocation_add_rows(Allocation *allocation, const CandidateRows *rows) {
  queue_add_rows(&allocation->queue, rows);
}

size_t allocation_count(const Allocation *allocation) {
  return allocation->queue.count;
}

void allocation_in_order(Allocation *allocation) {
  allocation->queue.sorted = true;
  allocation->queue.key_count = 0;
}

void allocation_empty(Allocation *allocation) {
  queue_empty(&allocation->queue);
}

void allocation_choose(Allocation *allocation, const CandidateChoice *choice) {
  queue_choose(&allocation->queue, choice);
}

size_t allocation_order(Allocation *allocation, uint32_t *numbers) {
  const Queue *queue = &allocation->queue;
  queue_sort(&allocation->queue);
  for (size_t i = 0; i < queue->count; i++)
    numbers[i] = queue_number(queue, queue_at(queue, i));
  return queue->count;
}

void allocation_admit(Allocation *allocation, const CandidateRows *rows) {
  queue_admit(&allocation->queue, rows);
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
      *exceeded = book_frame(book, link->state);
  }
  return true;
}

/* ---- serving all ----------------------------------------------------------------- */

/* The rank from 0 within the key of the frame; of an item with several keys the last of its places
 * under them. */
static uint32_t take_rank(const Allocation *allocation, const QueueItem *item) {
  uint32_t *counts = allocation->key_counts, rank = 0;
  bool found = false;
  size_t count;
  const Draw *draws = queue_draws(item, &count);
  for (size_t i = 0; i < count; i++) {
    uint32_t place = draws[i].state;
    if (book_frame(allocation->book, place) != allocation->ranked_in)
      continue;
    rank = counts[place] > rank ? counts[place] : rank;
    counts[place]++;
    found = true;
  }
  return found ? rank : counts[allocation->book->count]++;   /* those without a key */
}

/* The rank within its key, where the frame has some. */
static void serve_rank(Allocation *allocation, size_t place) {
  if (!allocation->key_counts)
    return;
  const QueueItem item = queue_item(&allocation->queue, place);
  allocation->key_ranks[place] = take_rank(allocation, &item);
}

/* What an end means, its amount and rank apart. */
Placement allocation_meaning(const Allocation *allocation, uint32_t end) {
  const Decision *decision = allocation->decision;
  Placement placement = { .kind = OUTCOME_QUEUED, .power = PLACEMENT_NO_POWER };
  uint32_t of = queue_end_of(end);
  switch (queue_end_kind(end)) {
    case END_OPEN:
      break;
    case END_TAKES: case END_STOPS:
      placement.kind = queue_end_kind(end) == END_TAKES ? OUTCOME_FUNDABLE : OUTCOME_QUEUED;
      placement.power = decision->powers.count ? (uint8_t)of : PLACEMENT_NO_POWER;
      placement.frame = serve_frame(decision, of);
      break;
    case END_AWAY:
      placement.kind = serve_turned_away(decision->otherwise);
      if (of) {
        placement.frame = allocation->decision->how == HOW_PRO_RATA
                              ? book_frame(allocation->book, of - 1)
                              : allocation->book->frames[of - 1];
      }
      break;
  }
  return placement;
}

static uint64_t rank_of(const Allocation *allocation, size_t place) {
  size_t turn = queue_turn(&allocation->queue, place);
  return (allocation->key_ranks ? allocation->key_ranks[place] : turn) + UINT64_C(1);
}

Placement serve_placement(const Allocation *allocation, size_t place) {
  QueueItem item = queue_item(&allocation->queue, place);
  Placement placement = allocation_meaning(allocation, item.end);
  placement.turn = queue_turn(&allocation->queue, place);
  placement.rank = rank_of(allocation, place);
  if (placement.kind == OUTCOME_FUNDABLE)
    placement.granted = item.granted;
  return placement;
}

/* The candidate as it is judged now, with what was served before it. */
static void judge_at_turn(Allocation *allocation, size_t place) {
  const AllocationWatch *watch = allocation->watch;
  if (!watch || !watch->turn)
    return;
  QueueItem item = queue_item(&allocation->queue, place);
  Candidate candidate = { .number = item.number, .amount = item.amount,
                          .admits = item.rows.admits, .stops = item.rows.stops,
                          .least = item.extra ? item.extra->least : 0 };
  candidate.draws = queue_draws(&item, &candidate.draw_count);
  watch->turn(watch->context, item.number, &candidate);
  queue_change(&allocation->queue, place, &candidate);
}

static void tell_served(Allocation *allocation, size_t place) {
  const AllocationWatch *watch = allocation->watch;
  if (!watch || !watch->served)
    return;
  Placement placement = serve_placement(allocation, place);
  watch->served(watch->context, queue_number(&allocation->queue, place), &placement);
}

/* How many are ranked in each state; none are kept where all have one rank, that of the order. */
static void start_ranks(Allocation *allocation) {
  if (!allocation->ranked_in)
    return;
  allocation->key_ranks = arena_array(allocation->arena, uint32_t, allocation->queue.count + 1);
  allocation->key_counts = arena_array(allocation->arena, uint32_t,
                                       allocation->book->count + 1);
}

static void serve_one(Allocation *allocation, Serving *serving, size_t place) {
  judge_at_turn(allocation, place);
  if (allocation->decision->how != HOW_PRO_RATA) {
    QueueItem item = queue_item(&allocation->queue, place);
    serve_item(serving, &item);
    queue_put(&allocation->queue, place, &item);
    if (allocation->totals)
      serve_count(allocation->totals, item.end, 1, serve_granted(&item));
  }
  serve_rank(allocation, place);
  tell_served(allocation, place);
}

static void serve_in_order(Allocation *allocation, Serving *serving) {
  Queue *queue = &allocation->queue;
  Ties *ties = allocation->decision->tie_count ? ties_new(allocation) : NULL;
  for (size_t i = 0; i < queue->count; i++) {
    memory_poll(allocation->arena->memory);
    if (ties)
      ties_choose(ties, i);
    serve_one(allocation, serving, queue_at(queue, i));
  }
  if (ties)
    ties_end(ties);
}

static void serve_plainly(Allocation *allocation, Serving *serving) {
  Queue *queue = &allocation->queue;
  serve_turns(serve_plain(allocation, serving, true), 0, queue->count);
  for (size_t i = 0; allocation->key_counts && i < queue->count; i++)
    serve_rank(allocation, queue_at(queue, i));
}

void allocation_serve(Allocation *allocation) {
  Serving serving = { .allocation = allocation, .book = allocation->book,
                      .arena = allocation->arena };
  queue_sort(&allocation->queue);
  allocation->first = book_mark(allocation->book, allocation->arena);
  start_ranks(allocation);
  if (!allocation->watch)
    allocation->totals = arena_array(allocation->arena, AllocationTotal,
                                     allocation_most_end(allocation) + (size_t)1);
  if (allocation->watch || allocation->decision->tie_count ||
      allocation->decision->how == HOW_PRO_RATA)
    serve_in_order(allocation, &serving);
  else
    serve_plainly(allocation, &serving);
  if (allocation->decision->how == HOW_PRO_RATA)
    serve_pro_rata(&serving, &allocation->queue);
}

void allocation_again(Allocation *allocation, Arena *scratch, Book *book) {
  allocation->arena = scratch;
  allocation->book = book;
  allocation->key_ranks = allocation->key_counts = NULL;
}

/* ---- what came of it --------------------------------------------------------------- */

bool allocation_placement(const Allocation *allocation, uint32_t number, Placement *placement) {
  size_t place;
  if (!queue_find(&allocation->queue, number, &place))
    return false;
  *placement = serve_placement(allocation, place);
  return true;
}

void allocation_at(const Allocation *allocation, size_t place, Placement *placement) {
  *placement = serve_placement(allocation, place);
}

int64_t allocation_granted(const Allocation *allocation, size_t place, uint64_t *rank) {
  *rank = rank_of(allocation, place);
  return queue_granted(&allocation->queue, place);
}

uint32_t allocation_most_end(const Allocation *allocation) {
  const Book *book = allocation->book;
  size_t most = allocation->decision->how == HOW_PRO_RATA ? book->count : book->frame_count;
  return queue_end(END_AWAY, most < ALLOCATION_MOST_POWERS ? ALLOCATION_MOST_POWERS
                                                           : (uint32_t)most);
}

bool allocation_grants_parts(const Allocation *allocation) {
  const Queue *queue = &allocation->queue;
  bool parts = false;
  for (size_t i = 0; i < queue->chunk_count; i++)
    parts |= queue->chunks[i].extras != NULL;
  return parts;
}

const AllocationTotal *allocation_totals(const Allocation *allocation) {
  return allocation->totals;
}

AllocationStretch allocation_stretch(const Allocation *allocation, size_t from) {
  const Queue *queue = &allocation->queue;
  size_t at = from % QUEUE_CHUNK;
  if (from >= queue->count)
    return (AllocationStretch){ .count = 0 };
  const QueueChunk *chunk = &queue->chunks[from / QUEUE_CHUNK];
  size_t count = QUEUE_CHUNK - at < queue->count - from ? QUEUE_CHUNK - at : queue->count - from;
  return (AllocationStretch){ .count = count, .numbers = chunk->numbers + at,
                              .ends = chunk->ends + at, .amounts = chunk->amounts + at,
                              .parts = chunk->extras != NULL };
}
