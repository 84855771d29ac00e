/* What people read and correct: views with the columns that cli.md gives, which may be written as
 * tables may.  A change to one row touches no other: an ending that is changed is copied first.
 *
 * A trigger looks for its row from the start of the extent; so a whole run is best taken away by
 * deleting from anslag_decision, which takes with it what is the records' own. */
#include "interp/store/runs.h"

#include <string.h>

typedef struct { const char *name, *sql; } View;

/* Joins without an order, and half of the ids said to be in reach of a run: so SQLite begins with
 * the extents of a run that is asked for, and yet sees that a join by `record`, or a question asked
 * for each row, goes through so many that it makes itself an index.  With less than 0.52 it makes
 * none for the latter, with more than 0.56 it goes through all runs (tests/command/joins.sh). */
#define OF_EXTENT(id)                                                                          \
  "likelihood(" id " >= x.first, 0.53) AND likelihood(" id " <= x.last, 0.53)"
#define EVERY_ENDED "anslag_extent x JOIN anslag_ended e ON " OF_EXTENT("e.id")
#define EVERY_OWN(table, own)                                                                  \
  "anslag_extent x JOIN " table " ON " OF_EXTENT(own ".ended")                                 \
  " JOIN anslag_ended e ON e.id = " own ".ended"

#define SUBJECT "SELECT x.run_id AS run_id, x.decision AS decision, e.record AS record, "

#define VIEW_OF_FINDING(from)                                                                  \
  SUBJECT "f.rule AS rule,"                                                                    \
  " f.verdict AS verdict, f.missing AS missing, f.source AS source, f.owner AS owner,"         \
  " f.reason AS reason FROM " from

#define VIEW_OF_DEADLINE(from)                                                                 \
  SUBJECT "l.deadline AS deadline,"                                                            \
  " l.owed_by AS owed_by, l.owed_to AS owed_to, l.due AS due FROM " from

static const View views[] = {
  { "anslag_decision",
    SUBJECT "n.outcome AS outcome,"
    " n.decider AS decider, e.asked AS asked, e.granted AS granted, n.currency AS currency,"
    " n.frame AS frame, e.rank AS rank, n.failed AS failed, n.missing AS missing,"
    " n.noted AS noted, n.consulted AS consulted FROM "
    EVERY_ENDED " JOIN anslag_ending n ON n.id = e.ending" },
  { "anslag_finding",
    VIEW_OF_FINDING(EVERY_ENDED " JOIN anslag_ending_finding f ON f.ending = e.ending")
    " UNION ALL "
    VIEW_OF_FINDING(EVERY_OWN("anslag_ended_finding f", "f")) },
  { "anslag_value",
    SUBJECT "v.name AS name, v.value AS value FROM " EVERY_OWN("anslag_ended_value v", "v") },
  { "anslag_deadline",
    VIEW_OF_DEADLINE(EVERY_ENDED " JOIN anslag_ending_deadline l ON l.ending = e.ending")
    " UNION ALL "
    VIEW_OF_DEADLINE(EVERY_OWN("anslag_ended_deadline l", "l")) },
};
enum { VIEW_COUNT = sizeof views / sizeof views[0] };

/* ---- finding a row ------------------------------------------------------------------------ */

#define IS_OF(row)                                                                             \
  " WHERE x.run_id = " row ".run_id AND x.decision = " row ".decision"                         \
  " AND e.record = " row ".record"

#define ENDING_COLUMNS  "outcome, decider, currency, frame, failed, missing, noted, consulted"
#define FINDING_COLUMNS "rule, verdict, missing, source, owner, reason"
#define DEADLINE_COLUMNS "deadline, owed_by, owed_to, due"

#define SAME_ENDED                                                                             \
  " AND e.asked IS OLD.asked AND e.granted IS OLD.granted AND e.rank IS OLD.rank"              \
  " AND n.outcome IS OLD.outcome AND n.decider IS OLD.decider AND n.currency IS OLD.currency"  \
  " AND n.frame IS OLD.frame AND n.failed IS OLD.failed AND n.missing IS OLD.missing"          \
  " AND n.noted IS OLD.noted AND n.consulted IS OLD.consulted"
#define SAME_FINDING                                                                           \
  " AND f.rule IS OLD.rule AND f.verdict IS OLD.verdict AND f.missing IS OLD.missing"          \
  " AND f.source IS OLD.source AND f.owner IS OLD.owner AND f.reason IS OLD.reason"
#define SAME_VALUE " AND v.name IS OLD.name AND v.value IS OLD.value"
#define SAME_DEADLINE                                                                          \
  " AND l.deadline IS OLD.deadline AND l.owed_by IS OLD.owed_by AND l.owed_to IS OLD.owed_to"  \
  " AND l.due IS OLD.due"

/* What triggers look for, by the name they call it. */
static const View sought[] = {
  { "{ended}",    /* the row of anslag_ended that the old row shows */
    "(SELECT e.id FROM " STORE_PROPOSALS IS_OF("OLD") SAME_ENDED " LIMIT 1)" },
  { "{record}",   /* that of the record which the new row is of */
    "(SELECT e.id FROM " ROWS_ENDED IS_OF("NEW") " LIMIT 1)" },
  { "{found}",    /* that of the record with the old finding */
    "(SELECT e.id FROM " ROWS_ENDED IS_OF("OLD")
    " AND (EXISTS (SELECT 1 FROM anslag_ended_finding f WHERE f.ended = e.id" SAME_FINDING ")"
    " OR EXISTS (SELECT 1 FROM anslag_ending_finding f WHERE f.ending = e.ending" SAME_FINDING
    ")) LIMIT 1)" },
  { "{owed}",     /* that of the record with the old deadline */
    "(SELECT e.id FROM " ROWS_ENDED IS_OF("OLD")
    " AND (EXISTS (SELECT 1 FROM anslag_ended_deadline l WHERE l.ended = e.id" SAME_DEADLINE ")"
    " OR EXISTS (SELECT 1 FROM anslag_ending_deadline l WHERE l.ending = e.ending" SAME_DEADLINE
    ")) LIMIT 1)" },
};
enum { SOUGHT_COUNT = sizeof sought / sizeof sought[0] };

#define OLD_OWN(table, own, same)                                                              \
  " WHERE (ended, position) = (SELECT " own ".ended, " own ".position FROM "                   \
  ROWS_OWN(table " " own, own) IS_OF("OLD") same " LIMIT 1)"

#define NEXT_ID                                                                                \
  "1 + max(ifnull((SELECT max(id) FROM anslag_ended), 0),"                                     \
  " ifnull((SELECT max(last) FROM anslag_extent), 0))"
#define LAST_ENDING "(SELECT max(id) FROM anslag_ending)"
#define NEXT_POSITION(table)                                                                   \
  "1 + ifnull((SELECT max(position) FROM " table " WHERE ended = {record}), 0)"
#define NEED_RECORD                                                                            \
  "SELECT RAISE(ABORT, 'the run has no such record') WHERE {record} IS NULL;\n"

#define STAYS "WHEN NEW.run_id IS OLD.run_id AND NEW.decision IS OLD.decision"
#define MOVES "WHEN NEW.run_id IS NOT OLD.run_id OR NEW.decision IS NOT OLD.decision"
#define STAYS_THERE STAYS " AND NEW.record IS OLD.record"
#define MOVES_AWAY  MOVES " OR NEW.record IS NOT OLD.record"

/* ---- what is done to it ------------------------------------------------------------------- */

#define WRITE_ENDING                                                                           \
  "INSERT INTO anslag_ending (" ENDING_COLUMNS ") VALUES (NEW.outcome, NEW.decider,"           \
  " NEW.currency, NEW.frame, NEW.failed, NEW.missing, NEW.noted, NEW.consulted);\n"
/* The extent of a row of its own; extents of a decision may be several. */
#define WRITE_EXTENT(id)                                                                       \
  "INSERT INTO anslag_extent (run_id, decision, first, last, place)"                           \
  " SELECT NEW.run_id, NEW.decision, " id ", " id ", (SELECT place FROM anslag_extent"         \
  " WHERE run_id = NEW.run_id AND decision = NEW.decision LIMIT 1);\n"
#define DROP_EMPTY_EXTENTS                                                                     \
  "DELETE FROM anslag_extent WHERE run_id = OLD.run_id AND decision = OLD.decision"            \
  " AND NOT EXISTS (SELECT 1 FROM anslag_ended WHERE id BETWEEN first AND last);\n"

/* The ending as it is now said, with the findings and deadlines of the one before. */
#define COPY_OF_ENDING(table, columns)                                                         \
  "INSERT INTO " table " SELECT " LAST_ENDING ", position, " columns " FROM " table            \
  " WHERE ending = (SELECT ending FROM anslag_ended WHERE id = {ended});\n"
#define CHANGE_ENDING                                                                          \
  WRITE_ENDING                                                                                 \
  COPY_OF_ENDING("anslag_ending_finding", FINDING_COLUMNS)                                     \
  COPY_OF_ENDING("anslag_ending_deadline", DEADLINE_COLUMNS)
#define CHANGE_ENDED                                                                           \
  "UPDATE anslag_ended SET ending = " LAST_ENDING ", record = NEW.record"                      \
  ", asked = NEW.asked, granted = NEW.granted, rank = NEW.rank"

#define RENUMBER(table)                                                                        \
  "UPDATE " table " SET ended = (SELECT max(last) FROM anslag_extent) WHERE ended = "          \
  "{ended};\n"
#define DELETE_OWN(table) "DELETE FROM " table " WHERE ended = {ended};\n"

/* What an ending has of a kind becomes the own of the record `id` before one of them is changed;
 * the ending that it then has keeps the other kind. */
#define OWN_OF_ENDING(id, table, own, columns, other, other_columns)                           \
  "INSERT INTO anslag_ending (" ENDING_COLUMNS ") SELECT " ENDING_COLUMNS " FROM anslag_ending"\
  " WHERE id = (SELECT ending FROM anslag_ended WHERE id = " id ")"                            \
  " AND EXISTS (SELECT 1 FROM " table " m WHERE m.ending = anslag_ending.id);\n"               \
  "INSERT INTO " other " SELECT " LAST_ENDING ", position, " other_columns " FROM " other " o" \
  " WHERE o.ending = (SELECT ending FROM anslag_ended WHERE id = " id ")"                      \
  " AND EXISTS (SELECT 1 FROM " table " m WHERE m.ending = o.ending);\n"                       \
  "INSERT INTO " own " SELECT " id ", position, " columns " FROM " table                       \
  " WHERE ending = (SELECT ending FROM anslag_ended WHERE id = " id ");\n"                     \
  "UPDATE anslag_ended SET ending = " LAST_ENDING " WHERE id = " id                            \
  " AND EXISTS (SELECT 1 FROM " table " m WHERE m.ending = anslag_ended.ending);\n"
#define OWN_FINDINGS                                                                           \
  OWN_OF_ENDING("{found}", "anslag_ending_finding", "anslag_ended_finding", FINDING_COLUMNS,   \
                "anslag_ending_deadline", DEADLINE_COLUMNS)
#define OWN_DEADLINES(id)                                                                      \
  OWN_OF_ENDING(id, "anslag_ending_deadline", "anslag_ended_deadline", DEADLINE_COLUMNS,       \
                "anslag_ending_finding", FINDING_COLUMNS)
#define WRITE_FINDING                                                                          \
  "INSERT INTO anslag_ended_finding SELECT {record}, 1 + max(ifnull((SELECT max(position)"     \
  " FROM anslag_ended_finding WHERE ended = {record}), 0), ifnull((SELECT max(position)"       \
  " FROM anslag_ending_finding WHERE ending = (SELECT ending FROM anslag_ended WHERE id = "    \
  "{record})), 0)), NEW.rule, NEW.verdict, NEW.missing, NEW.source, NEW.owner, NEW.reason;\n"
#define OLD_OWN_FINDING OLD_OWN("anslag_ended_finding", "f", SAME_FINDING)
#define WRITE_VALUE                                                                            \
  "INSERT INTO anslag_ended_value SELECT {record}, " NEXT_POSITION("anslag_ended_value")       \
  ", NEW.name, NEW.value;\n"
#define OLD_OWN_VALUE OLD_OWN("anslag_ended_value", "v", SAME_VALUE)
#define WRITE_DEADLINE                                                                         \
  "INSERT INTO anslag_ended_deadline SELECT {record}, "                                        \
  NEXT_POSITION("anslag_ended_deadline") ", NEW.deadline, NEW.owed_by, NEW.owed_to, NEW.due;\n"
#define OLD_OWN_DEADLINE OLD_OWN("anslag_ended_deadline", "l", SAME_DEADLINE)

#define TRIGGER(name, when)                                                                    \
  "CREATE TRIGGER IF NOT EXISTS main.anslag_" name " INSTEAD OF " when "\nBEGIN\n"

static const char *const triggers[] = {
  TRIGGER("decision_insert", "INSERT ON anslag_decision")
    WRITE_ENDING
    "INSERT INTO anslag_ended SELECT " NEXT_ID ", " LAST_ENDING ", NEW.record"
    ", NEW.asked, NEW.granted, NEW.rank;\n"
    WRITE_EXTENT("(SELECT max(id) FROM anslag_ended)") "END",
  TRIGGER("decision_update", "UPDATE ON anslag_decision " STAYS)
    CHANGE_ENDING CHANGE_ENDED " WHERE id = {ended};\nEND",
  TRIGGER("decision_move", "UPDATE ON anslag_decision " MOVES)
    CHANGE_ENDING
    WRITE_EXTENT("(SELECT " NEXT_ID ")")
    RENUMBER("anslag_ended_finding") RENUMBER("anslag_ended_value")
    RENUMBER("anslag_ended_deadline")
    CHANGE_ENDED ", id = (SELECT max(last) FROM anslag_extent) WHERE id = {ended};\n"
    DROP_EMPTY_EXTENTS "END",
  TRIGGER("decision_delete", "DELETE ON anslag_decision")
    DELETE_OWN("anslag_ended_finding") DELETE_OWN("anslag_ended_value")
    DELETE_OWN("anslag_ended_deadline")
    "DELETE FROM anslag_ended WHERE id = {ended};\n" DROP_EMPTY_EXTENTS "END",

  TRIGGER("finding_insert", "INSERT ON anslag_finding") NEED_RECORD WRITE_FINDING "END",
  TRIGGER("finding_update", "UPDATE ON anslag_finding " STAYS_THERE)
    OWN_FINDINGS
    "UPDATE anslag_ended_finding SET rule = NEW.rule, verdict = NEW.verdict,"
    " missing = NEW.missing, source = NEW.source, owner = NEW.owner, reason = NEW.reason"
    OLD_OWN_FINDING ";\nEND",
  TRIGGER("finding_move", "UPDATE ON anslag_finding " MOVES_AWAY)
    NEED_RECORD OWN_FINDINGS WRITE_FINDING
    "DELETE FROM anslag_ended_finding" OLD_OWN_FINDING ";\nEND",
  TRIGGER("finding_delete", "DELETE ON anslag_finding")
    OWN_FINDINGS "DELETE FROM anslag_ended_finding" OLD_OWN_FINDING ";\nEND",

  TRIGGER("value_insert", "INSERT ON anslag_value") NEED_RECORD WRITE_VALUE "END",
  TRIGGER("value_update", "UPDATE ON anslag_value " STAYS_THERE)
    "UPDATE anslag_ended_value SET name = NEW.name, value = NEW.value" OLD_OWN_VALUE ";\nEND",
  TRIGGER("value_move", "UPDATE ON anslag_value " MOVES_AWAY)
    NEED_RECORD WRITE_VALUE "DELETE FROM anslag_ended_value" OLD_OWN_VALUE ";\nEND",
  TRIGGER("value_delete", "DELETE ON anslag_value")
    "DELETE FROM anslag_ended_value" OLD_OWN_VALUE ";\nEND",

  TRIGGER("deadline_insert", "INSERT ON anslag_deadline")
    NEED_RECORD OWN_DEADLINES("{record}") WRITE_DEADLINE "END",
  TRIGGER("deadline_update", "UPDATE ON anslag_deadline " STAYS_THERE)
    OWN_DEADLINES("{owed}")
    "UPDATE anslag_ended_deadline SET deadline = NEW.deadline, owed_by = NEW.owed_by,"
    " owed_to = NEW.owed_to, due = NEW.due" OLD_OWN_DEADLINE ";\nEND",
  TRIGGER("deadline_move", "UPDATE ON anslag_deadline " MOVES_AWAY)
    NEED_RECORD OWN_DEADLINES("{owed}") OWN_DEADLINES("{record}") WRITE_DEADLINE
    "DELETE FROM anslag_ended_deadline" OLD_OWN_DEADLINE ";\nEND",
  TRIGGER("deadline_delete", "DELETE ON anslag_deadline")
    OWN_DEADLINES("{owed}") "DELETE FROM anslag_ended_deadline" OLD_OWN_DEADLINE ";\nEND",
};

/* `trigger` with what it looks for in place of the names. */
static Text trigger_text(Arena *arena, const char *trigger) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (const char *next = trigger; *next;) {
    size_t i = 0;
    while (i < SOUGHT_COUNT && strncmp(next, sought[i].name, strlen(sought[i].name)) != 0)
      i++;
    if (i < SOUGHT_COUNT) {
      writer_put(&writer, text_from(sought[i].sql));
      next += strlen(sought[i].name);
    } else {
      writer_put_char(&writer, *next++);
    }
  }
  return writer_text(&writer);
}

static void make_triggers(Store *store) {
  Arena scratch;
  arena_init_deferred(&scratch, store->memory);
  for (size_t i = 0; i < sizeof triggers / sizeof triggers[0]; i++)
    store_execute(store, trigger_text(&scratch, triggers[i]).bytes);
  memory_release(store->memory, &scratch);
}

void store_make_views(Store *store, const char *schema) {
  for (size_t i = 0; i < VIEW_COUNT; i++) {
    Text sql = arena_format(store->arena, "CREATE VIEW IF NOT EXISTS %s.%s AS\n%s", schema,
                            views[i].name, views[i].sql);
    store_execute(store, sql.bytes);
  }
  if (strcmp(schema, "main") == 0)
    make_triggers(store);
}

void store_drop_views(Store *store, const char *schema) {
  for (size_t i = 0; i < VIEW_COUNT; i++)
    store_execute(store, arena_format(store->arena, "DROP VIEW IF EXISTS %s.%s", schema,
                                      views[i].name).bytes);
}

bool store_views_are_ours(Store *store) {
  Arena scratch;
  arena_init_deferred(&scratch, store->memory);
  bool ours = true;
  for (size_t i = 0; i < VIEW_COUNT && ours; i++) {
    Statement *statement = statement_new(store, TEXT(
        "SELECT sql FROM main.sqlite_schema WHERE type = 'view' AND name = ?1"));
    statement_bind_text(store, statement, 1, text_from(views[i].name));
    ours = statement_step(store, statement) &&
           text_ends_with(statement_text(store, statement, 0, &scratch), text_from(views[i].sql));
    statement_end(statement);
  }
  memory_release(store->memory, &scratch);
  return ours;
}
