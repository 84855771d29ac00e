/* test_bounds.h - bounds that no test stands at, and a test ready-made for each that can be told.
 *
 * Text: the lines with the sides that are missing, then the tests, in the language of the rules,
 * with what comes of them now: a person checks that against the guideline before it is kept.
 * JSON: the same. */
#ifndef ANSLAG_INTERP_REPORT_TEST_BOUNDS_H
#define ANSLAG_INTERP_REPORT_TEST_BOUNDS_H

#include "interp/report/remarks.h"
#include "interp/trials/boundaries.h"

typedef struct {
  const Bound *bound;
  BoundSide    side;            /* that no test meets */
  bool         has_test;
  Text         test;            /* its text */
} MissingBound;

typedef struct {
  LIST(MissingBound) missing;
  size_t all, met;              /* sides of bounds */
} TestBounds;

/* The proposal as it would stand in a rule file. */
Text proposal_text(Arena *arena, const TestProposal *proposal, const Bound *bound,
                   BoundSide side, Surface surface, Sources *sources);
/* In a hundred, rounded down; 100 where there is none. */
unsigned test_bounds_percent(const TestBounds *bounds);

void test_bounds_write_text(Writer *writer, const Screen *screen, const TestBounds *bounds,
                            Sources *sources);
void test_bounds_write_json(Writer *writer, const TestBounds *bounds, Sources *sources);

#endif
