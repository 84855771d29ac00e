/* by_hand.c - bench.anslag as an engineer would write it by hand, for this one guideline:
 * read with step, judge, sort, serve, write with bind.  The measure that `anslag run` is
 * held against; it keeps no reasons, no run record and no digest.
 *
 *   by_hand applications.db        makes the table `decision` in the same database */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MKR INT64_C(100000000)

enum { REJECTED, INCOMPLETE, FUNDABLE, WAITLISTED };
static const char *const outcomes[] = { "rejected", "incomplete", "fundable", "waitlisted" };
static const char *const criteria[] = { "applicant", "focus", "benefit", "ongoing",
                                        "shared_benefit", "innovation" };
static const char *const facts[] = { "ownership", "focus_area", "benefit_short", "benefit_long",
                                     "benefit_model", "ongoing", "shared_benefit",
                                     "innovation_considered" };

typedef struct {
  int64_t id, amount;
  int     received, decided;       /* yyyymmdd */
  uint8_t failed, missing;         /* a bit for each criterion; for each fact */
  uint8_t outcome, director;
} Row;

static int read_date(const unsigned char *text) {
  int value = 0;
  for (int i = 0; i < 10; i++)
    if (i != 4 && i != 7)
      value = value * 10 + (text[i] - '0');
  return value;
}

/* 1 yes, 0 no, -1 not known */
static int truth(sqlite3_stmt *row, int column) {
  bool known = sqlite3_column_type(row, column) != SQLITE_NULL;
  return known ? sqlite3_column_int(row, column) != 0 : -1;
}

static int positive(sqlite3_stmt *row, int column) {
  bool known = sqlite3_column_type(row, column) != SQLITE_NULL;
  return known ? sqlite3_column_int64(row, column) > 0 : -1;
}

static int both(int a, int b) { return a == 0 || b == 0 ? 0 : a < 0 || b < 0 ? -1 : 1; }

static int is_text(sqlite3_stmt *row, int column, const char *text) {
  const unsigned char *cell = sqlite3_column_text(row, column);
  return cell ? strcmp((const char *)cell, text) == 0 : -1;
}

static int may_apply(sqlite3_stmt *row) {
  if (is_text(row, 1, "namnd") == 1 || is_text(row, 1, "styrelse") == 1)
    return 1;
  if (is_text(row, 1, "bolag") != 1)
    return 0;
  return sqlite3_column_type(row, 2) == SQLITE_NULL ? -1 : sqlite3_column_double(row, 2) > 50.0;
}

static void judge(sqlite3_stmt *row, Row *out) {
  int other = is_text(row, 6, "OVRIGT");
  int known[] = { may_apply(row), other < 0 ? -1 : !other, positive(row, 7), positive(row, 8),
                  is_text(row, 9, "faststalld"), truth(row, 10), truth(row, 11), truth(row, 12) };
  int verdicts[] = { known[0], known[1], both(both(known[2], known[3]), known[4]),
                     known[5], known[6], known[7] };
  *out = (Row){ .id = sqlite3_column_int64(row, 0), .amount = sqlite3_column_int64(row, 3),
                .received = read_date(sqlite3_column_text(row, 4)),
                .decided = read_date(sqlite3_column_text(row, 5)) };
  for (int i = 0; i < 6; i++)
    if (verdicts[i] == 0)
      out->failed |= (uint8_t)(1 << i);
  for (int i = 0; i < 8; i++)
    if (known[i] < 0 && !out->failed)
      out->missing |= (uint8_t)(1 << i);
  out->outcome = out->failed ? REJECTED : out->missing ? INCOMPLETE : FUNDABLE;
}

static int in_order(const void *a, const void *b) {
  const Row *x = *(Row *const *)a, *y = *(Row *const *)b;
  if (x->received != y->received)
    return x->received < y->received ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static void serve(Row **queue, size_t count) {
  int64_t pool = 120 * MKR, director = 20 * MKR;
  for (size_t i = 0; i < count; i++) {
    Row *row = queue[i];
    if (row->amount > pool) {
      row->outcome = WAITLISTED;
      continue;
    }
    row->director = row->amount <= MKR && row->amount <= director;
    if (row->director)
      director -= row->amount;
    pool -= row->amount;
  }
}

static void list_names(uint8_t bits, const char *const *names, char *out) {
  out[0] = 0;
  for (int i = 0; i < 8; i++) {
    if (!(bits & (1 << i)))
      continue;
    if (out[0])
      strcat(out, ",");
    strcat(out, names[i]);
  }
}

/* Twelve months later, never past the month's end. */
static void due_text(int decided, char out[11]) {
  int year = decided / 10000 + 1, month = decided / 100 % 100, day = decided % 100;
  if (month == 2 && day == 29)
    day = 28;
  int numbers[] = { year / 100, year % 100, month, day };
  for (int i = 0, at = 0; i < 4; i++) {
    if (i > 1)
      out[at++] = '-';
    out[at++] = (char)('0' + numbers[i] / 10);
    out[at++] = (char)('0' + numbers[i] % 10);
  }
  out[10] = 0;
}

static void write_row(sqlite3_stmt *insert, const Row *row) {
  char failed[120], missing[120], due[11];
  list_names(row->failed, criteria, failed);
  list_names(row->missing, facts, missing);
  sqlite3_clear_bindings(insert);
  sqlite3_bind_int64(insert, 1, row->id);
  sqlite3_bind_text(insert, 2, outcomes[row->outcome], -1, SQLITE_STATIC);
  if (row->outcome == FUNDABLE) {
    due_text(row->decided, due);
    sqlite3_bind_text(insert, 3, row->director ? "regiondirektor" : "regionstyrelsen", -1,
                      SQLITE_STATIC);
    sqlite3_bind_int64(insert, 4, row->amount);
    sqlite3_bind_text(insert, 7, due, 10, SQLITE_TRANSIENT);
  }
  sqlite3_bind_text(insert, 5, failed, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(insert, 6, missing, -1, SQLITE_TRANSIENT);
  sqlite3_step(insert);
  sqlite3_reset(insert);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL)) {
    fprintf(stderr, "by_hand: %s\n", sqlite3_errmsg(db));
    exit(3);
  }
  return statement;
}

int main(int argc, char **argv) {
  sqlite3 *db = NULL;
  if (argc != 2 || sqlite3_open(argv[1], &db))
    return fprintf(stderr, "by_hand FILE.db\n"), 2;
  sqlite3_exec(db, "BEGIN IMMEDIATE; DROP TABLE IF EXISTS decision; CREATE TABLE decision"
                   " (id INTEGER PRIMARY KEY, outcome TEXT, decider TEXT, granted INTEGER,"
                   " failed TEXT, missing TEXT, due TEXT)", NULL, NULL, NULL);
  sqlite3_stmt *count = prepare(db, "SELECT count(*) FROM application");
  sqlite3_step(count);
  size_t room = (size_t)sqlite3_column_int64(count, 0), rows = 0, queued = 0;
  sqlite3_finalize(count);
  Row *all = calloc(room + 1, sizeof *all), **queue = calloc(room + 1, sizeof *queue);
  if (!all || !queue)
    return 3;

  sqlite3_stmt *read = prepare(db,
      "SELECT id, applicant_kind, ownership_pct, amount_ore, received, decided, focus_area,"
      " benefit_short_ore, benefit_long_ore, benefit_model, ongoing, shared_benefit,"
      " innovation_considered FROM application ORDER BY id");
  while (sqlite3_step(read) == SQLITE_ROW && rows < room) {
    judge(read, &all[rows]);
    if (all[rows].outcome == FUNDABLE)
      queue[queued++] = &all[rows];
    rows++;
  }
  sqlite3_finalize(read);
  qsort(queue, queued, sizeof *queue, in_order);
  serve(queue, queued);

  sqlite3_stmt *insert = prepare(db, "INSERT INTO decision VALUES (?,?,?,?,?,?,?)");
  for (size_t i = 0; i < rows; i++)
    write_row(insert, &all[i]);
  sqlite3_finalize(insert);
  if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL))
    return fprintf(stderr, "%s\n", sqlite3_errmsg(db)), 3;
  free(all);
  free(queue);
  return sqlite3_close(db) != SQLITE_OK;
}
