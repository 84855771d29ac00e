/* A chunk through the nodes that are wanted. */
#include "interp/plan/kernels.h"
#include "interp/plan/running.h"

#include <string.h>

/* ---- what is shared ------------------------------------------------------------------ */

const uint8_t *run_states(const Node *node) {
  return node->vector.states;
}

/* States of what is computed from both; the node has none where both are known. */
void run_join_states(Node *node, const Node *a, const Node *b, size_t rows) {
  const uint8_t *left = run_states(a), *right = b ? run_states(b) : NULL;
  node->vector.states = left || right ? node->states : NULL;
  if (left || right)
    kernel_join_states(left, right, node->states, rows);
}

/* Before single rows are marked ODD. */
void run_own_states(Node *node, size_t rows) {
  if (!node->vector.states)
    memset(node->states, CELL_KNOWN, rows);
  else if (node->vector.states != node->states)
    memcpy(node->states, node->vector.states, rows);
  node->vector.states = node->states;
}

void run_mark_odd(Node *node, size_t row) {
  node->states[row] = CELL_ODD;
  if (node->truths)
    node->truths[row] = 1;
  if (node->numbers)
    node->numbers[row] = 0;
}

void run_odd(Node *node) {
  node->one = node->vector.one = true;
  node->denominator = node->vector.denominator = 1;
  node->most = 0;
  memset(node->states, CELL_ODD, COLUMN_CHUNK);
  if (node->truths)
    memset(node->truths, 1, COLUMN_CHUNK);
  if (node->numbers)
    memset(node->numbers, 0, COLUMN_CHUNK * sizeof *node->numbers);
  if (node->names)
    memset(node->names, 0, COLUMN_CHUNK * sizeof *node->names);
  node->vector.states = node->states;
}

CellState run_state_at(const Node *node, size_t row) {
  return node->vector.states ? (CellState)node->vector.states[row] : CELL_KNOWN;
}

/* The operand times its factor; of one that is the same for all, item 0 at least. */
const int64_t *run_scaled(const Node *node, int64_t factor, int64_t *room, size_t rows) {
  if (factor == 1)
    return node->vector.numbers;
  kernel_scale(node->vector.numbers, factor, room, rows);
  return room;
}

void run_finish_truths(Node *node, const Node *a, const Node *b, size_t rows) {
  const uint8_t *left = run_states(a), *right = b ? run_states(b) : NULL;
  node->vector.states = left || right ? node->states : NULL;
  if (left || right)
    kernel_odd_truths(node->truths, left, right, node->states, rows);
}

/* ---- one node, and all --------------------------------------------------------------- */

static const Node *operand(const Plan *plan, PlanNode node) {
  return node < 0 ? NULL : &plan->nodes.items[node];
}

static void run_node(Plan *plan, Node *node, size_t rows, Arena *batch) {
  const Node *a = operand(plan, node->shape.a), *b = operand(plan, node->shape.b);
  const Node *c = operand(plan, node->shape.c);
  switch ((NodeKind)node->shape.kind) {
    case NODE_COLUMN:    run_column(plan, node, rows);         break;
    case NODE_GATHER:    run_gather(plan, node, rows);         break;
    case NODE_GIVEN: case NODE_KNOWN:
                         run_state(plan, node, a, rows);       break;
    case NODE_NOT:       run_not(node, a, rows);               break;
    case NODE_AND: case NODE_OR:
                         run_connective(node, a, b, rows);     break;
    case NODE_COMPARE:   run_compare(node, a, b, rows);        break;
    case NODE_SUM: case NODE_PRODUCT: case NODE_EXTREME:
                         run_arithmetic(node, a, b, rows);     break;
    case NODE_QUOTIENT:  run_quotient(node, a, b, rows);       break;
    case NODE_NEGATE: case NODE_ABSOLUTE:
                         run_sign(node, a, rows);              break;
    case NODE_ROUND:     run_round(node, a, rows);             break;
    case NODE_KEEP:      run_keep(node, a, rows);              break;
    case NODE_LOWERED:   run_lowered(node, a, b, c, rows);     break;
    case NODE_CHOICE:    run_choice(node, a, b, c, rows);      break;
    case NODE_SHIFT:     run_shift(node, a, b, rows);          break;
    case NODE_DAYS:      run_days(node, a, b, rows);           break;
    case NODE_PART:      run_part(node, a, rows);              break;
    case NODE_GOVERNED:  run_governed(plan, node, a, rows);    break;
    case NODE_VERSIONED: run_versioned(node, a, rows);         break;
    case NODE_CALLED:    run_called(plan, node, a, rows);      break;
    case NODE_PARAMETER: run_dated(plan, node, a, rows);       break;
    case NODE_OVER:      run_over(plan, node, rows);           break;
    case NODE_SCALAR:    run_scalar(plan, node, rows, batch);  break;
    case NODE_CONSTANT: case NODE_RUN_DATE:
      break;
  }
}

void run_one(Plan *plan, Node *node) {
  run_node(plan, node, 1, NULL);
  run_spread(node);
}

void run_spread(Node *node) {
  uint8_t state = node->vector.states ? node->vector.states[0] : CELL_KNOWN;
  memset(node->states, state, COLUMN_CHUNK);
  node->vector.states = state == CELL_KNOWN ? NULL : node->states;
  if (node->truths)
    memset(node->truths, node->vector.truths[0], COLUMN_CHUNK);
  for (size_t i = 0; node->numbers && i < COLUMN_CHUNK; i++)
    node->numbers[i] = node->vector.numbers[0];
  for (size_t i = 0; node->names && i < COLUMN_CHUNK; i++)
    node->names[i] = node->vector.names[0];
  node->vector.truths = node->truths;
  node->vector.numbers = node->numbers;
  node->vector.names = node->names;
}

void plan_want(Plan *plan, const PlanNode *nodes, size_t count) {
  for (size_t i = 0; i < plan->nodes.count; i++)
    plan->nodes.items[i].wanted = false;
  for (size_t i = 0; i < count; i++)
    if (nodes[i] >= 0)
      plan->nodes.items[nodes[i]].wanted = true;
  for (size_t i = plan->nodes.count; i-- > 0;) {
    const Node *node = &plan->nodes.items[i];
    const PlanNode operands[] = { node->shape.a, node->shape.b, node->shape.c };
    if (!node->wanted || node->one)
      continue;
    for (size_t j = 0; j < 3; j++)
      if (operands[j] >= 0)
        plan->nodes.items[operands[j]].wanted = true;
    const Context *context = node->shape.kind == NODE_SCALAR
                                 ? &plan->contexts.items[node->shape.context] : NULL;
    for (size_t j = 0; context && j < context->amount_count; j++)
      plan->nodes.items[context->amounts[j]].wanted = true;
  }
}

size_t plan_chunks(const Plan *plan) {
  return (plan->columns->count + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
}

size_t plan_rows(const Plan *plan, size_t chunk) {
  size_t left = plan->columns->count - chunk * COLUMN_CHUNK;
  return left < COLUMN_CHUNK ? left : COLUMN_CHUNK;
}

void plan_run(Plan *plan, size_t chunk, Arena *batch) {
  memory_poll(plan->arena->memory);
  plan->chunk = chunk;
  plan->rows = plan_rows(plan, chunk);
  for (size_t i = 0; i < plan->nodes.count; i++) {
    Node *node = &plan->nodes.items[i];
    if (node->wanted && !node->one)
      run_node(plan, node, plan->rows, batch);
  }
}

const Vector *plan_vector(const Plan *plan, PlanNode node) {
  return &plan->nodes.items[node].vector;
}
