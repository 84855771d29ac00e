/* budgets.h - values of budgets, targets and controls (semantics B).
 *
 * The value of a line is computed once for a record and year and kept (A2); what it reads is
 * computed before it, line by line and year by year, so that nothing recurses within a budget.
 * The records are those of the evaluator's source, or the rows that ship with the rules.
 *
 *   BudgetRows rows = evaluator_budget_rows(evaluator, budget);
 *   Value value = evaluator_budget_value(evaluator, budget, rows.records[0], 2025, item);
 *
 * Owner: the evaluator's arena.  Cost: each value once; a sum over all records once a year. */
#ifndef ANSLAG_INTERP_EVAL_BUDGETS_H
#define ANSLAG_INTERP_EVAL_BUDGETS_H

#include "interp/check/budget.h"
#include "interp/eval/eval.h"

/* In key order, without the one that balances the others. */
typedef struct {
  const Record *const *records;
  size_t               count;
} BudgetRows;

BudgetRows evaluator_budget_rows(Evaluator *evaluator, const Budget *budget);
/* Kept; `year` counts only where the budget has years.  Of the balancing record: minus the sum of
 * the others. */
Value evaluator_budget_value(Evaluator *evaluator, const Budget *budget, const Record *row,
                             int64_t year, const BudgetItem *item);
/* Over all rows. */
Value evaluator_budget_sum(Evaluator *evaluator, const Budget *budget, int64_t year,
                           const BudgetItem *item);
/* What the line's own expression says for the balancing record, to compare; else its value. */
Value evaluator_budget_written(Evaluator *evaluator, const Budget *budget, const Record *row,
                               int64_t year, const BudgetItem *item);
/* Any term of the budget for one record and year: what it agrees with. */
Value evaluator_budget_term(Evaluator *evaluator, const Budget *budget, const Record *row,
                            int64_t year, const Term *term);
/* What the value of one record and year still waits for (V8). */
void  evaluator_budget_asks(Evaluator *evaluator, const Budget *budget, const Record *row,
                            int64_t year, const BudgetItem *item, AskList *asks);

/* ---- targets ------------------------------------------------------------------------- */

typedef struct {
  Value value, bound;           /* over the window, where there is one */
  Value margin;                 /* what is left up to the bound, or above it (B4) */
  Value holds;
  bool  suspended;
  LIST(int64_t) missing;        /* years of the window that can't be told */
  bool  has_date;
  Date  date;                   /* at every date: where the margin is least */
  AskList asks;
} TargetResult;

/* `year` counts only where the target reads it. */
TargetResult evaluator_target(Evaluator *evaluator, const Target *target, int64_t year);

/* ---- controls ------------------------------------------------------------------------ */

typedef void ControlHit(void *context, const Record *record, Value verdict);
/* Calls hit() for each record for which the control is yes or can't be told; may be NULL. */
void evaluator_control(Evaluator *evaluator, const Control *control, ControlHit *hit,
                       void *context);

#endif
