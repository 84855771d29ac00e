/* never split by k within P (semantics F12): what records with the same k, served or decided
 * before, add to the amount that decides who decides. */
#include "interp/check/checker.h"

typedef struct {
  const Scope *scope;
  const Clause *clause;
  TermDomain   domain;
  const Term  *element;               /* the variable */
} Splitting;

static const Term *and_also(const Splitting *splitting, const Term *left, const Term *right) {
  if (!left)
    return right;
  return term_binary(splitting->scope, NULL, type_of_kind(TYPE_TRUTH), BINARY_AND, left, right);
}

static const Term *field_of(const Splitting *splitting, const Term *object,
                            const FieldType *field) {
  Term *term = term_new(splitting->scope, TERM_FIELD, NULL, field->type);
  term->as.field.object = object;
  term->as.field.field = field;
  term_holds(splitting->scope, term, object);
  return term;
}

/* ---- the same k -------------------------------------------------------------------------- */

static const Term *same_key(const Splitting *splitting, Name name) {
  const Scope *scope = splitting->scope;
  Diags *diags = scope->checker->diags;
  const FieldType *field = record_type_find(scope->subject, name.text);
  if (!field) {
    diag_report(diags, DIAG_UNKNOWN_FIELD, name.span, "record \"%.*s\" has no field \"%.*s\"",
                TEXT_PRINT(scope->subject->name), TEXT_PRINT(name.text));
    Guess guess = guess_start(scope->checker, name.text);
    guess_offer_fields(&guess, scope->subject);
    guess_help(&guess);
    return NULL;
  }
  if (field->type.kind == TYPE_LIST || field->type.kind == TYPE_DURATION || field->optional) {
    diag_report(diags, DIAG_SPLIT_KEY, name.span, "records cannot be told alike by \"%.*s\"",
                TEXT_PRINT(name.text));
    diag_label(diags, field->span, field->optional ? "it is optional" : "the field");
    diag_help(diags, "name a field that every record has one value of");
    return NULL;
  }
  return term_binary(scope, NULL, type_of_kind(TYPE_TRUTH), BINARY_EQUAL,
                     field_of(splitting, splitting->element, field),
                     field_of(splitting, scope->subject_term, field));
}

/* ---- within P of each other -------------------------------------------------------------- */

/* The governing date of the element: the decision's, read of that record. */
static const Term *day_of_element(const Splitting *splitting) {
  const Scope *scope = splitting->scope;
  const Term *governing = scope->work->decision->governing;
  if (governing->kind == TERM_FIELD && governing->as.field.object &&
      governing->as.field.object->kind == TERM_SUBJECT)
    return field_of(splitting, splitting->element, governing->as.field.field);
  diag_report(scope->checker->diags, DIAG_SPLIT_KEY, splitting->clause->head,
              "the date of the decision is no field, so that records cannot be held apart by it");
  return NULL;
}

static const Term *within_period(const Splitting *splitting) {
  const Scope *scope = splitting->scope;
  const Term *period = term_of_kind(scope, splitting->clause->as.never_split.within, TYPE_DURATION,
                                    "how long records count together");
  if (term_failed(period))
    return NULL;
  if (!scope->work->decision->governing) {
    diag_report(scope->checker->diags, DIAG_SPLIT_KEY, splitting->clause->head,
                "nothing says by which date records count together");
    diag_help(scope->checker->diags, "write at the head of the decision: governed by DATE");
    return NULL;
  }
  const Term *day = day_of_element(splitting);
  if (!day || !time_allowed(scope, period, splitting->clause->as.never_split.within->span,
                            "counting back"))
    return NULL;
  Term *window = term_new(scope, TERM_WINDOW, NULL, type_of_kind(TYPE_TRUTH));
  window->as.window.day = day;
  window->as.window.period = period;
  window->as.window.anchor = scope->work->decision->governing;
  window->as.window.calendar = scope->checker->model->law_calendar;
  term_holds(scope, window, day);
  term_holds(scope, window, period);
  term_holds(scope, window, window->as.window.anchor);
  return window;
}

/* Neither invalid, ineligible nor rejected. */
static const Term *still_counts(const Splitting *splitting) {
  const Decision *decision = splitting->scope->work->decision;
  const Term *test = NULL;
  for (size_t i = 0; i < 3; i++) {                    /* the first three of the outcomes */
    Type type = { .kind = TYPE_CODE, .codes = decision->outcome_codes };
    Term *outcome = result_term_of(splitting->scope, NULL, decision, splitting->element,
                                   RESULT_OUTCOME, 0);
    const Term *code = term_constant(splitting->scope, NULL, type,
                                     value_code(&decision->outcome_codes->codes[i]));
    test = and_also(splitting, test,
                    term_binary(splitting->scope, NULL, type_of_kind(TYPE_TRUTH),
                                BINARY_NOT_EQUAL, outcome, code));
  }
  return test;
}

/* ---- the sum ----------------------------------------------------------------------------- */

static Term *earlier_records(const Scope *scope) {
  Type record = type_of_record(scope->subject);
  Term *earlier = term_new(scope, TERM_EARLIER, NULL, type_of_list(scope->checker->arena, record));
  earlier->as.earlier.kind = EARLIER_SERVED;
  return earlier;
}

static void check_clause(const Scope *outer, const Clause *clause) {
  Decision *decision = outer->work->decision;
  Splitting splitting = { .clause = clause, .domain = { .list = earlier_records(outer) } };
  Name none = { clause->head, TEXT("") };
  Scope scope = scope_with_variable(outer, none, type_of_record(outer->subject),
                                    &splitting.domain.slot);
  splitting.scope = &scope;
  Term *element = term_new(&scope, TERM_VARIABLE, NULL, type_of_record(outer->subject));
  element->as.variable.slot = splitting.domain.slot;
  splitting.element = element;
  const Term *where = NULL;
  bool whole = true;
  for (size_t i = 0; i < clause->as.never_split.keys.count; i++) {
    const Term *same = same_key(&splitting, clause->as.never_split.keys.items[i]);
    whole = whole && same;
    where = same ? and_also(&splitting, where, same) : where;
  }
  const Term *within = within_period(&splitting);
  bases_check(outer->module, &clause->bases, NULL);
  bases_need(outer->module, &clause->bases, clause->head, "never split by",
             (Name){ SPAN_NONE, TEXT("") });
  if (!whole || !within)
    return;
  where = and_also(&splitting, and_also(&splitting, where, within), still_counts(&splitting));
  Term *sum = term_new(outer, TERM_AGGREGATE, NULL, type_of_money(decision->currency));
  sum->span = clause->head;
  sum->as.aggregate.kind = AGGREGATE_SUM;
  sum->as.aggregate.domain = splitting.domain;
  sum->as.aggregate.value = result_term_of(&scope, NULL, decision, element, RESULT_JUDGED, 0);
  sum->as.aggregate.where = where;
  term_holds(outer, sum, where);
  decision->split = sum;
  decision->late = true;
}

void never_split_check(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  const Clause *first = NULL;
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind != CLAUSE_NEVER_SPLIT)
      continue;
    if (first) {
      diag_report(scope->checker->diags, DIAG_CLAUSE_TWICE, clause->head,
                  "\"never split by\" may stand once in a decision");
      diag_label(scope->checker->diags, first->head, "the first one");
      continue;
    }
    first = clause;
    check_clause(scope, clause);
  }
}
