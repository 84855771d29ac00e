/* The rules laid out anew, and put into Swedish: they pass the check, and a run gives the same. */
#include "tests/property/compare.h"

#include "grammar/parse.h"
#include "grammar/print.h"

#include <stdlib.h>

/* What has been printed, judged as a rule set of its own. */
typedef struct {
  Made  made;
  Trial trial;
  bool  judged;
  Text  digest;
} Printed;

static Text print_rules(Comparing *comparing, Surface surface) {
  Trial *trial = comparing->trial;
  Diags quiet;
  Writer writer;
  diags_init(&quiet, &comparing->arena, &trial->sources);
  writer_to_memory(&writer, &comparing->arena);
  Source *source = sources_add(&trial->sources, TEXT("printed.anslag"),
                               made_text(&comparing->arena, &trial->made->rules));
  print_file(&writer, parse_file(&comparing->arena, source, &quiet), &trial->sources, surface);
  return writer_text(&writer);
}

static Text digest_of(Arena *arena, Trial *trial) {
  RunVisitor visitor = { .finished = NULL };
  return run_population(arena, trial->model, &trial->none, &trial->options, &trial->population,
                        &visitor, &trial->diags)->digest;
}

static void check(void *context) {
  Printed *printed = context;
  trial_check(&printed->trial, &printed->made);
}

static void judge(void *context) {
  Printed *printed = context;
  printed->digest = digest_of(&printed->trial.arena, &printed->trial);
}

static const char *first_error(const Trial *trial) {
  for (size_t i = 0; i < trial->diags.list.count; i++)
    if (trial->diags.list.items[i]->severity == SEVERITY_ERROR)
      return arena_text((Arena *)&trial->arena, trial->diags.list.items[i]->message).bytes;
  return "";
}

/* Its own memory, so that nothing of it is left behind. */
static void compare_under(Comparing *comparing, Text expected, Surface surface) {
  const Made *made = comparing->trial->made;
  const char *language = surface == SURFACE_SWEDISH ? "in Swedish" : "in English";
  Printed *printed = calloc(1, sizeof *printed);
  if (!printed)
    abort();
  printed->made = *made;
  const char *rules = print_rules(comparing, surface).bytes;
  printed->made.rules = (MadeLines){ &rules, 1, 1 };
  if (comparing->planted && printed->made.rows.count)
    printed->made.rows.count--;
  Memory *memory = &printed->trial.memory;
  bool valid = memory_guard(memory, check, printed) && printed->trial.model;
  if (!valid)
    differ(comparing, "printed %s it does not pass the check: %s\n%s", language,
           first_error(&printed->trial), rules);
  else if (!trial_read(&printed->trial))
    differ(comparing, "printed %s its records cannot be read", language);
  else if (memory_guard(memory, judge, printed) != (expected.length > 0) ||
           !text_equal(expected, printed->digest))
    differ(comparing, "printed %s it decides otherwise\n%s", language, rules);
  trial_close(&printed->trial);
  free(printed);
}

typedef struct { Comparing *comparing; Text digest; } Expecting;

static void expect(void *context) {
  Expecting *expecting = context;
  expecting->digest = digest_of(&expecting->comparing->arena, expecting->comparing->trial);
}

/* Empty where nothing can be judged (a parameter that divides by zero). */
static Text expected(Comparing *comparing) {
  Expecting expecting = { .comparing = comparing };
  memory_guard(&comparing->trial->memory, expect, &expecting);
  return expecting.digest;
}

void compare_printed(Comparing *comparing) {
  uint64_t seed = comparing->trial->made->seed;
  if (!comparing->all && seed % 12 != 5)
    return;
  Text digest = expected(comparing);
  compare_under(comparing, digest, SURFACE_ENGLISH);
  compare_under(comparing, digest, SURFACE_SWEDISH);
}
