/* What is written as a value: one more, one less, another of its kind. */
#include "interp/trials/mutants.h"

/* One minor unit, 1 %, 1: where the digits written do not tell. */
static Fraction smallest_step(TypeKind kind) {
  Fraction step = fraction_from(1);
  if (kind == TYPE_RATE)
    fraction_make(1, 100, &step);
  return step;
}

/* The last digit of "12.50" is worth 1/100. */
static bool last_digit(Text digits, Fraction *worth) {
  Int128 parts = 1;
  size_t point = digits.length;
  for (size_t i = 0; i < digits.length; i++)
    if (digits.bytes[i] == '.' || digits.bytes[i] == ',')
      point = i;
  for (size_t i = point + 1; i < digits.length; i++)
    if (i > point + 18)
      return false;
    else
      parts *= 10;
  return fraction_make(1, parts, worth);
}

static const Expr *number_in(const Expr *expr) {
  while (expr && (expr->kind == EXPR_GROUP || expr->kind == EXPR_UNARY))
    expr = expr->kind == EXPR_GROUP ? expr->as.group.inner : expr->as.unary.operand;
  return expr && expr->kind == EXPR_NUMBER ? expr : NULL;
}

/* One of the last digit written, as "12.5 mkr" says it; false: the value has no next. */
static bool mutate_step(const Value *value, const Expr *expr, Fraction *step) {
  *step = smallest_step(value->kind);
  const Expr *number = number_in(expr);
  Fraction digits, worth, unit;
  if (fraction_is_zero(value->as.number) || !number ||
      !fraction_parse(number->as.number.digits, '.', &digits) || fraction_is_zero(digits))
    return true;
  if (fraction_sign(value->as.number) < 0 && !fraction_negate(digits, &digits))
    return false;
  return last_digit(number->as.number.digits, &worth) &&
         fraction_divide(value->as.number, digits, &unit) && fraction_multiply(unit, worth, step);
}

static void put(Mutants *mutants, MutantKind kind, const Term *term, Span span, Value value) {
  Text shown = value_show(mutants->arena, value, &term->type,
                          mutants->model->surface == SURFACE_SWEDISH);
  MUTANTS_PUT(mutants, kind, span, term, shown, &((Term *)term)->as.constant, Value, value);
}

static void mutate_number(Mutants *mutants, const Term *term, Span span) {
  const Value *value = &term->as.constant;
  Fraction step, more, less;
  if (!mutate_step(value, term->expr, &step))
    return;
  if (fraction_add(value->as.number, step, &more))
    put(mutants, MUTANT_NUMBER, term, span, value_number(value->kind, more));
  if (fraction_subtract(value->as.number, step, &less))
    put(mutants, MUTANT_NUMBER, term, span, value_number(value->kind, less));
}

static void put_date(Mutants *mutants, const Term *term, Span span, int days) {
  Date date;
  if (date_add_days(term->as.constant.as.date, days, &date))
    put(mutants, MUTANT_NUMBER, term, span, value_date(date));
}

/* By what stands in it: a year is 12 months, a week 7 days. */
static void put_duration(Mutants *mutants, const Term *term, Span span, int sign) {
  const Expr *number = number_in(term->expr);
  Fraction digits;
  int64_t count = 0;
  if (number && fraction_parse(number->as.number.digits, '.', &digits))
    fraction_to_int64(digits, &count);
  Value value = term->as.constant;
  Duration *duration = &value.as.duration;
  int64_t *part = duration->working_days ? &duration->working_days
                  : duration->days       ? &duration->days
                                         : &duration->months;
  int64_t one = count > 0 && *part % count == 0 && *part ? *part / count : 1;
  *part += sign * one;
  put(mutants, MUTANT_NUMBER, term, span, value);
}

static void mutate_code(Mutants *mutants, const Term *term, Span span) {
  const Code *code = term->as.constant.as.code;
  const Codelist *list = code->codelist;
  if (!list || list->count < 2)
    return;
  const Code *other = &list->codes[(code->index + 1) % list->count];
  put(mutants, MUTANT_VALUE, term, span, value_code(other));
}

static void mutate_body(Mutants *mutants, const Term *term, Span span) {
  const Model *model = mutants->model;
  for (size_t i = 0; i < model->bodies.count; i++)
    if (model->bodies.items[i] == term->as.constant.as.body && model->bodies.count > 1) {
      const Body *other = model->bodies.items[(i + 1) % model->bodies.count];
      put(mutants, MUTANT_VALUE, term, span, value_body(other));
    }
}

void mutate_constant(Mutants *mutants, const Term *term, Span span) {
  const Value *value = &term->as.constant;
  if (value->state != VALUE_KNOWN)
    return;
  switch (value->kind) {
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      mutate_number(mutants, term, span);
      return;
    case TYPE_DATE:
      put_date(mutants, term, span, 1);
      put_date(mutants, term, span, -1);
      return;
    case TYPE_DURATION:
      put_duration(mutants, term, span, 1);
      put_duration(mutants, term, span, -1);
      return;
    case TYPE_TRUTH:
      put(mutants, MUTANT_VALUE, term, span, value_truth(!value->as.truth));
      return;
    case TYPE_TEXT: {
      Text other = arena_format(mutants->arena, "%.*s?", TEXT_PRINT(value->as.text));
      put(mutants, MUTANT_VALUE, term, span, value_text(other));
      return;
    }
    case TYPE_CODE:
      mutate_code(mutants, term, span);
      return;
    case TYPE_BODY:
      mutate_body(mutants, term, span);
      return;
    case TYPE_UNKNOWN: case TYPE_MOMENT: case TYPE_RECORD: case TYPE_LIST:
      return;
  }
}

/* A border between days, or the end of some: a day later, a day earlier. */
void mutate_dates(Mutants *mutants, MutantKind kind, Span span, Date *first, Date *second) {
  for (int days = 1; days >= -1; days -= 2) {
    Date moved, after;
    if (!date_add_days(*first, days, &moved))
      continue;
    Text change = date_text(mutants->arena, second ? *second + days : moved);
    MUTANTS_PUT(mutants, kind, span, NULL, change, first, Date, moved);
    if (second && date_add_days(*second, days, &after))
      MUTANTS_PUT(mutants, kind, span, NULL, change, second, Date, after);
  }
}
