/* The sift says what judge_record says in every case of the language: all rule files of tests/good,
 * examples and rules, with the records of the tests that stand in them and records made of those,
 * under the rules as they are, each test's settings and other numbers for their parameters. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_support.h"
#include "tests/unit/sift_support.h"

#include "interp/decide/world.h"

#include <ftw.h>

enum { MOST_FILES = 600, MOST_CHANGED = 3, MADE_HERE = 60 };

static char *paths[MOST_FILES];
static size_t path_count;

static int note_path(const char *path, const struct stat *what, int kind, struct FTW *place) {
  (void)what;
  (void)place;
  size_t length = strlen(path);
  if (kind == FTW_F && length > 7 && strcmp(path + length - 7, ".anslag") == 0 &&
      path_count < MOST_FILES)
    paths[path_count++] = strdup(path);
  return 0;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* ---- records -------------------------------------------------------------------------- */

typedef struct {
  Bench   *bench;
  size_t   decisions, records, by_reference;
} Work;

static const Record *const *records_of(Bench *bench, const ModelTest *test, size_t *count) {
  const EvalOptions options = { .has_as_of = test->has_as_of, .as_of = test->as_of };
  Evaluator *evaluator = evaluator_new(&bench->arena, bench->model, &test->settings, &options,
                                       &bench->diags);
  Population nobody;
  population_of_records(&nobody, &bench->arena, NULL, 0);
  evaluator_subject(evaluator, NULL, NULL, &nobody.all, &bench->arena);
  World world;
  world_init(&world, &bench->arena, bench->model, evaluator);
  for (size_t i = 0; i < test->givens.count; i++)
    world_add(&world, &test->givens.items[i]);
  world_finish(&world);
  return world_records(&world, count);
}

static Stock stock_of(Bench *bench, Population *population, const RecordType *type) {
  Stock stock = { .type = type };
  const Record **list = NULL;
  Arena *arena = &bench->arena;
  population->start(population->context, type);
  LIST(const Record *) found = { NULL, 0, 0 };
  for (const Record *each; (each = population->next(population->context, arena)) != NULL;)
    LIST_ADD(arena, &found, const Record *, each);
  list = found.items;
  stock.records = list;
  stock.count = found.count;
  return stock;
}

/* ---- settings ------------------------------------------------------------------------- */

static void add_number(Bench *bench, ModelSettings *settings, const Parameter *parameter) {
  if (parameter->type.kind != TYPE_MONEY && parameter->type.kind != TYPE_RATE &&
      parameter->type.kind != TYPE_INTEGER)
    return;
  Fraction number = fraction_from((int64_t)chance(1000));
  if (parameter->type.kind == TYPE_RATE)
    fraction_make((int64_t)chance(1000), 997, &number);
  Term *term = arena_new(&bench->arena, Term);
  *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = parameter->type,
                  .as.constant = value_number(parameter->type.kind, number) };
  LIST_ADD(&bench->arena, settings, ModelSetting,
           (ModelSetting){ .parameter = parameter, .value = term, .dated = chance(3) == 0,
                           .days = { 20454, DATE_LAST } });
}

/* ---- a test's records, and others made of them ---------------------------------------- */

static void try_records(Work *work, const Decision *decision, Population *population,
                        const Stock *stock, const ModelTest *test) {
  Bench *bench = work->bench;
  Census *census = census_new(&bench->arena, bench->model);
  for (size_t i = 0; i < stock->count; i++)
    census_add(census, stock->records[i]);
  Trial trial = { bench, decision, stock->records, stock->count, population,
                  sift_new(&bench->arena, bench->model, decision, census), 0 };
  const EvalOptions options = { .has_as_of = true,
                                .as_of = test->has_as_of ? test->as_of : 20600 };
  ModelSettings settings = { NULL, 0, 0 };
  try_settings(&trial, &test->settings, &options, false);
  work->by_reference += trial.by_reference;
  work->records += stock->count;
  const Model *model = bench->model;
  for (size_t i = 0; i < MOST_CHANGED && model->parameters.count; i++) {
    add_number(bench, &settings, model->parameters.items[chance(model->parameters.count)]);
    try_settings(&trial, &settings, &options, i == 1);
  }
  try_settings(&trial, &test->settings, &options, false);
}

static void try_test(Work *work, const Decision *decision, const ModelTest *test) {
  Bench *bench = work->bench;
  size_t count;
  const Record *const *records = records_of(bench, test, &count);
  Population population;
  population_of_records(&population, &bench->arena, records, count);
  Stock stock = stock_of(bench, &population, decision->subject);
  try_records(work, decision, &population, &stock, test);
  Stock made = { decision->subject, make_records(bench, &stock), MADE_HERE };
  if (stock.count)
    try_records(work, decision, &population, &made, test);
  work->decisions++;
}

static void try_tests(void *context) {
  Work *work = context;
  const Model *model = work->bench->model;
  for (size_t i = 0; i < model->decisions.count; i++)
    for (size_t j = 0; j < model->tests.count; j++)
      if (sift_can(model, model->decisions.items[i]))
        try_test(work, model->decisions.items[i], model->tests.items[j]);
}

/* ---- all files ------------------------------------------------------------------------ */

static void check_file(void *context) {
  Bench *bench = context;
  Text bytes;
  CheckOptions options = { bench_load, NULL, NULL };
  assert_true(bench_read(&bench->arena, bench->rules, &bytes));
  bench->model = check_rules(&bench->arena, text_from(bench->rules), bytes, &options,
                             &bench->diags);
}

/* What does not compile alone is a part of another file. */
static void try_file(Work *total, const char *path) {
  Bench bench = { .rules = path };
  arena_init(&bench.arena, &bench.memory);
  sources_init(&bench.sources, &bench.arena);
  diags_init(&bench.diags, &bench.arena, &bench.sources);
  seed = 7;
  assert_true(memory_guard(&bench.memory, check_file, &bench));
  Work work = { .bench = &bench };
  if (!bench.diags.errors && !memory_guard(&bench.memory, try_tests, &work))
    print_message("%s: left to a run: %.*s\n", path,
                  TEXT_PRINT(bench.diags.list.items[bench.diags.list.count - 1]->message));
  total->decisions += work.decisions;
  total->records += work.records;
  total->by_reference += work.by_reference;
  bench_close(&bench);
}

static void every_case_of_the_language(void **state) {
  (void)state;
  Work total = { NULL, 0, 0, 0 };
  nftw("tests/good", note_path, 16, FTW_PHYS);
  nftw("examples", note_path, 16, FTW_PHYS);
  nftw("rules", note_path, 16, FTW_PHYS);
  qsort(paths, path_count, sizeof *paths, by_name);
  for (size_t i = 0; i < path_count; i++)
    try_file(&total, paths[i]);
  for (size_t i = 0; i < path_count; i++)
    free(paths[i]);
  print_message("%zu files, %zu decisions and tests, %zu records, %zu parts by the reference\n",
                path_count, total.decisions, total.records, total.by_reference);
  assert_true(total.decisions > 300);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_case_of_the_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
