/* trial.h - one rule set and its records, understood and read: what all comparisons begin with.
 *
 *   Trial trial = { .made = NULL };
 *   trial_check(&trial, &made);                    in a guard of the trial's memory
 *   if (trial.model && trial_read(&trial)) ...     trial.records, trial.population
 *   trial_close(&trial);
 *
 * The records are read from a database of its own, which is there
 * until trial_close (`path`).  Owner: the caller. */
#ifndef ANSLAG_TESTS_PROPERTY_TRIAL_H
#define ANSLAG_TESTS_PROPERTY_TRIAL_H

#include "interp/check/check.h"
#include "interp/decide/run.h"
#include "interp/store/store.h"
#include "tests/property/made.h"

/* The records of one type, in key order. */
typedef struct {
  const RecordType    *type;
  const Record *const *records;
  size_t               count;
} TrialRecords;

/* Decisions taken, of one decision (anslag_decided). */
typedef struct { StoreDecided *rows; size_t count; } TrialDecided;

typedef struct {
  Memory        memory;
  Arena         arena;
  Sources       sources;
  Diags         diags;
  const Made   *made;
  Text          ready;          /* a database to begin with (ready.h); empty: a new file */
  Model        *model;          /* NULL: the rules do not pass the check */
  char          path[64];       /* of the database */
  TrialRecords *records;        /* by RecordType.index */
  TrialDecided *decided;        /* by Decision.index */
  Population    population;     /* of these, in memory */
  const TrialRecords *reading;
  size_t        next;
  EvalOptions   options;
  ModelSettings none, changed;  /* settings: nothing, and some parameters */
} Trial;

/* A new, empty file, in memory's own file system where there is one; false: none could be made. */
bool trial_new_file(char *path, size_t size);
/* Only the check. */
void trial_check(Trial *trial, const Made *made);
/* The database too, and its records into memory; false: the rules do not pass the check, or the
 * database does not fit them. */
bool trial_read(Trial *trial);
void trial_close(Trial *trial);

#endif
