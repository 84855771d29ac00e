/* Terms without a kernel: the reference, record by record. */
#include "interp/plan/nodes.h"

/* The named states of the amount as the reference would have them; false: one is not settled. */
static bool take_amounts(const Plan *plan, const Context *context, size_t row, Value *amounts) {
  for (size_t i = 0; i < context->amount_count; i++) {
    const Vector *vector = plan_vector(plan, context->amounts[i]);
    switch (vector->states ? (CellState)vector->states[row] : CELL_KNOWN) {
      case CELL_KNOWN:
        amounts[i] = value_number(TYPE_MONEY, fraction_from(vector->numbers[row]));
        break;
      case CELL_UNKNOWN: amounts[i] = value_unknown(TYPE_MONEY); break;
      case CELL_NONE:    amounts[i] = value_none(TYPE_MONEY);    break;
      case CELL_ODD:     return false;
    }
  }
  return true;
}

static Value evaluate_row(Plan *plan, const Node *node, const Context *context, size_t row,
                          const Value *amounts, Arena *batch) {
  Evaluator *evaluator = plan->evaluator;
  const Term *term = node->shape.what;
  const Record *record = columns_record(plan->columns,
                                        (uint32_t)(plan->chunk * COLUMN_CHUNK + row), batch);
  evaluator_subject(evaluator, record, context->decision, plan->source, batch);
  evaluator_results(evaluator, &(Results){
    .decider = value_unknown(TYPE_BODY),    .granted = value_unknown(TYPE_MONEY),
    .outcome = value_unknown(TYPE_TEXT),    .rank = value_unknown(TYPE_INTEGER),
    .amounts = amounts,                     .amount_count = context->amount_count,
  });
  evaluator_governed_by(evaluator, context->governed);
  return node->shape.detail ? evaluate_kept(evaluator, term) : evaluate(evaluator, term);
}

void run_scalar(Plan *plan, Node *node, size_t rows, Arena *batch) {
  const Context *context = &plan->contexts.items[node->shape.context];
  node->vector.states = node->states;
  for (size_t i = 0; i < rows; i++) {
    arena_reset(batch);
    Value *amounts = arena_array(batch, Value, context->amount_count + 1);
    bool settled = take_amounts(plan, context, i, amounts);
    if (!settled ||
        !bind_value(plan, node, evaluate_row(plan, node, context, i, amounts, batch), i))
      run_mark_odd(node, i);
  }
}
