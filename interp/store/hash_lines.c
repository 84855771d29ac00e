/* The hash of the data in its first form, which runs of before have: "anslag-data-1".
 *
 * Of each table its rows in key order: the cells read, written as H1 writes them, with TAB
 * between them and LF behind; of a link table its two columns in order. */
#include "interp/store/inside.h"

#include <stdio.h>

typedef struct {
  Sha256 *sha;
  char    buffer[4096];
  size_t  used;
} Lines;

static void flush(Lines *lines) {
  sha256_add(lines->sha, (Text){ lines->buffer, lines->used });
  lines->used = 0;
}

static void put_byte(Lines *lines, char byte) {
  if (lines->used == sizeof lines->buffer)
    flush(lines);
  lines->buffer[lines->used++] = byte;
}

/* H1: TAB, LF, CR and \ behind a backslash. */
static void put_escaped(Lines *lines, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.bytes[i];
    char name = byte == '\t' ? 't' : byte == '\n' ? 'n' : byte == '\r' ? 'r' : byte;
    if (name != byte || byte == '\\')
      put_byte(lines, '\\');
    put_byte(lines, name);
  }
}

static void put_cell(Lines *lines, Store *store, Cell cell) {
  char digits[32];
  switch (cell.kind) {
    case CELL_NULL:
      return;
    case CELL_INTEGER:
      put_escaped(lines, (Text){ digits, (size_t)snprintf(digits, sizeof digits, "%lld",
                                                          (long long)cell.integer) });
      return;
    case CELL_REAL:
      arena_reset(&store->scratch);
      put_escaped(lines, cell_real_text(&store->scratch, cell.real));
      return;
    case CELL_TEXT: case CELL_BLOB:
      put_escaped(lines, cell.text);
      return;
  }
}

HashLine hash_in_lines(Store *store, Text name, Text sql, int columns) {
  Lines *lines = arena_new(store->arena, Lines);
  lines->sha = sha256_start(store->memory);
  HashLine line = { .name = name };
  Statement *statement = statement_new(store, sql);
  for (; statement_step(store, statement); line.rows++) {
    memory_poll(store->memory);
    for (int i = 0; i < columns; i++) {
      if (i)
        put_byte(lines, '\t');
      put_cell(lines, store, statement_cell(store, statement, i));
    }
    put_byte(lines, '\n');
  }
  statement_end(statement);
  flush(lines);
  line.hash = sha256_finish(lines->sha, store->arena);
  return line;
}
