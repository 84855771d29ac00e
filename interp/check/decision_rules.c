#include "interp/check/checker.h"

/* ---- making a rule ----------------------------------------------------------------------- */

static Rule *new_rule(const Scope *scope, RuleKind kind, const Clause *clause,
                      const char *unnamed) {
  Rule *rule = arena_new(scope->checker->arena, Rule);
  bool named = clause->name.text.length;
  const Term *stands = clause_stands(scope, clause);
  *rule = (Rule){ .kind = kind, .name = named ? clause->name.text : text_from(unnamed),
                  .title = clause->label.text, .span = named ? clause->name.span : clause->head,
                  .stands = stands };
  return rule;
}

static void require(const Scope *scope, Rule *rule, const Term *test, Text reason, Span span) {
  if (!rule->requires)
    rule->requires = arena_array(scope->checker->arena, ModelRequirement, 1);
  rule->requires[rule->require_count++] = (ModelRequirement){ test, reason, span };
}

static const Term *const *tests_of(const Scope *scope, const Rule *rule) {
  const Term **tests = arena_array(scope->checker->arena, const Term *, rule->require_count + 1);
  for (size_t i = 0; i < rule->require_count; i++)
    tests[i] = rule->requires[i].test;
  return tests;
}

/* The bases with the tests they stand under; then the rule joins the decision.  One that is not
 * `whole` has a mistake that is reported: it joins too, so that its name is known. */
static void add_rule(const Scope *scope, Rule *rule, const Clause *clause, bool whole) {
  QuotedRule about = { .span = clause->head, .excludes = rule->kind == RULE_EXCLUDED,
                       .tests = tests_of(scope, rule), .test_count = rule->require_count };
  rule->bases = bases_check(scope->module, &clause->bases, whole ? &about : NULL);
  rule->exceptions = exceptions_to_rule(scope, rule);
  Decision *decision = scope->work->decision;
  if (scope->checker->rules++ == RULES_MOST)
    diag_report(scope->checker->diags, DIAG_TOO_MANY, clause->span, "there are more than %d rules",
                RULES_MOST);
  LIST_ADD(scope->checker->arena, &decision->rules, Rule *, rule);
}

/* ---- the kinds of rules ------------------------------------------------------------------ */

static void check_who(const Scope *scope, const Clause *clause) {
  bool excludes = clause->kind == CLAUSE_EXCLUDED;
  const char *kind = excludes ? "excluded" : "eligible";
  Rule *rule = new_rule(scope, excludes ? RULE_EXCLUDED : RULE_ELIGIBLE, clause, kind);
  const Expr *written = clause->as.who.test ? clause->as.who.test : clause->when;
  const Term *test = term_truth(scope, written);
  bases_need(scope->module, &clause->bases, clause->head, kind, clause->name);
  reason_check(scope, clause->as.who.reason);
  require(scope, rule, test, clause->as.who.reason.text, test->span);
  add_rule(scope, rule, clause, !term_failed(test));
}

static void check_needs(const Scope *scope, const Clause *clause) {
  const NameList *fields = &clause->as.needs.fields;
  Rule *rule = new_rule(scope, RULE_NEEDS, clause, "needs");
  Scope inner;
  bool whole = clause_when(scope, clause, &rule->when, &inner);
  rule->needs = arena_array(scope->checker->arena, const FieldType *, fields->count + 1);
  for (size_t i = 0; i < fields->count; i++) {
    const FieldType *field = record_type_find(scope->subject, fields->items[i].text);
    if (field) {
      rule->needs[rule->need_count++] = field;
      continue;
    }
    diag_report(scope->checker->diags, DIAG_UNKNOWN_FIELD, fields->items[i].span,
                "record \"%.*s\" has no field \"%.*s\"", TEXT_PRINT(scope->subject->name),
                TEXT_PRINT(fields->items[i].text));
    Guess guess = guess_start(scope->checker, fields->items[i].text);
    guess_offer_fields(&guess, scope->subject);
    guess_help(&guess);
  }
  add_rule(scope, rule, clause, whole);
}

static bool check_considers(const Scope *scope, const Clause *clause, Rule *rule) {
  const Term *test = term_truth(scope, clause->as.criterion.considers);
  rule->kind = RULE_CONSIDERS;
  require(scope, rule, test, TEXT_NONE, test->span);
  return !term_failed(test);
}

static void check_criterion(const Scope *scope, const Clause *clause) {
  Rule *rule = new_rule(scope, RULE_CRITERION, clause, "criterion");
  Scope inner;
  bool whole = clause_when(scope, clause, &rule->when, &inner);
  bool read = true;                         /* else its bases were not read either */
  size_t count = clause->as.criterion.requires.count;
  rule->requires = arena_array(scope->checker->arena, ModelRequirement, count + 1);
  for (size_t i = 0; i < count; i++) {
    const Requirement *written = &clause->as.criterion.requires.items[i];
    const Term *test = term_truth(&inner, written->test);
    read &= written->test->kind != EXPR_ERROR;
    whole &= !term_failed(test);
    reason_check(scope, written->reason);
    require(scope, rule, test, written->reason.text, written->span);
  }
  if (clause->as.criterion.considers)
    whole &= check_considers(&inner, clause, rule);
  if (read)
    bases_need(scope->module, &clause->bases, clause->head, "criterion", clause->name);
  add_rule(scope, rule, clause, whole);
}

static const Term *both_of(const Scope *scope, const Expr *expr, BinaryOp op, const Term *left,
                           const Term *right) {
  return term_binary(scope, expr, type_of_kind(TYPE_TRUTH), op, left, right);
}

static const Term *given_test(const Scope *scope, const Expr *expr, const Term *value) {
  Term *term = term_new(scope, TERM_STATE, expr, type_of_kind(TYPE_TRUTH));
  term->as.state.value = value;
  term->as.state.test = STATE_TEST_GIVEN;
  term_holds(scope, term, value);
  return term;
}

/* None is a no, unknown asks (S6): `is given and yes`, `is given`, or a value that equals
 * itself. */
static const Term *attested_test(const Scope *scope, const Expr *expr) {
  const Term *value = term_check(scope, expr, NULL);
  if (term_failed(value))
    return value;
  bool optional = value->kind == TERM_FIELD && value->as.field.field->optional;
  if (value->type.kind == TYPE_TRUTH)
    return optional ? both_of(scope, expr, BINARY_AND, given_test(scope, expr, value),
                              value) : value;
  if (optional)
    return given_test(scope, expr, value);
  if (value->kind == TERM_FIELD && value->type.kind != TYPE_LIST)
    return both_of(scope, expr, BINARY_EQUAL, value, value);
  diag_report(scope->checker->diags, DIAG_WRONG_TYPE, expr->span,
              "\"attested by\" names a field that holds the attestation");
  diag_mark(scope->checker->diags, "this is %.*s",
            TEXT_PRINT(type_named(scope->checker, &value->type)));
  diag_help(scope->checker->diags, "declare one: attested_on date optional");
  return term_error(scope, expr);
}

static void check_attested(const Scope *scope, const Clause *clause) {
  Rule *rule = new_rule(scope, RULE_ATTESTED, clause, "attested");
  const Term *test = attested_test(scope, clause->as.value.value);
  bases_need(scope->module, &clause->bases, clause->head, "attested by", clause->name);
  require(scope, rule, test, TEXT_NONE, test->span);
  add_rule(scope, rule, clause, !term_failed(test));
}

static void check_note(const Scope *scope, const Clause *clause) {
  Rule *rule = new_rule(scope, RULE_NOTE, clause, "note");
  const Term *when;
  Scope inner;
  bool whole = clause_when(scope, clause, &when, &inner);
  if (!when)
    when = term_constant(scope, NULL, type_of_kind(TYPE_TRUTH), value_truth(true));
  bases_need(scope->module, &clause->bases, clause->head, "note", clause->name);
  require(scope, rule, when, TEXT_NONE, clause->span);
  add_rule(scope, rule, clause, whole);
}

/* ---- in force ---------------------------------------------------------------------------- */

static const Term *in_period(const Scope *scope, const Period *period) {
  const Term *date = scope->work->decision->governing;
  const Term *from = term_constant(scope, NULL, type_of_kind(TYPE_DATE), value_date(period->from));
  if (period->open)
    return both_of(scope, NULL, BINARY_AT_LEAST, date, from);
  Term *term = term_new(scope, TERM_RANGE, NULL, type_of_kind(TYPE_TRUTH));
  term->as.range.value = date;
  term->as.range.low = from;
  term->as.range.high = term_constant(scope, NULL, type_of_kind(TYPE_DATE), value_date(period->to));
  term_holds(scope, term, date);
  return term;
}

/* `or` over the periods, as a balanced tree: a thousand of them stay shallow. */
static const Term *in_periods(const Scope *scope, const Period *periods, size_t count) {
  if (count == 1)
    return in_period(scope, periods);
  size_t half = count / 2;
  return both_of(scope, NULL, BINARY_OR, in_periods(scope, periods, half),
                 in_periods(scope, periods + half, count - half));
}

static void add_in_force(const Scope *scope) {
  Checker *checker = scope->checker;
  const Model *model = checker->model;
  Decision *decision = scope->work->decision;
  if (!decision->governing || model->in_force.count == 0)
    return;
  const Term *test = in_periods(scope, model->in_force.items, model->in_force.count);
  if (term_failed(test))
    return;
  Rule *rule = arena_new(checker->arena, Rule);
  *rule = (Rule){ .kind = RULE_IN_FORCE, .name = TEXT("in_force"), .span = decision->span };
  require(scope, rule, test, TEXT_NONE, decision->span);
  LIST_ADD(checker->arena, &decision->rules, Rule *, rule);
}

/* The threshold of a score is a criterion of the score's name. */
static void add_threshold(const Scope *scope, Map *names, const Clause *clause) {
  Rule *rule = clause->as.score.threshold ? score_rule(scope, clause) : NULL;
  if (!rule)
    return;
  clause_unique(scope->checker, names, clause, "criterion", "criterion");
  LIST_ADD(scope->checker->arena, &scope->work->decision->rules, Rule *, rule);
}

/* ---- all of them ------------------------------------------------------------------------- */

static void check_rule(const Scope *outer, Map *names, const Clause *clause) {
  const Scope here = scope_at(outer, clause->span), *scope = &here;
  switch (clause->kind) {
    case CLAUSE_ELIGIBLE:
      clause_unique(scope->checker, names, clause, "rule", "eligible");
      check_who(scope, clause);
      return;
    case CLAUSE_EXCLUDED:
      clause_unique(scope->checker, names, clause, "rule", "excluded");
      check_who(scope, clause);
      return;
    case CLAUSE_CRITERION:
      clause_unique(scope->checker, names, clause, "criterion", "criterion");
      check_criterion(scope, clause);
      return;
    case CLAUSE_ATTESTED:
      clause_unique(scope->checker, names, clause, "attestation", "attested");
      check_attested(scope, clause);
      return;
    case CLAUSE_NOTE:
      clause_unique(scope->checker, names, clause, "note", "note");
      check_note(scope, clause);
      return;
    case CLAUSE_NEEDS:
      check_needs(scope, clause);
      return;
    case CLAUSE_SCORE:
      add_threshold(scope, names, clause);
      return;
    case CLAUSE_OUTCOME: case CLAUSE_AMOUNT: case CLAUSE_SHOWS: case CLAUSE_CEILING:
    case CLAUSE_FRAME: case CLAUSE_JUDGED_BY: case CLAUSE_DECIDED_BY: case CLAUSE_DELEGATED:
    case CLAUSE_ALLOCATE: case CLAUSE_CONDITION: case CLAUSE_DEADLINE: case CLAUSE_DECLARED:
    case CLAUSE_NEVER_SPLIT:
      return;
  }
}

void rules_check(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  Map names;
  map_init(&names, scope->checker->arena);
  add_in_force(scope);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++)
    check_rule(scope, &names, &decl->as.decision.clauses.items[i]);
}
