/* Values of budgets, targets and controls in expressions.
 *
 *   base                      inside a budget: the line above, of the record at hand
 *   previous base             the same, the year before (semantics B2)
 *   contribution(p).base      of record p, or of the record with that key; (p, 2025): of a year
 *   contribution.base         the sum over all records; contribution(2025).base: of a year
 *   debt(2024).holds          of a target: holds, margin, value, bound
 *   over_limit.hits           of a control: hits, unsettled */
#include "interp/check/checker.h"

/* ---- finding ------------------------------------------------------------------------- */

const BudgetItem *budget_item(const Budget *budget, Text name) {
  for (size_t i = 0; i < budget->items.count; i++)
    if (budget->items.items[i]->kind != ITEM_WEIGHT &&
        text_equal(budget->items.items[i]->name, name))
      return budget->items.items[i];
  return NULL;
}

const BudgetItem *budget_last_total(const Budget *budget) {
  const BudgetItem *last = NULL;
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *item = budget->items.items[i];
    bool shown = item->kind != ITEM_WEIGHT;
    if (item->kind == ITEM_TOTAL || (shown && (!last || last->kind != ITEM_TOTAL)))
      last = item;
  }
  return last;
}

bool budget_standing(const Budget *budget, int64_t year, YearStandingKind *kind) {
  for (size_t i = 0; i < budget->standings.count; i++)
    if (budget->standings.items[i].from <= year && year <= budget->standings.items[i].to) {
      *kind = budget->standings.items[i].kind;
      return true;
    }
  return false;
}

const BudgetItem *budget_item_named(const Scope *scope, Text name) {
  return scope->budget ? budget_item(scope->budget->budget, name) : NULL;
}

/* `total` alone, where no line is called so. */
static const BudgetItem *item_meant(const Budget *budget, Text name) {
  const BudgetItem *item = budget_item(budget, name);
  return !item && word_is(name, "total", "summa") ? budget_last_total(budget) : item;
}

static const Term *report_no_item(const Scope *scope, const Expr *expr, const Budget *budget,
                                  Name name) {
  Diags *diags = scope->checker->diags;
  if (symbols_unread(scope->checker, name.text))
    return term_error(scope, expr);
  diag_report(diags, DIAG_BUDGET_LINE, name.span, "budget \"%.*s\" has no line \"%.*s\"",
              TEXT_PRINT(budget->name), TEXT_PRINT(name.text));
  diag_label(diags, budget->span, "declared here");
  Guess guess = guess_start(scope->checker, name.text);
  for (size_t i = 0; i < budget->items.count; i++)
    if (budget->items.items[i]->kind != ITEM_WEIGHT)
      guess_offer(&guess, budget->items.items[i]->name);
  guess_help(&guess);
  return term_error(scope, expr);
}

static const Term *report_early(const Scope *scope, const Expr *expr, const BudgetItem *item) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_BUDGET_EARLY, expr->span, "\"%.*s\" is computed further down",
              TEXT_PRINT(item->name));
  diag_label(diags, item->span, "here");
  diag_help(diags,
            "a line may read those above it, and with \"previous\" those of the year before");
  return term_error(scope, expr);
}

/* ---- lines inside their budget ------------------------------------------------------- */

static Term *make_line(const Scope *scope, const Expr *expr, const Budget *budget,
                       const BudgetItem *item, BudgetReach reach) {
  Term *term = term_new(scope, TERM_BUDGET, expr, type_of_money(budget->currency));
  term->as.budget.budget = budget;
  term->as.budget.item = item;
  term->as.budget.reach = reach;
  return term;
}

const Term *budget_item_term(const Scope *scope, const Expr *expr, const BudgetItem *item) {
  if (item->index >= scope->budget->available)
    return report_early(scope, expr, item);
  return make_line(scope, expr, scope->budget->budget, item, REACH_HERE);
}

static const Term *report_no_previous(const Scope *scope, const Expr *expr, const char *fact,
                                      const char *help) {
  diag_report(scope->checker->diags, DIAG_NO_PREVIOUS, expr->span, "%s",
              diag_words(scope->checker->diags, fact));
  diag_help(scope->checker->diags, "%s", diag_words(scope->checker->diags, help));
  return term_error(scope, expr);
}

/* What the first year takes `previous` from is there: the same line of the budget continued, or
 * for the total a printed table. */
static bool has_start(const Scope *scope, const Expr *expr, const BudgetItem *item) {
  const Budget *budget = scope->budget->budget;
  if (budget->continues) {
    bool total = item == budget_last_total(budget);
    if (total || budget_item(budget->continues, item->name))
      return true;
    report_no_item(scope, expr, budget->continues, (Name){ expr->span, item->name });
    diag_help(scope->checker->diags, "the first year's \"previous %.*s\" is that of the budget "
              "this one continues", TEXT_PRINT(item->name));
    return false;
  }
  if (budget->continued && item == budget_last_total(budget))
    return true;
  if (budget->continued)
    report_no_previous(scope, expr, "the printed table holds totals, not this line",
                       "write \"previous total\", or continue a budget that has the line");
  else
    report_no_previous(scope, expr, "there is no year before the first",
                       "say where it comes from: continues BUDGET, or continues TABLE of printed "
                       "totals");
  return false;
}

const Term *typed_previous(const Scope *scope, const Expr *expr) {
  Name name = expr->as.previous.name;
  if (!scope->budget)
    return report_no_previous(scope, expr, "\"previous\" stands in a line of a budget",
                              "elsewhere name the budget and the year: "
                              "contribution(p, 2025).total");
  const BudgetItem *item = item_meant(scope->budget->budget, name.text);
  if (!item)
    return report_no_item(scope, expr, scope->budget->budget, name);
  if (!has_start(scope, expr, item))
    return term_error(scope, expr);
  return make_line(scope, expr, scope->budget->budget, item, REACH_PREVIOUS);
}

static BudgetItem *hidden_item(const Scope *scope, const Term *value) {
  Budget *budget = scope->budget->budget;
  BudgetItem *item = arena_new(scope->checker->arena, BudgetItem);
  *item = (BudgetItem){ .kind = ITEM_WEIGHT, .index = budget->items.count, .value = value,
                        .span = value->span };
  LIST_ADD(scope->checker->arena, &budget->items, BudgetItem *, item);
  return item;
}

/* What each record's share is parted by, and which of them have one: as lines never shown. */
static bool share_parts(const Scope *scope, const Expr *expr, Term *term) {
  const Term *weight = term_value(scope, expr->as.apportion.weight, NULL);
  const Term *where = expr->as.apportion.where ? term_truth(scope, expr->as.apportion.where)
                                               : NULL;
  if (term_failed(weight) || (where && term_failed(where)))
    return false;
  if (weight->type.kind != TYPE_UNKNOWN && !type_is_quantity(&weight->type)) {
    diag_report(scope->checker->diags, DIAG_WRONG_TYPE, weight->span,
                "a weight is a number, a rate or money");
    return false;
  }
  term->as.share.weight = hidden_item(scope, weight);
  if (where)
    term->as.share.where = hidden_item(scope, where);
  return true;
}

/* apportion POT in proportion to WEIGHT: the share of the record at hand (B3). */
const Term *typed_share(const Scope *scope, const Expr *expr) {
  Checker *checker = scope->checker;
  if (!scope->budget) {
    diag_report(checker->diags, DIAG_BUDGET_PLACE, expr->span,
                "outside a budget what is apportioned says among whom");
    diag_help(checker->diags, "write: apportion POT in proportion to r.WEIGHT for r in RECORD");
    return term_error(scope, expr);
  }
  Scope apart = *scope;
  apart.subject = NULL;
  apart.constant = MESSAGE("what is apportioned");
  const Term *amount = term_of_kind(&apart, expr->as.apportion.amount, TYPE_MONEY,
                                    "what is apportioned");
  if (term_failed(amount))
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_SHARE, expr, type_of_money(scope->budget->budget->currency));
  term->as.share.amount = amount;
  term->as.share.budget = scope->budget->budget;
  if (!share_parts(scope, expr, term))
    return term_error(scope, expr);
  term_holds(scope, term, amount);
  return term;
}

/* ---- budget(record, year).line ------------------------------------------------------- */

static const FieldType *only_key(const RecordType *record) {
  return record->key_count == 1 ? &record->fields[record->key] : NULL;
}

static bool is_row_type(const Budget *budget, const Type *type) {
  const FieldType *key = only_key(budget->record);
  if (type->kind == TYPE_RECORD)
    return type->record == budget->record;
  return key && type_equal(type, &key->type);
}

static bool check_year(const Scope *scope, const Budget *budget, const Term *year) {
  Value value;
  int64_t number;
  if (!term_default(year, &value) || !fraction_to_int64(value.as.number, &number) ||
      (number >= budget->first_year && number <= budget->last_year))
    return true;
  diag_report(scope->checker->diags, DIAG_BUDGET_ARGUMENTS, year->span,
              "budget \"%.*s\" is for %lld to %lld", TEXT_PRINT(budget->name),
              (long long)budget->first_year, (long long)budget->last_year);
  diag_label(scope->checker->diags, budget->span, "declared here");
  return false;
}

static bool report_arguments(const Scope *scope, const Expr *expr, const Budget *budget) {
  Diags *diags = scope->checker->diags;
  Text record = budget->record->name;
  diag_report(diags, DIAG_BUDGET_ARGUMENTS, expr->span,
              budget->has_years
                  ? "budget \"%.*s\" is asked by its record \"%.*s\" and its year"
                  : MESSAGE("budget \"%.*s\" is asked by its record \"%.*s\""),
              TEXT_PRINT(budget->name), TEXT_PRINT(record));
  diag_label(diags, budget->span, "declared here");
  if (budget->has_years)
    diag_help(diags, "write %.*s(KEY, YEAR).LINE, or %.*s(YEAR).LINE for the sum of all records",
              TEXT_PRINT(budget->name), TEXT_PRINT(budget->name));
  else
    diag_help(diags, "write %.*s(KEY).LINE, or %.*s.LINE for the sum of all records",
              TEXT_PRINT(budget->name), TEXT_PRINT(budget->name));
  return false;
}

/* Which arguments it is one of. */
typedef enum { ARGUMENT_ROW, ARGUMENT_YEAR, ARGUMENT_ONLY } ArgumentPlace;

/* A whole number alone is the year where the budget has years, else the record's key. */
static bool read_argument(const Scope *scope, const Expr *written, const Budget *budget,
                          ArgumentPlace place, Term *term) {
  bool may_be_row = place != ARGUMENT_YEAR;
  const FieldType *key = only_key(budget->record);
  const Term *value = term_value(scope, written, key && may_be_row ? &key->type : NULL);
  if (term_failed(value))
    return false;
  if (budget->has_years && value->type.kind == TYPE_INTEGER && place != ARGUMENT_ROW) {
    term->as.budget.year = value;
    term_holds(scope, term, value);
    return check_year(scope, budget, value);
  }
  if (!may_be_row || !is_row_type(budget, &value->type))
    return report_arguments(scope, written, budget);
  term->as.budget.row = value;
  term->as.budget.reach = REACH_ROW;
  term_holds(scope, term, value);
  return true;
}

static bool read_arguments(const Scope *scope, const Expr *object, const Budget *budget,
                           Term *term) {
  if (object->kind != EXPR_CALL)
    return true;
  const ExprList *arguments = &object->as.call.arguments;
  if (arguments->count == 1)
    return read_argument(scope, arguments->items[0], budget, ARGUMENT_ONLY, term);
  return arguments->count == 2 && budget->has_years
             ? read_argument(scope, arguments->items[0], budget, ARGUMENT_ROW, term) &&
                   read_argument(scope, arguments->items[1], budget, ARGUMENT_YEAR, term)
             : report_arguments(scope, object, budget);
}

static const Term *member_of_budget(const Scope *scope, const Expr *expr, Symbol *symbol) {
  const Budget *budget = budget_understand(scope->checker, symbol, expr->span);
  if (!budget)
    return term_error(scope, expr);
  if (scope->constant) {
    diag_report(scope->checker->diags, DIAG_NOT_CONSTANT, expr->span,
                "%s cannot depend on a budget", diag_words(scope->checker->diags, scope->constant));
    return term_error(scope, expr);
  }
  const BudgetItem *item = item_meant(budget, expr->as.member.field.text);
  if (!item)
    return report_no_item(scope, expr, budget, expr->as.member.field);
  if (symbol->progress == PROGRESS_NOW && item->index >= budget_available(symbol))
    return report_early(scope, expr, item);
  Term *term = make_line(scope, expr, budget, item, REACH_ALL);
  if (!read_arguments(scope, tree_inside(expr->as.member.object), budget, term))
    return term_error(scope, expr);
  if (budget->has_years && !term->as.budget.year && scope->budget &&
      scope->budget->budget->has_years)
    term->as.budget.year = budget_year_term(scope, expr);
  if (budget->has_years && !term->as.budget.year) {
    report_arguments(scope, expr, budget);
    return term_error(scope, expr);
  }
  return term;
}

/* ---- targets and controls ------------------------------------------------------------ */

typedef struct { const char *english, *swedish; int part; } PartWord;

static const PartWord target_parts[] = {
  { "holds", "uppfyllt", TARGET_HOLDS }, { "margin", "marginal", TARGET_MARGIN },
  { "value", "värde", TARGET_VALUE },    { "bound", "gräns", TARGET_BOUND },
};

static const PartWord control_parts[] = {
  { "hits", "träffar", CONTROL_HITS }, { "unsettled", "oklara", CONTROL_UNSETTLED },
};

static bool find_part(Text name, const PartWord *words, size_t count, int *part) {
  for (size_t i = 0; i < count; i++)
    if (word_is(name, words[i].english, words[i].swedish)) {
      *part = words[i].part;
      return true;
    }
  return false;
}

static const Term *report_no_part(const Scope *scope, const Expr *expr, const Symbol *symbol,
                                  const char *parts) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_UNKNOWN_FIELD, expr->as.member.field.span, "%s \"%.*s\" has no \"%.*s\"",
              symbol_kind_text(scope->checker, symbol->kind), TEXT_PRINT(symbol->name),
              TEXT_PRINT(expr->as.member.field.text));
  diag_label(diags, symbol->span, "declared here");
  diag_help(diags, "it has %s", diag_words(diags, parts));
  return term_error(scope, expr);
}

static Type type_of_part(const Target *target, TargetPart part) {
  if (part == TARGET_HOLDS)
    return type_of_kind(TYPE_TRUTH);
  return part == TARGET_BOUND ? target->bound->type : target->value->type;
}

static const Term *report_target_year(const Scope *scope, const Expr *expr, const Target *target) {
  Diags *diags = scope->checker->diags;
  Text name = target->name;
  if (target->reads_year)
    diag_report(diags, DIAG_BUDGET_ARGUMENTS, expr->span, "target \"%.*s\" is asked for a year",
                TEXT_PRINT(name));
  else
    diag_report(diags, DIAG_BUDGET_ARGUMENTS, expr->span,
                "target \"%.*s\" does not depend on a year", TEXT_PRINT(name));
  diag_label(diags, target->span, "declared here");
  diag_help(diags, target->reads_year ? "write %.*s(2024).holds" : "write %.*s.holds",
            TEXT_PRINT(name));
  return term_error(scope, expr);
}

static const Term *member_of_target(const Scope *scope, const Expr *expr, Symbol *symbol) {
  const Target *target = target_understand(scope->checker, symbol, expr->span);
  int part = 0;
  if (!target)
    return term_error(scope, expr);
  if (!find_part(expr->as.member.field.text, target_parts, 4, &part))
    return report_no_part(scope, expr, symbol, "holds, margin, value and bound");
  const Expr *object = tree_inside(expr->as.member.object);
  bool asked = object->kind == EXPR_CALL;
  if (asked != target->reads_year || (asked && object->as.call.arguments.count != 1))
    return report_target_year(scope, expr, target);
  Term *term = term_new(scope, TERM_TARGET, expr, type_of_part(target, (TargetPart)part));
  term->as.target.target = target;
  term->as.target.part = (TargetPart)part;
  if (asked)
    term->as.target.year = term_of_kind(scope, object->as.call.arguments.items[0], TYPE_INTEGER,
                                        "the year of a target");
  if (asked && term_failed(term->as.target.year))
    return term_error(scope, expr);
  term_holds(scope, term, term->as.target.year);
  return term;
}

static const Term *member_of_control(const Scope *scope, const Expr *expr, Symbol *symbol) {
  int part = 0;
  if (!find_part(expr->as.member.field.text, control_parts, 2, &part))
    return report_no_part(scope, expr, symbol, "hits and unsettled: how many records");
  const Control *control = control_understand(scope->checker, symbol, expr->span);
  if (!control)
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_CONTROL, expr, type_of_kind(TYPE_INTEGER));
  term->as.control.control = control;
  term->as.control.part = (ControlPart)part;
  return term;
}

/* ---- a.b ----------------------------------------------------------------------------- */

static Symbol *symbol_of(const Scope *scope, const Expr *object) {
  if (object->kind != EXPR_NAME && object->kind != EXPR_CALL)
    return NULL;
  Name name = object->kind == EXPR_NAME ? (Name){ object->span, object->as.name.text }
                                        : object->as.call.name;
  if (object->kind == EXPR_NAME && typed_name_is_nearer(scope, name.text))
    return NULL;
  Symbol *symbol = symbol_find(scope->module, SPACE_VALUE, name);
  bool ours = symbol && (symbol->kind == SYMBOL_BUDGET || symbol->kind == SYMBOL_TARGET ||
                         symbol->kind == SYMBOL_CONTROL);
  return ours ? symbol : NULL;
}

const Term *typed_budget_member(const Scope *scope, const Expr *expr) {
  Symbol *symbol = symbol_of(scope, tree_inside(expr->as.member.object));
  if (!symbol)
    return NULL;
  switch (symbol->kind) {
    case SYMBOL_BUDGET: return member_of_budget(scope, expr, symbol);
    case SYMBOL_TARGET: return member_of_target(scope, expr, symbol);
    default:            return member_of_control(scope, expr, symbol);
  }
}
