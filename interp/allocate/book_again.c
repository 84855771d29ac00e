/* A book as it stood, to serve from once more. */
#include "interp/allocate/book_parts.h"

#include <string.h>

BookMark book_mark(const Book *book, Arena *arena) {
  BookMark mark = { .book = book, .count = book->count };
  for (uint32_t i = 0; i < book->count; i++) {
    const BookState *state = book_at(book, i);
    const BookEvents *events = book_events(book, i);
    BookMarked kept = { .place = i, .terms = state->terms, .drawn = state->drawn };
    if (i < book->windows.count)
      kept.window = *(const BookWindow *)pile_at(&book->windows, i);
    if (!state->drawn && !events && !kept.window.count && !book->varied[book_frame(book, i)->index])
      continue;
    if (events)
      kept.events = *events;
    LIST_ADD(arena, &mark.states, BookMarked, kept);
  }
  return mark;
}

/* ---- made anew --------------------------------------------------------------------- */

/* What earmarked states keep now; years without a state keep what they did. */
static void recount_kept(Book *again) {
  const Book *origin = again->origin;
  memcpy(again->kept, origin->kept, origin->frame_count * sizeof *origin->kept);
  for (uint32_t i = 0; again->earmarked.count && i < again->count; i++)
    again->kept[book_frame(again, i)->index] += book_kept(again, i) - book_kept(origin, i);
}

/* As when it was opened. */
static void forget(Book *again, uint32_t place, bool opening) {
  const BookEvents *now = book_events(again->origin, place);
  BookState *state = book_at(again, place);
  state->drawn = 0;
  state->events = 0;
  if (place < again->windows.count)
    *(BookWindow *)pile_at(&again->windows, place) = (BookWindow){ 0, 0 };
  if (opening && now && now->opening)
    book_need_events(again, place)->opening = now->opening;
}

static void bring_back(Book *again, const BookMarked *marked) {
  BookState *state = book_at(again, marked->place);
  const BookEvents none = { .opening = 0 };
  state->drawn = marked->drawn;
  state->terms = marked->terms;
  if (memcmp(&marked->events, &none, sizeof none) != 0)
    *book_need_events(again, marked->place) = marked->events;
  if (!marked->window.count)
    return;
  *(BookWindow *)pile_at(&again->windows, marked->place) = marked->window;
  if (marked->window.count > BOOK_FEW_LINES)
    book_need_events(again, marked->place)->window = book_window_sums(again, &marked->window);
}

static void *copy_of(Arena *arena, const void *items, size_t count, size_t size) {
  return arena_grow_array(arena, items, count, count + 1, size);
}

/* What the states have of their own; the rest is read of the origin. */
static void take_own(Book *book, const Book *from, Arena *arena) {
  book->arena = arena;
  book->states = pile_copy(&from->states, arena);
  book->windows = pile_copy(&from->windows, arena);
  book->window_lines = pile_share(&from->window_lines, arena);
  book->terms = pile_share(&from->terms, arena);
  book->kept = copy_of(arena, from->kept, from->frame_count, sizeof *from->kept);
  book->varied = copy_of(arena, from->varied, from->frame_count, sizeof *from->varied);
}

Book book_again(const BookMark *mark, Arena *arena) {
  Book again = *mark->book;
  again.origin = mark->book;
  take_own(&again, mark->book, arena);
  pile_init(&again.events, arena, sizeof(BookEvents));
  for (uint32_t i = 0; i < again.count; i++)
    forget(&again, i, i >= mark->count);
  for (size_t i = 0; i < mark->states.count; i++)
    bring_back(&again, &mark->states.items[i]);
  recount_kept(&again);
  return again;
}

void book_add_new(Book *again) {
  const Book *origin = again->origin;
  if (again->count == origin->count)
    return;
  again->lines = origin->lines;
  again->years = origin->years;
  again->texts.items = origin->texts.items;
  again->texts.count = origin->texts.count;
  again->earmarked.items = origin->earmarked.items;
  again->earmarked.count = origin->earmarked.count;
  for (; again->count < origin->count; again->count++) {
    uint32_t place = (uint32_t)again->count;
    BookState *state = pile_add(&again->states);
    *state = *book_at(origin, place);
    state->terms = book_terms(again, book_terms_of(origin, place));
    while (again->windows.count < origin->windows.count && again->windows.count <= place)
      pile_add(&again->windows);
    forget(again, place, true);
  }
  recount_kept(again);
}

/* ---- where it has come to ------------------------------------------------------------- */

Book book_copy(const Book *book, Arena *arena) {
  Book copy = *book;
  take_own(&copy, book, arena);
  copy.events = pile_copy(&book->events, arena);
  return copy;
}

static void copy_items(Pile *to, const Pile *from) {
  while (to->count < from->count)
    pile_add(to);
  for (size_t at = 0; at < from->count; at += PILE_CHUNK)
    memcpy(pile_at(to, at), pile_at(from, at), PILE_CHUNK * from->size);
  to->count = from->count;
}

void book_restore(Book *to, const Book *from) {
  copy_items(&to->states, &from->states);
  copy_items(&to->events, &from->events);
  memcpy(to->kept, from->kept, from->frame_count * sizeof *from->kept);
}
