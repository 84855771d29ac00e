#include "interp/check/checker.h"

/* ---- what clauses have in common --------------------------------------------------------- */

void clause_unique(Checker *checker, Map *names, const Clause *clause, const char *kind,
                   const char *unnamed) {
  Text name = clause->name.text.length ? clause->name.text : text_from(unnamed);
  Span span = clause->name.text.length ? clause->name.span : clause->head;
  if (text_is(name, "in_force")) {
    diag_report(checker->diags, DIAG_RESERVED_NAME, span,
                "\"in_force\" is the built-in rule of the dates in force");
    diag_help(checker->diags, "give the %s another name", diag_words(checker->diags, kind));
    return;
  }
  if (map_add(names, name, (Clause *)clause))
    return;
  const Clause *other = map_get(names, name);
  if (clause_replaces(checker, clause))
    return;
  diag_report(checker->diags, DIAG_DUPLICATE_NAME, span, "%s \"%.*s\" is declared twice",
              diag_words(checker->diags, kind), TEXT_PRINT(name));
  diag_label(checker->diags, other->name.text.length ? other->name.span : other->head,
             "first declared here");
  if (clause->kind == CLAUSE_ATTESTED)
    diag_help(checker->diags,
              "write this one as a criterion: criterion NAME requires FIELD is given");
  else if (clause->name.text.length == 0)
    diag_help(checker->diags, "give this one a name: %s NAME when …",
              diag_words(checker->diags, unnamed));
  else
    diag_help(checker->diags, "give one of them another name");
}

bool clause_when(const Scope *scope, const Clause *clause, const Term **test, Scope *inner) {
  *test = clause->when ? term_truth(scope, clause->when) : NULL;
  *inner = scope_where(scope, *test, true);
  return !*test || !term_failed(*test);
}

const OwnOutcome *outcome_find(const Decision *decision, Text name) {
  for (size_t i = 0; i < decision->outcomes.count; i++)
    if (text_equal(decision->outcomes.items[i]->name, name))
      return decision->outcomes.items[i];
  return NULL;
}

/* ---- clauses that stand for themselves --------------------------------------------------- */

static bool is_outcome_word(Text name) {
  static const char *const words[] = { "invalid", "ineligible", "rejected", "incomplete",
                                       "waitlisted", "fundable" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (text_is(name, words[i]))
      return true;
  return false;
}

static void check_outcome(const Scope *scope, const Clause *clause) {
  Checker *checker = scope->checker;
  Scope inner = *scope;
  OwnOutcome *outcome = arena_new(checker->arena, OwnOutcome);
  *outcome = (OwnOutcome){ .name = clause->name.text, .title = clause->label.text,
                           .span = clause->name.span, .stage = clause->as.outcome.stage,
                           .after = clause->as.outcome.after };
  if (is_outcome_word(clause->name.text)) {
    diag_report(checker->diags, DIAG_RESERVED_NAME, clause->name.span,
                "\"%.*s\" is an outcome of the language", TEXT_PRINT(clause->name.text));
    diag_help(checker->diags, "give your own outcome another name");
  }
  inner.results = outcome->stage == STAGE_ALLOCATE && outcome->after;
  if (clause->when)
    outcome->when = term_truth(&inner, clause->when);
  outcome->stands = clause_stands(scope, clause);
  outcome->when = term_where_stands(scope, outcome->stands, outcome->when);
  outcome->bases = bases_check(scope->module, &clause->bases, NULL);
  bases_need(scope->module, &clause->bases, clause->head, "outcome", clause->name);
  LIST_ADD(checker->arena, &scope->work->decision->outcomes, OwnOutcome *, outcome);
}

static void check_clauses(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  Map outcomes;
  map_init(&outcomes, scope->checker->arena);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind != CLAUSE_OUTCOME)
      continue;
    clause_unique(scope->checker, &outcomes, clause, "outcome", "outcome");
    const Scope here = scope_at(scope, clause->span);
    check_outcome(&here, clause);
  }
}

static void declare_frames(ModuleScope *module, DecisionWork *work) {
  const Decl *decl = work->decl;
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind == CLAUSE_FRAME && !frame_amended_by(work, module->checker, clause))
      frame_declare(module, work, clause->name, clause->label, clause->head, &clause->as.frame);
  }
}

/* A field that is read bare hides a parameter, definition or body of its name. */
static void warn_hidden(const Scope *scope) {
  const RecordType *subject = scope->subject;
  for (size_t i = 0; i < subject->count; i++) {
    const FieldType *field = &subject->fields[i];
    const Symbol *symbol = map_get(&scope->module->spaces[SPACE_VALUE], field->name);
    if (!symbol || symbol->kind == SYMBOL_GROUP)
      continue;
    diag_report(scope->checker->diags, DIAG_SHADOWED_NAME, symbol->span,
                "%s \"%.*s\" is hidden by a field of \"%.*s\"",
                symbol_kind_text(scope->checker, symbol->kind),
                TEXT_PRINT(symbol->name), TEXT_PRINT(subject->name));
    diag_label(scope->checker->diags, field->span, "the field");
    diag_help(scope->checker->diags,
              "in decisions on \"%.*s\" the name means the field: give one of "
              "them another", TEXT_PRINT(subject->name));
  }
}

/* ---- a decision -------------------------------------------------------------------------- */

static void check_governing(Scope *scope) {
  const Decl *decl = scope->work->decl;
  Decision *decision = scope->work->decision;
  if (!decl->as.decision.governed)
    return;
  const Term *date = term_of_kind(scope, decl->as.decision.governed, TYPE_DATE, "a governing date");
  scope->governing = true;
  if (!term_failed(date))
    decision->governing = date;
  decision->governing_bases = bases_check(scope->module, &decl->as.decision.governed_bases, NULL);
}

/* Frames and what is counted in them: a decision that draws on a frame asks for these alone. */
static void check_frames(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  size_t index = 0;
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    Frame *amended = frame_amended_by(scope->work, scope->checker, clause);
    if (amended && (amended->span.file != clause->name.span.file ||
                    amended->span.start != clause->name.span.start))
      frame_amend(scope, amended, clause);
    else if (clause->kind == CLAUSE_FRAME)
      frame_check(scope, scope->work->decision->frames.items[index++], &clause->bases);
  }
}

/* What another decision may ask for: the date, the amounts, the frames. */
static void start_decision(Symbol *symbol) {
  ModuleScope *module = symbol->module;
  Decision *decision = symbol->as.decision;
  Scope *scope = arena_new(module->checker->arena, Scope);
  *scope = scope_of_record(module, decision->subject);
  scope->work = symbol->work;
  symbol->work->scope = scope;
  decision->currency = module->checker->model->currency;
  decision->bases = bases_check(module, &symbol->decl->bases, NULL);
  warn_hidden(scope);
  check_governing(scope);
  amounts_check(scope);
  check_frames(scope);
}

bool decision_understand(Checker *checker, Symbol *symbol, Span used) {
  DecisionWork *work = symbol->work;
  if (work->progress == PROGRESS_DONE || !symbol->as.decision->subject)
    return true;
  if (trail_enter(checker, symbol, used))
    return false;
  work->progress = PROGRESS_NOW;
  start_decision(symbol);
  work->progress = PROGRESS_DONE;
  trail_leave(checker, symbol);
  return true;
}

static void check_decision(ModuleScope *module, Symbol *symbol) {
  if (!symbol->as.decision->subject)
    return;
  decision_understand(module->checker, symbol, symbol->span);
  Scope scope = *symbol->work->scope;
  Scope rules = scope;
  rules.states_by_value = true;
  scores_check(&rules);
  rules_check(&rules);
  check_clauses(&scope);
  powers_check(&scope);
  frames_drawn_check(&scope);
  never_split_check(&scope);
  order_check(&scope);
  deciders_check(&scope);
  duties_of_decision_check(&scope);
}

/* deputy NAME "title": a role, where none of that name is declared. */
static void declare_deputies(ModuleScope *module, const Decl *decl) {
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind != CLAUSE_DELEGATED && clause->kind != CLAUSE_DECIDED_BY)
      continue;
    for (size_t j = 0; j < clause->as.power.deputies.count; j++)
      body_of_deputy(module, &clause->as.power.deputies.items[j], decl);
  }
}

/* What other decisions ask of this one: its record and its frames. */
static void prepare(ModuleScope *module, Symbol *symbol) {
  symbol->work = arena_new(module->checker->arena, DecisionWork);
  *symbol->work = (DecisionWork){ .decision = symbol->as.decision, .decl = symbol->decl };
  map_init(&symbol->work->frames, module->checker->arena);
  declare_frames(module, symbol->work);
  declare_deputies(module, symbol->decl);
  outcome_codes_make(module->checker, symbol->as.decision, symbol->decl);
  const Symbol *record = symbol_need(module, SYMBOL_RECORD, symbol->decl->as.decision.record);
  if (record)
    symbol->as.decision->subject = record->as.record;
}

void decisions_check(Checker *checker) {
  symbols_each(checker, SYMBOL_DECISION, prepare);
  symbols_each(checker, SYMBOL_DECISION, check_decision);
  frames_check_drawn(checker);
  results_check(checker);
}
