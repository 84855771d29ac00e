#include "base/numbering.h"

enum { FEWEST_SLOTS = 64 };

void numbering_init(Numbering *numbering, Arena *arena) {
  *numbering = (Numbering){ .arena = arena };
}

/* The slot of the pair, or the free one where it belongs. */
static size_t find_slot(const Numbering *numbering, uint64_t pair) {
  size_t last = numbering->slot_count - 1;
  size_t slot = (size_t)(pair * UINT64_C(0x9E3779B97F4A7C15) >> 32) & last;
  for (uint32_t at; (at = numbering->slots[slot]) != 0; slot = (slot + 1) & last)
    if (numbering->pairs.items[at - 1] == pair)
      break;
  return slot;
}

static void grow(Numbering *numbering) {
  numbering->slot_count = numbering->slot_count ? 2 * numbering->slot_count : FEWEST_SLOTS;
  numbering->slots = arena_array(numbering->arena, uint32_t, numbering->slot_count);
  for (size_t i = 0; i < numbering->pairs.count; i++)
    numbering->slots[find_slot(numbering, numbering->pairs.items[i])] = (uint32_t)i + 1;
}

uint32_t numbering_of(Numbering *numbering, uint32_t a, uint32_t b) {
  uint64_t pair = (uint64_t)a << 32 | b;
  if (2 * numbering->pairs.count >= numbering->slot_count)
    grow(numbering);
  size_t slot = find_slot(numbering, pair);
  if (!numbering->slots[slot]) {
    LIST_ADD(numbering->arena, &numbering->pairs, uint64_t, pair);
    numbering->slots[slot] = (uint32_t)numbering->pairs.count;
  }
  return numbering->slots[slot] - 1;
}
