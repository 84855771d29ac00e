/* What terms read by name: parameters and their days, definitions, tables, calendars, lists. */
#include "interp/trials/mutants.h"

/* ---- exceptions ------------------------------------------------------------------------ */

void mutate_exceptions(Mutants *mutants, const Exceptions *exceptions) {
  if (!exceptions || !pointers_add(mutants->arena, &mutants->walked, exceptions))
    return;
  for (size_t i = 0; i < exceptions->count; i++) {
    Exception *each = &exceptions->items[i];
    MUTANTS_PUT(mutants, MUTANT_EXCEPTION, each->span, NULL,
                mutants_say(mutants, MESSAGE("left out")), &each->when, const Term *,
                mutants_truth(mutants, false));
    if (each->when && each->condition)
      MUTANTS_PUT(mutants, MUTANT_EXCEPTION, each->span, NULL,
                  mutants_say(mutants, MESSAGE("always")), &each->when, const Term *, NULL);
    mutate_term(mutants, each->when);
    mutate_term(mutants, each->value);
  }
}

/* ---- parameters ------------------------------------------------------------------------ */

/* The last day of one value is the day before the first of the next. */
static void mutate_borders(Mutants *mutants, Parameter *parameter) {
  for (size_t i = 0; i + 1 < parameter->values.count; i++) {
    DatedTerm *before = &parameter->values.items[i], *after = &parameter->values.items[i + 1];
    if (before->days.to == after->days.from - 1)
      mutate_dates(mutants, MUTANT_DAYS, after->span, &before->days.to, &after->days.from);
  }
}

static void mutate_parameter(Mutants *mutants, Parameter *parameter) {
  mutants->parameter = parameter;
  mutate_borders(mutants, parameter);
  for (size_t i = 0; i < parameter->values.count; i++)
    mutate_term(mutants, parameter->values.items[i].value);
  mutate_term(mutants, parameter->value);
  mutants->parameter = NULL;
}

/* ---- tables of files ------------------------------------------------------------------- */

/* What the last digit of a cell is worth in the value that it became. */
static bool cell_step(const CsvFile *file, Text cell, const Value *value, Fraction *step) {
  char plain[64];
  size_t count = 0, decimals = 0;
  bool point = false;
  for (size_t i = 0; i < cell.length && count + 1 < sizeof plain; i++) {
    char c = cell.bytes[i];
    if (c == (file->decimal_comma ? ',' : '.') && !point) {
      point = true;
      plain[count++] = '.';
    } else if (c >= '0' && c <= '9') {
      plain[count++] = c;
      decimals += point;
    }
  }
  Fraction number, worth, unit;
  Int128 parts = 1;
  for (size_t i = 0; i < decimals && i < 18; i++)
    parts *= 10;
  if (!fraction_parse((Text){ plain, count }, '.', &number) || fraction_is_zero(number))
    return false;
  if (fraction_sign(value->as.number) < 0 && !fraction_negate(number, &number))
    return false;
  return fraction_make(1, parts, &worth) && fraction_divide(value->as.number, number, &unit) &&
         fraction_multiply(unit, worth, step);
}

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

/* One more in the last digit: a slip of the hand when it was copied. */
static void mutate_cell(Mutants *mutants, const CsvFile *file, const CsvFileCell *cell,
                        const Type *type, Value *value) {
  Fraction step, more;
  if (value->state != VALUE_KNOWN || !is_number(value->kind) ||
      !cell_step(file, cell->text, value, &step) ||
      !fraction_add(value->as.number, step, &more))
    return;
  Value other = value_number(value->kind, more);
  Text shown = value_show(mutants->arena, other, type,
                          mutants->model->surface == SURFACE_SWEDISH);
  MUTANTS_PUT(mutants, MUTANT_CELL, cell->span, NULL, shown, value, Value, other);
}

static void mutate_table(Mutants *mutants, DataTable *table) {
  mutate_term(mutants, table->blank);
  if (!table->file)
    return;
  mutants->home = table->span;
  mutants->table = table;
  for (size_t i = 0; i < table->by_key.count; i++) {
    DataRow *row = table->by_key.entries[i].value;
    if (row->row && !row->blank && !row->pending)
      mutate_cell(mutants, table->file, &row->row->cells[table->value_column], &table->type,
                  &row->value);
  }
  mutants->table = NULL;
  mutants->home = SPAN_NONE;
}

/* ---- the rest -------------------------------------------------------------------------- */

static void mutate_calendar(Mutants *mutants, Calendar *calendar) {
  mutate_term(mutants, calendar->when);
  if (calendar->from > DATE_FIRST)
    mutate_dates(mutants, MUTANT_DAYS, calendar->span, &calendar->from, NULL);
  if (calendar->to < DATE_LAST)
    mutate_dates(mutants, MUTANT_DAYS, calendar->span, &calendar->to, NULL);
}

static void mutate_amendment(Mutants *mutants, Amendment *amendment) {
  mutate_term(mutants, amendment->when);
  for (size_t i = 0; i < amendment->stands.count; i++)
    if (amendment->stands.items[i].from > DATE_FIRST)
      mutate_dates(mutants, MUTANT_DAYS, amendment->span, &amendment->stands.items[i].from, NULL);
}

/* A list that must have so many rows. */
static void mutate_record(Mutants *mutants, RecordType *record) {
  for (size_t i = 0; i < record->count; i++) {
    FieldType *field = &record->fields[i];
    if (field->at_least == 0 || !field->used)
      continue;
    Text change = arena_format(mutants->arena, diag_words(mutants->diags, MESSAGE("at least %lld")),
                               (long long)(field->at_least + 1));
    MUTANTS_PUT(mutants, MUTANT_LIST, field->span, NULL, change, &field->at_least, int64_t,
                field->at_least + 1);
  }
}

void mutate_values(Mutants *mutants) {
  Model *model = mutants->model;
  for (size_t i = 0; i < model->parameters.count; i++)
    mutate_parameter(mutants, model->parameters.items[i]);
  for (size_t i = 0; i < model->defines.count; i++)
    mutate_term(mutants, model->defines.items[i]->value);
  for (size_t i = 0; i < model->tables.count; i++)
    mutate_table(mutants, model->tables.items[i]);
  for (size_t i = 0; i < model->calendars.count; i++)
    mutate_calendar(mutants, model->calendars.items[i]);
  for (size_t i = 0; i < model->amendments.count; i++)
    mutate_amendment(mutants, model->amendments.items[i]);
  for (size_t i = 0; i < model->records.count; i++)
    mutate_record(mutants, model->records.items[i]);
}
