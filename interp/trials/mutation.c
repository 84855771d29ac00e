#include "interp/trials/mutation.h"

#include "interp/check/quote.h"
#include "interp/trials/figures.h"
#include "interp/trials/reach.h"

enum { MOST_MUTANT_STEPS = 2000000 };   /* for one record: a change may make a loop long */

typedef struct {
  Arena                 *arena;
  Arena                  batch;         /* of one test */
  Model                 *model;
  const MutationOptions *options;
  const Diags           *diags;
  Reach                 *reach;
  bool                   has_figures;
  Figures                figures;       /* as the rules give them */
  size_t                 remarks;       /* of the source check, without a mutant */
  size_t                *order;         /* tests, those that noticed something lately first */
} Mutation;

/* ---- one test under one mutant ------------------------------------------------------------- */

static void quiet(Mutation *mutation, Diags *diags) {
  diags_init(diags, &mutation->batch, mutation->diags->sources);
  diags->language = mutation->diags->language;
  diags->language_set = true;
}

static bool holds(Mutation *mutation, size_t test, const EvalOptions *options) {
  Diags diags;
  TrialWatch watch = { .options = *options };
  quiet(mutation, &diags);
  TrialResult result = trial_run_seen(&mutation->batch, mutation->model,
                                      mutation->options->tests[test], &watch, &diags);
  arena_reset(&mutation->batch);
  return result.passed;
}

static bool figures_hold(Mutation *mutation, const EvalOptions *options) {
  Diags diags;
  Figures figures;
  quiet(mutation, &diags);
  bool same = figures_of(&mutation->batch, mutation->model, options, &diags, &figures) &&
              figures_equal(&figures, &mutation->figures);
  arena_reset(&mutation->batch);
  return same;
}

/* Where the words quoted say another figure or bound. */
static size_t count_remarks(Mutation *mutation) {
  Diags diags;
  quiet(mutation, &diags);
  quote_check_figures(mutation->model, &diags, &mutation->batch);
  size_t remarks = diags.errors + diags.warnings;
  arena_reset(&mutation->batch);
  return remarks;
}

/* ---- before the first ---------------------------------------------------------------------- */

/* Every test once, with somebody looking on; the printed figures are one test more. */
static void look_on(Mutation *mutation) {
  size_t count = mutation->options->test_count;
  mutation->reach = reach_new(mutation->arena, mutation->model, count + 1);
  mutation->order = arena_array(mutation->arena, size_t, count + 1);
  for (size_t i = 0; i < count; i++) {
    EvalOptions options = { .has_as_of = false };
    mutation->order[i] = i;
    reach_watch(mutation->reach, i, &options);
    holds(mutation, i, &options);
  }
  mutation->has_figures = figures_any(mutation->model);
  if (mutation->has_figures) {
    EvalOptions options = { .has_as_of = false };
    Diags diags;
    quiet(mutation, &diags);
    reach_watch(mutation->reach, count, &options);
    mutation->has_figures = figures_of(&mutation->batch, mutation->model, &options, &diags,
                                       &mutation->figures);
    arena_reset(&mutation->batch);
  }
  mutation->remarks = count_remarks(mutation);
  reach_finish(mutation->reach);
}

/* ---- a reason beside it ---------------------------------------------------------------------- */

/* What stands after "-- survives:" in a line; empty: nothing does. */
static Text reason_in(Text line) {
  static const Text marks[] = { { "survives:", 9 }, { "överlever:", 11 } };
  size_t comment = text_find(line, TEXT("--"), 0);
  for (size_t i = 0; comment < line.length && i < sizeof marks / sizeof *marks; i++) {
    size_t at = text_find(line, marks[i], comment);
    if (at < line.length)
      return text_trim(text_part(line, at + marks[i].length, line.length));
  }
  return TEXT_NONE;
}

static Text reason_above(Sources *sources, Source *source, size_t line) {
  Text reason = TEXT_NONE;
  while (!reason.length && --line > 0) {
    Text above = source_line(sources, source, line);
    if (!text_starts_with(text_trim(above), TEXT("--")))
      break;
    reason = reason_in(above);
  }
  return reason;
}

static size_t indent_of(Text line) {
  size_t spaces = 0;
  while (spaces < line.length && line.bytes[spaces] == ' ')
    spaces++;
  return spaces;
}

/* The layout puts a comment that stands inside an expression below it. */
static Text reason_below(Sources *sources, Source *source, size_t line) {
  enum { LINES_BELOW = 2 };
  size_t indent = indent_of(source_line(sources, source, line));
  for (size_t i = 1; i <= LINES_BELOW; i++) {
    Text below = source_line(sources, source, line + i);
    if (text_starts_with(text_trim(below), TEXT("--")))
      return reason_in(below);
    if (indent_of(below) < indent || text_trim(below).length == 0)
      break;
  }
  return TEXT_NONE;
}

static Text reason_for(const Mutation *mutation, const Mutant *mutant) {
  Sources *sources = mutation->diags->sources;
  Source *source = sources_get(sources, mutant->home);
  if (!source)
    return TEXT_NONE;
  size_t line = source_place(sources, source, mutant->home.start).line;
  Text reason = reason_in(source_line(sources, source, line));
  if (!reason.length)
    reason = reason_above(sources, source, line);
  return reason.length ? reason : reason_below(sources, source, line);
}

/* ---- one mutant ------------------------------------------------------------------------------ */

static void move_to_front(Mutation *mutation, size_t at) {
  size_t test = mutation->order[at];
  for (; at > 0; at--)
    mutation->order[at] = mutation->order[at - 1];
  mutation->order[0] = test;
}

static bool noticed_by_test(Mutation *mutation, const Mutant *mutant, MutantResult *result) {
  const EvalOptions options = { .most_steps = MOST_MUTANT_STEPS };
  for (size_t i = 0; i < mutation->options->test_count; i++) {
    size_t test = mutation->order[i];
    if (!reach_may_notice(mutation->reach, test, mutant))
      continue;
    result->fate = MUTANT_SURVIVED;
    if (holds(mutation, test, &options))
      continue;
    result->noticed_by = mutation->options->tests[test];
    move_to_front(mutation, i);
    return true;
  }
  return false;
}

static bool noticed_by_figures(Mutation *mutation, const Mutant *mutant, MutantResult *result) {
  const EvalOptions options = { .most_steps = MOST_MUTANT_STEPS };
  if (!mutation->has_figures ||
      !reach_may_notice(mutation->reach, mutation->options->test_count, mutant))
    return false;
  result->fate = MUTANT_SURVIVED;
  result->notice = NOTICED_BY_FIGURES;
  return !figures_hold(mutation, &options);
}

static bool noticed_by_source(Mutation *mutation, const Mutant *mutant, MutantResult *result) {
  result->notice = NOTICED_BY_SOURCE;
  return mutant->kind != MUTANT_CELL && count_remarks(mutation) != mutation->remarks;
}

/* True: something notices what is in place. */
static bool noticed(Mutation *mutation, const Mutant *mutant, MutantResult *result) {
  result->fate = MUTANT_UNREACHED;
  return noticed_by_test(mutation, mutant, result) ||
         noticed_by_figures(mutation, mutant, result) ||
         noticed_by_source(mutation, mutant, result);
}

static void take_back(void *mutant) {
  mutant_restore(mutant);
}

static MutantResult try_mutant(Mutation *mutation, Mutant *mutant) {
  MutantResult result = { .mutant = mutant };
  mutant_apply(mutant);
  memory_defer(mutation->arena->memory, take_back, mutant);
  bool found = noticed(mutation, mutant, &result);
  memory_release(mutation->arena->memory, mutant);
  if (found) {
    result.fate = MUTANT_NOTICED;
    return result;
  }
  result.reason = reason_for(mutation, mutant);
  if (result.reason.length)
    result.fate = MUTANT_EXPLAINED;
  return result;
}

/* ---- all, or a sample ------------------------------------------------------------------------ */

/* splitmix64: the same choice on every machine. */
static uint64_t next_random(uint64_t *state) {
  uint64_t value = *state += UINT64_C(0x9e3779b97f4a7c15);
  value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
  return value ^ (value >> 31);
}

/* Knuth's selection: each is taken with the chance that fills the sample, in order. */
static bool chosen(const MutationOptions *options, uint64_t *state, size_t left, size_t wanted) {
  return options->sample == 0 || next_random(state) % left < wanted;
}

MutantResults mutation_run(Arena *arena, Model *model, const MutantList *mutants,
                           const MutationOptions *options, const Diags *diags) {
  Mutation mutation = { .arena = arena, .model = model, .options = options, .diags = diags };
  MutantResults results = { NULL, 0, 0 };
  uint64_t state = options->seed;
  arena_init_deferred(&mutation.batch, arena->memory);
  look_on(&mutation);
  for (size_t i = 0; i < mutants->count; i++) {
    memory_poll(arena->memory);
    if (!chosen(options, &state, mutants->count - i, options->sample - results.count))
      continue;
    LIST_ADD(arena, &results, MutantResult, try_mutant(&mutation, &mutants->items[i]));
    if (options->progress)
      options->progress(options->progress_context, i + 1, mutants->count);
  }
  memory_release(arena->memory, &mutation.batch);
  return results;
}
