/* compare.h - one rule set judged in two ways, which must say the same of every record.
 *
 * Each comparison runs inside a guard of its own and leaves nothing behind.  True: the two are the
 * same; false: `difference` says where not.  What a comparison does not cover (decisions that must
 * be judged in a run) it passes over. */
#ifndef ANSLAG_TESTS_PROPERTY_COMPARE_H
#define ANSLAG_TESTS_PROPERTY_COMPARE_H

#include "tests/property/trial.h"

#define COMPARISONS(X)                                                                        \
  X(terms, "terms in columns are what the reference says")                                    \
  X(sift,  "the sift says what judge_record says")                                            \
  X(ended, "a run without its reasons ends as a run does")                                    \
  X(run,   "a run by columns writes what a run by records writes")                            \
  X(diff,  "what differs with other parameters is the same by columns and by records")        \
  X(printed, "rules laid out anew, and in Swedish, decide the same")

typedef struct {
  size_t values, odd, nodes, scalar, left;      /* of terms */
  size_t records, by_reference;                 /* of the sift */
  size_t runs, not_sifted;
  size_t outcomes[OUTCOME_QUEUED + 1];
} Counted;

typedef struct {
  Trial   *trial;
  Counted *counted;             /* added to */
  bool     planted;             /* a fact is changed for one of the two, to be found */
  const char *only;             /* NULL: all comparisons; else the one of this name */
  bool     all;                 /* none is left out to save time */
  Arena    arena;               /* of the comparison; what differs is told in it */
  Text     difference;          /* empty: nothing does */
} Comparing;

typedef void Compare(Comparing *comparing);
#define X(name, label) Compare compare_##name;
COMPARISONS(X)
#undef X

/* Tells the first difference only. */
void differ(Comparing *comparing, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The records of the type in columns; those that are planted differ in one fact. */
struct Census *census_of_trial(Comparing *comparing, const RecordType *type);
/* Every comparison in turn; false: one of them differs, *which says which. */
typedef struct { const char *name, *label; } ComparisonName;
bool compare_all(Comparing *comparing, const ComparisonName **which);

#endif
