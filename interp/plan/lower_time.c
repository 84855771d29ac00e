/* Dates and durations, and the functions of the language, into nodes. */
#include "interp/plan/nodes.h"

static const Type day_type = { .kind = TYPE_DATE };

static bool is_form(const Plan *plan, PlanNode node, VectorForm form) {
  return node >= 0 && plan_at(plan, node)->shape.form == (int32_t)form;
}

static bool is_number(const Plan *plan, PlanNode node) {
  return is_form(plan, node, FORM_NUMBER) || is_form(plan, node, FORM_RATIO);
}

static PlanNode shift(Plan *plan, PlanNode day, PlanNode period, BinaryOp op, MonthRule rule) {
  if (!is_form(plan, day, FORM_DAY) || !is_form(plan, period, FORM_DURATION))
    return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_SHIFT, FORM_DAY, day, period);
  shape.op = (int32_t)op;
  shape.detail = (int32_t)rule;
  return plan_node(plan, shape, &day_type);
}

/* Without working days, as it stands in the rules; a setting that brings them in leaves all rows
 * to the reference. */
static bool is_plain_period(const Plan *plan, PlanNode node) {
  if (!is_form(plan, node, FORM_DURATION))
    return false;
  const NodeShape *shape = &plan_at(plan, node)->shape;
  if (shape->kind != NODE_PARAMETER && shape->kind != NODE_CONSTANT)
    return false;
  const Term *term = shape->kind == NODE_PARAMETER ? ((const Parameter *)shape->what)->value
                                                   : shape->what;
  return !term || term->kind != TERM_CONSTANT || term->as.constant.state != VALUE_KNOWN ||
         !term->as.constant.as.duration.working_days;
}

/* What is added or taken away where one side is no number. */
PlanNode lower_times(Lowering *lowering, const Term *term, PlanNode a, PlanNode b) {
  Plan *plan = lowering->plan;
  BinaryOp op = term->as.binary.op;
  bool day = is_form(plan, a, FORM_DAY), other = is_form(plan, b, FORM_DAY);
  if (day && other && op == BINARY_SUBTRACT && term->type.kind == TYPE_INTEGER)
    return plan_node(plan, plan_shape(NODE_DAYS, FORM_NUMBER, a, b), &term->type);
  if (day && is_plain_period(plan, b))
    return shift(plan, a, b, op, MONTHS_FLOOR);
  if (other && op == BINARY_ADD && is_plain_period(plan, a))
    return shift(plan, b, a, op, MONTHS_FLOOR);
  return lower_of_two(lowering, term);
}

/* d in the P before e: d <= e and e <= d + P (T1). */
PlanNode lower_window(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  PlanNode day = lower(lowering, term->as.window.day);
  PlanNode anchor = lower(lowering, term->as.window.anchor);
  PlanNode period = lower(lowering, term->as.window.period);
  PlanNode early = term->as.window.after ? anchor : day;
  PlanNode late = term->as.window.after ? day : anchor;
  PlanNode reach = shift(plan, early, period, BINARY_ADD, MONTHS_FLOOR);
  return plan_both(plan, plan_compare(plan, BINARY_AT_MOST, early, late),
                   plan_compare(plan, BINARY_AT_MOST, late, reach));
}

/* at least P since d: the governing date is on or after d + P (T2). */
PlanNode lower_elapsed(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  PlanNode since = lower(lowering, term->as.elapsed.since);
  PlanNode period = lower(lowering, term->as.elapsed.period);
  PlanNode now = lower_governing(lowering);
  return plan_compare(plan, BINARY_AT_LEAST, now,
                      shift(plan, since, period, BINARY_ADD, MONTHS_CEILING));
}

/* max and min of several, two by two. */
static PlanNode lower_extreme(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  PlanNode best = lower(lowering, term->as.builtin.arguments[0]);
  for (size_t i = 1; i < term->as.builtin.count; i++) {
    PlanNode next = lower(lowering, term->as.builtin.arguments[i]);
    bool ratios = is_form(plan, best, FORM_RATIO) || is_form(plan, next, FORM_RATIO);
    bool numbers = is_number(plan, best) && is_number(plan, next);
    bool days = is_form(plan, best, FORM_DAY) && is_form(plan, next, FORM_DAY);
    if (lower_is_duration(plan, best))
      return lower_function(lowering, term);
    if (!numbers && !days)
      return PLAN_NONE;
    VectorForm form = days ? FORM_DAY : ratios ? FORM_RATIO : FORM_NUMBER;
    NodeShape shape = plan_shape(NODE_EXTREME, form, best, next);
    shape.op = term->as.builtin.builtin == BUILTIN_MAX ? BINARY_MORE : BINARY_LESS;
    best = plan_node(plan, shape, &term->type);
  }
  return best;
}

static PlanNode lower_part(Lowering *lowering, const Term *term, VectorForm form) {
  PlanNode day = lower(lowering, term->as.builtin.arguments[0]);
  if (!is_form(lowering->plan, day, FORM_DAY))
    return PLAN_NONE;
  NodeShape shape = plan_shape(NODE_PART, form, day, PLAN_NONE);
  shape.op = (int32_t)term->as.builtin.builtin;
  return plan_node(lowering->plan, shape, &term->type);
}

static PlanNode lower_remainder(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  PlanNode a = lower(lowering, term->as.builtin.arguments[0]);
  PlanNode b = lower(lowering, term->as.builtin.arguments[1]);
  if (!is_form(plan, a, FORM_NUMBER) || !is_form(plan, b, FORM_NUMBER))
    return PLAN_NONE;
  return plan_node(plan, plan_shape(NODE_REMAINDER, FORM_NUMBER, a, b), &term->type);
}

PlanNode lower_builtin(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  switch (term->as.builtin.builtin) {
    case BUILTIN_MAX: case BUILTIN_MIN:
      return lower_extreme(lowering, term);
    case BUILTIN_ABSOLUTE: {
      PlanNode value = lower(lowering, term->as.builtin.arguments[0]);
      if (!is_number(plan, value))
        return PLAN_NONE;
      VectorForm form = (VectorForm)plan_at(plan, value)->shape.form;
      return plan_node(plan, plan_shape(NODE_ABSOLUTE, form, value, PLAN_NONE), &term->type);
    }
    case BUILTIN_YEAR_OF: case BUILTIN_MONTH_OF: case BUILTIN_DAY_OF: case BUILTIN_WEEKDAY:
      return lower_part(lowering, term, FORM_NUMBER);
    case BUILTIN_END_OF_MONTH:
      return lower_part(lowering, term, FORM_DAY);
    case BUILTIN_AS_OF:
      return plan_node(plan, plan_shape(NODE_RUN_DATE, FORM_DAY, PLAN_NONE, PLAN_NONE),
                       &day_type);
    case BUILTIN_REMAINDER:
      return lower_remainder(lowering, term);
    case BUILTIN_DATE: case BUILTIN_COVERED: case BUILTIN_FOLDED:
    case BUILTIN_WORKING_DAYS_BETWEEN:
      return lower_function(lowering, term);
  }
  return PLAN_NONE;
}
