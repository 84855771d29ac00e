/* intake.h - the records of a table taken into a census, window by window.
 *
 *   Intake *intake = intake_new(arena, census, store, type, &(IntakeOptions){ .window = 65536 });
 *   for (; census_clear(census), intake_next(intake);)
 *     ...                              the window's records are those of the census
 *   intake_end(intake);
 *
 * The census is afterwards what census_add makes of each record that store_next gives: values,
 * faults, double keys, references, lists, in key order.  Records come as columns all the way
 * (store/scan.h) and no record is made; one with a cell that cannot be read, or that leads to
 * something doubtful, is read by the reference (record_build) and added by census_add.
 * data_hash of the table is computed on the way.
 *
 * With two threads another connection to the same file reads ahead, in the same state: the caller
 * holds the transaction, has written nothing in it that a rule reads, and writes nothing until
 * intake_end.  Where the two could see different states, one thread does it all.
 *
 * Owner: the arena; intake_end closes what is open.  Failures leave through the guard, always in
 * the caller's thread.  Cost: some 0.3 us a record with ten fields, and one search for each
 * record that another refers to, once a window. */
#ifndef ANSLAG_INTERP_PLAN_INTAKE_H
#define ANSLAG_INTERP_PLAN_INTAKE_H

#include "interp/plan/columns.h"
#include "interp/store/store.h"

typedef struct Intake Intake;

typedef struct {
  size_t   window;                /* records that intake_next adds at most; 0: all */
  unsigned threads;               /* 0 and 1: the caller's alone */
} IntakeOptions;

Intake *intake_new(Arena *arena, Census *census, Store *store, const RecordType *type,
                   const IntakeOptions *options);
/* Adds the next window's records to the census; false: there were no more. */
bool    intake_next(Intake *intake);
void    intake_end(Intake *intake);

#endif
