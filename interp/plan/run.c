/* A chunk through the nodes that are wanted. */
#include "interp/plan/kernels.h"
#include "interp/plan/running.h"

#include <string.h>

/* ---- what is shared ------------------------------------------------------------------ */

const uint8_t *run_states(const Node *node) {
  return node->vector.states;
}

bool run_is_odd(const Node *node) {
  return node->vector.states && node->worst > CELL_UNKNOWN;
}

/* States of what is computed from both; the node has none where both are known. */
void run_join_states(Node *node, const Node *a, const Node *b, size_t rows) {
  const uint8_t *left = run_states(a), *right = b ? run_states(b) : NULL;
  if (!run_is_odd(a) && !(b && run_is_odd(b)))
    node->worst = CELL_UNKNOWN;
  node->vector.states = left || right ? node->states : NULL;
  if (left || right)
    kernel_join_states(left, right, node->states, rows);
}

/* Before single rows are marked ODD. */
void run_own_states(Node *node, size_t rows) {
  node->worst = UINT8_MAX;
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
  if (node->parts)
    node->parts[row] = 1;
}

void run_odd(Node *node) {
  node->one = node->vector.one = node->spread = true;
  node->denominator = node->vector.denominator = 1;
  node->most = 0;
  node->worst = UINT8_MAX;
  memset(node->states, CELL_ODD, COLUMN_CHUNK);
  if (node->truths)
    memset(node->truths, 1, COLUMN_CHUNK);
  if (node->numbers)
    memset(node->numbers, 0, COLUMN_CHUNK * sizeof *node->numbers);
  for (size_t i = 0; node->parts && i < COLUMN_CHUNK; i++)
    node->parts[i] = 1;
  if (node->names)
    memset(node->names, 0, COLUMN_CHUNK * sizeof *node->names);
  node->vector.states = node->states;
}

CellState run_state_at(const Node *node, size_t row) {
  return node->vector.states ? (CellState)node->vector.states[row] : CELL_KNOWN;
}

int64_t run_item(const Node *node, size_t row) {
  const Vector *vector = &node->vector;
  return vector->truths    ? vector->truths[row]
         : vector->numbers ? vector->numbers[row]
         : vector->names   ? vector->names[row]
                           : 0;
}

void run_put_item(Node *node, size_t row, int64_t item) {
  if (node->truths)
    node->truths[row] = (uint8_t)item;
  else if (node->numbers)
    node->numbers[row] = item;
  else if (node->names)
    node->names[row] = (int32_t)item;
}

CellState run_item_state(const Node *node, size_t row) {
  CellState state = run_state_at(node, row);
  return state == CELL_KNOWN && node->vector.truths && node->vector.truths[row] == 1
             ? CELL_UNKNOWN : state;
}

void run_set_state(Node *node, size_t row, CellState state) {
  if (state == CELL_ODD || (node->truths && state == CELL_NONE)) {
    run_mark_odd(node, row);
  } else if (node->truths) {
    node->states[row] = CELL_KNOWN;
    node->truths[row] = state == CELL_UNKNOWN ? 1 : node->truths[row];
  } else {
    node->states[row] = (uint8_t)state;
    if (state != CELL_KNOWN && node->numbers)
      node->numbers[row] = 0;
  }
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
  node->worst = UINT8_MAX;
  if (node->rational) {
    run_rational(node, a, b, c, rows);
    return;
  }
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
    case NODE_SHIFT:     run_shift(plan, node, a, b, rows);    break;
    case NODE_DAYS:      run_days(node, a, b, rows);           break;
    case NODE_PART:      run_part(node, a, rows);              break;
    case NODE_GOVERNED:  run_governed(plan, node, a, rows);    break;
    case NODE_VERSIONED: run_versioned(node, a, rows);         break;
    case NODE_CALLED:    run_called(plan, node, a, b, rows); break;
    case NODE_PARAMETER: run_dated(plan, node, a, rows);       break;
    case NODE_OVER:      run_over(plan, node, rows);           break;
    case NODE_UNROLLED:  run_unrolled(plan, node, rows, batch); break;
    case NODE_OUTER:     run_outer(plan, node, rows);          break;
    case NODE_REMAINDER: run_remainder(node, a, b, rows);      break;
    case NODE_GRID:      run_grid(plan, node, rows);           break;
    case NODE_EXCEPTED:  run_excepted(plan, node, a, rows);    break;
    case NODE_LIFTED:    run_lifted(plan, node, rows);         break;
    case NODE_MEMO:      run_memo(plan, node, rows, batch);    break;
    case NODE_SCALAR:    run_scalar(plan, node, rows, batch);  break;
    case NODE_CONSTANT: case NODE_RUN_DATE: case NODE_ELEMENT: case NODE_MATCHED:
      break;
  }
}

void run_one(Plan *plan, Node *node) {
  Arena batch;
  arena_init(&batch, plan->arena->memory);
  run_node(plan, node, 1, &batch);
  run_spread(node);
  arena_free(&batch);
}

/* Item 1 stands for those behind it: they have it already, from the last time. */
static bool is_spread(const Node *node, uint8_t state) {
  const Vector *vector = &node->vector;
  return node->spread && node->states[1] == state &&
         (!node->truths || node->truths[1] == vector->truths[0]) &&
         (!node->numbers || node->numbers[1] == vector->numbers[0]) &&
         (!node->parts || node->parts[1] == vector->parts[0]) &&
         (!node->names || node->names[1] == vector->names[0]);
}

static void spread(Node *node, uint8_t state, size_t rows) {
  const Vector *vector = &node->vector;
  memset(node->states, state, rows);
  if (node->truths)
    memset(node->truths, vector->truths[0], rows);
  for (size_t i = 0; node->numbers && i < rows; i++)
    node->numbers[i] = vector->numbers[0];
  for (size_t i = 0; node->parts && i < rows; i++)
    node->parts[i] = vector->parts[0];
  for (size_t i = 0; node->names && i < rows; i++)
    node->names[i] = vector->names[0];
}

void run_spread(Node *node) {
  uint8_t state = node->vector.states ? node->vector.states[0] : CELL_KNOWN;
  spread(node, state, is_spread(node, state) ? 1 : COLUMN_CHUNK);
  node->spread = true;
  node->worst = state;
  node->vector.states = state == CELL_KNOWN ? NULL : node->states;
  node->vector.truths = node->truths;
  node->vector.numbers = node->numbers;
  node->vector.names = node->names;
}

size_t plan_chunks(const Plan *plan) {
  return (plan->columns->count + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
}

size_t plan_rows(const Plan *plan, size_t chunk) {
  size_t left = plan->columns->count - chunk * COLUMN_CHUNK;
  return left < COLUMN_CHUNK ? left : COLUMN_CHUNK;
}

static void run_timed(Plan *plan, Node *node, size_t rows, Arena *batch) {
  size_t place = (size_t)(node - plan->nodes.items);
  int64_t begun = plan->clock();
  run_node(plan, node, rows, batch);
  if (place < plan->timed)
    plan->times[place] += plan->clock() - begun;
}

static void run_nodes(Plan *plan, size_t stage, size_t rows, Arena *batch) {
  const PlanStage *nodes = plan_stage(plan, stage);
  for (size_t i = 0; i < nodes->count; i++) {
    Node *node = &plan->nodes.items[plan->order[nodes->first + i]];
    node->spread = false;
    if (plan->clock)
      run_timed(plan, node, rows, batch);
    else
      run_node(plan, node, rows, batch);
  }
}

void run_wanted(Plan *plan, size_t rows, Arena *batch) {
  run_nodes(plan, 0, rows, batch);
}

void plan_run_stage(Plan *plan, size_t stage, Arena *batch) {
  run_nodes(plan, stage, plan->rows, batch);
}

void plan_run(Plan *plan, size_t chunk, Arena *batch) {
  memory_poll(plan->arena->memory);
  plan->chunk = chunk;
  plan->rows = plan_rows(plan, chunk);
  run_wanted(plan, plan->rows, batch);
}

const Column *plan_column(const Plan *plan, PlanNode node) {
  const Node *at = operand(plan, node);
  return at && at->shape.kind == NODE_COLUMN ? at->shape.what : NULL;
}

const Vector *plan_vector(const Plan *plan, PlanNode node) {
  return &plan->nodes.items[node].vector;
}
