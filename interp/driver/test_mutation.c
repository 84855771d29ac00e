/* anslag test --mutate: small changes of the rules, and whether the tests notice them. */
#include "interp/driver/tested.h"
#include "interp/report/mutation.h"

static bool wanted(void *context, Span span) {
  return tested_asks(context, span);
}

static void tell_progress(void *context, size_t done, size_t total) {
  const AnslagOptions *options = context;
  if (options->progress)
    options->progress(options->progress_context, done, total);
}

static MutantResults try_all(Work *work, Tested *tested) {
  const AnslagTest *request = work->request;
  MutationOptions options = { .tests = tested->tests.items, .test_count = tested->tests.count,
                              .sample = request->sample, .seed = request->seed,
                              .progress = tell_progress,
                              .progress_context = (void *)work->options };
  MutantList mutants = mutants_of(&work->arena, tested->model, &work->diags, wanted, tested);
  return mutation_run(&work->arena, tested->model, &mutants, &options, &work->diags);
}

/* ---- a module that several rule sets use ------------------------------------------------- */

typedef struct {
  Work         *work;
  MutantResults results;
  Map           known;          /* path, place and change -> its number in results, plus 1 */
} Merged;

static Text key_of(const Merged *merged, const MutantResult *result) {
  const Mutant *mutant = result->mutant;
  const Source *source = sources_get(&merged->work->sources, mutant->span);
  Text path = source ? source->path : TEXT_NONE;
  return arena_format(&merged->work->arena, "%.*s %u %u %d %.*s", TEXT_PRINT(path),
                      mutant->span.start, mutant->span.end, (int)mutant->kind,
                      TEXT_PRINT(mutant->change));
}

static bool is_better(MutantFate a, MutantFate b) {
  static const int ranks[] = { [MUTANT_NOTICED] = 3, [MUTANT_EXPLAINED] = 2,
                               [MUTANT_SURVIVED] = 1, [MUTANT_UNREACHED] = 0 };
  return ranks[a] > ranks[b];
}

/* The change that one of them notices is noticed. */
static void merge(Merged *merged, const MutantResult *result) {
  Text key = key_of(merged, result);
  size_t known = (size_t)(uintptr_t)map_get(&merged->known, key);
  if (!known) {
    LIST_ADD(&merged->work->arena, &merged->results, MutantResult, *result);
    map_set(&merged->known, key, (void *)(uintptr_t)merged->results.count);
  } else if (is_better(result->fate, merged->results.items[known - 1].fate)) {
    const Mutant *mutant = merged->results.items[known - 1].mutant;
    merged->results.items[known - 1] = *result;
    merged->results.items[known - 1].mutant = mutant;
  }
}

void test_mutation(Work *work, const TestedList *list) {
  const AnslagTest *request = work->request;
  Merged merged = { .work = work };
  MutationCounts counts = { NULL, 0, 0 };
  map_init(&merged.known, &work->arena);
  for (size_t i = 0; i < list->count; i++) {
    if (tested_elsewhere(work, list, list->items[i]))
      continue;
    MutantResults results = try_all(work, list->items[i]);
    for (size_t j = 0; j < results.count; j++)
      merge(&merged, &results.items[j]);
  }
  MutantResults all = merged.results;
  mutation_count(&work->arena, &counts, &all, &work->sources);
  Screen screen = tested_screen(work, list);
  if (work->options->format == ANSLAG_FORMAT_JSON)
    mutation_write_json(&work->results, &all, &counts, &work->sources);
  else
    mutation_write_text(&work->results, &screen, &all, &counts, &work->sources);
  MutationCount sum = mutation_sum(&counts);
  if (mutation_percent(&sum) >= request->threshold)
    return;
  diag_report(&work->diags, DIAG_BELOW_THRESHOLD, SPAN_NONE,
              "the tests notice %u %% of the changes, and %u %% was asked for",
              mutation_percent(&sum), request->threshold);
  diag_help(&work->diags, "each line above shows a change that no test notices: write a test that "
            "would");
}
