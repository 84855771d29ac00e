/* item.h - a small guideline and its database, for the fuzz targets that go through the library. */
#ifndef ANSLAG_TESTS_FUZZ_ITEM_H
#define ANSLAG_TESTS_FUZZ_ITEM_H

#include "interp/driver/anslag.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    "INSERT INTO item VALUES (1, 5000, '2026-01-02', 1, 'small'),"
    " (2, 20000, '2026-01-01', 1, 'large'), (3, 10000, NULL, 1, 'small'),"
    " (4, 40000, '2026-02-28', NULL, NULL), (5, 100, '2026-01-03', 0, 'small')";
  sqlite3 *connection;
  snprintf(database, sizeof database, "/tmp/anslag-fuzz-%ld.db", (long)getpid());
  unlink(database);
  AnslagSession *session = open_session();
  AnslagSchema schema = { .rules = { .path = "-" }, .database = database };
  must(anslag_schema(session, &schema) == 0);
  anslag_close(session);
  must(sqlite3_open(database, &connection) == SQLITE_OK);
  must(sqlite3_exec(connection, rows, NULL, NULL, NULL) == SQLITE_OK);
  sqlite3_close(connection);
}

static void remove_database(void) { unlink(database); }

#endif
