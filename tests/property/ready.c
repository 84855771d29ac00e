#define _XOPEN_SOURCE 700
#include "tests/property/ready.h"

#include "interp/check/check.h"
#include "interp/decide/to_store.h"
#include "tests/property/trial.h"

#include <stdio.h>
#include <unistd.h>

typedef struct {
  Arena      *arena;
  const char *path;
  Sources     sources;
  Diags       diags;
} Readying;

static bool no_file(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                    Text *reason) {
  (void)context, (void)arena, (void)base, (void)path, (void)library, (void)bytes;
  *reason = TEXT("not found");
  return false;
}

static void run_of_nothing(void *context) {
  Readying *readying = context;
  sources_init(&readying->sources, readying->arena);
  diags_init(&readying->diags, readying->arena, &readying->sources);
  CheckOptions checking = { no_file, NULL, NULL };
  Model *model = check_rules(readying->arena, TEXT("ready.anslag"),
                             TEXT("guideline ready \"Ready\"\n"), &checking, &readying->diags);
  Store *store = store_open(readying->arena, model, text_from(readying->path), STORE_CREATE,
                            &readying->diags);
  store_begin(store);
  ToStoreOptions options = { .input = store, .output = store, .threads = 1,
                             .started = TEXT("2026-06-01T12:00:00Z"), .engine = TEXT("anslag") };
  run_to_store(readying->arena, model, &options, &readying->diags);
  store_commit(store);
  store_close(store);
}

static Text all_bytes(Arena *arena, const char *path) {
  enum { MOST = 1 << 20 };
  FILE *file = fopen(path, "rb");
  if (!file)
    return (Text){ NULL, 0 };
  char *bytes = arena_alloc(arena, MOST);
  size_t length = fread(bytes, 1, MOST, file);
  fclose(file);
  return (Text){ bytes, length < MOST ? length : 0 };
}

Text ready_database(Memory *memory, Arena *arena) {
  char path[64];
  Text bytes = { NULL, 0 };
  if (!trial_new_file(path, sizeof path))
    return bytes;
  Readying readying = { .arena = arena, .path = path };
  if (memory_guard(memory, run_of_nothing, &readying))
    bytes = all_bytes(arena, path);
  unlink(path);
  return bytes;
}
