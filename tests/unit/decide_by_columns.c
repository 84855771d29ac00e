/* A run by columns writes what a run record by record writes: every row of every table, and the
 * digest, however many records are held at a time and with one thread or two. */
#define _XOPEN_SOURCE 700
#include "tests/unit/decide_support.h"

#include "interp/decide/to_store.h"
#include "tests/harness/row_lines.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

enum { RECORDS = 700 };

#define HEAD                                                                                 \
  "guideline g \"G\"\n  in force 2026-01-01 to 2026-11-30 assumed \"a\"\n  currency SEK\n"  \
  "  counts time by std.time.se\nuse std.time.se\n"                                        \
  "body board \"The board\"\nrole director \"The director\" at board\n"                     \
  "parameter most = 900 kr assumed \"a\"\nparameter less = 20 kr assumed \"a\"\n"           \
  "parameter shared = 40 % until 2026-05-31 assumed \"a\"\n"                               \
  "  , 60 % from 2026-06-01 assumed \"a\"\n"                                              \
  "codelist kind \"Kind\"\n  one \"One\"\n  two \"Two\"\n  three \"Three\"\n"                 \
  "record claim\n  id integer key\n  amount money\n  received date\n  decided date awaited\n" \
  "  kind kind\n  share rate\n  good yes/no assessed by director\n  fresh yes/no\n"           \
  "  note text optional\n  parts integer\n"

/* The plain case: what is funded has a deadline, nothing else is the record's own. */
static const char plain[] = HEAD
  "decision d on claim\n  governed by received assumed \"a\"\n"
  "  criterion aim requires good assumed \"We say so.\"\n"
  "  criterion sort requires kind in (one, two) or (kind is three and share above 30 %)\n"
  "    assumed \"a\"\n"
  "  criterion new considers fresh assumed \"a\"\n"
  "  frame pot = most assumed \"a\"\n"
  "  frame small = 200 kr within pot assumed \"a\"\n"
  "  decided by board out of pot assumed \"a\"\n"
  "  delegated to director at most less out of small consulting board assumed \"a\"\n"
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n"
  "  deadline account \"A\" owed by director to board due decided + 3 months assumed \"a\"\n";

/* Much of the language at once. */
static const char much[] = HEAD
  "  decided_by text optional\n  granted_sum money optional\n"
  "  recorded decision decider = decided_by, granted = granted_sum\n"
  "  valid when amount above 0 kr \"Above zero.\"\n"
  "decision d on claim\n  governed by received assumed \"a\"\n"
  "  amount asked = amount assumed \"a\"\n"
  "  amount half = 50 % of asked assumed \"a\"\n"
  "  ceiling most_two = if kind is two then 3 kr else asked assumed \"a\"\n"
  "  excluded when parts above 8 assumed \"a\"\n"
  "  needs parts when kind is three assumed \"a\"\n"
  "  criterion aim requires good else \"{kind} is not good.\"\n"
  "    requires share at least shared else \"Too small a share.\" assumed \"We say so.\"\n"
  "  criterion sort requires kind in (one, two) or (kind is three and share above 30 %)\n"
  "    assumed \"a\"\n"
  "  criterion span requires parts between 1 and 7 assumed \"a\"\n"
  "  criterion new considers fresh and parts above 2 assumed \"a\"\n"
  "  outcome passed_on \"Passed on\" when fresh is known and share above 95 % assumed \"a\"\n"
  "  shows double = asked + asked assumed \"a\"\n"
  "  shows what = kind assumed \"a\"\n"
  "  frame pot = most assumed \"a\"\n"
  "  decided by board out of pot assumed \"a\"\n"
  "  delegated to director at most less out of pot when fresh assumed \"a\"\n"
  "  allocate by received, id full amount, else reject assumed \"a\"\n"
  "  condition split \"S\" when parts above 3 assumed \"a\"\n"
  "  deadline account \"A\" owed by director to board due decided + 3 months assumed \"a\"\n"
  "  deadline answer \"B\" when good is known owed by board to director\n"
  "    due received + 10 days assumed \"a\"\n";

/* Frames for each key, partly granted. */
static const char keyed[] = HEAD
  "decision d on claim\n  governed by received assumed \"a\"\n"
  "  criterion aim requires good assumed \"We say so.\"\n"
  "  frame pot = 300 kr for each kind assumed \"a\"\n"
  "  decided by board out of pot assumed \"a\"\n"
  "  allocate by share descending, id partial down to 5 kr, else waitlist assumed \"a\"\n";

/* Facts that are not known, in all that a verdict may rest on: tables, exceptions of values and of
 * rules, remainders, `valid when`, facts that stand twice and are tried out (U2); and what hangs on
 * how a record ended. */
static const char open_facts[] = HEAD
  "  valid when good or amount above -5 kr \"Above all.\"\n"
  "define fee(k, n integer) by table first match\n"
  "  | k     | n   || fee  |\n"
  "  | one   | < 5 || 1 kr |\n"
  "  | one   | -   || 2 kr |\n"
  "  | three | > 7 || 9 kr |\n"
  "  | -     | -   || 4 kr |\n"
  "  assumed \"a\"\n"
  "define weight = (if share is known then share else 50 %) assumed \"a\"\n"
  "exception heavy to weight = 90 % when parts above 6 assumed \"a\"\n"
  "exception light to weight = 5 % when kind is two overrides heavy assumed \"a\"\n"
  "decision d on claim\n  governed by received assumed \"a\"\n"
  "  criterion fair requires fee(kind, parts) below 4 kr or good else \"Not {kind}.\"\n"
  "    requires weight above 10 % else \"Too light.\" assumed \"a\"\n"
  "  exception spared to fair when fresh and not good assumed \"Spared.\"\n"
  "  criterion even requires remainder(parts, 3) is not 1 assumed \"a\"\n"
  "  criterion twice requires (good and parts above 3) or (not good and parts below 9)\n"
  "    assumed \"a\"\n"
  "  criterion again requires good or good assumed \"a\"\n"
  "  criterion near requires amount below 110 kr or amount above fee(kind, parts)\n"
  "    assumed \"a\"\n"
  "  exception allowed to twice requires fresh assumed \"Is fresh.\"\n"
  "  frame pot = most assumed \"a\"\n"
  "  decided by board out of pot assumed \"a\"\n"
  "  delegated to director at most less out of pot assumed \"a\"\n"
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n"
  "  deadline account \"A\" when decider is director owed by director to board\n"
  "    due received + 3 months assumed \"a\"\n"
  "  deadline large \"L\" when granted above 12 kr and good owed by board to director\n"
  "    due decided + 3 months assumed \"a\"\n"
  "  deadline answer \"B\" when not (decider is board) and fresh owed by board to director\n"
  "    due received + 10 days assumed \"a\"\n";

/* Who owes a deadline: whom a field names, several, one or another by the facts, by how the record
 * ended, by both; and who receives it. */
static const char owed[] = HEAD
  "group both = board, director\n"
  "decision d on claim\n  governed by received assumed \"a\"\n"
  "  criterion aim requires good assumed \"We say so.\"\n"
  "  frame pot = most assumed \"a\"\n"
  "  decided by board out of pot assumed \"a\"\n"
  "  delegated to director at most less out of pot assumed \"a\"\n"
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n"
  "  deadline named \"N\" owed by note to board due decided + 3 months assumed \"a\"\n"
  "  deadline several \"S\" when good is known owed by director, note, both to note\n"
  "    due received + 10 days assumed \"a\"\n"
  "  deadline facts \"F\" when parts above 2 owed by note when fresh, else director, board\n"
  "    to board due received + 10 days assumed \"a\"\n"
  "  deadline ended \"E\" owed by director when decider is director, else note to board\n"
  "    due decided + 3 months assumed \"a\"\n"
  "  deadline mixed \"M\" when parts above 1 and (granted above 20 kr or decider is director)\n"
  "    owed by note, board when decider is board and fresh and granted above 12 kr,\n"
  "      else director to board due decided + 1 months assumed \"a\"\n";

/* Many facts to each criterion: open in more ways than a byte tells. */
static const char many_ways[] = HEAD
  "decision d on claim\n  governed by received assumed \"a\"\n"
  "  criterion first requires not good or parts above 8 or share above 90 %\n"
  "    or amount above 110 kr\n"
  "    or (parts above 6 and share above 60 %) or (parts above 4 and amount above 70 kr)\n"
  "    or (parts above 2 and share above 30 % and not fresh) or (kind is two and parts above 1)\n"
  "    or (amount above 40 kr and share above 80 % and kind is three)\n"
  "    or (amount above 20 kr and share above 45 % and not fresh) assumed \"a\"\n"
  "  frame pot = most assumed \"a\"\n"
  "  decided by board out of pot assumed \"a\"\n"
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n";

#define FIRST                                                                               \
  "decision d on claim\n  governed by received assumed \"a\"\n"                             \
  "  amount half = 50 % of amount assumed \"a\"\n"                                         \
  "  criterion aim requires good assumed \"We say so.\"\n"                                 \
  "  criterion span requires parts between 1 and 8 assumed \"a\"\n"                        \
  "  outcome passed_on \"Passed on\" when fresh and share above 95 % assumed \"a\"\n"      \
  "  frame pot = most assumed \"a\"\n"                                                     \
  "  decided by board out of pot assumed \"a\"\n"                                          \
  "  delegated to director at most less out of pot when fresh assumed \"a\"\n"             \
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n"

/* What another decision came to for the record: it stands behind who reads it. */
static const char results[] = HEAD
  "decision pay on claim\n  governed by received assumed \"a\"\n"
  "  amount asked = if d.outcome is fundable then 25 % of d.granted else 1 kr assumed \"a\"\n"
  "  criterion granted_first requires d.outcome is not rejected assumed \"a\"\n"
  "  criterion large requires d.half above 5 kr and d.asked below 100 kr assumed \"a\"\n"
  "  criterion soon requires (if d.outcome in (fundable, waitlisted) then d.rank else 1)\n"
  "    at most 150 else \"Too late, {kind}.\" assumed \"a\"\n"
  "  criterion by_board considers d.decider is board or share above 20 % assumed \"a\"\n"
  "  outcome apart \"Apart\" when d.outcome is passed_on assumed \"a\"\n"
  "  shows of_it = d.granted\n  shows how = d.outcome\n  shows who = d.decider\n"
  "  frame till = 60 kr assumed \"a\"\n"
  "  decided by director out of till when d.decider is director assumed \"a\"\n"
  "  decided by board out of till assumed \"a\"\n"
  "  allocate by d.granted descending, id full amount, else waitlist assumed \"a\"\n"
  "  deadline account \"A\" when d.decider is board owed by director to board\n"
  "    due received + 3 months assumed \"a\"\n" FIRST;

/* And for those that it refers to, lists, and finds in the table; and a third that reads both. */
static const char results_of_others[] = HEAD
  "  prior claim optional\n  later list of claim by prior optional\n"
  "  decided_by text optional\n  granted_sum money optional\n"
  "  recorded decision decider = decided_by, granted = granted_sum\n" FIRST
  "decision pay on claim\n  governed by received assumed \"a\"\n"
  "  amount asked = 10 kr assumed \"a\"\n"
  "  criterion earlier_one requires if prior is given then prior.d.outcome is rejected else yes\n"
  "    assumed \"a\"\n"
  "  criterion alike requires not (prior is given and prior.d.decider is d.decider)\n"
  "    assumed \"a\"\n"
  "  criterion later_ones requires (sum of a.d.granted for a in later) below 20 kr\n"
  "    or some a in later satisfies a.d.decider is board assumed \"a\"\n"
  "  criterion of_kind requires (sum of c.d.granted for c in claim where c.kind is kind)\n"
  "    below 500 kr assumed \"a\"\n"
  "  criterion known considers d.granted is known assumed \"a\"\n"
  "  frame till = 60 kr assumed \"a\"\n"
  "  decided by director out of till assumed \"a\"\n"
  "  allocate by id full amount, else reject assumed \"a\"\n"
  "decision last on claim\n  governed by received assumed \"a\"\n"
  "  amount asked = 1 kr assumed \"a\"\n"
  "  criterion both requires pay.outcome is fundable or d.outcome is fundable assumed \"a\"\n"
  "  decided by director assumed \"a\"\n";

/* ---- a database ------------------------------------------------------------------------- */

typedef struct {
  Case           of;
  char           path[512];
  Store         *store;
  ToStoreOptions options;
  StoredRun      stored;
  Writer         rows;
} Fixture;

static uint32_t random_state = 7;
static bool linked;                   /* records refer to others before them */
static uint32_t lacking = 15;         /* one in so many records lacks a fact, of each of some */

static uint32_t chance(uint32_t one_in) {
  random_state = random_state * 1664525u + 1013904223u;
  return (random_state >> 8) % one_in;
}

static void run_sql(sqlite3 *database, const char *sql) {
  char *message = NULL;
  if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK)
    print_error("%s: %s\n", sql, message);
  assert_null(message);
}

static void put_cell(char *sql, size_t room, const char *value, bool missing) {
  size_t used = strlen(sql);
  snprintf(sql + used, room - used, missing ? ", NULL" : ", %s", value);
}

static void insert_record(sqlite3 *database, int id, bool recorded) {
  static const char *const kinds[] = { "'one'", "'two'", "'three'", "'four'" };
  static const char *const notes[] = { "'a''b'", "''", "'director'", "'x,y'" };
  char sql[1024], value[64];
  snprintf(sql, sizeof sql, "INSERT INTO claim VALUES (%d", id * 3 - 5);
  snprintf(value, sizeof value, "%d", (int)chance(120) * 100 - (chance(40) ? 0 : 900));
  put_cell(sql, sizeof sql, value, !chance(30));
  snprintf(value, sizeof value, "'2026-%02u-%02u'", 1 + chance(12), 1 + chance(28));
  put_cell(sql, sizeof sql, value, !chance(30));
  snprintf(value, sizeof value, chance(60) ? "'2026-12-%02u'" : "'soon %u'", 1 + chance(28));
  put_cell(sql, sizeof sql, value, !chance(3));
  put_cell(sql, sizeof sql, kinds[chance(60) ? chance(3) : 3], !chance(lacking));
  snprintf(value, sizeof value, "0.%02u", chance(100));
  put_cell(sql, sizeof sql, value, !chance(lacking));
  put_cell(sql, sizeof sql, chance(5) ? "1" : "0", !chance(lacking));
  put_cell(sql, sizeof sql, chance(2) ? "1" : "0", !chance(lacking));
  put_cell(sql, sizeof sql, notes[chance(4)], !chance(3));
  snprintf(value, sizeof value, "%u", chance(11));
  put_cell(sql, sizeof sql, value, !chance(lacking));
  if (linked) {
    snprintf(value, sizeof value, "%d", (int)chance(RECORDS + 3) * 3 - 5);
    put_cell(sql, sizeof sql, value, !chance(3));
  }
  if (recorded) {
    bool decided = !chance(20);
    put_cell(sql, sizeof sql, chance(4) ? "'board'" : "'nobody'", !decided);
    snprintf(value, sizeof value, "%u", chance(50) * 100);
    put_cell(sql, sizeof sql, value, !decided || !chance(5));
  }
  snprintf(sql + strlen(sql), sizeof sql - strlen(sql), ")");
  run_sql(database, sql);
}

static void fill(const Fixture *fixture, bool recorded) {
  sqlite3 *database;
  assert_int_equal(sqlite3_open(fixture->path, &database), SQLITE_OK);
  run_sql(database, "BEGIN");
  for (int id = 0; id < RECORDS; id++)
    insert_record(database, id, recorded);
  run_sql(database, "COMMIT");
  assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void make_tables(void *context) {
  Fixture *fixture = context;
  fixture->store = store_open(&fixture->of.arena, fixture->of.model, text_from(fixture->path),
                              STORE_CREATE, &fixture->of.diags);
  store_make_tables(fixture->store);
  store_close(fixture->store);
}

static void begin(Fixture *fixture, const char *rules, bool recorded) {
  case_begin(&fixture->of, rules);
  const char *folder = getenv("TMPDIR");
  snprintf(fixture->path, sizeof fixture->path, "%s/anslag_columns_XXXXXX",
           folder ? folder : P_tmpdir);
  int file = mkstemp(fixture->path);
  assert_true(file >= 0);
  close(file);
  assert_true(memory_guard(&fixture->of.memory, make_tables, fixture));
  fill(fixture, recorded);
}

static void end(Fixture *fixture) {
  unlink(fixture->path);
  case_end(&fixture->of);
}

/* ---- a run and what it wrote --------------------------------------------------------------- */

static void run_it(void *context) {
  Fixture *fixture = context;
  fixture->store = store_open(&fixture->of.arena, fixture->of.model, text_from(fixture->path),
                              STORE_WRITE, &fixture->of.diags);
  store_begin(fixture->store);
  fixture->options.input = fixture->options.output = fixture->store;
  fixture->options.started = TEXT("2026-03-01T12:00:00Z");
  fixture->options.engine = TEXT("anslag test");
  fixture->stored = run_to_store(&fixture->of.arena, fixture->of.model, &fixture->options,
                                 &fixture->of.diags);
  store_commit(fixture->store);
}

static Text all_rows(Fixture *fixture) {
  static const char *const queries[] = {
    "SELECT decision, record, outcome, decider, asked, granted, currency, frame, rank, failed,"
    " missing, noted, consulted FROM anslag_decision WHERE run_id = ?1"
    " ORDER BY decision, CAST(record AS integer)",
    "SELECT decision, record, rule, verdict, missing, source, owner, reason FROM anslag_finding"
    " WHERE run_id = ?1 ORDER BY decision, CAST(record AS integer), rule, verdict, reason",
    "SELECT decision, record, name, value FROM anslag_value WHERE run_id = ?1"
    " ORDER BY decision, CAST(record AS integer), name, value",
    "SELECT decision, record, deadline, owed_by, owed_to, due FROM anslag_deadline"
    " WHERE run_id = ?1 ORDER BY decision, CAST(record AS integer), deadline",
    "SELECT frame, key, amount_limit, opening, drawn, remaining FROM anslag_frame"
    " WHERE run_id = ?1 ORDER BY frame, key",
    "SELECT frame, key, kind, decision, record, amount, \"on\" FROM anslag_frame_line"
    " WHERE run_id = ?1 ORDER BY rowid",
    "SELECT records, digest, data_hash FROM anslag_run WHERE run_id = ?1",
  };
  writer_to_memory(&fixture->rows, &fixture->of.arena);
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    writer_print(&fixture->rows, "-- %zu\n", i);
    store_query(fixture->store, &fixture->of.arena, queries[i], add_row_line, &fixture->rows);
  }
  return writer_text(&fixture->rows);
}

static Text tallies(Fixture *fixture) {
  Writer writer;
  writer_to_memory(&writer, &fixture->of.arena);
  for (size_t i = 0; i < fixture->stored.summary->decisions.count; i++) {
    const DecisionSummary *each = &fixture->stored.summary->decisions.items[i];
    writer_print(&writer, "%zu %zu %lld\n", each->records, each->recorded,
                 (long long)each->granted);
    for (size_t j = 0; j < OUTCOME_QUEUED; j++)
      writer_print(&writer, "%zu ", each->outcomes[j]);
    for (size_t j = 0; j < each->deciders.count; j++)
      writer_print(&writer, "%.*s %zu %lld\n", TEXT_PRINT(each->deciders.items[j].name),
                   each->deciders.items[j].count, (long long)each->deciders.items[j].granted);
    for (size_t j = 0; j < each->own.count; j++)
      writer_print(&writer, "%.*s %zu\n", TEXT_PRINT(each->own.items[j].name),
                   each->own.items[j].count);
  }
  return writer_text(&writer);
}

static Text run_and_read(Fixture *fixture) {
  assert_true(memory_guard(&fixture->of.memory, run_it, fixture));
  Text rows = all_rows(fixture);
  Text told = arena_format(&fixture->of.arena, "%.*s%.*s", TEXT_PRINT(rows),
                           TEXT_PRINT(tallies(fixture)));
  store_close(fixture->store);
  return told;
}

/* The first line that differs, as a message. */
static void expect_same(Text expected, Text found, size_t window, unsigned threads) {
  size_t at = 0, line = 0;
  while (at < expected.length && at < found.length && expected.bytes[at] == found.bytes[at]) {
    at++;
    if (expected.bytes[at - 1] == '\n')
      line = at;
  }
  if (at == expected.length && at == found.length)
    return;
  print_error("window %zu, threads %u:\n  %.160s\n  %.160s\n", window, threads,
              line < expected.length ? expected.bytes + line : "",
              line < found.length ? found.bytes + line : "");
  fail();
}

static void compare_windows(const char *rules, bool recorded, const size_t *windows,
                            size_t count) {
  static Fixture fixture;
  fixture.options = (ToStoreOptions){ .by_records = true };
  begin(&fixture, rules, recorded);
  Text expected = run_and_read(&fixture);
  assert_true(expected.length > RECORDS);
  for (size_t i = 0; i < count; i++)
    for (unsigned threads = 1; threads <= 2; threads++) {
      fixture.options = (ToStoreOptions){ .window = windows[i], .threads = threads };
      expect_same(expected, run_and_read(&fixture), windows[i], threads);
    }
  end(&fixture);
}

static void compare(const char *rules, bool recorded) {
  static const size_t windows[] = { 0, 1, 7, 1024, 100 };
  compare_windows(rules, recorded, windows, sizeof windows / sizeof *windows);
}

static void the_plain_case(void **state) {
  (void)state;
  compare(plain, false);
}

static void much_of_the_language(void **state) {
  (void)state;
  compare(much, true);
}

static void who_owes_what(void **state) {
  (void)state;
  compare(owed, false);
}

static void facts_that_are_not_known(void **state) {
  (void)state;
  compare(open_facts, false);
}

/* How many were judged alone, by AloneReason. */
static const size_t *alone_in(const char *rules, bool recorded) {
  static Fixture fixture;
  static size_t alone[ALONE_COUNT];
  fixture.options = (ToStoreOptions){ .window = 100 };
  begin(&fixture, rules, recorded);
  fixture.options.profile = profile_new(&fixture.of.arena);
  run_and_read(&fixture);
  memcpy(alone, fixture.options.profile->alone, sizeof alone);
  end(&fixture);
  return alone;
}

/* The reference judges what is new, and what columns cannot tell; not what is like another. */
static void expect_few_alone(const char *rules) {
  const size_t *alone = alone_in(rules, false);
  assert_int_equal(alone[ALONE_DECISION], 0);
  assert_int_equal(alone[ALONE_TERM], 0);
  assert_int_equal(alone[ALONE_OPEN], 0);
  assert_int_equal(alone[ALONE_GRANTED], 0);
  assert_in_range(alone[ALONE_FIRST], 1, RECORDS - 1);
  assert_in_range(alone[ALONE_TRIED], 0, RECORDS / 10);
}

static void few_are_judged_alone(void **state) {
  (void)state;
  expect_few_alone(open_facts);
  expect_few_alone(owed);
}

static void more_ways_than_a_byte_tells(void **state) {
  (void)state;
  lacking = 2;
  compare(many_ways, false);
  lacking = 15;
}

static void frames_for_each_key(void **state) {
  (void)state;
  compare(keyed, false);
}

static void what_another_decision_came_to(void **state) {
  (void)state;
  compare(results, false);
  expect_few_alone(results);
}

static void what_it_came_to_for_others(void **state) {
  (void)state;
  static const size_t windows[] = { 0, 33 };
  linked = true;
  compare_windows(results_of_others, true, windows, 2);
  assert_int_equal(alone_in(results_of_others, true)[ALONE_DECISION], 0);
  linked = false;
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_plain_case),
    cmocka_unit_test(much_of_the_language),
    cmocka_unit_test(facts_that_are_not_known),
    cmocka_unit_test(who_owes_what),
    cmocka_unit_test(few_are_judged_alone),
    cmocka_unit_test(more_ways_than_a_byte_tells),
    cmocka_unit_test(frames_for_each_key),
    cmocka_unit_test(what_another_decision_came_to),
    cmocka_unit_test(what_it_came_to_for_others),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
