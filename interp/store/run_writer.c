/* Writing a run: its number at the beginning, frames and rules as they come, the run record with
 * its place in the chain at the end. */
#include "interp/store/runs.h"

typedef enum { ROW_FRAME, ROW_RULEBOOK, ROW_KINDS } RowKind;

typedef struct { const char *table, *columns, *places; } RowShape;

static const RowShape shapes[ROW_KINDS] = {
  [ROW_FRAME]    = { "anslag_frame",
                     "run_id, frame, key, amount_limit, opening, drawn, remaining",
                     "?1, ?2, ?3, ?4, ?5, ?6, ?7" },
  [ROW_RULEBOOK] = { "anslag_rulebook", "rules_hash, path, text", "?1, ?2, ?3" },
};

_Static_assert((int)ROW_KINDS <= (int)STORE_WRITERS, "a statement for each kind of row");

_Noreturn void store_stop_for_shape(Store *store, const char *table) {
  int result = sqlite3_errcode(store->connection);
  diag_report(store->diags, DIAG_TABLE_SHAPE, SPAN_NONE,
              "table \"%s\" in database \"%.*s\" looks otherwise than anslag makes it", table,
              TEXT_PRINT(store->path));
  if (result == SQLITE_ERROR)
    diag_help(store->diags, "SQLite says: %s", sqlite3_errmsg(store->connection));
  diag_help(store->diags, "rename the table, or write to another file with --out");
  memory_stop(store->memory);
}

Statement *store_prepare_ours(Store *store, const char *table, const char *sql) {
  Statement *statement = NULL;
  int result = sqlite3_prepare_v3(store->connection, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  &statement, NULL);
  if (result == SQLITE_OK)
    return statement;
  store_leave_if_interrupted(store, result);
  if ((result & 0xff) != SQLITE_ERROR)
    store_fail(store, sqlite3_extended_errcode(store->connection));
  store_stop_for_shape(store, table);
}

/* Of the last line of the chain: the one whose hash no other line carries on from.  Where several
 * are such (somebody has changed lines), the latest. */
Text store_chain_head(Store *store, Arena *arena) {
  bool decided = store_has_table(store, TEXT("anslag_decided"));
  Text sql = arena_format(store->arena,
      "WITH line AS (SELECT run_id AS at, 0 AS id, hash, previous_hash FROM main.anslag_run"
      " WHERE hash <> ''%s)"
      " SELECT hash FROM line WHERE hash NOT IN"
      " (SELECT previous_hash FROM line WHERE previous_hash IS NOT NULL)"
      " ORDER BY at DESC, id DESC LIMIT 1",
      decided ? " UNION ALL SELECT run_id, id, hash, previous_hash FROM main.anslag_decided" : "");
  const char *table = decided ? "anslag_decided" : "anslag_run";
  Statement  *statement = store_prepare_ours(store, table, sql.bytes);
  Text hash = STORE_NO_HASH;
  if (statement_step(store, statement))
    hash = statement_text(store, statement, 0, arena);
  statement_end(statement);
  return hash;
}

int64_t store_run_begin(Store *store) {
  store_make_run_tables(store);
  store->queue_made = false;
  store->previous_hash = store_chain_head(store, store->arena);
  store->run_id = store_number(store, TEXT("SELECT max(run_id) + 1 FROM main.anslag_run"), 1);
  Statement *statement = store_prepare_ours(store, "anslag_run",
      "INSERT INTO main.anslag_run (run_id, started, rules, rules_hash, data_hash, engine, as_of,"
      " settings, records, digest, previous_hash, hash)"
      " VALUES (?1, '', '', '', '', '', NULL, '{}', 0, '', ?2, '')");
  statement_bind_integer(store, statement, 1, store->run_id);
  statement_bind_text(store, statement, 2, store->previous_hash);
  statement_write(store, statement);
  statement_end(statement);
  for (size_t i = 0; i < ROW_KINDS; i++) {
    Text sql = arena_format(store->arena, "INSERT %sINTO main.%s (%s) VALUES (%s)",
                            i == ROW_RULEBOOK ? "OR IGNORE " : "", shapes[i].table,
                            shapes[i].columns, shapes[i].places);
    store->writers[i] = store_prepare_ours(store, shapes[i].table, sql.bytes);
  }
  run_endings_begin(store);
  proposals_begin(store);
  run_lines_begin(store);
  return store->run_id;
}

void store_write_frame(Store *store, const StoreFrame *row) {
  Statement *statement = store->writers[ROW_FRAME];
  statement_bind_integer(store, statement, 1, store->run_id);
  store_bind_texts(store, statement, 2, (Text[]){ row->frame, row->key }, 2, 2);
  statement_bind_optional(store, statement, 4, row->has_limit, row->amount_limit);
  statement_bind_integer(store, statement, 5, row->opening);
  statement_bind_integer(store, statement, 6, row->drawn);
  statement_bind_optional(store, statement, 7, row->has_limit, row->remaining);
  statement_write(store, statement);
}

void store_write_rulebook(Store *store, Text rules_hash, Text path, Text text) {
  Statement *statement = store->writers[ROW_RULEBOOK];
  store_bind_texts(store, statement, 1, (Text[]){ rules_hash, path, text }, 3, 3);
  statement_run(store, statement);   /* the same rules are kept once */
}

/* The lines that it is over. */
Text store_run_hash(Arena *arena, int64_t run_id, const StoreRun *run, Text previous_hash) {
  Text number = arena_format(arena, "%lld", (long long)run_id);
  Text records = arena_format(arena, "%lld", (long long)run->records);
  const Text lines[] = { TEXT("anslag-run-1"), number, run->started, run->engine, run->rules_hash,
                         run->data_hash, run->as_of, run->settings, records, run->digest,
                         previous_hash };
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    writer_print(&writer, "%.*s\n", TEXT_PRINT(lines[i]));
  return sha256_of(arena, writer_text(&writer));
}

Text store_run_end(Store *store, Arena *arena, const StoreRun *run) {
  run_lines_flush(store);
  Text hash = store_run_hash(arena, store->run_id, run, store->previous_hash);
  Statement *statement = store_prepare_ours(store, "anslag_run",
      "UPDATE main.anslag_run SET started = ?2, rules = ?3, rules_hash = ?4, data_hash = ?5,"
      " engine = ?6, as_of = ?7, settings = ?8, records = ?9, digest = ?10, hash = ?11"
      " WHERE run_id = ?1");
  statement_bind_integer(store, statement, 1, store->run_id);
  const Text texts[] = { run->started, run->rules, run->rules_hash, run->data_hash, run->engine };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    statement_bind_text(store, statement, 2 + (int)i, texts[i].length ? texts[i] : TEXT(""));
  statement_bind_text(store, statement, 7, run->as_of.length ? run->as_of : TEXT_NONE);
  statement_bind_text(store, statement, 8, run->settings.length ? run->settings : TEXT(""));
  statement_bind_integer(store, statement, 9, run->records);
  statement_bind_text(store, statement, 10, run->digest.length ? run->digest : TEXT(""));
  statement_bind_text(store, statement, 11, hash);
  statement_write(store, statement);
  statement_end(statement);
  for (size_t i = 0; i < ROW_KINDS; i++) {
    statement_end(store->writers[i]);
    store->writers[i] = NULL;
  }
  run_lines_end(store);
  proposals_end(store);
  run_endings_end(store);
  return hash;
}
