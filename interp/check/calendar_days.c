/* calendar NAME (DAY) from table T, or from "file.csv": the days of a column are closed. */
#include "interp/check/checker.h"

typedef LIST(Value) DayList;

typedef struct {
  ModuleScope *module;
  const Decl  *decl;
  DayList      days;
} ClosedDays;

static void report_no_days(const ClosedDays *days) {
  Diags *diags = days->module->checker->diags;
  Name name = days->decl->as.calendar.table.text.length ? days->decl->as.calendar.table
                                                        : days->decl->as.calendar.file;
  diag_report(diags, DIAG_TABLE_COLUMN, name.span, "\"%.*s\" has no column of days",
              TEXT_PRINT(name.text));
  diag_help(diags, "name it: calendar %.*s(COLUMN) from …", TEXT_PRINT(days->decl->name.text));
}

static Text column_named(const ClosedDays *days) {
  return days->decl->as.calendar.arguments.count
             ? days->decl->as.calendar.arguments.items[0].name.text : TEXT_NONE;
}

/* ---- of a table ------------------------------------------------------------------------ */

/* The key called so, or the only one that is a date. */
static size_t day_key(const ClosedDays *days, const DataTable *table) {
  Text name = column_named(days);
  size_t found = SIZE_MAX, count = 0;
  for (size_t i = 0; i < table->key_count; i++) {
    if (table->keys[i].type.kind != TYPE_DATE)
      continue;
    if (text_equal(table->keys[i].name, name))
      return i;
    found = i;
    count++;
  }
  return name.length == 0 && count == 1 ? found : SIZE_MAX;
}

/* Where the table says yes or no, only the days with yes are closed. */
static void read_table(ClosedDays *days) {
  Symbol *symbol = symbol_need(days->module, SYMBOL_TABLE, days->decl->as.calendar.table);
  const DataTable *table = symbol ? table_understand(symbol) : NULL;
  if (!table)
    return;
  size_t key = day_key(days, table);
  if (key == SIZE_MAX) {
    report_no_days(days);
    return;
  }
  for (size_t i = 0; i < table->rows.count; i++) {
    const DataRow *row = &table->rows.items[i];
    bool open = row->value.state == VALUE_KNOWN && row->value.kind == TYPE_TRUTH &&
                !row->value.as.truth;
    if (!open)
      LIST_ADD(days->module->checker->arena, &days->days, Value, row->keys[key]);
  }
}

/* ---- of a file ------------------------------------------------------------------------- */

static bool holds_days(Arena *arena, const CsvFile *file, size_t column) {
  CsvForm form = { .type = type_of_kind(TYPE_DATE), .scale = fraction_from(1) };
  for (size_t i = 0; i < file->rows.count; i++) {
    Value value;
    const char *reason;
    Text cell = file->rows.items[i].cells[column].text;
    if (cell.length == 0 || !csv_value(arena, &form, cell, &value, &reason))
      return false;
  }
  return file->rows.count > 0;
}

static size_t day_column(const ClosedDays *days, const CsvFile *file) {
  Arena *arena = days->module->checker->arena;
  Text name = column_named(days);
  if (name.length)
    return csv_file_column(arena, file, name);
  size_t column = 0;
  while (column < file->columns && !holds_days(arena, file, column))
    column++;
  return column < file->columns ? column : SIZE_MAX;
}

static void read_file(ClosedDays *days) {
  Checker *checker = days->module->checker;
  const CsvFile *file = package_csv(days->module, days->decl->as.calendar.file);
  size_t column = file ? day_column(days, file) : SIZE_MAX;
  if (column == SIZE_MAX) {
    if (file)
      report_no_days(days);
    return;
  }
  CsvForm form = { .type = type_of_kind(TYPE_DATE), .scale = fraction_from(1) };
  for (size_t i = 0; i < file->rows.count; i++) {
    Value day;
    const CsvFileCell *cell = &file->rows.items[i].cells[column];
    if (cell->text.length && package_cell(checker, &form, cell, file->headings[column].text, &day))
      LIST_ADD(checker->arena, &days->days, Value, day);
  }
}

const Term *calendar_closed_days(const Scope *scope, const Decl *decl, const Term *day) {
  ClosedDays days = { .module = scope->module, .decl = decl };
  if (decl->as.calendar.table.text.length)
    read_table(&days);
  else
    read_file(&days);
  Type list = type_of_list(scope->checker->arena, type_of_kind(TYPE_DATE));
  Term *term = term_new(scope, TERM_MEMBERSHIP, NULL, type_of_kind(TYPE_TRUTH));
  term->span = decl->head;
  term->as.membership.value = day;
  term->as.membership.list = term_constant(scope, NULL, list,
                                           value_list(days.days.items, days.days.count));
  term_holds(scope, term, day);
  return term;
}
