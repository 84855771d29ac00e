/* Whole tables as columns of their own, taken in once; and which of their records have a value. */
#include "interp/plan/census.h"
#include "interp/plan/running.h"

/* ---- the table ------------------------------------------------------------------------- */

Whole *whole_of(Plan *plan, const RecordType *type) {
  while (plan->outer)
    plan = plan->outer;
  for (size_t i = 0; i < plan->wholes.count; i++)
    if (plan->wholes.items[i]->type == type)
      return plan->wholes.items[i];
  Whole *whole = arena_new(plan->arena, Whole);
  *whole = (Whole){ .type = type, .census = census_new(plan->arena, plan->model) };
  whole->columns = census_columns(whole->census, type);
  LIST_ADD(plan->arena, &plan->wholes, Whole *, whole);
  return whole;
}

/* As the reference has them: those of the source, else those that ship with the rules. */
static bool find_records(const Plan *plan, const Whole *whole, const Record *const **records,
                         size_t *count) {
  const RecordSource *source = plan->source;
  *count = 0;
  if (source && source->all)
    source->all(source->context, whole->type, records, count);
  if (*count > 0 || !whole->type->row_by_key)
    return source && source->all;
  *records = whole->type->sorted;
  *count = whole->type->row_count;
  return true;
}

static uint64_t puts_of(const Plan *plan) {
  while (plan->outer)
    plan = plan->outer;
  return plan->census->puts;
}

/* Once taken they stay: where others stand in their place, or a fact is assumed, the reference
 * has its say. */
bool whole_bind(const Plan *plan, Whole *whole) {
  const Record *const *records = NULL;
  size_t count;
  if (!find_records(plan, whole, &records, &count))
    return false;
  if (!whole->taken) {
    for (size_t i = 0; i < count; i++)
      census_add(whole->census, records[i]);
    whole->records = records;
    whole->count = count;
    whole->puts = puts_of(plan);
    whole->taken = true;
  }
  return whole->records == records && whole->count == count && whole->puts == puts_of(plan);
}

/* ---- those with a value ---------------------------------------------------------------- */

enum { NOT_TRANSLATED, NOBODY };        /* else the number + 2 */

typedef struct Matches {
  const Whole  *whole;
  const Column *column;
  PlanNode      value;            /* of the plan that the list stands in */
  uint32_t     *heads, *next;     /* row + 1 of the first that hashes there, and of the next */
  size_t        head_count;       /* a power of two; 0: not made yet */
  LIST(uint32_t) open, same;      /* whose field is not known; those found */
  int32_t      *translated;       /* texts and records by their numbers outside */
  size_t        translated_room;
} Matches;

Matches *matches_new(Arena *arena, const Whole *whole, const Column *column, PlanNode value) {
  Matches *matches = arena_new(arena, Matches);
  *matches = (Matches){ .whole = whole, .column = column, .value = value };
  return matches;
}

PlanNode matches_value(const Matches *matches) {
  return matches->value;
}

const Column *matches_column(const Matches *matches) {
  return matches->column;
}

static int64_t cell_at(const Column *column, uint32_t row) {
  const ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  size_t at = row % COLUMN_CHUNK;
  return chunk->numbers ? chunk->numbers[at] : chunk->names[at];
}

static size_t head_of(const Matches *matches, int64_t item) {
  uint64_t hash = (uint64_t)item * UINT64_C(0x9e3779b97f4a7c15);
  return (size_t)(hash ^ hash >> 32) & (matches->head_count - 1);
}

static void add_row(Matches *matches, Arena *arena, uint32_t row) {
  if (column_state(matches->column, row) != CELL_KNOWN ||
      columns_faults(matches->whole->columns, row)) {
    LIST_ADD(arena, &matches->open, uint32_t, row);
    return;
  }
  uint32_t *head = &matches->heads[head_of(matches, cell_at(matches->column, row))];
  matches->next[row] = *head;
  *head = row + 1;
}

/* The table once; numbers of texts outside may have come to mean others. */
void matches_bind(Matches *matches, Arena *arena) {
  size_t count = matches->whole->columns->count;
  for (size_t i = 0; i < matches->translated_room; i++)
    matches->translated[i] = NOT_TRANSLATED;
  if (matches->head_count || !matches->whole->taken)
    return;
  for (matches->head_count = 16; matches->head_count < 2 * count;)
    matches->head_count *= 2;
  matches->heads = arena_array(arena, uint32_t, matches->head_count);
  matches->next = arena_array(arena, uint32_t, count + 1);
  for (size_t i = 0; i < count; i++)
    add_row(matches, arena, (uint32_t)i);
}

/* ---- what stands outside, as the table's columns have it ------------------------------- */

/* The number there of a text or a record here; below 0: none of the table's has it. */
static int32_t number_there(const Matches *matches, const Plan *plan, const Node *node,
                            size_t row) {
  Census *there = matches->whole->census;
  Arena batch;
  arena_init(&batch, plan->arena->memory);
  Value value = bind_back(plan, node, row, &batch);
  int32_t number = -1;
  if (value.kind == TYPE_TEXT) {
    number = (int32_t)(uintptr_t)map_get(&there->texts, value.as.text) - 1;
  } else {
    const Columns *columns = census_referred(there, node->type->record);
    Text key = record_key_text(&batch, value.as.record);
    number = columns ? (int32_t)(uintptr_t)map_get(&columns->rows, key) - 1 : -1;
  }
  arena_free(&batch);
  return number;
}

static int32_t translate(Matches *matches, const Plan *plan, const Node *node, size_t row) {
  size_t number = (size_t)node->vector.names[row];
  if (number >= matches->translated_room) {
    size_t room = number < 512 ? 1024 : 2 * number;
    matches->translated = arena_grow_array(plan->arena, matches->translated,
                                           matches->translated_room, room, sizeof(int32_t));
    matches->translated_room = room;
  }
  int32_t *there = &matches->translated[number];
  if (*there == NOT_TRANSLATED)
    *there = number_there(matches, plan, node, row) + NOBODY + 1;
  return *there - NOBODY - 1;
}

/* False: no cell of the column is equal to it. */
static bool item_there(Matches *matches, const Plan *plan, const Node *node, size_t row,
                       int64_t *item) {
  TypeKind kind = node->type->kind;
  if (kind == TYPE_TEXT || kind == TYPE_RECORD) {
    *item = translate(matches, plan, node, row);
    return *item >= 0;
  }
  *item = run_item(node, row);
  if (node->shape.form != FORM_NUMBER || node->denominator == matches->column->denominator)
    return true;
  Int128 scaled = (Int128)*item * matches->column->denominator;
  *item = (int64_t)(scaled / node->denominator);
  return scaled % node->denominator == 0 && scaled / node->denominator == *item;
}

bool matches_find(Matches *matches, const Plan *plan, size_t row, Matching *matching) {
  const Node *node = plan_at(plan, matches->value);
  int64_t item;
  if (run_state_at(node, row) != CELL_KNOWN)
    return false;
  matches->same.count = 0;
  if (item_there(matches, plan, node, row, &item))
    for (uint32_t at = matches->heads[head_of(matches, item)]; at; at = matches->next[at - 1])
      if (cell_at(matches->column, at - 1) == item)
        LIST_ADD(plan->arena, &matches->same, uint32_t, at - 1);
  *matching = (Matching){ matches->same.items, matches->same.count, matches->open.items,
                          matches->open.count };
  return true;
}
