/* What-ifs over the acceptance applications: what an independent implementation expects of each
 * record, the figures of a Wednesday, and their causes. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_support.h"

#define FOLDER "tests/acceptance/omstallning/"

static const BenchTable tables[] = {
  { "organisation", FOLDER "organisation.csv" },
  { "application", FOLDER "application.csv" },
  { "applicant", FOLDER "applicant.csv" },
};

static Bench bench;
static Standing *baseline;

static int open_all(void **state) {
  (void)state;
  bench_open(&bench, "rules/omstallning/omstallning_2026.anslag", tables, 3);
  Assumptions none = { .name = TEXT_NONE };
  baseline = experiment_judge(bench.experiment, &none);
  return 0;
}

static int close_all(void **state) {
  (void)state;
  standing_free(baseline);
  bench_close(&bench);
  return 0;
}

/* ---- every record as expected -------------------------------------------------- */

static Text cell(Text line, size_t wanted) {
  size_t start = 0;
  for (size_t i = 0; i < wanted; i++)
    start = text_find(line, TEXT(","), start) + 1;
  size_t end = text_find(line, TEXT(","), start);
  return text_part(line, start, end < line.length ? end : line.length);
}

static void expect_file(const Standing *standing, const char *path) {
  Text bytes;
  const StandingOf *of = &standing->decisions[0];
  assert_true(bench_read(&bench.arena, path, &bytes));
  size_t records = 0;
  for (size_t at = text_find(bytes, TEXT("\n"), 0) + 1; at < bytes.length;) {
    size_t end = text_find(bytes, TEXT("\n"), at);
    Text line = text_part(bytes, at, end < bytes.length ? end : bytes.length);
    at = end + 1;
    size_t number;
    assert_true(experiment_find(bench.experiment, of->decision->subject, cell(line, 0), &number));
    const Stand record = standing_at(of, number), *stand = &record;
    Text granted = stand->kind == OUTCOME_FUNDABLE
                       ? arena_format(&bench.arena, "%lld", (long long)stand->granted)
                       : TEXT_NONE;
    if (!text_equal(stand_outcome(of->decision, stand), cell(line, 1)) ||
        !text_equal(of->deciders[stand->decider], cell(line, 2)) ||
        !text_equal(granted, cell(line, 3)))
      fail_msg("%.*s", TEXT_PRINT(line));
    records++;
  }
  assert_int_equal(records, of->count);
}

static void the_rules_as_adopted(void **state) {
  (void)state;
  expect_file(baseline, FOLDER "expected.csv");
  assert_int_equal(baseline->decisions[0].count, 303);
}

static void its_digest_is_that_of_a_run(void **state) {
  (void)state;
  const Assumptions none = { .name = TEXT_NONE };
  Text digest = experiment_digest(bench.experiment, &bench.arena, &none);
  assert_true(digest.length > 0 && text_equal(digest, bench.digest));
}

static void the_delegation_doubled(void **state) {
  (void)state;
  Assumptions assumed = { .name = TEXT_NONE };
  bench_set(&bench, &assumed, "director_limit = 2 mkr");
  bench_set(&bench, &assumed, "director_pool = 40 mkr");
  Standing *standing = experiment_judge(bench.experiment, &assumed);
  expect_file(standing, FOLDER "expected-doubled-delegation.csv");
  standing_free(standing);
}

static void a_pool_of_150_mkr(void **state) {
  (void)state;
  Assumptions assumed = { .name = TEXT_NONE };
  bench_set(&bench, &assumed, "pool_limit = 150 mkr");
  Standing *standing = experiment_judge(bench.experiment, &assumed);
  expect_file(standing, FOLDER "expected-pool-150.csv");
  standing_free(standing);
}

/* ---- a Wednesday --------------------------------------------------------------- */

static const Shift *shift(const DifferenceOf *of, const char *name) {
  for (size_t i = 0; i < of->deciders.count; i++)
    if (text_is(of->deciders.items[i].name, name))
      return &of->deciders.items[i];
  for (size_t i = 0; i < of->outcomes.count; i++)
    if (text_is(of->outcomes.items[i].name, name))
      return &of->outcomes.items[i];
  return NULL;
}

static void expect_shift(const DifferenceOf *of, const char *name, size_t before, size_t after) {
  const Shift *found = shift(of, name);
  assert_non_null(found);
  assert_int_equal(found->before, before);
  assert_int_equal(found->after, after);
}

static const FrameState *frame(const Standing *standing, const char *name) {
  for (size_t i = 0; i < standing->frame_count; i++)
    if (text_is(standing->frames[i].frame->name, name))
      return &standing->frames[i];
  return NULL;
}

static Text key(uint32_t number) {
  return experiment_key(bench.experiment, &bench.arena, bench.model->decisions.items[0], number);
}

static void a_higher_limit_and_fewer_decisions(void **state) {
  (void)state;
  Assumptions assumed = { .name = TEXT_NONE };
  bench_set(&bench, &assumed, "director_limit = 1.5 mkr");
  Standing *after = experiment_judge(bench.experiment, &assumed);
  const Difference *difference = standing_compare(&bench.arena, bench.experiment, baseline, after);
  const DifferenceOf *of = &difference->decisions.items[0];
  expect_shift(of, "regiondirektor", 53, 49);
  expect_shift(of, "regionstyrelsen", 55, 59);
  expect_shift(of, "fundable", 108, 108);
  assert_int_equal(shift(of, "fundable")->granted_after / 10000000, 1199);
  assert_true(standing_binds(after, frame(after, "director")));
  assert_int_equal(of->cause.kind, CAUSE_TAKES_ROOM);
  assert_int_equal(of->cause.count, 3);
  assert_int_equal(of->cause.others, 7);
  assert_true(text_is(of->cause.frame->name, "director"));
  assert_true(of->against_expectation);
  assert_true(of->surprise.raised && of->surprise.power);
  standing_free(after);
}

static void twice_the_room_is_used(void **state) {
  (void)state;
  Assumptions assumed = { .name = TEXT_NONE };
  bench_set(&bench, &assumed, "director_limit = 2 mkr");
  bench_set(&bench, &assumed, "director_pool = 40 mkr");
  Standing *after = experiment_judge(bench.experiment, &assumed);
  const Difference *difference = standing_compare(&bench.arena, bench.experiment, baseline, after);
  const DifferenceOf *of = &difference->decisions.items[0];
  expect_shift(of, "regiondirektor", 53, 71);
  expect_shift(of, "fundable", 108, 108);
  assert_false(of->against_expectation);
  assert_int_equal(of->cause.kind, CAUSE_FRAME_FULL);
  standing_free(after);
}

static void one_application_takes_the_room_of_many(void **state) {
  (void)state;
  Assumptions assumed = { .name = TEXT_NONE };
  bench_set(&bench, &assumed, "pool_limit = 150 mkr");
  Standing *after = experiment_judge(bench.experiment, &assumed);
  const Difference *difference = standing_compare(&bench.arena, bench.experiment, baseline, after);
  const DifferenceOf *of = &difference->decisions.items[0];
  expect_shift(of, "fundable", 108, 44);
  expect_shift(of, "waitlisted", 73, 137);
  assert_int_equal(of->cause.kind, CAUSE_TAKES_ROOM);
  assert_int_equal(of->cause.count, 1);
  assert_true(text_is(key(of->cause.largest[0]), "40"));
  assert_int_equal(of->cause.amount, INT64_C(12000000000));
  assert_int_equal(of->cause.others, 65);
  assert_true(text_is(of->cause.frame->name, "pool"));
  assert_true(of->against_expectation && of->surprise.frame);
  assert_int_equal(of->winners, 1);
  assert_int_equal(of->losers, 65);
  standing_free(after);
}

/* ---- other assumptions --------------------------------------------------------- */

static const Rule *rule(const char *name) {
  const Decision *decision = bench.model->decisions.items[0];
  for (size_t i = 0; i < decision->rules.count; i++)
    if (text_is(decision->rules.items[i]->name, name))
      return decision->rules.items[i];
  return NULL;
}

static void a_rule_that_is_off_refuses_nobody(void **state) {
  (void)state;
  Assumptions assumed = { .name = TEXT_NONE };
  LIST_ADD(&bench.arena, &assumed.without, const Rule *, rule("common_benefit"));
  Standing *after = experiment_judge(bench.experiment, &assumed);
  assert_true(bench_count(after, OUTCOME_REJECTED) < bench_count(baseline, OUTCOME_REJECTED));
  const Difference *difference = standing_compare(&bench.arena, bench.experiment, baseline, after);
  const Cause *cause = &difference->decisions.items[0].cause;
  assert_int_equal(cause->kind, CAUSE_TAKES_ROOM);     /* those it had refused push others out */
  assert_int_equal(cause->count, 5);
  assert_int_equal(cause->others, 2);
  standing_free(after);
}

static const FieldType *field(const RecordType *type, const char *name) {
  return record_type_find(type, text_from(name));
}

static size_t largest(const StandingOf *of) {
  size_t found = 0;
  for (size_t i = 0; i < of->count; i++)
    if (standing_at(of, i).granted > standing_at(of, found).granted)
      found = i;
  return found;
}

static void who_falls_out_leaves_room(void **state) {
  (void)state;
  const StandingOf *before = &baseline->decisions[0];
  const RecordType *type = before->decision->subject;
  uint32_t number = (uint32_t)largest(before);
  Assumptions assumed = { .name = TEXT_NONE };
  FactChange change = { .record = type, .key = key(number),
                        .field = field(type, "common_benefit"), .value = value_truth(false) };
  LIST_ADD(&bench.arena, &assumed.facts, FactChange, change);
  Standing *after = experiment_judge(bench.experiment, &assumed);
  const Difference *difference = standing_compare(&bench.arena, bench.experiment, baseline, after);
  const Cause *cause = &difference->decisions.items[0].cause;
  assert_int_equal(cause->kind, CAUSE_LEAVES_ROOM);
  assert_int_equal(cause->count, 1);
  assert_int_equal(cause->largest[0], number);
  assert_int_equal(cause->others, 2);
  standing_free(after);
}

static void a_fact_changed_is_taken_back(void **state) {
  (void)state;
  const RecordType *type = bench.model->decisions.items[0]->subject;
  Assumptions assumed = { .name = TEXT_NONE }, none = { .name = TEXT_NONE };
  FactChange change = { .record = type, .key = TEXT("40"), .field = field(type, "amount"),
                        .value = value_number(TYPE_MONEY, fraction_from(3000000000)) };
  LIST_ADD(&bench.arena, &assumed.facts, FactChange, change);
  Text before = experiment_digest(bench.experiment, &bench.arena, &none);
  Standing *after = experiment_judge(bench.experiment, &assumed);
  size_t number;
  assert_true(experiment_find(bench.experiment, type, TEXT("40"), &number));
  assert_int_equal(standing_at(&after->decisions[0], number).asked, INT64_C(3000000000));
  assert_true(text_equal(before, experiment_digest(bench.experiment, &bench.arena, &none)));
  standing_free(after);
}

static void a_fact_of_another_shows_wherever_it_is_referred_to(void **state) {
  (void)state;
  const RecordType *type = NULL;
  for (size_t i = 0; i < bench.model->records.count; i++)
    if (text_is(bench.model->records.items[i]->name, "organisation"))
      type = bench.model->records.items[i];
  Assumptions assumed = { .name = TEXT_NONE };
  const FieldType *kind = field(type, "kind");
  for (int id = 1; id <= 30; id++) {
    FactChange change = { .record = type, .key = arena_format(&bench.arena, "%d", id),
                          .field = kind,
                          .value = value_code(codelist_find(kind->type.codes, TEXT("private"))) };
    LIST_ADD(&bench.arena, &assumed.facts, FactChange, change);
  }
  Standing *after = experiment_judge(bench.experiment, &assumed);
  assert_int_equal(bench_count(after, OUTCOME_FUNDABLE), 0);
  Assumptions none = { .name = TEXT_NONE };
  Standing *again = experiment_judge(bench.experiment, &none);
  assert_int_equal(bench_count(again, OUTCOME_FUNDABLE), 108);
  standing_free(after);
  standing_free(again);
}

static void count_one(void *context, const Judgement *judgement, Arena *batch) {
  size_t *count = context;
  (void)batch;
  assert_int_equal(judgement->kind, OUTCOME_WAITLISTED);
  ++*count;
}

static void one_record_is_explained_as_assumed(void **state) {
  (void)state;
  size_t count = 0;
  Assumptions none = { .name = TEXT_NONE };
  assert_true(experiment_explain(bench.experiment, &none, TEXT("40"), count_one, &count));
  assert_int_equal(count, 1);
  assert_false(experiment_explain(bench.experiment, &none, TEXT("4000"), count_one, &count));
}

/* ---- failure ------------------------------------------------------------------- */

static void judge_some(void *context) {
  Assumptions *assumed = context;
  standing_free(experiment_judge(bench.experiment, assumed));
}

static void what_fails_leaves_the_experiment_as_it_was(void **state) {
  (void)state;
  const RecordType *type = bench.model->decisions.items[0]->subject;
  Assumptions assumed = { .name = TEXT_NONE }, none = { .name = TEXT_NONE };
  FactChange change = { .record = type, .key = TEXT("1"), .field = field(type, "amount"),
                        .value = value_number(TYPE_MONEY, fraction_from(3000000000)) };
  LIST_ADD(&bench.arena, &assumed.facts, FactChange, change);
  for (uint64_t step = 1; step < 40; step += 3) {
    bench.memory.fail_at = bench.memory.calls + step;
    memory_guard(&bench.memory, judge_some, &assumed);
  }
  bench.memory.fail_at = 0;
  volatile int interrupt = 1;
  bench.memory.interrupt = &interrupt;
  assert_false(memory_guard(&bench.memory, judge_some, &assumed));
  bench.memory.interrupt = NULL;
  Standing *again = experiment_judge(bench.experiment, &none);
  expect_file(again, FOLDER "expected.csv");
  standing_free(again);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_rules_as_adopted),
    cmocka_unit_test(its_digest_is_that_of_a_run),
    cmocka_unit_test(the_delegation_doubled),
    cmocka_unit_test(a_pool_of_150_mkr),
    cmocka_unit_test(a_higher_limit_and_fewer_decisions),
    cmocka_unit_test(twice_the_room_is_used),
    cmocka_unit_test(one_application_takes_the_room_of_many),
    cmocka_unit_test(a_rule_that_is_off_refuses_nobody),
    cmocka_unit_test(who_falls_out_leaves_room),
    cmocka_unit_test(a_fact_changed_is_taken_back),
    cmocka_unit_test(a_fact_of_another_shows_wherever_it_is_referred_to),
    cmocka_unit_test(one_record_is_explained_as_assumed),
    cmocka_unit_test(what_fails_leaves_the_experiment_as_it_was),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
