#define _DEFAULT_SOURCE
/* questions.c - fuzz target: whatever is typed into a dialogue, line by line, ends neither it nor the
 * process, leaves no memory behind, and changes nothing in the database. */
#include "interp/driver/anslag.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char rules[] =
  "guideline fuzzed \"Fuzzed\"\n"
  "  issued by \"Nobody\"\n"
  "  currency SEK\n"
  "body board \"The board\"\n"
  "body clerk \"The clerk\"\n"
  "parameter limit \"The clerk's limit\" = 100 kr\n"
  "parameter room \"The pot\" = 500 kr\n"
  "codelist kind small \"Small\" large \"Large\"\n"
  "record item \"Item\"\n"
  "  id     integer key\n"
  "  amount money \"Amount\"\n"
  "  day    date \"Day\"\n"
  "  good   yes/no \"Good\"\n"
  "  kind   kind \"Kind\"\n"
  "decision grant on item\n"
  "  governed by day\n"
  "  criterion good \"Good\" requires good else \"It is not good.\"\n"
  "  frame pot = room\n"
  "  delegated to clerk at most limit out of pot\n"
  "  decided by board out of pot\n"
  "  allocate by day, id full amount, else waitlist\n"
  "scenario \"more\" set room = 800 kr\n";

static char database[64];
static size_t given;                    /* of the rules, to the library */

static long give(void *context, char *bytes, size_t room) {
  (void)context;
  size_t left = sizeof rules - 1 - given, part = left < room ? left : room;
  memcpy(bytes, rules + given, part);
  given += part;
  return (long)part;
}

static void must(int holds) {
  if (!holds)
    abort();
}

static AnslagSession *open_session(void) {
  AnslagOptions options = anslag_options();
  options.input = give;
  options.max_memory = (size_t)256 << 20;
  options.max_steps = 100000;
  given = 0;
  AnslagSession *session = anslag_open(&options);
  must(session != NULL);
  return session;
}

static void make_database(void) {
  static const char rows[] =
    "INSERT INTO item VALUES (1, 5000, '2026-01-02', 1, 'small'), (2, 20000, '2026-01-01', 1, 'large'),"
    " (3, 10000, NULL, 1, 'small'), (4, 40000, '2026-02-28', NULL, NULL), (5, 100, '2026-01-03', 0, 'small')";
  sqlite3 *connection;
  snprintf(database, sizeof database, "/tmp/anslag-fuzz-%ld.db", (long)getpid());
  unlink(database);
  AnslagSession *session = open_session();
  must(anslag_schema(session, &(AnslagSchema){ .rules = { .path = "-" }, .database = database }) == 0);
  anslag_close(session);
  must(sqlite3_open(database, &connection) == SQLITE_OK);
  must(sqlite3_exec(connection, rows, NULL, NULL, NULL) == SQLITE_OK);
  sqlite3_close(connection);
}

static void remove_database(void) { unlink(database); }

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *count, char ***arguments) {
  (void)count, (void)arguments;
  make_database();
  atexit(remove_database);
  return 0;
}

/* A line that writes a file is left out: the target leaves none behind. */
static int writes(const char *text, size_t length) {
  static const char *const words[] = { "save", "spara", ":once", ":svg", ":EN" };
  for (size_t i = 0; i < length; i++)
    for (size_t j = 0; j < sizeof words / sizeof words[0]; j++) {
      size_t word = strlen(words[j]);
      if (i + word <= length && strncasecmp(text + i, words[j], word) == 0)
        return 1;
    }
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  AnslagSession *session = open_session();
  int code;
  AnslagRepl *repl = anslag_repl_open(session, &(AnslagDialogue){ .rules = { .path = "-" },
                                                                 .database = database }, &code);
  must(repl != NULL);
  for (size_t start = 0; start < size && !anslag_repl_over(repl);) {
    const char *newline = memchr(text + start, '\n', size - start);
    size_t length = newline ? (size_t)(newline - text) - start : size - start;
    size_t first;
    const AnslagCompletion *completions;
    anslag_repl_unfinished(repl, text + start, length);
    anslag_repl_complete(repl, text + start, length, length, &first, &completions);
    if (!writes(text + start, length))
      anslag_repl_enter(repl, text + start, length);
    start += length + 1;
  }
  must(anslag_repl_enter(repl, "frames", 6) == 0);
  anslag_repl_close(repl);
  anslag_close(session);
  return 0;
}
