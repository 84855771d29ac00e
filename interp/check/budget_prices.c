/* Amounts in the prices of different years in one line (language.md, Budgets). */
#include "interp/check/budget_inside.h"

typedef struct {
  const Budget     *budget;
  const BudgetItem *first, *other;      /* two that the line reads, of different prices */
} Prices;

static bool find_prices(void *context, const Term *term) {
  Prices *prices = context;
  if (term->kind != TERM_BUDGET || term->as.budget.budget != prices->budget ||
      term->as.budget.reach != REACH_HERE || !term->as.budget.item->has_prices)
    return true;
  const BudgetItem *item = term->as.budget.item;
  if (!prices->first)
    prices->first = item;
  else if (!prices->other && item->prices != prices->first->prices)
    prices->other = item;
  return true;
}

static void advise(Plan *plan, const BudgetItem *item) {
  Diags *diags = plan->module->checker->diags;
  Prices prices = { .budget = plan->budget, .first = item->has_prices ? item : NULL };
  term_walk(item->value, find_prices, &prices);
  if (!prices.other)
    return;
  diag_report(diags, DIAG_PRICES_MIXED, item->span,
              "line \"%.*s\" mixes the prices of %lld and %lld", TEXT_PRINT(item->name),
              (long long)prices.first->prices, (long long)prices.other->prices);
  if (prices.first != item)
    diag_label(diags, prices.first->span, "in prices of %lld", (long long)prices.first->prices);
  diag_label(diags, prices.other->span, "in prices of %lld", (long long)prices.other->prices);
  diag_help(diags, "bring one of them to the other's prices first, with a line for the uprating");
}

void budget_prices_advise(Plan *plan) {
  for (size_t i = 0; i < plan->budget->items.count; i++)
    if (plan->budget->items.items[i]->value)
      advise(plan, plan->budget->items.items[i]);
}
