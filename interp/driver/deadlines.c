#include "interp/driver/files.h"
#include "interp/driver/judging.h"
#include "interp/driver/sheets.h"
#include "interp/report/duties.h"

typedef struct {
  Work         *work;
  const Model  *model;
  RulesSettings settings;
  const char   *database;           /* NULL: what the rules alone say */
  OwedList      owed;
} Deadlines;

/* ---- what is owed -------------------------------------------------------------------- */

static void add_judgement(void *context, const Judgement *judgement, Arena *batch) {
  (void)batch;
  Deadlines *deadlines = context;
  owed_add_judgement(&deadlines->owed, judgement);
}

static void add_harvest(void *context, const Harvest *harvest) {
  Deadlines *deadlines = context;
  owed_add_harvest(&deadlines->owed, harvest);
}

static void tell_progress(void *context, size_t done, size_t total) {
  const AnslagOptions *options = ((const Deadlines *)context)->work->options;
  if (options->progress)
    options->progress(options->progress_context, done, total);
}

static void add_decisions(Deadlines *deadlines, const Population *population, Store *store) {
  Work *work = deadlines->work;
  HarvestTo to = { .take = add_harvest, .context = deadlines };
  RunColumns columns = { .input = store, .threads = judging_threads(work), .harvest = &to,
                         .no_digest = true };
  RunVisitor visitor = { .finished = add_judgement, .progress = tell_progress,
                         .columns = &columns, .context = deadlines };
  if (deadlines->model->decisions.count)
    run_population(&work->arena, deadlines->model, &deadlines->settings.settings,
                   &deadlines->settings.options, population, &visitor, &work->diags);
}

static void add_ladders(Deadlines *deadlines, const RecordSource *source) {
  const Model *model = deadlines->model;
  for (size_t i = 0; i < model->ladders.count; i++) {
    const Ladder *ladder = model->ladders.items[i];
    const Record *const *records;
    size_t count;
    if (!records_at_hand(source, ladder->subject, &records, &count))
      continue;
    for (size_t j = 0; j < count; j++)
      owed_add_ladder(&deadlines->owed, ladder, records[j]);
  }
}

static OwedStanding *read_standing(Deadlines *deadlines, Store *store, size_t *count) {
  Arena *arena = &deadlines->work->arena;
  StoreDuty *rows;
  *count = store_duties(store, arena, &rows);
  OwedStanding *standing = arena_array(arena, OwedStanding, *count + 1);
  for (size_t i = 0; i < *count; i++)
    standing[i] = (OwedStanding){ .kind = rows[i].kind, .name = rows[i].name,
                                  .body = rows[i].body, .due = rows[i].due,
                                  .status = rows[i].status, .done_on = rows[i].done_on,
                                  .evidence = rows[i].evidence };
  return standing;
}

/* A row that stands for nothing owed is most likely a slip of the pen. */
static void tell_unused(Work *work, const OwedStanding *standing, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!standing[i].used)
      work_say(work, "anslag_duty: nothing owed is called \"%.*s\"%s%.*s%s\n",
               TEXT_PRINT(standing[i].name), standing[i].body.length ? " (" : "",
               TEXT_PRINT(standing[i].body), standing[i].body.length ? ")" : "");
}

static void start(Deadlines *deadlines, const RecordSource *source) {
  Work *work = deadlines->work;
  Evaluator *evaluator = evaluator_new(&work->arena, deadlines->model,
                                       &deadlines->settings.settings,
                                       &deadlines->settings.options, &work->diags);
  work_stop_on_errors(work);
  evaluator_subject(evaluator, NULL, NULL, source, &work->arena);
  owed_start(&deadlines->owed, &work->arena, deadlines->model, evaluator, source,
             deadlines->settings.options.as_of);
}

static void gather_from_database(Deadlines *deadlines) {
  Work *work = deadlines->work;
  Population population;
  size_t count;
  Store *store = store_open(&work->arena, deadlines->model, text_from(deadlines->database),
                            STORE_READ, &work->diags);
  store_begin(store);
  population_of_store(&population, store, &work->arena);
  start(deadlines, &population.all);
  owed_add_duties(&deadlines->owed);
  add_decisions(deadlines, &population, store);
  add_ladders(deadlines, &population.all);
  OwedStanding *standing = read_standing(deadlines, store, &count);
  owed_finish(&deadlines->owed, standing, count);
  store_rollback(store);
  store_close(store);
  tell_unused(work, standing, count);
}

static void gather(Deadlines *deadlines) {
  if (deadlines->database) {
    gather_from_database(deadlines);
    return;
  }
  start(deadlines, NULL);
  owed_add_duties(&deadlines->owed);
  add_ladders(deadlines, NULL);
  owed_finish(&deadlines->owed, NULL, 0);
}

/* ---- in what form -------------------------------------------------------------------- */

static bool is_calendar(const Work *work, const char *to) {
  Text path = to ? text_from(to) : TEXT("");
  return text_ends_with(path, TEXT(".ics")) ||
         (path.length <= 1 && work->options->format == ANSLAG_FORMAT_ICS);
}

static void write_sheet(const Deadlines *deadlines, const Screen *screen, SheetForm form,
                        Writer *writer, Text only) {
  const AnslagDeadlines *request = deadlines->work->request;
  Sheet sheet;
  sheet_init(&sheet, &deadlines->work->arena);
  duties_to_sheet(&sheet, &deadlines->owed, only);
  if (form == SHEET_JSON)
    sheet_write_json(writer, &sheet);
  else
    sheets_put_csv(deadlines->work, writer, &sheet, screen->swedish, request->to);
}

static void write(const Deadlines *deadlines) {
  Work *work = deadlines->work;
  const AnslagDeadlines *request = work->request;
  Screen screen = judging_screen(work, deadlines->model);
  Text only = request->body ? text_from(request->body) : TEXT("");
  bool calendar = is_calendar(work, request->to);
  SheetForm form = calendar ? SHEET_TEXT : sheets_form(work, request->to);
  if (!calendar && form == SHEET_TEXT) {
    duties_write_text(&work->results, &screen, &deadlines->owed, only);
    return;
  }
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  writer.language = work->results.language;
  if (calendar)
    duties_write_calendar(&writer, &deadlines->owed, only);
  else
    write_sheet(deadlines, &screen, form, &writer, only);
  sheets_keep(work, request->to, writer_text(&writer));
}

/* ---- the whole ----------------------------------------------------------------------- */

static void need_day(Work *work, const RulesSettings *settings) {
  if (settings->options.has_as_of)
    return;
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "what is overdue depends on the day");
  diag_help(&work->diags, "add the day asked about: --as-of 2026-01-31");
  memory_stop(work->memory);
}

/* A body that no rule names is most likely misspelt; nothing is owed by it either way. */
static void need_body(const Deadlines *deadlines) {
  Work *work = deadlines->work;
  const AnslagDeadlines *request = work->request;
  if (!request->body)
    return;
  for (size_t i = 0; i < deadlines->owed.list.count; i++)
    if (owed_is_by(&deadlines->owed.list.items[i], text_from(request->body)))
      return;
  for (size_t i = 0; i < deadlines->model->bodies.count; i++)
    if (body_is_called(deadlines->model->bodies.items[i], text_from(request->body)))
      return;
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "nothing is owed by \"%s\"", request->body);
  diag_help(&work->diags, "name a body by its name, its title or what it is also called");
  memory_stop(work->memory);
}

static const char *database_of(const RulesPlace *place, const char *named) {
  if (named)
    return named;
  return place->database.length && files_exist(place->database.bytes) ? place->database.bytes
                                                                      : NULL;
}

static void deadlines_body(Work *work) {
  const AnslagDeadlines *request = work->request;
  Deadlines deadlines = { .work = work };
  if (!is_calendar(work, request->to))
    sheets_form(work, request->to);          /* a wrong ending is told before the work */
  RulesPlace place = rules_find(work, request->rules.path);
  deadlines.model = rules_load(work, place.path);
  deadlines.settings = rules_settings(work, deadlines.model, &request->rules);
  need_day(work, &deadlines.settings);
  deadlines.database = database_of(&place, request->database);
  gather(&deadlines);
  need_body(&deadlines);
  write(&deadlines);
}

int anslag_deadlines(AnslagSession *session, const AnslagDeadlines *deadlines) {
  return session_run(session, deadlines_body, deadlines);
}
