/* titles.h - what people call the records of a decision, read where somebody asks.
 *
 * Private to interp/compare.  Records are asked for by their number in key order; those that stand
 * before the one asked for last take a reading anew.
 * Owner: the arena; titles_end before the store is closed.  Memory: a window of records. */
#ifndef ANSLAG_INTERP_COMPARE_TITLES_H
#define ANSLAG_INTERP_COMPARE_TITLES_H

#include "interp/compare/endings.h"

typedef struct Titles Titles;

Titles *titles_new(Arena *arena, const EndingSide *side, const Decision *decision);
/* In `arena`; empty: it has none. */
Text    titles_at(Titles *titles, size_t number, Arena *arena);
void    titles_end(Titles *titles);

#endif
