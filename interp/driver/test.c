#include "interp/decide/trial.h"
#include "interp/driver/paths.h"
#include "interp/driver/rules.h"
#include "interp/report/trials.h"

/* Tests of modules that the file uses are run with those files, not here. */
static bool stands_in(const Model *model, const ModelTest *test) {
  const Source *source = model->modules.count ? model->modules.items[0]->source : NULL;
  return source && source->number == test->span.file;
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
  TrialRow row = { .path = path, .name = TEXT("the rules have no errors") };
  LIST_ADD(&work->arena, &row.failures, Text,
           TEXT("the rules have errors: anslag check shows them"));
  LIST_ADD(&work->arena, rows, TrialRow, row);
}

static void test_file(Work *work, Text path, TrialRows *rows) {
  size_t errors = work->diags.errors;
  const Model *model = rules_read(work, path);
  work_forget_warnings(work);
  if (work->diags.errors > errors) {
    add_broken_file(work, rows, path);
    return;
  }
  Arena batch;
  arena_init_deferred(&batch, work->memory);
  for (size_t i = 0; i < model->tests.count; i++) {
    memory_poll(work->memory);
    if (!stands_in(model, model->tests.items[i]))
      continue;
    TrialResult result = trial_run(&batch, model, model->tests.items[i], &work->diags);
    add_row(work, rows, path, &result);
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
      trials_write_text(&work->results, rows);
  }
}

static void test_body(Work *work) {
  const AnslagTest *test = work->request;
  TextList  files = { NULL, 0, 0 };
  TrialRows rows = { NULL, 0, 0 };
  paths_expand(work, test->paths, test->path_count, &files);
  for (size_t i = 0; i < files.count; i++)
    test_file(work, files.items[i], &rows);
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
