/* ledger.h - what people decided, and the lines that the chain is made of, as rows.
 *
 * Decisions taken are only added to: a correction is a line that `replaces` another.  Lines are
 * written between store_begin and store_commit; what fails leaves through the guard, as in
 * store.h.  Reading gives what stands there, also where somebody has changed it: hashes are
 * compared by interp/ledger.
 *
 * Owner: the arena given. */
#ifndef ANSLAG_INTERP_STORE_LEDGER_H
#define ANSLAG_INTERP_STORE_LEDGER_H

#include "interp/store/store.h"

/* A line of anslag_decided. */
typedef struct {
  int64_t id, run_id;
  Text    decision, record, outcome;
  bool    has_granted;
  int64_t granted;                      /* minor units */
  Text    currency, decider, decided_on, reference;
  Text    deviates;                     /* from the proposal in: outcome,granted,decider */
  Text    reason, recorded_at;
  bool    has_replaces;
  int64_t replaces;
  Text    previous_hash, hash;
} StoreTaken;

typedef LIST(StoreTaken) StoreTakenList;

/* A value that a decision rested on, in the notation of the rules. */
typedef struct {
  int64_t run_id;
  Text    decision, record, field;
  bool    known;                        /* else nothing stood there */
  Text    value;
} StoreFact;

typedef LIST(StoreFact) StoreFactList;

/* A line of anslag_run. */
typedef struct {
  int64_t  run_id;
  StoreRun run;
  Text     previous_hash, hash;
} StoreRunLine;

typedef LIST(StoreRunLine) StoreRunLines;

/* What an import changed. */
typedef struct {
  Text    record, key, field;
  bool    had, has;                     /* was there anything before, is there now? */
  Text    old_value, new_value, file, at;
  int64_t row;
} StoreChange;

typedef LIST(StoreChange) StoreChanges;

typedef struct { Text rules_hash, path, text; } StoreRuleText;
typedef LIST(StoreRuleText) StoreRuleTexts;

/* The first of a chain follows this. */
#define STORE_NO_HASH TEXT("0000000000000000000000000000000000000000000000000000000000000000")

/* ---- writing ---------------------------------------------------------------------------- */

/* Makes the tables of decisions taken where they are missing. */
void    store_make_ledger(Store *store);
/* The number the next line gets. */
int64_t store_next_taken(Store *store);
void    store_write_taken(Store *store, const StoreTaken *line);
void    store_write_fact(Store *store, const StoreFact *fact);
/* The hash that the next line of the chain carries on from. */
Text    store_chain_head(Store *store, Arena *arena);
/* H3: the hash of a run's line. */
Text    store_run_hash(Arena *arena, int64_t run_id, const StoreRun *run, Text previous_hash);

/* ---- reading: none where there is no such table ----------------------------------------- */

StoreRunLines  store_runs(Store *store, Arena *arena);
StoreTakenList store_taken(Store *store, Arena *arena);          /* in order of id */
/* Of one decision on one record, as written; or, with an empty decision, of all. */
StoreFactList  store_facts(Store *store, Arena *arena, int64_t run_id, Text decision, Text record);
/* Every fact there is, in order of run, decision and record, then as written. */
typedef void StoreFactVisit(void *context, const StoreFact *fact);
void           store_each_fact(Store *store, Arena *batch, StoreFactVisit *visit, void *context);
StoreChanges   store_changes(Store *store, Arena *arena);        /* in the order they were made */
StoreRuleTexts store_rule_texts(Store *store, Arena *arena);     /* by hash and path */

/* Calls row() for each row of a SELECT whose ?1 is `run_id`, until it returns false.  Cells live in
 * `batch`, which is reset before each row. */
void store_select(Store *store, Arena *batch, const char *sql, int64_t run_id, StoreRow *row,
                  void *context);

/* ---- the rows of runs: a million of them, in the order they were written ------------------- */

/* Rows of a decision of a run that follow each other: ids of anslag_ended.  A run has one for each
 * of its decisions, more where people have added rows. */
typedef struct {
  Text    decision;
  int64_t first, last;
  bool    has_place;                    /* else written before places were kept */
  int64_t place;                        /* of the decision in the rules */
} StoreExtent;

typedef LIST(StoreExtent) StoreExtents;

/* In order of id; none where nothing has run. */
StoreExtents store_extents(Store *store, Arena *arena, int64_t run_id);

/* FROM: every row of every run, x its extent, e its row, n its ending. */
#define STORE_PROPOSALS                                                                        \
  "anslag_extent x CROSS JOIN anslag_ended e ON e.id BETWEEN x.first AND x.last"               \
  " CROSS JOIN anslag_ending n ON n.id = e.ending"
/* FROM, for store_select_rows: rows of anslag_decision with their `id` and `ending`. */
#define STORE_ROWS                                                                             \
  "(SELECT e.id AS id, e.ending AS ending, ?1 AS run_id, ?2 AS decision,"                      \
  " CAST(e.record AS TEXT) AS record, n.outcome AS outcome, n.decider AS decider,"             \
  " e.asked AS asked, e.granted AS granted, n.currency AS currency, n.frame AS frame,"         \
  " e.rank AS rank, n.failed AS failed, n.missing AS missing, n.noted AS noted,"               \
  " n.consulted AS consulted FROM anslag_ended e CROSS JOIN anslag_ending n"                   \
  " ON n.id = e.ending WHERE e.id BETWEEN ?3 AND ?4)"
/* As store_select, for each extent in turn: ?1 the run, ?2 the decision, ?3 and ?4 the ids.  In
 * order of STORE_ROWS' id no row waits for others.  False: row() has returned false. */
bool store_select_extent(Store *store, Arena *batch, const char *sql, int64_t run_id,
                         const StoreExtent *extent, StoreRow *row, void *context);
void store_select_rows(Store *store, Arena *batch, const char *sql, int64_t run_id, StoreRow *row,
                       void *context);

/* What store_write_queue kept of a run, part by part; none where nothing was kept, or where the
 * database has been changed since. */
typedef LIST(Text) StoreQueue;
StoreQueue store_queue(Store *store, Arena *arena, int64_t run_id, Text decision);

/* The id of a record's row, some twenty searches away; false: the run has not judged it. */
bool store_find_ended(Store *store, int64_t run_id, Text decision, Text key, int64_t *id);

/* The key of the record whose row has the id; empty: there is none. */
Text store_ended_key(Store *store, Arena *arena, int64_t id);

typedef struct {
  Text    outcome;
  bool    has_granted;
  int64_t granted;                      /* minor units */
} StoreProposal;
bool store_find_proposal(Store *store, Arena *arena, int64_t run_id, Text decision, Text key,
                         StoreProposal *proposal);

/* Are tables and views there, as they were made?  (A table beside them is not looked at.) */
bool store_rows_stand(Store *store);

#endif
