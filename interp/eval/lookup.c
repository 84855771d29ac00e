/* Cells of tables that ship with the rules, and what a setting puts in their place. */
#include "interp/check/table.h"
#include "interp/eval/evaluator.h"

/* The keys of a cell, known; false: *result is what comes out instead. */
static bool know_keys(Evaluator *evaluator, const Term *term, Value *keys, Value *result) {
  const DataTable *table = term->as.lookup.table;
  bool known = true;
  for (size_t i = 0; i < table->key_count; i++) {
    keys[i] = evaluate(evaluator, term->as.lookup.arguments[i]);
    Value problem;
    if (!evaluate_unsettled(evaluator, term, keys[i], keys[i], &problem))
      continue;
    if (known || problem.state == VALUE_ERROR)
      *result = problem;
    known = false;
  }
  return known;
}

static Value *key_room(Evaluator *evaluator, const DataTable *table) {
  return arena_array(evaluator->batch, Value, table->key_count + 1);
}

static Value blank_value(Evaluator *evaluator, const Term *term, const Value *keys, bool row) {
  const DataTable *table = term->as.lookup.table;
  if (table->blank)
    return evaluate(evaluator, table->blank);
  if (row)
    return value_unknown(term->type.kind);
  return evaluate_error(evaluator, term->span, "no row of the table \"%.*s\" is for %.*s",
                        TEXT_PRINT(table->name),
                        TEXT_PRINT(data_cell_name(evaluator->batch, table, keys)));
}

static const Term *setting_of(const Evaluator *evaluator, const DataTable *table, Text key) {
  for (size_t i = 0; i < evaluator->cell_count; i++)
    if (evaluator->cells[i].table == table && text_equal(evaluator->cells[i].key, key))
      return evaluator->cells[i].value;
  return NULL;
}

Value lookup_evaluate(Evaluator *evaluator, const Term *term) {
  const DataTable *table = term->as.lookup.table;
  Value *keys = key_room(evaluator, table), result;
  Text key;
  if (!know_keys(evaluator, term, keys, &result))
    return result;
  if (!data_key_text(evaluator->batch, table, keys, &key))
    return blank_value(evaluator, term, keys, false);
  const Term *set = evaluator->cell_count ? setting_of(evaluator, table, key) : NULL;
  if (set)
    return evaluate(evaluator, set);
  const DataRow *row = data_row(table, key);
  return row && !row->blank ? row->value : blank_value(evaluator, term, keys, row != NULL);
}

bool lookup_name(Evaluator *evaluator, const Term *term, Text *name) {
  const DataTable *table = term->as.lookup.table;
  Value *keys = key_room(evaluator, table), result;
  if (!know_keys(evaluator, term, keys, &result))
    return false;
  *name = data_cell_name(evaluator->batch, table, keys);
  return true;
}

/* ---- settings (X5) -------------------------------------------------------------------------- */

static void report_no_cell(Evaluator *evaluator, const ModelSetting *setting) {
  diag_report(evaluator->diags, DIAG_SETTING, setting->cell->span,
              "\"%.*s\" is in no row of the table", TEXT_PRINT(setting->parameter->name));
  evaluator->refuses = true;
}

bool evaluator_refuses(const Evaluator *evaluator) {
  return evaluator->refuses;
}

static void set_lookup(Evaluator *evaluator, const ModelSetting *setting) {
  const DataTable *table = setting->cell->as.lookup.table;
  Value *keys = key_room(evaluator, table), result;
  Text key;
  bool known = know_keys(evaluator, setting->cell, keys, &result) &&
               data_key_text(evaluator->arena, table, keys, &key);
  if (!known || (!table->blank && !data_row(table, key)))
    report_no_cell(evaluator, setting);
  else
    evaluator->cells[evaluator->cell_count++] = (CellSetting){ NULL, table, key, setting->value };
}

/* The row that these inputs meet; none, or several where only one can be set, is reported. */
static void set_grid(Evaluator *evaluator, const ModelSetting *setting) {
  Scope scope;
  Value error;
  if (!evaluate_enter(evaluator, setting->cell, &scope, &error))
    return;
  const Term *term = setting->cell->as.call.define->value;
  while (term->kind == TERM_ROUND || term->kind == TERM_EXCEPTED)
    term = term->kind == TERM_ROUND ? term->as.round.value : term->as.excepted.general;
  const GridRow *row = grid_decides(evaluator, term->as.grid);
  evaluate_leave(evaluator, &scope);
  if (row)
    evaluator->cells[evaluator->cell_count++] =
        (CellSetting){ row->written, NULL, TEXT_NONE, setting->value };
  else
    report_no_cell(evaluator, setting);
}

void lookup_set_cells(Evaluator *evaluator, const ModelSettings *settings) {
  evaluator->cells = arena_array(evaluator->arena, CellSetting, settings ? settings->count + 1 : 1);
  for (size_t i = 0; settings && i < settings->count; i++) {
    const ModelSetting *setting = &settings->items[i];
    if (!setting->cell)
      continue;
    if (setting->cell->kind == TERM_LOOKUP)
      set_lookup(evaluator, setting);
    else
      set_grid(evaluator, setting);
  }
}
