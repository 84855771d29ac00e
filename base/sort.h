/* sort.h - sorting, for items whose order must not depend on the library's qsort.
 *
 * Cost: n log n comparisons; sort_stable takes room for the items once more in `arena`. */
#ifndef ANSLAG_BASE_SORT_H
#define ANSLAG_BASE_SORT_H

#include "base/arena.h"

/* Below zero: a stands before b; zero: they stay as they stand. */
typedef int SortCompare(const void *a, const void *b);

/* The `count` items of `size` bytes in order: in their own array or in one of `arena`. */
void *sort_stable(Arena *arena, void *items, size_t count, size_t size, SortCompare *compare);

/* Items of at most SORT_WIDEST bytes, no two of which are equal, in their own array: for many. */
enum { SORT_WIDEST = 32 };
typedef int SortCompareWith(const void *context, const void *a, const void *b);
void  sort_in_place(void *items, size_t count, size_t size, SortCompareWith *compare,
                    const void *context);

#endif
