/* prospect.h - budgets, targets and controls under assumptions.
 *
 * Two of them side by side, one of no assumptions, tell what changes.  Rules that read the day of
 * the run need one in assumptions->eval.
 * Owner: the arena given. */
#ifndef ANSLAG_INTERP_EXPERIMENT_PROSPECT_H
#define ANSLAG_INTERP_EXPERIMENT_PROSPECT_H

#include "interp/budget/outlook.h"
#include "interp/experiment/experiment.h"

const Outlook *experiment_outlook(Experiment *experiment, Arena *arena,
                                  const Assumptions *assumptions, const OutlookChoice *choice);

#endif
