/* List operations into nodes: what is said of an element is computed once for each record that
 * may be one, and a list then looks up its own. */
#include "interp/plan/nodes.h"

typedef struct {
  Over  over;
  Plan *elements;
  Lowering inner;
} Listing;

/* False: the list is no column, or its elements are no records. */
static bool start(Lowering *lowering, const Term *term, const TermDomain *domain,
                  Listing *listing) {
  Plan *plan = lowering->plan;
  const Term *list = domain->list;
  if (!list || list->kind != TERM_FIELD || plan->of_elements)
    return false;
  const Term *object = list->as.field.object;
  if (object && object->kind != TERM_SUBJECT)
    return false;
  const Column *column = &plan->columns->fields[list->as.field.field->index];
  if (column->form != COLUMN_LIST)
    return false;
  Plan *elements = plan_of_elements(plan, column->target);
  PlanNode *slots = arena_array(plan->arena, PlanNode, (size_t)domain->slot + 1);
  for (unsigned i = 0; i < domain->slot; i++)
    slots[i] = BOUND_NOTHING;
  slots[domain->slot] = BOUND_ROW;
  PlanContext nowhere = { .decision = NULL };
  *listing = (Listing){
    .over = { .elements = elements, .element = PLAN_NONE, .where = PLAN_NONE, .column = column,
              .term = term, .denominator = 1 },
    .elements = elements,
    .inner = { .plan = elements, .context = plan_context(elements, &nowhere), .slots = slots,
               .slot_count = (size_t)domain->slot + 1, .inlined = lowering->inlined + 1,
               .depth = lowering->depth },
  };
  return true;
}

static PlanNode element(Lowering *lowering, Listing *listing, const Term *term) {
  PlanNode node = lower(&listing->inner, term);
  lowering->too_deep |= listing->inner.too_deep;
  return node;
}

/* The same operation over the same nodes is one. */
static PlanNode finish(Lowering *lowering, Listing *listing, NodeShape shape,
                       const Type *type) {
  Plan *plan = lowering->plan;
  for (size_t i = 0; i < plan->overs.count; i++) {
    Over *other = plan->overs.items[i];
    if (other->elements == listing->over.elements && other->element == listing->over.element &&
        other->where == listing->over.where && other->column == listing->over.column &&
        other->term->kind == listing->over.term->kind)
      shape.what = other;
  }
  if (!shape.what) {
    Over *over = arena_new(plan->arena, Over);
    *over = listing->over;
    LIST_ADD(plan->arena, &plan->overs, Over *, over);
    shape.what = over;
  }
  return plan_node(plan, shape, type);
}

static PlanNode truth_of(Plan *plan, NodeKind kind, PlanNode a, PlanNode b) {
  static const Type truth = { .kind = TYPE_TRUTH };
  return plan_node(plan, plan_shape(kind, FORM_TRUTH, a, b), &truth);
}

/* every: C implies D; some, at least n: C and D. */
PlanNode lower_quantified(Lowering *lowering, const Term *term) {
  Listing listing;
  if (term->as.quantified.least > INT32_MAX ||
      !start(lowering, term, &term->as.quantified.domain, &listing))
    return PLAN_NONE;
  PlanNode holds = element(lowering, &listing, term->as.quantified.satisfies);
  if (holds < 0)
    return PLAN_NONE;
  if (term->as.quantified.where) {
    bool every = term->as.quantified.kind == QUANTIFIED_EVERY;
    PlanNode chosen = element(lowering, &listing, term->as.quantified.where);
    if (chosen < 0)
      return PLAN_NONE;
    if (every)
      chosen = truth_of(listing.elements, NODE_NOT, chosen, PLAN_NONE);
    holds = truth_of(listing.elements, every ? NODE_OR : NODE_AND, chosen, holds);
  }
  listing.over.element = holds;
  NodeShape shape = plan_shape(NODE_OVER, FORM_TRUTH, PLAN_NONE, PLAN_NONE);
  shape.op = (int32_t)term->as.quantified.kind;
  shape.detail = (int32_t)term->as.quantified.least;
  return finish(lowering, &listing, shape, &term->type);
}

PlanNode lower_in_list(Lowering *lowering, const Term *term) {
  Listing listing;
  const TermDomain domain = { .slot = 0, .list = term->as.membership.list };
  if (!start(lowering, term, &domain, &listing))
    return PLAN_NONE;
  listing.over.element = lower_called(listing.elements, listing.elements->columns, BOUND_ROW,
                                      term->as.membership.value->as.constant.as.body);
  if (listing.over.element < 0)
    return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_OVER, FORM_TRUTH, PLAN_NONE, PLAN_NONE);
  shape.op = QUANTIFIED_SOME;
  return finish(lowering, &listing, shape, &term->type);
}

/* count and sum; what is over nothing, or the best of several, is the reference's. */
PlanNode lower_aggregate(Lowering *lowering, const Term *term) {
  Listing listing;
  AggregateKind kind = term->as.aggregate.kind;
  if ((kind != AGGREGATE_COUNT && kind != AGGREGATE_SUM) ||
      !start(lowering, term, &term->as.aggregate.domain, &listing))
    return PLAN_NONE;
  if (term->as.aggregate.where) {
    listing.over.where = element(lowering, &listing, term->as.aggregate.where);
    if (listing.over.where < 0)
      return PLAN_NONE;
  }
  if (kind == AGGREGATE_SUM) {
    listing.over.element = element(lowering, &listing, term->as.aggregate.value);
    if (listing.over.element < 0 ||
        plan_at(listing.elements, listing.over.element)->shape.form != FORM_NUMBER ||
        term->type.kind == TYPE_UNKNOWN)
      return PLAN_NONE;
  }
  NodeShape shape = plan_shape(NODE_OVER, FORM_NUMBER, PLAN_NONE, PLAN_NONE);
  shape.op = (int32_t)kind;
  return finish(lowering, &listing, shape, &term->type);
}
