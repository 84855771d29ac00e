#include "interp/budget/outlook.h"

const char *const target_status_words[] = {
#define X(status, word) [status] = word,
  TARGET_STATUSES(X)
#undef X
};

typedef struct {
  Arena               *arena;
  Evaluator           *evaluator;
  const OutlookChoice *choice;
  Outlook             *outlook;
} Looking;

/* ---- budgets ------------------------------------------------------------------------- */

static void add_table(Looking *looking, const Budget *budget, int64_t year) {
  LIST_ADD(looking->arena, &looking->outlook->tables, BudgetTable *,
           budget_table(looking->arena, looking->evaluator, budget, year));
}

static void add_tables(Looking *looking, const Budget *budget) {
  const OutlookChoice *choice = looking->choice;
  if (choice->only && choice->only != budget)
    return;
  if (!budget->has_years) {
    add_table(looking, budget, 0);
    return;
  }
  for (int64_t year = budget->first_year; year <= budget->last_year; year++)
    if (!choice->has_year || choice->year == year)
      add_table(looking, budget, year);
}

/* ---- targets ------------------------------------------------------------------------- */

static TargetStatus status_of(const TargetResult *result) {
  if (result->suspended)
    return TARGET_STATUS_SUSPENDED;
  if (result->holds.state == VALUE_ERROR)
    return TARGET_STATUS_ERROR;
  if (result->holds.state != VALUE_KNOWN)
    return TARGET_STATUS_OPEN;
  return result->holds.as.truth ? TARGET_STATUS_HOLDS : TARGET_STATUS_FAILS;
}

static void add_target(Looking *looking, const Target *target, int64_t year) {
  TargetReport report = { .target = target, .has_year = target->reads_year, .year = year };
  report.result = evaluator_target(looking->evaluator, target, year);
  report.status = status_of(&report.result);
  LIST_ADD(looking->arena, &looking->outlook->targets, TargetReport, report);
}

static void add_targets(Looking *looking, const Target *target) {
  const OutlookChoice *choice = looking->choice;
  if (!target->reads_year) {
    add_target(looking, target, 0);
    return;
  }
  for (size_t i = 0; i < target->years.count; i++)
    if (!choice->has_year || choice->year == target->years.items[i])
      add_target(looking, target, target->years.items[i]);
}

/* ---- controls ------------------------------------------------------------------------ */

typedef struct {
  Arena         *arena;
  ControlReport *report;
} Controlling;

static void note_hit(void *context, const Record *record, Value verdict) {
  Controlling *controlling = context;
  ControlFinding finding = { .key = record_key_text(controlling->arena, record),
                             .name = record_name(controlling->arena, record),
                             .certain = verdict.state == VALUE_KNOWN };
  controlling->report->hits += finding.certain;
  LIST_ADD(controlling->arena, &controlling->report->findings, ControlFinding, finding);
}

static void add_control(Looking *looking, const Control *control, bool has_data) {
  ControlReport report = { .control = control,
                           .unread = !has_data && !control->record->row_by_key };
  Controlling controlling = { looking->arena, &report };
  if (!report.unread)
    evaluator_control(looking->evaluator, control, note_hit, &controlling);
  LIST_ADD(looking->arena, &looking->outlook->controls, ControlReport, report);
}

/* ---- the whole ----------------------------------------------------------------------- */

Outlook *outlook_make(Arena *arena, Evaluator *evaluator, const Model *model,
                      const OutlookChoice *choice, bool has_data) {
  Outlook *outlook = arena_new(arena, Outlook);
  Looking looking = { arena, evaluator, choice, outlook };
  for (size_t i = 0; i < model->budgets.count; i++)
    add_tables(&looking, model->budgets.items[i]);
  for (size_t i = 0; !choice->only && i < model->targets.count; i++)
    add_targets(&looking, model->targets.items[i]);
  for (size_t i = 0; !choice->only && i < model->controls.count; i++)
    add_control(&looking, model->controls.items[i], has_data);
  return outlook;
}

const BudgetTable *outlook_table(const Outlook *outlook, const Budget *budget, int64_t year) {
  for (size_t i = 0; outlook && i < outlook->tables.count; i++) {
    const BudgetTable *table = outlook->tables.items[i];
    if (table->budget == budget && (!table->has_year || table->year == year))
      return table;
  }
  return NULL;
}

const TargetReport *outlook_target(const Outlook *outlook, const Target *target, int64_t year) {
  for (size_t i = 0; outlook && i < outlook->targets.count; i++) {
    const TargetReport *report = &outlook->targets.items[i];
    if (report->target == target && (!report->has_year || report->year == year))
      return report;
  }
  return NULL;
}
