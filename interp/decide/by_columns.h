/* by_columns.h - one decision of a run, its records as columns, a window at a time.
 *
 * Private to interp/decide.  The same rows, lines and digest as record by record (run.c):
 *
 *   window by window    the sift tells how each record stands; those that are alike (likeness.h)
 *                       end alike, and the reference judges one of them; the others take its ending
 *   allocation          over all that are queued
 *   record by record    the endings of those that were queued, again one of each kind judged
 *   all at once         rows to the store, and beside that the lines of the digest
 *
 * What the columns cannot tell exactly the reference judges, that record alone.  Kept of a record:
 * kept.h.  Memory: that, the queue's, and a window. */
#ifndef ANSLAG_INTERP_DECIDE_BY_COLUMNS_H
#define ANSLAG_INTERP_DECIDE_BY_COLUMNS_H

#include "interp/decide/brought.h"
#include "interp/decide/kept.h"
#include "interp/decide/likeness.h"
#include "interp/decide/rounds.h"

/* Its visitor has columns, and nothing of the decision rests on the judgements of other records. */
bool by_columns_can(const Round *round);
/* Everything between the opening of the decision and its summary.  False, and nothing is done:
 * every record would be judged by the reference. */
bool by_columns_run(Round *round);

/* ---- shared by the files of this ---------------------------------------------------- */

/* How the records of a class end. */
typedef enum { ALIKE_NEW, ALIKE_SETTLED, ALIKE_QUEUED, ALIKE_ALONE } AlikeState;
typedef struct {
  AlikeState     state;
  uint32_t       ending;
  StoreFindings *unfilled;            /* each has findings of its own, made of these: their reasons
                                         say something of the record; NULL: those of the ending */
} Alike;

/* What a record has of its own, until it may be written. */
typedef struct {
  uint32_t       number;
  StoreFindings  findings;
  StoreValues    values;
  StoreDeadlines deadlines;
} OwnRows;

typedef struct { bool pending; int64_t limit; } HeldLimit;

typedef struct {
  Round            *round;
  const RunColumns *columns;
  Store            *output;           /* NULL: no rows are wanted */
  unsigned          threads;
  Census           *census;
  Sift             *sift;
  const Sifted     *sifted;
  Likeness         *likeness;
  Brought           brought;
  Endings           endings;
  Kept              kept;
  LIST(Alike)       alike;            /* by class */
  Arena             window;           /* what lives as long as a window */
  size_t            base;             /* the number of its first record */
  uint32_t         *queued;           /* rows of it */
  size_t            queued_count;
  size_t            alone_count;      /* records whose ending waits for the reference */
  bool              in_order;         /* those are found by reading all once more */
  LIST(HeldLimit)   limits;           /* by state, where they vary with the record */
  bool              tells_values;     /* every record has some of its own */
  bool              tells_own;        /* many records have rows of their own */
  bool              waits;            /* own rows are not written yet */
  LIST(OwnRows)     own_rows;
} ByColumns;

/* Rows and digest lines of a judgement that is the reference's; `values`: those too. */
uint32_t by_columns_alone(ByColumns *by, Judgement *judgement, uint32_t number, bool values);

/* by_columns_end.c: after allocation. */
void by_columns_end(ByColumns *by);
/* by_columns_write.c: all rows, and the digest. */
void by_columns_write(ByColumns *by);

#endif
