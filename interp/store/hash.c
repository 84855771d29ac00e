/* The hash of the data read (semantics H2).
 *
 * Of each table its rows in key order: the cells read, written as H1 writes them,
 * with TAB between them and LF behind; of a link table its two columns in order.
 * data_hash is over the lines "anslag-data-1" and, by name of the record or link
 * table, "name TAB rows TAB hash".  A table that a reader has gone through is hashed
 * on the way, others in a pass of their own. */
#include "interp/store/inside.h"

#include <stdio.h>

void cell_hash_start(CellHash *hash, Memory *memory) {
  hash->sha = sha256_start(memory);
  hash->used = 0;
  hash->rows = 0;
}

static void flush(CellHash *hash) {
  sha256_add(hash->sha, (Text){ hash->buffer, hash->used });
  hash->used = 0;
}

static void put_byte(CellHash *hash, char byte) {
  if (hash->used == sizeof hash->buffer)
    flush(hash);
  hash->buffer[hash->used++] = byte;
}

/* H1: TAB, LF, CR and \ behind a backslash. */
static void put_escaped(CellHash *hash, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.bytes[i];
    char name = byte == '\t' ? 't' : byte == '\n' ? 'n' : byte == '\r' ? 'r' : byte;
    if (name != byte || byte == '\\')
      put_byte(hash, '\\');
    put_byte(hash, name);
  }
}

static void put_cell(CellHash *hash, Store *store, Cell cell) {
  char digits[32];
  switch (cell.kind) {
    case CELL_NULL:
      return;
    case CELL_INTEGER:
      put_escaped(hash, (Text){ digits, (size_t)snprintf(digits, sizeof digits, "%lld",
                                                         (long long)cell.integer) });
      return;
    case CELL_REAL:
      arena_reset(&store->scratch);
      put_escaped(hash, cell_real_text(&store->scratch, cell.real));
      return;
    case CELL_TEXT: case CELL_BLOB:
      put_escaped(hash, cell.text);
      return;
  }
}

void cell_hash_row(CellHash *hash, Store *store, Statement *statement, int count) {
  for (int i = 0; i < count; i++) {
    if (i)
      put_byte(hash, '\t');
    put_cell(hash, store, statement_cell(store, statement, i));
  }
  put_byte(hash, '\n');
  hash->rows++;
}

Text cell_hash_end(CellHash *hash, Arena *arena) {
  flush(hash);
  return sha256_finish(hash->sha, arena);
}

static Text hash_rows(Store *store, Text sql, int columns, uint64_t *rows) {
  CellHash *hash = arena_new(store->arena, CellHash);
  cell_hash_start(hash, store->memory);
  Statement *statement = statement_new(store, sql);
  while (statement_step(store, statement)) {
    memory_poll(store->memory);
    cell_hash_row(hash, store, statement, columns);
  }
  statement_end(statement);
  *rows = hash->rows;
  return cell_hash_end(hash, store->arena);
}

typedef struct { Text name, hash; uint64_t rows; } HashLine;
typedef LIST(HashLine) HashLines;

/* Keeps the lines in order of their names. */
static void add_line(Arena *arena, HashLines *lines, HashLine line) {
  LIST_ADD(arena, lines, HashLine, line);
  for (size_t i = lines->count - 1; i > 0; i--) {
    if (text_compare(lines->items[i - 1].name, line.name) <= 0)
      break;
    lines->items[i] = lines->items[i - 1];
    lines->items[i - 1] = line;
  }
}

static void hash_table(Store *store, Table *table) {
  if (table->hash.length)
    return;
  Text sql = arena_format(store->arena, "%.*s%.*s", TEXT_PRINT(table->select),
                          TEXT_PRINT(table->order));
  table->hash = hash_rows(store, sql, (int)table->count, &table->row_count);
}

Text store_data_hash(Store *store, Arena *arena) {
  HashLines lines = { NULL, 0, 0 };
  for (size_t i = 0; i < store->tables.count; i++) {
    Table *table = store->tables.items[i];
    hash_table(store, table);
    add_line(store->arena, &lines,
             (HashLine){ table->record->name, table->hash, table->row_count });
  }
  for (size_t i = 0; i < store->links.count; i++) {
    HashLine line = { .name = store->links.items[i] };
    line.hash = hash_rows(store, store->link_selects.items[i], 2, &line.rows);
    add_line(store->arena, &lines, line);
  }
  Writer writer;
  writer_to_memory(&writer, store->arena);
  writer_put(&writer, TEXT("anslag-data-1\n"));
  for (size_t i = 0; i < lines.count; i++)
    writer_print(&writer, "%.*s\t%llu\t%.*s\n", TEXT_PRINT(lines.items[i].name),
                 (unsigned long long)lines.items[i].rows, TEXT_PRINT(lines.items[i].hash));
  return sha256_of(arena, writer_text(&writer));
}
