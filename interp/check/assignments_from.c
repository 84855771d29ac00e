/* Assignments in a CSV file: each row becomes the declaration that it stands for, with spans in
 * the file, so that all that is said about an assignment is said about its row. */
#include "interp/check/checker.h"

#include "interp/data/csv_file.h"
#include "interp/data/csv_value.h"

#define COLUMNS(X)                                                                     \
  X(COLUMN_NAME,      "name",                 "namn")                                  \
  X(COLUMN_CODE,      "code",                 "kod")                                   \
  X(COLUMN_TITLE,     "title",                "titel")                                 \
  X(COLUMN_TO,        "to",                   "till")                                  \
  X(COLUMN_LEAD,      "lead",                 "huvudansvar")                           \
  X(COLUMN_TOGETHER,  "together with",        "tillsammans med")                       \
  X(COLUMN_DUE,       "due",                  "senast")                                \
  X(COLUMN_FURTHER,   "until further notice", "tills vidare")                          \
  X(COLUMN_DEPENDS,   "depends on",           "bygger på")                             \
  X(COLUMN_PROVIDED,  "provided",             "förutsättning")

typedef enum {
#define X(column, english, swedish) column,
  COLUMNS(X)
#undef X
  COLUMN_COUNT
} Column;

static const struct { const char *english, *swedish; } column_names[] = {
#define X(column, english, swedish) [column] = { english, swedish },
  COLUMNS(X)
#undef X
};

typedef struct {
  ModuleScope   *module;
  const Decl    *decl;                    /* assignments from … */
  const CsvFile *file;
  size_t         columns[COLUMN_COUNT];   /* SIZE_MAX: the file has none */
  size_t         quote;
} Reading;

/* ---- its columns --------------------------------------------------------------------- */

static bool no_column(const Reading *reading, Span span, const char *wanted) {
  Checker *checker = reading->module->checker;
  diag_report(checker->diags, DIAG_DUTY_COLUMN, span, "file \"%.*s\" has no column \"%s\"",
              TEXT_PRINT(reading->decl->name.text), wanted);
  Writer writer;
  writer_to_memory(&writer, checker->arena);
  for (size_t i = 0; i < reading->file->columns; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(reading->file->headings[i].text));
  diag_help(checker->diags, "it has %.*s", TEXT_PRINT(writer_text(&writer)));
  return false;
}

static bool find_columns(Reading *reading) {
  Arena *arena = reading->module->checker->arena;
  for (size_t i = 0; i < COLUMN_COUNT; i++) {
    reading->columns[i] = csv_file_column(arena, reading->file,
                                          text_from(column_names[i].english));
    if (reading->columns[i] == SIZE_MAX)
      reading->columns[i] = csv_file_column(arena, reading->file,
                                            text_from(column_names[i].swedish));
  }
  if (reading->columns[COLUMN_NAME] == SIZE_MAX)
    reading->columns[COLUMN_NAME] = reading->columns[COLUMN_CODE];
  Name quote = reading->decl->as.assignments_from.quote;
  reading->quote = csv_file_column(arena, reading->file, quote.text);
  if (reading->columns[COLUMN_NAME] == SIZE_MAX)
    return no_column(reading, reading->decl->name.span, "name");
  if (reading->columns[COLUMN_TO] == SIZE_MAX)
    return no_column(reading, reading->decl->name.span, "to");
  return reading->quote != SIZE_MAX ||
         no_column(reading, quote.span, arena_text(arena, quote.text).bytes);
}

/* ---- a row --------------------------------------------------------------------------- */

static const CsvFileCell *cell_of(const Reading *reading, const CsvFileRow *row, Column column) {
  static const CsvFileCell none = { { NULL, 0 }, { 0, 0, 0 } };
  size_t index = reading->columns[column];
  return index == SIZE_MAX ? &none : &row->cells[index];
}

static Name name_in(const CsvFileCell *cell) {
  return (Name){ cell->span, cell->text };
}

/* "PVN; NORV": each name once. */
static NameList names_in(Arena *arena, const CsvFileCell *cell) {
  NameList names = { NULL, 0, 0 };
  for (size_t at = 0; at < cell->text.length;) {
    size_t end = text_find(cell->text, TEXT(";"), at);
    if (end > cell->text.length)
      end = cell->text.length;
    Text name = text_trim(text_part(cell->text, at, end));
    if (name.length)
      LIST_ADD(arena, &names, Name, (Name){ cell->span, name });
    at = end + 1;
  }
  return names;
}

static bool is_month(Text text) {
  Date ignored;
  char day[] = "2026-01-01";
  if (text.length != 7)
    return false;
  for (size_t i = 0; i < 7; i++)
    day[i] = text.bytes[i];
  return date_parse(text_from(day), &ignored);
}

/* 2024-12-31, 2024-12, pending, until further notice, or nothing. */
static void read_due(const Reading *reading, const CsvFileCell *cell, Decl *made) {
  Checker *checker = reading->module->checker;
  Date ignored;
  bool pending = csv_says_pending(cell->text);
  if (cell->text.length == 0)
    return;
  if (word_is(cell->text, "until further notice", "tills vidare")) {
    made->as.assignment.further_notice = true;
    return;
  }
  if (!pending && !is_month(cell->text) && !date_parse(cell->text, &ignored)) {
    diag_report(checker->diags, DIAG_DUTY_CELL, cell->span, "\"%.*s\" is no day to be done by",
                TEXT_PRINT(cell->text));
    diag_help(checker->diags, "write 2024-12-31, 2024-12, pending, until further notice or "
              "nothing");
    return;
  }
  Expr *due = arena_new(checker->arena, Expr);
  *due = (Expr){ .kind = pending               ? EXPR_PENDING
                         : is_month(cell->text) ? EXPR_MONTH
                                                : EXPR_DATE,
                 .height = 1, .span = cell->span };
  if (!pending)
    due->as.literal.text = cell->text;
  made->as.assignment.due = due;
}

static bool says_yes(Text cell) {
  return word_is(cell, "yes", "ja") || word_is(cell, "x", "1");
}

static BasisList quote_of(const Reading *reading, const CsvFileRow *row) {
  BasisList bases = { NULL, 0, 0 };
  const CsvFileCell *cell = &row->cells[reading->quote];
  if (cell->text.length)
    LIST_ADD(reading->module->checker->arena, &bases, Basis,
             (Basis){ .kind = BASIS_SOURCE, .span = cell->span, .text = name_in(cell),
                      .document = reading->decl->as.assignments_from.document });
  return bases;
}

static const Decl *read_row(const Reading *reading, const CsvFileRow *row) {
  Arena *arena = reading->module->checker->arena;
  Decl *made = arena_new(arena, Decl);
  *made = (Decl){ .kind = DECL_ASSIGNMENT, .span = row->span, .head = row->span,
                  .name = name_in(cell_of(reading, row, COLUMN_NAME)),
                  .label = name_in(cell_of(reading, row, COLUMN_TITLE)),
                  .bases = quote_of(reading, row) };
  made->as.assignment.to = names_in(arena, cell_of(reading, row, COLUMN_TO));
  made->as.assignment.lead = names_in(arena, cell_of(reading, row, COLUMN_LEAD));
  made->as.assignment.together = names_in(arena, cell_of(reading, row, COLUMN_TOGETHER));
  made->as.assignment.depends = names_in(arena, cell_of(reading, row, COLUMN_DEPENDS));
  made->as.assignment.provided = name_in(cell_of(reading, row, COLUMN_PROVIDED));
  made->as.assignment.further_notice =
      says_yes(cell_of(reading, row, COLUMN_FURTHER)->text);
  read_due(reading, cell_of(reading, row, COLUMN_DUE), made);
  return made;
}

/* Without a name or a receiver there is nothing to declare. */
static bool is_whole(const Reading *reading, const CsvFileRow *row) {
  Checker *checker = reading->module->checker;
  bool named = cell_of(reading, row, COLUMN_NAME)->text.length > 0;
  if (named && cell_of(reading, row, COLUMN_TO)->text.length > 0)
    return true;
  diag_report(checker->diags, DIAG_DUTY_CELL, row->span,
              named ? "this assignment has no one to carry it out"
                    : MESSAGE("this assignment has no name"));
  diag_help(checker->diags, "fill in column \"%.*s\"",
            TEXT_PRINT(reading->file->headings[reading->columns[named ? COLUMN_TO
                                                                     : COLUMN_NAME]].text));
  return false;
}

void assignments_read(ModuleScope *module, const Decl *decl, AssignmentDeclared *declared) {
  Reading reading = { .module = module, .decl = decl, .file = package_csv(module, decl->name) };
  if (!reading.file || !find_columns(&reading))
    return;
  for (size_t i = 0; i < reading.file->rows.count; i++)
    if (is_whole(&reading, &reading.file->rows.items[i]))
      declared(module, read_row(&reading, &reading.file->rows.items[i]));
}
