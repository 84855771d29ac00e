/* Budgets, targets and controls under what is assumed, beside the rules as they are. */
#include "interp/repl/inside.h"

#include "interp/experiment/prospect.h"
#include "interp/report/budget.h"

static bool assumes_nothing(const Assumptions *assumed) {
  return assumed->settings.count == 0 && assumed->facts.count == 0 && assumed->without.count == 0;
}

/* The outlook now, and as the rules are where something is assumed. */
static BudgetReport report_of(Dialogue *dialogue, const Base *base, const Assumptions *assumed,
                              const OutlookChoice *choice) {
  Arena *arena = dialogue->turn.arena;
  BudgetReport report = { .model = base->model };
  Assumptions nothing = { .eval = dialogue->eval };
  if (!assumes_nothing(assumed))
    report.baseline = experiment_outlook(base->experiment, arena, &nothing, choice);
  report.outlook = experiment_outlook(base->experiment, arena, assumed, choice);
  return report;
}

static const Budget *find_budget(Dialogue *dialogue, Name name) {
  const Model *model = dialogue_model(dialogue);
  Diags *diags = dialogue->turn.diags;
  UnicodeNearest nearest = { dialogue->turn.arena, name.text, TEXT_NONE, 4 };
  for (size_t i = 0; i < model->budgets.count; i++) {
    if (text_equal(model->budgets.items[i]->name, name.text))
      return model->budgets.items[i];
    unicode_nearest(&nearest, model->budgets.items[i]->name);
  }
  diag_report(diags, DIAG_NO_BUDGET, name.span, "no budget is called \"%.*s\"",
              TEXT_PRINT(name.text));
  if (nearest.best.length)
    diag_help(diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  dialogue_stop(dialogue);
}

static void need(Dialogue *dialogue, size_t count, const char *english) {
  if (count)
    return;
  diag_report(dialogue->turn.diags, DIAG_NO_BUDGET, SPAN_NONE, "%s", said(dialogue, english));
  dialogue_stop(dialogue);
}

void ask_budget(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  OutlookChoice choice = { .only = NULL };
  need(dialogue, dialogue_model(dialogue)->budgets.count,
       MESSAGE("these rules have no budget"));
  if (question->as.names.count)
    choice.only = find_budget(dialogue, question->as.names.items[0]);
  BudgetReport report = report_of(dialogue, dialogue->base, &dialogue->assumed, &choice);
  budget_write_text(turn->out, turn->arena, &turn->screen, &report);
}

/* Only the targets, or only the controls. */
static void write_part(Dialogue *dialogue, bool targets) {
  DialogueTurn *turn = &dialogue->turn;
  OutlookChoice choice = { .only = NULL };
  BudgetReport report = report_of(dialogue, dialogue->base, &dialogue->assumed, &choice);
  Outlook now = *report.outlook;
  Outlook plain = report.baseline ? *report.baseline : *report.outlook;
  Outlook *parts[] = { &now, &plain };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    parts[i]->tables.count = 0;
    if (targets)
      parts[i]->controls.count = 0;
    else
      parts[i]->targets.count = 0;
  }
  BudgetReport part = { report.model, &now, report.baseline ? &plain : NULL, TEXT("") };
  budget_write_text(turn->out, turn->arena, &turn->screen, &part);
}

void ask_targets(Dialogue *dialogue) {
  need(dialogue, dialogue_model(dialogue)->targets.count, MESSAGE("these rules have no target"));
  write_part(dialogue, true);
}

void ask_controls(Dialogue *dialogue) {
  need(dialogue, dialogue_model(dialogue)->controls.count, MESSAGE("these rules have no control"));
  write_part(dialogue, false);
}

/* ---- after a change of rules that decide nothing ------------------------------------------ */

static size_t changed_tables(const Outlook *before, const Outlook *after) {
  size_t changed = 0;
  for (size_t i = 0; i < after->tables.count; i++) {
    const BudgetTable *table = after->tables.items[i];
    const BudgetTable *other = outlook_table(before, table->budget, table->year);
    bool same = other && other->row_count == table->row_count;
    for (size_t row = 0; same && row < table->row_count; row++)
      for (size_t item = 0; same && item < table->budget->items.count; item++)
        same = fraction_compare(table->rows[row].amounts[item].amount,
                                other->rows[row].amounts[item].amount) == 0 &&
               table->rows[row].amounts[item].open == other->rows[row].amounts[item].open;
    changed += !same;
  }
  return changed;
}

void account_of_outlook(Dialogue *dialogue, const Base *base, const Assumptions *assumed) {
  enum { TARGETS_SHOWN = 2 };
  DialogueTurn *turn = &dialogue->turn;
  OutlookChoice choice = { .only = NULL };
  BudgetReport report = report_of(dialogue, base, assumed, &choice);
  if (!report.baseline)
    return;
  budget_write_changes(turn->out, turn->arena, &turn->screen, &report, TARGETS_SHOWN);
  if (report.outlook->tables.count)
    writer_say(turn->out, "  %zu of %zu budget tables change (budget, targets show them)\n",
               changed_tables(report.baseline, report.outlook), report.outlook->tables.count);
}
