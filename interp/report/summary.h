/* summary.h - a run in a few lines: outcomes, deciders, frames; and the same as JSON. */
#ifndef ANSLAG_INTERP_REPORT_SUMMARY_H
#define ANSLAG_INTERP_REPORT_SUMMARY_H

#include "interp/budget/outlook.h"
#include "interp/decide/run.h"
#include "interp/report/screen.h"

typedef struct {
  const Model      *model;
  const RunSummary *run;
  const Outlook    *outlook;      /* of budgets, targets and controls; NULL: not told */
  bool              stored;       /* else a dry run: nothing was written */
  bool              decided;      /* it is decided as proposed, which is told below */
  int64_t           run_id;
  Text              settings;     /* "director_limit = 2 mkr, …"; empty: none */
  const Profile    *profile;      /* where the time went; NULL: not asked */
} Summary;

void summary_write_text(Writer *writer, Arena *arena, const Screen *screen,
                        const Summary *summary);
/* One object: records, outcomes, granted by decider, frames, decisions, run_id, digest. */
void summary_write_json(Writer *writer, Arena *arena, const Summary *summary);

/* "proposed 2025-12-01, not adopted" or "adopted by Regionstyrelsen 2026-01-15 § 9"; empty where
 * the rules say nothing. */
Text summary_standing(Arena *arena, const Model *model, Language language);

#endif
