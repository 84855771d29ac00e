/* Semantics L1-L3, L8, V4, V5, T6: three-valued logic, comparisons, errors that logic masks. */
#include "make_terms.h"

static World world;

static int setup(void **state) {
  (void)state;
  world_init(&world);
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  world_field(&world, "yes_field", of(TYPE_TRUTH), value_truth(true));
  world_field(&world, "open", of(TYPE_TRUTH), value_unknown(TYPE_TRUTH));
  world_field(&world, "amount", of(TYPE_MONEY), value_unknown(TYPE_MONEY));
  world_field(&world, "other", of(TYPE_TRUTH), value_unknown(TYPE_TRUTH));
  world_field(&world, "perhaps", of(TYPE_MONEY), value_unknown(TYPE_MONEY));
  world.fields[5].optional = true;
  world_start(&world, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *open_fact(void) {
  return field(&world, &world.fields[2]);
}

static void l1_unknown_is_settled_by_the_other_operand(void **state) {
  (void)state;
  const Term *u = open_fact(), *yes = truth(&world, true), *no = truth(&world, false);
  expect_truth(&world, both(&world, no, u), false);
  expect_truth(&world, both(&world, u, no), false);
  expect_truth(&world, either(&world, yes, u), true);
  expect_truth(&world, either(&world, u, yes), true);
  expect_state(&world, both(&world, yes, u), VALUE_UNKNOWN);
  expect_state(&world, either(&world, u, no), VALUE_UNKNOWN);
  expect_state(&world, negation(&world, u), VALUE_UNKNOWN);
}

static void l2_a_comparison_of_an_unknown_is_unknown(void **state) {
  (void)state;
  const Term *amount = field(&world, &world.fields[3]);
  expect_state(&world, compare(&world, BINARY_EQUAL, amount, amount), VALUE_UNKNOWN);
  expect_state(&world, compare(&world, BINARY_LESS, amount, constant(&world, money(5))),
               VALUE_UNKNOWN);
}

static void l3_both_branches_alike_give_their_value(void **state) {
  (void)state;
  const Term *five = whole(&world, 5), *six = whole(&world, 6), *u = open_fact();
  expect_number(&world, choice(&world, TYPE_INTEGER, u, five, five), 5, 1);
  expect_state(&world, choice(&world, TYPE_INTEGER, u, five, six), VALUE_UNKNOWN);
  expect_number(&world, choice(&world, TYPE_INTEGER, truth(&world, false), five, six), 6, 1);
}

static void l8_errors_are_masked_by_what_settles(void **state) {
  (void)state;
  const Term *error = broken(&world), *yes = truth(&world, true), *no = truth(&world, false);
  expect_truth(&world, both(&world, no, error), false);
  expect_truth(&world, both(&world, error, no), false);
  expect_truth(&world, either(&world, error, yes), true);
  expect_error(&world, either(&world, open_fact(), error), "division by zero");
  expect_error(&world, both(&world, error, open_fact()), "division by zero");
  expect_error(&world, both(&world, yes, error), "division by zero");
  expect_truth(&world, choice(&world, TYPE_TRUTH, yes, yes, error), true);
  expect_error(&world, choice(&world, TYPE_TRUTH, error, yes, yes), "division by zero");
}

static void v5_is_known_is_always_yes_or_no(void **state) {
  (void)state;
  Term *known = make(&world, TERM_STATE, of(TYPE_TRUTH));
  known->as.state.value = open_fact();
  known->as.state.test = STATE_TEST_KNOWN;
  expect_truth(&world, known, false);
  known->as.state.negated = true;
  expect_truth(&world, known, true);
}

static void v1_an_optional_field_is_never_unknown(void **state) {
  (void)state;
  Term *given = make(&world, TERM_STATE, of(TYPE_TRUTH));
  given->as.state.value = field(&world, &world.fields[5]);
  given->as.state.test = STATE_TEST_GIVEN;
  expect_truth(&world, given, false);
  const Term *above = compare(&world, BINARY_MORE, field(&world, &world.fields[5]),
                              constant(&world, money(1)));
  expect_truth(&world, both(&world, given, above), false);
  expect_error(&world, above, "there is no value here to compute with");
}

static void membership_is_the_or_of_its_comparisons(void **state) {
  (void)state;
  const Term *items[2] = { field(&world, &world.fields[3]), constant(&world, money(5)) };
  Term *in = make(&world, TERM_MEMBERSHIP, of(TYPE_TRUTH));
  in->as.membership.value = constant(&world, money(5));
  in->as.membership.items = items;
  in->as.membership.count = 2;
  expect_truth(&world, in, true);
  in->as.membership.negated = true;
  expect_truth(&world, in, false);
  in->as.membership.value = constant(&world, money(6));
  expect_state(&world, in, VALUE_UNKNOWN);
}

static void a_range_ends_as_it_says(void **state) {
  (void)state;
  Term *range = make(&world, TERM_RANGE, of(TYPE_TRUTH));
  range->as.range.low = whole(&world, 10);
  range->as.range.high = whole(&world, 50);
  range->as.range.open_high = true;
  const int64_t values[] = { 9, 10, 49, 50 };
  const bool inside[] = { false, true, true, false };
  for (size_t i = 0; i < 4; i++) {
    range->as.range.value = whole(&world, values[i]);
    expect_truth(&world, range, inside[i]);
  }
  range->as.range.high = field(&world, &world.fields[3]);
  range->as.range.value = whole(&world, 9);
  expect_truth(&world, range, false);
}

/* ---- random terms against an evaluator of four values written apart ------------------ */

typedef enum { N, Y, U, E } Four;

static const Four and_table[4][4] = {
  /*        N  Y  U  E */
  /* N */ { N, N, N, N },
  /* Y */ { N, Y, U, E },
  /* U */ { N, U, U, E },
  /* E */ { N, E, E, E },
};

static uint32_t seed = 20260131;

static uint32_t random_below(uint32_t limit) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 16) % limit;
}

static Four opposite(Four value) {
  return value == N ? Y : value == Y ? N : value;
}

static const Term *random_term(unsigned height, Four *value) {
  Four left, right;
  if (height == 0 || random_below(5) == 0) {
    *value = (Four)random_below(4);
    switch (*value) {
      case N: return truth(&world, false);
      case Y: return truth(&world, true);
      case U: return open_fact();
      case E: return broken(&world);
    }
  }
  const Term *a = random_term(height - 1, &left);
  if (random_below(4) == 0) {
    *value = opposite(left);
    return negation(&world, a);
  }
  const Term *b = random_term(height - 1, &right);
  if (random_below(2) == 0) {
    *value = and_table[left][right];
    return both(&world, a, b);
  }
  *value = opposite(and_table[opposite(left)][opposite(right)]);
  return either(&world, a, b);
}

static void random_terms_agree_with_the_tables(void **state) {
  (void)state;
  for (int i = 0; i < 5000; i++) {
    Four expected;
    const Term *term = random_term(7, &expected);
    evaluator_subject(world.evaluator, &world.record, &world.decision, NULL, &world.arena);
    Value value = evaluate(world.evaluator, term);
    Four got = value.state == VALUE_ERROR ? E : value.state == VALUE_UNKNOWN ? U
               : value.as.truth ? Y : N;
    assert_int_equal(got, expected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(l1_unknown_is_settled_by_the_other_operand, setup, teardown),
    cmocka_unit_test_setup_teardown(l2_a_comparison_of_an_unknown_is_unknown, setup, teardown),
    cmocka_unit_test_setup_teardown(l3_both_branches_alike_give_their_value, setup, teardown),
    cmocka_unit_test_setup_teardown(l8_errors_are_masked_by_what_settles, setup, teardown),
    cmocka_unit_test_setup_teardown(v5_is_known_is_always_yes_or_no, setup, teardown),
    cmocka_unit_test_setup_teardown(v1_an_optional_field_is_never_unknown, setup, teardown),
    cmocka_unit_test_setup_teardown(membership_is_the_or_of_its_comparisons, setup, teardown),
    cmocka_unit_test_setup_teardown(a_range_ends_as_it_says, setup, teardown),
    cmocka_unit_test_setup_teardown(random_terms_agree_with_the_tables, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
