/* numbering.h - keys of a few numbers each, numbered from 0 in the order in which they are first
 * met.
 *
 *   numbering_init(&numbering, arena, 2);
 *   uint32_t number = numbering_of_pair(&numbering, row, day);
 *   if (number == list.count)                it is new: what is kept of it goes to a list beside
 *     LIST_ADD(arena, &list, ...);
 *
 * Owner: the arena.  Cost: expected O(1); 16 to 32 bytes a pair, 8 more for each further number. */
#ifndef ANSLAG_BASE_NUMBERING_H
#define ANSLAG_BASE_NUMBERING_H

#include "base/arena.h"

typedef struct {
  Arena    *arena;
  size_t    width;                    /* numbers of a key */
  size_t    count;                    /* keys */
  LIST(uint32_t) keys;                /* by number, one after another */
  uint32_t *slots;                    /* number + 1; 0: free */
  size_t    slot_count;               /* a power of two, or 0 */
} Numbering;

void     numbering_init(Numbering *numbering, Arena *arena, size_t width);
uint32_t numbering_of(Numbering *numbering, const uint32_t *key);
uint32_t numbering_of_pair(Numbering *numbering, uint32_t a, uint32_t b);
/* The same of a key that was met before; false: it was not. */
bool     numbering_find(const Numbering *numbering, const uint32_t *key, uint32_t *number);
/* The key of a number, until the next new one. */
const uint32_t *numbering_key(const Numbering *numbering, uint32_t number);

#endif
