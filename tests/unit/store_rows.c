/* Rows of runs: written one by one and all at once, found again, kept apart from run to run. */
#include "store_model.h"

#include "interp/store/ledger.h"

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

static int64_t number_of(const char *sql) {
  sqlite3 *connection;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(database_path(), &connection), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(connection, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  int64_t number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(connection);
  return number;
}

/* ---- a run --------------------------------------------------------------------------------- */

typedef struct {
  size_t   count;
  int64_t  first, step;         /* keys: first, first + step, … */
  uint32_t endings[2];
  size_t   asked;               /* rows asked for */
  bool     in_order;
} Rows;

static void give_row(void *context, size_t number, StoreEnded *ended) {
  Rows *rows = context;
  rows->in_order &= number == rows->asked++;
  *ended = (StoreEnded){ .ending = rows->endings[number % 2], .key_is_number = true,
                         .key = rows->first + (int64_t)number * rows->step, .has_asked = true,
                         .asked = (int64_t)number, .has_rank = number % 3 == 0,
                         .rank = (int64_t)number };
}

static void begin_run(World *world) {
  store_begin(world->store);
  store_run_begin(world->store);
}

static void end_run(World *world) {
  store_run_end(world->store, &world->arena, &(StoreRun){ .started = TEXT("now") });
  store_commit(world->store);
}

static void write_rows(World *world, Text decision, Rows *rows, bool at_once) {
  Store *store = world->store;
  store_decision_begin(store, decision);
  rows->asked = 0;
  rows->in_order = true;
  rows->endings[0] = store_ending(store, &(StoreEnding){ .outcome = TEXT("fundable") });
  rows->endings[1] = store_ending(store, &(StoreEnding){ .outcome = TEXT("rejected"),
                                                         .failed = TEXT("focus") });
  if (at_once) {
    store_write_all_ended(store, rows->count, give_row, rows);
    return;
  }
  for (size_t i = 0; i < rows->count; i++) {
    StoreEnded ended;
    give_row(rows, i, &ended);
    store_write_ended(store, &ended);
  }
}

static void write_both_ways(World *world) {
  Rows rows = { .count = 5000, .first = -20, .step = 3 };
  open_new(world);
  for (int way = 0; way < 2; way++) {
    begin_run(world);
    write_rows(world, TEXT("stod"), &rows, way == 1);
    assert_int_equal(rows.asked, rows.count);
    assert_true(rows.in_order);
    end_run(world);
  }
  assert_int_equal(number_of("SELECT count(*) FROM anslag_decision WHERE run_id = 2"), 5000);
  assert_int_equal(number_of("SELECT count(*) FROM (SELECT decision, record, outcome, failed,"
                             " asked, granted, rank FROM anslag_decision WHERE run_id = 1 EXCEPT"
                             " SELECT decision, record, outcome, failed, asked, granted, rank"
                             " FROM anslag_decision WHERE run_id = 2)"), 0);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_ending"), 4);   /* each run has its own */
  assert_int_equal(number_of("SELECT last - first FROM anslag_extent WHERE run_id = 2"), 4999);
}

static void all_at_once_is_as_one_by_one(void **state) {
  (void)state;
  world_run(write_both_ways);
}

static void write_none(World *world) {
  Rows rows = { .count = 0 }, one = { .count = 1, .first = 5 };
  open_new(world);
  begin_run(world);
  write_rows(world, TEXT("none"), &rows, true);
  write_rows(world, TEXT("one"), &one, true);
  write_rows(world, TEXT("none again"), &rows, false);
  end_run(world);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_extent"), 3);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_decision"), 1);
  StoreExtents extents = store_extents(world->store, &world->arena, 1);
  assert_int_equal(extents.count, 3);
  int64_t id;
  assert_true(store_find_ended(world->store, 1, TEXT("one"), TEXT("5"), &id));
  assert_int_equal(id, 1);
  assert_false(store_find_ended(world->store, 1, TEXT("none"), TEXT("5"), &id));
  assert_false(store_find_ended(world->store, 2, TEXT("one"), TEXT("5"), &id));
}

static void a_decision_may_have_no_records(void **state) {
  (void)state;
  world_run(write_none);
}

/* ---- ids ----------------------------------------------------------------------------------- */

/* The last rows of a run are taken away: their ids, which its extent counts, are not used again. */
static void write_after_a_hole(World *world) {
  Rows rows = { .count = 10, .first = 1, .step = 1 };
  open_new(world);
  begin_run(world);
  write_rows(world, TEXT("stod"), &rows, true);
  end_run(world);
  execute("DELETE FROM anslag_ended WHERE id > 7");
  begin_run(world);
  write_rows(world, TEXT("stod"), &rows, true);
  end_run(world);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_decision WHERE run_id = 1"), 7);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_decision WHERE run_id = 2"), 10);
  assert_int_equal(number_of("SELECT first FROM anslag_extent WHERE run_id = 2"), 11);
}

static void ids_of_a_run_are_its_own(void **state) {
  (void)state;
  world_run(write_after_a_hole);
}

static void write_bulk_rows(World *world) {
  Rows rows = { .count = 10, .first = 1, .step = 1 };
  begin_run(world);
  write_rows(world, TEXT("stod"), &rows, true);
}

static void disturb(World *world) {
  open_new(world);
  begin_run(world);
  end_run(world);
  execute("CREATE TRIGGER t BEFORE INSERT ON anslag_ended WHEN new.record = 4"
          " BEGIN SELECT raise(IGNORE); END");
  expect_stop(world, write_bulk_rows, DIAG_DATABASE);
  store_rollback(world->store);
  execute("DROP TRIGGER t; CREATE TRIGGER t AFTER INSERT ON anslag_ended WHEN new.record = 4"
          " BEGIN INSERT INTO anslag_ended (ending, record) VALUES (1, 'x'); END");
  expect_stop(world, write_bulk_rows, DIAG_DATABASE);
}

static void a_trigger_that_adds_or_drops_rows_ends_the_run(void **state) {
  (void)state;
  world_run(disturb);
}

/* Nobody else can ask for the rows of a run: not by a view, nor in a file. */
static void rows_are_not_for_others(World *world) {
  Rows rows = { .count = 2, .first = 1, .step = 1 };
  open_new(world);
  begin_run(world);
  write_rows(world, TEXT("stod"), &rows, true);
  end_run(world);
  execute("CREATE TABLE log (x); CREATE TRIGGER t AFTER INSERT ON anslag_run"
          " BEGIN INSERT INTO log SELECT record FROM anslag_rows; END");
  expect_stop(world, write_bulk_rows, DIAG_TABLE_SHAPE);
}

static void the_virtual_table_is_ours_alone(void **state) {
  (void)state;
  world_run(rows_are_not_for_others);
}

/* ---- deadlines and lines -------------------------------------------------------------------- */

typedef struct { size_t at; } Dues;

/* Two of records 0, 3, 6, 9 each, the second of them without a day. */
static bool give_due(void *context, uint64_t *number, StoreDeadline *row) {
  Dues *dues = context;
  size_t at = dues->at++;
  *number = at / 2 * 3;
  *row = (StoreDeadline){ .deadline = at % 2 ? TEXT("second") : TEXT("first"),
                          .owed_by = at % 2 ? TEXT_NONE : TEXT("board"),
                          .due = at % 2 ? TEXT_NONE : TEXT("2026-03-01") };
  return at < 8;
}

static bool give_no_due(void *context, uint64_t *number, StoreDeadline *row) {
  (void)context, (void)number, (void)row;
  return false;
}

static void write_due_run(World *world) {
  Rows rows = { .count = 10, .first = 1, .step = 1 };
  begin_run(world);
  store_decision_begin(world->store, TEXT("stod"));
  store_write_deadline(world->store, 4, &(StoreDeadline){ .deadline = TEXT("alone") });
  store_write_all_deadlines(world->store, give_due, &(Dues){ 0 });
  store_write_all_deadlines(world->store, give_no_due, NULL);
  write_rows(world, TEXT("after"), &rows, true);
}

static void write_dues(World *world) {
  open_new(world);
  write_due_run(world);
  end_run(world);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_ended_deadline"), 9);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_ended_deadline WHERE ended IN"
                             " (1, 4, 7, 10) AND (position, deadline, owed_by, owed_to, due) IS"
                             " (0, 'first', 'board', NULL, '2026-03-01')"), 4);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_ended_deadline WHERE ended IN"
                             " (1, 4, 7, 10) AND (position, deadline, owed_by, owed_to, due) IS"
                             " (1, 'second', NULL, NULL, NULL)"), 4);
  assert_int_equal(number_of("SELECT ended FROM anslag_ended_deadline WHERE deadline = 'alone'"),
                   5);
  execute("CREATE TRIGGER t BEFORE INSERT ON anslag_ended_deadline WHEN new.ended % 100 = 17"
          " BEGIN SELECT raise(IGNORE); END");
  expect_stop(world, write_due_run, DIAG_DATABASE);
}

static void deadlines_are_written_at_once(void **state) {
  (void)state;
  world_run(write_dues);
}

/* One that differs in a day is another; what looks like a finding is not a deadline. */
static void write_dated_endings(World *world) {
  StoreDeadline days[] = { { .deadline = TEXT("report"), .due = TEXT("2026-03-01") },
                           { .deadline = TEXT("report"), .due = TEXT("2026-03-02") } };
  StoreEnding ending = { .outcome = TEXT("fundable"), .deadlines = days, .deadline_count = 1 };
  open_new(world);
  Store *store = world->store;
  begin_run(world);
  store_decision_begin(store, TEXT("stod"));
  uint32_t first = store_ending(store, &ending);
  assert_int_equal(store_ending(store, &ending), first);
  ending.deadlines = &days[1];
  uint32_t second = store_ending(store, &ending);
  assert_int_not_equal(second, first);
  ending.deadlines = days, ending.deadline_count = 2;
  assert_int_not_equal(store_ending(store, &ending), second);
  for (int64_t key = 1; key <= 3; key++)
    store_write_ended(store, &(StoreEnded){ .ending = key < 3 ? first : second,
                                            .key_is_number = true, .key = key });
  end_run(world);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_ending_deadline"), 4);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_deadline WHERE due = '2026-03-01'"), 2);
  assert_int_equal(number_of("SELECT record FROM anslag_deadline WHERE due = '2026-03-02'"), 3);
}

static void days_are_said_by_endings(void **state) {
  (void)state;
  world_run(write_dated_endings);
}

enum { LINES = 2500 };          /* more than are handed over at once */

static void write_line_run(World *world) {
  begin_run(world);
  for (int64_t i = 0; i < LINES; i++) {
    char key[24];               /* gone by the time it is written */
    snprintf(key, sizeof key, "%lld", (long long)i);
    store_write_frame_line(world->store, &(StoreFrameLine){
      .frame = TEXT("pool"), .kind = TEXT("reserved"), .decision = TEXT("stod"),
      .record = text_from(key), .amount = 2 * i,
      .on = i % 2 ? TEXT("2026-03-01") : TEXT_NONE });
  }
  end_run(world);
}

static void write_lines(World *world) {
  open_new(world);
  write_line_run(world);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_frame_line"), LINES);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_frame_line WHERE run_id = 1 AND"
                             " key = '' AND record = rowid - 1 AND"
                             " amount = 2 * (rowid - 1) AND typeof(record) = 'integer' AND"
                             " (\"on\" IS NULL) = (rowid % 2 = 1)"), LINES);
  execute("CREATE TRIGGER t BEFORE INSERT ON anslag_frame_line WHEN new.record = 2400"
          " BEGIN SELECT raise(IGNORE); END");
  expect_stop(world, write_line_run, DIAG_DATABASE);
  store_rollback(world->store);
  execute("DROP TRIGGER t");
  write_line_run(world);
  assert_int_equal(number_of("SELECT count(*) FROM anslag_frame_line WHERE run_id = 2"), LINES);
}

static void lines_are_gathered(void **state) {
  (void)state;
  world_run(write_lines);
}

/* ---- finding ------------------------------------------------------------------------------- */

static void find_numbers(World *world) {
  Rows rows = { .count = 1000, .first = -1500, .step = 3 };
  int64_t id;
  open_new(world);
  begin_run(world);
  write_rows(world, TEXT("other"), &rows, true);
  write_rows(world, TEXT("stod"), &rows, true);
  end_run(world);
  execute("DELETE FROM anslag_ended WHERE id % 7 = 3");
  for (int64_t i = 0; i < 1000; i++) {
    Text key = arena_format(&world->arena, "%lld", (long long)(rows.first + i * rows.step));
    bool there = (1001 + i) % 7 != 3;
    assert_int_equal(store_find_ended(world->store, 1, TEXT("stod"), key, &id), there);
    if (there)
      assert_int_equal(id, 1001 + i);
  }
  static const char *const absent[] = { "-1501", "-1499", "1501", "", "-", "007", "x", "-0",
                                        "99999999999999999999999999" };
  for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
    assert_false(store_find_ended(world->store, 1, TEXT("stod"), text_from(absent[i]), &id));
}

static void a_number_is_found(void **state) {
  (void)state;
  world_run(find_numbers);
}

/* The rules judge records of another type, whose key is a text. */
static void judge_by_texts(World *world) {
  FieldType  *key = arena_new(&world->arena, FieldType);
  RecordType *letter = arena_new(&world->arena, RecordType);
  Decision   *decision = arena_new(&world->arena, Decision);
  field_add(key, 0, "number", TYPE_TEXT)->key = true;
  letter->fields = key;
  letter->count = letter->key_count = 1;
  decision->name = TEXT("stod");
  decision->subject = letter;
  LIST_ADD(&world->arena, &world->tables.model.decisions, Decision *, decision);
}

/* In an order that is not that of the texts, two of them alike, and one added by hand. */
static void find_texts(World *world) {
  static const char *const keys[] = { "b", "a,1", "A", "é", "12", "007", "same", "same", "a" };
  int64_t id;
  StoreProposal proposal;
  open_new(world);
  judge_by_texts(world);
  begin_run(world);
  store_decision_begin(world->store, TEXT("stod"));
  uint32_t ending = store_ending(world->store, &(StoreEnding){ .outcome = TEXT("fundable") });
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
    store_write_ended(world->store, &(StoreEnded){ .ending = ending, .has_granted = true,
                                                   .granted = (int64_t)i,
                                                   .key_text = text_from(keys[i]) });
  end_run(world);
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    assert_true(store_find_ended(world->store, 1, TEXT("stod"), text_from(keys[i]), &id));
    assert_true(id == (int64_t)i + 1 || (i == 7 && id == 7));
  }
  assert_false(store_find_ended(world->store, 1, TEXT("stod"), TEXT("7"), &id));
  execute("INSERT INTO anslag_decision (run_id, decision, record, outcome, granted)"
          " VALUES (1, 'stod', 'added', 'waitlisted', 9)");
  store_begin(world->store);
  assert_true(store_find_proposal(world->store, &world->arena, 1, TEXT("stod"), TEXT("added"),
                                  &proposal));
  assert_true(text_is(proposal.outcome, "waitlisted"));
  assert_true(proposal.has_granted && proposal.granted == 9);
}

static void a_text_is_found_in_whatever_order(void **state) {
  (void)state;
  world_run(find_texts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(all_at_once_is_as_one_by_one),
    cmocka_unit_test(a_decision_may_have_no_records),
    cmocka_unit_test(ids_of_a_run_are_its_own),
    cmocka_unit_test(a_trigger_that_adds_or_drops_rows_ends_the_run),
    cmocka_unit_test(the_virtual_table_is_ours_alone),
    cmocka_unit_test(deadlines_are_written_at_once),
    cmocka_unit_test(days_are_said_by_endings),
    cmocka_unit_test(lines_are_gathered),
    cmocka_unit_test(a_number_is_found),
    cmocka_unit_test(a_text_is_found_in_whatever_order),
  };
  return cmocka_run_group_tests(tests, NULL, remove_database);
}
