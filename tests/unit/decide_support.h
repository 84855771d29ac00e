/* decide_support.h - rules as text, checked, and their tests' records run: for tests of decide.
 *
 * Each test program includes it once; case_begin, then the text, then case_end. */
#ifndef ANSLAG_TESTS_UNIT_DECIDE_SUPPORT_H
#define ANSLAG_TESTS_UNIT_DECIDE_SUPPORT_H

#include "interp/check/check.h"
#include "interp/decide/run.h"
#include "interp/decide/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

typedef struct {
  Memory  memory;
  Arena   arena;
  Sources sources;
  Diags   diags;
  Model  *model;
} Case;

/* The standard library from its folder: tests are run at the root of the project. */
static inline bool load_library(void *context, Arena *arena, Text base, Text path, bool library,
                         Text *bytes, Text *reason) {
  (void)context;
  (void)base;
  *reason = TEXT("not found");
  Text full = arena_format(arena, "stdlib/%.*s", TEXT_PRINT(path));
  FILE *file = library ? fopen(full.bytes, "rb") : NULL;
  if (!file)
    return false;
  enum { MOST = 1 << 20 };
  char *text = arena_alloc(arena, MOST);
  *bytes = (Text){ text, fread(text, 1, MOST, file) };
  fclose(file);
  return true;
}

static inline void case_begin(Case *each, const char *rules) {
  *each = (Case){ .model = NULL };
  arena_init(&each->arena, &each->memory);
  sources_init(&each->sources, &each->arena);
  diags_init(&each->diags, &each->arena, &each->sources);
  CheckOptions options = { load_library, NULL, NULL };
  each->model = check_rules(&each->arena, TEXT("case.anslag"), text_from(rules), &options,
                            &each->diags);
  for (size_t i = 0; i < each->diags.list.count; i++)
    if (each->diags.list.items[i]->severity == SEVERITY_ERROR)
      print_error("%.*s\n", TEXT_PRINT(each->diags.list.items[i]->message));
  assert_int_equal(each->diags.errors, 0);
}

static inline void case_end(Case *each) {
  arena_free(&each->arena);
  assert_int_equal(each->memory.blocks, 0);
}

/* The records that the first test of the rules gives. */
static inline const Record *const *case_records(Case *each, size_t *count) {
  const ModelSettings none = { NULL, 0, 0 };
  const EvalOptions options = { .has_as_of = false };
  Evaluator *evaluator = evaluator_new(&each->arena, each->model, &none, &options, &each->diags);
  Population nobody;
  population_of_records(&nobody, &each->arena, NULL, 0);
  evaluator_subject(evaluator, NULL, NULL, &nobody.all, &each->arena);
  World world;
  world_init(&world, &each->arena, each->model, evaluator);
  const ModelTest *test = each->model->tests.items[0];
  for (size_t i = 0; i < test->givens.count; i++)
    world_add(&world, &test->givens.items[i]);
  world_finish(&world);
  return world_records(&world, count);
}

static inline Population case_population(Case *each) {
  size_t count;
  const Record *const *records = case_records(each, &count);
  Population population;
  population_of_records(&population, &each->arena, records, count);
  return population;
}

static inline RunSummary *case_run(Case *each, const Population *population,
                                   const RunVisitor *visitor) {
  static const ModelSettings none = { NULL, 0, 0 };
  static const EvalOptions options = { .has_as_of = false };
  return run_population(&each->arena, each->model, &none, &options, population, visitor,
                        &each->diags);
}

#define assert_text(text, expected)                                              \
  do {                                                                           \
    Text text_ = (text);                                                         \
    char copy_[2048];                                                            \
    snprintf(copy_, sizeof copy_, "%.*s", TEXT_PRINT(text_));                    \
    assert_string_equal(copy_, expected);                                        \
  } while (0)

#endif
