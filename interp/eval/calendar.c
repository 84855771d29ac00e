/* Which days are working days: neither Saturday, Sunday nor closed in the calendar (T3).
 *
 * A calendar's `when` is evaluated once for a day and kept, in blocks that are made
 * when first needed.  Outside the calendar's range a weekday is unknown: it is
 * not "no holiday". */
#include "interp/eval/evaluator.h"

enum { BLOCK_DAYS = 512, SATURDAY = 6 };

struct CalendarDays {
  unsigned char **blocks;       /* of DayKind, by (day - from) / BLOCK_DAYS */
};

void calendar_start(Evaluator *evaluator) {
  size_t count = evaluator->model->calendars.count;
  evaluator->calendars = arena_array(evaluator->arena, CalendarDays, count + 1);
}

static unsigned char *day_cell(Evaluator *evaluator, const Calendar *calendar, Date date) {
  CalendarDays *days = &evaluator->calendars[calendar->index];
  size_t count = (size_t)(calendar->to - calendar->from) / BLOCK_DAYS + 1;
  size_t offset = (size_t)(date - calendar->from);
  if (!days->blocks)
    days->blocks = arena_array(evaluator->arena, unsigned char *, count);
  unsigned char **block = &days->blocks[offset / BLOCK_DAYS];
  if (!*block)
    *block = arena_array(evaluator->arena, unsigned char, BLOCK_DAYS);
  return &(*block)[offset % BLOCK_DAYS];
}

/* Its steps are not the record's: which record asks first must not matter. */
static DayKind look_up(Evaluator *evaluator, const Calendar *calendar, Date date) {
  uint64_t steps = evaluator->steps;
  bool gives_up = evaluator->gives_up;
  evaluator->steps = 0;
  evaluator->gives_up = false;
  Value day = value_date(date);
  Value closed = evaluate_apart(evaluator, calendar->when, calendar->slots, &day);
  evaluator->steps = steps;
  evaluator->gives_up = gives_up;
  switch (closed.state) {
    case VALUE_KNOWN:   return closed.as.truth ? DAY_CLOSED : DAY_WORKING;
    case VALUE_UNKNOWN: return DAY_UNKNOWN;
    case VALUE_NONE: case VALUE_ERROR:
      break;
  }
  return DAY_ERROR;
}

DayKind calendar_day(Evaluator *evaluator, const Calendar *calendar, Date date) {
  if (date_weekday(date) >= SATURDAY)
    return DAY_CLOSED;
  if (!calendar)
    return DAY_WORKING;
  if (date < calendar->from || date > calendar->to)
    return DAY_UNKNOWN;
  unsigned char *cell = day_cell(evaluator, calendar, date);
  if (*cell == DAY_NOT_LOOKED_UP)
    *cell = (unsigned char)look_up(evaluator, calendar, date);
  return (DayKind)*cell;
}
