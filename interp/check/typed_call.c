#include "interp/check/checker.h"

static const struct { const char *english; size_t least, most; } builtins[] = {
#define X(kind, name, least, most) [kind] = { name, least, most },
  BUILTINS(X)
#undef X
};

static const struct { Builtin builtin; const char *swedish; } swedish_names[] = {
  { BUILTIN_MAX, "högsta" },         { BUILTIN_MIN, "lägsta" },
  { BUILTIN_REMAINDER, "rest" },     { BUILTIN_ABSOLUTE, "absolutbelopp" },
  { BUILTIN_DATE, "datum" },         { BUILTIN_DAY_OF, "dag_i" },
  { BUILTIN_WEEKDAY, "veckodag" },   { BUILTIN_END_OF_MONTH, "månadens_slut" },
  { BUILTIN_COVERED, "omfattar" },   { BUILTIN_WORKING_DAYS_BETWEEN, "arbetsdagar_mellan" },
  { BUILTIN_FOLDED, "utan_skiftläge" }, { BUILTIN_AS_OF, "avstämningsdag" },
};

#define BUILTIN_COUNT (sizeof builtins / sizeof *builtins)

static bool find_builtin(Text name, Builtin *found) {
  for (size_t i = 0; i < BUILTIN_COUNT; i++)
    if (text_is(name, builtins[i].english)) {
      *found = (Builtin)i;
      return true;
    }
  for (size_t i = 0; i < sizeof swedish_names / sizeof *swedish_names; i++)
    if (text_is(name, swedish_names[i].swedish)) {
      *found = swedish_names[i].builtin;
      return true;
    }
  return false;
}

/* ---- functions of the language ----------------------------------------------------------- */

static const Term *report_count(const Scope *scope, const Expr *expr, size_t least, size_t most) {
  Name name = expr->as.call.name;
  if (least == most)
    diag_report(scope->checker->diags, DIAG_ARGUMENTS, expr->span,
                least == 1 ? "\"%.*s\" takes %zu argument, not %zu"
                           : MESSAGE("\"%.*s\" takes %zu arguments, not %zu"),
                TEXT_PRINT(name.text), least, expr->as.call.arguments.count);
  else
    diag_report(scope->checker->diags, DIAG_ARGUMENTS, expr->span,
                "\"%.*s\" takes %zu to %zu arguments, not %zu", TEXT_PRINT(name.text), least, most,
                expr->as.call.arguments.count);
  return term_error(scope, expr);
}

/* All arguments of one type: max, min, remainder. */
static bool common_type(const Scope *scope, const Term *const *arguments, size_t count,
                        Type *type) {
  *type = arguments[0]->type;
  for (size_t i = 1; i < count; i++) {
    if (type_common(type, &arguments[i]->type, type))
      continue;
    Diags *diags = scope->checker->diags;
    DiagCode code = type_currencies_differ(type, &arguments[i]->type) ? DIAG_CURRENCY_MIX
                                                                      : DIAG_TYPE_MISMATCH;
    diag_report(diags, code, arguments[i]->span, "the arguments are of different types");
    diag_mark(diags, "this is %.*s", TEXT_PRINT(type_named(scope->checker, &arguments[i]->type)));
    diag_label(diags, arguments[0]->span, "this is %.*s",
               TEXT_PRINT(type_named(scope->checker, type)));
    return false;
  }
  return true;
}

static bool wants(const Scope *scope, const Term *argument, TypeKind kind, const char *function) {
  if (argument->type.kind == TYPE_UNKNOWN || argument->type.kind == kind)
    return true;
  Type wanted = type_of_kind(kind);
  diag_report(scope->checker->diags, DIAG_WRONG_TYPE, argument->span, "\"%s\" takes %.*s here",
              function, TEXT_PRINT(type_named(scope->checker, &wanted)));
  diag_mark(scope->checker->diags, "this is %.*s",
            TEXT_PRINT(type_named(scope->checker, &argument->type)));
  return false;
}

static bool wants_quantity(const Scope *scope, const Term *argument, const char *function) {
  if (argument->type.kind == TYPE_UNKNOWN || type_is_quantity(&argument->type))
    return true;
  diag_report(scope->checker->diags, DIAG_WRONG_TYPE, argument->span,
              "\"%s\" takes a number, a rate or money", function);
  diag_mark(scope->checker->diags, "this is %.*s",
            TEXT_PRINT(type_named(scope->checker, &argument->type)));
  return false;
}

static bool wants_ordered(const Scope *scope, const Term *argument, const char *function) {
  if (argument->type.kind == TYPE_UNKNOWN || type_is_ordered(&argument->type))
    return true;
  diag_report(scope->checker->diags, DIAG_WRONG_TYPE, argument->span,
              "\"%s\" takes values that can be ordered", function);
  diag_mark(scope->checker->diags, "this is %.*s",
            TEXT_PRINT(type_named(scope->checker, &argument->type)));
  return false;
}

/* The result's type; TYPE_UNKNOWN if an argument was reported. */
static Type type_of_builtin(const Scope *scope, const Expr *expr, Builtin builtin,
                            const Term *const *arguments, size_t count) {
  const char *name = builtins[builtin].english;
  Type none = type_of_kind(TYPE_UNKNOWN), type = none;
  switch (builtin) {
    case BUILTIN_MAX: case BUILTIN_MIN:
      return wants_ordered(scope, arguments[0], name) &&
             common_type(scope, arguments, count, &type) ? type : none;
    case BUILTIN_REMAINDER:
      return wants_quantity(scope, arguments[0], name) &&
             common_type(scope, arguments, count, &type) ? type : none;
    case BUILTIN_ABSOLUTE:
      return wants_quantity(scope, arguments[0], name) ? arguments[0]->type : none;
    case BUILTIN_DATE:
      for (size_t i = 0; i < count; i++)
        if (!wants(scope, arguments[i], TYPE_INTEGER, name))
          return none;
      return type_of_kind(TYPE_DATE);
    case BUILTIN_YEAR_OF: case BUILTIN_MONTH_OF: case BUILTIN_DAY_OF: case BUILTIN_WEEKDAY:
      return wants(scope, arguments[0], TYPE_DATE, name) ? type_of_kind(TYPE_INTEGER) : none;
    case BUILTIN_END_OF_MONTH:
      return wants(scope, arguments[0], TYPE_DATE, name) ? type_of_kind(TYPE_DATE) : none;
    case BUILTIN_COVERED:
      return wants(scope, arguments[0], TYPE_DATE, name) &&
             wants(scope, arguments[1], TYPE_DURATION, name) &&
             time_allowed(scope, arguments[1], expr->span, "counting a covered period")
               ? type_of_kind(TYPE_DATE) : none;
    case BUILTIN_WORKING_DAYS_BETWEEN:
      return wants(scope, arguments[0], TYPE_DATE, name) &&
             wants(scope, arguments[1], TYPE_DATE, name) &&
             time_allowed(scope, NULL, expr->span, "counting working days")
               ? type_of_kind(TYPE_INTEGER) : none;
    case BUILTIN_FOLDED:
      return wants(scope, arguments[0], TYPE_TEXT, name) ? type_of_kind(TYPE_TEXT) : none;
    case BUILTIN_AS_OF:
      if (!scope->checker->model->as_of_read.file)
        scope->checker->model->as_of_read = expr->span;
      return type_of_kind(TYPE_DATE);
  }
  return none;
}

static const Term *make_builtin(const Scope *scope, const Expr *expr, Builtin builtin,
                                const Expr *const *written, size_t count) {
  const Term **arguments = arena_array(scope->checker->arena, const Term *, count + 1);
  bool failed = false;
  for (size_t i = 0; i < count; i++) {
    arguments[i] = term_value(scope, written[i], NULL);
    failed |= term_failed(arguments[i]);
  }
  if (failed)
    return term_error(scope, expr);
  Type type = type_of_builtin(scope, expr, builtin, arguments, count);
  if (type.kind == TYPE_UNKNOWN && count && arguments[0]->type.kind != TYPE_UNKNOWN)
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_BUILTIN, expr, type);
  term->as.builtin.builtin = builtin;
  term->as.builtin.arguments = arguments;
  term->as.builtin.count = count;
  term->as.builtin.calendar = scope->checker->model->law_calendar;
  for (size_t i = 0; i < count; i++)
    term_holds(scope, term, arguments[i]);
  return term;
}

/* ---- definitions ------------------------------------------------------------------------- */

static const Term *argument_term(const Scope *scope, const Expr *expr, const Argument *argument,
                                 ModuleScope *module, Type *type) {
  Type wanted = argument->typed ? type_of_written(module, &argument->type)
                                : type_of_kind(TYPE_UNKNOWN);
  const Term *term = term_value(scope, expr, argument->typed ? &wanted : NULL);
  *type = argument->typed ? wanted : term->type;
  Type common;
  if (wanted.kind == TYPE_UNKNOWN || term->type.kind == TYPE_UNKNOWN) {
    term_settle(term, &wanted);
    return term;
  }
  if (type_common(&wanted, &term->type, &common) && type_equal(&common, &wanted))
    return term;
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_WRONG_TYPE, expr->span, "argument \"%.*s\" is %.*s",
              TEXT_PRINT(argument->name.text), TEXT_PRINT(type_named(scope->checker, &wanted)));
  diag_mark(diags, "this is %.*s", TEXT_PRINT(type_named(scope->checker, &term->type)));
  diag_label(diags, argument->name.span, "declared here");
  return term_error(scope, expr);
}

static const Term *call_define(const Scope *scope, const Expr *expr, Symbol *symbol) {
  size_t count;
  const Argument *declared = define_arguments(symbol->decl, &count);
  if (count != expr->as.call.arguments.count)
    return report_count(scope, expr, count, count);
  const Term **arguments = arena_array(scope->checker->arena, const Term *, count + 1);
  Type *types = arena_array(scope->checker->arena, Type, count + 1);
  bool failed = false;
  for (size_t i = 0; i < count; i++) {
    arguments[i] = argument_term(scope, expr->as.call.arguments.items[i],
                                 &declared[i], symbol->module, &types[i]);
    failed |= term_failed(arguments[i]);
  }
  const Define *define = failed ? NULL : define_instance(scope, symbol, types, count, expr->span);
  if (!define)
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_CALL, expr, define->type);
  term->as.call.define = define;
  term->as.call.arguments = arguments;
  for (size_t i = 0; i < count; i++)
    term_holds(scope, term, arguments[i]);
  term_holds(scope, term, define->value);
  return term;
}

static const Term *call_ladder(const Scope *scope, const Expr *expr, Symbol *symbol) {
  if (expr->as.call.arguments.count != 1)
    return report_count(scope, expr, 1, 1);
  return ladder_term(scope, expr, symbol,
                     term_value(scope, expr->as.call.arguments.items[0], NULL));
}

/* regionbidrag(KN) alone. */
static const Term *report_whole_budget(const Scope *scope, const Expr *expr,
                                       const Symbol *symbol) {
  Text name = symbol->name;
  diag_report(scope->checker->diags, DIAG_WRONG_KIND, expr->span, "%s \"%.*s\" is not one value",
              symbol_kind_text(scope->checker, symbol->kind), TEXT_PRINT(name));
  diag_label(scope->checker->diags, symbol->span, "declared here");
  diag_help(scope->checker->diags, symbol->kind == SYMBOL_BUDGET
            ? "say which line: %.*s(…).LINE" : MESSAGE("say what of it: %.*s(…).margin"),
            TEXT_PRINT(name));
  return term_error(scope, expr);
}

static const Term *report_no_function(const Scope *scope, const Expr *expr, const Symbol *symbol) {
  Diags *diags = scope->checker->diags;
  Name name = expr->as.call.name;
  if (symbol && (symbol->kind == SYMBOL_BUDGET || symbol->kind == SYMBOL_TARGET))
    return report_whole_budget(scope, expr, symbol);
  if (!symbol && symbols_unread(scope->checker, name.text))
    return term_error(scope, expr);
  if (symbol) {
    diag_report(diags, DIAG_ARGUMENTS, expr->span, "%s \"%.*s\" takes no arguments",
                symbol_kind_text(scope->checker, symbol->kind), TEXT_PRINT(name.text));
    diag_label(diags, symbol->span, "declared here");
    return term_error(scope, expr);
  }
  diag_report(diags, DIAG_UNKNOWN_NAME, name.span, "function \"%.*s\" is not declared",
              TEXT_PRINT(name.text));
  Guess guess = guess_start(scope->checker, name.text);
  guess_offer_space(&guess, scope->module, SPACE_VALUE);
  for (size_t i = 0; i < BUILTIN_COUNT; i++)
    guess_offer(&guess, text_from(builtins[i].english));
  guess_help(&guess);
  return term_error(scope, expr);
}

const Term *typed_call(const Scope *scope, const Expr *expr) {
  Name name = expr->as.call.name;
  Builtin builtin;
  Symbol *symbol = symbol_find(scope->module, SPACE_VALUE, name);
  if (symbol && (symbol->kind == SYMBOL_DEFINE ||
                 (symbol->kind == SYMBOL_PARAMETER && symbol->decl->as.parameter.table)))
    return call_define(scope, expr, symbol);
  if (symbol && symbol->kind == SYMBOL_TABLE)
    return typed_lookup(scope, expr, symbol);
  if (symbol && symbol->kind == SYMBOL_LADDER)
    return call_ladder(scope, expr, symbol);
  if (!find_builtin(name.text, &builtin))
    return report_no_function(scope, expr, symbol);
  size_t count = expr->as.call.arguments.count;
  if (count < builtins[builtin].least || count > builtins[builtin].most)
    return report_count(scope, expr, builtins[builtin].least, builtins[builtin].most);
  return make_builtin(scope, expr, builtin, expr->as.call.arguments.items, count);
}

/* year of d, month of d */
const Term *typed_unary(const Scope *scope, const Expr *expr) {
  const Expr *operand = expr->as.unary.operand;
  UnaryOp op = expr->as.unary.op;
  if (op == UNARY_YEAR_OF || op == UNARY_MONTH_OF)
    return make_builtin(scope, expr, op == UNARY_YEAR_OF ? BUILTIN_YEAR_OF : BUILTIN_MONTH_OF,
                        &operand, 1);
  const Term *value = op == UNARY_NOT ? term_truth(scope, operand)
                                      : term_value(scope, operand, NULL);
  if (term_failed(value))
    return term_error(scope, expr);
  if (op == UNARY_MINUS && value->type.kind != TYPE_UNKNOWN && !type_is_quantity(&value->type) &&
      value->type.kind != TYPE_DURATION) {
    diag_report(scope->checker->diags, DIAG_WRONG_TYPE, expr->span,
                "a minus stands before a number, a rate, money or a duration");
    diag_mark(scope->checker->diags, "this is %.*s",
              TEXT_PRINT(type_named(scope->checker, &value->type)));
    return term_error(scope, expr);
  }
  Term *term = term_new(scope, op == UNARY_NOT ? TERM_NOT : TERM_NEGATE, expr, value->type);
  term->as.unary.operand = value;
  term_holds(scope, term, value);
  return term;
}
