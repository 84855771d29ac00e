/* what_if_hand.c - the rules of bench.anslag by hand, over columns in the order of the queue. */
#define _POSIX_C_SOURCE 200809L
#include "base/vectors.h"
#include "what_if_hand.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NO, OPEN, YES, BATCH = 1024 };

/* ---- reading -------------------------------------------------------------------- */

static uint8_t truth(sqlite3_stmt *row, int column) {
  if (sqlite3_column_type(row, column) == SQLITE_NULL)
    return OPEN;
  return sqlite3_column_int(row, column) ? YES : NO;
}

static int64_t number(sqlite3_stmt *row, int column) {
  return sqlite3_column_type(row, column) == SQLITE_NULL ? INT64_MIN
                                                         : sqlite3_column_int64(row, column);
}

/* 0: it is the text; 1: another; 2: not known. */
static uint8_t other_than(sqlite3_stmt *row, int column, const char *text) {
  const char *cell = (const char *)sqlite3_column_text(row, column);
  return !cell ? 2 : strcmp(cell, text) != 0;
}

static void hand_read(Hand *hand, sqlite3_stmt *row, size_t i) {
  static const char *const kinds[] = { "namnd", "styrelse", "bolag" };
  const char *kind = (const char *)sqlite3_column_text(row, 0);
  hand->kinds[i] = kind ? 3 : 4;
  for (uint8_t each = 0; kind && each < 3; each++)
    if (strcmp(kind, kinds[each]) == 0)
      hand->kinds[i] = each;
  bool known = sqlite3_column_type(row, 1) != SQLITE_NULL;
  hand->shares[i] = known ? sqlite3_column_double(row, 1) : -1;
  hand->amounts[i] = sqlite3_column_int64(row, 2);
  uint8_t area = other_than(row, 3, "OVRIGT");
  hand->areas[i] = area == 2 ? 2 : (uint8_t)(1 - area);
  hand->short_benefits[i] = number(row, 4);
  hand->long_benefits[i] = number(row, 5);
  hand->models[i] = other_than(row, 6, "faststalld");
  hand->ongoing[i] = truth(row, 7);
  hand->shared[i] = truth(row, 8);
  hand->innovation[i] = truth(row, 9);
}

static Hand make_room(size_t count) {
  Hand hand = { .count = 0 };
  hand.amounts = calloc(count, sizeof *hand.amounts);
  hand.short_benefits = calloc(count, sizeof *hand.short_benefits);
  hand.long_benefits = calloc(count, sizeof *hand.long_benefits);
  hand.queued = calloc(count + 1, sizeof *hand.queued);
  hand.shares = calloc(count, sizeof *hand.shares);
  hand.kinds = calloc(count, 1);
  hand.areas = calloc(count, 1);
  hand.models = calloc(count, 1);
  hand.ongoing = calloc(count, 1);
  hand.shared = calloc(count, 1);
  hand.innovation = calloc(count, 1);
  hand.failed = calloc(count, 1);
  hand.missing = calloc(count, 1);
  hand.outcomes = calloc(count, 1);
  return hand;
}

Hand hand_load(const char *path) {
  sqlite3 *db;
  sqlite3_stmt *row;
  sqlite3_open(path, &db);
  sqlite3_prepare_v2(db, "SELECT count(*) FROM application", -1, &row, NULL);
  sqlite3_step(row);
  Hand hand = make_room((size_t)sqlite3_column_int64(row, 0));
  sqlite3_finalize(row);
  sqlite3_prepare_v2(db, "SELECT applicant_kind, ownership_pct, amount_ore, focus_area,"
                         " benefit_short_ore, benefit_long_ore, benefit_model, ongoing,"
                         " shared_benefit, innovation_considered FROM application"
                         " ORDER BY received, id", -1, &row, NULL);
  for (; sqlite3_step(row) == SQLITE_ROW; hand.count++)
    hand_read(&hand, row, hand.count);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return hand;
}

/* ---- criteria ------------------------------------------------------------------- */

VECTORS static void judge_applicants(const uint8_t *restrict kinds, const double *restrict shares,
                                     double majority, uint8_t *restrict failed,
                                     uint8_t *restrict missing, size_t rows) {
  uint8_t above[BATCH], open[BATCH];
  for (size_t i = 0; i < rows; i++)
    above[i] = shares[i] > majority;
  for (size_t i = 0; i < rows; i++)
    open[i] = shares[i] < 0;
  for (size_t i = 0; i < rows; i++) {
    uint8_t company = kinds[i] == 2, listed = kinds[i] < 2;
    missing[i] = (uint8_t)((company & open[i]) | (kinds[i] == 4));
    failed[i] = (uint8_t)((listed | (company & above[i]) | missing[i]) ^ 1);
  }
}

VECTORS static void judge_benefits(const int64_t *restrict soon, const int64_t *restrict late,
                                   const uint8_t *restrict models, uint8_t *restrict failed,
                                   uint8_t *restrict missing, size_t rows) {
  uint8_t no[BATCH], open[BATCH];
  for (size_t i = 0; i < rows; i++)
    open[i] = (soon[i] == INT64_MIN) | (late[i] == INT64_MIN);
  for (size_t i = 0; i < rows; i++)
    no[i] = ((soon[i] <= 0) & (soon[i] != INT64_MIN)) | ((late[i] <= 0) & (late[i] != INT64_MIN));
  for (size_t i = 0; i < rows; i++) {
    uint8_t fails = (uint8_t)(no[i] | (models[i] == 1));
    failed[i] = (uint8_t)(failed[i] | fails << 2);
    missing[i] = (uint8_t)(missing[i] | ((open[i] | (models[i] == 2)) & (fails ^ 1)) << 2);
  }
}

/* A column of which one value fails and another is not known. */
VECTORS static void judge_bytes(const uint8_t *restrict values, uint8_t fails, uint8_t open,
                                unsigned bit, uint8_t *restrict failed,
                                uint8_t *restrict missing, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    failed[i] = (uint8_t)(failed[i] | (values[i] == fails) << bit);
    missing[i] = (uint8_t)(missing[i] | (values[i] == open) << bit);
  }
}

VECTORS static size_t judge_outcomes(const uint8_t *restrict failed,
                                     const uint8_t *restrict missing, uint8_t *restrict outcomes,
                                     size_t rows) {
  uint32_t rejected = 0;
  for (size_t i = 0; i < rows; i++)
    outcomes[i] = failed[i] ? NO : missing[i] ? OPEN : YES;
  for (size_t i = 0; i < rows; i++)
    rejected += outcomes[i] == NO;
  return rejected;
}

static void judge_batch(Hand *hand, size_t first, size_t rows, double majority) {
  uint8_t *failed = hand->failed + first, *missing = hand->missing + first;
  judge_applicants(hand->kinds + first, hand->shares + first, majority, failed, missing, rows);
  judge_bytes(hand->areas + first, 1, 2, 1, failed, missing, rows);
  judge_benefits(hand->short_benefits + first, hand->long_benefits + first,
                 hand->models + first, failed, missing, rows);
  judge_bytes(hand->ongoing + first, NO, OPEN, 3, failed, missing, rows);
  judge_bytes(hand->shared + first, NO, OPEN, 4, failed, missing, rows);
  judge_bytes(hand->innovation + first, NO, OPEN, 5, failed, missing, rows);
  hand->rejected += judge_outcomes(failed, missing, hand->outcomes + first, rows);
}

void hand_judge(Hand *hand, double majority) {
  size_t queued = 0;
  hand->rejected = 0;
  for (size_t first = 0; first < hand->count; first += BATCH)
    judge_batch(hand, first, hand->count - first < BATCH ? hand->count - first : BATCH, majority);
  for (size_t i = 0; i < hand->count; i++) {
    hand->queued[queued] = hand->amounts[i];
    queued += hand->outcomes[i] == YES;
  }
  hand->queued_count = queued;
}

/* ---- the queue ------------------------------------------------------------------ */

Answer hand_answer(const Hand *hand, const Asked *question) {
  int64_t pool = question->pool, director = question->director, small = 0, fundable = 0;
  for (size_t i = 0; i < hand->queued_count; i++) {
    int64_t amount = hand->queued[i];
    int64_t fits = amount <= pool;
    int64_t delegated = fits & (amount <= question->limit) & (amount <= director);
    pool -= amount & -fits;
    director -= amount & -delegated;
    fundable += fits;
    small += delegated;
  }
  return (Answer){ .fundable = fundable, .by_director = small,
                   .waitlisted = (int64_t)hand->queued_count - fundable,
                   .rejected = (int64_t)hand->rejected, .drawn = question->pool - pool };
}
