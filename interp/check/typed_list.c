#include "interp/check/checker.h"

/* ---- what a list operation runs over ----------------------------------------------------- */

typedef struct {
  TermDomain domain;
  Type       element;
  bool       may_be_empty;
  bool       failed;
} Run;

static Run run_failed(void) {
  return (Run){ .failed = true, .element = { .kind = TYPE_UNKNOWN } };
}

static Run run_of_numbers(const Scope *scope, const Domain *domain) {
  Run run = { .element = { .kind = TYPE_INTEGER } };
  run.domain.low = term_of_kind(scope, domain->from, TYPE_INTEGER, "the first of a row of numbers");
  run.domain.high = term_of_kind(scope, domain->end, TYPE_INTEGER, "the last of a row of numbers");
  run.failed = term_failed(run.domain.low) || term_failed(run.domain.high);
  Value low, high;
  run.may_be_empty = !run.failed && !(term_is_constant(run.domain.low, &low) &&
                                      term_is_constant(run.domain.high, &high) &&
                                      fraction_compare(low.as.number, high.as.number) <= 0);
  return run;
}

/* All records of a type, by the record's name. */
static const RecordType *record_named(const Scope *scope, const Expr *from) {
  const Expr *inside = tree_inside(from);
  if (inside->kind != EXPR_NAME || typed_name_known(scope, inside))
    return NULL;
  Name name = { inside->span, inside->as.name.text };
  const Symbol *symbol = symbol_find(scope->module, SPACE_TYPE, name);
  return symbol && symbol->kind == SYMBOL_RECORD ? symbol->as.record : NULL;
}

static Run run_of_records(const Scope *scope, const Expr *from, const RecordType *record) {
  if (scope->constant) {
    diag_report(scope->checker->diags, DIAG_NOT_CONSTANT, from->span,
                "%s cannot depend on the records \"%.*s\"",
                diag_words(scope->checker->diags, scope->constant),
                TEXT_PRINT(record->name));
    return run_failed();
  }
  return (Run){ .domain = { .all = record }, .element = type_of_record(record),
                .may_be_empty = record->row_count == 0 };
}

static Run run_of_list(const Scope *scope, const Expr *from) {
  const Term *list = term_check(scope, from, NULL);
  if (term_failed(list))
    return run_failed();
  if (list->type.kind != TYPE_LIST) {
    Diags *diags = scope->checker->diags;
    if (list->type.kind == TYPE_UNKNOWN)
      return run_failed();
    diag_report(diags, DIAG_NOT_A_LIST, from->span,
                "a list operation runs over a list or a record");
    diag_mark(diags, "this is %.*s", TEXT_PRINT(type_named(scope->checker, &list->type)));
    return run_failed();
  }
  bool optional = list->kind == TERM_FIELD && list->as.field.field->optional;
  return (Run){ .domain = { .list = list }, .element = *list->type.element,
                .may_be_empty = optional || list->kind != TERM_FIELD };
}

static Run run_check(const Scope *scope, const Domain *domain) {
  if (!domain->from)
    return run_failed();
  if (domain->end)
    return run_of_numbers(scope, domain);
  const RecordType *record = record_named(scope, domain->from);
  return record ? run_of_records(scope, domain->from, record) : run_of_list(scope, domain->from);
}

static void holds_domain(const Scope *scope, Term *term, const TermDomain *domain) {
  term_holds(scope, term, domain->list);
  term_holds(scope, term, domain->low);
  term_holds(scope, term, domain->high);
}

/* A record served before is read with its results (F7). */
static const Variable *variable_with_results(const Scope *scope, const Variable *variable) {
  Variable *own = arena_new(scope->checker->arena, Variable);
  *own = *variable;
  own->results = scope->work->decision;
  return own;
}

/* The scope of what is asked of each element; `where` is checked into *where. */
static Scope scope_of_run(const Scope *scope, const Domain *domain, Run *run, const Expr *where,
                          const Term **test) {
  Scope inner = scope_with_variable(scope, domain->variable, run->element, &run->domain.slot);
  const Term *list = run->domain.list;
  if (list && list->kind == TERM_EARLIER)
    inner.variables = variable_with_results(scope, inner.variables);
  *test = where ? term_truth(&inner, where) : NULL;
  return *test ? scope_where(&inner, *test, true) : inner;
}

/* ---- every, some, at least n ------------------------------------------------------------- */

static bool read_least(const Scope *scope, const Expr *expr, int64_t *least) {
  Fraction number;
  *least = 0;
  if (expr->as.quantified.kind != QUANTIFIED_AT_LEAST)
    return true;
  if (fraction_parse(expr->as.quantified.least, '.', &number) && fraction_to_int64(number, least) &&
      *least >= 0)
    return true;
  diag_report(scope->checker->diags, DIAG_NUMBER_TOO_LARGE, expr->span,
              "\"at least\" takes a whole number before a variable");
  return false;
}

const Term *typed_quantified(const Scope *scope, const Expr *expr) {
  Run run = run_check(scope, &expr->as.quantified.domain);
  const Term *where;
  Scope inner = scope_of_run(scope, &expr->as.quantified.domain, &run, expr->as.quantified.where,
                             &where);
  const Term *satisfies = term_truth(&inner, expr->as.quantified.satisfies);
  int64_t least;
  if (!read_least(scope, expr, &least) || run.failed || term_failed(satisfies) ||
      (where && term_failed(where)))
    return term_error(scope, expr);
  if (expr->as.quantified.kind == QUANTIFIED_EVERY && (run.may_be_empty || where)) {
    diag_report(scope->checker->diags, DIAG_EVERY_OF_NOTHING, expr->span,
                "\"every\" is yes where there is nothing to ask");
    diag_help(scope->checker->diags, "if that is wrong, write \"some … and every …\" as well");
  }
  Term *term = term_new(scope, TERM_QUANTIFIED, expr, type_of_kind(TYPE_TRUTH));
  term->as.quantified.kind = expr->as.quantified.kind;
  term->as.quantified.least = least;
  term->as.quantified.domain = run.domain;
  term->as.quantified.where = where;
  term->as.quantified.satisfies = satisfies;
  holds_domain(scope, term, &run.domain);
  term_holds(scope, term, where);
  term_holds(scope, term, satisfies);
  return term;
}

/* ---- sum of, count of … ------------------------------------------------------------------ */

static bool not_constant(void *context, const Term *term) {
  bool *found = context;
  *found |= term->kind == TERM_FIELD || term->kind == TERM_VARIABLE || term->kind == TERM_AGGREGATE;
  return !*found;
}

static bool find_division(void *context, const Term *term) {
  bool *divides = context;
  if (term->kind == TERM_ROUND)
    return false;
  if (term->kind == TERM_CALL && term->as.call.define->divides)
    *divides = true;
  if (term->kind == TERM_BINARY && term->as.binary.op == BINARY_DIVIDE)
    term_walk(term->as.binary.right, not_constant, divides);
  return !*divides;
}

bool term_divides(const Term *term) {
  bool divides = false;
  term_walk(term, find_division, &divides);
  return divides;
}

static const char *kind_text(AggregateKind kind) {
  static const char *const names[] = {
#define X(name, label) [name] = label,
    AGGREGATE_KINDS(X)
#undef X
  };
  return names[kind];
}

static bool value_fits(const Scope *scope, const Expr *expr, const Term *value) {
  AggregateKind kind = expr->as.aggregate.kind;
  const Type *type = &value->type;
  bool fits = true;
  switch (kind) {
    case AGGREGATE_SUM: case AGGREGATE_AVERAGE:
      fits = type_is_quantity(type);
      break;
    case AGGREGATE_MAX: case AGGREGATE_MIN:
      fits = type_is_ordered(type);
      break;
    case AGGREGATE_DISTINCT: case AGGREGATE_LIST: case AGGREGATE_THE: case AGGREGATE_FIRST:
      fits = type->kind != TYPE_LIST;
      break;
    case AGGREGATE_COUNT: case AGGREGATE_SHARE:
      break;
  }
  if (fits || type->kind == TYPE_UNKNOWN)
    return true;
  diag_report(scope->checker->diags, DIAG_WRONG_TYPE, value->span, "\"%s\" cannot be taken here",
              kind_text(kind));
  diag_mark(scope->checker->diags, "this is %.*s",
            TEXT_PRINT(type_named(scope->checker, type)));
  return false;
}

static Type type_of_aggregate(const Scope *scope, AggregateKind kind, const Term *value) {
  switch (kind) {
    case AGGREGATE_COUNT: case AGGREGATE_DISTINCT:
      return type_of_kind(TYPE_INTEGER);
    case AGGREGATE_SHARE:
      return type_of_kind(TYPE_RATE);
    case AGGREGATE_AVERAGE:
      return value->type.kind == TYPE_INTEGER ? type_of_kind(TYPE_DECIMAL) : value->type;
    case AGGREGATE_LIST:
      return type_of_list(scope->checker->arena, value->type);
    case AGGREGATE_SUM: case AGGREGATE_MAX: case AGGREGATE_MIN: case AGGREGATE_THE:
    case AGGREGATE_FIRST:
      return value->type;
  }
  return type_of_kind(TYPE_UNKNOWN);
}

static bool check_sum(const Scope *scope, const Expr *expr, const Term *value) {
  if ((expr->as.aggregate.kind != AGGREGATE_SUM && expr->as.aggregate.kind != AGGREGATE_AVERAGE) ||
      !term_divides(value))
    return true;
  diag_report(scope->checker->diags, DIAG_SUM_OF_QUOTIENT, value->span,
              "each term of a sum that divides by a field is rounded");
  diag_help(scope->checker->diags, "write (… rounded to %s) around the division",
            value->type.kind == TYPE_MONEY ? "0.01 kr" : "0.01");
  return false;
}

static bool check_keys(const Scope *scope, const Expr *expr, Term *term) {
  const SortKeyList *written = &expr->as.aggregate.keys;
  TermKey *keys = arena_array(scope->checker->arena, TermKey, written->count + 1);
  for (size_t i = 0; i < written->count; i++) {
    keys[i].value = term_value(scope, written->items[i].value, NULL);
    keys[i].descending = written->items[i].descending;
    if (term_failed(keys[i].value))
      return false;
    if (keys[i].value->type.kind != TYPE_UNKNOWN && !type_is_ordered(&keys[i].value->type)) {
      diag_report(scope->checker->diags, DIAG_WRONG_TYPE, keys[i].value->span,
                  "this cannot be put in order");
      diag_mark(scope->checker->diags, "this is %.*s",
                TEXT_PRINT(type_named(scope->checker, &keys[i].value->type)));
      return false;
    }
    term_holds(scope, term, keys[i].value);
  }
  term->as.aggregate.keys = keys;
  term->as.aggregate.key_count = written->count;
  return true;
}

/* The value after `otherwise` is of the operation's type. */
static bool check_otherwise(const Scope *scope, const Expr *expr, Term *term) {
  if (!expr->as.aggregate.otherwise)
    return true;
  const Term *otherwise = term_value(scope, expr->as.aggregate.otherwise, term_hint(term));
  Type common;
  if (term_failed(otherwise))
    return false;
  if (!type_common(&term->type, &otherwise->type, &common)) {
    term_mismatch(scope, expr, "stand for", term->as.aggregate.value, otherwise);
    return false;
  }
  term_settle(otherwise, &common);
  term->type = common;
  term->as.aggregate.otherwise = otherwise;
  term_holds(scope, term, otherwise);
  return true;
}

/* `sum of LIST`: the element itself is the value. */
static const Term *element_value(const Scope *scope, const Expr *expr, const Run *run) {
  Term *value = term_new(scope, TERM_VARIABLE, expr, run->element);
  value->as.variable.slot = run->domain.slot;
  value->as.variable.name = TEXT("");
  return value;
}

static const Term *make_aggregate(const Scope *scope, const Scope *inner, const Expr *expr,
                                  const Run *run, const Term *where, const Term *value) {
  if (run->failed || term_failed(value) || (where && term_failed(where)) ||
      !value_fits(scope, expr, value) || !check_sum(scope, expr, value))
    return term_error(scope, expr);
  AggregateKind kind = expr->as.aggregate.kind;
  Term *term = term_new(scope, TERM_AGGREGATE, expr, type_of_aggregate(scope, kind, value));
  term->as.aggregate.kind = kind;
  bool counts = kind == AGGREGATE_COUNT || kind == AGGREGATE_SHARE;
  term->as.aggregate.value = counts && !expr->as.aggregate.value ? NULL : value;
  term->as.aggregate.domain = run->domain;
  term->as.aggregate.where = where;
  holds_domain(scope, term, &run->domain);
  term_holds(scope, term, where);
  term_holds(scope, term, value);
  if (!check_keys(inner, expr, term) || !check_otherwise(scope, expr, term))
    return term_error(scope, expr);
  return term;
}

/* share of a in R where C: of all in R, those where C */
const Term *typed_aggregate(const Scope *scope, const Expr *expr) {
  const Term *where = NULL;
  if (!expr->as.aggregate.domain.from) {
    Run run = run_of_list(scope, expr->as.aggregate.value);
    Name none = { expr->span, TEXT("") };
    Scope inner = scope_with_variable(scope, none, run.element, &run.domain.slot);
    return make_aggregate(scope, &inner, expr, &run, NULL, element_value(&inner, expr, &run));
  }
  Run run = run_check(scope, &expr->as.aggregate.domain);
  Scope inner = scope_of_run(scope, &expr->as.aggregate.domain, &run, expr->as.aggregate.where,
                             &where);
  const Term *value = expr->as.aggregate.value ? term_value(&inner, expr->as.aggregate.value, NULL)
                                               : element_value(&inner, expr, &run);
  return make_aggregate(scope, &inner, expr, &run, where, value);
}

/* ---- apportion m in proportion to w for r in R ------------------------------------------- */

const Term *typed_apportion(const Scope *scope, const Expr *expr) {
  const Term *amount = term_of_kind(scope, expr->as.apportion.amount, TYPE_MONEY,
                                    "what is apportioned");
  Run run = run_check(scope, &expr->as.apportion.domain);
  const Term *where;
  Scope inner = scope_of_run(scope, &expr->as.apportion.domain, &run, expr->as.apportion.where,
                             &where);
  const Term *weight = term_value(&inner, expr->as.apportion.weight, NULL);
  if (term_failed(amount) || run.failed || term_failed(weight) || (where && term_failed(where)))
    return term_error(scope, expr);
  if (weight->type.kind != TYPE_UNKNOWN && !type_is_quantity(&weight->type)) {
    diag_report(scope->checker->diags, DIAG_WRONG_TYPE, weight->span,
                "a weight is a number, a rate or money");
    return term_error(scope, expr);
  }
  Term *term = term_new(scope, TERM_APPORTION, expr,
                        type_of_list(scope->checker->arena, amount->type));
  term->as.apportion.amount = amount;
  term->as.apportion.weight = weight;
  term->as.apportion.domain = run.domain;
  term->as.apportion.where = where;
  holds_domain(scope, term, &run.domain);
  term_holds(scope, term, amount);
  term_holds(scope, term, weight);
  term_holds(scope, term, where);
  return term;
}
