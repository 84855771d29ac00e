/* verify.h - does the record still say what was written?  Four verdicts, each with its faults.
 *
 *   runs       each run's line, and its place in the chain
 *   decisions  each line of anslag_decided with the facts it rests on, and its place
 *   rows       the decisions and deadlines of each run against its digest, decisions taken against
 *              the proposal they say they follow
 *   rules      the rule texts kept against the hash of each run
 *
 * A fault names the line it was found at: a line that was changed is named itself, one that is
 * gone is told of at the line after it.  Findings, values and frames of a run are workings that
 * can be computed again (replay.h); they are in no hash.
 *
 * Owner: the arena.  Cost: linear in what is stored. */
#ifndef ANSLAG_INTERP_LEDGER_VERIFY_H
#define ANSLAG_INTERP_LEDGER_VERIFY_H

#include "interp/ledger/chain.h"

typedef enum { VERIFY_RUNS, VERIFY_DECISIONS, VERIFY_ROWS, VERIFY_RULES, VERIFY_COUNT } VerifyPart;

typedef enum {
  FAULT_CHANGED,          /* the line says something else than what its hash is of */
  FAULT_NO_HASH,          /* the line was not written by anslag */
  FAULT_LINE_GONE,        /* the line before it is not there */
  FAULT_BESIDE,           /* another line, too, carries on from the one before it */
  FAULT_RUN_GONE,         /* rows of a run that is not there */
  FAULT_DECISION_GONE,    /* facts of a decision that is not there */
  FAULT_ROWS_CHANGED,     /* rows of a run give another digest */
  FAULT_UNLIKE_PROPOSAL,  /* a decision as proposed, and the proposal says something else */
  FAULT_RULES_CHANGED,    /* the texts kept are not those of the run */
  FAULT_RULES_GONE,       /* texts of the run, or the document named, are not kept */
  FAULT_RULES_ADDED,      /* texts that no run was judged by */
  FAULT_HEAD              /* the hash noted before is not in the chain */
} FaultKind;

typedef struct {
  FaultKind kind;
  bool      of_run;
  int64_t   number;       /* run_id, or id of anslag_decided; 0: neither */
  Text      name;         /* "stod 212", the path of a rule file, what the facts were of */
} VerifyFault;

typedef struct {
  RecordChain  chain;
  LIST(VerifyFault) faults[VERIFY_COUNT];
  Text   head;            /* of the chain: to be noted outside the database */
  size_t rule_sets;
} Verification;

/* `expected`: a head noted before; empty: none. */
Verification *verify_store(Store *store, Arena *arena, Text expected);
bool          verify_is_whole(const Verification *verification);

#endif
