/* arena.h - memory with one lifetime, given back at once.
 *
 * Nothing in an arena is freed alone, so nodes have no destructors and giving
 * back never recurses.  Memory is zeroed.  Running out leaves through
 * memory_guard: never test for NULL.
 *
 * Owner: whoever called arena_init, who calls arena_free once (or lets
 * arena_init_deferred do so when the guard is left).
 * Cost: a pointer bump; blocks double from 4 KiB to 1 MiB (tiny ones under
 * `-DANSLAG_STRESS`, so that tests cross block borders). */
#ifndef ANSLAG_BASE_ARENA_H
#define ANSLAG_BASE_ARENA_H

#include "base/memory.h"
#include "base/text.h"

#include <stdarg.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
  Memory     *memory;
  ArenaBlock *blocks;         /* newest first */
  char       *next, *end;     /* room in the newest block */
  size_t      block_size;     /* size of the next block */
} Arena;

void arena_init(Arena *arena, Memory *memory);
/* Also freed if the guard is left early; freed early by memory_release(memory, arena). */
void arena_init_deferred(Arena *arena, Memory *memory);
/* Leaves an empty arena that may be used again. */
void arena_free(Arena *arena);
/* Forgets all that was taken, keeps one block: for memory of one batch. */
void arena_reset(Arena *arena);

void *arena_alloc(Arena *arena, size_t size);
/* A checked product: leaves through the guard if count * size overflows. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);
/* Moves `old_count` items into room for `count`: for growing lists. */
void *arena_grow_array(Arena *arena, const void *items, size_t old_count, size_t count,
                       size_t size);

#define arena_new(arena, Type)           ((Type *)arena_alloc((arena), sizeof(Type)))
#define arena_array(arena, Type, count)  ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

/* A copy that ends in NUL as well (not counted in length). */
Text  arena_text(Arena *arena, Text text);
Text  arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Text  arena_format_list(Arena *arena, const char *format, va_list arguments);

/* Appends to a list that is an (items, count, room) triple of struct members:
 *   LIST_ADD(arena, &model->bodies, Body *, body)  with
 *   struct { Body **items; size_t count, room; } bodies; */
#define LIST(Type) struct { Type *items; size_t count, room; }
#define LIST_ADD(arena, list, Type, ...)                                                     \
  do {                                                                                       \
    if ((list)->count == (list)->room) {                                                     \
      size_t grown_ = (list)->room ? (list)->room * 2 : 4;                                   \
      (list)->items = arena_grow_array((arena), (list)->items, (list)->count, grown_,        \
                                       sizeof(Type));                                        \
      (list)->room = grown_;                                                                 \
    }                                                                                        \
    (list)->items[(list)->count++] = (__VA_ARGS__);                                          \
  } while (0)

#endif
