/* Tests in the language: the records they make, and what they say when they do not hold. */
#include "interp/trials/trial.h"
#include "tests/unit/decide_support.h"

#define HEAD                                                                                \
  "guideline g \"G\"\n  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n  currency SEK\n" \
  "use std.organisation\n"                                                                  \
  "body board \"The board\"\nrole director \"The director\" at board\n"

#define CLAIM                                                                               \
  HEAD "record claim\n  id integer key\n  amount money\n  received date\n  good yes/no\n"   \
  "  who list of organisation via applicant, at least 1\n  note_of text optional\n"         \
  "  valid when amount above 0 kr \"More than nothing.\"\n"                                 \
  "decision d on claim\n  governed by received assumed \"a\"\n"                             \
  "  eligible when some w in who satisfies w.kind is committee assumed \"a\"\n"             \
  "  criterion aim requires good else \"It is not good.\" assumed \"a\"\n"                  \
  "  criterion wide considers note_of is given assumed \"a\"\n"                             \
  "  frame pot = 100 kr assumed \"a\"\n"                                                    \
  "  delegated to director at most 20 kr out of pot assumed \"a\"\n"                        \
  "  decided by board out of pot assumed \"a\"\n"                                           \
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n"                   \
  "  deadline account \"A\" when granted above 0 kr owed by board to director "             \
  "due received assumed \"a\"\n"                                                            \
  "sample one organisation id 1, name \"One\", kind committee\n"                            \
  "sample ok claim id 1, amount 10 kr, received 2026-02-02, good yes, who (one), "          \
  "note_of \"n\"\n"

/* What the last test of the rules says: its failures, joined by " | ". */
static void expect_failures(const char *test, const char *expected) {
  Case each;
  char rules[8192];
  snprintf(rules, sizeof rules, "%s%s", CLAIM, test);
  case_begin(&each, rules);
  const ModelTest *last = each.model->tests.items[each.model->tests.count - 1];
  TrialResult result = trial_run(&each.arena, each.model, last, &each.diags);
  Writer writer;
  writer_to_memory(&writer, &each.arena);
  for (size_t i = 0; i < result.failures.count; i++) {
    if (i)
      writer_put(&writer, TEXT(" | "));
    writer_put(&writer, result.failures.items[i]);
  }
  assert_text(writer_text(&writer), expected);
  assert_int_equal(result.passed, expected[0] == '\0');
  assert_int_equal(each.diags.errors, result.failures.count);
  case_end(&each);
}

static void what_does_not_hold_says_what_came_instead(void **state) {
  (void)state;
  expect_failures("test \"t\"\n  given claim like ok, good is not known\n  expect fundable\n",
                  "expected fundable, got incomplete: missing good");
  expect_failures("test \"t\"\n  given claim like ok, good no\n  expect fundable\n",
                  "expected fundable, got rejected: failed aim (It is not good.)");
  expect_failures("test \"t\"\n  given claim like ok, amount 0 kr\n  expect fundable\n",
                  "expected fundable, got invalid: More than nothing.");
  expect_failures("test \"t\"\n  given claim like ok, amount 101 kr\n  expect fundable\n",
                  "expected fundable, got waitlisted: frame pot has 100 kr left");
  expect_failures("test \"t\"\n  given claim like ok\n  expect rejected\n",
                  "expected rejected, got fundable: director decides 10 kr");
  expect_failures("test \"t\"\n  given claim like ok, received 2025-01-01\n  expect fundable\n",
                  "expected fundable, got ineligible: failed in_force (2025-01-01 lies outside the "
                  "dates in force, 2026-01-01 to 2026-12-31)");
}

static void each_expectation_is_told_apart(void **state) {
  (void)state;
  expect_failures("test \"t\"\n  given claim like ok\n"
                  "  expect rejected, decider board, granted 11 kr, missing good, noted wide\n",
                  "expected rejected, got fundable: director decides 10 kr"
                  " | expected decider board, got director"
                  " | expected granted 11 kr, got 10 kr (fundable)"
                  " | expected missing good, got missing nothing (fundable)"
                  " | expected noted wide, got noted nothing (fundable)");
  expect_failures("test \"t\"\n  given claim like ok\n  expect deadline account 2026-02-03\n",
                  "expected deadline account 2026-02-03, got 2026-02-02");
  expect_failures("test \"t\"\n  given claim like ok, good no\n"
                  "  expect deadline account 2026-02-03, decider board\n",
                  "expected deadline account 2026-02-03, got none (rejected: failed aim "
                  "(It is not good.)) | expected decider board, got nobody (rejected: failed aim "
                  "(It is not good.))");
  expect_failures("test \"t\"\n  given claim like ok\n  expect deadline account is not given\n",
                  "expected no deadline account, got 2026-02-02");
  expect_failures("test \"t\"\n  given claim like ok, good no\n"
                  "  expect deadline account is not given\n", "");
  expect_failures("test \"t\"\n  given claim like ok\n  expect that granted above 10 kr\n",
                  "expected that this holds, got no");
  expect_failures("test \"t\"\n  given claim like ok, amount is not known\n"
                  "  expect that amount above 10 kr\n",
                  "expected that this holds, got unknown: missing amount");
}

static void missing_names_are_one_set(void **state) {
  (void)state;
  expect_failures("test \"t\"\n  given claim like ok, good is not known, amount is not known\n"
                  "  expect missing amount, missing good\n", "");
  expect_failures("test \"t\"\n  given claim like ok, good is not known, amount is not known\n"
                  "  expect missing amount\n",
                  "expected missing amount, got missing good, amount (incomplete)");
}

static void defaults_are_unknown_none_and_the_next_number(void **state) {
  (void)state;
  expect_failures("test \"t\"\n  given claim amount 5 kr\n  expect that id is 1, "
                  "that not (note_of is given), missing received and who and good\n", "");
  expect_failures("test \"t\"\n  given claim like ok, amount 90 kr\n"
                  "  given claim like ok\n  expect that id is 1, fundable\n", "");
  expect_failures("test \"t\"\n  given claim like ok, id 2, amount 95 kr\n"
                  "  given claim like ok\n  expect waitlisted, that id is 2\n", "");
}

static void two_records_with_one_key_are_invalid(void **state) {
  (void)state;
  expect_failures("test \"t\"\n  given claim like ok, id 4\n  given claim like ok, id 4\n"
                  "  expect invalid\n", "");
}

static void a_given_takes_the_place_of_the_sample_it_is_like(void **state) {
  (void)state;
  expect_failures("test \"t\"\n  given claim like ok\n"
                  "  given organisation like one, kind private\n"
                  "  expect ineligible, failed eligible\n", "");
}

static void amounts_must_be_whole(void **state) {
  (void)state;
  expect_failures("test \"t\"\n  given claim like ok, amount 10.005 kr\n  expect invalid\n", "");
}

static void records_that_refer_back_are_gathered(void **state) {
  (void)state;
  Case each;
  case_begin(&each, HEAD
             "record item\n  id integer key\n  claim claim\n  cost money\n"
             "record claim\n  id integer key\n  amount money\n  received date\n"
             "  items list of item by claim, at least 2\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  criterion dear requires (sum of i.cost for i in items) above 10 kr assumed \"a\"\n"
             "  allocate by id full amount assumed \"a\"\n"
             "sample c claim id 7, amount 1 kr, received 2026-02-02\n"
             "test \"two\"\n  given claim like c\n  given item claim (c), cost 5 kr\n"
             "  given item claim (c), cost 6 kr\n  expect fundable\n"
             "test \"one\"\n  given claim like c\n  given item claim (c), cost 50 kr\n"
             "  expect incomplete, missing items\n");
  for (size_t i = 0; i < each.model->tests.count; i++)
    assert_true(trial_run(&each.arena, each.model, each.model->tests.items[i],
                          &each.diags).passed);
  case_end(&each);
}

static void settings_and_as_of_of_a_test_count(void **state) {
  (void)state;
  Case each;
  case_begin(&each, HEAD
             "parameter most = 5 kr assumed \"a\"\n"
             "record claim\n  id integer key\n  amount money\n  received date\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  criterion small requires amount at most most assumed \"a\"\n"
             "  criterion late requires received no later than as_of assumed \"a\"\n"
             "  allocate by id full amount assumed \"a\"\n"
             "sample c claim id 7, amount 6 kr, received 2026-02-02\n"
             "test \"set\"\n  given claim like c\n  set most = 6 kr\n  as of 2026-02-02\n"
             "  expect fundable\n"
             "test \"not\"\n  given claim like c\n  as of 2026-02-01\n"
             "  expect rejected, failed small and late\n");
  for (size_t i = 0; i < each.model->tests.count; i++)
    assert_true(trial_run(&each.arena, each.model, each.model->tests.items[i],
                          &each.diags).passed);
  case_end(&each);
}

static void a_test_that_cannot_be_run_fails(void **state) {
  (void)state;
  Case each;
  case_begin(&each, HEAD "parameter parts = 1 assumed \"a\"\n"
             "record claim\n  id integer key\n  amount money\n  received date\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  frame pot = 100 kr / parts assumed \"a\"\n"
             "  decided by board out of pot assumed \"a\"\n"
             "  allocate by id full amount assumed \"a\"\n"
             "test \"t\"\n  given claim id 1, amount 1 kr, received 2026-01-01\n"
             "  set parts = 0\n  expect fundable\n"
             "test \"u\"\n  given claim id 1, amount 1 kr, received 2026-01-01\n"
             "  expect fundable\n");
  TrialResult result = trial_run(&each.arena, each.model, each.model->tests.items[0],
                                 &each.diags);
  assert_false(result.passed);
  assert_text(result.failures.items[0], "the test could not be run");
  assert_true(trial_run(&each.arena, each.model, each.model->tests.items[1], &each.diags).passed);
  case_end(&each);
}

static void without_a_decision_what_is_said_of_the_record_is_held(void **state) {
  (void)state;
  Case each;
  case_begin(&each, HEAD "record claim\n  id integer key\n  amount money\n"
             "test \"t\"\n  given claim amount 4 kr\n  expect that amount above 3 kr\n");
  assert_true(trial_run(&each.arena, each.model, each.model->tests.items[0], &each.diags).passed);
  case_end(&each);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_does_not_hold_says_what_came_instead),
    cmocka_unit_test(each_expectation_is_told_apart),
    cmocka_unit_test(missing_names_are_one_set),
    cmocka_unit_test(defaults_are_unknown_none_and_the_next_number),
    cmocka_unit_test(two_records_with_one_key_are_invalid),
    cmocka_unit_test(a_given_takes_the_place_of_the_sample_it_is_like),
    cmocka_unit_test(amounts_must_be_whole),
    cmocka_unit_test(records_that_refer_back_are_gathered),
    cmocka_unit_test(settings_and_as_of_of_a_test_count),
    cmocka_unit_test(a_test_that_cannot_be_run_fails),
    cmocka_unit_test(without_a_decision_what_is_said_of_the_record_is_held),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
