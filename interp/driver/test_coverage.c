/* anslag test --coverage: what the tests come to. */
#include "interp/driver/tested.h"
#include "interp/report/test_coverage.h"

static bool wanted(void *context, Span span) {
  return tested_has(context, span);
}

void test_coverage(Work *work, const TestedList *list) {
  const AnslagTest *request = work->request;
  TestCoverage all = { NULL, 0, 0 };
  for (size_t i = 0; i < list->count; i++) {
    Tested *tested = list->items[i];
    TestCoverage coverage = trials_coverage(&work->arena, tested->model, tested->tests.items,
                                            tested->tests.count, wanted, tested, &work->diags);
    for (size_t j = 0; j < coverage.count; j++)
      LIST_ADD(&work->arena, &all, Point, coverage.items[j]);
  }
  Screen screen = tested_screen(work, list);
  if (work->options->format == ANSLAG_FORMAT_JSON)
    test_coverage_write_json(&work->results, &all, &work->sources);
  else
    test_coverage_write_text(&work->results, &screen, &all, &work->sources);
  unsigned percent = test_coverage_percent(test_coverage_count(&all));
  if (percent >= request->threshold)
    return;
  diag_report(&work->diags, DIAG_BELOW_THRESHOLD, SPAN_NONE,
              "the tests come to %u %% of the rules, and %u %% was asked for", percent,
              request->threshold);
  diag_help(&work->diags, "each line above shows what no test comes to: write a test that does");
}
