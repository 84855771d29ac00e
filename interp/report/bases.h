/* bases.h - the bases of a guideline, gathered and shown.
 *
 * Only those of the guideline itself: what a module of the standard library
 * rests on is that module's. */
#ifndef ANSLAG_INTERP_REPORT_BASES_H
#define ANSLAG_INTERP_REPORT_BASES_H

#include "base/writer.h"
#include "interp/check/model.h"

/* Does the place lie in a module of the standard library? */
bool bases_of_library(const Model *model, Span span);

/* Calls visit() for each basis with the name of the rule it stands under, in order of the model. */
typedef void BasesVisit(void *context, Text rule, const ModelBasis *basis);
void bases_visit(const Model *model, BasesVisit *visit, void *context);

/* riktlinjer, "Kriterier", line 41; empty where there is no document. */
Text basis_place(Arena *arena, const ModelBasis *basis, Language language);

#endif
