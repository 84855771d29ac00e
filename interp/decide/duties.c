#include "interp/decide/judging.h"

/* ---- deadlines (S8) -------------------------------------------------------------- */

static PartyPlace place_of(const Judging *judging) {
  return (PartyPlace){ judging->judge->evaluator, &judging->judge->source,
                       judging->judgement->record, judging->batch };
}

/* Nobody as long as it is not known who. */
static PartyNames owers(Judging *judging, const Deadline *deadline) {
  PartyPlace place = place_of(judging);
  PartyNames names = { NULL, 0, 0 };
  Value first = deadline->owed_when ? evaluate(judging->judge->evaluator, deadline->owed_when)
                                    : value_truth(true);
  if (first.state != VALUE_KNOWN)
    return names;
  if (first.as.truth)
    parties_name(&place, deadline->owed_by, deadline->owed_by_count, &names);
  else
    parties_name(&place, deadline->owed_else, deadline->owed_else_count, &names);
  return names;
}

static Text receiver(Judging *judging, const Deadline *deadline) {
  PartyPlace place = place_of(judging);
  PartyNames names = { NULL, 0, 0 };
  parties_name(&place, &deadline->owed_to, 1, &names);
  return parties_join(judging->batch, &names);
}

/* Whether it is part of the record's version; by its own date, if it has one (X7). */
static Value deadline_stands(Judging *judging, const Deadline *deadline) {
  if (!deadline->stands)
    return value_truth(true);
  Evaluator *evaluator = judging->judge->evaluator;
  evaluator_governed_by(evaluator, deadline->governed);
  Value stands = evaluate(evaluator, deadline->stands);
  evaluator_governed_by(evaluator, NULL);
  return stands;
}

/* Of deadlines that stand in each other's place one is owed, though it is not known which. */
static bool is_listed(const Judgement *judgement, const Deadline *deadline) {
  for (size_t i = 0; i < judgement->deadlines.count; i++)
    if (text_equal(judgement->deadlines.items[i].deadline->name, deadline->name))
      return true;
  return false;
}

static void finish_deadline(Judging *judging, const Deadline *deadline) {
  Evaluator *evaluator = judging->judge->evaluator;
  Value stands = deadline_stands(judging, deadline);
  if ((stands.state == VALUE_KNOWN && !stands.as.truth) ||
      is_listed(judging->judgement, deadline))
    return;
  DeadlineResult result = { .deadline = deadline, .due = value_unknown(TYPE_DATE) };
  result.owers = owers(judging, deadline);
  result.owed_by = parties_join(judging->batch, &result.owers);
  result.owed_to = receiver(judging, deadline);
  evaluator_governed_by(evaluator, deadline->governed);
  if (deadline->due && stands.state == VALUE_KNOWN) {
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
    Value stands = condition->stands ? evaluate(judging->judge->evaluator, condition->stands)
                                     : value_truth(true);
    if ((judgement->kind != OUTCOME_FUNDABLE && !own) ||
        (stands.state == VALUE_KNOWN && !stands.as.truth))
      continue;
    Value value = condition->when ? duty_holds(judging, condition->name, condition->when,
                                               &condition->bases)
                                  : value_truth(true);
    if (stands.state != VALUE_KNOWN && value.state == VALUE_KNOWN && value.as.truth)
      value = value_unknown(TYPE_TRUTH);
    if (value.state == VALUE_UNKNOWN)
      LIST_ADD(judging->batch, &judgement->conditions_open, const Condition *, condition);
    else if (value.state == VALUE_KNOWN && value.as.truth)
      LIST_ADD(judging->batch, &judgement->conditions, const Condition *, condition);
  }
}

static void finish_shows(Judging *judging) {
  const Decision *decision = judging->judge->decision;
  for (size_t i = 0; i < decision->shows.count; i++) {
    const NamedTerm *shown = decision->shows.items[i];
    const NamedTerm *term = amounts_in_version(judging, shown);
    if (!term)
      continue;
    Value value = evaluate_kept(judging->judge->evaluator, shown->value);
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
