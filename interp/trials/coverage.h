/* coverage.h - what the tests come to: each rule's verdicts, rows, exceptions, branches, outcomes.
 *
 * A point is something that may come out one way or another, at a place in the rules; a way that no
 * test shows is open.
 *
 *   TestCoverage points = trials_coverage(arena, model, tests, count, wanted, context, diags);
 *
 * Owner: the arena.  Cost: each test once. */
#ifndef ANSLAG_INTERP_TRIALS_COVERAGE_H
#define ANSLAG_INTERP_TRIALS_COVERAGE_H

#include "interp/trials/mutant.h"
#include "interp/trials/trial.h"

#define POINT_KINDS(X)                                     \
  X(POINT_RULE,      "rules",      MESSAGE("rules"))       \
  X(POINT_BRANCH,    "branches",   MESSAGE("branches"))    \
  X(POINT_ROW,       "rows",       MESSAGE("rows"))        \
  X(POINT_EXCEPTION, "exceptions", MESSAGE("exceptions"))  \
  X(POINT_OUTCOME,   "outcomes",   MESSAGE("outcomes"))    \
  X(POINT_DECIDER,   "deciders",   MESSAGE("deciders"))    \
  X(POINT_FRAME,     "frames",     MESSAGE("frames"))      \
  X(POINT_DEADLINE,  "deadlines",  MESSAGE("deadlines"))   \
  X(POINT_CONTROL,   "controls",   MESSAGE("controls"))    \
  X(POINT_TARGET,    "targets",    MESSAGE("targets"))     \
  X(POINT_BUDGET,    "budget_lines", MESSAGE("lines of budgets"))

typedef enum {
#define X(kind, name, title) kind,
  POINT_KINDS(X)
#undef X
  POINT_KIND_COUNT
} PointKind;

extern const char *const point_kind_names[POINT_KIND_COUNT];    /* for machines */
extern const char *const point_kind_titles[POINT_KIND_COUNT];

/* The ways that a point may come out; a point has some of them. */
#define WAYS(X)                                                  \
  X(WAY_PASS,    "pass",    MESSAGE("passes in no test"))        \
  X(WAY_FAIL,    "fail",    MESSAGE("fails in no test"))         \
  X(WAY_UNKNOWN, "unknown", MESSAGE("is unknown in no test"))    \
  X(WAY_NOTED,   "noted",   MESSAGE("is noted in no test"))      \
  X(WAY_YES,     "yes",     MESSAGE("is yes in no test"))        \
  X(WAY_NO,      "no",      MESSAGE("is no in no test"))         \
  X(WAY_MET,     "met",     MESSAGE("no test comes here"))       \
  X(WAY_FULL,    "full",    MESSAGE("lacks room in no test"))

typedef enum {
#define X(way, name, text) way,
  WAYS(X)
#undef X
  WAY_COUNT
} Way;

extern const char *const way_names[WAY_COUNT];                 /* for machines */
extern const char *const way_texts[WAY_COUNT];                 /* where it is open */

typedef struct {
  PointKind   kind;
  Span        span;
  Text        name;             /* of the outcome, or of what stands at one place with others */
  unsigned    ways, shown;      /* bits by Way: what may come out, and what did */
} Point;

typedef LIST(Point) TestCoverage;

/* Of the places for which wanted(context, span) is true, in the order of the files. */
TestCoverage trials_coverage(Arena *arena, const Model *model, const ModelTest *const *tests,
                             size_t count, MutantWanted *wanted, void *context, const Diags *diags);

#endif
