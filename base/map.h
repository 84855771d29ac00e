/* map.h - names to things: a hash map whose order never shows.
 *
 * Iterate with map.entries[0 .. count-1]: entries stand in the order of
 * insertion.  The seed is random for each map; nothing depends on it.
 * Owner: the arena.  Cost: expected O(1). */
#ifndef ANSLAG_BASE_MAP_H
#define ANSLAG_BASE_MAP_H

#include "base/arena.h"

typedef struct {
  Text     key;
  uint64_t hash;
  void    *value;
} MapEntry;

typedef struct {
  Arena    *arena;
  MapEntry *entries;          /* in order of insertion */
  size_t    count, room;
  uint32_t *slots;            /* entry index + 1; 0: free */
  size_t    slot_count;       /* a power of two, or 0 */
  uint64_t  seed;
} Map;

void  map_init(Map *map, Arena *arena);
/* The value, or NULL.  NULL is therefore not a value to keep. */
void *map_get(const Map *map, Text key);
/* Keeps `value` under a key that is not there yet; false and unchanged if it is.
 * The key's bytes must live as long as the map. */
bool  map_add(Map *map, Text key, void *value);
/* Adds or replaces. */
void  map_set(Map *map, Text key, void *value);

/* The same text, kept in the map's arena as one of its keys: for words that stand in many places.
 * Its value is then anything. */
Text  map_keep(Map *map, Text word);

#endif
