/* An intake makes of a table what census_add makes of each record that store_next gives:
 * over tables filled by chance with every kind of cell, in windows of any size, by one thread
 * and two. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif

#include "tests/unit/check_support.h"

#include "interp/plan/intake.h"
#include "interp/store/scan.h"

#include <sqlite3.h>
#include <unistd.h>

static const char rules[] =
    "guideline g \"G\"\n"
    "  currency SEK\n"
    "body board \"Board\"\n"
    "role director \"Director\" at board\n"
    "codelist kind \"Kind\"\n"
    "  committee \"Nämnd\"\n"
    "  company \"Bolag\" also called \"Company\"\n"
    "record thing \"Thing\"\n"
    "  id        integer key\n"
    "  amount    money\n"
    "  large     money from column large in tkr\n"
    "  number    integer optional\n"
    "  share     rate from column share in %\n"
    "  factor    decimal\n"
    "  received  date\n"
    "  sent      moment\n"
    "  lasts     duration\n"
    "  called    text optional\n"
    "  kind      kind\n"
    "  decided   kind optional\n"
    "  ready     yes/no\n"
    "  open      yes/no optional\n"
    "record named \"Named\"\n"
    "  name      text key\n"
    "  amount    money\n"
    "  share     rate\n"
    "record place \"Place\"\n"
    "  id        integer key\n"
    "  called    text\n"
    "  amount    money\n"
    "record person \"Person\"\n"
    "  id        integer key\n"
    "  boss      person optional\n"
    "  home      place\n"
    "  likes     named\n"
    "record part \"Part\"\n"
    "  id        integer key\n"
    "  project   project\n"
    "  amount    money\n"
    "record project \"Project\"\n"
    "  id        integer key\n"
    "  place     place\n"
    "  head      person\n"
    "  named     named optional\n"
    "  amount    money\n"
    "  members   list of person via member, at least 2\n"
    "  visited   list of place via visit optional\n"
    "  parts     list of part by project optional\n"
    "record titled \"Titled\"\n"
    "  title     text key\n"
    "  place     place\n"
    "  seen      list of place via seen\n"
    "record double \"Double\"\n"
    "  code      text key\n"
    "  number    integer key\n"
    "  amount    money\n";

enum { TABLES = 3 };

typedef struct {
  Checked     checked;
  Store      *store;
  const char *schema;
  unsigned    threads;
  size_t      window;
  bool        by_sqlite;
} Bench;

static const char *database(void) {
  static char path[256];
  if (!path[0])
    snprintf(path, sizeof path, "%s/anslag-intake-%ld.db", P_tmpdir, (long)getpid());
  return path;
}

static uint64_t seed = 1;

static size_t chance(size_t most) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(seed >> 33) % most;
}

#define CELLS "amount, large, number, share, factor, received, sent, lasts, called, kind," \
              " decided, ready, open"

/* ---- cells by chance -------------------------------------------------------------------- */

static const char *const odd_cells[] = {
  "NULL", "''", "x''", "x'00ff'", "'\xff'", "CAST(x'c3a5' AS TEXT)", "CAST(x'61cc8a' AS TEXT)",
  "0", "1", "2", "-1", "1.0", "0.5", "-0.0", "1e300", "9e999", "-9e999", "0.1", "33.3", "1e-9",
  "123456789.123456789", "9007199254740993.0", "1e15", "999999999999999.0", "-33.3333333",
  "9223372036854775807", "-9223372036854775808", "90000000000000000", "90000000000000001",
  "'1'", "'-1'", "'+1'", "'1.5'", "'1.50'", "'1.'", "'.5'", "'-.5'", "'1,5'", "'1e3'", "' 1'",
  "'0.000000001'", "'0.0000000001'", "'123456789012345'", "'1234567890123456'", "'-'", "'--1'",
  "'33.33333333333333333333333333333333333'", "'00012.10'", "'1.2.3'",
  "'2026-01-31'", "'2026-02-30'", "'2024-02-29'", "'2023-02-29'", "'0001-01-01'", "'9999-12-31'",
  "'2026-1-31'", "'2026-01-31T17:00'", "'2026-01-31T17:00:59'", "'2026-01-31T25:00'",
  "'12 months'", "'1 year 6 months'", "'3 working days'", "'months'",
  "'committee'", "'company'", "'Nämnd'", "'Bolag'", "'Company'", "'nämnd'",
  "CAST(x'4e61cc886d6e64' AS TEXT)", "'Board'", "'director'",
  "'yes'", "'no'", "'ja'", "'nej'", "'Ja'", "'true'", "'a'", "'b'", "'A'", "'a '",
  "'Åsa'", "CAST(x'41cc8a7361' AS TEXT)", "'a' || char(0) || 'b'", "zeroblob(300)",
  "replace(hex(zeroblob(100)), '0', 'x')",
};

static const char *some_cell(const char *usual, size_t odd) {
  return chance(1000) < odd ? odd_cells[chance(sizeof odd_cells / sizeof *odd_cells)] : usual;
}

static const char *thing_cell(size_t column) {
  static char text[64];
  switch (column) {
    case 1: snprintf(text, sizeof text, "%zu", chance(100000000)); break;
    case 2: snprintf(text, sizeof text, "%zu.%zu", chance(100000), chance(10)); break;
    case 3: snprintf(text, sizeof text, "%zu", chance(100)); break;
    case 4: snprintf(text, sizeof text, chance(2) ? "'%zu.%zu'" : "%zu.%zu", chance(100),
                     chance(100)); break;
    case 5: snprintf(text, sizeof text, "%zu.%0*zu", chance(10), 1 + (int)chance(5), chance(10));
      break;
    case 6: snprintf(text, sizeof text, "'20%02zu-%02zu-%02zu'", chance(40), 1 + chance(12),
                     1 + chance(28)); break;
    case 7: snprintf(text, sizeof text, "'2026-01-%02zuT%02zu:00'", 1 + chance(31), chance(24));
      break;
    case 8: snprintf(text, sizeof text, "'%zu months'", 2 + chance(30)); break;
    case 9: snprintf(text, sizeof text, "'name %zu'", chance(500)); break;
    case 10: case 11: return chance(2) ? "'committee'" : "'Bolag'";
    default: return chance(2) ? "1" : "0";
  }
  return text;
}

static void run_sql(sqlite3 *connection, const char *sql) {
  char *message = NULL;
  if (sqlite3_exec(connection, sql, NULL, NULL, &message) != SQLITE_OK)
    fail_msg("%s in %s", message, sql);
}

/* Keys with holes, below zero too. */
static void fill_things(sqlite3 *connection, size_t count, size_t gap, size_t odd) {
  int64_t key = -(int64_t)(count / 3);
  char sql[4096];
  for (size_t i = 0; i < count; i++) {
    size_t length = (size_t)snprintf(
        sql, sizeof sql, "INSERT INTO thing (id, " CELLS ") VALUES (%lld", (long long)key);
    for (size_t column = 1; column < 14; column++)
      length += (size_t)snprintf(sql + length, sizeof sql - length, ", %s",
                                 some_cell(thing_cell(column), odd));
    snprintf(sql + length, sizeof sql - length, ")");
    run_sql(connection, sql);
    key += 1 + (int64_t)(gap && i % 10000 > 4000 ? chance(gap) : 0);
  }
}

static void fill_named(sqlite3 *connection, size_t count, size_t odd) {
  char sql[512], key[64];
  for (size_t i = 0; i < count; i++) {
    snprintf(key, sizeof key, "'n%zu'", chance(count * 3));
    snprintf(sql, sizeof sql, "INSERT INTO named VALUES (%s, ", some_cell(key, odd));
    size_t length = strlen(sql);
    snprintf(sql + length, sizeof sql - length, "%s, ", some_cell("12", odd));
    length = strlen(sql);
    snprintf(sql + length, sizeof sql - length, "%s)", some_cell("0.25", odd));
    run_sql(connection, sql);
  }
}

static void fill_doubles(sqlite3 *connection, size_t count, size_t odd) {
  char sql[512], code[32];
  for (size_t i = 0; i < count; i++) {
    snprintf(code, sizeof code, "'c%zu'", chance(20));
    snprintf(sql, sizeof sql, "INSERT INTO double VALUES (%s, ", some_cell(code, odd));
    size_t length = strlen(sql);
    snprintf(code, sizeof code, "%zu", chance(20));
    snprintf(sql + length, sizeof sql - length, "%s, %zu)", some_cell(code, odd), i);
    run_sql(connection, sql);
  }
}

/* Mostly a key that is there, now and then of nothing, or no key at all. */
static const char *some_key(char text[64], size_t count, size_t odd) {
  snprintf(text, 64, "%zu", 1 + chance(count + count / 50 * (odd > 0)));
  return some_cell(text, odd);
}

static void fill_row(sqlite3 *connection, const char *table, const char *const *cells,
                     size_t count) {
  char sql[2048];
  size_t length = (size_t)snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (", table);
  for (size_t i = 0; i < count; i++)
    length += (size_t)snprintf(sql + length, sizeof sql - length, "%s%s", i ? ", " : "", cells[i]);
  snprintf(sql + length, sizeof sql - length, ")");
  run_sql(connection, sql);
}

static void fill_related(sqlite3 *connection, size_t count, size_t odd) {
  char a[64], b[64], c[64], d[64], e[64];
  for (size_t i = 0; i < count; i++) {
    snprintf(a, sizeof a, "%zu", i + 1);
    snprintf(b, sizeof b, "'place %zu'", i);
    fill_row(connection, "place", (const char *[]){ a, some_cell(b, odd), some_cell("5", odd) }, 3);
    snprintf(e, sizeof e, "'n%zu'", chance(count));
    fill_row(connection, "person",
             (const char *[]){ a, chance(2) ? "NULL" : some_key(b, count, odd),
                               some_key(c, count, odd), some_cell(e, odd) }, 4);
    fill_row(connection, "project",
             (const char *[]){ a, some_key(b, count, odd), some_key(c, count, odd),
                               some_cell(e, odd), "100" }, 5);
    fill_row(connection, "part", (const char *[]){ a, some_key(b, count, odd), "7" }, 3);
    for (size_t j = chance(4); j > 0; j--) {
      fill_row(connection, "member", (const char *[]){ some_key(b, count, odd),
                                                       some_key(c, count, odd) }, 2);
      fill_row(connection, "visit", (const char *[]){ some_key(b, count, odd),
                                                      some_key(c, count, odd) }, 2);
    }
    snprintf(d, sizeof d, "'t%zu'", chance(count * 4));
    fill_row(connection, "titled", (const char *[]){ some_cell(d, odd), some_key(b, count, odd) },
             2);
    fill_row(connection, "seen", (const char *[]){ some_cell(d, odd), some_key(c, count, odd) }, 2);
  }
}

static void make_database(const char *schema, size_t count, size_t gap, size_t odd) {
  sqlite3 *connection;
  unlink(database());
  assert_int_equal(sqlite3_open(database(), &connection), SQLITE_OK);
  run_sql(connection, "PRAGMA synchronous = OFF; BEGIN");
  run_sql(connection, schema);
  fill_things(connection, count, gap, odd);
  fill_named(connection, count / 4, odd);
  fill_doubles(connection, count / 8, odd);
  fill_related(connection, count / 4, odd / 20);
  run_sql(connection, "COMMIT");
  sqlite3_close(connection);
}

/* ---- both ways -------------------------------------------------------------------------- */

static void expect_cell(Arena *arena, const FieldType *field, Value value, Value wanted) {
  bool same = value.state == wanted.state &&
              (!value_is_known(value) ||
               (value.kind == wanted.kind &&
                text_equal(value_plain(arena, value), value_plain(arena, wanted))));
  if (!same)
    fail_msg("%.*s: state %d \"%.*s\", not state %d \"%.*s\"", TEXT_PRINT(field->name), value.state,
             TEXT_PRINT(value_is_known(value) ? value_plain(arena, value) : TEXT("")), wanted.state,
             TEXT_PRINT(value_is_known(wanted) ? value_plain(arena, wanted) : TEXT("")));
}

static void expect_record(Arena *arena, const Record *record, const Record *wanted, unsigned depth);

/* What it refers to, and what that refers to. */
static void expect_reached(Arena *arena, Value value, Value wanted, unsigned depth) {
  if (!value_is_known(wanted) || depth == 0)
    return;
  if (wanted.kind == TYPE_RECORD)
    expect_record(arena, value.as.record, wanted.as.record, depth - 1);
  for (size_t i = 0; wanted.kind == TYPE_LIST && i < wanted.as.list.count; i++)
    expect_reached(arena, value.as.list.items[i], wanted.as.list.items[i], depth);
}

static void expect_record(Arena *arena, const Record *record, const Record *wanted,
                          unsigned depth) {
  for (size_t i = 0; i < wanted->type->count; i++) {
    expect_cell(arena, &wanted->type->fields[i], record->fields[i], wanted->fields[i]);
    expect_reached(arena, record->fields[i], wanted->fields[i], depth);
  }
  assert_int_equal(record->faults.count, wanted->faults.count);
  for (size_t i = 0; i < wanted->faults.count; i++) {
    const Fault *fault = &record->faults.items[i], *other = &wanted->faults.items[i];
    if (fault->field != other->field || !text_equal(fault->cell, other->cell) ||
        !text_equal(fault->reason, other->reason))
      fail_msg("%.*s: \"%.*s\" %.*s, not \"%.*s\" %.*s",
               TEXT_PRINT(record_key_text(arena, wanted)), TEXT_PRINT(fault->cell),
               TEXT_PRINT(fault->reason), TEXT_PRINT(other->cell), TEXT_PRINT(other->reason));
  }
}

static void expect_columns(const Columns *columns) {
  for (size_t i = 0; i < columns->type->count; i++) {
    const Column *column = &columns->fields[i];
    for (uint32_t row = 0; row < columns->count; row++) {
      CellState state = column_state(column, row);
      assert_true(state == CELL_KNOWN || column->partial);
      assert_true(state != CELL_ODD || column->odd);
      if (state != CELL_KNOWN || column->form != COLUMN_NUMBER)
        continue;
      int64_t number = column->chunks.items[row / COLUMN_CHUNK].numbers[row % COLUMN_CHUNK];
      assert_true(number <= column->most && number >= -column->most);
    }
  }
}

static void compare_windows(Bench *bench, Store *store, const RecordType *type) {
  Arena *arena = &bench->checked.arena;
  Memory *memory = arena->memory;
  Arena batch, held;
  arena_init_deferred(&batch, memory);
  arena_init_deferred(&held, memory);
  Census *census = census_new(&held, bench->checked.model);
  Intake *intake = intake_new(&held, census, store, type,
                              &(IntakeOptions){ bench->window, bench->threads });
  StoreReader *reader = store_read(bench->store, type);
  for (;;) {
    size_t count = 0;
    if (bench->window)
      census_clear(census);
    bool more = intake_next(intake);
    Columns *columns = census_columns(census, type);
    assert_true(more == (columns->count > 0));
    assert_true(!bench->window || columns->count <= bench->window);
    const Record *wanted = NULL;
    while (count < columns->count && (wanted = store_next(reader, &batch)) != NULL) {
      expect_record(&batch, census_record(census, type, (uint32_t)count, &batch), wanted, 2);
      arena_reset(&batch);
      count++;
    }
    assert_int_equal(count, columns->count);
    expect_columns(columns);
    if (!more || !bench->window)
      break;
  }
  assert_null(store_next(reader, &batch));
  assert_false(intake_next(intake));
  intake_end(intake);
  census_end(census);
  store_read_end(reader);
  memory_release(memory, &held);
  memory_release(memory, &batch);
}

static void compare_all(void *context) {
  Bench *bench = context;
  Arena *arena = &bench->checked.arena;
  const Model *model = bench->checked.model;
  bench->store = store_open(arena, model, text_from(database()), STORE_READ,
                            &bench->checked.diags);
  Store *other = store_open(arena, model, text_from(database()), STORE_WRITE,
                            &bench->checked.diags);
  store_begin(other);
  if (bench->by_sqlite)
    scan_by_sqlite(other);
  for (size_t i = 0; i < model->records.count; i++)
    compare_windows(bench, other, model->records.items[i]);
  assert_true(text_equal(store_data_hash(other, arena), store_data_hash(bench->store, arena)));
  store_rollback(other);
  store_close(other);
  store_close(bench->store);
}

static void check_and_compare(void *context) {
  Bench *bench = context;
  check_now(&bench->checked, rules);
  if (codes_of(&bench->checked)[0])
    memory_stop(&bench->checked.memory);
  Model *model = bench->checked.model;
  for (size_t i = 0; i < model->records.count; i++)
    for (size_t j = 0; j < model->records.items[i]->count; j++)
      model->records.items[i]->fields[j].used = true;
  compare_all(bench);
}

static void print_messages(const Diags *diags) {
  for (size_t i = 0; i < diags->list.count; i++)
    print_message("%s %.*s\n", diag_code_text(diags->list.items[i]->code),
                  TEXT_PRINT(diags->list.items[i]->message));
}

static void compare_by(size_t window, unsigned threads, bool by_sqlite) {
  Bench bench = { .window = window, .threads = threads, .by_sqlite = by_sqlite,
                  .checked = { .files = NULL } };
  start(&bench.checked);
  if (!memory_guard(&bench.checked.memory, check_and_compare, &bench)) {
    print_messages(&bench.checked.diags);
    fail_msg("the work was left: %d", bench.checked.memory.failure);
  }
  finish(&bench.checked);
}

static void compare(size_t window, unsigned threads) {
  compare_by(window, threads, false);
}

static void compare_windows_of_all_sizes(void) {
  static const size_t windows[] = { 0, 1, 7, 1024 };
  for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
    compare(windows[i], 1);
  compare(7, 2);
  compare_by(1024, 1, true);
}

/* ---- tables ------------------------------------------------------------------------------ */

#define THINGS "CREATE TABLE thing (id INTEGER PRIMARY KEY, " CELLS ");"
#define NAMED "CREATE TABLE named (name, amount, share);"
#define DOUBLES "CREATE TABLE double (code, number, amount);" RELATED
#define RELATED "CREATE TABLE place (id INTEGER PRIMARY KEY, called, amount);" \
  "CREATE TABLE person (id INTEGER PRIMARY KEY, boss, home, likes);" \
  "CREATE TABLE project (id INTEGER PRIMARY KEY, place, head, named, amount);" \
  "CREATE TABLE part (id INTEGER PRIMARY KEY, project INTEGER, amount);" \
  "CREATE TABLE member (project INTEGER, person INTEGER);" \
  "CREATE TABLE visit (project, place); CREATE INDEX v ON visit (project);" \
  "CREATE TABLE titled (title, place); CREATE TABLE seen (titled TEXT, place);"

static void every_kind_of_cell_is_read_alike(void **state) {
  (void)state;
  make_database(THINGS NAMED DOUBLES, 600, 3, 300);
  compare_windows_of_all_sizes();
}

static void a_large_table_is_read_alike(void **state) {
  (void)state;
  make_database(THINGS NAMED DOUBLES, 20000, 0, 1);
  compare(65536, 2);
  compare_by(1000, 2, true);
}

static void a_table_with_holes_is_read_alike(void **state) {
  (void)state;
  make_database(THINGS NAMED DOUBLES, 20000, 30, 1);
  compare_by(0, 2, true);
  compare(1000, 2);
}

/* Long texts fill a batch before its rows do, also in the midst of a range of keys. */
static void long_texts_are_read_alike(void **state) {
  (void)state;
  make_database(THINGS NAMED DOUBLES
                "WITH RECURSIVE n(i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n WHERE i < 9100)"
                " INSERT INTO thing (id, called) SELECT i, replace(hex(zeroblob(750)), '0', 'x') ||"
                " i % 7 FROM n;", 0, 0, 0);
  compare(0, 1);
  compare(1000, 2);
}

/* Also where one of them is the last of a batch. */
static void keys_of_several_records_are_told_alike(void **state) {
  (void)state;
  make_database(THINGS NAMED DOUBLES
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
                " INSERT INTO named SELECT printf('k%05d', i / 2), i, 0.5 FROM n;", 0, 0, 0);
  compare(0, 1);
  compare(4096, 1);
}

static void keys_far_apart_are_read_alike(void **state) {
  (void)state;
  make_database(THINGS NAMED DOUBLES "INSERT INTO thing (id) VALUES (-9223372036854775808),"
                " (9223372036854775807), (4611686018427387904);", 3000, 1000, 10);
  compare(0, 1);
  compare(1024, 2);
}

static void tables_of_others_are_read_alike(void **state) {
  (void)state;
  static const char *const schemas[] = {
    "CREATE TABLE thing (id INTEGER, " CELLS ");" NAMED DOUBLES,
    "CREATE TABLE thing (id TEXT, " CELLS ");" NAMED DOUBLES,
    "CREATE TABLE thing (id INT PRIMARY KEY, " CELLS ") WITHOUT ROWID;"
    "CREATE TABLE named (name TEXT COLLATE NOCASE, amount, share); CREATE INDEX n ON named (name);"
    DOUBLES,
    "CREATE TABLE thing (id INTEGER PRIMARY KEY DESC, " CELLS ");"
    "CREATE TABLE named (name TEXT, amount, share); CREATE INDEX n ON named (name);"
    "CREATE TABLE double (code, number, amount); CREATE INDEX d ON double (code, number, amount);"
    RELATED,
    "CREATE TABLE base (id INTEGER PRIMARY KEY, " CELLS ");"
    "CREATE VIEW thing AS SELECT * FROM base;"
    "CREATE TRIGGER t INSTEAD OF INSERT ON thing BEGIN INSERT INTO base VALUES (new.id, new.amount,"
    " new.large, new.number, new.share, new.factor, new.received, new.sent, new.lasts, new.called,"
    " new.kind, new.decided, new.ready, new.open); END;" NAMED DOUBLES,
    "PRAGMA encoding = 'UTF-16';" THINGS NAMED DOUBLES,
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, amount, large, number, share, factor, received,"
    " sent, lasts, called TEXT COLLATE NOCASE, kind, decided, ready, open,"
    " twice INTEGER AS (id * 2) STORED); CREATE INDEX i ON thing (called, id);" NAMED DOUBLES,
    "PRAGMA page_size = 512;" THINGS NAMED DOUBLES,
    "PRAGMA auto_vacuum = FULL;" THINGS NAMED DOUBLES,
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, amount REAL, large DOUBLE PRECISION, number"
    " FLOATING POINT, share \"real\", factor FLOAT, received TEXT, sent NUMERIC, lasts BLOB,"
    " called CHARACTER(5), kind, decided VARCHAR(5), ready REAL, open BOOLEAN);" NAMED DOUBLES,
    "CREATE TABLE thing (open DEFAULT 1, id INTEGER PRIMARY KEY, amount, large, number, share,"
    " factor, sent, lasts, called, kind, decided, ready);"
    "INSERT INTO thing (id, amount) VALUES (7000, 100);"
    "ALTER TABLE thing ADD COLUMN received DEFAULT '2026-01-31';" NAMED DOUBLES,
  };
  for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
    make_database(schemas[i], 200, 2, 100);
    compare_windows_of_all_sizes();
  }
}

static void an_empty_table_has_no_windows(void **state) {
  (void)state;
  make_database(THINGS NAMED DOUBLES, 0, 0, 0);
  compare_windows_of_all_sizes();
}

static int remove_database(void **state) {
  (void)state;
  unlink(database());
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_kind_of_cell_is_read_alike),
    cmocka_unit_test(a_large_table_is_read_alike),
    cmocka_unit_test(a_table_with_holes_is_read_alike),
    cmocka_unit_test(long_texts_are_read_alike),
    cmocka_unit_test(keys_of_several_records_are_told_alike),
    cmocka_unit_test(keys_far_apart_are_read_alike),
    cmocka_unit_test(tables_of_others_are_read_alike),
    cmocka_unit_test(an_empty_table_has_no_windows),
  };
  return cmocka_run_group_tests(tests, NULL, remove_database);
}
