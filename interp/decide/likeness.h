/* likeness.h - which records of a decision end alike, told from the columns of its sift.
 *
 * Private to interp/decide.  Two records of one class have the same verdicts of the same rules,
 * miss the same facts and are given the same reasons, so that what judge_record says of one it
 * says of all (amounts and days apart).  A record whose class cannot be told is LIKE_NONE or more,
 * by its AloneReason: the reference judges it.
 *
 *   Likeness *likeness = likeness_new(arena, sift);
 *   likeness_rule(likeness, rule, first, rows);         from SiftUnder.rule, of each rule
 *   likeness_chunk(likeness, first, rows, classes);     then from SiftUnder.chunk
 *
 * Classes are numbered from 0 and stay from window to window.  What is told of a row is a phrase of
 * words, 21 verdicts each, then 8 aspects each of verdicts that do not tell all; what two phrases
 * begin with stands once.  Owner: the arena.
 * Cost: a record some 0.5 ns a verdict, some 10 ns each that does not tell all; 24 bytes a word. */
#ifndef ANSLAG_INTERP_DECIDE_LIKENESS_H
#define ANSLAG_INTERP_DECIDE_LIKENESS_H

#include "interp/decide/sifting.h"

#define LIKE_NONE ASPECT_NONE

typedef struct Likeness Likeness;

Likeness *likeness_new(Arena *arena, Sift *sift);
/* Tests, of the same plan, that records of a class have the same answer to too: before the first
 * chunk, by reference. */
void      likeness_part(Likeness *likeness, const PlanNodes *tests);
/* From here on records of a class have the same governing date, where a reason tells it. */
void      likeness_by_day(Likeness *likeness);
/* Else that day, known, of a row of the chunk; false: no reason of its class tells it. */
bool      likeness_day(const Likeness *likeness, uint32_t class, uint32_t row, Date *day);
/* The rule has been judged for these rows of a chunk; rules come in their order. */
void      likeness_rule(Likeness *likeness, size_t rule, size_t first, size_t rows);
/* The class of each of these rows, all of the chunk's: `classes` has room for them. */
void      likeness_chunk(Likeness *likeness, size_t first, size_t rows, uint32_t *classes);

#endif
