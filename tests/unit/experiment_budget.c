/* The plan of 2024 in an experiment: no decisions, no database, records that ship. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_support.h"

#include "interp/check/budget.h"
#include "interp/experiment/prospect.h"
#include "interp/experiment/solve.h"

static Bench bench;
static Assumptions none;

static int open_all(void **state) {
  (void)state;
  bench_open(&bench, "rules/plan_2024/plan_2024.anslag", NULL, 0);
  none.eval.has_as_of = date_parse(TEXT("2024-01-01"), &none.eval.as_of);
  return 0;
}

static int close_all(void **state) {
  (void)state;
  bench_close(&bench);
  return 0;
}

static const Target *target(const char *name) {
  for (size_t i = 0; i < bench.model->targets.count; i++)
    if (text_is(bench.model->targets.items[i]->name, name))
      return bench.model->targets.items[i];
  return NULL;
}

static const Question *question(const char *text) {
  Source *source = sources_add(&bench.sources, TEXT("question"), text_from(text));
  const Question *parsed = parse_question(&bench.arena, source, bench.model->surface,
                                          &bench.diags);
  bench_tell(&bench);
  assert_non_null(parsed);
  return parsed;
}

static void assert_said(Value value, const Type *type, const char *expected) {
  Text text = value_show(&bench.arena, value, type, true);
  if (!text_is(text, expected))
    fail_msg("%.*s, not %s", TEXT_PRINT(text), expected);
}

static void what_a_setting_does_to_targets(void **state) {
  (void)state;
  Assumptions assumed = none;
  OutlookChoice all = { .only = NULL };
  bench_set(&bench, &assumed, "skuldmål_andel = 20 %");
  const Outlook *before = experiment_outlook(bench.experiment, &bench.arena, &none, &all);
  const Outlook *after = experiment_outlook(bench.experiment, &bench.arena, &assumed, &all);
  const TargetReport *was = outlook_target(before, target("skuldsättningsmålet"), 2026);
  const TargetReport *is = outlook_target(after, target("skuldsättningsmålet"), 2026);
  assert_non_null(was);
  assert_non_null(is);
  assert_int_equal(was->status, TARGET_STATUS_HOLDS);
  assert_int_equal(is->status, TARGET_STATUS_FAILS);
  assert_int_equal(before->tables.count, after->tables.count);
}

static void a_target_is_swept_without_records(void **state) {
  (void)state;
  const Question *parsed = question("variera skuldmål_andel från 20 % till 30 % steg 5 % "
                                    "visa skuldsättningsmålet(2026).marginal");
  SweepAxis axis;
  MeasureList measures = { NULL, 0, 0 };
  assert_true(sweep_axis(bench.experiment, &bench.arena, &none, &parsed->as.sweep.swept.items[0],
                         &bench.diags, &axis));
  assert_true(measure_read(bench.experiment, &bench.arena, &parsed->as.sweep.shown.items[0],
                           &bench.diags, &measures));
  assert_false(measures_need_standing(&measures));
  const Sweep *sweep = sweep_run(bench.experiment, &bench.arena, &none, &axis, 1, &measures, NULL,
                                 &bench.diags);
  bench_tell(&bench);
  assert_non_null(sweep);
  assert_int_equal(sweep->count, 3);
  assert_said(sweep->xs[1], &axis.type, "25 %");
  assert_said(sweep->values[1], &measures.items[0].type, "318 250 000 kr");
}

static void the_share_that_a_target_just_bears(void **state) {
  (void)state;
  const Question *parsed = question("målsök skuldmål_andel för "
                                    "skuldsättningsmålet(2026).marginal = 0 kr "
                                    "från 20 % till 30 %");
  const Solution *solution = solve_run(bench.experiment, &bench.arena, &none,
                                       &parsed->as.solve.path, parsed->as.solve.goal,
                                       parsed->as.solve.from, parsed->as.solve.to, &bench.diags);
  bench_tell(&bench);
  assert_non_null(solution);
  assert_true(solution->monotone && solution->rises);
  assert_int_equal(solution->answers.count, 0);
  assert_said(solution->below.x, &solution->axis.type, "24,44 %");
  assert_said(solution->above.x, &solution->axis.type, "24,45 %");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_a_setting_does_to_targets),
    cmocka_unit_test(a_target_is_swept_without_records),
    cmocka_unit_test(the_share_that_a_target_just_bears),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
