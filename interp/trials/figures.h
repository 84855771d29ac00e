/* figures.h - do the budgets agree with what is printed?
 *
 * The agreements that a budget states (`agrees with`, `balanced by`) are tests too: a figure that
 * was copied wrongly breaks them.  Budgets of records that ship with the rules are computed as
 * `anslag budget` computes them. */
#ifndef ANSLAG_INTERP_TRIALS_FIGURES_H
#define ANSLAG_INTERP_TRIALS_FIGURES_H

#include "interp/budget/table.h"

typedef struct { size_t agree, disagree, open, imbalances; } Figures;

/* Is there anything that could disagree? */
bool figures_any(const Model *model);
/* False: they could not be computed (reported). */
bool figures_of(Arena *arena, const Model *model, const EvalOptions *options, Diags *diags,
                Figures *figures);
bool figures_equal(const Figures *a, const Figures *b);

#endif
