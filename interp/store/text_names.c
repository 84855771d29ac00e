#include "interp/store/take.h"

#include <string.h>

static uint64_t load_eight(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

static uint64_t load_four(const char *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

/* All bytes of a text of at most 8, in loads of fixed size. */
static uint64_t load_short(Text text) {
  size_t length = text.length;
  if (length >= 4)
    return load_four(text.bytes) << 32 | load_four(text.bytes + length - 4);
  if (length == 0)
    return 0;
  return (uint64_t)(unsigned char)text.bytes[0] << 16 |
         (uint64_t)(unsigned char)text.bytes[length / 2] << 8 |
         (unsigned char)text.bytes[length - 1];
}

static uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

uint64_t text_names_hash(Text text, uint64_t seed) {
  uint64_t hash = seed ^ text.length;
  if (text.length <= 8)
    return mix(hash, load_short(text));
  for (size_t at = 0; text.length - at > 8; at += 8)
    hash = mix(hash, load_eight(text.bytes + at));
  return mix(hash, load_eight(text.bytes + text.length - 8));
}

static bool is_same(Text a, Text b) {
  if (a.length != b.length)
    return false;
  if (a.length <= 8)
    return load_short(a) == load_short(b);
  return memcmp(a.bytes, b.bytes, a.length) == 0;
}

static size_t find_slot(const TextNames *names, Text text, uint64_t hash) {
  size_t slot = (size_t)(hash >> 32) & (names->slot_count - 1);
  for (; names->slots[slot]; slot = (slot + 1) & (names->slot_count - 1)) {
    const NamedText *entry = &names->entries.items[names->slots[slot] - 1];
    if (entry->hash == hash && is_same(entry->written, text))
      break;
  }
  return slot;
}

int32_t text_names_find(const TextNames *names, Text text, uint64_t hash) {
  if (names->slot_count == 0)
    return -1;
  uint32_t entry = names->slots[find_slot(names, text, hash)];
  return entry ? names->entries.items[entry - 1].number : -1;
}

static void grow(Arena *arena, TextNames *names) {
  names->slot_count = names->slot_count ? names->slot_count * 2 : 64;
  names->slots = arena_array(arena, uint32_t, names->slot_count);
  for (size_t i = 0; i < names->entries.count; i++) {
    const NamedText *entry = &names->entries.items[i];
    names->slots[find_slot(names, entry->written, entry->hash)] = (uint32_t)(i + 1);
  }
}

void text_names_add(Arena *arena, TextNames *names, Text text, uint64_t hash, int32_t number) {
  if ((names->entries.count + 1) * 2 > names->slot_count)
    grow(arena, names);
  LIST_ADD(arena, &names->entries, NamedText, (NamedText){ text, hash, number });
  names->slots[find_slot(names, text, hash)] = (uint32_t)names->entries.count;
}

/* The slots are room of the same arena as the entries, and are kept as they are. */
void text_names_clear(TextNames *names) {
  if (names->entries.count)
    memset(names->slots, 0, names->slot_count * sizeof *names->slots);
  names->entries.count = 0;
}
