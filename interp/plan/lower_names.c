/* Comparisons of terms, those of names with bodies, and what is among others, into nodes. */
#include "interp/plan/nodes.h"

/* ---- names of bodies ------------------------------------------------------------------- */

PlanNode lower_called(Plan *plan, const Columns *columns, PlanNode row, const Body *body) {
  static const Type truth = { .kind = TYPE_TRUTH };
  int name = columns->type->name_field;
  if (name < 0 || columns->fields[name].form != COLUMN_NAME ||
      columns->fields[name].field->type.kind != TYPE_TEXT)
    return PLAN_NONE;
  NodeShape column = plan_shape(row == BOUND_ROW ? NODE_COLUMN : NODE_GATHER, FORM_NAME,
                                row == BOUND_ROW ? PLAN_NONE : row, PLAN_NONE);
  column.what = &columns->fields[name];
  PlanNode names = plan_node(plan, column, &columns->fields[name].field->type);
  NodeShape shape = plan_shape(NODE_CALLED, FORM_TRUTH, names, column.a);
  shape.what = body;
  shape.detail = true;
  return plan_node(plan, shape, &truth);
}

/* A record beside a body: the one judged, or one that it leads to. */
static PlanNode lower_record_called(Lowering *lowering, const Term *record, const Body *body) {
  Plan *plan = lowering->plan;
  PlanNode row = lower_object(lowering, record);
  if (row == PLAN_NONE)
    return PLAN_NONE;
  const Columns *columns = row == BOUND_ROW ? plan->columns : plan_target(plan, plan_at(plan, row));
  return columns ? lower_called(plan, columns, row, body) : PLAN_NONE;
}

/* A text, or a record, beside a body that is written. */
static PlanNode lower_named(Lowering *lowering, const Term *named, const Term *constant) {
  static const Type truth = { .kind = TYPE_TRUTH };
  Plan *plan = lowering->plan;
  const Body *body = constant->as.constant.as.body;
  if (named->type.kind == TYPE_RECORD)
    return lower_record_called(lowering, named, body);
  PlanNode names = named->type.kind == TYPE_TEXT ? lower(lowering, named) : PLAN_NONE;
  if (names < 0)
    return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_CALLED, FORM_TRUTH, names, PLAN_NONE);
  shape.what = body;
  return plan_node(plan, shape, &truth);
}

static bool is_body(const Term *term) {
  return term->kind == TERM_CONSTANT && term->as.constant.state == VALUE_KNOWN &&
         term->as.constant.kind == TYPE_BODY;
}

PlanNode lower_comparison(Lowering *lowering, const Term *term) {
  PlanNode a = lower(lowering, term->as.binary.left), b = lower(lowering, term->as.binary.right);
  if (lower_is_duration(lowering->plan, a) && lower_is_duration(lowering->plan, b))
    return lower_of_two(lowering, term);
  return plan_compare(lowering->plan, term->as.binary.op, a, b);
}

/* Equality, that of a name with a body among it. */
PlanNode lower_equality(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Term *left = term->as.binary.left, *right = term->as.binary.right;
  bool differs = term->as.binary.op == BINARY_NOT_EQUAL;
  if (is_body(right) && left->type.kind != TYPE_BODY)
    return lower_negated(plan, differs, lower_named(lowering, left, right));
  if (is_body(left) && right->type.kind != TYPE_BODY)
    return lower_negated(plan, differs, lower_named(lowering, right, left));
  return lower_comparison(lowering, term);
}

/* value is item */
static PlanNode lower_item(Lowering *lowering, const Term *membership, const Term *item) {
  Term *equal = arena_new(lowering->plan->arena, Term);
  *equal = (Term){ .kind = TERM_BINARY, .height = membership->height, .span = membership->span,
                   .type = membership->type };
  equal->as.binary.op = BINARY_EQUAL;
  equal->as.binary.left = membership->as.membership.value;
  equal->as.binary.right = item;
  return lower_equality(lowering, equal);
}

/* In a list: by what is said of each element alone, if it can be. */
static PlanNode lower_member(Lowering *lowering, const Term *term, bool body) {
  size_t left = lowering->plan->left.count;
  PlanNode node = body ? lower_in_list(lowering, term) : PLAN_NONE;
  if (node != PLAN_NONE || lowering->too_deep)
    return node;
  lowering->plan->left.count = left;
  return lower_among(lowering, term, body);
}

PlanNode lower_membership(Lowering *lowering, const Term *term) {
  const Term *value = term->as.membership.value;
  PlanNode found = PLAN_NONE;
  if (term->as.membership.list)
    found = lower_member(lowering, term, is_body(value));
  for (size_t i = 0; !term->as.membership.list && i < term->as.membership.count; i++) {
    PlanNode equal = lower_item(lowering, term, term->as.membership.items[i]);
    if (equal == PLAN_NONE)
      return PLAN_NONE;
    found = i ? lower_logic(lowering->plan, NODE_OR, found, equal) : equal;
  }
  return lower_negated(lowering->plan, term->as.membership.negated, found);
}
