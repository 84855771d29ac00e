#include "interp/budget/groups.h"

#include <stdlib.h>

static bool alike(Value a, Value b) {
  if (!value_is_known(a) || !value_is_known(b))
    return !value_is_known(a) && !value_is_known(b);
  return a.kind == TYPE_RECORD ? record_key_compare(a.as.record, b.as.record) == 0
                               : value_same(a, b);
}

size_t groups_same(const Budget *budget, const Record *a, const Record *b) {
  size_t same = 0;
  while (same < budget->by_count && alike(a->fields[budget->by[same]->index],
                                          b->fields[budget->by[same]->index]))
    same++;
  return same;
}

Text groups_label(Arena *arena, const Record *record, const FieldType *field) {
  Value value = record->fields[field->index];
  if (!value_is_known(value))
    return TEXT("?");
  if (value.kind == TYPE_CODE)
    return code_title(value.as.code);
  if (value.kind == TYPE_RECORD)
    return record_name(arena, value.as.record);
  return value_plain(arena, value);
}

/* ---- order --------------------------------------------------------------------------- */

typedef struct {
  const Record *record;
  size_t        place;          /* before groups */
  size_t       *ranks;          /* of its value in each level */
  size_t        levels;
} Ranked;

/* Values of one level, in the order they are met. */
typedef LIST(Value) Met;

static size_t rank_of(Arena *arena, Met *met, Value value) {
  if (value_is_known(value) && value.kind == TYPE_CODE)
    return value.as.code->index;
  for (size_t i = 0; i < met->count; i++)
    if (alike(met->items[i], value))
      return i;
  LIST_ADD(arena, met, Value, value);
  return met->count - 1;
}

static int by_rank(const void *a, const void *b) {
  const Ranked *left = a, *right = b;
  for (size_t i = 0; i < left->levels; i++)
    if (left->ranks[i] != right->ranks[i])
      return left->ranks[i] < right->ranks[i] ? -1 : 1;
  return left->place < right->place ? -1 : left->place > right->place;
}

/* Are all rows the file's?  Both stand in key order. */
static bool is_shipped(const Budget *budget, BudgetRows rows) {
  const RecordType *record = budget->record;
  size_t next = 0;
  for (size_t i = 0; i < record->row_count && next < rows.count; i++)
    next += record->sorted[i] == rows.records[next];
  return record->row_by_key && next == rows.count;
}

static bool is_row(BudgetRows rows, const Record *record) {
  size_t low = 0, high = rows.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (record_key_compare(rows.records[middle], record) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < rows.count && rows.records[low] == record;
}

/* The file's order where they are the file's, else by key. */
static size_t list_rows(const Budget *budget, BudgetRows rows, const Record **listed) {
  const Record *const *shipped = is_shipped(budget, rows) ? budget->record->rows : NULL;
  size_t count = 0;
  for (size_t i = 0; shipped && i < budget->record->row_count; i++)
    if (is_row(rows, shipped[i]))
      listed[count++] = shipped[i];
  for (size_t i = 0; !shipped && i < rows.count; i++)
    listed[count++] = rows.records[i];
  return count;
}

const Record **groups_order(Arena *arena, const Budget *budget, BudgetRows rows) {
  const Record **ordered = arena_array(arena, const Record *, rows.count + 1);
  Ranked *ranked = arena_array(arena, Ranked, rows.count + 1);
  Met *met = arena_array(arena, Met, budget->by_count + 1);
  size_t count = list_rows(budget, rows, ordered);
  for (size_t i = 0; i < count; i++) {
    ranked[i] = (Ranked){ ordered[i], i, arena_array(arena, size_t, budget->by_count + 1),
                          budget->by_count };
    for (size_t level = 0; level < budget->by_count; level++)
      ranked[i].ranks[level] = rank_of(arena, &met[level],
                                       ordered[i]->fields[budget->by[level]->index]);
  }
  if (count > 1)
    qsort(ranked, count, sizeof *ranked, by_rank);
  for (size_t i = 0; i < count; i++)
    ordered[i] = ranked[i].record;
  return ordered;
}
