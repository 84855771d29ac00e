#include "base/unicode.h"
#include "interp/driver/judging.h"
#include "interp/driver/names.h"
#include "interp/report/explanation.h"

typedef LIST(Explanation *) Explanations;

typedef struct {
  Work          *work;
  const Judging *judging;
  Text           key;
  Explanations   found;
} Search;

static bool is_wanted_decision(const AnslagExplain *request, const Decision *decision) {
  return !request->decision || text_is(decision->name, request->decision);
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
  LIST_ADD(arena, &search->found, Explanation *, explanation);
}

/* ---- would the room that surely suffices do? (semantics F13) ----------------------------- */

typedef struct {
  Text decision, key;
  bool funded;
} Outlook;

static void look_for(void *context, const Judgement *judgement, Arena *batch) {
  Outlook *outlook = context;
  if (text_equal(judgement->decision->name, outlook->decision) &&
      text_equal(record_key_text(batch, judgement->record), outlook->key))
    outlook->funded = judgement->kind == OUTCOME_FUNDABLE;
}

/* The row of powers tried last: that of the ordinary decider. */
static size_t last_power(const Explanation *explanation) {
  size_t last = 0;
  for (size_t i = 0; i < explanation->refusals.count; i++)
    if (explanation->refusals.items[i].power > last)
      last = explanation->refusals.items[i].power;
  return last;
}

/* More room in every frame that refused the last power. */
static size_t raise_limits(Work *work, const Explanation *explanation, FrameRaise **raises) {
  size_t power = last_power(explanation), count = 0;
  *raises = arena_array(&work->arena, FrameRaise, explanation->refusals.count + 1);
  for (size_t i = 0; i < explanation->refusals.count; i++) {
    const ExplainedRefusal *refusal = &explanation->refusals.items[i];
    if (refusal->power == power && !refusal->closed)
      (*raises)[count++] = (FrameRaise){ refusal->frame, refusal->key, refusal->suffices };
  }
  return count;
}

static FundingTrial try_funding(Work *work, const Judging *judging,
                                const Explanation *explanation) {
  Judging raised = *judging;
  FrameRaise *raises;
  raised.raise_count = raise_limits(work, explanation, &raises);
  raised.raises = raises;
  if (raised.raise_count == 0)
    return TRIAL_NOT_MADE;
  Outlook outlook = { explanation->decision, explanation->key, false };
  RunVisitor visitor = { .finished = look_for, .context = &outlook };
  judging_read(work, &raised, &visitor);
  return outlook.funded ? TRIAL_FUNDS : TRIAL_FAILS;
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

static void explain_body(Work *work) {
  const AnslagExplain *request = work->request;
  Judging judging = judging_begin(work, &request->rules, request->database);
  Text   key = unicode_nfc(&work->arena, text_from(request->key));
  Search search = { .work = work, .judging = &judging, .key = key };
  RunVisitor visitor = { .finished = gather_if_wanted, .context = &search };
  judging_read(work, &judging, &visitor);
  if (search.found.count == 0)
    stop_not_found(work, request->key);
  for (size_t i = 0; i < search.found.count; i++)
    if (search.found.items[i]->kind == OUTCOME_WAITLISTED)
      search.found.items[i]->trial = try_funding(work, &judging, search.found.items[i]);
  add_names(work, &judging, &search.found);
  write_all(work, &judging, &search.found);
}

int anslag_explain(AnslagSession *session, const AnslagExplain *explain) {
  return session_run(session, explain_body, explain);
}
