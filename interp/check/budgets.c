/* Budgets: tables over a record, line by line (semantics B). */
#include "interp/check/budget_inside.h"

/* ---- scopes -------------------------------------------------------------------------- */

static const Variable *year_variable(Checker *checker, const char *name, Span span,
                                     const Variable *next) {
  Variable *variable = arena_new(checker->arena, Variable);
  *variable = (Variable){ .name = text_from(name), .span = span,
                          .type = type_of_kind(TYPE_INTEGER), .next = next };
  return variable;
}

Scope plan_scope(Plan *plan) {
  Budget *budget = plan->budget;
  Scope scope = scope_of_record(plan->module, budget->record);
  scope.budget = &plan->work;
  scope.most_slots = &budget->slots;
  scope.next_slot = 1;
  if (budget->slots < 1)
    budget->slots = 1;
  if (plan->module->checker->model->most_slots < 1)
    plan->module->checker->model->most_slots = 1;
  if (!budget->has_years)
    return scope;
  scope.variables = year_variable(plan->module->checker, "year", budget->span, NULL);
  scope.variables = year_variable(plan->module->checker, "år", budget->span, scope.variables);
  return scope;
}

const Term *budget_year_term(const Scope *scope, const Expr *expr) {
  Term *term = term_new(scope, TERM_VARIABLE, expr, type_of_kind(TYPE_INTEGER));
  term->as.variable.slot = 0;
  term->as.variable.name = TEXT("year");
  return term;
}

bool constant_year(ModuleScope *module, const Expr *written, const char *place, int64_t *year) {
  Scope scope = scope_of_module(module);
  scope.constant = place;
  const Term *term = term_of_kind(&scope, written, TYPE_INTEGER, place);
  Value value;
  if (term_failed(term))
    return false;
  if (term_default(term, &value) && fraction_to_int64(value.as.number, year))
    return true;
  diag_report(module->checker->diags, DIAG_NOT_CONSTANT, written->span,
              "%s is written as a number: 2026", diag_words(module->checker->diags, place));
  return false;
}

/* ---- planning items ------------------------------------------------------------------ */

static void report_second(Plan *plan, Name name, const BudgetItem *first) {
  Diags *diags = plan->module->checker->diags;
  diag_report(diags, DIAG_DUPLICATE_NAME, name.span,
              "line \"%.*s\" stands twice in budget \"%.*s\"", TEXT_PRINT(name.text),
              TEXT_PRINT(plan->budget->name));
  diag_label(diags, first->span, "first here");
}

/* A line hides a field of its name from the lines below it. */
static void warn_hidden_field(Plan *plan, Name name) {
  const FieldType *field = record_type_find(plan->budget->record, name.text);
  Diags *diags = plan->module->checker->diags;
  if (!field)
    return;
  diag_report(diags, DIAG_SHADOWED_NAME, name.span, "line \"%.*s\" hides a field of \"%.*s\"",
              TEXT_PRINT(name.text), TEXT_PRINT(plan->budget->record->name));
  diag_label(diags, field->span, "the field");
  diag_help(diags, "give the line a name of its own");
}

static BudgetItem *make_item(Plan *plan, BudgetItemKind kind, Name name, Text title) {
  BudgetItem *item = arena_new(plan->module->checker->arena, BudgetItem);
  *item = (BudgetItem){ .kind = kind, .name = name.text, .title = title, .span = name.span,
                        .section = plan->section.item };
  return item;
}

static PlannedItem *place_item(Plan *plan, BudgetItem *item, const BudgetLine *line) {
  Arena *arena = plan->module->checker->arena;
  item->index = plan->budget->items.count;
  LIST_ADD(arena, &plan->budget->items, BudgetItem *, item);
  LIST_ADD(arena, &plan->items, PlannedItem, (PlannedItem){ .item = item, .line = line });
  plan->last = item;
  return &plan->items.items[plan->items.count - 1];
}

static bool name_is_free(Plan *plan, Name name) {
  const BudgetItem *first = budget_item(plan->budget, name.text);
  if (!first && plan->section.item && text_equal(plan->section.item->name, name.text))
    first = plan->section.item;
  if (first)
    report_second(plan, name, first);
  return !first;
}

PlannedItem *plan_item(Plan *plan, BudgetItemKind kind, Name name, Text title,
                       const BudgetLine *line) {
  if (name.text.length == 0 || !name_is_free(plan, name))
    return NULL;
  warn_hidden_field(plan, name);
  BudgetItem *item = make_item(plan, kind, name, title);
  if (item->section) {
    item->has_prices = item->section->has_prices;
    item->prices = item->section->prices;
  }
  return place_item(plan, item, line);
}

/* ---- sections ------------------------------------------------------------------------ */

/* The section's sum is computed where it closes: at its subtotal, the next section, a total. */
static void close_section(Plan *plan) {
  BudgetItem *section = plan->section.item;
  if (!section)
    return;
  plan->section.item = NULL;
  place_item(plan, section, plan->section.line);
}

static void open_section(Plan *plan, const BudgetLine *line) {
  close_section(plan);
  plan->last = NULL;
  if (line->name.text.length == 0 || !name_is_free(plan, line->name))
    return;
  warn_hidden_field(plan, line->name);
  BudgetItem *section = make_item(plan, ITEM_SECTION, line->name, line->label.text);
  section->section = NULL;
  if (line->prices)
    section->has_prices = constant_year(plan->module, line->prices, "the year of prices",
                                        &section->prices);
  plan->section = (PlannedItem){ .item = section, .line = line };
}

static void report_place(Plan *plan, const BudgetLine *line, const char *fact, const char *help) {
  Diags *diags = plan->module->checker->diags;
  diag_report(diags, DIAG_BUDGET_PLACE, line->head, "%s", diag_words(diags, fact));
  diag_help(diags, "%s", diag_words(diags, help));
}

static void plan_subtotal(Plan *plan, const BudgetLine *line) {
  BudgetItem *section = plan->section.item;
  if (!section) {
    report_place(plan, line, "a subtotal stands at the end of a section",
                 "begin the section with: section NAME \"…\"; what sums all lines above is a "
                 "total");
    return;
  }
  section->subtotal = line->label.text;
  close_section(plan);
  ModelBases bases = bases_check(plan->module, &line->bases, NULL);
  for (size_t i = 0; i < bases.count; i++)
    LIST_ADD(plan->module->checker->arena, &section->bases, ModelBasis, bases.items[i]);
}

static PlannedItem *planned_last(Plan *plan) {
  for (size_t i = plan->items.count; plan->last && i-- > 0;)
    if (plan->items.items[i].item == plan->last)
      return &plan->items.items[i];
  return NULL;
}

static void plan_agrees(Plan *plan, const BudgetLine *line) {
  PlannedItem *planned = planned_last(plan);
  if (!planned)
    report_place(plan, line, "\"agrees with\" stands under the line, subtotal or total it is about",
                 "write it after one: total NAME \"…\" agrees with TABLE within 0.1 mkr");
  else if (planned->agrees)
    report_place(plan, line, "this line has an \"agrees with\" already",
                 "leave out one of the two");
  else
    planned->agrees = line;
}

static void plan_financed(Plan *plan, const BudgetLine *line) {
  PlannedItem *planned = planned_last(plan);
  if (!planned || planned->item->kind != ITEM_LINE)
    report_place(plan, line, "\"financed from\" stands under the line that it pays",
                 "write it after a line: line NAME \"…\" = 400 tkr financed from FRAME in 2026");
  else
    LIST_ADD(plan->module->checker->arena, &planned->financed, const BudgetLine *, line);
}

static void plan_line(Plan *plan, const BudgetLine *line) {
  PlannedItem *planned;
  switch (line->kind) {
    case BUDGET_LINE:
      planned = plan_item(plan, ITEM_LINE, line->name, line->label.text, line);
      if (planned) {
        planned->value = line->value;
        planned->item->once = line->once;
      }
      return;
    case BUDGET_SECTION:    open_section(plan, line); return;
    case BUDGET_LINES_FROM: lines_from_plan(plan, line); return;
    case BUDGET_SUBTOTAL:   plan_subtotal(plan, line); return;
    case BUDGET_TOTAL:
      close_section(plan);
      plan_item(plan, ITEM_TOTAL, line->name, line->label.text, line);
      return;
    case BUDGET_AGREES:     plan_agrees(plan, line); return;
    case BUDGET_FINANCED:   plan_financed(plan, line); return;
    case BUDGET_BALANCED: case BUDGET_SHOWN_IN: case BUDGET_CONTINUES: case BUDGET_FOR_YEAR:
    case BUDGET_STATUS: case BUDGET_DECLARED:
      return;
  }
}

/* ---- understanding values ------------------------------------------------------------ */

static bool is_of_currency(Plan *plan, const Term *value) {
  const Currency *currency = plan->budget->currency;
  if (value->type.kind != TYPE_MONEY || !value->type.currency ||
      value->type.currency == currency)
    return true;
  diag_report(plan->module->checker->diags, DIAG_CURRENCY_MIX, value->span,
              "this line is in %.*s, the budget in %.*s", TEXT_PRINT(value->type.currency->name),
              TEXT_PRINT(currency->name));
  return false;
}

static Text name_of_line(const Plan *plan, const BudgetItem *item) {
  return arena_format(plan->module->checker->arena, "%.*s.%.*s", TEXT_PRINT(plan->budget->name),
                      TEXT_PRINT(item->name));
}

static const Term *check_item_value(Plan *plan, const PlannedItem *planned) {
  Scope home = plan_scope(plan), scope = scope_at(&home, planned->value->span);
  Type money = type_of_money(plan->budget->currency);
  scope.may_be_pending = planned->value;
  scope.pending_name = scope.implicit_name = name_of_line(plan, planned->item);
  scope.named_number = only_number(planned->value, false);
  scope.implicit_title = planned->item->title;
  const Term *value = term_of_kind(&scope, planned->value, TYPE_MONEY, "a line of a budget");
  if (term_failed(value) || !is_of_currency(plan, value))
    return NULL;
  value = line_in_versions(&scope, planned->value, value);
  term_settle(value, &money);
  ExceptionList exceptions = exceptions_to_line(plan->module->checker, plan->decl,
                                                planned->item->name);
  scope.may_be_pending = NULL;
  value = exceptions_to_value(&scope, scope.pending_name, &exceptions, value, true);
  return value && !term_failed(value) ? value : NULL;
}

static void check_item(Plan *plan, const PlannedItem *planned) {
  BudgetItem *item = planned->item;
  plan->work.available = item->index;
  if (planned->value)
    item->value = check_item_value(plan, planned);
  if (planned->line && planned->line->kind != BUDGET_LINES_FROM)
    item->bases = bases_check(module_at(plan->module, planned->line->span),
                              &planned->line->bases, NULL);
  plan->work.available = item->index + 1;
  if (planned->agrees)
    budget_agrees(plan, planned);
  if (planned->financed.count)
    budget_financed(plan, planned);
}

static void check_items(Plan *plan) {
  for (size_t i = 0; i < plan->items.count; i++)
    check_item(plan, &plan->items.items[i]);
  plan->work.available = plan->budget->items.count;
}

/* What stands beside the lines and reads them. */
static void check_rest(Plan *plan) {
  for (size_t i = 0; i < plan->decl->as.budget.lines.count; i++)
    if (plan->decl->as.budget.lines.items[i].kind == BUDGET_BALANCED)
      budget_balanced(plan, &plan->decl->as.budget.lines.items[i]);
  budget_prices_advise(plan);
}

static void check_start(Plan *plan) {
  for (size_t i = 0; i < plan->decl->as.budget.lines.count; i++)
    if (plan->decl->as.budget.lines.items[i].kind == BUDGET_CONTINUES)
      budget_continues(plan, &plan->decl->as.budget.lines.items[i]);
}

static void plan_lines(Plan *plan) {
  size_t errors = plan->module->checker->diags->errors;
  for (size_t i = 0; i < plan->decl->as.budget.lines.count; i++)
    plan_line(plan, &plan->decl->as.budget.lines.items[i]);
  close_section(plan);
  Diags *diags = plan->module->checker->diags;
  if (plan->budget->items.count || diags->errors > errors)
    return;
  diag_report(diags, DIAG_BUDGET_PLACE, plan->budget->span, "budget \"%.*s\" has no lines",
              TEXT_PRINT(plan->budget->name));
  diag_help(diags, "write one: line NAME \"…\" = VALUE");
}

/* ---- a budget, where it is first needed ---------------------------------------------- */

static Plan *plan_new(Checker *checker, Symbol *symbol, const RecordType *record) {
  Plan *plan = arena_new(checker->arena, Plan);
  const Decl *decl = symbol->decl;
  *plan = (Plan){ .module = symbol->module, .symbol = symbol, .budget = symbol->as.budget,
                  .decl = decl, .work = { .budget = symbol->as.budget, .decl = decl } };
  plan->budget->record = record;
  symbol->budget_work = &plan->work;
  return plan;
}

const Budget *budget_understand(Checker *checker, Symbol *symbol, Span used) {
  (void)used;
  if (symbol->progress != PROGRESS_NOT)
    return symbol->as.budget;
  symbol->progress = PROGRESS_NOW;
  const Symbol *record = symbol_need(symbol->module, SYMBOL_RECORD, symbol->decl->as.budget.record);
  if (!record) {
    symbol->as.budget = NULL;
    return NULL;
  }
  Plan *plan = plan_new(checker, symbol, record->as.record);
  budget_head_plan(plan);
  if (!plan->budget->currency) {
    symbol->as.budget = NULL;
    return NULL;
  }
  plan_lines(plan);
  check_start(plan);
  check_items(plan);
  check_rest(plan);
  symbol->progress = PROGRESS_DONE;
  LIST_ADD(checker->arena, &checker->model->budgets, Budget *, plan->budget);
  return plan->budget;
}

size_t budget_available(const Symbol *symbol) {
  return symbol->budget_work ? symbol->budget_work->available : 0;
}

static void check_budget(ModuleScope *module, Symbol *symbol) {
  budget_understand(module->checker, symbol, symbol->span);
}

/* Those that others read were understood first: they are kept in the order of the files. */
static void keep_order(Checker *checker) {
  Model *model = checker->model;
  size_t next = 0;
  for (size_t i = 0; i < checker->modules.count; i++)
    for (size_t j = 0; j < checker->modules.items[i]->symbols.count; j++) {
      const Symbol *symbol = checker->modules.items[i]->symbols.items[j];
      if (symbol->kind == SYMBOL_BUDGET && symbol->as.budget && symbol->progress == PROGRESS_DONE) {
        symbol->as.budget->index = next;
        model->budgets.items[next++] = symbol->as.budget;
      }
    }
}

void budgets_check(Checker *checker) {
  symbols_each(checker, SYMBOL_BUDGET, check_budget);
  keep_order(checker);
}
