/* Names in the language of the rules, of what a module in the other language declares: Swedish
 * rules that use std.organisation say slag and nämnd, and so do their screens.  Tables, digests
 * and decisions keep the names of the module. */
#include "base/unicode.h"
#include "interp/check/checker.h"

/* The label of before is one more alias, so that a heading or a cell may still be it. */
static void name_code(Arena *arena, Code *code) {
  if (code->aliases.count == 0)
    return;
  code->local = code->aliases.items[0];
  if (code->title.length == 0)
    return;
  LIST_ADD(arena, &code->aliases, Text, code->title);
  code->title = unicode_capital(arena, code->local);
}

static void name_field(Arena *arena, FieldType *field) {
  if (field->aliases.count == 0)
    return;
  field->local = field->aliases.items[0];
  if (field->title.length == 0)
    return;
  LIST_ADD(arena, &field->aliases, Text, field->title);
  field->title = unicode_capital(arena, field->local);
}

static void name_symbol(Checker *checker, const Symbol *symbol) {
  if (symbol->kind == SYMBOL_CODELIST) {
    Codelist *codelist = symbol->as.codelist;
    codelist->foreign = true;
    for (size_t i = 0; i < codelist->count; i++)
      name_code(checker->arena, &codelist->codes[i]);
  }
  if (symbol->kind == SYMBOL_RECORD)
    for (size_t i = 0; i < symbol->as.record->count; i++)
      name_field(checker->arena, &symbol->as.record->fields[i]);
}

void local_names_give(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    const ModuleScope *module = checker->modules.items[i];
    if (module->module->tree->surface == checker->model->surface)
      continue;
    for (size_t j = 0; j < module->symbols.count; j++)
      name_symbol(checker, module->symbols.items[j]);
  }
}
