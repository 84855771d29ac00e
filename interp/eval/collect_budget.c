/* What a value of a budget, a target or a control still waits for (U1, V8). */
#include "interp/eval/asks.h"

#include "interp/eval/budgets.h"

/* A cell of a budget that has been gone into. */
typedef struct {
  const Record     *row;
  const BudgetItem *item;
  int64_t           year;
} Visited;

typedef struct BudgetWalk {
  Collector *collector;
  LIST(Visited) visited;
} BudgetWalk;

static bool visit_once(BudgetWalk *walk, const Record *row, int64_t year, const BudgetItem *item) {
  for (size_t i = 0; i < walk->visited.count; i++) {
    const Visited *visited = &walk->visited.items[i];
    if (visited->row == row && visited->item == item && visited->year == year)
      return false;
  }
  LIST_ADD(walk->collector->evaluator->batch, &walk->visited, Visited,
           (Visited){ row, item, year });
  return true;
}

static void walk_cell(BudgetWalk *walk, const Budget *budget, const Record *row, int64_t year,
                      const BudgetItem *item);

static void walk_rows(BudgetWalk *walk, const Budget *budget, int64_t year,
                      const BudgetItem *item) {
  BudgetRows rows = evaluator_budget_rows(walk->collector->evaluator, budget);
  for (size_t i = 0; i < rows.count; i++)
    walk_cell(walk, budget, rows.records[i], year, item);
}

static void walk_previous(BudgetWalk *walk, const Budget *budget, const Record *row, int64_t year,
                          const BudgetItem *item) {
  BudgetBefore before;
  BudgetContext context;
  Evaluator *evaluator = walk->collector->evaluator;
  if (budget_before(budget, year, item, &before)) {
    walk_cell(walk, before.budget, row, before.year, before.item);
  } else if (budget->continued && budget_enter(evaluator, budget, row, year, &context)) {
    evaluator->batch = context.batch;
    collect_facts(walk->collector, budget->continued, NULL);
    budget_leave(evaluator, &context);
  }
}

/* The lines of the same record are gone into here, once each; all else by collect_facts. */
static void walk_value(BudgetWalk *walk, const Budget *budget, const Record *row, int64_t year,
                       const BudgetItem *item) {
  Evaluator *evaluator = walk->collector->evaluator;
  BudgetContext context;
  if (!budget_enter(evaluator, budget, row, year, &context))
    return;
  evaluator->batch = context.batch;
  BudgetWalk *outer = walk->collector->budget_walk;
  walk->collector->budget_walk = walk;
  collect_facts(walk->collector, item->value, NULL);
  walk->collector->budget_walk = outer;
  budget_leave(evaluator, &context);
}

static void walk_cell(BudgetWalk *walk, const Budget *budget, const Record *row, int64_t year,
                      const BudgetItem *item) {
  Evaluator *evaluator = walk->collector->evaluator;
  Value value = evaluator_budget_value(evaluator, budget, row, year, item);
  if (value.state != VALUE_UNKNOWN || !visit_once(walk, row, year, item))
    return;
  if (item->transfer)
    collect_pending(walk->collector, item->transfer->name);
  else if (item->value)
    walk_value(walk, budget, row, year, item);
  for (size_t i = 0; !item->value && !item->transfer && i < budget->items.count; i++)
    if (budget_item_adds(item, budget->items.items[i]) && budget->items.items[i] != item)
      walk_cell(walk, budget, row, year, budget->items.items[i]);
}

static bool year_of(Evaluator *evaluator, const Term *term, int64_t *year) {
  *year = term->as.budget.budget->first_year;
  if (!term->as.budget.year)
    return true;
  Value value = evaluate(evaluator, term->as.budget.year);
  return value.state == VALUE_KNOWN && fraction_to_int64(value.as.number, year);
}

static void walk_line(BudgetWalk *walk, const Term *term) {
  Evaluator *evaluator = walk->collector->evaluator;
  const Budget *budget = term->as.budget.budget;
  const BudgetItem *item = term->as.budget.item;
  int64_t year;
  switch (term->as.budget.reach) {
    case REACH_HERE:
      walk_cell(walk, budget, evaluator->subject, budget_year_here(evaluator, budget), item);
      return;
    case REACH_PREVIOUS:
      walk_previous(walk, budget, evaluator->subject, budget_year_here(evaluator, budget), item);
      return;
    case REACH_ROW: {
      Value row = evaluate(evaluator, term->as.budget.row);
      const Record *record = row.state == VALUE_KNOWN ? budget_row_of(evaluator, budget, row)
                                                      : NULL;
      if (record && year_of(evaluator, term, &year))
        walk_cell(walk, budget, record, year, item);
      else
        collect_facts(walk->collector, term->as.budget.row, NULL);
      return;
    }
    case REACH_ALL:
      if (year_of(evaluator, term, &year))
        walk_rows(walk, budget, year, item);
      return;
  }
}

void collect_budget(Collector *collector, const Term *term) {
  BudgetWalk own = { .collector = collector };
  walk_line(collector->budget_walk ? collector->budget_walk : &own, term);
}

void collect_share(Collector *collector, const Term *term) {
  const Budget *budget = term->as.share.budget;
  BudgetWalk own = { .collector = collector };
  BudgetWalk *walk = collector->budget_walk ? collector->budget_walk : &own;
  int64_t year = budget_year_here(collector->evaluator, budget);
  collect_facts(collector, term->as.share.amount, NULL);
  walk_rows(walk, budget, year, term->as.share.weight);
  if (term->as.share.where)
    walk_rows(walk, budget, year, term->as.share.where);
}

/* A target waits for what its two sides wait for, in every year of the window. */
void collect_target(Collector *collector, const Term *term) {
  Evaluator *evaluator = collector->evaluator;
  int64_t year = 0;
  if (term->as.target.year) {
    Value asked = evaluate(evaluator, term->as.target.year);
    if (asked.state != VALUE_KNOWN || !fraction_to_int64(asked.as.number, &year)) {
      collect_facts(collector, term->as.target.year, NULL);
      return;
    }
  }
  TargetResult result = evaluator_target(evaluator, term->as.target.target, year);
  for (size_t i = 0; i < result.asks.count; i++)
    if (!result.asks.items[i].field)
      collect_pending(collector, result.asks.items[i].pending);
}

/* ---- for who shows a budget ---------------------------------------------------------- */

void evaluator_budget_asks(Evaluator *evaluator, const Budget *budget, const Record *row,
                           int64_t year, const BudgetItem *item, AskList *asks) {
  Term row_term = { .kind = TERM_CONSTANT, .height = 1, .as.constant = value_record(row) };
  Term year_term = { .kind = TERM_CONSTANT, .height = 1, .as.constant = value_integer(year) };
  Term term = { .kind = TERM_BUDGET, .height = 2, .type = { .kind = TYPE_MONEY } };
  row_term.type.kind = TYPE_RECORD;
  year_term.type.kind = TYPE_INTEGER;
  term.as.budget.budget = budget;
  term.as.budget.item = item;
  term.as.budget.reach = REACH_ROW;
  term.as.budget.row = &row_term;
  term.as.budget.year = budget->has_years ? &year_term : NULL;
  evaluate_asks(evaluator, &term, asks);
}
