/* import NAME to RECORD: which columns of a spreadsheet are which fields, and in what unit. */
#include "interp/check/checker.h"

typedef struct {
  ModuleScope *module;
  const Decl  *decl;
  ModelImport  made;
} Reading;

static void report(const Reading *reading, Span span, const char *what, const char *help) {
  Diags *diags = reading->module->checker->diags;
  diag_report(diags, DIAG_IMPORT_COLUMN, span, "%s", diag_words(diags, what));
  diag_help(diags, "%s", diag_words(diags, help));
}

static const FieldType *field_need(const Reading *reading, Name name) {
  Checker *checker = reading->module->checker;
  const RecordType *record = reading->made.record;
  const FieldType *field = record_type_find(record, name.text);
  if (field && field->list == LIST_BY) {
    report(reading, name.span, MESSAGE("these records have a table, and a file, of their own"),
           MESSAGE("import them with a clause of theirs: import NAME to RECORD"));
    return NULL;
  }
  if (field)
    return field;
  diag_report(checker->diags, DIAG_UNKNOWN_FIELD, name.span,
              "record \"%.*s\" has no field \"%.*s\"", TEXT_PRINT(record->name),
              TEXT_PRINT(name.text));
  diag_label(checker->diags, record->span, "declared here");
  Guess guess = guess_start(checker, name.text);
  guess_offer_fields(&guess, record);
  guess_help(&guess);
  return NULL;
}

static const ModelImportColumn *find_heading(const Reading *reading, Text heading) {
  Arena *arena = reading->module->checker->arena;
  Text folded = csv_heading_folded(arena, heading);
  for (size_t i = 0; i < reading->made.columns.count; i++)
    if (text_equal(csv_heading_folded(arena, reading->made.columns.items[i].heading), folded))
      return &reading->made.columns.items[i];
  return NULL;
}

static void read_column(Reading *reading, const ImportLine *written) {
  Checker *checker = reading->module->checker;
  const ModelImportColumn *other = find_heading(reading, written->column.text);
  if (other) {
    report(reading, written->column.span, MESSAGE("this column is named twice"),
           MESSAGE("a column is read as one field: take one of the two lines out"));
    diag_label(checker->diags, other->span, "the first time");
    return;
  }
  const FieldType *field = field_need(reading, written->field);
  if (!field)
    return;
  ModelImportColumn made = { .heading = written->column.text, .field = field,
                             .unit = written->scale.text, .separator = written->separator.text,
                             .span = written->span, .scaled = written->scale.text.length > 0 };
  if (made.scaled && !units_scale(reading->module, written->scale, &field->type, &made.scale))
    return;
  if (made.separator.length && field->list != LIST_VIA) {
    report(reading, written->separator.span,
           MESSAGE("only a list holds several values in one cell"),
           MESSAGE("take out \"separated by …\""));
    return;
  }
  LIST_ADD(checker->arena, &reading->made.columns, ModelImportColumn, made);
}

static void check_import(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  const Symbol *record = symbol_need(module, SYMBOL_RECORD, decl->as.import.record);
  if (!record)
    return;
  Reading reading = { .module = module, .decl = decl };
  reading.made = (ModelImport){ .name = decl->name.text, .title = decl->label.text,
                                .span = decl->name.span, .record = record->as.record };
  for (size_t i = 0; i < decl->as.import.columns.count; i++)
    read_column(&reading, &decl->as.import.columns.items[i]);
  for (size_t i = 0; i < decl->as.import.blanks.count; i++)
    LIST_ADD(checker->arena, &reading.made.blanks, Text, decl->as.import.blanks.items[i].text);
  LIST_ADD(checker->arena, &checker->model->imports, ModelImport, reading.made);
}

void imports_check(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    const File *tree = module->module->tree;
    for (size_t j = 0; j < tree->decls.count; j++)
      if (tree->decls.items[j]->kind == DECL_IMPORT)
        check_import(module, tree->decls.items[j]);
  }
}
