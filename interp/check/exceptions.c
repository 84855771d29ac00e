/* exceptions.c - which exceptions are whose (exceptions_declare), before anything is understood. */
#include "interp/check/checker.h"

/* ---- all that are written ---------------------------------------------------------------- */

static void note(ModuleScope *module, const Decl *decl, Symbol *decision, const Clause *clause,
                 const Decl *budget) {
  if (!decl || decl->kind != DECL_EXCEPTION)
    return;
  ExceptionWork *work = arena_new(module->checker->arena, ExceptionWork);
  *work = (ExceptionWork){ .decl = decl, .module = module, .decision = decision,
                           .clause = clause, .budget = budget };
  LIST_ADD(module->checker->arena, &module->checker->exceptions, ExceptionWork *, work);
}

static void note_inside(ModuleScope *module, const Decl *decl) {
  if (decl->kind == DECL_BUDGET)
    for (size_t i = 0; i < decl->as.budget.lines.count; i++)
      note(module, decl->as.budget.lines.items[i].decl, NULL, NULL, decl);
  if (decl->kind != DECL_DECISION)
    return;
  Name quiet = { SPAN_NONE, decl->name.text };
  Symbol *symbol = symbol_find(module, SPACE_DECISION, quiet);
  for (size_t i = 0; symbol && i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind == CLAUSE_DECLARED)
      note(module, clause->as.declared.decl, symbol, clause, NULL);
  }
}

/* ---- targets ----------------------------------------------------------------------------- */

static bool is_rule(const Clause *clause, Text name) {
  switch (clause->kind) {
    case CLAUSE_ELIGIBLE:
      return text_equal(clause->name.text.length ? clause->name.text : TEXT("eligible"), name);
    case CLAUSE_EXCLUDED:
      return text_equal(clause->name.text.length ? clause->name.text : TEXT("excluded"), name);
    case CLAUSE_ATTESTED:
      return text_equal(clause->name.text.length ? clause->name.text : TEXT("attested"), name);
    case CLAUSE_CRITERION:
      return text_equal(clause->name.text, name);
    default:
      return false;
  }
}

static bool has_rule(const Decl *decision, Text name) {
  for (size_t i = 0; i < decision->as.decision.clauses.count; i++)
    if (is_rule(&decision->as.decision.clauses.items[i], name))
      return true;
  return false;
}

static bool has_line(const Decl *budget, Text name) {
  for (size_t i = 0; i < budget->as.budget.lines.count; i++) {
    const BudgetLine *line = &budget->as.budget.lines.items[i];
    if (line->kind == BUDGET_LINE && text_equal(line->name.text, name))
      return true;
  }
  return false;
}

static bool take_member(ExceptionWork *work, const Decl *holder, Text name) {
  bool has = holder && (holder->kind == DECL_DECISION ? has_rule(holder, name)
                                                      : has_line(holder, name));
  if (!has)
    return false;
  work->holder = holder;
  work->member = name;
  return true;
}

static bool sees(const ModuleScope *module, const ModuleScope *other) {
  bool seen = module == other;
  for (size_t i = 0; i < module->uses.count && !seen; i++)
    seen = module->uses.items[i] == other;
  return seen;
}

/* A named exception beside this one, before those of other modules. */
static ExceptionWork *find_exception(const ExceptionWork *work, Text name) {
  const Checker *checker = work->module->checker;
  ExceptionWork *found = NULL;
  for (size_t i = 0; i < checker->exceptions.count; i++) {
    ExceptionWork *other = checker->exceptions.items[i];
    if (other == work || !text_equal(other->decl->name.text, name) ||
        !sees(work->module, other->module))
      continue;
    bool nearer = other->module == work->module && other->decision == work->decision;
    if (!found || nearer)
      found = other;
  }
  return found;
}

static void resolve(ExceptionWork *work);

static void join_parent(ExceptionWork *work, ExceptionWork *parent) {
  resolve(parent);
  work->parent = parent;
  LIST_ADD(work->module->checker->arena, &parent->own, ExceptionWork *, work);
}

/* The rule or line of that name in any decision or budget that the module sees; *several: there
 * are more. */
static const Decl *find_holder(const ExceptionWork *work, Text name, bool *several) {
  const Checker *checker = work->module->checker;
  const Decl *found = NULL;
  *several = false;
  for (size_t i = 0; i < checker->modules.count; i++) {
    const File *tree = checker->modules.items[i]->module->tree;
    if (!sees(work->module, checker->modules.items[i]))
      continue;
    for (size_t j = 0; j < tree->decls.count; j++) {
      const Decl *decl = tree->decls.items[j];
      bool has = decl->kind == DECL_DECISION ? has_rule(decl, name)
                                             : decl->kind == DECL_BUDGET && has_line(decl, name);
      *several |= has && found;
      found = has ? decl : found;
    }
  }
  return found;
}

static void report_target(ExceptionWork *work, Name name, const char *what) {
  Diags *diags = work->module->checker->diags;
  diag_report(diags, DIAG_EXCEPTION_TARGET, name.span, "\"%.*s\" %s", TEXT_PRINT(name.text),
              diag_words(diags, what));
  diag_help(diags, "an exception is to a definition, a parameter, a criterion, an eligibility "
            "rule, a line of a budget, or to another exception");
}

static void report_unknown(ExceptionWork *work, Name name) {
  ModuleScope *module = work->module;
  if (symbols_unread(module->checker, name.text))
    return;
  diag_report(module->checker->diags, DIAG_UNKNOWN_NAME, name.span,
              "\"%.*s\" is no definition, parameter, rule or exception", TEXT_PRINT(name.text));
  Guess guess = guess_start(module->checker, name.text);
  guess_offer_space(&guess, module, SPACE_VALUE);
  const Decl *decl = work->decision ? work->decision->decl : NULL;
  for (size_t i = 0; decl && i < decl->as.decision.clauses.count; i++)
    guess_offer(&guess, decl->as.decision.clauses.items[i].name.text);
  guess_help(&guess);
}

static bool is_field(const Checker *checker, Text name) {
  for (size_t i = 0; i < checker->model->records.count; i++)
    if (record_type_find(checker->model->records.items[i], name))
      return true;
  return false;
}

/* The value of that name, or a rule that one decision alone has. */
static void resolve_elsewhere(ExceptionWork *work, Name name) {
  Symbol *symbol = symbol_find(work->module, SPACE_VALUE, name);
  bool several;
  if (symbol && (symbol->kind == SYMBOL_DEFINE || symbol->kind == SYMBOL_PARAMETER)) {
    LIST_ADD(work->module->checker->arena, &symbol->exceptions, ExceptionWork *, work);
    return;
  }
  const Decl *holder = find_holder(work, name.text, &several);
  if (several)
    report_target(work, name, MESSAGE("is a rule of several decisions: write DECISION.RULE"));
  else if (holder)
    take_member(work, holder, name.text);
  else if (symbol || symbol_elsewhere(work->module, SPACE_VALUE, name) ||
           is_field(work->module->checker, name.text))
    report_target(work, name, MESSAGE("can have no exceptions"));
  else
    report_unknown(work, name);
}

static void resolve_one(ExceptionWork *work, Name name) {
  if (work->decision && take_member(work, work->decision->decl, name.text))
    return;
  if (take_member(work, work->budget, name.text))
    return;
  ExceptionWork *parent = find_exception(work, name.text);
  if (parent)
    join_parent(work, parent);
  else
    resolve_elsewhere(work, name);
}

/* decision.rule, budget.line, decision.exception */
static void resolve_member(ExceptionWork *work, Name holder, Name name) {
  const Symbol *symbol = symbol_find(work->module, SPACE_DECISION, holder);
  if (!symbol)
    symbol = symbol_elsewhere(work->module, SPACE_DECISION, holder);
  const Decl *decl = symbol ? symbol->decl : NULL;
  if (!decl || (decl->kind != DECL_DECISION && decl->kind != DECL_BUDGET)) {
    if (symbol)
      report_target(work, holder, MESSAGE("is no decision and no budget"));
    else
      report_unknown(work, holder);
    return;
  }
  if (take_member(work, decl, name.text))
    return;
  ExceptionWork *parent = find_exception(work, name.text);
  if (parent && parent->decision && parent->decision->decl == decl)
    join_parent(work, parent);
  else
    report_unknown(work, name);
}

static void resolve(ExceptionWork *work) {
  const NameList *target = &work->decl->as.exception.target;
  if (work->progress == PROGRESS_NOW) {
    Diags *diags = work->module->checker->diags;
    diag_report(diags, DIAG_CYCLE, target->items[0].span,
                "exception \"%.*s\" leads back to itself", TEXT_PRINT(work->decl->name.text));
    diag_help(diags, "one of them must be an exception to something else");
  }
  if (work->progress != PROGRESS_NOT || target->count == 0)
    return;
  work->progress = PROGRESS_NOW;
  if (target->count == 1)
    resolve_one(work, target->items[0]);
  else
    resolve_member(work, target->items[0], target->items[1]);
  work->progress = PROGRESS_DONE;
}

void exceptions_declare(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    const File *tree = module->module->tree;
    for (size_t j = 0; j < tree->decls.count; j++) {
      note(module, tree->decls.items[j], NULL, NULL, NULL);
      note_inside(module, tree->decls.items[j]);
    }
  }
  for (size_t i = 0; i < checker->exceptions.count; i++)
    resolve(checker->exceptions.items[i]);
}

static ExceptionList of_member(const Checker *checker, const Decl *holder, Text member) {
  ExceptionList list = { NULL, 0, 0 };
  for (size_t i = 0; i < checker->exceptions.count; i++) {
    ExceptionWork *work = checker->exceptions.items[i];
    if (work->holder == holder && text_equal(work->member, member))
      LIST_ADD(checker->arena, &list, ExceptionWork *, work);
  }
  return list;
}

ExceptionList exceptions_to_line(Checker *checker, const Decl *budget, Text line) {
  return of_member(checker, budget, line);
}

ExceptionList exceptions_of_rule(const Checker *checker, const Decl *decision, Text rule) {
  return of_member(checker, decision, rule);
}
