/* places.h - where things stand that have no words of their own in the model. */
#ifndef ANSLAG_INTERP_TRIALS_PLACES_H
#define ANSLAG_INTERP_TRIALS_PLACES_H

#include "interp/check/model.h"

/* The line of the head that says when the guideline is in force; the rule's own place where there
 * is none. */
Span places_in_force(const Model *model, const Rule *rule);

#endif
