/* quote.h - holds what rules quote against the documents they quote (semantics Q1-Q5).
 *
 * Called once, when all is declared and typed.  For each entry of Model.quoted,
 * each basis of `not encoded` and each `background` it looks the words up in
 * the document, sets ModelBasis.line (Background.first_line, last_line), and
 * warns where a value or a bound of the rule says something else than the words.
 * A document that could not be read has been reported and is passed over.
 *
 * Its own memory is given back when it ends; messages are kept by `diags`.
 * Cost: linear in the documents (folded and indexed once each) and in the
 * quotes.  Fails only by running out of memory. */
#ifndef ANSLAG_INTERP_CHECK_QUOTE_H
#define ANSLAG_INTERP_CHECK_QUOTE_H

#include "base/diag.h"
#include "interp/check/model.h"

void quote_check(Model *model, Diags *diags, Arena *arena);

/* Only whether values and bounds are those of the words they stand under (Q3, Q4), once the quotes
 * have been found: of a model in which something was changed since. */
void quote_check_figures(Model *model, Diags *diags, Arena *arena);

#endif
