/* What is not encoded, and which results need a person's judgement for it. */
#include "interp/check/checker.h"

typedef struct {
  Text           name;
  Guess         *guess;         /* every clause is offered to it; may be NULL */
  NeedsJudgement found;
  bool           is_found;
} Search;

static void try_clause(Search *search, const Decision *decision, Text name, const Rule *rule) {
  if (search->guess)
    guess_offer(search->guess, name);
  if (search->is_found || name.length == 0 || !text_equal(name, search->name))
    return;
  search->found = (NeedsJudgement){ decision, name, rule };
  search->is_found = true;
}

#define TRY_EACH(search, decision, list)                                          \
  for (size_t i_ = 0; i_ < (decision)->list.count; i_++)                          \
    try_clause((search), (decision), (decision)->list.items[i_]->name, NULL)

static void search_clauses(Search *search, const Decision *decision) {
  for (size_t i = 0; i < decision->rules.count; i++)
    try_clause(search, decision, decision->rules.items[i]->name, decision->rules.items[i]);
  TRY_EACH(search, decision, scores);
  TRY_EACH(search, decision, amounts);
  TRY_EACH(search, decision, ceilings);
  TRY_EACH(search, decision, shows);
  TRY_EACH(search, decision, frames);
  TRY_EACH(search, decision, conditions);
  TRY_EACH(search, decision, deadlines);
  TRY_EACH(search, decision, outcomes);
}

/* "stod.innovation", "innovation" of any decision, or "stod": the whole decision. */
static void search_model(Search *search, const Model *model, Text whole) {
  size_t dot = text_find(whole, TEXT("."), 0);
  bool  owned = dot < whole.length;
  Text  owner = owned ? text_part(whole, 0, dot) : whole;
  search->name = owned ? text_part(whole, dot + 1, whole.length) : whole;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    bool named = text_equal(decision->name, owner);
    if (!owned)
      try_clause(search, decision, decision->name, NULL);
    if (!owned || named)
      search_clauses(search, decision);
  }
}

static void add_judgement(Checker *checker, NotEncoded *made, Name name) {
  Search search = { .guess = NULL };
  search_model(&search, checker->model, name.text);
  if (search.is_found) {
    LIST_ADD(checker->arena, &made->judgement, NeedsJudgement, search.found);
    return;
  }
  if (symbols_unread(checker, name.text))
    return;
  diag_report(checker->diags, DIAG_UNKNOWN_NAME, name.span, "rule \"%.*s\" is not declared",
              TEXT_PRINT(name.text));
  Guess guess = guess_start(checker, search.name);
  search.guess = &guess;
  search_model(&search, checker->model, name.text);
  guess_help(&guess);
}

static void check_not_encoded(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  NotEncoded made = { .span = decl->span, .text = decl->as.not_encoded.text.text,
                      .because = decl->as.not_encoded.because.text };
  for (size_t i = 0; i < decl->as.not_encoded.judgement.count; i++)
    add_judgement(checker, &made, decl->as.not_encoded.judgement.items[i]);
  made.bases = bases_check(module, &decl->bases, NULL);
  LIST_ADD(checker->arena, &checker->model->not_encoded, NotEncoded, made);
}

void judgement_check(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    const File *tree = module->module->tree;
    for (size_t j = 0; j < tree->decls.count; j++)
      if (tree->decls.items[j]->kind == DECL_NOT_ENCODED)
        check_not_encoded(module, tree->decls.items[j]);
  }
}
