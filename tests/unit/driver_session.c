/* The library as a host sees it: only the public header (interp/driver/anslag.h). */
#define _POSIX_C_SOURCE 200809L
#include "interp/driver/anslag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROOM = 1 << 17 };

/* A host: what it gives as input, what it was told. */
typedef struct {
  char          results[ROOM], messages[ROOM];
  size_t        result_length, message_length;
  const char   *input;
  size_t        read;
  bool          full;          /* results cannot be written */
  volatile int  interrupt;
  AnslagOptions options;
} Host;

static bool keep(char *text, size_t *length, const char *bytes, size_t count) {
  if (count >= ROOM - *length)
    return false;
  memcpy(text + *length, bytes, count);
  *length += count;
  text[*length] = '\0';
  return true;
}

static bool to_results(void *context, const char *bytes, size_t length) {
  Host *host = context;
  return !host->full && keep(host->results, &host->result_length, bytes, length);
}

static bool to_messages(void *context, const char *bytes, size_t length) {
  Host *host = context;
  return keep(host->messages, &host->message_length, bytes, length);
}

static long from_input(void *context, char *bytes, size_t room) {
  Host *host = context;
  size_t left = strlen(host->input) - host->read;
  size_t given = left < room ? left : room;
  memcpy(bytes, host->input + host->read, given);
  host->read += given;
  return (long)given;
}

static Host *host_new(const char *input) {
  Host *host = calloc(1, sizeof *host);
  host->input = input;
  host->options = anslag_options();
  host->options.results = to_results;
  host->options.messages = to_messages;
  host->options.input = from_input;
  host->options.interrupt = &host->interrupt;
  host->options.results_context = host->options.messages_context = host;
  host->options.input_context = host;
  return host;
}

static const char rules[] =
    "guideline small \"Small\"\n  issued by \"We\"\n    assumed \"For a test.\"\n"
    "record item \"Item\"\n  id integer key\n  good yes/no\n"
    "decision look on item\n  assumed \"For a test.\"\n"
    "  criterion good \"Good\"\n    requires good else \"It is not good.\"\n"
    "    assumed \"For a test.\"\n"
    "sample fine item\n  id 1, good yes\n"
    "test \"good is not rejected\"\n  given item like fine\n  expect fundable\n"
    "test \"bad is rejected\"\n  given item like fine, good no\n  expect rejected, failed good\n";

static const char *const input_path[] = { "-" };

static int check_input(Host *host) {
  AnslagSession *session = anslag_open(&host->options);
  AnslagCheck check = { .paths = input_path, .path_count = 1 };
  host->read = 0;
  int code = anslag_check(session, &check);
  anslag_close(session);
  return code;
}

static int test_input(Host *host) {
  AnslagSession *session = anslag_open(&host->options);
  AnslagTest test = { .paths = input_path, .path_count = 1 };
  host->read = 0;
  int code = anslag_test(session, &test);
  anslag_close(session);
  return code;
}

static void rules_without_mistakes_give_zero(void **state) {
  (void)state;
  Host *host = host_new(rules);
  assert_int_equal(check_input(host), ANSLAG_DONE);
  assert_non_null(strstr(host->messages, "1 file checked, nothing to complain of"));
  assert_string_equal(host->results, "");
  free(host);
}

static void a_mistake_gives_one_and_its_place(void **state) {
  (void)state;
  Host *host = host_new("parameter a = b\n  assumed \"x\"\n");
  assert_int_equal(check_input(host), ANSLAG_MISTAKES);
  assert_non_null(strstr(host->messages, "-:1:15"));
  free(host);
}

static void machines_read_messages_as_results(void **state) {
  (void)state;
  Host *host = host_new("parameter a = b\n  assumed \"x\"\n");
  host->options.format = ANSLAG_FORMAT_JSON;
  assert_int_equal(check_input(host), ANSLAG_MISTAKES);
  assert_int_equal(host->results[0], '[');
  assert_non_null(strstr(host->results, "\"severity\""));
  assert_string_equal(host->messages, "");
  free(host);
}

static void tests_are_run_and_counted(void **state) {
  (void)state;
  Host *host = host_new(rules);
  assert_int_equal(test_input(host), ANSLAG_DONE);
  assert_string_equal(host->results, "2 passed, 0 failed\n");
  free(host);
}

static void a_host_without_sinks_gets_the_code_alone(void **state) {
  (void)state;
  AnslagOptions options = anslag_options();
  AnslagSession *session = anslag_open(&options);
  AnslagTest test = { .paths = input_path, .path_count = 1 };
  assert_int_equal(anslag_test(session, &test), ANSLAG_DONE);
  assert_int_equal(anslag_help(session, "frames"), ANSLAG_DONE);
  assert_int_equal(anslag_help(session, "no such thing"), ANSLAG_USAGE);
  anslag_close(session);
}

static void results_that_cannot_be_written_are_a_failure(void **state) {
  (void)state;
  Host *host = host_new(rules);
  host->full = true;
  assert_int_equal(test_input(host), ANSLAG_ENVIRONMENT);
  assert_non_null(strstr(host->messages, "E0816"));
  free(host);
}

static void an_interrupt_gives_130(void **state) {
  (void)state;
  Host *host = host_new(rules);
  host->interrupt = 1;
  assert_int_equal(test_input(host), ANSLAG_INTERRUPTED);
  assert_string_equal(host->results, "");
  assert_non_null(strstr(host->messages, "E0906"));
  free(host);
}

/* Whatever the limit: the whole result, or 4 and none. */
static void a_memory_limit_gives_four_or_the_whole_result(void **state) {
  (void)state;
  bool limited = false, whole = false;
  for (size_t limit = 512; limit < (size_t)1 << 24; limit += limit / 3) {
    Host *host = host_new(rules);
    host->options.max_memory = limit;
    int code = test_input(host);
    limited |= code == ANSLAG_LIMIT;
    whole |= code == ANSLAG_DONE;
    assert_true(code == ANSLAG_LIMIT || code == ANSLAG_DONE);
    assert_string_equal(host->results, code == ANSLAG_DONE ? "2 passed, 0 failed\n" : "");
    assert_true(code == ANSLAG_DONE || strstr(host->messages, "E0904"));
    free(host);
  }
  assert_true(limited && whole);
}

static void a_session_can_be_used_again_after_a_failure(void **state) {
  (void)state;
  Host *host = host_new(rules);
  AnslagSession *session = anslag_open(&host->options);
  AnslagTest test = { .paths = input_path, .path_count = 1 };
  host->interrupt = 1;
  assert_int_equal(anslag_test(session, &test), ANSLAG_INTERRUPTED);
  host->interrupt = 0;
  host->read = 0;
  assert_int_equal(anslag_test(session, &test), ANSLAG_DONE);
  const char *const nowhere[] = { "/no/such/file.anslag" };
  test = (AnslagTest){ .paths = nowhere, .path_count = 1 };
  assert_int_equal(anslag_test(session, &test), ANSLAG_ENVIRONMENT);
  anslag_close(session);
  free(host);
}

/* ---- a whole package, and two of them at once ------------------------------------------ */

typedef struct {
  char folder[64];
  int  code;
  char digest[80];
  const char *setting;
} Task;

/* Makes a package and judges it, as a host would; the working folder is never used. */
static void *work_on_package(void *context) {
  Task *task = context;
  char database[128], rule_file[128], records[128], folder[96];
  snprintf(folder, sizeof folder, "%s/p", task->folder);
  snprintf(rule_file, sizeof rule_file, "%s/guideline.anslag", folder);
  snprintf(records, sizeof records, "%s/data/applications.csv", folder);
  snprintf(database, sizeof database, "%s/cases.db", folder);
  Host *host = host_new("");
  host->options.format = ANSLAG_FORMAT_JSON;
  AnslagSession *session = anslag_open(&host->options);
  AnslagRules given = { .path = rule_file, .settings = &task->setting,
                        .setting_count = task->setting != NULL };
  AnslagSchema schema = { { .path = rule_file }, database, false };
  AnslagImport import = { { .path = rule_file }, database, "application", records,
                          ANSLAG_ALL_OR_NOTHING, false, false, false };
  AnslagRun run = { .rules = given, .database = database };
  task->code = anslag_init(session, folder);
  if (task->code == 0)
    task->code = anslag_schema(session, &schema);
  if (task->code == 0)
    task->code = anslag_import(session, &import);
  for (int i = 0; i < 5 && task->code == 0; i++)
    task->code = anslag_run(session, &run);
  const char *digest = strstr(host->results, "\"digest\":\"");
  if (digest)
    snprintf(task->digest, sizeof task->digest, "%.64s", digest + 10);
  anslag_close(session);
  free(host);
  return NULL;
}

static void remove_folder(const char *folder) {
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  assert_int_equal(system(command), 0);
}

static void two_rule_sets_run_in_two_threads(void **state) {
  (void)state;
  Task tasks[2] = { { .folder = "/tmp/anslag-a-XXXXXX", .setting = NULL },
                    { .folder = "/tmp/anslag-b-XXXXXX", .setting = "year_limit = 60 tkr" } };
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) {
    assert_non_null(mkdtemp(tasks[i].folder));
    assert_int_equal(pthread_create(&threads[i], NULL, work_on_package, &tasks[i]), 0);
  }
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], NULL);
  Task alone = { .folder = "/tmp/anslag-c-XXXXXX", .setting = NULL };
  assert_non_null(mkdtemp(alone.folder));
  work_on_package(&alone);
  assert_int_equal(tasks[0].code, 0);
  assert_int_equal(tasks[1].code, 0);
  assert_int_equal(strlen(alone.digest), 64);
  assert_string_equal(tasks[0].digest, alone.digest);
  assert_string_not_equal(tasks[1].digest, alone.digest);
  for (int i = 0; i < 2; i++)
    remove_folder(tasks[i].folder);
  remove_folder(alone.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rules_without_mistakes_give_zero),
    cmocka_unit_test(a_mistake_gives_one_and_its_place),
    cmocka_unit_test(machines_read_messages_as_results),
    cmocka_unit_test(tests_are_run_and_counted),
    cmocka_unit_test(a_host_without_sinks_gets_the_code_alone),
    cmocka_unit_test(results_that_cannot_be_written_are_a_failure),
    cmocka_unit_test(an_interrupt_gives_130),
    cmocka_unit_test(a_memory_limit_gives_four_or_the_whole_result),
    cmocka_unit_test(a_session_can_be_used_again_after_a_failure),
    cmocka_unit_test(two_rule_sets_run_in_two_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
