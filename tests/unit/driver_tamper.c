/* The record is changed in one place at random, again and again: every change is found, and placed.
 *
 * TAMPERINGS=1000 in the environment makes so many (200 unless said); TAMPER_SEED another series.
 * The control changes what no hash is over, which must not be found. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interp/driver/anslag.h"

static const char rules_text[] =
    "guideline g \"G\"\n  assumed \"A case.\"\n  currency SEK\n"
    "body board \"The board\"\nrole clerk \"The clerk\" at board\n"
    "document paper from \"paper.txt\" \"Paper\" dated 2026-01-01\n"
    "record claim\n  id integer key\n  amount money\n  received date\n  good yes/no\n"
    "  decided date optional\n  got money optional\n"
    "  recorded decision granted = got, decided = decided\n"
    "decision grant on claim\n"
    "  criterion good \"Good\" requires good\n    source paper \"what is good is granted\"\n"
    "  frame pool = 300 kr\n    assumed \"A case.\"\n"
    "  delegated to clerk at most 20 kr out of pool\n    assumed \"A case.\"\n"
    "  decided by board out of pool\n    assumed \"A case.\"\n"
    "  allocate by received, id full amount, else waitlist\n    assumed \"A case.\"\n"
    "  deadline account owed by board to board due received + 90 days\n    assumed \"A case.\"\n";

typedef struct {
  char  folder[64], rules[96], database[96], said[1 << 16];
  size_t length;
  char  *whole;                 /* the database as it was written */
  size_t size;
  char   head[65];
} World;

static uint64_t state;

static unsigned draw(unsigned below) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return (unsigned)(state % below);
}

/* ---- the record ------------------------------------------------------------------------------ */

static bool take(void *context, const char *bytes, size_t length) {
  World *world = context;
  if (world->length + length < sizeof world->said) {
    memcpy(world->said + world->length, bytes, length);
    world->length += length;
    world->said[world->length] = '\0';
  }
  return true;
}

static void write_file(const char *folder, const char *name, const char *bytes, size_t size) {
  char path[160];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static AnslagSession *open_session(World *world, AnslagFormat format) {
  AnslagOptions options = anslag_options();
  options.results = options.messages = take;
  options.results_context = options.messages_context = world;
  options.format = format;
  world->length = 0;
  world->said[0] = '\0';
  return anslag_open(&options);
}

static void execute(World *world, const char *sql) {
  sqlite3 *connection;
  char *error = NULL;
  assert_int_equal(sqlite3_open(world->database, &connection), SQLITE_OK);
  if (sqlite3_exec(connection, sql, NULL, NULL, &error) != SQLITE_OK)
    fail_msg("%s: %s", sql, error);
  sqlite3_close(connection);
}

static void decide(World *world, const char *run, const char *by, const char *on,
                   const char *file, bool replace) {
  AnslagSession *session = open_session(world, ANSLAG_FORMAT_TEXT);
  AnslagDecide request = { .rules = { .path = world->rules }, .database = world->database,
                           .run = run, .by = by, .on = on, .reference = "§ 1", .path = file,
                           .replace = replace };
  if (anslag_decide(session, &request) != ANSLAG_DONE)
    fail_msg("%s", world->said);
  anslag_close(session);
}

static void judge(World *world, const char *as_of) {
  AnslagSession *session = open_session(world, ANSLAG_FORMAT_TEXT);
  AnslagRun run = { .rules = { .path = world->rules, .as_of = as_of },
                    .database = world->database };
  if (anslag_run(session, &run) != ANSLAG_DONE)
    fail_msg("%s", world->said);
  anslag_close(session);
}

static void keep_whole(World *world) {
  FILE *file = fopen(world->database, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  world->size = (size_t)ftell(file);
  rewind(file);
  world->whole = malloc(world->size);
  assert_int_equal(fread(world->whole, 1, world->size, file), world->size);
  fclose(file);
}

static void keep_head(World *world) {
  sqlite3 *connection;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(world->database, &connection), SQLITE_OK);
  sqlite3_prepare_v2(connection, "SELECT hash FROM anslag_decided ORDER BY id DESC LIMIT 1", -1,
                     &statement, NULL);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  snprintf(world->head, sizeof world->head, "%s",
           (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(connection);
}

static void make_record(World *world) {
  static const char corrections[] = "record,outcome,granted,reason\n3,rejected,,no\n";
  char path[96];
  strcpy(world->folder, "/tmp/anslag-tamper-XXXXXX");
  assert_non_null(mkdtemp(world->folder));
  snprintf(world->rules, sizeof world->rules, "%s/g.anslag", world->folder);
  snprintf(world->database, sizeof world->database, "%s/g.db", world->folder);
  snprintf(path, sizeof path, "%s/c.csv", world->folder);
  write_file(world->folder, "g.anslag", rules_text, strlen(rules_text));
  write_file(world->folder, "paper.txt", "And what is good is granted.\n", 29);
  write_file(world->folder, "c.csv", corrections, strlen(corrections));
  execute(world, "CREATE TABLE claim (id INTEGER PRIMARY KEY, amount INTEGER, received TEXT,"
                 " good INTEGER, decided TEXT, got INTEGER);"
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
                 " INSERT INTO claim SELECT i, i * 100 % 3700 + 100, '2026-01-' || printf('%02d',"
                 " i % 28 + 1), i % 5 <> 0, NULL, NULL FROM n");
  judge(world, "2026-03-01");
  decide(world, "1", "clerk", "2026-03-02", NULL, false);
  judge(world, "2026-03-03");
  decide(world, "2", "board", "2026-03-04", NULL, false);
  judge(world, "2026-03-05");
  decide(world, "3", "board", "2026-03-06", path, true);
  keep_whole(world);
  keep_head(world);
}

/* 0: whole; 1: a fault was found.  What was said is in world->said. */
static int verify(World *world) {
  AnslagSession *session = open_session(world, ANSLAG_FORMAT_JSON);
  AnslagRuns runs = { .rules = { .path = world->rules }, .database = world->database,
                      .what = ANSLAG_RUNS_VERIFY, .head = world->head };
  int code = anslag_runs(session, &runs);
  anslag_close(session);
  return code;
}

/* ---- changes --------------------------------------------------------------------------------- */

typedef struct {
  const char *table, *id;       /* id: what tells a row from the others */
  const char *number, *told_by; /* number: the column that faults are told by, or NULL */
  const char *columns[16];      /* that a hash is over */
} Target;

#define RUN_OF(id) "(SELECT run_id FROM anslag_extent x WHERE " id " BETWEEN x.first AND x.last)"

#define RUN_OF_ENDING(id)                                                                      \
  "(SELECT x.run_id FROM anslag_ended e JOIN anslag_extent x ON e.id BETWEEN x.first AND x.last" \
  " WHERE e.ending = " id " LIMIT 1)"

static const Target targets[] = {
  { "anslag_run", "rowid", "run_id", "run_id",
    { "run_id", "started", "rules_hash", "data_hash", "engine", "as_of", "settings", "records",
      "digest", "previous_hash", "hash" } },
  { "anslag_decided", "rowid", "id", "id",
    { "id", "run_id", "decision", "record", "outcome", "granted", "currency", "decider",
      "decided_on", "reference", "deviates", "reason", "recorded_at", "replaces",
      "previous_hash", "hash" } },
  { "anslag_fact", "rowid", NULL, NULL,
    { "run_id", "decision", "record", "field", "value" } },
  { "anslag_extent", "first", "run_id", "run_id", { "run_id", "decision", "first", "last" } },
  { "anslag_ended", "id", NULL, RUN_OF("id"), { "id", "record", "asked", "granted", "rank" } },
  { "anslag_ending", "id", NULL, RUN_OF_ENDING("anslag_ending.id"),
    { "id", "outcome", "decider", "currency", "frame", "failed" } },
  { "anslag_ending_deadline", "(ending * 100 + position)", NULL, RUN_OF_ENDING("ending"),
    { "ending", "deadline", "due" } },
  { "anslag_ended_deadline", "(ended * 100 + position)", NULL, RUN_OF("ended"),
    { "ended", "deadline", "due" } },
  { "anslag_rulebook", "rowid", NULL, NULL, { "rules_hash", "path", "text" } },
};
enum { TARGETS = sizeof targets / sizeof targets[0] };

typedef struct {
  sqlite3      *connection;
  const Target *target;
  int64_t       row, other;     /* by their ids */
  char          number[32];     /* of the row, before */
  int64_t       now;            /* and after, where it was changed; or of the other row */
  char          done[256];
} Change;

static int64_t ask(sqlite3 *connection, const char *sql) {
  sqlite3_stmt *statement;
  int64_t number = 0;
  assert_int_equal(sqlite3_prepare_v2(connection, sql, -1, &statement, NULL), SQLITE_OK);
  if (sqlite3_step(statement) == SQLITE_ROW)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

static bool run_sql(Change *change, const char *format, ...) {
  char sql[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(sql, sizeof sql, format, arguments);
  va_end(arguments);
  snprintf(change->done, sizeof change->done, "%.250s", sql);
  return sqlite3_exec(change->connection, sql, NULL, NULL, NULL) == SQLITE_OK &&
         sqlite3_changes(change->connection) > 0;
}

static const char *pick_column(const Target *target) {
  unsigned count = 0;
  while (count < 16 && target->columns[count])
    count++;
  return target->columns[draw(count)];
}

static int64_t pick_row(Change *change) {
  char sql[128];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", change->target->table);
  unsigned count = (unsigned)ask(change->connection, sql);
  snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %u", change->target->id,
           change->target->table, draw(count));
  return ask(change->connection, sql);
}

/* One bit of one cell; false: the cell is empty, or nothing came of it. */
static bool flip(Change *change) {
  char sql[256];
  const char *column = pick_column(change->target);
  sqlite3_stmt *statement;
  snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE %s = %lld", column,
           change->target->table, change->target->id, (long long)change->row);
  assert_int_equal(sqlite3_prepare_v2(change->connection, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  int type = sqlite3_column_type(statement, 0);
  int64_t number = sqlite3_column_int64(statement, 0) ^ (INT64_C(1) << draw(30));
  char text[8192];
  size_t length = (size_t)sqlite3_column_bytes(statement, 0);
  bool some = type != SQLITE_NULL && length > 0 && length < sizeof text;
  if (some)
    memcpy(text, sqlite3_column_blob(statement, 0), length);
  sqlite3_finalize(statement);
  if (!some)
    return false;
  if (change->target->number && strcmp(column, change->target->number) == 0)
    change->now = number;
  if (type == SQLITE_INTEGER)
    return run_sql(change, "UPDATE %s SET %s = %lld WHERE %s = %lld", change->target->table,
                   column, (long long)number, change->target->id, (long long)change->row);
  unsigned at = draw((unsigned)length);
  text[at] = (char)(text[at] ^ (1 << draw(4)));
  snprintf(sql, sizeof sql, "UPDATE %s SET %s = ?1 WHERE %s = %lld", change->target->table,
           column, change->target->id, (long long)change->row);
  snprintf(change->done, sizeof change->done, "%.200s: byte %u", sql, at);
  sqlite3_prepare_v2(change->connection, sql, -1, &statement, NULL);
  sqlite3_bind_text(statement, 1, text, (int)length, SQLITE_STATIC);
  int result = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return result == SQLITE_DONE;
}

static bool delete_row(Change *change) {
  return run_sql(change, "DELETE FROM %s WHERE %s = %lld", change->target->table,
                 change->target->id, (long long)change->row);
}

/* A copy of a row, under a number of its own where it has one. */
static bool insert_row(Change *change) {
  const char *table = change->target->table;
  if (strcmp(table, "anslag_run") == 0)
    return run_sql(change, "INSERT INTO anslag_run SELECT 90, started, rules, rules_hash,"
                   " data_hash, engine, as_of, settings, records, digest, previous_hash, hash"
                   " FROM anslag_run WHERE rowid = %lld", (long long)change->row);
  if (strcmp(table, "anslag_decided") == 0)
    return run_sql(change, "INSERT INTO anslag_decided SELECT 900, run_id, decision, record,"
                   " outcome, granted, currency, decider, decided_on, reference, deviates, reason,"
                   " recorded_at, replaces, previous_hash, hash FROM anslag_decided"
                   " WHERE rowid = %lld", (long long)change->row);
  if (strcmp(table, "anslag_rulebook") == 0)
    return run_sql(change, "INSERT INTO anslag_rulebook SELECT rules_hash, path || '2', text"
                   " FROM anslag_rulebook WHERE rowid = %lld", (long long)change->row);
  return run_sql(change, "INSERT INTO %s SELECT * FROM %s WHERE %s = %lld", table, table,
                 change->target->id, (long long)change->row);
}

/* A cell of one row for that of another, and the other way round. */
static bool swap_cells(Change *change) {
  const char *table = change->target->table, *column = pick_column(change->target);
  char sql[512];
  change->other = pick_row(change);
  if (strcmp(column, "run_id") == 0 || strcmp(column, "id") == 0 || strcmp(column, "path") == 0 ||
      strcmp(column, "rules_hash") == 0)
    return false;
  const char *id = change->target->id;
  long long row = (long long)change->row, other = (long long)change->other;
  snprintf(sql, sizeof sql, "SELECT ifnull((SELECT %s FROM %s WHERE %s = %lld), '') <>"
           " ifnull((SELECT %s FROM %s WHERE %s = %lld), '')", column, table, id, row, column,
           table, id, other);
  if (!ask(change->connection, sql))
    return false;
  if (change->target->told_by) {
    snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE %s = %lld", change->target->told_by, table,
             id, other);
    change->now = ask(change->connection, sql);
  }
  return run_sql(change, "UPDATE %s SET %s = CASE %s WHEN %lld THEN (SELECT %s FROM %s WHERE"
                 " %s = %lld) ELSE (SELECT %s FROM %s WHERE %s = %lld) END WHERE %s IN"
                 " (%lld, %lld)", table, column, id, row, column, table, id, other, column, table,
                 id, row, id, row, other);
}

static bool renumber(Change *change) {
  const Target *target = change->target;
  if (!target->number)
    return false;
  change->now = 500 + draw(100);
  return run_sql(change, "UPDATE %s SET %s = %lld WHERE %s = %lld", target->table,
                 target->number, (long long)change->now, target->id, (long long)change->row);
}

typedef bool ChangeKind(Change *change);
static ChangeKind *const kinds[] = { flip, flip, delete_row, insert_row, swap_cells, renumber };

static void note_number(Change *change) {
  char sql[512];
  change->number[0] = '\0';
  if (!change->target->told_by)
    return;
  snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE %s = %lld", change->target->told_by,
           change->target->table, change->target->id, (long long)change->row);
  snprintf(change->number, sizeof change->number, "%lld",
           (long long)ask(change->connection, sql));
}

/* One change that took; false: this draw came to nothing. */
static bool change_once(World *world, Change *change) {
  write_file(world->folder, "g.db", world->whole, world->size);
  *change = (Change){ .target = &targets[draw(TARGETS)] };
  assert_int_equal(sqlite3_open(world->database, &change->connection), SQLITE_OK);
  change->row = pick_row(change);
  note_number(change);
  bool changed = kinds[draw(sizeof kinds / sizeof kinds[0])](change);
  sqlite3_close(change->connection);
  return changed;
}

/* The number of the line changed, or of the one after it, or what its facts are of, is told. */
static bool is_placed(const World *world, const Change *change) {
  char told[64];
  const char *said = world->said;
  if (!change->number[0])
    return strstr(said, strcmp(change->target->table, "anslag_fact") == 0
                            ? "\"part\":\"decisions\",\"whole\":false"
                            : "\"part\":\"rules\",\"whole\":false") != NULL;
  for (int next = 0; next < 2; next++) {
    snprintf(told, sizeof told, "\"number\":%d", atoi(change->number) + next);
    if (strstr(said, told))
      return true;
  }
  snprintf(told, sizeof told, "\"number\":%lld", (long long)change->now);
  return (change->now && strstr(said, told)) || strstr(said, "\"fault\":\"decision gone\"") ||
         strstr(said, "\"fault\":\"run gone\"") ||
         strstr(said, "\"fault\":\"head\"") || strstr(said, "\"number\":90");
}

static unsigned long setting(const char *name, unsigned long usual) {
  const char *written = getenv(name);
  return written && *written ? strtoul(written, NULL, 10) : usual;
}

/* ---- tests ----------------------------------------------------------------------------------- */

static World world;

static void an_untouched_record_is_whole(void **unused) {
  (void)unused;
  write_file(world.folder, "g.db", world.whole, world.size);
  if (verify(&world) != ANSLAG_DONE)
    fail_msg("%s", world.said);
  assert_non_null(strstr(world.said, "\"runs\":3,"));
}

static void every_change_is_found_and_placed(void **unused) {
  (void)unused;
  unsigned long wanted = setting("TAMPERINGS", 200), made = 0;
  state = setting("TAMPER_SEED", 88172645463325252UL);
  while (made < wanted) {
    Change change;
    if (!change_once(&world, &change))
      continue;
    made++;
    if (verify(&world) != ANSLAG_MISTAKES)
      fail_msg("not found: %s\n%s", change.done, world.said);
    if (!is_placed(&world, &change))
      fail_msg("found, and not placed at %s %s: %s\n%s", change.target->table, change.number,
               change.done, world.said);
  }
}

static void what_no_hash_is_over_is_not_found(void **unused) {
  (void)unused;
  write_file(world.folder, "g.db", world.whole, world.size);
  execute(&world, "UPDATE anslag_run SET rules = 'another' WHERE run_id = 2");
  assert_int_equal(verify(&world), ANSLAG_DONE);
}

static void a_chain_written_anew_is_found_by_its_head(void **unused) {
  (void)unused;
  write_file(world.folder, "g.db", world.whole, world.size);
  execute(&world, "DELETE FROM anslag_decided; DELETE FROM anslag_fact");
  execute(&world, "DELETE FROM anslag_run WHERE run_id > 1;"
                  "DELETE FROM anslag_decision WHERE run_id > 1;"
                  "DELETE FROM anslag_deadline WHERE run_id > 1;"
                  "DELETE FROM anslag_finding WHERE run_id > 1;"
                  "DELETE FROM anslag_value WHERE run_id > 1;"
                  "DELETE FROM anslag_frame WHERE run_id > 1");
  assert_int_equal(verify(&world), ANSLAG_MISTAKES);
  assert_non_null(strstr(world.said, "\"fault\":\"head\""));
}

static int set_up(void **unused) {
  (void)unused;
  make_record(&world);
  return 0;
}

static int tear_down(void **unused) {
  (void)unused;
  static const char *const names[] = { "g.anslag", "paper.txt", "c.csv", "g.db" };
  char path[160];
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", world.folder, names[i]);
    unlink(path);
  }
  free(world.whole);
  return rmdir(world.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_untouched_record_is_whole),
    cmocka_unit_test(every_change_is_found_and_placed),
    cmocka_unit_test(what_no_hash_is_over_is_not_found),
    cmocka_unit_test(a_chain_written_anew_is_found_by_its_head),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
