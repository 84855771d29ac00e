#include "interp/check/checker.h"

#define ADD_PARTIES(scope, names, list)                                                     \
  do {                                                                                      \
    for (size_t i_ = 0; i_ < (names)->count; i_++) {                                        \
      Party party_;                                                                         \
      if (party_need((scope), (names)->items[i_], &party_))                                 \
        LIST_ADD((scope)->checker->arena, (list), Party, party_);                           \
    }                                                                                       \
  } while (0)

static const Term *check_due(const Scope *scope, const Expr *due, Text name) {
  if (!due)
    return NULL;
  Scope inner = *scope;
  inner.constant = "the day a duty is due";
  inner.may_be_pending = due;
  inner.pending_name = name;
  const Term *date = term_of_kind(&inner, due, TYPE_DATE, "the day something is due");
  return term_failed(date) ? NULL : date;
}

static void check_assignment(const Scope *scope, const Symbol *symbol) {
  const Decl *decl = symbol->decl;
  Duty *duty = symbol->as.duty;
  ADD_PARTIES(scope, &decl->as.assignment.to, &duty->owed_by);
  ADD_PARTIES(scope, &decl->as.assignment.lead, &duty->lead);
  ADD_PARTIES(scope, &decl->as.assignment.together, &duty->together);
  for (size_t i = 0; i < decl->as.assignment.depends.count; i++) {
    const Symbol *other = symbol_need(scope->module, SYMBOL_DUTY,
                                      decl->as.assignment.depends.items[i]);
    if (other)
      LIST_ADD(scope->checker->arena, &duty->depends, const struct Duty *,
               (const struct Duty *)other->as.duty);
  }
  duty->due = check_due(scope, decl->as.assignment.due, symbol->name);
  duty->further_notice = decl->as.assignment.further_notice || !duty->due;
  duty->provided = decl->as.assignment.provided.text;
}

static bool covering_fits(Checker *checker, Name date) {
  Date ignored;
  if (date.text.length == 0)
    return true;
  if (date.text.length == 10)
    return date_need(checker, date, &ignored);
  Text text = arena_format(checker->arena, "%.*s%s", TEXT_PRINT(date.text),
                           date.text.length == 4 ? "-01-01" : "-01");
  return date_need(checker, (Name){ date.span, text }, &ignored);
}

static void check_report(const Scope *scope, const Symbol *symbol) {
  const Decl *decl = symbol->decl;
  Duty *duty = symbol->as.duty;
  ADD_PARTIES(scope, &decl->as.report.owed_by, &duty->owed_by);
  ADD_PARTIES(scope, &decl->as.report.to, &duty->to);
  for (size_t i = 0; i < decl->as.report.covering.count; i++) {
    Covering covering = decl->as.report.covering.items[i];
    if (covering_fits(scope->checker, covering.from) && covering_fits(scope->checker, covering.to))
      LIST_ADD(scope->checker->arena, &duty->covering, Covering, covering);
  }
  for (size_t i = 0; i < decl->as.report.contains.count; i++)
    LIST_ADD(scope->checker->arena, &duty->contains, Text, decl->as.report.contains.items[i].text);
  duty->handled = decl->as.report.handled;
  duty->due = check_due(scope, decl->as.report.due, symbol->name);
}

/* ---- assignments that lean on each other in a circle ------------------------------------- */

typedef struct { const Duty *duty; size_t next; } Step;

static const Duty *depends_on(const Duty *duty, size_t i) {
  return (const Duty *)duty->depends.items[i];
}

/* Follows what the duty waits for, without recursion; the first that is met on its own way. */
static const Duty *find_circle(const Duty *start, Step *steps, Progress *progress) {
  size_t count = 0;
  steps[count++] = (Step){ start, 0 };
  progress[start->index] = PROGRESS_NOW;
  while (count > 0) {
    Step *step = &steps[count - 1];
    if (step->next == step->duty->depends.count) {
      progress[step->duty->index] = PROGRESS_DONE;
      count--;
      continue;
    }
    const Duty *other = depends_on(step->duty, step->next++);
    if (progress[other->index] == PROGRESS_NOW)
      return other;
    if (progress[other->index] == PROGRESS_DONE)
      continue;
    progress[other->index] = PROGRESS_NOW;
    steps[count++] = (Step){ other, 0 };
  }
  return NULL;
}

static void check_circles(Checker *checker) {
  const Model *model = checker->model;
  Step *steps = arena_array(checker->arena, Step, model->duties.count + 1);
  Progress *progress = arena_array(checker->arena, Progress, model->duties.count + 1);
  for (size_t i = 0; i < model->duties.count; i++) {
    if (progress[i] != PROGRESS_NOT)
      continue;
    const Duty *duty = find_circle(model->duties.items[i], steps, progress);
    if (!duty)
      continue;
    diag_report(checker->diags, DIAG_CYCLE, duty->span, "assignment \"%.*s\" depends on itself",
                TEXT_PRINT(duty->name));
    diag_help(checker->diags, "one of the assignments in the circle must be able to begin");
    return;
  }
}

/* ---- what is left out -------------------------------------------------------------------- */

/* "needs judgement in stod.innovation": a decision, and a rule of it. */
static bool rule_exists(ModuleScope *module, Name name) {
  size_t dot = text_find(name.text, TEXT("."), 0);
  Name owner = { name.span, text_part(name.text, 0,
                                      dot < name.text.length ? dot : name.text.length) };
  Text own = dot < name.text.length ? text_part(name.text, dot + 1, name.text.length) : TEXT_NONE;
  const Model *model = module->checker->model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    bool here = own.length == 0 || text_equal(decision->name, owner.text);
    Text wanted = own.length ? own : owner.text;
    if (own.length == 0 && text_equal(decision->name, owner.text))
      return true;
    for (size_t j = 0; here && j < decision->rules.count; j++)
      if (text_equal(decision->rules.items[j]->name, wanted))
        return true;
  }
  return false;
}

static void check_not_encoded(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  NotEncoded made = { .span = decl->span, .text = decl->as.not_encoded.text.text,
                      .because = decl->as.not_encoded.because.text };
  for (size_t i = 0; i < decl->as.not_encoded.judgement.count; i++) {
    Name rule = decl->as.not_encoded.judgement.items[i];
    if (rule_exists(module, rule))
      LIST_ADD(checker->arena, &made.judgement, Text, rule.text);
    else
      diag_report(checker->diags, DIAG_UNKNOWN_NAME, rule.span, "rule \"%.*s\" is not declared",
                  TEXT_PRINT(rule.text));
  }
  made.bases = bases_check(module, &decl->bases, NULL);
  LIST_ADD(checker->arena, &checker->model->not_encoded, NotEncoded, made);
}

static void check_duty(ModuleScope *module, Symbol *symbol) {
  Scope scope = scope_of_module(module);
  if (symbol->as.duty->report)
    check_report(&scope, symbol);
  else
    check_assignment(&scope, symbol);
  symbol->as.duty->bases = bases_check(module, &symbol->decl->bases, NULL);
  bases_need(module, &symbol->decl->bases, symbol->span,
             symbol->as.duty->report ? "report" : "assignment", symbol->decl->name);
}

void duties_check(Checker *checker) {
  symbols_each(checker, SYMBOL_DUTY, check_duty);
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    const File *tree = module->module->tree;
    for (size_t j = 0; j < tree->decls.count; j++)
      if (tree->decls.items[j]->kind == DECL_NOT_ENCODED)
        check_not_encoded(module, tree->decls.items[j]);
  }
  check_circles(checker);
}
