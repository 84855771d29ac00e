/* Facts as bytes: of each the number of its field, how long its value is (+ 1; 0: it is not known),
 * and the value.  Numbers stand seven bits a byte, the lowest first; all but the last have the top
 * bit set. */
#include "interp/ledger/facts.h"

void fact_paths_init(FactPaths *paths, Arena *arena) {
  *paths = (FactPaths){ .arena = arena };
  map_init(&paths->numbers, arena);
}

static size_t number_of(FactPaths *paths, Text field) {
  uintptr_t found = (uintptr_t)map_get(&paths->numbers, field);
  if (found)
    return (size_t)found - 1;
  Text kept = arena_text(paths->arena, field);
  LIST_ADD(paths->arena, &paths->fields, Text, kept);
  map_add(&paths->numbers, kept, (void *)(uintptr_t)paths->fields.count);
  return paths->fields.count - 1;
}

static void put_number(Writer *writer, size_t number) {
  for (; number > 127; number >>= 7)
    writer_put_char(writer, (char)(unsigned char)(number | 128));
  writer_put_char(writer, (char)number);
}

static size_t get_number(Text packed, size_t *at) {
  size_t number = 0;
  unsigned shift = 0;
  for (;; shift += 7) {
    size_t byte = (unsigned char)packed.bytes[(*at)++];
    number |= (byte & 127) << shift;
    if (byte < 128)
      return number;
  }
}

Text facts_pack(FactPaths *paths, Arena *arena, const StoreFactList *facts) {
  Arena scratch;
  Writer writer;
  arena_init_deferred(&scratch, arena->memory);
  writer_to_memory(&writer, &scratch);
  for (size_t i = 0; i < facts->count; i++) {
    const StoreFact *fact = &facts->items[i];
    put_number(&writer, number_of(paths, fact->field));
    put_number(&writer, fact->known ? fact->value.length + 1 : 0);
    if (fact->known)
      writer_put(&writer, fact->value);
  }
  Text packed = arena_text(arena, writer_text(&writer));
  memory_release(arena->memory, &scratch);
  return packed;
}

StoreFactList facts_unpack(const FactPaths *paths, Arena *arena, Text packed,
                           const StoreFact *like) {
  StoreFactList facts = { NULL, 0, 0 };
  for (size_t at = 0; at < packed.length;) {
    StoreFact fact = *like;
    fact.field = paths->fields.items[get_number(packed, &at)];
    size_t length = get_number(packed, &at);
    fact.known = length > 0;
    fact.value = fact.known ? text_part(packed, at, at + length - 1) : TEXT_NONE;
    at += fact.known ? length - 1 : 0;
    LIST_ADD(arena, &facts, StoreFact, fact);
  }
  return facts;
}
