/* store.h - the database of records and results: the only room that knows SQLite.
 *
 * Open once, then read, then write; all of a run happens in one transaction, so
 * that what is read is one state and what is written comes whole or not at all.
 * Input tables are never written by a run.  Every failure of the database (locked,
 * read-only, corrupt, full, missing table or column) is reported with its own
 * code and leaves through memory_stop; the transaction is rolled back.
 *
 * Owner: the arena given; the connection is deferred to the guard.
 * Cost: a record is one row and one search for each list; tables of up to 16 384 records that
 * are referred to are kept once looked up, larger ones are searched where they are. */
#ifndef ANSLAG_INTERP_STORE_STORE_H
#define ANSLAG_INTERP_STORE_STORE_H

#include "base/diag.h"
#include "interp/check/model.h"

typedef struct Store Store;

/* CREATE: makes the file if there is none. */
typedef enum { STORE_READ, STORE_WRITE, STORE_CREATE } StoreMode;

Store *store_open(Arena *arena, const Model *model, Text path, StoreMode mode, Diags *diags);
void   store_close(Store *store);

void store_begin(Store *store);     /* READ: a read transaction; else BEGIN IMMEDIATE */
void store_commit(Store *store);
void store_rollback(Store *store);

/* From here on a column that a table lacks is no mistake: its field is not known (of a key, and
 * of a whole table, it is).  For comparisons with rules that are not in use yet. */
void store_forgive(Store *store);
/* The fields for which a column was missed so, in the order met. */
const FieldType *const *store_lacks(const Store *store, size_t *count);

/* ---- reading records -------------------------------------------------------- */

/* Tables and columns of `record` and all it reaches through used fields exist; else reported. */
bool store_check_tables(Store *store, const RecordType *record);

typedef struct StoreReader StoreReader;

/* The records of a type in key order, one at a time, with references and lists resolved
 * (only used fields are read).  Memory does not grow with the number of records. */
StoreReader *store_read(Store *store, const RecordType *record);
/* The next record, in `batch`; NULL at the end. */
const Record *store_next(StoreReader *reader, Arena *batch);
void          store_read_end(StoreReader *reader);
/* The one with this key (as a digest writes it); NULL if there is none. */
const Record *store_find(Store *store, const RecordType *record, Text key, Arena *batch);
size_t        store_count(Store *store, const RecordType *record);
/* All records of a type, kept for the run (RecordSource for list operations over a table). */
void store_all(void *store, const RecordType *type, const Record *const **records, size_t *count);
/* data_hash (semantics H2) of all cells read by the readers opened since store_open. */
Text store_data_hash(Store *store, Arena *arena);
/* Is it that of the cells read now?  In this form, or in the one that runs of before have. */
bool store_data_is(Store *store, Text data_hash);

/* ---- writing a run (tables of cli.md) ---------------------------------------- */

typedef struct {
  Text    started;              /* UTC, 2026-01-31T12:00:00Z */
  Text    rules, rules_hash, data_hash, engine, as_of, settings;
  int64_t records;
  Text    digest;
} StoreRun;

typedef struct { Text rule, verdict, missing, source, owner, reason; } StoreFinding;
typedef struct { Text name, value; } StoreValue;
typedef struct { Text deadline, owed_by, owed_to, due; } StoreDeadline;

/* What many records of a run have in common. */
typedef struct {
  Text    outcome, decider, currency, frame, failed, missing, noted, consulted;
  const StoreFinding  *findings;
  const StoreDeadline *deadlines;
  size_t  finding_count, deadline_count;
} StoreEnding;

/* A record's row. */
typedef struct {
  uint32_t ending;              /* its number in this run */
  bool     key_is_number, has_asked, has_granted, has_rank;
  int64_t  key;
  Text     key_text;            /* where the key is no number: as a digest writes it */
  int64_t  asked, granted;      /* minor units */
  int64_t  rank;
} StoreEnded;

typedef struct {
  Text    frame, key;
  bool    has_limit;
  int64_t amount_limit, opening, drawn, remaining;
} StoreFrame;
typedef struct {
  Text    frame, key, kind, decision, record, on;   /* on: the day; empty: not known */
  int64_t amount;                                   /* minor units */
} StoreFrameLine;

typedef struct {
  Text    budget, record, line, kind, currency;
  bool    has_year, has_amount, has_printed;
  int64_t year, amount, open, printed;              /* minor units */
} StoreBudget;
typedef struct {
  Text    target, status, value, bound, margin, date, missing;
  bool    has_year;
  int64_t year;
} StoreTarget;
typedef struct { Text control, severity, record, verdict, source; } StoreControl;

/* Of the run that is being written; their tables are made where they are missing. */
typedef struct StoreOutlook StoreOutlook;
StoreOutlook *store_outlook_begin(Store *store);
void store_write_budget(StoreOutlook *outlook, const StoreBudget *row);
void store_write_target(StoreOutlook *outlook, const StoreTarget *row);
void store_write_control(StoreOutlook *outlook, const StoreControl *row);
void store_outlook_end(StoreOutlook *outlook);

/* Makes the anslag_* tables where they are missing, gives the run its number. */
int64_t store_run_begin(Store *store);
/* The number of an ending in this run: the same for the same.  Texts are copied. */
uint32_t store_ending(Store *store, const StoreEnding *ending);

/* The next decision of the run; ends the one before.  From here on the `number` of a record is its
 * place in key order, from 0. */
void store_decision_begin(Store *store, Text decision);
/* What is a record's own, before or after its row, records in any order; rows of one kind one after
 * another.  A record has its findings either here or in its ending, its deadlines likewise. */
void store_write_finding(Store *store, uint64_t number, const StoreFinding *row);
void store_write_value(Store *store, uint64_t number, const StoreValue *row);
void store_write_deadline(Store *store, uint64_t number, const StoreDeadline *row);
/* The row of the next record in key order ... */
void store_write_ended(Store *store, const StoreEnded *row);
/* ... or all at once: `row` is asked for each number in order.  It must neither fail nor leave
 * through the guard; what it points at lives until it is asked again. */
typedef void StoreEndedRow(void *context, size_t number, StoreEnded *ended);
void store_write_all_ended(Store *store, size_t count, StoreEndedRow *row, void *context);
/* Deadlines of many records at once, in order of number: `next` is asked until it gives none, as
 * `row` above.  All of a record's are written so, or none. */
typedef bool StoreNextDeadline(void *context, uint64_t *number, StoreDeadline *row);
void store_write_all_deadlines(Store *store, StoreNextDeadline *next, void *context);
void store_decision_end(Store *store);

void store_write_frame(Store *store, const StoreFrame *row);
void store_write_frame_line(Store *store, const StoreFrameLine *row);
void store_write_rulebook(Store *store, Text rules_hash, Text path, Text text);
/* The queue of a decision, in parts, of the latest run only: what allocation_pack gives.  For a
 * database whose file tells whether it has changed since (not in WAL mode). */
bool store_can_keep_queue(Store *store);
void store_write_queue(Store *store, Text decision, size_t part, Text candidates);
/* Writes the run record with previous_hash and hash (semantics H3); returns the hash. */
Text store_run_end(Store *store, Arena *arena, const StoreRun *run);

typedef struct {
  Text    record, outcome, decider, decided_on, reference;
  bool    has_granted;
  int64_t granted;              /* minor units */
} StoreDecided;
/* What is decided already (anslag_decided; a replaced line is left out), in order of date: how
 * many, and the rows in `arena`.  None where there is no such table. */
size_t store_decided(Store *store, Arena *arena, Text decision, StoreDecided **rows);

/* What people noted of assignments, reports and deadlines. */
typedef struct { Text kind, name, body, due, status, done_on, evidence; } StoreDuty;
/* The rows of anslag_duty: how many, and the rows in `arena`.  None where there is no table. */
size_t store_duties(Store *store, Arena *arena, StoreDuty **rows);

/* ---- the latest run, read back (export, missing) ------------------------------ */

typedef bool StoreRow(void *context, const Text *cells, const bool *null, size_t count);
/* Calls row() for each row of a SELECT over the anslag_* tables, in which ?1 is the latest run,
 * until it returns false; never where nothing has run. */
void store_query(Store *store, Arena *arena, const char *sql, StoreRow *row, void *context);

/* ---- schema -------------------------------------------------------------------- */

/* The CREATE TABLE statements the rules need. */
void store_schema(Writer *writer, const Model *model);
/* Makes them in the database where they are missing. */
void store_make_tables(Store *store);
/* What differs between the rules and the database, reported; false if anything does. */
bool store_compare_schema(Store *store);

#endif
