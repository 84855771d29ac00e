/* rows.h - the digest of a run, computed once more from the rows it has left (semantics H1).
 *
 * Rows are taken as they stand, in key order; decisions in the order of the rule file.  Runs
 * written before that order was kept may have judged them otherwise: orders of a few are tried.
 * Cost: linear in the rows of the run, of which none is kept. */
#ifndef ANSLAG_INTERP_LEDGER_ROWS_H
#define ANSLAG_INTERP_LEDGER_ROWS_H

#include "interp/store/ledger.h"

typedef struct {
  Text   digest;                /* the expected one, where an order gives it; or empty */
  bool   gaps;                  /* the ids that it says it has are not all there */
  size_t lost_deadlines;        /* rows of deadlines whose record the run has not judged */
} RowsDigest;

RowsDigest rows_digest(Store *store, Arena *arena, int64_t run_id, Text expected);

/* Each row of a decision with each of its deadlines, in the order written: id, the columns of a D
 * line, then deadline and due of its ending, and its own; a record has either, or neither: NULL. */
void rows_select(Store *store, Arena *batch, int64_t run_id, StoreRow *row, void *context);
/* Such a row as lines of the digest; the first of its record begins with the D line. */
void rows_put_lines(Writer *writer, const Text *cells, const bool *null, size_t count, bool first);

#endif
