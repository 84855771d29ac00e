/* parse.c - fuzz target: any bytes are read without harm, and what was read without a
 * mistake is the same after printing and reading again, in both surfaces. */
#include "grammar/parse.h"
#include "grammar/print.h"

#include <stdlib.h>

typedef struct {
  Memory *memory;
  Text    bytes;
} Input;

static Text printed(Arena *arena, const File *file, const Sources *sources, Surface surface) {
  Writer writer;
  writer_to_memory(&writer, arena);
  print_file(&writer, file, sources, surface);
  return writer_text(&writer);
}

static void must(bool holds) {
  if (!holds)
    abort();
}

/* Under the name of a rule file, or of a literate one. */
static void check_as(const Input *input, Text path) {
  Arena arena;
  Sources sources;
  Diags diags;
  arena_init(&arena, input->memory);
  sources_init(&sources, &arena);
  diags_init(&diags, &arena, &sources);
  File *file = parse_file(&arena, sources_add(&sources, path, input->bytes), &diags);
  if (diags.errors == 0) {
    Text once = printed(&arena, file, &sources, file->surface);
    File *again = parse_file(&arena, sources_add(&sources, path, once), &diags);
    must(diags.errors == 0 && tree_equal(file, again));
    must(text_equal(once, printed(&arena, again, &sources, file->surface)));
    bool swedish = file->surface == SURFACE_SWEDISH;
    Text other = printed(&arena, file, &sources, swedish ? SURFACE_ENGLISH : SURFACE_SWEDISH);
    File *translated = parse_file(&arena, sources_add(&sources, path, other), &diags);
    must(diags.errors == 0 && tree_equal(file, translated));
  }
  arena_free(&arena);
}

static void check(void *context) {
  const Input *input = context;
  check_as(input, TEXT("input.anslag"));
  check_as(input, TEXT("input.anslag.md"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Memory memory = { .limit = (size_t)256 << 20 };
  Input input = { &memory, { (const char *)data, size } };
  memory_guard(&memory, check, &input);
  must(memory.blocks == 0 || memory.failure != FAILURE_NONE);
  return 0;
}
