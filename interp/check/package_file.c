/* Files that ship with the rules: documents, and tables and records in CSV. */
#include "interp/check/checker.h"

Text package_path(Arena *arena, Text module_path, Text path) {
  size_t end = module_path.length;
  while (end > 0 && module_path.bytes[end - 1] != '/')
    end--;
  return arena_format(arena, "%.*s%.*s", TEXT_PRINT(text_part(module_path, 0, end)),
                      TEXT_PRINT(path));
}

Source *package_source(ModuleScope *module, Name file, const char *kind) {
  Checker *checker = module->checker;
  const CheckOptions *options = checker->options;
  Text bytes, reason = TEXT_NONE;
  if (file.text.length == 0 || !modules_path_allowed(checker, file.text, file.span))
    return NULL;
  Text shown = package_path(checker->arena, module->module->path, file.text);
  Text path = module->module->library ? shown : file.text;
  if (options->load(options->load_context, checker->arena, module->module->path, path,
                    module->module->library, &bytes, &reason))
    return sources_add(checker->diags->sources, shown, bytes);
  Text why = reason.length ? text_from(diag_words(checker->diags, reason.bytes)) : reason;
  diag_report(checker->diags, DIAG_FILE_UNREADABLE, file.span,
              "%s \"%.*s\" could not be read: %.*s", diag_words(checker->diags, kind),
              TEXT_PRINT(file.text), TEXT_PRINT(why));
  diag_help(checker->diags, "the path is looked up from the folder of the rule file");
  return NULL;
}

/* One that another declaration has read already is not read twice. */
static const CsvFile *find_csv(const Model *model, Text shown) {
  for (size_t i = 0; i < model->csv_files.count; i++)
    if (text_equal(model->csv_files.items[i]->source->path, shown))
      return model->csv_files.items[i];
  return NULL;
}

const CsvFile *package_csv(ModuleScope *module, Name file) {
  Checker *checker = module->checker;
  Text shown = package_path(checker->arena, module->module->path, file.text);
  const CsvFile *known = find_csv(checker->model, shown);
  if (known)
    return known->columns ? known : NULL;
  const Source *source = package_source(module, file, "file");
  if (!source)
    return NULL;
  CsvFile *csv = arena_new(checker->arena, CsvFile);
  bool whole = csv_file_read(checker->arena, source, checker->diags, csv);
  if (!whole)
    csv->columns = 0;
  LIST_ADD(checker->arena, &checker->model->csv_files, const CsvFile *, csv);
  return whole ? csv : NULL;
}

bool package_cell(Checker *checker, const CsvForm *form, const CsvFileCell *cell, Text heading,
                  Value *value) {
  const char *reason;
  CsvForm said = *form;
  said.language = checker->diags->language;
  if (csv_value(checker->arena, &said, cell->text, value, &reason))
    return true;
  diag_report(checker->diags, DIAG_BAD_CELL, cell->span, "column \"%.*s\": \"%.*s\" %s",
              TEXT_PRINT(heading), TEXT_PRINT(cell->text), reason);
  return false;
}
