/* alone.h - one record judged without the others, where its outcome does not hang on them.
 *
 * A record that is rejected, ineligible, incomplete or invalid is so whatever others get; one that
 * reaches the queue, is decided already or rests on results of others needs run_population.
 * Cost: that of one judgement, and what it rests on. */
#ifndef ANSLAG_INTERP_DECIDE_ALONE_H
#define ANSLAG_INTERP_DECIDE_ALONE_H

#include "interp/decide/run.h"

/* Calls visitor->finished as run_population would, but for the queue, which the judgement has none
 * of.  False: the outcome hangs on others, and nothing was called.  The record lives in `arena`. */
bool judged_alone(Arena *arena, const Model *model, const ModelSettings *settings,
                  const EvalOptions *options, const Population *population,
                  const Decision *decision, const Record *record, const RunVisitor *visitor,
                  Diags *diags);

#endif
