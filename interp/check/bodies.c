#include "interp/check/checker.h"

/* ---- bodies and their other names -------------------------------------------------------- */

static void declare_alias(ModuleScope *module, Symbol *symbol, Name alias) {
  const Symbol *other = map_get(&module->aliases, alias.text);
  if (!other) {
    Symbol *named = map_get(&module->spaces[SPACE_VALUE], alias.text);
    if (!named || named == symbol || (named->kind != SYMBOL_BODY && named->kind != SYMBOL_ROLE)) {
      map_add(&module->aliases, alias.text, symbol);
      return;
    }
    other = named;
  }
  if (other == symbol)
    return;
  Diags *diags = module->checker->diags;
  diag_report(diags, DIAG_DUPLICATE_NAME, alias.span, "two bodies are called \"%.*s\"",
              TEXT_PRINT(alias.text));
  diag_label(diags, other->span, "the other one");
  diag_help(diags, "keep the alias of one of them");
}

static void check_body(ModuleScope *module, Symbol *symbol) {
  const Decl *decl = symbol->decl;
  if (decl->as.body.at.text.length)
    symbol->as.body->at = symbol_need_body(module, decl->as.body.at);
  if (decl->label.text.length)
    declare_alias(module, symbol, decl->label);
  for (size_t i = 0; i < decl->as.body.aliases.count; i++)
    declare_alias(module, symbol, decl->as.body.aliases.items[i]);
}

void aliases_declare(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    for (size_t j = 0; j < module->symbols.count; j++) {
      Symbol *symbol = module->symbols.items[j];
      if (symbol->kind == SYMBOL_BODY || symbol->kind == SYMBOL_ROLE)
        check_body(module, symbol);
    }
  }
}

/* ---- groups ------------------------------------------------------------------------------ */

static void group_of_records(ModuleScope *module, Group *group, const Decl *decl) {
  if (decl->as.group.names.count != 1)
    return;
  const Symbol *symbol = symbol_need(module, SYMBOL_RECORD, decl->as.group.names.items[0]);
  if (!symbol)
    return;
  group->record = symbol->as.record;
  Scope scope = scope_of_record(module, group->record);
  Term *member = arena_new(module->checker->arena, Term);
  *member = (Term){ .kind = TERM_VARIABLE, .height = 1, .type = type_of_record(group->record) };
  member->as.variable.name = group->record->name;
  scope.subject_term = member;
  scope.next_slot = 1;
  if (module->checker->model->most_slots < 1)
    module->checker->model->most_slots = 1;
  const Term *where = term_truth(&scope, decl->as.group.where);
  group->where = term_failed(where) ? NULL : where;
}

static void group_of_names(ModuleScope *module, Group *group, const Decl *decl) {
  Arena *arena = module->checker->arena;
  const NameList *names = &decl->as.group.names;
  group->bodies = arena_array(arena, const Body *, names->count + 1);
  for (size_t i = 0; i < names->count; i++) {
    const Body *body = symbol_need_body(module, names->items[i]);
    if (body)
      group->bodies[group->count++] = body;
  }
}

static void check_group(ModuleScope *module, Symbol *symbol) {
  if (symbol->decl->as.group.where)
    group_of_records(module, symbol->as.group, symbol->decl);
  else
    group_of_names(module, symbol->as.group, symbol->decl);
}

void groups_check(Checker *checker) {
  symbols_each(checker, SYMBOL_GROUP, check_group);
}

/* ---- who owes and receives --------------------------------------------------------------- */

/* A field that names someone: a record with a name, a list of them, or a text. */
static bool field_names_someone(const FieldType *field) {
  const Type *type = field->type.kind == TYPE_LIST ? field->type.element : &field->type;
  return type->kind == TYPE_TEXT || (type->kind == TYPE_RECORD && type->record->name_field >= 0);
}

static void report_no_party(const Scope *scope, Name name) {
  Checker *checker = scope->checker;
  if (symbols_unread(checker, name.text))
    return;
  diag_report(checker->diags, DIAG_UNKNOWN_NAME, name.span,
              "no body, group or field is called \"%.*s\"", TEXT_PRINT(name.text));
  Guess guess = guess_start(checker, name.text);
  guess_offer_space(&guess, scope->module, SPACE_VALUE);
  if (scope->subject)
    guess_offer_fields(&guess, scope->subject);
  guess_help(&guess);
  if (guess.best.length == 0)
    symbols_help_bodies(scope->module);
}

bool party_need(const Scope *scope, Name name, Party *party) {
  *party = (Party){ .span = name.span };
  if (name.text.length == 0)
    return false;
  const FieldType *field = scope->subject ? record_type_find(scope->subject, name.text) : NULL;
  if (field && (field_names_someone(field) || field->type.kind == TYPE_UNKNOWN)) {
    party->field = field;
    return true;
  }
  const Symbol *symbol = symbol_find(scope->module, SPACE_VALUE, name);
  party->group = symbol && symbol->kind == SYMBOL_GROUP ? symbol->as.group : NULL;
  party->body = party->group ? NULL : symbol_body(scope->module, name);
  if (party->group || party->body)
    return true;
  if (symbol || field) {
    diag_report(scope->checker->diags, DIAG_WRONG_KIND, name.span,
                "%s \"%.*s\" names no body", field ? diag_words(scope->checker->diags, "field")
                                              : symbol_kind_text(scope->checker, symbol->kind),
                TEXT_PRINT(name.text));
    diag_label(scope->checker->diags, field ? field->span : symbol->span, "declared here");
    return false;
  }
  report_no_party(scope, name);
  return false;
}
