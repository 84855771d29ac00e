#include "interp/check/checker.h"

/* ---- shows, conditions ------------------------------------------------------------------- */

/* One place for all versions of a working: its value chooses. */
static void keep_shows(const Scope *scope, NamedTerm *shows, bool replaces) {
  Decision *decision = scope->work->decision;
  for (size_t i = 0; replaces && i < decision->shows.count; i++) {
    if (!text_equal(decision->shows.items[i]->name, shows->name))
      continue;
    shows->replaces = decision->shows.items[i];
    shows->value = term_in_versions(scope, shows->stands, shows->value, shows->replaces->value);
    decision->shows.items[i] = shows;
    return;
  }
  LIST_ADD(scope->checker->arena, &decision->shows, NamedTerm *, shows);
}

static void check_shows(const Scope *scope, const Clause *clause) {
  Checker *checker = scope->checker;
  const Term *value = term_check(scope, clause->as.value.value, NULL);
  ModelBases bases = bases_check(scope->module, &clause->bases, NULL);
  if (value->kind == TERM_FIELD)
    term_need_value(scope, value);
  NamedTerm *shows = arena_new(checker->arena, NamedTerm);
  *shows = (NamedTerm){ .name = clause->name.text, .title = clause->label.text,
                        .span = clause->name.span, .value = value, .bases = bases,
                        .stands = clause_stands(scope, clause) };
  keep_shows(scope, shows, clause_replaces(checker, clause));
}

static void check_condition(const Scope *scope, const Clause *clause) {
  Checker *checker = scope->checker;
  Condition *condition = arena_new(checker->arena, Condition);
  Scope inner;
  *condition = (Condition){ .name = clause->name.text, .title = clause->label.text,
                            .span = clause->name.span };
  clause_when(scope, clause, &condition->when, &inner);
  condition->stands = clause_stands(scope, clause);
  condition->bases = bases_check(scope->module, &clause->bases, NULL);
  bases_need(scope->module, &clause->bases, clause->head, "condition", clause->name);
  LIST_ADD(checker->arena, &scope->work->decision->conditions, Condition *, condition);
}

/* ---- deadlines --------------------------------------------------------------------------- */

static Party *check_parties(const Scope *scope, const NameList *names, size_t *count) {
  Party *parties = arena_array(scope->checker->arena, Party, names->count + 1);
  *count = 0;
  for (size_t i = 0; i < names->count; i++)
    if (party_need(scope, names->items[i], &parties[*count]))
      (*count)++;
  return parties;
}

static const Term *check_due(const Scope *scope, const Clause *clause, const Deadline *deadline) {
  Scope inner = *scope;
  const Expr *due = clause->as.deadline.due, *written = tree_inside(due);
  if (written && written->kind == EXPR_MONTH)
    return typed_month(scope, written, true);
  inner.may_be_pending = due;
  inner.pending_name = deadline->name;
  inner.named_number = only_number(due, true);
  inner.implicit_name = arena_format(scope->checker->arena, "%.*s.due", TEXT_PRINT(deadline->name));
  inner.implicit_title = deadline->title;
  return term_of_kind(&inner, due, TYPE_DATE, "the day something is due");
}

static void check_day(const Scope *scope, const Clause *clause, Deadline *deadline) {
  const Expr *written = tree_inside(clause->as.deadline.due);
  if (!clause->as.deadline.due_before.text.length) {
    deadline->due = check_due(scope, clause, deadline);
    deadline->day_not_set = written && written->kind == EXPR_MONTH;
    return;
  }
  deadline->before = meeting_need(scope, clause->as.deadline.due_before, &deadline->due);
  deadline->day_not_set = deadline->before && deadline->before->day_not_set;
}

/* The duration that is added: what the quote's figures are held against. */
static bool find_duration(void *context, const Term *term) {
  const Term **found = context;
  if (!*found && term->type.kind == TYPE_DURATION)
    *found = term;
  return !*found;
}

static ModelBases deadline_bases(const Scope *scope, const Clause *clause, const Term *due) {
  const Term *duration = NULL;
  if (due && !term_failed(due))
    term_walk(due, find_duration, &duration);
  QuotedRule about = bases_about_value(duration, duration ? duration->span : clause->head);
  return bases_check(scope->module, &clause->bases, &about);
}

static void check_deadline(const Scope *scope, const Clause *clause) {
  Checker *checker = scope->checker;
  Deadline *deadline = arena_new(checker->arena, Deadline);
  Scope inner;
  *deadline = (Deadline){ .name = clause->name.text, .title = clause->label.text,
                          .span = clause->name.span,
                          .stands = clause_stands(scope, clause) };
  clause_when(scope, clause, &deadline->when, &inner);
  inner.governing |= clause->as.deadline.governed != NULL;
  deadline->owed_by = check_parties(scope, &clause->as.deadline.owed_by, &deadline->owed_by_count);
  deadline->owed_else = check_parties(scope, &clause->as.deadline.owed_else,
                                      &deadline->owed_else_count);
  if (clause->as.deadline.owed_when)
    deadline->owed_when = term_truth(&inner, clause->as.deadline.owed_when);
  if (clause->as.deadline.owed_to.text.length)
    party_need(scope, clause->as.deadline.owed_to, &deadline->owed_to);
  check_day(&inner, clause, deadline);
  if (clause->as.deadline.governed)
    deadline->governed = term_of_kind(&inner, clause->as.deadline.governed, TYPE_DATE,
                                      "a governing date");
  if (clause->as.deadline.fulfilled)
    deadline->fulfilled = term_truth(&inner, clause->as.deadline.fulfilled);
  for (size_t i = 0; i < clause->as.deadline.contains.count; i++)
    LIST_ADD(checker->arena, &deadline->contains, Text,
             clause->as.deadline.contains.items[i].text);
  deadline->bases = deadline_bases(scope, clause, deadline->due);
  bases_need(scope->module, &clause->bases, clause->head, "deadline", clause->name);
  LIST_ADD(checker->arena, &scope->work->decision->deadlines, Deadline *, deadline);
}

/* `decider` and `granted` may be used from here on (M4). */
void duties_of_decision_check(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  Scope inner = *scope;
  inner.results = inner.ranked = true;
  Map shows, conditions, deadlines;
  map_init(&shows, scope->checker->arena);
  map_init(&conditions, scope->checker->arena);
  map_init(&deadlines, scope->checker->arena);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    const Scope here = scope_at(&inner, clause->span);
    if (clause->kind == CLAUSE_SHOWS) {
      clause_unique(scope->checker, &shows, clause, "shows", "shows");
      check_shows(&here, clause);
    } else if (clause->kind == CLAUSE_CONDITION) {
      clause_unique(scope->checker, &conditions, clause, "condition", "condition");
      check_condition(&here, clause);
    } else if (clause->kind == CLAUSE_DEADLINE) {
      clause_unique(scope->checker, &deadlines, clause, "deadline", "deadline");
      check_deadline(&here, clause);
    }
  }
}
