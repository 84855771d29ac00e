#include "base/search.h"

#include <string.h>

static uint32_t number_at(const void *items, size_t size, size_t place) {
  uint32_t number;
  memcpy(&number, (const char *)items + place * size, sizeof number);
  return number;
}

size_t search_place(const void *items, size_t count, size_t size, uint32_t number) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (number_at(items, size, middle) < number)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const void *search_number(const void *items, size_t count, size_t size, uint32_t number) {
  size_t place = search_place(items, count, size, number);
  if (place == count || number_at(items, size, place) != number)
    return NULL;
  return (const char *)items + place * size;
}
