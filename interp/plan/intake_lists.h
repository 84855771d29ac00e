/* intake_lists.h - the lists of records, read beside them.  Private to interp/plan.
 *
 * The rows of a list come in the order of their owners' keys, as the owners do: each is passed
 * once.  Owners are asked for in that order; one may be left out, none asked for twice.
 * Owner: the arena; owner_lists_end closes. */
#ifndef ANSLAG_INTERP_PLAN_INTAKE_LISTS_H
#define ANSLAG_INTERP_PLAN_INTAKE_LISTS_H

#include "interp/plan/references.h"

typedef struct OwnerLists OwnerLists;

/* NULL: they cannot be read so. */
OwnerLists *owner_lists_new(Arena *arena, References *references, Store *store,
                            Columns *columns, Column *column);
/* Writes the list of the owner whose key this cell holds into the column; false: it is doubtful. */
bool        owner_lists_take(OwnerLists *lists, const ScanColumn *key, size_t row, uint32_t to);
/* All rows are read, so that they are hashed. */
void        owner_lists_drain(OwnerLists *lists);
void        owner_lists_end(OwnerLists *lists);

#endif
