/* Kernels against the same said row by row: over every combination of what a row may hold, at every
 * length up to more than a vector, so that the compiler's ends of loops are tried too. */
#include "interp/plan/kernels.h"
#include "tests/unit/base_support.h"

#include <string.h>

enum { ROWS = 150 };

typedef struct {
  uint8_t truths[ROWS], other[ROWS], a[ROWS], b[ROWS], out[ROWS], states[ROWS];
  int64_t x[ROWS], y[ROWS], number[ROWS];
  int32_t days[ROWS], day[ROWS];
} Rows;

/* Each row another combination; 37 and 11 have no factor in common with what they are taken of. */
static void fill(Rows *rows, unsigned most_state) {
  for (size_t i = 0; i < ROWS; i++) {
    rows->truths[i] = (uint8_t)(i * 37 % 3);
    rows->other[i] = (uint8_t)(i * 11 / 3 % 3);
    rows->a[i] = (uint8_t)(i * 37 % (most_state + 1));
    rows->b[i] = (uint8_t)(i / 4 % (most_state + 1));
    rows->x[i] = (int64_t)(i * 37 % 19) - 9;
    rows->y[i] = (int64_t)(i * 11 % 23) - 11;
    rows->days[i] = (int32_t)(i * 37 % 1000);
    rows->out[i] = rows->truths[i];
    rows->states[i] = 9;
  }
}

static void comparisons_that_meet_an_open_cell_are_open(void **state) {
  (void)state;
  static Rows rows;
  for (size_t count = 0; count <= ROWS; count++) {
    fill(&rows, 1);
    kernel_open(rows.out, rows.a, count % 2 ? rows.b : NULL, count);
    for (size_t i = 0; i < ROWS; i++) {
      bool open = i < count && (rows.a[i] || (count % 2 && rows.b[i]));
      assert_int_equal(rows.out[i], open ? 1 : rows.truths[i]);
    }
  }
}

static void a_cell_without_a_value_makes_a_comparison_odd(void **state) {
  (void)state;
  static Rows rows;
  for (size_t count = 0; count <= ROWS; count++) {
    fill(&rows, 3);
    kernel_settle(rows.out, rows.a, count % 2 ? rows.b : NULL, rows.states, count);
    for (size_t i = 0; i < count; i++) {
      unsigned both = rows.a[i] | (count % 2 ? rows.b[i] : 0u);
      assert_int_equal(rows.out[i], both ? 1 : rows.truths[i]);
      assert_int_equal(rows.states[i], both >= 2 ? 3 : 0);
    }
    assert_true(count == ROWS || rows.states[count] == 9);
  }
}

static void only_an_open_truth_can_be_odd(void **state) {
  (void)state;
  static Rows rows;
  fill(&rows, 3);
  kernel_odd_truths(rows.truths, rows.a, rows.b, rows.states, ROWS);
  for (size_t i = 0; i < ROWS; i++)
    assert_int_equal(rows.states[i], rows.truths[i] == 1 ? rows.a[i] | rows.b[i] : 0);
}

static void the_worst_of_states_is_all_their_bits(void **state) {
  (void)state;
  static Rows rows;
  for (size_t at = 0; at < ROWS; at++) {
    memset(rows.a, 0, sizeof rows.a);
    rows.a[at] = 2;
    rows.a[at / 2] |= 1;
    assert_int_equal(kernel_worst(rows.a, ROWS), 3);
    assert_int_equal(kernel_worst(rows.a, at), at > at / 2 ? 1 : 0);
  }
}

static void each_state_is_told_by_its_own_truth(void **state) {
  (void)state;
  static Rows rows;
  static const uint8_t truths[4] = { 2, 0, 1, 7 };
  fill(&rows, 3);
  kernel_told_states(rows.a, truths, rows.out, ROWS);
  for (size_t i = 0; i < ROWS; i++)
    assert_int_equal(rows.out[i], truths[rows.a[i]]);
}

static void a_ceiling_cuts_where_both_are_known(void **state) {
  (void)state;
  static Rows rows;
  fill(&rows, 1);
  for (unsigned which = 0; which < 4; which++) {
    const uint8_t *a = which & 1 ? rows.a : NULL, *b = which & 2 ? rows.b : NULL;
    kernel_lower(rows.x, a, rows.y, b, rows.number, ROWS);
    for (size_t i = 0; i < ROWS; i++) {
      bool known = !(a && a[i]) && !(b && b[i]);
      assert_int_equal(rows.number[i], known && rows.y[i] < rows.x[i] ? rows.y[i] : rows.x[i]);
    }
  }
}

static void days_that_leave_the_calendar_are_told(void **state) {
  (void)state;
  static Rows rows;
  fill(&rows, 1);
  assert_true(kernel_shift(rows.days, 30, 0, 2000, rows.day, ROWS));
  for (size_t i = 0; i < ROWS; i++)
    assert_int_equal(rows.day[i], rows.days[i] + 30);
  for (size_t i = 0; i < ROWS; i++) {
    int32_t kept = rows.days[i];
    rows.days[i] = i % 2 ? 1971 : -31;
    assert_false(kernel_shift(rows.days, 30, 0, 2000, rows.day, ROWS));
    rows.days[i] = kept;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(comparisons_that_meet_an_open_cell_are_open),
    cmocka_unit_test(a_cell_without_a_value_makes_a_comparison_odd),
    cmocka_unit_test(only_an_open_truth_can_be_odd),
    cmocka_unit_test(the_worst_of_states_is_all_their_bits),
    cmocka_unit_test(each_state_is_told_by_its_own_truth),
    cmocka_unit_test(a_ceiling_cuts_where_both_are_known),
    cmocka_unit_test(days_that_leave_the_calendar_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
