/* base_diag_reader.h - what the tests of messages share: a reader of one file, and what it is
 * told. */
#ifndef ANSLAG_TESTS_UNIT_BASE_DIAG_READER_H
#define ANSLAG_TESTS_UNIT_BASE_DIAG_READER_H

#include "tests/unit/base_support.h"

#include "base/diag.h"
#include "base/unicode.h"

#include <string.h>

typedef struct {
  Sources sources;
  Diags   diags;
  Arena  *arena;
} Reader;

/* A reader of one file; its spans are found by the words they hold. */
static inline Reader *open_reader(void **state, const char *path, const char *text) {
  Arena *arena = arena_of(state);
  Reader *reader = arena_new(arena, Reader);
  reader->arena = arena;
  sources_init(&reader->sources, arena);
  sources_add(&reader->sources, text_from(path), text_from(text));
  diags_init(&reader->diags, arena, &reader->sources);
  return reader;
}

static inline Span span_of(Reader *reader, const char *words) {
  Text text = reader->sources.list.items[0]->text;
  size_t start = text_find(text, text_from(words), 0);
  assert_true(start < text.length);
  return (Span){ 1, (uint32_t)start, (uint32_t)(start + strlen(words)) };
}

static inline Text written(Reader *reader, DiagFormat format, bool color) {
  Writer writer;
  writer_to_memory(&writer, reader->arena);
  diags_write(&reader->diags, &writer, format, color);
  return writer_text(&writer);
}

#define assert_written(reader, expected) \
  assert_text(written((reader), DIAG_TEXT, false), (expected))

#endif
