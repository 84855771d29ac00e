/* groups.h - the order of a budget's rows by their groups.  Private to interp/budget. */
#ifndef ANSLAG_INTERP_BUDGET_GROUPS_H
#define ANSLAG_INTERP_BUDGET_GROUPS_H

#include "interp/eval/budgets.h"

/* The rows as they are shown: by groups, within them in the order of their file, else by key. */
const Record **groups_order(Arena *arena, const Budget *budget, BudgetRows rows);
/* In how many of the budget's `by`, from the outermost on, two rows are alike. */
size_t groups_same(const Budget *budget, const Record *a, const Record *b);
/* What the group of the row is called. */
Text groups_label(Arena *arena, const Record *record, const FieldType *field);

#endif
