/* held.h - the records of a population, read once, and facts assumed of some of them.
 *
 * Private to interp/experiment.  Records of all types that rules read stand in key order; what
 * the database lacks is absent.  Every field of what decisions are on is read, for questions; a
 * fault counts only in a field that rules read, so that what is judged is what a run judges.
 *
 *   held_assume(&held, scratch, facts, count);      -- from here on the records say so
 *   ... held_population(&held, &population) ...
 *   held_restore(&held);                            -- also when the guard is left
 *
 * Owner: the arena. */
#ifndef ANSLAG_INTERP_EXPERIMENT_HELD_H
#define ANSLAG_INTERP_EXPERIMENT_HELD_H

#include "interp/experiment/experiment.h"

typedef struct {
  const RecordType    *type;
  const Record *const *records;     /* in key order */
  size_t               count;
  bool                 absent;      /* the database has no such table */
  bool                 found;       /* by_key is filled */
  Map                  by_key;      /* a key as a digest writes it -> its number + 1 */
} HeldType;

typedef struct { StoreDecided *rows; size_t count; } HeldDecided;

/* A record as it was before facts were assumed of it. */
typedef struct { Record *record, before; } HeldPatch;

typedef struct {
  Arena       *arena;
  const Model *model;
  Diags       *diags;
  bool         stored;              /* there was a database */
  HeldType    *types;               /* by RecordType.index */
  HeldDecided *decided;             /* by Decision.index */
  const HeldType *reading;          /* by the population's next */
  size_t       next;
  LIST(HeldPatch) patches;          /* in force */
} Held;

/* `store` NULL: only records that ship with the rules are there. */
void held_read(Held *held, Arena *arena, Model *model, Store *store, Diags *diags);
void held_population(Held *held, Population *population);
/* For questions that judge nobody: without a database values say themselves what they lack. */
RecordSource held_source(Held *held);

const HeldType *held_type(const Held *held, const RecordType *type);
bool held_find(Held *held, const RecordType *type, Text key, size_t *number);

/* `scratch` lives until held_restore. */
void held_assume(Held *held, Arena *scratch, const FactChange *facts, size_t count);
void held_restore(Held *held);

#endif
