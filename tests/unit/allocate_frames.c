/* Frames and rows, each of semantics F1, F5, F6, F8, F11, F13 and M2 as small queues by hand. */
#include "interp/allocate/allocate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

enum { MOST_FRAMES = 6, MOST_ROWS = 4 };

typedef struct {
  Memory     memory;
  Arena      arena;
  Frame      frames[MOST_FRAMES];
  Book       book;
  size_t     frame_count;
  Power      powers[MOST_ROWS];
  Decision   decision;
  TermKey    keys[2];
  Allocation *allocation;
} Fixture;

static Frame *open_frame(Fixture *fixture, int64_t limit, const Frame *within, bool earmarked) {
  size_t i = fixture->frame_count++;
  fixture->frames[i] = (Frame){ .index = i, .name = TEXT("frame"), .within = within,
                                .earmarked = earmarked };
  book_open(&fixture->book, &(FrameTerms){ .frame = &fixture->frames[i], .limit = limit },
            TEXT_NONE);
  LIST_ADD(&fixture->arena, &fixture->decision.frames, Frame *, &fixture->frames[i]);
  return &fixture->frames[i];
}

static Frame *add_frame(Fixture *fixture, int64_t limit, const Frame *within) {
  return open_frame(fixture, limit, within, false);
}

static FrameState state_of(const Fixture *fixture, uint32_t place) {
  return book_state(&fixture->book, NULL, place);
}

static void add_power(Fixture *fixture, const Frame *out_of) {
  size_t i = fixture->decision.powers.count;
  fixture->powers[i] = (Power){ .index = i, .out_of = out_of };
  LIST_ADD(&fixture->arena, &fixture->decision.powers, Power *, &fixture->powers[i]);
}

static void begin(Fixture *fixture) {
  fixture->decision.order = fixture->keys;
  fixture->decision.order_count = 2;
  fixture->allocation = allocation_new(&fixture->arena, &fixture->decision, &fixture->book);
}

static void add(Fixture *fixture, uint32_t number, int64_t day, int64_t amount,
                uint64_t admits) {
  Value keys[] = { value_date((Date)day), value_integer(number) };
  allocation_add(fixture->allocation, &(Candidate){ .number = number, .keys = keys,
                                                    .amount = amount, .admits = admits });
}

static Placement placed(const Fixture *fixture, uint32_t number) {
  Placement placement;
  assert_true(allocation_placement(fixture->allocation, number, &placement));
  return placement;
}

/* What the first frame that refused it had left, at its turn. */
static int64_t room_for(Fixture *fixture, uint32_t number) {
  Refusal *refusals;
  assert_true(allocation_refusals(fixture->allocation, &fixture->arena, number, &refusals) > 0);
  return refusals[0].room;
}

static int set_up(void **state) {
  static Fixture fixture;
  fixture = (Fixture){ .frame_count = 0 };
  arena_init(&fixture.arena, &fixture.memory);
  book_init(&fixture.book, &fixture.arena, MOST_FRAMES);
  *state = &fixture;
  return 0;
}

static int tear_down(void **state) {
  Fixture *fixture = *state;
  arena_free(&fixture->arena);
  assert_int_equal(fixture->memory.blocks, 0);
  return 0;
}

static void served_in_order_and_a_later_smaller_one_overtakes(void **state) {
  Fixture *fixture = *state;
  add_power(fixture, add_frame(fixture, 100, NULL));
  begin(fixture);
  add(fixture, 3, 2, 40, 1);
  add(fixture, 1, 1, 70, 1);
  add(fixture, 2, 3, 30, 1);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_FUNDABLE);
  assert_int_equal(placed(fixture, 3).kind, OUTCOME_WAITLISTED);
  assert_int_equal(room_for(fixture, 3), 30);
  assert_ptr_equal(placed(fixture, 3).frame, &fixture->frames[0]);
  assert_int_equal(placed(fixture, 2).kind, OUTCOME_FUNDABLE);
  assert_int_equal(placed(fixture, 2).granted, 30);
  assert_int_equal(placed(fixture, 2).rank, 3);
  assert_int_equal(state_of(fixture, 0).drawn, 100);
}

static void nobody_else_has_a_place(void **state) {
  Fixture *fixture = *state;
  add_frame(fixture, 100, NULL);
  begin(fixture);
  add(fixture, 4, 1, 1, 1);
  allocation_serve(fixture->allocation);
  Placement placement;
  assert_false(allocation_placement(fixture->allocation, 3, &placement));
  assert_false(allocation_placement(fixture->allocation, 5, &placement));
}

static void a_child_draws_on_its_parent_and_the_next_row_takes_what_it_refuses(void **state) {
  Fixture *fixture = *state;
  Frame *pool = add_frame(fixture, 100, NULL);
  add_power(fixture, add_frame(fixture, 20, pool));
  add_power(fixture, pool);
  begin(fixture);
  add(fixture, 1, 1, 15, 3);
  add(fixture, 2, 2, 15, 3);
  add(fixture, 3, 3, 5, 3);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).power, 0);
  assert_int_equal(placed(fixture, 2).power, 1);
  assert_int_equal(placed(fixture, 3).power, 0);
  assert_int_equal(state_of(fixture, 0).drawn, 35);
  assert_int_equal(state_of(fixture, 1).drawn, 20);
}

static void stop_closes_the_frame_that_lacked_room(void **state) {
  Fixture *fixture = *state;
  add_power(fixture, add_frame(fixture, 100, NULL));
  fixture->decision.otherwise = ELSE_STOP;
  begin(fixture);
  add(fixture, 1, 1, 70, 1);
  add(fixture, 2, 2, 40, 1);
  add(fixture, 3, 3, 1, 1);
  add(fixture, 4, 4, 0, 1);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 2).kind, OUTCOME_WAITLISTED);
  assert_int_equal(placed(fixture, 3).kind, OUTCOME_WAITLISTED);
  assert_int_equal(placed(fixture, 4).kind, OUTCOME_FUNDABLE);
  assert_int_equal(state_of(fixture, 0).drawn, 70);
}

static void stop_leaves_other_frames_open(void **state) {
  Fixture *fixture = *state;
  Frame *small = add_frame(fixture, 10, NULL), *large = add_frame(fixture, 100, NULL);
  add_power(fixture, small);
  add_power(fixture, large);
  fixture->decision.otherwise = ELSE_STOP;
  begin(fixture);
  add(fixture, 1, 1, 20, 1);
  add(fixture, 2, 2, 5, 3);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_WAITLISTED);
  assert_int_equal(placed(fixture, 2).power, 1);
}

static void reject_and_own_outcome_name_the_frame(void **state) {
  Fixture *fixture = *state;
  add_power(fixture, add_frame(fixture, 10, NULL));
  fixture->decision.otherwise = ELSE_REJECT;
  begin(fixture);
  add(fixture, 1, 1, 11, 1);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_REJECTED);
  assert_ptr_equal(placed(fixture, 1).frame, &fixture->frames[0]);
  fixture->decision.otherwise = ELSE_OUTCOME;
  begin(fixture);
  add(fixture, 1, 1, 11, 1);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_OWN);
}

static void without_rows_the_only_frame_is_drawn(void **state) {
  Fixture *fixture = *state;
  add_frame(fixture, 10, NULL);
  begin(fixture);
  add(fixture, 1, 1, 10, 1);
  add(fixture, 2, 1, 1, 1);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_FUNDABLE);
  assert_int_equal(placed(fixture, 1).power, PLACEMENT_NO_POWER);
  assert_int_equal(placed(fixture, 2).kind, OUTCOME_WAITLISTED);
}

static void without_a_frame_all_is_granted(void **state) {
  Fixture *fixture = *state;
  add_power(fixture, NULL);
  begin(fixture);
  add(fixture, 1, 1, INT64_C(90000000000000000), 1);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_FUNDABLE);
  assert_int_equal(placed(fixture, 1).granted, INT64_C(90000000000000000));
  assert_null(placed(fixture, 1).frame);
}

static void decided_draws_open_the_frame_even_past_its_limit(void **state) {
  Fixture *fixture = *state;
  Frame *pool = add_frame(fixture, 100, NULL);
  Frame *director = add_frame(fixture, 20, pool);
  add_power(fixture, director);
  add_power(fixture, pool);
  begin(fixture);
  const Frame *exceeded;
  assert_true(allocation_open(fixture->allocation, director, NULL, 0, 20, &exceeded));
  assert_null(exceeded);
  assert_true(allocation_open(fixture->allocation, director, NULL, 0, 5, &exceeded));
  assert_ptr_equal(exceeded, director);
  assert_true(allocation_open(fixture->allocation, NULL, NULL, 0, 5, &exceeded));
  assert_null(exceeded);
  add(fixture, 1, 1, 75, 3);
  add(fixture, 2, 2, 0, 3);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).power, 1);
  assert_int_equal(placed(fixture, 2).power, 0);
  assert_int_equal(state_of(fixture, 0).opening, 25);
  assert_int_equal(state_of(fixture, 0).drawn, 75);
}

static void a_sum_of_openings_that_overflows_is_refused(void **state) {
  Fixture *fixture = *state;
  Frame *pool = add_frame(fixture, 100, NULL);
  begin(fixture);
  const Frame *exceeded;
  assert_true(allocation_open(fixture->allocation, pool, NULL, 0, INT64_MAX, &exceeded));
  assert_false(allocation_open(fixture->allocation, pool, NULL, 0, 1, &exceeded));
  assert_true(state_of(fixture, 0).opening == INT64_MAX);
}

static void a_row_that_stops_draws_nothing(void **state) {
  Fixture *fixture = *state;
  Frame *pool = add_frame(fixture, 100, NULL);
  add_power(fixture, pool);
  add_power(fixture, pool);
  begin(fixture);
  Value keys[] = { value_date(1), value_integer(1) };
  allocation_add(fixture->allocation, &(Candidate){ .number = 1, .keys = keys, .amount = 60,
                                                    .admits = 2, .stops = 1 });
  add(fixture, 2, 2, 60, 2);
  keys[0] = value_date(3);
  allocation_add(fixture->allocation, &(Candidate){ .number = 3, .keys = keys, .amount = 60,
                                                    .admits = 0, .stops = 1 });
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_QUEUED);
  assert_int_equal(placed(fixture, 1).power, 0);
  assert_int_equal(placed(fixture, 1).granted, 0);
  assert_int_equal(placed(fixture, 2).kind, OUTCOME_FUNDABLE);
  assert_int_equal(placed(fixture, 3).kind, OUTCOME_WAITLISTED);   /* the frame refuses it anyway */
}

static void a_pending_frame_stops_unless_another_refuses(void **state) {
  Fixture *fixture = *state;
  Frame *pool = add_frame(fixture, 100, NULL);
  Frame *open = add_frame(fixture, 0, pool);
  book_set_limit(&fixture->book, 1, true, 0);
  add_power(fixture, open);
  begin(fixture);
  add(fixture, 1, 1, 60, 1);
  add(fixture, 2, 2, 101, 1);
  add(fixture, 3, 3, 0, 1);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).kind, OUTCOME_QUEUED);
  assert_int_equal(placed(fixture, 2).kind, OUTCOME_WAITLISTED);
  assert_int_equal(placed(fixture, 3).kind, OUTCOME_FUNDABLE);
  assert_int_equal(state_of(fixture, 0).drawn, 0);
}

static void an_earmarked_child_keeps_its_rest_from_others(void **state) {
  Fixture *fixture = *state;
  Frame *pool = add_frame(fixture, 100, NULL);
  Frame *kept = open_frame(fixture, 30, pool, true);
  add_power(fixture, pool);
  add_power(fixture, kept);
  begin(fixture);
  add(fixture, 1, 1, 10, 2);
  add(fixture, 2, 2, 71, 1);
  add(fixture, 3, 3, 70, 1);
  add(fixture, 4, 4, 20, 2);
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 2).kind, OUTCOME_WAITLISTED);
  assert_int_equal(room_for(fixture, 2), 70);
  assert_int_equal(placed(fixture, 3).kind, OUTCOME_FUNDABLE);
  assert_int_equal(placed(fixture, 4).kind, OUTCOME_FUNDABLE);
  assert_int_equal(state_of(fixture, 0).drawn, 100);
}

static void what_would_fund_it_names_every_frame_that_refused(void **state) {
  Fixture *fixture = *state;
  Frame *pool = add_frame(fixture, 100, NULL);
  add_power(fixture, add_frame(fixture, 20, pool));
  add_power(fixture, pool);
  begin(fixture);
  add(fixture, 1, 1, 90, 2);
  add(fixture, 2, 2, 50, 2);
  add(fixture, 3, 3, 15, 3);
  allocation_serve(fixture->allocation);
  Refusal *refusals;
  assert_int_equal(allocation_refusals(fixture->allocation, &fixture->arena, 3, &refusals), 2);
  assert_ptr_equal(refusals[0].frame, pool);          /* the director's own frame has room */
  assert_int_equal(refusals[0].power, 0);
  assert_int_equal(refusals[0].room, 10);
  assert_int_equal(refusals[0].queued_before, 50);
  assert_int_equal(refusals[1].power, 1);
  assert_int_equal(refusals[1].queued_before, 50);
  assert_int_equal(allocation_refusals(fixture->allocation, &fixture->arena, 1, &refusals), 0);
  assert_int_equal(state_of(fixture, 0).drawn, 90);     /* asking changes nothing */
}

static void none_sorts_last_in_either_direction(void **state) {
  Fixture *fixture = *state;
  fixture->keys[0].descending = true;
  begin(fixture);
  for (uint32_t i = 1; i <= 3; i++) {
    Value keys[] = { i == 1 ? value_none(TYPE_DATE) : value_date((Date)i), value_integer(i) };
    allocation_add(fixture->allocation, &(Candidate){ .number = i, .keys = keys, .admits = 1 });
  }
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 3).rank, 1);
  assert_int_equal(placed(fixture, 2).rank, 2);
  assert_int_equal(placed(fixture, 1).rank, 3);
}

static void texts_and_fractions_are_keys_too(void **state) {
  Fixture *fixture = *state;
  begin(fixture);
  const char *names[] = { "b", "", "a", "ab" };
  for (uint32_t i = 0; i < 4; i++) {
    Fraction third;
    assert_true(fraction_make(i % 2 ? 1 : 4, 3, &third));
    Value keys[] = { value_text(text_from(names[i])),
                     value_number(TYPE_DECIMAL, i < 2 ? third : fraction_from(1)) };
    allocation_add(fixture->allocation, &(Candidate){ .number = i, .keys = keys, .admits = 1 });
  }
  Value same[] = { value_text(TEXT("b")), value_number(TYPE_DECIMAL, fraction_from(1)) };
  allocation_add(fixture->allocation, &(Candidate){ .number = 9, .keys = same, .admits = 1 });
  allocation_serve(fixture->allocation);
  assert_int_equal(placed(fixture, 1).rank, 1);
  assert_int_equal(placed(fixture, 2).rank, 2);
  assert_int_equal(placed(fixture, 3).rank, 3);
  assert_int_equal(placed(fixture, 9).rank, 4);       /* b 1 before b 4/3 */
  assert_int_equal(placed(fixture, 0).rank, 5);
}

static void a_candidate_takes_at_most_36_bytes(void **state) {
  Fixture *fixture = *state;
  add_power(fixture, add_frame(fixture, 1000, NULL));
  begin(fixture);
  const uint32_t many = 200000;
  for (uint32_t i = 0; i < many; i++)
    add(fixture, i, i * UINT32_C(7919) % 365, i % 100, 1);
  allocation_serve(fixture->allocation);
  assert_true(fixture->memory.peak < (size_t)many * 36 + (UINT32_C(1) << 20));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(served_in_order_and_a_later_smaller_one_overtakes),
    TEST(nobody_else_has_a_place),
    TEST(a_child_draws_on_its_parent_and_the_next_row_takes_what_it_refuses),
    TEST(stop_closes_the_frame_that_lacked_room),
    TEST(stop_leaves_other_frames_open),
    TEST(reject_and_own_outcome_name_the_frame),
    TEST(without_rows_the_only_frame_is_drawn),
    TEST(without_a_frame_all_is_granted),
    TEST(decided_draws_open_the_frame_even_past_its_limit),
    TEST(a_sum_of_openings_that_overflows_is_refused),
    TEST(a_row_that_stops_draws_nothing),
    TEST(a_pending_frame_stops_unless_another_refuses),
    TEST(an_earmarked_child_keeps_its_rest_from_others),
    TEST(what_would_fund_it_names_every_frame_that_refused),
    TEST(none_sorts_last_in_either_direction),
    TEST(texts_and_fractions_are_keys_too),
    TEST(a_candidate_takes_at_most_36_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
