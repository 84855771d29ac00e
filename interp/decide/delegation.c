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

/* M4: where nothing is granted, `decider is X` is no for every X. */
static const Body nobody = { .kind = BODY_BODY, .name = { "", 0 }, .title = { "", 0 } };

void delegation_results(Judging *judging, const Body *decider, int64_t granted, Text outcome,
                        uint64_t rank) {
  evaluator_results(judging->judge->evaluator, &(Results){
    .decider = value_body(decider ? decider : &nobody),
    .granted = value_number(TYPE_MONEY, fraction_from(granted)),
    .outcome = value_text(outcome),
    .rank = rank ? value_integer((int64_t)rank) : value_unknown(TYPE_INTEGER),
    .amounts = judging->states,
    .amount_count = judging->state_count,
  });
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

/* The amount held against `limit`: at most (below, if strict), or above. */
static void take_limit(Judging *judging, PowerVerdict *verdict, Value amount, const Term *limit,
                       bool above, bool strict) {
  if (!limit)
    return;
  Evaluator *evaluator = judging->judge->evaluator;
  Value bound = evaluate(evaluator, limit);
  if (bound.state != VALUE_KNOWN && bound.state != VALUE_ERROR)
    evaluate_asks(evaluator, limit, &verdict->asks);
  if (amount.state != VALUE_KNOWN || bound.state != VALUE_KNOWN) {
    take(verdict, bound.state == VALUE_ERROR    ? bound
                  : amount.state == VALUE_ERROR ? amount
                                                : value_unknown(TYPE_TRUTH));
    return;
  }
  int order = value_compare(amount, bound);
  take(verdict, value_truth(above ? order > 0 : strict ? order < 0 : order <= 0));
}

/* `only when` of the frame and of those around it: no refuses. */
static void take_frames(Judging *judging, PowerVerdict *verdict, const Frame *frame) {
  for (; frame; frame = frame->within) {
    evaluator_governed_by(judging->judge->evaluator, frame->governed);
    take_test(judging, verdict, frame->only_when);
  }
  evaluator_governed_by(judging->judge->evaluator, NULL);
}

static void take_decider(Judging *judging, PowerVerdict *verdict, const Term *decider) {
  Evaluator *evaluator = judging->judge->evaluator;
  Value value = evaluate(evaluator, decider);
  if (value.state == VALUE_KNOWN && value.kind == TYPE_BODY) {
    verdict->decider = value.as.body;
    return;
  }
  if (value.state == VALUE_UNKNOWN)
    evaluate_asks(evaluator, decider, &verdict->asks);
  take(verdict, value.state == VALUE_ERROR ? value : value_unknown(TYPE_TRUTH));
}

static Value judged_amount(Judging *judging, AskList *asks) {
  const Decision *decision = judging->judge->decision;
  if (!decision->judged_by)
    return judging->judgement->amount;
  Value value = evaluate(judging->judge->evaluator, decision->judged_by);
  if (value.state == VALUE_UNKNOWN)
    evaluate_asks(judging->judge->evaluator, decision->judged_by, asks);
  return value;
}

static PowerVerdict judge_power(Judging *judging, const Power *power) {
  PowerVerdict verdict = { .power = power, .verdict = VERDICT_PASS };
  evaluator_governed_by(judging->judge->evaluator, power->governed);
  take_test(judging, &verdict, power->when);
  if (power->above || power->most) {
    Value amount = judged_amount(judging, &verdict.asks);
    take_limit(judging, &verdict, amount, power->above, true, false);
    take_limit(judging, &verdict, amount, power->most, false, power->most_strict);
  }
  if (power->decider)
    take_decider(judging, &verdict, power->decider);
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
