#include "interp/decide/brought.h"

#include "interp/decide/rows.h"

/* ---- planning ------------------------------------------------------------------------ */

PlanNode brought_node(Brought *brought, const Term *term, const Term *governed, bool kept) {
  Sift *sift = brought->sift;
  PlanContext context = { .decision = sift->decision, .governed = governed,
                          .amounts = sift->amounts.values,
                          .amount_count = sift->decision->amounts.count };
  if (afterwards_reads(sift->arena, term, false))
    return PLAN_NONE;
  PlanNode node = kept ? plan_exact(sift->plan, &context, term, true)
                       : plan_term(sift->plan, &context, term);
  if (!plan_is_lowered(sift->plan, node))
    return PLAN_NONE;
  LIST_ADD(sift->arena, &brought->checks, PlanNode, node);
  LIST_ADD(sift->arena, &sift->more, PlanNode, node);
  return node;
}

/* A condition that holds or not leaves no row; one that cannot be computed leaves a finding. */
static void plan_conditions(Brought *brought) {
  const Decision *decision = brought->sift->decision;
  for (size_t i = 0; i < decision->conditions.count; i++) {
    const Term *when = decision->conditions.items[i]->when;
    if (when && brought_node(brought, when, NULL, false) == PLAN_NONE)
      brought->granted_alone = brought->own_alone = true;
  }
}

static bool can_be_said(const Type *type) {
  switch (type->kind) {
    case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
    case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_CODE: case TYPE_TEXT:
    case TYPE_BODY:
      return true;
    case TYPE_UNKNOWN: case TYPE_RECORD: case TYPE_LIST:
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
              brought_node(brought, decision->shows.items[i]->value, NULL, true), true);
}

/* Have the versions the record's text? */
static void plan_stands(Brought *brought, const Versions *versions, PlanNodes *nodes) {
  static const Type truth = { .kind = TYPE_TRUTH };
  Term *stands = arena_new(brought->sift->arena, Term);
  *stands = (Term){ .kind = TERM_STANDS, .height = 1, .type = truth,
                    .as.stands.versions = versions };
  PlanNode node = brought_node(brought, stands, NULL, false);
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
  *brought = (Brought){ .sift = sift, .rows = rows, .alone = rows && has_ladder(sift) };
  brought_plan_deadlines(brought, evaluator, source);
  plan_conditions(brought);
  if (!rows)
    return;
  plan_values(brought);
  plan_versions(brought);
}

/* ---- rows ---------------------------------------------------------------------------- */

void brought_left(const Brought *brought, size_t first, uint8_t *left, size_t rows) {
  owers_left(&brought->owers, first, left, rows);
  for (size_t i = 0; i < brought->checks.count; i++) {
    const Vector *vector = plan_vector(brought->sift->plan, brought->checks.items[i]);
    for (size_t row = 0; vector->states && row < rows; row++)
      left[row] |= vector->states[vector->one ? 0 : row] == CELL_ODD;
  }
}

static Value number_of(const Vector *vector, size_t at, TypeKind kind) {
  Fraction number = fraction_from(vector->numbers[at]);
  if (kind == TYPE_MOMENT)
    return (Value){ .state = VALUE_KNOWN, .kind = kind, .as.moment = vector->numbers[at] };
  int64_t parts = vector->parts ? vector->parts[at] : vector->denominator;
  if (parts != 1)
    fraction_make(vector->numbers[at], parts, &number);
  return value_number(kind, number);
}

static Value name_of(const Sift *sift, int32_t name, const Type *type) {
  if (type->kind == TYPE_CODE)
    return value_code(&type->codes->codes[name]);
  if (type->kind == TYPE_DURATION)
    return value_duration(census_duration(sift->census, name));
  return type->kind == TYPE_BODY ? value_body(census_body(sift->model, name))
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
  *result = vector->form == FORM_DAY ? value_date(vector->names[at])
            : vector->numbers        ? number_of(vector, at, each->type->kind)
                                     : name_of(brought->sift, vector->names[at], each->type);
  return true;
}
