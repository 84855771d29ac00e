#include "interp/check/checker.h"

Text term_written(const Scope *scope, Span span) {
  Source *source = sources_get(scope->checker->diags->sources, span);
  if (!source || span.end > source->text.length)
    return TEXT("…");
  Text text = text_trim(text_part(source->text, span.start, span.end));
  if (text.length > 80 || text_find(text, TEXT("\n"), 0) < text.length)
    return TEXT("…");
  return text;
}

/* "money" without its currency, for the first line. */
static Text plain(const Scope *scope, const Type *type) {
  return type->kind == TYPE_MONEY ? text_from(diag_words(scope->checker->diags, "money"))
                                  : type_named(scope->checker, type);
}

/* ---- what to write instead --------------------------------------------------------------- */

static bool is_cost(Text name) {
  return text_find(name, TEXT("cost"), 0) < name.length ||
         text_find(name, TEXT("kostnad"), 0) < name.length;
}

/* A money field of the record judged, other than the one compared; one of cost by preference. */
static Text other_money(const Scope *scope, const Term *term) {
  Text found = TEXT_NONE;
  for (size_t i = 0; scope->subject && i < scope->subject->count; i++) {
    const FieldType *field = &scope->subject->fields[i];
    if (field->type.kind != TYPE_MONEY ||
        (term->kind == TERM_FIELD && term->as.field.field == field))
      continue;
    if (is_cost(field->name))
      return field->name;
    if (found.length == 0)
      found = field->name;
  }
  return found.length ? found : text_from(diag_words(scope->checker->diags, "cost"));
}

static void help_rate(const Scope *scope, const Expr *expr, const Term *money, const Term *rate) {
  Text of = other_money(scope, money);
  Text before = expr->kind == EXPR_BINARY && expr->as.binary.right
                  ? term_written(scope, (Span){ expr->span.file, expr->span.start,
                                                expr->as.binary.right->span.start })
                  : TEXT_NONE;
  Text percent = term_written(scope, rate->span);
  if (before.length && rate->span.start >= expr->as.binary.right->span.start)
    diag_help(scope->checker->diags, "say of what: %.*s %.*s of %.*s", TEXT_PRINT(before),
              TEXT_PRINT(percent), TEXT_PRINT(of));
  else
    diag_help(scope->checker->diags, "say of what: %.*s of %.*s", TEXT_PRINT(percent),
              TEXT_PRINT(of));
}

static void help_code(const Scope *scope, const Type *codes) {
  Text list = TEXT("");
  for (size_t i = 0; i < codes->codes->count && i < 8; i++)
    list = arena_format(scope->checker->arena, "%.*s%s%.*s", TEXT_PRINT(list), i ? ", " : "",
                        TEXT_PRINT(codes->codes->codes[i].name));
  diag_help(scope->checker->diags, "its codes are %.*s", TEXT_PRINT(list));
}

/* Where no digits stand there is nothing to write a unit after. */
static void help_declared(const Scope *scope, const Type *wanted, const Term *number) {
  bool declared = number->kind == TERM_FIELD || number->kind == TERM_PARAMETER;
  TypeKind kind = wanted->kind;
  if (declared && (kind == TYPE_MONEY || kind == TYPE_RATE || kind == TYPE_DURATION))
    diag_help(scope->checker->diags, "if \"%.*s\" is %.*s, declare it so",
              TEXT_PRINT(term_written(scope, number->span)), TEXT_PRINT(plain(scope, wanted)));
}

void term_help_unit(const Scope *scope, const Type *wanted, const Term *number) {
  Diags *diags = scope->checker->diags;
  Text digits = term_written(scope, number->span);
  if (number->kind != TERM_CONSTANT) {
    help_declared(scope, wanted, number);
    return;
  }
  switch (wanted->kind) {
    case TYPE_MONEY:
      diag_help(diags, "write the unit after the number: %.*s %.*s", TEXT_PRINT(digits),
                TEXT_PRINT(wanted->currency ? wanted->currency->main_unit : TEXT("kr")));
      break;
    case TYPE_RATE:
      diag_help(diags, "write the sign after the number: %.*s %%", TEXT_PRINT(digits));
      break;
    case TYPE_DURATION:
      diag_help(diags, "write the unit after the number: %.*s days, %.*s months",
                TEXT_PRINT(digits), TEXT_PRINT(digits));
      break;
    case TYPE_DATE:
      diag_help(diags, "a date and a whole number meet in \"year of d\", or as d + %.*s days",
                TEXT_PRINT(digits));
      break;
    default:
      break;
  }
}

static void help_pair(const Scope *scope, const Expr *expr, const Term *a, const Term *b) {
  Diags *diags = scope->checker->diags;
  if (a->type.kind == TYPE_MONEY && b->type.kind == TYPE_RATE)
    help_rate(scope, expr, a, b);
  else if (type_is_number(&b->type))
    term_help_unit(scope, &a->type, b);
  else if (a->type.kind == TYPE_CODE)
    help_code(scope, &a->type);
  else if (a->type.kind == TYPE_RECORD && b->type.kind == TYPE_BODY)
    diag_help(diags, "a body equals a record by the record's field \"name\", which \"%.*s\" lacks",
              TEXT_PRINT(a->type.record->name));
  else if (a->type.kind == TYPE_TEXT && b->type.kind == TYPE_BODY)
    diag_help(diags, "put the body's name in quotes to compare it with a text");
  else if (a->type.kind == TYPE_LIST)
    diag_help(diags, "ask of the list: some a in … satisfies …, count of a in …");
  else if (a->type.kind == TYPE_DATE && b->type.kind == TYPE_TEXT)
    diag_help(diags, "a date is written without quotes: 2026-01-31");
  else if (a->type.kind == TYPE_DATE && b->type.kind == TYPE_DURATION)
    diag_help(diags, "add the duration to a date: d + 12 months");
}

void term_mismatch(const Scope *scope, const Expr *expr, const char *does, const Term *left,
                   const Term *right) {
  Diags *diags = scope->checker->diags;
  const char *done = diag_words(diags, does);
  Arena *arena = scope->checker->arena;
  if (term_failed(left) || term_failed(right))
    return;
  if (type_currencies_differ(&left->type, &right->type)) {
    diag_report(diags, DIAG_CURRENCY_MIX, right->span, "%.*s can't %s %.*s",
                TEXT_PRINT(type_text(arena, &right->type, diags->language)), done,
                TEXT_PRINT(type_text(arena, &left->type, diags->language)));
    diag_mark(diags, "this is %.*s", TEXT_PRINT(type_text(arena, &right->type, diags->language)));
    diag_label(diags, left->span, "this is %.*s",
               TEXT_PRINT(type_text(arena, &left->type, diags->language)));
    diag_help(diags, "nothing is converted silently: multiply by a parameter that holds the rate, "
              "and keep it in one currency");
    return;
  }
  diag_report(diags, DIAG_TYPE_MISMATCH, right->span, "%.*s can't %s %.*s",
              TEXT_PRINT(plain(scope, &right->type)), done, TEXT_PRINT(plain(scope, &left->type)));
  diag_mark(diags, "this is %.*s", TEXT_PRINT(type_named(scope->checker, &right->type)));
  diag_label(diags, left->span, "this is %.*s",
             TEXT_PRINT(type_named(scope->checker, &left->type)));
  help_pair(scope, expr, left, right);
  help_pair(scope, expr, right, left);
}
