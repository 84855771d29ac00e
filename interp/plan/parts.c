/* What a node is computed from, and what a row's parts tell of it. */
#include "interp/plan/nodes.h"

/* ---- the parts ----------------------------------------------------------------------- */

/* Kinds whose operands tell all that decides what is known, and what is asked for. */
static bool tells_all(const Node *node) {
  switch ((NodeKind)node->shape.kind) {
    case NODE_GIVEN: case NODE_KNOWN:
      return node->shape.a >= 0;                        /* else it is of a list */
    case NODE_CONSTANT: case NODE_PARAMETER: case NODE_RUN_DATE: case NODE_COLUMN:
    case NODE_GOVERNED: case NODE_VERSIONED: case NODE_NOT: case NODE_AND: case NODE_OR:
    case NODE_COMPARE: case NODE_SUM: case NODE_PRODUCT: case NODE_QUOTIENT: case NODE_NEGATE:
    case NODE_ABSOLUTE: case NODE_EXTREME: case NODE_ROUND: case NODE_KEEP: case NODE_LOWERED:
    case NODE_CHOICE: case NODE_SHIFT: case NODE_DAYS: case NODE_PART:
      return true;
    default:
      return false;
  }
}

static bool is_among(const PlanNodes *parts, PlanNode node) {
  for (size_t i = 0; i < parts->count; i++)
    if (parts->items[i] == node)
      return true;
  return false;
}

/* Graphs of terms are as high as terms may be, which is counted where they are parsed. */
static bool add_parts(const Plan *plan, PlanNode node, Arena *arena, PlanNodes *parts) {
  const Node *at = plan_at(plan, node);
  const PlanNode operands[] = { at->shape.a, at->shape.b, at->shape.c };
  if (is_among(parts, node))
    return true;
  if (!tells_all(at))
    return false;
  for (size_t i = 0; i < 3; i++)
    if (operands[i] >= 0 && !add_parts(plan, operands[i], arena, parts))
      return false;
  LIST_ADD(arena, parts, PlanNode, node);
  return true;
}

bool plan_parts(const Plan *plan, PlanNode node, Arena *arena, PlanNodes *parts) {
  size_t before = parts->count;
  if (node >= 0 && add_parts(plan, node, arena, parts))
    return true;
  parts->count = before;
  return false;
}

static bool is_lowered(void *context, PlanNode node) {
  return plan_is_lowered(context, node);
}

bool plan_is_lowered(Plan *plan, PlanNode node) {
  return node >= 0 && plan_at(plan, node)->shape.kind != NODE_SCALAR &&
         plan_operands(plan, plan_at(plan, node), is_lowered, plan);
}

/* ---- a row's --------------------------------------------------------------------------- */

uint8_t plan_part_byte(const Plan *plan, PlanNode part, size_t row) {
  const Vector *vector = plan_vector(plan, part);
  size_t at = vector->one ? 0 : row;
  uint8_t state = vector->states ? vector->states[at] : (uint8_t)CELL_KNOWN;
  if (vector->form != FORM_TRUTH)
    return state;
  return state == CELL_ODD ? (uint8_t)CELL_ODD : vector->truths[at];
}

/* Something beneath is known, and differs from record to record. */
static bool rests_below(const Plan *plan, PlanNode node, size_t row) {
  const Node *at = plan_at(plan, node);
  const PlanNode operands[] = { at->shape.a, at->shape.b, at->shape.c };
  if (at->vector.one || at->shape.form == FORM_TRUTH)
    return false;
  if (plan_part_byte(plan, node, row) == CELL_KNOWN)
    return true;
  for (size_t i = 0; i < 3; i++)
    if (operands[i] >= 0 && rests_below(plan, operands[i], row))
      return true;
  return false;
}

/* A value that is open on some days, and which name it is open under then. */
static bool is_open_by_day(const Plan *plan, PlanNode part, size_t row) {
  const Node *at = plan_at(plan, part);
  return at->shape.kind == NODE_PARAMETER && !at->vector.one &&
         plan_part_byte(plan, part, row) != CELL_KNOWN;
}

bool plan_part_rests(const Plan *plan, PlanNode part, size_t row, bool tried) {
  const Node *at = plan_at(plan, part);
  const PlanNode operands[] = { at->shape.a, at->shape.b, at->shape.c };
  if (is_open_by_day(plan, part, row))
    return true;
  if (!tried || at->shape.form != FORM_TRUTH || plan_part_byte(plan, part, row) != 1)
    return false;
  for (size_t i = 0; i < 3; i++)
    if (operands[i] >= 0 && rests_below(plan, operands[i], row))
      return true;
  return false;
}
