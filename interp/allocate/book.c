/* States, by their keys; what is common to many of them once. */
#include "interp/allocate/book_parts.h"

#include <string.h>

enum { TEXT_BLOCK = 1 << 16 };

void book_init(Book *book, Arena *arena, size_t frame_count) {
  *book = (Book){ .arena = arena, .frame_count = frame_count };
  pile_init(&book->states, arena, sizeof(BookState));
  pile_init(&book->terms, arena, sizeof(FrameTerms));
  pile_init(&book->events, arena, sizeof(BookEvents));
  pile_init(&book->windows, arena, sizeof(BookWindow));
  pile_init(&book->window_lines, arena, sizeof(BookWindowLine));
  pile_init(&book->lines, arena, sizeof(BookLine));
  pile_init(&book->years, arena, sizeof(BookYear));
  numbering_init(&book->terms_known, arena, sizeof(FrameTerms) / sizeof(uint32_t));
  book->by_key = arena_array(arena, BookIndex, frame_count + 1);
  book->year_terms = arena_array(arena, BookYearTerms *, frame_count + 1);
  book->frames = arena_array(arena, const Frame *, frame_count + 1);
  book->plain = arena_array(arena, uint32_t, frame_count + 1);
  book->kept = arena_array(arena, Int128, frame_count + 1);
  book->varied = arena_array(arena, bool, frame_count + 1);
  for (size_t i = 0; i < frame_count; i++)
    book->plain[i] = BOOK_NOWHERE;
}

/* ---- texts of keys ------------------------------------------------------------------- */

/* A length below this takes one byte. */
enum { LONG_TEXT = UINT8_MAX };

static size_t room_of_text(Text text) {
  return text.length + (text.length < LONG_TEXT ? 1 : 1 + sizeof(uint32_t));
}

/* A block, and a place in it; one that is too long has a block of its own. */
static uint32_t keep_text(Book *book, Text text) {
  size_t room = room_of_text(text);
  if (!book->texts.count || book->text_used + room > TEXT_BLOCK) {
    char *block = arena_alloc(book->arena, room > TEXT_BLOCK ? room : TEXT_BLOCK);
    LIST_ADD(book->arena, &book->texts, char *, block);
    book->text_used = 0;
  }
  uint32_t length = (uint32_t)text.length;
  char *to = book->texts.items[book->texts.count - 1] + book->text_used;
  uint32_t place = (uint32_t)((book->texts.count - 1) * TEXT_BLOCK + book->text_used);
  book->text_used += room;
  *to++ = (char)(length < LONG_TEXT ? length : LONG_TEXT);
  if (length >= LONG_TEXT) {
    memcpy(to, &length, sizeof length);
    to += sizeof length;
  }
  if (length)
    memcpy(to, text.bytes, length);
  return place;
}

Text book_text(const Book *book, uint32_t place) {
  const char *from = book->texts.items[place / TEXT_BLOCK] + place % TEXT_BLOCK;
  uint32_t length = (uint8_t)*from++;
  if (length == LONG_TEXT) {
    memcpy(&length, from, sizeof length);
    from += sizeof length;
  }
  return (Text){ from, length };
}

/* ---- by key -------------------------------------------------------------------------- */

/* Lists by hash; there are as many as things, and they grow one by one: of the power of two
 * below their number some are parted already, by one bit more. */
static size_t list_of(const BookIndex *index, uint64_t hash) {
  size_t count = index->heads.count, top = 1;
  while (2 * top <= count)
    top *= 2;
  size_t list = (size_t)hash & (2 * top - 1);
  return list < count ? list : list - top;
}

static uint64_t hash_of(const Book *book, const BookIndex *index, const BookName *name) {
  return text_hash(book_text(book, name->key), index->seed);
}

/* One more list, with those of the one it is parted from. */
static void part_list(const Book *book, BookIndex *index) {
  uint32_t *added = pile_add(&index->heads);
  size_t list = index->heads.count - 1, top = 1;
  if (!list)
    return;
  while (2 * top <= list)
    top *= 2;
  uint32_t *from = pile_at(&index->heads, list - top);
  while (*from) {
    uint32_t place = *from;
    BookName *name = pile_at(index->things, place - 1);
    if (list_of(index, hash_of(book, index, name)) != list) {
      from = &name->next;
      continue;
    }
    *from = name->next;
    name->next = *added;
    *added = place;
  }
}

static void index_add(const Book *book, BookIndex *index, uint32_t place) {
  BookName *name = pile_at(index->things, place);
  part_list(book, index);
  uint32_t *head = pile_at(&index->heads, list_of(index, hash_of(book, index, name)));
  name->next = *head;
  *head = place + 1;
}

static uint32_t index_find(const Book *book, const BookIndex *index, Text key) {
  if (!index->heads.count)
    return BOOK_NOWHERE;
  size_t list = list_of(index, text_hash(key, index->seed));
  uint32_t place = *(const uint32_t *)pile_at(&index->heads, list);
  while (place) {
    const BookName *name = pile_at(index->things, place - 1);
    if (text_equal(book_text(book, name->key), key))
      return place - 1;
    place = name->next;
  }
  return BOOK_NOWHERE;
}

static BookIndex *index_of(Book *book, const Frame *frame) {
  BookIndex *index = &book->by_key[frame->index];
  if (!index->things) {
    index->things = book_moves(frame) ? &book->lines : &book->states;
    index->seed = (uintptr_t)book * UINT64_C(0x9E3779B97F4A7C15) + frame->index;
    pile_init(&index->heads, book->arena, sizeof(uint32_t));
  }
  return index;
}

/* ---- what states are held to ------------------------------------------------------------ */

uint32_t book_terms(Book *book, const FrameTerms *terms) {
  FrameTerms clean;
  uint32_t key[sizeof clean / sizeof(uint32_t)];
  memset(&clean, 0, sizeof clean);            /* what lies between its members too */
  clean.frame = terms->frame;
  clean.pending = terms->pending;
  clean.limit = terms->limit;
  clean.carry_most = terms->carry_most;
  clean.overdraw_most = terms->overdraw_most;
  memcpy(key, &clean, sizeof clean);
  uint32_t number = book->origin ? (uint32_t)book->terms.count
                                 : numbering_of(&book->terms_known, key);
  if (number == book->terms.count)
    *(FrameTerms *)pile_add(&book->terms) = clean;
  return number;
}

/* ---- opening --------------------------------------------------------------------------- */

static void note_earmarked(Book *book, const Frame *frame) {
  for (size_t i = 0; i < book->earmarked.count; i++)
    if (book->earmarked.items[i] == frame)
      return;
  if (frame->earmarked)
    LIST_ADD(book->arena, &book->earmarked, const Frame *, frame);
}

/* A state's place; `key` is what its name says. */
static uint32_t add_state(Book *book, uint32_t terms, uint32_t key) {
  uint32_t place = (uint32_t)book->count++;
  const Frame *frame = book_terms_at(book, terms)->frame;
  *(BookState *)pile_add(&book->states) = (BookState){ .name.key = key, .terms = terms };
  while ((frame->rolling || book->windows.count) && book->windows.count < book->count)
    pile_add(&book->windows);
  book->frames[frame->index] = frame;
  note_earmarked(book, frame);
  return place;
}

uint32_t book_open(Book *book, const FrameTerms *terms, Text key) {
  const Frame *frame = terms->frame;
  bool keyed = frame->key_count > 0;
  uint32_t place = add_state(book, book_terms(book, terms), keyed ? keep_text(book, key) : 0);
  if (keyed)
    index_add(book, index_of(book, frame), place);
  else
    book->plain[frame->index] = place;
  book->kept[frame->index] += book_kept(book, place);
  return place;
}

uint32_t book_find(const Book *book, const Frame *frame, Text key) {
  if (!frame->key_count)
    return book->plain[frame->index];
  if (book_moves(frame))
    return book_find_year_by_key(book, frame, key);
  return index_find(book, &book->by_key[frame->index], key);
}

uint32_t book_line(Book *book, const Frame *frame, Text key, bool alike) {
  BookIndex *index = index_of(book, frame);
  BookYearTerms **shared = &book->year_terms[frame->index];
  uint32_t line = (uint32_t)book->lines.count;
  BookLine *added = pile_add(&book->lines);
  *added = (BookLine){ .name.key = keep_text(book, key),
                       .frame = (uint32_t)frame->index, .many_keys = frame->key_count > 1,
                       .lowest = BOOK_NOWHERE };
  if (alike && !*shared)
    *shared = arena_new(book->arena, BookYearTerms);
  added->terms = alike ? *shared : arena_new(book->arena, BookYearTerms);
  index_add(book, index, line);
  return line;
}

uint32_t book_find_line(const Book *book, const Frame *frame, Text key) {
  return index_find(book, &book->by_key[frame->index], key);
}

uint32_t book_add_year(Book *book, uint32_t terms, uint32_t year) {
  return add_state(book, terms, year);
}

Text book_line_key(const Book *book, uint32_t line) {
  return book_text(book, ((const BookLine *)pile_at(&book->lines, line))->name.key);
}

/* ---- one state --------------------------------------------------------------------------- */

BookEvents *book_need_events(Book *book, uint32_t place) {
  BookState *state = book_at(book, place);
  if (!state->events) {
    pile_add(&book->events);
    state->events = (uint32_t)book->events.count;
  }
  return pile_at(&book->events, state->events - 1);
}

bool book_closed(const Book *book, uint32_t place) {
  const BookEvents *events = book_events(book, place);
  return events && events->closed;
}

Text book_key(const Book *book, Arena *arena, uint32_t place) {
  const Book *own = book->origin ? book->origin : book;
  const Frame *frame = book_frame(book, place);
  uint32_t key = book_at(book, place)->name.key;
  if (!frame->key_count)
    return TEXT_NONE;
  return book_moves(frame) ? book_year_key(own, arena, key) : book_text(own, key);
}

FrameState book_state(const Book *book, Arena *arena, uint32_t place) {
  const FrameTerms *terms = book_terms_of(book, place);
  const BookEvents *events = book_events(book, place);
  FrameState state = { .frame = terms->frame, .key = book_key(book, arena, place),
                       .pending = terms->pending, .limit = terms->limit,
                       .drawn = book_at(book, place)->drawn };
  if (!events)
    return state;
  state.closed = events->closed;
  state.opening = events->opening;
  state.queued = events->queued;
  state.refused = events->refused;
  state.first_refused = events->first_refused;
  state.refused_in = events->refused_in;
  return state;
}

uint32_t book_terms_number(const Book *book, uint32_t place) {
  return book_at(book, place)->terms;
}

void book_set_terms(Book *book, uint32_t place, uint32_t terms) {
  Int128 *kept = &book->kept[book_frame(book, place)->index];
  *kept -= book_kept(book, place);
  book_at(book, place)->terms = terms;
  *kept += book_kept(book, place);
}

void book_set_limit(Book *book, uint32_t place, bool pending, int64_t limit) {
  FrameTerms terms = *book_terms_of(book, place);
  if (terms.pending == pending && terms.limit == limit)
    return;
  terms.pending = pending;
  terms.limit = limit;
  book->varied[terms.frame->index] = true;
  book_set_terms(book, place, book_terms(book, &terms));
}
