/* The room of states, and what is drawn from them. */
#include "interp/allocate/book_parts.h"

/* ---- chains ---------------------------------------------------------------------- */

void book_chain(const Book *book, Arena *arena, const Frame *leaf, const Draw *draws,
                size_t count, Chain *chain) {
  chain->count = 0;
  for (const Frame *frame = leaf; frame; frame = frame->within) {
    bool drawn = false;
    for (size_t i = 0; i < count; i++) {
      if (book_frame(book, draws[i].state) != frame)
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
                                             : book_terms_of(book, link->state)->pending;
}

/* ---- windows --------------------------------------------------------------------- */

static const BookWindowLine *line_at(const Book *book, uint32_t line) {
  return pile_at(&book->window_lines, line - 1);
}

DaySums *book_window_sums(const Book *book, const BookWindow *window) {
  DaySums *sums = day_sums_new(book->arena);
  for (uint32_t at = window->last; at; at = line_at(book, at)->before)
    day_sums_add(sums, line_at(book, at)->day, line_at(book, at)->amount);
  return sums;
}

static Int128 window_between(const Book *book, uint32_t place, Date from, Date to) {
  const BookWindow *window = pile_at(&book->windows, place);
  const BookEvents *events = book_events(book, place);
  if (events && events->window)
    return day_sums_between(events->window, from, to);
  Int128 sum = 0;
  for (uint32_t at = window->last; at; at = line_at(book, at)->before) {
    const BookWindowLine *line = line_at(book, at);
    sum += line->day >= from && line->day <= to ? line->amount : 0;
  }
  return sum;
}

static void put_into_window(Book *book, const Link *link, int64_t taken) {
  if (!book_frame(book, link->state)->rolling || !link->draw)
    return;
  BookWindow *window = pile_at(&book->windows, link->state);
  *(BookWindowLine *)pile_add(&book->window_lines) =
      (BookWindowLine){ taken, link->draw->day, window->last };
  window->last = (uint32_t)book->window_lines.count;
  window->count++;
  const BookEvents *events = book_events(book, link->state);
  if (events && events->window)
    day_sums_add(events->window, link->draw->day, taken);
  else if (window->count > BOOK_FEW_LINES)
    book_need_events(book, link->state)->window = book_window_sums(book, window);
}

/* ---- room ------------------------------------------------------------------------ */

static int64_t clamp(Int128 number) {
  if (number > INT64_MAX)
    return INT64_MAX;
  return number < INT64_MIN ? INT64_MIN : (int64_t)number;
}

static Int128 drawn_of(const Book *book, uint32_t place) {
  const BookEvents *events = book_events(book, place);
  return (Int128)book_at(book, place)->drawn + (events ? events->opening : 0);
}

Int128 book_left(const Book *book, uint32_t place) {
  return book_terms_of(book, place)->limit - drawn_of(book, place);
}

static Int128 room_of_window(const Book *book, const Link *link, int64_t limit) {
  const Draw *draw = link->draw;
  Int128 room = limit - window_between(book, link->state, draw->from, draw->day);
  for (size_t i = 0; i < draw->shared_count; i++)
    room -= window_between(book, draw->shared[i], draw->from, draw->day);
  return room;
}

static Int128 own_room(const Book *book, const Link *link) {
  const FrameTerms *terms = book_terms_of(book, link->state);
  const Draw *draw = link->draw;
  int64_t limit = draw && draw->own_limit ? draw->limit : terms->limit;
  bool window = terms->frame->rolling && draw;
  Int128 room;
  if (window)
    room = room_of_window(book, link, limit);
  else if (book_moves(terms->frame))
    room = book_room_of_year(book, link->state) + limit - terms->limit;
  else
    room = limit - drawn_of(book, link->state);
  for (size_t i = 0; draw && !window && i < draw->shared_count; i++)
    room -= drawn_of(book, draw->shared[i]);
  return draw ? room - draw->counted : room;
}

/* ---- kept for others --------------------------------------------------------------- */

static bool on_chain(const Book *book, const Chain *chain, const Frame *frame) {
  for (size_t i = 0; i < chain->count; i++)
    if (book_frame(book, chain->items[i].state) == frame)
      return true;
  return false;
}

Int128 book_kept(const Book *book, uint32_t place) {
  const FrameTerms *terms = book_terms_of(book, place);
  Int128 left = terms->frame->earmarked && !terms->pending ? book_left(book, place) : 0;
  return left > 0 ? left : 0;
}

/* The frame lies within the outer one, which has no keys, through frames that have none, and no
 * earmarked one between them holds already what it holds. */
static bool keeps_within(const Book *book, const Frame *frame, const Frame *outer,
                         const Chain *chain) {
  for (const Frame *at = frame->within; at && !at->key_count; at = at->within) {
    if (at == outer)
      return true;
    if (at->earmarked && !on_chain(book, chain, at))
      return false;
  }
  return false;
}

/* What earmarked frames within the link's keep from those who draw past them. */
static Int128 kept_for_others(const Book *book, const Chain *chain, uint32_t outer) {
  const Frame *around = book_frame(book, outer);
  Int128 kept = 0;
  for (size_t i = 0; !around->key_count && i < book->earmarked.count; i++) {
    const Frame *frame = book->earmarked.items[i];
    if (frame == around || !keeps_within(book, frame, around, chain))
      continue;
    kept += book->kept[frame->index];
    for (size_t j = 0; j < chain->count; j++)
      if (book_frame(book, chain->items[j].state) == frame)
        kept -= book_kept(book, chain->items[j].state);
  }
  return kept;
}

int64_t book_room(const Book *book, const Chain *chain, size_t at) {
  const Link *link = &chain->items[at];
  Int128 room = own_room(book, link);
  if (book->earmarked.count)
    room -= kept_for_others(book, chain, link->state);
  return clamp(room);
}

int64_t book_rest(const Book *book, const Link *link) {
  return clamp(own_room(book, link));
}

bool book_overdrawn(const Book *book, const Link *link) {
  return own_room(book, link) < 0;
}

/* ---- drawing --------------------------------------------------------------------- */

void book_add_drawn(Book *book, uint32_t place, int64_t amount) {
  Int128 *kept = book->earmarked.count ? &book->kept[book_frame(book, place)->index] : NULL;
  if (kept)
    *kept -= book_kept(book, place);
  book_at(book, place)->drawn += amount;            /* at most the limit: fits */
  if (kept)
    *kept += book_kept(book, place);
}

static void add_opening(Book *book, uint32_t place, int64_t amount) {
  Int128 *kept = &book->kept[book_frame(book, place)->index];
  *kept -= book_kept(book, place);
  book_need_events(book, place)->opening += amount;
  *kept += book_kept(book, place);
}

void book_draw(Book *book, const Chain *chain, int64_t amount) {
  for (size_t i = 0; i < chain->count; i++) {
    const Link *link = &chain->items[i];
    int64_t taken = book_taken(link, amount);
    book_add_drawn(book, link->state, taken);
    put_into_window(book, link, taken);
  }
}

bool book_draw_opening(Book *book, const Chain *chain, int64_t amount) {
  int64_t sum;
  for (size_t i = 0; i < chain->count; i++) {
    const Link *link = &chain->items[i];
    const BookEvents *events = book_events(book, link->state);
    if (__builtin_add_overflow(events ? events->opening : 0, book_taken(link, amount), &sum))
      return false;
  }
  for (size_t i = 0; i < chain->count; i++) {
    const Link *link = &chain->items[i];
    int64_t taken = book_taken(link, amount);
    add_opening(book, link->state, taken);
    put_into_window(book, link, taken);
  }
  return true;
}
