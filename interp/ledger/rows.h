/* rows.h - the digest of a run, computed once more from the rows it has left (semantics H1).
 *
 * Rows are taken in the order they were written; decisions in the order of the rule file, which is
 * not always that in which they were judged: every order of a few is tried.
 * Cost: linear in the rows of the run; where it has several decisions their lines are kept. */
#ifndef ANSLAG_INTERP_LEDGER_ROWS_H
#define ANSLAG_INTERP_LEDGER_ROWS_H

#include "interp/store/ledger.h"

typedef struct {
  Text   digest;                /* the one expected, where an order gives it */
  size_t records;               /* rows of decisions */
  size_t lost_deadlines;        /* rows of deadlines whose record the run has not judged */
} RowsDigest;

RowsDigest rows_digest(Store *store, Arena *arena, int64_t run_id, Text expected);

/* Each row of a decision with each of its deadlines, in the order written: rowid, the columns of a D
 * line, then deadline and due, which are NULL where it has none. */
void rows_select(Store *store, Arena *batch, int64_t run_id, StoreRow *row, void *context);

#endif
