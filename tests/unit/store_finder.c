/* Rows found by their key: one, none, several, and one that fills a batch by itself. */
#include "store_model.h"

#include "interp/store/finder.h"

#include <sqlite3.h>

static void make_organisations(World *world) {
  sqlite3 *connection;
  unlink(database_path());
  assert_int_equal(sqlite3_open(database_path(), &connection), SQLITE_OK);
  assert_int_equal(sqlite3_exec(connection,
      "CREATE TABLE organisation (id, name, kind, owned_share, parent);"
      "INSERT INTO organisation (id, name) VALUES (1, 'one'), (2, printf('%.*c', 5000000, 'x')),"
      " (3, printf('%.*c', 5000000, 'x')), (3, 'again'), (4, 'b'), (4, 'c'), (5, 'five')",
      NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(connection);
  world->tables.organisation_fields[4].used = false;    /* so that it leads to no others */
  world_open(world, database_path(), STORE_READ);
}

static void find_all(World *world) {
  static const Found expected[] = { FOUND_NOTHING, FOUND_ROW, FOUND_ROW, FOUND_DOUBTFUL,
                                    FOUND_DOUBTFUL, FOUND_ROW, FOUND_NOTHING };
  make_organisations(world);
  store_begin(world->store);
  Finder *finder = finder_new(world->store, &world->tables.organisation);
  assert_non_null(finder);
  for (int64_t i = 0; i < 7; i++) {
    size_t row, before = finder_batch(finder)->count;
    Value  key = { .kind = TYPE_INTEGER, .state = VALUE_KNOWN,
                   .as.number = fraction_from(i) };
    assert_int_equal(finder_find(finder, key, &row), expected[i]);
    assert_int_equal(finder_batch(finder)->count, before + (expected[i] == FOUND_ROW));
    if (!finder_has_room(finder))
      finder_clear(finder);
  }
  finder_end(finder);
}

static void a_second_row_is_met_behind_a_large_one(void **state) {
  (void)state;
  world_run(find_all);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_second_row_is_met_behind_a_large_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
