/* anslag test --boundaries: bounds that no test stands at, with a test for each. */
#include "interp/driver/rules.h"
#include "interp/driver/tested.h"
#include "interp/report/test_bounds.h"

static bool wanted(void *context, Span span) {
  return tested_has(context, span);
}

static void add_missing(Work *work, TestBounds *all, const Tested *tested, const Bound *bound,
                        BoundSide side) {
  MissingBound missing = { .bound = bound, .side = side };
  TestProposal proposal;
  missing.has_test = boundary_try(&work->arena, tested->model, bound, side, &work->diags,
                                  &proposal);
  if (missing.has_test)
    missing.test = proposal_text(&work->arena, &proposal, bound, side, tested->model->surface,
                                 &work->sources);
  LIST_ADD(&work->arena, &all->missing, MissingBound, missing);
}

static void add_bound(Work *work, TestBounds *all, const Tested *tested, const Bound *bound) {
  for (BoundSide side = BOUND_BELOW; side < BOUND_SIDES; side++) {
    if (!(bound->needs >> side & 1))
      continue;
    bool met = bound->met >> side & 1;
    all->all++;
    all->met += met;
    if (!met)
      add_missing(work, all, tested, bound, side);
  }
}

void test_bounds(Work *work, const TestedList *list) {
  const AnslagTest *request = work->request;
  TestBounds all = { .all = 0 };
  for (size_t i = 0; i < list->count; i++) {
    Tested *tested = list->items[i];
    Bounds bounds = trials_bounds(&work->arena, tested->model, tested->tests.items,
                                  tested->tests.count, wanted, tested, &work->diags);
    for (size_t j = 0; j < bounds.count; j++)
      add_bound(work, &all, tested, &bounds.items[j]);
  }
  Screen screen = tested_screen(work, list);
  if (work->options->format == ANSLAG_FORMAT_JSON)
    test_bounds_write_json(&work->results, &all, &work->sources);
  else
    test_bounds_write_text(&work->results, &screen, &all, &work->sources);
  if (test_bounds_percent(&all) >= request->threshold)
    return;
  diag_report(&work->diags, DIAG_BELOW_THRESHOLD, SPAN_NONE,
              "the tests stand at %u %% of the bounds, and %u %% was asked for",
              test_bounds_percent(&all), request->threshold);
  diag_help(&work->diags, "each line above shows a bound that no test stands at: write a test that "
            "does");
}
