/* Importing separated text: guesses, bad cells, keys, references, lists, changes. */
#include "store_model.h"

#include <sqlite3.h>

static Text read_file(World *world, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file)
    fail_msg("%s could not be read", path);
  char *bytes = arena_alloc(&world->arena, 1 << 20);
  size_t length = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return (Text){ bytes, length };
}

static void open_new(World *world) {
  unlink(database_path());
  world_open(world, database_path(), STORE_CREATE);
  store_make_tables(world->store);
}

static void start_again(World *world) {
  store_close(world->store);
  diags_init(&world->diags, &world->arena, &world->sources);
  open_new(world);
}

typedef struct { ImportResult result; Text account; } Imported;

static Imported import(World *world, const char *record, Text bytes, ImportKeep keep, bool update) {
  ImportOptions options = { .record = text_from(record), .path = TEXT("file.csv"), .bytes = bytes,
                            .keep = keep, .update = update };
  Writer account;
  writer_to_memory(&account, &world->arena);
  Imported imported = { .result = import_csv(world->store, &options, &account, &world->diags) };
  imported.account = writer_text(&account);
  return imported;
}

static Imported import_text(World *world, const char *record, const char *text) {
  return import(world, record, text_from(text), IMPORT_ALL_OR_NOTHING, false);
}

/* What a query of one cell answers, as text. */
static const char *answer(World *world, const char *sql) {
  sqlite3 *connection;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open_v2(database_path(), &connection, SQLITE_OPEN_READONLY, NULL),
                   SQLITE_OK);
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(connection));
  Text text = TEXT("(no row)");
  if (sqlite3_step(statement) == SQLITE_ROW) {
    const char *cell = (const char *)sqlite3_column_text(statement, 0);
    text = arena_text(&world->arena, cell ? text_from(cell) : TEXT("(null)"));
  }
  sqlite3_finalize(statement);
  sqlite3_close(connection);
  return text.bytes;
}

static void expect_says(Text text, const char *words) {
  if (text_find(text, text_from(words), 0) > text.length)
    fail_msg("\"%s\" is not in:\n%.*s", words, TEXT_PRINT(text));
}

/* ---- the acceptance files ---- */

#define ACCEPTANCE "tests/acceptance/omstallning/"

static void import_acceptance(World *world) {
  open_new(world);
  Imported read = import(world, "organisation", read_file(world, ACCEPTANCE "organisation.csv"),
                         IMPORT_KEEP_BAD, false);
  assert_int_equal(read.result.bad_cells, 2);   /* kinds that this codelist does not have */
  diags_init(&world->diags, &world->arena, &world->sources);
  read = import(world, "application", read_file(world, ACCEPTANCE "application.csv"),
                IMPORT_KEEP_BAD, false);
  assert_int_equal(read.result.rows, 303);
  assert_int_equal(read.result.inserted, 303);
  assert_true(has_message(world, DIAG_BAD_CELL,
                          "line 38, column \"received\": \"2026-02-30\" is not a date"));
  assert_true(has_message(world, DIAG_BAD_CELL,
                          "line 40, column \"amount\": \"en miljon\" is not an amount"));
  expect_says(read.account, "file.csv: 303 rows, read as UTF-8, separator comma, decimal point");
  assert_string_equal(answer(world, "SELECT amount FROM application WHERE id = 2"), "100000001");
  assert_string_equal(answer(world, "SELECT typeof(amount) FROM application WHERE id = 2"),
                      "integer");
  assert_string_equal(answer(world, "SELECT title FROM application WHERE id = 42"),
                      "Citattecken \"och\", komma; semikolon");
  assert_string_equal(answer(world, "SELECT received FROM application WHERE id = 37"),
                      "2026-02-30");
  read = import(world, "applicant", read_file(world, ACCEPTANCE "applicant.csv"), IMPORT_KEEP_BAD,
                false);
  assert_int_equal(read.result.bad_cells, 0);
  assert_int_equal(read.result.inserted, read.result.rows);
  assert_string_equal(answer(world, "PRAGMA integrity_check"), "ok");
}

static void the_acceptance_files_are_read(void **state) {
  (void)state;
  world_run(import_acceptance);
}

/* ---- how files are written ---- */

typedef struct { const char *text; size_t length; const char *said; } Written;

static void import_written(World *world) {
#define WRITTEN(text, said) { text, sizeof text - 1, said }
  static const Written files[] = {
    WRITTEN("id,amount,title\n1,1234.5,\xc3\x85\n",
            "read as UTF-8, separator comma, decimal point"),
    WRITTEN("\xef\xbb\xbfid;amount;title\r\n1;1234,5;\xc3\x85\r\n",
            "read as UTF-8 with BOM, separator semicolon, decimal comma"),
    WRITTEN("id;amount;title\r1;1 234,50;A\xcc\x8a\r",
            "read as UTF-8, separator semicolon, decimal comma"),
    WRITTEN("id\tamount\ttitle\n1\t1\xc2\xa0" "234,5 kr\t\xc3\x85\n",
            "separator tab, decimal comma"),
    WRITTEN("ID;S\xf6kt belopp;Title\n1;1234,50;\xc5\n", "read as Windows-1252"),
    WRITTEN("sep=|\r\nid|amount|title\r\n1|1234.50|\xc3\x85\r\n",
            "separator bar (as the file says)"),
    WRITTEN("\"id\",\"Amount\",\"title\"\n\n\"1\",\"1234.5\",\"\xc3\x85\"\n,,\n", "1 row, "),
    WRITTEN("id,amount (tkr),title\n1,1.2345,\xc3\x85\n", "money SEK in tkr (the heading)"),
    WRITTEN("id,\"S\xc3\xb6kt belopp, mkr\",title\n1,0.0012345,\xc3\x85", "in mkr (the heading)"),
  };
  open_new(world);
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    start_again(world);
    Imported read = import(world, "Ansökan", (Text){ files[i].text, files[i].length },
                           IMPORT_ALL_OR_NOTHING, false);
    if (read.result.inserted != 1)
      print_messages(world);
    assert_int_equal(read.result.inserted, 1);
    expect_says(read.account, files[i].said);
    assert_string_equal(answer(world, "SELECT amount FROM application WHERE id = 1"), "123450");
    assert_string_equal(answer(world, "SELECT title FROM application WHERE id = 1"), "Å");
  }
}

static void encoding_separator_and_decimals_are_guessed(void **state) {
  (void)state;
  world_run(import_written);
}

/* ---- what can't be read ---- */

typedef struct { const char *record, *text; DiagCode code; const char *words; } Refused;

static void import_refused(World *world) {
  static const Refused files[] = {
    { "applicatoin", "id\n1\n", DIAG_IMPORT_TARGET, "applicatoin" },
    { "application", "", DIAG_FILE_EMPTY, "no heading" },
    { "application", "\n\n", DIAG_FILE_EMPTY, "no heading" },
    { "application", "title\nx\n", DIAG_KEY_COLUMN_MISSING, "\"id\", the key" },
    { "application", "id,ID\n1,1\n", DIAG_COLUMN_TWICE, "are both \"id\"" },
    { "application", "id,title\n1,a,b\n", DIAG_RAGGED_ROW, "line 2 has 3 cells" },
    { "application", "id,title\n1\n", DIAG_RAGGED_ROW, "line 2 has 1 cell," },
    { "application", "id,budget (kr)\n1,2\n", DIAG_UNIT_CONTRADICTS, "is in kr" },
    { "application", "id,title\n1,a\n1,b\n", DIAG_KEY_TWICE, "line 3" },
    { "application", "id,title\n,a\n", DIAG_KEY_EMPTY, "line 2 has no \"id\"" },
    { "application", "id,title\nx,a\n", DIAG_BAD_CELL, "\"x\" is not a whole number" },
    { "application", "id,amount\n1,100.001\n2,1.5\n", DIAG_BAD_CELL, "is finer than" },
    { "application", "id,amount\n1,100.001\n", DIAG_BAD_CELL, "may be thousands or decimals" },
    { "application", "id,amount\n1,1e5\n", DIAG_BAD_CELL, "\"1e5\" is not an amount" },
    { "application", "id,amount\n1,\"1,5\"\n2,1.5\n", DIAG_BAD_CELL, "has a comma" },
    { "application", "id,amount\n1,\"1,234\"\n", DIAG_BAD_CELL, "has a comma" },
    { "application", "id,amount\n1,12 34\n", DIAG_BAD_CELL, "\"12 34\" is not an amount" },
    { "application", "id,amount\n1,1000 000\n", DIAG_BAD_CELL, "is not an amount" },
    { "application", "id,focus\n1,stafing\n", DIAG_BAD_CELL, "is not in the codelist focus_area" },
    { "application", "id,benefit\n1,kanske\n", DIAG_BAD_CELL, "is neither yes nor no" },
    { "application", "id,title\n1,\"open\n2,b\n", DIAG_CSV_QUOTE, "not closed" },
    { "application", "id,title\n1,\"a\"b\n", DIAG_CSV_QUOTE, "between a closing quote" },
    { "application", "id,applicants\n1,7\n", DIAG_NO_SUCH_RECORD,
      "\"7\" is the key or name of no" },
    { "applicant", "application,organisation\n1,1\n", DIAG_NO_SUCH_RECORD, "no application" },
  };
  open_new(world);
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    start_again(world);
    Imported read = import_text(world, files[i].record, files[i].text);
    assert_int_equal(read.result.inserted, 0);
    if (!has_message(world, files[i].code, files[i].words)) {
      print_messages(world);
      fail_msg("%s: no message %s \"%s\"", files[i].text, diag_code_text(files[i].code),
               files[i].words);
    }
    assert_true(diags_exit_code(&world->diags) > 0);
    assert_string_equal(answer(world, "SELECT count(*) FROM application"), "0");
  }
}

static void what_cannot_be_read_is_named_and_nothing_written(void **state) {
  (void)state;
  world_run(import_refused);
}

static void import_limits(World *world) {
  open_new(world);
  Writer writer;
  writer_to_memory(&writer, &world->arena);
  writer_put(&writer, TEXT("id"));
  writer_repeat(&writer, TEXT(",x"), 1999);
  writer_put(&writer, TEXT("\n1"));
  writer_repeat(&writer, TEXT(",x"), 1999);
  Text columns = writer_text(&writer);
  assert_int_equal(import(world, "application", columns, IMPORT_ALL_OR_NOTHING,
                          false).result.inserted,
                   1);
  start_again(world);
  columns = arena_format(&world->arena, "%.*s,x", TEXT_PRINT(columns));
  import(world, "application", columns, IMPORT_ALL_OR_NOTHING, false);
  assert_int_equal(last_code(world), DIAG_CSV_COLUMN_LIMIT);
  assert_int_equal(diags_exit_code(&world->diags), 4);
  for (size_t over = 0; over < 2; over++) {
    start_again(world);
    writer_to_memory(&writer, &world->arena);
    writer_put(&writer, TEXT("id,title\n1,"));
    writer_repeat(&writer, TEXT("x"), 2 * 1024 * 1024 - 2 + over);
    Imported read = import(world, "application", writer_text(&writer), IMPORT_ALL_OR_NOTHING,
                           false);
    assert_int_equal(read.result.inserted, 1 - over);
    assert_int_equal(last_code(world) == DIAG_CSV_LINE_LIMIT, over);
  }
}

static void lines_and_columns_have_limits(void **state) {
  (void)state;
  world_run(import_limits);
}

/* ---- keeping some ---- */

static void import_kept(World *world) {
  static const char file[] = "id,amount,received,benefit\n"
                             "1,100,2026-01-01,yes\n"
                             "2,1e5,2026-01-01,yes\n"
                             "3,100,2026-02-30,2\n"
                             "4,12 34,,\n";
  open_new(world);
  Imported read = import(world, "application", text_from(file), IMPORT_KEEP_GOOD, false);
  assert_int_equal(read.result.inserted, 1);
  assert_int_equal(read.result.left_out, 3);
  assert_int_equal(read.result.bad_cells, 4);
  start_again(world);
  read = import(world, "application", text_from(file), IMPORT_KEEP_BAD, false);
  assert_int_equal(read.result.inserted, 4);
  assert_string_equal(answer(world, "SELECT CAST(amount AS TEXT) FROM application WHERE id = 2"),
                      "1e5");
  world->tables.application_fields[2].used = false;
  StoreReader *reader = store_read(world->store, &world->tables.application);
  static const size_t faults[] = { 0, 1, 2, 1 };
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(store_next(reader, &world->arena)->faults.count, faults[i]);
  store_read_end(reader);
}

static void bad_rows_may_be_left_out_or_kept_as_they_stand(void **state) {
  (void)state;
  world_run(import_kept);
}

/* ---- references and lists ---- */

static void import_references(World *world) {
  open_new(world);
  Imported read = import_text(world, "organisation",
                              "id,name,kind,owned_share,parent\n"
                              "1,Bolaget,company,\"50.01\",3\n"
                              "2,\"Psykiatri-, hj\xc3\xa4lp\",Nämnd,\"100 %\",1\n"
                              "3,Koncernen,company,,\n");
  assert_int_equal(read.result.inserted, 3);
  assert_string_equal(answer(world, "SELECT owned_share FROM organisation WHERE id = 1"), "50.01");
  assert_string_equal(answer(world, "SELECT kind FROM organisation WHERE id = 2"), "committee");
  read = import_text(world, "application",
                     "id;title;applicants\n"
                     "1;a;\"Bolaget; 2\"\n"
                     "2;b;Psykiatri-, hjälp\n"
                     "3;c;\n");
  assert_int_equal(read.result.inserted, 3);
  assert_string_equal(answer(world, "SELECT group_concat(organisation) FROM applicant WHERE"
                                    " application = 1"),
                      "1,2");
  assert_string_equal(answer(world, "SELECT group_concat(organisation) FROM applicant WHERE"
                                    " application = 2"),
                      "2");
  read = import_text(world, "item", "id,application,cost\n1,a,5\n2,2,6.5\n");
  assert_int_equal(read.result.inserted, 2);
  assert_string_equal(answer(world, "SELECT application || ' ' || cost FROM item WHERE id = 1"),
                      "1 500");
  start_again(world);
  import_text(world, "organisation", "id,name\n1,Same\n2,Same\n");
  read = import_text(world, "application", "id,applicants\n1,Same\n");
  assert_int_equal(last_code(world), DIAG_NAME_AMBIGUOUS);
  assert_int_equal(read.result.inserted, 0);
  diags_init(&world->diags, &world->arena, &world->sources);
  read = import(world, "application", TEXT("id,applicants\n1,1;77\n"), IMPORT_KEEP_BAD, false);
  assert_int_equal(read.result.inserted, 1);
  assert_string_equal(answer(world, "SELECT group_concat(organisation) FROM applicant"), "1,77");
}

/* A body's short name leads to the organisation of its title. */
static void import_bodies(World *world) {
  Body body = { .name = TEXT("board"), .title = TEXT("Regionstyrelsen") };
  LIST_ADD(&world->arena, &body.aliases, Text, TEXT("RS"));
  LIST_ADD(&world->arena, &world->tables.model.bodies, Body *, &body);
  open_new(world);
  import_text(world, "organisation", "id,name\n1,Regionstyrelsen\n");
  import_text(world, "application", "id,applicants\n1,RS\n2,board\n");
  assert_string_equal(answer(world, "SELECT count(*) FROM applicant WHERE organisation = 1"), "2");
}

static void bodies_are_found_by_alias(void **state) {
  (void)state;
  world_run(import_bodies);
}

static void references_are_found_by_key_or_name(void **state) {
  (void)state;
  world_run(import_references);
}

static void execute(const char *sql) {
  sqlite3 *connection;
  char *message = NULL;
  assert_int_equal(sqlite3_open(database_path(), &connection), SQLITE_OK);
  if (sqlite3_exec(connection, sql, NULL, NULL, &message) != SQLITE_OK)
    fail_msg("%s", message);
  sqlite3_close(connection);
}

/* The table has rules of its own: one broken at once, one when all is in, one that was
 * broken before and is no fault of this file. */
static void import_into_other(World *world) {
  unlink(database_path());
  execute("CREATE TABLE town (id INTEGER PRIMARY KEY);"
          "CREATE TABLE application (id INTEGER PRIMARY KEY, title TEXT CHECK (title <> 'x'),"
          " note INTEGER REFERENCES town (id) DEFERRABLE INITIALLY DEFERRED);"
          "INSERT INTO application VALUES (9, 'old', 77); INSERT INTO town VALUES (1);");
  world_open(world, database_path(), STORE_WRITE);
  Imported read = import_text(world, "application", "id,title,note\n1,a,1\n");
  assert_int_equal(read.result.inserted, 1);
  read = import_text(world, "application", "id,title,note\n2,x,1\n3,b,1\n");
  assert_true(has_message(world, DIAG_ROW_REFUSED, "line 2: the database refuses the row: CHECK"));
  assert_int_equal(read.result.inserted, 0);
  expect_says(read.account, "nothing was written");
  diags_init(&world->diags, &world->arena, &world->sources);
  read = import_text(world, "application", "id,title,note\n4,b,5\n");
  assert_int_equal(read.result.inserted, 0);
  assert_true(has_message(world, DIAG_CONSTRAINT,
                          "row 4 of table \"application\" refers to nothing"));
  assert_string_equal(answer(world, "SELECT group_concat(id) FROM application"), "1,9");
}

static void the_tables_own_rules_are_kept(void **state) {
  (void)state;
  world_run(import_into_other);
}

/* An export puts an apostrophe before what a spreadsheet would run; an import takes it away. */
static void import_formulas(World *world) {
  open_new(world);
  import_text(world, "application", "id,title\n1,'=1+1\n2,=1+1\n3,'n Beetje\n");
  assert_string_equal(answer(world, "SELECT group_concat(title, '|') FROM application"),
                      "=1+1|=1+1|'n Beetje");
}

static void guarded_formulas_are_the_text_they_were(void **state) {
  (void)state;
  world_run(import_formulas);
}

/* ---- changing ---- */

static void import_changes(World *world) {
  open_new(world);
  import_text(world, "organisation", "id,name\n1,A\n2,B\n");
  import_text(world, "application", "id,title,amount,applicants\n1,a,100,1\n2,b,200,2\n");
  Imported read = import_text(world, "application", "id,title\n1,x\n3,c\n");
  assert_int_equal(read.result.inserted, 0);
  assert_true(has_message(world, DIAG_KEY_EXISTS, "line 2"));
  assert_string_equal(answer(world, "SELECT group_concat(title) FROM application"), "a,b");
}

static void import_updates(World *world) {
  open_new(world);
  import_text(world, "organisation", "id,name\n1,A\n2,B\n");
  import_text(world, "application", "id,title,amount,applicants\n1,a,100,1\n2,b,200,2\n");
  Imported read = import(world, "application",
                         TEXT("id,amount,applicants\n1,150,1;2\n2,200,2\n3,300,\n"),
                         IMPORT_ALL_OR_NOTHING, true);
  assert_int_equal(read.result.inserted, 1);
  assert_int_equal(read.result.changed, 1);
  assert_int_equal(read.result.changed_values, 2);
  expect_says(read.account, "line 2, application 1: amount 100 kr → 150 kr");
  assert_string_equal(answer(world, "SELECT title || ' ' || amount FROM application WHERE id = 1"),
                      "a 15000");
  assert_string_equal(answer(world, "SELECT group_concat(organisation) FROM applicant WHERE"
                                    " application = 1"),
                      "1,2");
  assert_string_equal(answer(world, "SELECT record || '|' || key || '|' || field || '|' || old ||"
                                    " '|' || new"
                                    " || '|' || file || '|' || row FROM anslag_history"),
                      "application|1|amount|10000|15000|file.csv|2");
  assert_string_equal(answer(world, "SELECT old || ' ' || new FROM anslag_history WHERE field ="
                                    " 'applicants'"),
                      "1 1;2");
}

static void an_existing_key_is_an_error_without_update(void **state) {
  (void)state;
  world_run(import_changes);
}

static void an_update_keeps_what_was(void **state) {
  (void)state;
  world_run(import_updates);
}

static void import_dry(World *world) {
  open_new(world);
  ImportOptions options = { .record = TEXT("application"), .path = TEXT("file.csv"),
                            .bytes = TEXT("id,amount\n1,100\n2,-5.5\n"), .dry_run = true };
  Writer account;
  writer_to_memory(&account, &world->arena);
  ImportResult result = import_csv(world->store, &options, &account, &world->diags);
  assert_int_equal(result.inserted, 2);
  assert_string_equal(answer(world, "SELECT count(*) FROM application"), "0");
  expect_says(writer_text(&account), "nothing was written (a dry run); would be: 2 added");
  expect_says(writer_text(&account), "smallest -5.50 kr, largest 100 kr, sum 94.50 kr");
}

static void a_dry_run_says_the_same_and_writes_nothing(void **state) {
  (void)state;
  world_run(import_dry);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_acceptance_files_are_read),
    cmocka_unit_test(encoding_separator_and_decimals_are_guessed),
    cmocka_unit_test(what_cannot_be_read_is_named_and_nothing_written),
    cmocka_unit_test(lines_and_columns_have_limits),
    cmocka_unit_test(bad_rows_may_be_left_out_or_kept_as_they_stand),
    cmocka_unit_test(bodies_are_found_by_alias),
    cmocka_unit_test(references_are_found_by_key_or_name),
    cmocka_unit_test(the_tables_own_rules_are_kept),
    cmocka_unit_test(guarded_formulas_are_the_text_they_were),
    cmocka_unit_test(an_existing_key_is_an_error_without_update),
    cmocka_unit_test(an_update_keeps_what_was),
    cmocka_unit_test(a_dry_run_says_the_same_and_writes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, remove_database);
}
