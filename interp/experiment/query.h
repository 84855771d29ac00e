/* query.h - which records a test holds for, and which of them come first: for lists.
 *
 * Over columns (interp/plan); record by record only what those do not settle.  Called while what
 * is assumed is in force (experiment_alone), with its evaluator.
 *
 * Owner: the arena given.  Cost: some nanoseconds a record and term; with keys and `most`, the
 * found times the logarithm of `most`. */
#ifndef ANSLAG_INTERP_EXPERIMENT_QUERY_H
#define ANSLAG_INTERP_EXPERIMENT_QUERY_H

#include "interp/experiment/experiment.h"

typedef struct {
  const StandingOf  *of;
  const bool        *ways;            /* by way: records that end so are meant; NULL: all */
  const Term        *where;           /* over a record; NULL: all */
  const Term *const *keys;            /* the largest first, what is not known last; then in order */
  size_t             key_count;
  size_t             most;            /* 0: all that are found */
} Query;

typedef struct {
  const uint32_t *numbers;
  size_t          count;              /* at most Query.most */
  size_t          found;
} QueryAnswer;

QueryAnswer experiment_query(Experiment *experiment, Arena *arena, const Query *query,
                             Evaluator *evaluator, const RecordSource *source);

#endif
