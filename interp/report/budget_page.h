/* budget_page.h - what the parts of a budget's text are written with: used by budget_*.c only. */
#ifndef ANSLAG_INTERP_REPORT_BUDGET_PAGE_H
#define ANSLAG_INTERP_REPORT_BUDGET_PAGE_H

#include "interp/report/budget.h"

typedef struct {
  Writer             *writer;
  Arena              *arena;
  const Screen       *screen;
  const BudgetReport *report;
} Page;

#endif
