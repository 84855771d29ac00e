/* Results of other decisions and of records served before (semantics D1, F7, F11). */
#include "interp/check/checker.h"

/* ---- records served before --------------------------------------------------------------- */

static bool earlier_kind(Text name, EarlierKind *kind) {
  if (word_is(name, "earlier", "tidigare"))
    *kind = EARLIER_SERVED;
  else if (word_is(name, "better", "bättre"))
    *kind = EARLIER_BETTER;
  else if (word_is(name, "placed", "placerade"))
    *kind = EARLIER_PLACED;
  else
    return false;
  return true;
}

bool scope_has_earlier(const Scope *scope, Text name) {
  EarlierKind kind;
  return scope->work && scope->earlier && earlier_kind(name, &kind) &&
         (scope->ranking || kind == EARLIER_SERVED);
}

const Term *typed_earlier(const Scope *scope, const Expr *expr) {
  EarlierKind kind;
  Diags *diags = scope->checker->diags;
  if (!scope->work || !earlier_kind(expr->as.name.text, &kind))
    return NULL;
  if (scope_has_earlier(scope, expr->as.name.text)) {
    Type record = type_of_record(scope->work->decision->subject);
    Term *term = term_new(scope, TERM_EARLIER, expr, type_of_list(scope->checker->arena, record));
    term->as.earlier.kind = kind;
    scope->work->decision->late = true;
    return term;
  }
  diag_report(diags, DIAG_EARLIER, expr->span, "\"%.*s\" is not told here",
              TEXT_PRINT(expr->as.name.text));
  diag_help(diags, kind == EARLIER_SERVED
                       ? "the records served before may be read in \"counting\", \"judged by\", "
                         "the \"when\" of a delegation and \"ties by\""
                       : MESSAGE("an order among equals may read it: ties by …"));
  return term_error(scope, expr);
}

/* ---- outcomes as codes ------------------------------------------------------------------- */

static const char *const outcome_words[][2] = {
  { "invalid", "ogiltig" },         { "ineligible", "ej behörig" }, { "rejected", "avslag" },
  { "incomplete", "ofullständig" }, { "waitlisted", "reserv" },     { "fundable", "kan beviljas" },
};

enum { OUTCOME_WORDS = sizeof outcome_words / sizeof *outcome_words };

static void add_outcome(Checker *checker, Codelist *codes, Text name, Text title,
                        const char *alias, Span span) {
  Code *code = &codes->codes[codes->count];
  *code = (Code){ .codelist = codes, .index = codes->count, .name = name, .title = title,
                  .span = span };
  if (alias)
    LIST_ADD(checker->arena, &code->aliases, Text, text_from(alias));
  if (alias && checker->model->surface == SURFACE_SWEDISH)
    code->local = text_from(alias);
  codes->count++;
}

void outcome_codes_make(Checker *checker, Decision *decision, const Decl *decl) {
  size_t own = decl->as.decision.clauses.count;
  Codelist *codes = arena_new(checker->arena, Codelist);
  *codes = (Codelist){ .name = TEXT("outcome"), .span = decision->span };
  codes->codes = arena_array(checker->arena, Code, OUTCOME_WORDS + own);
  for (size_t i = 0; i < OUTCOME_WORDS; i++)
    add_outcome(checker, codes, text_from(outcome_words[i][0]), TEXT_NONE, outcome_words[i][1],
                decision->span);
  for (size_t i = 0; i < own; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind == CLAUSE_OUTCOME)
      add_outcome(checker, codes, clause->name.text, clause->label.text, NULL, clause->name.span);
  }
  decision->outcome_codes = codes;
}

/* ---- one result -------------------------------------------------------------------------- */

/* RESULT_AMOUNT for a state of the amount, whose place is *amount; false: no result. */
static bool result_kind(const Decision *decision, Text name, ResultKind *kind, size_t *amount) {
  static const struct { const char *english, *swedish; ResultKind kind; } words[] = {
    { "outcome", "utgång",     RESULT_OUTCOME }, { "granted", "beviljat", RESULT_GRANTED },
    { "decider", "beslutande", RESULT_DECIDER }, { "rank",    "rang",     RESULT_RANK },
  };
  *amount = 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (word_is(name, words[i].english, words[i].swedish)) {
      *kind = words[i].kind;
      return true;
    }
  *kind = RESULT_AMOUNT;
  for (; *amount < decision->amounts.count; ++*amount) {
    const NamedTerm *state = decision->amounts.items[*amount];
    if (text_equal(state->name, name) || (*amount == 0 && word_is(name, "asked", "sökt")))
      return true;
  }
  return false;
}

static Type type_of_result(const Decision *decision, ResultKind kind, size_t amount) {
  switch (kind) {
    case RESULT_DECIDER: return type_of_kind(TYPE_BODY);
    case RESULT_RANK:    return type_of_kind(TYPE_INTEGER);
    case RESULT_OUTCOME: return (Type){ .kind = TYPE_CODE, .codes = decision->outcome_codes };
    case RESULT_AMOUNT:  return decision->amounts.items[amount]->value->type;
    case RESULT_GRANTED: case RESULT_JUDGED: break;
  }
  return type_of_money(decision->currency);
}

Term *result_term_of(const Scope *scope, const Expr *expr, const Decision *decision,
                     const Term *object, ResultKind kind, size_t amount) {
  Term *term = term_new(scope, TERM_RESULT, expr, type_of_result(decision, kind, amount));
  term->as.result.result = kind;
  term->as.result.decision = decision;
  term->as.result.object = object;
  term->as.result.amount = amount;
  term_holds(scope, term, object);
  return term;
}

static const Term *named_result(const Scope *scope, const Expr *expr, const Decision *decision,
                                const Term *object) {
  Diags *diags = scope->checker->diags;
  Name name = expr->as.member.field;
  ResultKind kind;
  size_t amount;
  if (result_kind(decision, name.text, &kind, &amount))
    return result_term_of(scope, expr, decision, object, kind, amount);
  diag_report(diags, DIAG_UNKNOWN_NAME, name.span, "decision \"%.*s\" has no result \"%.*s\"",
              TEXT_PRINT(decision->name), TEXT_PRINT(name.text));
  Guess guess = guess_start(scope->checker, name.text);
  static const char *const words[] = { "outcome", "granted", "decider", "rank" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    guess_offer(&guess, text_from(words[i]));
  for (size_t i = 0; i < decision->amounts.count; i++)
    guess_offer(&guess, decision->amounts.items[i]->name);
  guess_help(&guess);
  return term_error(scope, expr);
}

/* ---- stod.granted, a.stod.granted -------------------------------------------------------- */

static Symbol *decision_symbol(const Scope *scope, const Expr *expr) {
  if (expr->kind != EXPR_NAME || typed_name_known(scope, expr))
    return NULL;
  return symbol_find(scope->module, SPACE_DECISION, (Name){ expr->span, expr->as.name.text });
}

/* A decision on the record that `object` is, where that has no field of the name. */
static Symbol *decision_of_object(const Scope *scope, const Expr *expr, const Term **object) {
  if (expr->kind != EXPR_MEMBER)
    return NULL;
  Name name = expr->as.member.field;
  Symbol *symbol = symbol_find(scope->module, SPACE_DECISION, name);
  if (!symbol)
    return NULL;
  const Term *term = term_value(scope, expr->as.member.object, NULL);
  *object = term;
  bool record = term->type.kind == TYPE_RECORD && !record_type_find(term->type.record, name.text);
  return record ? symbol : NULL;
}

static const Term *report_other_record(const Scope *scope, const Expr *expr,
                                       const Decision *decision) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_RESULT_OF, expr->span, "decision \"%.*s\" is on another record: \"%.*s\"",
              TEXT_PRINT(decision->name), TEXT_PRINT(decision->subject->name));
  diag_help(diags, "say of which: a.%.*s.…, where a is one of \"%.*s\"",
            TEXT_PRINT(decision->name), TEXT_PRINT(decision->subject->name));
  return term_error(scope, expr);
}

/* A decision uses its own results by their bare names, where they exist. */
static const Term *report_own(const Scope *scope, const Expr *expr) {
  diag_report(scope->checker->diags, DIAG_CYCLE, expr->span,
              "decision \"%.*s\" uses its own result",
              TEXT_PRINT(scope->work->decision->name));
  diag_help(scope->checker->diags, "of the records served before, write: e.granted for e in "
                                   "earlier");
  return term_error(scope, expr);
}

static const Term *of_decision(const Scope *scope, const Expr *expr, Symbol *symbol,
                               const Term *object) {
  Decision *decision = symbol->as.decision;
  if (!decision->subject || !decision_understand(scope->checker, symbol, expr->span))
    return term_error(scope, expr);
  if (scope->work && decision == scope->work->decision && !scope->shown)
    return report_own(scope, expr);
  const RecordType *record = object ? object->type.record : scope->subject;
  if (record != decision->subject)
    return report_other_record(scope, expr, decision);
  decision->read = true;
  const Term *result = named_result(scope, expr, decision, object ? object : scope->subject_term);
  decision->states_read |= result->kind == TERM_RESULT &&
                           result->as.result.result == RESULT_AMOUNT;
  decision->ranks_read |= result->kind == TERM_RESULT && result->as.result.result == RESULT_RANK;
  return result;
}

/* Of a record that a list of those served before holds; NULL: a field, or no such record. */
static const Term *of_earlier(const Scope *scope, const Expr *expr) {
  const Expr *object = tree_inside(expr->as.member.object);
  if (object->kind != EXPR_NAME)
    return NULL;
  const Variable *variable = scope->variables;
  while (variable && !text_equal(variable->name, object->as.name.text))
    variable = variable->next;
  if (!variable || !variable->results ||
      record_type_find(variable->type.record, expr->as.member.field.text))
    return NULL;
  return named_result(scope, expr, variable->results, term_value(scope, object, NULL));
}

const Term *typed_result(const Scope *scope, const Expr *expr) {
  const Term *object = NULL;
  const Expr *owner = tree_inside(expr->as.member.object);
  const Term *earlier = of_earlier(scope, expr);
  if (earlier)
    return earlier;
  Symbol *symbol = decision_symbol(scope, owner);
  if (!symbol)
    symbol = decision_of_object(scope, owner, &object);
  return symbol ? of_decision(scope, expr, symbol, object) : NULL;
}

/* ---- which decisions read which (D1) ----------------------------------------------------- */

typedef struct {
  Checker  *checker;
  Decision *decision;
} Reading;

static void add_read(Checker *checker, Decision *decision, const Decision *other) {
  for (size_t i = 0; i < decision->reads.count; i++)
    if (decision->reads.items[i] == other)
      return;
  LIST_ADD(checker->arena, &decision->reads, const Decision *, other);
}

static bool look_for_results(void *context, const Term *term) {
  Reading *reading = context;
  if (term->kind == TERM_RESULT && term->as.result.decision &&
      term->as.result.decision != reading->decision)
    add_read(reading->checker, reading->decision, term->as.result.decision);
  if (term->kind == TERM_CALL)
    term_walk(term->as.call.define->value, look_for_results, context);
  return true;
}

static void read_terms(Checker *checker, Decision *decision) {
  Reading reading = { checker, decision };
  decision_each_term(decision, look_for_results, &reading);
}

/* ---- the order of running ---------------------------------------------------------------- */

typedef struct {
  Checker   *checker;
  Progress  *progress;              /* by Decision.index */
  LIST(const Decision *) trail;
  size_t     placed;
} Ordering;

static void report_circle(const Ordering *ordering, const Decision *again) {
  Diags *diags = ordering->checker->diags;
  size_t first = 0;
  while (ordering->trail.items[first] != again)
    first++;
  Text chain = TEXT("");
  for (size_t i = first; i < ordering->trail.count; i++)
    chain = arena_format(ordering->checker->arena, "%.*s%.*s -> ", TEXT_PRINT(chain),
                         TEXT_PRINT(ordering->trail.items[i]->name));
  diag_report(diags, DIAG_CYCLE, again->span, "decision \"%.*s\" depends on its own result",
              TEXT_PRINT(again->name));
  diag_help(diags, "the circle is %.*s%.*s", TEXT_PRINT(chain), TEXT_PRINT(again->name));
}

static void place_decision(Ordering *ordering, const Decision *decision) {
  Checker *checker = ordering->checker;
  if (ordering->progress[decision->index] == PROGRESS_NOW)
    report_circle(ordering, decision);
  if (ordering->progress[decision->index] != PROGRESS_NOT)
    return;
  ordering->progress[decision->index] = PROGRESS_NOW;
  LIST_ADD(checker->arena, &ordering->trail, const Decision *, decision);
  for (size_t i = 0; i < decision->reads.count; i++)
    place_decision(ordering, decision->reads.items[i]);
  ordering->trail.count--;
  ordering->progress[decision->index] = PROGRESS_DONE;
  checker->model->run_order[ordering->placed++] = decision;
}

void results_check(Checker *checker) {
  Model *model = checker->model;
  size_t count = model->decisions.count;
  Ordering ordering = { .checker = checker,
                        .progress = arena_array(checker->arena, Progress, count + 1) };
  model->run_order = arena_array(checker->arena, const Decision *, count + 1);
  for (size_t i = 0; i < count; i++) {
    Decision *decision = model->decisions.items[i];
    decision->read = decision->read || decision->late;
    read_terms(checker, decision);
  }
  for (size_t i = 0; i < count; i++)
    place_decision(&ordering, model->decisions.items[i]);
}
