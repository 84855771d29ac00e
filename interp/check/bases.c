#include "interp/check/checker.h"

static ModelBasis make_basis(ModuleScope *module, const Basis *basis) {
  ModelBasis made = { .kind = basis->kind, .place = basis->place.text, .text = basis->text.text,
                      .span = basis->text.text.length ? basis->text.span : basis->span,
                      .text_span = basis->text.span, .place_span = basis->place.span };
  if (basis->kind == BASIS_SOURCE) {
    const Symbol *symbol = symbol_need(module, SYMBOL_DOCUMENT, basis->document);
    made.document = symbol ? symbol->as.document : NULL;
  }
  return made;
}

ModelBases bases_check(ModuleScope *module, const BasisList *bases, const QuotedRule *about) {
  Checker *checker = module->checker;
  ModelBases made = { NULL, 0, 0 };
  LIST(Text) readings = { NULL, 0, 0 };
  for (size_t i = 0; i < bases->count; i++) {
    LIST_ADD(checker->arena, &made, ModelBasis, make_basis(module, &bases->items[i]));
    if (bases->items[i].kind == BASIS_READING)
      LIST_ADD(checker->arena, &readings, Text, bases->items[i].text.text);
  }
  for (size_t i = 0; i < made.count; i++) {
    if (made.items[i].kind != BASIS_SOURCE || !made.items[i].document)
      continue;
    QuotedRule quoted = about ? *about : (QuotedRule){ .span = made.items[i].span };
    quoted.basis = &made.items[i];
    quoted.has_reading = readings.count > 0;
    quoted.readings = readings.items;
    quoted.reading_count = readings.count;
    LIST_ADD(checker->arena, &checker->model->quoted, QuotedRule, quoted);
  }
  return made;
}

QuotedRule bases_about_value(const Term *value, Span span) {
  bool known = value && !term_failed(value);
  if (known && value->kind == TERM_PARAMETER && value->as.parameter.parameter->implicit)
    value = value->as.parameter.parameter->value;
  return (QuotedRule){ .value = known ? value : NULL, .span = span };
}

void bases_need(ModuleScope *module, const BasisList *bases, Span span, const char *kind,
                Name name) {
  for (size_t i = 0; i < bases->count; i++)
    if (bases->items[i].kind != BASIS_READING)
      return;
  Diags *diags = module->checker->diags;
  if (name.text.length)
    diag_report(diags, DIAG_NO_BASIS, span, "%s \"%.*s\" has no basis", diag_words(diags, kind),
                TEXT_PRINT(name.text));
  else
    diag_report(diags, DIAG_NO_BASIS, span, "\"%s\" has no basis", diag_words(diags, kind));
  diag_help(diags, "add the words it rests on: source DOCUMENT \"…\"; or assumed \"…\" if the text "
            "does not say it");
}
