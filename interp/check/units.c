#include "interp/check/checker.h"

#include "grammar/keywords.h"

/* ---- declarations: unit SEK = 100 öre, unit kr = 1 SEK ----------------------------------- */

static bool is_currency_name(Text name) {
  if (name.length != 3)
    return false;
  for (size_t i = 0; i < 3; i++)
    if (name.bytes[i] < 'A' || name.bytes[i] > 'Z')
      return false;
  return true;
}

static Symbol *declare_unit(ModuleScope *module, Name name, const Decl *decl,
                            const Currency *currency, Fraction minor) {
  Symbol *symbol = symbol_declare(module, SYMBOL_UNIT, name, decl);
  if (!symbol)
    return NULL;
  Unit *unit = arena_new(module->checker->arena, Unit);
  *unit = (Unit){ name.text, currency, minor };
  symbol->as.unit = unit;
  symbol->progress = PROGRESS_DONE;
  return symbol;
}

/* 100 minor units: a power of ten, so that amounts show in decimals. */
static bool read_scale(const Decl *decl, int64_t *scale, unsigned *decimals) {
  Fraction number;
  if (!fraction_parse(decl->as.unit.digits, '.', &number) || !fraction_to_int64(number, scale))
    return false;
  *decimals = 0;
  int64_t power = 1;
  while (power < *scale && *decimals < 6) {
    power *= 10;
    (*decimals)++;
  }
  return power == *scale;
}

static void declare_currency(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  int64_t scale;
  unsigned decimals;
  if (!read_scale(decl, &scale, &decimals)) {
    diag_report(checker->diags, DIAG_NUMBER_TOO_LARGE, decl->span,
                "a currency has 1, 10, 100 … or 1000000 of its minor unit");
    return;
  }
  Currency *currency = arena_new(checker->arena, Currency);
  *currency = (Currency){ decl->name.text, decl->name.text, decimals, scale };
  if (!declare_unit(module, decl->name, decl, currency, fraction_from(scale)))
    return;
  declare_unit(module, decl->as.unit.unit, decl, currency, fraction_from(1));
  LIST_ADD(checker->arena, &checker->model->currencies, Currency *, currency);
}

static Currency *currency_found(Checker *checker, const Currency *currency) {
  for (size_t i = 0; i < checker->model->currencies.count; i++)
    if (checker->model->currencies.items[i] == currency)
      return checker->model->currencies.items[i];
  return NULL;
}

static void report_unknown_unit(ModuleScope *module, Name name) {
  Checker *checker = module->checker;
  diag_report(checker->diags, DIAG_UNKNOWN_UNIT, name.span, "unit \"%.*s\" is not declared",
              TEXT_PRINT(name.text));
  if (word_is(name.text, "percent", "pct")) {
    diag_help(checker->diags, "a rate is written 5 %%");
    return;
  }
  Guess guess = guess_start(checker, name.text);
  guess_offer_space(&guess, module, SPACE_UNIT);
  static const char *const words[] = { "days", "weeks", "months", "years" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    guess_offer(&guess, text_from(words[i]));
  guess_help(&guess);
  if (guess.best.length == 0)
    diag_help(checker->diags, "money is written 5 kr, 5 tkr, 5 mkr or 5 EUR; time 5 days or "
              "5 months; a rate 5 %%");
}

/* A multiple of another unit, which stands above it in the file or in a module used. */
static void declare_multiple(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  Name base = decl->as.unit.unit;
  const Symbol *symbol = symbol_find(module, SPACE_UNIT, base);
  Fraction number, minor;
  if (!symbol || !symbol->as.unit) {
    report_unknown_unit(module, base);
    return;
  }
  if (!fraction_parse(decl->as.unit.digits, '.', &number) ||
      !fraction_multiply(number, symbol->as.unit->minor, &minor) || fraction_sign(minor) <= 0) {
    diag_report(checker->diags, DIAG_NUMBER_TOO_LARGE, decl->span,
                "unit \"%.*s\" is too large or not above zero", TEXT_PRINT(decl->name.text));
    return;
  }
  const Currency *of = symbol->as.unit->currency;
  if (!declare_unit(module, decl->name, decl, of, minor))
    return;
  Currency *currency = currency_found(checker, of);
  if (currency && text_equal(currency->main_unit, currency->name) &&
      fraction_compare(minor, fraction_from(currency->minor_per_main)) == 0)
    currency->main_unit = decl->name.text;
}

void units_declare(Checker *checker) {
  for (size_t i = checker->modules.count; i-- > 0;) {
    ModuleScope *module = checker->modules.items[i];
    const File *tree = module->module->tree;
    for (size_t j = 0; j < tree->decls.count; j++) {
      const Decl *decl = tree->decls.items[j];
      if (decl->kind != DECL_UNIT || decl->name.text.length == 0)
        continue;
      if (is_currency_name(decl->name.text) && !symbol_find(module, SPACE_UNIT, decl->as.unit.unit))
        declare_currency(module, decl);
      else
        declare_multiple(module, decl);
    }
  }
}

/* ---- currencies -------------------------------------------------------------------------- */

const Currency *currency_need(ModuleScope *module, Name name) {
  Checker *checker = module->checker;
  for (size_t i = 0; i < checker->model->currencies.count; i++)
    if (text_equal(checker->model->currencies.items[i]->name, name.text))
      return checker->model->currencies.items[i];
  const Symbol *unit = symbol_find(module, SPACE_UNIT, name);
  diag_report(checker->diags, DIAG_UNKNOWN_UNIT, name.span, "currency \"%.*s\" is not declared",
              TEXT_PRINT(name.text));
  if (unit && unit->as.unit) {
    diag_help(checker->diags, "\"%.*s\" is a unit of the currency %.*s", TEXT_PRINT(name.text),
              TEXT_PRINT(unit->as.unit->currency->name));
    return unit->as.unit->currency;
  }
  Guess guess = guess_start(checker, name.text);
  for (size_t i = 0; i < checker->model->currencies.count; i++)
    guess_offer(&guess, checker->model->currencies.items[i]->name);
  guess_help(&guess);
  return NULL;
}

static bool has_head(const Checker *checker) {
  const File *tree = checker->modules.items[0]->module->tree;
  for (size_t i = 0; i < tree->decls.count; i++)
    if (tree->decls.items[i]->kind == DECL_HEAD)
      return true;
  return false;
}

const Currency *currency_of_money(ModuleScope *module, Span span) {
  Checker *checker = module->checker;
  Model *model = checker->model;
  if (model->currency)
    return model->currency;
  if (!has_head(checker) && model->currencies.count)
    return model->currencies.items[0];     /* a text without a head: SEK, as std.money begins */
  if (model->currencies.count == 0)
    return NULL;                           /* std.money is missing, which has been reported */
  diag_report(checker->diags, DIAG_NO_CURRENCY, span, "money has no currency here");
  diag_help(checker->diags,
            "write the line \"currency SEK\" in the head, or \"money in SEK\" here");
  return NULL;
}

/* ---- numbers ----------------------------------------------------------------------------- */

static bool read_duration(TimeUnit unit, int64_t count, Duration *duration) {
  *duration = (Duration){ 0, 0, 0 };
  if (count > 4000000 || count < -4000000)
    return false;
  switch (unit) {
    case TIME_DAYS:         duration->days = count;         return true;
    case TIME_WEEKS:        duration->days = count * 7;     return true;
    case TIME_MONTHS:       duration->months = count;       return true;
    case TIME_YEARS:        duration->months = count * 12;  return true;
    case TIME_WORKING_DAYS: duration->working_days = count; return true;
    case TIME_NOT:          break;
  }
  return false;
}

static const Term *number_of_time(const Scope *scope, const Expr *expr, TimeUnit unit,
                                  Fraction number) {
  int64_t count;
  Value value = { .state = VALUE_KNOWN, .kind = TYPE_DURATION };
  if (!fraction_to_int64(number, &count) || !read_duration(unit, count, &value.as.duration)) {
    diag_report(scope->checker->diags, DIAG_NUMBER_TOO_LARGE, expr->span,
                "a duration is a whole number of %s",
                time_unit_text(unit, true, scope->checker->diags->language == LANGUAGE_SWEDISH
                                                     ? SURFACE_SWEDISH : SURFACE_ENGLISH));
    if (!fraction_is_whole(number))
      diag_help(scope->checker->diags, "write it in a smaller unit: 18 months, not 1.5 years");
    return term_error(scope, expr);
  }
  return term_constant(scope, expr, type_of_kind(TYPE_DURATION), value);
}

static const Term *number_of_money(const Scope *scope, const Expr *expr, Fraction number) {
  Name name = { expr->as.number.unit_span, expr->as.number.unit };
  const Symbol *symbol = symbol_find(scope->module, SPACE_UNIT, name);
  if (!symbol || !symbol->as.unit) {
    report_unknown_unit(scope->module, name);
    return term_error(scope, expr);
  }
  Fraction minor;
  Fraction most = fraction_from(90000000000000000);
  if (!fraction_multiply(number, symbol->as.unit->minor, &minor) ||
      fraction_compare(minor, most) > 0) {
    diag_report(scope->checker->diags, DIAG_NUMBER_TOO_LARGE, expr->span,
                "an amount is at most 9 * 10^16 of its minor unit");
    return term_error(scope, expr);
  }
  return term_constant(scope, expr, type_of_money(symbol->as.unit->currency),
                       value_number(TYPE_MONEY, minor));
}

static const Term *number_plain(const Scope *scope, const Expr *expr, Fraction number) {
  int64_t whole;
  if (expr->as.number.percent) {
    Fraction rate;
    if (fraction_divide(number, fraction_from(100), &rate))
      return term_constant(scope, expr, type_of_kind(TYPE_RATE), value_number(TYPE_RATE, rate));
  }
  if (!fraction_is_whole(number))
    return term_constant(scope, expr, type_of_kind(TYPE_DECIMAL),
                         value_number(TYPE_DECIMAL, number));
  if (fraction_to_int64(number, &whole))
    return term_constant(scope, expr, type_of_kind(TYPE_INTEGER), value_integer(whole));
  diag_report(scope->checker->diags, DIAG_NUMBER_TOO_LARGE, expr->span,
              "a whole number is at most 9223372036854775807");
  return term_error(scope, expr);
}

const Term *typed_number(const Scope *scope, const Expr *expr) {
  Fraction number;
  if (!fraction_parse(expr->as.number.digits, '.', &number)) {
    diag_report(scope->checker->diags, DIAG_NUMBER_TOO_LARGE, expr->span,
                "a number has at most 38 digits");
    return term_error(scope, expr);
  }
  Text unit = expr->as.number.unit;
  TimeUnit time = unit.length ? keyword_time_unit(unit) : TIME_NOT;
  const Term *constant = unit.length == 0   ? number_plain(scope, expr, number)
                       : time != TIME_NOT   ? number_of_time(scope, expr, time, number)
                                            : number_of_money(scope, expr, number);
  if (scope->named_number == expr && !term_failed(constant))
    return implicit_parameter(scope, expr, constant);
  return constant;
}

/* ---- scales of columns ------------------------------------------------------------------- */

bool units_scale(ModuleScope *module, Name scale, const Type *type, Fraction *result) {
  Checker *checker = module->checker;
  Fraction number;
  const Symbol *unit = symbol_find(module, SPACE_UNIT, scale);
  if (text_is(scale.text, "%") && type->kind == TYPE_RATE)
    return fraction_make(1, 100, result);
  if (fraction_parse(scale.text, '.', &number) && fraction_sign(number) > 0 &&
      type_is_quantity(type) && type->kind != TYPE_INTEGER) {
    if (type->kind != TYPE_MONEY || !type->currency) {
      *result = number;
      return true;
    }
    return fraction_multiply(number, fraction_from(type->currency->minor_per_main), result);
  }
  if (unit && unit->as.unit && type->kind == TYPE_MONEY) {
    if (unit->as.unit->currency == type->currency) {
      *result = unit->as.unit->minor;
      return true;
    }
    diag_report(checker->diags, DIAG_CURRENCY_MIX, scale.span,
                "\"%.*s\" is a unit of %.*s, the field "
                "is money %.*s", TEXT_PRINT(scale.text), TEXT_PRINT(unit->as.unit->currency->name),
                TEXT_PRINT(type->currency->name));
    return false;
  }
  diag_report(checker->diags, DIAG_UNKNOWN_UNIT, scale.span,
              "\"%.*s\" is no scale for a field of this type", TEXT_PRINT(scale.text));
  diag_help(checker->diags, "money is scaled \"in tkr\", a rate \"in %%\", a number \"in 0.001\"");
  return false;
}
