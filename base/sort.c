#include "base/sort.h"

#include <string.h>

typedef struct {
  size_t       size;
  SortCompare *compare;
} Sorting;

/* Merges from[start .. middle-1] and from[middle .. end-1] into to. */
static void merge(const Sorting *sorting, const char *from, char *to, size_t start, size_t middle,
                  size_t end) {
  size_t left = start, right = middle, size = sorting->size;
  for (size_t i = start; i < end; i++) {
    bool take_left = left < middle &&
                     (right == end ||
                      sorting->compare(from + left * size, from + right * size) <= 0);
    size_t taken = take_left ? left++ : right++;
    memcpy(to + i * size, from + taken * size, size);
  }
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

void *sort_stable(Arena *arena, void *items, size_t count, size_t size, SortCompare *compare) {
  Sorting sorting = { size, compare };
  if (count < 2)
    return items;
  char *sorted = items, *other = arena_alloc_array(arena, count, size);
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width)
      merge(&sorting, sorted, other, start, least(start + width, count),
            least(start + 2 * width, count));
    char *swap = sorted;
    sorted = other;
    other = swap;
  }
  return sorted;
}
