/* fast.h - a population sifted once, for judging again what a change touches.
 *
 * Private to interp/experiment.
 *   if (fast_can(&fast, assumptions))                     before held_assume
 *     … ending_columns(fast.ending, …) …
 * False: this must be judged in a run (a decision whose records wait for each other, a fact of a
 * record with cells that can't be read).
 * Owner: the arena of the experiment; made at the first judging. */
#ifndef ANSLAG_INTERP_EXPERIMENT_FAST_H
#define ANSLAG_INTERP_EXPERIMENT_FAST_H

#include "interp/decide/ended.h"
#include "interp/experiment/held.h"

typedef struct {
  Held   *held;
  Ending *ending;                   /* NULL: not made yet */
} Fast;

bool fast_can(Fast *fast, const Assumptions *assumptions);

#endif
