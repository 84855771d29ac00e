/* oom.c - memory that ends at every allocation in turn, over four scenarios.
 *
 *   oom FOLDER [STEP]     a scratch folder that holds rules.anslag, sources/, item.csv
 *
 * Every malloc of the process, SQLite's and OpenSSL's too, goes through the counter below.  Each
 * scenario runs until a run meets no fault; after each fault: no crash, the exit code is 3 (or 0
 * with the undisturbed result, where the memory was not needed), all blocks are given back, and the
 * database holds what it held.  Once for a single fault, once for faults that last.
 *
 * Control (argument `planted`): one block is kept on purpose, and the count must show it. */
#define _GNU_SOURCE
#include "interp/driver/anslag.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the counter -------------------------------------------------------------- */

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void  __libc_free(void *);

/* Seen by the shared libraries too, though the rest of the program hides its names. */
#pragma GCC visibility push(default)
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *old, size_t size);
void  free(void *block);
#pragma GCC visibility pop

static volatile long calls, fail_at, live, hits;
static volatile int  counting, lasting;

static int must_fail(void) {
  if (!counting)
    return 0;
  calls++;
  int hit = fail_at && (calls == fail_at || (lasting && calls > fail_at));
  hits += hit;
  return hit;
}

void *malloc(size_t size) {
  if (must_fail())
    return NULL;
  void *block = __libc_malloc(size);
  if (block)
    live++;
  return block;
}

void *calloc(size_t count, size_t size) {
  if (must_fail())
    return NULL;
  void *block = __libc_calloc(count, size);
  if (block)
    live++;
  return block;
}

void *realloc(void *old, size_t size) {
  if (must_fail())
    return NULL;
  void *block = __libc_realloc(old, size);
  if (block && !old)
    live++;
  return block;
}

void free(void *block) {
  if (block)
    live--;
  __libc_free(block);
}

/* ---- the scenarios --------------------------------------------------------------- */

static char results[1 << 16];
static size_t result_length;

static bool keep(void *context, const char *bytes, size_t length) {
  (void)context;
  if (length > sizeof results - result_length)
    return false;
  memcpy(results + result_length, bytes, length);
  result_length += length;
  return true;
}

static bool drop(void *context, const char *bytes, size_t length) {
  (void)context; (void)bytes; (void)length;
  return true;
}

static AnslagRules rules(void) { return (AnslagRules){ .path = "rules.anslag" }; }

static int check(AnslagSession *session) {
  const char *paths[] = { "rules.anslag" };
  return anslag_check(session, &(AnslagCheck){ .paths = paths, .path_count = 1 });
}
static int test(AnslagSession *session) {
  const char *paths[] = { "rules.anslag" };
  return anslag_test(session, &(AnslagTest){ .paths = paths, .path_count = 1 });
}
static int import(AnslagSession *session) {
  return anslag_import(session, &(AnslagImport){ .rules = rules(), .database = "work.db",
                                                 .record = "item", .path = "item.csv" });
}
static int run(AnslagSession *session) {
  return anslag_run(session, &(AnslagRun){ .rules = rules(), .database = "work.db" });
}
static int deadlines(AnslagSession *session) {
  AnslagRules on_a_day = { .path = "rules.anslag", .as_of = "2026-03-01" };
  return anslag_deadlines(session, &(AnslagDeadlines){ .rules = on_a_day, .database = "work.db" });
}

typedef struct {
  const char *name;
  int       (*work)(AnslagSession *);
  int         loaded;           /* the database holds the records before */
  int         compares;         /* what it prints is the same each time */
} Scenario;

static const Scenario scenarios[] = {
  { "check", check, 0, 1 }, { "test", test, 0, 1 }, { "import", import, 0, 1 },
  { "run", run, 1, 0 },
  { "deadlines", deadlines, 1, 1 }
};

/* ---- what the database holds --------------------------------------------------- */

static long query(const char *sql) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  long value = -1;
  if (sqlite3_open("work.db", &db) == SQLITE_OK &&
      sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    value = (long)sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return value;
}

static long rows(const char *name) {
  char sql[200];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM sqlite_master WHERE name = '%s'", name);
  if (query(sql) != 1)
    return 0;
  snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", name);
  return query(sql);
}

/* The database as it is before each try: made once a scenario, then written back from memory. */
static char  *prepared;
static size_t prepared_size;

static void forget_database(void) {
  unlink("work.db"); unlink("work.db-journal"); unlink("work.db-wal"); unlink("work.db-shm");
}

static void keep_database(void) {
  FILE *file = fopen("work.db", "rb");
  free(prepared);
  prepared = NULL;
  if (!file || fseek(file, 0, SEEK_END))
    return;
  prepared_size = (size_t)ftell(file);
  prepared = malloc(prepared_size);
  rewind(file);
  if (prepared)
    prepared_size = fread(prepared, 1, prepared_size, file);
  fclose(file);
}

static void restore_database(void) {
  forget_database();
  FILE *file = fopen("work.db", "wb");
  if (!file)
    return;
  fwrite(prepared, 1, prepared_size, file);
  fclose(file);
}

static int prepare_database(int loaded) {
  forget_database();
  AnslagOptions options = anslag_options();
  options.results = drop; options.messages = drop;
  AnslagSession *session = anslag_open(&options);
  int code = anslag_schema(session, &(AnslagSchema){ .rules = rules(), .database = "work.db" });
  if (code == 0 && loaded)
    code = import(session);
  anslag_close(session);
  keep_database();
  return code;
}

/* ---- the loop ------------------------------------------------------------------- */

static int once(const Scenario *scenario) {
  AnslagOptions options = anslag_options();
  options.results = keep; options.messages = drop;
  result_length = 0;
  AnslagSession *session = anslag_open(&options);
  if (!session)
    return 3;
  int code = scenario->work(session);
  anslag_close(session);
  return code;
}

enum { CLOSELY = 700 };              /* allocations at either end */

static int  failures;
static long step = 1;

static long next_point(long at, long all) {
  return at < CLOSELY || at + step > all - CLOSELY ? at + 1 : at + step;
}

static void complain(const Scenario *scenario, long at, const char *what, long value) {
  if (failures++ < 10)
    printf("FAIL out of memory in %s at allocation %ld: %s (%ld)\n", scenario->name, at, what,
           value);
}

static long try_all(const Scenario *scenario, int last, int planted) {
  static char undisturbed[sizeof results];
  prepare_database(scenario->loaded);
  once(scenario);                                   /* warms up what libraries keep */
  restore_database();
  calls = 0; fail_at = 0; counting = 1;
  int first = once(scenario);
  counting = 0;
  if (first != 0) {
    complain(scenario, 0, "the undisturbed run fails", first);
    return 0;
  }
  long all = calls;
  size_t length = result_length;
  memcpy(undisturbed, results, length);
  long points = 0;
  for (long at = 1; ; at = next_point(at, all)) {
    restore_database();
    long items = rows("item"), before = live;
    calls = 0; hits = 0; fail_at = at; lasting = last; counting = 1;
    int code = once(scenario);
    counting = 0;
    if (planted && at == 1 && malloc(8)) { }
    if (live != before)
      complain(scenario, at, "blocks not given back", live - before);
    if (hits == 0 && code != 0)
      complain(scenario, at, "no fault, but exit", code);
    if (hits == 0)
      break;
    points++;
    if (code != 3 && code != 0)
      complain(scenario, at, "exit code", code);
    if (code == 0 && scenario->compares &&
        (result_length != length || memcmp(results, undisturbed, length) != 0))
      complain(scenario, at, "exit 0 with another result", (long)result_length);
    long after = rows("item"), runs = rows("anslag_run"), decisions = rows("anslag_decision");
    if (scenario->work == import && after != (code == 0 ? items + 3 : items))
      complain(scenario, at, "rows imported", after);
    if (scenario->work == run && (runs != (code == 0) || decisions != (code == 0 ? items : 0)))
      complain(scenario, at, "half a run", decisions);
    if (planted && at == 3)
      break;
  }
  return points;
}

int main(int argc, char **argv) {
  if (argc < 2 || chdir(argv[1]))
    return fprintf(stderr, "oom FOLDER [STEP|planted]\n"), 2;
  setvbuf(stdout, NULL, _IONBF, 0);
  if (argc > 2 && strcmp(argv[2], "planted") == 0) {
    try_all(&scenarios[0], 0, 1);
    return failures > 0 ? 0 : 1;
  }
  step = argc > 2 && atol(argv[2]) > 0 ? atol(argv[2]) : 1;
  for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
    for (int last = 0; last < 2; last++) {
      int before = failures;
      long points = try_all(&scenarios[i], last, 0);
      if (failures == before)
        printf("ok out of memory in %s at %ld allocations, %s\n", scenarios[i].name, points,
               last ? "lasting" : "once");
    }
  }
  return failures != 0;
}
