#include "interp/decide/trial.h"
#include "interp/driver/paths.h"
#include "interp/driver/rules.h"
#include "interp/report/trials.h"

static const Source *asked_source(const Model *model) {
  return model->asked ? model->asked->source : NULL;
}

/* The file the test stands in: this one, or of a package one of those that were named; tests
 * of other modules that the file uses are run with those. */
static bool stands_here(const PathsInOrder *order, Text path, const Model *model,
                        const ModelTest *test) {
  const Source *source = asked_source(model);
  if (source && source->number == test->span.file)
    return true;
  const Source *other = sources_get(&order->work->sources, test->span);
  if (!other || !paths_is_main(order, path))
    return false;
  for (size_t i = 0; i < order->files.count; i++)
    if (text_equal(order->files.items[i], other->path))
      return true;
  return false;
}

static size_t line_of(Work *work, Span span) {
  Source *source = sources_get(&work->sources, span);
  return source ? source_place(&work->sources, source, span.start).line : 0;
}

static void add_row(Work *work, TrialRows *rows, Text path, const TrialResult *result) {
  TrialRow row = { .path = path,
                   .name = result->test->name,
                   .line = line_of(work, result->test->span),
                   .passed = result->passed };
  for (size_t i = 0; i < result->failures.count; i++)
    LIST_ADD(&work->arena, &row.failures, Text,
             arena_text(&work->arena, result->failures.items[i]));
  LIST_ADD(&work->arena, rows, TrialRow, row);
}

static void add_broken_file(Work *work, TrialRows *rows, Text path) {
  TrialRow row = { .path = path,
                   .name = text_from(diag_words(&work->diags, "the rules have no errors")) };
  LIST_ADD(&work->arena, &row.failures, Text,
           text_from(diag_words(&work->diags, "the rules have errors: anslag check shows them")));
  LIST_ADD(&work->arena, rows, TrialRow, row);
}

static void test_file(Work *work, PathsInOrder *order, Text path, TrialRows *rows) {
  size_t errors = work->diags.errors;
  const Model *model = rules_read(work, path);
  work_forget_warnings(work);
  paths_note(order, path, model);
  if (work->diags.errors > errors) {
    add_broken_file(work, rows, path);
    return;
  }
  Arena batch;
  arena_init_deferred(&batch, work->memory);
  for (size_t i = 0; i < model->tests.count; i++) {
    memory_poll(work->memory);
    const ModelTest *test = model->tests.items[i];
    if (!stands_here(order, path, model, test))
      continue;
    TrialResult result = trial_run(&batch, model, test, &work->diags);
    const Source *source = sources_get(&work->sources, test->span);
    add_row(work, rows, source ? source->path : path, &result);
    arena_reset(&batch);
  }
  memory_release(work->memory, &batch);
}

static void write_rows(Work *work, const TrialRows *rows) {
  switch (work->options->format) {
    case ANSLAG_FORMAT_TAP:
      trials_write_tap(&work->results, rows);
      return;
    case ANSLAG_FORMAT_JUNIT:
      trials_write_junit(&work->results, &work->arena, rows);
      return;
    case ANSLAG_FORMAT_JSON:
      trials_write_json(&work->results, rows);
      return;
    case ANSLAG_FORMAT_TEXT:
    case ANSLAG_FORMAT_SARIF:
    case ANSLAG_FORMAT_CSV:
    case ANSLAG_FORMAT_HTML:
    case ANSLAG_FORMAT_ICS:
      trials_write_text(&work->results, rows);
  }
}

static void test_body(Work *work) {
  const AnslagTest *test = work->request;
  TrialRows rows = { NULL, 0, 0 };
  PathsInOrder order = paths_in_order(work, test->paths, test->path_count);
  for (size_t i = 0; i < order.files.count; i++)
    if (!paths_passed(&order, order.files.items[i]))
      test_file(work, &order, order.files.items[i], &rows);
  if (trials_failed(&rows))
    work->exit = ANSLAG_MISTAKES;
  work_write_messages(work);
  if (rows.count == 0)
    work_say(work, "there are no tests in what was named\n");
  write_rows(work, &rows);
}

int anslag_test(AnslagSession *session, const AnslagTest *test) {
  return session_run(session, test_body, test);
}
