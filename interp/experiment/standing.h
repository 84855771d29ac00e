/* standing.h - how all records stand, gathered judgement by judgement.
 *
 * Private to interp/experiment.
 *   KeptStanding *kept = standing_begin(memory, held, assumptions);
 *   RunVisitor visitor = { .finished = standing_take, .context = kept };
 *   ... run_population in an arena of its own ...
 *   Standing *standing = standing_end(kept, summary);
 * Between begin and end it is given back when the guard is left; after end by standing_free.
 * Memory: 32 bytes a record. */
#ifndef ANSLAG_INTERP_EXPERIMENT_STANDING_H
#define ANSLAG_INTERP_EXPERIMENT_STANDING_H

#include "interp/decide/ended.h"
#include "interp/experiment/held.h"

/* One decision while it is filled. */
typedef struct {
  Stand *records;
  LIST(Text) deciders;
} StandingFill;

typedef struct {
  Standing      shown;
  Arena         arena;
  bool          finished;
  StandingFill *fills;              /* by Decision.index */
} KeptStanding;

KeptStanding *standing_begin(Memory *memory, const Held *held, const Assumptions *assumptions);
/* RunVisitor.finished */
void          standing_take(void *context, const Judgement *judgement, Arena *batch);
/* EndedVisitor.ended */
void          standing_take_ended(void *context, const Decision *decision, uint32_t number,
                                  const Ended *ended);
/* Where each row of Decision.powers ends: its `most`, in minor units. */
void          standing_take_limits(KeptStanding *kept, Evaluator *evaluator);
Standing     *standing_end(KeptStanding *kept, const RunSummary *summary);

#endif
