#include "interp/check/checker.h"

#include "grammar/literate.h"

/* Of a rule file in Markdown, which may be its own document, only the prose is cited. */
static void load_document(ModuleScope *module, Document *document, const Decl *decl) {
  Checker *checker = module->checker;
  Source *source = package_source(module, decl->as.document.file, "document");
  document->text = source;
  if (!source || !literate_path(source->path))
    return;
  Source *prose = arena_new(checker->arena, Source);
  *prose = *source;
  prose->text = literate_prose(checker->arena, source, checker->diags);
  document->text = prose;
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
