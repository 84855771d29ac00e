/* What of the language the batch evaluator leaves to the reference: every rule file of the tests,
 * the examples and the rules is lowered, and the forms without a kernel are counted.  The numbers
 * may only fall. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_support.h"

#include "interp/decide/sifting.h"
#include "interp/plan/nodes.h"

#include <ftw.h>

enum { MOST_FILES = 600, KINDS = TERM_EXCEPTED + 1 };

static const char *const kind_names[] = {
#define X(kind, label) [kind] = label,
  TERM_KINDS(X)
#undef X
};

typedef struct {
  Bench  *bench;
  size_t  files, decisions, nodes, scalars, parts, by_reference, shown;
  size_t  left[KINDS];
} Count;

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

/* ---- counting ------------------------------------------------------------------------- */

/* With ANSLAG_LEFT set, each is shown. */
static void show(const Count *count, const Term *term) {
  if (!getenv("ANSLAG_LEFT"))
    return;
  Source *source = sources_get(&count->bench->sources, term->span);
  print_message("%s: %s", count->bench->rules, kind_names[term->kind]);
  if (source)
    print_message(" `%.*s`", (int)(term->span.end - term->span.start),
                  source->text.bytes + term->span.start);
  print_message("\n");
}

static void count_plan(Count *count, const Plan *plan) {
  const Term *const *left;
  size_t number = plan_left(plan, &left);
  count->nodes += plan_node_count(plan);
  count->scalars += plan_scalar_count(plan);
  for (size_t i = 0; i < number; i++) {
    count->left[left[i]->kind]++;
    show(count, left[i]);
  }
  for (size_t i = 0; i < plan->unrolled.count; i++)
    count_plan(count, plan->unrolled.items[i]->pairs);
}

static void count_part(Count *count, const SiftPart *part) {
  count->parts++;
  count->by_reference += part->reference;
}

static void count_decision(Count *count, const Decision *decision) {
  Bench *bench = count->bench;
  Census *census = census_new(&bench->arena, bench->model);
  Sift *sift = sift_new(&bench->arena, bench->model, decision, census);
  count->decisions++;
  count_plan(count, sift->plan);
  for (size_t i = 0; i < decision->rules.count; i++)
    count_part(count, &sift->rules[i].part);
  for (size_t i = 0; i < sift->valid_count; i++)
    count_part(count, &sift->valid[i].part);
  for (size_t i = 0; i < sift->own_count; i++)
    count_part(count, &sift->owns[i].part);
  for (size_t i = 0; i < decision->order_count; i++)
    count_part(count, &sift->keys[i].part);
  for (size_t i = 0; i < sift->power_count; i++)
    count_part(count, &sift->powers[i].part);
  count_part(count, &sift->amounts.part);
}

static void count_decisions(void *context) {
  Count *count = context;
  const Model *model = count->bench->model;
  for (size_t i = 0; i < model->decisions.count; i++)
    if (sift_can(model, model->decisions.items[i]))
      count_decision(count, model->decisions.items[i]);
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

static void count_file(Count *count, const char *path) {
  Bench bench = { .rules = path };
  arena_init(&bench.arena, &bench.memory);
  sources_init(&bench.sources, &bench.arena);
  diags_init(&bench.diags, &bench.arena, &bench.sources);
  assert_true(memory_guard(&bench.memory, check_file, &bench));
  count->bench = &bench;
  count->files++;
  if (!bench.diags.errors)
    assert_true(memory_guard(&bench.memory, count_decisions, count));
  bench_close(&bench);
}

static Count count_folder(const char *folder) {
  Count count = { .bench = NULL };
  nftw(folder, note_path, 16, FTW_PHYS);
  qsort(paths, path_count, sizeof *paths, by_name);
  for (size_t i = 0; i < path_count; i++) {
    count_file(&count, paths[i]);
    free(paths[i]);
  }
  path_count = 0;
  print_message("%s: %zu files, %zu decisions: %zu of %zu nodes SCALAR, "
                "%zu of %zu parts by the reference\n", folder, count.files, count.decisions,
                count.scalars, count.nodes, count.by_reference, count.parts);
  for (size_t i = 0; i < KINDS; i++)
    if (count.left[i])
      print_message("  %4zu %s\n", count.left[i], kind_names[i]);
  return count;
}

static void little_is_left_to_the_reference(void **state) {
  (void)state;
  Count rules = count_folder("rules"), examples = count_folder("examples");
  Count good = count_folder("tests/good");
  assert_int_equal(rules.scalars + rules.by_reference, 0);
  assert_int_equal(examples.scalars + examples.by_reference, 0);
  assert_true(good.nodes > 1500 && good.scalars == 0 && good.by_reference <= 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(little_is_left_to_the_reference),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
