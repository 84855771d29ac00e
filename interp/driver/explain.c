#include "base/unicode.h"
#include "interp/decide/alone.h"
#include "interp/decide/from_run.h"
#include "interp/driver/as_decided.h"
#include "interp/driver/judging.h"
#include "interp/driver/names.h"
#include "interp/report/explanation.h"

typedef LIST(Explanation *) Explanations;

typedef struct {
  Work          *work;
  const Judging *judging;
  Text           key;
  Explanations   found;
  Explanations   alone;             /* those of them that were judged without the others */
} Search;

static bool is_wanted_decision(const AnslagExplain *request, const Decision *decision) {
  return !request->decision || text_is(decision->name, request->decision);
}

static bool has_key(void *context, const Record *record, Arena *batch) {
  const Search *search = context;
  return text_equal(record_key_text(batch, record), search->key);
}

static void gather_if_wanted(void *context, const Judgement *judgement, Arena *batch) {
  Search *search = context;
  Arena  *arena = &search->work->arena;
  if (!is_wanted_decision(search->work->request, judgement->decision) ||
      !text_equal(record_key_text(batch, judgement->record), search->key))
    return;
  Explanation *explanation = arena_new(arena, Explanation);
  explanation_gather(explanation, arena, search->judging->model, &search->judging->screen,
                     judgement);
  explanation->why = why_not_gather(arena, judgement);
  LIST_ADD(arena, &search->found, Explanation *, explanation);
}

/* ---- would the room that surely suffices do? (semantics F13) ----------------------------- */

typedef struct {
  Text decision, key;
  bool funded;
} Tried;

static void look_for(void *context, const Judgement *judgement, Arena *batch) {
  Tried *tried = context;
  if (text_equal(judgement->decision->name, tried->decision) &&
      text_equal(record_key_text(batch, judgement->record), tried->key))
    tried->funded = judgement->kind == OUTCOME_FUNDABLE;
}

static FundingTrial try_funding(Work *work, const Judging *judging,
                                const Explanation *explanation) {
  Judging raised = *judging;
  FrameRaise *raises;
  raised.raise_count = explanation_raises(explanation, &work->arena, &raises);
  raised.raises = raises;
  if (raised.raise_count == 0)
    return TRIAL_NOT_MADE;
  Tried tried = { explanation->decision, explanation->key, false };
  RunVisitor visitor = { .finished = look_for, .context = &tried };
  judging_read(work, &raised, &visitor);
  return tried.funded ? TRIAL_FUNDS : TRIAL_FAILS;
}

/* ---- do the answers hold among all the others? ---------------------------------------------- */

static bool is_alone(const Search *search, const Explanation *explanation) {
  for (size_t i = 0; i < search->alone.count; i++)
    if (search->alone.items[i] == explanation)
      return true;
  return false;
}

static bool any_untried(const WhyAnswers *answers) {
  for (size_t i = 0; i < answers->count; i++)
    if (answers->items[i].untried)
      return true;
  return false;
}

static Experiment *open_experiment(const Search *search) {
  Work *work = search->work;
  Store *store = store_open(&work->arena, search->judging->model,
                            text_from(search->judging->database), STORE_READ, &work->diags);
  store_begin(store);
  Experiment *experiment = experiment_open(&work->arena, search->judging->model, store,
                                           judging_threads(work), &work->diags);
  store_rollback(store);
  store_close(store);
  return experiment;
}

/* Facts that several records share are changed for all of them. */
static void try_answers(Search *search) {
  Work *work = search->work;
  const Judging *judging = search->judging;
  Assumptions assumed = { .settings = judging->settings.settings,
                          .eval = judging->settings.options };
  WhyFunding funding = { NULL, &assumed, &work->arena };
  for (size_t i = 0; i < search->found.count; i++) {
    WhyNot *why = search->found.items[i]->why;
    if (is_alone(search, search->found.items[i]) ||
        (!any_untried(&why->answers) && !any_untried(&why->others) &&
         !any_untried(&why->deciders)))
      continue;
    if (!funding.experiment)
      funding.experiment = open_experiment(search);
    why_not_try(why, why_not_funds, &funding);
  }
}

/* ---- names ------------------------------------------------------------------------------- */

/* Read again, with names: judging reads only what rules use. */
static void add_names(Work *work, const Judging *judging, const Explanations *found) {
  Store *store = store_open(&work->arena, judging->model, text_from(judging->database), STORE_READ,
                            &work->diags);
  store_begin(store);
  for (size_t i = 0; i < found->count; i++) {
    Explanation *explanation = found->items[i];
    names_mark(work, store, judging->model, explanation->subject, false);
    const Record *record = store_find(store, explanation->subject, explanation->key,
                                      &work->arena);
    if (record)
      explanation_name(explanation, &work->arena, record);
  }
  store_rollback(store);
  store_close(store);
}

/* ---- the whole --------------------------------------------------------------------------- */

static _Noreturn void stop_not_found(Work *work, const char *key) {
  const AnslagExplain *request = work->request;
  if (request->decision)
    diag_report(&work->diags, DIAG_NO_SUCH_KEY, SPAN_NONE,
                "the decision \"%s\" has no record with the key \"%s\"", request->decision, key);
  else
    diag_report(&work->diags, DIAG_NO_SUCH_KEY, SPAN_NONE, "no record has the key \"%s\"", key);
  diag_help(&work->diags, "the key is the record's own, as in the database; parts of a composite "
                          "key are joined by a comma");
  memory_stop(work->memory);
}

static void write_all(Work *work, const Judging *judging, const Explanations *found) {
  bool json = work->options->format == ANSLAG_FORMAT_JSON;
  if (work->options->format == ANSLAG_FORMAT_HTML) {
    explanations_write_html(&work->results, &judging->screen,
                            (const Explanation *const *)found->items, found->count);
    return;
  }
  if (json)
    writer_put_char(&work->results, '[');
  for (size_t i = 0; i < found->count; i++) {
    if (i)
      writer_put(&work->results, json ? TEXT(",\n") : TEXT("\n"));
    if (json)
      explanation_write_json(&work->results, found->items[i]);
    else
      explanation_write_text(&work->results, &judging->screen, found->items[i]);
  }
  if (json)
    writer_put(&work->results, TEXT("]\n"));
}

/* ---- finding it ---------------------------------------------------------------------------- */

enum { MOST_RECORDS = 50000 };     /* of which all are judged for what a change would lead to */

/* A record that reaches the queue, among the others as the latest run left them. */
static bool gather_from_run(Search *search, Store *store, const Population *population,
                            const Decision *decision, const Record *record) {
  const Judging *judging = search->judging;
  Work *work = search->work;
  FromRun from = { .store = store, .model = judging->model,
                   .settings = &judging->settings.settings,
                   .scenario = judging->settings.scenario,
                   .engine = arena_format(&work->arena, "anslag %s", anslag_version()),
                   .eval = &judging->settings.options };
  RunVisitor visitor = { .finished = gather_if_wanted, .context = search };
  return judged_from_run(&work->arena, &from, population, decision, record, &visitor,
                         &work->diags);
}

static bool gather_judged_alone(Search *search, const Population *population,
                                const Decision *decision, const Record *record) {
  const Judging *judging = search->judging;
  Work *work = search->work;
  RunVisitor visitor = { .finished = gather_if_wanted, .context = search };
  size_t before = search->found.count;
  bool alone = judged_alone(&work->arena, judging->model, &judging->settings.settings,
                            &judging->settings.options, population, decision, record, &visitor,
                            &work->diags);
  for (size_t i = before; i < search->found.count; i++)
    LIST_ADD(&work->arena, &search->alone, Explanation *, search->found.items[i]);
  return alone;
}

/* Each decision on a record with the key, without another record judged; false: some need that. */
static bool gather_alone(Search *search, Store *store) {
  const Judging *judging = search->judging;
  Work *work = search->work;
  Population population;
  bool alone = true;
  population_of_store(&population, store, &work->arena);
  for (size_t i = 0; i < judging->model->decisions.count && alone; i++) {
    const Decision *decision = judging->model->decisions.items[i];
    if (!is_wanted_decision(work->request, decision))
      continue;
    const Record *record = store_find(store, decision->subject, search->key, &work->arena);
    alone = !record || gather_judged_alone(search, &population, decision, record) ||
            gather_from_run(search, store, &population, decision, record);
  }
  return alone && search->found.count;
}

/* Would a change bring one that was judged alone to the queue, where the others are?  They are
 * judged too, unless they are very many. */
static bool needs_others(const Search *search, Store *store) {
  for (size_t i = 0; i < search->alone.count; i++) {
    const Explanation *explanation = search->alone.items[i];
    if ((explanation->why->answers.count || explanation->why->others.count) &&
        store_count(store, explanation->subject) <= MOST_RECORDS)
      return true;
  }
  return false;
}

static bool find_alone(Search *search) {
  Work *work = search->work;
  Store *store = store_open(&work->arena, search->judging->model,
                            text_from(search->judging->database), STORE_READ, &work->diags);
  store_begin(store);
  bool found = gather_alone(search, store) && !needs_others(search, store);
  store_rollback(store);
  store_close(store);
  if (!found)
    search->found.count = search->alone.count = 0;
  return found;
}

static void try_all(Search *search) {
  for (size_t i = 0; i < search->found.count; i++)
    if (!is_alone(search, search->found.items[i]) &&
        search->found.items[i]->kind == OUTCOME_WAITLISTED &&
        search->found.items[i]->trial == TRIAL_NOT_MADE)
      search->found.items[i]->trial = try_funding(search->work, search->judging,
                                                  search->found.items[i]);
  try_answers(search);
}

static void find_among_all(Search *search) {
  Work *work = search->work;
  RunVisitor visitor = { .finished = gather_if_wanted, .wanted = has_key, .context = search };
  judging_read(work, search->judging, &visitor);
  if (search->found.count == 0)
    stop_not_found(work, ((const AnslagExplain *)work->request)->key);
}

static void explain_body(Work *work) {
  const AnslagExplain *request = work->request;
  if (request->decided || request->run) {
    as_decided_explain(work);
    return;
  }
  Judging judging = judging_begin(work, &request->rules, request->database);
  Text   key = unicode_nfc(&work->arena, text_from(request->key));
  Search search = { .work = work, .judging = &judging, .key = key };
  if (!find_alone(&search))
    find_among_all(&search);
  try_all(&search);
  add_names(work, &judging, &search.found);
  write_all(work, &judging, &search.found);
}

int anslag_explain(AnslagSession *session, const AnslagExplain *explain) {
  return session_run(session, explain_body, explain);
}
