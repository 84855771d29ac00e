/* ladder.h - where a record stands on a ladder: the step proposed next, and steps that were
 * skipped.
 *
 * A step is skipped where a later one has been taken, it has not, and its condition (if it has
 * one) holds; that needs a written reason with the later step.  Only a list of what was taken
 * shows it.  Owner: the arena; the evaluator must stand on the record. */
#ifndef ANSLAG_INTERP_DECIDE_LADDER_H
#define ANSLAG_INTERP_DECIDE_LADDER_H

#include "interp/eval/eval.h"

typedef struct {
  const ModelStep *step;
  Text             reason;      /* as written; empty: none */
} SkippedStep;

typedef LIST(SkippedStep) SkippedSteps;

typedef struct {
  const ModelStep *next;        /* NULL: none left, or not known which */
  bool             known;
  Value            due;         /* of the next step; unknown where none is said */
  SkippedSteps     skipped;
} LadderStanding;

LadderStanding ladder_stand(Evaluator *evaluator, const Ladder *ladder, const Record *record,
                            Arena *arena);
/* "Reminder, Penalty": those skipped without a written reason; empty: none. */
Text ladder_unexplained(Arena *arena, const LadderStanding *standing);

#endif
