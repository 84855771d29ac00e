/* date.h - days of the Gregorian calendar, and months added to them.
 *
 * A Date is a count of days from 1970-01-01.  Years 0001 to 9999.  What months
 * mean is the rule of semantics T1-T2: a deadline takes the month's last day
 * where the day is missing (floor), elapsed time the first of the next (ceiling). */
#ifndef ANSLAG_BASE_DATE_H
#define ANSLAG_BASE_DATE_H

#include "base/arena.h"

typedef int32_t Date;

#define DATE_LENGTH 10   /* 2026-01-31 */
#define DATE_FIRST (-719162)   /* 0001-01-01 */
#define DATE_LAST  2932896     /* 9999-12-31 */

typedef struct { int year, month, day; } Civil;
typedef enum { MONTHS_FLOOR, MONTHS_CEILING } MonthRule;

bool  date_make(int year, int month, int day, Date *result);   /* false: no such day */
Civil date_civil(Date date);
/* False: outside the years 0001 to 9999. */
bool  date_add_days(Date date, int64_t days, Date *result);
bool  date_add_months(Date date, int64_t months, MonthRule rule, Date *result);
Date  date_month_end(Date date);
int   date_weekday(Date date);                                 /* 1 Monday .. 7 Sunday */
int   date_month_length(int year, int month);
bool  date_parse(Text text, Date *result);                     /* exactly 2026-01-31 */
/* 2026-01-31T17:00 or with seconds, as seconds from 1970-01-01T00:00. */
bool  date_parse_moment(Text text, int64_t *result);
void  date_write(Date date, char out[DATE_LENGTH + 1]);
Text  date_text(Arena *arena, Date date);
Text  date_moment_text(Arena *arena, int64_t moment);
/* A moment of UTC as run records have it: 2026-01-31T12:00:00Z. */
Text  date_stamp(Arena *arena, int64_t moment);

#endif
