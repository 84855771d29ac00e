/* what_if_hand.h - see what_if_hand.c; private to bench/what_if. */
#ifndef ANSLAG_BENCH_WHAT_IF_HAND_H
#define ANSLAG_BENCH_WHAT_IF_HAND_H

#include <stddef.h>
#include <stdint.h>

/* Facts in the order of the queue: by day received, then id. */
typedef struct {
  size_t    count;
  int64_t  *amounts, *short_benefits, *long_benefits;   /* INT64_MIN: not known */
  double   *shares;                   /* below zero: not known */
  uint8_t  *kinds;                    /* 0 namnd, 1 styrelse, 2 bolag, 3 others, 4 not known */
  uint8_t  *areas;                    /* 0 others, 1 OVRIGT, 2 not known */
  uint8_t  *models;                   /* 0 faststalld, 1 others, 2 not known */
  uint8_t  *ongoing, *shared, *innovation;              /* 0 no, 1 not known, 2 yes */
  /* What is judged: */
  uint8_t  *failed, *missing;         /* a bit for each criterion */
  uint8_t  *outcomes;
  int64_t  *queued;                   /* the amounts of those whose criteria all hold */
  size_t    queued_count, rejected;
} Hand;

typedef struct { int64_t pool, director, limit; double majority; } Asked;
typedef struct { int64_t fundable, by_director, waitlisted, rejected, drawn; } Answer;

Hand   hand_load(const char *path);
/* All criteria anew, and the queue. */
void   hand_judge(Hand *hand, double majority);
/* The queue served. */
Answer hand_answer(const Hand *hand, const Asked *question);

#endif
