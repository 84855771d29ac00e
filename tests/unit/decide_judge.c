/* What a judgement tells beyond its outcome: order of what is missing, reasons, names of those
 * who owe, conditions, what refused. */
#include "tests/unit/decide_support.h"

typedef struct {
  Case            *of;
  int64_t          key;                /* whose judgement is kept; 0: the first */
  const Judgement *kept;
  void           (*look)(Case *of, const Judgement *judgement, Arena *batch);
  size_t           looked;
} Looker;

static void look_at(void *context, const Judgement *judgement, Arena *batch) {
  Looker *looker = context;
  Value key = judgement->record->fields[judgement->record->type->key];
  int64_t number = 0;
  assert_true(fraction_to_int64(key.as.number, &number));
  if (looker->key && looker->key != number)
    return;
  looker->looked++;
  looker->look(looker->of, judgement, batch);
}

static void judge_case(const char *rules, int64_t key,
                       void (*look)(Case *of, const Judgement *judgement, Arena *batch)) {
  Case each;
  case_begin(&each, rules);
  Population population = case_population(&each);
  Looker looker = { .of = &each, .key = key, .look = look };
  RunVisitor visitor = { .finished = look_at, .context = &looker };
  case_run(&each, &population, &visitor);
  assert_true(looker.looked > 0);
  case_end(&each);
}

#define HEAD                                                                                \
  "guideline g \"G\"\n  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n  currency SEK\n" \
  "use std.organisation\n"                                                                  \
  "body board \"The board\"\nrole director \"The director\" at board\n"

/* ---- what is missing (U5, U6) ---------------------------------------------------- */

static void missing_in_order(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  assert_text(judgement_outcome(judgement), "incomplete");
  assert_text(judgement_missing(batch, judgement),
              "received,member,purpose,plan,weight,amount,points");
}

static void missing_facts_come_in_the_order_of_the_stages(void **state) {
  (void)state;
  judge_case(HEAD
             "record claim\n  id integer key\n  points integer\n  amount money\n  weight integer\n"
             "  plan yes/no\n  purpose yes/no\n  member yes/no\n  received date\n"
             "  valid when weight above 0 \"w\"\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  criterion aim requires purpose and plan assumed \"a\"\n"
             "  eligible when member assumed \"a\"\n"
             "  criterion planned requires plan assumed \"a\"\n"
             "  allocate by points descending, id full amount assumed \"a\"\n"
             "test \"t\"\n  given claim id 1\n  expect incomplete\n",
             0, missing_in_order);
}

static void full_names(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  assert_text(judgement_missing(batch, judgement), "owned_share");
  assert_int_equal(judgement->missing.count, 2);
  assert_text(ask_name(&judgement->missing.items[0]), "applicants[3].owned_share");
  assert_text(ask_name(&judgement->missing.items[1]), "applicants[4].owned_share");
  assert_text(ask_owner(&judgement->missing.items[0]), "applicant");
}

#define JOINT                                                                                 \
  HEAD "record claim\n  id integer key\n  applicants list of organisation via applicant\n"    \
  "  amount money\n  received date\n"                                                         \
  "sample one organisation id 3, name \"Three\", kind company\n"                              \
  "sample two organisation id 4, name \"Four\", kind company\n"                               \
  "sample far organisation id 5, name \"Five\", kind committee\n"

static void facts_of_others_are_named_in_full(void **state) {
  (void)state;
  judge_case(JOINT "decision d on claim\n  governed by received assumed \"a\"\n"
             "  eligible when every a in applicants satisfies a.owned_share above 50 % "
             "assumed \"a\"\n  allocate by id full amount assumed \"a\"\n"
             "test \"t\"\n  given claim id 1, applicants (one, two), amount 1 kr, "
             "received 2026-02-02\n  expect incomplete\n",
             0, full_names);
}

/* ---- reasons --------------------------------------------------------------------- */

static const RuleVerdict *rule_called(const Judgement *judgement, const char *name) {
  for (size_t i = 0; i < judgement->rules.count; i++)
    if (text_is(judgement->rules.items[i].name, name))
      return &judgement->rules.items[i];
  fail_msg("no rule %s", name);
  return NULL;
}

static void reasons_filled(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  assert_text(judgement_failed(batch, judgement), "aim");
  assert_text(rule_called(judgement, "aim")->reason,
              "You ask for 1 000 kr on 2026-02-02. {amount No plan.");
  assert_text(rule_called(judgement, "other")->reason, "The other one");
  assert_int_equal(rule_called(judgement, "other")->verdict, VERDICT_UNKNOWN);
}

static void reasons_hold_values_and_are_those_of_the_failing_parts(void **state) {
  (void)state;
  judge_case(HEAD
             "parameter most = 500 kr assumed \"a\"\n"
             "record claim\n  id integer key\n  amount money\n  received date\n  plan yes/no\n"
             "  good yes/no\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  criterion aim \"The aim\"\n"
             "    requires amount at most most\n"
             "      else \"You ask for {amount} on { received }. {amount\"\n"
             "    requires good else \"Not good.\"\n"
             "    requires plan else \"No plan.\"\n    assumed \"a\"\n"
             "  criterion other \"The other one\" requires good assumed \"a\"\n"
             "  allocate by id full amount assumed \"a\"\n"
             "test \"t\"\n  given claim id 1, amount 1_000 kr, received 2026-02-02, plan no\n"
             "  expect rejected\n",
             0, reasons_filled);
}

static void period_told(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  (void)batch;
  assert_text(judgement->failed.items[0]->reason,
              "2027-02-02 lies outside the dates in force, 2026-01-01 to 2026-12-31");
}

static void invalid_told(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  assert_text(judgement_outcome(judgement), "invalid");
  assert_text(judgement_noted(batch, judgement), "");
  assert_int_equal(judgement->asked.state, VALUE_UNKNOWN);
  assert_text(rule_called(judgement, "valid when")->reason, "Too little: 0 kr.");
}

#define SIMPLE                                                                               \
  HEAD "record claim\n  id integer key\n  amount money\n  received date\n  parts integer\n" \
  "  valid when amount above 0 kr \"Too little: {amount}.\"\n"                               \
  "decision d on claim\n  governed by received assumed \"a\"\n"                              \
  "  amount asked = amount assumed \"a\"\n"                                                  \
  "  amount part = amount / parts assumed \"a\"\n"                                           \
  "  allocate by id full amount assumed \"a\"\n"

static void dates_in_force_are_told(void **state) {
  (void)state;
  judge_case(SIMPLE "test \"t\"\n  given claim id 1, amount 1 kr, received 2027-02-02, parts 1\n"
             "  expect ineligible\n", 0, period_told);
}

static void a_record_that_is_not_valid_says_why(void **state) {
  (void)state;
  judge_case(SIMPLE "test \"t\"\n  given claim id 1, amount 0 kr, received 2026-02-02, parts 1\n"
             "  expect invalid\n", 0, invalid_told);
}

static void division_told(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  (void)batch;
  assert_int_equal(judgement->kind, OUTCOME_INVALID);
  assert_int_equal(rule_called(judgement, "part")->verdict, VERDICT_INVALID);
  assert_true(rule_called(judgement, "part")->reason.length > 0);
}

static void an_error_makes_the_record_invalid(void **state) {
  (void)state;
  judge_case(SIMPLE "test \"t\"\n  given claim id 1, amount 1 kr, received 2026-02-02, parts 0\n"
             "  expect invalid\n", 0, division_told);
}

static void by_reference(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  (void)batch;
  assert_int_equal(judgement->kind, OUTCOME_INVALID);
  assert_text(rule_called(judgement, "valid when")->reason, "A part is too small.");
}

static void a_reference_to_an_invalid_record_makes_it_invalid(void **state) {
  (void)state;
  judge_case(HEAD
             "record project\n  id integer key\n  size integer\n"
             "  valid when size above 3 \"A part is too small.\"\n"
             "record claim\n  id integer key\n  amount money\n  received date\n"
             "  project project\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  criterion large requires project.size above 2 assumed \"a\"\n"
             "  allocate by id full amount assumed \"a\"\n"
             "sample p project id 1, size 3\n"
             "test \"t\"\n  given claim id 1, amount 1 kr, received 2026-02-02, project (p)\n"
             "  expect invalid\n",
             0, by_reference);
}

/* ---- duties ---------------------------------------------------------------------- */

static void duties_named(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  (void)batch;
  assert_int_equal(judgement->deadlines.count, 4);
  assert_text(judgement->deadlines.items[0].owed_by, "Three,Four");
  assert_text(judgement->deadlines.items[0].owed_to, "board");
  assert_text(judgement->deadlines.items[1].owed_by, "director");
  assert_true(judgement->deadlines.items[1].fulfilled);
  assert_text(judgement->deadlines.items[2].owed_by, "Five");
  assert_text(judgement->deadlines.items[3].owed_by, "board,director");
  assert_int_equal(judgement->deadlines.items[3].due.state, VALUE_UNKNOWN);
  assert_int_equal(judgement->conditions.count, 2);
  assert_text(judgement->conditions.items[0]->name, "always");
  assert_text(judgement->conditions.items[1]->name, "small");
  assert_int_equal(judgement->conditions_open.count, 1);
  assert_text(judgement->conditions_open.items[0]->name, "perhaps");
  assert_int_equal(judgement->kind, OUTCOME_FUNDABLE);
}

static void those_who_owe_are_named_and_conditions_sorted(void **state) {
  (void)state;
  judge_case(JOINT "group committees = organisation where kind is committee\n"
             "group both_of_them = board, director\n"
             "record extra\n  id integer key\n  who organisation\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  decided by board assumed \"a\"\n"
             "  allocate by id full amount assumed \"a\"\n"
             "  condition always \"Always\" assumed \"a\"\n"
             "  condition small \"Small\" when granted at most 5 kr assumed \"a\"\n"
             "  condition large \"Large\" when granted above 5 kr assumed \"a\"\n"
             "  condition perhaps \"Perhaps\" when every a in applicants satisfies "
             "a.owned_share above 1 % assumed \"a\"\n"
             "  deadline first \"F\" owed by director when decider is director, else applicants\n"
             "    to board due received assumed \"a\"\n"
             "  deadline second \"S\" owed by director to board due received\n"
             "    fulfilled when id is 1 assumed \"a\"\n"
             "  deadline third \"T\" owed by committees to board due received assumed \"a\"\n"
             "  deadline fourth \"Q\" owed by both_of_them to board due pending assumed \"a\"\n"
             "  deadline never \"N\" when decider is director\n"
             "    owed by director to board due received assumed \"a\"\n"
             "test \"t\"\n  given claim id 1, applicants (one, two), amount 1 kr, "
             "received 2026-02-02\n  given extra id 1, who (far)\n  expect fundable\n",
             0, duties_named);
}

/* ---- what refused (F13) ---------------------------------------------------------- */

static void refusals_told(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  assert_int_equal(judgement->kind, OUTCOME_WAITLISTED);
  assert_text(judgement->placement.frame->name, "pot");
  assert_int_equal(judgement->placement.rank, 3);
  Refusal *refusals;
  assert_int_equal(allocation_refusals(judgement->queue, batch, judgement->number, &refusals), 1);
  assert_int_equal(refusals[0].room, 4000);
  assert_int_equal(refusals[0].queued_before, 5000);
  assert_false(judgement->has_granted);
}

static void a_waitlisted_record_knows_what_refused_it(void **state) {
  (void)state;
  judge_case(HEAD
             "record claim\n  id integer key\n  amount money\n  received date\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  frame pot = 100 kr assumed \"a\"\n"
             "  decided by board out of pot assumed \"a\"\n"
             "  allocate by id full amount, else waitlist assumed \"a\"\n"
             "test \"t\"\n  given claim id 1, amount 60 kr, received 2026-02-02\n"
             "  given claim id 2, amount 50 kr, received 2026-02-02\n"
             "  given claim id 3, amount 41 kr, received 2026-02-02\n  expect fundable\n",
             3, refusals_told);
}

static void pending_told(Case *of, const Judgement *judgement, Arena *batch) {
  (void)of;
  assert_text(judgement_outcome(judgement), "incomplete");
  assert_text(judgement_missing(batch, judgement), "size");
  assert_text(ask_owner(&judgement->missing.items[0]), "");
}

static void a_pending_frame_is_named(void **state) {
  (void)state;
  judge_case(HEAD
             "parameter size = pending assumed \"a\"\n"
             "record claim\n  id integer key\n  amount money\n  received date\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  frame pot = size assumed \"a\"\n"
             "  decided by board out of pot assumed \"a\"\n"
             "  allocate by id full amount, else waitlist assumed \"a\"\n"
             "test \"t\"\n  given claim id 1, amount 60 kr, received 2026-02-02\n"
             "  expect incomplete\n",
             0, pending_told);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(missing_facts_come_in_the_order_of_the_stages),
    cmocka_unit_test(facts_of_others_are_named_in_full),
    cmocka_unit_test(reasons_hold_values_and_are_those_of_the_failing_parts),
    cmocka_unit_test(dates_in_force_are_told),
    cmocka_unit_test(a_record_that_is_not_valid_says_why),
    cmocka_unit_test(an_error_makes_the_record_invalid),
    cmocka_unit_test(a_reference_to_an_invalid_record_makes_it_invalid),
    cmocka_unit_test(those_who_owe_are_named_and_conditions_sorted),
    cmocka_unit_test(a_waitlisted_record_knows_what_refused_it),
    cmocka_unit_test(a_pending_frame_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
