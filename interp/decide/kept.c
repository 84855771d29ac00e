#include "interp/decide/kept.h"

#include "base/sort.h"

#include <string.h>

void kept_init(Kept *kept, Arena *arena, const RecordType *type, size_t due_count) {
  *kept = (Kept){ .arena = arena, .due_count = due_count };
  for (size_t side = 0; side < SIDE_COUNT; side++)
    kept->keeps[side] = arena_array(arena, bool, due_count + 1);
  kept->by_number = type->key_count == 1 && type->fields[type->key].type.kind == TYPE_INTEGER;
}

static void add_owers(const Kept *kept, KeptChunk *chunk, size_t side) {
  chunk->owers[side] = arena_array(kept->arena, uint32_t *, kept->due_count + 1);
  for (size_t i = 0; i < kept->due_count; i++)
    if (kept->keeps[side][i])
      chunk->owers[side][i] = arena_array(kept->arena, uint32_t, KEPT_CHUNK);
}

static void add_chunk(Kept *kept) {
  Arena *arena = kept->arena;
  KeptChunk chunk = { .asked = arena_array(arena, int64_t, KEPT_CHUNK),
                      .endings = arena_array(arena, uint32_t, KEPT_CHUNK) };
  if (kept->by_number)
    chunk.numbers = arena_array(arena, int64_t, KEPT_CHUNK);
  else
    chunk.texts = arena_array(arena, const char *, KEPT_CHUNK);
  chunk.dues = arena_array(arena, int32_t *, kept->due_count + 1);
  for (size_t i = 0; i < kept->due_count; i++)
    chunk.dues[i] = arena_array(arena, int32_t, KEPT_CHUNK);
  for (size_t side = 0; side < SIDE_COUNT; side++)
    add_owers(kept, &chunk, side);
  LIST_ADD(arena, &kept->chunks, KeptChunk, chunk);
}

void kept_add(Kept *kept, size_t count) {
  kept->count += count;
  while (kept->chunks.count * KEPT_CHUNK < kept->count)
    add_chunk(kept);
}

/* ---- keys ---------------------------------------------------------------------------- */

void kept_set_text(Kept *kept, size_t number, Text key) {
  if (key.length > kept->longest_key)
    kept->longest_key = key.length;
  char *text = arena_alloc(kept->arena, sizeof key.length + key.length);
  memcpy(text, &key.length, sizeof key.length);
  if (key.length)
    memcpy(text + sizeof key.length, key.bytes, key.length);
  kept_chunk(kept, number)->texts[number % KEPT_CHUNK] = text;
}

Text kept_key(const Kept *kept, size_t number, const KeptRow *row, char *digits) {
  const KeptChunk *chunk = kept_chunk(kept, number);
  size_t at = number % KEPT_CHUNK;
  if (row->apart && row->apart->key.bytes)
    return row->apart->key;
  if (kept->by_number) {
    char *end = endings_put_number(digits, chunk->numbers[at]);
    return (Text){ digits, (size_t)(end - digits) };
  }
  Text text = { .bytes = chunk->texts[at] + sizeof text.length };
  memcpy(&text.length, chunk->texts[at], sizeof text.length);
  return text;
}

/* ---- apart --------------------------------------------------------------------------- */

void kept_add_apart(Kept *kept, const KeptApart *apart) {
  if (apart->key.length > kept->longest_key)
    kept->longest_key = apart->key.length;
  LIST_ADD(kept->arena, &kept->apart, KeptApart, *apart);
}

static int compare_apart(const void *left, const void *right) {
  const KeptApart *a = left, *b = right;
  return a->number < b->number ? -1 : a->number > b->number;
}

void kept_sort(Kept *kept) {
  kept->apart.items = sort_stable(kept->arena, kept->apart.items, kept->apart.count,
                                  sizeof(KeptApart), compare_apart);
  kept->apart.room = kept->apart.count;
}

KeptRow kept_next(const Kept *kept, KeptCursor *cursor) {
  size_t number = cursor->next++;
  uint32_t ending = kept_chunk(kept, number)->endings[number % KEPT_CHUNK];
  KeptRow row = { .ending = ending & KEPT_WHICH, .placed = ending & KEPT_PLACED };
  if (row.placed)
    row.place = cursor->placed++;
  if (cursor->apart < kept->apart.count && kept->apart.items[cursor->apart].number == number)
    row.apart = &kept->apart.items[cursor->apart++];
  return row;
}
