/* anslag report: how all records stand, on one page. */
#define _POSIX_C_SOURCE 200809L
#include "interp/report/overview.h"

#include "interp/driver/files.h"
#include "interp/driver/judging.h"

#include <string.h>
#include <time.h>

static void add_judgement(void *context, const Judgement *judgement, Arena *batch) {
  overview_add(context, judgement, batch);
}

static void tell_progress(void *context, size_t done, size_t total) {
  (void)context, (void)done, (void)total;
}

/* Budgets, targets and controls over the same records. */
static const Outlook *look(Work *work, const Judging *judging, const Population *population) {
  static const OutlookChoice everything = { .only = NULL };
  const Model *model = judging->model;
  if (model->budgets.count + model->targets.count + model->controls.count == 0)
    return NULL;
  Evaluator *evaluator = evaluator_new(&work->arena, model, &judging->settings.settings,
                                       &judging->settings.options, &work->diags);
  work_stop_on_errors(work);
  evaluator_subject(evaluator, NULL, NULL, &population->all, &work->arena);
  return outlook_make(&work->arena, evaluator, model, &everything, true);
}

/* In one read transaction; nothing is written. */
static void judge(Work *work, const Judging *judging, Overview *overview) {
  Store *store = store_open(&work->arena, judging->model, text_from(judging->database),
                            STORE_READ, &work->diags);
  Population population;
  HarvestTo to = { .words = overview_words, .take = overview_take, .context = overview };
  RunColumns columns = { .input = store, .threads = judging_threads(work), .harvest = &to };
  RunVisitor visitor = { .finished = add_judgement, .progress = tell_progress,
                         .columns = &columns, .context = overview };
  store_begin(store);
  population_of_store(&population, store, &work->arena);
  overview->summary.run = run_population(&work->arena, judging->model,
                                         &judging->settings.settings,
                                         &judging->settings.options, &population, &visitor,
                                         &work->diags);
  overview->summary.outlook = look(work, judging, &population);
  store_rollback(store);
  store_close(store);
}

static void need_page(Work *work, const char *to) {
  size_t length = to ? strlen(to) : 0;
  if (!to || strcmp(to, "-") == 0 || (length > 5 && strcmp(to + length - 5, ".html") == 0))
    return;
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "a report is a page: \"%s\" does not end in "
              ".html", to);
  diag_help(&work->diags, "anslag report --to report.html");
  memory_stop(work->memory);
}

static void report_body(Work *work) {
  const AnslagReport *request = work->request;
  need_page(work, request->to);
  Judging judging = judging_begin(work, &request->rules, request->database);
  Overview overview;
  Writer page;
  overview_init(&overview, &work->arena, judging.model);
  overview.summary.model = judging.model;
  overview.summary.settings = judging_settings_text(work, &judging);
  overview.day = text_part(date_stamp(&work->arena, (int64_t)time(NULL)), 0,
                           strlen("2026-01-31"));
  overview.engine = arena_format(&work->arena, "anslag %s", anslag_version());
  judge(work, &judging, &overview);
  writer_to_memory(&page, &work->arena);
  page.language = work->results.language;
  overview_write_html(&page, &overview, &judging.screen);
  files_write(work, request->to ? request->to : "-", writer_text(&page));
  if (request->to && strcmp(request->to, "-") != 0)
    work_say(work, "\"%s\" shows how %.*s records stand\n", request->to,
             TEXT_PRINT(screen_count(&work->arena, overview.summary.run->records)));
}

int anslag_report(AnslagSession *session, const AnslagReport *report) {
  return session_run(session, report_body, report);
}
