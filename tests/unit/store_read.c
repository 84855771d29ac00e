/* Reading records: cells, references, lists, order, faults. */
#include "store_model.h"

#include "base/sha256.h"

#include <sqlite3.h>

#define DATABASE database_path()

/* A database made by somebody else's SQL. */
static void make_database(const char *sql) {
  sqlite3 *connection;
  char *message = NULL;
  unlink(DATABASE);
  assert_int_equal(sqlite3_open(DATABASE, &connection), SQLITE_OK);
  sqlite3_exec(connection, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  if (sqlite3_exec(connection, sql, NULL, NULL, &message) != SQLITE_OK)
    fail_msg("%s", message);
  sqlite3_close(connection);
}

#define ORGANISATIONS \
  "CREATE TABLE organisation (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, owned_share, parent);"
#define APPLICATIONS \
  "CREATE TABLE application (id INTEGER PRIMARY KEY, title TEXT, amount, received, focus," \
  " benefit, budget);"
#define ITEMS "CREATE TABLE item (id INTEGER PRIMARY KEY, application INTEGER, cost INTEGER);"
#define LINKS \
  "CREATE TABLE applicant (application INTEGER, organisation INTEGER," \
  " PRIMARY KEY (application, organisation)) WITHOUT ROWID;"

static const Record *record_at(World *world, const RecordType *type, size_t index) {
  StoreReader *reader = store_read(world->store, type);
  const Record *record = store_next(reader, &world->arena);
  while (record && index-- > 0)
    record = store_next(reader, &world->arena);
  store_read_end(reader);
  return record;
}

static const Record *application_at(World *world, size_t index) {
  return record_at(world, &world->tables.application, index);
}

static const char *plain(World *world, const Record *record, size_t field) {
  Text text = value_plain(&world->arena, record->fields[field]);
  return arena_text(&world->arena, text).bytes;
}

static void expect_fault(const Record *record, size_t index, const char *field, const char *cell,
                         const char *words) {
  assert_non_null(record);
  assert_true(record->faults.count > index);
  const Fault *fault = &record->faults.items[index];
  if (field)
    assert_true(text_is(fault->field->name, field));
  assert_true(text_is(fault->cell, cell));
  if (text_find(fault->reason, text_from(words), 0) > fault->reason.length)
    fail_msg("\"%.*s\" does not say \"%s\"", TEXT_PRINT(fault->reason), words);
}

/* ---- V1: known, unknown, none ---- */

static void read_cells(World *world) {
  make_database(ORGANISATIONS APPLICATIONS ITEMS LINKS
                "INSERT INTO organisation VALUES (1, 'Nämnden', 'Nämnd', '50.01', NULL),"
                " (2, 'Bolaget', 'company', 33.3, 1);"
                "INSERT INTO application VALUES"
                " (2, 'Två', 100000001, '2026-02-28', 'staffing', 'ja', 1.5),"
                " (1, '', NULL, '', NULL, NULL, NULL);"
                "INSERT INTO applicant VALUES (2, 2), (2, 1);"
                "INSERT INTO item VALUES (7, 2, 5), (3, 2, 4), (9, NULL, 4);");
  world_open(world, DATABASE, STORE_READ);
  store_begin(world->store);
  assert_true(store_check_tables(world->store, &world->tables.application));
  const Record *first = application_at(world, 0);
  assert_int_equal(first->faults.count, 0);
  assert_string_equal(plain(world, first, 0), "1");
  assert_int_equal(first->fields[1].state, VALUE_UNKNOWN);
  assert_int_equal(first->fields[2].state, VALUE_UNKNOWN);   /* no applicant */
  assert_int_equal(first->fields[3].state, VALUE_UNKNOWN);
  assert_int_equal(first->fields[4].state, VALUE_UNKNOWN);
  assert_int_equal(first->fields[7].state, VALUE_KNOWN);     /* optional: the empty list */
  assert_int_equal(first->fields[8].state, VALUE_NONE);
  const Record *second = application_at(world, 1);
  assert_int_equal(second->faults.count, 0);
  assert_string_equal(plain(world, second, 3), "100000001");
  assert_string_equal(plain(world, second, 4), "2026-02-28");
  assert_string_equal(plain(world, second, 5), "staffing");
  assert_string_equal(plain(world, second, 6), "yes");
  assert_string_equal(plain(world, second, 8), "150000");    /* 1.5 tkr in öre */
  assert_string_equal(plain(world, second, 2), "1,2");
  assert_string_equal(plain(world, second, 7), "3,7");
  const Record *company = second->fields[2].as.list.items[1].as.record;
  assert_string_equal(plain(world, company, 3), "0.333");
  assert_true(text_is(company->fields[4].as.record->fields[1].as.text, "Nämnden"));
  assert_string_equal(plain(world, company->fields[4].as.record, 2), "committee");
  const Record *item = second->fields[7].as.list.items[0].as.record;
  assert_true(value_same(item->fields[1], value_record(second)));   /* leads back */
  assert_null(application_at(world, 2));
  assert_int_equal(store_count(world->store, &world->tables.application), 2);
  store_commit(world->store);
}

static void cells_are_known_unknown_or_none(void **state) {
  (void)state;
  world_run(read_cells);
}

/* ---- V6: what is no value ---- */

typedef struct { const char *column, *cell, *said, *reason; } BadCell;

static void read_bad_cells(World *world) {
  static const BadCell cells[] = {
    { "amount", "'en miljon'", "en miljon", "is not an amount" },
    { "amount", "100.5", "100.5", "is not a whole number of minor units" },
    { "amount", "'1 000'", "1 000", "is not an amount" },
    { "amount", "'1e3'", "1e3", "is not an amount" },
    { "amount", "'+1'", "+1", "is not an amount" },
    { "amount", "90000000000000001", "90000000000000001", "is larger than any amount" },
    { "amount", "9e999", "infinity", "is not an amount" },
    { "amount", "x'00ff'", "x'00ff'", "is not a value of its type" },
    { "received", "'2026-02-30'", "2026-02-30", "is not a date" },
    { "received", "'2026-1-31'", "2026-1-31", "is not a date" },
    { "received", "20260131", "20260131", "is not a date" },
    { "received", "' 2026-01-31'", " 2026-01-31", "is not a date" },
    { "focus", "'Staffing'", "Staffing", "is not in the codelist focus_area" },
    { "benefit", "'yes '", "yes ", "is neither yes nor no" },
    { "benefit", "2", "2", "is neither yes nor no" },
    { "budget", "'1,5'", "1,5", "is not an amount" },
    { "budget", "'0.000001'", "0.000001", "is finer than the smallest amount" },
  };
  for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
    char sql[1024];
    snprintf(sql, sizeof sql, ORGANISATIONS APPLICATIONS ITEMS LINKS
             "INSERT INTO application (id, %s) VALUES (1, %s)", cells[i].column, cells[i].cell);
    make_database(sql);
    world_open(world, DATABASE, STORE_READ);
    const Record *record = application_at(world, 0);
    expect_fault(record, 0, cells[i].column, cells[i].said, cells[i].reason);
    assert_int_equal(record->faults.count, 1);
    store_close(world->store);
    world->store = NULL;
  }
}

static void a_bad_cell_makes_the_record_invalid(void **state) {
  (void)state;
  world_run(read_bad_cells);
}

static void read_good_cells(World *world) {
  static const struct { const char *column, *cell; size_t field; const char *plain; } cells[] = {
    { "amount", "'-5'", 3, "-5" },          { "amount", "'100.00'", 3, "100" },
    { "amount", "100.0", 3, "100" },        { "amount", "9e16", 3, "90000000000000000" },
    { "benefit", "1", 6, "yes" },           { "benefit", "0.0", 6, "no" },
    { "benefit", "'nej'", 6, "no" },        { "benefit", "'1'", 6, "yes" },
    { "budget", "0.1", 8, "10000" },        { "budget", "'-12.34'", 8, "-1234000" },
    { "title", "12", 1, "12" },             { "title", "0.1", 1, "0.1" },
    { "title", "1e21", 1, "12" },           { "title", "'A' || char(776)", 1, "Ä" },
  };
  for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
    char sql[1024];
    bool long_number = strcmp(cells[i].cell, "1e21") == 0;
    snprintf(sql, sizeof sql,
             "CREATE TABLE application (id INTEGER PRIMARY KEY, title, amount, received, focus,"
             " benefit, budget);" ORGANISATIONS ITEMS LINKS
             "INSERT INTO application (id, %s) VALUES (1, %s)", cells[i].column, cells[i].cell);
    make_database(sql);
    world_open(world, DATABASE, STORE_READ);
    const Record *record = application_at(world, 0);
    assert_int_equal(record->faults.count, 0);
    assert_string_equal(plain(world, record, cells[i].field),
                        long_number ? "1000000000000000000000" : cells[i].plain);
    store_close(world->store);
    world->store = NULL;
  }
}

static void cells_are_read_by_their_decimal_form(void **state) {
  (void)state;
  world_run(read_good_cells);
}

/* ---- V3, V6: references ---- */

static void read_references(World *world) {
  make_database(ORGANISATIONS APPLICATIONS ITEMS LINKS
                "INSERT INTO organisation VALUES (1, 'A', 'board', NULL, 77),"
                " (2, 'B', 'board', NULL, 'x'), (3, 'C', 'board', NULL, 1),"
                " (4, 'D', 'board', NULL, 5), (5, 'E', 'board', NULL, 4),"
                " (6, 'F', 'oops', NULL, 7), (7, 'G', 'board', NULL, 6);"
                "INSERT INTO application (id) VALUES (1), (2), (3), (4);"
                "INSERT INTO applicant VALUES (1, 3), (2, 99), (3, 4), (4, 7);");
  world_open(world, DATABASE, STORE_READ);
  const RecordType *organisation = &world->tables.organisation;
  expect_fault(record_at(world, organisation, 0), 0, "parent", "77",
               "is the key of no organisation");
  expect_fault(record_at(world, organisation, 1), 0, "parent", "x", "is not a whole number");
  expect_fault(record_at(world, organisation, 2), 0, "parent", "1", "is an invalid organisation");
  assert_int_equal(record_at(world, organisation, 3)->faults.count, 0);   /* a circle is fine */
  expect_fault(record_at(world, organisation, 6), 0, "parent", "6", "is an invalid organisation");
  expect_fault(application_at(world, 0), 0, "applicants", "3", "is an invalid organisation");
  expect_fault(application_at(world, 1), 0, "applicants", "99", "is the key of no organisation");
  const Record *third = application_at(world, 2);
  assert_int_equal(third->faults.count, 0);
  const Record *fourth = third->fields[2].as.list.items[0].as.record;
  assert_ptr_equal(fourth->fields[4].as.record->fields[4].as.record, fourth);
  expect_fault(application_at(world, 3), 0, "applicants", "7", "is an invalid organisation");
}

static void a_reference_to_nothing_or_to_the_invalid_is_a_fault(void **state) {
  (void)state;
  world_run(read_references);
}

/* ---- V7: keys ---- */

static void read_double_keys(World *world) {
  world->tables.organisation_fields[0].type.kind = TYPE_TEXT;
  make_database("CREATE TABLE organisation (id, name, kind, owned_share, parent);"
                "INSERT INTO organisation (id) VALUES ('B'), ('A' || char(778)), (NULL), ('Å'),"
                " (3);");
  world_open(world, DATABASE, STORE_READ);
  const RecordType *organisation = &world->tables.organisation;
  expect_fault(record_at(world, organisation, 0), 0, "id", "", "is empty");
  assert_string_equal(plain(world, record_at(world, organisation, 1), 0), "3");
  assert_string_equal(plain(world, record_at(world, organisation, 2), 0), "B");
  expect_fault(record_at(world, organisation, 3), 0, NULL, "Å", "is the key of several records");
  expect_fault(record_at(world, organisation, 4), 0, NULL, "Å", "is the key of several records");
  expect_fault(store_find(world->store, organisation, TEXT("Å"), &world->arena), 0, NULL, "Å",
               "is the key of several records");
  assert_int_equal(store_find(world->store, organisation, TEXT("B"), &world->arena)->faults.count,
                   0);
  assert_null(store_find(world->store, organisation, TEXT("C"), &world->arena));
}

static void two_records_with_one_key_are_both_invalid(void **state) {
  (void)state;
  world_run(read_double_keys);
}

static void read_text_integers(World *world) {
  make_database("CREATE TABLE organisation (id TEXT, name TEXT, kind TEXT, owned_share, parent"
                " TEXT);"
                "INSERT INTO organisation (id, parent) VALUES ('10', '9'), ('9', '10'), ('x',"
                " NULL);"
                APPLICATIONS ITEMS
                "CREATE TABLE applicant (application TEXT, organisation TEXT);"
                "INSERT INTO application (id) VALUES (1);"
                "INSERT INTO applicant VALUES ('1', '10'), ('1', '9'), ('1', '9');");
  world_open(world, DATABASE, STORE_READ);
  const RecordType *organisation = &world->tables.organisation;
  assert_string_equal(plain(world, record_at(world, organisation, 0), 0), "9");
  assert_string_equal(plain(world, record_at(world, organisation, 1), 0), "10");
  expect_fault(record_at(world, organisation, 2), 0, "id", "x", "is not a whole number");
  assert_string_equal(plain(world, application_at(world, 0), 2), "9,10");
  assert_string_equal(plain(world, application_at(world, 0)->fields[2].as.list.items[0].as.record,
                            4),
                      "10");
}

static void integers_in_text_columns_are_ordered_by_value(void **state) {
  (void)state;
  world_run(read_text_integers);
}

/* ---- tables too large to keep ---- */

enum { MANY = 20000 };   /* more than are kept in memory */

static void make_many(const char *organisation, const char *key) {
  char sql[4096];
  snprintf(sql, sizeof sql,
           "%s" APPLICATIONS LINKS "CREATE TABLE item (id INTEGER PRIMARY KEY, application, cost);"
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
           " INSERT INTO organisation (id, name, kind, parent)"
           " SELECT %s, 'N' || i, 'board', CASE WHEN i %% 10 = 0 THEN i - 9 ELSE i + 1 END FROM n;"
           "UPDATE organisation SET kind = 'oops' WHERE name = 'N25';"
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
           " INSERT INTO application (id) SELECT i FROM n;"
           "INSERT INTO applicant VALUES (1, 14), (1, 12), (2, 14), (3, 21);"
           "INSERT INTO item SELECT id + 100, 1, 5 FROM organisation;",
           organisation, MANY, key, MANY);
  make_database(sql);
}

static void check_many(World *world) {
  world_open(world, DATABASE, STORE_READ);
  const Record *first = application_at(world, 0);
  assert_int_equal(first->faults.count, 0);
  assert_string_equal(plain(world, first, 2), "12,14");
  const Record *twelve = first->fields[2].as.list.items[0].as.record;
  const Record *thirteen = twelve->fields[4].as.record;
  assert_ptr_equal(thirteen->fields[4].as.record, first->fields[2].as.list.items[1].as.record);
  assert_int_equal(first->fields[7].as.list.count, MANY);
  const Record *item = first->fields[7].as.list.items[MANY - 1].as.record;
  assert_ptr_equal(item->fields[1].as.record, first);
  assert_int_equal(application_at(world, 1)->faults.count, 0);
  expect_fault(application_at(world, 2), 0, "applicants", "21", "is an invalid organisation");
  const Record *found = store_find(world->store, &world->tables.organisation, TEXT("19999"),
                                   &world->arena);
  assert_string_equal(plain(world, found, 0), "19999");
  store_close(world->store);
  world->store = NULL;
}

static void read_many(World *world) {
  make_many(ORGANISATIONS, "i");
  check_many(world);
  make_many("CREATE TABLE organisation (id TEXT, name TEXT, kind TEXT, owned_share, parent);",
            "i || '.0'");
  check_many(world);
  make_many("CREATE TABLE org (id TEXT, name TEXT, kind TEXT, owned_share, parent INTEGER);"
            "CREATE VIEW organisation AS SELECT * FROM org;"
            "CREATE TRIGGER make INSTEAD OF INSERT ON organisation BEGIN INSERT INTO org VALUES"
            " (new.id, new.name, new.kind, new.owned_share, new.parent); END;"
            "CREATE TRIGGER change INSTEAD OF UPDATE ON organisation BEGIN UPDATE org SET"
            " kind = new.kind WHERE id = old.id; END;",
            "i");
  check_many(world);
}

static void large_tables_are_read_where_they_are(void **state) {
  (void)state;
  world_run(read_many);
}

/* ---- keys of several fields, siblings ---- */

static void read_composite(World *world) {
  world->tables.organisation_fields[1].key = true;
  world->tables.organisation_fields[4].used = false;
  world->tables.organisation.key_count = 2;
  make_database(ORGANISATIONS);
  make_database("CREATE TABLE organisation (id INTEGER, name TEXT, kind TEXT, owned_share);"
                "INSERT INTO organisation (id, name) VALUES (10, 'b'), (9, 'x'), (10, 'a,c'),"
                " (10, 'b'), (10, NULL);");
  world_open(world, DATABASE, STORE_READ);
  const RecordType *organisation = &world->tables.organisation;
  static const char *const keys[] = { "9,x", "10,", "10,a\\,c", "10,b", "10,b" };
  static const size_t faults[] = { 0, 1, 0, 1, 1 };
  for (size_t i = 0; i < 5; i++) {
    const Record *record = record_at(world, organisation, i);
    assert_true(text_is(record_key_text(&world->arena, record), keys[i]));
    assert_int_equal(record->faults.count, faults[i]);
  }
  const Record *found = store_find(world->store, organisation, TEXT("10,a\\,c"), &world->arena);
  assert_string_equal(plain(world, found, 1), "a,c");
  assert_null(store_find(world->store, organisation, TEXT("10"), &world->arena));
  assert_null(store_find(world->store, organisation, TEXT("10,b,c"), &world->arena));
}

static void keys_may_have_several_fields(void **state) {
  (void)state;
  world_run(read_composite);
}

static void read_siblings(World *world) {
  world->tables.element_item.record = &world->tables.application;
  world->tables.application_fields[7].by = TEXT("focus");
  make_database(ORGANISATIONS APPLICATIONS LINKS
                "INSERT INTO application (id, focus) VALUES (1, 'other'), (2, 'staffing'),"
                " (3, 'other'), (4, NULL);");
  world_open(world, DATABASE, STORE_READ);
  assert_string_equal(plain(world, application_at(world, 0), 7), "1,3");
  assert_string_equal(plain(world, application_at(world, 1), 7), "2");
  assert_int_equal(application_at(world, 3)->fields[7].state, VALUE_UNKNOWN);
}

static void siblings_have_the_same_value(void **state) {
  (void)state;
  world_run(read_siblings);
}

static void read_all(World *world) {
  make_database(ORGANISATIONS APPLICATIONS ITEMS LINKS
                "INSERT INTO organisation (id, name) VALUES (2, 'b'), (1, 'a');");
  world_open(world, DATABASE, STORE_READ);
  const Record *const *records;
  size_t count;
  store_all(world->store, &world->tables.organisation, &records, &count);
  assert_int_equal(count, 2);
  assert_string_equal(plain(world, records[0], 1), "a");
  const Record *const *again;
  store_all(world->store, &world->tables.organisation, &again, &count);
  assert_ptr_equal(records, again);
}

static void all_records_are_kept_for_the_run(void **state) {
  (void)state;
  world_run(read_all);
}

/* ---- the hash of the data ---- */

static Text hash_of(World *world, const char *inserts) {
  char sql[2048];
  snprintf(sql, sizeof sql, ORGANISATIONS "CREATE TABLE application (id INTEGER, title, amount,"
           " received, focus, benefit, budget, note);" ITEMS LINKS "%s", inserts);
  make_database(sql);
  world_open(world, DATABASE, STORE_READ);
  StoreReader *reader = store_read(world->store, &world->tables.application);
  while (store_next(reader, &world->arena))
    continue;
  store_read_end(reader);
  Text hash = store_data_hash(world->store, &world->arena);
  store_close(world->store);
  world->store = NULL;
  return hash;
}

static void compare_hashes(World *world) {
  Text first = hash_of(world, "INSERT INTO application (id, title) VALUES (1, 'a'), (2, 'b'), (2,"
                              " 'a');"
                              "INSERT INTO organisation (id) VALUES (1), (2);"
                              "INSERT INTO applicant VALUES (1, 1), (2, 2), (1, 2);");
  Text shuffled = hash_of(world, "INSERT INTO application (id, title, note) VALUES (2, 'a', 'x'),"
                                 " (2, 'b', 'y'), (1, 'a', 'z');"
                                 "INSERT INTO organisation (id) VALUES (2), (1);"
                                 "INSERT INTO applicant VALUES (1, 2), (1, 1), (2, 2);");
  Text changed = hash_of(world, "INSERT INTO application (id, title) VALUES (1, 'a'), (2, 'b'),"
                                " (2, 'a');"
                                "INSERT INTO organisation (id) VALUES (1), (2);"
                                "INSERT INTO applicant VALUES (1, 1), (2, 2), (2, 1);");
  Text moved = hash_of(world, "INSERT INTO application (id, title) VALUES (1, 'a'), (2, 'b'), (2,"
                              " 'c');"
                              "INSERT INTO organisation (id) VALUES (1), (2);"
                              "INSERT INTO applicant VALUES (1, 1), (2, 2), (1, 2);");
  assert_int_equal(first.length, 64);
  assert_true(text_equal(first, shuffled));   /* the order of rows and what is not read */
  assert_false(text_equal(first, changed));
  assert_false(text_equal(first, moved));
}

static void the_data_hash_is_over_what_is_read(void **state) {
  (void)state;
  world_run(compare_hashes);
}

/* ---- the form that runs of before have ---- */

static Text line_of(World *world, const char *name, size_t rows, const char *cells) {
  return arena_format(&world->arena, "%s\t%zu\t%.*s\n", name, rows,
                      TEXT_PRINT(sha256_of(&world->arena, text_from(cells))));
}

static void tell_old_hash(World *world) {
  make_database(ORGANISATIONS APPLICATIONS ITEMS LINKS
                "INSERT INTO application VALUES (1, 'a' || char(9) || 'b', 5, '2026-01-31', NULL,"
                " 0.5, 2.0), (-2, 'c', NULL, NULL, NULL, NULL, NULL);"
                "INSERT INTO applicant VALUES (1, 7);");
  world_open(world, DATABASE, STORE_READ);
  assert_int_equal(store_count(world->store, &world->tables.application), 2);
  assert_non_null(application_at(world, 1));
  Text text = arena_format(
      &world->arena, "anslag-data-1\n%.*s%.*s%.*s%.*s",
      TEXT_PRINT(line_of(world, "applicant", 1, "1\t7\n")),
      TEXT_PRINT(line_of(world, "application", 2, "-2\tc\t\t\t\t\t\n"
                         "1\ta\\tb\t5\t2026-01-31\t\t0.5\t2\n")),
      TEXT_PRINT(line_of(world, "item", 0, "")), TEXT_PRINT(line_of(world, "organisation", 0, "")));
  Text old = sha256_of(&world->arena, text);
  assert_true(store_data_is(world->store, old));
  assert_true(store_data_is(world->store, store_data_hash(world->store, &world->arena)));
  assert_false(store_data_is(world->store, sha256_of(&world->arena, old)));
}

static void a_hash_of_before_is_known(void **state) {
  (void)state;
  world_run(tell_old_hash);
}

/* What one cell is, and what it is not: each has its own bytes. */
static void tell_cells_apart(World *world) {
  static const char *const cells[] = {
    "NULL", "''", "x''", "0", "1", "-1", "127", "128", "-128", "-129", "255", "256", "65536",
    "9223372036854775807", "-9223372036854775808", "0.5", "-0.5", "1e300", "9e999", "-9e999",
    "'1'", "x'31'", "'0'", "char(0)", "zeroblob(127)", "zeroblob(128)", "zeroblob(20000)",
    "replace(hex(zeroblob(64)), '0', 'x')", "substr(replace(hex(zeroblob(64)), '0', 'x'), 1, 127)",
  };
  enum { CELLS = sizeof cells / sizeof *cells };
  Text hashes[CELLS];
  for (size_t i = 0; i < CELLS; i++) {
    Text sql = arena_format(&world->arena, "INSERT INTO application (id, title) VALUES (1, %s);",
                            cells[i]);
    hashes[i] = hash_of(world, sql.bytes);
    for (size_t j = 0; j < i; j++)
      assert_false(text_equal(hashes[i], hashes[j]));
  }
  assert_true(text_equal(hashes[4], hash_of(world, "INSERT INTO application (id, title) VALUES"
                                                   " (1, 1.0);")));
}

static void cells_of_different_value_hash_differently(void **state) {
  (void)state;
  world_run(tell_cells_apart);
}

/* ---- what is missing ---- */

static void open_missing(World *world) { world_open(world, "no/such.db", STORE_READ); }
static void open_folder(World *world) { world_open(world, ".", STORE_WRITE); }

static void open_text(World *world) {
  FILE *file = fopen(DATABASE, "w");
  for (int i = 0; i < 100; i++)
    fputs("this is no database, but a text of some length\n", file);
  fclose(file);
  world_open(world, DATABASE, STORE_READ);
}

static void open_newer(World *world) {
  make_database("CREATE TABLE anslag_schema (version INTEGER); INSERT INTO anslag_schema VALUES"
                " (99)");
  world_open(world, DATABASE, STORE_READ);
}

static void read_missing(World *world) { application_at(world, 0); }

static void open_badly(World *world) {
  unlink(DATABASE);
  expect_stop(world, open_missing, DIAG_DATABASE_MISSING);
  expect_stop(world, open_folder, DIAG_DATABASE_MISSING);
  expect_stop(world, open_text, DIAG_DATABASE_CORRUPT);
  expect_stop(world, open_newer, DIAG_DATABASE_NEWER);
  world->store = NULL;
  make_database(ORGANISATIONS "CREATE TABLE applications (id);");
  world_open(world, DATABASE, STORE_READ);
  expect_stop(world, read_missing, DIAG_TABLE_MISSING);
  store_close(world->store);
  make_database(ORGANISATIONS LINKS ITEMS
                "CREATE TABLE application (id INTEGER PRIMARY KEY, title, amuont, received, focus,"
                " benefit, budget);");
  world_open(world, DATABASE, STORE_READ);
  expect_stop(world, read_missing, DIAG_TABLE_COLUMN_MISSING);
  assert_true(has_message(world, DIAG_TABLE_COLUMN_MISSING, "\"amount\""));
  store_close(world->store);
  make_database(ORGANISATIONS APPLICATIONS ITEMS "CREATE TABLE applicant (application, org);");
  world_open(world, DATABASE, STORE_READ);
  expect_stop(world, read_missing, DIAG_LINK_COLUMNS);
}

static void what_is_missing_has_its_own_message(void **state) {
  (void)state;
  world_run(open_badly);
}

static void begin_writing(World *world) { store_begin(world->store); }

static void meet_a_lock(World *world) {
  make_database(ORGANISATIONS);
  sqlite3 *other;
  assert_int_equal(sqlite3_open(DATABASE, &other), SQLITE_OK);
  assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
  static volatile int interrupt = 0;
  world->memory.interrupt = &interrupt;
  assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
  world_open(world, DATABASE, STORE_WRITE);
  assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
  expect_stop(world, begin_writing, DIAG_DATABASE_LOCKED);
  sqlite3_close(other);
}

static void a_locked_database_is_said_to_be_in_use(void **state) {
  (void)state;
  world_run(meet_a_lock);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cells_are_known_unknown_or_none),
    cmocka_unit_test(a_bad_cell_makes_the_record_invalid),
    cmocka_unit_test(cells_are_read_by_their_decimal_form),
    cmocka_unit_test(a_reference_to_nothing_or_to_the_invalid_is_a_fault),
    cmocka_unit_test(two_records_with_one_key_are_both_invalid),
    cmocka_unit_test(integers_in_text_columns_are_ordered_by_value),
    cmocka_unit_test(large_tables_are_read_where_they_are),
    cmocka_unit_test(keys_may_have_several_fields),
    cmocka_unit_test(siblings_have_the_same_value),
    cmocka_unit_test(all_records_are_kept_for_the_run),
    cmocka_unit_test(the_data_hash_is_over_what_is_read),
    cmocka_unit_test(a_hash_of_before_is_known),
    cmocka_unit_test(cells_of_different_value_hash_differently),
    cmocka_unit_test(what_is_missing_has_its_own_message),
    cmocka_unit_test(a_locked_database_is_said_to_be_in_use),
  };
  return cmocka_run_group_tests(tests, NULL, remove_database);
}
