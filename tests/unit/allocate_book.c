/* Books beside books held in the simplest way: states by key, and years that move money, each of
 * which the simple book opens with all years before it. */
#include "interp/allocate/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASES = 400, LINES = 4, FIRST = 2016, YEARS = 12, MOST = LINES * YEARS, OPENED = 40 };

static uint64_t next_random(uint64_t *seed) {
  *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return *seed >> 33;
}

static size_t below(uint64_t *seed, size_t bound) {
  return (size_t)(next_random(seed) % bound);
}

/* ---- the simple book ----------------------------------------------------------------- */

typedef struct { bool there, pending; int64_t limit, carry, overdraw; } Held;

typedef struct {
  bool    open;
  int64_t drawn;
  int     before, after;              /* places; -1: none */
} Simple;

typedef struct {
  uint64_t seed;
  Frame    frame;
  bool     alike, overdraws, in_force[YEARS];
  Held     held[MOST];                /* what a year would be held to, by line and year */
  Simple   simple[MOST];
  Memory   memory;
  Arena    arena;
  Book     book;
  uint32_t lines[LINES];
} Case;

static Held make_held(Case *made) {
  uint64_t *seed = &made->seed;
  Held held = { .there = below(seed, 12) > 0, .pending = below(seed, 9) == 0 };
  if (held.pending)
    return held;
  held.limit = (int64_t)below(seed, 100) - (below(seed, 9) == 0 ? 50 : 0);
  held.carry = below(seed, 3) ? (int64_t)below(seed, 40) : 0;
  held.overdraw = made->overdraws && below(seed, 3) ? (int64_t)below(seed, 40) : 0;
  return held;
}

static void make(Case *made, uint64_t seed) {
  static const Term some;
  *made = (Case){ .seed = seed, .alike = seed % 2, .overdraws = seed % 3 > 0 };
  made->frame = (Frame){ .name = TEXT("yearly"), .key_count = 2, .yearly = true,
                         .carries_over = &some, .overdraws = made->overdraws ? &some : NULL,
                         .earmarked = seed % 5 == 0 };
  for (size_t i = 0; i < MOST; i++) {
    made->simple[i] = (Simple){ .before = -1, .after = -1 };
    made->held[i] = made->alike && i >= YEARS ? made->held[i % YEARS] : make_held(made);
  }
  for (size_t i = 0; i < YEARS; i++)
    made->in_force[i] = below(&made->seed, 8) > 0;
  arena_init(&made->arena, &made->memory);
  book_init(&made->book, &made->arena, 1);
  for (size_t i = 0; i < LINES; i++)
    made->lines[i] = BOOK_NOWHERE;
}

/* Opens it, and those before it, as long as rules were in force and its limit can be computed. */
static int open_simple(Case *made, size_t line, size_t year) {
  int place = (int)(line * YEARS + year);
  Simple *state = &made->simple[place];
  if (state->open)
    return place;
  if (!made->held[place].there)
    return -1;
  state->open = true;
  bool known = year > 0 && made->simple[place - 1].open;
  bool reaches = year > 0 && (known || made->in_force[year - 1]);
  state->before = reaches ? open_simple(made, line, year - 1) : -1;
  if (state->before >= 0)
    made->simple[state->before].after = place;
  return place;
}

static int64_t simple_left(const Case *made, int place) {
  int first = place;
  int64_t brought = 0;
  while (made->simple[first].before >= 0)
    first = made->simple[first].before;
  for (int at = first;; at = made->simple[at].after) {
    int64_t left = made->held[at].limit + brought - made->simple[at].drawn;
    if (at == place)
      return left;
    brought = left > made->held[at].carry ? made->held[at].carry
              : left < 0 && !made->overdraws ? 0 : left;
  }
}

static int64_t simple_room(const Case *made, int place) {
  int64_t room = INT64_MAX, passed = 0;
  for (int at = place; at >= 0; at = made->simple[at].after) {
    int64_t left = simple_left(made, at), here = left + made->held[at].overdraw + passed;
    room = here < room ? here : room;
    passed += left > made->held[at].carry ? left - made->held[at].carry : 0;
  }
  return room;
}

/* ---- the book ---------------------------------------------------------------------------- */

static FrameTerms terms_of(const Case *made, size_t place) {
  const Held *held = &made->held[place];
  return (FrameTerms){ .frame = &made->frame, .pending = held->pending, .limit = held->limit,
                       .carry_most = held->carry, .overdraw_most = held->overdraw };
}

typedef struct { Case *made; size_t line; } Telling;

static uint32_t tell(void *context, int64_t year) {
  const Telling *telling = context;
  Case *made = telling->made;
  if (year < FIRST)
    return BOOK_NOWHERE;
  size_t at = (size_t)(year - FIRST), place = telling->line * YEARS + at;
  if (!made->in_force[at] || !made->held[place].there)
    return BOOK_NOWHERE;
  FrameTerms terms = terms_of(made, place);
  return book_terms(&made->book, &terms);
}

static uint32_t open_in_book(Case *made, size_t line, size_t year) {
  Text key = arena_format(&made->arena, "%zu", line);
  Telling telling = { made, line };
  if (made->lines[line] == BOOK_NOWHERE)
    made->lines[line] = book_line(&made->book, &made->frame, key, made->alike);
  assert_int_equal(book_find_line(&made->book, &made->frame, key), made->lines[line]);
  uint32_t place = book_need_year(&made->book, made->lines[line], FIRST + (int64_t)year);
  if (place != BOOK_NOWHERE || !made->held[line * YEARS + year].there)
    return place;
  FrameTerms terms = terms_of(made, line * YEARS + year);
  return book_open_year(&made->book, made->lines[line], FIRST + (int64_t)year, &terms,
                        &(BookTeller){ &telling, tell });
}

static Text key_of(Case *made, size_t place) {
  return arena_format(&made->arena, "%zu,%zu", place / YEARS, FIRST + place % YEARS);
}

static void same_rooms(Case *made, const Book *book) {
  for (size_t i = 0; i < MOST; i++) {
    uint32_t place = book_find(book, &made->frame, key_of(made, i));
    if (place == BOOK_NOWHERE)
      continue;
    assert_true(made->simple[i].open);
    assert_true(book_room_of_year(book, place) == simple_room(made, (int)i));
  }
}

static void same_lists(Case *made) {
  FrameList list = book_list(&made->book, &made->arena);
  size_t at = 0;
  Int128 kept = 0;
  for (size_t i = 0; i < MOST; i++) {
    if (!made->simple[i].open)
      continue;
    FrameState state = frame_list_at(&list, &made->arena, at++);
    assert_true(text_equal(state.key, key_of(made, i)));
    assert_int_equal(state.limit, made->held[i].limit);
    assert_int_equal(state.pending, made->held[i].pending);
    assert_int_equal(state.drawn, made->simple[i].drawn);
    int64_t left = state.limit - state.drawn;
    kept += made->frame.earmarked && !state.pending && left > 0 ? left : 0;
  }
  assert_int_equal(at, list.count);
  assert_true(made->book.kept[0] == kept);
}

static void draw(Case *made, uint32_t place, int simple) {
  int64_t amount = (int64_t)below(&made->seed, 50);
  book_add_drawn(&made->book, place, amount);
  made->simple[simple].drawn += amount;
}

static void years_are_as_if_all_were_there(void **state) {
  (void)state;
  static Case made;
  for (uint64_t i = 0; i < CASES; i++) {
    make(&made, i);
    for (size_t j = 0; j < OPENED; j++) {
      size_t line = below(&made.seed, LINES), year = below(&made.seed, YEARS);
      uint32_t place = open_in_book(&made, line, year);
      int simple = open_simple(&made, line, year);
      assert_int_equal(place == BOOK_NOWHERE, simple < 0);
      if (simple >= 0 && below(&made.seed, 2))
        draw(&made, place, simple);
      same_rooms(&made, &made.book);
    }
    same_lists(&made);
    arena_free(&made.arena);
  }
}

/* ---- once more ------------------------------------------------------------------------------ */

static void a_marked_book_is_made_anew(void **state) {
  (void)state;
  static Case made;
  for (uint64_t i = 0; i < CASES; i++) {
    Simple kept[MOST], now[MOST];
    BookMark mark = { .count = 0 };
    make(&made, i);
    for (size_t j = 0; j < OPENED; j++) {
      size_t line = below(&made.seed, LINES), year = below(&made.seed, YEARS);
      uint32_t place = open_in_book(&made, line, year);
      int simple = open_simple(&made, line, year);
      if (simple >= 0)
        draw(&made, place, simple);
      if (j == OPENED / 2) {
        memcpy(kept, made.simple, sizeof kept);
        mark = book_mark(&made.book, &made.arena);
      }
    }
    Book again = book_again(&mark, &made.arena), copy = book_copy(&again, &made.arena);
    memcpy(now, made.simple, sizeof now);
    for (size_t j = 0; j < MOST; j++)
      made.simple[j].drawn = kept[j].drawn;
    same_rooms(&made, &again);
    for (uint32_t j = 0; j < again.count; j++)
      book_add_drawn(&again, j, 7);
    same_rooms(&made, &copy);
    book_restore(&again, &copy);
    same_rooms(&made, &again);
    memcpy(made.simple, now, sizeof now);
    same_rooms(&made, &made.book);
    arena_free(&made.arena);
  }
}

/* ---- keys ----------------------------------------------------------------------------------- */

static void many_keys_are_found_and_listed(void **state) {
  (void)state;
  enum { KEYS = 5000 };
  Memory memory = { 0 };
  Arena arena;
  Book book;
  Frame frame = { .name = TEXT("each"), .key_count = 1 };
  char *longest = memset(calloc(1, 70000), 'z', 69999);
  arena_init(&arena, &memory);
  book_init(&book, &arena, 1);
  assert_int_equal(book_find(&book, &frame, TEXT("1")), BOOK_NOWHERE);
  for (uint32_t i = 0; i < KEYS; i++)
    assert_int_equal(book_open(&book, &(FrameTerms){ .frame = &frame, .limit = i % 3 },
                               arena_format(&arena, "%u", i * 7)), i);
  assert_int_equal(book_open(&book, &(FrameTerms){ .frame = &frame }, text_from(longest)), KEYS);
  assert_int_equal(book_open(&book, &(FrameTerms){ .frame = &frame }, TEXT("")), KEYS + 1);
  for (uint32_t i = 0; i < KEYS; i++)
    assert_int_equal(book_find(&book, &frame, arena_format(&arena, "%u", i * 7)), i);
  assert_int_equal(book_find(&book, &frame, text_from(longest)), KEYS);
  assert_int_equal(book_find(&book, &frame, TEXT("")), KEYS + 1);
  assert_int_equal(book_find(&book, &frame, TEXT("8")), BOOK_NOWHERE);
  assert_int_equal(book.terms.count, 3);
  FrameList list = book_list(&book, &arena);
  assert_int_equal(list.count, KEYS + 2);
  Text before = TEXT_NONE;
  for (size_t i = 1; i < list.count; i++) {
    Text key = frame_list_at(&list, &arena, i).key;
    assert_true(text_compare(before, key) < 0);
    before = key;
  }
  assert_int_equal(before.length, 69999);
  free(longest);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(years_are_as_if_all_were_there),
    cmocka_unit_test(a_marked_book_is_made_anew),
    cmocka_unit_test(many_keys_are_found_and_listed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
