#include "interp/decide/judging.h"

/* ---- names ----------------------------------------------------------------------- */

typedef struct {
  Judging *judging;
  Writer   writer;
  size_t   count;
} Names;

static void names_add(Names *names, Text name) {
  if (names->count++)
    writer_put(&names->writer, TEXT(","));
  writer_put(&names->writer, name);
}

static void name_value(Names *names, Value value) {
  if (value.state != VALUE_KNOWN)
    return;
  Arena *batch = names->judging->batch;
  switch (value.kind) {
    case TYPE_RECORD: names_add(names, record_name(batch, value.as.record)); break;
    case TYPE_BODY:   names_add(names, value.as.body->name);                 break;
    case TYPE_LIST:
      for (size_t i = 0; i < value.as.list.count; i++)
        name_value(names, value.as.list.items[i]);
      break;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_MONEY: case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_TEXT:
    case TYPE_CODE:
      names_add(names, value_plain(batch, value));
      break;
  }
}

/* Each record of the table for which `where` is yes, in key order. */
static void name_members(Names *names, const Group *group) {
  Judging *judging = names->judging;
  Judge *judge = judging->judge;
  const Record *const *records = NULL;
  size_t count = 0;
  if (judge->source.all)
    judge->source.all(judge->source.context, group->record, &records, &count);
  for (size_t i = 0; i < count; i++) {
    Value belongs = group->where ? evaluate_with(judge->evaluator, group->where, 0,
                                                 value_record(records[i]))
                                 : value_truth(true);
    if (belongs.state == VALUE_KNOWN && belongs.as.truth)
      names_add(names, record_name(judging->batch, records[i]));
  }
}

static void name_party(Names *names, const Party *party) {
  if (party->body)
    names_add(names, party->body->name);
  if (party->field)
    name_value(names, names->judging->judgement->record->fields[party->field->index]);
  if (!party->group)
    return;
  for (size_t i = 0; i < party->group->count; i++)
    names_add(names, party->group->bodies[i]->name);
  if (party->group->record)
    name_members(names, party->group);
}

static Text names_of(Judging *judging, const Party *parties, size_t count) {
  Names names = { .judging = judging };
  writer_to_memory(&names.writer, judging->batch);
  for (size_t i = 0; i < count; i++)
    name_party(&names, &parties[i]);
  return writer_text(&names.writer);
}

/* ---- deadlines (S8) -------------------------------------------------------------- */

static Text owers(Judging *judging, const Deadline *deadline) {
  Value first = deadline->owed_when ? evaluate(judging->judge->evaluator, deadline->owed_when)
                                    : value_truth(true);
  if (first.state != VALUE_KNOWN)
    return TEXT_NONE;                                    /* not known yet who owes it */
  return first.as.truth ? names_of(judging, deadline->owed_by, deadline->owed_by_count)
                        : names_of(judging, deadline->owed_else, deadline->owed_else_count);
}

static void finish_deadline(Judging *judging, const Deadline *deadline) {
  Evaluator *evaluator = judging->judge->evaluator;
  DeadlineResult result = { .deadline = deadline, .due = value_unknown(TYPE_DATE) };
  result.owed_by = owers(judging, deadline);
  result.owed_to = names_of(judging, &deadline->owed_to, 1);
  evaluator_governed_by(evaluator, deadline->governed);
  if (deadline->due) {
    result.due = evaluate(evaluator, deadline->due);
    result.counting = evaluator_counting(evaluator, judging->batch, deadline->due);
  }
  evaluator_governed_by(evaluator, NULL);
  if (result.due.state == VALUE_ERROR)
    rules_add_error(judging, deadline->name, result.due.as.error, &deadline->bases);
  Value done = deadline->fulfilled ? evaluate(evaluator, deadline->fulfilled)
                                   : value_truth(false);
  result.fulfilled = done.state == VALUE_KNOWN && done.as.truth;
  LIST_ADD(judging->batch, &judging->judgement->deadlines, DeadlineResult, result);
}

/* An error in a duty changes no outcome (the amount is drawn by then): it is a finding. */
static Value duty_holds(Judging *judging, Text name, const Term *when, const ModelBases *bases) {
  Value value = evaluate(judging->judge->evaluator, when);
  if (value.state == VALUE_ERROR)
    rules_add_error(judging, name, value.as.error, bases);
  return value;
}

static void finish_deadlines(Judging *judging) {
  const Decision *decision = judging->judge->decision;
  for (size_t i = 0; i < decision->deadlines.count; i++) {
    const Deadline *deadline = decision->deadlines.items[i];
    bool owed = judging->judgement->kind == OUTCOME_FUNDABLE;
    if (deadline->when) {
      Value value = duty_holds(judging, deadline->name, deadline->when, &deadline->bases);
      owed = value.state == VALUE_KNOWN && value.as.truth;
    }
    if (owed)
      finish_deadline(judging, deadline);
  }
}

static void finish_conditions(Judging *judging) {
  const Decision *decision = judging->judge->decision;
  Judgement *judgement = judging->judgement;
  for (size_t i = 0; i < decision->conditions.count; i++) {
    const Condition *condition = decision->conditions.items[i];
    bool own = judgement->kind == OUTCOME_OWN && condition->when;   /* S3: mentions it */
    if (judgement->kind != OUTCOME_FUNDABLE && !own)
      continue;
    Value value = condition->when ? duty_holds(judging, condition->name, condition->when,
                                               &condition->bases)
                                  : value_truth(true);
    if (value.state == VALUE_UNKNOWN)
      LIST_ADD(judging->batch, &judgement->conditions_open, const Condition *, condition);
    else if (value.state == VALUE_KNOWN && value.as.truth)
      LIST_ADD(judging->batch, &judgement->conditions, const Condition *, condition);
  }
}

static void finish_shows(Judging *judging) {
  const Decision *decision = judging->judge->decision;
  for (size_t i = 0; i < decision->shows.count; i++) {
    const NamedTerm *term = decision->shows.items[i];
    Value value = evaluate_kept(judging->judge->evaluator, term->value);
    if (value.state == VALUE_ERROR)
      rules_add_error(judging, term->name, value.as.error, &term->bases);
    LIST_ADD(judging->batch, &judging->judgement->shows, NamedValue, (NamedValue){ term, value });
  }
}

void duties_finish(Judging *judging) {
  finish_shows(judging);
  finish_conditions(judging);
  finish_deadlines(judging);
}
