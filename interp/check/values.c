#include "interp/check/checker.h"

/* ---- parameters -------------------------------------------------------------------------- */

static bool may_be_parameter(Checker *checker, const Term *value, const Decl *decl) {
  switch (value->type.kind) {
    case TYPE_RECORD: case TYPE_LIST:
      diag_report(checker->diags, DIAG_WRONG_TYPE, value->span,
                  "a parameter is one value, not %.*s",
                  TEXT_PRINT(type_named(checker, &value->type)));
      diag_label(checker->diags, decl->name.span, "the parameter");
      return false;
    default:
      return true;
  }
}

/* The one value that holds always. */
static bool read_value(Checker *checker, const Symbol *symbol, Parameter *parameter) {
  const Expr *written = symbol->decl->as.parameter.value;
  Scope scope = scope_of_module(symbol->module);
  scope.constant = MESSAGE("a parameter");
  scope.may_be_pending = written;
  scope.pending_name = symbol->name;
  parameter->value = term_value(&scope, written, NULL);
  parameter->type = parameter->value->type;
  return !term_failed(parameter->value) &&
         may_be_parameter(checker, parameter->value, symbol->decl);
}

static bool read_values(Checker *checker, const Symbol *symbol, Parameter *parameter) {
  if (!dated_values_written(symbol->decl))
    return read_value(checker, symbol, parameter);
  return dated_values_check(symbol->module, symbol, parameter) &&
         may_be_parameter(checker, parameter->value, symbol->decl);
}

const Parameter *parameter_understand(Checker *checker, Symbol *symbol, Span used) {
  if (symbol->progress == PROGRESS_DONE)
    return symbol->as.parameter;
  if (trail_enter(checker, symbol, used))
    return NULL;
  Parameter *parameter = symbol->as.parameter;
  bool whole = read_values(checker, symbol, parameter);
  trail_leave(checker, symbol);
  if (symbol->progress == PROGRESS_DONE)
    return symbol->as.parameter;
  symbol->progress = PROGRESS_DONE;
  if (!whole) {
    symbol->as.parameter = NULL;
    return NULL;
  }
  parameter->index = checker->model->parameters.count;
  LIST_ADD(checker->arena, &checker->model->parameters, Parameter *, parameter);
  return parameter;
}

static void check_bases(ModuleScope *module, Symbol *symbol, const Parameter *parameter) {
  const Decl *decl = symbol->decl;
  QuotedRule about = bases_about_value(parameter ? parameter->value : NULL,
                                       decl->as.parameter.value ? decl->as.parameter.value->span
                                                                : decl->span);
  ModelBases bases = bases_check(module, &decl->bases, &about);
  if (parameter)
    symbol->as.parameter->bases = bases;
  bases_need(module, &decl->bases, decl->name.span, "parameter", decl->name);
}

static void check_parameter(ModuleScope *module, Symbol *symbol) {
  const Decl *decl = symbol->decl;
  if (decl->as.parameter.table)
    return;                     /* with the definitions: it has an instance for each use */
  if (decl->as.parameter.arguments.count) {
    diag_report(module->checker->diags, DIAG_ARGUMENTS, decl->name.span,
                "a parameter takes no arguments");
    diag_help(module->checker->diags, "write \"define %.*s(…) = …\" for what depends on something",
              TEXT_PRINT(symbol->name));
  }
  const Parameter *parameter = parameter_understand(module->checker, symbol, symbol->span);
  if (!dated_values_written(decl))
    check_bases(module, symbol, parameter);
  else if (parameter)
    dated_bases_check(module, symbol, symbol->as.parameter);
}

void parameters_check(Checker *checker) {
  symbols_each(checker, SYMBOL_PARAMETER, check_parameter);
}

/* ---- calendars --------------------------------------------------------------------------- */

/* The days of a table or file, or those for which `when` holds. */
static const Term *closed_when(const Scope *scope, const Decl *decl, Name day) {
  unsigned slot;
  Scope inner = scope_with_variable(scope, day, type_of_kind(TYPE_DATE), &slot);
  if (decl->as.calendar.when)
    return term_truth(&inner, decl->as.calendar.when);
  Term *variable = term_new(&inner, TERM_VARIABLE, NULL, type_of_kind(TYPE_DATE));
  variable->as.variable.slot = slot;
  return calendar_closed_days(&inner, decl, variable);
}

static void check_calendar(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  Calendar *calendar = symbol->as.calendar;
  Scope scope = scope_of_module(module);
  scope.constant = MESSAGE("a calendar");
  scope.most_slots = &calendar->slots;
  if (decl->as.calendar.when && decl->as.calendar.arguments.count != 1) {
    diag_report(checker->diags, DIAG_ARGUMENTS, decl->name.span,
                "a calendar has one argument, the day");
    diag_help(checker->diags, "write \"calendar %.*s(day) when … from … to …\"",
              TEXT_PRINT(symbol->name));
    return;
  }
  Name day = decl->as.calendar.arguments.count ? decl->as.calendar.arguments.items[0].name
                                               : (Name){ SPAN_NONE, TEXT_NONE };
  calendar->when = closed_when(&scope, decl, day);
  bool dated = date_need(checker, decl->as.calendar.from, &calendar->from) &&
               date_need(checker, decl->as.calendar.to, &calendar->to);
  if (dated && calendar->to < calendar->from)
    diag_report(checker->diags, DIAG_PERIOD_EMPTY, decl->as.calendar.to.span,
                "this period ends before it begins");
  calendar->bases = bases_check(module, &decl->bases, NULL);
}

void calendars_check(Checker *checker) {
  symbols_each(checker, SYMBOL_CALENDAR, check_calendar);
}
