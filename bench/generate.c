/* generate.c - a population of applications for bench.anslag, the same for the same number.
 *
 *   generate N applications.db
 *
 * Received over three years in order of id, give or take three weeks; amounts from 50 000 to
 * 20 000 000 kr, evenly in the logarithm; some six in a hundred lack one fact or two. */
#include <math.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { uint64_t state; } Dice;

/* splitmix64: public domain, by Sebastiano Vigna */
static uint64_t dice_next(Dice *dice) {
  uint64_t z = (dice->state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static int dice_below(Dice *dice, int bound) {
  return (int)(dice_next(dice) % (uint64_t)bound);
}

static int dice_chance(Dice *dice, int in_thousand) {
  return dice_below(dice, 1000) < in_thousand;
}

static void write_date(int day, char out[11]) {   /* days from 2023-01-01 */
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  int year = 2023, month = 0;
  for (;;) {
    int length = lengths[month] + (month == 1 && year % 4 == 0);
    if (day < length)
      break;
    day -= length;
    if (++month == 12) {
      month = 0;
      year++;
    }
  }
  int numbers[] = { year / 100, year % 100, month + 1, day + 1 };
  for (int i = 0, at = 0; i < 4; i++) {
    if (i > 1)
      out[at++] = '-';
    out[at++] = (char)('0' + numbers[i] / 10);
    out[at++] = (char)('0' + numbers[i] % 10);
  }
  out[10] = 0;
}

static void bind_code(sqlite3_stmt *insert, int column, const char *code) {
  sqlite3_bind_text(insert, column, code, -1, SQLITE_STATIC);
}

/* `least` and up to `most` thousandths of the amount more; now and then nothing. */
static void bind_share(sqlite3_stmt *insert, int column, Dice *dice, int64_t least,
                       int64_t amount, int most) {
  bool some = dice_chance(dice, 950);
  sqlite3_bind_int64(insert, column, some ? least + amount / 1000 * dice_below(dice, most) : 0);
}

static void bind_application(sqlite3_stmt *insert, Dice *dice, int64_t id, int64_t count) {
  static const char *const kinds[] = { "namnd", "styrelse", "bolag", "ideburen", "privat" };
  static const char *const areas[] = { "FO1", "FO2", "FO3", "FO4", "FO5", "FO6", "OVRIGT" };
  int roll = dice_below(dice, 100);
  int kind = roll < 35 ? 0 : roll < 55 ? 1 : roll < 80 ? 2 : roll < 92 ? 3 : 4;
  int tenths = dice_chance(dice, 700) ? 501 + dice_below(dice, 499) : dice_below(dice, 501);
  int64_t amount = 100 * (int64_t)(50000 * exp(dice_below(dice, 1000000) / 1e6 * log(400)));
  int received = (int)(id * 1074 / count) + dice_below(dice, 21);
  char received_text[11], decided_text[11];
  write_date(received, received_text);
  write_date(received + 30 + dice_below(dice, 121), decided_text);

  sqlite3_clear_bindings(insert);
  sqlite3_bind_int64(insert, 1, id);
  bind_code(insert, 2, kinds[kind]);
  if (kind == 2)
    sqlite3_bind_double(insert, 3, tenths / 10.0);
  sqlite3_bind_int64(insert, 4, amount);
  sqlite3_bind_text(insert, 5, received_text, 10, SQLITE_TRANSIENT);
  sqlite3_bind_text(insert, 6, decided_text, 10, SQLITE_TRANSIENT);
  bind_code(insert, 7, areas[dice_chance(dice, 980) ? dice_below(dice, 6) : 6]);
  bind_share(insert, 8, dice, amount / 10, amount, 1000);
  bind_share(insert, 9, dice, amount / 2, amount, 3000);
  bind_code(insert, 10, dice_chance(dice, 900) ? "faststalld" : "utkast");
  sqlite3_bind_int(insert, 11, dice_chance(dice, 950));
  sqlite3_bind_int(insert, 12, dice_chance(dice, 920));
  sqlite3_bind_int(insert, 13, dice_chance(dice, 930));
  if (dice_chance(dice, 60)) {      /* facts that are not known */
    static const int columns[] = { 3, 7, 8, 9, 10, 11, 12, 13 };
    for (int most = dice_chance(dice, 166) ? 2 : 1; most > 0; most--)
      sqlite3_bind_null(insert, columns[dice_below(dice, 8)]);
  }
}

static int fail(sqlite3 *db, const char *what) {
  fprintf(stderr, "generate: %s: %s\n", what, sqlite3_errmsg(db));
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 3)
    return fprintf(stderr, "generate N FILE.db\n"), 2;
  int64_t count = atoll(argv[1]);
  Dice dice = { 20260101 };
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  unlink(argv[2]);
  if (sqlite3_open(argv[2], &db))
    return fail(db, argv[2]);
  if (sqlite3_exec(db,
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE application (id INTEGER PRIMARY KEY, applicant_kind TEXT, ownership_pct REAL,"
        " amount_ore INTEGER, received TEXT, decided TEXT, focus_area TEXT,"
        " benefit_short_ore INTEGER, benefit_long_ore INTEGER, benefit_model TEXT, ongoing INTEGER,"
        " shared_benefit INTEGER, innovation_considered INTEGER); BEGIN", NULL, NULL, NULL))
    return fail(db, "create");
  if (sqlite3_prepare_v2(db, "INSERT INTO application VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", -1,
                         &insert, NULL))
    return fail(db, "insert");
  for (int64_t id = 1; id <= count; id++) {
    bind_application(insert, &dice, id, count);
    if (sqlite3_step(insert) != SQLITE_DONE)
      return fail(db, "insert");
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL))
    return fail(db, "commit");
  return sqlite3_close(db) != SQLITE_OK;
}
