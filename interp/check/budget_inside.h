/* budget_inside.h - what the files that understand a budget share.
 *
 * First every item is planned: its name, its place, where its value is written.  Then the values
 * are understood, in order; so `previous` may name a line further down.  Private to
 * interp/check. */
#ifndef ANSLAG_INTERP_CHECK_BUDGET_INSIDE_H
#define ANSLAG_INTERP_CHECK_BUDGET_INSIDE_H

#include "interp/check/checker.h"

/* An item with what was written of it. */
typedef struct {
  BudgetItem       *item;
  const BudgetLine *line;       /* of a section: that which opens it */
  const Expr       *value;      /* of a line: as written, or made for one of `lines from` */
  const BudgetLine *agrees;     /* or NULL */
  LIST(const BudgetLine *) financed;
} PlannedItem;

typedef struct {
  ModuleScope *module;
  Symbol      *symbol;
  Budget      *budget;
  const Decl  *decl;
  BudgetWork   work;
  LIST(PlannedItem) items;
  PlannedItem  section;         /* the open one; item NULL: none */
  BudgetItem  *last;            /* that `agrees with` and `financed from` stand under */
} Plan;

Scope plan_scope(Plan *plan);   /* of a line: fields of the record, the year, the lines above */
/* Adds an item in its order; NULL if the name is taken (reported). */
PlannedItem *plan_item(Plan *plan, BudgetItemKind kind, Name name, Text title,
                       const BudgetLine *line);

/* budget_lines_from.c: an item for each line of the table, record or the transfers. */
void lines_from_plan(Plan *plan, const BudgetLine *line);

/* budget_parts.c: all that is no line. */
void budget_head_plan(Plan *plan);                     /* by …, for year, shown in, status */
void budget_agrees(Plan *plan, const PlannedItem *planned);
void budget_financed(Plan *plan, const PlannedItem *planned);
void budget_continues(Plan *plan, const BudgetLine *line);
void budget_balanced(Plan *plan, const BudgetLine *line);
/* budget_prices.c: warns where a line adds up amounts in the prices of different years. */
void budget_prices_advise(Plan *plan);

#endif
