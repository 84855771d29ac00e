/* A signal while two threads read: the one that was there first takes it, and both stop.  Under
 * TSan (make threads) nothing that a handler sets is looked at by two threads. */
#include "store_model.h"

#include "interp/store/scan.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/time.h>

static volatile int interrupted;

static void on_alarm(int number) {
  (void)number;
  interrupted = 1;
}

static void alarm_in(suseconds_t microseconds) {
  struct sigaction action = { .sa_handler = on_alarm };
  struct itimerval once = { .it_value = { 0, microseconds } };
  interrupted = 0;
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &once, NULL);
}

static void make_organisations(void) {
  sqlite3 *connection;
  unlink(database_path());
  assert_int_equal(sqlite3_open(database_path(), &connection), SQLITE_OK);
  assert_int_equal(sqlite3_exec(connection,
      "CREATE TABLE organisation (id INTEGER PRIMARY KEY, name, kind, owned_share, parent);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
      " INSERT INTO organisation (id, name) SELECT i, 'name ' || i FROM n",
      NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(connection);
}

/* Until the alarm: again and again. */
static void scan_for_ever(World *world) {
  for (;;) {
    Scan *scan = scan_new(world->store, &world->tables.organisation, 2);
    while (scan_next(scan))
      memory_poll(&world->memory);
    scan_end(scan);
  }
}

static void be_interrupted(World *world) {
  Inside inside = { world, scan_for_ever };
  make_organisations();
  world->memory.interrupt = &interrupted;
  world_open(world, database_path(), STORE_WRITE);
  for (int i = 1; i <= 8; i++) {
    interrupted = 0;
    store_begin(world->store);
    alarm_in(7000 * i);
    assert_false(memory_guard(&world->memory, do_work, &inside));
    assert_int_equal(world->memory.failure, FAILURE_INTERRUPT);
    interrupted = 0;
    store_rollback(world->store);
  }
}

static void a_signal_ends_a_scan_of_two_threads(void **state) {
  (void)state;
  world_run(be_interrupted);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_signal_ends_a_scan_of_two_threads),
  };
  return cmocka_run_group_tests(tests, NULL, remove_database);
}
