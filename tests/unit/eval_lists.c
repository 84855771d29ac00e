/* Semantics L4-L6, V2, V3, B3: what list operations make of known, unknown and no elements. */
#include "make_terms.h"

enum { ELEMENTS = 4 };

static World world;
static RecordType member_type;
static FieldType member_fields[4];
static Value member_values[ELEMENTS][4];
static Record members[ELEMENTS];
static Value items[ELEMENTS];
static Type member;

/* Members 1 to 4 with share 10, 20, 30, 40 and chosen yes, no, yes, no. */
static void make_members(void) {
  member_type = (RecordType){ .name = TEXT("member"), .fields = member_fields, .count = 4,
                              .key_count = 1, .name_field = 3 };
  member = (Type){ .kind = TYPE_RECORD, .record = &member_type };
  const char *const names[] = { "id", "share", "chosen", "name" };
  const TypeKind kinds[] = { TYPE_INTEGER, TYPE_MONEY, TYPE_TRUTH, TYPE_TEXT };
  for (size_t i = 0; i < 4; i++)
    member_fields[i] = (FieldType){ .index = i, .name = text_from(names[i]), .type = of(kinds[i]),
                                    .key = i == 0 };
  for (size_t i = 0; i < ELEMENTS; i++) {
    member_values[i][0] = value_integer((int64_t)i + 1);
    member_values[i][1] = money((int64_t)(i + 1) * 10);
    member_values[i][2] = value_truth(i % 2 == 0);
    member_values[i][3] = value_text(TEXT("Nämnden"));
    members[i] = (Record){ .type = &member_type, .fields = member_values[i] };
    items[i] = value_record(&members[i]);
  }
}

static int setup(void **state) {
  (void)state;
  world_init(&world);
  make_members();
  Type list = { .kind = TYPE_LIST, .element = &member };
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  world_field(&world, "members", list, value_list(items, ELEMENTS));
  world_field(&world, "limit", of(TYPE_MONEY), value_unknown(TYPE_MONEY));
  world_start(&world, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *share(void) {
  return field_of(&world, variable(&world, 0, member), &member_fields[1]);
}

static const Term *chosen(void) {
  return field_of(&world, variable(&world, 0, member), &member_fields[2]);
}

static TermDomain over_members(void) {
  return (TermDomain){ .slot = 0, .list = field(&world, &world.fields[1]) };
}

static Term *aggregate(AggregateKind kind, TypeKind type, const Term *value, const Term *where) {
  Term *term = make(&world, TERM_AGGREGATE, of(type));
  term->as.aggregate.kind = kind;
  term->as.aggregate.value = value;
  term->as.aggregate.where = where;
  term->as.aggregate.domain = over_members();
  return term;
}

static Term *quantified(QuantifiedKind kind, int64_t least, const Term *where,
                        const Term *satisfies) {
  Term *term = make(&world, TERM_QUANTIFIED, of(TYPE_TRUTH));
  term->as.quantified.kind = kind;
  term->as.quantified.least = least;
  term->as.quantified.domain = over_members();
  term->as.quantified.where = where;
  term->as.quantified.satisfies = satisfies;
  return term;
}

static const Term *above(int64_t minor) {
  return compare(&world, BINARY_MORE, share(), constant(&world, money(minor)));
}

static void l4_every_is_and_some_is_or(void **state) {
  (void)state;
  expect_truth(&world, quantified(QUANTIFIED_EVERY, 0, NULL, above(5)), true);
  expect_truth(&world, quantified(QUANTIFIED_EVERY, 0, NULL, above(10)), false);
  expect_truth(&world, quantified(QUANTIFIED_EVERY, 0, chosen(), above(9)), true);
  expect_truth(&world, quantified(QUANTIFIED_SOME, 0, NULL, above(35)), true);
  expect_truth(&world, quantified(QUANTIFIED_SOME, 0, chosen(), above(35)), false);
  expect_truth(&world, quantified(QUANTIFIED_AT_LEAST, 2, NULL, above(25)), true);
  expect_truth(&world, quantified(QUANTIFIED_AT_LEAST, 3, NULL, above(25)), false);
  member_values[1][1] = value_unknown(TYPE_MONEY);
  expect_truth(&world, quantified(QUANTIFIED_AT_LEAST, 2, NULL, above(25)), true);
  expect_state(&world, quantified(QUANTIFIED_AT_LEAST, 3, NULL, above(25)), VALUE_UNKNOWN);
  expect_truth(&world, quantified(QUANTIFIED_AT_LEAST, 4, NULL, above(25)), false);
  expect_truth(&world, quantified(QUANTIFIED_EVERY, 0, NULL, above(10)), false);
  expect_state(&world, quantified(QUANTIFIED_EVERY, 0, NULL, above(5)), VALUE_UNKNOWN);
  expect_truth(&world, quantified(QUANTIFIED_EVERY, 0, chosen(), above(5)), true);
}

static void l4_of_nothing(void **state) {
  (void)state;
  const Term *none = truth(&world, false), *five = constant(&world, money(5));
  expect_truth(&world, quantified(QUANTIFIED_EVERY, 0, none, above(100)), true);
  expect_truth(&world, quantified(QUANTIFIED_SOME, 0, none, above(1)), false);
  expect_number(&world, aggregate(AGGREGATE_SUM, TYPE_MONEY, share(), none), 0, 1);
  expect_number(&world, aggregate(AGGREGATE_COUNT, TYPE_INTEGER, NULL, none), 0, 1);
  const AggregateKind kinds[] = { AGGREGATE_MAX, AGGREGATE_MIN, AGGREGATE_AVERAGE, AGGREGATE_THE,
                                  AGGREGATE_FIRST };
  for (size_t i = 0; i < 5; i++) {
    Term *term = aggregate(kinds[i], TYPE_MONEY, share(), none);
    expect_state(&world, term, VALUE_NONE);
    term->as.aggregate.otherwise = five;
    expect_number(&world, term, 5, 1);
  }
}

static void l5_sums_and_counts(void **state) {
  (void)state;
  expect_number(&world, aggregate(AGGREGATE_SUM, TYPE_MONEY, share(), chosen()), 40, 1);
  expect_number(&world, aggregate(AGGREGATE_AVERAGE, TYPE_MONEY, share(), NULL), 25, 1);
  expect_number(&world, aggregate(AGGREGATE_COUNT, TYPE_INTEGER, NULL, chosen()), 2, 1);
  expect_number(&world, aggregate(AGGREGATE_SHARE, TYPE_RATE, NULL, chosen()), 1, 2);
  expect_number(&world, aggregate(AGGREGATE_DISTINCT, TYPE_INTEGER, chosen(), NULL), 2, 1);
  expect_number(&world, aggregate(AGGREGATE_MAX, TYPE_MONEY, share(), chosen()), 30, 1);
  expect_number(&world, aggregate(AGGREGATE_MIN, TYPE_MONEY, share(), NULL), 10, 1);
  member_values[1][2] = value_unknown(TYPE_TRUTH);
  expect_state(&world, aggregate(AGGREGATE_SUM, TYPE_MONEY, share(), chosen()), VALUE_UNKNOWN);
  expect_state(&world, aggregate(AGGREGATE_COUNT, TYPE_INTEGER, NULL, chosen()), VALUE_UNKNOWN);
  member_values[1][1] = money(0);
  expect_number(&world, aggregate(AGGREGATE_SUM, TYPE_MONEY, share(), chosen()), 40, 1);
}

static void l6_the_and_first(void **state) {
  (void)state;
  expect_error(&world, aggregate(AGGREGATE_THE, TYPE_MONEY, share(), chosen()),
               "\"the\" stands for exactly one, but there are two or more");
  expect_number(&world, aggregate(AGGREGATE_THE, TYPE_MONEY, share(), above(35)), 40, 1);
  TermKey by_choice = { chosen(), false }, by_share = { share(), true };
  Term *first = aggregate(AGGREGATE_FIRST, TYPE_MONEY, share(), NULL);
  first->as.aggregate.keys = &by_share;
  first->as.aggregate.key_count = 1;
  expect_number(&world, first, 40, 1);
  first->as.aggregate.keys = &by_choice;
  expect_error(&world, first, "\"first of\" finds different values with equal keys");
  first->as.aggregate.value = chosen();
  first->type = of(TYPE_TRUTH);
  expect_truth(&world, first, false);
}

static void v2_a_list_without_rows_is_unknown(void **state) {
  (void)state;
  const Term *test = quantified(QUANTIFIED_EVERY, 0, NULL, above(5));
  world.values[1] = value_list(NULL, 0);
  expect_state(&world, test, VALUE_UNKNOWN);
  assert_string_equal(asked(&world, test, NULL), "members");
  world.values[1] = value_list(items, 1);
  world.fields[1].at_least = 2;
  assert_string_equal(asked(&world, test, NULL), "members");
  world.fields[1].at_least = 0;
  world.fields[1].optional = true;
  world.values[1] = value_none(TYPE_LIST);
  expect_truth(&world, test, true);
}

static void u6_facts_of_elements_are_named_by_their_key(void **state) {
  (void)state;
  member_values[2][1] = value_unknown(TYPE_MONEY);
  member_values[1][2] = value_unknown(TYPE_TRUTH);
  assert_string_equal(asked(&world, quantified(QUANTIFIED_EVERY, 0, chosen(), above(5)), NULL),
                      "members[3].share");
  assert_string_equal(asked(&world, quantified(QUANTIFIED_EVERY, 0, chosen(), above(25)), NULL),
                      "");
  const Term *sum = compare(&world, BINARY_MORE,
                            aggregate(AGGREGATE_SUM, TYPE_MONEY, share(), chosen()),
                            constant(&world, money(15)));
  assert_string_equal(asked(&world, sum, NULL), "members[2].chosen,members[3].share");
}

static void ranges_run_over_whole_numbers(void **state) {
  (void)state;
  Term *sum = aggregate(AGGREGATE_SUM, TYPE_INTEGER, variable(&world, 0, of(TYPE_INTEGER)), NULL);
  sum->as.aggregate.domain = (TermDomain){ .low = whole(&world, 1), .high = whole(&world, 100) };
  expect_number(&world, sum, 5050, 1);
  sum->as.aggregate.domain.high = whole(&world, 0);
  expect_number(&world, sum, 0, 1);
}

static void b3_apportioned_shares_add_up(void **state) {
  (void)state;
  Term *term = make(&world, TERM_APPORTION, of(TYPE_LIST));
  term->as.apportion.domain = over_members();
  term->as.apportion.weight = share();
  const int64_t expected[][ELEMENTS] = { { 0, 1, 1, 1 }, { 1, 2, 3, 4 }, { 1, 2, 3, 5 } };
  const int64_t amounts[] = { 3, 10, 11 };
  for (size_t i = 0; i < 3; i++) {
    term->as.apportion.amount = constant(&world, money(amounts[i]));
    Value value = evaluate(world.evaluator, term);
    assert_int_equal(value.as.list.count, ELEMENTS);
    for (size_t k = 0; k < ELEMENTS; k++)
      assert_int_equal(fraction_compare(value.as.list.items[k].as.number,
                                        fraction_from(expected[i][k])), 0);
  }
}

static void a_body_is_the_organisation_of_its_name(void **state) {
  (void)state;
  Body body = { .name = TEXT("namnden"), .title = TEXT("Nämnden") };
  Term *in = make(&world, TERM_MEMBERSHIP, of(TYPE_TRUTH));
  in->as.membership.value = constant(&world, value_body(&body));
  in->as.membership.list = field(&world, &world.fields[1]);
  expect_truth(&world, in, true);
  for (size_t i = 0; i < ELEMENTS; i++)
    member_values[i][3] = value_text(TEXT("Styrelsen"));
  expect_truth(&world, in, false);
  member_values[3][3] = value_unknown(TYPE_TEXT);
  expect_state(&world, in, VALUE_UNKNOWN);
  assert_string_equal(asked(&world, in, NULL), "member[4].name");
}

static void leaves_are_those_that_decide(void **state) {
  (void)state;
  LeafList leaves = { 0 };
  evaluate_leaves(world.evaluator, quantified(QUANTIFIED_EVERY, 0, NULL, above(10)), &leaves);
  assert_int_equal(leaves.count, 1);
  assert_true(text_is(leaves.items[0].name, "members[1].share"));
}

static void run_out(void *context) {
  evaluate(world.evaluator, context);
}

static void too_many_steps_leave_with_their_message(void **state) {
  (void)state;
  Term *inner = aggregate(AGGREGATE_SUM, TYPE_INTEGER, variable(&world, 1, of(TYPE_INTEGER)),
                          NULL);
  inner->as.aggregate.domain =
      (TermDomain){ .slot = 1, .low = whole(&world, 1), .high = whole(&world, 100000) };
  Term *outer = aggregate(AGGREGATE_SUM, TYPE_INTEGER, inner, NULL);
  outer->as.aggregate.domain =
      (TermDomain){ .slot = 0, .low = whole(&world, 1), .high = whole(&world, 100000) };
  assert_false(memory_guard(&world.memory, run_out, outer));
  assert_int_equal(world.memory.failure, FAILURE_LIMIT);
  assert_int_equal(world.diags.list.items[0]->code, DIAG_STEP_LIMIT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(l4_every_is_and_some_is_or, setup, teardown),
    cmocka_unit_test_setup_teardown(l4_of_nothing, setup, teardown),
    cmocka_unit_test_setup_teardown(l5_sums_and_counts, setup, teardown),
    cmocka_unit_test_setup_teardown(l6_the_and_first, setup, teardown),
    cmocka_unit_test_setup_teardown(v2_a_list_without_rows_is_unknown, setup, teardown),
    cmocka_unit_test_setup_teardown(u6_facts_of_elements_are_named_by_their_key, setup, teardown),
    cmocka_unit_test_setup_teardown(ranges_run_over_whole_numbers, setup, teardown),
    cmocka_unit_test_setup_teardown(b3_apportioned_shares_add_up, setup, teardown),
    cmocka_unit_test_setup_teardown(a_body_is_the_organisation_of_its_name, setup, teardown),
    cmocka_unit_test_setup_teardown(leaves_are_those_that_decide, setup, teardown),
    cmocka_unit_test_setup_teardown(too_many_steps_leave_with_their_message, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
