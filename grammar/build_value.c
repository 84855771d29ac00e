#include "grammar/build.h"
#include "grammar/meant.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

/* ---- units, calendars ------------------------------------------------------------------ */

Decl *unit_new(Parse *parse, Span span, Span head, Name name, Name digits, Name of) {
  Decl *decl = decl_new(parse, span, head, DECL_UNIT, name, name_none());
  decl->as.unit.digits = digits.text;
  decl->as.unit.unit = of;
  return decl;
}

Rows *rows_in(Parse *parse, Name table, Name file) {
  Rows *rows = arena_new(parse->arena, Rows);
  *rows = (Rows){ .table = table, .file = file };
  return rows;
}

Rows *rows_none(Parse *parse) {
  return rows_in(parse, name_none(), name_none());
}

Period *period_new(Parse *parse, Name from, Name until) {
  Period *period = arena_new(parse->arena, Period);
  *period = (Period){ .from = from, .until = until };
  return period;
}

static Decl *calendar(Parse *parse, Span span, Span head, Name name, Name label,
                      ArgumentList arguments) {
  Decl *decl = decl_new(parse, span, head, DECL_CALENDAR, name, label);
  for (size_t i = 0; i < arguments.count; i++)
    LIST_ADD(parse->arena, &decl->as.calendar.arguments, Argument, arguments.items[i]);
  return decl;
}

Decl *calendar_new(Parse *parse, Span span, Span head, Name name, Name label,
                   ArgumentList arguments, const Expr *when, Name from, Name to) {
  Decl *decl = calendar(parse, span, head, name, label, arguments);
  decl->as.calendar.when = when;
  decl->as.calendar.from = from;
  decl->as.calendar.to = to;
  return decl;
}

Decl *calendar_in(Parse *parse, Span span, Span head, Name name, Name label,
                  ArgumentList arguments, const Rows *rows, Name from, Name to) {
  Decl *decl = calendar(parse, span, head, name, label, arguments);
  decl->as.calendar.table = rows->table;
  decl->as.calendar.file = rows->file;
  decl->as.calendar.from = from;
  decl->as.calendar.to = to;
  return decl;
}

/* ---- parameters ------------------------------------------------------------------------ */

static Decl *parameter(Parse *parse, Span span, Span head, Name name, Name label,
                       ArgumentList arguments) {
  Decl *decl = decl_new(parse, span, head, DECL_PARAMETER, name, label);
  for (size_t i = 0; i < arguments.count; i++)
    LIST_ADD(parse->arena, &decl->as.parameter.arguments, Argument, arguments.items[i]);
  return decl;
}

/* "1,5 mkr" where the comma is no decimal sign: reported, and no value is left. */
static bool is_one_number(Parse *parse, const DatedValueList *values) {
  for (size_t i = 0; i + 1 < values->count; i++)
    if (meant_one_number(parse, values->items[i].value->span, values->items[i + 1].value->span))
      return true;
  return false;
}

Decl *parameter_valued(Parse *parse, Span span, Span head, Name name, Name label,
                       ArgumentList arguments, DatedValueList values) {
  Decl *decl = parameter(parse, span, head, name, label, arguments);
  DatedValue *first = &values.items[0];
  if (is_one_number(parse, &values)) {
    values.count = 1;
    first->value = expr_error(parse, first->value->span);
  }
  if (values.count == 1 && !written(first->from) && !written(first->until)) {
    decl->bases = first->bases;
    first->bases = bases_none();
  }
  decl->as.parameter.values = values;
  decl->as.parameter.value = first->value;
  return decl;
}

Decl *parameter_tabled(Parse *parse, Span span, Span head, Name name, Name label,
                       ArgumentList arguments, const DecisionTable *table) {
  Decl *decl = parameter(parse, span, head, name, label, arguments);
  decl->as.parameter.table = table;
  return decl;
}

DatedValue *dated_new(Parse *parse, Span span, const Expr *value, const Period *period,
                      BasisList bases) {
  DatedValue *dated = arena_new(parse->arena, DatedValue);
  *dated = (DatedValue){ .span = span, .value = value, .from = period->from,
                         .until = period->until, .bases = bases };
  return dated;
}

DatedValueList dated_first(Parse *parse, const DatedValue *value) {
  return dated_add(parse, (DatedValueList){ NULL, 0, 0 }, value);
}

DatedValueList dated_add(Parse *parse, DatedValueList values, const DatedValue *value) {
  LIST_ADD(parse->arena, &values, DatedValue, *value);
  return values;
}

/* ---- definitions, exceptions ------------------------------------------------------------ */

Decl *define_new(Parse *parse, Span span, Span head, Name name, Name label,
                 ArgumentList arguments, const Expr *value) {
  Decl *decl = decl_new(parse, span, head, DECL_DEFINE, name, label);
  for (size_t i = 0; i < arguments.count; i++)
    LIST_ADD(parse->arena, &decl->as.define.arguments, Argument, arguments.items[i]);
  decl->as.define.value = value;
  return decl;
}

Decl *define_tabled(Parse *parse, Span span, Span head, Name name, Name label,
                    ArgumentList arguments, const DecisionTable *table) {
  Decl *decl = define_new(parse, span, head, name, label, arguments, NULL);
  decl->as.define.table = table;
  return decl;
}

ArgumentList arguments_none(void) {
  return (ArgumentList){ NULL, 0, 0 };
}

ArgumentList arguments_add(Parse *parse, ArgumentList list, Name name, const WrittenType *type) {
  Argument argument = { .name = name, .typed = type != NULL };
  if (type)
    argument.type = *type;
  LIST_ADD(parse->arena, &list, Argument, argument);
  return list;
}

Decl *exception_new(Parse *parse, Span span, Span head, Name name, Name label, NameList target) {
  Decl *decl = decl_new(parse, span, head, DECL_EXCEPTION, name, label);
  decl->as.exception.target = target;
  decl->as.exception.kind = EXCEPTION_LIFTS;
  return decl;
}

Decl *exception_value(Decl *decl, const Expr *value) {
  decl->as.exception.kind = EXCEPTION_VALUE;
  decl->as.exception.value = value;
  return decl;
}

Decl *exception_requires(Decl *decl, const Expr *test, Name reason) {
  decl->as.exception.kind = EXCEPTION_REQUIRES;
  decl->as.exception.value = test;
  decl->as.exception.reason = reason;
  return decl;
}

Decl *exception_when(Decl *decl, const Expr *when, NameList overrides) {
  decl->as.exception.when = when;
  decl->as.exception.overrides = overrides;
  return decl;
}

/* ---- tables, imports -------------------------------------------------------------------- */

Decl *table_new(Parse *parse, Span span, Span head, Name name, Name label, ArgumentList arguments,
                const WrittenType *type, Name file, const Expr *blank) {
  Decl *decl = decl_new(parse, span, head, DECL_TABLE, name, label);
  for (size_t i = 0; i < arguments.count; i++)
    LIST_ADD(parse->arena, &decl->as.table.arguments, Argument, arguments.items[i]);
  decl->as.table.type = *type;
  decl->as.table.file = file;
  decl->as.table.blank = blank;
  return decl;
}

Decl *import_new(Parse *parse, Span span, Span head, Name name, Name label, Name record) {
  Decl *decl = decl_new(parse, span, head, DECL_IMPORT, name, label);
  decl->as.import.record = record;
  return decl;
}

Decl *import_add(Parse *parse, Decl *decl, const ImportLine *line, Span span) {
  LIST_ADD(parse->arena, &decl->as.import.columns, ImportLine, *line);
  return decl_close(decl, span);
}

Decl *import_blanks(Parse *parse, Decl *decl, StringList blanks, Span span) {
  for (size_t i = 0; i < blanks.count; i++)
    LIST_ADD(parse->arena, &decl->as.import.blanks, Name, blanks.items[i]);
  return decl_close(decl, span);
}

ImportLine *import_column(Parse *parse, Span span, Name column, Name field, Name scale,
                          Name separator) {
  ImportLine *line = arena_new(parse->arena, ImportLine);
  *line = (ImportLine){ .span = span, .column = column, .field = field, .scale = scale,
                        .separator = separator };
  return line;
}
