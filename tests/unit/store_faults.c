/* Every operation of the file system fails in turn, once or for good: the database stays
 * whole, nothing is half-written, and the failure is said to be the environment's. */
#include "store_model.h"

#include "tests/harness/fault_vfs.c"

enum { RECORDS = 40 };

typedef struct {
  World    world;
  Work    *work;
  bool     done;               /* the work says that all is written */
  int      exit_code;
  Failure  failure;
} Attempt;

/* ---- the work ---- */

static Text make_csv(World *world, int64_t amount) {
  Writer writer;
  writer_to_memory(&writer, &world->arena);
  writer_put(&writer, TEXT("id,title,amount\n"));
  for (int i = 1; i <= RECORDS; i++) {
    writer_print(&writer, "%d,", i);
    writer_repeat(&writer, TEXT("project "), 40);
    writer_print(&writer, ",%lld\n", (long long)amount);
  }
  return writer_text(&writer);
}

static void import(World *world, int64_t amount) {
  ImportOptions options = { .record = TEXT("application"), .path = TEXT("file.csv"),
                            .bytes = make_csv(world, amount), .update = true };
  Writer account;
  writer_to_memory(&account, &world->arena);
  import_csv(world->store, &options, &account, &world->diags);
}

static void import_new_amounts(World *world) {
  world_open(world, database_path(), STORE_WRITE);
  import(world, 2);
}

typedef struct { Text keys[RECORDS]; uint32_t ending; } Kept;

static void kept_row(void *context, size_t number, StoreEnded *ended) {
  const Kept *kept = context;
  *ended = (StoreEnded){ .ending = kept->ending, .key_text = kept->keys[number] };
}

/* A finding of the ending that all have, and a value of each. */
static void write_run(World *world) {
  static const StoreFinding finding = { .rule = { "r", 1 }, .verdict = { "noted", 5 } };
  Kept   kept;
  size_t count = 0;
  world_open(world, database_path(), STORE_WRITE);
  Store *store = world->store;
  store_begin(store);
  store_run_begin(store);
  store_decision_begin(store, TEXT("stod"));
  StoreReader *reader = store_read(store, &world->tables.application);
  for (const Record *record; (record = store_next(reader, &world->arena)) != NULL; count++) {
    kept.keys[count] = record_key_text(&world->arena, record);
    store_write_value(store, count, &(StoreValue){ TEXT("key"), kept.keys[count] });
  }
  store_read_end(reader);
  kept.ending = store_ending(store, &(StoreEnding){ .outcome = TEXT("fundable"),
                                                    .findings = &finding, .finding_count = 1 });
  store_write_all_ended(store, count, kept_row, &kept);
  store_run_end(store, &world->arena,
                &(StoreRun){ .started = TEXT("2026-01-31T12:00:00Z"), .records = RECORDS,
                             .data_hash = store_data_hash(store, &world->arena) });
  store_commit(store);
}

/* ---- one attempt ---- */

static void attempt_inner(void *context) {
  Attempt *attempt = context;
  attempt->work(&attempt->world);
}

static void attempt_work(void *context) {
  Attempt *attempt = context;
  World *world = &attempt->world;
  arena_init_deferred(&world->arena, &world->memory);
  sources_init(&world->sources, &world->arena);
  diags_init(&world->diags, &world->arena, &world->sources);
  tables_make(&world->tables, &world->arena);
  world->tables.application_fields[2].used = false;
  world->tables.application_fields[7].used = false;
  attempt->done = memory_guard(&world->memory, attempt_inner, attempt);
  attempt->failure = world->memory.failure;
  attempt->exit_code = diags_exit_code(&world->diags);
  if (attempt->done)
    store_close(world->store);
  memory_release(&world->memory, &world->arena);
}

static Attempt try_work(Work *work) {
  Attempt attempt = { .work = work };
  assert_true(memory_guard(&attempt.world.memory, attempt_work, &attempt));
  assert_int_equal(attempt.world.memory.blocks, 0);
  return attempt;
}

/* ---- what is in the file, by SQLite alone ---- */

static long long number_of(sqlite3 *connection, const char *sql) {
  sqlite3_stmt *statement;
  long long number = -1;
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK)
    return 0;                   /* no such table: nothing is written */
  if (sqlite3_step(statement) == SQLITE_ROW)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

typedef struct { bool whole, before, after; } State;

static State look(void) {
  sqlite3 *connection;
  State state = { false, false, false };
  if (sqlite3_open(database_path(), &connection) != SQLITE_OK) {
    sqlite3_close(connection);
    return state;
  }
  state.whole = number_of(connection,
      "SELECT count(*) = 1 AND max(integrity_check) = 'ok' FROM pragma_integrity_check") == 1;
  long long changed = number_of(connection, "SELECT count(*) FROM application WHERE amount = 200");
  long long kept = number_of(connection, "SELECT count(*) FROM application WHERE amount = 100");
  long long history = number_of(connection, "SELECT count(*) FROM anslag_history WHERE new ="
                                            " '200'");
  long long runs = number_of(connection, "SELECT count(*) FROM anslag_run WHERE hash <> ''");
  long long decisions = number_of(connection, "SELECT count(*) FROM anslag_decision");
  long long findings = number_of(connection, "SELECT count(*) FROM anslag_finding");
  long long values = number_of(connection, "SELECT count(*) FROM anslag_value");
  sqlite3_close(connection);
  bool imported = changed == RECORDS && kept == 0 && history == RECORDS;
  bool judged = runs == 1 && decisions == RECORDS && findings == RECORDS &&
                values == RECORDS;
  bool untouched = kept == RECORDS && changed + history + runs + decisions + findings + values == 0;
  state.before = state.whole && untouched;
  state.after = state.whole && (imported ? !judged && runs + decisions + findings + values == 0
                                         : judged && kept == RECORDS && changed + history == 0);
  return state;
}

static void fill(World *world) {
  remove_database(NULL);
  world_open(world, database_path(), STORE_CREATE);
  store_make_tables(world->store);
  import(world, 1);
}

static char *template_bytes;
static size_t template_size;

static void keep_template(void) {
  FILE *file = fopen(database_path(), "rb");
  assert_non_null(file);
  template_bytes = malloc(1 << 20);
  template_size = fread(template_bytes, 1, 1 << 20, file);
  fclose(file);
}

static void restore_template(void) {
  char journal[512];
  snprintf(journal, sizeof journal, "%s-journal", database_path());
  unlink(journal);
  FILE *file = fopen(database_path(), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(template_bytes, 1, template_size, file), template_size);
  fclose(file);
}

/* ---- all points ---- */

typedef struct { size_t points, bad; } Count;

/* A result that is not as promised: half-written, damaged, or told otherwise than it is. */
static bool is_bad(const Attempt *attempt, State state) {
  if (!state.whole || !(state.before || state.after))
    return true;
  if (attempt->done)
    return !state.after;
  return !state.before || attempt->failure != FAILURE_STOPPED || attempt->exit_code != 3;
}

static Count try_all_points(Work *work, bool lasting, bool swallow) {
  Count count = { 0, 0 };
  FaultPlan *faults = fault_vfs_plan();
  for (uint64_t point = 1;; point++) {
    restore_template();
    *faults = (FaultPlan){ .fail_at = point, .lasting = lasting, .swallow = swallow };
    Attempt attempt = try_work(work);
    bool met = faults->failed > 0;
    *faults = (FaultPlan){ 0 };
    if (!met)
      return count;
    State state = look();
    count.points++;
    if (!is_bad(&attempt, state))
      continue;
    count.bad++;
    if (!swallow)
      fprintf(stderr, "point %llu: done %d exit %d whole %d before %d after %d\n",
              (unsigned long long)point, attempt.done, attempt.exit_code, state.whole,
              state.before, state.after);
  }
}

static void expect_all_good(Work *work) {
  Attempt attempt = try_work(work);
  assert_true(attempt.done);
  assert_true(look().after);
  for (int lasting = 0; lasting < 2; lasting++) {
    Count count = try_all_points(work, lasting, false);
    fprintf(stderr, "%zu points, %zu bad\n", count.points, count.bad);
    assert_true(count.points > 20);
    assert_int_equal(count.bad, 0);
  }
}

static void an_import_is_whole_whatever_fails(void **state) {
  (void)state;
  expect_all_good(import_new_amounts);
}

static void a_run_is_whole_whatever_fails(void **state) {
  (void)state;
  restore_template();
  expect_all_good(write_run);
}

/* ---- memory ---- */

static Attempt try_memory(Work *work, uint64_t call, bool lasting) {
  Attempt attempt = { .work = work };
  attempt.world.memory.fail_at = call;
  attempt.world.memory.fail_lasting = lasting;
  memory_guard(&attempt.world.memory, attempt_work, &attempt);
  assert_int_equal(attempt.world.memory.blocks, 0);
  return attempt;
}

static void expect_memory_good(Work *work) {
  for (int lasting = 0; lasting < 2; lasting++) {
    bool done = false;
    size_t points = 0;
    for (; !done; points++) {
      restore_template();
      Attempt attempt = try_memory(work, points + 1, lasting);
      State state = look();
      done = attempt.done;
      assert_true(state.whole);
      assert_true(done ? state.after : state.before);
      assert_true(done || attempt.world.memory.failure == FAILURE_MEMORY);
    }
    fprintf(stderr, "%zu allocations\n", points);
    assert_true(points > 10);
  }
}

static void an_import_is_whole_when_memory_ends(void **state) {
  (void)state;
  expect_memory_good(import_new_amounts);
}

static void a_run_is_whole_when_memory_ends(void **state) {
  (void)state;
  expect_memory_good(write_run);
}

/* ---- interrupts ---- */

static volatile int interrupt;

static void interrupted_run(World *world) {
  world->memory.interrupt = &interrupt;
  world_open(world, database_path(), STORE_WRITE);
  store_begin(world->store);
  store_run_begin(world->store);
  store_decision_begin(world->store, TEXT("stod"));
  StoreEnded row = { .ending = store_ending(world->store,
                                            &(StoreEnding){ .outcome = TEXT("fundable") }) };
  store_write_ended(world->store, &row);
  interrupt = 1;
  store_read(world->store, &world->tables.application);
  store_write_ended(world->store, &row);
  StoreReader *reader = store_read(world->store, &world->tables.application);
  store_next(reader, &world->arena);
  store_commit(world->store);
}

static void an_interrupt_leaves_nothing(void **state) {
  (void)state;
  restore_template();
  interrupt = 0;
  Attempt attempt = try_work(interrupted_run);
  assert_false(attempt.done);
  assert_int_equal(attempt.failure, FAILURE_INTERRUPT);
  assert_true(look().before);
}

/* The control: writes that are lost in silence must be found out. */
static void a_failure_that_is_ignored_is_caught(void **state) {
  (void)state;
  Count count = try_all_points(write_run, true, true);
  fprintf(stderr, "control: %zu points, %zu bad\n", count.points, count.bad);
  assert_true(count.bad > 0);
}

static int begin(void **state) {
  (void)state;
  world_run(fill);
  keep_template();
  return fault_vfs_install() ? 0 : -1;
}

static int finish(void **state) {
  fault_vfs_remove();
  free(template_bytes);
  return remove_database(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_import_is_whole_whatever_fails),
    cmocka_unit_test(a_run_is_whole_whatever_fails),
    cmocka_unit_test(an_import_is_whole_when_memory_ends),
    cmocka_unit_test(a_run_is_whole_when_memory_ends),
    cmocka_unit_test(an_interrupt_leaves_nothing),
    cmocka_unit_test(a_failure_that_is_ignored_is_caught),
  };
  return cmocka_run_group_tests(tests, begin, finish);
}
