/* anslag budget: tables, targets and controls, and beside them what a what-if changes. */
#include "base/unicode.h"
#include "interp/driver/files.h"
#include "interp/driver/judging.h"
#include "interp/driver/package.h"
#include "interp/report/budget.h"

#include <stdlib.h>

typedef struct {
  Work         *work;
  const Model  *model;
  RulesSettings settings;
  const char   *database;       /* NULL: the records that ship with the rules */
  OutlookChoice choice;
  Outlook      *outlook, *baseline;
} BudgetWorkbench;

/* ---- what was asked for -------------------------------------------------------------- */

/* One word may name the rules or, inside a package, a budget. */
static void split_words(const AnslagBudget *request, AnslagRules *rules, const char **name) {
  *rules = request->rules;
  *name = request->name;
  if (*name || !rules->path || text_is(text_from(rules->path), "-") || files_exist(rules->path))
    return;
  *name = rules->path;
  rules->path = NULL;
}

static const Budget *find_budget(BudgetWorkbench *bench, const char *name) {
  const Model *model = bench->model;
  Diags *diags = &bench->work->diags;
  UnicodeNearest nearest = { &bench->work->arena, text_from(name), TEXT_NONE, 4 };
  for (size_t i = 0; i < model->budgets.count; i++) {
    if (text_is(model->budgets.items[i]->name, name))
      return model->budgets.items[i];
    unicode_nearest(&nearest, model->budgets.items[i]->name);
  }
  diag_report(diags, DIAG_NO_BUDGET, SPAN_NONE, "no budget is called \"%s\"", name);
  if (nearest.best.length)
    diag_help(diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  bench->work->exit = ANSLAG_USAGE;
  memory_stop(bench->work->memory);
}

static void need_something(BudgetWorkbench *bench, Text path) {
  const Model *model = bench->model;
  if (model->budgets.count || model->targets.count || model->controls.count)
    return;
  diag_report(&bench->work->diags, DIAG_NO_BUDGET, SPAN_NONE,
              "\"%.*s\" has no budget, target or control", TEXT_PRINT(path));
  diag_help(&bench->work->diags, "a budget is declared with: budget NAME \"…\" for each RECORD");
  memory_stop(bench->work->memory);
}

static void read_year(BudgetWorkbench *bench, const char *year) {
  char *end;
  if (!year)
    return;
  bench->choice.year = strtoll(year, &end, 10);
  bench->choice.has_year = *end == '\0' && *year != '\0';
  if (bench->choice.has_year)
    return;
  diag_report(&bench->work->diags, DIAG_USAGE, SPAN_NONE, "\"%s\" is no year", year);
  bench->work->exit = ANSLAG_USAGE;
  memory_stop(bench->work->memory);
}

/* ---- computing ----------------------------------------------------------------------- */

static Outlook *look(BudgetWorkbench *bench, const RecordSource *source,
                     const ModelSettings *settings) {
  Work *work = bench->work;
  Evaluator *evaluator = evaluator_new(&work->arena, bench->model, settings,
                                       &bench->settings.options, &work->diags);
  work_stop_on_errors(work);
  evaluator_subject(evaluator, NULL, NULL, source, &work->arena);
  return outlook_make(&work->arena, evaluator, bench->model, &bench->choice, source != NULL);
}

static void look_twice(BudgetWorkbench *bench, const RecordSource *source) {
  static const ModelSettings nothing_set = { NULL, 0, 0 };
  bench->outlook = look(bench, source, &bench->settings.settings);
  if (bench->settings.settings.count)
    bench->baseline = look(bench, source, &nothing_set);
}

static void look_at_records(BudgetWorkbench *bench) {
  Work *work = bench->work;
  if (!bench->database) {
    look_twice(bench, NULL);
    return;
  }
  Population population;
  Store *store = store_open(&work->arena, bench->model, text_from(bench->database), STORE_READ,
                            &work->diags);
  store_begin(store);
  population_of_store(&population, store, &work->arena);
  look_twice(bench, &population.all);
  store_rollback(store);
  store_close(store);
}

/* A budget for each record of a database needs one; what else reads data says so itself. */
static bool needs_database(const BudgetWorkbench *bench) {
  const Model *model = bench->model;
  for (size_t i = 0; i < model->budgets.count; i++) {
    const Budget *budget = model->budgets.items[i];
    if ((!bench->choice.only || bench->choice.only == budget) && !budget->record->row_by_key)
      return true;
  }
  return false;
}

/* ---- telling ------------------------------------------------------------------------- */

static void tell_errors(Work *work, const BudgetTable *table) {
  for (size_t row = 0; table->has_errors && row < table->row_count; row++)
    for (size_t i = 0; i < table->budget->items.count; i++) {
      const BudgetItem *item = table->budget->items.items[i];
      const ValueError *error = table->rows[row].amounts[i].error;
      if (item->kind != ITEM_LINE || !error)
        continue;
      Text key = table->rows[row].key;
      diag_report(&work->diags, DIAG_BUDGET_VALUE, error->span.file ? error->span : item->span,
                  "%.*s of \"%.*s\" cannot be computed: %.*s", TEXT_PRINT(item->name),
                  TEXT_PRINT(key), TEXT_PRINT(error->message));
      diag_label(&work->diags, item->span, "the line");
    }
}

/* A plan year warns, an adopted one binds. */
static void tell_disagreement(Work *work, const BudgetTable *table, const BudgetItem *item) {
  AgreementCount count = budget_agreements(table, item);
  bool plan = table->has_standing && table->standing == STANDING_PLAN;
  if (count.of[AGREES_NO] == 0)
    return;
  diag_report(&work->diags, plan ? DIAG_PLAN_DISAGREES : DIAG_BUDGET_DISAGREES, item->agrees_span,
              "\"%.*s\" does not agree with %.*s for %zu of %zu", TEXT_PRINT(item->name),
              TEXT_PRINT(item->printed_text), count.of[AGREES_NO],
              count.of[AGREES_NO] + count.of[AGREES_YES] + count.of[AGREES_OPEN]);
  diag_label(&work->diags, item->span, "computed here");
}

static void tell(BudgetWorkbench *bench) {
  for (size_t i = 0; i < bench->outlook->tables.count; i++) {
    const BudgetTable *table = bench->outlook->tables.items[i];
    tell_errors(bench->work, table);
    for (size_t j = 0; !bench->baseline && j < table->budget->items.count; j++)
      if (table->budget->items.items[j]->printed)
        tell_disagreement(bench->work, table, table->budget->items.items[j]);
  }
}

static Text settings_text(BudgetWorkbench *bench) {
  Judging judging = { .settings = bench->settings };
  return judging_settings_text(bench->work, &judging);
}

static void write_report(BudgetWorkbench *bench) {
  Work *work = bench->work;
  BudgetReport report = { bench->model, bench->outlook, bench->baseline, settings_text(bench) };
  Screen screen = judging_screen(work, bench->model);
  switch (work->options->format) {
    case ANSLAG_FORMAT_JSON:
      budget_write_json(&work->results, &work->arena, &report);
      return;
    case ANSLAG_FORMAT_CSV:
      budget_write_csv(&work->results, &work->arena, &report);
      return;
    default:
      budget_write_text(&work->results, &work->arena, &screen, &report);
  }
}

static void budget_body(Work *work) {
  const AnslagBudget *request = work->request;
  AnslagRules rules;
  const char *name;
  split_words(request, &rules, &name);
  RulesPlace place = rules_find(work, rules.path);
  BudgetWorkbench bench = { .work = work, .model = rules_load(work, place.path) };
  need_something(&bench, place.path);
  rules_choose_day(work, bench.model, &rules);
  bench.settings = rules_settings(work, bench.model, &rules);
  bench.choice.only = name ? find_budget(&bench, name) : NULL;
  read_year(&bench, request->year);
  bool packed = place.database.length && files_exist(place.database.bytes);
  bench.database = request->database ? request->database
                   : packed          ? place.database.bytes : NULL;
  if (!bench.database && needs_database(&bench))
    bench.database = rules_database(work, &place, NULL);
  look_at_records(&bench);
  tell(&bench);
  write_report(&bench);
}

int anslag_budget(AnslagSession *session, const AnslagBudget *budget) {
  return session_run(session, budget_body, budget);
}
