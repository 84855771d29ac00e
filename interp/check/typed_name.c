#include "interp/check/checker.h"

bool word_is(Text name, const char *english, const char *swedish) {
  return text_is(name, english) || text_is(name, swedish);
}

/* By name or alias. */
static const Code *codelist_member(const Codelist *codelist, Text name) {
  for (size_t i = 0; i < codelist->count; i++)
    if (text_equal(codelist->codes[i].name, name))
      return &codelist->codes[i];
  for (size_t i = 0; i < codelist->count; i++)
    for (size_t j = 0; j < codelist->codes[i].aliases.count; j++)
      if (text_equal(codelist->codes[i].aliases.items[j], name))
        return &codelist->codes[i];
  return NULL;
}

/* ---- what a bare name may be ------------------------------------------------------------- */

typedef enum { WORD_NONE, WORD_DECIDER, WORD_GRANTED, WORD_RANK, WORD_AS_OF } Word;

static Word word_of(Text name) {
  if (word_is(name, "decider", "beslutande"))
    return WORD_DECIDER;
  if (word_is(name, "granted", "beviljat"))
    return WORD_GRANTED;
  if (word_is(name, "rank", "rang"))
    return WORD_RANK;
  if (word_is(name, "as_of", "avstämningsdag"))
    return WORD_AS_OF;
  return WORD_NONE;
}

static const Variable *find_variable(const Scope *scope, Text name) {
  for (const Variable *variable = scope->variables; variable; variable = variable->next)
    if (text_equal(variable->name, name))
      return variable;
  return NULL;
}

/* The index of a state of the amount that is already computed here; SIZE_MAX if none. */
static size_t find_state(const Scope *scope, Text name) {
  for (size_t i = 0; scope->work && i < scope->work->amount_names.count; i++)
    if (name.length && text_equal(scope->work->amount_names.items[i].text, name))
      return i;
  return SIZE_MAX;
}

static const NamedTerm *find_shown(const Scope *scope, Text name) {
  for (size_t i = 0; scope->shown && i < scope->shown->shows.count; i++)
    if (text_equal(scope->shown->shows.items[i]->name, name))
      return scope->shown->shows.items[i];
  return NULL;
}

bool typed_name_is_nearer(const Scope *scope, Text name) {
  return find_variable(scope, name) || budget_item_named(scope, name) ||
         (scope->subject && record_type_find(scope->subject, name));
}

bool typed_name_known(const Scope *scope, const Expr *expr) {
  Name name = { SPAN_NONE, expr->as.name.text };
  return typed_name_is_nearer(scope, name.text) ||
         find_state(scope, name.text) != SIZE_MAX || find_shown(scope, name.text) ||
         score_named(scope, name.text) || scope_has_earlier(scope, name.text) ||
         symbol_find(scope->module, SPACE_VALUE, name) ||
         symbol_body(scope->module, name) || word_of(name.text) != WORD_NONE;
}

/* ---- terms ------------------------------------------------------------------------------- */

static const Term *variable_term(const Scope *scope, const Expr *expr, const Variable *variable) {
  Term *term = term_new(scope, TERM_VARIABLE, expr, variable->type);
  term->as.variable.slot = variable->slot;
  term->as.variable.name = variable->name;
  return term;
}

static const Term *field_term(const Scope *scope, const Expr *expr, const Term *object,
                              const FieldType *field) {
  if (scope->constant) {
    Diags *diags = scope->checker->diags;
    diag_report(diags, DIAG_NOT_CONSTANT, expr->span,
                "%s cannot depend on field \"%.*s\" of a record",
                diag_words(diags, scope->constant), TEXT_PRINT(field->name));
    diag_label(diags, field->span, "the field");
    diag_help(diags, "only parameters, numbers and dates may stand here");
    return term_error(scope, expr);
  }
  Term *term = term_new(scope, TERM_FIELD, expr, field->type);
  term->as.field.object = object;
  term->as.field.field = field;
  term_holds(scope, term, object);
  return term;
}

static const Term *bare_field(const Scope *scope, const Expr *expr, const FieldType *field) {
  if (scope->subject_read)
    *scope->subject_read = true;
  return field_term(scope, expr, scope->subject_term, field);
}

/* A value as it is kept: money rounded to the minor unit (A2). */
static const Term *kept_term(const Scope *scope, const Expr *expr, const Term *value) {
  if (value->type.kind != TYPE_MONEY)
    return value;
  Term *term = term_new(scope, TERM_ROUND, expr, value->type);
  term->as.round.value = value;
  term->as.round.unit = fraction_from(1);
  term->as.round.kind = ROUNDED_NEAREST;
  term_holds(scope, term, value);
  return term;
}

/* What a clause of the decision computes, read by another.  Among variables it is read as a
 * definition is: both number their variables from 0. */
static const Term *clause_value(const Scope *scope, const Expr *expr, Text name, Text title,
                                const Term *value) {
  if (scope->next_slot == 0 || term_failed(value))
    return value;
  Define *define = arena_new(scope->checker->arena, Define);
  *define = (Define){ .name = name, .title = title, .span = value->span, .type = value->type,
                      .slots = scope->checker->model->most_slots,
                      .subject = scope->work ? scope->work->decision->subject : NULL,
                      .value = value };
  Term *term = term_new(scope, TERM_CALL, expr, value->type);
  term->as.call.define = define;
  term_holds(scope, term, value);
  return term;
}

/* In rules the state is its expression, rounded as it is kept (A2): rules are judged first. */
static const Term *state_term(const Scope *scope, const Expr *expr, size_t index) {
  const NamedTerm *amount = scope->work->decision->amounts.items[index];
  if (index >= scope->amount_count) {
    diag_report(scope->checker->diags, DIAG_RESULT_TOO_EARLY, expr->span,
                "amount \"%.*s\" is computed further down", TEXT_PRINT(amount->name));
    diag_label(scope->checker->diags, amount->span, "here");
    diag_help(scope->checker->diags, "an amount may use those above it: move the clause up");
    return term_error(scope, expr);
  }
  if (term_failed(amount->value))
    return term_error(scope, expr);
  if (!scope->states_by_value) {
    Term *term = term_new(scope, TERM_STATE_OF_AMOUNT, expr, amount->value->type);
    term->as.state_of_amount.amount = index;
    return term;
  }
  return kept_term(scope, expr, clause_value(scope, expr, amount->name, amount->title,
                                             amount->value));
}

static const Term *define_term(const Scope *scope, const Expr *expr, Symbol *symbol);

/* The rules do not run without the day of the run (T4). */
static void read_run_date(const Scope *scope, const Expr *expr) {
  if (!scope->checker->model->as_of_read.file)
    scope->checker->model->as_of_read = expr->span;
}

/* Where no date governs, a value that differs with time is that of the day of the run. */
static const Term *parameter_term(const Scope *scope, const Expr *expr, Symbol *symbol) {
  if (symbol->decl->as.parameter.table || symbol->exceptions.count)
    return define_term(scope, expr, symbol);
  const Parameter *parameter = parameter_understand(scope->checker, symbol, expr->span);
  if (!parameter)
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_PARAMETER, expr, parameter->type);
  term->as.parameter.parameter = parameter;
  term_holds(scope, term, parameter->value);
  if (!scope->governing && !scope->constant && term_is_dated(term))
    read_run_date(scope, expr);
  return term;
}

static const Term *body_term(const Scope *scope, const Expr *expr, const Body *body) {
  return term_constant(scope, expr, type_of_kind(TYPE_BODY), value_body(body));
}

static const Term *define_term(const Scope *scope, const Expr *expr, Symbol *symbol) {
  size_t count;
  define_arguments(symbol->decl, &count);
  if (count) {
    diag_report(scope->checker->diags, DIAG_ARGUMENTS, expr->span,
                count == 1 ? "%s \"%.*s\" takes %zu argument"
                           : MESSAGE("%s \"%.*s\" takes %zu arguments"),
                symbol_kind_text(scope->checker, symbol->kind), TEXT_PRINT(symbol->name), count);
    diag_label(scope->checker->diags, symbol->span, "declared here");
    diag_help(scope->checker->diags, "write them in parentheses after the name");
    return term_error(scope, expr);
  }
  const Define *define = define_instance(scope, symbol, NULL, 0, expr->span);
  if (!define)
    return term_error(scope, expr);
  Term *term = term_new(scope, TERM_CALL, expr, define->type);
  term->as.call.define = define;
  term_holds(scope, term, define->value);
  return term;
}

static const Term *symbol_term(const Scope *scope, const Expr *expr, Symbol *symbol) {
  switch (symbol->kind) {
    case SYMBOL_PARAMETER: return parameter_term(scope, expr, symbol);
    case SYMBOL_DEFINE:    return define_term(scope, expr, symbol);
    case SYMBOL_LADDER:    return ladder_term(scope, expr, symbol, NULL);
    case SYMBOL_TABLE:     return typed_lookup(scope, expr, symbol);
    case SYMBOL_BODY:
    case SYMBOL_ROLE:      return body_term(scope, expr, symbol->as.body);
    default:               break;
  }
  diag_report(scope->checker->diags, DIAG_WRONG_KIND, expr->span, "%s \"%.*s\" is not a value",
              symbol_kind_text(scope->checker, symbol->kind), TEXT_PRINT(symbol->name));
  diag_label(scope->checker->diags, symbol->span, "declared here");
  return term_error(scope, expr);
}

static const Term *result_term(const Scope *scope, const Expr *expr, Word word) {
  if (word == WORD_AS_OF) {
    Term *term = term_new(scope, TERM_BUILTIN, expr, type_of_kind(TYPE_DATE));
    term->as.builtin.builtin = BUILTIN_AS_OF;
    read_run_date(scope, expr);
    return term;
  }
  if (word == WORD_RANK ? !scope->ranked : !scope->results) {
    Diags *diags = scope->checker->diags;
    diag_report(diags, DIAG_RESULT_TOO_EARLY, expr->span,
                "\"%.*s\" is not known before the decision", TEXT_PRINT(expr->as.name.text));
    if (word == WORD_RANK)
      diag_help(diags, "it may stand in conditions, deadlines and shows");
    else
      diag_help(diags, "it may stand in conditions, deadlines, shows and outcomes after allocate");
    return term_error(scope, expr);
  }
  Type type = word == WORD_DECIDER ? type_of_kind(TYPE_BODY)
            : word == WORD_RANK    ? type_of_kind(TYPE_INTEGER)
            : type_of_money(scope->work ? scope->work->decision->currency
                                        : scope->checker->model->currency);
  Term *term = term_new(scope, TERM_RESULT, expr, type);
  term->as.result.result = word == WORD_DECIDER ? RESULT_DECIDER
                         : word == WORD_RANK    ? RESULT_RANK : RESULT_GRANTED;
  return term;
}

/* ---- outcomes ---------------------------------------------------------------------------- */

/* The outcome that a name means where results are known: the language's, or the decision's own. */
static Text outcome_named(const Scope *scope, Text name) {
  static const char *const words[][2] = {
    { "invalid", "ogiltig" },         { "ineligible", "ej behörig" }, { "rejected", "avslag" },
    { "incomplete", "ofullständig" }, { "waitlisted", "reserv" }, { "fundable", "kan beviljas" },
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (word_is(name, words[i][0], words[i][1]))
      return text_from(words[i][0]);
  const OwnOutcome *own = scope->work ? outcome_find(scope->work->decision, name) : NULL;
  return own ? own->name : TEXT_NONE;
}

/* `when rejected`, `when forwarded`: is that the outcome of the record (semantics S3, S8)? */
static const Term *outcome_term(const Scope *scope, const Expr *expr) {
  Text outcome = scope->results ? outcome_named(scope, expr->as.name.text) : TEXT_NONE;
  if (!outcome.length)
    return NULL;
  Term *result = term_new(scope, TERM_RESULT, expr, type_of_kind(TYPE_TEXT));
  result->as.result.result = RESULT_OUTCOME;
  const Term *named = term_constant(scope, expr, type_of_kind(TYPE_TEXT), value_text(outcome));
  return term_binary(scope, expr, type_of_kind(TYPE_TRUTH), BINARY_EQUAL, result, named);
}

/* ---- unknown names ----------------------------------------------------------------------- */

static void offer_all(Guess *guess, const Scope *scope) {
  for (const Variable *variable = scope->variables; variable; variable = variable->next)
    guess_offer(guess, variable->name);
  if (scope->subject)
    guess_offer_fields(guess, scope->subject);
  guess_offer_space(guess, scope->module, SPACE_VALUE);
}

/* "staffing" alone: a code without its codelist beside it. */
static const Codelist *codelist_with(const Scope *scope, Text name) {
  const Model *model = scope->checker->model;
  for (size_t i = 0; i < model->codelists.count; i++)
    if (codelist_member(model->codelists.items[i], name))
      return model->codelists.items[i];
  return NULL;
}

static const Term *report_unknown(const Scope *scope, const Expr *expr, const Type *hint) {
  Diags *diags = scope->checker->diags;
  Text name = expr->as.name.text;
  if (symbols_unread(scope->checker, name) || (hint && hint->kind == TYPE_UNKNOWN))
    return term_error(scope, expr);
  if (hint && hint->kind == TYPE_CODE) {
    diag_report(diags, DIAG_UNKNOWN_CODE, expr->span, "codelist \"%.*s\" has no code \"%.*s\"",
                TEXT_PRINT(hint->codes->name), TEXT_PRINT(name));
    diag_label(diags, hint->codes->span, "declared here");
    Guess guess = guess_start(scope->checker, name);
    for (size_t i = 0; i < hint->codes->count; i++)
      guess_offer(&guess, hint->codes->codes[i].name);
    guess_help(&guess);
    return term_error(scope, expr);
  }
  const Symbol *other = symbol_elsewhere(scope->module, SPACE_VALUE, (Name){ SPAN_NONE, name });
  if (other) {
    diag_report(diags, DIAG_WRONG_KIND, expr->span, "%s \"%.*s\" is not a value",
                symbol_kind_text(scope->checker, other->kind), TEXT_PRINT(name));
    diag_label(diags, other->span, "declared here");
    return term_error(scope, expr);
  }
  diag_report(diags, DIAG_UNKNOWN_NAME, expr->span, "\"%.*s\" is not declared", TEXT_PRINT(name));
  Guess guess = guess_start(scope->checker, name);
  offer_all(&guess, scope);
  guess_help(&guess);
  const Codelist *codelist = guess.best.length ? NULL : codelist_with(scope, name);
  if (codelist)
    diag_help(diags, "it is a code of \"%.*s\": write FIELD is %.*s", TEXT_PRINT(codelist->name),
              TEXT_PRINT(name));
  return term_error(scope, expr);
}

static const Term *code_term(const Scope *scope, const Expr *expr, const Type *hint) {
  const Code *code = hint && hint->kind == TYPE_CODE && hint->codes
                       ? codelist_member(hint->codes, expr->as.name.text) : NULL;
  return code ? term_constant(scope, expr, *hint, value_code(code)) : NULL;
}

const Term *typed_name(const Scope *scope, const Expr *expr, const Type *hint) {
  Name name = { expr->span, expr->as.name.text };
  const Term *code = code_term(scope, expr, hint);
  if (code)
    return code;
  const Variable *variable = find_variable(scope, name.text);
  if (variable)
    return variable_term(scope, expr, variable);
  const BudgetItem *item = budget_item_named(scope, name.text);
  if (item && item->index < scope->budget->available)
    return budget_item_term(scope, expr, item);
  const FieldType *field = scope->subject ? record_type_find(scope->subject, name.text) : NULL;
  if (field)
    return bare_field(scope, expr, field);
  if (item)
    return budget_item_term(scope, expr, item);
  size_t state = find_state(scope, name.text);
  if (state != SIZE_MAX)
    return state_term(scope, expr, state);
  const Score *score = score_named(scope, name.text);
  if (score)
    return clause_value(scope, expr, score->name, score->title, score->value);
  const NamedTerm *shown = find_shown(scope, name.text);
  if (shown)
    return kept_term(scope, expr, clause_value(scope, expr, shown->name, shown->title,
                                               shown->value));
  Symbol *symbol = symbol_find(scope->module, SPACE_VALUE, name);
  if (symbol)
    return symbol_term(scope, expr, symbol);
  Word word = word_of(name.text);
  if (word != WORD_NONE)
    return result_term(scope, expr, word);
  const Body *body = symbol_body(scope->module, name);
  if (body)
    return body_term(scope, expr, body);
  const Term *earlier = typed_earlier(scope, expr);
  if (earlier)
    return earlier;
  const Term *outcome = outcome_term(scope, expr);
  return outcome ? outcome : report_unknown(scope, expr, hint);
}

/* ---- a.b --------------------------------------------------------------------------------- */

const Term *typed_member(const Scope *scope, const Expr *expr) {
  Diags *diags = scope->checker->diags;
  const Term *budget = typed_budget_member(scope, expr);
  if (budget)
    return budget;
  const Term *result = typed_result(scope, expr);
  if (result)
    return result;
  const Term *object = term_value(scope, expr->as.member.object, NULL);
  Name name = expr->as.member.field;
  if (object->type.kind == TYPE_UNKNOWN)
    return term_error(scope, expr);
  if (object->type.kind == TYPE_LIST) {
    diag_report(diags, DIAG_WRONG_TYPE, expr->span, "a list has no fields of its own");
    diag_help(diags, "ask of its records one by one: every a in … satisfies a.%.*s",
              TEXT_PRINT(name.text));
    return term_error(scope, expr);
  }
  if (object->type.kind != TYPE_RECORD) {
    diag_report(diags, DIAG_WRONG_TYPE, expr->span, "%.*s has no fields",
                TEXT_PRINT(type_named(scope->checker, &object->type)));
    return term_error(scope, expr);
  }
  const RecordType *record = object->type.record;
  const FieldType *field = record_type_find(record, name.text);
  if (field)
    return field_term(scope, expr, object, field);
  if (symbols_unread(scope->checker, name.text))
    return term_error(scope, expr);
  diag_report(diags, DIAG_UNKNOWN_FIELD, name.span, "record \"%.*s\" has no field \"%.*s\"",
              TEXT_PRINT(record->name), TEXT_PRINT(name.text));
  diag_label(diags, record->span, "declared here");
  Guess guess = guess_start(scope->checker, name.text);
  guess_offer_fields(&guess, record);
  guess_help(&guess);
  return term_error(scope, expr);
}
