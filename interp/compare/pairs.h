/* pairs.h - the records of one decision under both rule sets, side by side.
 *
 * Private to interp/compare.  Fills what endings.h tells of a decision: counts, groups, what is
 * asked for now, and which records differ.
 * Owner: the arena.  Memory: 8 bytes a record that differs.  Cost: some 20 ns a record. */
#ifndef ANSLAG_INTERP_COMPARE_PAIRS_H
#define ANSLAG_INTERP_COMPARE_PAIRS_H

#include "interp/compare/ends.h"
#include "interp/compare/titles.h"

typedef struct {
  const EndBook *book;
  EndsOf        *before, *after;      /* one may be NULL: the side has no such records */
  bool           decided_only;        /* only records decided already by the old side */
  Titles        *titles;              /* of the new side; NULL: none are told */
} PairSides;

/* False: there is nothing to tell of. */
bool pairs_tell(Arena *arena, const PairSides *sides, EndingsOf *of);

#endif
