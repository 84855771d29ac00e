/* The hash of the data read (semantics H2).
 *
 * Of each table its rows in key order: the cells read, as cell_bytes.h writes them; of a link
 * table its two columns in order.  data_hash is over the lines "anslag-data-2" and, by name of
 * the record or link table, "name TAB rows TAB hash".  A table that a reader has gone through is
 * hashed on the way, others in a pass of their own.  Runs of before have "anslag-data-1"
 * (hash_lines.c). */
#include "interp/store/cell_bytes.h"

static int64_t whole_of(const unsigned char *at, unsigned bytes) {
  uint64_t bits = at[bytes - 1] & 0x80 ? ~UINT64_C(0) : 0;
  for (unsigned i = bytes; i-- > 0;)
    bits = bits << 8 | at[i];
  int64_t whole;
  memcpy(&whole, &bits, sizeof whole);
  return whole;
}

static double real_of(const unsigned char *at) {
  int64_t bits = whole_of(at, 8);
  double real;
  memcpy(&real, &bits, sizeof real);
  return real;
}

static size_t length_at(const unsigned char **at) {
  size_t length = 0;
  unsigned shift = 0;
  for (; **at & 0x80; shift += 7)
    length |= (size_t)(*(*at)++ & 0x7f) << shift;
  return length | (size_t)*(*at)++ << shift;
}

const unsigned char *cell_take(const unsigned char *at, Cell *cell) {
  unsigned char tag = *at++;
  *cell = (Cell){ .kind = CELL_NULL };
  if (tag == CELL_BYTES_NULL)
    return at;
  if (tag == CELL_BYTES_REAL) {
    *cell = (Cell){ .kind = CELL_REAL, .real = real_of(at) };
    return at + 8;
  }
  if (tag < CELL_BYTES_REAL) {
    *cell = (Cell){ .kind = CELL_INTEGER, .integer = whole_of(at, tag - CELL_BYTES_WHOLE) };
    return at + (tag - CELL_BYTES_WHOLE);
  }
  cell->kind = tag == CELL_BYTES_BLOB ? CELL_BLOB : CELL_TEXT;
  cell->text.length = tag >= CELL_BYTES_SHORT ? (size_t)(tag - CELL_BYTES_SHORT) : length_at(&at);
  cell->text.bytes = (const char *)at;
  return at + cell->text.length;
}

/* ---- the hash of a table ----------------------------------------------------------------- */

void cell_hash_start(CellHash *hash, Memory *memory) {
  hash->sha = sha256_start(memory);
  hash->used = 0;
  hash->rows = 0;
}

static void flush(CellHash *hash) {
  sha256_add(hash->sha, (Text){ (const char *)hash->buffer, hash->used });
  hash->used = 0;
}

static void put_cell(CellHash *hash, Cell cell) {
  if (sizeof hash->buffer - hash->used < CELL_BYTES_HEAD)
    flush(hash);
  unsigned char *at = hash->buffer + hash->used, *end = at;
  switch (cell.kind) {
    case CELL_NULL:    *end++ = CELL_BYTES_NULL; break;
    case CELL_INTEGER: end = cell_put_whole(at, cell.integer); break;
    case CELL_REAL:    end = cell_put_real(at, cell.real); break;
    case CELL_TEXT: case CELL_BLOB:
      end = cell_put_length(at, cell.kind, cell.text.length);
      break;
  }
  hash->used += (size_t)(end - at);
  if (cell.text.length == 0)
    return;
  if (cell.text.length > sizeof hash->buffer - hash->used) {
    flush(hash);
    sha256_add(hash->sha, cell.text);
    return;
  }
  memcpy(hash->buffer + hash->used, cell.text.bytes, cell.text.length);
  hash->used += cell.text.length;
}

void cell_hash_row(CellHash *hash, const Cell *cells, size_t count) {
  for (size_t i = 0; i < count; i++)
    put_cell(hash, cells[i]);
  hash->rows++;
}

void cell_hash_rows(CellHash *hash, Text bytes, size_t rows) {
  sha256_add(hash->sha, bytes);
  hash->rows += rows;
}

Text cell_hash_end(CellHash *hash, Arena *arena) {
  flush(hash);
  return sha256_finish(hash->sha, arena);
}

void table_keep_hash(Table *table, CellHash *hash, Arena *arena) {
  table->row_count = hash->rows;
  table->hash = cell_hash_end(hash, arena);
}

static HashLine hash_in_bytes(Store *store, Text name, Text sql, int columns) {
  CellHash *hash = arena_new(store->arena, CellHash);
  Cell *cells = arena_array(store->arena, Cell, (size_t)columns + 1);
  cell_hash_start(hash, store->memory);
  Statement *statement = statement_new(store, sql);
  while (statement_step(store, statement)) {
    memory_poll(store->memory);
    statement_cells(store, statement, columns, cells);
    cell_hash_row(hash, cells, (size_t)columns);
  }
  statement_end(statement);
  return (HashLine){ name, cell_hash_end(hash, store->arena), hash->rows };
}

/* ---- the hash of the data ---------------------------------------------------------------- */

typedef LIST(HashLine) HashLines;
typedef HashLine HashTable(Store *store, Text name, Text sql, int columns);

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

/* What is known already is not computed again. */
static HashLine hash_table(Store *store, Table *table, HashTable *hash) {
  if (hash == hash_in_bytes && table->hash.length)
    return (HashLine){ table->record->name, table->hash, table->row_count };
  Text sql = arena_format(store->arena, "%.*s%.*s", TEXT_PRINT(table->select),
                          TEXT_PRINT(table->order));
  HashLine line = hash(store, table->record->name, sql, (int)table->count);
  if (hash == hash_in_bytes) {
    table->hash = line.hash;
    table->row_count = line.rows;
  }
  return line;
}

/* Can the table be read?  Said to nobody: what nobody reads may be missing. */
static bool is_there(Store *store, const RecordType *type) {
  bool muted = store->diags->muted;
  store->diags->muted = true;
  bool there = store_check_tables(store, type);
  store->diags->muted = muted;
  return there;
}

/* The hash is over all tables that the rules use, whatever part of the rules came to be asked. */
static void plan_used(Store *store) {
  for (size_t i = 0; i < store->model->records.count; i++) {
    const RecordType *type = store->model->records.items[i];
    if (type->used && !type->row_by_key && is_there(store, type))
      table_of(store, type);
  }
}

static Text hash_of_all(Store *store, const char *form, HashTable *hash, Arena *arena) {
  HashLines lines = { NULL, 0, 0 };
  for (size_t i = 0; i < store->tables.count; i++)
    add_line(store->arena, &lines, hash_table(store, store->tables.items[i], hash));
  for (size_t i = 0; i < store->links.count; i++)
    add_line(store->arena, &lines, hash_table(store, store->links.items[i], hash));
  Writer writer;
  writer_to_memory(&writer, store->arena);
  writer_print(&writer, "%s\n", form);
  for (size_t i = 0; i < lines.count; i++)
    writer_print(&writer, "%.*s\t%llu\t%.*s\n", TEXT_PRINT(lines.items[i].name),
                 (unsigned long long)lines.items[i].rows, TEXT_PRINT(lines.items[i].hash));
  return sha256_of(arena, writer_text(&writer));
}

Text store_data_hash(Store *store, Arena *arena) {
  plan_used(store);
  return hash_of_all(store, "anslag-data-2", hash_in_bytes, arena);
}

/* Of before are the tables that were read, no others. */
bool store_data_is(Store *store, Text data_hash) {
  size_t tables = store->tables.count, links = store->links.count;
  if (text_equal(data_hash, store_data_hash(store, store->arena)))
    return true;
  store->tables.count = tables;
  store->links.count = links;
  Text before = hash_of_all(store, "anslag-data-1", hash_in_lines, store->arena);
  return text_equal(data_hash, before);
}
