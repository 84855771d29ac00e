/* day_sums.h - amounts by day, and the sum of an interval of days.
 *
 * For windows that move: amounts come in any order, days are asked for in any order.  A few days
 * stand in a list; more, in a tree over all days of the calendar, made only where there is
 * something.
 *
 * Owner: the arena.  Cost: O(22) to add and to sum; memory 32 bytes for each of the first 32 days,
 * beyond that at most 22 nodes of 32 bytes for each. */
#ifndef ANSLAG_BASE_DAY_SUMS_H
#define ANSLAG_BASE_DAY_SUMS_H

#include "base/date.h"
#include "base/fraction.h"

typedef struct DayNode DayNode;
typedef struct { Int128 sum; Date day; } DaySum;

typedef struct {
  Arena   *arena;
  LIST(DaySum) few;                   /* ascending; none where there is a tree */
  DayNode *root;
} DaySums;

DaySums *day_sums_new(Arena *arena);
void     day_sums_add(DaySums *sums, Date day, int64_t amount);
/* Of the days from .. to, both included. */
Int128   day_sums_between(const DaySums *sums, Date from, Date to);

#endif
