#include "interp/check/checker.h"

/* The folder of a library module, before the document's own path. */
static Text beside(Arena *arena, Text module_path, Text path) {
  size_t end = module_path.length;
  while (end > 0 && module_path.bytes[end - 1] != '/')
    end--;
  return arena_format(arena, "%.*s%.*s", TEXT_PRINT(text_part(module_path, 0, end)),
                      TEXT_PRINT(path));
}

static void load_document(ModuleScope *module, Document *document, const Decl *decl) {
  Checker *checker = module->checker;
  const CheckOptions *options = checker->options;
  Name file = decl->as.document.file;
  Text bytes, reason = TEXT_NONE;
  if (file.text.length == 0 || !modules_path_allowed(checker, file.text, file.span))
    return;
  Text shown = beside(checker->arena, module->module->path, file.text);
  Text path = module->module->library ? shown : file.text;
  if (options->load(options->load_context, checker->arena, module->module->path, path,
                    module->module->library, &bytes, &reason)) {
    document->text = sources_add(checker->diags->sources, shown, bytes);
    return;
  }
  diag_report(checker->diags, DIAG_FILE_UNREADABLE, file.span,
              "document \"%.*s\" could not be read: %.*s", TEXT_PRINT(file.text),
              TEXT_PRINT(reason));
  diag_help(checker->diags, "the path is looked up from the folder of the rule file");
}

static void check_document(ModuleScope *module, Symbol *symbol) {
  const Decl *decl = symbol->decl;
  Document *document = symbol->as.document;
  if (decl->as.document.dated.text.length)
    document->has_date = date_need(module->checker, decl->as.document.dated, &document->dated);
  load_document(module, document, decl);
}

static void check_background(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  const Symbol *symbol = symbol_need(module, SYMBOL_DOCUMENT, decl->as.background.document);
  if (!symbol)
    return;
  Background background = { .span = decl->span, .document = symbol->as.document,
                            .from = decl->as.background.from.text,
                            .to = decl->as.background.to.text };
  LIST_ADD(checker->arena, &checker->model->backgrounds, Background, background);
}

void documents_check(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    for (size_t j = 0; j < module->symbols.count; j++)
      if (module->symbols.items[j]->kind == SYMBOL_DOCUMENT)
        check_document(module, module->symbols.items[j]);
    const File *tree = module->module->tree;
    for (size_t j = 0; j < tree->decls.count; j++)
      if (tree->decls.items[j]->kind == DECL_BACKGROUND)
        check_background(module, tree->decls.items[j]);
  }
}
