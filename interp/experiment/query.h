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

typedef enum { QUERY_TERM, QUERY_ASKED, QUERY_GRANTED } QueryKeyKind;

typedef struct {
  QueryKeyKind kind;
  const Term  *term;                  /* QUERY_TERM */
} QueryKey;

typedef struct {
  const StandingOf  *of;
  const bool        *ways;            /* by way: records that end so are meant; NULL: all */
  const Term        *where;           /* over a record and how it ends; NULL: all */
  const QueryKey    *keys;            /* the largest first, what is not known last; then in order */
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
/* Tells the evaluator, which stands on that record, how it ends: for terms that read its result. */
void query_results(const StandingOf *of, const Model *model, size_t number, Evaluator *evaluator);

#endif
