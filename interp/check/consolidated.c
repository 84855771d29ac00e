/* A module's text as it stands on one day: what `doc --as-of` prints. */
#include "interp/check/amendments.h"

typedef struct {
  Arena       *arena;
  const Model *model;
  Date         day;
} Reading;

static bool in_force(const Reading *reading, const Amendment *amendment) {
  for (size_t i = 0; i < amendment->in_force.count; i++)
    if (reading->day >= amendment->in_force.items[i].from &&
        reading->day <= amendment->in_force.items[i].to)
      return true;
  return false;
}

static bool stands(const Reading *reading, const Versions *versions) {
  if (versions->from && !in_force(reading, versions->from))
    return false;
  for (size_t i = 0; i < versions->until.count; i++)
    if (in_force(reading, versions->until.items[i]))
      return false;
  return true;
}

/* What an amendment adds stands while it is in force. */
static bool added_stands(const Reading *reading, Span span) {
  const Amendment *amendment = amendment_at(reading->model, span);
  return !amendment || in_force(reading, amendment);
}

static const Versions *versions_of(const Model *model, const Clause *clause) {
  const Checker *checker = model->names;
  for (size_t i = 0; i < checker->amended.count; i++)
    if (checker->amended.items[i].clause == clause)
      return checker->amended.items[i].versions;
  return NULL;
}

/* ---- declarations -------------------------------------------------------------------- */

static Decl *decision_on(const Reading *reading, const Decl *decl) {
  Decl *made = arena_new(reading->arena, Decl);
  *made = *decl;
  made->as.decision.clauses.items = NULL;
  made->as.decision.clauses.count = made->as.decision.clauses.room = 0;
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    const Versions *versions = versions_of(reading->model, clause);
    if (!versions || stands(reading, versions))
      LIST_ADD(reading->arena, &made->as.decision.clauses, Clause, *clause);
  }
  return made;
}

static Decl *record_on(const Reading *reading, const Decl *decl) {
  Decl *made = arena_new(reading->arena, Decl);
  *made = *decl;
  made->as.record.fields.items = NULL;
  made->as.record.fields.count = made->as.record.fields.room = 0;
  for (size_t i = 0; i < decl->as.record.fields.count; i++)
    if (added_stands(reading, decl->as.record.fields.items[i].span))
      LIST_ADD(reading->arena, &made->as.record.fields, Field, decl->as.record.fields.items[i]);
  return made;
}

static const AmendedLine *amended_of(const Model *model, const BudgetLine *line) {
  const Checker *checker = model->names;
  for (size_t i = 0; line->value && i < checker->amended_lines.count; i++)
    if (checker->amended_lines.items[i].value == line->value)
      return &checker->amended_lines.items[i];
  return NULL;
}

/* As it stands that day: itself, or what it took the place of; NULL: it is not there yet. */
static const BudgetLine *line_on(const Reading *reading, const BudgetLine *line) {
  const AmendedLine *amended = line ? amended_of(reading->model, line) : NULL;
  while (amended && !stands(reading, amended->versions)) {
    line = amended->before;
    amended = line ? amended_of(reading->model, line) : NULL;
  }
  return line;
}

static Decl *budget_on(const Reading *reading, const Decl *decl) {
  Decl *made = arena_new(reading->arena, Decl);
  *made = *decl;
  made->as.budget.lines.items = NULL;
  made->as.budget.lines.count = made->as.budget.lines.room = 0;
  for (size_t i = 0; i < decl->as.budget.lines.count; i++) {
    const BudgetLine *line = line_on(reading, &decl->as.budget.lines.items[i]);
    if (line)
      LIST_ADD(reading->arena, &made->as.budget.lines, BudgetLine, *line);
  }
  return made;
}

/* The last setting in force of the parameter; NULL: none. */
static const Setting *setting_of(const Reading *reading, const Decl *decl) {
  const Setting *found = NULL;
  for (size_t i = 0; i < reading->model->amendments.count; i++) {
    const Amendment *amendment = reading->model->amendments.items[i];
    if (!in_force(reading, amendment))
      continue;
    for (size_t j = 0; j < amendment->decl->as.amendment.changes.count; j++) {
      const Change *change = &amendment->decl->as.amendment.changes.items[j];
      if (change->kind == CHANGE_SET && change->setting->path.count == 1 &&
          text_equal(change->setting->path.items[0].text, decl->name.text))
        found = change->setting;
    }
  }
  return found;
}

static Decl *parameter_on(const Reading *reading, Decl *decl) {
  const Setting *setting = setting_of(reading, decl);
  if (!setting || decl->as.parameter.table)
    return decl;
  Decl *made = arena_new(reading->arena, Decl);
  *made = *decl;
  made->span = setting->span;
  made->bases = setting->bases;
  made->as.parameter.value = setting->value;
  made->as.parameter.values.items = NULL;
  made->as.parameter.values.count = made->as.parameter.values.room = 0;
  LIST_ADD(reading->arena, &made->as.parameter.values, DatedValue,
           ((DatedValue){ .span = setting->span, .value = setting->value, .from = setting->from,
                          .until = setting->until, .bases = setting->bases }));
  return made;
}

const File *consolidated(Arena *arena, const Model *model, const Module *module, Date day) {
  Reading reading = { arena, model, day };
  File *file = arena_new(arena, File);
  *file = *module->tree;
  file->decls.items = NULL;
  file->decls.count = file->decls.room = 0;
  for (size_t i = 0; i < module->tree->decls.count; i++) {
    Decl *decl = module->tree->decls.items[i];
    if (decl->kind == DECL_AMENDMENT || !added_stands(&reading, decl->span))
      continue;
    if (decl->kind == DECL_DECISION)
      decl = decision_on(&reading, decl);
    else if (decl->kind == DECL_RECORD)
      decl = record_on(&reading, decl);
    else if (decl->kind == DECL_BUDGET)
      decl = budget_on(&reading, decl);
    else if (decl->kind == DECL_PARAMETER)
      decl = parameter_on(&reading, decl);
    LIST_ADD(arena, &file->decls, Decl *, decl);
  }
  return file;
}
