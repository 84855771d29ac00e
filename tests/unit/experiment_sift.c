/* The sift says of every record what judge_record says: over the acceptance applications, the
 * examples, and records made of their facts by chance, under settings one after the other. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_support.h"

#include "interp/experiment/inside.h"
#include "tests/unit/sift_support.h"

enum { MOST_SETTINGS = 8 };

typedef struct {
  const char       *rules;
  const BenchTable *tables;
  size_t            table_count;
  const char       *settings[MOST_SETTINGS];    /* each laid over those before it */
} Folder;

static void try_all(Trial *trial, const Folder *folder) {
  Assumptions assumed = { .name = TEXT_NONE };
  const EvalOptions options = { .has_as_of = true, .as_of = 20600 };
  try_settings(trial, &assumed.settings, &options, false);
  for (size_t i = 0; i < MOST_SETTINGS && folder->settings[i]; i++) {
    bench_set(trial->bench, &assumed, folder->settings[i]);
    try_settings(trial, &assumed.settings, &options, i % 2);
  }
  assumed.settings.count = 0;
  try_settings(trial, &assumed.settings, &options, true);
  try_settings(trial, &assumed.settings, &options, false);
}

static void try_records(Bench *bench, const Folder *folder, const Decision *decision,
                        Population *population, const Record *const *records, size_t count,
                        bool keep) {
  Census *census = census_new(&bench->arena, bench->model);
  for (size_t i = 0; i < count; i++)
    census_add(census, records[i]);
  if (keep)
    census_keep(census, decision->subject, records);
  Trial trial = { bench, decision, records, count, population,
                  sift_new(&bench->arena, bench->model, decision, census), 0 };
  try_all(&trial, folder);
}

typedef struct { Bench *bench; const Folder *folder; size_t decisions; } Work;

static void try_decision(Work *work, const Decision *decision) {
  Bench *bench = work->bench;
  Population population;
  Held *held = &bench->experiment->held;
  held_population(held, &population);
  const Record *const *records;
  size_t count;
  population.all.all(population.all.context, decision->subject, &records, &count);
  try_records(bench, work->folder, decision, &population, records, count, false);
  try_records(bench, work->folder, decision, &population, records, count, true);
  Stock stock = { decision->subject, records, count };
  const Record **made = make_records(bench, &stock);
  try_records(bench, work->folder, decision, &population, made, MADE, false);
  work->decisions++;
}

static void try_decisions(void *context) {
  Work *work = context;
  const Model *model = work->bench->model;
  for (size_t i = 0; i < model->decisions.count; i++)
    if (sift_can(model, model->decisions.items[i]))
      try_decision(work, model->decisions.items[i]);
}

static void try_folder(const Folder *folder, size_t decisions) {
  Bench bench;
  seed = 1;
  bench_open(&bench, folder->rules, folder->tables, folder->table_count);
  Work work = { &bench, folder, 0 };
  bool done = memory_guard(&bench.memory, try_decisions, &work);
  bench_tell(&bench);
  assert_true(done);
  assert_int_equal(work.decisions, decisions);
  bench_close(&bench);
}

/* ---- left in the middle ------------------------------------------------------------------ */

typedef struct {
  Trial               *trial;
  const ModelSettings *settings;
} Attempt;

static void judge_once(void *context) {
  const EvalOptions options = { .has_as_of = true, .as_of = 20600 };
  Attempt *attempt = context;
  Bench *bench = attempt->trial->bench;
  Arena scratch;
  arena_init_deferred(&scratch, &bench->memory);
  Evaluator *evaluator = evaluator_new(&scratch, bench->model, attempt->settings, &options,
                                       &bench->diags);
  Book *book = open_book(bench, &scratch, evaluator, attempt->trial->population);
  sift_judge(attempt->trial->sift, &(SiftUnder){
    .arena = &scratch, .evaluator = evaluator, .source = &attempt->trial->population->all,
    .book = book,
  });
  memory_release(&bench->memory, &scratch);
}

/* Out of memory at the first allocation, the second, …: the next sifting is right anyway. */
static void fail_again_and_again(Trial *trial, const ModelSettings *settings) {
  const EvalOptions options = { .has_as_of = true, .as_of = 20600 };
  const ModelSettings none = { NULL, 0, 0 };
  Memory *memory = &trial->bench->memory;
  Attempt attempt = { trial, settings };
  for (uint64_t i = 1;; i += 1 + i / 8) {
    memory->fail_at = memory->calls + i;
    bool done = memory_guard(memory, judge_once, &attempt);
    memory->fail_at = 0;
    try_settings(trial, i % 2 ? settings : &none, &options, false);
    if (done)
      return;
  }
}

static void try_failing(void *context) {
  Work *work = context;
  Bench *bench = work->bench;
  Population population;
  held_population(&bench->experiment->held, &population);
  const Decision *decision = bench->model->decisions.items[0];
  const Record *const *records;
  size_t count;
  population.all.all(population.all.context, decision->subject, &records, &count);
  Census *census = census_new(&bench->arena, bench->model);
  for (size_t i = 0; i < count; i++)
    census_add(census, records[i]);
  Trial trial = { bench, decision, records, count, &population,
                  sift_new(&bench->arena, bench->model, decision, census), 0 };
  Assumptions assumed = { .name = TEXT_NONE };
  bench_set(bench, &assumed, "majority = 33.5 %");
  bench_set(bench, &assumed, "director_limit = 3 mkr from 2026-04-01");
  fail_again_and_again(&trial, &assumed.settings);
}

/* ---- folders ------------------------------------------------------------------------------- */

#define SKANE "tests/acceptance/omstallning/"
static void the_acceptance_applications(void **state) {
  (void)state;
  static const BenchTable tables[] = {
    { "organisation", SKANE "organisation.csv" },
    { "application", SKANE "application.csv" },
    { "applicant", SKANE "applicant.csv" },
  };
  static const Folder folder = {
    "rules/omstallning/omstallning_2026.anslag", tables, 3,
    { "director_limit = 2 mkr", "pool_limit = 150 mkr", "majority = 33.5 %",
      "director_limit = 3 mkr from 2026-04-01" },
  };
  try_folder(&folder, 1);
}

static void what_was_left_in_the_middle_is_judged_anew(void **state) {
  (void)state;
  static const BenchTable tables[] = {
    { "organisation", SKANE "organisation.csv" },
    { "application", SKANE "application.csv" },
    { "applicant", SKANE "applicant.csv" },
  };
  Bench bench;
  bench_open(&bench, "rules/omstallning/omstallning_2026.anslag", tables, 3);
  Work work = { &bench, NULL, 0 };
  assert_true(memory_guard(&bench.memory, try_failing, &work));
  bench_close(&bench);
}

static void the_first_examples(void **state) {
  (void)state;
  static const BenchTable first[] = {
    { "application", "examples/1_one_criterion/application.csv" },
  };
  static const BenchTable second[] = {
    { "application", "examples/2_money_and_deciders/application.csv" },
  };
  static const Folder folders[] = {
    { "examples/1_one_criterion/culture.anslag", first, 1, { NULL } },
    { "examples/2_money_and_deciders/culture.anslag", second, 1, { NULL } },
  };
  try_folder(&folders[0], 1);
  try_folder(&folders[1], 1);
}

/* A criterion in which a fact stands twice is tried out where that is not known (U2): once for all
 * records that are alike in what it reads, whether or not a parameter makes the date part of it. */
static void try_alike(void *context) {
  static const Folder folder = { "bench/bench.anslag", NULL, 0,
                                 { "majority = 33.5 %", "majority = 40 % from 2026-01-01",
                                   "director_limit = 3 mkr" } };
  Bench *bench = context;
  Population population;
  held_population(&bench->experiment->held, &population);
  const Decision *decision = bench->model->decisions.items[0];
  const Record **made = make_records(bench, &(Stock){ .type = decision->subject });
  Census *census = census_new(&bench->arena, bench->model);
  for (size_t i = 0; i < MADE; i++)
    census_add(census, made[i]);
  Trial trial = { bench, decision, made, MADE, &population,
                  sift_new(&bench->arena, bench->model, decision, census), 0 };
  try_all(&trial, &folder);
  Assumptions other = { .name = TEXT_NONE };
  bench_set(bench, &other, "majority = 20 %");
  try_settings(&trial, &other.settings, &(EvalOptions){ .has_as_of = true, .as_of = 20600 },
               false);
  assert_true(trial.by_reference > 0 && trial.by_reference < MADE / 4);
}

static void records_alike_are_tried_out_once(void **state) {
  (void)state;
  Bench bench;
  seed = 1;
  bench_open(&bench, "bench/bench.anslag", NULL, 0);
  bool done = memory_guard(&bench.memory, try_alike, &bench);
  bench_tell(&bench);
  assert_true(done);
  bench_close(&bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_acceptance_applications),
    cmocka_unit_test(the_first_examples),
    cmocka_unit_test(what_was_left_in_the_middle_is_judged_anew),
    cmocka_unit_test(records_alike_are_tried_out_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
