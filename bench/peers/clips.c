/* clips.c - the criteria and the delegation by amount in CLIPS (clips.clp), embedded: a fact for
 * each application is asserted, the rules are run, which call functions of this program with their
 * answer, the fact is taken back.
 *
 *   clips RULES.clp applications.db        makes the table `decision` in the same database */
#include <clips/clips.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 10, FIRST_COLUMN = 2 };    /* columns of the query, in the order of the slots */
static const char *const names[] = { "applicant", "focus", "benefit", "ongoing", "shared_benefit",
                                     "innovation" };
static void *environment;

/* What the rules have said of the application. */
static struct { long failed; int open; const char *decider; } said;

static void note_failed(void *context) {
  said.failed |= (long)EnvRtnLong(context, 1);
}

static void note_open(void *context) {
  (void)context;
  said.open = 1;
}

static void note_decider(void *context) {
  said.decider = EnvRtnLexeme(context, 1);
}

/* Called by CLIPS when the environment is made: no functions but those below. */
static void define_functions(void) {
  EnvDefineFunction2(environment, "fails", 'v', PTIEF note_failed, "note_failed", "11i");
  EnvDefineFunction2(environment, "open", 'v', PTIEF note_open, "note_open", "00");
  EnvDefineFunction2(environment, "decides", 'v', PTIEF note_decider, "note_decider", "11w");
}

/* Symbols that stay, so that they are not made anew for each record. */
static void *nil;
static void keep_symbols(void) {
  static const char *const kept[] = { "namnd", "styrelse", "bolag", "ideburen", "privat", "FO1",
                                      "FO2", "FO3", "FO4", "FO5", "FO6", "OVRIGT", "faststalld",
                                      "utkast" };
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    IncrementSymbolCount(EnvAddSymbol(environment, kept[i]));
  nil = EnvAddSymbol(environment, "nil");
  IncrementSymbolCount(nil);
}

static void put_slot(struct field *slot, sqlite3_stmt *row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
      slot->type = INTEGER;
      slot->value = EnvAddLong(environment, sqlite3_column_int64(row, column));
      break;
    case SQLITE_FLOAT:
      slot->type = FLOAT;
      slot->value = EnvAddDouble(environment, sqlite3_column_double(row, column));
      break;
    case SQLITE_TEXT:
      slot->type = SYMBOL;
      slot->value = EnvAddSymbol(environment, (const char *)sqlite3_column_text(row, column));
      break;
    default:
      slot->type = SYMBOL;
      slot->value = nil;
  }
}

static void failed_text(long failed, char out[80]) {
  out[0] = 0;
  for (int i = 0; i < 6; i++) {
    if (!(failed & (1 << i)))
      continue;
    if (out[0])
      strcat(out, ",");
    strcat(out, names[i]);
  }
}

static void due_text(const char *decided, char out[11]) {
  memcpy(out, decided, 11);
  snprintf(out, 11, "%04d%.6s", atoi(decided) + 1, decided + 4);
  if (strcmp(out + 5, "02-29") == 0)
    out[9] = '8';                     /* no year after a leap year is one */
}

static void write_row(sqlite3_stmt *insert, sqlite3_stmt *row) {
  char text[80], due[11];
  const char *outcome = said.failed ? "rejected" : said.open ? "incomplete" : "fundable";
  failed_text(said.failed, text);
  sqlite3_clear_bindings(insert);
  sqlite3_bind_int64(insert, 1, sqlite3_column_int64(row, 0));
  sqlite3_bind_text(insert, 2, outcome, -1, SQLITE_STATIC);
  sqlite3_bind_text(insert, 5, text, -1, SQLITE_STATIC);
  if (!said.failed && !said.open) {
    due_text((const char *)sqlite3_column_text(row, 1), due);
    sqlite3_bind_text(insert, 3, said.decider, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 4, sqlite3_column_int64(row, 4));
    sqlite3_bind_text(insert, 6, due, 10, SQLITE_STATIC);
  }
  sqlite3_step(insert);
  sqlite3_reset(insert);
}

static void judge(void *template, sqlite3_stmt *row, sqlite3_stmt *insert) {
  said.failed = said.open = 0;
  said.decider = "regionstyrelsen";
  struct fact *fact = EnvCreateFact(environment, template);
  for (int i = 0; i < SLOTS; i++)
    put_slot(&fact->theProposition.theFields[i], row, FIRST_COLUMN + i);
  fact = EnvAssert(environment, fact);
  EnvRun(environment, -1);
  EnvRetract(environment, fact);
  write_row(insert, row);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL)) {
    fprintf(stderr, "clips: %s\n", sqlite3_errmsg(db));
    exit(3);
  }
  return statement;
}

int main(int argc, char **argv) {
  sqlite3 *db = NULL;
  environment = CreateEnvironment();
  define_functions();
  if (argc != 3 || EnvLoad(environment, argv[1]) != 1 ||
      sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL))
    return fprintf(stderr, "clips RULES.clp FILE.db\n"), 2;
  EnvReset(environment);
  EnvSetFactDuplication(environment, TRUE);     /* there is only one: none is looked for */
  keep_symbols();
  sqlite3_exec(db, "BEGIN IMMEDIATE; DROP TABLE IF EXISTS decision;"
                   " CREATE TABLE decision (id INTEGER PRIMARY KEY, outcome TEXT, decider TEXT,"
                   " granted INTEGER, failed TEXT, due TEXT)", NULL, NULL, NULL);
  sqlite3_stmt *read = prepare(db, "SELECT id, decided, applicant_kind, ownership_pct, amount_ore,"
                                   " focus_area, benefit_short_ore, benefit_long_ore,"
                                   " benefit_model, ongoing, shared_benefit,"
                                   " innovation_considered FROM application ORDER BY id");
  sqlite3_stmt *insert = prepare(db, "INSERT INTO decision VALUES (?,?,?,?,?,?)");
  void *template = EnvFindDeftemplate(environment, "application");
  while (sqlite3_step(read) == SQLITE_ROW)
    judge(template, read, insert);
  sqlite3_finalize(read);
  sqlite3_finalize(insert);
  if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL))
    return fprintf(stderr, "%s\n", sqlite3_errmsg(db)), 3;
  return sqlite3_close(db) != SQLITE_OK;
}
