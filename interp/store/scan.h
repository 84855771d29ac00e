/* scan.h - the rows of a table as columns, a batch of some thousand at a time, in key order.
 *
 * SQLite hands the cells of each row to a function that reads them into typed columns at once; no
 * row is stepped to and no record is made.  A cell means what cell_value says of it, and where
 * that is not simple (it cannot be read, or does not fit the column's form) the row is `marked`:
 * scan_record reads it whole, as store_next would.  References come as the keys they hold, lists
 * not at all: who takes the batch resolves them, and asks for scan_record where in doubt.
 *
 * A batch is good until the next scan_next.  The table's part of data_hash is computed on the way.
 * Owner: the store's arena; scan_end closes.  Failures leave through the guard.
 * Cost: some 0.25 us a row of ten cells. */
#ifndef ANSLAG_INTERP_STORE_SCAN_H
#define ANSLAG_INTERP_STORE_SCAN_H

#include "interp/data/forms.h"
#include "interp/store/store.h"

typedef struct {
  const FieldType *field;
  const FieldType *holds;         /* whose values the cells are: of a reference the key behind it */
  ColumnForm       form;          /* of `holds`: TRUTH, NUMBER, DAY, NAME or VALUE */
  int64_t          denominator;   /* NUMBER */
  bool             partial;       /* some cell is not KNOWN */
  uint8_t         *states;        /* of CellState: KNOWN, UNKNOWN or NONE */
  uint8_t         *truths;        /* the one of these that the form says */
  int64_t         *numbers;
  int32_t         *names;         /* also days; of text: places in `texts` */
  Value           *values;
  const Text      *texts;         /* of this batch, each once */
  size_t           text_count;
} ScanColumn;

enum {
  SCAN_MARKED = 1,                /* to be read by scan_record */
  SCAN_DOUBLE = 2                 /* another row has the same key */
};

typedef struct {
  size_t          count;          /* rows */
  ScanColumn     *columns;        /* the keys and used fields that are cells */
  size_t          column_count;
  uint8_t        *flags;          /* of each row */
  bool            flagged;        /* some flag is not 0 */
} ScanBatch;

typedef struct Scan Scan;

/* Can the table be read so?  Not where its rows ship with the rules, or its key is of a kind that
 * columns do not hold. */
bool             scan_can(Store *store, const RecordType *type);
/* With 2 threads another connection reads ahead (conditions: plan/intake.h). */
Scan            *scan_new(Store *store, const RecordType *type, unsigned threads);
/* The rows of a list of `owner`, in the order of the owners' keys and then of the elements': their
 * two columns hold these.  NULL: they cannot be read beside their owners. */
Scan            *scan_pairs(Store *store, const RecordType *owner, const FieldType *list);
/* NULL: no more rows. */
const ScanBatch *scan_next(Scan *scan);
/* The record of a row of the batch, with all it leads to, in `arena`. */
Record          *scan_record(Scan *scan, size_t row, Arena *arena);
/* The record of this key, with all it leads to, in `arena` or kept with the store; NULL: none. */
const Record    *scan_reach(Store *store, const RecordType *type, Value key, Arena *arena);
/* What a double is told. */
void             scan_add_double(Scan *scan, Record *record, Arena *arena);
void             scan_end(Scan *scan);
/* Rows are never taken from the pages of the file (store/pages.h), from here on: for tests. */
void             scan_by_sqlite(Store *store);

#endif
