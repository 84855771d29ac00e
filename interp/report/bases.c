#include "interp/report/bases.h"

typedef struct {
  const Model *model;
  BasesVisit  *visit;
  void        *context;
} Visiting;

bool bases_of_library(const Model *model, Span span) {
  for (size_t i = 0; i < model->modules.count; i++) {
    const Module *module = model->modules.items[i];
    if (module->library && module->source && module->source->number == span.file)
      return true;
  }
  return false;
}

static void visit_bases(const Visiting *visiting, Text rule, const ModelBases *bases) {
  for (size_t i = 0; i < bases->count; i++)
    if (!bases_of_library(visiting->model, bases->items[i].span))
      visiting->visit(visiting->context, rule, &bases->items[i]);
}

/* What amendments put in its place, then itself. */
static void visit_versions(const Visiting *visiting, const NamedTerm *term) {
  for (; term; term = term->replaces)
    visit_bases(visiting, term->name, &term->bases);
}

/* What a clause without a name is called, in the words of the rules. */
static Text said(const Visiting *visiting, const char *english) {
  return text_from(model_words(visiting->model, english));
}

static void visit_decision(const Visiting *visiting, const Decision *decision) {
  visit_bases(visiting, decision->name, &decision->bases);
  visit_bases(visiting, said(visiting, "governed by"), &decision->governing_bases);
  for (size_t i = 0; i < decision->rules.count; i++)
    visit_bases(visiting, decision->rules.items[i]->name, &decision->rules.items[i]->bases);
  for (size_t i = 0; i < decision->outcomes.count; i++)
    visit_bases(visiting, decision->outcomes.items[i]->name, &decision->outcomes.items[i]->bases);
  for (size_t i = 0; i < decision->amounts.count; i++)
    visit_versions(visiting, decision->amounts.items[i]);
  for (size_t i = 0; i < decision->ceilings.count; i++)
    visit_bases(visiting, decision->ceilings.items[i]->name, &decision->ceilings.items[i]->bases);
  for (size_t i = 0; i < decision->shows.count; i++)
    visit_versions(visiting, decision->shows.items[i]);
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    visit_bases(visiting, power->delegated ? said(visiting, "delegated to")
                                           : said(visiting, "decided by"),
                &power->bases);
  }
  visit_bases(visiting, said(visiting, "allocate by"), &decision->allocate_bases);
  for (size_t i = 0; i < decision->conditions.count; i++)
    visit_bases(visiting, decision->conditions.items[i]->name,
                &decision->conditions.items[i]->bases);
  for (size_t i = 0; i < decision->deadlines.count; i++)
    visit_bases(visiting, decision->deadlines.items[i]->name, &decision->deadlines.items[i]->bases);
}

/* Its own, then those of the values that amendments set. */
static void visit_parameter(const Visiting *visiting, const Parameter *parameter) {
  visit_bases(visiting, parameter->name, &parameter->bases);
  for (size_t i = 0; i < parameter->values.count; i++)
    if (parameter->values.items[i].versions)
      visit_bases(visiting, parameter->name, &parameter->values.items[i].bases);
}

void bases_visit(const Model *model, BasesVisit *visit, void *context) {
  Visiting visiting = { model, visit, context };
  visit_bases(&visiting, model->name, &model->head_bases);
  for (size_t i = 0; i < model->amendments.count; i++)
    visit_bases(&visiting, model->amendments.items[i]->name, &model->amendments.items[i]->bases);
  for (size_t i = 0; i < model->parameters.count; i++)
    visit_parameter(&visiting, model->parameters.items[i]);
  for (size_t i = 0; i < model->defines.count; i++)
    visit_bases(&visiting, model->defines.items[i]->name, &model->defines.items[i]->bases);
  for (size_t i = 0; i < model->frames.count; i++)
    visit_bases(&visiting, model->frames.items[i]->name, &model->frames.items[i]->bases);
  for (size_t i = 0; i < model->decisions.count; i++)
    visit_decision(&visiting, model->decisions.items[i]);
  for (size_t i = 0; i < model->ladders.count; i++) {
    const Ladder *ladder = model->ladders.items[i];
    visit_bases(&visiting, ladder->name, &ladder->bases);
    for (size_t j = 0; j < ladder->steps.count; j++)
      visit_bases(&visiting, ladder->steps.items[j].code->name, &ladder->steps.items[j].bases);
  }
  for (size_t i = 0; i < model->duties.count; i++)
    visit_bases(&visiting, model->duties.items[i]->name, &model->duties.items[i]->bases);
}

Text basis_place(Arena *arena, const ModelBasis *basis, Language language) {
  if (!basis->document)
    return TEXT("");
  Text document = basis->document->name;
  if (basis->place.length && basis->line)
    return arena_format(arena, message(language, "%.*s, \"%.*s\", line %zu"),
                        TEXT_PRINT(document), TEXT_PRINT(basis->place), basis->line);
  if (basis->line)
    return arena_format(arena, message(language, "%.*s, line %zu"), TEXT_PRINT(document),
                        basis->line);
  return arena_text(arena, document);
}
