/* term_walk.h - the terms below a term, one after the other.
 *
 * Calls visit(context, term) for the term (NULL: for none) and, where it returns true, for all
 * below it, from left to right; rows of decision tables and exceptions are below what reads them.
 * It does not follow calls into definitions (Define.value is there for that). */
#ifndef ANSLAG_INTERP_CHECK_TERM_WALK_H
#define ANSLAG_INTERP_CHECK_TERM_WALK_H

#include "interp/check/model_values.h"

typedef bool TermVisit(void *context, const Term *term);
void term_walk(const Term *term, TermVisit *visit, void *context);

#endif
