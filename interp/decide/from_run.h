/* from_run.h - one record judged among all the others, these as the latest run left them.
 *
 * A run keeps its queue (store_write_queue) where what the queue brings is whole numbers.  As long
 * as the rules, the settings and the database are the same, the queue served once more gives every
 * candidate the place it had, and the one record is judged in full.
 * Cost: some ten nanoseconds a candidate of the run, and one judgement. */
#ifndef ANSLAG_INTERP_DECIDE_FROM_RUN_H
#define ANSLAG_INTERP_DECIDE_FROM_RUN_H

#include "interp/decide/run.h"

/* Keeps the queue of a decision for such questions; nothing where it can't be, or where there are
 * so few records that a run is as quick. */
void from_run_keep(Store *store, Arena *scratch, const Allocation *allocation,
                   const Decision *decision, size_t records);

/* What a run would be made under. */
typedef struct {
  Store               *store;
  const Model         *model;
  const ModelSettings *settings;
  Text                 scenario, engine;
  const EvalOptions   *eval;
} FromRun;

/* Calls visitor->finished for a record that reaches the queue, as run_population would.  False:
 * the latest run does not tell, and nothing was called. */
bool judged_from_run(Arena *arena, const FromRun *from, const Population *population,
                     const Decision *decision, const Record *record, const RunVisitor *visitor,
                     Diags *diags);

#endif
