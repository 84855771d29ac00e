#include "interp/check/checker.h"

static bool add_code_name(Checker *checker, Map *names, Name name, Code *code) {
  const Code *other = map_get(names, name.text);
  if (!other) {
    map_add(names, name.text, code);
    return true;
  }
  if (other == code)
    return true;
  diag_report(checker->diags, DIAG_DUPLICATE_NAME, name.span, "code \"%.*s\" is declared twice",
              TEXT_PRINT(name.text));
  diag_label(checker->diags, other->span, "first declared here");
  return false;
}

static void check_codelist(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  if (decl->kind == DECL_LADDER) {
    ladder_make_codes(module, symbol);
    return;
  }
  Codelist *codelist = symbol->as.codelist;
  const NameList *members = &decl->as.codelist.members;
  Map names;
  map_init(&names, checker->arena);
  codelist->codes = arena_array(checker->arena, Code, members->count + 1);
  for (size_t i = 0; i < members->count; i++) {
    Code *code = &codelist->codes[codelist->count];
    *code = (Code){ .codelist = codelist, .index = codelist->count,
                    .name = members->items[i].text, .span = members->items[i].span };
    if (i < decl->as.codelist.labels.count)
      code->title = decl->as.codelist.labels.items[i].text;
    if (!add_code_name(checker, &names, members->items[i], code))
      continue;
    for (size_t j = 0; i < decl->as.codelist.aliases.count &&
                       j < decl->as.codelist.aliases.items[i].count; j++) {
      Name alias = decl->as.codelist.aliases.items[i].items[j];
      if (add_code_name(checker, &names, alias, code))
        LIST_ADD(checker->arena, &code->aliases, Text, alias.text);
    }
    codelist->count++;
  }
  bases_check(module, &decl->bases, NULL);
}

void codelists_check(Checker *checker) {
  symbols_each(checker, SYMBOL_CODELIST, check_codelist);
}
