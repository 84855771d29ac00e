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

#include "base/numbering.h"
#include "interp/decide/brought.h"
#include "interp/decide/kept.h"
#include "interp/decide/likeness.h"
#include "interp/decide/rounds.h"

/* Its visitor has columns, and nothing of the decision rests on how its own records are served. */
bool by_columns_can(const Round *round);
/* Everything between the opening of the decision and its summary.  False, and nothing is done:
 * every record would be judged by the reference. */
bool by_columns_run(Round *round);

/* ---- shared by the files of this ---------------------------------------------------- */

/* How the records of a class end. */
typedef enum { ALIKE_NEW, ALIKE_SETTLED, ALIKE_QUEUED, ALIKE_ALONE } AlikeState;
typedef struct {
  AlikeState     state;
  AloneReason    why;                 /* of ALIKE_ALONE */
  uint32_t       ending;
  uint32_t       waits;               /* incomplete: results.h */
  size_t         dated;               /* place + 1 of the finding that tells its governing day */
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
  Numbering         class_days;       /* classes that tell their day, with each that they tell */
  LIST(uint32_t)    dated;            /* by that number: the ending */
  Arena             window;           /* what lives as long as a window */
  size_t            base;             /* the number of its first record */
  uint32_t         *queued;           /* rows of it */
  size_t            queued_count;
  size_t            alone_count;      /* records whose ending waits for the reference */
  bool              in_order;         /* those are found by reading all once more */
  LIST(uint32_t)    limits;           /* by state: its terms, where they vary with the record */
  bool              tells_values;     /* every record has some of its own */
  bool              tells_own;        /* many records have rows of their own */
  bool              waits;            /* own rows are not written yet */
  bool              owes_apart;       /* some deadlines are not said by endings */
  ResultTable      *results;          /* what other decisions read of it; NULL: none does */
  LIST(OwnRows)     own_rows;
} ByColumns;

/* Rows and digest lines of a judgement that is the reference's; `values`: those too. */
uint32_t by_columns_alone(ByColumns *by, Judgement *judgement, uint32_t number, bool values);

/* Is the deadline owed by who ends so, where this is its day? */
bool    by_columns_owes(const ByColumns *by, size_t deadline, OutcomeKind kind, int32_t due);
/* Who owes a record's deadline, or receives it: a number of Brought.owers. */
uint32_t by_columns_ower(const ByColumns *by, size_t deadline, OwedSide side, size_t number);
/* As it is written; `due` is its day in words, or none. */
StoreDeadline by_columns_deadline(const ByColumns *by, size_t deadline,
                                  const uint32_t owers[SIDE_COUNT], Text due);
/* What the record is granted where it is granted something, and its rank where it was served. */
int64_t by_columns_granted(const ByColumns *by, const KeptRow *row, uint64_t *rank);

/* by_columns_days.c: the ending of a settled class, telling the row's day where a reason does. */
uint32_t by_columns_dated(ByColumns *by, const Alike *alike, uint32_t class, uint32_t row);
/* by_columns_end.c: a record judged once more and finished, as it was, in the run's batch: best
 * in order; `again` begins as { 0 } and ends with by_columns_read_enough. */
typedef struct {
  size_t        read;                 /* in_order: records read so far */
  const Record *record;               /* the last of those */
} Rereading;
Judgement *by_columns_again(ByColumns *by, Rereading *again, size_t number,
                            const Placement *placement);
void       by_columns_read_enough(ByColumns *by, Rereading *again);

/* by_columns_results.c: what other decisions read of its records, where they do.  Of a window that
 * is at hand; of a chunk, the rows that no column tells being left to the reference; of a class
 * that is settled, and of one of its records; when all have ended. */
void by_columns_start_results(ByColumns *by);
void by_columns_keep_amounts(ByColumns *by, size_t first, uint8_t *left, size_t rows);
void by_columns_learn_waits(ByColumns *by, Alike *alike, const Judgement *judgement);
void by_columns_keep_waits(ByColumns *by, const Alike *alike, uint32_t number);
void by_columns_hand_results(ByColumns *by);
/* harvest.c: to who looks at the run. */
void by_columns_hand_over(ByColumns *by);
/* by_columns_end.c: after allocation. */
void by_columns_end(ByColumns *by);
/* by_columns_owe.c: deadlines owed by how a record ended are owed by no others; who owes what
 * depends on that is known from here on. */
void by_columns_owe(ByColumns *by);
/* by_columns_dues.c: endings of records that owe something become endings with its days. */
void by_columns_share_dues(ByColumns *by);
/* by_columns_write.c: all rows, and the digest. */
void by_columns_write(ByColumns *by);

#endif
