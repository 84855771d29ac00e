/* shrink.h - whether a rule set is judged alike in all ways, and the least of it that is not.
 *
 * Each judgement is a Trial of its own, so that one leaves nothing to the next. */
#ifndef ANSLAG_TESTS_PROPERTY_SHRINK_H
#define ANSLAG_TESTS_PROPERTY_SHRINK_H

#include "tests/property/compare.h"

typedef struct {
  bool        valid;            /* the rules pass the check */
  bool        judged;           /* and the database was read */
  bool        differs;
  const ComparisonName *comparison;   /* which says so */
  char       *difference;       /* owned: answer_free */
} Answer;

/* What is judged, and how. */
typedef struct {
  bool        planted;
  bool        errors;           /* tells why a rule set does not pass the check */
  const char *only;             /* NULL: every comparison */
  Text        ready;            /* a database to begin with (ready.h) */
} Manner;

void judge_made(const Made *made, const Manner *manner, Counted *counted, Answer *answer);
void answer_free(Answer *answer);

/* Leaves out rows, clauses and declarations, and puts parts of expressions in their place, for as
 * long as the same comparison differs.  Cost: at most a few thousand judgements. */
void shrink(Arena *arena, Made *made, Text ready, Answer *answer);

#endif
