/* check_support.h - rules as text, checked with the standard library of the folder stdlib/. */
#ifndef ANSLAG_TESTS_CHECK_SUPPORT_H
#define ANSLAG_TESTS_CHECK_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "grammar/parse.h"
#include "interp/check/check.h"

typedef struct { const char *path, *text; } MemoryFile;

typedef struct {
  Memory  memory;
  Arena   arena;
  Sources sources;
  Diags   diags;
  Model  *model;
  const MemoryFile *files;      /* beside the rules; ends with a NULL path; may be NULL */
} Checked;

static bool read_library(Arena *arena, Text path, Text *bytes) {
  char name[512], buffer[65536];
  snprintf(name, sizeof name, "stdlib/%.*s", TEXT_PRINT(path));
  FILE *file = fopen(name, "rb");
  if (!file)
    return false;
  size_t length = fread(buffer, 1, sizeof buffer, file);
  fclose(file);
  *bytes = arena_text(arena, (Text){ buffer, length });
  return true;
}

static bool load_file(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                      Text *reason) {
  const Checked *checked = context;
  (void)base;
  *reason = TEXT("No such file or directory");
  if (library)
    return read_library(arena, path, bytes);
  for (const MemoryFile *file = checked->files; file && file->path; file++)
    if (text_is(path, file->path)) {
      *bytes = text_from(file->text);
      return true;
    }
  return false;
}

static void check_now(Checked *checked, const char *text) {
  CheckOptions options = { load_file, checked, NULL };
  checked->model = check_rules(&checked->arena, TEXT("rules.anslag"), text_from(text), &options,
                               &checked->diags);
}

static void start(Checked *checked) {
  *checked = (Checked){ .files = checked->files };
  arena_init(&checked->arena, &checked->memory);
  sources_init(&checked->sources, &checked->arena);
  diags_init(&checked->diags, &checked->arena, &checked->sources);
}

static void finish(Checked *checked) {
  arena_free(&checked->arena);
  assert_int_equal(checked->memory.blocks, 0);
}

/* All codes reported, "E0312 W0701", in the order of reporting; those of style are never meant. */
static const char *codes_of(Checked *checked) {
  Text codes = TEXT("");
  for (size_t i = 0; i < checked->diags.list.count; i++) {
    const Diag *diag = checked->diags.list.items[i];
    if (diag->code == DIAG_NO_BASIS || diag->code == DIAG_UNNAMED_NUMBER)
      continue;
    codes = arena_format(&checked->arena, "%.*s%s%s", TEXT_PRINT(codes), codes.length ? " " : "",
                         diag_code_text(diag->code));
  }
  return arena_text(&checked->arena, codes).bytes;
}

static inline void expect_codes(const char *text, const char *codes) {
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, text);
  if (strcmp(codes_of(&checked), codes) != 0)
    print_message("in: %s\n", text);
  assert_string_equal(codes_of(&checked), codes);
  finish(&checked);
}

#endif
