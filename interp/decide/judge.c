#include "interp/decide/judging.h"

const char *const verdict_names[] = {
#define X(kind, label) label,
  VERDICT_KINDS(X)
#undef X
};

Text verdict_text(Text name, Language language) {
  for (int verdict = VERDICT_PASS; verdict <= VERDICT_DOES_NOT_APPLY; verdict++)
    if (text_is(name, verdict_names[verdict]))
      return text_from(message(language, verdict_names[verdict]));
  return name;
}

/* ---- a judge --------------------------------------------------------------------- */

static const ModelRecorded *find_recorded(const Model *model, const RecordType *subject) {
  for (size_t i = 0; i < model->recorded.count; i++)
    if (model->recorded.items[i].record == subject)
      return &model->recorded.items[i];
  return NULL;
}

Judge *judge_of_plans(Arena *arena, const Model *model, const Decision *decision,
                      Evaluator *evaluator, const RecordSource *source, RulePlan *plans) {
  Judge *judge = arena_new(arena, Judge);
  *judge = (Judge){
    .arena = arena, .model = model, .decision = decision, .evaluator = evaluator,
    .source = *source, .plans = plans,
    .recorded = find_recorded(model, decision->subject),
    .swedish = model->surface == SURFACE_SWEDISH,
  };
  map_init(&judge->decided, arena);
  return judge;
}

Judge *judge_new(Arena *arena, const Model *model, const Decision *decision, Evaluator *evaluator,
                 const RecordSource *source) {
  return judge_of_plans(arena, model, decision, evaluator, source, plan_rules(arena, decision));
}

void judge_frames(Judge *judge, Book *book) {
  judge->book = book;
}

void judge_decided(Judge *judge, const StoreDecided *rows, size_t count) {
  for (size_t i = 0; i < count; i++)
    map_set(&judge->decided, rows[i].record, (void *)(uintptr_t)&rows[i]);
}

void judge_without(Judge *judge, const Rule *const *rules, size_t count) {
  judge->without = rules;
  judge->without_count = count;
}

void judge_hold_none(Judge *judge) {
  judge->hold_none = true;
}

void judge_instead(Judge *judge, JudgeInstead *instead, void *context) {
  judge->instead = instead;
  judge->instead_context = context;
}

/* ---- the ladder (S1, S2) --------------------------------------------------------- */

static bool of_eligibility(RuleKind kind) {
  return kind == RULE_IN_FORCE || kind == RULE_ELIGIBLE || kind == RULE_EXCLUDED;
}

static bool of_needs(RuleKind kind) {
  return kind == RULE_NEEDS;
}

static bool of_criteria(RuleKind kind) {
  return kind == RULE_CRITERION || kind == RULE_ATTESTED;
}

typedef bool OfStage(RuleKind kind);

/* Every rule of the stage that certainly fails, in file order. */
static bool stage_fails(Judging *judging, OfStage *of_stage, OutcomeKind kind) {
  Judgement *judgement = judging->judgement;
  for (size_t i = 0; i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    if (verdict->rule && of_stage(verdict->rule->kind) && verdict->verdict == VERDICT_FAIL)
      LIST_ADD(judging->batch, &judgement->failed, const RuleVerdict *, verdict);
  }
  if (judgement->failed.count)
    judgement->kind = kind;
  return judgement->failed.count > 0;
}

/* Needs ask for exactly what they lack, and are no failure in the tables (S4). */
static bool stage_needs(Judging *judging) {
  Judgement *judgement = judging->judgement;
  if (!stage_fails(judging, of_needs, OUTCOME_INCOMPLETE))
    return false;
  for (size_t i = 0; i < judgement->failed.count; i++)
    asks_add_all(judging->batch, &judgement->missing, &judgement->failed.items[i]->asks);
  judgement->failed.count = 0;
  judging->needed = true;
  return true;
}

static void end_with_own(Judgement *judgement, const OwnOutcome *own) {
  judgement->kind = OUTCOME_OWN;
  judgement->own = own;
}

/* True: it ends the record.  One that is not known is remembered among the rules' verdicts. */
static bool take_own(Judging *judging, const OwnVerdict *verdict) {
  const OwnOutcome *own = verdict->own;
  if (verdict->value.state == VALUE_KNOWN) {
    end_with_own(judging->judgement, own);
    return true;
  }
  if (verdict->value.state == VALUE_ERROR) {
    rules_add_error(judging, own->name, verdict->value.as.error, &own->bases);
    judging->judgement->kind = OUTCOME_INVALID;
    return true;
  }
  rules_add(judging, own->name, rules_unknown(&verdict->asks), &verdict->asks, own->title,
            &own->bases);
  return false;
}

/* An own outcome of that stage that holds ends the record; one that errs makes it invalid; those
 * that are not known ask (S3). */
static bool stage_own(Judging *judging, StageWord stage, bool after) {
  OwnVerdictList own = delegation_own(judging, stage, after);
  bool ends = false;
  for (size_t i = 0; i < own.count; i++)
    ends |= take_own(judging, &own.items[i]);
  return ends;
}

static bool is_open(const RuleVerdict *verdict) {
  bool note = verdict->rule && verdict->rule->kind == RULE_NOTE;
  return !note && (verdict->verdict == VERDICT_UNKNOWN || verdict->verdict == VERDICT_POSSIBLY);
}

static void ask_rules(Judging *judging, OfStage *of_stage) {
  Judgement *judgement = judging->judgement;
  for (size_t i = 0; i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    if (verdict->rule && is_open(verdict) && of_stage(verdict->rule->kind))
      asks_add_all(judging->batch, &judgement->missing, &verdict->asks);
  }
}

/* Anything still unknown: incomplete, asking in the order of U5.  What belongs to no rule was
 * added in that order after the rules. */
static bool stage_incomplete(Judging *judging) {
  Judgement *judgement = judging->judgement;
  bool open = false;
  for (size_t i = 0; i < judgement->rules.count; i++)
    open |= is_open(&judgement->rules.items[i]);
  if (!open)
    return false;
  judgement->kind = OUTCOME_INCOMPLETE;
  ask_rules(judging, of_eligibility);
  ask_rules(judging, of_needs);
  ask_rules(judging, of_criteria);
  for (size_t i = 0; i < judgement->rules.count; i++)
    if (!judgement->rules.items[i].rule && is_open(&judgement->rules.items[i]))
      asks_add_all(judging->batch, &judgement->missing, &judgement->rules.items[i].asks);
  return true;
}

static bool has_invalid(const Judgement *judgement) {
  for (size_t i = 0; i < judgement->rules.count; i++)
    if (judgement->rules.items[i].verdict == VERDICT_INVALID)
      return true;
  return false;
}

/* The stages before allocation; true if one of them ended the record. */
static bool climb(Judging *judging) {
  if (has_invalid(judging->judgement)) {
    judging->judgement->kind = OUTCOME_INVALID;
    return true;
  }
  return stage_own(judging, STAGE_ELIGIBLE, false) ||
         stage_fails(judging, of_eligibility, OUTCOME_INELIGIBLE) ||
         stage_own(judging, STAGE_ELIGIBLE, true) ||
         stage_own(judging, STAGE_NEEDS, false) ||
         stage_needs(judging) ||
         stage_own(judging, STAGE_NEEDS, true) ||
         stage_own(judging, STAGE_CRITERION, false) ||
         stage_fails(judging, of_criteria, OUTCOME_REJECTED) ||
         stage_own(judging, STAGE_CRITERION, true) ||
         stage_own(judging, STAGE_NONE, false) ||       /* no stage written */
         stage_own(judging, STAGE_ALLOCATE, false) ||
         stage_incomplete(judging);
}

/* ---- one record ------------------------------------------------------------------ */

/* Considered criteria and notes, in every outcome but invalid (S5). */
static void list_noted(Judging *judging) {
  Judgement *judgement = judging->judgement;
  if (judgement->kind == OUTCOME_INVALID)
    return;
  for (size_t i = 0; i < judgement->rules.count; i++)
    if (judgement->rules.items[i].rule && judgement->rules.items[i].verdict == VERDICT_NOTED)
      LIST_ADD(judging->batch, &judgement->noted, const RuleVerdict *, &judgement->rules.items[i]);
}

/* Valid and unknown ones of `valid when` are found first but asked for after the criteria. */
static void judge_facts(Judging *judging) {
  Judgement *judgement = judging->judgement;
  rules_valid(judging);
  if (has_invalid(judgement))
    return;
  RuleVerdictList open = judgement->rules;
  judgement->rules = (RuleVerdictList){ NULL, 0, 0 };
  rules_judge(judging);
  for (size_t i = 0; i < open.count; i++)
    LIST_ADD(judging->batch, &judgement->rules, RuleVerdict, open.items[i]);
  amounts_compute(judging);
}

/* The order is asked for with the other unknowns, and needed only where nothing fails. */
static void judge_order(Judging *judging) {
  Judgement *judgement = judging->judgement;
  size_t before = judgement->rules.count;
  amounts_order(judging);
  for (size_t i = before; i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    if (verdict->verdict == VERDICT_INVALID) {
      judgement->kind = OUTCOME_INVALID;
      judgement->missing.count = 0;
      return;
    }
    judgement->kind = OUTCOME_INCOMPLETE;
    asks_add_all(judging->batch, &judgement->missing, &verdict->asks);
  }
}

Judging *judging_start(Judge *judge, const Record *as_read, Arena *batch) {
  if (judge->instead)
    as_read = judge->instead(judge->instead_context, as_read, batch);
  const Record *record = judge_laid_over(judge, as_read, batch);
  Judgement *judgement = arena_new(batch, Judgement);
  *judgement = (Judgement){
    .decision = judge->decision, .record = record, .kind = OUTCOME_QUEUED,
    .asked = value_unknown(TYPE_MONEY), .amount = value_unknown(TYPE_MONEY),
    .evaluator = judge->evaluator,
  };
  Judging *judging = arena_new(batch, Judging);
  *judging = (Judging){ .judge = judge, .judgement = judgement, .as_read = as_read,
                        .batch = batch };
  judgement->judging = judging;
  evaluator_subject(judge->evaluator, record, judge->decision, &judge->source, batch);
  delegation_no_results(judging);
  return judging;
}

Judgement *judge_record(Judge *judge, const Record *record, Arena *batch) {
  Judging *judging = judging_start(judge, record, batch);
  Judgement *judgement = judging->judgement;
  judge_facts(judging);
  climb(judging);
  if (judgement->kind == OUTCOME_QUEUED ||
      (judgement->kind == OUTCOME_INCOMPLETE && !judging->needed))
    judge_order(judging);
  if (judgement->kind == OUTCOME_INVALID)
    judgement->asked = value_unknown(TYPE_MONEY);
  judgement->record_decision = recorded_of(judging);
  judgement->recorded = judgement->record_decision.decided;
  if (judgement->kind == OUTCOME_QUEUED)
    delegation_judge(judging);
  else if (judgement->recorded)
    draws_compute(judging);                            /* the money is gone all the same */
  list_noted(judging);
  return judgement;
}

/* ---- after allocation ------------------------------------------------------------ */

static void become_incomplete(Judging *judging, Text name, const AskList *asks,
                              const ModelBases *bases) {
  Judgement *judgement = judging->judgement;
  judgement->kind = OUTCOME_INCOMPLETE;
  rules_add(judging, name, rules_unknown(asks), asks, TEXT_NONE, bases);
  asks_add_all(judging->batch, &judgement->missing, asks);
}

static void become_invalid(Judging *judging, Text name, const ValueError *error,
                           const ModelBases *bases) {
  Judgement *judgement = judging->judgement;
  judgement->kind = OUTCOME_INVALID;
  judgement->asked = value_unknown(TYPE_MONEY);
  judgement->noted.count = 0;
  rules_add_error(judging, name, error, bases);
}

/* The row that took it; a decision without rows has one of its own. */
static const PowerVerdict *row_of(const Judgement *judgement) {
  uint8_t row = judgement->placement.power;
  return &judgement->powers.items[row == PLACEMENT_NO_POWER ? 0 : row];
}

/* The row that took it may not grant: its `when` is not known, its frame is pending. */
static void finish_stopped(Judging *judging, const PowerVerdict *verdict) {
  const Power *power = verdict->power;
  Text name = verdict->decider ? verdict->decider->name : TEXT("decided by");
  const ModelBases *bases = power ? &power->bases : NULL;
  if (verdict->verdict == VERDICT_INVALID) {
    become_invalid(judging, name, verdict->error, bases);
    return;
  }
  AskList asks = { 0 };
  asks_add_all(judging->batch, &asks, &verdict->asks);
  draws_ask_limits(judging, allocation_frame(judging->judge->decision, power), &asks);
  become_incomplete(judging, name, &asks, bases);
}

/* Own outcomes after allocation, with its results. */
static void finish_own(Judging *judging) {
  OwnVerdictList verdicts = delegation_own(judging, STAGE_ALLOCATE, true);
  for (size_t i = 0; i < verdicts.count; i++) {
    const OwnVerdict *each = &verdicts.items[i];
    if (each->value.state == VALUE_KNOWN)
      end_with_own(judging->judgement, each->own);
    else if (each->value.state == VALUE_ERROR)
      become_invalid(judging, each->own->name, each->value.as.error, &each->own->bases);
    else
      become_incomplete(judging, each->own->name, &each->asks, &each->own->bases);
  }
}

/* `else reject`: the frame's name stands in failed (F8). */
static void fail_frame(Judging *judging) {
  Judgement *judgement = judging->judgement;
  const Frame *frame = judgement->placement.frame;
  if (!frame)
    return;
  RuleVerdict *verdict = arena_new(judging->batch, RuleVerdict);
  *verdict = (RuleVerdict){ .name = frame->name, .verdict = VERDICT_FAIL, .bases = &frame->bases,
                            .reason = frame->title.length ? frame->title : frame->name };
  LIST_ADD(judging->batch, &judgement->rules, RuleVerdict, *verdict);
  LIST_ADD(judging->batch, &judgement->failed, const RuleVerdict *, verdict);
}

static void grant(Judgement *judgement, const Body *decider, Text decider_name, int64_t granted) {
  judgement->decider = decider;
  judgement->decider_name = decider_name;
  judgement->has_granted = judgement->decision->amounts.count > 0;
  judgement->granted = granted;
}

static void results_of(Judging *judging) {
  const Judgement *judgement = judging->judgement;
  delegation_results(judging, judgement->decider, judgement->granted,
                     judgement_outcome(judgement),
                     judgement->reached ? judgement->placement.rank : 0);
}

static void take_nothing(Judgement *judgement) {
  judgement->power = NULL;
  judgement->frame = NULL;
  grant(judgement, NULL, TEXT_NONE, 0);
  judgement->has_granted = false;
}

/* A row that turns out not to stop it takes it in full. */
static void finish_taken(Judging *judging, const PowerVerdict *row) {
  Judgement *judgement = judging->judgement;
  int64_t amount = judgement->placement.granted;
  if (judgement->placement.kind != OUTCOME_FUNDABLE)
    fraction_to_int64(judgement->amount.as.number, &amount);   /* kept: whole, and it fits */
  judgement->kind = OUTCOME_FUNDABLE;
  judgement->power = row->power;
  judgement->frame = judgement->placement.frame;
  grant(judgement, row->decider, row->decider ? row->decider->name : TEXT_NONE, amount);
}

static bool row_is_open(Judging *judging, const PowerVerdict *row) {
  AskList asks = { 0 };
  draws_ask_limits(judging, allocation_frame(judging->judge->decision, row->power), &asks);
  return row->verdict != VERDICT_PASS || asks.count > 0;
}

static void finish_placed(Judging *judging, const Placement *placement) {
  Judgement *judgement = judging->judgement;
  judgement->reached = true;
  judgement->placement = *placement;
  judgement->kind = placement->kind;
  const PowerVerdict *row = row_of(judgement);
  if (placement->kind == OUTCOME_QUEUED && row_is_open(judging, row)) {
    finish_stopped(judging, row);
    return;
  }
  if (placement->kind == OUTCOME_QUEUED || placement->kind == OUTCOME_FUNDABLE)
    finish_taken(judging, row);
  else if (placement->kind == OUTCOME_OWN)
    judgement->own = judgement->decision->otherwise_outcome;
  else if (placement->kind == OUTCOME_REJECTED)
    fail_frame(judging);
  results_of(judging);
  finish_own(judging);
  if (judgement->kind != OUTCOME_FUNDABLE)
    take_nothing(judgement);
}

/* F3: the decision taken stands; the record keeps its place outside the queue. */
static void finish_recorded(Judging *judging) {
  Judgement *judgement = judging->judgement;
  const RecordedDecision *decision = &judgement->record_decision;
  recorded_controls(judging);
  if (judgement->kind != OUTCOME_QUEUED)
    return;
  judgement->kind = decision->kind;
  if (decision->kind != OUTCOME_FUNDABLE)
    return;
  judgement->power = decision->power;
  judgement->frame = decision->frame;
  const Body *body = NULL;
  const Model *model = judging->judge->model;
  for (size_t i = 0; i < model->bodies.count && !body; i++)
    if (text_equal(model->bodies.items[i]->name, decision->decider))
      body = model->bodies.items[i];
  grant(judgement, body, decision->decider, decision->granted);
}

void judge_finish(Judge *judge, Judgement *judgement, const Placement *placement) {
  Judging *judging = judgement->judging;
  evaluator_subject(judge->evaluator, judgement->record, judge->decision, &judge->source,
                    judging->batch);
  delegation_no_results(judging);
  if (placement)
    finish_placed(judging, placement);
  else if (judgement->recorded)
    finish_recorded(judging);
  results_of(judging);
  if (judgement->kind == OUTCOME_INVALID)
    return;
  duties_finish(judging);
  needed_judgement(judging);
}

/* ---- the record with other facts --------------------------------------------------- */

const ModelRecorded *judgement_recorded_fields(const Judgement *judgement) {
  return judgement->judging->judge->recorded;
}

const Model *judgement_model(const Judgement *judgement) {
  return judgement->judging->judge->model;
}

Judgement *judge_changed(const Judgement *judgement, const Record *changed, Arena *batch) {
  Judgement *other = judge_record(judgement->judging->judge, changed, batch);
  other->queue = judgement->queue;
  other->number = judgement->number;
  return other;
}

void judge_changed_finish(Judgement *changed, const Placement *placement) {
  judge_finish(changed->judging->judge, changed, placement);
}

void judge_stand(const Judgement *judgement) {
  Judging *judging = judgement->judging;
  Judge *judge = judging->judge;
  evaluator_subject(judge->evaluator, judgement->record, judge->decision, &judge->source,
                    judging->batch);
  results_of(judging);
}

const Record *judgement_as_read(const Judgement *judgement) {
  return judgement->judging->as_read;
}

void judgement_candidate(const Judgement *judgement, Candidate *candidate) {
  candidate->admits = candidate->stops = 0;
  candidate->draws = judgement->draws.items;
  candidate->draw_count = judgement->draws.count;
  candidate->least = judgement->least;
  if (judgement->kind != OUTCOME_QUEUED)
    return;
  fraction_to_int64(judgement->amount.as.number, &candidate->amount);   /* kept: it fits */
  candidate->admits = judgement->admits;
  candidate->stops = judgement->stops;
}
