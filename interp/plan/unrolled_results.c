/* What the elements of a row's list come to, once they are gone through. */
#include "interp/plan/unrolled.h"

#include <stdlib.h>

enum { FEW = 24 };

static const Node *node_at(const Plan *plan, PlanNode node) {
  return node < 0 ? NULL : plan_at(plan, node);
}

static int compare_items(const void *left, const void *right) {
  const Distinct *a = left, *b = right;
  return (a->item > b->item) - (a->item < b->item);
}

/* Few are put in order as they stand. */
static void sort_items(Distinct *values, size_t count) {
  if (count > FEW) {
    qsort(values, count, sizeof *values, compare_items);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    Distinct value = values[i];
    size_t at = i;
    for (; at > 0 && values[at - 1].item > value.item; at--)
      values[at] = values[at - 1];
    values[at] = value;
  }
}

/* Values stand row after row, as their lists were gone through. */
static void count_distinct(Tallies *tallies) {
  Distinct *values = tallies->values.items;
  for (size_t first = 0, end; first < tallies->values.count; first = end) {
    uint32_t row = values[first].row;
    for (end = first; end < tallies->values.count && values[end].row == row; end++)
      continue;
    sort_items(values + first, end - first);
    for (size_t i = first; i < end; i++)
      tallies->certain[row] += i == first || values[i].item != values[i - 1].item;
  }
}

static void set_truth(Node *node, const Unrolled *unrolled, size_t row) {
  const Tallies *tallies = unrolled->tallies;
  int64_t least = unrolled->term->as.quantified.least;
  int64_t certain = tallies->certain[row], possible = tallies->possible[row];
  bool settled = true, truth = false;
  switch (unrolled->term->as.quantified.kind) {
    case QUANTIFIED_EVERY:
      truth = certain == tallies->all[row];
      settled = truth || possible < tallies->all[row];
      break;
    case QUANTIFIED_SOME:
      truth = certain > 0;
      settled = truth || !possible;
      break;
    case QUANTIFIED_AT_LEAST:
      truth = certain >= least;
      settled = truth || possible < least;
      break;
  }
  node->truths[row] = !settled ? 1 : truth ? 2 : 0;
  if (!settled && tallies->odd[row])
    run_mark_odd(node, row);
}

static void set_otherwise(Node *node, const Node *otherwise, size_t row) {
  CellState state = otherwise ? run_item_state(otherwise, row) : CELL_NONE;
  run_set_state(node, row, state);
  if (state != CELL_KNOWN)
    return;
  int64_t item = run_item(otherwise, row);
  if (node->shape.form == FORM_RATIO)
    node->parts[row] = otherwise->denominator;
  else if (node->shape.form == FORM_NUMBER &&
           __builtin_mul_overflow(item, node->denominator / otherwise->denominator, &item))
    run_mark_odd(node, row);
  if (node->states[row] == CELL_KNOWN)
    run_put_item(node, row, item);
}

static void set_ratio(Node *node, size_t row, int64_t over, int64_t count, int64_t parts) {
  node->numbers[row] = over;
  if (__builtin_mul_overflow(count, parts, &node->parts[row]))
    run_mark_odd(node, row);
}

static void set_found(Node *node, const Node *value, const Tallies *tallies, size_t row,
                      CellState state) {
  int64_t item = tallies->items[row];
  run_set_state(node, row, state);
  if (state != CELL_KNOWN)
    return;
  if (node->shape.form == FORM_NUMBER &&
      __builtin_mul_overflow(item, node->denominator / value->denominator, &item))
    run_mark_odd(node, row);
  else
    run_put_item(node, row, item);
}

static void set_value(Node *node, const Unrolled *unrolled, const Node *otherwise, size_t row) {
  const Tallies *tallies = unrolled->tallies;
  const Node *value = node_at(unrolled->pairs, unrolled->value);
  int64_t certain = tallies->certain[row];
  switch (unrolled_kind(unrolled)) {
    case AGGREGATE_SUM:
      node->numbers[row] = tallies->items[row];
      return;
    case AGGREGATE_COUNT: case AGGREGATE_DISTINCT: case AGGREGATE_LIST:
      node->numbers[row] = certain;
      return;
    case AGGREGATE_SHARE:
      if (tallies->all[row])
        set_ratio(node, row, certain, tallies->all[row], 1);
      else
        set_otherwise(node, otherwise, row);
      return;
    case AGGREGATE_AVERAGE:
      if (certain)
        set_ratio(node, row, tallies->items[row], certain, value->denominator);
      else
        set_otherwise(node, otherwise, row);
      return;
    case AGGREGATE_MAX: case AGGREGATE_MIN:
      if (certain)
        set_found(node, value, tallies, row, CELL_KNOWN);
      else
        set_otherwise(node, otherwise, row);
      return;
    case AGGREGATE_THE: case AGGREGATE_FIRST:
      if (certain)
        set_found(node, value, tallies, row, (CellState)tallies->states[row]);
      else
        set_otherwise(node, otherwise, row);
      return;
  }
}

/* Of the list, and of what is sought in it: an error before what is not known. */
static CellState state_of_list(const Tallies *tallies, const Node *sought, size_t row) {
  CellState list = (CellState)(tallies->lists[row] | tallies->made[row]);
  CellState other = sought ? run_item_state(sought, row) : CELL_KNOWN;
  return list >= CELL_NONE || other >= CELL_NONE ? CELL_ODD : (CellState)(list | other);
}

static void set_row(const Plan *plan, Node *node, const Unrolled *unrolled,
                    const Node *otherwise, size_t row) {
  const Tallies *tallies = unrolled->tallies;
  CellState list = state_of_list(tallies, node_at(plan, unrolled->sought), row);
  node->states[row] = CELL_KNOWN;
  if (node->parts)
    node->parts[row] = 1;
  if (list != CELL_KNOWN)
    run_set_state(node, row, list);
  else if (unrolled_quantifies(unrolled))
    set_truth(node, unrolled, row);
  else if (tallies->odd[row] || (tallies->tied[row] && !tallies->open[row]))
    run_mark_odd(node, row);
  else if (tallies->open[row])
    run_set_state(node, row, CELL_UNKNOWN);
  else
    set_value(node, unrolled, otherwise, row);
}

void unrolled_results(const Plan *plan, Node *node, size_t rows) {
  const Unrolled *unrolled = node->shape.what;
  const Node *otherwise = node_at(plan, unrolled->otherwise);
  node->vector.states = node->states;
  if (!unrolled_quantifies(unrolled) && unrolled_kind(unrolled) == AGGREGATE_DISTINCT)
    count_distinct(unrolled->tallies);
  for (size_t i = 0; i < rows; i++)
    set_row(plan, node, unrolled, otherwise, i);
}
