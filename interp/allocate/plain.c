/* Turns that change nothing but the book (F6 to F9), many at a time.
 *
 * Most frames are plain: a limit, what was drawn before and what is drawn now.  Of a block of turns
 * each such frame mostly has enough for all, or not even for the least: then how a candidate ends
 * hangs on nothing but the rows that take it, and a block is a few sums.  Else its turns are
 * gone through one by one, in a few comparisons; what plain frames do not tell is serve_item's. */
#include "interp/allocate/serve.h"

#include "base/vectors.h"

enum { DEEPEST = 16, MOST_STATES = 64, MOST_KINDS = 64 };

/* Sums of a block fit 64 bits below this. */
#define AMOUNT_MOST (INT64_C(1) << 52)

/* A state, and what of its limit there is to draw. */
typedef struct {
  BookState  *state;
  BookEvents *events;
  int64_t     open;
  uint32_t    place;
} PlainState;

/* From the frame that a row draws on to the outermost: where a record has no draws of its own. */
typedef struct {
  PlainState *states[DEEPEST];
  size_t      count;
  uint64_t    bits;                   /* the same, of Plain.states */
} Way;

struct Plain {
  const Allocation *allocation;
  Serving    *serving;
  bool        kept;                   /* how they end is put into the queue */
  PlainState  states[MOST_STATES];
  size_t      state_count;
  Way         ways[ALLOCATION_MOST_POWERS];
  uint64_t    rows, special;          /* rows there are; those that are serve_item's */
  int64_t     steps[ALLOCATION_MOST_POWERS];   /* what rows take at most, each once, ascending */
  size_t      step_count;
  size_t      kind_count;             /* 0: too many */
  QueueRows   kinds[MOST_KINDS];      /* which rows take those of one kind */
};

/* What lacked room for one candidate, each once, as first met. */
typedef struct {
  PlainState *states[MOST_STATES];
  size_t      count;
} Lacked;

/* ---- ways ------------------------------------------------------------------------- */

/* False: its room is more than a limit less what is drawn. */
static bool find_open(const Book *book, uint32_t place, PlainState *state) {
  const FrameTerms *terms = book_terms_of(book, place);
  Int128 left = book_left(book, place), open = left + book_at(book, place)->drawn;
  state->open = (int64_t)open;
  return !book->earmarked.count && !terms->pending && !terms->frame->rolling &&
         !terms->frame->carries_over && !terms->frame->overdraws && open == (int64_t)open &&
         left == (int64_t)left;
}

/* Its bit; state_count: it has none yet. */
static size_t number_of(const Plain *plain, uint32_t place) {
  size_t at = 0;
  while (at < plain->state_count && plain->states[at].place != place)
    at++;
  return at;
}

static void add_state(Plain *plain, size_t number, PlainState state) {
  Book *book = plain->serving->book;
  if (number < plain->state_count)
    return;
  state.state = book_at(book, state.place);
  state.events = book_need_events(book, state.place);
  plain->states[plain->state_count++] = state;
}

/* False: some frame of it is none that is plain. */
static bool find_way(Plain *plain, size_t row, Way *way) {
  const Book *book = plain->serving->book;
  const Frame *frame = serve_frame(plain->allocation->decision, row);
  for (; frame; frame = frame->within) {
    PlainState state = { .place = book->plain[frame->index] };
    if (state.place == BOOK_NOWHERE)
      continue;
    size_t number = number_of(plain, state.place);
    if (number == MOST_STATES || way->count == DEEPEST || !find_open(book, state.place, &state))
      return false;
    add_state(plain, number, state);
    way->states[way->count++] = &plain->states[number];
    way->bits |= UINT64_C(1) << number;
  }
  return true;
}

/* ---- kinds -------------------------------------------------------------------------- */

static void find_steps(Plain *plain) {
  const Queue *queue = &plain->allocation->queue;
  for (uint64_t left = queue->bounded & plain->rows; left; left &= left - 1) {
    int64_t most = queue->mosts[__builtin_ctzll(left)];
    size_t at = 0, end = plain->step_count;
    while (at < end && plain->steps[at] < most)
      at++;
    if (at < end && plain->steps[at] == most)
      continue;
    for (size_t i = plain->step_count++; i > at; i--)
      plain->steps[i] = plain->steps[i - 1];
    plain->steps[at] = most;
  }
}

/* A kind is a set of rows and how many of the steps an amount lies above: the same rows take all
 * of one kind. */
static void find_kinds(Plain *plain) {
  const Queue *queue = &plain->allocation->queue;
  size_t steps = plain->step_count + 1;
  if (queue->rows.count > MOST_KINDS / steps)
    return;
  plain->kind_count = queue->rows.count * steps;
  for (size_t i = 0; i < plain->kind_count; i++) {
    size_t above = i % steps;
    plain->kinds[i] = queue_taking(queue, queue->rows.items[i / steps],
                                   above < plain->step_count ? plain->steps[above] : INT64_MAX);
  }
}

Plain *serve_plain(const Allocation *allocation, Serving *serving, bool kept) {
  Plain *plain = arena_new(serving->arena, Plain);
  *plain = (Plain){ .allocation = allocation, .serving = serving, .kept = kept };
  for (size_t row = 0; row < serve_rows(allocation->decision); row++) {
    plain->rows |= UINT64_C(1) << row;
    if (!find_way(plain, row, &plain->ways[row]))
      plain->special |= UINT64_C(1) << row;
  }
  find_steps(plain);
  find_kinds(plain);
  return plain;
}

/* ---- one candidate ------------------------------------------------------------------ */

static void note_lacked(Lacked *lacked, PlainState *state) {
  for (size_t i = 0; i < lacked->count; i++)
    if (lacked->states[i] == state)
      return;
  lacked->states[lacked->count++] = state;
}

static int64_t room_of(const PlainState *state) {
  return state->events->closed ? -1 : state->open - state->state->drawn;
}

static bool way_has_room(const Way *way, int64_t amount, Lacked *lacked) {
  bool room = true;
  for (size_t i = 0; i < way->count; i++) {
    if (amount <= room_of(way->states[i]))
      continue;
    note_lacked(lacked, way->states[i]);
    room = false;
  }
  return room;
}

static void tell_refused(Plain *plain, const Lacked *lacked, uint32_t number) {
  for (size_t i = 0; i < lacked->count; i++)
    serve_note_refused(plain->serving, lacked->states[i]->place, number);
}

static uint32_t turn_away(Plain *plain, const Lacked *lacked, int64_t amount) {
  for (size_t i = 0; i < lacked->count; i++)
    serve_note_wanted(plain->allocation->decision, lacked->states[i]->events, amount);
  return serve_away(plain->allocation, plain->serving->book,
                    lacked->count ? lacked->states[0]->place + 1 : 0);
}

/* How it ends; END_OPEN, and nothing is changed: it is serve_item's. */
static uint32_t serve_quickly(Plain *plain, QueueRows rows, int64_t amount, uint32_t number) {
  uint64_t left = (rows.admits | rows.stops) & plain->rows;
  Lacked lacked;
  lacked.count = 0;
  if (left & plain->special)
    return queue_end(END_OPEN, 0);
  for (; left; left &= left - 1) {
    uint32_t row = (uint32_t)__builtin_ctzll(left);
    const Way *way = &plain->ways[row];
    if (amount > 0 && !way_has_room(way, amount, &lacked))
      continue;
    tell_refused(plain, &lacked, number);
    if (rows.stops >> row & 1)
      return queue_end(END_STOPS, row);
    for (size_t i = 0; i < way->count; i++)
      way->states[i]->state->drawn += amount;
    return queue_end(END_TAKES, row);
  }
  if (plain->allocation->decision->how == HOW_PARTIAL)
    return queue_end(END_OPEN, 0);
  tell_refused(plain, &lacked, number);
  return turn_away(plain, &lacked, amount);
}

static void serve_slowly(Plain *plain, size_t place) {
  QueueItem item = queue_item(&plain->allocation->queue, place);
  serve_item(plain->serving, &item);
  if (!plain->kept)
    return;
  queue_put(&plain->allocation->queue, place, &item);
  serve_count(plain->allocation->totals, item.end, 1, serve_granted(&item));
}

static void serve_place(Plain *plain, size_t place) {
  const Queue *queue = &plain->allocation->queue;
  const QueueChunk *chunk = &queue->chunks[place / QUEUE_CHUNK];
  size_t at = place % QUEUE_CHUNK;
  QueueExtra *extra = chunk->extras ? chunk->extras[at] : NULL;
  uint32_t end = queue_end(END_OPEN, 0);
  if (queue_is_bare(chunk, at) && chunk->rows[at] != QUEUE_ROWS_APART) {
    QueueRows rows = queue_taking(queue, queue->rows.items[chunk->rows[at]], chunk->amounts[at]);
    end = serve_quickly(plain, rows, chunk->amounts[at], chunk->numbers[at]);
  }
  if (queue_end_kind(end) == END_OPEN) {
    serve_slowly(plain, place);
    return;
  }
  if (!plain->kept)
    return;
  chunk->ends[at] = end;
  serve_count(plain->allocation->totals, end, 1,
              queue_end_kind(end) == END_TAKES ? chunk->amounts[at] : 0);
  if (extra)
    extra->granted = chunk->amounts[at];
}

/* ---- a block ------------------------------------------------------------------------- */

typedef struct {
  size_t          from, count;        /* turns */
  const int64_t  *amounts;
  const uint16_t *kinds;              /* where there are no steps, sets of rows */
  int64_t         gathered_amounts[QUEUE_CHUNK];
  uint16_t        gathered_kinds[QUEUE_CHUNK];
  int64_t         least, most;
  int64_t         sums[MOST_KINDS];   /* by kind */
  uint32_t        counts[MOST_KINDS];
  uint32_t        ends[MOST_KINDS];
  uint64_t        lacked[MOST_KINDS];
} Block;

VECTORS static void find_bounds(const int64_t *amounts, size_t count, int64_t *least,
                                int64_t *most) {
  int64_t low = INT64_MAX, high = 0;
  for (size_t i = 0; i < count; i++) {
    low = amounts[i] < low ? amounts[i] : low;
    high = amounts[i] > high ? amounts[i] : high;
  }
  *least = low;
  *most = high;
}

VECTORS static void start_kinds(const uint16_t *sets, uint16_t times, uint16_t *kinds,
                                size_t count) {
  for (size_t i = 0; i < count; i++)
    kinds[i] = (uint16_t)(sets[i] * times);
}

VECTORS static void step_up(const int64_t *restrict amounts, int64_t step,
                            uint16_t *restrict kinds, size_t count) {
  for (size_t i = 0; i < count; i++)
    kinds[i] = (uint16_t)(kinds[i] + (amounts[i] > step));
}

VECTORS static void sum_kind(const int64_t *restrict amounts, const uint16_t *restrict kinds,
                             uint16_t kind, size_t count, int64_t *sum, uint32_t *found) {
  int64_t total = 0, some = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t mask = -(int64_t)(kinds[i] == kind);
    total += amounts[i] & mask;
    some -= mask;
  }
  *sum = total;
  *found = (uint32_t)some;
}

/* As they lie, where they lie in their order. */
static bool gather(const Queue *queue, Block *block) {
  const QueueChunk *chunk = &queue->chunks[block->from / QUEUE_CHUNK];
  size_t at = block->from % QUEUE_CHUNK;
  block->amounts = chunk->amounts + at;
  block->kinds = chunk->rows + at;
  if (!queue->order) {
    for (size_t i = 0; chunk->extras && i < block->count; i++)
      if (chunk->extras[at + i])
        return false;
    return !chunk->states[0];
  }
  bool bare = true;
  for (size_t i = 0; i < block->count; i++) {
    size_t place = queue->order[block->from + i];
    chunk = &queue->chunks[place / QUEUE_CHUNK];
    at = place % QUEUE_CHUNK;
    block->gathered_amounts[i] = chunk->amounts[at];
    block->gathered_kinds[i] = chunk->rows[at];
    bare &= !chunk->states[0] && (!chunk->extras || !chunk->extras[at]);
  }
  block->amounts = block->gathered_amounts;
  block->kinds = block->gathered_kinds;
  return bare;
}

static void tell_kinds(const Plain *plain, Block *block) {
  if (!plain->step_count)
    return;
  start_kinds(block->kinds, (uint16_t)(plain->step_count + 1), block->gathered_kinds,
              block->count);
  for (size_t i = 0; i < plain->step_count; i++)
    step_up(block->amounts, plain->steps[i], block->gathered_kinds, block->count);
  block->kinds = block->gathered_kinds;
}

static int64_t measure(const Plain *plain, Block *block) {
  int64_t total = 0;
  tell_kinds(plain, block);
  for (uint16_t i = 0; i < plain->kind_count; i++) {
    sum_kind(block->amounts, block->kinds, i, block->count, &block->sums[i], &block->counts[i]);
    total += block->sums[i];
  }
  return total;
}

/* Which states have enough for all, and which not even for the least. */
static void weigh(const Plain *plain, const Block *block, int64_t total, uint64_t *enough,
                  uint64_t *lacking) {
  *enough = *lacking = 0;
  for (size_t i = 0; i < plain->state_count; i++) {
    int64_t room = room_of(&plain->states[i]);
    *enough |= (uint64_t)(room >= total) << i;
    *lacking |= (uint64_t)(block->least > 0 && room < block->least) << i;
  }
}

static uint32_t first_lacking(const Plain *plain, const Way *way, uint64_t lacking) {
  size_t at = 0;
  while (!(lacking >> (way->states[at] - plain->states) & 1))
    at++;
  return way->states[at]->place;
}

/* How all of one kind end; false: that hangs on more than the kind. */
static bool settle_kind(const Plain *plain, Block *block, size_t kind, uint64_t enough,
                        uint64_t lacking) {
  QueueRows rows = plain->kinds[kind];
  uint64_t left = (rows.admits | rows.stops) & plain->rows, lacked = 0;
  uint32_t refused = 0;
  if (left & plain->special)
    return false;
  for (; left; left &= left - 1) {
    uint32_t row = (uint32_t)__builtin_ctzll(left);
    const Way *way = &plain->ways[row];
    if (way->bits & ~(enough | lacking))
      return false;
    if (way->bits & lacking) {
      refused = refused ? refused : first_lacking(plain, way, lacking) + 1;
      lacked |= way->bits & lacking;
      continue;
    }
    block->lacked[kind] = lacked;
    block->ends[kind] = queue_end(rows.stops >> row & 1 ? END_STOPS : END_TAKES, row);
    return true;
  }
  block->lacked[kind] = lacked;
  block->ends[kind] = serve_away(plain->allocation, plain->serving->book, refused);
  return plain->allocation->decision->how != HOW_PARTIAL;
}

/* The first of the block that the state lacked room for. */
static uint32_t first_refused(const Plain *plain, const Block *block, uint64_t bit) {
  const Queue *queue = &plain->allocation->queue;
  size_t at = 0;
  while (!(block->lacked[block->kinds[at]] & bit))
    at++;
  return queue_number(queue, queue_at(queue, block->from + at));
}

static void tell_kind(Plain *plain, const Block *block, size_t kind) {
  bool away = queue_end_kind(block->ends[kind]) == END_AWAY;
  for (uint64_t left = block->lacked[kind]; left; left &= left - 1) {
    const PlainState *state = &plain->states[__builtin_ctzll(left)];
    if (!state->events->refused) {
      serve_note_refused(plain->serving, state->place, first_refused(plain, block, left & -left));
      state->events->refused--;
    }
    state->events->refused += block->counts[kind];
    if (away)
      serve_note_wanted(plain->allocation->decision, state->events, block->sums[kind]);
  }
}

static void draw_kind(Plain *plain, const Block *block, size_t kind) {
  uint32_t end = block->ends[kind];
  bool takes = queue_end_kind(end) == END_TAKES;
  const Way *way = takes ? &plain->ways[queue_end_of(end)] : NULL;
  for (size_t i = 0; way && i < way->count; i++)
    way->states[i]->state->drawn += block->sums[kind];
  if (plain->kept)
    serve_count(plain->allocation->totals, end, block->counts[kind],
                takes ? block->sums[kind] : 0);
}

static void write_ends(const Plain *plain, const Block *block) {
  const Queue *queue = &plain->allocation->queue;
  uint32_t *ends = queue->chunks[block->from / QUEUE_CHUNK].ends + block->from % QUEUE_CHUNK;
  for (size_t i = 0; !queue->order && i < block->count; i++)
    ends[i] = block->ends[block->kinds[i]];
  for (size_t i = 0; queue->order && i < block->count; i++) {
    size_t place = queue->order[block->from + i];
    queue->chunks[place / QUEUE_CHUNK].ends[place % QUEUE_CHUNK] = block->ends[block->kinds[i]];
  }
}

/* False, and nothing is changed: its turns must be gone through. */
static bool serve_block(Plain *plain, Block *block) {
  const Queue *queue = &plain->allocation->queue;
  uint64_t enough, lacking;
  if (!plain->kind_count || !gather(queue, block))
    return false;
  find_bounds(block->amounts, block->count, &block->least, &block->most);
  if (block->most > AMOUNT_MOST)
    return false;
  weigh(plain, block, measure(plain, block), &enough, &lacking);
  for (size_t i = 0; i < plain->kind_count; i++)
    if (block->counts[i] && !settle_kind(plain, block, i, enough, lacking))
      return false;
  for (size_t i = 0; i < plain->kind_count; i++)
    if (block->counts[i])
      tell_kind(plain, block, i);
  for (size_t i = 0; i < plain->kind_count; i++)
    if (block->counts[i])
      draw_kind(plain, block, i);
  if (plain->kept)
    write_ends(plain, block);
  return true;
}

/* ---- turns --------------------------------------------------------------------------- */

void serve_turns(Plain *plain, size_t from, size_t to) {
  const Queue *queue = &plain->allocation->queue;
  Block block;
  for (block.from = from; block.from < to; block.from += block.count) {
    size_t room = QUEUE_CHUNK - block.from % QUEUE_CHUNK;
    memory_poll(plain->serving->arena->memory);
    block.count = to - block.from < room ? to - block.from : room;
    if (serve_block(plain, &block))
      continue;
    for (size_t i = 0; i < block.count; i++)
      serve_place(plain, queue_at(queue, block.from + i));
  }
}

void serve_between(const Allocation *allocation, Serving *serving, size_t from, size_t to,
                   uint32_t without) {
  Plain *plain = serve_plain(allocation, serving, false);
  size_t place, out = to;
  if (without != UINT32_MAX && queue_find(&allocation->queue, without, &place))
    out = queue_turn(&allocation->queue, place);
  if (out < from || out >= to) {
    serve_turns(plain, from, to);
    return;
  }
  serve_turns(plain, from, out);
  serve_turns(plain, out + 1, to);
}
