/* Law 5: a where that holds a field equal is one look-up, and gives what going through all does. */
#include "make_terms.h"

enum { AWARDS = 200 };

static World world;
static RecordType award_type;
static FieldType award_fields[3];
static Value award_values[AWARDS][3];
static Record awards[AWARDS];
static const Record *all[AWARDS];
static Type award;

static void all_awards(void *context, const RecordType *type, const Record *const **records,
                       size_t *count) {
  (void)context;
  *records = type == &award_type ? all : NULL;
  *count = type == &award_type ? AWARDS : 0;
}

static const RecordSource source = { NULL, all_awards };

static int setup(void **state) {
  (void)state;
  world_init(&world);
  award_type = (RecordType){ .name = TEXT("award"), .fields = award_fields, .count = 3,
                             .key_count = 1, .name_field = -1 };
  award = (Type){ .kind = TYPE_RECORD, .record = &award_type };
  const char *const names[] = { "id", "group", "amount" };
  const TypeKind kinds[] = { TYPE_INTEGER, TYPE_INTEGER, TYPE_MONEY };
  for (size_t i = 0; i < 3; i++)
    award_fields[i] = (FieldType){ .index = i, .name = text_from(names[i]), .type = of(kinds[i]),
                                   .key = i == 0 };
  for (size_t i = 0; i < AWARDS; i++) {
    award_values[i][0] = value_integer((int64_t)i);
    award_values[i][1] = value_integer((int64_t)(i * 7 % 10));
    award_values[i][2] = money((int64_t)i);
    awards[i] = (Record){ .type = &award_type, .fields = award_values[i] };
    all[i] = &awards[i];
  }
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  world_field(&world, "group", of(TYPE_INTEGER), value_integer(3));
  world_start(&world, NULL);
  evaluator_subject(world.evaluator, &world.record, &world.decision, &source, &world.arena);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *award_field(size_t index) {
  return field_of(&world, variable(&world, 0, award), &award_fields[index]);
}

/* `a.group is group` is looked up, `not (a.group is not group)` is gone through. */
static const Term *same_group(bool looked_up) {
  const Term *group = field(&world, &world.fields[1]);
  if (looked_up)
    return compare(&world, BINARY_EQUAL, award_field(1), group);
  return negation(&world, compare(&world, BINARY_NOT_EQUAL, award_field(1), group));
}

static Term *aggregate(AggregateKind kind, TypeKind type, const Term *value, bool looked_up) {
  Term *term = make(&world, TERM_AGGREGATE, of(type));
  term->as.aggregate.kind = kind;
  term->as.aggregate.value = value;
  term->as.aggregate.where = same_group(looked_up);
  term->as.aggregate.domain = (TermDomain){ .all = &award_type };
  return term;
}

static void expect_alike(AggregateKind kind, TypeKind type, const Term *value) {
  Value looked_up = evaluate(world.evaluator, aggregate(kind, type, value, true));
  Value gone_through = evaluate(world.evaluator, aggregate(kind, type, value, false));
  assert_int_equal(looked_up.state, gone_through.state);
  if (looked_up.state == VALUE_KNOWN)
    assert_true(value_same(looked_up, gone_through));
}

static void expect_all_alike(void) {
  for (int64_t group = -1; group <= 10; group++) {
    world.values[1] = value_integer(group);
    expect_alike(AGGREGATE_SUM, TYPE_MONEY, award_field(2));
    expect_alike(AGGREGATE_COUNT, TYPE_INTEGER, NULL);
    expect_alike(AGGREGATE_SHARE, TYPE_RATE, NULL);
    expect_alike(AGGREGATE_MAX, TYPE_MONEY, award_field(2));
    expect_alike(AGGREGATE_LIST, TYPE_LIST, award_field(2));
    expect_alike(AGGREGATE_THE, TYPE_MONEY, award_field(2));
  }
  world.values[1] = value_unknown(TYPE_INTEGER);
  expect_alike(AGGREGATE_COUNT, TYPE_INTEGER, NULL);
}

static void a_look_up_gives_what_going_through_all_does(void **state) {
  (void)state;
  expect_all_alike();
}

static void elements_not_known_always_stay(void **state) {
  (void)state;
  award_values[17][1] = value_unknown(TYPE_INTEGER);
  award_values[17][2] = money(0);
  expect_all_alike();
  world.values[1] = value_integer(3);
  expect_state(&world, aggregate(AGGREGATE_COUNT, TYPE_INTEGER, NULL, true), VALUE_UNKNOWN);
  expect_number(&world, aggregate(AGGREGATE_SUM, TYPE_MONEY, award_field(2), true),
                (9 + 199) * 20 / 2, 1);
}

static void elements_that_cannot_be_read_always_stay(void **state) {
  (void)state;
  LIST_ADD(&world.arena, &awards[9].faults, Fault, (Fault){ .field = &award_fields[1] });
  award_values[9][1] = value_unknown(TYPE_INTEGER);
  expect_all_alike();
  world.values[1] = value_integer(3);
  expect_state(&world, aggregate(AGGREGATE_COUNT, TYPE_INTEGER, NULL, true), VALUE_ERROR);
}

static void ten_look_ups_take_few_steps(void **state) {
  (void)state;
  EvalOptions options = { .most_steps = 2000 };
  Evaluator *evaluator = evaluator_new(&world.arena, &world.model, NULL, &options, &world.diags);
  const Term *sum = aggregate(AGGREGATE_SUM, TYPE_MONEY, award_field(2), true);
  evaluator_subject(evaluator, &world.record, &world.decision, &source, &world.arena);
  for (int i = 0; i < 10; i++)
    assert_int_equal(evaluate(evaluator, sum).state, VALUE_KNOWN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_look_up_gives_what_going_through_all_does, setup, teardown),
    cmocka_unit_test_setup_teardown(elements_not_known_always_stay, setup, teardown),
    cmocka_unit_test_setup_teardown(elements_that_cannot_be_read_always_stay, setup, teardown),
    cmocka_unit_test_setup_teardown(ten_look_ups_take_few_steps, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
