/* difference.h - what differs between two rule sets, or between two what-ifs, told to people.
 *
 * The same report for `anslag diff` (over compare/changes.h and compare/endings.h) and for the
 * dialogue's `diff` (over what an experiment found).  Text is for a terminal; JSON is one object;
 * a sheet has a row for each record that differs.
 * Owner: the writer's arena. */
#ifndef ANSLAG_INTERP_REPORT_DIFFERENCE_H
#define ANSLAG_INTERP_REPORT_DIFFERENCE_H

#include "interp/compare/endings.h"
#include "interp/report/screen.h"
#include "interp/report/sheet.h"

typedef struct {
  const Comparison *comparison;   /* rules and parameters that changed; NULL: not told */
  const Endings    *endings;      /* records; NULL: not told */
  Text  before, after;            /* what the two are called; empty: "before", "after" */
  size_t most_rows;               /* records shown in text; 0: all */
  bool   dialogue;                /* more is had by the dialogue's words, not by options */
  bool   grouped;                 /* a row for each EndingPair.group instead of each record */
  bool   own_change;              /* the changes are an amendment's: with the dates they go by */
} DifferenceReport;

/* Rules that changed, then records: counts, frames, what is missing, each record. */
void difference_write_text(Writer *writer, const Screen *screen, const DifferenceReport *report);
void difference_write_json(Writer *writer, const DifferenceReport *report);
/* A row for each record that differs (CSV), made while they are written: the endings stay. */
void difference_to_sheet(Sheet *sheet, const DifferenceReport *report);

#endif
