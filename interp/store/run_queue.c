/* The queue of the latest run, kept so that a question about one record need not judge all.
 *
 * It is true as long as the database is as the run left it: SQLite counts in the file's header the
 * transactions that changed it, and the parts bear the number that the run's own was to get.  A
 * database in WAL mode does not count so; there no queue is kept. */
#include "interp/store/ledger.h"
#include "interp/store/inside.h"

enum { COUNTER_AT = 24, COUNTER_LENGTH = 4 };   /* in the header of the file, highest byte first */

static bool is_wal(Store *store) {
  Statement *statement = statement_new(store, TEXT("PRAGMA main.journal_mode"));
  bool wal = statement_step(store, statement) &&
             text_is(statement_cell(store, statement, 0).text, "wal");
  statement_end(statement);
  return wal;
}

/* Read through SQLite's own handle: another one, closed, would take its locks along. */
static bool read_counter(Store *store, int64_t *counter) {
  sqlite3_file *file = NULL;
  unsigned char bytes[COUNTER_LENGTH];
  if (is_wal(store) ||
      sqlite3_file_control(store->connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) !=
          SQLITE_OK ||
      !file || !file->pMethods ||
      file->pMethods->xRead(file, bytes, COUNTER_LENGTH, COUNTER_AT) != SQLITE_OK)
    return false;
  *counter = 0;
  for (size_t i = 0; i < COUNTER_LENGTH; i++)
    *counter = *counter << 8 | bytes[i];
  return true;
}

static int64_t next_counter(int64_t counter) {
  return (counter + 1) & UINT32_MAX;
}

/* ---- writing ------------------------------------------------------------------------------ */

bool store_can_keep_queue(Store *store) {
  int64_t counter;
  return store->mode == STORE_WRITE && read_counter(store, &counter);
}

/* Its table, once in a run, without what earlier runs kept. */
static void make_room(Store *store) {
  if (store->queue_made)
    return;
  store_execute(store, "CREATE TABLE IF NOT EXISTS main.anslag_queue (\n"
                       "  run_id INTEGER NOT NULL,\n"
                       "  decision TEXT NOT NULL,\n"
                       "  part INTEGER NOT NULL,\n"
                       "  file_change INTEGER NOT NULL,    -- the file's count of changes then\n"
                       "  candidates BLOB NOT NULL,\n"
                       "  PRIMARY KEY (run_id, decision, part))");
  store_execute(store, "DELETE FROM main.anslag_queue");
  store->queue_made = true;
}

void store_write_queue(Store *store, Text decision, size_t part, Text candidates) {
  int64_t counter = 0;
  make_room(store);
  read_counter(store, &counter);
  Statement *statement = statement_new(store, TEXT(
      "INSERT INTO main.anslag_queue (run_id, decision, part, file_change, candidates)"
      " VALUES (?1, ?2, ?3, ?4, ?5)"));
  statement_bind_integer(store, statement, 1, store->run_id);
  statement_bind_text(store, statement, 2, decision);
  statement_bind_integer(store, statement, 3, (int64_t)part);
  statement_bind_integer(store, statement, 4, next_counter(counter));
  statement_bind_cell(store, statement, 5, (Cell){ .kind = CELL_BLOB, .text = candidates });
  statement_write(store, statement);
  statement_end(statement);
}

/* ---- reading ------------------------------------------------------------------------------ */

StoreQueue store_queue(Store *store, Arena *arena, int64_t run_id, Text decision) {
  StoreQueue queue = { NULL, 0, 0 };
  int64_t counter;
  if (!store_has_table(store, TEXT("anslag_queue")) || !read_counter(store, &counter))
    return queue;
  Statement *statement = statement_new(store, TEXT(
      "SELECT candidates FROM main.anslag_queue"
      " WHERE run_id = ?1 AND decision = ?2 AND file_change = ?3 ORDER BY part"));
  statement_bind_integer(store, statement, 1, run_id);
  statement_bind_text(store, statement, 2, decision);
  statement_bind_integer(store, statement, 3, counter);
  while (statement_step(store, statement)) {
    Cell cell = statement_cell(store, statement, 0);
    LIST_ADD(arena, &queue, Text,
             cell.kind == CELL_BLOB ? arena_text(arena, cell.text) : TEXT_NONE);
  }
  statement_end(statement);
  return queue;
}
