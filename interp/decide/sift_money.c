/* Amounts, own outcomes, the order and the powers, in columns. */
#include "interp/decide/sifting.h"

#include <string.h>

/* ---- amounts ------------------------------------------------------------------------- */

static PlanContext context_of(const Sift *sift, const Term *governed) {
  size_t count = sift->decision->amounts.count;
  return (PlanContext){ .decision = sift->decision, .governed = governed,
                        .amounts = sift->amounts.values, .amount_count = count };
}

static void plan_ceiling(Sift *sift, const NamedTerm *ceiling, const PlanContext *context) {
  SiftAmounts *amounts = &sift->amounts;
  PlanNode stands = PLAN_NONE;
  PlanNode node = plan_kept(sift->plan, context, ceiling->value);
  plan_reads_add(sift->plan, amounts->part.reads, ceiling->value);
  if (ceiling->stands)
    stands = sift_term(sift, &amounts->part, context, ceiling->stands);
  amounts->values[amounts->value_count] = node;
  amounts->stands[amounts->value_count++] = stands;
  amounts->final = plan_lowered(sift->plan, amounts->final, node, stands);
}

/* Each state may read those before it. */
void sift_plan_amounts(Sift *sift) {
  const Decision *decision = sift->decision;
  SiftAmounts *amounts = &sift->amounts;
  size_t room = decision->amounts.count + decision->ceilings.count + 1;
  *amounts = (SiftAmounts){ .part = sift_part(sift), .asked = PLAN_NONE, .final = PLAN_NONE };
  amounts->values = arena_array(sift->arena, PlanNode, room);
  amounts->stands = arena_array(sift->arena, PlanNode, room);
  amounts->states = sift_bytes(sift);
  for (size_t i = 0; i < decision->amounts.count; i++) {
    PlanContext context = context_of(sift, NULL);
    context.amount_count = i;
    amounts->values[i] = plan_kept(sift->plan, &context, decision->amounts.items[i]->value);
    amounts->stands[i] = PLAN_NONE;
    plan_reads_add(sift->plan, amounts->part.reads, decision->amounts.items[i]->value);
    amounts->value_count++;
  }
  if (!decision->amounts.count)
    return;
  amounts->asked = amounts->values[0];
  amounts->final = amounts->values[amounts->value_count - 1];
  PlanContext context = context_of(sift, NULL);
  for (size_t i = 0; i < decision->ceilings.count; i++)
    plan_ceiling(sift, decision->ceilings.items[i], &context);
  amounts->part.nodes[0] = amounts->asked;
  amounts->part.nodes[1] = amounts->final;
  amounts->part.reference |= amounts->final == PLAN_NONE;
  for (size_t i = 0; i < amounts->value_count; i++)
    amounts->part.reference |= amounts->values[i] == PLAN_NONE;
}

/* M2: below zero is an error of that record. */
static void check_value(Sift *sift, const Vector *value, const Vector *stands, size_t first,
                        size_t rows) {
  uint8_t below[COLUMN_CHUNK];
  loop_below_zero(value->numbers, below, rows);
  if (!memchr(below, true, rows))
    return;
  for (size_t i = 0; i < rows; i++)
    if (below[i] && !(value->states && value->states[i] != CELL_KNOWN) &&
        !(stands && stands->truths[i] == TEST_NO))
      sift->amounts.states[first + i] = INVALID;
}

static void take_amount(const Vector *vector, int64_t *out, size_t rows) {
  if (vector->states)
    loop_amounts(vector->numbers, vector->states, out, rows);
  else
    memcpy(out, vector->numbers, rows * sizeof *out);
}

static void take_nothing(Sift *sift, size_t first, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    sift->asked[first + i] = SIFT_NOT_KNOWN;
  memset(sift->amounts_final + first, 0, rows * sizeof *sift->amounts_final);
}

void sift_take_amounts(Sift *sift, size_t first, size_t rows) {
  static const uint8_t open[4] = { FINE, OPEN, OPEN, OPEN };
  SiftAmounts *amounts = &sift->amounts;
  if (!amounts->value_count) {
    take_nothing(sift, first, rows);
    return;
  }
  const Vector *asked = plan_vector(sift->plan, amounts->asked);
  const Vector *final = plan_vector(sift->plan, amounts->final);
  take_amount(asked, sift->asked + first, rows);
  if (sift->amounts_final != sift->asked)
    take_amount(final, sift->amounts_final + first, rows);
  if (final->states)
    loop_table(final->states, open, amounts->states + first, rows);
  else
    memset(amounts->states + first, FINE, rows);
  for (size_t i = 0; i < amounts->value_count; i++)
    check_value(sift, plan_vector(sift->plan, amounts->values[i]),
                amounts->stands[i] < 0 ? NULL : plan_vector(sift->plan, amounts->stands[i]),
                first, rows);
  sift_leave_open(sift, &amounts->part, final, false, first, rows);
  if (asked != final)
    sift_leave_open(sift, &amounts->part, asked, false, first, rows);
}

int64_t sift_amount_of(Value value) {
  int64_t amount = SIFT_NOT_KNOWN;
  if (value.state == VALUE_KNOWN)
    fraction_to_int64(value.as.number, &amount);               /* kept: whole, and it fits */
  return amount;
}

void sift_hide_amount(Sift *sift, uint32_t row, int64_t shown) {
  LIST_ADD(sift->arena, &sift->hidden, HiddenAmount, ((HiddenAmount){ row, sift->asked[row] }));
  sift->asked[row] = shown;
}

/* The last first: a row may be hidden twice. */
void sift_show_amounts(Sift *sift) {
  while (sift->hidden.count) {
    HiddenAmount hidden = sift->hidden.items[--sift->hidden.count];
    sift->asked[hidden.row] = hidden.asked;
  }
}

static uint8_t worst_of(const RuleVerdictList *verdicts) {
  uint8_t worst = FINE;
  for (size_t i = 0; i < verdicts->count; i++)
    if (verdicts->items[i].verdict == VERDICT_INVALID)
      worst = INVALID;
    else if (worst == FINE)
      worst = OPEN;
  return worst;
}

void sift_judge_amounts(Sift *sift, uint32_t row) {
  Judging *judging = sift_start(sift, row);
  amounts_compute(judging);
  sift->asked[row] = sift_amount_of(judging->judgement->asked);
  sift->amounts_final[row] = sift_amount_of(judging->judgement->amount);
  sift->amounts.states[row] = worst_of(&judging->judgement->rules);
}

/* ---- own outcomes before allocation ---------------------------------------------------- */

void sift_plan_owns(Sift *sift) {
  const Decision *decision = sift->decision;
  PlanContext context = context_of(sift, NULL);
  sift->owns = arena_array(sift->arena, SiftOwn, decision->outcomes.count + 1);
  for (size_t i = 0; i < decision->outcomes.count; i++) {
    const OwnOutcome *own = decision->outcomes.items[i];
    if (!own->when || (own->stage == STAGE_ALLOCATE && own->after))
      continue;
    SiftOwn *each = &sift->owns[sift->own_count++];
    *each = (SiftOwn){ .part = sift_part(sift), .own = own, .tests = sift_bytes(sift) };
    each->part.nodes[0] = sift_term(sift, &each->part, &context, own->when);
    sift_plan_memo(sift, &each->part, &own->when, 1);
  }
}

void sift_take_own(Sift *sift, SiftOwn *own, size_t first, size_t rows) {
  const Vector *vector = plan_vector(sift->plan, own->part.nodes[0]);
  memcpy(own->tests + first, vector->truths, rows);
  sift_leave_open(sift, &own->part, vector, own->part.may_settle, first, rows);
}

void sift_judge_own(Sift *sift, SiftOwn *own, uint32_t row) {
  Judging *judging = sift_start(sift, row);
  AskList asks = { 0 };
  amounts_compute(judging);
  Value value = evaluate_verdict(judging->judge->evaluator, own->own->when, &asks);
  own->tests[row] = sift_test_of(value);
}

/* ---- the order ----------------------------------------------------------------------- */

/* What no vector holds, or no candidate takes from one. */
static bool is_by_value(const SiftKey *key) {
  TypeKind kind = key->term->type.kind;
  return key->part.reference || kind == TYPE_BODY || kind == TYPE_RECORD || kind == TYPE_TRUTH;
}

static void plan_key(Sift *sift, SiftKey *key, const PlanContext *context) {
  plan_reads_add(sift->plan, key->part.reads, key->term);
  key->part.nodes[0] = plan_exact(sift->plan, context, key->term, false);
  key->part.reference |= key->part.nodes[0] == PLAN_NONE;
  if (!is_by_value(key))
    return;
  key->part.reference = true;
  key->part.nodes[0] = PLAN_NONE;
}

static void make_key_room(Sift *sift, SiftKey *key) {
  const Vector *vector = key->part.reference ? NULL : plan_vector(sift->plan, key->part.nodes[0]);
  if (!key->states)
    key->states = sift_bytes(sift);
  if (key->part.reference || key->cells)
    return;
  key->cells = sift_bytes(sift);
  if (vector->form == FORM_NUMBER || vector->form == FORM_RATIO)
    key->numbers = arena_array(sift->arena, int64_t, sift->room + 1);
  else
    key->names = arena_array(sift->arena, int32_t, sift->room + 1);
  if (vector->form == FORM_RATIO)
    key->parts = arena_array(sift->arena, int64_t, sift->room + 1);
}

void sift_start_key(Sift *sift, SiftKey *key) {
  const Column *column = plan_column(sift->plan, key->part.nodes[0]);
  key->fine = true;
  key->column = column && !column->partial ? column : NULL;
  if (!key->column)
    make_key_room(sift, key);
}

void sift_plan_order(Sift *sift) {
  const Decision *decision = sift->decision;
  PlanContext context = context_of(sift, NULL);
  sift->keys = arena_array(sift->arena, SiftKey, decision->order_count + 1);
  for (size_t i = 0; i < decision->order_count; i++) {
    sift->keys[i] = (SiftKey){ .part = sift_part(sift), .term = decision->order[i].value };
    plan_key(sift, &sift->keys[i], &context);
  }
}

static void take_key_states(Sift *sift, SiftKey *key, const Vector *vector, size_t first,
                            size_t rows) {
  static const uint8_t open[4] = { [CELL_UNKNOWN] = OPEN };
  if (!vector->states) {
    memset(key->states + first, FINE, rows);
    memset(key->cells + first, CELL_KNOWN, rows);
    return;
  }
  memcpy(key->cells + first, vector->states, rows);
  loop_table(vector->states, open, key->states + first, rows);
  key->fine = false;
  sift_leave_open(sift, &key->part, vector, false, first, rows);
}

void sift_take_key(Sift *sift, SiftKey *key, size_t first, size_t rows) {
  const Vector *vector = plan_vector(sift->plan, key->part.nodes[0]);
  key->denominator = vector->denominator;
  if (key->column)
    return;
  if (key->numbers)
    memcpy(key->numbers + first, vector->numbers, rows * sizeof *key->numbers);
  else
    memcpy(key->names + first, vector->names, rows * sizeof *key->names);
  if (key->parts)
    memcpy(key->parts + first, vector->parts, rows * sizeof *key->parts);
  take_key_states(sift, key, vector, first, rows);
}

void sift_judge_key(Sift *sift, SiftKey *key, uint32_t row) {
  Judging *judging = sift_start(sift, row);
  amounts_compute(judging);
  Value value = evaluate(judging->judge->evaluator, key->term);
  key->states[row] = value.state == VALUE_ERROR     ? INVALID
                     : value.state == VALUE_UNKNOWN ? OPEN
                                                    : FINE;
  key->fine &= key->states[row] == FINE;
}

/* ---- powers -------------------------------------------------------------------------- */

/* PLAN_NONE: everything admits so far. */
static PlanNode admitted_by(Sift *sift, PlanNode before, PlanNode test) {
  return before == PLAN_NONE ? test : plan_both(sift->plan, before, test);
}

/* What is judged is told once for all rows, as of the decision's own date; with slices (F12) it is
 * the reference's. */
static PlanNode limit_test(Sift *sift, SiftPower *power, const PlanContext *context,
                           const Term *limit, BinaryOp op) {
  const Decision *decision = sift->decision;
  PlanContext own = context_of(sift, NULL);
  PlanNode judged = sift->amounts.final;
  if (decision->judged_by)
    judged = sift_term(sift, &power->part, &own, decision->judged_by);
  plan_reads_add(sift->plan, power->part.reads, limit);
  PlanNode bound = plan_term(sift->plan, context, limit);
  PlanNode test = plan_compare(sift->plan, op, judged, bound);
  power->part.reference |= test == PLAN_NONE || decision->split;
  return test;
}

static const FrameUse *use_of(const Decision *decision, const Frame *frame) {
  for (size_t i = 0; i < decision->uses.count; i++)
    if (decision->uses.items[i]->frame == frame)
      return decision->uses.items[i];
  return NULL;
}

static PlanNode frames_test(Sift *sift, SiftPower *power, PlanNode test) {
  const Frame *frame = allocation_frame(sift->decision, power->power);
  for (; frame; frame = frame->within) {
    const FrameUse *use = use_of(sift->decision, frame);
    if (!use || !use->only_when)
      continue;
    PlanContext context = context_of(sift, use->governed);
    test = admitted_by(sift, test, sift_term(sift, &power->part, &context, use->only_when));
  }
  return test;
}

bool sift_decider_is_fixed(const Power *power) {
  const Term *decider = power->decider;
  return !decider || (decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY);
}

/* The amount itself is held against what the rules alone say: then it is one bound for all records,
 * and a new bound leaves the test as it is.  Of windows nothing is kept that could stay. */
static bool is_apart(const Sift *sift, const Power *power) {
  PlanFields fields = { NULL, 0, 0, false };
  return !sift->windowed && power && power->most && !sift->decision->judged_by &&
         !sift->decision->split && plan_fields(sift->arena, power->most, &fields) &&
         !fields.count && !fields.dated;
}

static void plan_power(Sift *sift, SiftPower *each) {
  const Power *power = each->power;
  PlanContext context = context_of(sift, power ? power->governed : NULL);
  PlanNode test = PLAN_NONE;
  if (power && power->stands)
    test = admitted_by(sift, test, sift_term(sift, &each->part, &context, power->stands));
  if (power && power->when)
    test = admitted_by(sift, test, sift_term(sift, &each->part, &context, power->when));
  if (power && power->above)
    test = admitted_by(sift, test, limit_test(sift, each, &context, power->above, BINARY_MORE));
  each->rest = frames_test(sift, each, test);
  each->all = each->rest;
  if (power && power->most)
    each->all = admitted_by(sift, each->rest,
                            limit_test(sift, each, &context, power->most,
                                       power->most_strict ? BINARY_LESS : BINARY_AT_MOST));
  each->apart = is_apart(sift, power);
  each->part.reference |= power && !sift_decider_is_fixed(power);
  each->part.nodes[0] = each->part.reference ? PLAN_NONE : each->all;
}

/* Where frames depend on the record, or own outcomes on what allocation gives, the masks are the
 * reference's. */
void sift_plan_powers(Sift *sift) {
  const Decision *decision = sift->decision;
  size_t count = decision->powers.count ? decision->powers.count : 1;
  sift->power_count = count < ALLOCATION_MOST_POWERS ? count : ALLOCATION_MOST_POWERS;
  sift->powers = arena_array(sift->arena, SiftPower, sift->power_count);
  sift->mosts = arena_array(sift->arena, int64_t, sift->power_count);
  for (size_t i = 0; i < sift->power_count; i++) {
    sift->powers[i] = (SiftPower){
      .part = sift_part(sift), .tests = sift_bytes(sift),
      .power = decision->powers.count ? decision->powers.items[i] : NULL,
    };
    plan_power(sift, &sift->powers[i]);
    sift->delegation |= sift->powers[i].part.reference;
  }
  for (size_t i = 0; i < decision->uses.count; i++)
    sift->delegation |= decision->uses.items[i]->frame->by_record;
  for (size_t i = 0; i < decision->outcomes.count; i++)
    sift->delegation |= decision->outcomes.items[i]->stage == STAGE_ALLOCATE &&
                        decision->outcomes.items[i]->after;
  sift->delegation |= decision->least != NULL;
}

/* A test that is not known stops the record at that row; one that the clause's own date may settle
 * is the reference's. */
void sift_take_power(Sift *sift, SiftPower *power, size_t first, size_t rows) {
  bool may_settle = plan_may_settle(sift->plan, power->part.reads) ||
                    (power->power && power->power->governed);
  memset(power->tests + first, TEST_YES, rows);
  if (power->part.nodes[0] < 0)
    return;
  const Vector *vector = plan_vector(sift->plan, power->part.nodes[0]);
  memcpy(power->tests + first, vector->truths, rows);
  power->part.left.count = 0;
  sift_leave_open(sift, &power->part, vector, may_settle, first, rows);
  for (size_t i = 0; i < power->part.left.count; i++)
    power->tests[power->part.left.items[i]] = TEST_ERROR;
}

/* ---- what powers take at most ---------------------------------------------------------- */

/* In whole minor units; false: it is not known, or not the same for all records. */
static bool bound_of(const Sift *sift, const Power *power, int64_t *most) {
  Evaluator *evaluator = sift->under.evaluator;
  Fraction whole;
  if (evaluator_varies(evaluator, power->most, NULL, 0))
    return false;
  Value value = evaluate_over(evaluator, power->most, NULL, 0);
  if (value.state != VALUE_KNOWN || value.kind != TYPE_MONEY ||
      !fraction_round(value.as.number, fraction_from(1), ROUND_DOWN, &whole) ||
      !fraction_to_int64(whole, most) || *most < 0)
    return false;
  *most -= power->most_strict && fraction_is_whole(value.as.number);
  return true;
}

void sift_bound_powers(Sift *sift) {
  evaluator_subject(sift->under.evaluator, NULL, sift->decision, sift->under.source, &sift->batch);
  sift->mosts_moved = false;
  for (size_t i = 0; i < sift->power_count; i++) {
    SiftPower *each = &sift->powers[i];
    int64_t before = sift->mosts[i];
    bool bounded = each->apart && !each->part.reference &&
                   bound_of(sift, each->power, &sift->mosts[i]);
    if (!bounded)
      sift->mosts[i] = INT64_MAX;
    sift->mosts_moved |= sift->mosts[i] != before;
    each->part.forced |= bounded != each->bounded;
    sift->wanted &= bounded == each->bounded;
    each->bounded = bounded;
    if (!each->part.reference)
      each->part.nodes[0] = bounded ? each->rest : each->all;
  }
}
