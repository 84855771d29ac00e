/* Endings of classes whose reasons tell the governing day: one for each day, made of the one that
 * the reference judged. */
#include "interp/decide/by_columns.h"

/* The ending `settled`, telling that day in its finding. */
static uint32_t tell_day(ByColumns *by, uint32_t settled, size_t finding, Date day) {
  Arena *batch = &by->round->run->batch;
  arena_reset(batch);
  Text reason = rules_outside_period(by->round->judge, value_date(day), batch);
  return endings_with_reason(&by->endings, settled, finding, reason, batch);
}

uint32_t by_columns_dated(ByColumns *by, const Alike *alike, uint32_t class, uint32_t row) {
  Date day;
  if (!alike->dated || !likeness_day(by->likeness, class, row, &day))
    return alike->ending;
  uint32_t number = numbering_of_pair(&by->class_days, class, (uint32_t)day);
  if (number == by->dated.count)
    LIST_ADD(by->round->run->arena, &by->dated, uint32_t,
             tell_day(by, alike->ending, alike->dated - 1, day));
  return by->dated.items[number];
}
