#include "grammar/keywords.h"
#include "interp/decide/judging.h"

#include <string.h>

/* ---- whose decision it was ------------------------------------------------------- */

static const Body *body_of_power(const Power *power) {
  const Term *decider = power->decider;
  bool fixed = decider && decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY;
  return fixed ? decider->as.constant.as.body : NULL;
}

static bool bound_holds(Judge *judge, const Term *limit, Value amount, bool above, bool strict) {
  if (!limit)
    return true;
  Value bound = evaluate(judge->evaluator, limit);
  if (bound.state != VALUE_KNOWN)
    return true;
  int order = value_compare(amount, bound);
  return above ? order > 0 : strict ? order < 0 : order <= 0;
}

/* As they are on the day that governs the row (X7). */
static bool within_limits(Judge *judge, const Power *power, int64_t granted) {
  Value amount = value_number(TYPE_MONEY, fraction_from(granted));
  evaluator_governed_by(judge->evaluator, power->governed);
  bool within = bound_holds(judge, power->above, amount, true, false) &&
                bound_holds(judge, power->most, amount, false, power->most_strict);
  evaluator_governed_by(judge->evaluator, NULL);
  return within;
}

/* The first row of that decider whose limits hold the amount, else its first row. */
static const Power *find_power(Judge *judge, Text decider, int64_t granted) {
  const Power *first = NULL;
  for (size_t i = 0; i < judge->decision->powers.count; i++) {
    const Power *power = judge->decision->powers.items[i];
    const Body *body = body_of_power(power);
    if (!body || !body_is_called(body, decider))
      continue;
    if (within_limits(judge, power, granted))
      return power;
    first = first ? first : power;
  }
  return first;
}

static Text canonical_decider(const Judge *judge, const Power *power, Text written) {
  const Body *body = power ? body_of_power(power) : NULL;
  for (size_t i = 0; !body && i < judge->model->bodies.count; i++)
    if (body_is_called(judge->model->bodies.items[i], written))
      body = judge->model->bodies.items[i];
  return body ? body->name : written;
}

/* The kind of outcome that a text in a register names; FUNDABLE is what is not said. */
static OutcomeKind kind_named(Text text) {
  for (int kind = 0; kind < OUTCOME_OWN; kind++)
    if (text_is(text, outcome_names[kind]))
      return (OutcomeKind)kind;
  return text.length ? OUTCOME_REJECTED : OUTCOME_FUNDABLE;
}

/* The money is gone whoever decided: without a row of his own, the last row's frame is drawn. */
static const Frame *frame_of(const Decision *decision, const Power *power) {
  size_t count = decision->powers.count;
  return allocation_frame(decision, power || !count ? power : decision->powers.items[count - 1]);
}

static RecordedDecision settle(Judge *judge, RecordedDecision decision, Text decider) {
  decision.decided = true;
  decision.power = find_power(judge, decider, decision.granted);
  decision.frame = frame_of(judge->decision, decision.power);
  decision.decider = canonical_decider(judge, decision.power, decider);
  if (decision.kind != OUTCOME_FUNDABLE)
    decision.granted = 0;
  return decision;
}

RecordedDecision judge_decided_row(Judge *judge, const StoreDecided *row) {
  RecordedDecision decision = { .written = true, .kind = kind_named(row->outcome),
                                .outcome = row->outcome, .reference = row->reference };
  decision.granted = row->has_granted ? row->granted : 0;
  decision.has_date = date_parse(row->decided_on, &decision.on);
  return settle(judge, decision, row->decider);
}

/* ---- the register ---------------------------------------------------------------- */

static Value field_value(const Record *record, const FieldType *field) {
  return field ? record->fields[field->index] : value_none(TYPE_UNKNOWN);
}

static Text value_name(Arena *arena, Value value) {
  if (value.state != VALUE_KNOWN)
    return TEXT_NONE;
  return value.kind == TYPE_RECORD ? record_name(arena, value.as.record)
                                   : value_plain(arena, value);
}

/* A decider, an outcome or an amount says that it is decided; a date alone may be a plan. */
static RecordedDecision of_register(Judging *judging) {
  const ModelRecorded *fields = judging->judge->recorded;
  const Record *record = judging->as_read;
  RecordedDecision decision = { .decided = false };
  if (!fields)
    return decision;
  Value decider = field_value(record, fields->decider);
  Value granted = field_value(record, fields->granted);
  Value outcome = field_value(record, fields->outcome);
  Value on      = field_value(record, fields->decided);
  if (decider.state != VALUE_KNOWN && granted.state != VALUE_KNOWN &&
      outcome.state != VALUE_KNOWN)
    return decision;
  if (granted.state == VALUE_KNOWN)
    fraction_to_int64(granted.as.number, &decision.granted);
  else if (!fields->granted && judging->judgement->amount.state == VALUE_KNOWN)
    fraction_to_int64(judging->judgement->amount.as.number, &decision.granted);
  decision.kind = kind_named(value_name(judging->batch, outcome));
  if (outcome.state != VALUE_KNOWN && fields->granted && decision.granted <= 0 &&
      fraction_sign(judging->judgement->amount.state == VALUE_KNOWN
                        ? judging->judgement->amount.as.number
                        : fraction_from(1)) > 0)
    decision.kind = OUTCOME_REJECTED;                  /* decided, and nothing was granted */
  decision.has_date = on.state == VALUE_KNOWN && on.kind == TYPE_DATE;
  decision.on = decision.has_date ? on.as.date : 0;
  decision.outcome = value_name(judging->batch, outcome);
  decision.reference = value_name(judging->batch, field_value(record, fields->reference));
  return settle(judging->judge, decision, value_name(judging->batch, decider));
}

static const StoreDecided *written_of(const Judge *judge, const Record *record, Arena *batch) {
  if (!judge->decided.count || judge->hold_none)
    return NULL;
  return map_get(&judge->decided, record_key_text(batch, record));
}

/* Money of a field, in minor units; 0 where there is none. */
static int64_t minor_of(Judging *judging, const FieldType *field) {
  Value value = field_value(judging->judgement->record, field);
  int64_t minor = 0;
  if (value.state == VALUE_KNOWN)
    fraction_to_int64(value.as.number, &minor);
  return minor;
}

/* What has been paid, and what came back, stands in the register only. */
static void take_payments(Judging *judging, RecordedDecision *decision) {
  const ModelRecorded *fields = judging->judge->recorded;
  if (!fields || !decision->decided || decision->kind != OUTCOME_FUNDABLE)
    return;
  decision->paid = minor_of(judging, fields->paid);
  decision->returned = minor_of(judging, fields->returned);
}

RecordedDecision recorded_of(Judging *judging) {
  if (judging->judge->hold_none)
    return (RecordedDecision){ .decided = false };
  const StoreDecided *row = written_of(judging->judge, judging->as_read, judging->batch);
  RecordedDecision decision = row ? judge_decided_row(judging->judge, row)
                                  : of_register(judging);
  take_payments(judging, &decision);
  return decision;
}

/* ---- the decision in the place of the register's ------------------------------------- */

/* As the field can hold it; `otherwise` where it cannot. */
static Value named_value(const FieldType *field, Text name, Value otherwise) {
  const Code *code = field->type.kind == TYPE_CODE ? codelist_find(field->type.codes, name) : NULL;
  return code ? value_code(code) : field->type.kind == TYPE_TEXT ? value_text(name) : otherwise;
}

/* As people write it: by its title. */
static Value decider_value(const Judge *judge, const FieldType *field, Text decider,
                           Value otherwise) {
  const Model *model = judge->model;
  for (size_t i = 0; i < model->bodies.count; i++) {
    const Body *body = model->bodies.items[i];
    if (body_is_called(body, decider))
      return named_value(field, body->title.length ? body->title : body->name,
                         named_value(field, body->name, otherwise));
  }
  return named_value(field, decider, otherwise);
}

static Value granted_value(const FieldType *field, const StoreDecided *row) {
  bool granted = row->has_granted && kind_named(row->outcome) == OUTCOME_FUNDABLE;
  if (!granted && field->optional)
    return value_none(TYPE_MONEY);
  return value_number(TYPE_MONEY, fraction_from(granted ? row->granted : 0));
}

const Record *judge_laid_over(const Judge *judge, const Record *record, Arena *batch) {
  const ModelRecorded *fields = judge->recorded;
  const StoreDecided *row = fields ? written_of(judge, record, batch) : NULL;
  if (!row)
    return record;
  Record *laid = arena_new(batch, Record);
  *laid = *record;
  laid->fields = arena_array(batch, Value, record->type->count + 1);
  memcpy(laid->fields, record->fields, record->type->count * sizeof *laid->fields);
  Value *values = laid->fields;
  Date on;
  if (fields->decided && date_parse(row->decided_on, &on))
    values[fields->decided->index] = value_date(on);
  if (fields->decider)
    values[fields->decider->index] =
        decider_value(judge, fields->decider, row->decider, values[fields->decider->index]);
  if (fields->granted)
    values[fields->granted->index] = granted_value(fields->granted, row);
  if (fields->outcome)
    values[fields->outcome->index] =
        named_value(fields->outcome, row->outcome, values[fields->outcome->index]);
  if (fields->reference && row->reference.length)
    values[fields->reference->index] =
        named_value(fields->reference, row->reference, values[fields->reference->index]);
  return laid;
}

/* ---- findings (F3, F6) ----------------------------------------------------------- */

static void add_control(Judging *judging, ControlKind control, Text reason) {
  const Power *power = judging->judgement->record_decision.power;
  LIST_ADD(judging->batch, &judging->judgement->controls, RuleVerdict,
           (RuleVerdict){ .name = { "recorded_decision", 17 }, .verdict = VERDICT_NOTED,
                          .reason = reason, .control = control,
                          .bases = control == CONTROL_POWER && power ? &power->bases : NULL });
}

/* In the language of the rules. */
static __attribute__((format_arg(2))) const char *said(const Judging *judging,
                                                       const char *english) {
  return model_words(judging->judge->model, english);
}

static Text money(Judging *judging, int64_t amount) {
  Type type = { .kind = TYPE_MONEY, .currency = judging->judge->decision->currency };
  return value_say(judging->batch, value_number(TYPE_MONEY, fraction_from(amount)), &type,
                    judging->judge->swedish);
}

static void compare_places(Judging *judging, const RecordedDecision *written) {
  RecordedDecision other = of_register(judging);
  if (!other.decided)
    return;
  if (other.granted != written->granted || other.kind != written->kind)
    add_control(judging, CONTROL_REGISTER,
                arena_format(judging->batch,
                             said(judging, "the register says %s %.*s, the decision taken says "
                                           "%s %.*s"),
                             said(judging, outcome_names[other.kind]),
                             TEXT_PRINT(money(judging, other.granted)),
                             said(judging, outcome_names[written->kind]),
                             TEXT_PRINT(money(judging, written->granted))));
  if (other.decider.length && !text_equal(other.decider, written->decider))
    add_control(judging, CONTROL_REGISTER,
                arena_format(judging->batch,
                             said(judging, "the register says %.*s decided, the decision taken "
                                           "says %.*s"),
                             TEXT_PRINT(other.decider), TEXT_PRINT(written->decider)));
}

static const PowerVerdict *verdict_of(const Judgement *judgement, const Power *power) {
  for (size_t i = 0; i < judgement->powers.count; i++)
    if (judgement->powers.items[i].power == power)
      return &judgement->powers.items[i];
  return NULL;
}

/* A delegate decides while the delegation is in force. */
static void check_date(Judging *judging, const RecordedDecision *decision) {
  const Model *model = judging->judge->model;
  if (!decision->has_date || !decision->power->delegated || !model->in_force.count)
    return;
  for (size_t i = 0; i < model->in_force.count; i++) {
    const Period *period = &model->in_force.items[i];
    if (decision->on >= period->from && (period->open || decision->on <= period->to))
      return;
  }
  add_control(judging, CONTROL_POWER,
              arena_format(judging->batch,
                           said(judging, "%.*s decided on %.*s, outside the dates in force"),
                           TEXT_PRINT(decision->decider),
                           TEXT_PRINT(date_text(judging->batch, decision->on))));
}

static void check_power(Judging *judging, const RecordedDecision *decision) {
  Judge *judge = judging->judge;
  if (!decision->power) {
    if (judge->decision->powers.count && decision->decider.length)
      add_control(judging, CONTROL_POWER,
                  arena_format(judging->batch,
                               said(judging, "%.*s decided, but has no power to"),
                               TEXT_PRINT(decision->decider)));
    return;
  }
  if (decision->kind != OUTCOME_FUNDABLE)
    return;
  check_date(judging, decision);
  const PowerVerdict *verdict = verdict_of(judging->judgement, decision->power);
  bool outside = !within_limits(judge, decision->power, decision->granted);
  if (outside)
    add_control(judging, CONTROL_POWER,
                arena_format(judging->batch,
                             said(judging, "%.*s granted %.*s, outside the limits of that power"),
                             TEXT_PRINT(decision->decider),
                             TEXT_PRINT(money(judging, decision->granted))));
  else if (verdict && verdict->verdict == VERDICT_FAIL && decision->power->delegated &&
           !judge->decision->judged_by)
    add_control(judging, CONTROL_POWER,
                arena_format(judging->batch,
                             said(judging, "%.*s decided what is not delegated"),
                             TEXT_PRINT(decision->decider)));
}

/* Judged apart from the record: what the rules would have said of a decision taken. */
void recorded_controls(Judging *judging) {
  Judgement *judgement = judging->judgement;
  const RecordedDecision *decision = &judgement->record_decision;
  if (decision->written)
    compare_places(judging, decision);
  check_power(judging, decision);
  OutcomeKind kind = judgement->kind;
  if (decision->kind == OUTCOME_FUNDABLE && kind != OUTCOME_FUNDABLE && kind != OUTCOME_QUEUED)
    add_control(judging, CONTROL_RULES,
                arena_format(judging->batch,
                             said(judging, "%.*s was granted, but the rules give %.*s"),
                             TEXT_PRINT(money(judging, decision->granted)),
                             TEXT_PRINT(outcome_text(
                                 judgement_outcome(judgement),
                                 surface_language(judging->judge->model->surface)))));
}

void recorded_exceeded(Judgement *judgement, const Frame *frame) {
  add_control(judgement->judging, CONTROL_FRAME,
              arena_format(judgement->judging->batch,
                           said(judgement->judging,
                                "the decision taken draws more than \"%.*s\" had left"),
                           TEXT_PRINT(frame->name)));
}
