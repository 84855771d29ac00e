/* afterwards.h - what of a `when` hangs on how the record ended: who decided, what was granted.
 *
 * A `when` joined by "and" is taken apart: what reads no results is told from the record's facts,
 * in columns, before allocation; what reads nothing else is asked of the ending.  A part that reads
 * both cannot be told so.
 *
 * Owner: the arena.  Cost: afterwards_hold a microsecond, of few terms. */
#ifndef ANSLAG_INTERP_DECIDE_AFTERWARDS_H
#define ANSLAG_INTERP_DECIDE_AFTERWARDS_H

#include "interp/eval/eval.h"

typedef LIST(const Term *) TermList;

typedef struct {
  TermList facts, results;
  bool     granted;                 /* the results among them are what was granted too */
} Afterwards;

/* Does the term, or a definition in it, read how a record ends?  No plan does.  `others`: or how
 * it ended in another decision, which a plan knows while that is run. */
bool afterwards_reads(Arena *arena, const Term *term, bool others);
/* `mixed`: some part reads both, or results in a way that is the reference's to tell; it is in
 * neither list. */
Afterwards afterwards_split(Arena *arena, Evaluator *evaluator, const Term *when, bool *mixed);

/* How a record ended. */
typedef struct {
  const Body *decider;                /* NULL: nobody decided */
  int64_t     granted;
  Text        outcome;
} HowEnded;

/* What terms that read results mean of it; no rank and no amounts are known. */
Results afterwards_results(const HowEnded *ended);

/* Do all `results` hold?  Of truth; unknown: that is not known.  The evaluator stands on no record
 * then. */
Value afterwards_answer(Evaluator *evaluator, const Decision *decision,
                        const Afterwards *afterwards, const HowEnded *ended, Arena *batch);
/* Certainly? */
bool afterwards_hold(Evaluator *evaluator, const Decision *decision, const Afterwards *afterwards,
                     const HowEnded *ended, Arena *batch);
/* Does one of `results` certainly fail for everybody who is granted nothing? */
bool afterwards_need_grant(Evaluator *evaluator, const Decision *decision,
                           const Afterwards *afterwards, Arena *batch);

#endif
