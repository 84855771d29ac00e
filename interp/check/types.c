#include "interp/check/checker.h"

Type type_of_kind(TypeKind kind) {
  return (Type){ .kind = kind };
}

Type type_of_money(const Currency *currency) {
  return (Type){ .kind = TYPE_MONEY, .currency = currency };
}

static Type type_of_codes(const Codelist *codelist) {
  return (Type){ .kind = TYPE_CODE, .codes = codelist };
}

Type type_of_record(const RecordType *record) {
  return (Type){ .kind = TYPE_RECORD, .record = record };
}

Type type_of_list(Arena *arena, Type element) {
  Type *kept = arena_new(arena, Type);
  *kept = element;
  return (Type){ .kind = TYPE_LIST, .element = kept };
}

/* A codelist or a record by its name. */
static Type type_of_name(ModuleScope *module, Name name) {
  const Symbol *symbol = symbol_find(module, SPACE_TYPE, name);
  if (symbol && symbol->kind == SYMBOL_CODELIST)
    return type_of_codes(symbol->as.codelist);
  if (symbol)
    return type_of_record(symbol->as.record);
  Diags *diags = module->checker->diags;
  if (symbols_unread(module->checker, name.text))
    return type_of_kind(TYPE_UNKNOWN);
  diag_report(diags, DIAG_UNKNOWN_NAME, name.span, "type \"%.*s\" is not declared",
              TEXT_PRINT(name.text));
  Guess guess = guess_start(module->checker, name.text);
  guess_offer_space(&guess, module, SPACE_TYPE);
  static const char *const words[] = { "money", "rate", "decimal", "integer", "date", "duration",
                                       "text", "yes/no", "moment" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    guess_offer(&guess, text_from(words[i]));
  guess_help(&guess);
  if (guess.best.length == 0)
    diag_help(diags, "a type is money, rate, decimal, integer, date, duration, text, yes/no, a "
              "codelist, a record or a list of one");
  return type_of_kind(TYPE_UNKNOWN);
}

static Type type_of_written_money(ModuleScope *module, const WrittenType *written) {
  const Currency *currency = written->name.text.length
                               ? currency_need(module, written->name)
                               : currency_of_money(module, written->span);
  return currency ? type_of_money(currency) : type_of_kind(TYPE_UNKNOWN);
}

static Type type_of_written_list(ModuleScope *module, const WrittenType *written) {
  const Symbol *symbol = symbol_need(module, SYMBOL_RECORD, written->name);
  return symbol ? type_of_list(module->checker->arena, type_of_record(symbol->as.record))
                : type_of_kind(TYPE_UNKNOWN);
}

Type type_of_written(ModuleScope *module, const WrittenType *written) {
  switch (written->kind) {
    case WRITTEN_MONEY:    return type_of_written_money(module, written);
    case WRITTEN_RATE:     return type_of_kind(TYPE_RATE);
    case WRITTEN_DECIMAL:  return type_of_kind(TYPE_DECIMAL);
    case WRITTEN_INTEGER:  return type_of_kind(TYPE_INTEGER);
    case WRITTEN_DATE:     return type_of_kind(TYPE_DATE);
    case WRITTEN_DURATION: return type_of_kind(TYPE_DURATION);
    case WRITTEN_TEXT:     return type_of_kind(TYPE_TEXT);
    case WRITTEN_TRUTH:    return type_of_kind(TYPE_TRUTH);
    case WRITTEN_MOMENT:   return type_of_kind(TYPE_MOMENT);
    case WRITTEN_NAME:     return type_of_name(module, written->name);
    case WRITTEN_LIST:     return type_of_written_list(module, written);
  }
  return type_of_kind(TYPE_UNKNOWN);
}

bool type_is_number(const Type *type) {
  return type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL;
}

bool type_is_quantity(const Type *type) {
  return type_is_number(type) || type->kind == TYPE_RATE || type->kind == TYPE_MONEY;
}

bool type_is_ordered(const Type *type) {
  return type_is_quantity(type) || type->kind == TYPE_DATE || type->kind == TYPE_MOMENT ||
         type->kind == TYPE_DURATION || type->kind == TYPE_TEXT;
}

bool type_currencies_differ(const Type *a, const Type *b) {
  return a->kind == TYPE_MONEY && b->kind == TYPE_MONEY && a->currency && b->currency &&
         a->currency != b->currency;
}

bool type_common(const Type *a, const Type *b, Type *common) {
  if (a->kind == TYPE_UNKNOWN || b->kind == TYPE_UNKNOWN) {
    *common = a->kind == TYPE_UNKNOWN ? *b : *a;
    return true;
  }
  if (type_is_number(a) && type_is_number(b)) {
    *common = a->kind == TYPE_DECIMAL ? *a : *b;
    return true;
  }
  if (a->kind == TYPE_MONEY && b->kind == TYPE_MONEY && !type_currencies_differ(a, b)) {
    *common = a->currency ? *a : *b;
    return true;
  }
  *common = *a;
  return type_equal(a, b);
}

static const char *kind_named(TypeKind kind) {
  switch (kind) {
    case TYPE_UNKNOWN:  return MESSAGE("of a type that is not known");
    case TYPE_TRUTH:    return MESSAGE("yes or no");
    case TYPE_INTEGER:  return MESSAGE("a whole number");
    case TYPE_DECIMAL:  return MESSAGE("a number");
    case TYPE_RATE:     return MESSAGE("a rate");
    case TYPE_DATE:     return MESSAGE("a date");
    case TYPE_MOMENT:   return MESSAGE("a moment");
    case TYPE_DURATION: return MESSAGE("a duration");
    case TYPE_TEXT:     return MESSAGE("a text");
    case TYPE_BODY:     return MESSAGE("a body");
    case TYPE_LIST:     return MESSAGE("a list");
    case TYPE_MONEY: case TYPE_CODE: case TYPE_RECORD:
      break;
  }
  return "";
}

Text type_named(const Checker *checker, const Type *type) {
  const Diags *diags = checker->diags;
  switch (type->kind) {
    case TYPE_MONEY:
      return type_text(checker->arena, type, diags->language);
    case TYPE_CODE:
      return arena_format(checker->arena, diag_words(diags, "a code of \"%.*s\""),
                          TEXT_PRINT(type->codes->name));
    case TYPE_RECORD:
      return arena_format(checker->arena, diag_words(diags, "a record \"%.*s\""),
                          TEXT_PRINT(type->record->name));
    case TYPE_LIST:
      if (type->element)
        return arena_format(checker->arena, diag_words(diags, "a list of %.*s"),
                            TEXT_PRINT(type_text(checker->arena, type->element,
                                                 diags->language)));
      break;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_TEXT: case TYPE_BODY:
      break;
  }
  return text_from(diag_words(diags, kind_named(type->kind)));
}
