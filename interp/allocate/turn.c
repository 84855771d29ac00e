/* One candidate's turn as a what-if: all before it are served once more, it is only tried. */
#include "interp/allocate/serve.h"

struct AllocationTurn {
  const Allocation *allocation;
  Arena     *arena;
  Book       book;
  Serving    serving;
  QueueProbe probe;                   /* the candidate, outside the queue */
};

static AllocationTurn *start_turn(const Allocation *allocation, Arena *arena,
                                  const Candidate *candidate) {
  AllocationTurn *turn = arena_new(arena, AllocationTurn);
  *turn = (AllocationTurn){ .allocation = allocation, .arena = arena,
                            .book = book_again(&allocation->first, arena),
                            .probe = queue_probe(&allocation->queue, arena, candidate) };
  turn->serving = (Serving){ .allocation = allocation, .book = &turn->book, .arena = arena };
  book_add_new(&turn->book);
  return turn;
}

/* The turn that is the candidate's: with its keys as they were it is the one it had, also among
 * equals that were told apart anew (F11). */
static size_t turn_of(const AllocationTurn *turn) {
  const Queue *queue = &turn->allocation->queue;
  size_t own, low = 0, high = queue->count;
  if (queue_find(queue, turn->probe.item.number, &own) &&
      queue_compare_probe(queue, own, &turn->probe) == 0)
    return queue_turn(queue, own);
  if (turn->allocation->decision->tie_count) {
    while (low < high && queue_compare_probe(queue, queue_at(queue, low), &turn->probe) <= 0)
      low++;
    return low;
  }
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (queue_compare_probe(queue, queue_at(queue, middle), &turn->probe) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void raise_limit(Book *book, const FrameRaise *raise) {
  uint32_t place = book_find(book, raise->frame, raise->key);
  int64_t limit;
  if (place == BOOK_NOWHERE)
    return;
  const FrameTerms *terms = book_terms_of(book, place);
  if (__builtin_add_overflow(terms->limit, raise->amount, &limit))
    limit = INT64_MAX;
  book_set_limit(book, place, terms->pending, limit);
}

AllocationTurn *allocation_turn(const Allocation *allocation, Arena *arena,
                                const Candidate *candidate, const FrameRaise *raises,
                                size_t count) {
  for (size_t i = 0; i < count; i++)
    book_need(allocation->book, raises[i].frame, raises[i].key);
  AllocationTurn *turn = start_turn(allocation, arena, candidate);
  for (size_t i = 0; i < count; i++)
    raise_limit(&turn->book, &raises[i]);
  serve_between(allocation, &turn->serving, 0, turn_of(turn), candidate->number);
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
  FrameState state = book_state(&tried->turn->book, tried->arena, link->state);
  if (!tried->first)
    tried->first = link->state + 1;
  LIST_ADD(tried->arena, &tried->list, Refusal,
           (Refusal){ .frame = state.frame, .key = state.key, .power = power,
                      .closed = state.closed, .room = room,
                      .amount = book_taken(link, tried->item->amount),
                      .queued_before = state.queued });
}

/* The first row with room for a part (F9); false: none. */
static bool find_part(Tried *tried, int64_t least, Placement *placement) {
  AllocationTurn *turn = tried->turn;
  const Decision *decision = turn->allocation->decision;
  QueueRows rows = tried->item->rows;
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
  book_add_new(&turn->book);
  QueueProbe probe = queue_probe(&turn->allocation->queue, arena, candidate);
  Tried tried = { .turn = turn, .arena = arena, .item = &probe.item };
  Placement placement = answer(&tried, candidate);
  placement.rank = placement.turn + UINT64_C(1);
  if (tried.first && placement.kind != OUTCOME_FUNDABLE && placement.kind != OUTCOME_QUEUED) {
    placement.frame = book_frame(&turn->book, tried.first - 1);
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
    uint32_t place = chain->items[i].state;
    if (book_frame(&turn->book, place) == refusal->frame &&
        text_equal(book_key(&turn->book, turn->arena, place), refusal->key))
      return book_closed(&turn->book, place) ? INT64_MIN : book_room(&turn->book, chain, i);
  }
  return INT64_MAX;
}

/* The key of the one whose turn it was. */
static Text name_of(const Allocation *allocation, Arena *arena, size_t place) {
  const Queue *queue = &allocation->queue;
  if (allocation->name)
    return allocation->name(allocation->name_context, arena, queue_number(queue, place));
  return queue_last_key(queue, arena, place);
}

/* The book where a search has come to; what lies within windows is not copied. */
typedef struct {
  AllocationTurn *turn;
  const Refusal  *refusal;
  Book            mark;               /* as it stands before turn `low`, where there is room */
  size_t          low;
  bool            windows;
} Search;

static void start_again(AllocationTurn *turn) {
  turn->book = book_again(&turn->allocation->first, turn->arena);
  book_add_new(&turn->book);
}

/* With all served before that turn.  Room only ever shrinks. */
static bool has_room_at(Search *search, size_t at) {
  AllocationTurn *turn = search->turn;
  size_t from = search->windows ? 0 : search->low;
  if (search->windows)
    start_again(turn);
  else
    book_restore(&turn->book, &search->mark);
  serve_between(turn->allocation, &turn->serving, from, at, turn->probe.item.number);
  return room_now(turn, &turn->probe.item, search->refusal) >= search->refusal->amount;
}

static void stand_at(Search *search, size_t at) {
  search->low = at;
  if (!search->windows)
    book_restore(&search->mark, &search->turn->book);
}

/* The turn that took the room: there is room before it, and none after. */
static size_t find_turn(Search *search, size_t high) {
  while (search->low + 1 < high) {
    size_t middle = search->low + (high - search->low) / 2;
    if (has_room_at(search, middle))
      stand_at(search, middle);
    else
      high = middle;
  }
  return search->low;
}

AllocationSince allocation_since(const Allocation *allocation, Arena *arena,
                                 const Candidate *candidate, const Refusal *refusal) {
  AllocationTurn *turn = start_turn(allocation, arena, candidate);
  const Queue *queue = &allocation->queue;
  size_t high = turn_of(turn);
  Search search = { .turn = turn, .refusal = refusal, .mark = book_copy(&turn->book, arena) };
  search.windows = turn->book.windows.count > 0;
  if (!has_room_at(&search, 0) || has_room_at(&search, high))
    return (AllocationSince){ .found = false };
  size_t place = queue_at(queue, find_turn(&search, high));
  return (AllocationSince){ .found = true, .number = queue_number(queue, place),
                            .granted = serve_placement(allocation, place).granted,
                            .key = name_of(allocation, arena, place) };
}
