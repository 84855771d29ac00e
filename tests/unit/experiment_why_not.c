/* Why not, over the acceptance applications and the examples: every answer applied to its record
 * makes it fundable, and with any one of its changes a unit smaller it does not. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_support.h"

#include "interp/experiment/why_not.h"

static Bench bench;
static const Assumptions none = { .name = { NULL, 0 } };

/* ---- applying an answer ----------------------------------------------------------------- */

static bool funds_with(const WhyNot *why, WhyAnswer *answer) {
  WhyFunding funding = { bench.experiment, &none, &bench.arena };
  return why_not_funds(&funding, why, answer);
}

/* Yes/no, codes and texts have no unit: what is smaller than a change of one is none. */
static bool one_unit_nearer(const WhyChange *change, Value *nearer) {
  int64_t now, to;
  *nearer = change->now;
  if (change->now.state != VALUE_KNOWN)
    return false;
  if (!change->ordered)
    return true;
  assert_true(why_place(&change->grid, change->now, ROUND_NEAREST, &now));
  assert_true(why_place(&change->grid, change->to, ROUND_NEAREST, &to));
  *nearer = why_value(&change->grid, to + (now > to ? 1 : -1));
  return true;
}

static void expect_least(const WhyNot *why, WhyAnswer *answer, size_t at) {
  Value nearer;
  WhyChange *change = &answer->changes.items[at];
  if (!one_unit_nearer(change, &nearer))
    return;
  Value kept = change->to;
  change->to = nearer;
  if (funds_with(why, answer))
    fail_msg("%.*s: %.*s would do with a unit less", TEXT_PRINT(why->key),
             TEXT_PRINT(change->path));
  change->to = kept;
}

/* What is taken out of a list is no fact that an assumption can have: tests/command/why_not.sh
 * tries those in the database. */
static bool takes_away(const WhyAnswer *answer) {
  for (size_t i = 0; i < answer->changes.count; i++)
    if (answer->changes.items[i].reach == REACH_WITHOUT)
      return true;
  return false;
}

static void expect_answer(const WhyNot *why, WhyAnswer *answer) {
  assert_false(answer->untried);
  if (takes_away(answer))
    return;
  if (!funds_with(why, answer))
    fail_msg("%.*s: an answer does not fund it", TEXT_PRINT(why->key));
  for (size_t i = 0; i < answer->changes.count; i++)
    expect_least(why, answer, i);
}

/* Each value told to do as well does. */
static void expect_others(const WhyNot *why, WhyAnswer *answer) {
  if (takes_away(answer))
    return;
  for (size_t i = 0; i < answer->changes.count; i++) {
    WhyChange *change = &answer->changes.items[i];
    Value kept = change->to;
    for (size_t j = 0; j < change->values.count; j++) {
      change->to = change->values.items[j];
      if (!funds_with(why, answer))
        fail_msg("%.*s: another value told of does not do", TEXT_PRINT(why->key));
    }
    if (change->reach == REACH_BETWEEN) {
      change->to = change->end;
      if (!funds_with(why, answer))
        fail_msg("%.*s: the other end of %.*s does not do: %.*s to %.*s", TEXT_PRINT(why->key),
                 TEXT_PRINT(change->path), TEXT_PRINT(value_plain(&bench.arena, kept)),
                 TEXT_PRINT(value_plain(&bench.arena, change->end)));
    }
    change->to = kept;
  }
}

typedef struct { size_t records, answered, answers, pairs, others, queued, barred, none; } Tally;

static void expect_list(const WhyNot *why, const WhyAnswers *answers, Tally *tally) {
  for (size_t i = 0; i < answers->count; i++) {
    expect_answer(why, &answers->items[i]);
    expect_others(why, &answers->items[i]);
    tally->answers++;
    tally->pairs += answers->items[i].changes.count > 1;
  }
}

static void count_one(const WhyNot *why, Tally *tally) {
  tally->records++;
  tally->answered += why->answers.count > 0;
  tally->others += why->others.count > 0;
  tally->queued += why->queued.count > 0;
  tally->barred += why->bars.count > 0;
  bool says = why->answers.count || why->others.count || why->queued.count || why->bars.count ||
              why->asks.count || why->rooms.count;
  if (!says)
    print_error("%.*s says nothing\n", TEXT_PRINT(why->key));
  tally->none += !says;
}

static void ask_all(void *context) {
  Tally *tally = context;
  const Decision *decision = bench.model->decisions.items[0];
  Standing *standing = experiment_judge(bench.experiment, &none);
  const StandingOf *of = &standing->decisions[0];
  for (size_t i = 0; i < of->count; i++) {
    if (standing_at(of, i).kind == OUTCOME_FUNDABLE)
      continue;
    WhyNots found = { NULL, 0, 0 };
    Text key = experiment_key(bench.experiment, &bench.arena, decision, i);
    assert_true(why_not_ask(bench.experiment, &none, key, &bench.arena, &found));
    expect_list(found.items[0], &found.items[0]->answers, tally);
    expect_list(found.items[0], &found.items[0]->others, tally);
    count_one(found.items[0], tally);
  }
  standing_free(standing);
}

/* Every record that is not fundable, of the first decision. */
static Tally ask_of(const char *rules, const BenchTable *tables, size_t count) {
  Tally tally = { 0 };
  bench_open(&bench, rules, tables, count);
  assert_true(memory_guard(&bench.memory, ask_all, &tally));
  bench_close(&bench);
  print_message("%s: %zu not fundable, %zu answered, %zu with facts of others, %zu to the queue, "
                "%zu barred; %zu answers, %zu of several changes\n", rules, tally.records,
                tally.answered, tally.others, tally.queued, tally.barred, tally.answers,
                tally.pairs);
  assert_int_equal(tally.none, 0);
  return tally;
}

#define ACCEPTANCE "tests/acceptance/omstallning/"

static void of_the_acceptance_applications(void **state) {
  (void)state;
  static const BenchTable tables[] = { { "organisation", ACCEPTANCE "organisation.csv" },
                                       { "application", ACCEPTANCE "application.csv" },
                                       { "applicant", ACCEPTANCE "applicant.csv" } };
  Tally tally = ask_of("rules/omstallning/omstallning_2026.anslag", tables, 3);
  assert_int_equal(tally.records, 195);
  assert_true(tally.answered >= 174);
  assert_true(tally.answered + tally.others >= 189);
  assert_true(tally.pairs >= 60);
}

static void of_one_criterion(void **state) {
  (void)state;
  static const BenchTable tables[] = { { "application",
                                         "examples/1_one_criterion/application.csv" } };
  assert_true(ask_of("examples/1_one_criterion/culture.anslag", tables, 1).records > 0);
}

static void of_money_and_deciders(void **state) {
  (void)state;
  static const BenchTable tables[] = { { "application",
                                         "examples/2_money_and_deciders/application.csv" } };
  assert_true(ask_of("examples/2_money_and_deciders/culture.anslag", tables, 1).answered > 0);
}

/* A frame for each undertaking, over a moving window. */
static void of_state_aid(void **state) {
  (void)state;
  static const BenchTable tables[] = {
    { "undertaking", "examples/4_state_aid/undertaking.csv" },
    { "earlier_aid", "examples/4_state_aid/earlier_aid.csv" },
    { "application", "examples/4_state_aid/application.csv" } };
  assert_true(ask_of("examples/4_state_aid/de_minimis.anslag", tables, 3).records > 0);
}

/* Points, a frame for each key, equals told apart by what was served before. */
static void of_a_ranked_call(void **state) {
  (void)state;
  static const BenchTable tables[] = { { "proposal", "examples/6_ranked_call/proposal.csv" },
                                       { "partner", "examples/6_ranked_call/partner.csv" },
                                       { "aspect", "examples/6_ranked_call/aspect.csv" } };
  assert_true(ask_of("examples/6_ranked_call/ranked_call.anslag", tables, 3).records > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(of_the_acceptance_applications),
    cmocka_unit_test(of_one_criterion),
    cmocka_unit_test(of_money_and_deciders),
    cmocka_unit_test(of_state_aid),
    cmocka_unit_test(of_a_ranked_call),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
