/* facts.h - the values that a decision rested on, and the record made of them again.
 *
 * Of the record judged: its key and every field that a rule reads; of what it refers to and of its
 * lists the same, under a path: "amount", "applicants[2].owned_share", "project.owner.kind".
 * A reference has the key of its record as value, a list the keys of its elements parted by ", ".
 * Values are in the rules' own notation and language; what is not known, or not given, has none.
 * What rules read of whole tables (sums over all records) is not among them.
 *
 * Owner: the arena given.  References are followed FACTS_DEPTH deep, and never back to a record on
 * the way: beyond that only their keys are told. */
#ifndef ANSLAG_INTERP_LEDGER_FACTS_H
#define ANSLAG_INTERP_LEDGER_FACTS_H

#include "base/map.h"
#include "interp/store/ledger.h"

enum { FACTS_DEPTH = 6 };

/* Adds those of `record`; run, decision and key are those of `like`. */
void facts_gather(Arena *arena, const Model *model, const Record *record, const StoreFact *like,
                  StoreFactList *facts);

/* Facts of many records as bytes, a few beside each value: their fields are kept once. */
typedef struct {
  Arena *arena;
  Map    numbers;                     /* field -> its number + 1 */
  LIST(Text) fields;
} FactPaths;

void          fact_paths_init(FactPaths *paths, Arena *arena);
Text          facts_pack(FactPaths *paths, Arena *arena, const StoreFactList *facts);
/* With the run, decision and record of `like`. */
StoreFactList facts_unpack(const FactPaths *paths, Arena *arena, Text packed,
                           const StoreFact *like);

/* A value as people read it: thousands parted by spaces. */
Text facts_shown(Arena *arena, Text value);

typedef struct { const Record **items; size_t count, room; } FactsRecords;

/* The record again; `records` gets it and all it refers to.  A value that cannot be read is a fault
 * of its record. */
const Record *facts_rebuild(Arena *arena, const Model *model, const RecordType *type,
                           const StoreFactList *facts, FactsRecords *records);

#endif
