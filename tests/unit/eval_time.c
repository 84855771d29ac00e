/* Semantics T1-T3: months, windows, elapsed time, working days, and how they are explained. */
#include "make_terms.h"

static World world;
static Calendar calendar;

/* Closed: 24 to 26 December, and 6 June; from 2020 to 2030. */
static void make_calendar(void) {
  const Term *date = variable(&world, 0, of(TYPE_DATE));
  const Term *month = builtin(&world, BUILTIN_MONTH_OF, TYPE_INTEGER, 1, date, NULL, NULL);
  const Term *number = builtin(&world, BUILTIN_DAY_OF, TYPE_INTEGER, 1, date, NULL, NULL);
  Term *christmas = make(&world, TERM_RANGE, of(TYPE_TRUTH));
  christmas->as.range.value = number;
  christmas->as.range.low = whole(&world, 24);
  christmas->as.range.high = whole(&world, 26);
  const Term *december = compare(&world, BINARY_EQUAL, month, whole(&world, 12));
  const Term *sixth = compare(&world, BINARY_EQUAL, number, whole(&world, 6));
  const Term *june = compare(&world, BINARY_EQUAL, month, whole(&world, 6));
  calendar = (Calendar){ .name = TEXT("closed_days"), .slots = 1,
                         .when = either(&world, both(&world, december, christmas),
                                        both(&world, june, sixth)),
                         .from = day(2020, 1, 1).as.date, .to = day(2030, 12, 31).as.date };
  LIST_ADD(&world.arena, &world.model.calendars, Calendar *, &calendar);
}

static int setup(void **state) {
  (void)state;
  world_init(&world);
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  world_field(&world, "received", of(TYPE_DATE), day(2025, 3, 1));
  world_field(&world, "founded", of(TYPE_DATE), value_unknown(TYPE_DATE));
  make_calendar();
  world_start(&world, NULL);
  world.decision.governing = field(&world, &world.fields[1]);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *date(int year, int month, int number) {
  return constant(&world, day(year, month, number));
}

static const Term *later(const Term *from, Value duration) {
  Term *term = binary(&world, BINARY_ADD, TYPE_DATE, from, constant(&world, duration));
  term->as.binary.calendar = &calendar;
  return term;
}

static const Term *window(const Term *inner, Value duration, const Term *anchor, bool after) {
  Term *term = make(&world, TERM_WINDOW, of(TYPE_TRUTH));
  term->as.window.day = inner;
  term->as.window.period = constant(&world, duration);
  term->as.window.anchor = anchor;
  term->as.window.after = after;
  return term;
}

static const Term *elapsed(Value duration, const Term *since) {
  Term *term = make(&world, TERM_ELAPSED, of(TYPE_TRUTH));
  term->as.elapsed.period = constant(&world, duration);
  term->as.elapsed.since = since;
  return term;
}

static const Term *rolled(const Term *value) {
  Term *term = make(&world, TERM_ROLL, of(TYPE_DATE));
  term->as.roll.value = value;
  term->as.roll.calendar = &calendar;
  return term;
}

static void t1_a_window_reaches_forward_from_its_day(void **state) {
  (void)state;
  Value years = period(24, 0, 0);
  expect_truth(&world, window(date(2020, 9, 1), years, date(2022, 9, 1), false), true);
  expect_truth(&world, window(date(2020, 9, 1), years, date(2022, 9, 2), false), false);
  expect_truth(&world, window(date(2022, 9, 2), years, date(2022, 9, 1), false), false);
  expect_truth(&world, window(date(2022, 9, 1), years, date(2022, 9, 1), false), true);
  expect_truth(&world, window(date(2022, 9, 1), years, date(2020, 9, 1), true), true);
  expect_truth(&world, window(date(2022, 9, 2), years, date(2020, 9, 1), true), false);
  expect_state(&world, window(field(&world, &world.fields[2]), years, date(2022, 9, 1), false),
               VALUE_UNKNOWN);
}

static void t2_elapsed_time_takes_the_ceiling(void **state) {
  (void)state;
  expect_truth(&world, elapsed(period(12, 0, 0), date(2024, 2, 29)), true);
  world.values[1] = day(2025, 2, 28);
  expect_truth(&world, elapsed(period(12, 0, 0), date(2024, 2, 29)), false);
  expect_truth(&world, elapsed(period(12, 0, 0), date(2024, 2, 28)), true);
}

static void t2_deadlines_take_the_last_day(void **state) {
  (void)state;
  expect_date(&world, later(date(2024, 2, 29), period(12, 0, 0)), 2025, 2, 28);
  expect_date(&world, later(date(2026, 1, 31), period(1, 0, 0)), 2026, 2, 28);
  expect_date(&world, later(date(2026, 1, 31), period(1, 1, 0)), 2026, 3, 1);
  expect_date(&world, builtin(&world, BUILTIN_COVERED, TYPE_DATE, 2, date(2024, 2, 29),
                              constant(&world, period(12, 0, 0)), NULL), 2025, 2, 28);
  expect_date(&world, builtin(&world, BUILTIN_END_OF_MONTH, TYPE_DATE, 1, date(2024, 2, 3), NULL,
                              NULL), 2024, 2, 29);
  expect_error(&world, builtin(&world, BUILTIN_DATE, TYPE_DATE, 3, whole(&world, 2026),
                               whole(&world, 2), whole(&world, 29)), "there is no such date");
  expect_error(&world, later(date(9999, 12, 31), period(0, 1, 0)),
               "the date lies outside the years 1 to 9999");
}

static void t3_working_days_skip_weekends_and_closed_days(void **state) {
  (void)state;
  /* 2025-12-22 is a Monday; 24, 25, 26 are closed, 27 and 28 a weekend. */
  expect_date(&world, later(date(2025, 12, 22), period(0, 0, 1)), 2025, 12, 23);
  expect_date(&world, later(date(2025, 12, 22), period(0, 0, 2)), 2025, 12, 29);
  expect_date(&world, later(date(2025, 12, 29), period(0, 0, -2)), 2025, 12, 22);
  Term *between = builtin(&world, BUILTIN_WORKING_DAYS_BETWEEN, TYPE_INTEGER, 2,
                          date(2025, 12, 22), date(2025, 12, 30), NULL);
  between->as.builtin.calendar = &calendar;
  expect_number(&world, between, 3, 1);
}

static void t3_outside_its_range_a_calendar_is_unknown(void **state) {
  (void)state;
  expect_state(&world, later(date(2030, 12, 30), period(0, 0, 2)), VALUE_UNKNOWN);
  expect_date(&world, later(date(2030, 12, 30), period(0, 0, 1)), 2030, 12, 31);
  const Term *test = compare(&world, BINARY_LESS, later(date(2030, 12, 30), period(0, 0, 2)),
                             date(2031, 6, 1));
  assert_string_equal(asked(&world, test, NULL), "closed_days");
}

static void a_date_rolls_to_the_next_working_day(void **state) {
  (void)state;
  expect_date(&world, rolled(date(2025, 12, 24)), 2025, 12, 29);
  expect_date(&world, rolled(date(2025, 6, 6)), 2025, 6, 9);
  expect_date(&world, rolled(date(2025, 6, 9)), 2025, 6, 9);
}

static void date_laws_hold(void **state) {
  (void)state;
  for (Date start = day(2023, 12, 1).as.date; start < day(2024, 4, 1).as.date; start++) {
    for (int64_t months = 0; months <= 25; months++) {
      const Term *from = constant(&world, value_date(start));
      Value floor = evaluate(world.evaluator, later(from, period(months, 0, 0)));
      Date ceiling = floor.as.date;
      assert_true(date_add_months(start, months, MONTHS_CEILING, &ceiling));
      Civil a = date_civil(start), b = date_civil(floor.as.date);
      assert_true(ceiling - floor.as.date <= 1 && ceiling >= floor.as.date);
      assert_true(b.day == a.day || b.day == date_month_length(b.year, b.month));
      assert_int_equal((b.year - a.year) * 12 + b.month - a.month, months);
      assert_int_equal(ceiling == floor.as.date, a.day == b.day);
    }
  }
}

static void counting_names_both_candidates_where_they_differ(void **state) {
  (void)state;
  Text text = evaluator_counting(world.evaluator, &world.arena,
                                 later(date(2026, 4, 15), period(12, 0, 0)));
  assert_string_equal(arena_text(&world.arena, text).bytes,
                      "12 months from 2026-04-15: the same day number, 2027-04-15");
  text = evaluator_counting(world.evaluator, &world.arena,
                            rolled(later(date(2024, 2, 29), period(12, 0, 0))));
  assert_string_equal(arena_text(&world.arena, text).bytes,
                      "12 months from 2024-02-29: the month has no day 29, so its last day, "
                      "2025-02-28 (2025-03-01 is what counts where time must have passed); "
                      "2025-02-28 is a working day");
  text = evaluator_counting(world.evaluator, &world.arena, rolled(date(2025, 12, 24)));
  assert_string_equal(arena_text(&world.arena, text).bytes,
                      "2025-12-24 is a Wednesday on which offices are closed, so the next working "
                      "day, 2025-12-29");
}

static void u2_dates_are_tried_around_their_turning_points(void **state) {
  (void)state;
  const Term *founded = field(&world, &world.fields[2]);
  const Term *old = elapsed(period(36, 0, 0), founded);
  const Term *young = compare(&world, BINARY_MORE, later(founded, period(36, 0, 0)),
                              date(2025, 2, 1));
  Value verdict;
  assert_string_equal(asked(&world, either(&world, old, young), &verdict), "");
  assert_int_equal(verdict.state, VALUE_KNOWN);
  assert_true(verdict.as.truth);
  assert_string_equal(asked(&world, both(&world, old, young), &verdict), "founded");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(t1_a_window_reaches_forward_from_its_day, setup, teardown),
    cmocka_unit_test_setup_teardown(t2_elapsed_time_takes_the_ceiling, setup, teardown),
    cmocka_unit_test_setup_teardown(t2_deadlines_take_the_last_day, setup, teardown),
    cmocka_unit_test_setup_teardown(t3_working_days_skip_weekends_and_closed_days, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(t3_outside_its_range_a_calendar_is_unknown, setup, teardown),
    cmocka_unit_test_setup_teardown(a_date_rolls_to_the_next_working_day, setup, teardown),
    cmocka_unit_test_setup_teardown(date_laws_hold, setup, teardown),
    cmocka_unit_test_setup_teardown(counting_names_both_candidates_where_they_differ, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(u2_dates_are_tried_around_their_turning_points, setup,
                                    teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
