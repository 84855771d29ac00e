/* boundaries.h - is there a test on each bound of the rules, just below it and just above?
 *
 * A bound is a comparison with a number, a date or a length of time, an end of a range, a limit
 * of who may decide, a ceiling. "Just" is the smallest unit of what is compared: an öre, a day,
 * 0.01 %, 1.  Of a frame, on is a test that takes the last of it, above one that lacked the
 * smallest unit.
 *
 *   Bounds bounds = trials_bounds(arena, model, tests, count, wanted, context, diags);
 *   boundary_try(arena, model, &bounds.items[i], BOUND_ABOVE, diags, &proposal)
 *
 * Owner: the arena.  Cost: each test once; a proposal one test. */
#ifndef ANSLAG_INTERP_TRIALS_BOUNDARIES_H
#define ANSLAG_INTERP_TRIALS_BOUNDARIES_H

#include "interp/trials/mutant.h"
#include "interp/trials/trial.h"

typedef enum { BOUND_BELOW, BOUND_ON, BOUND_ABOVE, BOUND_SIDES } BoundSide;

extern const char *const bound_side_names[BOUND_SIDES];     /* below, on, above */

typedef struct {
  Span        span;             /* of the comparison, the limit, the frame */
  Type        type;             /* of what is compared */
  const Term *left, *right;     /* what is compared with what; or NULL */
  unsigned    needs, met;       /* bits by BoundSide */
  bool        known;            /* some test came to it: `bound` is what it was then */
  Value       bound;
  const ModelTest *nearby;      /* the plainest of those that came to it */
  const FieldType *field;       /* of the record judged, which is compared; NULL: something else */
  bool        reversed;         /* the field stands on the right: below the bound it is above */
  bool        frame;            /* it is the room of a frame */
} Bound;

typedef LIST(Bound) Bounds;

/* Of the places for which wanted(context, span) is true, in the order of the files. */
Bounds trials_bounds(Arena *arena, const Model *model, const ModelTest *const *tests,
                     size_t count, MutantWanted *wanted, void *context, const Diags *diags);

/* The smallest difference that counts, in values of that type: of a rate 0.01 %. */
Fraction bound_unit(TypeKind kind);

/* A test that would stand there: one nearby with one fact changed, and what comes of it. */
typedef struct {
  const ModelTest *like;
  const ModelGiven *given;      /* its first, whose fact is changed */
  const FieldType *field;
  Value            value;
  Text             outcome;     /* as the tables have it */
  Text             decider, failed, missing;      /* empty: none */
  bool             granted_known;
  int64_t          granted;
  const Currency  *currency;
} TestProposal;

/* False: there is no fact of the record that could be put there, or no test to begin with. */
bool boundary_try(Arena *arena, const Model *model, const Bound *bound, BoundSide side,
                  const Diags *diags, TestProposal *proposal);

#endif
