/* pile.h - items of one size in chunks that never move, numbered from 0.
 *
 * For what there may be millions of: growing leaves no holes in the arena, and an item's address
 * stays.  Owner: the arena.  Cost: O(1); a chunk is 1 024 items. */
#ifndef ANSLAG_BASE_PILE_H
#define ANSLAG_BASE_PILE_H

#include "base/arena.h"

enum { PILE_BITS = 10, PILE_CHUNK = 1 << PILE_BITS };

typedef struct {
  Arena *arena;
  char **chunks;
  size_t size, count, room;           /* of an item; items; chunks that `chunks` has place for */
} Pile;

void  pile_init(Pile *pile, Arena *arena, size_t size);
/* The next item, all zeros. */
void *pile_add(Pile *pile);
/* One more by itself, with the items of another, as they are now. */
Pile  pile_copy(const Pile *pile, Arena *arena);
/* The same, but what both have is shared: it is not to be written to, and each adds on its own. */
Pile  pile_share(const Pile *pile, Arena *arena);

static inline void *pile_at(const Pile *pile, size_t place) {
  return pile->chunks[place >> PILE_BITS] + (place & (PILE_CHUNK - 1)) * pile->size;
}

#endif
