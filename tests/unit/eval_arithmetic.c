/* Semantics A1-A6: exact numbers, where they are rounded, what is too large. */
#include "make_terms.h"

static World world;

static int setup(void **state) {
  (void)state;
  world_init(&world);
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  world_field(&world, "cost", of(TYPE_MONEY), value_unknown(TYPE_MONEY));
  world_start(&world, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *kr(int64_t minor) {
  return constant(&world, money(minor));
}

static const Term *rate(int64_t numerator, int64_t denominator) {
  return constant(&world, value_number(TYPE_RATE, fraction(numerator, denominator)));
}

static Term *operation(BinaryOp op, TypeKind kind, const Term *left, const Term *right) {
  return binary(&world, op, kind, left, right);
}

static const Term *rounded(const Term *value, RoundedKind kind, int64_t unit) {
  Term *term = make(&world, TERM_ROUND, of(TYPE_MONEY));
  term->as.round.value = value;
  term->as.round.unit = fraction_from(unit);
  term->as.round.kind = kind;
  return term;
}

static void a1_a_third_times_three_is_the_whole(void **state) {
  (void)state;
  for (int64_t minor = -1000; minor <= 1000; minor += 7) {
    const Term *third = operation(BINARY_DIVIDE, TYPE_MONEY, kr(minor), whole(&world, 3));
    expect_number(&world, operation(BINARY_MULTIPLY, TYPE_MONEY, third, whole(&world, 3)), minor,
                  1);
  }
}

static void a1_the_order_of_factors_does_not_matter(void **state) {
  (void)state;
  const Term *a = operation(BINARY_MULTIPLY, TYPE_MONEY,
                            operation(BINARY_DIVIDE, TYPE_MONEY, kr(100), whole(&world, 7)),
                            rate(29, 1000));
  const Term *b = operation(BINARY_DIVIDE, TYPE_MONEY,
                            operation(BINARY_OF, TYPE_MONEY, rate(29, 1000), kr(100)),
                            whole(&world, 7));
  expect_truth(&world, compare(&world, BINARY_EQUAL, a, b), true);
}

static void a1_what_does_not_fit_is_an_error(void **state) {
  (void)state;
  const Term *huge = constant(&world, value_number(TYPE_DECIMAL, fraction(INT64_MAX, 3)));
  const Term *square = operation(BINARY_MULTIPLY, TYPE_DECIMAL, huge, huge);
  expect_error(&world, operation(BINARY_MULTIPLY, TYPE_DECIMAL, square, huge),
               "the result is too large to be exact");
}

static void a2_nothing_is_rounded_twice(void **state) {
  (void)state;
  const Term *quarter = operation(BINARY_OF, TYPE_MONEY, rate(25, 100), kr(9999));
  expect_number(&world, quarter, 249975, 100);
  expect_number(&world, rounded(quarter, ROUNDED_DOWN, 1), 2499, 1);
  Value kept = evaluate_kept(world.evaluator, quarter);
  assert_int_equal(fraction_compare(kept.as.number, fraction_from(2500)), 0);
}

static void a2_kept_halves_go_away_from_zero(void **state) {
  (void)state;
  const int64_t halves[] = { 5, -5, 4, -4 };
  const int64_t kept[] = { 3, -3, 2, -2 };
  for (size_t i = 0; i < 4; i++) {
    const Term *term = operation(BINARY_DIVIDE, TYPE_MONEY, kr(halves[i]), whole(&world, 2));
    Value value = evaluate_kept(world.evaluator, term);
    assert_int_equal(fraction_compare(value.as.number, fraction_from(kept[i])), 0);
  }
}

static void a3_rounds_to_nearest_up_and_down(void **state) {
  (void)state;
  expect_number(&world, rounded(kr(150), ROUNDED_NEAREST, 100), 200, 1);
  expect_number(&world, rounded(kr(-150), ROUNDED_NEAREST, 100), -200, 1);
  expect_number(&world, rounded(kr(101), ROUNDED_UP, 100), 200, 1);
  expect_number(&world, rounded(kr(-101), ROUNDED_UP, 100), -100, 1);
  expect_number(&world, rounded(kr(199), ROUNDED_DOWN, 100), 100, 1);
  expect_number(&world, rounded(kr(-101), ROUNDED_DOWN, 100), -200, 1);
  expect_state(&world, rounded(field(&world, &world.fields[1]), ROUNDED_UP, 100), VALUE_UNKNOWN);
}

static void a4_kept_money_and_integers_have_a_limit(void **state) {
  (void)state;
  const int64_t most = 90000000000000000;
  assert_int_equal(evaluate_kept(world.evaluator, kr(most)).state, VALUE_KNOWN);
  assert_int_equal(evaluate_kept(world.evaluator, kr(-most)).state, VALUE_KNOWN);
  assert_int_equal(evaluate_kept(world.evaluator, kr(most + 1)).state, VALUE_ERROR);
  assert_int_equal(evaluate_kept(world.evaluator, kr(-most - 1)).state, VALUE_ERROR);
  Term *minus = make(&world, TERM_NEGATE, of(TYPE_INTEGER));
  minus->as.unary.operand = whole(&world, INT64_MIN);
  expect_error(&world, minus, "the whole number is too large");
  expect_error(&world, builtin(&world, BUILTIN_ABSOLUTE, TYPE_INTEGER, 1,
                               whole(&world, INT64_MIN), NULL, NULL),
               "the whole number is too large");
  expect_error(&world, operation(BINARY_ADD, TYPE_INTEGER, whole(&world, INT64_MAX),
                                 whole(&world, 1)),
               "the whole number is too large");
}

static void a5_money_by_money_is_a_rate(void **state) {
  (void)state;
  expect_number(&world, operation(BINARY_DIVIDE, TYPE_RATE, kr(50), kr(200)), 1, 4);
  expect_number(&world, operation(BINARY_OF, TYPE_RATE, rate(1, 10), rate(1, 2)), 1, 20);
  expect_number(&world, operation(BINARY_ADD, TYPE_RATE, rate(1, 2), rate(1, 5)), 7, 10);
}

static void a6_division_by_zero_is_an_error_even_of_an_unknown(void **state) {
  (void)state;
  const Term *cost = field(&world, &world.fields[1]);
  expect_error(&world, operation(BINARY_DIVIDE, TYPE_MONEY, cost, whole(&world, 0)),
               "division by zero");
  expect_state(&world, operation(BINARY_DIVIDE, TYPE_RATE, kr(0), cost), VALUE_UNKNOWN);
  expect_error(&world, builtin(&world, BUILTIN_REMAINDER, TYPE_INTEGER, 2, whole(&world, 5),
                               whole(&world, 0), NULL),
               "division by zero");
}

static void l2_a_known_zero_times_an_unknown_is_zero(void **state) {
  (void)state;
  const Term *cost = field(&world, &world.fields[1]);
  expect_number(&world, operation(BINARY_MULTIPLY, TYPE_MONEY, cost, whole(&world, 0)), 0, 1);
  expect_number(&world, operation(BINARY_OF, TYPE_MONEY, rate(0, 1), cost), 0, 1);
  expect_state(&world, operation(BINARY_MULTIPLY, TYPE_MONEY, cost, whole(&world, 1)),
               VALUE_UNKNOWN);
}

static void remainders_have_the_sign_of_the_divisor(void **state) {
  (void)state;
  const int64_t a[] = { 7, -7, 7, -7 }, b[] = { 3, 3, -3, -3 }, expected[] = { 1, 2, -2, -1 };
  for (size_t i = 0; i < 4; i++)
    expect_number(&world, builtin(&world, BUILTIN_REMAINDER, TYPE_INTEGER, 2, whole(&world, a[i]),
                                  whole(&world, b[i]), NULL), expected[i], 1);
}

static void parameters_are_kept_and_set(void **state) {
  (void)state;
  Parameter limit = { .name = TEXT("limit"), .type = of(TYPE_MONEY),
                      .value = operation(BINARY_DIVIDE, TYPE_MONEY, kr(100), whole(&world, 3)) };
  Parameter open = { .index = 1, .name = TEXT("open"), .type = of(TYPE_MONEY),
                     .value = make(&world, TERM_PENDING, of(TYPE_MONEY)) };
  Parameter wrong = { .index = 2, .name = TEXT("wrong"), .type = of(TYPE_MONEY),
                      .value = operation(BINARY_DIVIDE, TYPE_MONEY, kr(1), whole(&world, 0)) };
  LIST_ADD(&world.arena, &world.model.parameters, Parameter *, &limit);
  LIST_ADD(&world.arena, &world.model.parameters, Parameter *, &open);
  LIST_ADD(&world.arena, &world.model.parameters, Parameter *, &wrong);
  Evaluator *plain = evaluator_new(&world.arena, &world.model, NULL, NULL, &world.diags);
  assert_int_equal(fraction_compare(evaluator_parameter(plain, &limit).as.number,
                                    fraction_from(33)), 0);
  assert_int_equal(evaluator_parameter(plain, &open).state, VALUE_UNKNOWN);
  assert_int_equal(evaluator_parameter(plain, &wrong).state, VALUE_ERROR);
  assert_int_equal(world.diags.errors, 1);
  ModelSettings settings = { 0 };
  LIST_ADD(&world.arena, &settings, ModelSetting,
           ((ModelSetting){ .parameter = &open, .value = kr(5) }));
  LIST_ADD(&world.arena, &settings, ModelSetting,
           ((ModelSetting){ .parameter = &wrong, .value = kr(6) }));
  Evaluator *set = evaluator_new(&world.arena, &world.model, &settings, NULL, &world.diags);
  assert_int_equal(fraction_compare(evaluator_parameter(set, &open).as.number,
                                    fraction_from(5)), 0);
  assert_int_equal(world.diags.errors, 1);
}

/* f(n) = f applied to itself is refused by the checker; a long chain is not. */
static void a_chain_of_two_hundred_definitions_is_the_limit(void **state) {
  (void)state;
  enum { CHAIN = 205 };
  Define *defines = arena_array(&world.arena, Define, CHAIN);
  const Term *calls[CHAIN];
  for (int i = 0; i < CHAIN; i++) {
    defines[i] = (Define){ .type = of(TYPE_INTEGER) };
    defines[i].value = i == 0 ? whole(&world, 5) : calls[i - 1];
    Term *call = make(&world, TERM_CALL, of(TYPE_INTEGER));
    call->as.call.define = &defines[i];
    calls[i] = call;
  }
  expect_number(&world, calls[198], 5, 1);
  expect_number(&world, calls[199], 5, 1);
  expect_error(&world, calls[200], "definitions use each other too deeply");
}

static void arguments_may_call_definitions_themselves(void **state) {
  (void)state;
  Type argument = of(TYPE_INTEGER);
  Define twice = { .type = of(TYPE_INTEGER), .slots = 1, .argument_count = 1,
                   .arguments = &argument };
  const Term *x = variable(&world, 0, of(TYPE_INTEGER));
  twice.value = operation(BINARY_ADD, TYPE_INTEGER, x, x);
  const Term *inner_arguments[] = { whole(&world, 3) };
  Term *inner = make(&world, TERM_CALL, of(TYPE_INTEGER));
  inner->as.call.define = &twice;
  inner->as.call.arguments = inner_arguments;
  const Term *outer_arguments[] = { inner };
  Term *outer = make(&world, TERM_CALL, of(TYPE_INTEGER));
  outer->as.call.define = &twice;
  outer->as.call.arguments = outer_arguments;
  expect_number(&world, outer, 12, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a1_a_third_times_three_is_the_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(a1_the_order_of_factors_does_not_matter, setup, teardown),
    cmocka_unit_test_setup_teardown(a1_what_does_not_fit_is_an_error, setup, teardown),
    cmocka_unit_test_setup_teardown(a2_nothing_is_rounded_twice, setup, teardown),
    cmocka_unit_test_setup_teardown(a2_kept_halves_go_away_from_zero, setup, teardown),
    cmocka_unit_test_setup_teardown(a3_rounds_to_nearest_up_and_down, setup, teardown),
    cmocka_unit_test_setup_teardown(a4_kept_money_and_integers_have_a_limit, setup, teardown),
    cmocka_unit_test_setup_teardown(a5_money_by_money_is_a_rate, setup, teardown),
    cmocka_unit_test_setup_teardown(a6_division_by_zero_is_an_error_even_of_an_unknown, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(l2_a_known_zero_times_an_unknown_is_zero, setup, teardown),
    cmocka_unit_test_setup_teardown(remainders_have_the_sign_of_the_divisor, setup, teardown),
    cmocka_unit_test_setup_teardown(parameters_are_kept_and_set, setup, teardown),
    cmocka_unit_test_setup_teardown(a_chain_of_two_hundred_definitions_is_the_limit, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(arguments_may_call_definitions_themselves, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
