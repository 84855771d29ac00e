/* dues.h - deadlines of records in two standings, where what is assumed may move them.
 *
 * Private to interp/experiment.  A standing does not keep when deadlines are due: most changes move
 * none.  Where one may, the days are told from columns under each of the two; of records decided
 * already, and of those whose days columns do not tell, by judging them in full.  What a `when`
 * asks of how a record ended (decide/afterwards.h) is asked of each way to end, once.
 * Cost: dues_may_differ: the terms of the deadlines; dues_of: some nanoseconds a record, or a run.
 * Memory: 4 bytes a record and deadline.  Owner: the arena given. */
#ifndef ANSLAG_INTERP_EXPERIMENT_DUES_H
#define ANSLAG_INTERP_EXPERIMENT_DUES_H

#include "interp/experiment/inside.h"

/* Do the rules differ, or a parameter or fact that a deadline of the decision reads, or anything
 * where one reads how the record ends? */
bool  dues_may_differ(Arena *arena, const Standing *before, const Standing *after,
                      const Decision *decision);

/* How many of those of dues_of columns did not tell. */
size_t      dues_in_full(const Dues *dues);
/* The numbers of the first `count` records that are due on other days, in order; how many. */
size_t      dues_moved(Arena *arena, const Dues *before, const Dues *after, size_t count,
                       const uint32_t **numbers);

#endif
