#include "interp/trials/trial.h"
#include "interp/driver/paths.h"
#include "interp/driver/judging.h"
#include "interp/driver/tested.h"
#include "interp/report/trials.h"

static const Source *asked_source(const Model *model) {
  return model->asked ? model->asked->source : NULL;
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

static const Source *source_of_test(const Work *work, const ModelTest *test) {
  return sources_get(&work->sources, test->span);
}

static void add_file(Work *work, Tested *tested, uint32_t file) {
  for (size_t i = 0; i < tested->files.count; i++)
    if (tested->files.items[i] == file)
      return;
  LIST_ADD(&work->arena, &tested->files, uint32_t, file);
}

/* The file itself; of a package also those of its files that were named. */
static Tested *tested_start(const PathsInOrder *order, Text path, Model *model) {
  Work *work = order->work;
  Tested *tested = arena_new(&work->arena, Tested);
  tested->path = path;
  tested->model = model;
  if (asked_source(model))
    add_file(work, tested, asked_source(model)->number);
  for (size_t i = 0; paths_is_main(order, path) && i < model->modules.count; i++)
    for (size_t j = 0; j < order->files.count; j++)
      if (text_equal(order->files.items[j], model->modules.items[i]->path))
        add_file(work, tested, model->modules.items[i]->source->number);
  return tested;
}

/* A module of the library is named by its place in it: stdlib/std/time/se.anslag. */
static bool is_named(const PathsInOrder *order, const Module *module) {
  for (size_t i = 0; i < order->files.count; i++) {
    Text file = order->files.items[i];
    bool named = text_equal(file, module->path) ||
                 (module->library && text_ends_with(file, module->path));
    if (named)
      return true;
  }
  return false;
}

static void add_used(const PathsInOrder *order, Tested *tested) {
  for (size_t i = 0; i < tested->model->modules.count; i++) {
    const Module *module = tested->model->modules.items[i];
    Span place = { module->source ? module->source->number : 0, 0, 0 };
    if (place.file && !tested_has(tested, place) && is_named(order, module))
      LIST_ADD(&order->work->arena, &tested->used, uint32_t, place.file);
  }
}

bool tested_asks(const Tested *tested, Span span) {
  for (size_t i = 0; i < tested->used.count; i++)
    if (tested->used.items[i] == span.file)
      return true;
  return tested_has(tested, span);
}

bool tested_has(const Tested *tested, Span span) {
  for (size_t i = 0; i < tested->files.count; i++)
    if (tested->files.items[i] == span.file)
      return true;
  return false;
}

bool tested_elsewhere(const Work *work, const TestedList *list, const Tested *tested) {
  for (size_t i = 0; tested->tests.count == 0 && i < list->count; i++)
    for (size_t j = 0; j < list->items[i]->used.count; j++) {
      Span place = { list->items[i]->used.items[j], 0, 0 };
      const Source *source = sources_get(&work->sources, place);
      if (source && list->items[i] != tested && text_ends_with(tested->path, source->path))
        return true;
    }
  return false;
}

Screen tested_screen(const Work *work, const TestedList *list) {
  return judging_screen(work, list->count ? list->items[0]->model : NULL);
}

static void run_tests(Work *work, Tested *tested, Text path, TrialRows *rows) {
  Arena batch;
  arena_init_deferred(&batch, work->memory);
  for (size_t i = 0; i < tested->tests.count; i++) {
    memory_poll(work->memory);
    TrialResult result = trial_run(&batch, tested->model, tested->tests.items[i], &work->diags);
    const Source *source = source_of_test(work, tested->tests.items[i]);
    add_row(work, rows, source ? source->path : path, &result);
    arena_reset(&batch);
  }
  memory_release(work->memory, &batch);
}

static void test_file(Work *work, PathsInOrder *order, Text path, TrialRows *rows,
                      TestedList *list) {
  size_t errors = work->diags.errors;
  Model *model = rules_read(work, path);
  work_forget_warnings(work);
  paths_note(order, path, model);
  if (work->diags.errors > errors) {
    add_broken_file(work, rows, path);
    return;
  }
  Tested *tested = tested_start(order, path, model);
  for (size_t i = 0; i < model->tests.count; i++)
    if (tested_has(tested, model->tests.items[i]->span))
      LIST_ADD(&work->arena, &tested->tests, const ModelTest *, model->tests.items[i]);
  add_used(order, tested);
  run_tests(work, tested, path, rows);
  LIST_ADD(&work->arena, list, Tested *, tested);
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

/* What the tests are worth is asked only of tests that hold. */
static void look_deeper(Work *work, const AnslagTest *test, const TestedList *list) {
  switch (test->kind) {
    case ANSLAG_TEST_RUN:
      return;
    case ANSLAG_TEST_COVERAGE:
      test_coverage(work, list);
      return;
    case ANSLAG_TEST_BOUNDARIES:
      test_bounds(work, list);
      return;
    case ANSLAG_TEST_MUTATE:
      test_mutation(work, list);
      return;
  }
}

static void test_body(Work *work) {
  const AnslagTest *test = work->request;
  TrialRows rows = { NULL, 0, 0 };
  TestedList list = { NULL, 0, 0 };
  PathsInOrder order = paths_in_order(work, test->paths, test->path_count);
  for (size_t i = 0; i < order.files.count; i++)
    if (!paths_passed(&order, order.files.items[i]))
      test_file(work, &order, order.files.items[i], &rows, &list);
  bool hold = trials_failed(&rows) == 0;
  if (!hold)
    work->exit = ANSLAG_MISTAKES;
  work_write_messages(work);
  if (rows.count == 0)
    work_say(work, "there are no tests in what was named\n");
  if (hold && test->kind != ANSLAG_TEST_RUN)
    look_deeper(work, test, &list);
  else
    write_rows(work, &rows);
}

int anslag_test(AnslagSession *session, const AnslagTest *test) {
  return session_run(session, test_body, test);
}
