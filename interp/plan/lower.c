/* Terms into nodes: what stands twice is made once, what has no kernel is left to the reference. */
#include "interp/plan/nodes.h"

#include <string.h>

enum { DEEPEST = 200 };         /* the reference stops at 256, and says so */

PlanNode lower_truth(Lowering *lowering, const Term *term) {
  PlanNode node = lower(lowering, term);
  if (node != PLAN_NONE || lowering->inlined || lowering->too_deep)
    return node;
  return plan_scalar(lowering->plan, lowering->context, term, false);
}

/* ---- leaves -------------------------------------------------------------------------- */

static bool same_constant(const Node *node, Value value) {
  const Term *term = node->shape.what;
  if (node->shape.kind != NODE_CONSTANT || term->kind != TERM_CONSTANT)
    return false;
  Value other = term->as.constant;
  return other.state == VALUE_KNOWN && value.state == VALUE_KNOWN && other.kind == value.kind &&
         value.kind != TYPE_LIST && value.kind != TYPE_BODY && value_same(other, value);
}

/* Values that are the same are of one chain. */
static size_t chain_of(Value value) {
  uint64_t hash = 0;
  switch (value.state == VALUE_KNOWN ? value.kind : TYPE_UNKNOWN) {
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      hash = (uint64_t)value.as.number.numerator ^ (uint64_t)value.as.number.denominator << 32;
      break;
    case TYPE_DATE: hash = (uint64_t)value.as.date;         break;
    case TYPE_TEXT: hash = text_hash(value.as.text, 0);     break;
    default: break;
  }
  return (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32) % CONSTANT_CHAINS;
}

static PlanNode lower_constant(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  VectorForm form;
  if (!plan_form(&term->type, &form) || term->type.kind == TYPE_RECORD)
    return PLAN_NONE;
  bool constant = term->kind == TERM_CONSTANT;
  PlanNode *chain = &plan->constants[constant ? chain_of(term->as.constant) : 0];
  for (PlanNode at = *chain; constant && at; at = plan->nodes.items[at - 1].same_chain)
    if (same_constant(&plan->nodes.items[at - 1], term->as.constant) &&
        type_equal(plan->nodes.items[at - 1].type, &term->type))
      return at - 1;
  NodeShape shape = plan_shape(NODE_CONSTANT, form, PLAN_NONE, PLAN_NONE);
  shape.what = term;
  size_t before = plan->nodes.count;
  PlanNode made = plan_node(plan, shape, &term->type);
  if (constant && plan->nodes.count > before) {
    plan->nodes.items[made].same_chain = *chain;
    *chain = made + 1;
  }
  return made;
}

/* The row that an object is: BOUND_ROW for the plan's own, a node for another record's. */
PlanNode lower_object(Lowering *lowering, const Term *object) {
  if (!object || object->kind == TERM_SUBJECT)
    return lowering->plan->of_elements ? PLAN_NONE : BOUND_ROW;
  return lower(lowering, object);
}

static PlanNode lower_field(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const FieldType *field = term->as.field.field;
  const Term *object = term->as.field.object;
  VectorForm form;
  if (!plan_form(&field->type, &form))
    return PLAN_NONE;
  PlanNode row = lower_object(lowering, object);
  if (row == PLAN_NONE)
    return PLAN_NONE;
  Columns *columns = row == BOUND_ROW ? plan->columns : plan_target(plan, plan_at(plan, row));
  if (!columns || columns->fields[field->index].form == COLUMN_UNUSED)
    return PLAN_NONE;
  NodeShape shape = row == BOUND_ROW ? plan_shape(NODE_COLUMN, form, PLAN_NONE, PLAN_NONE)
                                     : plan_shape(NODE_GATHER, form, row, PLAN_NONE);
  shape.what = &columns->fields[field->index];
  return plan_node(plan, shape, &field->type);
}

static PlanNode lower_run_date(Plan *plan) {
  static const Type day = { .kind = TYPE_DATE };
  return plan_node(plan, plan_shape(NODE_RUN_DATE, FORM_DAY, PLAN_NONE, PLAN_NONE), &day);
}

PlanNode lower_governing(Lowering *lowering) {
  Plan *plan = lowering->plan;
  if (lowering->outer) {
    Lowering outer = *lowering->outer;
    return lower_outer(plan, lower_governing(&outer));
  }
  if (plan->of_elements)
    return PLAN_NONE;
  Context context = plan->contexts.items[lowering->context];
  const Term *term = context.governed  ? context.governed
                     : context.decision ? context.decision->governing
                                        : NULL;
  if (!term)
    return lower_run_date(plan);
  Lowering own = { .plan = plan, .context = lowering->context, .depth = lowering->depth };
  PlanNode day = lower(&own, term);
  lowering->too_deep |= own.too_deep;
  if (day == PLAN_NONE || !context.governed)
    return day;
  return plan_node(plan, plan_shape(NODE_GOVERNED, FORM_DAY, day, PLAN_NONE), &term->type);
}

PlanNode lower_version_day(Lowering *lowering) {
  PlanNode day = lower_governing(lowering);
  return day < 0 ? PLAN_NONE
                 : plan_node(lowering->plan,
                             plan_shape(NODE_VERSIONED, FORM_DAY, day, PLAN_NONE),
                             plan_at(lowering->plan, day)->type);
}

static PlanNode lower_parameter(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Parameter *parameter = term->as.parameter.parameter;
  VectorForm form;
  if (!plan_form(&parameter->type, &form) || parameter->type.kind == TYPE_RECORD)
    return PLAN_NONE;
  PlanNode day = term->as.parameter.on ? lower(lowering, term->as.parameter.on)
                                       : lower_version_day(lowering);
  NodeShape shape = plan_shape(NODE_PARAMETER, form, day, PLAN_NONE);
  shape.what = parameter;
  return plan_node(plan, shape, &parameter->type);
}

static PlanNode lower_variable(const Lowering *lowering, const Term *term) {
  unsigned slot = term->as.variable.slot;
  PlanNode bound = slot < lowering->slot_count ? lowering->slots[slot] : BOUND_NOTHING;
  return bound == BOUND_NOTHING ? PLAN_NONE : bound;
}

static PlanNode lower_amount(const Lowering *lowering, const Term *term) {
  const Context *context = &lowering->plan->contexts.items[lowering->context];
  size_t amount = term->as.state_of_amount.amount;
  return amount < context->amount_count ? context->amounts[amount] : PLAN_NONE;
}

/* ---- logic --------------------------------------------------------------------------- */

PlanNode lower_logic(Plan *plan, NodeKind kind, PlanNode a, PlanNode b) {
  static const Type truth = { .kind = TYPE_TRUTH };
  if (a == PLAN_NONE || (kind != NODE_NOT && b == PLAN_NONE))
    return PLAN_NONE;
  return plan_node(plan, plan_shape(kind, FORM_TRUTH, a, b), &truth);
}

PlanNode lower_negated(Plan *plan, bool negated, PlanNode node) {
  return negated ? lower_logic(plan, NODE_NOT, node, PLAN_NONE) : node;
}

/* Names that stand for the same things: codes of one list, texts, rows of one table, bodies. */
static bool comparable_names(const Type *a, const Type *b) {
  return a->kind == b->kind && (a->kind != TYPE_CODE || a->codes == b->codes) &&
         (a->kind != TYPE_RECORD || a->record == b->record);
}

static bool is_number(const Node *node) {
  return node->shape.form == FORM_NUMBER || node->shape.form == FORM_RATIO;
}

static bool comparable(const Node *a, const Node *b, BinaryOp op) {
  bool equality = op == BINARY_EQUAL || op == BINARY_NOT_EQUAL;
  if (a->shape.form != b->shape.form)
    return is_number(a) && is_number(b);
  switch ((VectorForm)a->shape.form) {
    case FORM_NUMBER: case FORM_DAY: case FORM_RATIO:
      return true;
    case FORM_TRUTH:
      return equality;
    case FORM_NAME:
      return comparable_names(a->type, b->type) && a->of_whole == b->of_whole &&
             (equality || a->type->kind == TYPE_CODE);
    case FORM_DURATION:
      break;
  }
  return false;
}

bool lower_alike(const Node *a, const Node *b) {
  return a->shape.form == b->shape.form &&
         (a->shape.form != FORM_NAME ||
          (comparable_names(a->type, b->type) && !a->of_whole && !b->of_whole));
}

PlanNode plan_compare(Plan *plan, BinaryOp op, PlanNode a, PlanNode b) {
  static const Type truth = { .kind = TYPE_TRUTH };
  if (a < 0 || b < 0 || !comparable(plan_at(plan, a), plan_at(plan, b), op) ||
      (a != b && lower_may_be_nobodies(plan, a, b)))
    return PLAN_NONE;
  if (op == BINARY_NOT_EQUAL)
    return lower_negated(plan, true, plan_compare(plan, BINARY_EQUAL, a, b));
  if (op == BINARY_MORE || op == BINARY_AT_LEAST)
    return plan_compare(plan, op == BINARY_MORE ? BINARY_LESS : BINARY_AT_MOST, b, a);
  NodeShape shape = plan_shape(NODE_COMPARE, FORM_TRUTH, a, b);
  shape.op = (int32_t)op;
  return plan_node(plan, shape, &truth);
}

/* ---- ranges, states, choices ---------------------------------------------------------- */

static PlanNode lower_range(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  PlanNode value = lower(lowering, term->as.range.value), inside = PLAN_NONE;
  if (lower_is_duration(plan, value))
    return lower_bounds(lowering, term);
  if (term->as.range.low) {
    BinaryOp op = term->as.range.open_low ? BINARY_MORE : BINARY_AT_LEAST;
    inside = plan_compare(plan, op, value, lower(lowering, term->as.range.low));
    if (inside == PLAN_NONE)
      return PLAN_NONE;
  }
  if (term->as.range.high) {
    BinaryOp op = term->as.range.open_high ? BINARY_LESS : BINARY_AT_MOST;
    PlanNode below = plan_compare(plan, op, value, lower(lowering, term->as.range.high));
    inside = term->as.range.low ? lower_logic(plan, NODE_AND, inside, below) : below;
  }
  return lower_negated(plan, term->as.range.negated, inside);
}

/* Of a list, the column is asked itself. */
static PlanNode lower_state(Lowering *lowering, const Term *term) {
  static const Type truth = { .kind = TYPE_TRUTH };
  Plan *plan = lowering->plan;
  const Term *value = term->as.state.value;
  NodeKind kind = term->as.state.test == STATE_TEST_KNOWN ? NODE_KNOWN : NODE_GIVEN;
  NodeShape shape = plan_shape(kind, FORM_TRUTH, PLAN_NONE, PLAN_NONE);
  if (value->kind == TERM_FIELD && value->type.kind == TYPE_LIST) {
    if (lower_object(lowering, value->as.field.object) != BOUND_ROW)
      return PLAN_NONE;
    const Column *column = &plan->columns->fields[value->as.field.field->index];
    if (column->form != COLUMN_LIST)
      return PLAN_NONE;
    shape.what = column;
  } else {
    shape.a = lower(lowering, value);
    if (shape.a < 0)
      return PLAN_NONE;
  }
  return lower_negated(plan, term->as.state.negated, plan_node(plan, shape, &truth));
}

static PlanNode lower_choice(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  bool truth = term->type.kind == TYPE_TRUTH;
  PlanNode test = lower_truth(lowering, term->as.choice.condition);
  PlanNode then = truth ? lower_truth(lowering, term->as.choice.then)
                        : lower(lowering, term->as.choice.then);
  PlanNode otherwise = truth ? lower_truth(lowering, term->as.choice.otherwise)
                             : lower(lowering, term->as.choice.otherwise);
  if (test < 0 || then < 0 || otherwise < 0)
    return PLAN_NONE;
  const Node *a = plan_at(plan, then), *b = plan_at(plan, otherwise);
  bool rational = is_number(a) && is_number(b) && a->shape.form != b->shape.form;
  if (!rational && !lower_alike(a, b))
    return PLAN_NONE;
  VectorForm form = rational ? FORM_RATIO : (VectorForm)a->shape.form;
  NodeShape shape = plan_shape(NODE_CHOICE, form, test, then);
  shape.c = otherwise;
  return plan_node(plan, shape, a->type);
}

/* ---- numbers ------------------------------------------------------------------------- */

static NodeKind arithmetic_kind(BinaryOp op) {
  return op == BINARY_DIVIDE                           ? NODE_QUOTIENT
         : op == BINARY_MULTIPLY || op == BINARY_OF ? NODE_PRODUCT
                                                       : NODE_SUM;
}

/* Numerators over one denominator, unless the divisor differs from row to row. */
static VectorForm arithmetic_form(const Plan *plan, NodeKind kind, PlanNode a, PlanNode b) {
  const Node *left = plan_at(plan, a), *right = plan_at(plan, b);
  bool by_facts = kind == NODE_QUOTIENT && reads_has(right->reads, reads_bit(plan, READS_FACTS));
  bool rational = left->shape.form == FORM_RATIO || right->shape.form == FORM_RATIO;
  return rational || by_facts ? FORM_RATIO : FORM_NUMBER;
}

static PlanNode lower_arithmetic(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  BinaryOp op = term->as.binary.op;
  PlanNode a = lower(lowering, term->as.binary.left), b = lower(lowering, term->as.binary.right);
  VectorForm form;
  if (a < 0 || b < 0 || !plan_form(&term->type, &form))
    return PLAN_NONE;
  if (!is_number(plan_at(plan, a)) || !is_number(plan_at(plan, b)))
    return lower_times(lowering, term, a, b);
  NodeKind kind = arithmetic_kind(op);
  if (form != FORM_NUMBER)
    return PLAN_NONE;
  NodeShape shape = plan_shape(kind, arithmetic_form(plan, kind, a, b), a, b);
  shape.op = kind == NODE_SUM ? (int32_t)op : 0;
  return plan_node(plan, shape, &term->type);
}

static PlanNode lower_negate(Lowering *lowering, const Term *term) {
  PlanNode a = lower(lowering, term->as.unary.operand);
  if (lower_is_duration(lowering->plan, a))
    return lower_of_one(lowering, term);
  if (a < 0 || !is_number(plan_at(lowering->plan, a)))
    return PLAN_NONE;
  VectorForm form = (VectorForm)plan_at(lowering->plan, a)->shape.form;
  return plan_node(lowering->plan, plan_shape(NODE_NEGATE, form, a, PLAN_NONE), &term->type);
}

static PlanNode lower_round(Lowering *lowering, const Term *term) {
  PlanNode a = lower(lowering, term->as.round.value);
  if (a < 0 || !is_number(plan_at(lowering->plan, a)) || term->type.kind == TYPE_UNKNOWN)
    return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_ROUND, FORM_NUMBER, a, PLAN_NONE);
  shape.what = term;
  shape.detail = (int32_t)term->as.round.kind;
  return plan_node(lowering->plan, shape, &term->type);
}

/* ---- definitions --------------------------------------------------------------------- */

/* What its slots stand for where it is called; NULL: an argument has no node. */
static PlanNode *lower_arguments(Lowering *lowering, const Term *term, size_t *room) {
  const Define *define = term->as.call.define;
  size_t count = define->argument_count;
  *room = define->slots > count ? define->slots : count;
  PlanNode *slots = arena_array(lowering->plan->arena, PlanNode, *room + 1);
  for (size_t i = 0; i < *room; i++)
    slots[i] = BOUND_NOTHING;
  for (size_t i = 0; i < count; i++) {
    const Term *argument = term->as.call.arguments[i];
    slots[i] = argument->type.kind == TYPE_RECORD ? lower_object(lowering, argument)
                                                  : lower(lowering, argument);
    if (slots[i] == PLAN_NONE)
      return NULL;
  }
  return slots;
}

/* Its body sees nothing of where it is called. */
static Lowering body_of(const Lowering *lowering, PlanNode *slots, size_t room, Lowering *outer) {
  Lowering inner = { .plan = lowering->plan, .context = lowering->context, .slots = slots,
                     .slot_count = room, .inlined = lowering->inlined + 1,
                     .depth = lowering->depth };
  if (!lowering->outer)
    return inner;
  *outer = *lowering->outer;
  outer->slots = NULL;
  outer->slot_count = 0;
  outer->inlined++;
  inner.outer = outer;
  return inner;
}

Lowering *lower_body(Lowering *lowering, const Term *term) {
  Arena *arena = lowering->plan->arena;
  size_t room;
  PlanNode *slots = lower_arguments(lowering, term, &room);
  if (!slots || lowering->depth >= DEEPEST)
    return NULL;
  Lowering *inner = arena_new(arena, Lowering), *outer = arena_new(arena, Lowering);
  *inner = body_of(lowering, slots, room, outer);
  inner->depth++;
  return inner;
}

/* The same definition with the same arguments is lowered once. */
static PlanNode lower_call(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Define *define = term->as.call.define;
  size_t room, count = define->argument_count;
  PlanNode *slots = lower_arguments(lowering, term, &room);
  if (!slots)
    return PLAN_NONE;
  struct { const Define *define; int64_t context; } head = { define, lowering->context };
  size_t length = sizeof head + count * sizeof *slots;
  char *key = arena_alloc(plan->arena, length);
  memcpy(key, &head, sizeof head);
  memcpy(key + sizeof head, slots, count * sizeof *slots);
  uintptr_t found = (uintptr_t)map_get(&plan->calls, (Text){ key, length });
  if (found)
    return (PlanNode)((intptr_t)found - 4);
  Lowering outer, inner = body_of(lowering, slots, room, &outer);
  PlanNode node = lower(&inner, define->value);
  lowering->too_deep |= inner.too_deep;
  if (!inner.too_deep)
    map_add(&plan->calls, (Text){ key, length }, (void *)(uintptr_t)(node + 4));
  return node;
}

/* ---- dispatch ------------------------------------------------------------------------ */

static PlanNode lower_binary(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Term *left = term->as.binary.left, *right = term->as.binary.right;
  switch (term->as.binary.op) {
    case BINARY_AND: case BINARY_OR: {
      PlanNode a = lower_truth(lowering, left), b = lower_truth(lowering, right);
      return lower_logic(plan, term->as.binary.op == BINARY_AND ? NODE_AND : NODE_OR, a, b);
    }
    case BINARY_EQUAL: case BINARY_NOT_EQUAL:
      return lower_equality(lowering, term);
    case BINARY_LESS: case BINARY_AT_MOST: case BINARY_MORE: case BINARY_AT_LEAST:
      return lower_comparison(lowering, term);
    case BINARY_ADD: case BINARY_SUBTRACT: case BINARY_MULTIPLY: case BINARY_DIVIDE:
    case BINARY_OF:
      return lower_arithmetic(lowering, term);
    case BINARY_IN: case BINARY_NOT_IN:
      break;
  }
  return PLAN_NONE;
}

/* By what is said of each element alone, if that is all there is; else element by element. */
static PlanNode lower_listed(Lowering *lowering, const Term *term,
                             PlanNode alone(Lowering *lowering, const Term *term)) {
  size_t left = lowering->plan->left.count;
  PlanNode node = alone(lowering, term);
  if (node != PLAN_NONE || lowering->too_deep)
    return node;
  lowering->plan->left.count = left;           /* what was met on the way is no matter */
  return lower_unrolled(lowering, term);
}

static PlanNode lower_kind(Lowering *lowering, const Term *term) {
  if (lowering->matched == term)
    return plan_node(lowering->plan, plan_shape(NODE_MATCHED, FORM_TRUTH, PLAN_NONE, PLAN_NONE),
                     &term->type);
  switch (term->kind) {
    case TERM_CONSTANT: case TERM_PENDING: case TERM_ERROR:
                           return lower_constant(lowering, term);
    case TERM_SUBJECT:     return PLAN_NONE;
    case TERM_VARIABLE:    return lower_variable(lowering, term);
    case TERM_FIELD:       return lower_field(lowering, term);
    case TERM_PARAMETER:   return lower_parameter(lowering, term);
    case TERM_CALL:        return lower_call(lowering, term);
    case TERM_BUILTIN:     return lower_builtin(lowering, term);
    case TERM_STATE_OF_AMOUNT: return lower_amount(lowering, term);
    case TERM_GOVERNING:   return lower_governing(lowering);
    case TERM_NOT:
      return lower_logic(lowering->plan, NODE_NOT, lower_truth(lowering, term->as.unary.operand),
                        PLAN_NONE);
    case TERM_NEGATE:      return lower_negate(lowering, term);
    case TERM_BINARY:      return lower_binary(lowering, term);
    case TERM_MEMBERSHIP:  return lower_membership(lowering, term);
    case TERM_STATE:       return lower_state(lowering, term);
    case TERM_RANGE:       return lower_range(lowering, term);
    case TERM_WINDOW:      return lower_window(lowering, term);
    case TERM_ELAPSED:     return lower_elapsed(lowering, term);
    case TERM_IF:          return lower_choice(lowering, term);
    case TERM_ROUND:       return lower_round(lowering, term);
    case TERM_QUANTIFIED:  return lower_listed(lowering, term, lower_quantified);
    case TERM_AGGREGATE:   return lower_listed(lowering, term, lower_aggregate);
    case TERM_STANDS:      return lower_stands(lowering, term);
    case TERM_GRID:        return lower_grid(lowering, term);
    case TERM_EXCEPTED:    return lower_excepted(lowering, term);
    case TERM_ROLL:        return lower_roll(lowering, term);
    case TERM_LOOKUP:      return lower_look_up(lowering, term);
    case TERM_RESULT:      return lower_result(lowering, term);
    case TERM_EARLIER: case TERM_APPORTION: case TERM_BUDGET: case TERM_SHARE:
    case TERM_TARGET: case TERM_CONTROL:
      break;
  }
  return PLAN_NONE;
}

PlanNode lower(Lowering *lowering, const Term *term) {
  if (lowering->depth >= DEEPEST) {
    lowering->too_deep = true;
    return PLAN_NONE;
  }
  size_t left = lowering->plan->left_count;
  lowering->depth++;
  PlanNode node = lower_stands_outside(lowering, term) ? lower_from_outside(lowering, term)
                                                       : lower_kind(lowering, term);
  lowering->depth--;
  if (node == PLAN_NONE && lowering->plan->left_count == left)
    plan_note_left(lowering->plan, term);
  return node;
}

/* ---- whole terms --------------------------------------------------------------------- */

static PlanNode lower_whole(Plan *plan, int32_t context, const Term *term) {
  Lowering lowering = { .plan = plan, .context = context };
  PlanNode node = lower(&lowering, term);
  return lowering.too_deep || node < 0 ? PLAN_NONE : node;
}

/* What a vector tells by one denominator. */
static bool leaves(const Plan *plan, PlanNode node) {
  return node != PLAN_NONE && plan_at(plan, node)->shape.form != FORM_RATIO;
}

PlanNode plan_term(Plan *plan, const PlanContext *context, const Term *term) {
  int32_t where = plan_context(plan, context);
  PlanNode node = lower_whole(plan, where, term);
  return leaves(plan, node) ? node : plan_scalar(plan, where, term, false);
}

PlanNode plan_kept(Plan *plan, const PlanContext *context, const Term *term) {
  int32_t where = plan_context(plan, context);
  PlanNode node = lower_whole(plan, where, term);
  if (node == PLAN_NONE)
    return plan_scalar(plan, where, term, true);
  if (term->type.kind != TYPE_MONEY && term->type.kind != TYPE_INTEGER)
    return leaves(plan, node) ? node : plan_scalar(plan, where, term, true);
  NodeShape shape = plan_shape(NODE_KEEP, FORM_NUMBER, node, PLAN_NONE);
  shape.detail = (int32_t)term->type.kind;
  return plan_node(plan, shape, &term->type);
}

PlanNode plan_exact(Plan *plan, const PlanContext *context, const Term *term, bool kept) {
  PlanNode node = lower_whole(plan, plan_context(plan, context), term);
  bool ratio = node != PLAN_NONE && !leaves(plan, node);
  bool rounds = kept && (term->type.kind == TYPE_MONEY || term->type.kind == TYPE_INTEGER);
  if (ratio && !rounds)
    return node;
  return kept ? plan_kept(plan, context, term) : plan_term(plan, context, term);
}

PlanNode plan_lowered(Plan *plan, PlanNode amount, PlanNode ceiling, PlanNode stands) {
  if (amount < 0 || ceiling < 0)
    return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_LOWERED, FORM_NUMBER, amount, ceiling);
  shape.c = stands;
  return plan_node(plan, shape, plan_at(plan, amount)->type);
}
