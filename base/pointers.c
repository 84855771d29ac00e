#include "base/pointers.h"

/* Where it stands among the slots, or the free one where it would; `room` is a power of two. */
static size_t find_slot(const void *const *slots, size_t room, const void *pointer) {
  size_t slot = (size_t)((uintptr_t)pointer >> 4) & (room - 1);
  while (slots[slot] && slots[slot] != pointer)
    slot = (slot + 1) & (room - 1);
  return slot;
}

static void grow(Arena *arena, PointerSet *set) {
  PointerSet larger = { .room = set->room ? set->room * 2 : 16, .count = set->count };
  larger.slots = arena_array(arena, const void *, larger.room);
  for (size_t i = 0; i < set->room; i++)
    if (set->slots[i])
      larger.slots[find_slot(larger.slots, larger.room, set->slots[i])] = set->slots[i];
  *set = larger;
}

bool pointers_add(Arena *arena, PointerSet *set, const void *pointer) {
  if (set->count * 2 >= set->room)
    grow(arena, set);
  size_t slot = find_slot(set->slots, set->room, pointer);
  if (set->slots[slot])
    return false;
  set->slots[slot] = pointer;
  set->count++;
  return true;
}

static void grow_map(Arena *arena, PointerMap *map) {
  PointerMap larger = { .room = map->room ? map->room * 2 : 64, .count = map->count };
  larger.slots = arena_array(arena, const void *, larger.room);
  larger.notes = arena_array(arena, void *, larger.room);
  for (size_t i = 0; i < map->room; i++) {
    if (!map->slots[i])
      continue;
    size_t slot = find_slot(larger.slots, larger.room, map->slots[i]);
    larger.slots[slot] = map->slots[i];
    larger.notes[slot] = map->notes[i];
  }
  *map = larger;
}

void *pointer_map_get(const PointerMap *map, const void *pointer) {
  return map->room ? map->notes[find_slot(map->slots, map->room, pointer)] : NULL;
}

void pointer_map_set(Arena *arena, PointerMap *map, const void *pointer, void *note) {
  if (map->count * 2 >= map->room)
    grow_map(arena, map);
  size_t slot = find_slot(map->slots, map->room, pointer);
  map->count += !map->slots[slot];
  map->slots[slot] = pointer;
  map->notes[slot] = note;
}
