/* List operations whose elements are seen together with what stands outside of the list, or that
 * take more than a count: the elements become rows of a plan of their own (see Unrolled). */
#include "interp/check/term_walk.h"
#include "interp/plan/nodes.h"

#include <string.h>

/* ---- what stands outside --------------------------------------------------------------- */

typedef struct { const Lowering *lowering; bool found; } Search;

static bool visit(void *context, const Term *term) {
  Search *search = context;
  const Lowering *lowering = search->lowering;
  if (term->kind == TERM_VARIABLE && term->as.variable.slot < lowering->slot_count)
    search->found |= lowering->slots[term->as.variable.slot] != BOUND_NOTHING;
  return !search->found;
}

bool lower_stands_outside(const Lowering *lowering, const Term *term) {
  if (!lowering->outer || term->kind == TERM_CONSTANT || term->kind == TERM_PENDING ||
      term->kind == TERM_ERROR)
    return false;
  Search search = { lowering, false };
  term_walk(term, visit, &search);
  return !search.found;
}

/* Values that are told by a census's numbers. */
static bool is_numbered(const Node *node) {
  TypeKind kind = node->type->kind;
  return kind == TYPE_TEXT || kind == TYPE_RECORD || kind == TYPE_DURATION;
}

PlanNode lower_outer(Plan *plan, PlanNode node) {
  if (node < 0)
    return PLAN_NONE;
  const Node *outside = plan_at(plan->outer, node);
  bool written = outside->shape.kind == NODE_CONSTANT;
  if (is_numbered(outside) && plan->census != plan->outer->census && !written)
    return PLAN_NONE;                          /* their numbers mean others in a whole table */
  if (written)
    return plan_node(plan, outside->shape, outside->type);
  NodeShape shape = plan_shape(NODE_OUTER, (VectorForm)outside->shape.form, PLAN_NONE, PLAN_NONE);
  shape.detail = node;
  return plan_node(plan, shape, outside->type);
}

PlanNode lower_from_outside(Lowering *lowering, const Term *term) {
  Lowering outer = *lowering->outer;
  outer.depth = lowering->depth;
  PlanNode node = term->type.kind == TYPE_TRUTH ? lower_truth(&outer, term)
                                                : lower(&outer, term);
  lowering->too_deep |= outer.too_deep;
  return lower_outer(lowering->plan, node);
}

/* ---- what the operation runs over ------------------------------------------------------ */

static const Plan *outermost(const Plan *plan) {
  while (plan->outer)
    plan = plan->outer;
  return plan;
}

/* The list's column, and whose it is; false: it is none of a record. */
static bool take_list(Lowering *lowering, const Term *list, Unrolled *unrolled) {
  Plan *plan = lowering->plan;
  if (list->kind != TERM_FIELD)
    return false;
  const Term *object = list->as.field.object;
  const FieldType *field = list->as.field.field;
  Columns *columns = plan->columns;
  unrolled->owner = BOUND_ROW;
  if (object && object->kind != TERM_SUBJECT) {
    unrolled->owner = lower(lowering, object);
    if (unrolled->owner == BOUND_ROW && object->type.record != columns->type)
      return false;
  } else if (plan->of_elements) {
    unrolled->owner = BOUND_JUDGED;
    columns = outermost(plan)->columns;
    if (outermost(plan)->of_elements)
      return false;
  }
  if (unrolled->owner == PLAN_NONE)
    return false;
  if (unrolled->owner >= 0)
    columns = plan_target(plan, plan_at(plan, unrolled->owner));
  if (!columns || columns->fields[field->index].form != COLUMN_LIST)
    return false;
  unrolled->column = &columns->fields[field->index];
  return true;
}

static bool take_range(Lowering *lowering, const TermDomain *domain, Unrolled *unrolled) {
  unrolled->low = lower(lowering, domain->low);
  unrolled->high = lower(lowering, domain->high);
  if (unrolled->low < 0 || unrolled->high < 0)
    return false;
  return plan_at(lowering->plan, unrolled->low)->shape.form == FORM_NUMBER &&
         plan_at(lowering->plan, unrolled->high)->shape.form == FORM_NUMBER;
}

static const Type *element_type(const Unrolled *unrolled) {
  static const Type number = { .kind = TYPE_INTEGER };
  if (unrolled->column)
    return unrolled->column->field->type.element;
  if (!unrolled->whole)
    return &number;
  Type *record = arena_new(unrolled->pairs->arena, Type);
  *record = (Type){ .kind = TYPE_RECORD, .record = unrolled->whole->type };
  return record;
}

static PlanNode element_node(Unrolled *unrolled) {
  bool range = !unrolled->column && !unrolled->whole;
  const Type *type = element_type(unrolled);
  return plan_node(unrolled->pairs,
                   plan_shape(NODE_ELEMENT, range ? FORM_NUMBER : FORM_NAME, PLAN_NONE, PLAN_NONE),
                   type);
}

static void start_pairs(Plan *plan, Unrolled *unrolled) {
  unrolled->pairs = plan_of_nobody(plan);
  unrolled->pairs->outer = plan;
  if (unrolled->owner == BOUND_JUDGED)
    unrolled->pairs->census = outermost(plan)->census;
  if (!unrolled->whole)
    return;
  unrolled->pairs->census = unrolled->whole->census;
  unrolled->pairs->whole = unrolled->whole->columns;
}

/* Inside: the variable is the element, or what is made of it; others stand outside. */
static Lowering inside(const Lowering *lowering, const Unrolled *unrolled, unsigned slot,
                       PlanNode element, Lowering *outer) {
  PlanNode *slots = arena_array(lowering->plan->arena, PlanNode, (size_t)slot + 1);
  PlanContext nowhere = { .decision = NULL };
  *outer = *lowering;
  for (unsigned i = 0; i < slot; i++)
    slots[i] = BOUND_NOTHING;
  slots[slot] = element;
  return (Lowering){ .plan = unrolled->pairs, .context = plan_context(unrolled->pairs, &nowhere),
                     .slots = slots, .slot_count = (size_t)slot + 1,
                     .inlined = lowering->inlined + 1, .depth = lowering->depth,
                     .outer = outer };
}

/* ---- what narrows a whole table -------------------------------------------------------- */

static bool is_field_of(const Term *term, unsigned slot) {
  return term->kind == TERM_FIELD && term->as.field.object &&
         term->as.field.object->kind == TERM_VARIABLE &&
         term->as.field.object->as.variable.slot == slot;
}

/* The element's column and the value beside it, if that stands outside; false: they are not of one
 * kind, or not told apart by a number. */
static bool match(Lowering *inner, const Term *equality, const Term *field, const Term *value,
                  unsigned slot, Unrolled *unrolled) {
  if (!is_field_of(field, slot) || !lower_stands_outside(inner, value))
    return false;
  const Column *column = &unrolled->whole->columns->fields[field->as.field.field->index];
  if (column->form != COLUMN_NUMBER && column->form != COLUMN_DAY && column->form != COLUMN_NAME)
    return false;
  Lowering outer = *inner->outer;
  PlanNode node = lower(&outer, value);
  if (node < 0)
    return false;
  const Node like = { .shape.form = column->form == COLUMN_NUMBER ? FORM_NUMBER
                                    : column->form == COLUMN_DAY  ? FORM_DAY
                                                                  : FORM_NAME,
                      .type = &column->field->type };
  if (!lower_alike(plan_at(outer.plan, node), &like))
    return false;
  unrolled->matches = matches_new(outer.plan->arena, unrolled->whole, column, node);
  inner->matched = equality;
  return true;
}

/* The first equality among the parts that `and` joins. */
static bool narrow(Lowering *inner, const Term *where, unsigned slot, Unrolled *unrolled) {
  if (!where || where->kind != TERM_BINARY || !unrolled->whole || unrolled->matches)
    return false;
  const Term *left = where->as.binary.left, *right = where->as.binary.right;
  if (where->as.binary.op == BINARY_AND)
    return narrow(inner, left, slot, unrolled) || narrow(inner, right, slot, unrolled);
  return where->as.binary.op == BINARY_EQUAL && (match(inner, where, left, right, slot, unrolled) ||
                                                 match(inner, where, right, left, slot, unrolled));
}

/* ---- lists that are made --------------------------------------------------------------- */

static bool take_domain(Lowering *lowering, const TermDomain *domain, Unrolled *unrolled) {
  if (domain->all)
    unrolled->whole = whole_of(lowering->plan, domain->all);
  return domain->all    ? true
         : domain->list ? take_list(lowering, domain->list, unrolled)
                        : take_range(lowering, domain, unrolled);
}

/* list of E for x in D where C: of each x the test C and the item E. */
static bool take_made(Lowering *lowering, const Term *list, Unrolled *unrolled) {
  const Term *where = list->as.aggregate.where, *value = list->as.aggregate.value;
  const TermDomain *domain = &list->as.aggregate.domain;
  if (!take_domain(lowering, domain, unrolled))
    return false;
  start_pairs(lowering->plan, unrolled);
  Lowering outer, inner = inside(lowering, unrolled, domain->slot, element_node(unrolled), &outer);
  unrolled->made = true;
  narrow(&inner, where, domain->slot, unrolled);
  if (where)
    unrolled->chosen = lower_truth(&inner, where);
  unrolled->item = value->type.kind == TYPE_TRUTH ? lower_truth(&inner, value)
                                                  : lower(&inner, value);
  lowering->too_deep |= inner.too_deep;
  return unrolled->item >= 0 && !(where && unrolled->chosen < 0);
}

/* A list by its name is that of the definition, where it stands. */
static bool begin(Lowering *lowering, const Term *term, const TermDomain *domain,
                  Unrolled *unrolled) {
  *unrolled = (Unrolled){ .term = term, .owner = PLAN_NONE, .low = PLAN_NONE, .high = PLAN_NONE,
                          .chosen = PLAN_NONE, .item = PLAN_NONE, .sought = PLAN_NONE,
                          .where = PLAN_NONE, .value = PLAN_NONE, .otherwise = PLAN_NONE };
  TermDomain of = *domain;
  while (of.list && of.list->kind == TERM_CALL) {
    lowering = lower_body(lowering, of.list);
    of.list = of.list->as.call.define->value;
    if (!lowering)
      return false;
  }
  if (of.list && of.list->kind == TERM_AGGREGATE &&
      of.list->as.aggregate.kind == AGGREGATE_LIST)
    return take_made(lowering, of.list, unrolled);
  if (!take_domain(lowering, &of, unrolled))
    return false;
  start_pairs(lowering->plan, unrolled);
  unrolled->item = element_node(unrolled);
  return true;
}

static bool reads_judged(const Unrolled *unrolled) {
  bool judged = unrolled->owner == BOUND_JUDGED;
  for (size_t i = 0; i < unrolled->pairs->unrolled.count; i++)
    judged |= unrolled->pairs->unrolled.items[i]->judged;
  return judged;
}

/* Everything of this plan that the operation reads comes before it. */
static PlanNode finish(Lowering *lowering, const Unrolled *made, VectorForm form,
                       const Type *type) {
  Plan *plan = lowering->plan;
  const Plan *pairs = made->pairs;
  PlanNode *more = arena_array(plan->arena, PlanNode, pairs->nodes.count + 3);
  size_t count = 0;
  if (made->matches)
    more[count++] = matches_value(made->matches);
  if (made->sought != PLAN_NONE)
    more[count++] = made->sought;
  for (size_t i = 0; i < pairs->nodes.count; i++)
    if (pairs->nodes.items[i].shape.kind == NODE_OUTER)
      more[count++] = pairs->nodes.items[i].shape.detail;
  Unrolled *unrolled = arena_new(plan->arena, Unrolled);
  *unrolled = *made;
  unrolled->judged = reads_judged(made);
  LIST_ADD(plan->arena, &plan->unrolled, const Unrolled *, unrolled);
  NodeShape shape = plan_shape(NODE_UNROLLED, form, made->owner < 0 ? PLAN_NONE : made->owner,
                               made->otherwise);
  if (!made->column && !made->whole) {
    shape.a = made->low;
    shape.c = made->high;
  }
  shape.what = unrolled;
  return plan_node_of(plan, shape, type, more, count);
}

/* ---- every, some ----------------------------------------------------------------------- */

static PlanNode truth_of(Plan *plan, NodeKind kind, PlanNode a, PlanNode b) {
  static const Type truth = { .kind = TYPE_TRUTH };
  return plan_node(plan, plan_shape(kind, FORM_TRUTH, a, b), &truth);
}

/* every: C implies D; some, at least n: C and D. */
static PlanNode quantified(Lowering *lowering, const Term *term, Unrolled *unrolled) {
  unsigned slot = term->as.quantified.domain.slot;
  Lowering outer, inner = inside(lowering, unrolled, slot, unrolled->item, &outer);
  bool every = term->as.quantified.kind == QUANTIFIED_EVERY;
  if (!narrow(&inner, term->as.quantified.where, slot, unrolled) && !every)
    narrow(&inner, term->as.quantified.satisfies, slot, unrolled);
  unrolled->value = lower_truth(&inner, term->as.quantified.satisfies);
  if (unrolled->value >= 0 && term->as.quantified.where) {
    PlanNode chosen = lower_truth(&inner, term->as.quantified.where);
    if (chosen >= 0 && every)
      chosen = truth_of(inner.plan, NODE_NOT, chosen, PLAN_NONE);
    unrolled->value = chosen < 0 ? PLAN_NONE
                                 : truth_of(inner.plan, every ? NODE_OR : NODE_AND, chosen,
                                            unrolled->value);
  }
  lowering->too_deep |= inner.too_deep;
  return unrolled->value < 0 ? PLAN_NONE : finish(lowering, unrolled, FORM_TRUTH, &term->type);
}

/* ---- aggregates ------------------------------------------------------------------------ */

static bool has_order(const Node *node) {
  return node->shape.form == FORM_NUMBER || node->shape.form == FORM_DAY ||
         (node->shape.form == FORM_NAME && node->type->kind == TYPE_CODE);
}

static bool lower_keys(Lowering *inner, const Term *term, Unrolled *unrolled) {
  unrolled->key_count = term->as.aggregate.key_count;
  unrolled->keys = arena_array(inner->plan->arena, PlanNode, unrolled->key_count + 1);
  for (size_t i = 0; i < unrolled->key_count; i++) {
    unrolled->keys[i] = lower(inner, term->as.aggregate.keys[i].value);
    if (unrolled->keys[i] < 0 || !has_order(plan_at(inner->plan, unrolled->keys[i])))
      return false;
  }
  return true;
}

/* May the operation take such a value? */
static bool fits(AggregateKind kind, const Node *value) {
  switch (kind) {
    case AGGREGATE_SUM: case AGGREGATE_AVERAGE:
      return value->shape.form == FORM_NUMBER;
    case AGGREGATE_MAX: case AGGREGATE_MIN:
      return has_order(value);
    case AGGREGATE_DISTINCT: case AGGREGATE_THE: case AGGREGATE_FIRST:
      return value->shape.form != FORM_RATIO;
    case AGGREGATE_COUNT: case AGGREGATE_SHARE:
      return true;
    case AGGREGATE_LIST:
      break;
  }
  return false;
}

/* A row of a table, or a value by its number in the table's own census, which says nothing
 * outside. */
static bool is_of_table(const Unrolled *unrolled, const Node *value) {
  return value && is_numbered(value) &&
         (value->of_whole || unrolled->pairs->census != unrolled->pairs->outer->census);
}

static VectorForm form_of(AggregateKind kind, const Node *value) {
  switch (kind) {
    case AGGREGATE_AVERAGE: case AGGREGATE_SHARE:
      return FORM_RATIO;
    case AGGREGATE_SUM: case AGGREGATE_COUNT: case AGGREGATE_DISTINCT: case AGGREGATE_LIST:
      return FORM_NUMBER;
    case AGGREGATE_MAX: case AGGREGATE_MIN: case AGGREGATE_THE: case AGGREGATE_FIRST:
      break;
  }
  return (VectorForm)value->shape.form;
}

/* What it is over nothing: a value of the same form, or of a denominator of its own. */
static bool lower_otherwise(Lowering *lowering, const Term *term, Unrolled *unrolled,
                            const Node *value, VectorForm form) {
  const Term *otherwise = term->as.aggregate.otherwise;
  if (!otherwise)
    return true;
  unrolled->otherwise = otherwise->type.kind == TYPE_TRUTH ? lower_truth(lowering, otherwise)
                                                           : lower(lowering, otherwise);
  if (unrolled->otherwise < 0)
    return false;
  const Node *node = plan_at(lowering->plan, unrolled->otherwise);
  return form == FORM_RATIO ? node->shape.form == FORM_NUMBER : value && lower_alike(node, value);
}

static PlanNode aggregate(Lowering *lowering, const Term *term, Unrolled *unrolled) {
  AggregateKind kind = term->as.aggregate.kind;
  bool counts = kind == AGGREGATE_COUNT || kind == AGGREGATE_SHARE;
  unsigned slot = term->as.aggregate.domain.slot;
  Lowering outer, inner = inside(lowering, unrolled, slot, unrolled->item, &outer);
  narrow(&inner, term->as.aggregate.where, slot, unrolled);
  if (term->as.aggregate.where)
    unrolled->where = lower_truth(&inner, term->as.aggregate.where);
  if (!counts)
    unrolled->value = term->as.aggregate.value->type.kind == TYPE_TRUTH
                          ? lower_truth(&inner, term->as.aggregate.value)
                          : lower(&inner, term->as.aggregate.value);
  bool keyed = lower_keys(&inner, term, unrolled);
  lowering->too_deep |= inner.too_deep;
  if (!keyed || (term->as.aggregate.where && unrolled->where < 0) ||
      (!counts && unrolled->value < 0) || term->type.kind == TYPE_UNKNOWN)
    return PLAN_NONE;
  const Node *value = counts ? NULL : plan_at(unrolled->pairs, unrolled->value);
  if (!fits(kind, value) || (kind != AGGREGATE_DISTINCT && is_of_table(unrolled, value)))
    return PLAN_NONE;
  VectorForm form = form_of(kind, value);
  bool own_type = form == FORM_NUMBER || form == FORM_RATIO;
  const Type *type = own_type || !value ? &term->type : value->type;
  if (kind != AGGREGATE_SUM && !lower_otherwise(lowering, term, unrolled, value, form))
    return PLAN_NONE;
  return finish(lowering, unrolled, form, type);
}

/* ---- x in LIST ------------------------------------------------------------------------- */

/* Is the item the one sought? */
static PlanNode lower_same(Lowering *lowering, const Term *value, bool body, Unrolled *unrolled) {
  Plan *pairs = unrolled->pairs;
  const Node *item = plan_at(pairs, unrolled->item);
  if (body && item->type->kind == TYPE_RECORD)
    return lower_called(pairs, plan_target(pairs, item), unrolled->item,
                        value->as.constant.as.body);
  if (value->type.kind == TYPE_BODY && item->type->kind != TYPE_BODY)
    return PLAN_NONE;
  unrolled->sought = value->type.kind == TYPE_TRUTH ? lower_truth(lowering, value)
                                                    : lower(lowering, value);
  return plan_compare(pairs, BINARY_EQUAL, unrolled->item,
                      lower_outer(pairs, unrolled->sought));
}

PlanNode lower_among(Lowering *lowering, const Term *term, bool body) {
  Arena *arena = lowering->plan->arena;
  Unrolled unrolled;
  Term *some = arena_new(arena, Term);
  *some = (Term){ .kind = TERM_QUANTIFIED, .height = term->height, .type = term->type,
                  .span = term->span };
  some->as.quantified.kind = QUANTIFIED_SOME;
  some->as.quantified.domain.list = term->as.membership.list;
  some->as.quantified.satisfies = term;                   /* what it reads */
  if (!begin(lowering, some, &some->as.quantified.domain, &unrolled))
    return PLAN_NONE;
  unrolled.value = lower_same(lowering, term->as.membership.value, body, &unrolled);
  return unrolled.value < 0 ? PLAN_NONE : finish(lowering, &unrolled, FORM_TRUTH, &term->type);
}

PlanNode lower_unrolled(Lowering *lowering, const Term *term) {
  Unrolled unrolled;
  bool quantifies = term->kind == TERM_QUANTIFIED;
  const TermDomain *domain = quantifies ? &term->as.quantified.domain : &term->as.aggregate.domain;
  if (!begin(lowering, term, domain, &unrolled))
    return PLAN_NONE;
  return quantifies ? quantified(lowering, term, &unrolled)
                    : aggregate(lowering, term, &unrolled);
}
