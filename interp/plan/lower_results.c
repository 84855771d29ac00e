/* Results of decisions that are run before: columns of the records that they were taken on. */
#include "interp/plan/nodes.h"

/* The columns whose rows the object's are; NULL: there are none. */
static Columns *columns_of(Lowering *lowering, const Term *object, PlanNode *row) {
  Plan *plan = lowering->plan;
  *row = BOUND_ROW;
  if (object && object->kind != TERM_SUBJECT)
    *row = lower(lowering, object);
  else if (plan->of_elements)
    return NULL;
  return *row == PLAN_NONE   ? NULL
         : *row == BOUND_ROW ? plan->columns
                             : plan_target(plan, plan_at(plan, *row));
}

static void note_result(Plan *plan, Columns *columns, ResultColumn *result) {
  for (size_t i = 0; i < plan->results.count; i++)
    if (plan->results.items[i].result == result)
      return;
  LIST_ADD(plan->arena, &plan->results, ReadResult, ((ReadResult){ columns, result }));
}

PlanNode lower_result(Lowering *lowering, const Term *term) {
  Plan *plan = lowering->plan;
  const Decision *decision = term->as.result.decision;
  VectorForm form;
  if (!decision || term->as.result.result == RESULT_JUDGED || !plan_form(&term->type, &form))
    return PLAN_NONE;
  PlanNode row;
  Columns *columns = columns_of(lowering, term->as.result.object, &row);
  if (!columns || columns->type != decision->subject)
    return PLAN_NONE;
  ResultColumn *result = columns_result(columns, term);
  note_result(plan, columns, result);
  NodeShape shape = row == BOUND_ROW ? plan_shape(NODE_COLUMN, form, PLAN_NONE, PLAN_NONE)
                                     : plan_shape(NODE_GATHER, form, row, PLAN_NONE);
  shape.what = &result->column;
  return plan_node(plan, shape, &result->field.type);
}

static const ReadResult *result_of_node(const Plan *plan, const Node *node) {
  bool reads = node->shape.kind == NODE_COLUMN || node->shape.kind == NODE_GATHER;
  for (size_t i = 0; reads && i < plan->results.count; i++)
    if (&plan->results.items[i].result->column == node->shape.what)
      return &plan->results.items[i];
  return NULL;
}

PlanNode plan_waits(Plan *plan, PlanNode part) {
  const ReadResult *read = result_of_node(plan, plan_at(plan, part));
  if (!read)
    return PLAN_NONE;
  ResultColumn *waits = columns_waits(read->columns, read->result->term);
  NodeShape shape = plan_at(plan, part)->shape;
  note_result(plan, read->columns, waits);
  shape.form = FORM_NUMBER;
  shape.what = &waits->column;
  return plan_node(plan, shape, &waits->field.type);
}

/* Who decided is the same as nobody else where nobody did (M4), which numbers do not tell. */
bool lower_may_be_nobodies(const Plan *plan, PlanNode a, PlanNode b) {
  size_t results = reads_bit(plan, READS_RESULTS);
  return plan_at(plan, a)->type->kind == TYPE_BODY && reads_has(plan_at(plan, a)->reads, results) &&
         reads_has(plan_at(plan, b)->reads, results);
}

void results_bind(Plan *plan, const Evaluator *evaluator) {
  const ResultSource *source = evaluator_results_of_others(evaluator);
  uint64_t version = source ? source->version : 0;
  if (plan->results_source != source || plan->results_version != version)
    reads_add(plan->changed, reads_bit(plan, READS_RESULTS));
  plan->results_source = source;
  plan->results_version = version;
  for (size_t i = 0; i < plan->results.count; i++)
    columns_fill_result(plan->results.items[i].columns, plan->results.items[i].result, source);
}
