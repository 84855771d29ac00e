/* The anslag_* tables: what runs and imports leave (cli.md). */
#include "interp/store/inside.h"

/* Records may share a key (V7: both are then invalid), so their rows have no unique key. */
static const char *const run_tables[] = {
  "CREATE TABLE IF NOT EXISTS main.anslag_schema (version INTEGER NOT NULL)",
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
  "CREATE TABLE IF NOT EXISTS main.anslag_decision (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  decision TEXT NOT NULL,\n"
  "  record TEXT NOT NULL,\n"
  "  outcome TEXT NOT NULL,\n"
  "  decider TEXT,\n"
  "  asked INTEGER,    -- minor units, as granted\n"
  "  granted INTEGER,\n"
  "  currency TEXT,\n"
  "  frame TEXT,\n"
  "  rank INTEGER,\n"
  "  failed TEXT,\n"
  "  missing TEXT,\n"
  "  noted TEXT,\n"
  "  consulted TEXT)",
  "CREATE TABLE IF NOT EXISTS main.anslag_finding (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  decision TEXT NOT NULL,\n"
  "  record TEXT NOT NULL,\n"
  "  rule TEXT NOT NULL,\n"
  "  verdict TEXT NOT NULL,\n"
  "  missing TEXT,\n"
  "  source TEXT,\n"
  "  owner TEXT,\n"
  "  reason TEXT)",
  "CREATE TABLE IF NOT EXISTS main.anslag_value (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  decision TEXT NOT NULL,\n"
  "  record TEXT NOT NULL,\n"
  "  name TEXT NOT NULL,\n"
  "  value TEXT)",
  "CREATE TABLE IF NOT EXISTS main.anslag_deadline (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  decision TEXT NOT NULL,\n"
  "  record TEXT NOT NULL,\n"
  "  deadline TEXT NOT NULL,\n"
  "  owed_by TEXT,\n"
  "  owed_to TEXT,\n"
  "  due TEXT)",
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
  "  record TEXT NOT NULL,\n"
  "  amount INTEGER NOT NULL,\n"
  "  \"on\" TEXT)",
  "CREATE TABLE IF NOT EXISTS main.anslag_rulebook (\n"
  "  rules_hash TEXT NOT NULL,\n"
  "  path TEXT NOT NULL,\n"
  "  text TEXT NOT NULL,\n"
  "  PRIMARY KEY (rules_hash, path))",
};

/* Made when the first run is in, which is faster than keeping them up meanwhile. */
static const char *const run_indexes[] = {
  "CREATE INDEX IF NOT EXISTS main.anslag_decision_key\n"
  "  ON anslag_decision (run_id, decision, record)",
  "CREATE INDEX IF NOT EXISTS main.anslag_finding_key\n"
  "  ON anslag_finding (run_id, decision, record)",
  "CREATE INDEX IF NOT EXISTS main.anslag_value_key\n"
  "  ON anslag_value (run_id, decision, record)",
  "CREATE INDEX IF NOT EXISTS main.anslag_deadline_key\n"
  "  ON anslag_deadline (run_id, decision, record)",
};

static void note_version(Store *store) {
  Text sql = arena_format(store->arena,
                          "INSERT INTO main.anslag_schema (version) SELECT %d"
                          " WHERE NOT EXISTS (SELECT 1 FROM main.anslag_schema)",
                          STORE_SCHEMA_VERSION);
  store_execute(store, sql.bytes);
}

void store_make_run_tables(Store *store) {
  for (size_t i = 0; i < sizeof run_tables / sizeof run_tables[0]; i++)
    store_execute(store, run_tables[i]);
  note_version(store);
}

void store_make_run_indexes(Store *store) {
  for (size_t i = 0; i < sizeof run_indexes / sizeof run_indexes[0]; i++)
    store_execute(store, run_indexes[i]);
}

void store_make_history(Store *store) {
  store_execute(store, run_tables[0]);
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
