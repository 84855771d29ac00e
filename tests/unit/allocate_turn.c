/* One candidate's turn as a what-if: what it would get with another amount, other rows or another
 * place, equals what serving the whole queue so gives; and since when its room was too small. */
#include "interp/allocate/allocate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CANDIDATES = 40, FRAMES = 2 };

typedef struct { int64_t day, amount; uint64_t admits; } Case;

typedef struct {
  Memory      memory;
  Arena       arena;
  Frame       frames[FRAMES];
  Power       powers[FRAMES];
  Decision    decision;
  TermKey     keys[2];
  Book        book;
  Allocation *allocation;
  Case        cases[CANDIDATES];
} Fixture;

/* A pool of 1000 and within it one of 300, drawn on by two rows in that order. */
static void begin(Fixture *fixture, HowAllocated how) {
  fixture->decision = (Decision){ .order = fixture->keys, .order_count = 2, .how = how };
  book_init(&fixture->book, &fixture->arena, FRAMES);
  fixture->frames[0] = (Frame){ .index = 0, .name = TEXT("pool") };
  fixture->frames[1] = (Frame){ .index = 1, .name = TEXT("small"), .within = &fixture->frames[0] };
  for (size_t i = 0; i < FRAMES; i++) {
    book_open(&fixture->book, &(FrameTerms){ .frame = &fixture->frames[i],
                                             .limit = i ? 300 : 1000 }, TEXT_NONE);
    fixture->powers[i] = (Power){ .index = i, .out_of = &fixture->frames[1 - i] };
    LIST_ADD(&fixture->arena, &fixture->decision.frames, Frame *, &fixture->frames[i]);
    LIST_ADD(&fixture->arena, &fixture->decision.powers, Power *, &fixture->powers[i]);
  }
  fixture->allocation = allocation_new(&fixture->arena, &fixture->decision, &fixture->book);
}

static Candidate candidate_of(const Case *it, uint32_t number, Value *keys) {
  keys[0] = value_date((Date)it->day);
  keys[1] = value_integer(number);
  return (Candidate){ .number = number, .keys = keys, .amount = it->amount,
                      .admits = it->admits, .least = 5 };
}

static void serve(Fixture *fixture, const Case *cases, HowAllocated how) {
  begin(fixture, how);
  for (uint32_t i = 0; i < CANDIDATES; i++) {
    Value keys[2];
    Candidate candidate = candidate_of(&cases[i], i, keys);
    allocation_add(fixture->allocation, &candidate);
  }
  allocation_serve(fixture->allocation);
}

static uint64_t next(uint64_t *seed) {
  *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return *seed >> 33;
}

static Case any_case(uint64_t *seed) {
  int64_t day = (int64_t)(next(seed) % 20), amount = (int64_t)(next(seed) % 90 + 1);
  return (Case){ day, amount, next(seed) % 3 + 1 };
}

static int set_up(void **state) {
  static Fixture fixture;
  fixture = (Fixture){ .allocation = NULL };
  arena_init(&fixture.arena, &fixture.memory);
  uint64_t seed = 7;
  for (size_t i = 0; i < CANDIDATES; i++)
    fixture.cases[i] = any_case(&seed);
  *state = &fixture;
  return 0;
}

static int tear_down(void **state) {
  Fixture *fixture = *state;
  arena_free(&fixture->arena);
  assert_int_equal(fixture->memory.blocks, 0);
  return 0;
}

/* The candidate tried, and then the whole queue served with it so. */
static void expect_same(Fixture *fixture, uint32_t number, Case changed, HowAllocated how) {
  Value keys[2];
  serve(fixture, fixture->cases, how);
  Candidate candidate = candidate_of(&changed, number, keys);
  Refusal *refusals;
  size_t count;
  AllocationTurn *turn = allocation_turn(fixture->allocation, &fixture->arena, &candidate,
                                         NULL, 0);
  Placement tried = allocation_try(turn, &fixture->arena, &candidate, &refusals, &count);
  Case cases[CANDIDATES];
  for (size_t i = 0; i < CANDIDATES; i++)
    cases[i] = i == number ? changed : fixture->cases[i];
  serve(fixture, cases, how);
  Placement placed;
  assert_true(allocation_placement(fixture->allocation, number, &placed));
  assert_int_equal(tried.kind, placed.kind);
  assert_int_equal(tried.power, placed.power);
  assert_int_equal(tried.granted, placed.granted);
  assert_ptr_equal(tried.frame, placed.frame);
  assert_true(placed.kind == OUTCOME_FUNDABLE || count > 0);
}

static void a_try_is_what_serving_gives(void **state) {
  Fixture *fixture = *state;
  static const HowAllocated ways[] = { HOW_FULL_AMOUNT, HOW_PARTIAL };
  uint64_t seed = 99;
  for (uint32_t i = 0; i < 400; i++)
    expect_same(fixture, i % CANDIDATES, any_case(&seed), ways[i % 2]);
}

static void several_tries_at_one_turn_leave_it_as_it_was(void **state) {
  Fixture *fixture = *state;
  Value keys[2];
  serve(fixture, fixture->cases, HOW_FULL_AMOUNT);
  Candidate candidate = candidate_of(&(Case){ 3, 50, 2 }, 11, keys);
  AllocationTurn *turn = allocation_turn(fixture->allocation, &fixture->arena, &candidate,
                                         NULL, 0);
  int64_t drawn = book_at(&fixture->book, 0)->drawn;
  Placement first = allocation_try(turn, &fixture->arena, &candidate, NULL, NULL);
  for (int i = 0; i < 50; i++)
    assert_int_equal(allocation_try(turn, &fixture->arena, &candidate, NULL, NULL).kind,
                     first.kind);
  assert_int_equal(book_at(&fixture->book, 0)->drawn, drawn);
}

static void since_names_the_one_that_took_the_room(void **state) {
  Fixture *fixture = *state;
  Refusal *refusals;
  Value keys[2];
  for (size_t i = 0; i < CANDIDATES; i++)
    fixture->cases[i] = (Case){ (int64_t)i, 30, 2 };        /* 33 of them fill the pool */
  serve(fixture, fixture->cases, HOW_FULL_AMOUNT);
  assert_true(allocation_refusals(fixture->allocation, &fixture->arena, 39, &refusals) > 0);
  Candidate candidate = candidate_of(&fixture->cases[39], 39, keys);
  AllocationSince since = allocation_since(fixture->allocation, &fixture->arena, &candidate,
                                           &refusals[0]);
  assert_true(since.found);
  assert_true(text_is(since.key, "32"));
  assert_int_equal(since.granted, 30);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_try_is_what_serving_gives, set_up, tear_down),
    cmocka_unit_test_setup_teardown(several_tries_at_one_turn_leave_it_as_it_was, set_up,
                                    tear_down),
    cmocka_unit_test_setup_teardown(since_names_the_one_that_took_the_room, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
