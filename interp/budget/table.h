/* table.h - one budget in one year: lines by records, with group totals and what it agrees with.
 *
 * Rows stand in the order of the file that ships them (else by key), within their groups; groups
 * in the order of their codelist, else as they are met.  An amount that is not known is counted
 * beside the sum of those that are (V8).
 * Owner: the arena.  Cost: records times lines. */
#ifndef ANSLAG_INTERP_BUDGET_TABLE_H
#define ANSLAG_INTERP_BUDGET_TABLE_H

#include "interp/eval/budgets.h"

typedef struct {
  Fraction          amount;     /* the sum of what is known, in minor units */
  size_t            open;       /* amounts that are not known */
  const ValueError *error;      /* NULL: none */
} BudgetAmount;

typedef struct {
  const Record *record;
  Text          key, name;
  BudgetAmount *amounts;        /* by BudgetItem.index */
} BudgetRow;

/* The rows that have the same values in the first `level` + 1 of the budget's `by`. */
typedef struct {
  size_t        level, first_row, row_count;
  Text          label;
  BudgetAmount *amounts;
} BudgetGroup;

typedef enum { AGREES_YES, AGREES_NO, AGREES_OPEN } AgreementVerdict;

typedef struct {
  const BudgetItem *item;
  const BudgetRow  *row;
  Value             printed;    /* not known: can't tell */
  Fraction          difference; /* computed minus printed */
  AgreementVerdict  verdict;
} Agreement;

/* A line of the balancing record whose own figure is not minus the sum of the others. */
typedef struct {
  const BudgetItem *item;
  Fraction          balanced, printed;
} Imbalance;

/* What a line needs in a year, and what there is where it is financed from. */
typedef struct {
  const BudgetItem *item;
  const Financing  *from;
  BudgetAmount      needed;
  Value             available;  /* not known: can't tell */
} FinancingReport;

/* What some amounts wait for, and in how many of them. */
typedef struct { Text name; size_t count; } BudgetOpen;

typedef struct {
  const Budget     *budget;
  bool              has_year;
  int64_t           year;
  bool              has_standing;
  YearStandingKind  standing;
  BudgetRow        *rows;
  size_t            row_count;
  LIST(BudgetGroup) groups;     /* in the order in which they end, inner ones first */
  BudgetAmount     *totals;     /* over all rows, by BudgetItem.index */
  BudgetRow         balancing;  /* record NULL: none */
  LIST(Agreement)   agreements;
  LIST(Imbalance)   imbalances;
  LIST(FinancingReport) financings;
  LIST(BudgetOpen)  open;
  bool              has_errors;
} BudgetTable;

/* `year` counts only where the budget has years. */
BudgetTable *budget_table(Arena *arena, Evaluator *evaluator, const Budget *budget, int64_t year);

/* Agreements of an item: how many there are of each verdict. */
typedef struct { size_t of[AGREES_OPEN + 1]; } AgreementCount;
AgreementCount budget_agreements(const BudgetTable *table, const BudgetItem *item);

#endif
