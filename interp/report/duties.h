/* duties.h - what is owed, for people (text), spreadsheets (a sheet) and calendars (RFC 5545). */
#ifndef ANSLAG_INTERP_REPORT_DUTIES_H
#define ANSLAG_INTERP_REPORT_DUTIES_H

#include "interp/decide/owed.h"
#include "interp/report/screen.h"
#include "interp/report/sheet.h"

/* By body and day; `only` is the body asked for, empty: all.  Every function leaves out others. */
void duties_write_text(Writer *writer, const Screen *screen, const OwedList *owed, Text only);
/* A row for each duty and each who owes it. */
void duties_to_sheet(Sheet *sheet, const OwedList *owed, Text only);
/* An iCalendar with an event for each day on which something not yet done is due, and for each
 * meeting.  The same rules, data and day give the same bytes. */
void duties_write_calendar(Writer *writer, const OwedList *owed, Text only);

#endif
