/* List operations: what each element comes to once for all of them, then each list over its own. */
#include "interp/plan/nodes.h"

#include "interp/plan/census.h"

#include <string.h>

/* What an element comes to in Over.truths. */
enum { ELEMENT_NO, ELEMENT_OPEN, ELEMENT_YES, ELEMENT_ODD };

/* ---- the elements -------------------------------------------------------------------- */

static uint8_t truth_at(const Vector *vector, size_t row) {
  return vector->states && vector->states[row] ? ELEMENT_ODD : vector->truths[row];
}

/* What a sum adds of it: nothing if it is not counted, or if it is a known zero (L5). */
static uint8_t added_at(const Vector *vector, size_t row, uint8_t chosen, int64_t *number) {
  uint8_t state = vector->states ? vector->states[row] : CELL_KNOWN;
  *number = state == CELL_KNOWN && chosen == ELEMENT_YES ? vector->numbers[row] : 0;
  if (chosen == ELEMENT_NO || chosen == ELEMENT_ODD)
    return chosen;
  if (state == CELL_ODD || state == CELL_NONE)
    return ELEMENT_ODD;
  if (chosen == ELEMENT_OPEN)
    return state == CELL_KNOWN && vector->numbers[row] == 0 ? ELEMENT_NO : ELEMENT_OPEN;
  return state == CELL_KNOWN ? ELEMENT_YES : ELEMENT_OPEN;
}

static void take_chunk(Over *over, size_t first, size_t rows) {
  const Plan *plan = over->elements;
  bool sums = over->numbers != NULL;
  const Vector *element = over->element < 0 ? NULL : plan_vector(plan, over->element);
  const Vector *where = over->where < 0 ? NULL : plan_vector(plan, over->where);
  for (size_t i = 0; i < rows; i++) {
    uint8_t chosen = where ? truth_at(where, i) : ELEMENT_YES;
    over->truths[first + i] = sums      ? added_at(element, i, chosen, &over->numbers[first + i])
                              : element ? truth_at(element, i)
                                        : chosen;
  }
}

static void leave_faulty(Over *over) {
  const Columns *columns = over->elements->columns;
  for (size_t i = 0; i < columns->faulty.count; i++)
    over->truths[columns->faulty.items[i].row] = ELEMENT_ODD;
}

static int64_t longest(const Column *column) {
  int32_t most = 0;
  for (size_t i = 0; i < column->chunks.count; i++)
    for (size_t j = 0; j < COLUMN_CHUNK; j++)
      if (column->chunks.items[i].lengths[j] > most)
        most = column->chunks.items[i].lengths[j];
  return most;
}

static void bind_sum(Over *over, bool sums) {
  int64_t most = 0, length = longest(over->column);
  for (size_t i = 0; sums && i < over->elements->columns->count; i++) {
    int64_t size = over->numbers[i] < 0 ? -over->numbers[i] : over->numbers[i];
    most = size > most ? size : most;
  }
  if (__builtin_mul_overflow(sums ? most : 1, length, &over->most))
    over->most = INT64_MAX;
}

static bool changed(const Over *over) {
  const Plan *elements = over->elements;
  const PlanNode nodes[] = { over->element, over->where };
  bool any = !over->computed || over->version != census_version(elements->census);
  for (size_t i = 0; i < 2; i++)
    any |= nodes[i] >= 0 && reads_meet(elements, plan_at(elements, nodes[i])->reads,
                                       elements->changed);
  return any;
}

/* There may be more elements than the last time. */
static void make_room(Arena *arena, Over *over, bool sums) {
  size_t count = over->elements->columns->count + 1;
  if (count <= over->room)
    return;
  over->room = count > 2 * over->room ? count : 2 * over->room;
  over->truths = arena_array(arena, uint8_t, over->room);
  over->numbers = sums ? arena_array(arena, int64_t, over->room) : NULL;
}

void over_bind(Plan *plan, Over *over) {
  Plan *elements = over->elements;
  const Term *term = over->term;
  bool sums = term->kind == TERM_AGGREGATE && term->as.aggregate.kind == AGGREGATE_SUM;
  if (!changed(over))
    return;
  over->computed = false;
  over->version = census_version(elements->census);
  make_room(plan->arena, over, sums);
  PlanNode wanted[] = { over->element, over->where };
  plan_want(elements, wanted, 2);
  Arena batch;
  arena_init(&batch, plan->arena->memory);
  for (size_t i = 0; i < plan_chunks(elements); i++) {
    plan_run(elements, i, &batch);
    take_chunk(over, i * COLUMN_CHUNK, plan_rows(elements, i));
  }
  arena_free(&batch);
  leave_faulty(over);
  over->denominator = sums ? plan_vector(elements, over->element)->denominator : 1;
  bind_sum(over, sums);
  over->computed = true;
}

/* ---- the lists ----------------------------------------------------------------------- */

static uint8_t every_or_some(const Over *over, const int32_t *elements, int32_t count,
                             bool every) {
  uint8_t settling = every ? ELEMENT_NO : ELEMENT_YES, result = (uint8_t)(2 - settling);
  for (int32_t i = 0; i < count; i++) {
    uint8_t each = over->truths[elements[i]];
    if (each == settling)
      return settling;
    if (each == ELEMENT_ODD || (each == ELEMENT_OPEN && result != ELEMENT_ODD))
      result = each;
  }
  return result;
}

static uint8_t at_least(const Over *over, const int32_t *elements, int32_t count,
                        int32_t least) {
  int32_t certain = 0, possible = 0;
  bool odd = false;
  for (int32_t i = 0; i < count; i++) {
    uint8_t each = over->truths[elements[i]];
    certain += each == ELEMENT_YES;
    possible += each != ELEMENT_NO;
    odd |= each == ELEMENT_ODD;
  }
  if (certain >= least)
    return ELEMENT_YES;
  return possible < least ? ELEMENT_NO : odd ? ELEMENT_ODD : ELEMENT_OPEN;
}

static void set_truth(Node *node, size_t row, uint8_t truth) {
  node->truths[row] = truth;
  node->states[row] = CELL_KNOWN;
  if (truth == ELEMENT_ODD)
    run_mark_odd(node, row);
}

static void quantify(Node *node, const Over *over, size_t row, const int32_t *elements,
                     int32_t count) {
  QuantifiedKind kind = (QuantifiedKind)node->shape.op;
  set_truth(node, row, kind == QUANTIFIED_AT_LEAST
                           ? at_least(over, elements, count, node->shape.detail)
                           : every_or_some(over, elements, count, kind == QUANTIFIED_EVERY));
}

/* A count adds one for each, a sum its number. */
static void add_up(Node *node, const Over *over, size_t row, const int32_t *elements,
                   int32_t count) {
  int64_t sum = 0;
  bool odd = false, open = false;
  for (int32_t i = 0; i < count; i++) {
    uint8_t each = over->truths[elements[i]];
    open |= each == ELEMENT_OPEN;
    odd |= each == ELEMENT_ODD ||
           (each == ELEMENT_YES &&
            __builtin_add_overflow(sum, over->numbers ? over->numbers[elements[i]] : 1, &sum));
  }
  node->numbers[row] = open || odd ? 0 : sum;
  node->states[row] = odd ? CELL_ODD : open ? CELL_UNKNOWN : CELL_KNOWN;
}

static void set_unknown(Node *node, size_t row, CellState state) {
  if (state == CELL_ODD) {
    run_mark_odd(node, row);
  } else if (node->truths) {
    set_truth(node, row, ELEMENT_OPEN);
  } else {
    node->numbers[row] = 0;
    node->states[row] = CELL_UNKNOWN;
  }
}

void run_over(const Plan *plan, Node *node, size_t rows) {
  const Over *over = node->shape.what;
  const Column *column = over->column;
  const ColumnChunk *chunk = &column->chunks.items[plan->chunk];
  node->vector.states = node->states;
  for (size_t i = 0; i < rows; i++) {
    CellState state = run_fact_state(plan, column, i);
    bool rowed = !chunk->states || chunk->states[i] == CELL_KNOWN;
    int32_t count = rowed ? chunk->lengths[i] : 0;
    const int32_t *elements = count ? column->elements.items + chunk->names[i] : NULL;
    if (state != CELL_KNOWN)
      set_unknown(node, i, state);
    else if (node->truths)
      quantify(node, over, i, elements, count);
    else
      add_up(node, over, i, elements, count);
  }
}

bool over_is_open(const Plan *plan, const Node *node, size_t row) {
  const Over *over = node->shape.what;
  return run_fact_state(plan, over->column, row) == CELL_UNKNOWN;
}

/* ---- which elements are open ------------------------------------------------------------ */

enum { MOST_OPEN = 1 << 16, MOST_OPEN_LISTS = 1 << 17 };

typedef struct { const Plan *plan; Arena *arena; PlanFields *fields; } Reading;

static bool read_node(void *context, PlanNode node) {
  Reading *reading = context;
  const Node *at = plan_at(reading->plan, node);
  NodeKind kind = (NodeKind)at->shape.kind;
  bool column = kind == NODE_COLUMN || kind == NODE_GATHER;
  if (column && ((const Column *)at->shape.what)->result)
    return false;                        /* what it waits for may be facts that are read here */
  if (kind == NODE_UNROLLED || kind == NODE_OVER || kind == NODE_SCALAR ||
      ((kind == NODE_GIVEN || kind == NODE_KNOWN) && at->shape.a < 0))
    return false;
  if (column)
    LIST_ADD(reading->arena, reading->fields, const FieldType *,
             ((const Column *)at->shape.what)->field);
  return plan_operands(reading->plan, at, read_node, reading);
}

bool over_fields(const Over *over, Arena *arena, PlanFields *fields) {
  const Term *term = over->term;
  bool counts_values = term->kind == TERM_AGGREGATE && term->as.aggregate.kind == AGGREGATE_COUNT &&
                       term->as.aggregate.value;
  Reading reading = { over->elements, arena, fields };
  return (term->kind == TERM_QUANTIFIED || term->kind == TERM_AGGREGATE) && !counts_values &&
         over->column->target->type->key_count == 1 &&
         (over->element < 0 || read_node(&reading, over->element)) &&
         (over->where < 0 || read_node(&reading, over->where));
}

/* The number that the element has whenever it is met. */
static uint32_t new_id(Plan *plan, Columns *columns, uint32_t element) {
  Arena batch;
  arena_init(&batch, plan->arena->memory);
  const Record *record = columns_record(columns, element, &batch);
  Text key = record_key_text(&batch, record);
  Text name = arena_format(&batch, "%zu|%.*s", columns->type->index, TEXT_PRINT(key));
  uintptr_t found = (uintptr_t)map_get(&plan->open_elements, name);
  if (!found && plan->open_count < MOST_OPEN) {
    found = ++plan->open_count;
    map_add(&plan->open_elements, arena_text(plan->arena, name), (void *)found);
  }
  arena_free(&batch);
  return (uint32_t)found;
}

/* 0: there are too many. */
static uint32_t id_of(Plan *plan, Over *over, uint32_t element) {
  if (over->id_version != over->version || over->id_room < over->room) {
    over->ids = over->id_room < over->room ? arena_array(plan->arena, uint32_t, over->room)
                                           : over->ids;
    over->id_room = over->room;
    memset(over->ids, 0, over->id_room * sizeof *over->ids);
    over->id_version = over->version;
  }
  if (!over->ids[element])
    over->ids[element] = new_id(plan, over->column->target, element);
  return over->ids[element];
}

uint32_t plan_open_elements(Plan *plan, PlanNode part, size_t row) {
  Over *over = (Over *)(uintptr_t)plan_at(plan, part)->shape.what;
  const Column *column = over->column;
  const ColumnChunk *chunk = &column->chunks.items[plan->chunk];
  bool rowed = !chunk->states || chunk->states[row] == CELL_KNOWN;
  int32_t count = rowed ? chunk->lengths[row] : 0;
  uint32_t list = 1;
  for (int32_t i = 0; i < count && list; i++) {
    uint32_t element = (uint32_t)column->elements.items[chunk->names[row] + i];
    if (over->truths[element] != ELEMENT_OPEN)
      continue;
    uint32_t id = id_of(plan, over, element);
    uint32_t next = id && plan->open_lists.count < MOST_OPEN_LISTS
                        ? numbering_of_pair(&plan->open_lists, list, id) + 2 : 0;
    list = next;
  }
  return list;
}
