/* floors.c - what reading and writing alone cost, with step and bind: nobody decides anything.
 *
 *   floors scan applications.db      every column of every row, touched
 *   floors insert applications.db    the same, and a row that is always alike into `decision` */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL)) {
    fprintf(stderr, "floors: %s\n", sqlite3_errmsg(db));
    exit(3);
  }
  return statement;
}

/* So that no cell may be left unread. */
static uint64_t touch(sqlite3_stmt *row) {
  uint64_t sum = 0;
  for (int i = 0; i < sqlite3_column_count(row); i++)
    switch (sqlite3_column_type(row, i)) {
      case SQLITE_INTEGER: sum += (uint64_t)sqlite3_column_int64(row, i); break;
      case SQLITE_FLOAT:   sum += sqlite3_column_double(row, i) > 50; break;
      case SQLITE_TEXT:    sum += sqlite3_column_text(row, i)[0]; break;
      default: break;
    }
  return sum;
}

static void write_constant(sqlite3_stmt *insert, int64_t id) {
  sqlite3_bind_int64(insert, 1, id);
  sqlite3_bind_text(insert, 2, "fundable", -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 3, "regionstyrelsen", -1, SQLITE_STATIC);
  sqlite3_bind_int64(insert, 4, 100000000);
  sqlite3_bind_text(insert, 5, "", 0, SQLITE_STATIC);
  sqlite3_bind_text(insert, 6, "", 0, SQLITE_STATIC);
  sqlite3_bind_text(insert, 7, "2026-01-31", 10, SQLITE_STATIC);
  sqlite3_step(insert);
  sqlite3_reset(insert);
}

int main(int argc, char **argv) {
  sqlite3 *db = NULL;
  if (argc != 3 || sqlite3_open(argv[2], &db))
    return fprintf(stderr, "floors scan|insert FILE.db\n"), 2;
  bool writes = strcmp(argv[1], "insert") == 0;
  sqlite3_stmt *insert = NULL;
  if (writes) {
    sqlite3_exec(db, "BEGIN IMMEDIATE; DROP TABLE IF EXISTS decision; CREATE TABLE decision"
                     " (id INTEGER PRIMARY KEY, outcome TEXT, decider TEXT, granted INTEGER,"
                     " failed TEXT, missing TEXT, due TEXT)", NULL, NULL, NULL);
    insert = prepare(db, "INSERT INTO decision VALUES (?,?,?,?,?,?,?)");
  }
  sqlite3_stmt *read = prepare(db, "SELECT * FROM application ORDER BY id");
  uint64_t sum = 0;
  while (sqlite3_step(read) == SQLITE_ROW) {
    sum += touch(read);
    if (writes)
      write_constant(insert, sqlite3_column_int64(read, 0));
  }
  sqlite3_finalize(read);
  sqlite3_finalize(insert);
  if (writes && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL))
    return fprintf(stderr, "%s\n", sqlite3_errmsg(db)), 3;
  printf("%llu\n", (unsigned long long)sum);
  return sqlite3_close(db) != SQLITE_OK;
}
