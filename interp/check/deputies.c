/* Deputies of a delegation: they have its limits and its frame, and a `when` of their own (F6). */
#include "interp/check/checker.h"

static const Body *declare_role(ModuleScope *module, const Deputy *deputy, const Decl *decl) {
  Checker *checker = module->checker;
  Symbol *symbol = symbol_declare(module, SYMBOL_ROLE, deputy->name, decl);
  if (!symbol)
    return NULL;
  Body *body = arena_new(checker->arena, Body);
  *body = (Body){ .kind = BODY_ROLE, .name = deputy->name.text, .title = deputy->label.text,
                  .span = deputy->name.span };
  symbol->as.body = body;
  LIST_ADD(checker->arena, &checker->model->bodies, Body *, body);
  return body;
}

const Body *body_of_deputy(ModuleScope *module, const Deputy *deputy, const Decl *decl) {
  const Body *body = symbol_body(module, deputy->name);
  if (body || !deputy->label.text.length)
    return body;
  return declare_role(module, deputy, decl);
}

static Power *check_deputy(const Scope *scope, const Power *row, const Deputy *deputy) {
  Power *power = arena_new(scope->checker->arena, Power);
  *power = *row;
  power->deputy = true;
  power->span = deputy->span;
  const Body *body = symbol_need_body(scope->module, deputy->name);
  power->decider = body ? term_constant(scope, NULL, type_of_kind(TYPE_BODY), value_body(body))
                        : term_error(scope, NULL);
  power->when = deputy->when ? term_truth(scope, deputy->when) : NULL;
  if (deputy->bases.count)
    power->bases = bases_check(scope->module, &deputy->bases, NULL);
  return power;
}

size_t deputies_check(const Scope *scope, const Clause *clause, const Power *row, Power **powers,
                      size_t room) {
  size_t count = 0;
  for (size_t i = 0; i < clause->as.power.deputies.count && count < room; i++)
    powers[count++] = check_deputy(scope, row, &clause->as.power.deputies.items[i]);
  return count;
}
