/* Properties of F4 and F10: a window sums the days it reaches, whatever their order; pro rata
 * shares add up to the room of each frame, none gets more than it asked, and none loses a unit more
 * than its remainder. */
#include "interp/allocate/allocate.h"
#include "tests/unit/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CASES = 4000, MOST_CLAIMS = 12, FRAMES = 3, DRAWS = 200, DAYS = 40 };

/* ---- windows --------------------------------------------------------------------- */

static void a_window_sums_its_days(void **state) {
  (void)state;
  Memory memory = { 0 };
  Arena arena;
  int64_t by_day[DAYS] = { 0 };
  uint64_t seed = 7;
  arena_init(&arena, &memory);
  DaySums *window = day_sums_new(&arena);
  for (size_t i = 0; i < DRAWS; i++) {
    size_t day = below(&seed, DAYS);
    int64_t amount = (int64_t)below(&seed, 1000);
    day_sums_add(window, (Date)day - 3, amount);
    by_day[day] += amount;
    size_t from = below(&seed, DAYS), to = below(&seed, DAYS);
    int64_t sum = 0;
    for (size_t each = from; each <= to; each++)
      sum += by_day[each];
    assert_true(day_sums_between(window, (Date)from - 3, (Date)to - 3) == sum);
  }
  arena_free(&arena);
}

static void a_window_reaches_the_ends_of_the_calendar(void **state) {
  (void)state;
  Memory memory = { 0 };
  Arena arena;
  Date first, last = 0;
  assert_true(date_make(1, 1, 1, &first) && date_make(9999, 12, 31, &last));
  arena_init(&arena, &memory);
  DaySums *window = day_sums_new(&arena);
  day_sums_add(window, first, 1);
  day_sums_add(window, last, 2);
  assert_true(day_sums_between(window, first, last) == 3);
  assert_true(day_sums_between(window, first + 1, last) == 2);
  assert_true(day_sums_between(window, first, last - 1) == 1);
  assert_true(day_sums_between(window, last, first) == 0);
  arena_free(&arena);
}

/* ---- pro rata -------------------------------------------------------------------- */

typedef struct {
  Memory      memory;
  Arena       arena;
  Frame       frames[FRAMES];         /* a root and two within it */
  Frame      *frame_list[FRAMES];
  Power       powers[FRAMES];
  Power      *power_list[FRAMES];
  Book        book;
  Decision    decision;
  TermKey     keys[1];
  Allocation *allocation;
  size_t      count;
  int64_t     asked[MOST_CLAIMS];
  size_t      row[MOST_CLAIMS];
} Case;

static void make(Case *made, uint64_t *seed) {
  *made = (Case){ .count = 1 + below(seed, MOST_CLAIMS) };
  arena_init(&made->arena, &made->memory);
  book_init(&made->book, &made->arena, FRAMES);
  for (size_t i = 0; i < FRAMES; i++) {
    made->frames[i] = (Frame){ .index = i, .within = i ? &made->frames[0] : NULL };
    made->powers[i] = (Power){ .index = i, .out_of = &made->frames[i] };
    made->frame_list[i] = &made->frames[i];
    made->power_list[i] = &made->powers[i];
    uint32_t place = book_open(&made->book, &(FrameTerms){ .frame = &made->frames[i],
                                                           .limit = (int64_t)below(seed, 300) },
                               TEXT_NONE);
    book_need_events(&made->book, place)->opening = (int64_t)below(seed, 50);
  }
  made->decision.frames.items = made->frame_list;
  made->decision.powers.items = made->power_list;
  made->decision.frames.count = made->decision.powers.count = FRAMES;
  made->decision.order = made->keys;
  made->decision.order_count = 1;
  made->decision.how = HOW_PRO_RATA;
}

static void add_claims(Case *made, uint64_t *seed) {
  made->allocation = allocation_new(&made->arena, &made->decision, &made->book);
  for (uint32_t i = 0; i < made->count; i++) {
    Value keys[] = { value_integer(i) };
    made->asked[i] = (int64_t)below(seed, 120);
    made->row[i] = below(seed, FRAMES);
    allocation_add(made->allocation, &(Candidate){ .number = i, .keys = keys,
                                                   .amount = made->asked[i],
                                                   .admits = UINT64_C(1) << made->row[i] });
  }
}

/* What is asked of a frame and those within it. */
static int64_t asked_of(const Case *made, size_t frame) {
  int64_t sum = 0;
  for (size_t i = 0; i < made->count; i++)
    sum += frame == 0 || made->row[i] == frame ? made->asked[i] : 0;
  return sum;
}

static void hold(const Case *made) {
  int64_t granted[FRAMES] = { 0 };
  for (uint32_t i = 0; i < made->count; i++) {
    Placement placement;
    assert_true(allocation_placement(made->allocation, i, &placement));
    assert_true(placement.granted >= 0 && placement.granted <= made->asked[i]);
    assert_int_equal(placement.kind, placement.granted || made->asked[i] == 0
                                         ? OUTCOME_FUNDABLE : OUTCOME_WAITLISTED);
    granted[0] += placement.granted;
    if (made->row[i])
      granted[made->row[i]] += placement.granted;
  }
  for (size_t i = 0; i < FRAMES; i++) {
    FrameState held = book_state(&made->book, NULL, (uint32_t)i), *state = &held;
    int64_t room = state->limit - state->opening > 0 ? state->limit - state->opening : 0;
    assert_int_equal(state->drawn, granted[i]);
    assert_true(granted[i] <= room);
    if (i == 0 || asked_of(made, i) <= room)
      continue;
    FrameState root = book_state(&made->book, NULL, 0);
    int64_t outer = root.limit - root.opening;
    if (granted[0] < outer)                  /* the outer frame took nothing away */
      assert_int_equal(granted[i], room);
  }
}

static void shares_add_up_to_the_room(void **state) {
  (void)state;
  static Case made;
  uint64_t seed = 20261122;
  for (int i = 0; i < CASES; i++) {
    make(&made, &seed);
    add_claims(&made, &seed);
    allocation_serve(made.allocation);
    hold(&made);
    arena_free(&made.arena);
    assert_int_equal(made.memory.blocks, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_window_sums_its_days),
    cmocka_unit_test(a_window_reaches_the_ends_of_the_calendar),
    cmocka_unit_test(shares_add_up_to_the_room),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
