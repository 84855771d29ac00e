/* Measures, sweeps and goals over the acceptance applications. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_support.h"

#include "interp/experiment/solve.h"

#define FOLDER "tests/acceptance/omstallning/"

static const BenchTable tables[] = {
  { "organisation", FOLDER "organisation.csv" },
  { "application", FOLDER "application.csv" },
  { "applicant", FOLDER "applicant.csv" },
};

static Bench bench;
static const Assumptions none;

static int open_all(void **state) {
  (void)state;
  bench_open(&bench, "rules/omstallning/omstallning_2026.anslag", tables, 3);
  return 0;
}

static int close_all(void **state) {
  (void)state;
  bench_close(&bench);
  return 0;
}

static const Question *question(const char *text) {
  Source *source = sources_add(&bench.sources, TEXT("question"), text_from(text));
  const Question *parsed = parse_question(&bench.arena, source, bench.model->surface,
                                          &bench.diags);
  bench_tell(&bench);
  assert_non_null(parsed);
  return parsed;
}

static Text said(Value value, const Type *type) {
  return value_show(&bench.arena, value, type, false);
}

static void assert_said(Value value, const Type *type, const char *expected) {
  Text text = said(value, type);
  if (!text_is(text, expected))
    fail_msg("%.*s, not %s", TEXT_PRINT(text), expected);
}

/* ---- measures ------------------------------------------------------------------ */

static MeasureList measures_of(const char *shown) {
  MeasureList measures = { NULL, 0, 0 };
  Text text = arena_format(&bench.arena,
                           "sweep pool_limit from 1 mkr to 2 mkr step 1 mkr show %s", shown);
  const Question *parsed = question(text.bytes);
  for (size_t i = 0; i < parsed->as.sweep.shown.count; i++) {
    bool read = measure_read(bench.experiment, &bench.arena, &parsed->as.sweep.shown.items[i],
                             &bench.diags, &measures);
    bench_tell(&bench);
    assert_true(read);
  }
  return measures;
}

static void expect_measure(const char *shown, const char *expected) {
  MeasureList measures = measures_of(shown);
  Value *values = arena_array(&bench.arena, Value, measures.count + 1);
  Standing *standing = experiment_judge(bench.experiment, &none);
  measures_take(bench.experiment, &bench.arena, &none, standing, &measures, values);
  Text all = TEXT_NONE;
  for (size_t i = 0; i < measures.count; i++)
    all = arena_format(&bench.arena, "%.*s%s%.*s", TEXT_PRINT(all), i ? "; " : "",
                       TEXT_PRINT(said(values[i], &measures.items[i].type)));
  standing_free(standing);
  if (!text_is(all, expected))
    fail_msg("%s: %.*s, not %s", shown, TEXT_PRINT(all), expected);
}

static void what_can_be_measured(void **state) {
  (void)state;
  expect_measure("fundable", "108");
  expect_measure("waitlisted, rejected", "73; 49");
  expect_measure("stod.fundable", "108");
  expect_measure("regiondirektor", "53");
  expect_measure("granted", "119_982_789.65 kr");
  expect_measure("granted by decider", "19_974_401.39 kr; 100_008_388.26 kr");
  expect_measure("fundable by decider", "53; 55");
  expect_measure("director.drawn, director.remaining, director.limit",
                 "19_974_401.39 kr; 25_598.61 kr; 20_000_000 kr");
  expect_measure("pool", "119_982_789.65 kr");
  expect_measure("pool_limit / 2", "60_000_000 kr");
  expect_measure("pool.drawn - director.drawn", "100_008_388.26 kr");
  expect_measure("100 mkr / granted * granted", "100_000_000 kr");
}

static void what_cannot_be_measured_is_told(void **state) {
  (void)state;
  static const char *const wrong[] = { "fundble", "director.dran", "fundable - granted" };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    MeasureList measures = { NULL, 0, 0 };
    Text text = arena_format(&bench.arena,
                             "sweep pool_limit from 1 mkr to 2 mkr step 1 mkr show %s", wrong[i]);
    const Question *parsed = question(text.bytes);
    size_t errors = bench.diags.errors;
    assert_false(measure_read(bench.experiment, &bench.arena,
                              &parsed->as.sweep.shown.items[0], &bench.diags, &measures));
    assert_int_equal(bench.diags.errors, errors + 1);
    bench.diags.list.count = 0;
    bench.diags.errors = 0;
  }
}

/* ---- sweeps -------------------------------------------------------------------- */

static const Sweep *sweep(const char *text) {
  const Question *parsed = question(text);
  MeasureList measures = { NULL, 0, 0 };
  size_t count = parsed->as.sweep.swept.count;
  SweepAxis *axes = arena_array(&bench.arena, SweepAxis, count + 1);
  for (size_t i = 0; i < count; i++)
    if (!sweep_axis(bench.experiment, &bench.arena, &none, &parsed->as.sweep.swept.items[i],
                    &bench.diags, &axes[i]))
      return NULL;
  for (size_t i = 0; i < parsed->as.sweep.shown.count; i++)
    assert_true(measure_read(bench.experiment, &bench.arena, &parsed->as.sweep.shown.items[i],
                             &bench.diags, &measures));
  return sweep_run(bench.experiment, &bench.arena, &none, axes, count, &measures, NULL,
                   &bench.diags);
}

static void a_pool_step_by_step(void **state) {
  (void)state;
  const Sweep *made = sweep("sweep pool_limit from 120 mkr to 150 mkr step 10 mkr "
                            "show fundable, waitlisted");
  assert_non_null(made);
  assert_int_equal(made->count, 4);
  assert_said(made->xs[0], &made->axes[0].type, "120_000_000 kr");
  assert_said(made->xs[3], &made->axes[0].type, "150_000_000 kr");
  assert_said(made->axes[0].now, &made->axes[0].type, "120_000_000 kr");
  assert_said(made->values[0], &made->measures.items[0].type, "108");
  assert_said(made->values[6], &made->measures.items[0].type, "44");
  assert_said(made->values[7], &made->measures.items[1].type, "137");
}

static void two_parameters_make_a_table(void **state) {
  (void)state;
  const Sweep *made = sweep("sweep director_limit from 1 mkr to 2 mkr step 1 mkr, "
                            "director_pool from 40 mkr to 20 mkr step 20 mkr "
                            "show regiondirektor");
  assert_non_null(made);
  assert_int_equal(made->count, 4);
  assert_said(made->xs[4], &made->axes[0].type, "2_000_000 kr");
  assert_said(made->xs[1], &made->axes[1].type, "40_000_000 kr");
  assert_said(made->values[1], &made->measures.items[0].type, "53");
  assert_said(made->values[2], &made->measures.items[0].type, "71");
}

static void expect_no_sweep(const char *text) {
  size_t errors = bench.diags.errors;
  assert_null(sweep(text));
  assert_int_equal(bench.diags.errors, errors + 1);
  bench.diags.list.count = 0;
  bench.diags.errors = 0;
}

static void sweeps_that_lead_nowhere(void **state) {
  (void)state;
  expect_no_sweep("sweep pool_limit from 1 mkr to 2 mkr step 0 kr show fundable");
  expect_no_sweep("sweep pool_limit from 1 mkr to 2 mkr step 1 kr show fundable");
  expect_no_sweep("sweep pol_limit from 1 mkr to 2 mkr step 1 mkr show fundable");
  expect_no_sweep("sweep pool_limit from 10 % to 20 % step 1 % show fundable");
}

/* ---- goals --------------------------------------------------------------------- */

static const Solution *solve(const char *text) {
  const Question *parsed = question(text);
  const Solution *solution = solve_run(bench.experiment, &bench.arena, &none,
                                       &parsed->as.solve.path, parsed->as.solve.goal,
                                       parsed->as.solve.from, parsed->as.solve.to, &bench.diags);
  bench_tell(&bench);
  return solution;
}

static void a_plateau_is_an_answer_with_two_ends(void **state) {
  (void)state;
  const Solution *solution = solve("solve pool_limit for fundable = 44 from 130 mkr to 160 mkr");
  assert_non_null(solution);
  assert_true(solution->answers.count >= 1);
  print_message("%.*s .. %.*s  %zu tries %zu answers\n",
                TEXT_PRINT(said(solution->answers.items[0].low, &solution->axis.type)),
                TEXT_PRINT(said(solution->answers.items[0].high, &solution->axis.type)),
                solution->tries, solution->answers.count);
}

static void a_value_of_the_rules_is_sought_without_records(void **state) {
  (void)state;
  const Solution *solution = solve("solve pool_limit for pool_limit / 3 = 50 mkr");
  assert_non_null(solution);
  assert_int_equal(solution->answers.count, 1);
  assert_said(solution->answers.items[0].low, &solution->axis.type, "150_000_000 kr");
  assert_said(solution->answers.items[0].high, &solution->axis.type, "150_000_000 kr");
  assert_true(solution->monotone && solution->rises);
}

static void a_goal_that_is_not_met_has_neighbours(void **state) {
  (void)state;
  const Solution *solution = solve("solve director_limit for director.drawn = 20 mkr");
  assert_non_null(solution);
  assert_int_equal(solution->answers.count, 0);
  assert_true(solution->has_below && !solution->has_above);
  print_message("%.*s -> %.*s %zu tries, to %.*s\n",
                TEXT_PRINT(said(solution->below.x, &solution->axis.type)),
                TEXT_PRINT(said(solution->below.y, &solution->measure.type)), solution->tries,
                TEXT_PRINT(said(solution->axis.to, &solution->axis.type)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_can_be_measured),
    cmocka_unit_test(what_cannot_be_measured_is_told),
    cmocka_unit_test(a_pool_step_by_step),
    cmocka_unit_test(two_parameters_make_a_table),
    cmocka_unit_test(sweeps_that_lead_nowhere),
    cmocka_unit_test(a_plateau_is_an_answer_with_two_ends),
    cmocka_unit_test(a_value_of_the_rules_is_sought_without_records),
    cmocka_unit_test(a_goal_that_is_not_met_has_neighbours),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
