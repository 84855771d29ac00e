/* likeness.h - which records of a decision end alike, told from the columns of its sift.
 *
 * Private to interp/decide.  Two records of one class have the same verdicts of the same rules,
 * miss the same facts and are given the same reasons, so that what judge_record says of one it
 * says of all (amounts and days apart).  A record whose class cannot be told is LIKE_NONE or more,
 * by its AloneReason: the reference judges it.
 *
 *   Likeness *likeness = likeness_new(arena, sift);
 *   likeness_chunk(likeness, first, rows, classes);     from SiftUnder.chunk
 *
 * Classes are numbered from 0 and stay from window to window.  Owner: the arena.
 * Cost: a few ns a record, and 24 bytes a class. */
#ifndef ANSLAG_INTERP_DECIDE_LIKENESS_H
#define ANSLAG_INTERP_DECIDE_LIKENESS_H

#include "interp/decide/sifting.h"

#define LIKE_NONE (UINT32_MAX - ALONE_COUNT)

typedef struct Likeness Likeness;

Likeness *likeness_new(Arena *arena, Sift *sift);
/* Tests, of the same plan, that records of a class have the same answer to too: before the first
 * chunk, by reference. */
void      likeness_part(Likeness *likeness, const PlanNodes *tests);
/* From here on records of a class have the same governing date, where a reason tells it. */
void      likeness_by_day(Likeness *likeness);
/* Else that day, known, of a row of the chunk; false: no reason of its class tells it. */
bool      likeness_day(const Likeness *likeness, uint32_t class, uint32_t row, Date *day);
/* The class of each of these rows: `classes` has room for them. */
void      likeness_chunk(Likeness *likeness, size_t first, size_t rows, uint32_t *classes);

#endif
