#include "interp/check/checker.h"

/* ---- parameters -------------------------------------------------------------------------- */

static void keep_parameter(Checker *checker, Parameter *parameter, const Term *value) {
  parameter->value = value;
  parameter->type = value->type;
  parameter->index = checker->model->parameters.count;
  LIST_ADD(checker->arena, &checker->model->parameters, Parameter *, parameter);
}

static bool may_be_parameter(Checker *checker, const Term *value, const Decl *decl) {
  switch (value->type.kind) {
    case TYPE_RECORD: case TYPE_LIST:
      diag_report(checker->diags, DIAG_WRONG_TYPE, value->span,
                  "a parameter is one value, not %.*s",
                  TEXT_PRINT(type_named(checker->arena, &value->type)));
      diag_label(checker->diags, decl->name.span, "the parameter");
      return false;
    default:
      return true;
  }
}

const Parameter *parameter_understand(Checker *checker, Symbol *symbol, Span used) {
  if (symbol->progress == PROGRESS_DONE)
    return symbol->as.parameter;
  if (trail_enter(checker, symbol, used))
    return NULL;
  const Decl *decl = symbol->decl;
  Parameter *parameter = symbol->as.parameter;
  Scope scope = scope_of_module(symbol->module);
  scope.constant = "a parameter";
  scope.may_be_pending = decl->as.parameter.value;
  scope.pending_name = symbol->name;
  const Term *value = term_value(&scope, decl->as.parameter.value, NULL);
  trail_leave(checker, symbol);
  bool whole = !term_failed(value) && may_be_parameter(checker, value, decl);
  if (symbol->progress == PROGRESS_DONE)
    return symbol->as.parameter;
  symbol->progress = PROGRESS_DONE;
  if (!whole) {
    symbol->as.parameter = NULL;
    return NULL;
  }
  keep_parameter(checker, parameter, value);
  return parameter;
}

static void check_parameter(ModuleScope *module, Symbol *symbol) {
  const Decl *decl = symbol->decl;
  if (decl->as.parameter.arguments.count) {
    diag_report(module->checker->diags, DIAG_ARGUMENTS, decl->name.span,
                "a parameter takes no arguments");
    diag_help(module->checker->diags, "write \"define %.*s(…) = …\" for what depends on something",
              TEXT_PRINT(symbol->name));
  }
  const Parameter *parameter = parameter_understand(module->checker, symbol, symbol->span);
  QuotedRule about = bases_about_value(parameter ? parameter->value : NULL,
                                       decl->as.parameter.value ? decl->as.parameter.value->span
                                                                : decl->span);
  ModelBases bases = bases_check(module, &decl->bases, &about);
  if (parameter)
    symbol->as.parameter->bases = bases;
  bases_need(module, &decl->bases, decl->name.span, "parameter", decl->name);
}

void parameters_check(Checker *checker) {
  symbols_each(checker, SYMBOL_PARAMETER, check_parameter);
}

/* ---- definitions ------------------------------------------------------------------------- */

/* The record whose bare fields the body may mean: the caller's, if the module knows that record. */
static const RecordType *subject_for(const Scope *scope, const Symbol *symbol) {
  if (!scope->subject)
    return NULL;
  Name name = { SPAN_NONE, scope->subject->name };
  const Symbol *record = symbol_find(symbol->module, SPACE_TYPE, name);
  return record && record->kind == SYMBOL_RECORD && record->as.record == scope->subject
           ? scope->subject : NULL;
}

static const Define *find_instance(const Symbol *symbol, const RecordType *subject,
                                   const Type *types, size_t count) {
  for (size_t i = 0; i < symbol->instances.count; i++) {
    const Define *define = symbol->instances.items[i]->define;
    bool same = !define->subject || define->subject == subject;
    for (size_t j = 0; same && j < count; j++)
      same = type_equal(&define->arguments[j], &types[j]);
    if (same)
      return define;
  }
  return NULL;
}

static Scope scope_of_define(const Scope *scope, const Symbol *symbol, const RecordType *subject,
                             const Type *types, Define *define, bool *reads) {
  const Decl *decl = symbol->decl;
  Scope inner = subject ? scope_of_record(symbol->module, subject)
                        : scope_of_module(symbol->module);
  inner.governing = scope->governing;
  inner.constant = scope->constant;
  inner.subject_read = reads;
  inner.most_slots = &define->slots;
  for (size_t i = 0; i < decl->as.define.arguments.count; i++) {
    unsigned slot;
    const RecordType *kept = inner.subject;
    inner.subject = NULL;                 /* an argument may well be called as a field is */
    inner = scope_with_variable(&inner, decl->as.define.arguments.items[i].name, types[i], &slot);
    inner.subject = kept;
  }
  return inner;
}

static bool is_unknown_instance(const Type *types, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (types[i].kind == TYPE_UNKNOWN)
      return true;
  return false;
}

const Define *define_instance(const Scope *scope, Symbol *symbol, const Type *types, size_t count,
                              Span used) {
  Checker *checker = scope->checker;
  const RecordType *subject = subject_for(scope, symbol);
  const Define *known = find_instance(symbol, subject, types, count);
  if (known)
    return known->value ? known : NULL;
  if (count > ARGUMENTS_MOST || trail_enter(checker, symbol, used))
    return NULL;
  Type *kept = arena_array(checker->arena, Type, count + 1);
  for (size_t i = 0; i < count; i++)
    kept[i] = types[i];
  Define *define = arena_new(checker->arena, Define);
  *define = (Define){ .name = symbol->name, .title = symbol->decl->label.text,
                      .span = symbol->span, .argument_count = count, .arguments = kept };
  bool reads = false;
  Scope inner = scope_of_define(scope, symbol, subject, types, define, &reads);
  const Term *value = term_check(&inner, symbol->decl->as.define.value, NULL);
  trail_leave(checker, symbol);
  if (value->kind == TERM_FIELD)
    term_need_value(&inner, value);
  define->type = value->type;
  define->subject = reads ? subject : NULL;
  define->value = term_failed(value) ? NULL : value;
  define->divides = define->value && term_divides(value);
  Instance *instance = arena_new(checker->arena, Instance);
  instance->define = define;
  LIST_ADD(checker->arena, &symbol->instances, Instance *, instance);
  if (define->value && !is_unknown_instance(types, count))
    LIST_ADD(checker->arena, &checker->model->defines, Define *, define);
  return define->value ? define : NULL;
}

/* ---- definitions that nothing uses are checked all the same ------------------------------ */

typedef struct {
  Scope       scope;
  const Decl *decl;
  Text        name;           /* the first that nothing but a field can be */
  size_t      followed;       /* definitions looked into on the way */
} FreeName;

/* A record with such a field, those of decisions first. */
static const RecordType *record_with(const Checker *checker, Text field) {
  const Model *model = checker->model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const RecordType *subject = model->decisions.items[i]->subject;
    if (subject && record_type_find(subject, field))
      return subject;
  }
  for (size_t i = 0; i < model->records.count; i++)
    if (record_type_find(model->records.items[i], field))
      return model->records.items[i];
  return NULL;
}

enum { DEFINITIONS_FOLLOWED = 32 };

static bool find_free(void *context, const Expr *expr);

/* What a definition without arguments reads is read by who names it. */
static void find_free_behind(FreeName *free_name, const Expr *expr) {
  Name name = { SPAN_NONE, expr->as.name.text };
  const Symbol *symbol = symbol_find(free_name->scope.module, SPACE_VALUE, name);
  if (!symbol || symbol->kind != SYMBOL_DEFINE || symbol->decl->as.define.arguments.count > 0 ||
      free_name->followed++ >= DEFINITIONS_FOLLOWED)
    return;
  tree_walk(symbol->decl->as.define.value, find_free, free_name);
}

static bool find_free(void *context, const Expr *expr) {
  FreeName *free_name = context;
  if (expr->kind == EXPR_NAME && free_name->name.length == 0)
    find_free_behind(free_name, expr);
  if (expr->kind != EXPR_NAME || free_name->name.length ||
      typed_name_known(&free_name->scope, expr))
    return free_name->name.length == 0;
  if (!record_with(free_name->scope.checker, expr->as.name.text))
    return true;                          /* the variable of a list operation, say */
  free_name->name = expr->as.name.text;
  return false;
}

static void check_unused(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  size_t count = decl->as.define.arguments.count;
  Type *types = arena_array(checker->arena, Type, count + 1);
  Define define = { .slots = 0 };
  for (size_t i = 0; i < count; i++)
    if (decl->as.define.arguments.items[i].typed)
      types[i] = type_of_written(module, &decl->as.define.arguments.items[i].type);
  Scope outer = scope_of_module(module);
  FreeName free_name = { scope_of_define(&outer, symbol, NULL, types, &define, NULL), decl,
                         TEXT_NONE, 0 };
  tree_walk(decl->as.define.value, find_free, &free_name);
  const RecordType *subject = free_name.name.length ? record_with(checker, free_name.name) : NULL;
  Scope scope = subject ? scope_of_record(module, subject) : scope_of_module(module);
  scope.governing = true;
  checker->trying = is_unknown_instance(types, count);
  define_instance(&scope, symbol, types, count, symbol->span);
  checker->trying = false;
}

static void check_define(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  if (decl->as.define.arguments.count > ARGUMENTS_MOST) {
    diag_report(checker->diags, DIAG_TOO_MANY, decl->name.span,
                "a definition has at most %d arguments", ARGUMENTS_MOST);
    return;
  }
  if (symbol->instances.count == 0)
    check_unused(module, symbol);
  ModelBases bases = bases_check(module, &decl->bases, NULL);
  for (size_t i = 0; i < symbol->instances.count; i++)
    symbol->instances.items[i]->define->bases = bases;
}

void defines_check(Checker *checker) {
  symbols_each(checker, SYMBOL_DEFINE, check_define);
}

/* ---- calendars --------------------------------------------------------------------------- */

static void check_calendar(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  Calendar *calendar = symbol->as.calendar;
  Scope scope = scope_of_module(module);
  scope.constant = "a calendar";
  scope.most_slots = &calendar->slots;
  if (decl->as.calendar.arguments.count != 1) {
    diag_report(checker->diags, DIAG_ARGUMENTS, decl->name.span,
                "a calendar has one argument, the day");
    diag_help(checker->diags, "write \"calendar %.*s(day) when … from … to …\"",
              TEXT_PRINT(symbol->name));
    return;
  }
  unsigned slot;
  scope = scope_with_variable(&scope, decl->as.calendar.arguments.items[0].name,
                              type_of_kind(TYPE_DATE), &slot);
  calendar->when = term_truth(&scope, decl->as.calendar.when);
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
