/* Decision tables and values with exceptions into nodes of as many operands as they have rows. */
#include "interp/plan/nodes.h"

#include <string.h>

static const Type truth_type = { .kind = TYPE_TRUTH };

static PlanNode part(Lowering *lowering, const Term *term) {
  return term->type.kind == TYPE_TRUTH ? lower_truth(lowering, term) : lower(lowering, term);
}

/* A row's cells, joined; PLAN_NONE in *test: it has none, so that it always matches. */
static bool lower_row(Lowering *lowering, const Grid *grid, const GridRow *row, PlanNode *test) {
  *test = PLAN_NONE;
  for (size_t i = 0; i < grid->input_count; i++) {
    if (!row->cells[i])
      continue;
    PlanNode cell = lower_truth(lowering, row->cells[i]);
    if (cell < 0)
      return false;
    *test = *test == PLAN_NONE ? cell : plan_both(lowering->plan, *test, cell);
  }
  return true;
}

/* All values of one form, which a vector holds as it is. */
static bool are_alike(const Plan *plan, const PlanNode *nodes, size_t count, PlanNode with) {
  for (size_t i = 0; i < count; i++) {
    const Node *value = plan_at(plan, nodes[2 * i + 1]);
    if (value->shape.form == FORM_RATIO || !lower_alike(value, plan_at(plan, with)))
      return false;
  }
  return true;
}

/* The same cases over the same nodes are one. */
static const Cases *cases_of(Plan *plan, const void *source, const Exceptions *exceptions,
                             PlanNode *nodes, size_t count) {
  for (size_t i = 0; i < plan->cases.count; i++) {
    const Cases *other = plan->cases.items[i];
    if (other->source == source && other->count == count &&
        memcmp(other->nodes, nodes, 2 * count * sizeof *nodes) == 0)
      return other;
  }
  Cases *cases = arena_new(plan->arena, Cases);
  *cases = (Cases){ source, exceptions, nodes, count };
  LIST_ADD(plan->arena, &plan->cases, const Cases *, cases);
  return cases;
}

static PlanNode node_of(Plan *plan, NodeShape shape, const Type *type, const Cases *cases) {
  shape.what = cases;
  return plan_node_of(plan, shape, type, cases->nodes, 2 * cases->count);
}

/* ---- decision tables ------------------------------------------------------------------- */

/* The greatest of texts or durations is not that of their numbers. */
static bool can_collect(HitPolicy policy, const Node *value) {
  bool orders = policy == HIT_COLLECT_MAX || policy == HIT_COLLECT_MIN;
  return !orders || (value->type->kind != TYPE_TEXT && value->type->kind != TYPE_DURATION);
}

PlanNode lower_grid(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Grid *grid = term->as.grid;
  PlanNode *nodes = arena_array(plan->arena, PlanNode, 2 * grid->row_count + 1);
  VectorForm form;
  if (!grid->row_count || !plan_form(&term->type, &form))
    return PLAN_NONE;
  for (size_t i = 0; i < grid->row_count; i++) {
    if (!lower_row(lowering, grid, &grid->rows[i], &nodes[2 * i]))
      return PLAN_NONE;
    nodes[2 * i + 1] = part(lowering, grid->rows[i].output);
    if (nodes[2 * i + 1] < 0)
      return PLAN_NONE;
  }
  if (!are_alike(plan, nodes, grid->row_count, nodes[1]) ||
      !can_collect(grid->policy, plan_at(plan, nodes[1])))
    return PLAN_NONE;
  bool counts = grid->policy == HIT_COLLECT_COUNT;
  if (!counts)
    form = (VectorForm)plan_at(plan, nodes[1])->shape.form;
  NodeShape shape = plan_shape(NODE_GRID, form, PLAN_NONE, PLAN_NONE);
  shape.op = (int32_t)grid->policy;
  const Type *type = counts ? &term->type : plan_at(plan, nodes[1])->type;
  return node_of(plan, shape, type, cases_of(plan, grid, NULL, nodes, grid->row_count));
}

/* ---- exceptions ------------------------------------------------------------------------ */

static bool lower_when(Lowering *lowering, const Exception *exception, PlanNode *test) {
  *test = exception->when ? lower_truth(lowering, exception->when) : PLAN_NONE;
  return !exception->when || *test >= 0;
}

PlanNode lower_excepted(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Exceptions *exceptions = term->as.excepted.exceptions;
  PlanNode *nodes = arena_array(plan->arena, PlanNode, 2 * exceptions->count + 1);
  PlanNode general = part(lowering, term->as.excepted.general);
  if (general < 0)
    return PLAN_NONE;
  for (size_t i = 0; i < exceptions->count; i++) {
    if (!lower_when(lowering, &exceptions->items[i], &nodes[2 * i]))
      return PLAN_NONE;
    nodes[2 * i + 1] = part(lowering, exceptions->items[i].value);
    if (nodes[2 * i + 1] < 0)
      return PLAN_NONE;
  }
  if (!are_alike(plan, nodes, exceptions->count, general) ||
      plan_at(plan, general)->shape.form == FORM_RATIO)
    return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_EXCEPTED, (VectorForm)plan_at(plan, general)->shape.form,
                               general, PLAN_NONE);
  return node_of(plan, shape, plan_at(plan, general)->type,
                 cases_of(plan, exceptions, exceptions, nodes, exceptions->count));
}

PlanNode plan_lifted(Plan *plan, const PlanContext *context, const Exceptions *exceptions) {
  Lowering lowering = { .plan = plan, .context = plan_context(plan, context) };
  PlanNode *nodes = arena_array(plan->arena, PlanNode, 2 * exceptions->count + 1);
  for (size_t i = 0; i < exceptions->count; i++) {
    if (!lower_when(&lowering, &exceptions->items[i], &nodes[2 * i]) || lowering.too_deep)
      return PLAN_NONE;
    nodes[2 * i + 1] = PLAN_NONE;
  }
  return node_of(plan, plan_shape(NODE_LIFTED, FORM_TRUTH, PLAN_NONE, PLAN_NONE), &truth_type,
                 cases_of(plan, exceptions, exceptions, nodes, exceptions->count));
}
