/* `set NAME = VALUE` of an amendment: another value in the versions with it (semantics X3, X7). */
#include "interp/check/amendments.h"

/* ---- the date that tells ------------------------------------------------------------- */

static bool names_field(const RecordType *record, const Expr *expr) {
  const Expr *inside = tree_inside(expr);
  return inside && inside->kind == EXPR_NAME && record_type_find(record, inside->as.name.text);
}

static const RecordType *subject_of(ModuleScope *module, const Decl *decision) {
  const Symbol *record = symbol_find(module, SPACE_TYPE, decision->as.decision.record);
  return record && record->kind == SYMBOL_RECORD ? record->as.record : NULL;
}

/* The record whose date is meant: that of `applies to`, else of the first decision that has it. */
static const RecordType *record_of(ModuleScope *module, const Amendment *amendment,
                                   const Expr *governed) {
  if (amendment->applies_to)
    return amendment->applies_to;
  const RecordType *first = NULL;
  const File *file = module->checker->modules.items[0]->module->tree;
  for (size_t i = 0; i < file->decls.count; i++) {
    if (file->decls.items[i]->kind != DECL_DECISION)
      continue;
    const RecordType *subject = subject_of(module, file->decls.items[i]);
    if (subject && names_field(subject, governed))
      return subject;
    first = first ? first : subject;
  }
  return first;
}

static Versions *versions_of(ModuleScope *module, const Amendment *amendment,
                             const Setting *setting) {
  Checker *checker = module->checker;
  Versions *versions = arena_new(checker->arena, Versions);
  versions->from = amendment;
  if (!setting->governed)
    return versions;
  const RecordType *record = record_of(module, amendment, setting->governed);
  Scope scope = record ? scope_of_record(module, record) : scope_of_module(module);
  const Term *date = term_of_kind(&scope, setting->governed, TYPE_DATE, "a governing date");
  if (term_failed(date))
    return versions;
  versions->governed = date;
  versions->record = record;
  return versions;
}

/* ---- the value ----------------------------------------------------------------------- */

static void add_value(Checker *checker, Parameter *parameter, DatedTerm value) {
  if (parameter->values.count == 0)
    LIST_ADD(checker->arena, &parameter->values, DatedTerm,
             ((DatedTerm){ .days = { DATE_FIRST, DATE_LAST }, .value = parameter->value,
                           .span = parameter->span, .bases = parameter->bases }));
  LIST_ADD(checker->arena, &parameter->values, DatedTerm, value);
}

static void check_set(Checker *checker, const Amendment *amendment, const Change *change) {
  ModuleScope *module = amendment_scope(checker, amendment);
  const Setting *setting = change->setting;
  ModelSetting made;
  if (!setting_check(module, setting, &made))
    return;
  if (made.cell) {
    diag_report(checker->diags, DIAG_NOT_AMENDABLE, change->head,
                "an amendment cannot set one cell of a table");
    diag_help(checker->diags, "declare a parameter for the cell, and set that");
    return;
  }
  Parameter *parameter = (Parameter *)made.parameter;
  if (amended_twice(checker, parameter->name, amendment, setting->span))
    return;
  QuotedRule about = bases_about_value(made.value, made.value->span);
  DatedTerm value = { .days = { DATE_FIRST, DATE_LAST }, .value = made.value,
                      .span = setting->span,
                      .versions = versions_of(module, amendment, setting),
                      .bases = bases_check(module, &setting->bases, &about) };
  if (made.dated)
    value.days = made.days;
  bases_need(module, &setting->bases, change->head, "set",
             (Name){ setting->span, parameter->name });
  add_value(checker, parameter, value);
}

/* ---- which are set when -------------------------------------------------------------- */

/* A declared parameter, rather than a number that stands in a clause (X9). */
static bool sets_declared(Checker *checker, const Amendment *amendment, const Setting *setting) {
  if (setting->path.count != 1)
    return false;
  const Symbol *symbol = symbol_find(amendment_scope(checker, amendment), SPACE_VALUE,
                                     setting->path.items[0]);
  return symbol != NULL;
}

static void set_all(Checker *checker, bool declared) {
  for (size_t i = 0; i < checker->model->amendments.count; i++) {
    const Amendment *amendment = checker->model->amendments.items[i];
    for (size_t j = 0; j < amendment->decl->as.amendment.changes.count; j++) {
      const Change *change = &amendment->decl->as.amendment.changes.items[j];
      if (change->kind == CHANGE_SET &&
          sets_declared(checker, amendment, change->setting) == declared)
        check_set(checker, amendment, change);
    }
  }
}

void amendments_set_parameters(Checker *checker) {
  set_all(checker, true);
}

void amendments_set_numbers(Checker *checker) {
  set_all(checker, false);
}
