/* Budgets, targets and controls under what is assumed, beside the rules as they are. */
#include "interp/repl/inside.h"

#include "interp/report/budget.h"

typedef struct {
  Dialogue     *dialogue;
  const Base   *base;
  OutlookChoice choice;
  Outlook      *outlook;
} Looking;

static void look(void *context, Evaluator *evaluator, const RecordSource *source, Arena *scratch) {
  Looking *looking = context;
  (void)source;
  (void)scratch;
  looking->outlook = outlook_make(looking->dialogue->turn.arena, evaluator, looking->base->model,
                                  &looking->choice, true);
}

static Outlook *look_under(Looking *looking, const Assumptions *assumed) {
  experiment_alone(looking->base->experiment, assumed, look, looking);
  return looking->outlook;
}

static bool assumes_nothing(const Assumptions *assumed) {
  return assumed->settings.count == 0 && assumed->facts.count == 0 && assumed->without.count == 0;
}

/* The outlook now, and as the rules are where something is assumed. */
static BudgetReport report_of(Dialogue *dialogue, const Base *base, const Assumptions *assumed,
                              const OutlookChoice *choice) {
  Looking looking = { .dialogue = dialogue, .base = base, .choice = *choice };
  BudgetReport report = { .model = base->model };
  Assumptions nothing = { .eval = dialogue->eval };
  if (!assumes_nothing(assumed))
    report.baseline = look_under(&looking, &nothing);
  report.outlook = look_under(&looking, assumed);
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

typedef struct { size_t of[TARGET_STATUS_ERROR + 1]; } TargetCounts;

static TargetCounts count_targets(const Outlook *outlook) {
  TargetCounts counts = { { 0 } };
  for (size_t i = 0; outlook && i < outlook->targets.count; i++)
    counts.of[outlook->targets.items[i].status]++;
  return counts;
}

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
  Writer *out = dialogue->turn.out;
  OutlookChoice choice = { .only = NULL };
  BudgetReport report = report_of(dialogue, base, assumed, &choice);
  const Outlook *before = report.baseline ? report.baseline : report.outlook;
  TargetCounts was = count_targets(before), is = count_targets(report.outlook);
  const char *arrow = dialogue->turn.screen.ascii ? "->" : "→";
  if (report.outlook->tables.count)
    writer_say(out, "  %zu of %zu budget tables change (budget shows them)\n",
               changed_tables(before, report.outlook), report.outlook->tables.count);
  for (int status = TARGET_STATUS_HOLDS; status <= TARGET_STATUS_ERROR; status++)
    if (was.of[status] != is.of[status])
      writer_print(out, "  %s: %zu %s %zu\n", said(dialogue, target_status_words[status]),
                   was.of[status], arrow, is.of[status]);
}
