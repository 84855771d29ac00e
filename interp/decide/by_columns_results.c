/* What other decisions read of the records of one that goes by columns (D1). */
#include "interp/decide/by_columns.h"

void by_columns_start_results(ByColumns *by) {
  Columns *columns = by->sift->columns;
  columns->placed = true;
  columns->first = by->base;
  if (by->results)
    results_room(by->results, by->kept.count);
}

/* ---- states of the amount ---------------------------------------------------------------- */

static void keep_amount(ByColumns *by, size_t amount, size_t first, uint8_t *left, size_t rows) {
  const Vector *vector = plan_vector(by->sift->plan, by->sift->amounts.values[amount]);
  for (size_t i = 0; i < rows; i++) {
    size_t at = vector->one ? 0 : i;
    CellState state = vector->states ? (CellState)vector->states[at] : CELL_KNOWN;
    left[i] |= state == CELL_ODD || vector->denominator != 1;
    results_set_amount(by->results, by->base + first + i, amount, state, vector->numbers[at]);
  }
}

void by_columns_keep_amounts(ByColumns *by, size_t first, uint8_t *left, size_t rows) {
  for (size_t i = 0; by->results && i < by->round->decision->amounts.count; i++)
    keep_amount(by, i, first, left, rows);
}

/* ---- what is waited for ------------------------------------------------------------------ */

void by_columns_learn_waits(ByColumns *by, Alike *alike, const Judgement *judgement) {
  if (!by->results || judgement->kind != OUTCOME_INCOMPLETE)
    return;
  alike->waits = results_waits(by->results, judgement);
  if (alike->waits && !results_waits_alike(by->results, alike->waits)) {
    alike->state = ALIKE_ALONE;
    alike->why = ALONE_OPEN;
  }
}

void by_columns_keep_waits(ByColumns *by, const Alike *alike, uint32_t number) {
  results_set_waits(by->results, number, alike->waits);
}

/* ---- how they ended ------------------------------------------------------------------------ */

static const ResultWay *ways_of(ByColumns *by) {
  size_t count = by->endings.list.count;
  ResultWay *ways = arena_array(by->round->run->arena, ResultWay, count + 1);
  for (size_t i = 0; i < count; i++) {
    const KnownEnding *ending = &by->endings.list.items[i];
    ways[i] = results_way(by->results, ending->kind, ending->row.outcome, ending->decider,
                          ending->row.decider);
  }
  return ways;
}

static void hand_result(ByColumns *by, size_t number, const KeptRow *row, const ResultWay *ways) {
  bool fundable = by->endings.list.items[row->ending].kind == OUTCOME_FUNDABLE;
  uint64_t rank;
  int64_t granted = by_columns_granted(by, row, &rank);
  results_set(by->results, number, ways[row->ending], fundable ? granted : 0,
              row->placed ? rank : RESULT_NO_RANK);
}

/* Of one that is apart its judgement has told. */
void by_columns_hand_results(ByColumns *by) {
  KeptCursor cursor = { 0 };
  if (!by->results)
    return;
  const ResultWay *ways = ways_of(by);
  for (size_t number = 0; number < by->kept.count; number++) {
    KeptRow row = kept_next(&by->kept, &cursor);
    if (!row.apart)
      hand_result(by, number, &row, ways);
  }
  results_finish(&by->round->run->results, by->results, &by->kept);
}
