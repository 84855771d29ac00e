/* finder.h - rows found by their key, one after the other, into columns.
 *
 *   Finder *finder = finder_new(store, type);
 *   size_t row;
 *   if (finder_find(finder, key, &row) == FOUND_ROW) ...     a row of finder_batch
 *   finder_clear(finder);                                    when the batch has been taken
 *
 * For records that lead to no others.  A row that is not simply read (a cell is no value, the key
 * is that of several) is FOUND_DOUBTFUL and left out: scan_reach gives its record.
 * Owner: the store's arena; finder_end closes.  Cost: a search and the row's cells. */
#ifndef ANSLAG_INTERP_STORE_FINDER_H
#define ANSLAG_INTERP_STORE_FINDER_H

#include "interp/store/scan.h"

typedef struct Finder Finder;
typedef enum { FOUND_ROW, FOUND_NOTHING, FOUND_DOUBTFUL } Found;

/* NULL: its records lead to others, or are not to be read so. */
Finder          *finder_new(Store *store, const RecordType *type);
/* There is room for another row: else the batch is to be taken first. */
bool             finder_has_room(const Finder *finder);
Found            finder_find(Finder *finder, Value key, size_t *row);
const ScanBatch *finder_batch(Finder *finder);
void             finder_clear(Finder *finder);
void             finder_end(Finder *finder);

#endif
