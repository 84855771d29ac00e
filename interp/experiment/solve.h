/* solve.h - the value of a parameter for which something measured has a wanted value.
 *
 * Sought on the parameter's own grid: whole kronor (öre where its value has them), hundredths of
 * a per cent, days, months, whole numbers.  Between given bounds, or from the value assumed
 * outwards until the goal is passed.  The range is probed first, so that a measure that turns is
 * known to; within a stretch where it does not, the answer is found by halving.  Of one that turns
 * there may be answers between the probes that are not found; what is found is looked at again.
 * Owner: the arena given.  Cost: some 150 judgings, of a measure that turns some 100 an answer. */
#ifndef ANSLAG_INTERP_EXPERIMENT_SOLVE_H
#define ANSLAG_INTERP_EXPERIMENT_SOLVE_H

#include "interp/experiment/sweep.h"

typedef struct { Value x, y; } SolvePoint;

/* All values from low to high give the goal; both are the same where one alone does. */
typedef struct { Value low, high; } SolveRange;

typedef struct {
  SweepAxis        axis;              /* the parameter; from, to: the range that was searched */
  Measure          measure;
  Value            goal;
  Value            grid;              /* the least step */
  LIST(SolveRange) answers;           /* rising; none: no value gives exactly the goal */
  bool             has_below, has_above;
  SolvePoint       below, above;      /* the nearest results on either side of the goal */
  bool             monotone;          /* as far as was probed */
  bool             rises, falls;
  bool             open_low, open_high;   /* an answer reaches to the end of the range */
  size_t           tries;
} Solution;

/* `goal` is `EXPR = VALUE` as parsed; bounds: both or neither.  NULL (and reported): the parameter
 * or the goal is nothing that can be sought. */
const Solution *solve_run(Experiment *experiment, Arena *arena, const Assumptions *assumed,
                          const NameList *path, const Expr *goal, const Expr *from,
                          const Expr *to, Diags *diags);

#endif
