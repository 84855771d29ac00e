/* Targets: a value held against a bound, for each year (semantics B4). */
#include "interp/check/checker.h"

typedef struct {
  Checker *checker;
  Target  *target;
  bool     reads_year, reads_date;
} Reading;

/* ---- the years a target is judged for ------------------------------------------------ */

static void add_year(Reading *reading, int64_t year) {
  Target *target = reading->target;
  size_t place = 0;
  while (place < target->years.count && target->years.items[place] < year)
    place++;
  if (place < target->years.count && target->years.items[place] == year)
    return;
  LIST_ADD(reading->checker->arena, &target->years, int64_t, year);
  for (size_t i = target->years.count - 1; i > place; i--)
    target->years.items[i] = target->years.items[i - 1];
  target->years.items[place] = year;
}

static bool is_year_word(Text name) {
  return word_is(name, "year", "år");
}

static void add_year_value(Reading *reading, Value value) {
  int64_t year;
  if (value.state == VALUE_KNOWN && value.kind == TYPE_INTEGER &&
      fraction_to_int64(value.as.number, &year))
    add_year(reading, year);
}

/* A record with a row for each year has a key that is called so. */
static void years_of_record(Reading *reading, const RecordType *record) {
  for (size_t i = 0; i < record->count; i++)
    if (is_year_word(record->fields[i].name))
      for (size_t row = 0; row < record->row_count; row++)
        add_year_value(reading, record->rows[row]->fields[i]);
}

static void years_of_budget(Reading *reading, const Budget *budget) {
  for (int64_t year = budget->first_year; budget->has_years && year <= budget->last_year; year++)
    add_year(reading, year);
  if (!budget->has_years)
    years_of_record(reading, budget->record);
}

static void years_of_table(Reading *reading, const DataTable *table) {
  for (size_t i = 0; i < table->key_count; i++)
    if (is_year_word(table->keys[i].name))
      for (size_t row = 0; row < table->rows.count; row++)
        add_year_value(reading, table->rows.items[row].keys[i]);
}

static bool find_years(void *context, const Term *term) {
  Reading *reading = context;
  switch (term->kind) {
    case TERM_BUDGET:
      years_of_budget(reading, term->as.budget.budget);
      break;
    case TERM_LOOKUP:
      years_of_table(reading, term->as.lookup.table);
      break;
    case TERM_AGGREGATE:
      if (term->as.aggregate.domain.all)
        years_of_record(reading, term->as.aggregate.domain.all);
      break;
    case TERM_CALL:
      term_walk(term->as.call.define->value, find_years, context);
      break;
    default:
      break;
  }
  return true;
}

/* ---- what it reads ------------------------------------------------------------------- */

static bool find_reads(void *context, const Term *term) {
  Reading *reading = context;
  if (term->kind == TERM_VARIABLE && term->as.variable.slot == TARGET_YEAR_SLOT)
    reading->reads_year = true;
  if (term->kind == TERM_VARIABLE && term->as.variable.slot == TARGET_DATE_SLOT)
    reading->reads_date = true;
  return true;
}

static void add_variable(Scope *scope, const char *name, unsigned slot, TypeKind kind) {
  Variable *variable = arena_new(scope->checker->arena, Variable);
  *variable = (Variable){ .name = text_from(name), .type = type_of_kind(kind), .slot = slot,
                          .next = scope->variables };
  scope->variables = variable;
}

static Scope scope_of_target(ModuleScope *module, Target *target, bool every_date) {
  enum { SLOTS = 2 };
  Scope scope = scope_of_module(module);
  scope.most_slots = &target->slots;
  scope.next_slot = SLOTS;
  target->slots = SLOTS;
  if (module->checker->model->most_slots < SLOTS)
    module->checker->model->most_slots = SLOTS;
  add_variable(&scope, "year", TARGET_YEAR_SLOT, TYPE_INTEGER);
  add_variable(&scope, "år", TARGET_YEAR_SLOT, TYPE_INTEGER);
  if (every_date) {
    add_variable(&scope, "date", TARGET_DATE_SLOT, TYPE_DATE);
    add_variable(&scope, "datum", TARGET_DATE_SLOT, TYPE_DATE);
  }
  scope.implicit_name = arena_format(module->checker->arena, "%.*s.limit",
                                     TEXT_PRINT(target->name));
  scope.implicit_title = target->title;
  return scope;
}

/* ---- its clauses --------------------------------------------------------------------- */

static void read_suspensions(ModuleScope *module, const Decl *decl, Target *target) {
  for (size_t i = 0; i < decl->as.target.suspensions.count; i++) {
    const Suspension *written = &decl->as.target.suspensions.items[i];
    ModelSuspension made = { .from = 0 };
    made.bases = bases_check(module, &written->bases, NULL);
    if (!constant_year(module, written->from, "the first year of a suspension", &made.from))
      continue;
    made.to = made.from;
    if (written->to &&
        !constant_year(module, written->to, "the last year of a suspension", &made.to))
      continue;
    LIST_ADD(module->checker->arena, &target->suspensions, ModelSuspension, made);
  }
}

/* rolling 5 years to year */
static void read_rolling(ModuleScope *module, const Decl *decl, Target *target) {
  enum { MONTHS = 12, YEARS_MOST = 100 };
  Diags *diags = module->checker->diags;
  Scope scope = scope_of_module(module);
  scope.constant = MESSAGE("the years of a window");
  const Term *term = term_of_kind(&scope, decl->as.target.rolling, TYPE_DURATION, scope.constant);
  const Expr *to = decl->as.target.year ? tree_inside(decl->as.target.year) : NULL;
  Value value;
  if (term_failed(term))
    return;
  if (!term_default(term, &value) || value.as.duration.months % MONTHS != 0 ||
      value.as.duration.months < MONTHS || value.as.duration.months > MONTHS * YEARS_MOST ||
      value.as.duration.days || value.as.duration.working_days)
    diag_report(diags, DIAG_TARGET_FORM, term->span, "a window is a number of whole years");
  else
    target->rolling = value.as.duration.months / MONTHS;
  if (!to || to->kind != EXPR_NAME || !is_year_word(to->as.name.text)) {
    diag_report(diags, DIAG_TARGET_FORM, to ? to->span : decl->name.span,
                "a window ends with the year that is judged");
    diag_help(diags, "write: rolling 5 years to year");
  }
}

static void report_years(Checker *checker, const Target *target) {
  diag_report(checker->diags, DIAG_TARGET_YEARS, target->span,
              "target \"%.*s\" depends on the year, and nothing it reads says for which years",
              TEXT_PRINT(target->name));
  diag_help(checker->diags, "years come from a budget (for year 2024 to 2026), a table with a key "
            "\"year\", or a record with a field \"year\"");
}

static void read_every_date(ModuleScope *module, const Decl *decl, Target *target,
                            const Reading *reading) {
  target->every_date = constant_year(module, decl->as.target.every_date,
                                     "the year of \"at every date\"", &target->date_year);
  if (!target->every_date || reading->reads_date)
    return;
  Diags *diags = module->checker->diags;
  diag_report(diags, DIAG_EVERY_DATE, decl->as.target.value->span,
              "this does not depend on the date, so it is the same at every date");
  diag_help(diags, "say the balance on a date: %s",
            module->module->tree->surface == SURFACE_SWEDISH
              ? "define bruttoskuld(d) = … där l.dag inte senare än d, och skriv bruttoskuld(datum)"
              : "define gross_debt(d) = … where l.day no later than d, and write gross_debt(date)");
}

static bool check_sides(const Scope *scope, const Decl *decl, Target *target) {
  Diags *diags = scope->checker->diags;
  Scope bound = *scope;
  bound.named_number = only_number(decl->as.target.bound, false);
  target->value = term_value(scope, decl->as.target.value, NULL);
  target->bound = term_value(&bound, decl->as.target.bound, term_hint(target->value));
  if (term_failed(target->value) || term_failed(target->bound))
    return false;
  term_settle(target->value, &target->bound->type);
  term_settle(target->bound, &target->value->type);
  Type common;
  if (!type_is_quantity(&target->value->type)) {
    diag_report(diags, DIAG_TARGET_FORM, target->value->span,
                "a target compares an amount, a number or a rate");
    return false;
  }
  if (type_common(&target->value->type, &target->bound->type, &common))
    return true;
  term_mismatch(scope, decl->as.target.value, "be compared with", target->value, target->bound);
  return false;
}

static bool is_ordering(BinaryOp op) {
  return op == BINARY_LESS || op == BINARY_AT_MOST || op == BINARY_MORE || op == BINARY_AT_LEAST;
}

static void check_bases(ModuleScope *module, const Decl *decl, Target *target, const Scope *scope) {
  Type truth = type_of_kind(TYPE_TRUTH);
  const Term **tests = arena_array(module->checker->arena, const Term *, 1);
  tests[0] = term_binary(scope, decl->as.target.value, truth, target->op, target->value,
                         target->bound);
  QuotedRule about = { .tests = tests, .test_count = 1, .span = target->value->span };
  target->bases = bases_check(module, &decl->bases, &about);
  bases_need(module, &decl->bases, decl->name.span, "target", decl->name);
}

const Target *target_understand(Checker *checker, Symbol *symbol, Span used) {
  if (symbol->progress == PROGRESS_DONE)
    return symbol->as.target;
  if (trail_enter(checker, symbol, used))
    return NULL;
  ModuleScope *module = symbol->module;
  const Decl *decl = symbol->decl;
  Target *target = symbol->as.target;
  Reading reading = { .checker = checker, .target = target };
  target->op = decl->as.target.op;
  Scope scope = scope_of_target(module, target, decl->as.target.every_date != NULL);
  bool whole = decl->as.target.value && decl->as.target.bound && is_ordering(target->op) &&
               check_sides(&scope, decl, target);
  trail_leave(checker, symbol);
  symbol->progress = PROGRESS_DONE;
  if (!whole) {
    symbol->as.target = NULL;
    return NULL;
  }
  term_walk(target->value, find_reads, &reading);
  term_walk(target->bound, find_reads, &reading);
  target->reads_year = reading.reads_year;
  if (decl->as.target.rolling)
    read_rolling(module, decl, target);
  if (decl->as.target.every_date)
    read_every_date(module, decl, target, &reading);
  read_suspensions(module, decl, target);
  term_walk(target->value, find_years, &reading);
  term_walk(target->bound, find_years, &reading);
  if (target->reads_year && target->years.count == 0)
    report_years(checker, target);
  check_bases(module, decl, target, &scope);
  target->index = checker->model->targets.count;
  LIST_ADD(checker->arena, &checker->model->targets, Target *, target);
  return target;
}

static void check_target(ModuleScope *module, Symbol *symbol) {
  target_understand(module->checker, symbol, symbol->span);
}

void targets_check(Checker *checker) {
  symbols_each(checker, SYMBOL_TARGET, check_target);
}

/* ---- controls ------------------------------------------------------------------------ */

static const Control *no_control(Symbol *symbol) {
  symbol->progress = PROGRESS_DONE;
  symbol->as.control = NULL;
  return NULL;
}

const Control *control_understand(Checker *checker, Symbol *symbol, Span used) {
  if (symbol->progress == PROGRESS_DONE)
    return symbol->as.control;
  if (trail_enter(checker, symbol, used))
    return NULL;
  ModuleScope *module = symbol->module;
  const Decl *decl = symbol->decl;
  Control *control = symbol->as.control;
  const Symbol *record = symbol_need(module, SYMBOL_RECORD, decl->as.control.record);
  if (record) {
    control->record = record->as.record;
    Scope scope = scope_of_record(module, control->record);
    control->when = term_truth(&scope, decl->as.control.when);
  }
  trail_leave(checker, symbol);
  if (!record || term_failed(control->when))
    return no_control(symbol);
  QuotedRule about = { .tests = &control->when, .test_count = 1, .excludes = true,
                       .span = symbol->span };
  control->bases = bases_check(module, &decl->bases, &about);
  control->index = checker->model->controls.count;
  LIST_ADD(checker->arena, &checker->model->controls, Control *, control);
  symbol->progress = PROGRESS_DONE;
  return control;
}

static void check_control(ModuleScope *module, Symbol *symbol) {
  control_understand(module->checker, symbol, symbol->span);
}

void controls_check(Checker *checker) {
  symbols_each(checker, SYMBOL_CONTROL, check_control);
}
