/* The versions that have a clause: what the terms of a model ask of an amendment (semantics X3). */
#include "interp/check/checker.h"

/* Mistakes in the date are reported where its own clause is read. */
static void find_governing(const Scope *scope, AmendedClause *amended) {
  Versions *versions = amended->versions;
  if (!amended->governed || versions->governed)
    return;
  Scope there = scope_at(scope, amended->governed->span);
  Diags *diags = scope->checker->diags;
  bool muted = diags->muted;
  diags->muted = true;
  const Term *date = term_of_kind(&there, amended->governed, TYPE_DATE, "a governing date");
  diags->muted = muted;
  if (term_failed(date))
    return;
  versions->governed = date;
  versions->record = scope->subject;
}

static const Term *stands_term(const Scope *scope, const Versions *versions) {
  Term *term = term_new(scope, TERM_STANDS, NULL, type_of_kind(TYPE_TRUTH));
  term->as.stands.versions = versions;
  return term;
}

const Term *clause_stands(const Scope *scope, const Clause *clause) {
  Checker *checker = scope->checker;
  for (size_t i = 0; i < checker->amended.count; i++) {
    if (checker->amended.items[i].clause != clause)
      continue;
    find_governing(scope, &checker->amended.items[i]);
    return stands_term(scope, checker->amended.items[i].versions);
  }
  return NULL;
}

bool clause_replaces(const Checker *checker, const Clause *clause) {
  for (size_t i = 0; i < checker->amended.count; i++)
    if (checker->amended.items[i].clause == clause)
      return checker->amended.items[i].versions->from != NULL;
  return false;
}

bool versions_have(const Versions *versions, size_t amended) {
  if (versions->from && versions->from->index >= amended)
    return false;
  for (size_t i = 0; i < versions->until.count; i++)
    if (versions->until.items[i]->index < amended)
      return false;
  return true;
}

const Amendment *amendment_at(const Model *model, Span span) {
  for (size_t i = 0; i < model->amendments.count; i++) {
    Span whole = model->amendments.items[i]->decl->span;
    if (whole.file == span.file && span.start >= whole.start && span.end <= whole.end)
      return model->amendments.items[i];
  }
  return NULL;
}

bool tree_amended(const Checker *checker, Span span) {
  return amendment_at(checker->model, span) != NULL;
}

const Term *decl_stands(const Scope *scope, const Decl *decl) {
  const Amendment *amendment = amendment_at(scope->checker->model, decl->span);
  if (!amendment)
    return NULL;
  Versions *versions = arena_new(scope->checker->arena, Versions);
  versions->from = amendment;
  return stands_term(scope, versions);
}

const Term *term_in_versions(const Scope *scope, const Term *stands, const Term *value,
                             const Term *otherwise) {
  if (!stands || term_failed(value) || term_failed(otherwise))
    return value;
  Term *term = term_new(scope, TERM_IF, value->expr, value->type);
  term->span = value->span;
  term->as.choice.condition = stands;
  term->as.choice.then = value;
  term->as.choice.otherwise = otherwise;
  term_holds(scope, term, value);
  term_holds(scope, term, otherwise);
  return term;
}

const Term *term_where_stands(const Scope *scope, const Term *stands, const Term *test) {
  if (!stands || !test)
    return stands ? stands : test;
  return term_failed(test) ? test
                           : term_binary(scope, test->expr, type_of_kind(TYPE_TRUTH), BINARY_AND,
                                         stands, test);
}
