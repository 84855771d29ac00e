#include "interp/plan/intake_lists.h"

enum { OWNER, ELEMENT };          /* columns of the pairs */

struct OwnerLists {
  References      *references;
  const FieldType *field;
  Columns         *columns;
  Column          *column;
  Scan            *pairs;
  const ScanBatch *batch;         /* NULL: no more */
  size_t           at;            /* row of it */
};

OwnerLists *owner_lists_new(Arena *arena, References *references, Store *store,
                            Columns *columns, Column *column) {
  Scan *pairs = scan_pairs(store, columns->type, column->field);
  if (!pairs)
    return NULL;
  OwnerLists *lists = arena_new(arena, OwnerLists);
  *lists = (OwnerLists){ .references = references, .field = column->field, .columns = columns,
                         .column = column, .pairs = pairs };
  lists->batch = scan_next(pairs);
  return lists;
}

static void pass(OwnerLists *lists) {
  if (++lists->at < lists->batch->count)
    return;
  lists->batch = scan_next(lists->pairs);
  lists->at = 0;
}

/* Below 0: the pair is of an owner that was passed, or of none; 0: of this one. */
static int compare_owner(const OwnerLists *lists, const ScanColumn *key, size_t row) {
  const ScanColumn *owner = &lists->batch->columns[OWNER];
  if (owner->states[lists->at] != CELL_KNOWN)
    return -1;
  if (key->form == COLUMN_NAME)
    return text_compare(owner->texts[owner->names[lists->at]], key->texts[key->names[row]]);
  int64_t a = owner->numbers[lists->at], b = key->numbers[row];
  return a < b ? -1 : a > b;
}

/* The element of the pair at hand, unless it is the last again; false: it is doubtful. */
static bool add_element(OwnerLists *lists, size_t first) {
  const ScanColumn *element = &lists->batch->columns[ELEMENT];
  Column *column = lists->column;
  if (lists->batch->flags[lists->at] || element->states[lists->at] != CELL_KNOWN)
    return false;
  uint32_t row = references_row(lists->references, lists->field->type.element->record, element,
                                lists->at);
  if (row == REFERENCE_DOUBTFUL)
    return false;
  if (column->elements.count > first &&
      column->elements.items[column->elements.count - 1] == (int32_t)row)
    return true;
  LIST_ADD(lists->columns->census->arena, &column->elements, int32_t, (int32_t)row);
  return true;
}

bool owner_lists_take(OwnerLists *lists, const ScanColumn *key, size_t row, uint32_t to) {
  Column *column = lists->column;
  const FieldType *field = lists->field;
  size_t first = column->elements.count;
  bool sure = true;
  int order = -1;
  while (lists->batch && (order = compare_owner(lists, key, row)) <= 0) {
    if (order == 0)
      sure &= add_element(lists, first);
    pass(lists);
  }
  size_t count = column->elements.count - first;
  size_t least = field->at_least > 1 ? (size_t)field->at_least : 1;
  ColumnChunk *chunk = &column->chunks.items[to / COLUMN_CHUNK];
  if (!sure)
    column->elements.count = first;
  chunk->names[to % COLUMN_CHUNK] = (int32_t)first;
  chunk->lengths[to % COLUMN_CHUNK] = sure ? (int32_t)count : 0;
  if (count < least && !(field->optional && count == 0))
    column_set(lists->columns, column, to, value_unknown(TYPE_LIST));
  return sure;
}

void owner_lists_drain(OwnerLists *lists) {
  while (lists->batch)
    lists->batch = scan_next(lists->pairs);
}

void owner_lists_end(OwnerLists *lists) {
  scan_end(lists->pairs);
}
