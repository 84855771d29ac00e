/* sort.h - a stable merge sort, for items whose order must not depend on the library's qsort.
 *
 * Cost: n log n comparisons, and room for the items once more in `arena`. */
#ifndef ANSLAG_BASE_SORT_H
#define ANSLAG_BASE_SORT_H

#include "base/arena.h"

/* Below zero: a stands before b; zero: they stay as they stand. */
typedef int SortCompare(const void *a, const void *b);

/* The `count` items of `size` bytes in order: in their own array or in one of `arena`. */
void *sort_stable(Arena *arena, void *items, size_t count, size_t size, SortCompare *compare);

#endif
