#include "grammar/print_parts.h"

#include "parser.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

/* Directly behind the name; a title parts them. */
static void put_arguments(Layout *layout, const Argument *arguments, size_t count, Name label) {
  if (count == 0)
    return;
  if (written(label))
    layout_sign(layout, "(");
  else
    layout_close(layout, "(");
  layout_glue(layout);
  for (size_t i = 0; i < count; i++) {
    if (i > 0)
      layout_close(layout, ",");
    layout_name(layout, arguments[i].name.text);
    if (arguments[i].typed)
      put_type(layout, &arguments[i].type);
  }
  layout_close(layout, ")");
}

/* ---- units, calendars ------------------------------------------------------------------ */

void put_unit_decl(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_UNIT);
  layout_strict_name(layout, decl->name.text);
  layout_sign(layout, "=");
  layout_digits(layout, decl->as.unit.digits, false);
  layout_strict_name(layout, decl->as.unit.unit.text);
}

void put_calendar(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_CALENDAR, decl->name, decl->label);
  put_arguments(layout, decl->as.calendar.arguments.items, decl->as.calendar.arguments.count,
                decl->label);
  put_after(layout, TOK_WHEN, decl->as.calendar.when);
  if (written(decl->as.calendar.table)) {
    layout_word(layout, TOK_FROM_TABLE);
    layout_name(layout, decl->as.calendar.table.text);
  }
  put_text_after(layout, TOK_FROM, decl->as.calendar.file);
  put_period(layout, decl->as.calendar.from, decl->as.calendar.to);
}

/* ---- parameters ------------------------------------------------------------------------ */

static void put_dated(Layout *layout, const DatedValue *value) {
  put_expr(layout, value->value);
  put_period(layout, value->from, value->until);
}

/* The values on one line, if only the last of them has bases and they fit. */
static bool put_in_line(Layout *layout, const DatedValueList *values) {
  LayoutMark mark = layout_mark(layout);
  for (size_t i = 0; i < values->count; i++) {
    bool last = i + 1 == values->count;
    if (i > 0)
      layout_close(layout, ",");
    layout_break(layout);
    put_dated(layout, &values->items[i]);
    if ((last || values->items[i].bases.count == 0) && layout_fits(layout))
      continue;
    layout_rewind(layout, mark);
    return false;
  }
  return true;
}

static void print_dated(Layout *layout, const DatedValueList *values, unsigned indent) {
  if (put_in_line(layout, values)) {
    print_bases(layout, &values->items[values->count - 1].bases, indent + 2);
    return;
  }
  for (size_t i = 0; i < values->count; i++) {
    layout_begin(layout, values->items[i].span, indent + 2);
    put_dated(layout, &values->items[i]);
    print_bases_beside(layout, &values->items[i].bases, indent + 4);
    if (i + 1 < values->count)
      layout_close(layout, ",");
  }
}

void print_parameter(Layout *layout, const Decl *decl, unsigned indent) {
  const DatedValueList *values = &decl->as.parameter.values;
  put_head(layout, TOK_PARAMETER, decl->name, decl->label);
  put_arguments(layout, decl->as.parameter.arguments.items, decl->as.parameter.arguments.count,
                decl->label);
  if (decl->as.parameter.table) {
    print_table(layout, decl->as.parameter.table, indent + 2);
    print_bases(layout, &decl->bases, indent + 2);
    return;
  }
  layout_sign(layout, "=");
  bool dated = values->count > 1 || written(values->items[0].from) ||
               written(values->items[0].until);
  if (dated) {
    print_dated(layout, values, indent);
    return;
  }
  put_expr(layout, decl->as.parameter.value);
  print_bases_beside(layout, &decl->bases, indent + 2);
}

/* ---- definitions, exceptions ------------------------------------------------------------ */

void print_define(Layout *layout, const Decl *decl, unsigned indent) {
  put_head(layout, TOK_DEFINE, decl->name, decl->label);
  put_arguments(layout, decl->as.define.arguments.items, decl->as.define.arguments.count,
                decl->label);
  if (decl->as.define.table) {
    print_table(layout, decl->as.define.table, indent + 2);
    print_bases(layout, &decl->bases, indent + 2);
    return;
  }
  put_equals(layout, decl->as.define.value);
  print_bases_beside(layout, &decl->bases, indent + 2);
}

/* "exception to X", "exception NAME to X"; in Swedish "undantag NAMN från X". */
static void put_exception_head(Layout *layout, const Decl *decl) {
  if (written(decl->name)) {
    put_head(layout, TOK_EXCEPTION, decl->name, decl->label);
    layout_word(layout, layout->surface == SURFACE_SWEDISH ? TOK_FROM : TOK_TO);
  } else {
    layout_word(layout, TOK_EXCEPTION_TO);
  }
  put_path(layout, decl->as.exception.target);
}

void put_exception(Layout *layout, const Decl *decl) {
  put_exception_head(layout, decl);
  switch (decl->as.exception.kind) {
    case EXCEPTION_LIFTS: break;
    case EXCEPTION_VALUE:
      put_equals(layout, decl->as.exception.value);
      break;
    case EXCEPTION_REQUIRES:
      put_after(layout, TOK_REQUIRES, decl->as.exception.value);
      put_text_after(layout, TOK_ELSE, decl->as.exception.reason);
      break;
  }
  put_after(layout, TOK_WHEN, decl->as.exception.when);
  put_names(layout, TOK_OVERRIDES, decl->as.exception.overrides.items,
            decl->as.exception.overrides.count);
}

/* ---- tables, imports -------------------------------------------------------------------- */

void put_table(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_TABLE, decl->name, decl->label);
  put_arguments(layout, decl->as.table.arguments.items, decl->as.table.arguments.count,
                decl->label);
  put_type(layout, &decl->as.table.type);
  put_text_after(layout, TOK_FROM, decl->as.table.file);
  put_after(layout, TOK_ELSE, decl->as.table.blank);
}

static void print_import_line(Layout *layout, const ImportLine *line, size_t widest) {
  layout_begin(layout, line->span, 2);
  layout_word(layout, TOK_COLUMN);
  layout_string(layout, line->column.text);
  layout_pad(layout, widest + 1);
  layout_word(layout, TOK_AS);
  layout_name(layout, line->field.text);
  if (written(line->scale))
    put_scale(layout, line->scale.text);
  put_text_after(layout, TOK_SEPARATED_BY, line->separator);
}

void print_import(Layout *layout, const Decl *decl) {
  size_t widest = 0;
  Layout trial = layout_trial(layout);
  put_head(layout, TOK_IMPORT, decl->name, decl->label);
  layout_word(layout, TOK_TO);
  layout_name(layout, decl->as.import.record.text);
  for (size_t i = 0; i < decl->as.import.columns.count; i++) {
    layout_word(&trial, TOK_COLUMN);
    layout_string(&trial, decl->as.import.columns.items[i].column.text);
    layout_widen(&widest, layout_trial_width(&trial));
  }
  for (size_t i = 0; i < decl->as.import.columns.count; i++)
    print_import_line(layout, &decl->as.import.columns.items[i], widest);
  if (decl->as.import.blanks.count > 0) {
    layout_begin(layout, decl->as.import.blanks.items[0].span, 2);
    put_strings(layout, TOK_BLANK_CELLS, decl->as.import.blanks.items,
                decl->as.import.blanks.count);
  }
  print_bases(layout, &decl->bases, 2);
}
