/* Writing runs: tables, numbers, the chain; schema; what is read back. */
#include "store_model.h"

#include "base/sha256.h"

#include <sqlite3.h>

static void open_new(World *world) {
  unlink(database_path());
  world_open(world, database_path(), STORE_CREATE);
}

static void execute(const char *sql) {
  sqlite3 *connection;
  char *message = NULL;
  assert_int_equal(sqlite3_open(database_path(), &connection), SQLITE_OK);
  if (sqlite3_exec(connection, sql, NULL, NULL, &message) != SQLITE_OK)
    fail_msg("%s", message);
  sqlite3_close(connection);
}

typedef struct { World *world; Writer writer; size_t rows; } Answer;

static bool keep_row(void *context, const Text *cells, const bool *null, size_t count) {
  Answer *kept = context;
  for (size_t i = 0; i < count; i++)
    writer_print(&kept->writer, "%s%.*s", i ? "|" : kept->rows ? "\n" : "",
                 null[i] ? 4 : (int)cells[i].length, null[i] ? "NULL" : cells[i].bytes);
  kept->rows++;
  return kept->rows < 100;
}

static const char *answer(World *world, const char *sql) {
  Answer kept = { .world = world };
  writer_to_memory(&kept.writer, &world->arena);
  store_query(world->store, &world->arena, sql, keep_row, &kept);
  return writer_text(&kept.writer).bytes;
}

static Text write_run(World *world, const char *digest) {
  Store *store = world->store;
  store_begin(store);
  store_run_begin(store);
  store_write_rulebook(store, TEXT("abc"), TEXT("rules.anslag"), TEXT("guideline"));
  store_decision_begin(store, TEXT("stod"));
  const StoreFinding finding = { .rule = TEXT("focus"), .verdict = TEXT("fail"),
                                 .reason = TEXT("outside") };
  const StoreEnding fundable = { .outcome = TEXT("fundable"), .decider = TEXT("board"),
                                 .currency = TEXT("SEK"), .frame = TEXT("pool") };
  const StoreEnding invalid = { .outcome = TEXT("invalid"), .findings = &finding,
                                .finding_count = 1 };
  assert_int_equal(store_ending(store, &fundable), 0);
  assert_int_equal(store_ending(store, &invalid), 1);
  assert_int_equal(store_ending(store, &fundable), 0);
  store_write_deadline(store, 0, &(StoreDeadline){ .deadline = TEXT("report") });
  store_write_ended(store, &(StoreEnded){ .ending = 0, .key_is_number = true, .key = 1,
                                          .has_asked = true, .asked = 100, .has_granted = true,
                                          .granted = 100, .has_rank = true, .rank = 1 });
  store_write_ended(store, &(StoreEnded){ .ending = 1, .key_text = TEXT("1b") });
  store_write_value(store, 0, &(StoreValue){ TEXT("asked"), TEXT("100") });
  store_write_value(store, 0, &(StoreValue){ TEXT("again"), TEXT("") });
  store_decision_end(store);
  store_write_frame(store, &(StoreFrame){ .frame = TEXT("pool"), .has_limit = true,
                                          .amount_limit = 500, .drawn = 100, .remaining = 400 });
  StoreRun run = { .started = TEXT("2026-01-31T12:00:00Z"), .rules = TEXT("rules.anslag"),
                   .rules_hash = TEXT("abc"), .data_hash = TEXT("def"), .engine = TEXT("anslag 1"),
                   .settings = TEXT("{}"), .records = 2, .digest = text_from(digest) };
  Text hash = store_run_end(store, &world->arena, &run);
  store_commit(store);
  return hash;
}

static void write_runs(World *world) {
  open_new(world);
  assert_string_equal(answer(world, "SELECT 1"), "");      /* no run yet */
  Text first = write_run(world, "d1");
  char zeros[65];
  memset(zeros, '0', 64);
  zeros[64] = 0;
  Text lines = arena_format(&world->arena,
      "anslag-run-1\n1\n2026-01-31T12:00:00Z\nanslag 1\nabc\ndef\n\n{}\n2\nd1\n%s\n", zeros);
  assert_true(text_equal(first, sha256_of(&world->arena, lines)));
  Text second = write_run(world, "d2");
  lines = arena_format(&world->arena,
      "anslag-run-1\n2\n2026-01-31T12:00:00Z\nanslag 1\nabc\ndef\n\n{}\n2\nd2\n%.*s\n",
      TEXT_PRINT(first));
  assert_true(text_equal(second, sha256_of(&world->arena, lines)));
  assert_string_equal(answer(world, "SELECT run_id, previous_hash = (SELECT hash FROM anslag_run"
                                    " WHERE run_id = 1) FROM anslag_run WHERE run_id = ?1"), "2|1");
  assert_string_equal(answer(world, "SELECT * FROM anslag_decision WHERE run_id = ?1 AND outcome"
                                    " = 'fundable'"),
                      "2|stod|1|fundable|board|100|100|SEK|pool|1|NULL|NULL|NULL|NULL");
  assert_string_equal(answer(world, "SELECT * FROM anslag_frame WHERE run_id = ?1"),
                      "2|pool||500|0|100|400");
  assert_string_equal(answer(world, "SELECT * FROM anslag_deadline WHERE run_id = 1"),
                      "1|stod|1|report|NULL|NULL|NULL");
  assert_string_equal(answer(world, "SELECT count(*) FROM anslag_rulebook"), "1");
  assert_string_equal(answer(world, "SELECT group_concat(name) FROM"
                                    " pragma_table_info('anslag_run')"),
                      "run_id,started,rules,rules_hash,data_hash,engine,as_of,settings,records,"
                      "digest,previous_hash,hash");
}

static void runs_are_numbered_and_chained(void **state) {
  (void)state;
  world_run(write_runs);
}

static void roll_back(World *world) {
  open_new(world);
  write_run(world, "d1");
  store_begin(world->store);
  assert_int_equal(store_run_begin(world->store), 2);
  store_rollback(world->store);
  store_rollback(world->store);
  assert_string_equal(answer(world, "SELECT count(*) FROM anslag_run"), "1");
  write_run(world, "d2");
  assert_string_equal(answer(world, "SELECT max(run_id) FROM anslag_run"), "2");
}

static void a_run_rolled_back_leaves_nothing(void **state) {
  (void)state;
  world_run(roll_back);
}

static void begin_run(World *world) {
  store_begin(world->store);
  store_run_begin(world->store);
}

static void meet_other_tables(World *world) {
  open_new(world);
  execute("CREATE TABLE anslag_decision (id)");
  expect_stop(world, begin_run, DIAG_TABLE_SHAPE);
  store_rollback(world->store);
  execute("DROP TABLE anslag_decision; CREATE TABLE anslag_ended (id)");
  expect_stop(world, begin_run, DIAG_TABLE_SHAPE);
  store_close(world->store);
  world_open(world, database_path(), STORE_READ);
  expect_stop(world, begin_run, DIAG_DATABASE_READ_ONLY);
}

static void other_tables_and_read_only_files_are_refused(void **state) {
  (void)state;
  world_run(meet_other_tables);
}

static void read_decided(World *world) {
  open_new(world);
  StoreDecided *rows;
  assert_int_equal(store_decided(world->store, &world->arena, TEXT("stod"), &rows), 0);
  write_run(world, "d1");
  execute("CREATE TABLE anslag_decided (id INTEGER PRIMARY KEY, run_id, decision, record, outcome,"
          " granted, currency, decider, decided_on, reference, deviates, reason, recorded_at,"
          " replaces, previous_hash, hash);"
          "INSERT INTO anslag_decided (id, run_id, decision, record, outcome, granted, decider,"
          " decided_on, replaces, previous_hash, hash)"
          " SELECT 1, 1, 'stod', '1', 'fundable', 90, 'board', '2026-03-01', NULL, hash, 'h1'"
          " FROM anslag_run;"
          "INSERT INTO anslag_decided (id, run_id, decision, record, outcome, granted, decider,"
          " decided_on, replaces, previous_hash, hash)"
          " VALUES (2, 1, 'stod', '1', 'fundable', 80, 'board', '2026-02-01', 1, 'h1', 'h2')");
  assert_int_equal(store_decided(world->store, &world->arena, TEXT("stod"), &rows), 1);
  assert_true(rows[0].has_granted);
  assert_int_equal(rows[0].granted, 80);
  assert_true(text_is(rows[0].decided_on, "2026-02-01"));
  write_run(world, "d2");       /* carries on from the last decision */
  assert_string_equal(answer(world, "SELECT previous_hash FROM anslag_run WHERE run_id = ?1"),
                      "h2");
}

static void replaced_decisions_are_left_out(void **state) {
  (void)state;
  world_run(read_decided);
}

/* ---- schema ---- */

static void print_schema(World *world) {
  Writer writer;
  writer_to_memory(&writer, &world->arena);
  store_schema(&writer, &world->tables.model);
  assert_string_equal(writer_text(&writer).bytes,
    "CREATE TABLE IF NOT EXISTS \"organisation\" (\n"
    "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
    "  \"name\" TEXT,\n"
    "  \"kind\" TEXT,\n"
    "  \"owned_share\" TEXT,   -- %\n"
    "  \"parent\" INTEGER REFERENCES \"organisation\" (\"id\") DEFERRABLE INITIALLY DEFERRED\n"
    ");\n"
    "CREATE TABLE IF NOT EXISTS \"application\" (   -- Ansökan\n"
    "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
    "  \"title\" TEXT,\n"
    "  \"amount\" INTEGER,   -- Sökt belopp (minor units)\n"
    "  \"received\" TEXT,\n"
    "  \"focus\" TEXT,\n"
    "  \"benefit\" INTEGER,   -- 1 yes, 0 no\n"
    "  \"budget\" TEXT,   -- tkr\n"
    "  \"note\" TEXT\n"
    ");\n"
    "CREATE TABLE IF NOT EXISTS \"item\" (\n"
    "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
    "  \"application\" INTEGER REFERENCES \"application\" (\"id\") DEFERRABLE INITIALLY DEFERRED,\n"
    "  \"cost\" INTEGER   -- minor units\n"
    ");\n"
    "CREATE TABLE IF NOT EXISTS \"applicant\" (\n"
    "  \"application\" INTEGER NOT NULL REFERENCES \"application\" (\"id\") DEFERRABLE INITIALLY"
    " DEFERRED,\n"
    "  \"organisation\" INTEGER NOT NULL REFERENCES \"organisation\" (\"id\") DEFERRABLE"
    " INITIALLY DEFERRED,\n"
    "  PRIMARY KEY (\"application\", \"organisation\")\n"
    ") WITHOUT ROWID;\n");
}

static void the_schema_is_as_the_rules_say(void **state) {
  (void)state;
  world_run(print_schema);
}

static void compare_schema(World *world) {
  open_new(world);
  assert_false(store_compare_schema(world->store));
  assert_true(has_message(world, DIAG_SCHEMA_DIFFERS, "has no table \"application\""));
  diags_init(&world->diags, &world->arena, &world->sources);
  store_make_tables(world->store);
  assert_true(store_compare_schema(world->store));
  store_make_tables(world->store);
  execute("ALTER TABLE application RENAME COLUMN amount TO amuont;"
          "DROP TABLE applicant; CREATE TABLE applicant (application, x)");
  assert_false(store_compare_schema(world->store));
  assert_true(has_message(world, DIAG_SCHEMA_DIFFERS, "has no column \"amount\""));
  assert_true(has_message(world, DIAG_SCHEMA_DIFFERS, "has no column \"organisation\""));
  assert_int_equal(world->diags.errors, 2);
}

static void differences_from_the_rules_are_reported(void **state) {
  (void)state;
  world_run(compare_schema);
}

static void use_odd_names(World *world) {
  world->tables.organisation.table = TEXT("my \"table\"; DROP TABLE x --");
  world->tables.organisation_fields[1].column = TEXT("na\"me, select");
  world->tables.organisation_fields[0].column = TEXT("order");
  open_new(world);
  store_make_tables(world->store);
  assert_true(store_compare_schema(world->store));
  ImportOptions options = { .record = TEXT("organisation"), .path = TEXT("o.csv"),
                            .bytes = TEXT("id,name\n2,B\n1,A\n") };
  Writer account;
  writer_to_memory(&account, &world->arena);
  assert_int_equal(import_csv(world->store, &options, &account, &world->diags).inserted, 2);
  const Record *record = store_find(world->store, &world->tables.organisation, TEXT("2"),
                                    &world->arena);
  assert_true(text_is(record->fields[1].as.text, "B"));
}

static void odd_names_are_quoted(void **state) {
  (void)state;
  world_run(use_odd_names);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(runs_are_numbered_and_chained),
    cmocka_unit_test(a_run_rolled_back_leaves_nothing),
    cmocka_unit_test(other_tables_and_read_only_files_are_refused),
    cmocka_unit_test(replaced_decisions_are_left_out),
    cmocka_unit_test(the_schema_is_as_the_rules_say),
    cmocka_unit_test(differences_from_the_rules_are_reported),
    cmocka_unit_test(odd_names_are_quoted),
  };
  return cmocka_run_group_tests(tests, NULL, remove_database);
}
