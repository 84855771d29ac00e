#include "interp/decide/afterwards.h"
#include "interp/decide/judging.h"

/* ---- results --------------------------------------------------------------------- */

void delegation_no_results(Judging *judging) {
  evaluator_results(judging->judge->evaluator, &(Results){
    .decider = value_unknown(TYPE_BODY),
    .granted = value_unknown(TYPE_MONEY),
    .outcome = value_unknown(TYPE_TEXT),
    .rank = value_unknown(TYPE_INTEGER),
    .amounts = judging->states,
    .amount_count = judging->state_count,
  });
}

void delegation_results(Judging *judging, const Body *decider, int64_t granted, Text outcome,
                        uint64_t rank) {
  Results results = afterwards_results(&(HowEnded){ decider, granted, outcome });
  if (rank)
    results.rank = value_integer((int64_t)rank);
  results.amounts = judging->states;
  results.amount_count = judging->state_count;
  evaluator_results(judging->judge->evaluator, &results);
}

/* ---- own outcomes ---------------------------------------------------------------- */

static OwnVerdictList alone(Judging *judging, OwnVerdict own) {
  OwnVerdictList list = { 0 };
  LIST_ADD(judging->batch, &list, OwnVerdict, own);
  return list;
}

OwnVerdictList delegation_own(Judging *judging, StageWord stage, bool after) {
  const Decision *decision = judging->judge->decision;
  OwnVerdictList open = { 0 };
  OwnVerdict error = { .own = NULL };
  for (size_t i = 0; i < decision->outcomes.count; i++) {
    const OwnOutcome *own = decision->outcomes.items[i];
    if (own->stage != stage || own->after != after || !own->when)
      continue;
    OwnVerdict each = { .own = own };
    each.value = evaluate_verdict(judging->judge->evaluator, own->when, &each.asks);
    if (each.value.state == VALUE_KNOWN && each.value.as.truth)
      return alone(judging, each);
    if (each.value.state == VALUE_ERROR)
      error = error.own ? error : each;
    else if (each.value.state != VALUE_KNOWN)
      LIST_ADD(judging->batch, &open, OwnVerdict, each);
  }
  return error.own ? alone(judging, error) : open;
}

/* ---- limits ---------------------------------------------------------------------- */

/* Kleene's "and" as verdicts: FAIL over INVALID over UNKNOWN over PASS (L8). */
static void take(PowerVerdict *verdict, Value value) {
  if (verdict->verdict == VERDICT_FAIL)
    return;
  if (value.state == VALUE_KNOWN) {
    if (!value.as.truth)
      verdict->verdict = VERDICT_FAIL;
  } else if (value.state == VALUE_ERROR) {
    verdict->verdict = VERDICT_INVALID;
    verdict->error = value.as.error;
  } else if (verdict->verdict != VERDICT_INVALID) {
    verdict->verdict = VERDICT_UNKNOWN;
  }
}

static void take_test(Judging *judging, PowerVerdict *verdict, const Term *test) {
  if (test)
    take(verdict, evaluate_verdict(judging->judge->evaluator, test, &verdict->asks));
}

/* As a test, since a limit that is not known may be so whatever the day (X7): the amount may lie
 * within all of them. */
static const Term *compared(Arena *arena, Value amount, const Term *limit, BinaryOp op) {
  Term *constant = arena_new(arena, Term);
  Term *test = arena_new(arena, Term);
  *constant = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = limit->type,
                      .span = limit->span, .as.constant = amount };
  *test = (Term){ .kind = TERM_BINARY, .height = limit->height + 1,
                  .type = { .kind = TYPE_TRUTH }, .span = limit->span,
                  .as.binary = { .op = op, .left = constant, .right = limit } };
  return test;
}

/* The amount held against `limit`: at most (below, if strict), or above. */
static void take_limit(Judging *judging, PowerVerdict *verdict, Value amount, const Term *limit,
                       bool above, bool strict) {
  if (!limit)
    return;
  Evaluator *evaluator = judging->judge->evaluator;
  if (amount.state == VALUE_KNOWN) {
    take_test(judging, verdict, compared(judging->batch, amount, limit,
                                         above    ? BINARY_MORE
                                         : strict ? BINARY_LESS
                                                  : BINARY_AT_MOST));
    return;
  }
  Value bound = evaluate(evaluator, limit);
  if (bound.state == VALUE_UNKNOWN)
    evaluate_asks(evaluator, limit, &verdict->asks);
  take(verdict, bound.state == VALUE_ERROR    ? bound
                : amount.state == VALUE_ERROR ? amount
                                              : value_unknown(TYPE_TRUTH));
}

/* What a draw waits for makes the row unknown (F2). */
static void take_draws(Judging *judging, PowerVerdict *verdict, const FrameDraws *draws) {
  ValueError *no_draw = arena_new(judging->batch, ValueError);
  no_draw->message =
      text_from(model_words(judging->judge->model, "what is drawn cannot be computed"));
  if (draws->verdict == VERDICT_PASS)
    return;
  asks_add_all(judging->batch, &verdict->asks, &draws->asks);
  take(verdict, draws->verdict == VERDICT_INVALID
                    ? value_error(draws->error ? draws->error : no_draw)
                    : value_unknown(TYPE_TRUTH));
}

/* `only when` of the frame and of those around it: no refuses. */
static void take_frames(Judging *judging, PowerVerdict *verdict, const Frame *frame) {
  for (; frame; frame = frame->within) {
    const FrameDraws *draws = draws_of(judging, frame);
    if (!draws)
      continue;
    evaluator_governed_by(judging->judge->evaluator, draws->use->governed);
    take_test(judging, verdict, draws->use->only_when);
    take_draws(judging, verdict, draws);
  }
  evaluator_governed_by(judging->judge->evaluator, NULL);
}

/* The body that a value of the data names: by its own name, or one that only the data knows. */
static const Body *body_of(Judging *judging, Value value) {
  const Model *model = judging->judge->model;
  if (value.kind == TYPE_BODY)
    return value.as.body;
  Text name = value.kind == TYPE_RECORD ? record_name(judging->batch, value.as.record)
              : value.kind == TYPE_TEXT ? value.as.text
                                        : TEXT_NONE;
  for (size_t i = 0; i < model->bodies.count; i++)
    if (body_is_called(model->bodies.items[i], name))
      return model->bodies.items[i];
  if (!name.length)
    return NULL;
  Body *body = arena_new(judging->batch, Body);
  *body = (Body){ .kind = BODY_BODY, .name = name, .title = name };
  return body;
}

static void take_decider(Judging *judging, PowerVerdict *verdict, const Term *decider) {
  Evaluator *evaluator = judging->judge->evaluator;
  Value value = evaluate(evaluator, decider);
  if (value.state == VALUE_KNOWN && (verdict->decider = body_of(judging, value)) != NULL)
    return;
  if (value.state == VALUE_UNKNOWN)
    evaluate_asks(evaluator, decider, &verdict->asks);
  take(verdict, value.state == VALUE_ERROR ? value : value_unknown(TYPE_TRUTH));
}

static Value judged_amount(Judging *judging, AskList *asks) {
  const Decision *decision = judging->judge->decision;
  Judgement *judgement = judging->judgement;
  if (judgement->judged.state == VALUE_UNKNOWN && decision->judged_by)
    evaluate_asks(judging->judge->evaluator, decision->judged_by, asks);
  if (judgement->judged.state != VALUE_KNOWN || judgement->split.state == VALUE_NONE)
    return judgement->judged;
  if (judgement->split.state == VALUE_UNKNOWN)
    evaluate_asks(judging->judge->evaluator, decision->split, asks);
  Value sum = judgement->split;
  if (sum.state == VALUE_KNOWN &&
      !fraction_add(sum.as.number, judgement->judged.as.number, &sum.as.number))
    return value_unknown(TYPE_MONEY);
  return sum;
}

/* What decides who decides: the amount or `judged by`, and with it the slices (F12). */
static void judge_amount(Judging *judging) {
  const Decision *decision = judging->judge->decision;
  Judgement *judgement = judging->judgement;
  Evaluator *evaluator = judging->judge->evaluator;
  judgement->judged = decision->judged_by ? evaluate(evaluator, decision->judged_by)
                                          : judgement->amount;
  judgement->split = decision->split ? evaluate(evaluator, decision->split)
                                     : value_none(TYPE_MONEY);
}

/* `partial down to`: at least this much. */
static void judge_least(Judging *judging) {
  const Term *least = judging->judge->decision->least;
  if (!least)
    return;
  Value value = evaluate_kept(judging->judge->evaluator, least);
  if (value.state == VALUE_KNOWN)
    fraction_to_int64(value.as.number, &judging->judgement->least);
  else                                       /* not known: only in full */
    judging->judgement->least = INT64_MAX;
}

/* Is it the row's own date that is missing, which the run's would stand for (X7)? */
static bool asks_for_date(const Judging *judging, const Power *power, const AskList *asks) {
  if (!power->governed || !evaluator_wants_as_of(judging->judge->evaluator))
    return false;
  for (size_t i = 0; i < asks->count; i++)
    if (power->governed->kind != TERM_FIELD ||
        asks->items[i].field == power->governed->as.field.field)
      return true;
  return false;
}

static PowerVerdict judge_power(Judging *judging, const Power *power) {
  PowerVerdict verdict = { .power = power, .verdict = VERDICT_PASS };
  evaluator_governed_by(judging->judge->evaluator, power->governed);
  take_test(judging, &verdict, power->stands);
  take_test(judging, &verdict, power->when);
  if (power->above || power->most) {
    Value amount = judged_amount(judging, &verdict.asks);
    take_limit(judging, &verdict, amount, power->above, true, false);
    take_limit(judging, &verdict, amount, power->most, false, power->most_strict);
  }
  if (power->decider)
    take_decider(judging, &verdict, power->decider);
  if (verdict.verdict == VERDICT_UNKNOWN && asks_for_date(judging, power, &verdict.asks))
    evaluator_need_as_of(judging->judge->evaluator, power->span);
  take_frames(judging, &verdict, allocation_frame(judging->judge->decision, power));
  if (verdict.verdict != VERDICT_UNKNOWN)
    verdict.asks.count = 0;
  return verdict;
}

/* Would an own outcome `after allocate` end the record if this row took it (S3)?  One that is not
 * known, too: nothing is drawn until it is. */
static bool ends_after(Judging *judging, const Body *decider, int64_t amount) {
  delegation_results(judging, decider, amount, TEXT("fundable"), 0);
  OwnVerdictList own = delegation_own(judging, STAGE_ALLOCATE, true);
  delegation_no_results(judging);
  return own.count > 0;
}

static void take_row(Judging *judging, size_t row, const PowerVerdict *verdict, int64_t amount) {
  uint64_t bit = UINT64_C(1) << row;
  Judgement *judgement = judging->judgement;
  if (verdict->verdict == VERDICT_FAIL)
    return;
  if (verdict->verdict == VERDICT_PASS && !ends_after(judging, verdict->decider, amount))
    judgement->admits |= bit;
  else
    judgement->stops |= bit;
}

void delegation_judge(Judging *judging) {
  const Decision *decision = judging->judge->decision;
  Judgement *judgement = judging->judgement;
  int64_t amount = 0;
  fraction_to_int64(judgement->amount.as.number, &amount);   /* kept: whole, and it fits */
  judge_amount(judging);
  judge_least(judging);
  draws_compute(judging);
  if (!decision->powers.count) {
    PowerVerdict only = { .verdict = VERDICT_PASS };
    take_frames(judging, &only, allocation_frame(decision, NULL));
    LIST_ADD(judging->batch, &judgement->powers, PowerVerdict, only);
    take_row(judging, 0, &only, amount);
  }
  for (size_t i = 0; i < decision->powers.count && i < ALLOCATION_MOST_POWERS; i++) {
    PowerVerdict verdict = judge_power(judging, decision->powers.items[i]);
    LIST_ADD(judging->batch, &judgement->powers, PowerVerdict, verdict);
    take_row(judging, i, &verdict, amount);
  }
}
