#include "interp/check/checker.h"

#define ADD_PARTIES(scope, names, list)                                                     \
  do {                                                                                      \
    for (size_t i_ = 0; i_ < (names)->count; i_++) {                                        \
      Party party_;                                                                         \
      if (party_need((scope), (names)->items[i_], &party_))                                 \
        LIST_ADD((scope)->checker->arena, (list), Party, party_);                           \
    }                                                                                       \
  } while (0)

/* A day, a month, of which the day is not set, or before a meeting. */
static void check_due(const Scope *scope, Duty *duty, const Expr *due, Name before) {
  if (before.text.length) {
    duty->before = meeting_need(scope, before, &duty->due);
    duty->day_not_set = duty->before && duty->before->day_not_set;
  }
  const Expr *written = tree_inside(due);
  if (!written)
    return;
  Scope inner = *scope;
  inner.constant = MESSAGE("the day a duty is due");
  inner.may_be_pending = written;
  inner.pending_name = duty->name;
  duty->day_not_set = written->kind == EXPR_MONTH;
  const Term *date = duty->day_not_set
                         ? typed_month(&inner, written, true)
                         : term_of_kind(&inner, due, TYPE_DATE, "the day something is due");
  if (!term_failed(date))
    duty->due = date;
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
      LIST_ADD(scope->checker->arena, &duty->depends, const Duty *, other->as.duty);
  }
  check_due(scope, duty, decl->as.assignment.due, decl->as.assignment.due_before);
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
  check_due(scope, duty, decl->as.report.due, decl->as.report.due_before);
}

/* ---- assignments that lean on each other in a circle ------------------------------------- */

typedef struct { const Duty *duty; size_t next; } Step;

typedef struct {
  Step     *steps;                  /* the way so far */
  size_t    count;
  Progress *progress;               /* of each duty */
} Way;

static void take_step(Way *way, const Duty *duty) {
  way->progress[duty->index] = PROGRESS_NOW;
  way->steps[way->count++] = (Step){ duty, 0 };
}

/* Follows what the duty waits for, without recursion; the first that is met on its own way. */
static const Duty *find_circle(Way *way, const Duty *start) {
  take_step(way, start);
  while (way->count > 0) {
    Step *step = &way->steps[way->count - 1];
    if (step->next == step->duty->depends.count) {
      way->progress[step->duty->index] = PROGRESS_DONE;
      way->count--;
      continue;
    }
    const Duty *other = step->duty->depends.items[step->next++];
    if (way->progress[other->index] == PROGRESS_NOW)
      return other;
    if (way->progress[other->index] == PROGRESS_NOT)
      take_step(way, other);
  }
  return NULL;
}

static void report_circle(Checker *checker, const Way *way, const Duty *duty) {
  Text chain = TEXT("");
  for (size_t i = 0; i < way->count; i++)
    if (chain.length || way->steps[i].duty == duty)
      chain = arena_format(checker->arena, "%.*s%.*s -> ", TEXT_PRINT(chain),
                           TEXT_PRINT(way->steps[i].duty->name));
  diag_report(checker->diags, DIAG_CYCLE, duty->span, "assignment \"%.*s\" depends on itself",
              TEXT_PRINT(duty->name));
  diag_help(checker->diags, "the circle is %.*s%.*s: one of them must be able to begin",
            TEXT_PRINT(chain), TEXT_PRINT(duty->name));
}

static void check_circles(Checker *checker) {
  const Model *model = checker->model;
  size_t count = model->duties.count;
  Way way = { arena_array(checker->arena, Step, count + 1), 0,
              arena_array(checker->arena, Progress, count + 1) };
  for (size_t i = 0; i < count; i++) {
    const Duty *duty = way.progress[i] == PROGRESS_NOT
                           ? find_circle(&way, model->duties.items[i]) : NULL;
    if (!duty)
      continue;
    report_circle(checker, &way, duty);
    return;
  }
}

static void check_duty(ModuleScope *module, Symbol *symbol) {
  Scope scope = scope_of_module(module);
  symbol->as.duty->stands = decl_stands(&scope, symbol->decl);
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
  check_circles(checker);
}
