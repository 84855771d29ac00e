/* to_store.h - a run whose rows go to the anslag_* tables, with its run record (semantics H2, H3).
 *
 * Call between store_begin and store_commit of both stores (they may be the same).
 * Records are read from `input`, rows written to `output`; what fails leaves through
 * the guard, and the caller's rollback leaves everything as it was. */
#ifndef ANSLAG_INTERP_DECIDE_TO_STORE_H
#define ANSLAG_INTERP_DECIDE_TO_STORE_H

#include "interp/budget/outlook.h"
#include "interp/decide/run.h"

typedef struct {
  Store      *input, *output;
  const ModelSettings *settings;      /* of the scenario first, then each --set; may be NULL */
  Text        scenario;               /* its name; empty: none */
  EvalOptions eval;
  Text        started;                /* UTC, 2026-01-31T12:00:00Z */
  Text        engine;                 /* "anslag 1.0.0" */
  size_t      window;                 /* records held at once; 0: 65 536 */
  unsigned    threads;                /* 1 or 2 */
  bool        by_records;             /* each is judged by the reference */
  /* Also told of every record, after its rows are written, which are then
   * judged by the reference; may be NULL. */
  const RunVisitor *visitor;
  Profile    *profile;                /* where the time goes; NULL: not asked */
} ToStoreOptions;

typedef struct {
  RunSummary *summary;
  const Outlook *outlook;             /* of budgets, targets, controls; NULL: the rules have none */
  StoreRun    run;
  int64_t     run_id;
  Text        hash;
} StoredRun;

StoredRun run_to_store(Arena *arena, const Model *model, const ToStoreOptions *options,
                       Diags *diags);

/* "riktlinjer: line 41: ett maxbelopp om 1 mkr", or what is assumed; of several the first. */
Text to_store_source(const Model *model, Arena *batch, const ModelBases *bases);
/* H2: of every rule file, document and table used. */
Text to_store_rules_hash(Arena *arena, const Model *model);

/* {"scenario":…,"sets":{…}} with sorted keys and no white space (H3). */
Text to_store_settings(Arena *arena, const ModelSettings *settings, Text scenario);


#endif
