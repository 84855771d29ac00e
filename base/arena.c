#include "base/arena.h"

#include <stdio.h>
#include <string.h>

/* Under the address sanitizer, what is not taken is poisoned and a gap is left
 * behind each piece, so that a step past its end or a use after arena_reset shows. */
#if defined __has_feature
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined WATCHED
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#define HIDE(bytes, size)  ASAN_POISON_MEMORY_REGION((bytes), (size))
#define SHOW(bytes, size)  ASAN_UNPOISON_MEMORY_REGION((bytes), (size))
#else
enum { GAP = 0 };
#define HIDE(bytes, size)  ((void)(bytes), (void)(size))
#define SHOW(bytes, size)  ((void)(bytes), (void)(size))
#endif

struct ArenaBlock {
  ArenaBlock *next;
  size_t      size;        /* of the whole block, this head included */
};

enum {
#ifdef ANSLAG_STRESS
  FIRST_BLOCK = 64,
  LARGEST_BLOCK = 64,
#else
  FIRST_BLOCK = 4096,
  LARGEST_BLOCK = 1024 * 1024,
#endif
  ALIGNMENT = 16,          /* enough for max_align_t and 128-bit integers */
  HEAD = (sizeof(ArenaBlock) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT
};

void arena_init(Arena *arena, Memory *memory) {
  *arena = (Arena){ .memory = memory, .block_size = FIRST_BLOCK };
}

static void free_arena(void *what) {
  arena_free(what);
}

void arena_init_deferred(Arena *arena, Memory *memory) {
  arena_init(arena, memory);
  memory_defer(memory, free_arena, arena);
}

static void free_blocks(Arena *arena, ArenaBlock *block) {
  while (block) {
    ArenaBlock *next = block->next;
    SHOW((char *)block, block->size);
    memory_free(arena->memory, block, block->size);
    block = next;
  }
}

void arena_free(Arena *arena) {
  free_blocks(arena, arena->blocks);
  arena_init(arena, arena->memory);
}

void arena_reset(Arena *arena) {
  ArenaBlock *kept = arena->blocks;
  if (!kept)
    return;
  if (kept->size > LARGEST_BLOCK) {
    arena_free(arena);
    return;
  }
  free_blocks(arena, kept->next);
  kept->next = NULL;
  arena->next = (char *)kept + HEAD;
  arena->end = (char *)kept + kept->size;
  HIDE(arena->next, kept->size - HEAD);
}

static ArenaBlock *new_block(Arena *arena, size_t size) {
  ArenaBlock *block = memory_alloc(arena->memory, size);
  *block = (ArenaBlock){ NULL, size };
  HIDE((char *)block + HEAD, size - HEAD);
  return block;
}

/* A block of its own, behind the newest, so that the newest one's room stays in use. */
static char *add_single_block(Arena *arena, size_t size) {
  ArenaBlock *block = new_block(arena, HEAD + size);
  if (arena->blocks) {
    block->next = arena->blocks->next;
    arena->blocks->next = block;
  } else {
    arena->blocks = block;
    arena->next = arena->end = (char *)block + HEAD + size;
  }
  return (char *)block + HEAD;
}

static void add_block(Arena *arena) {
  ArenaBlock *block = new_block(arena, arena->block_size);
  block->next = arena->blocks;
  arena->blocks = block;
  arena->next = (char *)block + HEAD;
  arena->end = (char *)block + arena->block_size;
  if (arena->block_size < LARGEST_BLOCK)
    arena->block_size *= 2;
}

static void *show_zeroed(char *piece, size_t size) {
  SHOW(piece, size);
  return memset(piece, 0, size);
}

void *arena_alloc(Arena *arena, size_t size) {
  if (size > PTRDIFF_MAX - HEAD - GAP - ALIGNMENT)
    memory_fail(arena->memory, FAILURE_MEMORY);
  size_t taken = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + GAP;
  if (taken == 0)
    taken = ALIGNMENT;
  size_t left = (size_t)(arena->end - arena->next);
  if (taken > left && taken > arena->block_size / 4)
    return show_zeroed(add_single_block(arena, taken), size);
  if (taken > left)
    add_block(arena);
  char *piece = arena->next;
  arena->next += taken;
  return show_zeroed(piece, size);
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes))
    memory_fail(arena->memory, FAILURE_MEMORY);
  return arena_alloc(arena, bytes);
}

void *arena_grow_array(Arena *arena, const void *items, size_t old_count, size_t count,
                       size_t size) {
  void *grown = arena_alloc_array(arena, count, size);
  if (old_count)
    memcpy(grown, items, old_count * size);
  return grown;
}

Text arena_text(Arena *arena, Text text) {
  char *copy = arena_alloc(arena, text.length + 1);
  if (text.length)
    memcpy(copy, text.bytes, text.length);
  return (Text){ copy, text.length };
}

Text arena_format(Arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Text text = arena_format_list(arena, format, arguments);
  va_end(arguments);
  return text;
}

Text arena_format_list(Arena *arena, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, again);
  va_end(again);
  if (length < 0)
    memory_fail(arena->memory, FAILURE_MEMORY);   /* longer than any text may be */
  char *bytes = arena_alloc(arena, (size_t)length + 1);
  vsnprintf(bytes, (size_t)length + 1, format, arguments);
  return (Text){ bytes, (size_t)length };
}
