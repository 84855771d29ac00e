/* numbering.h - pairs of numbers, numbered from 0 in the order in which they are first met.
 *
 *   uint32_t number = numbering_of(&numbering, row, day);
 *   if (number == list.count)                it is new: what is kept of it goes to a list beside
 *     LIST_ADD(arena, &list, ...);
 *
 * Owner: the arena.  Cost: expected O(1); 16 to 32 bytes a pair. */
#ifndef ANSLAG_BASE_NUMBERING_H
#define ANSLAG_BASE_NUMBERING_H

#include "base/arena.h"

typedef struct {
  Arena         *arena;
  LIST(uint64_t) pairs;               /* by number */
  uint32_t      *slots;               /* number + 1; 0: free */
  size_t         slot_count;          /* a power of two, or 0 */
} Numbering;

void     numbering_init(Numbering *numbering, Arena *arena);
uint32_t numbering_of(Numbering *numbering, uint32_t a, uint32_t b);

#endif
