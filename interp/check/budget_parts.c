/* What stands in a budget beside its lines: groups, years, agreement, balance, financing. */
#include "interp/check/budget_inside.h"

/* ---- the head ------------------------------------------------------------------------ */

static void read_groups(Plan *plan) {
  Checker *checker = plan->module->checker;
  const NameList *by = &plan->decl->as.budget.by;
  Budget *budget = plan->budget;
  budget->by = arena_array(checker->arena, const FieldType *, by->count + 1);
  for (size_t i = 0; i < by->count; i++) {
    const FieldType *field = record_type_find(budget->record, by->items[i].text);
    if (field && field->type.kind != TYPE_LIST) {
      budget->by[budget->by_count++] = field;
      continue;
    }
    if (symbols_unread(checker, by->items[i].text))
      continue;
    diag_report(checker->diags, DIAG_UNKNOWN_FIELD, by->items[i].span,
                "record \"%.*s\" has no field \"%.*s\" to group by",
                TEXT_PRINT(budget->record->name), TEXT_PRINT(by->items[i].text));
    diag_label(checker->diags, budget->record->span, "declared here");
    Guess guess = guess_start(checker, by->items[i].text);
    guess_offer_fields(&guess, budget->record);
    guess_help(&guess);
  }
}

static void read_years(Plan *plan, const BudgetLine *line) {
  Budget *budget = plan->budget;
  Diags *diags = plan->module->checker->diags;
  if (!constant_year(plan->module, line->value, "the first year of a budget", &budget->first_year))
    return;
  budget->last_year = budget->first_year;
  if (line->within &&
      !constant_year(plan->module, line->within, "the last year of a budget", &budget->last_year))
    return;
  budget->has_years = true;
  enum { YEARS_MOST = 200 };
  if (budget->last_year >= budget->first_year &&
      budget->last_year - budget->first_year < YEARS_MOST)
    return;
  diag_report(diags, DIAG_PERIOD_EMPTY, line->span, "a budget is for at least one year, at most %d",
              YEARS_MOST);
  diag_help(diags, "write the first year first: for year 2025 to 2026");
  budget->last_year = budget->first_year;
}

/* "0.1 mkr": in mkr, with one decimal. */
static void read_shown_unit(Budget *budget, const Expr *written) {
  Fraction number;
  const Expr *inside = tree_inside(written);
  if (inside->kind != EXPR_NUMBER || !fraction_parse(inside->as.number.digits, '.', &number) ||
      !fraction_divide(budget->shown_in, number, &budget->shown_one))
    return;
  Text digits = inside->as.number.digits;
  size_t point = text_find(digits, TEXT("."), 0);
  budget->shown_unit = inside->as.number.unit;
  budget->shown_decimals = point < digits.length ? (unsigned)(digits.length - point - 1) : 0;
}

static void read_shown_in(Plan *plan, const BudgetLine *line) {
  Budget *budget = plan->budget;
  Scope scope = scope_of_module(plan->module);
  scope.constant = MESSAGE("the unit that a budget is shown in");
  const Term *unit = term_of_kind(&scope, line->value, TYPE_MONEY, scope.constant);
  Value value;
  if (term_failed(unit))
    return;
  budget->shown_text = term_written(&scope, line->value->span);
  budget->has_shown = term_default(unit, &value) && fraction_sign(value.as.number) > 0;
  if (budget->has_shown) {
    budget->shown_in = value.as.number;
    read_shown_unit(budget, line->value);
  } else {
    diag_report(plan->module->checker->diags, DIAG_ROUND_UNIT, line->value->span,
                "a budget is shown in a constant amount above zero");
  }
  if (unit->type.currency)
    budget->currency = unit->type.currency;
}

static void read_status(Plan *plan, const BudgetLine *line) {
  for (size_t i = 0; i < line->standings.count; i++) {
    const YearStanding *written = &line->standings.items[i];
    BudgetStanding standing = { .kind = written->kind };
    if (!constant_year(plan->module, written->from, "the year of a status", &standing.from))
      continue;
    standing.to = standing.from;
    if (written->to &&
        !constant_year(plan->module, written->to, "the year of a status", &standing.to))
      continue;
    LIST_ADD(plan->module->checker->arena, &plan->budget->standings, BudgetStanding, standing);
  }
}

void budget_head_plan(Plan *plan) {
  read_groups(plan);
  for (size_t i = 0; i < plan->decl->as.budget.lines.count; i++) {
    const BudgetLine *line = &plan->decl->as.budget.lines.items[i];
    if (line->kind == BUDGET_FOR_YEAR)
      read_years(plan, line);
    else if (line->kind == BUDGET_SHOWN_IN)
      read_shown_in(plan, line);
    else if (line->kind == BUDGET_STATUS)
      read_status(plan, line);
  }
  if (!plan->budget->currency)
    plan->budget->currency = currency_of_money(plan->module, plan->budget->span);
  plan->budget->bases = bases_check(plan->module, &plan->decl->bases, NULL);
}

/* ---- tables that stand alone --------------------------------------------------------- */

/* The names of the arguments of a table, a definition or a parameter; SIZE_MAX: it is none. */
static size_t argument_count(const Symbol *symbol) {
  switch (symbol->decl->kind) {
    case DECL_TABLE:     return symbol->decl->as.table.arguments.count;
    case DECL_DEFINE:    return symbol->decl->as.define.arguments.count;
    case DECL_PARAMETER: return symbol->decl->as.parameter.arguments.count;
    default:             return SIZE_MAX;
  }
}

static Name argument_name(const Symbol *symbol, size_t index) {
  switch (symbol->decl->kind) {
    case DECL_TABLE:     return symbol->decl->as.table.arguments.items[index].name;
    case DECL_DEFINE:    return symbol->decl->as.define.arguments.items[index].name;
    default:             return symbol->decl->as.parameter.arguments.items[index].name;
  }
}

static const Symbol *applied_symbol(const Plan *plan, Name name) {
  const Symbol *symbol = symbol_find(plan->module, SPACE_VALUE, name);
  if (!symbol || !symbol->decl)
    return NULL;
  size_t count = argument_count(symbol);
  return count == SIZE_MAX || count == 0 ? NULL : symbol;
}

static bool budget_applies(const Plan *plan, const Expr *written) {
  const Expr *inside = written ? tree_inside(written) : NULL;
  if (!inside || inside->kind != EXPR_NAME)
    return false;
  Name name = { SPAN_NONE, inside->as.name.text };
  return !record_type_find(plan->budget->record, name.text) &&
         !budget_item(plan->budget, name.text) && applied_symbol(plan, name);
}

/* T(…) for a table or definition that stands alone: its arguments are the fields of the record
 * that are called so, and `year`; NULL if `name` is neither or an argument has no field
 * (reported). */
static const Expr *budget_applied(Plan *plan, Name name, const Expr *year) {
  Checker *checker = plan->module->checker;
  const Symbol *symbol = applied_symbol(plan, name);
  ExprList arguments = { NULL, 0, 0 };
  for (size_t i = 0; symbol && i < argument_count(symbol); i++) {
    Name argument = argument_name(symbol, i);
    const FieldType *field = record_type_find(plan->budget->record, argument.text);
    bool is_year = year && !field && word_is(argument.text, "year", "år");
    if (!field && !is_year) {
      diag_report(checker->diags, DIAG_BUDGET_PLACE, name.span,
                  "\"%.*s\" asks for \"%.*s\", and record \"%.*s\" has no such field",
                  TEXT_PRINT(name.text), TEXT_PRINT(argument.text),
                  TEXT_PRINT(plan->budget->record->name));
      diag_label(checker->diags, argument.span, "asked for here");
      diag_help(checker->diags, "write what is meant: %.*s(…)", TEXT_PRINT(name.text));
      return NULL;
    }
    const Expr *value = field ? tree_name(checker->arena, name.span, field->name) : year;
    LIST_ADD(checker->arena, &arguments, const Expr *, value);
  }
  return symbol ? tree_call(checker->arena, name, &arguments) : NULL;
}

static const Expr *year_expr(const Plan *plan, Span span) {
  return plan->budget->has_years ? tree_name(plan->module->checker->arena, span, TEXT("year"))
                                 : NULL;
}

/* ---- agrees with … within … ---------------------------------------------------------- */

void budget_agrees(Plan *plan, const PlannedItem *planned) {
  const BudgetLine *line = planned->agrees;
  BudgetItem *item = planned->item;
  Arena *arena = plan->module->checker->arena;
  Scope scope = plan_scope(plan);
  const Expr *written = line->value;
  item->agrees_span = line->head;
  item->printed_text = term_written(&scope, line->value->span);
  if (budget_applies(plan, written)) {
    Name name = { tree_inside(written)->span, tree_inside(written)->as.name.text };
    written = budget_applied(plan, name, year_expr(plan, name.span));
  }
  const Term *printed = written ? term_of_kind(&scope, written, TYPE_MONEY,
                                               "what a budget agrees with")
                                : NULL;
  Scope constant = scope_of_module(plan->module);
  constant.constant = MESSAGE("a tolerance");
  const Term *tolerance = line->within ? term_of_kind(&constant, line->within, TYPE_MONEY,
                                                      "a tolerance")
                                       : NULL;
  ModelBases bases = bases_check(plan->module, &line->bases, NULL);
  for (size_t i = 0; i < bases.count; i++)
    LIST_ADD(arena, &item->bases, ModelBasis, bases.items[i]);
  if (!printed || term_failed(printed) || (tolerance && term_failed(tolerance)))
    return;
  Type money = type_of_money(plan->budget->currency);
  term_settle(printed, &money);
  item->printed = printed;
  item->tolerance = tolerance;
}

/* ---- financed from … in … [requested] ------------------------------------------------ */

static bool find_financer(Plan *plan, Name name, Financing *financing) {
  const Symbol *symbol = symbol_find(plan->module, SPACE_FRAME, name);
  financing->name = name.text;
  if (symbol) {
    financing->frame = symbol->as.frame;
    financing->title = symbol->as.frame->title;
    return true;
  }
  Symbol *value = symbol_find(plan->module, SPACE_VALUE, name);
  if (value && value->kind == SYMBOL_BUDGET) {
    financing->budget = value->as.budget;
    financing->title = value->as.budget ? value->as.budget->title : TEXT_NONE;
    return true;
  }
  if (value && value->kind == SYMBOL_PARAMETER) {
    financing->parameter = parameter_understand(plan->module->checker, value, name.span);
    financing->title = financing->parameter ? financing->parameter->title : TEXT_NONE;
    return financing->parameter != NULL;
  }
  Diags *diags = plan->module->checker->diags;
  if (symbols_unread(plan->module->checker, name.text))
    return false;
  diag_report(diags, DIAG_FINANCED_FROM, name.span, "\"%.*s\" is no frame, budget or parameter",
              TEXT_PRINT(name.text));
  Guess guess = guess_start(plan->module->checker, name.text);
  guess_offer_space(&guess, plan->module, SPACE_FRAME);
  guess_offer_space(&guess, plan->module, SPACE_VALUE);
  guess_help(&guess);
  diag_help(diags, "money that is only sought has a frame all the same: frame %.*s \"…\" = pending",
            TEXT_PRINT(name.text));
  return false;
}

static bool check_financed_year(Plan *plan, const BudgetLine *line, int64_t year) {
  const Budget *budget = plan->budget;
  if (!budget->has_years || (year >= budget->first_year && year <= budget->last_year))
    return true;
  diag_report(plan->module->checker->diags, DIAG_FINANCED_FROM, line->value->span,
              "the budget is for %lld to %lld", (long long)budget->first_year,
              (long long)budget->last_year);
  return false;
}

/* A line that says where its money comes from says so for each of its years. */
static void warn_unfinanced(Plan *plan, const BudgetItem *item) {
  const Budget *budget = plan->budget;
  for (int64_t year = budget->first_year; budget->has_years && year <= budget->last_year; year++) {
    bool found = false;
    for (size_t i = 0; i < item->financings.count; i++)
      found = found || item->financings.items[i].year == year;
    if (found)
      continue;
    diag_report(plan->module->checker->diags, DIAG_NOT_FINANCED, item->span,
                "line \"%.*s\" does not say what it is financed from in %lld",
                TEXT_PRINT(item->name), (long long)year);
    diag_help(plan->module->checker->diags, "add: financed from FRAME in %lld", (long long)year);
    return;
  }
}

void budget_financed(Plan *plan, const PlannedItem *planned) {
  for (size_t i = 0; i < planned->financed.count; i++) {
    const BudgetLine *line = planned->financed.items[i];
    Financing financing = { .requested = line->requested, .span = line->span };
    if (!find_financer(plan, line->name, &financing) ||
        !constant_year(plan->module, line->value, "the year of financing", &financing.year) ||
        !check_financed_year(plan, line, financing.year))
      continue;
    LIST_ADD(plan->module->checker->arena, &planned->item->financings, Financing, financing);
    bases_check(plan->module, &line->bases, NULL);
  }
  if (planned->item->financings.count == planned->financed.count)
    warn_unfinanced(plan, planned->item);
}

/* ---- continues … --------------------------------------------------------------------- */

static void continue_budget(Plan *plan, const BudgetLine *line, Symbol *symbol) {
  Diags *diags = plan->module->checker->diags;
  const Budget *other = symbol == plan->symbol
                            ? NULL : budget_understand(plan->module->checker, symbol,
                                                       line->name.span);
  if (symbol == plan->symbol || (other && symbol->progress == PROGRESS_NOW)) {
    diag_report(diags, DIAG_CYCLE, line->name.span, "budget \"%.*s\" continues itself",
                TEXT_PRINT(plan->budget->name));
    return;
  }
  if (!other)
    return;
  if (other->record == plan->budget->record) {
    plan->budget->continues = other;
    return;
  }
  diag_report(diags, DIAG_BUDGET_PLACE, line->name.span,
              "budget \"%.*s\" is for each \"%.*s\", this one for each \"%.*s\"",
              TEXT_PRINT(other->name), TEXT_PRINT(other->record->name),
              TEXT_PRINT(plan->budget->record->name));
}

void budget_continues(Plan *plan, const BudgetLine *line) {
  Checker *checker = plan->module->checker;
  Symbol *symbol = symbol_find(plan->module, SPACE_VALUE, line->name);
  if (symbol && symbol->kind == SYMBOL_BUDGET) {
    continue_budget(plan, line, symbol);
    return;
  }
  if (!applied_symbol(plan, line->name)) {
    if (symbols_unread(checker, line->name.text))
      return;
    diag_report(checker->diags, DIAG_UNKNOWN_NAME, line->name.span,
                "\"%.*s\" is no budget, and no table of printed totals",
                TEXT_PRINT(line->name.text));
    Guess guess = guess_start(checker, line->name.text);
    guess_offer_space(&guess, plan->module, SPACE_VALUE);
    guess_help(&guess);
    return;
  }
  const Expr *before = plan->budget->has_years
                           ? tree_integer(checker->arena, line->name.span,
                                          plan->budget->first_year - 1)
                           : NULL;
  const Expr *written = budget_applied(plan, line->name, before);
  Scope scope = plan_scope(plan);
  const Term *value = written ? term_of_kind(&scope, written, TYPE_MONEY,
                                             "what a budget continues")
                              : NULL;
  if (value && !term_failed(value))
    plan->budget->continued = value;
}

/* ---- balanced by … ------------------------------------------------------------------- */

/* The row with this key, or where there is none a record of which only the key is known. */
static const Record *balancing_row(Plan *plan, Name name) {
  const RecordType *record = plan->budget->record;
  Arena *arena = plan->module->checker->arena;
  if (record->key_count != 1)
    return NULL;
  const FieldType *key = &record->fields[record->key];
  Record *made = arena_new(arena, Record);
  *made = (Record){ .type = record, .fields = arena_array(arena, Value, record->count + 1) };
  for (size_t i = 0; i < record->count; i++)
    made->fields[i] = record->fields[i].optional ? value_none(record->fields[i].type.kind)
                                                 : value_unknown(record->fields[i].type.kind);
  if (key->type.kind == TYPE_CODE) {
    const Code *code = codelist_find(key->type.codes, name.text);
    if (!code)
      return NULL;
    made->fields[record->key] = value_code(code);
  } else if (key->type.kind == TYPE_TEXT) {
    made->fields[record->key] = value_text(name.text);
  } else {
    return NULL;
  }
  const Record *row = record_type_row(record, record_key_text(arena, made));
  return row ? row : made;
}

void budget_balanced(Plan *plan, const BudgetLine *line) {
  Budget *budget = plan->budget;
  Diags *diags = plan->module->checker->diags;
  budget->balancing = balancing_row(plan, line->name);
  if (budget->balancing) {
    budget->balanced = true;
    budget->balanced_by = record_key_text(plan->module->checker->arena, budget->balancing);
    return;
  }
  diag_report(diags, DIAG_BALANCED_BY, line->name.span,
              "\"%.*s\" is no key that a \"%.*s\" may have", TEXT_PRINT(line->name.text),
              TEXT_PRINT(budget->record->name));
  diag_label(diags, budget->record->span, "declared here");
  diag_help(diags, "a budget is balanced by one of its records, named by a code or a text");
}
