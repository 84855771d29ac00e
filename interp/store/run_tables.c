/* The tables of a run (cli.md), as version 3 keeps them.
 *
 * What many records have in common is written once, as an ending; a record's own row says which
 * ending it has.  The rows of a decision have ids one after another, in key order, and an extent
 * says which: so a million rows need no index.  People read views (run_views.c). */
#include "interp/store/runs.h"

#include <string.h>

/* `$` stands for the schema: main, or temp where a database of version 1 is read. */
static const char *const row_tables[] = {
  "CREATE TABLE IF NOT EXISTS $.anslag_extent (\n"
  "  run_id INTEGER NOT NULL,\n"
  "  decision TEXT NOT NULL,\n"
  "  first INTEGER NOT NULL,    -- the ids in anslag_ended, in key order\n"
  "  last INTEGER NOT NULL,\n"
  "  place INTEGER,    -- of the decision in the rules\n"
  "  PRIMARY KEY (run_id, decision, first)) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS $.anslag_ending (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  outcome TEXT NOT NULL,\n"
  "  decider TEXT,\n"
  "  currency TEXT,\n"
  "  frame TEXT,\n"
  "  failed TEXT,\n"
  "  missing TEXT,\n"
  "  noted TEXT,\n"
  "  consulted TEXT)",
  "CREATE TABLE IF NOT EXISTS $.anslag_ending_finding (\n"
  "  ending INTEGER NOT NULL,\n"
  "  position INTEGER NOT NULL,\n"
  "  rule TEXT NOT NULL,\n"
  "  verdict TEXT NOT NULL,\n"
  "  missing TEXT,\n"
  "  source TEXT,\n"
  "  owner TEXT,\n"
  "  reason TEXT,\n"
  "  PRIMARY KEY (ending, position)) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS $.anslag_ending_deadline (\n"
  "  ending INTEGER NOT NULL,\n"
  "  position INTEGER NOT NULL,\n"
  "  deadline TEXT NOT NULL,\n"
  "  owed_by TEXT,\n"
  "  owed_to TEXT,\n"
  "  due TEXT,\n"
  "  PRIMARY KEY (ending, position)) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS $.anslag_ended (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  ending INTEGER NOT NULL,\n"
  "  record $key NOT NULL,\n"
  "  asked INTEGER,    -- minor units, as granted\n"
  "  granted INTEGER,\n"
  "  rank INTEGER)",
  "CREATE TABLE IF NOT EXISTS $.anslag_ended_finding (\n"
  "  ended INTEGER NOT NULL,\n"
  "  position INTEGER NOT NULL,\n"
  "  rule TEXT NOT NULL,\n"
  "  verdict TEXT NOT NULL,\n"
  "  missing TEXT,\n"
  "  source TEXT,\n"
  "  owner TEXT,\n"
  "  reason TEXT,\n"
  "  PRIMARY KEY (ended, position)) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS $.anslag_ended_value (\n"
  "  ended INTEGER NOT NULL,\n"
  "  position INTEGER NOT NULL,\n"
  "  name TEXT NOT NULL,\n"
  "  value TEXT,\n"
  "  PRIMARY KEY (ended, position)) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS $.anslag_ended_deadline (\n"
  "  ended INTEGER NOT NULL,\n"
  "  position INTEGER NOT NULL,\n"
  "  deadline TEXT NOT NULL,\n"
  "  owed_by TEXT,\n"
  "  owed_to TEXT,\n"
  "  due TEXT,\n"
  "  PRIMARY KEY (ended, position)) WITHOUT ROWID",
};

static const char *const row_table_names[] = {
  "anslag_extent", "anslag_ending", "anslag_ending_finding", "anslag_ending_deadline",
  "anslag_ended", "anslag_ended_finding", "anslag_ended_value", "anslag_ended_deadline",
};

_Static_assert(sizeof row_tables / sizeof row_tables[0] ==
               sizeof row_table_names / sizeof row_table_names[0], "a name for each table");

static const char schema_table[] =
  "CREATE TABLE IF NOT EXISTS main.anslag_schema (version INTEGER NOT NULL)";

static const char *const run_tables[] = {
  "CREATE TABLE IF NOT EXISTS main.anslag_run (\n"
  "  run_id INTEGER PRIMARY KEY,\n"
  "  started TEXT NOT NULL,\n"
  "  rules TEXT NOT NULL,\n"
  "  rules_hash TEXT NOT NULL,\n"
  "  data_hash TEXT NOT NULL,\n"
  "  engine TEXT NOT NULL,\n"
  "  as_of TEXT,\n"
  "  settings TEXT NOT NULL,\n"
  "  records INTEGER NOT NULL,\n"
  "  digest TEXT NOT NULL,\n"
  "  previous_hash TEXT NOT NULL,\n"
  "  hash TEXT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS main.anslag_frame (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  frame TEXT NOT NULL,\n"
  "  key TEXT NOT NULL,\n"
  "  amount_limit INTEGER,\n"
  "  opening INTEGER NOT NULL,\n"
  "  drawn INTEGER NOT NULL,\n"
  "  remaining INTEGER,\n"
  "  PRIMARY KEY (run_id, frame, key))",
  "CREATE TABLE IF NOT EXISTS main.anslag_frame_line (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  frame TEXT NOT NULL,\n"
  "  key TEXT NOT NULL,\n"
  "  kind TEXT NOT NULL,    -- reserved, committed, paid, returned\n"
  "  decision TEXT NOT NULL,\n"
  "  record $key NOT NULL,\n"
  "  amount INTEGER NOT NULL,\n"
  "  \"on\" TEXT)",
  "CREATE TABLE IF NOT EXISTS main.anslag_rulebook (\n"
  "  rules_hash TEXT NOT NULL,\n"
  "  path TEXT NOT NULL,\n"
  "  text TEXT NOT NULL,\n"
  "  PRIMARY KEY (rules_hash, path))",
};

void store_execute_in(Store *store, const char *schema, const char *sql) {
  Writer writer;
  Arena  scratch;
  arena_init_deferred(&scratch, store->memory);
  writer_to_memory(&writer, &scratch);
  for (const char *next = sql; *next; next++)
    if (next[0] == '$' && next[1] == '.') {
      writer_put(&writer, text_from(schema));
    } else if (strncmp(next, "$key", 4) == 0) {
      writer_put(&writer, text_from(store_key_type(store)));
      next += 3;
    } else {
      writer_put_char(&writer, *next);
    }
  store_execute(store, writer_text(&writer).bytes);
  memory_release(store->memory, &scratch);
}

void store_make_row_tables(Store *store, const char *schema) {
  for (size_t i = 0; i < sizeof row_tables / sizeof row_tables[0]; i++)
    store_execute_in(store, schema, row_tables[i]);
}

bool store_has_row_tables(Store *store) {
  bool of_2 = store_has_rows_of_2(store);       /* without the deadlines of endings */
  for (size_t i = 0; i < sizeof row_table_names / sizeof row_table_names[0]; i++)
    if (!store_has_table(store, text_from(row_table_names[i])) &&
        !(of_2 && strcmp(row_table_names[i], "anslag_ending_deadline") == 0))
      return false;
  return true;
}

/* One line; that of an older version becomes this one's, since its tables were moved over. */
static void note_version(Store *store) {
  Text sql = arena_format(store->arena,
                          "UPDATE main.anslag_schema SET version = %d WHERE version < %d;"
                          "INSERT INTO main.anslag_schema (version) SELECT %d"
                          " WHERE NOT EXISTS (SELECT 1 FROM main.anslag_schema)",
                          STORE_SCHEMA_VERSION, STORE_SCHEMA_VERSION, STORE_SCHEMA_VERSION);
  store_execute(store, schema_table);
  store_execute(store, sql.bytes);
}

void store_make_run_tables(Store *store) {
  store->rows_seen = false;
  store_choose_key_type(store);
  for (size_t i = 0; i < sizeof run_tables / sizeof run_tables[0]; i++)
    store_execute_in(store, "main", run_tables[i]);
  if (store_has_old_rows(store))
    store_move_rows(store);
  else if (store_has_rows_of_2(store))
    store_move_rows_of_2(store);
  store_type_keys(store);
  store_make_row_tables(store, "main");
  store_make_views(store, "main");
  note_version(store);
}

void store_make_history(Store *store) {
  if (!store_has_old_rows(store) && !store_has_rows_of_2(store))
    note_version(store);
  store_execute(store, "CREATE TABLE IF NOT EXISTS main.anslag_history (\n"
                       "  record TEXT NOT NULL,\n"
                       "  key TEXT NOT NULL,\n"
                       "  field TEXT NOT NULL,\n"
                       "  old TEXT,\n"
                       "  new TEXT,\n"
                       "  file TEXT,\n"
                       "  row INTEGER,\n"
                       "  at TEXT NOT NULL)");
}
