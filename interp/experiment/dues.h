/* dues.h - deadlines of records in two standings, where what is assumed may move them.
 *
 * Private to interp/experiment.  A standing does not keep when deadlines are due: most changes move
 * none.  Where one may, every record is judged in full once more under each of the two.
 * Cost: dues_may_differ: the terms of the deadlines; dues_of: a run.  Owner: the arena given. */
#ifndef ANSLAG_INTERP_EXPERIMENT_DUES_H
#define ANSLAG_INTERP_EXPERIMENT_DUES_H

#include "interp/experiment/inside.h"

/* Do the rules differ, or a parameter or fact that a deadline of the decision reads? */
bool  dues_may_differ(Arena *arena, const Standing *before, const Standing *after,
                      const Decision *decision);
/* By record number, as judgement_deadlines; empty for one without. */
Text *dues_of(Arena *arena, const Standing *standing, Text decision, size_t count);

#endif
