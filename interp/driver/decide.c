#define _POSIX_C_SOURCE 200809L
#include "base/unicode.h"
#include "interp/driver/files.h"
#include "interp/driver/judging.h"
#include "interp/driver/stored.h"
#include "interp/driver/taking.h"
#include "interp/ledger/instructions.h"
#include "interp/ledger/rows.h"

#include <time.h>

typedef struct {
  Work        *work;
  const char  *database;
  Model       *at_hand;
  StoredRules  rules;           /* of the run */
  const StoreRunLine *run;
  Instructions instructions;
  TakeOrder    order;
} Deciding;

/* ---- what was asked for ----------------------------------------------------------------- */

static _Noreturn void stop_without(Work *work, const char *what, const char *option) {
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "%s was not said",
              diag_words(&work->diags, what));
  diag_help(&work->diags, "add %s", option);
  memory_stop(work->memory);
}

static void need_all(Work *work) {
  const AnslagDecide *request = work->request;
  if (!request->run)
    stop_without(work, MESSAGE("which proposal was decided on"), "--run 12");
  if (!request->by)
    stop_without(work, MESSAGE("who decided"), "--by BODY");
  if (!request->on)
    stop_without(work, MESSAGE("the day of the decision"), "--on 2026-01-31");
  if (request->replace && !request->path)
    stop_without(work, MESSAGE("what replaces what is recorded"), "FILE.csv");
}

static Text nearest_body(Arena *arena, const Model *model, Text name) {
  UnicodeNearest nearest = { arena, name, TEXT_NONE, name.length < 5 ? 2 : 4 };
  for (size_t i = 0; i < model->bodies.count; i++) {
    unicode_nearest(&nearest, model->bodies.items[i]->name);
    unicode_nearest(&nearest, model->bodies.items[i]->title);
  }
  return nearest.best;
}

static const Body *find_body(Work *work, const Model *model, const char *named) {
  Text name = unicode_nfc(&work->arena, text_from(named));
  const Body *body = instructions_body(model, name);
  if (body)
    return body;
  diag_report(&work->diags, DIAG_NO_SUCH_BODY, SPAN_NONE, "the rules know no body \"%s\"", named);
  Text nearest = nearest_body(&work->arena, model, name);
  if (nearest.length)
    diag_help(&work->diags, "did you mean \"%.*s\"?", TEXT_PRINT(nearest));
  memory_stop(work->memory);
}

/* The day that the run means, else the day it was made. */
static Text day_of_run(const StoreRunLine *run) {
  if (run->run.as_of.length)
    return run->run.as_of;
  return text_part(run->run.started, 0, run->run.started.length < DATE_LENGTH
                                            ? run->run.started.length : DATE_LENGTH);
}

/* Old minutes may be recorded late, so an early day is told of and no more. */
static Date read_day(Work *work, const StoreRunLine *run, const char *on) {
  Date day, proposed;
  if (!date_parse(text_from(on), &day)) {
    diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "\"%s\" is not a date", on);
    diag_help(&work->diags, "write a date as 2026-01-31");
    memory_stop(work->memory);
  }
  Text of_run = day_of_run(run);
  if (!date_parse(of_run, &proposed) || day >= proposed)
    return day;
  diag_report(&work->diags, DIAG_DECIDED_BEFORE_RUN, SPAN_NONE,
              "the decision of %s was taken before run %lld, of %.*s", on,
              (long long)run->run_id, TEXT_PRINT(of_run));
  diag_help(&work->diags, "a proposal is decided on when it is there: look at the day and at the "
                          "number of the run (anslag runs)");
  return day;
}

static void read_instructions(Deciding *deciding) {
  Work *work = deciding->work;
  const AnslagDecide *request = work->request;
  if (!request->path)
    return;
  Text bytes = files_read(work, request->path);
  const Source *source = sources_add(&work->sources, text_from(request->path), bytes);
  instructions_read(&work->arena, deciding->rules.model, source, &work->diags,
                    &deciding->instructions);
  work_stop_on_errors(work);
}

static TakeOrder make_order(Deciding *deciding) {
  Work *work = deciding->work;
  const AnslagDecide *request = work->request;
  const Model *model = deciding->rules.model;
  return (TakeOrder){
    .arena = &work->arena, .diags = &work->diags, .model = model,
    .run_id = deciding->run->run_id, .by = find_body(work, model, request->by),
    .on = read_day(work, deciding->run, request->on),
    .reference = request->reference ? unicode_nfc(&work->arena, text_from(request->reference))
                                    : TEXT(""),
    .recorded_at = date_stamp(&work->arena, (int64_t)time(NULL)),
    .instructions = deciding->instructions.items, .count = deciding->instructions.count,
    .replace = request->replace,
  };
}

/* ---- the run ---------------------------------------------------------------------------- */

/* The rules of the run are known before the database is opened to be written. */
static void find_run(Deciding *deciding) {
  Work *work = deciding->work;
  const AnslagDecide *request = work->request;
  Store *store = store_open(&work->arena, deciding->at_hand, text_from(deciding->database),
                            STORE_READ, &work->diags);
  store_begin(store);
  StoreRunLines *runs = arena_new(&work->arena, StoreRunLines);
  *runs = store_runs(store, &work->arena);
  deciding->run = stored_run(work, runs, request->run);
  deciding->rules = stored_rules(work, store, deciding->at_hand, deciding->run);
  store_rollback(store);
  store_close(store);
}

/* Nobody decides by rows that are not what the run wrote. */
static void check_rows(Deciding *deciding, Store *store) {
  Work *work = deciding->work;
  const StoreRunLine *run = deciding->run;
  RowsDigest rows = rows_digest(store, &work->arena, run->run_id, run->run.digest);
  if (text_equal(rows.digest, run->run.digest))
    return;
  diag_report(&work->diags, DIAG_PROPOSAL_CHANGED, SPAN_NONE,
              "the rows of run %lld are not those that it wrote", (long long)run->run_id);
  diag_help(&work->diags, "anslag runs replay %lld shows which; anslag run makes a new proposal",
            (long long)run->run_id);
  memory_stop(work->memory);
}

static void decide_body(Work *work) {
  const AnslagDecide *request = work->request;
  need_all(work);
  Deciding deciding = { .work = work };
  RulesPlace place = rules_find(work, request->rules.path);
  deciding.at_hand = rules_load(work, place.path);
  rules_need_decision(work, deciding.at_hand, place.path);
  deciding.database = rules_database(work, &place, request->database);
  find_run(&deciding);
  read_instructions(&deciding);
  deciding.order = make_order(&deciding);
  Store *store = store_open(&work->arena, deciding.rules.model, text_from(deciding.database),
                            STORE_WRITE, &work->diags);
  store_begin(store);
  check_rows(&deciding, store);
  Taken *taken = taking_record(work, store, &deciding.rules.settings, &deciding.order,
                               deciding.run->run.data_hash);
  memory_poll(work->memory);
  taken->dry_run = request->dry_run;
  if (request->dry_run)
    store_rollback(store);
  else
    store_commit(store);
  store_close(store);
  Screen screen = judging_screen(work, deciding.at_hand);
  if (work->options->format == ANSLAG_FORMAT_JSON)
    taken_write_json(&work->results, taken);
  else if (!work->options->quiet)
    taken_write_text(&work->results, &screen, taken);
}

int anslag_decide(AnslagSession *session, const AnslagDecide *decide) {
  return session_run(session, decide_body, decide);
}
