/* What is judged again, from columns, is what a run gives: random settings, rules that are off and
 * facts that differ, over the acceptance applications and the examples. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_folders.h"

enum { TRIALS = 80 };

/* ---- the two answers ----------------------------------------------------------- */

static bool same_stand(const StandingOf *a, const StandingOf *b, size_t i) {
  Stand x = standing_at(a, i), y = standing_at(b, i);
  return x.kind == y.kind && x.own == y.own && x.granted == y.granted &&
         x.has_asked == y.has_asked && x.asked == y.asked && x.recorded == y.recorded &&
         x.frame == y.frame && text_equal(a->deciders[x.decider], b->deciders[y.decider]);
}

static void print_stand(const char *name, const StandingOf *of, size_t i) {
  const Stand record = standing_at(of, i), *stand = &record;
  print_error("  %s: %.*s %.*s granted %lld asked %lld frame %u\n", name,
              TEXT_PRINT(stand_outcome(of->decision, stand)),
              TEXT_PRINT(of->deciders[stand->decider]), (long long)stand->granted,
              (long long)stand->asked, stand->frame);
}

static void expect_counted(const StandingOf *of) {
  size_t *counts = arena_array(&bench.arena, size_t, of->way_count + 1);
  for (size_t i = 0; i < of->count; i++)
    counts[of->way_of[i]]++;
  for (size_t i = 0; i < of->way_count; i++)
    assert_int_equal(counts[i], of->way_counts[i]);
}

static void expect_same(const Standing *fast, const Standing *full, const Assumptions *assumed) {
  for (size_t i = 0; i < full->decision_count; i++) {
    const StandingOf *a = &fast->decisions[i], *b = &full->decisions[i];
    for (size_t j = 0; j < b->count; j++) {
      if (same_stand(a, b, j))
        continue;
      print_error("%s, record %.*s\n", bench.rules,
                  TEXT_PRINT(experiment_key(bench.experiment, &bench.arena, a->decision, j)));
      print_stand("fast", a, j);
      print_stand("full", b, j);
      print_assumptions(assumed);
      fail();
    }
    expect_counted(a);
    expect_counted(b);
    for (int kind = 0; kind < OUTCOME_QUEUED; kind++)
      assert_int_equal(a->summary.outcomes[kind], b->summary.outcomes[kind]);
    assert_int_equal(a->summary.granted, b->summary.granted);
    assert_int_equal(a->summary.recorded, b->summary.recorded);
  }
  assert_int_equal(fast->frame_count, full->frame_count);
  for (size_t i = 0; i < full->frame_count; i++) {
    const FrameState *a = &fast->frames[i], *b = &full->frames[i];
    assert_true(a->frame == b->frame && text_equal(a->key, b->key));
    assert_true(a->limit == b->limit && a->opening == b->opening && a->drawn == b->drawn &&
                a->queued == b->queued && a->refused == b->refused &&
                a->first_refused == b->first_refused);
  }
}

typedef struct {
  const Assumptions *assumed;
  bool               full;
  Standing          *standing;
} Asking;

static void judge(void *context) {
  Asking *asking = context;
  asking->standing = asking->full
                         ? experiment_judge_in_full(bench.experiment, asking->assumed)
                         : experiment_judge(bench.experiment, asking->assumed);
}

/* What one refuses (a parameter that divides by zero) the other does too. */
static void try_one(void) {
  Assumptions assumed = assume_something();
  Asking fast = { &assumed, false, NULL }, full = { &assumed, true, NULL };
  bool one = memory_guard(&bench.memory, judge, &fast);
  bool other = memory_guard(&bench.memory, judge, &full);
  assert_int_equal(one, other);
  if (one)
    expect_same(fast.standing, full.standing, &assumed);
  standing_free(fast.standing);
  standing_free(full.standing);
  bench.diags.list.count = 0;
  bench.diags.errors = 0;
}

static void again_and_in_full_are_alike(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    bench_open(&bench, folders[i].rules, folders[i].tables, folders[i].count);
    dice = 2026 + i;
    for (int trial = 0; trial < TRIALS; trial++)
      try_one();
    bench_close(&bench);
  }
}

static void decisions_taken_are_held_in_both(void **state) {
  (void)state;
  const Assumptions none = { .name = TEXT_NONE };
  bench_open(&bench, folders[1].rules, folders[1].tables, folders[1].count);
  Standing *fast = experiment_judge(bench.experiment, &none);
  Standing *full = experiment_judge_in_full(bench.experiment, &none);
  expect_same(fast, full, &none);
  assert_true(standing_held(fast) > 90);
  standing_free(fast);
  standing_free(full);
  bench_close(&bench);
}

/* ---- left in the middle -------------------------------------------------------- */

static void what_was_left_in_the_middle_is_judged_right_again(void **state) {
  (void)state;
  bench_open(&bench, folders[0].rules, folders[0].tables, folders[0].count);
  dice = 7;
  for (uint64_t step = 1; step < 60; step += 3) {
    Assumptions assumed = assume_something();
    Asking fast = { &assumed, false, NULL };
    bench.memory.fail_at = bench.memory.calls + step;
    memory_guard(&bench.memory, judge, &fast);
    standing_free(fast.standing);
    bench.memory.fail_at = 0;
    try_one();
  }
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(again_and_in_full_are_alike),
    cmocka_unit_test(decisions_taken_are_held_in_both),
    cmocka_unit_test(what_was_left_in_the_middle_is_judged_right_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
