/* parties.h - who owes or receives, by name: bodies, the members of a group, what a field names.
 *
 * A group of records means each of them, in key order, where the records are at hand (`source`
 * with an `all`); without them it is named itself.  Names live in `arena`. */
#ifndef ANSLAG_INTERP_DECIDE_PARTIES_H
#define ANSLAG_INTERP_DECIDE_PARTIES_H

#include "interp/eval/eval.h"

typedef struct {
  Text        name;
  const Body *body;             /* NULL: a record, a text, or a group without its records */
} PartyName;

typedef LIST(PartyName) PartyNames;

typedef struct {
  Evaluator          *evaluator;    /* stands on `record`, if there is one */
  const RecordSource *source;
  const Record       *record;       /* whose fields may name someone; NULL: none */
  Arena              *arena;
} PartyPlace;

/* The records of a type in key order: rows that ship with the rules, or those of `source`; false
 * where there is neither. */
bool records_at_hand(const RecordSource *source, const RecordType *type,
                     const Record *const **records, size_t *count);
void parties_name(const PartyPlace *place, const Party *parties, size_t count, PartyNames *names);
/* Joined by commas, as tables have them. */
Text parties_join(Arena *arena, const PartyNames *names);

#endif
