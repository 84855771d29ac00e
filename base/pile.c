#include "base/pile.h"

#include <string.h>

void pile_init(Pile *pile, Arena *arena, size_t size) {
  *pile = (Pile){ .arena = arena, .size = size };
}

static void add_chunk(Pile *pile) {
  size_t chunk = pile->count >> PILE_BITS;
  if (chunk == pile->room) {
    pile->room = pile->room ? 2 * pile->room : 4;
    pile->chunks = arena_grow_array(pile->arena, pile->chunks, chunk, pile->room,
                                    sizeof *pile->chunks);
  }
  pile->chunks[chunk] = arena_alloc_array(pile->arena, PILE_CHUNK, pile->size);
}

void *pile_add(Pile *pile) {
  if (!(pile->count & (PILE_CHUNK - 1)))
    add_chunk(pile);
  return memset(pile_at(pile, pile->count++), 0, pile->size);
}

/* Its table of chunks in the other arena, and room in it for one more. */
static Pile move_table(const Pile *pile, Arena *arena, size_t chunks) {
  Pile moved = *pile;
  moved.arena = arena;
  moved.room = chunks + 1;
  moved.chunks = arena_array(arena, char *, moved.room);
  if (chunks)
    memcpy(moved.chunks, pile->chunks, chunks * sizeof *moved.chunks);
  return moved;
}

static size_t chunks_of(const Pile *pile) {
  return (pile->count + PILE_CHUNK - 1) >> PILE_BITS;
}

static void own_chunk(Pile *pile, size_t chunk) {
  char *own = arena_alloc_array(pile->arena, PILE_CHUNK, pile->size);
  memcpy(own, pile->chunks[chunk], PILE_CHUNK * pile->size);
  pile->chunks[chunk] = own;
}

Pile pile_copy(const Pile *pile, Arena *arena) {
  Pile copy = move_table(pile, arena, chunks_of(pile));
  for (size_t i = 0; i < chunks_of(pile); i++)
    own_chunk(&copy, i);
  return copy;
}

Pile pile_share(const Pile *pile, Arena *arena) {
  Pile shared = move_table(pile, arena, chunks_of(pile));
  if (shared.count & (PILE_CHUNK - 1))
    own_chunk(&shared, chunks_of(pile) - 1);      /* where it goes on */
  return shared;
}
