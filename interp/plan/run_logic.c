/* Columns, logic and comparisons, a chunk at a time. */
#include "interp/plan/kernels.h"
#include "interp/plan/running.h"

#include <string.h>

/* ---- columns ------------------------------------------------------------------------- */

void run_column(const Plan *plan, Node *node, size_t rows) {
  const Column *column = node->shape.what;
  const ColumnChunk *chunk = &column->chunks.items[plan->chunk];
  Vector *vector = &node->vector;
  vector->truths = chunk->truths;
  vector->numbers = chunk->numbers;
  vector->names = chunk->names;
  vector->states = chunk->states;
  uint8_t worst = chunk->states ? kernel_worst(chunk->states, rows) : CELL_KNOWN;
  bool optional = column->field->optional;
  if (worst == CELL_KNOWN ||
      (worst == CELL_UNKNOWN && !optional && vector->form == FORM_TRUTH)) {
    vector->states = NULL;                      /* a truth that is not known says so itself */
    return;
  }
  vector->states = node->states;
  if (!optional)
    node->worst = worst;
  if (vector->form == FORM_TRUTH)
    kernel_truth_states(chunk->states, optional, node->states, rows);
  else if (optional)
    kernel_optional(chunk->states, node->states, rows);
  else
    vector->states = chunk->states;
}

static CellState state_in(const Column *column, uint32_t row) {
  CellState state = column_state(column, row);
  return state == CELL_UNKNOWN && column->field->optional ? CELL_NONE : state;
}

/* The cell of the row that another record is. */
static void gather_cell(Node *node, const Column *column, size_t at, uint32_t row) {
  const ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  size_t cell = row % COLUMN_CHUNK;
  CellState state = state_in(column, row);
  node->states[at] = (uint8_t)state;
  if (node->truths) {
    node->truths[at] = chunk->truths[cell];
    node->states[at] = state == CELL_NONE || state == CELL_ODD ? CELL_ODD : CELL_KNOWN;
  } else if (node->numbers) {
    node->numbers[at] = chunk->numbers[cell];
  } else {
    node->names[at] = chunk->names[cell];
  }
}

void run_gather(const Plan *plan, Node *node, size_t rows) {
  const Node *from = plan_at(plan, node->shape.a);
  const Columns *target = plan_target(plan, from);
  const Column *column = node->shape.what;
  node->vector.states = node->states;
  for (size_t i = 0; i < rows; i++) {
    CellState state = from->vector.states ? (CellState)from->vector.states[i] : CELL_KNOWN;
    uint32_t row = (uint32_t)from->vector.names[i];
    if (state == CELL_KNOWN && !columns_faults(target, row)) {
      gather_cell(node, column, i, row);
    } else if (state == CELL_KNOWN || state == CELL_ODD || (node->truths && state == CELL_NONE)) {
      run_mark_odd(node, i);
    } else {
      node->states[i] = node->truths ? CELL_KNOWN : (uint8_t)state;
      if (node->truths)
        node->truths[i] = 1;
    }
  }
}

/* ---- logic --------------------------------------------------------------------------- */

void run_connective(Node *node, const Node *a, const Node *b, size_t rows) {
  if (node->shape.kind == NODE_AND)
    kernel_and(a->vector.truths, b->vector.truths, node->truths, rows);
  else
    kernel_or(a->vector.truths, b->vector.truths, node->truths, rows);
  run_finish_truths(node, a, b, rows);
}

void run_not(Node *node, const Node *a, size_t rows) {
  kernel_not(a->vector.truths, node->truths, rows);
  node->vector.states = run_states(a);
}

/* A list is as known as its rows are many (V2); a fact as its cell says. */
CellState run_fact_state(const Plan *plan, const Column *column, size_t at) {
  uint32_t row = (uint32_t)(plan->chunk * COLUMN_CHUNK + at);
  CellState state = state_in(column, row);
  if (column->form != COLUMN_LIST || state == CELL_ODD)
    return state;
  int32_t count = state == CELL_KNOWN ? column->chunks.items[plan->chunk].lengths[at] : 0;
  if (count == 0)
    return column->field->optional ? CELL_KNOWN : CELL_UNKNOWN;
  return count < column->field->at_least ? CELL_UNKNOWN : CELL_KNOWN;
}

static uint8_t state_truth(NodeKind kind, CellState state) {
  if (kind == NODE_KNOWN)
    return state == CELL_UNKNOWN ? 0 : 2;
  return state == CELL_UNKNOWN ? 1 : state == CELL_NONE ? 0 : 2;
}

/* A list is given where it has elements, known to be all of them or not. */
static void run_list_state(const Plan *plan, Node *node, const Column *column, size_t rows) {
  NodeKind kind = (NodeKind)node->shape.kind;
  for (size_t i = 0; i < rows; i++) {
    CellState state = run_fact_state(plan, column, i);
    node->truths[i] = state_truth(kind, state);
    if (kind == NODE_GIVEN && state == CELL_KNOWN)
      node->truths[i] = column_state(column, (uint32_t)(plan->chunk * COLUMN_CHUNK + i)) ==
                                    CELL_KNOWN &&
                                column->chunks.items[plan->chunk].lengths[i] > 0
                            ? 2 : 0;
    node->states[i] = CELL_KNOWN;
    if (state == CELL_ODD)
      run_mark_odd(node, i);
  }
}

/* ODD rows are not known, and ODD. */
static void tell_states(Node *node, const uint8_t *states, bool optional, size_t rows) {
  NodeKind kind = (NodeKind)node->shape.kind;
  CellState unknown = optional ? CELL_NONE : CELL_UNKNOWN;
  const uint8_t truths[4] = { state_truth(kind, CELL_KNOWN), state_truth(kind, unknown),
                              state_truth(kind, CELL_NONE), 1 };
  static const uint8_t odd[4] = { [CELL_ODD] = CELL_ODD };
  kernel_told_states(states, truths, node->truths, rows);
  kernel_told_states(states, odd, node->states, rows);
}

/* What is known of a value: a truth tells it by its byte too. */
static void run_value_state(Node *node, const Node *a, size_t rows) {
  uint8_t states[COLUMN_CHUNK];
  if (a->vector.states)
    memcpy(states, a->vector.states, rows);
  else
    memset(states, CELL_KNOWN, rows);
  for (size_t i = 0; a->vector.truths && i < rows; i++)
    if (states[i] == CELL_KNOWN && a->vector.truths[i] == 1)
      states[i] = CELL_UNKNOWN;
  tell_states(node, states, false, rows);
}

void run_state(const Plan *plan, Node *node, const Node *a, size_t rows) {
  const Column *column = a ? a->shape.kind == NODE_COLUMN ? a->shape.what : NULL
                           : node->shape.what;
  node->vector.states = node->states;
  if (!column) {
    run_value_state(node, a, rows);
  } else if (column->form == COLUMN_LIST) {
    run_list_state(plan, node, column, rows);
  } else if (column->chunks.items[plan->chunk].states) {
    tell_states(node, column->chunks.items[plan->chunk].states, column->field->optional, rows);
  } else {
    memset(node->truths, state_truth((NodeKind)node->shape.kind, CELL_KNOWN), rows);
    node->vector.states = NULL;
  }
  if (node->vector.states && !kernel_worst(node->states, rows))
    node->vector.states = NULL;
}

/* ---- names of bodies ------------------------------------------------------------------- */

enum { NOT_LOOKED_UP, NOT_CALLED, IS_CALLED };

static uint8_t *looked_up(const Plan *plan, Node *node, int32_t text) {
  const Census *census = plan->census;
  if ((size_t)text >= node->called_count) {
    size_t count = census->text_list.count;
    node->called = arena_grow_array(plan->arena, node->called, node->called_count, count, 1);
    node->called_count = count;
  }
  if (node->called_version != census_version(census)) {    /* the numbers may mean other texts */
    memset(node->called, NOT_LOOKED_UP, node->called_count);
    node->called_version = census_version(census);
  }
  uint8_t *called = &node->called[text];
  if (*called == NOT_LOOKED_UP)
    *called = body_is_called(node->shape.what, census_text(census, text)) ? IS_CALLED : NOT_CALLED;
  return called;
}

/* Who has no name is no body; a text, or a record, that is none is what the reference calls an
 * error. */
void run_called(const Plan *plan, Node *node, const Node *a, const Node *b, size_t rows) {
  node->vector.states = run_states(a) ? node->states : NULL;
  memset(node->states, CELL_KNOWN, rows);
  for (size_t i = 0; i < rows; i++)
    switch (run_state_at(a, i)) {
      case CELL_KNOWN:
        node->truths[i] = *looked_up(plan, node, a->vector.names[i]) == IS_CALLED ? 2 : 0;
        break;
      case CELL_UNKNOWN:
        node->truths[i] = 1;
        break;
      case CELL_NONE: case CELL_ODD:
        node->truths[i] = 0;
        if (!node->shape.detail || run_state_at(a, i) == CELL_ODD ||
            (b && run_state_at(b, i) == CELL_NONE))
          run_mark_odd(node, i);
        break;
    }
}

/* ---- comparisons --------------------------------------------------------------------- */

static void compare_wide(Node *node, const Node *a, const Node *b, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    Int128 left = (Int128)a->vector.numbers[i] * node->left;
    Int128 right = (Int128)b->vector.numbers[i] * node->right;
    bool holds = node->shape.op == BINARY_LESS      ? left < right
                 : node->shape.op == BINARY_AT_MOST ? left <= right
                                                    : left == right;
    node->truths[i] = holds ? 2 : 0;
  }
}

static void compare_numbers(Node *node, const Node *a, const Node *b, size_t rows) {
  int64_t rooms[2][COLUMN_CHUNK];
  if (node->wide) {
    compare_wide(node, a, b, rows);
    return;
  }
  const int64_t *left = run_scaled(a, node->left, rooms[0], a->one ? 1 : rows);
  const int64_t *right = run_scaled(b, node->right, rooms[1], b->one ? 1 : rows);
  if (node->shape.op == BINARY_LESS)
    kernel_less_numbers(left, a->one, right, b->one, node->truths, rows);
  else if (node->shape.op == BINARY_AT_MOST)
    kernel_most_numbers(left, a->one, right, b->one, node->truths, rows);
  else
    kernel_same_numbers(left, a->one, right, b->one, node->truths, rows);
}

static void compare_names(Node *node, const Node *a, const Node *b, size_t rows) {
  const int32_t *left = a->vector.names, *right = b->vector.names;
  if (node->shape.op == BINARY_LESS)
    kernel_less_names(left, a->one, right, b->one, node->truths, rows);
  else if (node->shape.op == BINARY_AT_MOST)
    kernel_most_names(left, a->one, right, b->one, node->truths, rows);
  else
    kernel_same_names(left, a->one, right, b->one, node->truths, rows);
}

void run_compare(Node *node, const Node *a, const Node *b, size_t rows) {
  if (a->shape.form == FORM_TRUTH) {
    kernel_same_truths(a->vector.truths, b->vector.truths, node->truths, rows);
    run_finish_truths(node, a, b, rows);
    return;
  }
  if (a->shape.form == FORM_NUMBER)
    compare_numbers(node, a, b, rows);
  else
    compare_names(node, a, b, rows);
  run_settle_compared(node, a, b, rows);
}

void run_settle_compared(Node *node, const Node *a, const Node *b, size_t rows) {
  const uint8_t *left = run_states(a), *right = run_states(b);
  bool odd = run_is_odd(a) || run_is_odd(b);
  node->vector.states = odd ? node->states : NULL;
  if (!odd && (left || right))
    kernel_open(node->truths, left, right, rows);
  else if (odd)
    kernel_settle(node->truths, left, right, node->states, rows);
}
