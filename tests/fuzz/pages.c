#define _DEFAULT_SOURCE
/* pages.c - fuzz target: of a database in which bytes were changed, the pages say of a table what
 * SQLite says, or are in doubt.
 *
 * The first byte chooses the size of a page and how much of it is kept free; each four bytes after
 * that are one change: where (three bytes) and what is put there. */
#include "tests/harness/both_ways.h"
#include "tests/harness/store_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SIZES = 8, SMALLEST = 512 };

static char database[64];

static void must(bool holds) {
  if (!holds)
    abort();
}

static void make_database(unsigned choice) {
  sqlite3 *connection;
  char sql[1024];
  int kept = (int)(choice / SIZES % 3 * 8);
  unlink(database);
  must(sqlite3_open(database, &connection) == SQLITE_OK);
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &kept);
  snprintf(sql, sizeof sql, "PRAGMA synchronous = OFF; PRAGMA page_size = %d;"
           "CREATE TABLE organisation (id INTEGER PRIMARY KEY, name, kind TEXT, owned_share REAL,"
           " parent);"
           "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
           " INSERT INTO organisation SELECT (i - 99) * (i - 99) * (i - 99),"
           " printf('%%.*c', i %% 40, 'x'),"
           " CASE i %% 3 WHEN 0 THEN 'board' WHEN 1 THEN x'00ff' END, i / 4.0, i * i * i FROM n;"
           "DELETE FROM organisation WHERE id BETWEEN 1000 AND 40000", SMALLEST << choice % SIZES);
  must(sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK);
  sqlite3_close(connection);
}

static void change(const uint8_t *data, size_t size) {
  FILE *file = fopen(database, "r+b");
  must(file && fseek(file, 0, SEEK_END) == 0);
  size_t whole = (size_t)ftell(file);
  for (size_t i = 0; i + 4 <= size; i += 4) {
    size_t place = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];
    must(fseek(file, (long)(place % whole), SEEK_SET) == 0 && fputc(data[i + 3], file) >= 0);
  }
  must(fclose(file) == 0);
}

/* ---- both ways ----------------------------------------------------------------------- */

typedef struct {
  Memory  memory;
  Arena   arena;
  Sources sources;
  Diags   diags;
  Tables  tables;
  Store  *store;
} World;

static void read_both(void *context) {
  World *world = context;
  world->store = store_open(&world->arena, &world->tables.model, text_from(database), STORE_READ,
                            &world->diags);
  store_begin(world->store);
  BothWays *both = both_ways_new(world->store, &world->tables.organisation, &world->arena);
  if (both->pages && take_from_pages(both, INT64_MIN, INT64_MAX) == PAGES_ALL)
    must(take_from_sqlite(both, INT64_MIN, INT64_MAX) && both_ways_alike(both));
  if (both->pages)
    take_from_pages(both, -1000, 1000);
  both_ways_end(both);
}

static void prepare_and_read(void *context) {
  World *world = context;
  arena_init_deferred(&world->arena, &world->memory);
  sources_init(&world->sources, &world->arena);
  diags_init(&world->diags, &world->arena, &world->sources);
  tables_make(&world->tables, &world->arena);
  world->tables.organisation_fields[4].type = (Type){ .kind = TYPE_INTEGER };
  memory_guard(&world->memory, read_both, world);   /* a damaged file may end it */
  store_close(world->store);
  memory_release(&world->memory, &world->arena);
}

/* ---- the target ---------------------------------------------------------------------- */

static void remove_database(void) {
  unlink(database);
}

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *count, char ***arguments) {
  (void)count, (void)arguments;
  snprintf(database, sizeof database, "%s/anslag-fuzz-%ld.db", P_tmpdir, (long)getpid());
  atexit(remove_database);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static World world;
  if (size == 0)
    return 0;
  make_database(data[0]);
  change(data + 1, size - 1);
  world = (World){ .store = NULL };
  must(memory_guard(&world.memory, prepare_and_read, &world));
  return 0;
}
