#include "interp/allocate/book.h"

#include <string.h>

void book_init(Book *book, Arena *arena, size_t frame_count) {
  *book = (Book){ .arena = arena, .frame_count = frame_count };
  book->keyed = arena_array(arena, Map, frame_count + 1);
  book->plain = arena_array(arena, uint32_t, frame_count + 1);
  for (size_t i = 0; i < frame_count; i++) {
    map_init(&book->keyed[i], arena);
    book->plain[i] = BOOK_NOWHERE;
  }
}

uint32_t book_find(const Book *book, const Frame *frame, Text key) {
  if (!frame->key_count)
    return book->plain[frame->index];
  const void *place = map_get(&book->keyed[frame->index], key);
  return place ? (uint32_t)((uintptr_t)place - 1) : BOOK_NOWHERE;
}

uint32_t book_open(Book *book, const FrameState *state) {
  uint32_t place = (uint32_t)book->states.count;
  const Frame *frame = state->frame;
  LIST_ADD(book->arena, &book->states, FrameState, *state);
  if (frame->key_count)
    map_add(&book->keyed[frame->index], state->key, (void *)((uintptr_t)place + 1));
  else
    book->plain[frame->index] = place;
  book->earmarks |= frame->earmarked;
  return place;
}

/* ---- chains ---------------------------------------------------------------------- */

void book_chain(const Book *book, Arena *arena, const Frame *leaf, const Draw *draws,
                size_t count, Chain *chain) {
  chain->count = 0;
  for (const Frame *frame = leaf; frame; frame = frame->within) {
    bool drawn = false;
    for (size_t i = 0; i < count; i++) {
      if (book->states.items[draws[i].state].frame != frame)
        continue;
      LIST_ADD(arena, chain, Link, (Link){ draws[i].state, &draws[i] });
      drawn = true;
    }
    if (!drawn && book->plain[frame->index] != BOOK_NOWHERE)
      LIST_ADD(arena, chain, Link, (Link){ book->plain[frame->index], NULL });
  }
}

int64_t book_taken(const Link *link, int64_t amount) {
  return link->draw && !link->draw->whole ? link->draw->amount : amount;
}

bool book_pending(const Book *book, const Link *link) {
  return link->draw && link->draw->own_limit ? link->draw->pending
                                             : book->states.items[link->state].pending;
}

static bool on_chain(const Chain *chain, uint32_t place) {
  for (size_t i = 0; i < chain->count; i++)
    if (chain->items[i].state == place)
      return true;
  return false;
}

/* ---- room ------------------------------------------------------------------------ */

static int64_t clamp(Int128 number) {
  if (number > INT64_MAX)
    return INT64_MAX;
  return number < INT64_MIN ? INT64_MIN : (int64_t)number;
}

static Int128 drawn_of(const FrameState *state) {
  return (Int128)state->opening + state->drawn;
}

/* What is left of the year, with what came from the year before or was borrowed by it. */
static Int128 left_of_year(const FrameState *states, uint32_t place) {
  uint32_t first = place;
  while (states[first].year_before != BOOK_NOWHERE)
    first = states[first].year_before;
  Int128 brought = 0;
  for (uint32_t at = first;; at = states[at].year_after) {
    Int128 left = states[at].limit + brought - drawn_of(&states[at]);
    if (at == place)
      return left;
    brought = left > states[at].carry_most                  ? states[at].carry_most
              : left < 0 && !states[at].frame->overdraws ? 0
                                                         : left;
  }
}

/* The most that can still be drawn in the year so that no later year lacks what it has drawn. */
static Int128 room_of_year(const FrameState *states, uint32_t place) {
  Int128 room = 0, passed = 0;
  bool first = true;
  for (uint32_t at = place; at != BOOK_NOWHERE; at = states[at].year_after) {
    Int128 left = left_of_year(states, at);
    Int128 here = left + states[at].overdraw_most + passed;
    if (first || here < room)
      room = here;
    first = false;
    if (left > states[at].carry_most)
      passed += left - states[at].carry_most;       /* lapses anyway */
  }
  return room;
}

static Int128 room_of_window(const FrameState *states, const Link *link, int64_t limit) {
  const Draw *draw = link->draw;
  Int128 room = limit - day_sums_between(states[link->state].window, draw->from, draw->day);
  for (size_t i = 0; i < draw->shared_count; i++)
    room -= day_sums_between(states[draw->shared[i]].window, draw->from, draw->day);
  return room;
}

static Int128 own_room(const FrameState *states, const Link *link) {
  const FrameState *state = &states[link->state];
  const Draw *draw = link->draw;
  int64_t limit = draw && draw->own_limit ? draw->limit : state->limit;
  Int128 room;
  if (state->window && draw)
    room = room_of_window(states, link, limit);
  else if (state->frame->carries_over || state->frame->overdraws)
    room = room_of_year(states, link->state) + limit - state->limit;
  else
    room = limit - drawn_of(state);
  for (size_t i = 0; draw && !state->window && i < draw->shared_count; i++)
    room -= drawn_of(&states[draw->shared[i]]);
  return draw ? room - draw->counted : room;
}

/* Does an earmarked state between `place` and `outer` already hold what `place` holds? */
static bool held_further_out(const FrameState *states, uint32_t place, uint32_t outer,
                             const Chain *chain) {
  for (uint32_t at = states[place].within; at != outer; at = states[at].within)
    if (states[at].frame->earmarked && !on_chain(chain, at))
      return true;
  return false;
}

static bool lies_within(const FrameState *states, uint32_t inner, uint32_t outer) {
  while (inner != BOOK_NOWHERE && inner != outer)
    inner = states[inner].within;
  return inner == outer;
}

/* What earmarked frames within `outer` keep from those who draw past them. */
static Int128 kept_for_others(const Book *book, uint32_t outer, const Chain *chain) {
  const FrameState *states = book->states.items;
  Int128 kept = 0;
  for (uint32_t i = 0; i < book->states.count; i++) {
    const FrameState *state = &states[i];
    Int128 rest = state->limit - drawn_of(state);
    if (!state->frame->earmarked || state->pending || rest <= 0 || i == outer ||
        on_chain(chain, i) || !lies_within(states, i, outer) ||
        held_further_out(states, i, outer, chain))
      continue;
    kept += rest;
  }
  return kept;
}

int64_t book_room(const Book *book, const Chain *chain, size_t at) {
  const Link *link = &chain->items[at];
  Int128 room = own_room(book->states.items, link);
  if (book->earmarks)
    room -= kept_for_others(book, link->state, chain);
  return clamp(room);
}

int64_t book_rest(const Book *book, const Link *link) {
  return clamp(own_room(book->states.items, link));
}

bool book_overdrawn(const Book *book, const Link *link) {
  return own_room(book->states.items, link) < 0;
}

/* ---- drawing --------------------------------------------------------------------- */

static void put_into_window(Book *book, FrameState *state, const Link *link, int64_t taken) {
  if (!state->window || !link->draw)
    return;
  day_sums_add(state->window, link->draw->day, taken);
  LIST_ADD(book->arena, &state->lines, WindowLine, (WindowLine){ link->draw->day, taken });
}

void book_draw(Book *book, const Chain *chain, int64_t amount) {
  for (size_t i = 0; i < chain->count; i++) {
    const Link *link = &chain->items[i];
    FrameState *state = &book->states.items[link->state];
    int64_t taken = book_taken(link, amount);
    state->drawn += taken;                          /* at most the limit: fits */
    put_into_window(book, state, link, taken);
  }
}

bool book_draw_opening(Book *book, const Chain *chain, int64_t amount) {
  FrameState *states = book->states.items;
  int64_t sum;
  for (size_t i = 0; i < chain->count; i++)
    if (__builtin_add_overflow(states[chain->items[i].state].opening,
                               book_taken(&chain->items[i], amount), &sum))
      return false;
  for (size_t i = 0; i < chain->count; i++) {
    const Link *link = &chain->items[i];
    int64_t taken = book_taken(link, amount);
    states[link->state].opening += taken;
    put_into_window(book, &states[link->state], link, taken);
  }
  return true;
}

/* ---- once more ------------------------------------------------------------------- */

void book_copy(Book *to, const Book *from) {
  if (from->states.count)
    memcpy(to->states.items, from->states.items, from->states.count * sizeof *to->states.items);
}

Book book_mark(const Book *book, Arena *arena) {
  Book marked = *book;
  marked.states.items = arena_array(arena, FrameState, book->states.count + 1);
  if (book->states.count)
    memcpy(marked.states.items, book->states.items,
           book->states.count * sizeof *marked.states.items);
  return marked;
}

Book book_again(const Book *marked, Arena *arena) {
  Book again = book_mark(marked, arena);
  again.arena = arena;
  for (size_t i = 0; i < again.states.count; i++) {
    FrameState *state = &again.states.items[i];
    if (!state->window)
      continue;
    state->window = day_sums_new(arena);
    for (size_t j = 0; j < state->lines.count; j++)
      day_sums_add(state->window, state->lines.items[j].day, state->lines.items[j].amount);
    state->lines.items = NULL;                      /* those of the book it was marked in */
    state->lines.count = state->lines.room = 0;
  }
  return again;
}
