/* The batch evaluator says what the reference says: terms made by chance over records made by
 * chance, known, unknown and none, with numbers at the edge of 64 bits; and columns give back the
 * records that were put into them. */
#include "plan_making.h"

#include "interp/plan/nodes.h"

#include <stdlib.h>

static int setup(void **state) {
  (void)state;
  const char *other = getenv("ANSLAG_SEED");
  seed = other ? strtoull(other, NULL, 10) : seed;
  world_init(&world);
  make_types();
  for (size_t i = 0; i < ELEMENTS; i++)
    parts[i] = make_record(&part_type, i);
  for (size_t i = 0; i < RECORDS; i++)
    records[i] = make_record(&world.type, i);
  make_parameters();
  world_start(&world, NULL);
  arena_init(&batch, &world.memory);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  arena_free(&batch);
  world_end(&world);
  return 0;
}

/* ---- both ways ------------------------------------------------------------------------- */

static size_t odd, compared;

static void all_parts(void *context, const RecordType *type, const Record *const **all,
                      size_t *count) {
  (void)context;
  *all = type == &part_type ? parts : records;
  *count = type == &part_type ? ELEMENTS : RECORDS;
}

static const RecordSource source = { NULL, all_parts };

static bool same_number(const Vector *vector, size_t row, Value value) {
  Fraction number = fraction(vector->numbers[row], vector->denominator);
  return fraction_compare(number, value.as.number) == 0;
}

static bool same_as(const Vector *vector, size_t row, Value value) {
  CellState state = vector->states ? (CellState)vector->states[row] : CELL_KNOWN;
  compared++;
  if (state == CELL_ODD) {
    odd++;
    return true;
  }
  switch (value.state) {
    case VALUE_ERROR: return false;
    case VALUE_NONE:  return state == CELL_NONE;
    case VALUE_UNKNOWN:
      return vector->form == FORM_TRUTH ? vector->truths[row] == 1 : state == CELL_UNKNOWN;
    case VALUE_KNOWN: break;
  }
  return vector->form == FORM_TRUTH ? vector->truths[row] == (value.as.truth ? 2 : 0)
                                    : state == CELL_KNOWN && same_number(vector, row, value);
}

static size_t window;             /* the first of the records that the census holds */

/* What the reference says of a term, asked once for each record; of an error only that it is
 * one. */
typedef struct { const Term *term; Value *values; bool *asked; } Answers;

static Value answer_of(const Term *term, bool kept, size_t number, size_t record) {
  static Answers all[TERMS];
  Answers *answers = &all[number];
  if (answers->term != term)
    *answers = (Answers){ term, arena_array(&world.arena, Value, RECORDS),
                          arena_array(&world.arena, bool, RECORDS) };
  if (!answers->asked[record]) {
    evaluator_subject(world.evaluator, records[record], &world.decision, &source, &batch);
    answers->values[record] = kept ? evaluate_kept(world.evaluator, term)
                                   : evaluate(world.evaluator, term);
    answers->asked[record] = true;
    arena_reset(&batch);
  }
  return answers->values[record];
}

static void compare_chunk(const Vector *vector, const Term *term, bool kept, size_t chunk,
                          size_t rows, size_t number) {
  for (size_t i = 0; i < rows; i++) {
    size_t record = window + chunk * COLUMN_CHUNK + i;
    Value value = answer_of(term, kept, number, record);
    if (!same_as(vector, i, value))
      fail_msg("term %zu, record %zu: state %d", number, record, (int)value.state);
  }
}

static Census *take_census(void) {
  Census *census = census_new(&world.arena, &world.model);
  for (size_t i = 0; i < RECORDS; i++)
    assert_int_equal(census_add(census, records[i]), i);
  return census;
}

static const Term *terms[TERMS];
static PlanNode nodes[TERMS];

/* Those from `from` to `to`. */
static void compare_terms(const Plan *plan, size_t chunk, size_t from, size_t to) {
  for (size_t i = from; i < to && i < TERMS; i++)
    if (nodes[i] >= 0)
      compare_chunk(plan_vector(plan, nodes[i]), terms[i], i % 3 == 0, chunk,
                    plan_rows(plan, chunk), i);
}

/* The first terms at once, the others few by few, each few looked at before the next. */
static void compare_stages(Plan *plan, size_t first, size_t few) {
  plan_want(plan, nodes, first);
  for (size_t from = first; from < TERMS; from += few)
    plan_want_stage(plan, nodes + from, from + few < TERMS ? few : TERMS - from);
  for (size_t chunk = 0; chunk < plan_chunks(plan); chunk++) {
    plan_run(plan, chunk, &batch);
    for (size_t from = first, stage = 1; from < TERMS; from += few, stage++) {
      plan_run_stage(plan, stage, &batch);
      compare_terms(plan, chunk, from, from + few);
    }
    compare_terms(plan, chunk, 0, first);
  }
}

static void terms_made_by_chance(void **state) {
  (void)state;
  Census *census = take_census();
  Plan *plan = plan_new(&world.arena, &world.model, census, &world.type);
  PlanContext context = { .decision = &world.decision };
  size_t left = 0;
  for (size_t i = 0; i < TERMS; i++) {
    terms[i] = i % 3 ? some_truth(0) : some_amount(0);
    nodes[i] = i % 3 ? plan_term(plan, &context, terms[i]) : plan_kept(plan, &context, terms[i]);
    left += nodes[i] == PLAN_NONE;
  }
  plan_bind(plan, world.evaluator, &source);
  plan_want(plan, nodes, TERMS);
  for (size_t chunk = 0; chunk < plan_chunks(plan); chunk++) {
    plan_run(plan, chunk, &batch);
    compare_terms(plan, chunk, 0, TERMS);
  }
  print_message("%zu nodes, %zu of them SCALAR; %zu terms left; %zu of %zu values ODD\n",
                plan_node_count(plan), plan_scalar_count(plan), left, odd, compared);
  assert_int_equal(left, 0);
  assert_true(plan_scalar_count(plan) < plan_node_count(plan) / 50);
  assert_true(odd < compared / 3);
  compare_stages(plan, TERMS / 8, 5);
  plan_bind(plan, world.evaluator, &source);
  compare_stages(plan, 0, 1);
  compare_stages(plan, 0, TERMS);
}

/* ---- window by window ------------------------------------------------------------------- */

enum { WINDOW = 60, WINDOWS = 6 };

/* What its numbers are parts of, and how large they are, differs from window to window: the plan is
 * told of it by plan_bind, and its stages stand until then. */
static void compare_window(Plan *plan, size_t count) {
  Census *census = plan->census;
  census_clear(census);
  for (size_t i = window; i < window + WINDOW; i++)
    census_add(census, records[i]);
  plan_bind(plan, world.evaluator, &source);
  if (!plan_wanted(plan))
    plan_want(plan, nodes, count);
  plan_run(plan, 0, &batch);
  compare_terms(plan, 0, 0, count);
}

static void terms_over_windows(void **state) {
  (void)state;
  static const size_t counts[] = { 5, 30, TERMS / 8 };
  PlanContext context = { .decision = &world.decision };
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    Census *census = census_new(&world.arena, &world.model);
    Plan *plan = plan_new(&world.arena, &world.model, census, &world.type);
    for (size_t j = 0; j < counts[i]; j++) {
      terms[j] = j % 3 ? some_truth(0) : some_amount(0);
      nodes[j] = j % 3 ? plan_term(plan, &context, terms[j])
                       : plan_kept(plan, &context, terms[j]);
    }
    for (window = 0; window < WINDOWS * WINDOW; window += WINDOW)
      compare_window(plan, counts[i]);
    window = 0;
    census_end(census);
  }
}

static const Record *record_with(int64_t number, Fraction share) {
  Record *record = arena_new(&world.arena, Record);
  *record = (Record){ .type = &world.type };
  record->fields = arena_array(&world.arena, Value, world.type.count);
  for (size_t i = 0; i < world.type.count; i++)
    record->fields[i] = value_unknown(world.fields[i].type.kind);
  record->fields[ID] = value_integer(1);
  record->fields[NUMBER] = value_integer(number);
  record->fields[SHARE] = value_number(TYPE_RATE, share);
  return record;
}

/* A finer fraction, then a number that two of are beyond 64 bits, then small ones again. */
static void what_columns_are_parts_of_differs(void **state) {
  (void)state;
  const Record *const each[] = { record_with(3, fraction(1, 2)), record_with(4, fraction(2, 7)),
                                 record_with(INT64_MAX - 3, fraction(1, 3)),
                                 record_with(5, fraction(1, 6)) };
  const Term *number = field(&world, &world.fields[NUMBER]);
  const Term *share = field(&world, &world.fields[SHARE]);
  const Term *third = constant(&world, value_number(TYPE_RATE, fraction(3, 10)));
  const Term *asked[] = {
    compare(&world, BINARY_LESS, share, third),
    compare(&world, BINARY_LESS, binary(&world, BINARY_ADD, TYPE_INTEGER, number, number), number),
  };
  Census *census = census_new(&world.arena, &world.model);
  Plan *plan = plan_new(&world.arena, &world.model, census, &world.type);
  PlanContext context = { .decision = &world.decision };
  for (size_t i = 0; i < 2; i++)
    nodes[i] = plan_term(plan, &context, asked[i]);
  for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
    census_clear(census);
    census_add(census, each[i]);
    plan_bind(plan, world.evaluator, &source);
    assert_int_equal(plan_wanted(plan), i == 3);      /* bounds stay: nothing is bound again */
    if (!plan_wanted(plan))
      plan_want(plan, nodes, 2);
    plan_run(plan, 0, &batch);
    evaluator_subject(world.evaluator, each[i], &world.decision, &source, &batch);
    for (size_t j = 0; j < 2; j++)
      assert_true(same_as(plan_vector(plan, nodes[j]), 0, evaluate(world.evaluator, asked[j])));
    arena_reset(&batch);
  }
  census_end(census);
}

/* ---- how parts stand --------------------------------------------------------------------- */

static void expect_codes(const Plan *plan, PlanNode part, const uint32_t *rows, size_t count) {
  uint64_t told[2 * WINDOW] = { 0 };
  plan_part_codes(plan, part, rows, count, PART_BITS, told, 2);
  for (size_t i = 0; i < count; i++) {
    uint64_t code = plan_part_byte(plan, part, rows[i]);
    code |= plan_part_rests(plan, part, rows[i], false) ? PART_RESTS : 0;
    assert_int_equal(told[2 * i], code << PART_BITS);
    assert_int_equal(told[2 * i + 1], 0);
  }
}

static void codes_tell_how_parts_stand(void **state) {
  (void)state;
  Plan *plan = plan_new(&world.arena, &world.model, take_census(), &world.type);
  PlanContext context = { .decision = &world.decision };
  PlanNodes parts_of = { NULL, 0, 0 };
  uint32_t rows[WINDOW];
  for (size_t i = 0; i < TERMS / 8; i++) {
    nodes[i] = plan_term(plan, &context, some_truth(0));
    plan_parts(plan, nodes[i], &world.arena, &parts_of);
  }
  plan_bind(plan, world.evaluator, &source);
  plan_want(plan, nodes, TERMS / 8);
  plan_run(plan, 0, &batch);
  for (size_t i = 0; i < WINDOW; i++)
    rows[i] = (uint32_t)chance(COLUMN_CHUNK);
  assert_true(parts_of.count > TERMS / 8);
  for (size_t i = 0; i < parts_of.count; i++)
    expect_codes(plan, parts_of.items[i], rows, WINDOW);
}

/* ---- what has changed ------------------------------------------------------------------- */

static Evaluator *evaluator_with(const Parameter *parameter, Value value) {
  ModelSettings *settings = arena_new(&world.arena, ModelSettings);
  LIST_ADD(&world.arena, settings, ModelSetting,
           (ModelSetting){ .parameter = parameter, .value = constant(&world, value) });
  return evaluator_new(&world.arena, &world.model, settings, NULL, &world.diags);
}

static void only_what_reads_a_parameter_changes_with_it(void **state) {
  (void)state;
  Plan *plan = plan_new(&world.arena, &world.model, take_census(), &world.type);
  PlanContext context = { .decision = &world.decision };
  const Term *amount = field(&world, &world.fields[AMOUNT]);
  const Term *share = field(&world, &world.fields[SHARE]);
  PlanNode of_limit = plan_term(plan, &context, compare(&world, BINARY_LESS, amount,
                                                        parameter_term(&limit)));
  PlanNode of_rate = plan_term(plan, &context, compare(&world, BINARY_LESS, share,
                                                       parameter_term(&rate)));
  assert_int_equal(of_limit, plan_term(plan, &context, compare(&world, BINARY_LESS, amount,
                                                               parameter_term(&limit))));
  plan_bind(plan, world.evaluator, NULL);
  assert_true(plan_changed(plan, of_limit) && plan_changed(plan, of_rate));
  plan_took(plan, of_limit);
  plan_took(plan, of_rate);
  plan_bind(plan, evaluator_with(&limit, money(50)), NULL);
  assert_false(plan_changed(plan, of_limit) || plan_changed(plan, of_rate));
  plan_bind(plan, evaluator_with(&limit, money(51)), NULL);
  assert_true(plan_changed(plan, of_limit));
  assert_false(plan_changed(plan, of_rate));
}

/* ---- columns ---------------------------------------------------------------------------- */

static bool same_value(Value a, Value b) {
  return a.state == b.state && (a.state != VALUE_KNOWN || value_same(a, b));
}

static void columns_give_records_back(void **state) {
  (void)state;
  Census *census = take_census();
  for (size_t i = 0; i < RECORDS; i++) {
    const Record *record = census_record(census, &world.type, (uint32_t)i, &batch);
    assert_int_equal(record->faults.count, records[i]->faults.count);
    for (size_t j = 0; j < FIELDS; j++)
      if (!same_value(record->fields[j], records[i]->fields[j]))
        fail_msg("record %zu, field %zu", i, j);
    arena_reset(&batch);
  }
}

static void a_fact_is_put_and_put_back(void **state) {
  (void)state;
  Census *census = take_census();
  uint64_t version = census_version(census);
  const FieldType *amount = &world.fields[AMOUNT];
  Value before = census_put(census, &world.type, 3, amount, money(777));
  assert_true(same_value(before, records[3]->fields[AMOUNT]));
  assert_true(census_version(census) > version);
  assert_true(same_value(census_record(census, &world.type, 3, &batch)->fields[AMOUNT],
                         money(777)));
  census_put(census, &world.type, 3, amount, before);
  assert_true(same_value(census_record(census, &world.type, 3, &batch)->fields[AMOUNT], before));
}

static void what_others_refer_to_is_put_by_its_key(void **state) {
  (void)state;
  Census *census = take_census();
  size_t row = 0;
  while (records[row]->fields[PART].state != VALUE_KNOWN)
    row++;
  Text key = record_key_text(&world.arena, records[row]->fields[PART].as.record);
  census_put_referred(census, &part_type, key, &part_fields[PART_SIZE], money(31));
  const Record *record = census_record(census, &world.type, (uint32_t)row, &batch);
  assert_true(same_value(record->fields[PART].as.record->fields[PART_SIZE], money(31)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(terms_made_by_chance),
    cmocka_unit_test(terms_over_windows),
    cmocka_unit_test(what_columns_are_parts_of_differs),
    cmocka_unit_test(codes_tell_how_parts_stand),
    cmocka_unit_test(only_what_reads_a_parameter_changes_with_it),
    cmocka_unit_test(columns_give_records_back),
    cmocka_unit_test(a_fact_is_put_and_put_back),
    cmocka_unit_test(what_others_refer_to_is_put_by_its_key),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
