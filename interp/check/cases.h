/* cases.h - the cases that a decision's conditions tell apart.
 *
 * Private to interp/check.  Conditions are taken apart at and, or, not; what is left is a yes or
 * no of its own, or a field that is one of a list of codes.  Every combination of these is a case:
 * enough to prove that each has someone who may decide, or to show one that has none.
 *
 * Fill with cases_add, then go through cases_next until it is false. */
#ifndef ANSLAG_INTERP_CHECK_CASES_H
#define ANSLAG_INTERP_CHECK_CASES_H

#include "interp/check/checker.h"

typedef struct {
  Text            written;        /* of the test, or of the field */
  const Codelist *codes;          /* NULL: yes or no */
  size_t          value;          /* in this case: 0 no, 1 yes; or the code's index */
} CaseVariable;

typedef struct {
  const Scope *scope;
  LIST(CaseVariable) variables;
  bool         too_many;          /* of combinations: no case is looked at */
  bool         started;
} Cases;

void cases_add(Cases *cases, const Term *condition);
/* The next case; false: there are no more. */
bool cases_next(Cases *cases);
/* Does the condition hold in the case?  NULL holds. */
bool cases_hold(const Cases *cases, const Term *condition);
/* "focus is staffing and not away"; empty where there is one case only. */
Text cases_say(const Cases *cases);

#endif
