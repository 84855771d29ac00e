#define _DEFAULT_SOURCE
/* database.c - fuzz target: a database with some of its bytes changed is read without harm, and
 * what fails writes nothing.
 *
 * Each four bytes of the input are one change: where (three bytes) and what is put there. */
#include "tests/fuzz/item.h"

static unsigned char *whole;            /* the database after a run, as it was */
static size_t         whole_size;

static size_t read_database(unsigned char **bytes) {
  FILE *file = fopen(database, "rb");
  must(file != NULL && fseek(file, 0, SEEK_END) == 0);
  size_t size = (size_t)ftell(file);
  rewind(file);
  *bytes = malloc(size + 1);
  must(*bytes != NULL && fread(*bytes, 1, size, file) == size);
  fclose(file);
  return size;
}

static void write_database(const unsigned char *bytes, size_t size) {
  FILE *file = fopen(database, "wb");
  must(file != NULL && fwrite(bytes, 1, size, file) == size);
  must(fclose(file) == 0);
}

/* ---- what is asked of it ------------------------------------------------------------- */

static int run(AnslagSession *session) {
  return anslag_run(session, &(AnslagRun){ .rules = { .path = "-" }, .database = database,
                                           .window = 2 });
}

static int verify(AnslagSession *session) {
  return anslag_runs(session, &(AnslagRuns){ .rules = { .path = "-" }, .database = database,
                                             .what = ANSLAG_RUNS_VERIFY });
}

static int explain(AnslagSession *session) {
  return anslag_explain(session, &(AnslagExplain){ .rules = { .path = "-" },
                                                   .database = database, .key = "2" });
}

static int audit(AnslagSession *session) {
  return anslag_audit(session, &(AnslagAudit){ .rules = { .path = "-" }, .database = database });
}

static int missing(AnslagSession *session) {
  return anslag_missing(session, &(AnslagMissing){ .rules = { .path = "-" },
                                                   .database = database });
}

static int export(AnslagSession *session) {
  return anslag_export(session, &(AnslagExport){ .rules = { .path = "-" }, .database = database,
                                                 .what = "decisions", .to = "-" });
}

static int done(int work(AnslagSession *session)) {
  AnslagSession *session = open_session();
  int code = work(session);
  must(code >= 0 && code <= 6);
  anslag_close(session);
  return code;
}

/* ---- the target ---------------------------------------------------------------------- */

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *count, char ***arguments) {
  (void)count, (void)arguments;
  make_database();
  atexit(remove_database);
  must(done(run) == 0);
  whole_size = read_database(&whole);
  return 0;
}

static void change(unsigned char *bytes, const uint8_t *data, size_t size) {
  for (size_t i = 0; i + 4 <= size; i += 4) {
    size_t place = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];
    bytes[place % whole_size] = data[i + 3];
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static int (*const reading[])(AnslagSession *) = { verify, explain, audit, missing, export };
  unsigned char *before = malloc(whole_size), *after;
  must(before != NULL);
  memcpy(before, whole, whole_size);
  change(before, data, size);
  write_database(before, whole_size);
  for (size_t i = 0; i < sizeof reading / sizeof *reading; i++)
    done(reading[i]);
  int code = done(run);
  size_t length = read_database(&after);
  if (code != 0)
    must(length == whole_size && memcmp(before, after, length) == 0);
  free(before);
  free(after);
  return 0;
}
