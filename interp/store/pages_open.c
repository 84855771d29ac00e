/* Can the pages of a table be read as they are, and where are they? */
#include "interp/store/pages_inside.h"

#include "interp/store/scan_inside.h"

#include <string.h>

enum { HEADER = 100, SMALLEST_PAGE = 512, LEAST_USABLE = 480, LEGACY = 1, UTF_8 = 1 };

/* ---- the file --------------------------------------------------------------------------- */

static sqlite3_file *file_of(Store *store) {
  sqlite3_file *file = NULL;
  int result = sqlite3_file_control(store->connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return result == SQLITE_OK && file && file->pMethods ? file : NULL;
}

/* Of the kind without a log beside it, its texts in UTF-8, and no page is ever moved.  A log may
 * lie beside it nevertheless, and SQLite reads that. */
static bool is_plain(const unsigned char *header) {
  return memcmp(header, "SQLite format 3", 16) == 0 && header[18] == LEGACY &&
         header[19] == LEGACY && header[21] == 64 && header[22] == 32 && header[23] == 32 &&
         page_long(header + 52) == 0 && page_long(header + 56) == UTF_8;
}

/* As many as SQLite takes to be there: those the header tells of, where it is of the same state as
 * the file. */
static uint64_t count_pages(const unsigned char *header, uint64_t in_file) {
  uint32_t told = page_long(header + 28);
  bool same_state = memcmp(header + 24, header + 92, 4) == 0;
  return told > 0 && same_state && told < in_file ? told : in_file;
}

static bool read_header(Pages *pages) {
  unsigned char header[HEADER];
  sqlite3_file *file = pages->file;
  sqlite3_int64 size = 0;
  if (file->pMethods->xRead(file, header, HEADER, 0) != SQLITE_OK || !is_plain(header) ||
      file->pMethods->xFileSize(file, &size) != SQLITE_OK)
    return false;
  size_t page = page_short(header + 16);
  pages->page_size = page == 1 ? 65536 : page;
  if (pages->page_size < SMALLEST_PAGE || (pages->page_size & (pages->page_size - 1)) != 0)
    return false;
  pages->usable = pages->page_size - header[20];
  pages->page_count = count_pages(header, (uint64_t)size / pages->page_size);
  return pages->usable >= LEAST_USABLE;
}

static bool begins(Text name, const char *word) {
  Text start = text_from(word);
  return name.length >= start.length && name_same(text_part(name, 0, start.length), start);
}

/* Our own tables are written while others are read. */
static bool is_ours(Text table) {
  return begins(table, "anslag_") || begins(table, "sqlite_");
}

/* Asked for all that a statement will do, also by triggers and foreign keys. */
static int note_writing(void *context, int action, const char *table, const char *column,
                        const char *schema, const char *trigger) {
  (void)column, (void)trigger;
  Store *store = context;
  bool writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;
  if (writes && schema && strcmp(schema, "main") == 0 && !is_ours(text_from(table)))
    store->by_sqlite = true;
  return SQLITE_OK;
}

void pages_watch(Store *store) {
  sqlite3_set_authorizer(store->connection, note_writing, store);
}

/* ---- the table -------------------------------------------------------------------------- */

static bool find_root(Store *store, Pages *pages, Text table) {
  Statement *statement = statement_new(store, TEXT(
      "SELECT rootpage FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE"));
  statement_bind_text(store, statement, 1, table);
  int64_t root = statement_step(store, statement) ? sqlite3_column_int64(statement, 0) : 0;
  statement_end(statement);
  pages->root = root > 1 && root <= UINT32_MAX ? (uint32_t)root : 0;
  return pages->root > 0;
}

static bool says(Text type, const char *word) {
  Text wanted = text_from(word);
  for (size_t i = 0; i + wanted.length <= type.length; i++)
    if (name_same((Text){ type.bytes + i, wanted.length }, wanted))
      return true;
  return false;
}

/* Its whole numbers are kept as such, and are REAL nevertheless: SQLite's rules for a declared
 * type. */
static bool is_real(Text type) {
  static const char *const others[] = { "INT", "CHAR", "CLOB", "TEXT", "BLOB" };
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (says(type, others[i]))
      return false;
  return says(type, "REAL") || says(type, "FLOA") || says(type, "DOUB");
}

static bool place_cell(PageCell *cell, const ColumnList *columns, const FieldType *field) {
  *cell = (PageCell){ .is_row = field->key };
  const Column *column = column_find(columns, field->column);
  if (cell->is_row)
    return true;
  if (!column || column->primary) /* it may be the row's number by another name */
    return false;
  cell->place = (size_t)(column - columns->items);
  cell->is_real = is_real(column->type);
  return true;
}

static bool place_cells(Store *store, Pages *pages, const Table *table, Arena *arena) {
  bool computed = false;
  ColumnList columns = table_columns(store, arena, table->record->table);
  for (size_t i = 0; i < columns.count; i++)
    computed |= columns.items[i].hidden;
  bool placed = !computed && columns.count > 0;
  pages->cells = arena_array(arena, PageCell, table->count);
  for (size_t i = 0; i < table->count && placed; i++) {
    placed = place_cell(&pages->cells[i], &columns, table->columns[i]);
    if (placed && !pages->cells[i].is_row && pages->cells[i].place >= pages->needed)
      pages->needed = pages->cells[i].place + 1;
  }
  pages->types = arena_array(arena, uint64_t, pages->needed + 1);
  pages->offsets = arena_array(arena, size_t, pages->needed + 1);
  return placed;
}

Pages *pages_new(Store *store, const Table *table, Arena *arena) {
  Pages *pages = arena_new(arena, Pages);
  pages->store = store;
  pages->file = file_of(store);
  if (!pages->file || store->by_sqlite || sqlite3_get_autocommit(store->connection) ||
      is_ours(table->record->table) || !read_header(pages) || store_has_log(store) ||
      !find_root(store, pages, table->record->table) ||
      !place_cells(store, pages, table, arena))
    return NULL;
  pages->block = arena_alloc(arena, PAGES_BLOCK * pages->page_size + PAGES_SPARE);
  for (size_t i = 0; i < PAGES_LEVELS; i++)
    pages->levels[i].bytes = arena_alloc(arena, pages->page_size + PAGES_SPARE);
  return pages;
}
