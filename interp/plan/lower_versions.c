/* Which version a record is judged by (semantics X3), into nodes: comparisons of the date that
 * governs with the days on which amendments stand, or what an amendment asks of the record. */
#include "interp/plan/nodes.h"

static const Type truth_type = { .kind = TYPE_TRUTH };

static PlanNode joined(Plan *plan, NodeKind kind, PlanNode a, PlanNode b) {
  if (a < 0 || (kind != NODE_NOT && b < 0))
    return PLAN_NONE;
  return plan_node(plan, plan_shape(kind, FORM_TRUTH, a, b), &truth_type);
}

static PlanNode day_constant(Plan *plan, Date day) {
  Term *term = arena_new(plan->arena, Term);
  *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = { .kind = TYPE_DATE },
                  .as.constant = value_date(day) };
  NodeShape shape = plan_shape(NODE_CONSTANT, FORM_DAY, PLAN_NONE, PLAN_NONE);
  shape.what = term;
  return plan_node(plan, shape, &term->type);
}

static PlanNode within(Plan *plan, PlanNode day, Days days) {
  return plan_both(plan, plan_compare(plan, BINARY_AT_LEAST, day, day_constant(plan, days.from)),
                   plan_compare(plan, BINARY_AT_MOST, day, day_constant(plan, days.to)));
}

static PlanNode in_force(Plan *plan, PlanNode day, const Amendment *amendment) {
  PlanNode stands = PLAN_NONE;
  for (size_t i = 0; i < amendment->stands.count; i++) {
    PlanNode one = within(plan, day, amendment->stands.items[i]);
    stands = i ? joined(plan, NODE_OR, stands, one) : one;
  }
  return stands;
}

static bool has_own_date(const Plan *plan, const Versions *versions) {
  return versions->governed && plan->columns->type == versions->record;
}

/* The date that tells the version: the clause's own, or the one that governs. */
static PlanNode version_day(Lowering *lowering, const Versions *versions) {
  Plan *plan = lowering->plan;
  if (!has_own_date(plan, versions))
    return lower_version_day(lowering);
  const Context *here = &plan->contexts.items[lowering->context];
  PlanContext own = { .decision = here->decision, .governed = versions->governed,
                      .amounts = here->amounts, .amount_count = here->amount_count };
  Lowering inner = { .plan = plan, .context = plan_context(plan, &own),
                     .depth = lowering->depth };
  PlanNode day = lower_version_day(&inner);
  lowering->too_deep |= inner.too_deep;
  return day;
}

static PlanNode amended(Lowering *lowering, const Amendment *amendment,
                        const Versions *versions) {
  Plan *plan = lowering->plan;
  if (!amendment->when || has_own_date(plan, versions) ||
      plan->columns->type != amendment->applies_to)
    return in_force(plan, version_day(lowering, versions), amendment);
  Lowering inner = { .plan = plan, .context = lowering->context, .depth = lowering->depth };
  PlanNode holds = lower_truth(&inner, amendment->when);
  lowering->too_deep |= inner.too_deep;
  return holds;
}

PlanNode lower_stands(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Versions *versions = term->as.stands.versions;
  if (plan->of_elements || lowering->inlined || (!versions->from && !versions->until.count))
    return PLAN_NONE;
  PlanNode stands = versions->from ? amended(lowering, versions->from, versions) : PLAN_NONE;
  for (size_t i = 0; i < versions->until.count; i++) {
    PlanNode gone = joined(plan, NODE_NOT, amended(lowering, versions->until.items[i], versions),
                           PLAN_NONE);
    stands = versions->from || i ? joined(plan, NODE_AND, stands, gone) : gone;
  }
  if (stands < 0)
    return PLAN_NONE;
  return plan_node(plan, plan_shape(NODE_VERSIONED, FORM_TRUTH, stands, PLAN_NONE), &truth_type);
}
