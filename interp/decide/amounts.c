#include "interp/decide/judging.h"

static bool is_below_zero(Value value) {
  return value.state == VALUE_KNOWN && fraction_sign(value.as.number) < 0;
}

/* M2: an amount below zero is an error of that record. */
static void add_below_zero(Judging *judging, const NamedTerm *term, Value value) {
  Text shown = value_say(judging->batch, value, &term->value->type, judging->judge->swedish);
  rules_add(judging, term->name, VERDICT_INVALID, NULL,
            arena_format(judging->batch,
                         model_words(judging->judge->model, "the amount is below zero: %.*s"),
                         TEXT_PRINT(shown)),
            &term->bases);
}

static void check_amount(Judging *judging, const NamedTerm *term, Value value) {
  if (value.state == VALUE_ERROR)
    rules_add_error(judging, term->name, value.as.error, &term->bases);
  else if (is_below_zero(value))
    add_below_zero(judging, term, value);
}

static bool stands(const Judging *judging, const NamedTerm *term) {
  Value value = term->stands ? evaluate(judging->judge->evaluator, term->stands)
                             : value_truth(true);
  return value.state != VALUE_KNOWN || value.as.truth;
}

const NamedTerm *amounts_in_version(const Judging *judging, const NamedTerm *term) {
  while (term && !stands(judging, term))
    term = term->replaces;
  return term;
}

static void compute_states(Judging *judging) {
  Judge *judge = judging->judge;
  Judgement *judgement = judging->judgement;
  size_t count = judge->decision->amounts.count;
  judging->states = arena_array(judging->batch, Value, count + 1);
  for (size_t i = 0; i < count; i++) {
    const NamedTerm *term = judge->decision->amounts.items[i];
    delegation_no_results(judging);
    Value value = evaluate_kept(judge->evaluator, term->value);
    judging->states[judging->state_count++] = value;
    const NamedTerm *here = amounts_in_version(judging, term);
    term = here ? here : term;
    LIST_ADD(judging->batch, &judgement->amounts, NamedValue, (NamedValue){ term, value });
    check_amount(judging, term, value);
  }
  delegation_no_results(judging);
}

/* Lowers the amount to a ceiling (M1); what is not known stays so. */
static void lower(Judging *judging, const NamedTerm *term) {
  Judgement *judgement = judging->judgement;
  if (!stands(judging, term))
    return;
  Value value = evaluate_kept(judging->judge->evaluator, term->value);
  LIST_ADD(judging->batch, &judgement->ceilings, NamedValue, (NamedValue){ term, value });
  check_amount(judging, term, value);
  if (value.state == VALUE_NONE || judgement->amount.state == VALUE_ERROR)
    return;
  if (value.state != VALUE_KNOWN)
    judgement->amount = value;
  else if (judgement->amount.state == VALUE_KNOWN &&
           value_compare(value, judgement->amount) < 0)
    judgement->amount = value;
}

/* One row for each state and ceiling that is not known and on which the amount depends. */
static void ask_for_amount(Judging *judging) {
  Judgement *judgement = judging->judgement;
  const NamedValue *last = &judgement->amounts.items[judgement->amounts.count - 1];
  for (size_t i = 0; i <= judgement->ceilings.count; i++) {
    const NamedValue *each = i ? &judgement->ceilings.items[i - 1] : last;
    if (each->value.state == VALUE_KNOWN || each->value.state == VALUE_ERROR ||
        (i && each->value.state == VALUE_NONE))
      continue;
    AskList asks = { 0 };
    evaluate_asks(judging->judge->evaluator, each->term->value, &asks);
    rules_add(judging, each->term->name, rules_unknown(&asks), &asks, each->term->title,
              &each->term->bases);
  }
}

void amounts_compute(Judging *judging) {
  const Judge *judge = judging->judge;
  Judgement *judgement = judging->judgement;
  compute_states(judging);
  if (!judging->state_count) {
    judgement->asked = value_none(TYPE_MONEY);
    judgement->amount = value_number(TYPE_MONEY, fraction_from(0));
    return;
  }
  judgement->asked = judging->states[0];
  judgement->amount = judging->states[judging->state_count - 1];
  for (size_t i = 0; i < judge->decision->ceilings.count; i++)
    lower(judging, judge->decision->ceilings.items[i]);
  if (judgement->amount.state == VALUE_UNKNOWN || judgement->amount.state == VALUE_NONE)
    ask_for_amount(judging);
}

/* The record's own facts that an order among equals asks for (F5): told by a list that holds the
 * record alone, since nothing is ranked yet. */
static void ask_for_ties(Judging *judging, AskList *asks) {
  const Judge *judge = judging->judge;
  const Decision *decision = judge->decision;
  const Record *self = judging->judgement->record;
  if (!decision->tie_count)
    return;
  AskList all = { 0 };
  Earlier before = evaluator_earlier(judge->evaluator, &(Earlier){
    .identity = judging, .records = &self, .better = 1, .placed = 1,
  });
  for (size_t i = 0; i < decision->tie_count; i++)
    if (evaluate(judge->evaluator, decision->ties[i].value).state == VALUE_UNKNOWN)
      evaluate_asks(judge->evaluator, decision->ties[i].value, &all);
  evaluator_earlier(judge->evaluator, &before);
  for (size_t i = 0; i < all.count; i++) {
    AskList one = { &all.items[i], 1, 1 };
    if (all.items[i].field && all.items[i].record == self)
      asks_add_all(judging->batch, asks, &one);
  }
}

void amounts_order(Judging *judging) {
  static const Text name = { "allocate", 8 };
  const Judge *judge = judging->judge;
  const Decision *decision = judge->decision;
  Value *order = arena_array(judging->batch, Value, decision->order_count + 1);
  judging->judgement->order = order;
  AskList asks = { 0 };
  for (size_t i = 0; i < decision->order_count; i++) {
    const Term *key = decision->order[i].value;
    order[i] = evaluate(judge->evaluator, key);
    if (order[i].state == VALUE_ERROR)
      rules_add_error(judging, name, order[i].as.error, &decision->allocate_bases);
    else if (order[i].state == VALUE_UNKNOWN)
      evaluate_asks(judge->evaluator, key, &asks);
  }
  ask_for_ties(judging, &asks);
  if (asks.count)
    rules_add(judging, name, rules_unknown(&asks), &asks, TEXT_NONE, &decision->allocate_bases);
}
