#include "interp/check/checker.h"

Scope scope_of_module(ModuleScope *module) {
  return (Scope){ .checker = module->checker, .module = module,
                  .most_slots = &module->checker->model->most_slots };
}

ModuleScope *module_at(ModuleScope *module, Span span) {
  const Checker *checker = module->checker;
  for (size_t i = 0; i < checker->modules.count && checker->model->amendments.count > 0; i++)
    if (checker->modules.items[i]->module->source->number == span.file)
      return checker->modules.items[i];
  return module;
}

Scope scope_at(const Scope *scope, Span span) {
  Scope there = *scope;
  there.module = module_at(scope->module, span);
  return there;
}

Scope scope_of_record(ModuleScope *module, const RecordType *record) {
  Scope scope = scope_of_module(module);
  Term *subject = arena_new(module->checker->arena, Term);
  *subject = (Term){ .kind = TERM_SUBJECT, .height = 1, .type = type_of_record(record) };
  scope.subject = record;
  scope.subject_term = subject;
  return scope;
}

/* What the variable hides: an outer variable or a field of the record judged. */
static void warn_hidden(const Scope *scope, Name name) {
  if (name.text.length == 0)
    return;
  Diags *diags = scope->checker->diags;
  for (const Variable *outer = scope->variables; outer; outer = outer->next) {
    if (!text_equal(outer->name, name.text))
      continue;
    diag_report(diags, DIAG_SHADOWED_NAME, name.span, "variable \"%.*s\" hides another of its name",
                TEXT_PRINT(name.text));
    diag_label(diags, outer->span, "the other one");
    diag_help(diags, "give the variable a name of its own");
    return;
  }
  const FieldType *field = scope->subject ? record_type_find(scope->subject, name.text) : NULL;
  if (!field)
    return;
  diag_report(diags, DIAG_SHADOWED_NAME, name.span, "variable \"%.*s\" hides a field of \"%.*s\"",
              TEXT_PRINT(name.text), TEXT_PRINT(scope->subject->name));
  diag_label(diags, field->span, "the field");
  diag_help(diags, "give the variable a name of its own");
}

Scope scope_with_variable(const Scope *scope, Name name, Type type, unsigned *slot) {
  Scope inner = *scope;
  warn_hidden(scope, name);
  Variable *variable = arena_new(scope->checker->arena, Variable);
  *slot = scope->next_slot;
  *variable = (Variable){ name.text, name.span, type, *slot, scope->variables, NULL };
  inner.variables = variable;
  inner.next_slot = *slot + 1;
  if (scope->most_slots && *scope->most_slots < inner.next_slot)
    *scope->most_slots = inner.next_slot;
  if (scope->checker->model->most_slots < inner.next_slot)
    scope->checker->model->most_slots = inner.next_slot;
  return inner;
}

/* ---- where an optional field is certainly given (semantics V4) --------------------------- */

/* Two ways to one fact: the same field of the same record. */
static bool same_path(const Term *a, const Term *b) {
  while (a->kind == TERM_FIELD && b->kind == TERM_FIELD) {
    if (a->as.field.field != b->as.field.field)
      return false;
    a = a->as.field.object;
    b = b->as.field.object;
  }
  if (a->kind != b->kind)
    return false;
  return a->kind == TERM_SUBJECT ||
         (a->kind == TERM_VARIABLE && a->as.variable.slot == b->as.variable.slot);
}

bool scope_is_given(const Scope *scope, const Term *field) {
  for (const Certain *certain = scope->given; certain; certain = certain->next)
    if (same_path(certain->field, field))
      return true;
  return false;
}

static void add_given(Scope *scope, const Term *test, bool truth) {
  if (test->kind == TERM_NOT) {
    add_given(scope, test->as.unary.operand, !truth);
    return;
  }
  if (test->kind == TERM_BINARY && test->as.binary.op == (truth ? BINARY_AND : BINARY_OR)) {
    add_given(scope, test->as.binary.left, truth);
    add_given(scope, test->as.binary.right, truth);
    return;
  }
  if (test->kind != TERM_STATE || test->as.state.test != STATE_TEST_GIVEN ||
      test->as.state.negated == truth || test->as.state.value->kind != TERM_FIELD)
    return;
  Certain *certain = arena_new(scope->checker->arena, Certain);
  *certain = (Certain){ test->as.state.value, scope->given };
  scope->given = certain;
}

Scope scope_where(const Scope *scope, const Term *test, bool truth) {
  Scope inner = *scope;
  if (test)
    add_given(&inner, test, truth);
  return inner;
}
