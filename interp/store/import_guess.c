/* anslag import --guess: a first import clause, made of a file's headings and values. */
#include "base/unicode.h"
#include "grammar/print.h"
#include "interp/store/import_inside.h"

#include <string.h>

enum { BLANKS_MOST = 8, BLANK_LONGEST = 40 };

typedef struct {
  Import *import;
  Decl   *decl;                 /* the clause as a tree, which either surface prints */
  LIST(Text) rest;              /* headings that no field takes */
} Guessing;

/* ---- what the values say ----------------------------------------------------------------- */

typedef bool CellTest(const Import *import, const FieldType *field, Text cell);

/* "-" and the like are blanks. */
static bool says_something(Text cell) {
  size_t at = 0;
  while (at < cell.length) {
    int32_t sign = unicode_next(cell, &at);
    if (unicode_is_letter(sign) || (sign >= '0' && sign <= '9'))
      return true;
  }
  return false;
}

static bool all_cells(Import *import, size_t column, const FieldType *field, CellTest *test) {
  Csv csv = import->csv;
  size_t filled = 0;
  for (arena_reset(&import->row); csv_next(&csv, &import->row); arena_reset(&import->row)) {
    Text cell = column < csv.cells.count ? text_trim(csv.cells.items[column].text) : TEXT_NONE;
    if (cell.length == 0 || !says_something(cell))
      continue;
    if (!test(import, field, cell))
      return false;
    filled++;
  }
  return filled > 0;
}

static bool is_code(const Import *import, const FieldType *field, Text cell) {
  (void)import;
  return codelist_find(field->type.codes, cell) != NULL;
}

static bool is_date(const Import *import, const FieldType *field, Text cell) {
  (void)import;
  (void)field;
  Date date;
  return date_parse(cell, &date);
}

static CellTest *test_for(const FieldType *field) {
  if (field->type.kind == TYPE_CODE)
    return is_code;
  return field->type.kind == TYPE_DATE ? is_date : NULL;
}

/* ---- which field a heading is -------------------------------------------------------------- */

static bool is_taken(const Import *import, const FieldType *field) {
  for (size_t i = 0; i < import->column_count; i++)
    if (import->columns[i].field == field)
      return true;
  return false;
}

static bool is_free(const Import *import, const FieldType *field) {
  return field->list != LIST_BY && !is_taken(import, field);
}

/* The free field whose name or title is a slip away. */
static const FieldType *field_nearby(const Import *import, Text heading) {
  UnicodeNearest nearest = { import->arena, heading, TEXT_NONE, heading.length < 6 ? 2 : 4 };
  const FieldType *found = NULL;
  for (size_t i = 0; i < import->record->count; i++) {
    const FieldType *field = &import->record->fields[i];
    const Text names[] = { field->name, field->title };
    for (size_t j = 0; j < 2 && is_free(import, field); j++) {
      unsigned before = nearest.least;
      unicode_nearest(&nearest, names[j]);
      found = nearest.least < before ? field : found;
    }
  }
  return found;
}

/* The only free field whose type all the values are of. */
static const FieldType *field_by_values(Import *import, size_t column) {
  const FieldType *found = NULL;
  for (size_t i = 0; i < import->record->count; i++) {
    const FieldType *field = &import->record->fields[i];
    CellTest *test = is_free(import, field) ? test_for(field) : NULL;
    if (!test || !all_cells(import, column, field, test))
      continue;
    if (found)
      return NULL;
    found = field;
  }
  return found;
}

static void guess_fields(Guessing *guessing) {
  Import *import = guessing->import;
  for (size_t i = 0; i < import->column_count; i++) {
    ImportColumn *column = &import->columns[i];
    Text rest;
    import_split_unit(column->heading, &rest);
    if (!column->field && rest.length)
      column->field = field_nearby(import, rest);
  }
  for (size_t i = 0; i < import->column_count; i++)
    if (!import->columns[i].field && text_trim(import->columns[i].heading).length)
      import->columns[i].field = field_by_values(import, i);
}

/* ---- lists and blanks ------------------------------------------------------------------------ */

/* What parts the values of a list in one cell: the sign that most cells hold. */
static Text separator_of(Import *import, size_t column) {
  static const char signs[] = ";,/|";
  size_t counts[sizeof signs] = { 0 }, best = 0;
  Csv csv = import->csv;
  for (arena_reset(&import->row); csv_next(&csv, &import->row); arena_reset(&import->row))
    for (size_t i = 0; column < csv.cells.count && signs[i]; i++)
      counts[i] += memchr(csv.cells.items[column].text.bytes, signs[i],
                          csv.cells.items[column].text.length) != NULL;
  for (size_t i = 1; signs[i]; i++)
    best = counts[i] > counts[best] ? i : best;
  return counts[best] ? text_part(text_from(signs), best, best + 1) : TEXT(";");
}

/* No value of its type, and no digit in it: a word for "nothing here". */
static bool stands_for_nothing(Import *import, ImportColumn *column, Text cell) {
  for (size_t i = 0; i < cell.length; i++)
    if (cell.bytes[i] >= '0' && cell.bytes[i] <= '9')
      return false;
  switch (column->field->type.kind) {
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY: case TYPE_DATE:
    case TYPE_CODE: case TYPE_TRUTH:
      return cell.length <= BLANK_LONGEST && !cell_of_file(import, column, cell).fine;
    default:
      return text_is(cell, "-") || text_is(cell, "–");
  }
}

static void note_blank(Guessing *guessing, Text cell) {
  StringList *blanks = &guessing->decl->as.import.blanks;
  for (size_t i = 0; i < blanks->count; i++)
    if (name_same(blanks->items[i].text, cell))
      return;
  if (blanks->count < BLANKS_MOST)
    LIST_ADD(guessing->import->arena, blanks, Name,
             ((Name){ SPAN_NONE, arena_text(guessing->import->arena, cell) }));
}

static void guess_blanks(Guessing *guessing) {
  Import *import = guessing->import;
  Csv csv = import->csv;
  for (arena_reset(&import->row); csv_next(&csv, &import->row); arena_reset(&import->row))
    for (size_t i = 0; i < csv.cells.count && i < import->column_count; i++) {
      Text cell = text_trim(csv.cells.items[i].text);
      const FieldType *field = import->columns[i].field;
      if (cell.length && field && stands_for_nothing(import, &import->columns[i], cell))
        note_blank(guessing, cell);
    }
}

/* ---- the clause ---------------------------------------------------------------------------- */

static Name named(Text text) {
  return (Name){ SPAN_NONE, text };
}

static void add_line(Guessing *guessing, size_t index) {
  Import *import = guessing->import;
  const ImportColumn *column = &import->columns[index];
  Text heading = text_trim(column->heading), rest;
  if (!column->field) {
    if (heading.length)
      LIST_ADD(import->arena, &guessing->rest, Text, heading);
    return;
  }
  ImportLine line = { .column = named(heading), .field = named(column->field->name) };
  bool scaled = column->field->type.kind == TYPE_MONEY || column->field->type.kind == TYPE_RATE;
  if (scaled)
    line.scale = named(import_split_unit(heading, &rest));
  if (column->field->list == LIST_VIA)
    line.separator = named(separator_of(import, index));
  LIST_ADD(import->arena, &guessing->decl->as.import.columns, ImportLine, line);
}

static void print_clause(const Guessing *guessing, Writer *writer) {
  const Import *import = guessing->import;
  print_decl_alone(writer, guessing->decl, import->store->model->surface);
  writer_put_char(writer, '\n');
  const char *not_read = import->store->model->surface == SURFACE_SWEDISH
                             ? "kolumnen \"%.*s\" läses inte" : "column \"%.*s\" is not read";
  for (size_t i = 0; i < guessing->rest.count; i++) {
    Text note = arena_format(import->arena, not_read, TEXT_PRINT(guessing->rest.items[i]));
    writer_print(writer, "  -- %.*s\n", TEXT_PRINT(note));
  }
}

static void guess(Import *import, Writer *writer) {
  Guessing guessing = { .import = import, .decl = arena_new(import->arena, Decl) };
  guessing.decl->kind = DECL_IMPORT;
  guessing.decl->name = named(import->store->model->surface == SURFACE_SWEDISH
                                  ? TEXT("blankett") : TEXT("form"));
  guessing.decl->as.import.record = named(import->record->name);
  guess_fields(&guessing);
  for (size_t i = 0; i < import->column_count; i++)
    add_line(&guessing, i);
  guess_blanks(&guessing);
  print_clause(&guessing, writer);
}

bool import_guess(Arena *arena, const Model *model, const ImportOptions *options, Writer *writer,
                  Diags *diags) {
  Store store = { .arena = arena, .memory = arena->memory, .model = model, .diags = diags };
  Import import = { .store = &store, .options = options, .diags = diags, .arena = arena };
  arena_init_deferred(&import.row, arena->memory);
  bool read = import_find_target(&import) && dialect_guess(&import) && columns_read(&import);
  if (read) {
    dialect_guess_decimals(&import);
    guess(&import, writer);
  }
  memory_release(arena->memory, &import.row);
  return read;
}
