/* set NAME(KEYS) = VALUE: one cell of a table, or of a parameter that is one. */
#include "interp/check/checker.h"

/* "fee(2026, 1)": the keys as they are written. */
static Text cell_name(const Scope *scope, const Setting *setting) {
  Writer writer;
  writer_to_memory(&writer, scope->checker->arena);
  writer_put(&writer, setting->path.items[0].text);
  for (size_t i = 0; i < setting->arguments.count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "(",
                 TEXT_PRINT(term_written(scope, setting->arguments.items[i]->span)));
  writer_put_char(&writer, ')');
  return writer_text(&writer);
}

static bool report(ModuleScope *module, Span span, const char *what, const char *help) {
  Diags *diags = module->checker->diags;
  diag_report(diags, DIAG_SETTING, span, "%s", diag_words(diags, what));
  diag_help(diags, "%s", diag_words(diags, help));
  return false;
}

static bool has_cells(const Symbol *symbol) {
  return symbol->kind == SYMBOL_TABLE ||
         (symbol->kind == SYMBOL_PARAMETER && symbol->decl->as.parameter.table);
}

static const Term *cell_term(const Scope *scope, const Setting *setting) {
  Expr *call = arena_new(scope->checker->arena, Expr);
  call->kind = EXPR_CALL;
  call->height = 2;
  call->span = span_join(setting->path.items[0].span, setting->value->span);
  call->as.call.name = setting->path.items[0];
  call->as.call.arguments = setting->arguments;
  return term_check(scope, call, NULL);
}

static bool value_fits(const Scope *scope, const Term *cell, const Term *value) {
  Checker *checker = scope->checker;
  Type common;
  if (cell->type.kind == TYPE_UNKNOWN ||
      (type_common(&cell->type, &value->type, &common) && type_equal(&common, &cell->type)))
    return true;
  diag_report(checker->diags, DIAG_SETTING, value->span, "the cell is %.*s",
              TEXT_PRINT(type_named(checker, &cell->type)));
  diag_mark(checker->diags, "this is %.*s", TEXT_PRINT(type_named(checker, &value->type)));
  if (type_is_number(&value->type))
    term_help_unit(scope, &cell->type, value);
  return false;
}

bool cell_setting_check(ModuleScope *module, const Setting *setting, ModelSetting *result) {
  Checker *checker = module->checker;
  Symbol *symbol = setting->path.count == 1
                       ? symbol_find(module, SPACE_VALUE, setting->path.items[0]) : NULL;
  if (symbol && !has_cells(symbol))
    return report(module, setting->path.items[0].span, MESSAGE("this has no cells to be set"),
                  MESSAGE("a parameter is set by its name alone: NAME = VALUE"));
  if (!symbol)
    return symbol_need(module, SYMBOL_TABLE, setting->path.items[0]) != NULL;
  if (setting->from.text.length || setting->until.text.length)
    return report(module, setting->span, MESSAGE("a cell of a table is set for all days"),
                  MESSAGE("leave out the dates"));
  Scope scope = scope_of_module(module);
  scope.constant = MESSAGE("a setting");
  const Term *cell = cell_term(&scope, setting);
  const Term *value = term_failed(cell) ? cell : term_value(&scope, setting->value, &cell->type);
  if (term_failed(cell) || term_failed(value) || !value_fits(&scope, cell, value))
    return false;
  Parameter *stand_in = arena_new(checker->arena, Parameter);
  *stand_in = (Parameter){ .index = SIZE_MAX, .name = cell_name(&scope, setting),
                           .span = symbol->span, .type = cell->type, .value = value };
  *result = (ModelSetting){ .parameter = stand_in, .value = value, .cell = cell,
                            .text = term_written(&scope, value->span) };
  return true;
}
