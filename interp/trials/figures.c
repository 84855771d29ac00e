#include "interp/trials/figures.h"

typedef struct {
  Arena       *arena;
  const Model *model;
  EvalOptions  options;
  Diags       *diags;
  Figures     *figures;
} Work;

static bool states_something(const Budget *budget) {
  bool states = budget->balanced;
  for (size_t i = 0; i < budget->items.count; i++)
    states |= budget->items.items[i]->printed != NULL;
  return states && budget->record->row_by_key;
}

bool figures_any(const Model *model) {
  for (size_t i = 0; i < model->budgets.count; i++)
    if (states_something(model->budgets.items[i]))
      return true;
  return false;
}

static void count(Work *work, Evaluator *evaluator, const Budget *budget, int64_t year) {
  const BudgetTable *table = budget_table(work->arena, evaluator, budget, year);
  for (size_t i = 0; i < table->agreements.count; i++) {
    AgreementVerdict verdict = table->agreements.items[i].verdict;
    work->figures->agree += verdict == AGREES_YES;
    work->figures->disagree += verdict == AGREES_NO;
    work->figures->open += verdict == AGREES_OPEN;
  }
  work->figures->imbalances += table->imbalances.count;
}

/* Rules that read the day of the run mean the first day in force: a budget is drawn up for it. */
static void perform(void *context) {
  static const ModelSettings nothing_set = { NULL, 0, 0 };
  Work *work = context;
  const Model *model = work->model;
  if (model->in_force.count) {
    work->options.has_as_of = true;
    work->options.as_of = model->in_force.items[0].from;
  }
  Evaluator *evaluator = evaluator_new(work->arena, model, &nothing_set, &work->options,
                                       work->diags);
  evaluator_subject(evaluator, NULL, NULL, NULL, work->arena);
  for (size_t i = 0; i < model->budgets.count; i++) {
    const Budget *budget = model->budgets.items[i];
    int64_t last = budget->has_years ? budget->last_year : 0;
    int64_t year = budget->has_years ? budget->first_year : 0;
    for (; states_something(budget) && year <= last; year++)
      count(work, evaluator, budget, year);
  }
}

bool figures_of(Arena *arena, const Model *model, const EvalOptions *options, Diags *diags,
                Figures *figures) {
  *figures = (Figures){ 0, 0, 0, 0 };
  Work work = { arena, model, *options, diags, figures };
  if (memory_guard(arena->memory, perform, &work))
    return true;
  Failure failure = arena->memory->failure;
  if (failure != FAILURE_STOPPED && !(failure == FAILURE_LIMIT && options->most_steps))
    memory_fail(arena->memory, failure);
  return false;
}

bool figures_equal(const Figures *a, const Figures *b) {
  return a->agree == b->agree && a->disagree == b->disagree && a->open == b->open &&
         a->imbalances == b->imbalances;
}
