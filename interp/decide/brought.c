#include "interp/decide/brought.h"

#include "interp/decide/rows.h"

#include <string.h>

/* ---- planning ------------------------------------------------------------------------ */

/* PLAN_NONE: it is the reference's. */
static PlanNode lowered(Brought *brought, const Term *term, const Term *governed, bool kept) {
  Sift *sift = brought->sift;
  PlanContext context = { .decision = sift->decision, .governed = governed,
                          .amounts = sift->amounts.values,
                          .amount_count = sift->decision->amounts.count };
  if (afterwards_reads(sift->arena, term))
    return PLAN_NONE;
  PlanNode node = kept ? plan_kept(sift->plan, &context, term)
                       : plan_term(sift->plan, &context, term);
  if (!plan_is_lowered(sift->plan, node))
    return PLAN_NONE;
  LIST_ADD(sift->arena, &brought->checks, PlanNode, node);
  LIST_ADD(sift->arena, &sift->more, PlanNode, node);
  return node;
}

/* The same for every record? */
static bool is_fixed(const Party *parties, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (parties[i].field || (parties[i].group && parties[i].group->record))
      return false;
  return true;
}

static Text names_of(const Brought *brought, Evaluator *evaluator, const RecordSource *source,
                     const Party *parties, size_t count) {
  PartyPlace place = { evaluator, source, NULL, brought->sift->arena };
  PartyNames names = { NULL, 0, 0 };
  parties_name(&place, parties, count, &names);
  return parties_join(brought->sift->arena, &names);
}

/* Of deadlines of one name one is owed: which, is the reference's to tell. */
static bool has_its_name(const Brought *brought, const Deadline *deadline) {
  for (size_t i = 0; i < brought->deadlines.count; i++)
    if (text_equal(brought->deadlines.items[i].deadline->name, deadline->name))
      return false;
  return true;
}

/* The facts that a `when` asks for, as one node, and what it asks of the ending; false: it is the
 * reference's to tell. */
static bool plan_when(Brought *brought, BroughtDeadline *each, Evaluator *evaluator) {
  bool mixed;
  const Term *when = each->deadline->when;
  if (!when)
    return true;
  each->afterwards = afterwards_split(brought->sift->arena, evaluator, when, &mixed);
  for (size_t i = 0; !mixed && i < each->afterwards.facts.count; i++) {
    PlanNode fact = lowered(brought, each->afterwards.facts.items[i], NULL, false);
    mixed |= fact == PLAN_NONE;
    each->when = i ? plan_both(brought->sift->plan, each->when, fact) : fact;
  }
  if (each->when != PLAN_NONE)
    LIST_ADD(brought->sift->arena, &brought->sift->more, PlanNode, each->when);
  return !mixed;
}

/* Whatever the facts are, nobody owes it who is granted nothing. */
static bool needs_grant(Brought *brought, const Deadline *deadline, Evaluator *evaluator) {
  bool mixed;
  Arena *arena = brought->sift->arena;
  if (!deadline->when)
    return true;
  Afterwards parts = afterwards_split(arena, evaluator, deadline->when, &mixed);
  return afterwards_need_grant(evaluator, brought->sift->decision, &parts, arena);
}

static bool plan_deadline(Brought *brought, const Deadline *deadline, Evaluator *evaluator,
                          const RecordSource *source) {
  BroughtDeadline each = { .deadline = deadline, .when = PLAN_NONE, .due = PLAN_NONE };
  if (deadline->stands || deadline->owed_when || !has_its_name(brought, deadline) ||
      !is_fixed(deadline->owed_by, deadline->owed_by_count) || !is_fixed(&deadline->owed_to, 1))
    return false;
  if (!plan_when(brought, &each, evaluator))
    return false;
  if (deadline->due)
    each.due = lowered(brought, deadline->due, deadline->governed, false);
  if (deadline->due && each.due == PLAN_NONE)
    return false;
  each.owed_by = names_of(brought, evaluator, source, deadline->owed_by, deadline->owed_by_count);
  each.owed_to = names_of(brought, evaluator, source, &deadline->owed_to, 1);
  LIST_ADD(brought->sift->arena, &brought->deadlines, BroughtDeadline, each);
  return true;
}

static void plan_deadlines(Brought *brought, Evaluator *evaluator, const RecordSource *source) {
  const Decision *decision = brought->sift->decision;
  for (size_t i = 0; i < decision->deadlines.count; i++) {
    const Deadline *deadline = decision->deadlines.items[i];
    if (plan_deadline(brought, deadline, evaluator, source))
      continue;
    brought->granted_alone = true;
    brought->alone |= !needs_grant(brought, deadline, evaluator);
  }
  if (brought->granted_alone)           /* a record's deadlines are told in one place */
    brought->deadlines.count = 0;
}

/* A condition that holds or not leaves no row; one that cannot be computed leaves a finding. */
static void plan_conditions(Brought *brought) {
  const Decision *decision = brought->sift->decision;
  for (size_t i = 0; i < decision->conditions.count; i++) {
    const Term *when = decision->conditions.items[i]->when;
    if (when && lowered(brought, when, NULL, false) == PLAN_NONE)
      brought->granted_alone = brought->own_alone = true;
  }
}

static bool can_be_said(const Type *type) {
  switch (type->kind) {
    case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
    case TYPE_DATE: case TYPE_MOMENT: case TYPE_CODE: case TYPE_TEXT: case TYPE_BODY:
      return true;
    case TYPE_UNKNOWN: case TYPE_DURATION: case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return false;
}

static void add_value(Brought *brought, const NamedTerm *term, PlanNode node, bool shown) {
  if (node == PLAN_NONE || term->stands || term->replaces || !can_be_said(&term->value->type))
    brought->alone = true;
  else if (term->name.length)
    LIST_ADD(brought->sift->arena, &brought->values, BroughtValue,
             (BroughtValue){ term->name, &term->value->type, node, shown });
}

static void plan_values(Brought *brought) {
  Sift *sift = brought->sift;
  const Decision *decision = sift->decision;
  for (size_t i = 0; rows_say_amounts(decision) && i < decision->amounts.count; i++) {
    PlanNode node = sift->amounts.values[i];
    bool exact = plan_is_lowered(sift->plan, node);
    if (exact)
      LIST_ADD(sift->arena, &brought->checks, PlanNode, node);
    add_value(brought, decision->amounts.items[i], exact ? node : PLAN_NONE, false);
  }
  for (size_t i = 0; i < decision->shows.count; i++)
    add_value(brought, decision->shows.items[i],
              lowered(brought, decision->shows.items[i]->value, NULL, true), true);
}

/* Have the versions the record's text? */
static void plan_stands(Brought *brought, const Versions *versions, PlanNodes *nodes) {
  static const Type truth = { .kind = TYPE_TRUTH };
  Term *stands = arena_new(brought->sift->arena, Term);
  *stands = (Term){ .kind = TERM_STANDS, .height = 1, .type = truth,
                    .as.stands.versions = versions };
  PlanNode node = lowered(brought, stands, NULL, false);
  brought->alone |= node == PLAN_NONE;
  LIST_ADD(brought->sift->arena, nodes, PlanNode, node);
}

void brought_text(Brought *brought, const Versions *versions) {
  plan_stands(brought, versions, &brought->texts);
}

static void plan_version(Brought *brought, const Amendment *amendment) {
  Versions *versions = arena_new(brought->sift->arena, Versions);
  *versions = (Versions){ .from = amendment };
  plan_stands(brought, versions, &brought->versions);
}

static void plan_versions(Brought *brought) {
  const Sift *sift = brought->sift;
  if (!rows_say_version(sift->model, sift->decision))
    return;
  for (size_t i = 0; i < sift->model->amendments.count; i++)
    plan_version(brought, sift->model->amendments.items[i]);
}

/* The step of a ladder is the reference's. */
static bool has_ladder(const Sift *sift) {
  for (size_t i = 0; i < sift->model->ladders.count; i++)
    if (sift->model->ladders.items[i]->subject == sift->decision->subject)
      return true;
  return false;
}

void brought_plan(Brought *brought, Sift *sift, Evaluator *evaluator,
                  const RecordSource *source, bool rows) {
  *brought = (Brought){ .sift = sift, .alone = rows && has_ladder(sift) };
  plan_deadlines(brought, evaluator, source);
  plan_conditions(brought);
  if (!rows)
    return;
  plan_values(brought);
  plan_versions(brought);
}

/* ---- rows ---------------------------------------------------------------------------- */

void brought_left(const Brought *brought, uint8_t *left, size_t rows) {
  for (size_t i = 0; i < brought->checks.count; i++) {
    const Vector *vector = plan_vector(brought->sift->plan, brought->checks.items[i]);
    for (size_t row = 0; vector->states && row < rows; row++)
      left[row] |= vector->states[vector->one ? 0 : row] == CELL_ODD;
  }
}

void brought_dues(const Brought *brought, size_t deadline, int32_t *dues, size_t rows) {
  const BroughtDeadline *each = &brought->deadlines.items[deadline];
  const Plan *plan = brought->sift->plan;
  const Vector *due = each->due == PLAN_NONE ? NULL : plan_vector(plan, each->due);
  const Vector *when = each->when == PLAN_NONE ? NULL : plan_vector(plan, each->when);
  for (size_t row = 0; row < rows; row++) {
    size_t at = due && due->one ? 0 : row;
    bool known = due && (!due->states || due->states[at] == CELL_KNOWN);
    dues[row] = known ? due->names[at] : DUE_NOT_KNOWN;
    if (when && when->truths[when->one ? 0 : row] != TEST_YES)
      dues[row] = DUE_NOT_OWED;
  }
}

static Value number_of(const Vector *vector, size_t at, TypeKind kind) {
  Fraction number = fraction_from(vector->numbers[at]);
  if (kind == TYPE_MOMENT)
    return (Value){ .state = VALUE_KNOWN, .kind = kind, .as.moment = vector->numbers[at] };
  if (vector->denominator != 1)
    fraction_make(vector->numbers[at], vector->denominator, &number);
  return value_number(kind, number);
}

static Value name_of(const Sift *sift, int32_t name, const Type *type) {
  if (type->kind == TYPE_CODE)
    return value_code(&type->codes->codes[name]);
  return type->kind == TYPE_BODY ? value_body(sift->model->bodies.items[name])
                                 : value_text(census_text(sift->census, name));
}

Text brought_version(const Brought *brought, size_t at, Arena *arena) {
  const Model *model = brought->sift->model;
  Text names = TEXT("");
  for (size_t i = 0; i < brought->versions.count; i++) {
    uint8_t stands = plan_part_byte(brought->sift->plan, brought->versions.items[i], at);
    if (stands != TEST_NO)
      names = arena_format(arena, "%.*s%s%.*s%s", TEXT_PRINT(names), names.length ? "," : "",
                           TEXT_PRINT(model->amendments.items[i]->name),
                           stands == TEST_YES ? "" : "?");
  }
  return names.length ? names : TEXT("adopted");
}

bool brought_value(const Brought *brought, size_t value, size_t at, Value *result) {
  const BroughtValue *each = &brought->values.items[value];
  const Vector *vector = plan_vector(brought->sift->plan, each->node);
  at = vector->one ? 0 : at;
  if (vector->form == FORM_TRUTH) {
    *result = value_truth(vector->truths[at] == 2);
    return vector->truths[at] != 1;
  }
  if (vector->states && vector->states[at] != CELL_KNOWN)
    return false;
  *result = vector->form == FORM_DAY      ? value_date(vector->names[at])
            : vector->form == FORM_NUMBER ? number_of(vector, at, each->type->kind)
                                          : name_of(brought->sift, vector->names[at], each->type);
  return true;
}
