/* unrolled.h - what the elements of lists come to.  Private to interp/plan: unrolled.c goes through
 * them, unrolled_results.c tells the rows. */
#ifndef ANSLAG_INTERP_PLAN_UNROLLED_H
#define ANSLAG_INTERP_PLAN_UNROLLED_H

#include "interp/plan/running.h"

typedef struct { uint32_t row; int64_t item; } Distinct;

/* What the elements of each row have come to so far. */
typedef struct Tallies {
  uint8_t  odd[COLUMN_CHUNK], open[COLUMN_CHUNK];       /* an error, or none can tell; not known */
  uint8_t  lists[COLUMN_CHUNK];                         /* CellState of the list gone through, */
  uint8_t  made[COLUMN_CHUNK];                          /* and of the one that is made of it */
  uint8_t  tied[COLUMN_CHUNK], states[COLUMN_CHUNK];    /* of what was found */
  int64_t  all[COLUMN_CHUNK];
  int64_t  certain[COLUMN_CHUNK], possible[COLUMN_CHUNK];
  int64_t  items[COLUMN_CHUNK];                         /* the sum, or what was found */
  int64_t *keys;                                        /* by row: state and item of each */
  LIST(Distinct) values;
  PlanNode *wanted;                                     /* room for what is computed of them */
} Tallies;

static inline AggregateKind unrolled_kind(const Unrolled *unrolled) {
  return unrolled->term->as.aggregate.kind;
}

static inline bool unrolled_quantifies(const Unrolled *unrolled) {
  return unrolled->term->kind == TERM_QUANTIFIED;
}

/* What the elements gone through make of the first `rows` rows. */
void unrolled_results(const Plan *plan, Node *node, size_t rows);

#endif
