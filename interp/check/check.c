#include "interp/check/amendments.h"

#include "interp/check/quote.h"

static void check_all(Checker *checker) {
  units_declare(checker);
  declare_all(checker);
  head_time_law(checker);
  aliases_declare(checker);
  codelists_check(checker);
  records_check(checker);
  shipped_check(checker);
  documents_check(checker);
  tables_check(checker);
  imports_check(checker);
  exceptions_declare(checker);
  parameters_check(checker);
  transfers_check(checker);
  records_valid_check(checker);
  groups_check(checker);
  head_check(checker);
  amendments_check(checker);
  amendments_set_parameters(checker);
  meetings_check(checker);
  ladders_check(checker);
  frames_check(checker);
  decisions_check(checker);
  amendments_set_numbers(checker);
  dates_asked_check(checker);
  frames_check_depth(checker);
  budgets_check(checker);
  transfers_advise(checker);
  targets_check(checker);
  controls_check(checker);
  calendars_check(checker);
  defines_check(checker);
  duties_check(checker);
  judgement_check(checker);
  letters_check(checker);
  conflicts_check(checker);
  scenarios_check(checker);
  trials_check(checker);
  uses_mark(checker);
  local_names_give(checker);
}

/* A model that lacks something is never taken for whole: what was left out without a word (our
 * mistake, not the author's) is an error all the same. */
static void refuse_silence(const Checker *checker) {
  if (checker->left_out && checker->diags->errors == 0)
    diag_report(checker->diags, DIAG_WRONG_TYPE, checker->left_out_span,
                "this could not be understood");
}

Model *check_rules(Arena *arena, Text path, Text bytes, const CheckOptions *options, Diags *diags) {
  Checker *checker = arena_new(arena, Checker);
  Model *model = arena_new(arena, Model);
  CheckOptions *kept = arena_new(arena, CheckOptions);
  *kept = *options;
  *checker = (Checker){ .arena = arena, .diags = diags, .options = kept, .model = model };
  map_init(&checker->modules_by_name, arena);
  map_init(&checker->implicit, arena);
  map_init(&checker->implicit_twice, arena);
  model->names = checker;
  modules_load(checker, path, bytes);
  consolidate(checker);
  symbols_note_unread(checker);
  check_all(checker);
  refuse_silence(checker);
  quote_check(model, diags, arena);
  conflicts_settle(checker);
  numbers_advise(checker);
  layout_advise(checker);
  return model;
}

/* ---- settings and expressions from outside the files ------------------------------------- */

/* The checker of the model reports to other diags for the time of one call. */
typedef struct { Checker *checker; Diags *kept; } Borrowed;

static Borrowed borrow(const Model *model, Diags *diags) {
  Borrowed borrowed = { model->names, model->names->diags };
  model->names->diags = diags;
  model->names->depth = 0;
  return borrowed;
}

bool check_setting(const Model *model, const Setting *setting, Diags *diags,
                   ModelSetting *result) {
  Borrowed borrowed = borrow(model, diags);
  bool fits = setting_check(borrowed.checker->modules.items[0], setting, result);
  borrowed.checker->diags = borrowed.kept;
  return fits;
}

enum { SCENARIOS_SHOWN = 8 };

static void help_scenarios(const Model *model, Arena *arena, Diags *diags) {
  Text list = TEXT("");
  for (size_t i = 0; i < model->scenarios.count && i < SCENARIOS_SHOWN; i++)
    list = arena_format(arena, "%.*s%s\"%.*s\"", TEXT_PRINT(list), i ? ", " : "",
                        TEXT_PRINT(model->scenarios.items[i]->name));
  if (model->scenarios.count == 0)
    diag_help(diags, "these rules declare no scenario");
  else
    diag_help(diags, "there is %.*s%s", TEXT_PRINT(list),
              model->scenarios.count > SCENARIOS_SHOWN ? ", …" : "");
}

const Scenario *check_scenario(const Model *model, Text name, Diags *diags) {
  Borrowed borrowed = borrow(model, diags);
  Guess guess = guess_start(borrowed.checker, name);
  const Scenario *found = NULL;
  for (size_t i = 0; !found && i < model->scenarios.count; i++) {
    if (text_equal(model->scenarios.items[i]->name, name))
      found = model->scenarios.items[i];
    guess_offer(&guess, model->scenarios.items[i]->name);
  }
  if (!found) {
    diag_report(diags, DIAG_UNKNOWN_NAME, SPAN_NONE, "scenario \"%.*s\" is not declared",
                TEXT_PRINT(name));
    if (guess.best.length)
      guess_help(&guess);
    else
      help_scenarios(model, borrowed.checker->arena, diags);
  }
  borrowed.checker->diags = borrowed.kept;
  return found;
}

bool check_fact(const Model *model, const RecordType *record, const Fact *fact, Diags *diags,
                ModelFact *result) {
  Borrowed borrowed = borrow(model, diags);
  size_t errors = diags->errors;
  bool fits = fact_check(borrowed.checker->modules.items[0], record, fact, result) &&
              diags->errors == errors;
  borrowed.checker->diags = borrowed.kept;
  return fits;
}

const Term *check_value(const Model *model, const Type *type, const Expr *expr, Diags *diags) {
  Borrowed borrowed = borrow(model, diags);
  Scope scope = scope_of_module(borrowed.checker->modules.items[0]);
  size_t errors = diags->errors;
  const Term *term = term_value(&scope, expr, type);
  bool whole = !term_failed(term) && diags->errors == errors;
  borrowed.checker->diags = borrowed.kept;
  return whole ? term : NULL;
}

static const Term *asked_term(const Scope *scope, const Expr *expr) {
  const Diags *diags = scope->checker->diags;
  size_t errors = diags->errors;
  const Term *term = term_value(scope, expr, NULL);
  if (term_failed(term) || diags->errors != errors)
    return NULL;
  uses_mark_term(term);
  return term;
}

const Term *check_expression(const Model *model, const RecordType *subject, const Expr *expr,
                             Diags *diags) {
  Borrowed borrowed = borrow(model, diags);
  ModuleScope *module = borrowed.checker->modules.items[0];
  Scope scope = subject ? scope_of_record(module, subject) : scope_of_module(module);
  const Term *term = asked_term(&scope, expr);
  borrowed.checker->diags = borrowed.kept;
  return term;
}

const Term *check_ended_expression(const Model *model, const Decision *decision, const Expr *expr,
                                   Diags *diags) {
  Borrowed borrowed = borrow(model, diags);
  Scope scope = scope_of_record(borrowed.checker->modules.items[0], decision->subject);
  DecisionWork work = { .decision = (Decision *)decision };
  scope.work = &work;
  scope.results = true;
  const Term *term = asked_term(&scope, expr);
  borrowed.checker->diags = borrowed.kept;
  return term;
}
