/* standing.h - how all records stand, gathered decision by decision.
 *
 * Private to interp/experiment.
 *   KeptStanding *kept = standing_begin(memory, held, pool, assumptions);
 *   RunVisitor visitor = { .finished = standing_take, .context = kept };
 *   ... run_population in an arena of its own ...
 *   Standing *standing = standing_end(kept, summary);
 * Between begin and end it is given back when the guard is left; after end by standing_free.
 *
 * Amounts lie in a pool of the experiment, so that standings under which nobody asks for another
 * amount share them. */
#ifndef ANSLAG_INTERP_EXPERIMENT_STANDING_H
#define ANSLAG_INTERP_EXPERIMENT_STANDING_H

#include "interp/decide/ended.h"
#include "interp/experiment/held.h"

/* The amounts of one decision. */
typedef struct {
  const Decision *decision;
  size_t          users;              /* standings; 0: free for others */
  uint64_t        version;            /* EndedColumns.amounts_version + 1; 0: of one standing */
  int64_t        *asked, *amounts;    /* as StandingOf; may be the same */
  int64_t        *room;               /* for amounts of their own; NULL: not needed yet */
} StandAmounts;

typedef struct {
  Arena *arena;
  LIST(StandAmounts *) blocks;
} StandPool;

/* One decision while it is filled, record by record. */
typedef struct {
  uint16_t     *way_of;               /* StandingOf.way_of */
  StandAmounts *amounts;
  LIST(StandWay) ways;
  LIST(Text)     deciders;
  Map            by_way;              /* the bytes of a way -> its place + 1 */
} StandingFill;

typedef struct {
  Standing      shown;
  Arena         arena;
  bool          finished;
  StandPool    *pool;
  StandingFill *fills;                /* by Decision.index */
} KeptStanding;

KeptStanding *standing_begin(Memory *memory, const Held *held, StandPool *pool,
                             const Assumptions *assumptions);
/* RunVisitor.finished */
void          standing_take(void *context, const Judgement *judgement, Arena *batch);
/* The arena that ending_columns keeps in, and what it gave: all of a decision at once. */
Arena        *standing_arena(KeptStanding *kept);
void          standing_take_columns(KeptStanding *kept, const Ending *ending,
                                    const EndedColumns *columns);
/* Where each row of Decision.powers ends: its `most`, in minor units. */
void          standing_take_limits(KeptStanding *kept, Evaluator *evaluator);
Standing     *standing_end(KeptStanding *kept, const RunSummary *summary);

#endif
