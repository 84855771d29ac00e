/* tally.h - the outcomes of one decision, counted.  Private to interp/decide.
 *
 * Owner: the arena, which also keeps the names. */
#ifndef ANSLAG_INTERP_DECIDE_TALLY_H
#define ANSLAG_INTERP_DECIDE_TALLY_H

#include "interp/decide/run.h"

/* Every decider has a line, in the order of the rules, also one who decides nothing. */
void tally_deciders(Arena *arena, DecisionSummary *summary);
/* How one record ended. */
typedef struct {
  OutcomeKind kind;
  Text        own;                /* OUTCOME_OWN: its name */
  bool        recorded;
  int64_t     granted;            /* counts if fundable */
  Text        decider;            /* likewise; empty: nobody */
} TallyLine;
void tally_add(Arena *arena, DecisionSummary *summary, const TallyLine *line);
/* So many that ended alike, and what they were granted together; the line's own is not read. */
void tally_add_many(Arena *arena, DecisionSummary *summary, const TallyLine *line, size_t count,
                    Int128 granted);

#endif
