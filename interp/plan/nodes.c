/* A plan, its nodes, and those that are left to the reference. */
#include "interp/plan/nodes.h"

#include <string.h>

/* ---- a plan -------------------------------------------------------------------------- */

static Plan *start(Arena *arena, const Model *model, Census *census, Columns *columns) {
  Plan *plan = arena_new(arena, Plan);
  *plan = (Plan){ .arena = arena, .model = model, .census = census, .columns = columns };
  map_init(&plan->shapes, arena);
  map_init(&plan->calls, arena);
  map_init(&plan->open_elements, arena);
  numbering_init(&plan->open_lists, arena, 2);
  plan->inputs = arena_array(arena, Input, model->parameters.count + 1);
  plan->words = (model->parameters.count + READS_MORE + 63) / 64;
  plan->changed = reads_new(plan);
  plan->set = reads_new(plan);
  plan->dated = reads_new(plan);
  plan->open = reads_new(plan);
  return plan;
}

Plan *plan_new(Arena *arena, const Model *model, Census *census, const RecordType *subject) {
  return start(arena, model, census, census_columns(census, subject));
}

Plan *plan_new_referred(Arena *arena, const Model *model, Census *census,
                        const RecordType *subject) {
  Columns *columns = census_referred(census, subject);
  return columns ? start(arena, model, census, columns) : NULL;
}

Plan *plan_of_elements(Plan *plan, Columns *target) {
  for (size_t i = 0; i < plan->elements.count; i++)
    if (plan->elements.items[i]->columns == target)
      return plan->elements.items[i];
  Plan *elements = start(plan->arena, plan->model, plan->census, target);
  elements->of_elements = true;
  LIST_ADD(plan->arena, &plan->elements, Plan *, elements);
  return elements;
}

Plan *plan_of_nobody(const Plan *plan) {
  Plan *inside = start(plan->arena, plan->model, plan->census, NULL);
  inside->of_elements = true;
  return inside;
}

Columns *plan_target(const Plan *plan, const Node *node) {
  while (node->of_whole && node->shape.kind == NODE_OUTER) {
    plan = plan->outer;
    node = plan_at(plan, node->shape.detail);
  }
  return node->of_whole ? plan->whole : census_referred(plan->census, node->type->record);
}

static bool same_context(const Context *a, const PlanContext *b) {
  return a->decision == b->decision && a->governed == b->governed &&
         a->amount_count == b->amount_count &&
         (!b->amount_count ||
          memcmp(a->amounts, b->amounts, b->amount_count * sizeof *b->amounts) == 0);
}

int32_t plan_context(Plan *plan, const PlanContext *context) {
  for (size_t i = 0; i < plan->contexts.count; i++)
    if (same_context(&plan->contexts.items[i], context))
      return (int32_t)i;
  Context kept = { context->decision, context->governed, NULL, context->amount_count };
  kept.amounts = arena_array(plan->arena, PlanNode, context->amount_count + 1);
  if (context->amount_count)
    memcpy(kept.amounts, context->amounts, context->amount_count * sizeof *kept.amounts);
  LIST_ADD(plan->arena, &plan->contexts, Context, kept);
  return (int32_t)plan->contexts.count - 1;
}

/* ---- nodes --------------------------------------------------------------------------- */

static void add_operand(Plan *plan, Node *node, PlanNode operand) {
  if (operand >= 0)
    reads_merge(plan, node->reads, plan->nodes.items[operand].reads);
}

bool plan_operands(const Plan *plan, const Node *node, OperandVisit *visit, void *context) {
  const PlanNode operands[] = { node->shape.a, node->shape.b, node->shape.c };
  for (size_t i = 0; i < 3; i++)
    if (operands[i] >= 0 && !visit(context, operands[i]))
      return false;
  for (size_t i = 0; i < node->more_count; i++)
    if (node->more[i] >= 0 && !visit(context, node->more[i]))
      return false;
  const Context *amounts = node->shape.kind == NODE_SCALAR
                               ? &plan->contexts.items[node->shape.context] : NULL;
  for (size_t i = 0; amounts && i < amounts->amount_count; i++)
    if (!visit(context, amounts->amounts[i]))
      return false;
  return true;
}

static void note_reads(Plan *plan, Node *node) {
  const NodeShape *shape = &node->shape;
  node->reads = reads_new(plan);
  add_operand(plan, node, shape->a);
  add_operand(plan, node, shape->b);
  add_operand(plan, node, shape->c);
  for (size_t i = 0; i < node->more_count; i++)
    add_operand(plan, node, node->more[i]);
  if (shape->kind == NODE_OUTER)
    reads_merge(plan, node->reads, plan_at(plan->outer, shape->detail)->reads);
  if (shape->kind == NODE_ELEMENT || shape->kind == NODE_UNROLLED)
    reads_add(node->reads, reads_bit(plan, READS_FACTS));
  if (shape->kind == NODE_UNROLLED)
    reads_of_term(plan, ((const Unrolled *)shape->what)->term, node->reads);
  if (shape->kind == NODE_GRID || shape->kind == NODE_MEMO)
    reads_add(node->reads, reads_bit(plan, READS_CELLS));
  if (shape->kind == NODE_MEMO)
    reads_of_term(plan, ((const Memo *)shape->what)->term, node->reads);
  if (shape->kind == NODE_PARAMETER)
    reads_add(node->reads, ((const Parameter *)shape->what)->index);
  if (shape->kind == NODE_COLUMN || shape->kind == NODE_GATHER || shape->kind == NODE_OVER ||
      shape->kind == NODE_SCALAR || shape->kind == NODE_GIVEN || shape->kind == NODE_KNOWN)
    reads_add(node->reads, reads_bit(plan, READS_FACTS));
  if ((shape->kind == NODE_COLUMN || shape->kind == NODE_GATHER) &&
      ((const Column *)shape->what)->result)
    reads_add(node->reads, reads_bit(plan, READS_RESULTS));
  if (shape->kind == NODE_RUN_DATE || shape->kind == NODE_GOVERNED ||
      shape->kind == NODE_VERSIONED || shape->kind == NODE_SCALAR)
    reads_add(node->reads, reads_bit(plan, READS_RUN_DATE));
  if (shape->kind == NODE_SCALAR)
    reads_of_term(plan, shape->what, node->reads);
  if (shape->kind == NODE_OVER)
    reads_of_term(plan, ((const Over *)shape->what)->term, node->reads);
}

static void make_room(Plan *plan, Node *node) {
  if (node->shape.kind == NODE_SHIFT)
    node->days = arena_array(plan->arena, int32_t, shift_room());
  node->states = arena_array(plan->arena, uint8_t, COLUMN_CHUNK);
  switch ((VectorForm)node->shape.form) {
    case FORM_TRUTH:  node->truths  = arena_array(plan->arena, uint8_t, COLUMN_CHUNK); break;
    case FORM_RATIO:  node->parts   = arena_array(plan->arena, int64_t, COLUMN_CHUNK);
                      node->numbers = arena_array(plan->arena, int64_t, COLUMN_CHUNK); break;
    case FORM_NUMBER: node->numbers = arena_array(plan->arena, int64_t, COLUMN_CHUNK); break;
    case FORM_DAY: case FORM_NAME: case FORM_DURATION:
                      node->names   = arena_array(plan->arena, int32_t, COLUMN_CHUNK); break;
  }
}

/* A kernel for fractions of their own denominators: of what comes out, or of what goes in. */
static bool is_rational(const Plan *plan, const NodeShape *shape) {
  const PlanNode operands[] = { shape->a, shape->b };
  bool reads = shape->kind == NODE_COMPARE || shape->kind == NODE_ROUND ||
               shape->kind == NODE_KEEP;
  for (size_t i = 0; reads && i < 2; i++)
    if (operands[i] >= 0 && plan_at(plan, operands[i])->shape.form == FORM_RATIO)
      return true;
  return shape->form == FORM_RATIO && shape->kind != NODE_UNROLLED && shape->kind != NODE_OUTER;
}

static bool is_of_whole(const Plan *plan, const NodeShape *shape) {
  return shape->kind == NODE_OUTER ? plan_at(plan->outer, shape->detail)->of_whole
                                   : shape->kind == NODE_ELEMENT && plan->whole != NULL;
}

PlanNode plan_node(Plan *plan, NodeShape shape, const Type *type) {
  return plan_node_of(plan, shape, type, NULL, 0);
}

PlanNode plan_node_of(Plan *plan, NodeShape shape, const Type *type, const PlanNode *more,
                      size_t count) {
  Text key = { (const char *)&shape, sizeof shape };
  uintptr_t found = (uintptr_t)map_get(&plan->shapes, key);
  if (found)
    return (PlanNode)(found - 1);
  Node node = { .shape = shape, .type = type, .changed = true, .more = more,
                .more_count = count, .rational = is_rational(plan, &shape),
                .of_whole = is_of_whole(plan, &shape) };
  note_reads(plan, &node);
  make_room(plan, &node);
  LIST_ADD(plan->arena, &plan->nodes, Node, node);
  map_add(&plan->shapes, arena_text(plan->arena, key), (void *)plan->nodes.count);
  return (PlanNode)plan->nodes.count - 1;
}

const Node *plan_at(const Plan *plan, PlanNode node) {
  return &plan->nodes.items[node];
}

bool plan_form(const Type *type, VectorForm *form) {
  switch (type->kind) {
    case TYPE_TRUTH:    *form = FORM_TRUTH;    return true;
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY: case TYPE_MOMENT:
                        *form = FORM_NUMBER;   return true;
    case TYPE_DATE:     *form = FORM_DAY;      return true;
    case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY: case TYPE_RECORD:
                        *form = FORM_NAME;     return true;
    case TYPE_DURATION: *form = FORM_DURATION; return true;
    case TYPE_UNKNOWN: case TYPE_LIST:
      break;
  }
  return false;
}

/* Shapes are compared as bytes: none is left to chance. */
NodeShape plan_shape(NodeKind kind, VectorForm form, PlanNode a, PlanNode b) {
  NodeShape shape;
  memset(&shape, 0, sizeof shape);
  shape.kind = (int32_t)kind;
  shape.form = (int32_t)form;
  shape.a = a;
  shape.b = b;
  shape.c = PLAN_NONE;
  shape.context = -1;
  return shape;
}

/* ---- left to the reference ----------------------------------------------------------- */

static bool whole_type(const Type *type, bool kept) {
  return type->kind == TYPE_INTEGER || type->kind == TYPE_MOMENT ||
         (kept && type->kind == TYPE_MONEY);
}

static bool can_be_scalar(const Term *term, bool kept) {
  switch (term->type.kind) {
    case TYPE_TRUTH: case TYPE_DATE: case TYPE_CODE: case TYPE_BODY: case TYPE_TEXT:
    case TYPE_DURATION:
      return true;
    case TYPE_INTEGER: case TYPE_MOMENT: case TYPE_MONEY:
      return whole_type(&term->type, kept);
    case TYPE_UNKNOWN: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return false;
}

PlanNode plan_scalar(Plan *plan, int32_t context, const Term *term, bool kept) {
  VectorForm form;
  if (plan->of_elements || !can_be_scalar(term, kept) || !plan_form(&term->type, &form))
    return PLAN_NONE;
  const Context *where = &plan->contexts.items[context];
  for (size_t i = 0; i < where->amount_count; i++)
    if (where->amounts[i] == PLAN_NONE)
      return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_SCALAR, form, PLAN_NONE, PLAN_NONE);
  shape.context = context;
  shape.what = term;
  shape.detail = kept;
  PlanNode node = plan_node(plan, shape, &term->type);
  for (size_t i = 0; i < where->amount_count; i++)
    add_operand(plan, &plan->nodes.items[node], where->amounts[i]);
  return node;
}

PlanNode plan_both(Plan *plan, PlanNode a, PlanNode b) {
  static const Type truth = { .kind = TYPE_TRUTH };
  if (a < 0 || b < 0)
    return PLAN_NONE;
  return plan_node(plan, plan_shape(NODE_AND, FORM_TRUTH, a, b), &truth);
}

/* ---- for tests ---------------------------------------------------------------------- */

void plan_note_left(Plan *plan, const Term *term) {
  plan->left_count++;
  for (size_t i = 0; i < plan->left.count; i++)
    if (plan->left.items[i] == term)
      return;
  LIST_ADD(plan->arena, &plan->left, const Term *, term);
}

size_t plan_left(const Plan *plan, const Term *const **terms) {
  *terms = plan->left.items;
  return plan->left.count;
}

size_t plan_node_count(const Plan *plan) {
  return plan->nodes.count;
}

size_t plan_scalar_count(const Plan *plan) {
  size_t count = 0;
  for (size_t i = 0; i < plan->nodes.count; i++)
    count += plan->nodes.items[i].shape.kind == NODE_SCALAR;
  return count;
}
