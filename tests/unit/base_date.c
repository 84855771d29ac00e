#include "tests/unit/base_support.h"

#include "base/date.h"

static Date day(int year, int month, int number) {
  Date date = 0;
  assert_true(date_make(year, month, number, &date));
  return date;
}

static bool same(Civil civil, int year, int month, int number) {
  return civil.year == year && civil.month == month && civil.day == number;
}

/* Counts days by hand, one after the other. */
static void check_years(int first, int last, Date date) {
  for (int year = first; year <= last; year++) {
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int lengths[] = { 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    for (int month = 1; month <= 12; month++)
      for (int number = 1; number <= lengths[month - 1]; number++, date++) {
        if (!same(date_civil(date), year, month, number) || day(year, month, number) != date)
          fail_msg("%d-%d-%d is not day %d", year, month, number, date);
        assert_true(date_month_end(date) == date + lengths[month - 1] - number);
      }
  }
}

static void every_day_from_year_1_to_9999_is_counted_right(void **state) {
  (void)state;
  assert_int_equal(day(1970, 1, 1), 0);
  check_years(1, 9999, day(1, 1, 1));
}

static void every_day_is_written_and_read_again(void **state) {
  (void)state;
  for (Date date = day(1583, 1, 1); date <= day(2400, 12, 31); date++) {
    char out[DATE_LENGTH + 1];
    Date again = 0;
    date_write(date, out);
    assert_true(date_parse(text_from(out), &again));
    assert_int_equal(again, date);
  }
}

static void a_day_that_does_not_exist_is_not_made(void **state) {
  (void)state;
  static const int bad[][3] = { { 2023, 2, 29 }, { 1900, 2, 29 }, { 2024, 2, 30 }, { 2024, 0, 1 },
                                { 2024, 13, 1 }, { 2024, 4, 31 }, { 2024, 1, 0 }, { 0, 1, 1 },
                                { 10000, 1, 1 }, { 2024, -1, 1 }, { 2024, 1, -1 } };
  Date date = 5;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(date_make(bad[i][0], bad[i][1], bad[i][2], &date));
  assert_int_equal(date, 5);
  assert_int_equal(date_month_length(2024, 13), 0);
}

static void weekdays_are_right(void **state) {
  (void)state;
  assert_int_equal(date_weekday(day(1970, 1, 1)), 4);
  assert_int_equal(date_weekday(day(2026, 7, 27)), 1);
  assert_int_equal(date_weekday(day(2000, 2, 29)), 2);
  assert_int_equal(date_weekday(day(1, 1, 1)), 1);
  assert_int_equal(date_weekday(day(9999, 12, 31)), 5);
}

static void check_months(Date from, int64_t months, MonthRule rule, Date wanted) {
  Date date = 0;
  assert_true(date_add_months(from, months, rule, &date));
  assert_int_equal(date, wanted);
}

static void months_keep_the_day_or_take_the_last(void **state) {
  (void)state;
  check_months(day(2024, 2, 29), 12, MONTHS_FLOOR, day(2025, 2, 28));
  check_months(day(2024, 2, 29), 12, MONTHS_CEILING, day(2025, 3, 1));
  check_months(day(2024, 2, 29), 48, MONTHS_CEILING, day(2028, 2, 29));
  check_months(day(2024, 1, 31), 1, MONTHS_FLOOR, day(2024, 2, 29));
  check_months(day(2024, 1, 31), 1, MONTHS_CEILING, day(2024, 3, 1));
  check_months(day(2024, 8, 31), 1, MONTHS_FLOOR, day(2024, 9, 30));
  check_months(day(2024, 8, 31), 1, MONTHS_CEILING, day(2024, 10, 1));
  check_months(day(2024, 11, 15), 2, MONTHS_FLOOR, day(2025, 1, 15));
  check_months(day(2024, 3, 31), -1, MONTHS_FLOOR, day(2024, 2, 29));
  check_months(day(2024, 3, 31), -1, MONTHS_CEILING, day(2024, 3, 1));
  check_months(day(2024, 1, 15), -1, MONTHS_FLOOR, day(2023, 12, 15));
  check_months(day(2024, 1, 15), 0, MONTHS_CEILING, day(2024, 1, 15));
}

static void adding_stops_at_the_years_1_and_9999(void **state) {
  (void)state;
  Date date = 0;
  assert_true(date_add_days(day(9999, 12, 30), 1, &date));
  assert_false(date_add_days(day(9999, 12, 31), 1, &date));
  assert_false(date_add_days(day(1, 1, 1), -1, &date));
  assert_false(date_add_days(0, INT64_MAX, &date));
  assert_false(date_add_days(day(9999, 12, 31), INT64_MIN, &date));
  assert_true(date_add_days(day(1, 1, 1), day(9999, 12, 31) - day(1, 1, 1), &date));
  assert_int_equal(date, day(9999, 12, 31));
  check_months(day(1, 1, 1), 12 * 9999 - 1, MONTHS_FLOOR, day(9999, 12, 1));
  assert_false(date_add_months(day(1, 1, 1), 12 * 9999, MONTHS_FLOOR, &date));
  assert_false(date_add_months(day(1, 1, 31), -1, MONTHS_CEILING, &date));
  assert_false(date_add_months(0, INT64_MAX, MONTHS_FLOOR, &date));
  assert_false(date_add_months(0, INT64_MIN, MONTHS_FLOOR, &date));
}

static void only_a_whole_date_is_read(void **state) {
  (void)state;
  static const char *const bad[] = { "", "2026-1-31", "2026-01-32", "2026/01/31", "20260131",
                                     "2026-01-31 ", " 2026-01-3", "2026-02-29", "+026-01-31",
                                     "0000-01-01", "2026-01-3x", "2026-01-31T" };
  Date date = 5;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(date_parse(text_from(bad[i]), &date));
  assert_int_equal(date, 5);
  assert_true(date_parse(TEXT("1970-01-02"), &date));
  assert_int_equal(date, 1);
}

static void moments_are_read_and_written(void **state) {
  int64_t moment = 0;
  assert_true(date_parse_moment(TEXT("1970-01-01T00:00"), &moment));
  assert_int_equal(moment, 0);
  assert_true(date_parse_moment(TEXT("2026-01-31T17:00:09"), &moment));
  assert_text(date_moment_text(arena_of(state), moment), "2026-01-31T17:00:09");
  assert_text(date_moment_text(arena_of(state), moment - 9), "2026-01-31T17:00");
  assert_text(date_moment_text(arena_of(state), -1), "1969-12-31T23:59:59");
  assert_text(date_stamp(arena_of(state), moment - 9), "2026-01-31T17:00:00Z");
  assert_true(date_parse_moment(TEXT("0001-01-01T00:00"), &moment));
  assert_text(date_moment_text(arena_of(state), moment), "0001-01-01T00:00");
  assert_text(date_text(arena_of(state), day(2026, 7, 27)), "2026-07-27");
}

static void only_a_whole_moment_is_read(void **state) {
  (void)state;
  static const char *const bad[] = { "2026-01-31", "2026-01-31 17:00", "2026-01-31T24:00",
                                     "2026-01-31T17:60", "2026-01-31T17:00:60", "2026-01-31T17:0",
                                     "2026-01-31T17:00:", "2026-01-31T17.00", "2026-02-30T17:00",
                                     "2026-01-31T17:00-09", "2026-01-31T-1:00", "" };
  int64_t moment = 5;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(date_parse_moment(text_from(bad[i]), &moment));
  assert_int_equal(moment, 5);
}

static void the_first_and_the_last_day_have_names(void **state) {
  (void)state;
  assert_int_equal(DATE_FIRST, day(1, 1, 1));
  assert_int_equal(DATE_LAST, day(9999, 12, 31));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(the_first_and_the_last_day_have_names),
    TEST(every_day_from_year_1_to_9999_is_counted_right),
    TEST(every_day_is_written_and_read_again),
    TEST(a_day_that_does_not_exist_is_not_made),
    TEST(weekdays_are_right),
    TEST(months_keep_the_day_or_take_the_last),
    TEST(adding_stops_at_the_years_1_and_9999),
    TEST(only_a_whole_date_is_read),
    TEST(moments_are_read_and_written),
    TEST(only_a_whole_moment_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
