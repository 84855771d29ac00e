/* ended.h - how every record ends, from columns: a run without its reasons.
 *
 *   Ending *ending = ending_new(arena, model, census);          once
 *   RunSummary *summary = ending_run(ending, scratch, &settings, &options, &population, &visitor,
 *                                    diags);                   again and again
 *
 * The same outcomes, deciders, amounts and frames as run_population gives; the digest is left
 * empty.  Records are sifted (sift.h), so that from the second time on only what depends on what
 * has changed is judged again, and those that are queued are served in one pass.
 * Owner: the arena; what a run gives lives in its scratch.  Cost: sift.h's, and some 100 ns for
 * each queued record; a record decided already, or whose outcome hangs on more than its place, is
 * judged in full. */
#ifndef ANSLAG_INTERP_DECIDE_ENDED_H
#define ANSLAG_INTERP_DECIDE_ENDED_H

#include "interp/decide/run.h"
#include "interp/plan/columns.h"

typedef struct Ending Ending;

/* False: some decision's records must be judged in a run. */
bool    ending_can(const Model *model);
/* The facts hold the records of all decisions, in the order of the population. */
Ending *ending_new(Arena *arena, const Model *model, Census *census);

typedef struct {
  OutcomeKind       kind;
  const OwnOutcome *own;              /* OUTCOME_OWN */
  bool              recorded, has_asked;
  int64_t           asked, granted;   /* minor units; granted: 0 unless fundable */
  Text              decider;          /* as written to tables; empty: nobody */
  const Frame      *frame;            /* drawn from, or that lacked room; may be NULL */
} Ended;

typedef struct {
  void (*ended)(void *context, const Decision *decision, uint32_t number, const Ended *ended);
  void  *context;
} EndedVisitor;

RunSummary *ending_run(Ending *ending, Arena *scratch, const ModelSettings *settings,
                       const EvalOptions *options, const Population *population,
                       const EndedVisitor *visitor, Diags *diags);

#endif
