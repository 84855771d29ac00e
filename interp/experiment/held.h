/* held.h - the records of a population as columns, read once, and facts assumed of some of them.
 *
 * Private to interp/experiment.  Records of all types that rules read stand in key order; what
 * the database lacks is absent.  Every field of what decisions are on is read, for questions; a
 * fault counts only in a field that rules read, so that what is judged is what a run judges.
 * A Record is made where one is asked for; only of types that rules ask for as a whole
 * (RecordSource) are all of them made, and kept.
 *
 *   held_assume(&held, scratch, facts, count);      -- from here on the columns say so
 *   ... held_population(&held, &population) ...
 *   held_restore(&held);                            -- also when the guard is left
 *
 * Owner: the arena.  Memory: the columns; where keys are not whole numbers in order, 8 bytes a
 * record more once one is looked for. */
#ifndef ANSLAG_INTERP_EXPERIMENT_HELD_H
#define ANSLAG_INTERP_EXPERIMENT_HELD_H

#include "interp/experiment/experiment.h"
#include "interp/plan/columns.h"

typedef struct {
  const RecordType *type;
  Columns          *columns;
  size_t            count;
  bool              absent;         /* the database has no such table */
  bool              shipped;        /* with the rules */
  Record          **all;            /* by number; NULL: not made yet */
  bool              sought;         /* a key has been: what follows holds */
  bool              ordered;        /* each key is a whole number above the one before */
  uint32_t         *slots;          /* else: number + 1 by the hash of the key; 0: free */
  size_t            slot_count;     /* a power of two */
  bool              doubled;        /* some have the same key */
} HeldType;

typedef struct { StoreDecided *rows; size_t count; } HeldDecided;

/* A fact as it was before another was assumed. */
typedef struct {
  const HeldType  *type;
  uint32_t         row;
  const FieldType *field;
  Value            value;
  const Fault     *faults;
  size_t           fault_count;
} HeldPut;

typedef struct {
  Arena       *arena;
  Arena       *scratch;             /* while facts are assumed */
  const Model *model;
  Diags       *diags;
  bool         stored;              /* there was a database */
  Census      *census;
  HeldType    *types;               /* by RecordType.index */
  HeldDecided *decided;             /* by Decision.index */
  const HeldType *reading;          /* by the population's next */
  size_t       next;
  LIST(HeldPut) puts;               /* in force, in `scratch` */
} Held;

/* `store` NULL: only records that ship with the rules are there. */
void held_read(Held *held, Arena *arena, Model *model, Store *store, unsigned threads,
               Diags *diags);
void held_population(Held *held, Population *population);
/* For questions that judge nobody: without a database values say themselves what they lack. */
RecordSource held_source(Held *held);

const HeldType *held_type(const Held *held, const RecordType *type);
/* Cost: the logarithm of their number; of keys that are no whole numbers in order, a hash. */
bool held_find(Held *held, const RecordType *type, Text key, size_t *number);
/* A record with every field that was read, in `arena`; its key. */
const Record *held_record(Held *held, const RecordType *type, size_t number, Arena *arena);
Text          held_key(const Held *held, Arena *arena, const RecordType *type, size_t number);

/* `scratch` lives until held_restore. */
void held_assume(Held *held, Arena *scratch, const FactChange *facts, size_t count);
void held_restore(Held *held);
/* Do the columns alone say what is assumed?  Not where a fact could not be read, or ships with the
 * rules: then records must be judged in full. */
bool held_says(Held *held, const FactChange *facts, size_t count);

#endif
