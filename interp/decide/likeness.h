/* likeness.h - which records of a decision end alike, told from the columns of its sift.
 *
 * Private to interp/decide.  Two records of one class have the same verdicts of the same rules,
 * miss the same facts and are given the same reasons, so that what judge_record says of one it
 * says of all (amounts and days apart).  A record whose class cannot be told is LIKE_NONE: the
 * reference judges it.
 *
 *   Likeness *likeness = likeness_new(arena, sift);
 *   likeness_chunk(likeness, first, rows, classes);     from SiftUnder.chunk
 *
 * Classes are numbered from 0 and stay from window to window.  Owner: the arena.
 * Cost: a few ns a record, and 24 bytes a class. */
#ifndef ANSLAG_INTERP_DECIDE_LIKENESS_H
#define ANSLAG_INTERP_DECIDE_LIKENESS_H

#include "interp/decide/sifting.h"

#define LIKE_NONE UINT32_MAX

typedef struct Likeness Likeness;

Likeness *likeness_new(Arena *arena, Sift *sift);
/* The class of each of these rows: `classes` has room for them. */
void      likeness_chunk(Likeness *likeness, size_t first, size_t rows, uint32_t *classes);

#endif
