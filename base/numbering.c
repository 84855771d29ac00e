#include "base/numbering.h"

enum { FEWEST_SLOTS = 64 };

void numbering_init(Numbering *numbering, Arena *arena, size_t width) {
  *numbering = (Numbering){ .arena = arena, .width = width };
}

static bool is_same(const Numbering *numbering, uint32_t number, const uint32_t *key) {
  const uint32_t *other = numbering_key(numbering, number);
  for (size_t i = 0; i < numbering->width; i++)
    if (other[i] != key[i])
      return false;
  return true;
}

/* The slot of the key, or the free one where it belongs. */
static size_t find_slot(const Numbering *numbering, const uint32_t *key) {
  size_t   last = numbering->slot_count - 1;
  uint64_t mixed = 0;
  for (size_t i = 0; i < numbering->width; i++)
    mixed = (mixed ^ (mixed >> 29) ^ key[i]) * UINT64_C(0x9E3779B97F4A7C15);
  size_t slot = (size_t)(mixed >> 32) & last;
  for (uint32_t at; (at = numbering->slots[slot]) != 0; slot = (slot + 1) & last)
    if (is_same(numbering, at - 1, key))
      break;
  return slot;
}

static void grow(Numbering *numbering) {
  numbering->slot_count = numbering->slot_count ? 2 * numbering->slot_count : FEWEST_SLOTS;
  numbering->slots = arena_array(numbering->arena, uint32_t, numbering->slot_count);
  for (uint32_t i = 0; i < numbering->count; i++)
    numbering->slots[find_slot(numbering, numbering_key(numbering, i))] = i + 1;
}

uint32_t numbering_of(Numbering *numbering, const uint32_t *key) {
  if (2 * numbering->count >= numbering->slot_count)
    grow(numbering);
  size_t slot = find_slot(numbering, key);
  if (!numbering->slots[slot]) {
    for (size_t i = 0; i < numbering->width; i++)
      LIST_ADD(numbering->arena, &numbering->keys, uint32_t, key[i]);
    numbering->slots[slot] = (uint32_t)++numbering->count;
  }
  return numbering->slots[slot] - 1;
}

uint32_t numbering_of_pair(Numbering *numbering, uint32_t a, uint32_t b) {
  return numbering_of(numbering, (uint32_t[]){ a, b });
}

bool numbering_find(const Numbering *numbering, const uint32_t *key, uint32_t *number) {
  uint32_t found = numbering->slot_count ? numbering->slots[find_slot(numbering, key)] : 0;
  *number = found - 1;
  return found > 0;
}

const uint32_t *numbering_key(const Numbering *numbering, uint32_t number) {
  return numbering->keys.items + number * numbering->width;
}
