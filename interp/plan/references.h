/* references.h - keys that cells hold, as rows of what others refer to (Columns of
 * census_referred).  Private to interp/plan.
 *
 * What is not there yet is searched in the store, once for each key, and taken into the columns:
 * its cells at once where it leads to nothing further, else as a record with all it leads to.
 * Doubtful is a key of nothing, of several, or of a record with faults: whoever holds it is read
 * by the reference.
 *
 * Owner: the arena; references_end closes what is open.  Cost: a hash of whole numbers, a map of
 * texts; a search for each key that is new. */
#ifndef ANSLAG_INTERP_PLAN_REFERENCES_H
#define ANSLAG_INTERP_PLAN_REFERENCES_H

#include "interp/plan/census.h"
#include "interp/store/scan.h"

#define REFERENCE_DOUBTFUL UINT32_MAX

typedef struct References References;

References *references_new(Arena *arena, Census *census, Store *store);
/* The row of the record of `type` whose key this cell holds; the cell is KNOWN. */
uint32_t    references_row(References *references, const RecordType *type,
                           const ScanColumn *column, size_t row);
/* What was found is in the columns from now on; before anything else is added to the census. */
void        references_settle(References *references);
void        references_end(References *references);

#endif
