/* pointers.h - a set of addresses: what has been met on a walk that may come round again; and what
 * is noted about each.
 *
 * Owner: the arena.  Cost: expected O(1). */
#ifndef ANSLAG_BASE_POINTERS_H
#define ANSLAG_BASE_POINTERS_H

#include "base/arena.h"

typedef struct {
  const void **slots;
  size_t       count, room;       /* room: a power of two, or 0 */
} PointerSet;

/* False: it was there. */
bool pointers_add(Arena *arena, PointerSet *set, const void *pointer);

typedef struct {
  const void **slots;
  void       **notes;             /* beside each slot */
  size_t       count, room;
} PointerMap;

/* NULL: nothing is noted. */
void *pointer_map_get(const PointerMap *map, const void *pointer);
/* `note` is not NULL; it takes the place of one noted before. */
void  pointer_map_set(Arena *arena, PointerMap *map, const void *pointer, void *note);

#endif
