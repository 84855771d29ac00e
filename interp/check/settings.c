#include "interp/check/check.h"
#include "interp/check/checker.h"

#include "grammar/keywords.h"

/* ---- numbers written in named clauses (semantics X9) ------------------------------------- */

typedef struct { const Expr *found; size_t count; bool durations; } NumberSearch;

/* The unit that an amount is rounded to stays a constant: it is no number to set. */
static bool count_number(void *context, const Expr *expr) {
  NumberSearch *search = context;
  if (expr->kind == EXPR_ROUND) {
    tree_walk(expr->as.round.value, count_number, search);
    return false;
  }
  if (expr->kind != EXPR_NUMBER)
    return true;
  bool duration = keyword_time_unit(expr->as.number.unit) != TIME_NOT;
  if (search->durations && !duration)
    return true;
  search->found = expr;
  search->count++;
  return true;
}

const Expr *only_number(const Expr *expr, bool durations) {
  NumberSearch search = { NULL, 0, durations };
  tree_walk(expr, count_number, &search);
  return search.count == 1 ? search.found : NULL;
}

/* The name means the number of the clause in whichever version stands: in an amendment that
 * replaces the clause it is another number of the same name. */
static const Parameter *in_another_version(const Checker *checker, const Expr *expr,
                                           const Parameter *first) {
  return first && checker->model->amendments.count > 0 && tree_amended(checker, expr->span)
             ? first : NULL;
}

const Term *implicit_parameter(const Scope *scope, const Expr *expr, const Term *constant) {
  Checker *checker = scope->checker;
  Parameter *first = map_get(&checker->implicit, scope->implicit_name);
  if (first && !in_another_version(checker, expr, first)) {
    map_add(&checker->implicit_twice, scope->implicit_name, (Expr *)expr);
    return constant;
  }
  Parameter *parameter = arena_new(checker->arena, Parameter);
  *parameter = (Parameter){ .index = checker->model->parameters.count,
                            .name = scope->implicit_name, .title = scope->implicit_title,
                            .span = expr->span, .type = constant->type, .value = constant,
                            .implicit = true, .also = first ? first->also : NULL };
  LIST_ADD(checker->arena, &checker->model->parameters, Parameter *, parameter);
  if (first)
    first->also = parameter;
  else
    map_add(&checker->implicit, parameter->name, parameter);
  Term *term = term_new(scope, TERM_PARAMETER, expr, parameter->type);
  term->as.parameter.parameter = parameter;
  term_holds(scope, term, constant);
  return term;
}

/* ---- set NAME = VALUE -------------------------------------------------------------------- */

static Text joined(Arena *arena, const NameList *path) {
  Text text = path->count ? path->items[0].text : TEXT("");
  for (size_t i = 1; i < path->count; i++)
    text = arena_format(arena, "%.*s.%.*s", TEXT_PRINT(text), TEXT_PRINT(path->items[i].text));
  return text;
}

static const Parameter *report_no_parameter(ModuleScope *module, const Setting *setting,
                                            Text name) {
  Checker *checker = module->checker;
  Span span = setting->path.count ? span_join(setting->path.items[0].span,
                                              setting->path.items[setting->path.count - 1].span)
                                  : setting->span;
  if (symbols_unread(checker, name))
    return NULL;
  diag_report(checker->diags, DIAG_UNKNOWN_NAME, span, "parameter \"%.*s\" is not declared",
              TEXT_PRINT(name));
  Guess guess = guess_start(checker, name);
  for (size_t i = 0; i < checker->model->parameters.count; i++)
    guess_offer(&guess, checker->model->parameters.items[i]->name);
  guess_help(&guess);
  return NULL;
}

/* Two decisions may have clauses of one name: neither number is meant more than the other. */
static const Parameter *report_two_numbers(Checker *checker, const Setting *setting,
                                           const Parameter *first, const Expr *second) {
  Diags *diags = checker->diags;
  diag_report(diags, DIAG_AMBIGUOUS_NAME, setting->span,
              "two clauses hold a number called \"%.*s\"", TEXT_PRINT(first->name));
  diag_label(diags, first->span, "this one");
  diag_label(diags, second->span, "and this one");
  diag_help(diags, "give each a parameter of its own, and set that");
  return NULL;
}

/* The module's own, one it uses, one made of a number in a clause, or any of the model. */
static const Parameter *find_parameter(ModuleScope *module, const Setting *setting) {
  Checker *checker = module->checker;
  Text name = joined(checker->arena, &setting->path);
  if (setting->path.count == 1) {
    Symbol *symbol = symbol_find(module, SPACE_VALUE, setting->path.items[0]);
    if (symbol && symbol->kind == SYMBOL_PARAMETER)
      return parameter_understand(checker, symbol, setting->span);
    if (symbol) {
      symbol_need(module, SYMBOL_PARAMETER, setting->path.items[0]);
      return NULL;
    }
  }
  const Parameter *implicit = map_get(&checker->implicit, name);
  for (size_t i = 0; !implicit && i < checker->model->parameters.count; i++)
    if (text_equal(checker->model->parameters.items[i]->name, name))
      implicit = checker->model->parameters.items[i];
  const Expr *other = map_get(&checker->implicit_twice, name);
  if (implicit && other)
    return report_two_numbers(checker, setting, implicit, other);
  return implicit ? implicit : report_no_parameter(module, setting, name);
}

static bool only_days(const Value *value) {
  return value->state == VALUE_KNOWN && value->kind == TYPE_DURATION &&
         value->as.duration.months == 0 && value->as.duration.working_days == 0;
}

/* Months in place of days need a law of time, as the rules themselves would. */
static bool time_fits(const Scope *scope, const Parameter *parameter, const Term *value) {
  Value before, after;
  if (parameter->type.kind != TYPE_DURATION || !term_default(parameter->value, &before) ||
      !term_default(value, &after) || !only_days(&before) || only_days(&after))
    return true;
  return time_allowed(scope, value, value->span, "counting in months or working days");
}

/* An integer may stand for a decimal, not the other way. */
static bool value_fits(const Parameter *parameter, const Term *value) {
  Type common;
  if (parameter->type.kind == TYPE_UNKNOWN || value->type.kind == TYPE_UNKNOWN)
    return value->type.kind != TYPE_RECORD && value->type.kind != TYPE_LIST;
  return type_common(&parameter->type, &value->type, &common) &&
         type_equal(&common, &parameter->type);
}

static void report_misfit(const Scope *scope, const Parameter *parameter, const Term *value) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_SETTING, value->span, "parameter \"%.*s\" is %.*s",
              TEXT_PRINT(parameter->name),
              TEXT_PRINT(type_named(scope->checker, &parameter->type)));
  diag_mark(diags, "this is %.*s", TEXT_PRINT(type_named(scope->checker, &value->type)));
  diag_label(diags, parameter->span, "declared here");
  if (type_is_number(&value->type) && parameter->type.kind != TYPE_DATE)
    term_help_unit(scope, &parameter->type, value);
}

/* The value with the days it holds on, as the run record has it. */
static Span span_of_value(const Setting *setting) {
  Span span = setting->value->span;
  if (setting->from.text.length)
    span = span_join(span, setting->from.span);
  return setting->until.text.length ? span_join(span, setting->until.span) : span;
}

bool setting_check(ModuleScope *module, const Setting *setting, ModelSetting *result) {
  Checker *checker = module->checker;
  if (setting->arguments.count)
    return cell_setting_check(module, setting, result);
  const Parameter *parameter = find_parameter(module, setting);
  Scope scope = scope_of_module(module);
  scope.constant = MESSAGE("a setting");
  const Type *hint = parameter && parameter->type.kind != TYPE_UNKNOWN ? &parameter->type : NULL;
  const Term *value = term_value(&scope, setting->value, hint);
  if (!parameter || term_failed(value))
    return false;
  if (!value_fits(parameter, value)) {
    report_misfit(&scope, parameter, value);
    return false;
  }
  *result = (ModelSetting){ .parameter = parameter, .value = value,
                            .text = term_written(&scope, span_of_value(setting)),
                            .dated = setting->from.text.length || setting->until.text.length };
  return time_fits(&scope, parameter, value) &&
         days_need(checker, setting->from, setting->until, &result->days);
}

/* A cell has a parameter of its own to stand for it: its name tells. */
static bool setting_same_target(const ModelSetting *a, const ModelSetting *b) {
  return a->parameter == b->parameter ||
         (a->cell && b->cell && text_equal(a->parameter->name, b->parameter->name));
}

/* One that holds always takes the place of all before it; one for some days is laid over them. */
void settings_put(Arena *arena, ModelSettings *settings, ModelSetting setting) {
  size_t kept = 0;
  for (size_t i = 0; i < settings->count; i++)
    if (setting.dated || !setting_same_target(&settings->items[i], &setting))
      settings->items[kept++] = settings->items[i];
  settings->count = kept;
  LIST_ADD(arena, settings, ModelSetting, setting);
}

/* ---- scenarios --------------------------------------------------------------------------- */

static void read_scenario(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  Scenario *scenario = arena_new(checker->arena, Scenario);
  *scenario = (Scenario){ .name = symbol->name, .span = symbol->span };
  const SettingList *settings = &symbol->decl->as.scenario.settings;
  for (size_t i = 0; i < settings->count; i++) {
    ModelSetting made;
    if (setting_check(module, &settings->items[i], &made))
      LIST_ADD(checker->arena, &scenario->settings, ModelSetting, made);
  }
  symbol->as.scenario = scenario;
  LIST_ADD(checker->arena, &checker->model->scenarios, Scenario *, scenario);
}

void scenarios_check(Checker *checker) {
  symbols_each(checker, SYMBOL_SCENARIO, read_scenario);
}
