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

/* ---- in place ---------------------------------------------------------------------- */

typedef struct {
  char            *items;
  size_t           size;
  SortCompareWith *compare;
  const void      *context;
} Heap;

/* Puts `item` where it belongs from place `at` down, among the first `count`: the last of the order
 * stands on top. */
static void sink(const Heap *heap, size_t at, size_t count, const char *item) {
  size_t size = heap->size;
  for (size_t child; (child = 2 * at + 1) < count; at = child) {
    const char *below = heap->items + child * size;
    if (child + 1 < count && heap->compare(heap->context, below, below + size) < 0)
      below = heap->items + ++child * size;
    if (heap->compare(heap->context, item, below) >= 0)
      break;
    memcpy(heap->items + at * size, below, size);
  }
  memcpy(heap->items + at * size, item, size);
}

void sort_in_place(void *items, size_t count, size_t size, SortCompareWith *compare,
                   const void *context) {
  Heap heap = { items, size, compare, context };
  char item[SORT_WIDEST];
  for (size_t i = count / 2; i > 0; i--) {
    memcpy(item, heap.items + (i - 1) * size, size);
    sink(&heap, i - 1, count, item);
  }
  for (size_t end = count; end > 1; end--) {
    memcpy(item, heap.items + (end - 1) * size, size);
    memcpy(heap.items + (end - 1) * size, heap.items, size);
    sink(&heap, 0, end - 1, item);
  }
}
