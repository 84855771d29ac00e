#include "interp/trials/reach.h"

#include "base/pointers.h"
#include "interp/check/term_walk.h"

struct Reach {
  Arena       *arena;
  const Model *model;
  size_t       words;           /* of the bits of one place */
  size_t       test;            /* that runs now */
  PointerMap   places;          /* a term, a parameter, a table -> uint64_t bits, one a test */
};

Reach *reach_new(Arena *arena, const Model *model, size_t tests) {
  Reach *reach = arena_new(arena, Reach);
  *reach = (Reach){ .arena = arena, .model = model, .words = tests / 64 + 1 };
  return reach;
}

/* ---- marks ------------------------------------------------------------------------------- */

static uint64_t *bits_of(Reach *reach, const void *what) {
  uint64_t *bits = pointer_map_get(&reach->places, what);
  if (bits)
    return bits;
  bits = arena_array(reach->arena, uint64_t, reach->words);
  pointer_map_set(reach->arena, &reach->places, what, bits);
  return bits;
}

static void mark(Reach *reach, const void *what) {
  bits_of(reach, what)[reach->test / 64] |= UINT64_C(1) << reach->test % 64;
}

static void seen(void *context, const Term *term, Value value, bool tried) {
  Reach *reach = context;
  (void)value;
  (void)tried;
  mark(reach, term);
  if (term->kind == TERM_PARAMETER)
    mark(reach, term->as.parameter.parameter);
  if (term->kind == TERM_LOOKUP)
    mark(reach, term->as.lookup.table);
}

void reach_watch(Reach *reach, size_t test, EvalOptions *options) {
  reach->test = test;
  options->seen = seen;
  options->seen_context = reach;
}

/* ---- what parameters are computed from ----------------------------------------------------- */

typedef struct {
  Reach          *reach;
  const uint64_t *tests;        /* that reach the parameter */
  PointerSet      walked;
} Below;

static void take(Below *below, const void *what) {
  uint64_t *bits = bits_of(below->reach, what);
  for (size_t i = 0; i < below->reach->words; i++)
    bits[i] |= below->tests[i];
}

static void take_parameter(Below *below, const Parameter *parameter);

static bool visit(void *context, const Term *term) {
  Below *below = context;
  if (!pointers_add(below->reach->arena, &below->walked, term))
    return false;
  take(below, term);
  if (term->kind == TERM_CALL)
    term_walk(term->as.call.define->value, visit, below);
  if (term->kind == TERM_PARAMETER)
    take_parameter(below, term->as.parameter.parameter);
  if (term->kind == TERM_LOOKUP)
    take(below, term->as.lookup.table);
  return true;
}

static void take_parameter(Below *below, const Parameter *parameter) {
  if (!pointers_add(below->reach->arena, &below->walked, parameter))
    return;
  take(below, parameter);
  for (size_t i = 0; i < parameter->values.count; i++)
    term_walk(parameter->values.items[i].value, visit, below);
  term_walk(parameter->value, visit, below);
}

void reach_finish(Reach *reach) {
  for (size_t i = 0; i < reach->model->parameters.count; i++) {
    const Parameter *parameter = reach->model->parameters.items[i];
    Below below = { .reach = reach, .tests = pointer_map_get(&reach->places, parameter) };
    if (below.tests)
      take_parameter(&below, parameter);
  }
}

/* ---- asked --------------------------------------------------------------------------------- */

static bool has(const Reach *reach, size_t test, const void *what) {
  const uint64_t *bits = pointer_map_get(&reach->places, what);
  return bits && (bits[test / 64] >> test % 64 & 1);
}

bool reach_may_notice(const Reach *reach, size_t test, const Mutant *mutant) {
  if (mutant->parameter)
    return has(reach, test, mutant->parameter);
  if (mutant->table)
    return has(reach, test, mutant->table);
  return !mutant->term || has(reach, test, mutant->term);
}
