/* Definitions: each is understood for the types of arguments, and the record, that a use of it
 * brings along. */
#include "interp/check/checker.h"

/* ---- what is declared -------------------------------------------------------------------- */

const Argument *define_arguments(const Decl *decl, size_t *count) {
  bool parameter = decl->kind == DECL_PARAMETER;
  *count = parameter ? decl->as.parameter.arguments.count : decl->as.define.arguments.count;
  return parameter ? decl->as.parameter.arguments.items : decl->as.define.arguments.items;
}

static const DecisionTable *table_of(const Decl *decl) {
  return decl->kind == DECL_PARAMETER ? decl->as.parameter.table : decl->as.define.table;
}

/* ---- instances --------------------------------------------------------------------------- */

static bool knows(ModuleScope *module, const RecordType *record) {
  Name name = { SPAN_NONE, record->name };
  const Symbol *symbol = symbol_find(module, SPACE_TYPE, name);
  return symbol && symbol->kind == SYMBOL_RECORD && symbol->as.record == record;
}

/* The record whose bare fields the body may mean: the caller's, if the module knows that record,
 * or one of an exception does. */
static const RecordType *subject_for(const Scope *scope, const Symbol *symbol) {
  if (!scope->subject)
    return NULL;
  bool known = knows(symbol->module, scope->subject);
  for (size_t i = 0; i < symbol->exceptions.count && !known; i++)
    known = knows(symbol->exceptions.items[i]->module, scope->subject);
  return known ? scope->subject : NULL;
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
  size_t count;
  const Argument *arguments = define_arguments(symbol->decl, &count);
  Scope inner = subject ? scope_of_record(symbol->module, subject)
                        : scope_of_module(symbol->module);
  inner.governing = scope->governing;
  inner.constant = scope->constant;
  inner.subject_read = reads;
  inner.most_slots = &define->slots;
  for (size_t i = 0; i < count; i++) {
    unsigned slot;
    const RecordType *kept = inner.subject;
    inner.subject = NULL;                 /* an argument may well be called as a field is */
    inner = scope_with_variable(&inner, arguments[i].name, types[i], &slot);
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

static const Term *parameter_itself(const Scope *inner, Symbol *symbol, Span used) {
  const Parameter *parameter = parameter_understand(inner->checker, symbol, used);
  if (!parameter)
    return term_error(inner, NULL);
  Term *term = term_new(inner, TERM_PARAMETER, NULL, parameter->type);
  term->span = used;
  term->as.parameter.parameter = parameter;
  term_holds(inner, term, parameter->value);
  return term;
}

/* What holds in general: the value, the table, or the parameter that has exceptions. */
static const Term *general_term(const Scope *inner, Symbol *symbol) {
  const Decl *decl = symbol->decl;
  const DecisionTable *table = table_of(decl);
  Scope scope = *inner;
  if (decl->kind == DECL_PARAMETER)
    scope.constant = MESSAGE("a parameter");
  if (table)
    return decision_table_check(&scope, symbol->name, table, decl->kind == DECL_PARAMETER);
  return term_check(&scope, decl->as.define.value, NULL);
}

static const Term *kept(const Scope *scope, const Term *value) {
  if (value->type.kind != TYPE_MONEY)
    return value;
  Term *term = term_new(scope, TERM_ROUND, NULL, value->type);
  term->span = value->span;
  term->as.round.value = value;
  term->as.round.unit = fraction_from(1);
  term->as.round.kind = ROUNDED_NEAREST;
  term_holds(scope, term, value);
  return term;
}

static const Term *value_of(const Scope *inner, Symbol *symbol, Span used) {
  bool parameter = symbol->kind == SYMBOL_PARAMETER;
  bool plain = parameter && !table_of(symbol->decl);
  const Term *general = plain ? parameter_itself(inner, symbol, used) : NULL;
  if (trail_enter(inner->checker, symbol, used))
    return term_error(inner, NULL);
  if (!plain)
    general = general_term(inner, symbol);
  if (parameter && !plain && !term_failed(general))
    general = kept(inner, general);
  const Term *value = exceptions_to_value(inner, symbol->name, &symbol->exceptions, general,
                                          parameter);
  trail_leave(inner->checker, symbol);
  return value;
}

const Define *define_instance(const Scope *scope, Symbol *symbol, const Type *types, size_t count,
                              Span used) {
  Checker *checker = scope->checker;
  const RecordType *subject = subject_for(scope, symbol);
  const Define *known = find_instance(symbol, subject, types, count);
  if (known)
    return known->value ? known : NULL;
  if (count > ARGUMENTS_MOST)
    return NULL;
  Type *kept_types = arena_array(checker->arena, Type, count + 1);
  for (size_t i = 0; i < count; i++)
    kept_types[i] = types[i];
  Define *define = arena_new(checker->arena, Define);
  *define = (Define){ .name = symbol->name, .title = symbol->decl->label.text,
                      .span = symbol->span, .argument_count = count, .arguments = kept_types,
                      .parameter = symbol->kind == SYMBOL_PARAMETER };
  bool reads = false;
  Scope inner = scope_of_define(scope, symbol, subject, types, define, &reads);
  const Term *value = value_of(&inner, symbol, used);
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

static void walk_heading(FreeName *free_name, const NameList *names) {
  for (size_t i = 0; i < names->count; i++) {
    Expr name = { .kind = EXPR_NAME, .height = 1, .span = names->items[i].span };
    name.as.name.text = names->items[i].text;
    find_free(free_name, &name);
  }
}

/* The value, or the inputs and outputs of the table, and what exceptions say instead. */
static void walk_define(const Symbol *symbol, FreeName *free_name) {
  const DecisionTable *table = table_of(symbol->decl);
  tree_walk(table ? NULL : symbol->decl->as.define.value, find_free, free_name);
  if (table)
    walk_heading(free_name, &table->inputs);
  for (size_t i = 0; table && i < table->rows.count; i++)
    for (size_t j = 0; j < table->rows.items[i].outputs.count; j++)
      tree_walk(table->rows.items[i].outputs.items[j], find_free, free_name);
  for (size_t i = 0; i < symbol->exceptions.count; i++) {
    const Decl *decl = symbol->exceptions.items[i]->decl;
    tree_walk(decl->as.exception.value, find_free, free_name);
    tree_walk(decl->as.exception.when, find_free, free_name);
  }
}

/* What a definition without arguments reads is read by who names it. */
static void find_free_behind(FreeName *free_name, const Expr *expr) {
  Name name = { SPAN_NONE, expr->as.name.text };
  const Symbol *symbol = symbol_find(free_name->scope.module, SPACE_VALUE, name);
  if (!symbol || symbol->kind != SYMBOL_DEFINE || symbol->decl->as.define.arguments.count > 0 ||
      free_name->followed++ >= DEFINITIONS_FOLLOWED)
    return;
  walk_define(symbol, free_name);
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

/* Where nothing else tells, an input of a table is the codelist or the field that it is called as:
 * so a table that nothing uses yet is looked through for gaps all the same. */
static Type type_of_argument(ModuleScope *module, const Decl *decl, const Argument *argument) {
  Name quiet = { SPAN_NONE, argument->name.text };
  const Symbol *symbol = symbol_find(module, SPACE_TYPE, quiet);
  if (symbol && symbol->kind == SYMBOL_CODELIST)
    return (Type){ .kind = TYPE_CODE, .codes = symbol->as.codelist };
  const RecordType *record = table_of(decl) ? record_with(module->checker, argument->name.text)
                                            : NULL;
  return record ? record_type_find(record, argument->name.text)->type : type_of_kind(TYPE_UNKNOWN);
}

static void check_unused(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  size_t count;
  const Argument *arguments = define_arguments(decl, &count);
  Type *types = arena_array(checker->arena, Type, count + 1);
  Define define = { .slots = 0 };
  for (size_t i = 0; i < count; i++)
    types[i] = arguments[i].typed ? type_of_written(module, &arguments[i].type)
                                  : type_of_argument(module, decl, &arguments[i]);
  Scope outer = scope_of_module(module);
  FreeName free_name = { scope_of_define(&outer, symbol, NULL, types, &define, NULL), decl,
                         TEXT_NONE, 0 };
  walk_define(symbol, &free_name);
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
  size_t count;
  define_arguments(decl, &count);
  bool parameter = symbol->kind == SYMBOL_PARAMETER;
  if (parameter && !decl->as.parameter.table && symbol->exceptions.count == 0)
    return;
  if (count > ARGUMENTS_MOST) {
    diag_report(checker->diags, DIAG_TOO_MANY, decl->name.span,
                parameter ? "a parameter has at most %d arguments"
                          : MESSAGE("a definition has at most %d arguments"), ARGUMENTS_MOST);
    return;
  }
  if (symbol->instances.count == 0)
    check_unused(module, symbol);
  ModelBases bases = parameter && !decl->as.parameter.table
                         ? symbol->as.parameter ? symbol->as.parameter->bases : (ModelBases){ 0 }
                         : bases_check(module, &decl->bases, NULL);
  if (parameter && decl->as.parameter.table)
    bases_need(module, &decl->bases, decl->name.span, "parameter", decl->name);
  for (size_t i = 0; i < symbol->instances.count; i++)
    symbol->instances.items[i]->define->bases = bases;
}

void defines_check(Checker *checker) {
  symbols_each(checker, SYMBOL_DEFINE, check_define);
  symbols_each(checker, SYMBOL_PARAMETER, check_define);
}
