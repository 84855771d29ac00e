#include "base/unicode.h"
#include "interp/driver/judging.h"
#include "interp/driver/names.h"
#include "interp/report/explanation.h"

typedef LIST(Explanation *) Explanations;

/* What one record drew, to know the room at another's turn. */
typedef struct {
  const Decision *decision;
  const Frame    *frame;
  uint64_t        rank;
  int64_t         amount;
} Draw;

typedef struct {
  Work          *work;
  const Judging *judging;
  Text           key;
  Explanations   found;
  LIST(Draw)     draws;
} Search;

static bool is_wanted_decision(const AnslagExplain *request, const Decision *decision) {
  return !request->decision || text_is(decision->name, request->decision);
}

static void gather_if_wanted(void *context, const Judgement *judgement, Arena *batch) {
  Search *search = context;
  Arena  *arena = &search->work->arena;
  if (judgement->frame && judgement->reached && judgement->has_granted && !judgement->recorded) {
    Draw draw = { judgement->decision, judgement->frame, judgement->placement.rank,
                  judgement->granted };
    LIST_ADD(arena, &search->draws, Draw, draw);
  }
  if (!is_wanted_decision(search->work->request, judgement->decision) ||
      !text_equal(record_key_text(batch, judgement->record), search->key))
    return;
  Explanation *explanation = arena_new(arena, Explanation);
  explanation_gather(explanation, arena, search->judging->model, &search->judging->screen,
                     judgement);
  LIST_ADD(arena, &search->found, Explanation *, explanation);
}

/* ---- the room at its turn ---------------------------------------------------------------- */

/* Was it drawn before the record's turn?  Decisions are served in file order. */
static bool drawn_before(const Draw *draw, const Explanation *explanation) {
  if (draw->decision != explanation->rules_of)
    return draw->decision->index < explanation->rules_of->index;
  return draw->rank < explanation->rank;
}

static void add_rooms(const Search *search, const RunSummary *summary, Explanation *explanation) {
  for (const Frame *frame = explanation->drawn_from; frame; frame = frame->within) {
    if (frame->index >= summary->frame_count || explanation->rank == 0)
      return;
    const FrameState *state = &summary->frames[frame->index];
    int64_t room = state->limit - state->opening;
    for (size_t i = 0; i < search->draws.count; i++)
      if (drawn_before(&search->draws.items[i], explanation) &&
          allocation_lies_within(search->draws.items[i].frame, frame))
        room -= search->draws.items[i].amount;
    explanation_add_room(explanation, &search->work->arena, &search->judging->screen, frame, room);
  }
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

static const Term *constant_amount(Arena *arena, const Term *like, int64_t minor) {
  Term *term = arena_new(arena, Term);
  *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = like->type, .span = like->span };
  term->as.constant = value_number(TYPE_MONEY, fraction_from(minor));
  return term;
}

/* Raises the limit of every frame that refused the last power; false if one is computed. */
static bool raise_limits(Work *work, const Explanation *explanation, const RunSummary *summary,
                         ModelSettings *settings) {
  size_t power = last_power(explanation);
  for (size_t i = 0; i < explanation->refusals.count; i++) {
    const ExplainedRefusal *refusal = &explanation->refusals.items[i];
    const Term *limit = refusal->frame->limit;
    int64_t raised;
    if (refusal->power != power || refusal->closed)
      continue;
    if (limit->kind != TERM_PARAMETER || refusal->frame->index >= summary->frame_count ||
        __builtin_add_overflow(summary->frames[refusal->frame->index].limit, refusal->suffices,
                               &raised))
      return false;
    ModelSetting setting = { limit->as.parameter.parameter,
                             constant_amount(&work->arena, limit, raised), TEXT("") };
    rules_put_setting(&work->arena, settings, setting);
  }
  return true;
}

static FundingTrial try_funding(Work *work, const Judging *judging,
                                const Explanation *explanation, const RunSummary *summary) {
  Judging raised = *judging;
  raised.settings.settings = (ModelSettings){ NULL, 0, 0 };
  for (size_t i = 0; i < judging->settings.settings.count; i++)
    rules_put_setting(&work->arena, &raised.settings.settings,
                      judging->settings.settings.items[i]);
  if (!raise_limits(work, explanation, summary, &raised.settings.settings))
    return TRIAL_COMPUTED_LIMIT;
  Outlook outlook = { explanation->decision, explanation->key, false };
  RunVisitor visitor = { look_for, NULL, &outlook };
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
  RunVisitor visitor = { gather_if_wanted, NULL, &search };
  const RunSummary *summary = judging_read(work, &judging, &visitor);
  if (search.found.count == 0)
    stop_not_found(work, request->key);
  for (size_t i = 0; i < search.found.count; i++)
    add_rooms(&search, summary, search.found.items[i]);
  for (size_t i = 0; i < search.found.count; i++)
    if (search.found.items[i]->kind == OUTCOME_WAITLISTED)
      search.found.items[i]->trial = try_funding(work, &judging, search.found.items[i], summary);
  add_names(work, &judging, &search.found);
  write_all(work, &judging, &search.found);
}

int anslag_explain(AnslagSession *session, const AnslagExplain *explain) {
  return session_run(session, explain_body, explain);
}
