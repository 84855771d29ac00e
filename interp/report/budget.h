/* budget.h - budgets, targets and controls for people, and as JSON and CSV.
 *
 * As a budget appendix is printed: lines down, records across, in as many blocks as the width
 * needs; a budget of one record has its years across.  Amounts are rounded for print only
 * (`shown in`), a zero is a dash, and `?` marks what is not known.  With a baseline, what a
 * what-if changes stands beside it. */
#ifndef ANSLAG_INTERP_REPORT_BUDGET_H
#define ANSLAG_INTERP_REPORT_BUDGET_H

#include "interp/budget/outlook.h"
#include "interp/report/screen.h"

typedef struct {
  const Model   *model;
  const Outlook *outlook;
  const Outlook *baseline;      /* NULL: nothing was set */
  Text           settings;      /* "uprating = 2.4 %, …"; empty: none */
} BudgetReport;

void budget_write_text(Writer *writer, Arena *arena, const Screen *screen,
                       const BudgetReport *report);
void budget_write_json(Writer *writer, Arena *arena, const BudgetReport *report);
/* The few lines that say most of what settings change: the sum that changes most, and at most so
 * many targets, those that now end otherwise first; nothing without a baseline. */
void budget_write_changes(Writer *writer, Arena *arena, const Screen *screen,
                          const BudgetReport *report, size_t most_targets);
/* Only the controls that hit something, under a line of their own; nothing without controls. */
void budget_write_hits(Writer *writer, Arena *arena, const Screen *screen,
                       const BudgetReport *report);
/* A row for each record and line; amounts in the main unit. */
void budget_write_csv(Writer *writer, Arena *arena, const BudgetReport *report);

/* ---- shared by the files of this report ---------------------------------------------- */

/* An amount in the unit that the budget is shown in; "–" for zero, "?" for what is not known. */
Text budget_figure(Arena *arena, const Screen *screen, const Budget *budget,
                   const BudgetAmount *amount);
Text budget_sum(Arena *arena, const Screen *screen, const Budget *budget, Fraction minor,
                bool signed_);
Text budget_title(Text title, Text name);      /* the title; the name where there is none */
/* "tkr", "mkr": what figures are in. */
Text budget_unit(const Budget *budget);
void budget_write_sheet(Writer *writer, Arena *arena, const Screen *screen,
                        const BudgetTable *const *tables, size_t count);
void budget_write_targets(Writer *writer, Arena *arena, const Screen *screen,
                          const BudgetReport *report);
void budget_write_controls(Writer *writer, Arena *arena, const Screen *screen,
                           const BudgetReport *report);

#endif
