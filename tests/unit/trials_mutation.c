/* What tests are worth: which changes they notice, what they come to, which bounds they meet. */
#include "interp/trials/boundaries.h"
#include "interp/trials/coverage.h"
#include "interp/trials/mutation.h"
#include "tests/unit/decide_support.h"

#define RULES                                                                               \
  "guideline g \"G\"\n  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n  currency SEK\n" \
  "body board \"The board\"\nrole director \"The director\" at board\n"                     \
  "parameter most = 20 kr assumed \"a\"\n"                                                  \
  "record claim\n  id integer key\n  amount money\n  received date\n  good yes/no\n"        \
  "decision d on claim\n  governed by received assumed \"a\"\n"                             \
  "  criterion aim requires good assumed \"a\"\n"                                           \
  "  criterion small requires amount at most 50 kr assumed \"a\"\n"                         \
  "  frame pot = 100 kr assumed \"a\"\n"                                                    \
  "  delegated to director at most most out of pot assumed \"a\"\n"                         \
  "  decided by board out of pot assumed \"a\"\n"                                           \
  "  allocate by id full amount, else waitlist assumed \"a\"\n"                             \
  "sample ok claim id 1, amount 10 kr, received 2026-02-02, good yes\n"

static bool everywhere(void *context, Span span) {
  (void)context;
  (void)span;
  return true;
}

static MutantResults mutate(Case *each) {
  MutantList mutants = mutants_of(&each->arena, each->model, &each->diags, everywhere, NULL);
  MutationOptions options = { .tests = (const ModelTest *const *)each->model->tests.items,
                              .test_count = each->model->tests.count };
  return mutation_run(&each->arena, each->model, &mutants, &options, &each->diags);
}

/* The words at the place, an arrow and the change; NULL: there is no such mutant. */
static const MutantResult *find(Case *each, const MutantResults *results, const char *words,
                                const char *change) {
  for (size_t i = 0; i < results->count; i++) {
    const Mutant *mutant = results->items[i].mutant;
    const Source *source = sources_get(&each->sources, mutant->span);
    Text written = text_part(source->text, mutant->span.start, mutant->span.end);
    if (text_starts_with(written, text_from(words)) && text_is(mutant->change, change))
      return &results->items[i];
  }
  return NULL;
}

static void expect_fate(const char *tests, const char *words, const char *change,
                        MutantFate fate) {
  Case each;
  char rules[8192];
  snprintf(rules, sizeof rules, "%s%s", RULES, tests);
  case_begin(&each, rules);
  MutantResults results = mutate(&each);
  const MutantResult *result = find(&each, &results, words, change);
  assert_non_null(result);
  assert_int_equal(result->fate, fate);
  case_end(&each);
}

#define ON_THE_BOUND  "test \"on\"\n  given claim like ok, amount 50 kr\n  expect fundable\n"
#define ABOVE_IT      "test \"above\"\n  given claim like ok, amount 50.01 kr\n  expect rejected\n"
#define FAR_FROM_IT   "test \"far\"\n  given claim like ok\n  expect fundable\n"

static void a_comparison_is_noticed_by_a_test_on_the_bound(void **state) {
  (void)state;
  expect_fate(FAR_FROM_IT, "at most", "below 50 kr", MUTANT_SURVIVED);
  expect_fate(ON_THE_BOUND, "at most", "below 50 kr", MUTANT_NOTICED);
}

static void a_figure_is_changed_in_its_last_digit(void **state) {
  (void)state;
  expect_fate(ON_THE_BOUND, "50 kr", "51 kr", MUTANT_SURVIVED);
  expect_fate(ON_THE_BOUND ABOVE_IT, "50 kr", "51 kr", MUTANT_NOTICED);
  expect_fate(ON_THE_BOUND, "50 kr", "49 kr", MUTANT_NOTICED);
}

static void a_rule_left_out_is_noticed_by_a_test_that_it_fails(void **state) {
  (void)state;
  expect_fate(FAR_FROM_IT, "requires good", "left out", MUTANT_SURVIVED);
  expect_fate("test \"no\"\n  given claim like ok, good no\n  expect rejected, failed aim\n",
              "requires good", "left out", MUTANT_NOTICED);
}

static void a_criterion_is_no_test_of_who_may_apply(void **state) {
  (void)state;
  expect_fate("test \"no\"\n  given claim like ok, good no\n  expect failed aim\n",
              "aim", "a test of who may apply", MUTANT_SURVIVED);
  expect_fate("test \"no\"\n  given claim like ok, good no\n  expect rejected\n",
              "aim", "a test of who may apply", MUTANT_NOTICED);
}

static void days_in_force_are_changed_where_the_head_says_them(void **state) {
  (void)state;
  expect_fate(FAR_FROM_IT, "in force", "2026-01-02", MUTANT_SURVIVED);
  expect_fate("test \"first\"\n  given claim like ok, received 2026-01-01\n  expect fundable\n",
              "in force", "2026-01-02", MUTANT_NOTICED);
}

static void what_no_test_comes_to_is_told_apart(void **state) {
  (void)state;
  expect_fate("test \"nothing\"\n  expect that 1 is 1\n", "at most", "below 50 kr",
              MUTANT_UNREACHED);
}

static void a_reason_beside_it_explains_a_survivor(void **state) {
  (void)state;
  Case each;
  case_begin(&each, RULES "-- survives: whole kronor only\n"
             "define half = 5 kr\n  assumed \"a\"\n"
             "define third = 3 kr -- survives: nor this\n  assumed \"a\"\n"
             "define fourth = 2 kr\n  assumed \"a\"\n" FAR_FROM_IT);
  MutantResults results = mutate(&each);
  const MutantResult *above = find(&each, &results, "5 kr", "6 kr");
  const MutantResult *beside = find(&each, &results, "3 kr", "4 kr");
  const MutantResult *none = find(&each, &results, "2 kr", "3 kr");
  assert_int_equal(above->fate, MUTANT_EXPLAINED);
  assert_true(text_is(above->reason, "whole kronor only"));
  assert_int_equal(beside->fate, MUTANT_EXPLAINED);
  assert_true(text_is(beside->reason, "nor this"));
  assert_int_equal(none->fate, MUTANT_UNREACHED);
  case_end(&each);
}

static void the_model_is_as_it_was(void **state) {
  (void)state;
  Case each;
  case_begin(&each, RULES ON_THE_BOUND ABOVE_IT);
  MutantResults first = mutate(&each), second = mutate(&each);
  assert_int_equal(first.count, second.count);
  for (size_t i = 0; i < first.count; i++) {
    assert_true(text_equal(first.items[i].mutant->change, second.items[i].mutant->change));
    assert_int_equal(first.items[i].fate, second.items[i].fate);
  }
  for (size_t i = 0; i < each.model->tests.count; i++)
    assert_true(trial_run(&each.arena, each.model, each.model->tests.items[i],
                          &each.diags).passed);
  case_end(&each);
}

static void a_sample_is_the_same_for_the_same_seed(void **state) {
  (void)state;
  Case each;
  case_begin(&each, RULES ON_THE_BOUND);
  MutantList mutants = mutants_of(&each.arena, each.model, &each.diags, everywhere, NULL);
  MutationOptions options = { .tests = (const ModelTest *const *)each.model->tests.items,
                              .test_count = 1, .sample = 5, .seed = 7 };
  MutantResults first = mutation_run(&each.arena, each.model, &mutants, &options, &each.diags);
  MutantResults second = mutation_run(&each.arena, each.model, &mutants, &options, &each.diags);
  assert_int_equal(first.count, 5);
  assert_int_equal(second.count, 5);
  for (size_t i = 0; i < 5; i++)
    assert_ptr_equal(first.items[i].mutant, second.items[i].mutant);
  case_end(&each);
}

/* ---- coverage ------------------------------------------------------------------------------ */

static unsigned shown(const TestCoverage *coverage, PointKind kind, const char *name) {
  unsigned ways = 0;
  for (size_t i = 0; i < coverage->count; i++)
    if (coverage->items[i].kind == kind && text_is(coverage->items[i].name, name))
      ways |= coverage->items[i].shown;
  return ways;
}

static void coverage_tells_verdicts_outcomes_and_deciders(void **state) {
  (void)state;
  Case each;
  case_begin(&each, RULES ON_THE_BOUND ABOVE_IT);
  TestCoverage coverage = trials_coverage(&each.arena, each.model,
                                          (const ModelTest *const *)each.model->tests.items,
                                          each.model->tests.count, everywhere, NULL, &each.diags);
  assert_int_equal(shown(&coverage, POINT_OUTCOME, "fundable"), 1u << WAY_MET);
  assert_int_equal(shown(&coverage, POINT_OUTCOME, "rejected"), 1u << WAY_MET);
  assert_int_equal(shown(&coverage, POINT_OUTCOME, "waitlisted"), 0);
  assert_int_equal(shown(&coverage, POINT_FRAME, ""), 0);
  size_t met = 0, deciders = 0;
  for (size_t i = 0; i < coverage.count; i++)
    if (coverage.items[i].kind == POINT_DECIDER) {
      deciders++;
      met += coverage.items[i].shown != 0;
    }
  assert_int_equal(deciders, 2);
  assert_int_equal(met, 1);               /* the board; nobody asks for so little as the director */
  case_end(&each);
}

/* ---- bounds -------------------------------------------------------------------------------- */

static const Bound *bound_on(Case *each, const Bounds *bounds, const char *words) {
  for (size_t i = 0; i < bounds->count; i++) {
    const Source *source = sources_get(&each->sources, bounds->items[i].span);
    Text written = text_part(source->text, bounds->items[i].span.start, bounds->items[i].span.end);
    if (text_is(written, words))
      return &bounds->items[i];
  }
  return NULL;
}

static void bounds_tell_which_sides_have_a_test(void **state) {
  (void)state;
  Case each;
  case_begin(&each, RULES ON_THE_BOUND ABOVE_IT);
  Bounds bounds = trials_bounds(&each.arena, each.model,
                                (const ModelTest *const *)each.model->tests.items,
                                each.model->tests.count, everywhere, NULL, &each.diags);
  const Bound *small = bound_on(&each, &bounds, "amount at most 50 kr");
  assert_non_null(small);
  assert_int_equal(small->met, 1u << BOUND_ON | 1u << BOUND_ABOVE);
  TestProposal proposal;
  assert_true(boundary_try(&each.arena, each.model, small, BOUND_BELOW, &each.diags, &proposal));
  assert_true(text_is(proposal.field->name, "amount"));
  assert_int_equal(fraction_compare(proposal.value.as.number, fraction_from(4999)), 0);
  assert_true(text_is(proposal.outcome, "fundable"));
  assert_true(text_is(proposal.decider, "board"));
  assert_int_equal(proposal.granted, 4999);
  const Bound *limit = bound_on(&each, &bounds, "most");
  assert_non_null(limit);
  assert_int_equal(limit->met, 0);
  case_end(&each);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_comparison_is_noticed_by_a_test_on_the_bound),
    cmocka_unit_test(a_figure_is_changed_in_its_last_digit),
    cmocka_unit_test(a_rule_left_out_is_noticed_by_a_test_that_it_fails),
    cmocka_unit_test(a_criterion_is_no_test_of_who_may_apply),
    cmocka_unit_test(days_in_force_are_changed_where_the_head_says_them),
    cmocka_unit_test(what_no_test_comes_to_is_told_apart),
    cmocka_unit_test(a_reason_beside_it_explains_a_survivor),
    cmocka_unit_test(the_model_is_as_it_was),
    cmocka_unit_test(a_sample_is_the_same_for_the_same_seed),
    cmocka_unit_test(coverage_tells_verdicts_outcomes_and_deciders),
    cmocka_unit_test(bounds_tell_which_sides_have_a_test),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
