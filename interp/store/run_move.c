/* Rows as version 1 kept them: a table each, with the record's key in every row.  The first run
 * moves them over; who only reads works on a copy in the temporary database.
 *
 * Nothing is lost on the way: a finding, value or deadline of a record that its run has not judged
 * gets an id within the run's extent to which there is no row, so that verifying still tells. */
#include "interp/store/runs.h"

#include <string.h>

typedef struct { const char *name; const char *columns[16]; } OldTable;

enum { OLD_DECISION, OLD_FINDING, OLD_VALUE, OLD_DEADLINE, OLD_COUNT };

static const OldTable old_tables[OLD_COUNT] = {
  [OLD_DECISION] = { "anslag_decision",
    { "run_id", "decision", "record", "outcome", "decider", "asked", "granted", "currency",
      "frame", "rank", "failed", "missing", "noted", "consulted" } },
  [OLD_FINDING]  = { "anslag_finding",
    { "run_id", "decision", "record", "rule", "verdict", "missing", "source", "owner",
      "reason" } },
  [OLD_VALUE]    = { "anslag_value", { "run_id", "decision", "record", "name", "value" } },
  [OLD_DEADLINE] = { "anslag_deadline",
    { "run_id", "decision", "record", "deadline", "owed_by", "owed_to", "due" } },
};

/* `schema`: main, or temp where what an older version keeps is stood in for. */
static bool is_table(Store *store, const char *schema, const char *name) {
  Text query = arena_format(store->arena, "SELECT 1 FROM %s.sqlite_schema"
                            " WHERE type = 'table' AND name = ?1 COLLATE NOCASE", schema);
  Statement *statement = statement_new(store, query);
  statement_bind_text(store, statement, 1, text_from(name));
  bool found = statement_step(store, statement);
  statement_end(statement);
  return found;
}

bool store_has_old_rows(Store *store) {
  bool found = false;
  for (size_t i = 0; i < OLD_COUNT && !found; i++)
    found = is_table(store, "main", old_tables[i].name);
  return found;
}

/* A column more or less, or a table beside what version 2 keeps: somebody's own, not to be lost. */
static void check_shape(Store *store, const OldTable *table) {
  ColumnList columns = table_columns(store, store->arena, text_from(table->name));
  size_t count = 0;
  while (count < 16 && table->columns[count])
    count++;
  bool same = columns.count == count && !store_has_table(store, TEXT("anslag_extent"));
  for (size_t i = 0; i < count && same; i++)
    same = column_find(&columns, text_from(table->columns[i])) != NULL;
  if (!same)
    store_stop_for_shape(store, table->name);
}

/* ---- moving ------------------------------------------------------------------------------- */

/* Stands in for a table that is gone. */
static const char nothing[] =
  "CREATE TEMP TABLE anslag_nothing (run_id, decision, record, outcome, decider, asked, granted,"
  " currency, frame, rank, failed, missing, noted, consulted, rule, verdict, source, owner,"
  " reason, name, value, deadline, owed_by, owed_to, due)";

#define SUBJECT "run_id, decision, record"

/* `$.` is where rows go, %1 to %4 where they come from.  The ids of a decision of a run follow each
 * other in the order its rows were written. */
static const char *const steps[] = {
  "CREATE TEMP TABLE anslag_moved (id INTEGER PRIMARY KEY, " SUBJECT ", old INTEGER)",
  "INSERT INTO temp.anslag_moved (" SUBJECT ", old) SELECT " SUBJECT ", old FROM ("
  "  SELECT " SUBJECT ", rowid AS old FROM %1 UNION ALL SELECT " SUBJECT ", NULL FROM ("
  "    SELECT " SUBJECT " FROM %2 UNION SELECT " SUBJECT " FROM %3"
  "    UNION SELECT " SUBJECT " FROM %4 EXCEPT SELECT " SUBJECT " FROM %1))"
  " ORDER BY run_id, min(old) OVER (PARTITION BY run_id, decision), decision, old IS NULL, old",
  "CREATE INDEX temp.anslag_moved_key ON anslag_moved (" SUBJECT ", old)",
  "INSERT INTO $.anslag_extent (run_id, decision, first, last)"
  " SELECT run_id, decision, min(id), max(id) FROM temp.anslag_moved GROUP BY run_id, decision",
  "INSERT INTO $.anslag_ending"
  " (outcome, decider, currency, frame, failed, missing, noted, consulted)"
  " SELECT DISTINCT outcome, decider, currency, frame, failed, missing, noted, consulted FROM %1",
  "CREATE INDEX $.anslag_ending_moved ON anslag_ending (outcome, decider, failed, missing)",
  "INSERT INTO $.anslag_ended (id, ending, record, asked, granted, rank)"
  " SELECT m.id, (SELECT n.id FROM $.anslag_ending n WHERE n.outcome IS d.outcome"
  "   AND n.decider IS d.decider AND n.failed IS d.failed AND n.missing IS d.missing"
  "   AND n.currency IS d.currency AND n.frame IS d.frame AND n.noted IS d.noted"
  "   AND n.consulted IS d.consulted),"
  "  d.record, d.asked, d.granted, d.rank"
  " FROM temp.anslag_moved m CROSS JOIN %1 d ON d.rowid = m.old ORDER BY m.id",
  "DROP INDEX $.anslag_ending_moved",
#define MOVED(row)                                                                             \
  "(SELECT m.id FROM temp.anslag_moved m WHERE m.run_id = " row ".run_id"                      \
  " AND m.decision = " row ".decision AND m.record = " row ".record LIMIT 1), " row ".rowid"
  "INSERT INTO $.anslag_ended_finding SELECT " MOVED("f") ", f.rule, f.verdict, f.missing,"
  " f.source, f.owner, f.reason FROM %2 f",
  "INSERT INTO $.anslag_ended_value SELECT " MOVED("v") ", v.name, v.value FROM %3 v",
  "INSERT INTO $.anslag_ended_deadline SELECT " MOVED("l") ", l.deadline, l.owed_by, l.owed_to,"
  " l.due FROM %4 l",
  "DROP TABLE temp.anslag_moved",
#undef MOVED
};

/* `step` with the tables it reads from. */
static Text step_from(Arena *arena, const char *step, const Text *sources) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (const char *next = step; *next; next++)
    if (next[0] == '%' && next[1] >= '1' && next[1] < '1' + OLD_COUNT)
      writer_put(&writer, sources[*++next - '1']);
    else
      writer_put_char(&writer, *next);
  return writer_text(&writer);
}

static void take_rows(Store *store, const char *schema) {
  Arena scratch;
  Text  sources[OLD_COUNT];
  bool  there[OLD_COUNT];
  arena_init_deferred(&scratch, store->memory);
  for (size_t i = 0; i < OLD_COUNT; i++) {
    there[i] = is_table(store, "main", old_tables[i].name);
    if (there[i])
      check_shape(store, &old_tables[i]);
    sources[i] = there[i] ? arena_format(&scratch, "main.%s", old_tables[i].name)
                          : TEXT("temp.anslag_nothing");
  }
  store_execute(store, nothing);
  store_make_row_tables(store, schema);
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
    store_execute_in(store, schema, step_from(&scratch, steps[i], sources).bytes);
  store_execute(store, "DROP TABLE temp.anslag_nothing");
  for (size_t i = 0; i < OLD_COUNT && strcmp(schema, "main") == 0; i++)
    if (there[i])
      store_execute(store, arena_format(&scratch, "DROP TABLE main.%s",
                                        old_tables[i].name).bytes);
  memory_release(store->memory, &scratch);
}

void store_move_rows(Store *store) {
  take_rows(store, "main");
}

/* ---- version 2 ---------------------------------------------------------------------------- */

bool store_has_rows_of_2(Store *store) {
  return store_version(store) == 2 && store_has_table(store, TEXT("anslag_extent")) &&
         !store_has_table(store, TEXT("anslag_ending_deadline"));
}

void store_move_rows_of_2(Store *store) {
  store_drop_views(store, "temp");
  store_execute(store, "DROP TABLE IF EXISTS temp.anslag_ending_deadline");
  store_drop_views(store, "main");
}

static void stand_in_for_2(Store *store) {
  store_execute(store, "CREATE TEMP TABLE anslag_ending_deadline (ending INTEGER,"
                       " position INTEGER, deadline, owed_by, owed_to, due,"
                       " PRIMARY KEY (ending, position)) WITHOUT ROWID");
  store_make_views(store, "temp");
}

/* ---- reading ------------------------------------------------------------------------------ */

bool store_see_rows(Store *store) {
  if (store->rows_seen)
    return store->has_rows;
  if (store_has_old_rows(store) && !is_table(store, "temp", "anslag_extent")) {
    store_choose_key_type(store);
    take_rows(store, "temp");
    store_make_views(store, "temp");
  } else if (store_has_rows_of_2(store) && !is_table(store, "temp", "anslag_ending_deadline")) {
    stand_in_for_2(store);
  }
  store->rows_seen = true;
  store->has_rows = is_table(store, "temp", "anslag_extent") ||
                    store_has_table(store, TEXT("anslag_extent"));
  return store->has_rows;
}
