#include "interp/driver/as_decided.h"

#include "base/unicode.h"
#include "interp/driver/judging.h"
#include "interp/driver/names.h"
#include "interp/driver/stored.h"
#include "interp/ledger/facts.h"
#include "interp/ledger/instructions.h"
#include "interp/ledger/line.h"
#include "interp/report/as_decided.h"
#include "interp/report/summary.h"

#include <stdlib.h>

typedef struct {
  Work          *work;
  Model         *model;             /* the rules at hand */
  const char    *database;
  Text           key;
  Screen         screen;
  StoreRunLines  runs;
  StoreTakenList taken;
  StoreChanges   history;
} Asking;

/* One decision taken on the record. */
typedef struct {
  Asking       *asking;
  const StoreTaken *line;
  StoredRules   rules;
  const Decision *decision;         /* of the rules then */
  StoreFactList facts;
  Explanation  *explanation;
} Then;

/* ---- then ------------------------------------------------------------------------------- */

static const Decision *decision_of(const Model *model, Text name) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (text_equal(model->decisions.items[i]->name, name))
      return model->decisions.items[i];
  return NULL;
}

static size_t decided_line(void *context, Arena *arena, const Decision *decision,
                           StoreDecided **rows) {
  const Then *then = context;
  const StoreTaken *line = then->line;
  if (decision != then->decision)
    return 0;
  *rows = arena_new(arena, StoreDecided);
  **rows = (StoreDecided){ .record = line->record, .outcome = line->outcome,
                           .decider = line->decider, .decided_on = line->decided_on,
                           .reference = line->reference, .has_granted = line->has_granted,
                           .granted = line->granted };
  return 1;
}

static void gather(void *context, const Judgement *judgement, Arena *batch) {
  Then   *then = context;
  Asking *asking = then->asking;
  if (judgement->decision != then->decision ||
      !text_equal(record_key_text(batch, judgement->record), then->line->record))
    return;
  then->explanation = arena_new(&asking->work->arena, Explanation);
  explanation_gather(then->explanation, &asking->work->arena, then->rules.model, &asking->screen,
                     judgement);
}

typedef struct { Population inner; Then *then; } OfFacts;

static void start_facts(void *context, const RecordType *record) {
  const OfFacts *of = context;
  of->inner.start(of->inner.context, record);
}

static const Record *next_fact_record(void *context, Arena *batch) {
  const OfFacts *of = context;
  return of->inner.next(of->inner.context, batch);
}

static size_t decided_then(void *context, Arena *arena, const Decision *decision,
                           StoreDecided **rows) {
  return decided_line(((const OfFacts *)context)->then, arena, decision, rows);
}

/* The record made of its facts, alone in the world, with the decision taken on it. */
static void judge_then(Then *then) {
  Work *work = then->asking->work;
  FactsRecords records = { NULL, 0, 0 };
  OfFacts of = { .then = then };
  facts_rebuild(&work->arena, then->rules.model, then->decision->subject, &then->facts, &records);
  population_of_records(&of.inner, &work->arena, records.items, records.count);
  Population population = { .context = &of, .start = start_facts, .next = next_fact_record,
                            .all = of.inner.all, .decided = decided_then };
  RunVisitor visitor = { .finished = gather, .context = then };
  run_population(&work->arena, then->rules.model, &then->rules.settings.settings,
                 &then->rules.settings.options, &population, &visitor, &work->diags);
}

/* ---- since then ------------------------------------------------------------------------- */

static void compare_now(Then *then, Store *store, AsDecided *decided) {
  Asking *asking = then->asking;
  Arena  *arena = &asking->work->arena;
  const RecordType *subject = then->decision->subject;
  const Record *record = store_find(store, subject, then->line->record, arena);
  decided->gone = record == NULL;
  if (!record)
    return;
  StoreFactList now = { NULL, 0, 0 };
  StoreFact like = { .run_id = then->line->run_id, .decision = then->line->decision,
                     .record = then->line->record };
  facts_gather(arena, then->rules.model, record, &like, &now);
  decided->changes = since_compare(arena, subject, then->line, &then->facts, &now,
                                   &asking->history);
}

/* What people call the record stands in the database only. */
static void add_names(Then *then, Store *store) {
  Asking *asking = then->asking;
  const RecordType *subject = then->decision->subject;
  names_mark(asking->work, store, then->rules.model, subject, false);
  const Record *record = store_find(store, subject, then->line->record, &asking->work->arena);
  if (record)
    explanation_name(then->explanation, &asking->work->arena, record);
}

static void look_at_database(Then *then, AsDecided *decided) {
  Asking *asking = then->asking;
  Work   *work = asking->work;
  for (int names = 0; names < 2; names++) {
    Store *store = store_open(&work->arena, then->rules.model, text_from(asking->database),
                              STORE_READ, &work->diags);
    store_begin(store);
    if (names)
      add_names(then, store);
    else
      compare_now(then, store, decided);
    store_rollback(store);
    store_close(store);
  }
}

/* ---- today ------------------------------------------------------------------------------ */

typedef struct {
  Population  inner;
  const StoreTaken *line;
  Text        outcome;
} Today;

static void start_today(void *context, const RecordType *record) {
  const Today *today = context;
  today->inner.start(today->inner.context, record);
}

static const Record *next_today(void *context, Arena *batch) {
  const Today *today = context;
  return today->inner.next(today->inner.context, batch);
}

/* All decisions taken, but for those on the record. */
static size_t decided_but(void *context, Arena *arena, const Decision *decision,
                          StoreDecided **rows) {
  const Today *today = context;
  size_t count = today->inner.decided(today->inner.context, arena, decision, rows), kept = 0;
  for (size_t i = 0; i < count; i++)
    if (!text_equal((*rows)[i].record, today->line->record) ||
        !text_equal(decision->name, today->line->decision))
      (*rows)[kept++] = (*rows)[i];
  return kept;
}

static void see_today(void *context, const Judgement *judgement, Arena *batch) {
  Today *today = context;
  if (text_equal(judgement->decision->name, today->line->decision) &&
      text_equal(record_key_text(batch, judgement->record), today->line->record))
    today->outcome = judgement_outcome(judgement);
}

/* As rules and data stand, as if it were not decided; empty where that needs a day not given. */
static Text judge_today(const Asking *asking, const StoreTaken *line) {
  Work *work = asking->work;
  const AnslagExplain *request = work->request;
  if (!decision_of(asking->model, line->decision) ||
      (asking->model->as_of_read.file && !request->rules.as_of))
    return TEXT("");
  RulesSettings settings = rules_settings(work, asking->model, &request->rules);
  Today today = { .line = line };
  Store *store = store_open(&work->arena, asking->model, text_from(asking->database), STORE_READ,
                            &work->diags);
  store_begin(store);
  population_of_store(&today.inner, store, &work->arena);
  Population population = { .context = &today, .start = start_today, .next = next_today,
                            .all = today.inner.all, .decided = decided_but };
  RunVisitor visitor = { .finished = see_today, .context = &today };
  run_population(&work->arena, asking->model, &settings.settings, &settings.options, &population,
                 &visitor, &work->diags);
  store_rollback(store);
  store_close(store);
  return today.outcome;
}

/* ---- one decision taken ----------------------------------------------------------------- */

static const StoreRunLine *run_of(const Asking *asking, int64_t run_id) {
  for (size_t i = 0; i < asking->runs.count; i++)
    if (asking->runs.items[i].run_id == run_id)
      return &asking->runs.items[i];
  return NULL;
}

static const StoreTaken *replacing(const Asking *asking, int64_t id) {
  for (size_t i = 0; i < asking->taken.count; i++)
    if (asking->taken.items[i].has_replaces && asking->taken.items[i].replaces == id)
      return &asking->taken.items[i];
  return NULL;
}

static _Noreturn void stop_without_facts(Work *work, const StoreTaken *line) {
  diag_report(&work->diags, DIAG_FACTS_NOT_KEPT, SPAN_NONE,
              "the facts of decision %lld are not kept in the database", (long long)line->id);
  diag_help(&work->diags, "decisions that anslag decide records are kept with them; without "
                          "--decided the record is explained as it stands");
  memory_stop(work->memory);
}

static void find_proposed(Work *work, Store *store, const StoreTaken *line, AsDecided *decided) {
  StoreProposal proposal = { .has_granted = false };
  decided->proposed_known = store_rows_stand(store) &&
                            store_find_proposal(store, &work->arena, line->run_id, line->decision,
                                                line->record, &proposal);
  decided->proposed = proposal.outcome;
  decided->proposed_has_granted = proposal.has_granted;
  decided->proposed_granted = proposal.granted;
}

static void explain_line(Asking *asking, const StoreTaken *line, AsDecided *decided) {
  Work *work = asking->work;
  Then  then = { .asking = asking, .line = line };
  const StoreRunLine *run = run_of(asking, line->run_id);
  Store *store = store_open(&work->arena, asking->model, text_from(asking->database), STORE_READ,
                            &work->diags);
  store_begin(store);
  then.facts = store_facts(store, &work->arena, line->run_id, line->decision, line->record);
  if (!run || !then.facts.count)
    stop_without_facts(work, line);
  *decided = (AsDecided){ .arena = &work->arena, .line = line, .run = run,
                          .replaced_by = replacing(asking, line->id) };
  find_proposed(work, store, line, decided);
  then.rules = stored_rules(work, store, asking->model, run);
  store_rollback(store);
  store_close(store);
  then.decision = decision_of(then.rules.model, line->decision);
  if (then.decision)
    judge_then(&then);
  if (!then.explanation)
    stop_without_facts(work, line);
  look_at_database(&then, decided);
  decided->explanation = then.explanation;
  decided->decider = instructions_body(then.rules.model, line->decider);
  decided->currency = then.decision->currency;
  decided->holds = text_equal(line->hash, line_hash(&work->arena, line, then.facts.items,
                                                    then.facts.count));
  decided->same_rules = then.rules.same;
  decided->standing = summary_standing(&work->arena, then.rules.model, work->diags.language);
  decided->today = judge_today(asking, line);
}

/* ---- the whole -------------------------------------------------------------------------- */

static bool is_asked_for(const Asking *asking, const StoreTaken *line) {
  const AnslagExplain *request = asking->work->request;
  if (!text_equal(line->record, asking->key) ||
      (request->decision && !text_is(line->decision, request->decision)))
    return false;
  if (!request->run)
    return !replacing(asking, line->id);
  char *end;
  return strtoll(request->run, &end, 10) == line->run_id && !*end;
}

static _Noreturn void stop_undecided(const Asking *asking) {
  Work *work = asking->work;
  const AnslagExplain *request = work->request;
  if (request->run)
    diag_report(&work->diags, DIAG_NOT_DECIDED, SPAN_NONE,
                "\"%s\" is not decided by run %s", request->key, request->run);
  else
    diag_report(&work->diags, DIAG_NOT_DECIDED, SPAN_NONE, "\"%s\" is not decided",
                request->key);
  diag_help(&work->diags, "anslag decide records decisions; without --decided the record is "
                          "explained as it stands");
  memory_stop(work->memory);
}

static void read_ledger(Asking *asking) {
  Work *work = asking->work;
  Store *store = store_open(&work->arena, asking->model, text_from(asking->database), STORE_READ,
                            &work->diags);
  store_begin(store);
  asking->runs = store_runs(store, &work->arena);
  asking->taken = store_taken(store, &work->arena);
  asking->history = store_changes(store, &work->arena);
  store_rollback(store);
  store_close(store);
}

void as_decided_explain(Work *work) {
  const AnslagExplain *request = work->request;
  Asking asking = { .work = work };
  RulesPlace place = rules_find(work, request->rules.path);
  asking.model = rules_load(work, place.path);
  asking.screen = judging_screen(work, asking.model);
  rules_need_decision(work, asking.model, place.path);
  asking.database = rules_database(work, &place, request->database);
  asking.key = unicode_nfc(&work->arena, text_from(request->key));
  read_ledger(&asking);
  bool json = work->options->format == ANSLAG_FORMAT_JSON;
  size_t found = 0;
  for (size_t i = 0; i < asking.taken.count; i++) {
    if (!is_asked_for(&asking, &asking.taken.items[i]))
      continue;
    AsDecided decided;
    explain_line(&asking, &asking.taken.items[i], &decided);
    writer_put(&work->results, json ? found ? TEXT(",\n") : TEXT("[") : found ? TEXT("\n")
                                                                              : TEXT(""));
    if (json)
      as_decided_write_json(&work->results, &decided);
    else
      as_decided_write_text(&work->results, &asking.screen, &decided);
    found++;
  }
  if (!found)
    stop_undecided(&asking);
  writer_put(&work->results, json ? TEXT("]\n") : TEXT(""));
}
