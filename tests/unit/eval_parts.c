/* The parts a verdict is composed of, each with its own, and which of them decided. */
#include "make_terms.h"

enum { MEMBERS = 3 };

static World world;
static RecordType member_type;
static FieldType member_fields[2];
static Value member_values[MEMBERS][2], items[MEMBERS];
static Record members[MEMBERS];
static Type member;

static int setup(void **state) {
  (void)state;
  world_init(&world);
  member_type = (RecordType){ .name = TEXT("member"), .fields = member_fields, .count = 2,
                              .key_count = 1, .name_field = -1 };
  member = (Type){ .kind = TYPE_RECORD, .record = &member_type };
  member_fields[0] = (FieldType){ .index = 0, .name = TEXT("id"), .type = of(TYPE_INTEGER),
                                  .key = true };
  member_fields[1] = (FieldType){ .index = 1, .name = TEXT("share"), .type = of(TYPE_MONEY) };
  for (size_t i = 0; i < MEMBERS; i++) {
    member_values[i][0] = value_integer((int64_t)i + 1);
    member_values[i][1] = money((int64_t)(i + 1) * 10);
    members[i] = (Record){ .type = &member_type, .fields = member_values[i] };
    items[i] = value_record(&members[i]);
  }
  world_field(&world, "amount", of(TYPE_MONEY), money(50));
  world_field(&world, "members", (Type){ .kind = TYPE_LIST, .element = &member },
              value_list(items, MEMBERS));
  world_field(&world, "limit", of(TYPE_MONEY), value_unknown(TYPE_MONEY));
  world_start(&world, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *amount_above(int64_t bound) {
  return compare(&world, BINARY_MORE, field(&world, &world.fields[0]),
                 constant(&world, money(bound)));
}

static TestParts parts_of(const Term *test) {
  TestParts parts = { NULL, 0, 0 };
  evaluate_parts(world.evaluator, test, &parts);
  return parts;
}

static void expect_part(const TestParts *parts, size_t at, unsigned depth, bool yes,
                        bool decides) {
  assert_true(at < parts->count);
  const TestPart *part = &parts->items[at];
  assert_int_equal(part->depth, depth);
  assert_int_equal(part->verdict.state, VALUE_KNOWN);
  assert_int_equal(part->verdict.as.truth, yes);
  assert_int_equal(part->decides, decides);
}

static void a_comparison_has_no_parts(void **state) {
  (void)state;
  assert_int_equal(parts_of(amount_above(10)).count, 0);
}

static void and_is_decided_by_what_fails(void **state) {
  (void)state;
  TestParts parts = parts_of(both(&world, both(&world, amount_above(10), amount_above(60)),
                                  amount_above(20)));
  assert_int_equal(parts.count, 3);
  expect_part(&parts, 0, 0, true, false);
  expect_part(&parts, 1, 0, false, true);
  expect_part(&parts, 2, 0, true, false);
  assert_int_equal(parts.items[1].leaves.count, 1);
  assert_true(text_is(parts.items[1].leaves.items[0].name, "amount"));
  assert_ptr_equal(parts.items[1].leaves.items[0].field, &world.fields[0]);
}

static void or_within_and_is_one_deeper(void **state) {
  (void)state;
  TestParts parts = parts_of(both(&world, amount_above(10),
                                  either(&world, amount_above(60), amount_above(70))));
  assert_int_equal(parts.count, 4);
  expect_part(&parts, 1, 0, false, true);
  assert_false(parts.items[1].whole);
  expect_part(&parts, 2, 1, false, true);
  expect_part(&parts, 3, 1, false, true);
}

static void what_is_not_known_decides_what_is_not_known(void **state) {
  (void)state;
  const Term *open = compare(&world, BINARY_AT_MOST, field(&world, &world.fields[0]),
                             field(&world, &world.fields[2]));
  TestParts parts = parts_of(both(&world, amount_above(10), open));
  expect_part(&parts, 0, 0, true, false);
  assert_int_equal(parts.items[1].verdict.state, VALUE_UNKNOWN);
  assert_true(parts.items[1].decides);
}

static void not_is_decided_by_the_opposite(void **state) {
  (void)state;
  TestParts parts = parts_of(negation(&world, both(&world, amount_above(10), amount_above(20))));
  assert_int_equal(parts.count, 2);
  expect_part(&parts, 0, 0, true, true);
  expect_part(&parts, 1, 0, true, true);
}

static void every_names_the_elements_that_fail(void **state) {
  (void)state;
  Term *every = make(&world, TERM_QUANTIFIED, of(TYPE_TRUTH));
  every->as.quantified.kind = QUANTIFIED_EVERY;
  every->as.quantified.domain = (TermDomain){ .slot = 0,
                                              .list = field(&world, &world.fields[1]) };
  every->as.quantified.satisfies =
      compare(&world, BINARY_MORE, field_of(&world, variable(&world, 0, member),
                                            &member_fields[1]),
              constant(&world, money(15)));
  TestParts parts = parts_of(every);
  assert_int_equal(parts.count, 1);
  expect_part(&parts, 0, 0, false, true);
  assert_true(text_is(parts.items[0].name, "members[1]"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_comparison_has_no_parts, setup, teardown),
    cmocka_unit_test_setup_teardown(and_is_decided_by_what_fails, setup, teardown),
    cmocka_unit_test_setup_teardown(or_within_and_is_one_deeper, setup, teardown),
    cmocka_unit_test_setup_teardown(what_is_not_known_decides_what_is_not_known, setup, teardown),
    cmocka_unit_test_setup_teardown(not_is_decided_by_the_opposite, setup, teardown),
    cmocka_unit_test_setup_teardown(every_names_the_elements_that_fail, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
