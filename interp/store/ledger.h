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
  Text    deviates;                     /* from the proposal in: outcome,granted,decider; or empty */
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
bool store_has(Store *store, const char *table);

#endif
