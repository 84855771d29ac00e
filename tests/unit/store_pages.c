/* Rows read from pages are those that SQLite reads, or the pages are in doubt: in any range, of
 * trees of any depth, and of files in which bytes were changed. */
#include "store_model.h"

#include "interp/store/pages_inside.h"
#include "tests/harness/both_ways.h"

#include <sqlite3.h>

enum { ROWS = 1500, RANGES = 60, DAMAGED = 300, DEEP_PAGE = 512 };

static uint64_t seed = 7;

static size_t chance(size_t most) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(seed >> 33) % most;
}

/* ---- a table ---------------------------------------------------------------------------- */

#define COLUMNS "(id INTEGER PRIMARY KEY, name TEXT, kind, owned_share REAL, parent INTEGER"
#define ORGANISATION "CREATE TABLE organisation " COLUMNS ");"
#define WHOLE_ROWS "(1, 'one', 'board', 50, NULL), (2, 'two', 'company', 33.3, 1)"

static void run_sql(const char *sql) {
  sqlite3 *connection;
  assert_int_equal(sqlite3_open(database_path(), &connection), SQLITE_OK);
  if (sqlite3_exec(connection, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s in %s", sqlite3_errmsg(connection), sql);
  sqlite3_close(connection);
}

static void make_database(const char *sql) {
  unlink(database_path());
  run_sql(sql);
}

/* Some pages are free in the end, and keys reach from one end to the other.  `kept`: bytes of each
 * page. */
static void make_rows(size_t page, int kept) {
  char sql[1024];
  sqlite3 *connection;
  unlink(database_path());
  assert_int_equal(sqlite3_open(database_path(), &connection), SQLITE_OK);
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &kept);
  snprintf(sql, sizeof sql, "PRAGMA page_size = %zu; CREATE TABLE other (a); " ORGANISATION
           "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
           " INSERT INTO organisation SELECT (i - 200) * (i - 200) * (i - 200),"
           " printf('%%.*c', i %% 40, 'x'),"
           " CASE i %% 3 WHEN 0 THEN 'board' WHEN 1 THEN x'00ff' END,"
           " CASE i %% 4 WHEN 0 THEN i ELSE i / 7.0 END, i * (i - 300) * (1 << (i %% 30)) FROM n;"
           "DELETE FROM organisation WHERE id %% 11 = 5 OR id BETWEEN 1000000 AND 8000000;"
           "INSERT INTO organisation (id) VALUES (-9223372036854775808), (9223372036854775807)",
           page, ROWS);
  assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(connection);
}

/* Changes bytes of the file. */
static void put(long at, const void *bytes, size_t count) {
  FILE *file = fopen(database_path(), "r+b");
  assert_non_null(file);
  assert_int_equal(fseek(file, at, SEEK_SET), 0);
  assert_int_equal(fwrite(bytes, 1, count, file), count);
  fclose(file);
}

/* ---- both ways -------------------------------------------------------------------------- */

static StoreMode mode = STORE_READ;

static BothWays *both_new(World *world) {
  world->tables.organisation_fields[4].type = (Type){ .kind = TYPE_INTEGER };
  world_open(world, database_path(), mode);
  store_begin(world->store);
  return both_ways_new(world->store, &world->tables.organisation, &world->arena);
}

static void compare_range(BothWays *both, int64_t low, int64_t high) {
  assert_int_equal(take_from_pages(both, low, high), PAGES_ALL);
  assert_true(take_from_sqlite(both, low, high));
  assert_true(both_ways_alike(both));
}

static int64_t some_key(void) {
  int64_t root = (int64_t)chance(ROWS + 40) - 220;
  return root * root * root + (int64_t)chance(3) - 1;
}

static void compare_ranges(World *world) {
  BothWays *both = both_new(world);
  assert_non_null(both->pages);
  compare_range(both, INT64_MIN, INT64_MAX);
  assert_true(both->mine.batch.count > ROWS / 2);
  for (size_t i = 0; i < RANGES; i++)
    compare_range(both, some_key(), some_key());
  both_ways_end(both);
}

static void ranges_are_read_alike(void **state) {
  (void)state;
  for (size_t size = DEEP_PAGE; size <= 65536; size *= 2) {
    make_rows(size, size % 3 == 1 ? 32 : 0);
    world_run(compare_ranges);
  }
}

/* The file is locked while a transaction is open, so that nobody changes it in between. */
static void compare_beside_a_writer(World *world) {
  BothWays *both = both_new(world);
  sqlite3  *writer;
  assert_int_equal(sqlite3_open(database_path(), &writer), SQLITE_OK);
  compare_range(both, INT64_MIN, 0);
  assert_int_equal(sqlite3_exec(writer, "BEGIN; UPDATE organisation SET name = 'other'", NULL, NULL,
                                NULL), SQLITE_OK);
  assert_int_equal(sqlite3_exec(writer, "COMMIT", NULL, NULL, NULL), SQLITE_BUSY);
  compare_range(both, 1, INT64_MAX);
  sqlite3_close(writer);
  both_ways_end(both);
}

static void nobody_writes_meanwhile(void **state) {
  (void)state;
  make_rows(4096, 0);
  world_run(compare_beside_a_writer);
}

/* Pages that were written by one who then went away: SQLite puts back what stood there. */
static void what_a_crash_left_is_put_back(void **state) {
  (void)state;
  make_rows(DEEP_PAGE, 0);
  char     command[1024];
  sqlite3 *writer;
  assert_int_equal(sqlite3_open(database_path(), &writer), SQLITE_OK);
  assert_int_equal(sqlite3_exec(writer, "PRAGMA cache_size = 2; BEGIN;"
                                "UPDATE organisation SET name = 'other'", NULL, NULL, NULL),
                   SQLITE_OK);
  snprintf(command, sizeof command, "db='%s'; test -s \"$db-journal\" && cp \"$db\" \"$db.left\" &&"
           " cp \"$db-journal\" \"$db.left-journal\"", database_path());
  assert_int_equal(system(command), 0);
  sqlite3_close(writer);
  snprintf(command, sizeof command, "db='%s'; mv \"$db.left\" \"$db\" &&"
           " mv \"$db.left-journal\" \"$db-journal\"", database_path());
  assert_int_equal(system(command), 0);
  mode = STORE_WRITE;
  world_run(compare_ranges);
  mode = STORE_READ;
}

/* Of other ways to the file only the bytes they give are used. */
static void another_way_to_the_file_is_as_good(void **state) {
  (void)state;
  sqlite3_vfs *usual = sqlite3_vfs_find(NULL), *other = sqlite3_vfs_find("unix-dotfile");
  make_rows(4096, 0);
  if (!other)
    skip();
  sqlite3_vfs_register(other, 1);
  world_run(compare_ranges);
  sqlite3_vfs_register(usual, 1);
}

/* ---- what is left to SQLite ------------------------------------------------------------- */

static void refuse(World *world) {
  BothWays *both = both_new(world);
  assert_null(both->pages);
  both_ways_end(both);
}

static void what_is_not_plain_is_refused(void **state) {
  (void)state;
  static const char *const databases[] = {
    "PRAGMA journal_mode = WAL;" ORGANISATION,
    "PRAGMA encoding = 'UTF-16';" ORGANISATION,
    "PRAGMA auto_vacuum = INCREMENTAL;" ORGANISATION,
    "CREATE TABLE organisation " COLUMNS ", twice AS (id * 2));",
    "CREATE TABLE base " COLUMNS "); CREATE VIEW organisation AS SELECT * FROM base;",
  };
  for (size_t i = 0; i < sizeof databases / sizeof *databases; i++) {
    make_database(databases[i]);
    world_run(refuse);
  }
}

/* It was written by the means of a log, and says no longer that it was. */
static void a_log_beside_a_plain_file_is_refused(void **state) {
  (void)state;
  char     command[1024];
  sqlite3 *writer;
  make_database(ORGANISATION "INSERT INTO organisation VALUES " WHOLE_ROWS);
  assert_int_equal(sqlite3_open(database_path(), &writer), SQLITE_OK);
  assert_int_equal(sqlite3_exec(writer, "PRAGMA journal_mode = WAL; UPDATE organisation SET"
                                " name = 'other'", NULL, NULL, NULL), SQLITE_OK);
  snprintf(command, sizeof command, "db='%s'; test -s \"$db-wal\" && cp \"$db\" \"$db.left\" &&"
           " cp \"$db-wal\" \"$db.left-wal\"", database_path());
  assert_int_equal(system(command), 0);
  sqlite3_close(writer);
  snprintf(command, sizeof command, "db='%s'; mv \"$db.left\" \"$db\" &&"
           " mv \"$db.left-wal\" \"$db-wal\"", database_path());
  assert_int_equal(system(command), 0);
  put(18, (const unsigned char[]){ 1, 1 }, 2);
  world_run(refuse);
  snprintf(command, sizeof command, "rm -f '%s'-*", database_path());
  assert_int_equal(system(command), 0);
}

static void refuse_without_transaction(World *world) {
  BothWays *both = both_new(world);
  assert_non_null(both->pages);
  store_commit(world->store);
  assert_null(pages_new(world->store, both->table, &both->arena));
  store_begin(world->store);
  scan_by_sqlite(world->store);
  assert_null(pages_new(world->store, both->table, &both->arena));
  both_ways_end(both);
}

static void what_may_change_is_refused(void **state) {
  (void)state;
  make_database(ORGANISATION);
  world_run(refuse_without_transaction);
}

static void refuse_another_name(World *world) {
  world->tables.organisation_fields[1].column = TEXT("ID");
  world->tables.organisation_fields[1].type = (Type){ .kind = TYPE_INTEGER };
  refuse(world);
}

/* A row holds nothing where its number is. */
static void the_key_by_another_name_is_refused(void **state) {
  (void)state;
  make_database(ORGANISATION "INSERT INTO organisation VALUES " WHOLE_ROWS);
  world_run(refuse_another_name);
}

/* One who writes our own tables may write others by that. */
static void refuse_behind_a_trigger(World *world) {
  BothWays *both = both_new(world);
  assert_non_null(both->pages);
  assert_int_equal(take_from_pages(both, INT64_MIN, INT64_MAX), PAGES_ALL);
  store_execute(world->store, "INSERT INTO anslag_quiet VALUES (1)");
  assert_int_equal(take_from_pages(both, INT64_MIN, INT64_MAX), PAGES_ALL);
  store_execute(world->store, "INSERT INTO anslag_loud VALUES (1)");
  assert_int_equal(take_from_pages(both, INT64_MIN, INT64_MAX), PAGES_DOUBT);
  assert_null(pages_new(world->store, both->table, &both->arena));
  both_ways_end(both);
}

static void what_a_trigger_writes_is_refused(void **state) {
  (void)state;
  make_database(ORGANISATION "INSERT INTO organisation VALUES " WHOLE_ROWS ";"
                "CREATE TABLE anslag_quiet (a); CREATE TABLE anslag_loud (a);"
                "CREATE TRIGGER loud AFTER INSERT ON anslag_loud BEGIN"
                " UPDATE organisation SET name = 'other'; END");
  mode = STORE_WRITE;
  world_run(refuse_behind_a_trigger);
  mode = STORE_READ;
}

static void doubt(World *world) {
  BothWays *both = both_new(world);
  assert_non_null(both->pages);
  assert_int_equal(take_from_pages(both, INT64_MIN, INT64_MAX), PAGES_DOUBT);
  assert_int_equal(take_from_pages(both, 2, 2), PAGES_ALL);
  assert_int_equal(both->mine.batch.count, 1);
  both_ways_end(both);
}

/* Those beside them can be read. */
static void rows_that_are_not_whole_are_doubtful(void **state) {
  (void)state;
  make_database(ORGANISATION "INSERT INTO organisation VALUES " WHOLE_ROWS ","
                " (3, printf('%.*c', 5000, 'x'), 'board', 1, NULL)");
  world_run(doubt);
  make_database("CREATE TABLE organisation (id INTEGER PRIMARY KEY, name, kind, owned_share REAL);"
                "INSERT INTO organisation VALUES (3, 'three', 'board', 1);"
                "ALTER TABLE organisation ADD COLUMN parent DEFAULT 1;"
                "INSERT INTO organisation VALUES " WHOLE_ROWS);
  world_run(doubt);
}

/* ---- damage ----------------------------------------------------------------------------- */

static void be_in_doubt(World *world) {
  BothWays *both = both_new(world);
  assert_non_null(both->pages);
  assert_int_equal(take_from_pages(both, INT64_MIN, INT64_MAX), PAGES_DOUBT);
  both_ways_end(both);
}

/* Whoever looked for a row by such a tree would not find it, who goes through it would. */
static void keys_beyond_their_place_are_doubtful(void **state) {
  (void)state;
  make_database("PRAGMA page_size = 512;" ORGANISATION
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                " INSERT INTO organisation (id) SELECT i FROM n");
  unsigned char root[512];
  FILE *file = fopen(database_path(), "rb");
  assert_non_null(file);
  assert_int_equal(fseek(file, 512, SEEK_SET), 0);
  assert_int_equal(fread(root, 1, sizeof root, file), sizeof root);
  fclose(file);
  assert_int_equal(root[0], 5);
  unsigned cell = page_short(root + 12);        /* the first child's number, and its last key */
  unsigned char key = root[cell + 4];
  assert_true(key > 3 && key < 100);
  const unsigned char others[] = { (unsigned char)(key - 2), (unsigned char)(key + 2) };
  for (size_t i = 0; i < 2; i++) {
    put(512 + (long)cell + 4, &others[i], 1);
    world_run(be_in_doubt);
  }
}

/* To SQLite what lies behind is no part of the database. */
static void pages_beyond_the_number_told_are_doubtful(void **state) {
  (void)state;
  make_rows(DEEP_PAGE, 0);
  put(28, (const unsigned char[]){ 0, 0, 0, 9 }, 4);
  world_run(be_in_doubt);
}

/* Not in the first page, which says what the file is. */
static void damage(long size) {
  FILE *file = fopen(database_path(), "r+b");
  assert_non_null(file);
  for (size_t i = 1 + chance(4); i > 0; i--) {
    long page = 1 + (long)chance((size_t)(size / DEEP_PAGE - 1));
    long at = chance(2) ? (long)chance(12) : (long)chance(DEEP_PAGE);
    assert_int_equal(fseek(file, page * DEEP_PAGE + at, SEEK_SET), 0);
    fputc((int)chance(256), file);
  }
  fclose(file);
}

static size_t read_whole;

/* Of a range the pages may say less than SQLite, which looks at cells beside it too. */
static void compare_damaged(World *world) {
  BothWays *both = both_new(world);
  assert_non_null(both->pages);
  for (size_t i = 0; i < 4; i++)
    take_from_pages(both, some_key(), some_key());
  if (take_from_pages(both, INT64_MIN, INT64_MAX) != PAGES_DOUBT) {
    assert_true(take_from_sqlite(both, INT64_MIN, INT64_MAX));
    assert_true(both_ways_alike(both));
    read_whole++;
  }
  both_ways_end(both);
}

static void damaged_pages_are_read_alike_or_doubtful(void **state) {
  (void)state;
  make_rows(DEEP_PAGE, 0);
  FILE *file = fopen(database_path(), "rb");
  assert_non_null(file);
  static char bytes[1 << 20];
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  for (size_t i = 0; i < DAMAGED; i++) {
    file = fopen(database_path(), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
    damage((long)size);
    world_run(compare_damaged);
  }
  assert_true(read_whole > 0 && read_whole < DAMAGED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(ranges_are_read_alike),
    cmocka_unit_test(nobody_writes_meanwhile),
    cmocka_unit_test(what_a_crash_left_is_put_back),
    cmocka_unit_test(another_way_to_the_file_is_as_good),
    cmocka_unit_test(what_is_not_plain_is_refused),
    cmocka_unit_test(a_log_beside_a_plain_file_is_refused),
    cmocka_unit_test(the_key_by_another_name_is_refused),
    cmocka_unit_test(what_may_change_is_refused),
    cmocka_unit_test(what_a_trigger_writes_is_refused),
    cmocka_unit_test(rows_that_are_not_whole_are_doubtful),
    cmocka_unit_test(keys_beyond_their_place_are_doubtful),
    cmocka_unit_test(pages_beyond_the_number_told_are_doubtful),
    cmocka_unit_test(damaged_pages_are_read_alike_or_doubtful),
  };
  return cmocka_run_group_tests(tests, NULL, remove_database);
}
