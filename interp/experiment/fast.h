/* fast.h - a population as columns, for judging again what a change touches.
 *
 * Private to interp/experiment.
 *   if (fast_begin(&fast, scratch, assumptions)) {        before held_assume
 *     … ending_run(fast.ending, …) …
 *     fast_end(&fast);
 *   }
 * False: this must be judged in a run (a decision whose records wait for each other, a fact of a
 * record with cells that can't be read).
 * Owner: the arena of the experiment; made at the first judging. */
#ifndef ANSLAG_INTERP_EXPERIMENT_FAST_H
#define ANSLAG_INTERP_EXPERIMENT_FAST_H

#include "interp/decide/ended.h"
#include "interp/experiment/held.h"

/* A fact as it was before another was assumed. */
typedef struct {
  const RecordType *record;
  bool              subject;        /* of a decision: known by its row; else by its key */
  uint32_t          row;
  Text              key;
  const FieldType  *field;
  Value             before;
} FastPut;

typedef struct {
  Held   *held;
  Census  *census;                    /* NULL: not made yet */
  Ending *ending;
  LIST(FastPut) puts;               /* in force */
} Fast;

bool fast_begin(Fast *fast, Arena *scratch, const Assumptions *assumptions);
void fast_end(Fast *fast);

#endif
