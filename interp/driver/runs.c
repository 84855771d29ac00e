#include "interp/driver/judging.h"
#include "interp/driver/stored.h"
#include "interp/report/runs.h"
#include "interp/report/verification.h"

#include <stdlib.h>

typedef struct {
  Work       *work;
  Model      *model;
  Store      *store;
  Screen      screen;
  RunsReport  report;
} Runs;

static bool wants_json(const Work *work) {
  return work->options->format == ANSLAG_FORMAT_JSON;
}

/* ---- one run ---------------------------------------------------------------------------- */

typedef struct { Arena *arena; RunOutcomes *outcomes; } OutcomePlace;

/* cells: decision, outcome, decider, count, sum of granted */
static bool take_outcome(void *context, const Text *cells, const bool *null, size_t count) {
  const OutcomePlace *place = context;
  (void)count;
  RunOutcome outcome = { .decision = arena_text(place->arena, cells[0]),
                         .outcome = arena_text(place->arena, cells[1]),
                         .decider = null[2] ? TEXT("") : arena_text(place->arena, cells[2]),
                         .count = (size_t)strtoull(cells[3].bytes, NULL, 10),
                         .has_granted = !null[4] };
  outcome.granted = null[4] ? 0 : strtoll(cells[4].bytes, NULL, 10);
  LIST_ADD(place->arena, place->outcomes, RunOutcome, outcome);
  return true;
}

static void show_one(Runs *runs, const StoreRunLine *run) {
  Work *work = runs->work;
  RunOutcomes outcomes = { NULL, 0, 0 };
  OutcomePlace place = { &work->arena, &outcomes };
  Arena batch;
  arena_init_deferred(&batch, work->memory);
  if (store_rows_stand(runs->store))
    store_select(runs->store, &batch,
                 "SELECT x.decision, n.outcome, n.decider, count(*), sum(e.granted)"
                 " FROM " STORE_PROPOSALS " WHERE x.run_id = ?1"
                 " GROUP BY x.decision, n.outcome, n.decider ORDER BY min(e.id)", run->run_id,
                 take_outcome, &place);
  memory_release(work->memory, &batch);
  if (wants_json(work))
    runs_write_one_json(&work->results, &runs->report, run, &outcomes);
  else
    runs_write_one(&work->results, &runs->screen, &runs->report, run, &outcomes);
}

/* ---- judged again ----------------------------------------------------------------------- */

static void look(void *context, const Judgement *judgement, Arena *batch) {
  replay_look(context, judgement, batch);
}

/* Read anew with the run's own rules. */
static void replay_run(Runs *runs, const StoreRunLine *run) {
  Work *work = runs->work;
  StoredRules rules = stored_rules(work, runs->store, runs->model, run);
  Population population;
  Replay replay;
  RunVisitor visitor = { .finished = look, .context = &replay };
  population_of_store(&population, runs->store, &work->arena);
  replay_start(&replay, runs->store, &work->arena, run, runs->report.chain);
  replay_population(&replay, &population);
  RunSummary *summary = run_population(&work->arena, rules.model, &rules.settings.settings,
                                       &rules.settings.options, &population, &visitor,
                                       &work->diags);
  replay_end(&replay, summary->digest);
  ReplayReport report = {
    .replay = &replay, .digest = summary->digest,
    .same_data = store_data_is(runs->store, run->run.data_hash),
    .engine = arena_format(&work->arena, "anslag %s", anslag_version()),
  };
  if (!replay.same || !replay.same_rows)
    work->exit = ANSLAG_MISTAKES;
  if (wants_json(work))
    runs_write_replay_json(&work->results, &report);
  else
    runs_write_replay(&work->results, &work->arena, &runs->screen, &report);
}

/* ---- the whole -------------------------------------------------------------------------- */

static void verify(Runs *runs) {
  Work *work = runs->work;
  const AnslagRuns *request = work->request;
  Verification *verification = verify_store(runs->store, &work->arena,
                                            request->head ? text_from(request->head) : TEXT(""));
  if (!verify_is_whole(verification))
    work->exit = ANSLAG_MISTAKES;
  if (wants_json(work))
    verification_write_json(&work->results, verification);
  else
    verification_write_text(&work->results, &work->arena, &runs->screen, verification);
}

static void runs_body(Work *work) {
  const AnslagRuns *request = work->request;
  Runs runs = { .work = work };
  RulesPlace place = rules_find(work, request->rules.path);
  runs.model = rules_load(work, place.path);
  runs.screen = judging_screen(work, runs.model);
  const char *database = rules_database(work, &place, request->database);
  runs.store = store_open(&work->arena, runs.model, text_from(database), STORE_READ,
                          &work->diags);
  store_begin(runs.store);
  if (request->what == ANSLAG_RUNS_VERIFY) {
    verify(&runs);
  } else {
    RecordChain chain = chain_read(runs.store, &work->arena);
    const Decision *decision = runs.model->decisions.count ? runs.model->decisions.items[0] : NULL;
    runs.report = (RunsReport){ &work->arena, &chain, decision ? decision->currency : NULL };
    if (request->what == ANSLAG_RUNS_SHOW)
      show_one(&runs, stored_run(work, &chain.runs, request->run));
    else if (request->what == ANSLAG_RUNS_REPLAY)
      replay_run(&runs, stored_run(work, &chain.runs, request->run));
    else if (wants_json(work))
      runs_write_list_json(&work->results, &runs.report);
    else
      runs_write_list(&work->results, &runs.screen, &runs.report);
  }
  store_rollback(runs.store);
  store_close(runs.store);
}

int anslag_runs(AnslagSession *session, const AnslagRuns *runs) {
  return session_run(session, runs_body, runs);
}
