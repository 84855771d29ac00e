/* reach.h - which tests come to which parts of the rules.
 *
 * Made by looking on while each test runs once; then it tells which tests may notice a mutant, so
 * that only those are run.  A parameter counts as reached with all it is computed from.
 *
 *   Reach *reach = reach_new(arena, model, tests);
 *   reach_watch(reach, test, &options);       -- before each test
 *   reach_finish(reach);                      -- after the last
 *
 * Owner: the arena.  Cost: a hash lookup for each term evaluated. */
#ifndef ANSLAG_INTERP_TRIALS_REACH_H
#define ANSLAG_INTERP_TRIALS_REACH_H

#include "interp/eval/eval.h"
#include "interp/trials/mutant.h"

typedef struct Reach Reach;

/* Tests are numbered from 0. */
Reach *reach_new(Arena *arena, const Model *model, size_t tests);
void   reach_watch(Reach *reach, size_t test, EvalOptions *options);
void   reach_finish(Reach *reach);
/* Is there a chance that the test notices the mutant? */
bool   reach_may_notice(const Reach *reach, size_t test, const Mutant *mutant);

#endif
