/* Which column of the file becomes which field, by heading: name, title, alias or column, with
 * or without a unit ("Sökt belopp (tkr)"). */
#include "base/unicode.h"
#include "interp/store/import_inside.h"

#include <string.h>

/* Letter case, underscores and runs of spaces do not tell headings apart. */
static bool matches(Arena *arena, Text folded, Text name) {
  return name.length > 0 && text_equal(folded, csv_heading_folded(arena, name));
}

/* A name before a title before an alias before a column of the database. */
static const FieldType *find_field(Arena *arena, const RecordType *record, Text folded) {
  for (size_t i = 0; i < record->count; i++)
    if (matches(arena, folded, record->fields[i].name))
      return &record->fields[i];
  for (size_t i = 0; i < record->count; i++)
    if (matches(arena, folded, record->fields[i].title))
      return &record->fields[i];
  for (size_t i = 0; i < record->count; i++)
    for (size_t j = 0; j < record->fields[i].aliases.count; j++)
      if (matches(arena, folded, record->fields[i].aliases.items[j]))
        return &record->fields[i];
  for (size_t i = 0; i < record->count; i++)
    if (matches(arena, folded, record->fields[i].column))
      return &record->fields[i];
  return NULL;
}

/* ---- units ---- */

Text import_split_unit(Text heading, Text *rest) {
  static const char *const joints[] = { " (", " [", ", ", " i ", " in ", "(", "[" };
  heading = text_trim(heading);
  bool closed = heading.length > 0 && (heading.bytes[heading.length - 1] == ')' ||
                                       heading.bytes[heading.length - 1] == ']');
  Text open = closed ? text_part(heading, 0, heading.length - 1) : heading;
  for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
    Text joint = text_from(joints[i]);
    bool bracket = memchr(joints[i], '(', joint.length) || memchr(joints[i], '[', joint.length);
    size_t at = bracket == closed ? text_find(open, joint, 0) : open.length + 1;
    if (at > open.length)
      continue;
    for (size_t next; (next = text_find(open, joint, at + 1)) <= open.length;)
      at = next;
    *rest = text_trim(text_part(open, 0, at));
    return text_trim(text_part(open, at + joint.length, open.length));
  }
  *rest = heading;
  return TEXT("");
}

static bool scaled(int64_t times, int64_t minor_per_main, Fraction *scale) {
  return fraction_multiply(fraction_from(times), fraction_from(minor_per_main), scale);
}

/* Thousands and millions of the currency's main unit, and its smallest unit. */
static bool money_unit(Arena *arena, const Currency *currency, Text unit, Fraction *scale) {
  static const struct { const char *prefix; int64_t times; } prefixes[] = {
    { "", 1 }, { "t", 1000 }, { "k", 1000 }, { "m", 1000000 }, { "md", 1000000000 },
  };
  if (!currency)
    return false;
  Text folded = unicode_fold(arena, unit);
  const Text names[] = { currency->main_unit, currency->name };
  for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    for (size_t j = 0; j < 2; j++) {
      Text name = arena_format(arena, "%s%.*s", prefixes[i].prefix, TEXT_PRINT(names[j]));
      if (names[j].length && text_equal(folded, unicode_fold(arena, name)))
        return scaled(prefixes[i].times, currency->minor_per_main, scale);
    }
  }
  *scale = fraction_from(1);
  return text_is(folded, "öre") || text_is(folded, "øre") || text_is(folded, "cent") ||
         text_is(folded, "minor units");
}

static bool rate_unit(Text unit, Fraction *scale) {
  static const char *const words[] = { "%", "procent", "per cent", "percent" };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (text_is(unit, words[i]))
      return fraction_make(1, 100, scale);
  return false;
}

static bool unit_of(Arena *arena, const FieldType *field, Text unit, Fraction *scale) {
  if (unit.length == 0)
    return false;
  if (field->type.kind == TYPE_MONEY)
    return money_unit(arena, field->type.currency, unit, scale);
  return field->type.kind == TYPE_RATE && rate_unit(unit, scale);
}

/* What the rules say of a cell of a file: money in the main unit, a rate as its `in`. */
static ImportUnit unit_of_rules(const FieldType *field) {
  ImportUnit unit = { .scale = field->import_scale };
  const Currency *currency = field->type.kind == TYPE_MONEY ? field->type.currency : NULL;
  if (unit.scale.denominator == 0)
    unit.scale = currency ? fraction_from(currency->minor_per_main) : field_scale(field);
  if (currency && fraction_compare(unit.scale, fraction_from(currency->minor_per_main)) == 0)
    unit.unit = currency->main_unit;
  else
    unit.unit = field->scale_text;
  return unit;
}

static void report_unit(Import *import, const ImportColumn *column, Text unit) {
  const FieldType *field = column->field;
  diag_report(import->diags, DIAG_UNIT_CONTRADICTS, import_span(import, column->start, column->end),
              "column \"%.*s\" is in %.*s, but the rules read \"%.*s\" in %.*s",
              TEXT_PRINT(text_trim(column->heading)), TEXT_PRINT(unit), TEXT_PRINT(field->name),
              TEXT_PRINT(field->scale_text));
  if (field->span.file)
    diag_label(import->diags, field->span, "declared here in %.*s", TEXT_PRINT(field->scale_text));
  diag_help(import->diags,
            "change the heading if the figures are in %.*s, or the rules if they are not",
            TEXT_PRINT(field->scale_text));
}

static bool find_unit(Import *import, ImportColumn *column) {
  const FieldType *field = column->field;
  if (column->listed && column->listed->scaled) {
    column->unit = (ImportUnit){ .unit = column->listed->unit, .scale = column->listed->scale };
    return true;
  }
  Text rest;
  Text unit = import_split_unit(column->heading, &rest);
  Fraction scale;
  column->unit = unit_of_rules(field);
  if (!unit_of(import->arena, field, unit, &scale))
    return true;
  if (field->scale_written && fraction_compare(scale, field_scale(field)) != 0) {
    report_unit(import, column, unit);
    return false;
  }
  column->unit = (ImportUnit){ .unit = unit, .from_heading = true, .scale = scale };
  return true;
}

/* ---- matching ---- */

static const FieldType *match(Arena *arena, const RecordType *record, Text heading) {
  const FieldType *field = find_field(arena, record, csv_heading_folded(arena, heading));
  if (field)
    return field;
  Text rest;
  Fraction scale;
  Text unit = import_split_unit(heading, &rest);
  field = unit.length ? find_field(arena, record, csv_heading_folded(arena, rest)) : NULL;
  return field && unit_of(arena, field, unit, &scale) ? field : NULL;
}

/* The line of an import clause for that heading, of any clause to the record; NULL: none. */
static const ModelImportColumn *import_listed(const Import *import, Arena *arena, Text heading) {
  const Model *model = import->store->model;
  Text folded = csv_heading_folded(arena, heading);
  for (size_t i = 0; i < model->imports.count; i++) {
    const ModelImport *clause = &model->imports.items[i];
    for (size_t j = 0; clause->record == import->record && j < clause->columns.count; j++)
      if (matches(arena, folded, clause->columns.items[j].heading))
        return &clause->columns.items[j];
  }
  return NULL;
}

bool import_is_blank(const Import *import, Text cell) {
  const Model *model = import->store->model;
  for (size_t i = 0; i < model->imports.count; i++) {
    const ModelImport *clause = &model->imports.items[i];
    for (size_t j = 0; clause->record == import->record && j < clause->blanks.count; j++)
      if (name_same(cell, clause->blanks.items[j]))
        return true;
  }
  return false;
}

size_t columns_fitting(Import *import, const Csv *csv) {
  size_t fitting = 0;
  for (size_t i = 0; i < csv->cells.count; i++)
    fitting += import_listed(import, &import->row, csv->cells.items[i].text) ||
               match(&import->row, import->record, csv->cells.items[i].text);
  return fitting;
}

static void report_not_read(Import *import, const ImportColumn *column) {
  UnicodeNearest nearest = { import->arena, text_trim(column->heading), TEXT_NONE, 4 };
  for (size_t i = 0; i < import->record->count; i++)
    unicode_nearest(&nearest, import->record->fields[i].name);
  diag_report(import->diags, DIAG_COLUMN_NOT_READ, import_span(import, column->start, column->end),
              "column \"%.*s\" is not read: \"%.*s\" has no such field",
              TEXT_PRINT(text_trim(column->heading)), TEXT_PRINT(import->record->name));
  if (nearest.best.length)
    diag_help(import->diags, "did you mean \"%.*s\"?", TEXT_PRINT(nearest.best));
}

static bool check_twice(Import *import, const ImportColumn *column) {
  for (const ImportColumn *other = import->columns; other < column; other++) {
    if (other->field != column->field)
      continue;
    diag_report(import->diags, DIAG_COLUMN_TWICE, import_span(import, column->start, column->end),
                "columns \"%.*s\" and \"%.*s\" are both \"%.*s\"",
                TEXT_PRINT(text_trim(other->heading)), TEXT_PRINT(text_trim(column->heading)),
                TEXT_PRINT(column->field->name));
    diag_label(import->diags, import_span(import, other->start, other->end), "the first one");
    return false;
  }
  return true;
}

static void take_heading(Import *import, ImportColumn *column, const CsvCell *cell) {
  column->heading = arena_text(import->arena, cell->text);
  column->start = cell->start;
  column->end = cell->end;
  column->listed = import_listed(import, import->arena, column->heading);
  column->field = column->listed ? column->listed->field
                                 : match(import->arena, import->record, column->heading);
  if (column->field && column->field->list == LIST_BY)
    column->field = NULL;                 /* those records have a table of their own */
}

static bool match_column(Import *import, ImportColumn *column, const CsvCell *cell) {
  take_heading(import, column, cell);
  if (!column->field) {
    if (text_trim(column->heading).length)
      report_not_read(import, column);
    return true;
  }
  return check_twice(import, column) && find_unit(import, column);
}

static bool has_column(const Import *import, const FieldType *field) {
  for (size_t i = 0; i < import->column_count; i++)
    if (import->columns[i].field == field)
      return true;
  return false;
}

static void report_key_missing(Import *import, const FieldType *field) {
  diag_report(import->diags, DIAG_KEY_COLUMN_MISSING,
              import_span(import, import->csv.start, import->csv.end),
              "no column is \"%.*s\", the key of \"%.*s\"", TEXT_PRINT(field->name),
              TEXT_PRINT(import->record->name));
  if (field->title.length)
    diag_help(import->diags, "a heading may be the field's name or its title \"%.*s\"",
              TEXT_PRINT(field->title));
  else
    diag_help(import->diags, "a heading may be the field's name");
}

/* The heading not read that is nearest to what a field may be called; empty if none is near. */
static Text near_heading(const Import *import, const FieldType *field) {
  const Text names[] = { field->name, field->title, field->column };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    UnicodeNearest nearest = { import->arena, names[i], TEXT_NONE, names[i].length < 5 ? 2 : 4 };
    for (size_t j = 0; names[i].length && j < import->column_count; j++)
      if (!import->columns[j].field)
        unicode_nearest(&nearest, text_trim(import->columns[j].heading));
    if (nearest.best.length)
      return nearest.best;
  }
  return TEXT("");
}

static bool has_unread(const Import *import) {
  for (size_t i = 0; i < import->column_count; i++)
    if (!import->columns[i].field && text_trim(import->columns[i].heading).length)
      return true;
  return false;
}

/* The headings that would have been the field's, and the one that may be meant. */
static void help_with_heading(Import *import, const FieldType *field) {
  Text near = near_heading(import, field);
  bool own_column = !name_same(field->column, field->name);
  bool own_title = field->title.length > 0 && !name_same(field->title, field->name);
  if (near.length == 0 && !(own_column && has_unread(import)))
    return;
  Writer writer;
  writer_to_memory(&writer, import->arena);
  writer.language = import->diags->language;
  writer_say(&writer, "the heading of \"%.*s\" may be \"%.*s\"", TEXT_PRINT(field->name),
               TEXT_PRINT(field->name));
  if (own_title)
    writer_print(&writer, ", \"%.*s\"", TEXT_PRINT(field->title));
  for (size_t i = 0; i < field->aliases.count; i++)
    writer_print(&writer, ", \"%.*s\"", TEXT_PRINT(field->aliases.items[i]));
  if (own_column)
    writer_print(&writer, ", \"%.*s\"", TEXT_PRINT(field->column));
  if (near.length)
    writer_say(&writer, ": did you mean \"%.*s\"?", TEXT_PRINT(near));
  diag_help(import->diags, "%.*s", TEXT_PRINT(writer_text(&writer)));
}

static void help_with_headings(Import *import) {
  for (size_t i = 0; i < import->record->count; i++) {
    const FieldType *field = &import->record->fields[i];
    if (field->list == LIST_NOT && !has_column(import, field))
      help_with_heading(import, field);
  }
}

/* Keys must be there; other fields that no column is are named together. */
static bool check_missing(Import *import) {
  bool fine = true;
  size_t count = 0;
  Writer names;
  writer_to_memory(&names, import->arena);
  for (size_t i = 0; i < import->record->count; i++) {
    const FieldType *field = &import->record->fields[i];
    if (field->list != LIST_NOT || has_column(import, field))
      continue;
    if (!field->key) {
      writer_print(&names, "%s\"%.*s\"", count++ ? ", " : "", TEXT_PRINT(field->name));
      continue;
    }
    report_key_missing(import, field);
    fine = false;
  }
  if (!fine || count == 0 || import->options->update)
    return fine;
  diag_report(import->diags, DIAG_COLUMN_MISSING, SPAN_NONE,
              count == 1 ? "no column of \"%.*s\" is %.*s: it stays empty"
                         : MESSAGE("no column of \"%.*s\" is %.*s: they stay empty"),
              TEXT_PRINT(import->options->path), TEXT_PRINT(writer_text(&names)));
  help_with_headings(import);
  return fine;
}

/* The heading line; false (reported): there is none. */
static bool read_headings(Import *import) {
  arena_reset(&import->row);
  if (!csv_next(&import->csv, &import->row)) {
    report_problem(import);
    if (import->csv.problem == CSV_FINE)
      diag_report(import->diags, DIAG_FILE_EMPTY, SPAN_NONE, "file \"%.*s\" has no heading line",
                  TEXT_PRINT(import->options->path));
    return false;
  }
  import->column_count = import->csv.cells.count;
  import->columns = arena_array(import->arena, ImportColumn, import->column_count + 1);
  return true;
}

bool columns_read(Import *import) {
  if (!read_headings(import))
    return false;
  for (size_t i = 0; i < import->column_count; i++) {
    ImportColumn *column = &import->columns[i];
    take_heading(import, column, &import->csv.cells.items[i]);
    if (column->field && !find_unit(import, column))
      return false;
  }
  return true;
}

bool columns_match(Import *import) {
  if (!read_headings(import))
    return false;
  bool fine = true;
  for (size_t i = 0; i < import->column_count; i++)
    fine = match_column(import, &import->columns[i], &import->csv.cells.items[i]) && fine;
  return check_missing(import) && fine;
}
