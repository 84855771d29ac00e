/* A run whose rows go to a database: the tables of a run, what reads them back, the hashes. */
#define _XOPEN_SOURCE 700
#include "tests/unit/decide_support.h"

#include "interp/decide/to_store.h"
#include "tests/harness/row_lines.h"
#include "interp/store/import.h"

#include <stdlib.h>
#include <unistd.h>

#define RULES                                                                               \
  "guideline g \"G\"\n  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n  currency SEK\n" \
  "body board \"The board\"\nrole director \"The director\" at board\n"                     \
  "parameter most = 50 kr assumed \"a\"\nparameter less = 20 kr assumed \"a\"\n"            \
  "record claim\n  id integer key\n  amount money\n  received date\n"                       \
  "  good yes/no assessed by director\n  fresh yes/no\n"                                    \
  "  valid when amount above 0 kr \"Above zero.\"\n"                                        \
  "decision d on claim\n  governed by received assumed \"a\"\n"                             \
  "  amount asked = amount assumed \"a\"\n"                                                 \
  "  amount half = 50 % of asked assumed \"a\"\n"                                           \
  "  criterion aim requires good else \"Not good.\" assumed \"We say so.\"\n"               \
  "  criterion new considers fresh assumed \"a\"\n"                                         \
  "  shows double = asked + asked assumed \"a\"\n"                                          \
  "  frame pot = most assumed \"a\"\n"                                                      \
  "  delegated to director at most less out of pot consulting board assumed \"a\"\n"        \
  "  decided by board out of pot assumed \"a\"\n"                                           \
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n"                   \
  "  deadline account \"A\" owed by board to director due received assumed \"a\"\n"

typedef struct {
  Case      of;
  char      path[512];
  Store    *store;
  StoredRun stored;
  Writer    rows;
} Fixture;

static Text query(Fixture *fixture, const char *sql) {
  writer_to_memory(&fixture->rows, &fixture->of.arena);
  store_query(fixture->store, &fixture->of.arena, sql, add_row_line, &fixture->rows);
  return writer_text(&fixture->rows);
}

static void import_claims(Fixture *fixture) {
  ImportOptions options = { .record = TEXT("claim"), .path = TEXT("claim.csv"),
                            .bytes = TEXT("id,amount,received,good,fresh\n"
                                          "1,30,2026-02-01,yes,yes\n"
                                          "2,80,2026-02-02,yes,no\n"
                                          "3,10,2026-02-03,,yes\n"
                                          "4,10,2026-02-04,no,yes\n"
                                          "5,0,2026-02-05,yes,yes\n") };
  Writer account;
  writer_to_memory(&account, &fixture->of.arena);
  ImportResult result = import_csv(fixture->store, &options, &account, &fixture->of.diags);
  assert_int_equal(result.inserted, 5);
}

static void run_it(void *context) {
  Fixture *fixture = context;
  ToStoreOptions options = {
    .input = fixture->store, .output = fixture->store,
    .started = TEXT("2026-03-01T12:00:00Z"), .engine = TEXT("anslag test"),
  };
  store_begin(fixture->store);
  fixture->stored = run_to_store(&fixture->of.arena, fixture->of.model, &options,
                                 &fixture->of.diags);
  store_commit(fixture->store);
}

static void open_it(void *context) {
  Fixture *fixture = context;
  fixture->store = store_open(&fixture->of.arena, fixture->of.model, text_from(fixture->path),
                              STORE_CREATE, &fixture->of.diags);
  store_make_tables(fixture->store);
  import_claims(fixture);
}

static int set_up(void **state) {
  static Fixture fixture;
  case_begin(&fixture.of, RULES);
  const char *folder = getenv("TMPDIR");
  snprintf(fixture.path, sizeof fixture.path, "%s/anslag_decide_XXXXXX",
           folder ? folder : P_tmpdir);
  int file = mkstemp(fixture.path);
  assert_true(file >= 0);
  close(file);
  assert_true(memory_guard(&fixture.of.memory, open_it, &fixture));
  *state = &fixture;
  return 0;
}

static int tear_down(void **state) {
  Fixture *fixture = *state;
  store_close(fixture->store);
  unlink(fixture->path);
  case_end(&fixture->of);
  return 0;
}

static void the_rows_of_a_run(void **state) {
  Fixture *fixture = *state;
  assert_true(memory_guard(&fixture->of.memory, run_it, fixture));
  assert_int_equal(fixture->stored.run_id, 1);
  assert_text(query(fixture, "SELECT record, outcome, decider, asked, granted, currency, frame,"
                    " rank, failed, missing, noted, consulted FROM anslag_decision"
                    " ORDER BY record"),
              "1|fundable|director|3000|1500|SEK|pot|1|-|-|-|board\n"
              "2|waitlisted|-|8000|-|SEK|-|2|-|-|new|-\n"
              "3|incomplete|-|1000|-|SEK|-|-|-|good|-|-\n"
              "4|rejected|-|1000|-|SEK|-|-|aim|-|-|-\n"
              "5|invalid|-|-|-|SEK|-|-|-|-|-|-\n");
  assert_text(query(fixture, "SELECT record, rule, verdict, missing, source, owner, reason"
                    " FROM anslag_finding ORDER BY record, rule"),
              "2|new|noted|-|assumed: a|-|new\n"
              "3|aim|unknown|good|assumed: We say so.|office|aim\n"
              "4|aim|fail|-|assumed: We say so.|-|Not good.\n"
              "5|valid when|invalid|-|-|-|Above zero.\n");
  assert_text(query(fixture, "SELECT record, name, value FROM anslag_value"
                    " WHERE record < 2 ORDER BY record, name"),
              "1|asked|3000\n1|double|6000\n1|half|1500\n");
  assert_text(query(fixture, "SELECT record, deadline, owed_by, owed_to, due FROM anslag_deadline"),
              "1|account|board|director|2026-02-01\n");
  assert_text(query(fixture, "SELECT frame, key, amount_limit, opening, drawn, remaining"
                    " FROM anslag_frame"),
              "pot||5000|0|1500|3500\n");
  assert_text(query(fixture, "SELECT rules, records, as_of, settings, engine, started"
                    " FROM anslag_run"),
              "g|5|-|{\"scenario\":null,\"sets\":{}}|anslag test|2026-03-01T12:00:00Z\n");
  assert_text(query(fixture, "SELECT path FROM anslag_rulebook ORDER BY path"),
              "case.anslag\nstd/money.anslag\n");
}

static void a_second_run_gives_the_same_digest_and_chains(void **state) {
  Fixture *fixture = *state;
  assert_true(memory_guard(&fixture->of.memory, run_it, fixture));
  assert_true(memory_guard(&fixture->of.memory, run_it, fixture));
  assert_text(query(fixture, "SELECT count(*), count(DISTINCT digest), count(DISTINCT rules_hash),"
                    " count(DISTINCT data_hash), count(DISTINCT hash) FROM anslag_run"),
              "2|1|1|1|2\n");
  assert_text(query(fixture, "SELECT count(*) FROM anslag_run a JOIN anslag_run b"
                    " ON a.hash = b.previous_hash"), "1\n");
}

static void settings_are_sorted_and_the_later_one_counts(void **state) {
  Fixture *fixture = *state;
  const Parameter *most = fixture->of.model->parameters.items[0];
  const Parameter *less = fixture->of.model->parameters.items[1];
  for (size_t i = 0; i < fixture->of.model->parameters.count; i++) {
    const Parameter *each = fixture->of.model->parameters.items[i];
    most = text_is(each->name, "most") ? each : most;
    less = text_is(each->name, "less") ? each : less;
  }
  ModelSetting items[] = {
    { .parameter = most, .text = TEXT("1 kr") }, { .parameter = less, .text = TEXT("2 kr") },
    { .parameter = most, .text = TEXT("3 kr") },
  };
  ModelSettings settings = { items, 3, 3 };
  assert_text(to_store_settings(&fixture->of.arena, &settings, TEXT("a \"b\"")),
              "{\"scenario\":\"a \\\"b\\\"\",\"sets\":{\"less\":\"2 kr\",\"most\":\"3 kr\"}}");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(the_rows_of_a_run),
    TEST(a_second_run_gives_the_same_digest_and_chains),
    TEST(settings_are_sorted_and_the_later_one_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
