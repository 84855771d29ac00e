#define _DEFAULT_SOURCE
#include "base/map.h"

#include <time.h>
#include <unistd.h>

/* From the system's generator; if that has nothing to give, from the clock and
 * the address space, which is still not the same in two runs. */
static uint64_t random_seed(const Map *map) {
  uint64_t seed;
  if (getentropy(&seed, sizeof seed) == 0)
    return seed;
  struct timespec now = { 0, 0 };
  timespec_get(&now, TIME_UTC);
  uint64_t mixed = (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
  return (mixed ^ (uint64_t)(uintptr_t)map) * UINT64_C(0x9e3779b97f4a7c15);
}

void map_init(Map *map, Arena *arena) {
  *map = (Map){ .arena = arena };
  map->seed = random_seed(map);
}

/* The slot that holds `key`, or the free one where it would go; slots must exist. */
static size_t find_slot(const Map *map, Text key, uint64_t hash) {
  size_t mask = map->slot_count - 1;
  size_t slot = (size_t)hash & mask;
  while (map->slots[slot]) {
    const MapEntry *entry = &map->entries[map->slots[slot] - 1];
    if (entry->hash == hash && text_equal(entry->key, key))
      break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

static MapEntry *find_entry(const Map *map, Text key, uint64_t hash) {
  if (map->slot_count == 0)
    return NULL;
  uint32_t index = map->slots[find_slot(map, key, hash)];
  return index ? &map->entries[index - 1] : NULL;
}

void *map_get(const Map *map, Text key) {
  const MapEntry *entry = find_entry(map, key, text_hash(key, map->seed));
  return entry ? entry->value : NULL;
}

/* Twice the slots, at least eight; entries keep their places.  New slots are put in
 * place last, so that running out of memory leaves the map as it was. */
static void grow_slots(Map *map) {
  size_t count = map->slot_count ? map->slot_count * 2 : 8;
  uint32_t *slots = arena_array(map->arena, uint32_t, count);
  for (size_t i = 0; i < map->count; i++) {
    size_t slot = (size_t)map->entries[i].hash & (count - 1);
    while (slots[slot])
      slot = (slot + 1) & (count - 1);
    slots[slot] = (uint32_t)(i + 1);
  }
  map->slots = slots;
  map->slot_count = count;
}

static void insert(Map *map, Text key, uint64_t hash, void *value) {
  if (map->count >= UINT32_MAX - 1)
    memory_fail(map->arena->memory, FAILURE_LIMIT);
  if ((map->count + 1) * 4 > map->slot_count * 3)
    grow_slots(map);
  if (map->count == map->room) {
    size_t room = map->room ? map->room * 2 : 8;
    map->entries = arena_grow_array(map->arena, map->entries, map->count, room,
                                    sizeof *map->entries);
    map->room = room;
  }
  map->entries[map->count] = (MapEntry){ key, hash, value };
  map->slots[find_slot(map, key, hash)] = (uint32_t)++map->count;
}

bool map_add(Map *map, Text key, void *value) {
  uint64_t hash = text_hash(key, map->seed);
  if (find_entry(map, key, hash))
    return false;
  insert(map, key, hash, value);
  return true;
}

void map_set(Map *map, Text key, void *value) {
  uint64_t hash = text_hash(key, map->seed);
  MapEntry *entry = find_entry(map, key, hash);
  if (entry)
    entry->value = value;
  else
    insert(map, key, hash, value);
}

Text map_keep(Map *map, Text word) {
  uint64_t hash = text_hash(word, map->seed);
  const MapEntry *entry = find_entry(map, word, hash);
  if (entry)
    return entry->key;
  Text kept = arena_text(map->arena, word);
  insert(map, kept, hash, map);
  return kept;
}
