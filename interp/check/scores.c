/* Scores: values of their own, each with a threshold that is a criterion if it is written. */
#include "interp/check/checker.h"

const Score *score_named(const Scope *scope, Text name) {
  const Decision *decision = scope->work ? scope->work->decision : NULL;
  for (size_t i = 0; decision && i < decision->scores.count; i++)
    if (text_equal(decision->scores.items[i]->name, name))
      return decision->scores.items[i];
  bool only = decision && decision->scores.count == 1;
  return only && word_is(name, "score", "poäng") ? decision->scores.items[0] : NULL;
}

static bool may_be_score(const Term *value) {
  return value->type.kind == TYPE_UNKNOWN || type_is_quantity(&value->type);
}

static const Term *check_threshold(const Scope *scope, const Clause *clause, const Term *value) {
  const Expr *written = clause->as.score.threshold;
  if (!written)
    return NULL;
  Scope inner = *scope;
  inner.named_number = only_number(written, false);
  inner.implicit_name = arena_format(scope->checker->arena, "%.*s.limit",
                                     TEXT_PRINT(clause->name.text));
  inner.implicit_title = clause->label.text;
  const Term *threshold = term_value(&inner, written, term_hint(value));
  Type common;
  if (term_failed(threshold) || term_failed(value))
    return NULL;
  if (type_common(&value->type, &threshold->type, &common))
    return threshold;
  term_mismatch(scope, written, "be held against", value, threshold);
  return NULL;
}

/* What is written with the result, too: a score is a working of the decision. */
static void show_score(const Scope *scope, const Score *score) {
  NamedTerm *shown = arena_new(scope->checker->arena, NamedTerm);
  *shown = (NamedTerm){ .name = score->name, .title = score->title, .span = score->span,
                        .value = score->value, .bases = score->bases };
  LIST_ADD(scope->checker->arena, &scope->work->decision->shows, NamedTerm *, shown);
}

static void check_score(const Scope *scope, const Clause *clause) {
  Checker *checker = scope->checker;
  Score *score = arena_new(checker->arena, Score);
  *score = (Score){ .name = clause->name.text, .title = clause->label.text,
                    .span = clause->name.span };
  score->value = term_value(scope, clause->as.score.value, NULL);
  if (!may_be_score(score->value)) {
    diag_report(checker->diags, DIAG_WRONG_TYPE, score->value->span, "a score is a number");
    diag_mark(checker->diags, "this is %.*s",
              TEXT_PRINT(type_named(checker, &score->value->type)));
    score->value = term_error(scope, clause->as.score.value);
  }
  score->threshold = check_threshold(scope, clause, score->value);
  QuotedRule about = bases_about_value(score->threshold, clause->head);
  about.has_bound = about.lower_bound = score->threshold != NULL;
  score->bases = bases_check(scope->module, &clause->bases, &about);
  bases_need(scope->module, &clause->bases, clause->head, "score", clause->name);
  LIST_ADD(checker->arena, &scope->work->decision->scores, Score *, score);
  if (!term_failed(score->value))
    show_score(scope, score);
}

void scores_check(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  Map names;
  map_init(&names, scope->checker->arena);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind != CLAUSE_SCORE)
      continue;
    clause_unique(scope->checker, &names, clause, "score", "score");
    check_score(scope, clause);
  }
}

/* ---- thresholds -------------------------------------------------------------------------- */

/* "points at least 60", as one would have written it. */
static const Expr *written_test(const Scope *scope, const Clause *clause) {
  Arena *arena = scope->checker->arena;
  Expr *name = arena_new(arena, Expr), *test = arena_new(arena, Expr);
  *name = (Expr){ .kind = EXPR_NAME, .height = 1, .span = clause->name.span };
  name->as.name.text = clause->name.text;
  *test = (Expr){ .kind = EXPR_BINARY, .height = clause->as.score.threshold->height + 1,
                  .span = clause->as.score.threshold->span };
  test->as.binary.op = BINARY_AT_LEAST;
  test->as.binary.worded = WORDED_AMOUNT;
  test->as.binary.left = name;
  test->as.binary.right = clause->as.score.threshold;
  return test;
}

/* Below its threshold a score fails as a criterion of its name. */
Rule *score_rule(const Scope *scope, const Clause *clause) {
  const Score *score = score_named(scope, clause->name.text);
  if (!score || !score->threshold || term_failed(score->value))
    return NULL;
  Checker *checker = scope->checker;
  Rule *rule = arena_new(checker->arena, Rule);
  *rule = (Rule){ .kind = RULE_CRITERION, .name = score->name, .title = score->title,
                  .span = score->span, .bases = score->bases };
  const Term *test = term_binary(scope, written_test(scope, clause), type_of_kind(TYPE_TRUTH),
                                 BINARY_AT_LEAST, score->value, score->threshold);
  rule->requires = arena_array(checker->arena, ModelRequirement, 1);
  rule->requires[0] = (ModelRequirement){
    test, arena_format(checker->arena, model_words(checker->model, "%.*s is below %.*s."),
                       TEXT_PRINT(score->title.length ? score->title : score->name),
                       TEXT_PRINT(term_written(scope, score->threshold->span))),
    score->span };
  rule->require_count = 1;
  return rule;
}
