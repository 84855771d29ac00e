/* window.h - what was drawn from a rolling frame, by day.
 *
 * A tree over all days of the calendar, made only where something was drawn: a
 * moving window asks for the sum of an interval of days, whatever the order in
 * which the draws came.
 *
 * Owner: the arena.  Cost: add and sum O(22); memory at most 22 nodes for each
 * day on which something was drawn. */
#ifndef ANSLAG_INTERP_ALLOCATE_WINDOW_H
#define ANSLAG_INTERP_ALLOCATE_WINDOW_H

#include "base/date.h"
#include "base/fraction.h"

typedef struct WindowNode WindowNode;

typedef struct {
  Arena      *arena;
  WindowNode *root;
} Window;

Window *window_new(Arena *arena);
void    window_add(Window *window, Date day, int64_t amount);
/* Of the days from .. to, both included. */
Int128  window_sum(const Window *window, Date from, Date to);

#endif
