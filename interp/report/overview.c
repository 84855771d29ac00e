#include "interp/report/overview.h"

static RuleEffect *effect_of(Arena *arena, DecisionEffects *effects, const Rule *rule, Text name) {
  for (size_t i = 0; i < effects->rules.count; i++)
    if (text_equal(effects->rules.items[i].name, name))
      return &effects->rules.items[i];
  RuleEffect effect = { .name = arena_text(arena, name),
                        .title = rule ? rule->title : TEXT(""),
                        .bases = rule ? &rule->bases : NULL };
  LIST_ADD(arena, &effects->rules, RuleEffect, effect);
  return &effects->rules.items[effects->rules.count - 1];
}

void overview_init(Overview *overview, Arena *arena, const Model *model) {
  *overview = (Overview){ .arena = arena };
  missing_init(&overview->missing, arena, model);
  for (size_t i = 0; i < model->decisions.count; i++) {
    DecisionEffects effects = { .decision = model->decisions.items[i] };
    for (size_t j = 0; j < effects.decision->rules.count; j++)
      effect_of(arena, &effects, effects.decision->rules.items[j],
                effects.decision->rules.items[j]->name);
    LIST_ADD(arena, &overview->decisions, DecisionEffects, effects);
  }
}

static RuleEffect *effect_on(Overview *overview, const RuleVerdict *verdict, size_t decision) {
  return effect_of(overview->arena, &overview->decisions.items[decision], verdict->rule,
                   verdict->name);
}

static void add_rules(Overview *overview, const Judgement *judgement) {
  size_t decision = judgement->decision->index;
  for (size_t i = 0; i < judgement->failed.count; i++)
    effect_on(overview, judgement->failed.items[i], decision)->failed++;
  for (size_t i = 0; i < judgement->noted.count; i++)
    effect_on(overview, judgement->noted.items[i], decision)->noted++;
  if (judgement->kind != OUTCOME_INCOMPLETE)
    return;
  for (size_t i = 0; i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    if (verdict->verdict == VERDICT_UNKNOWN || verdict->verdict == VERDICT_POSSIBLY)
      effect_on(overview, verdict, decision)->open++;
  }
}

/* ---- amounts by size --------------------------------------------------------------------- */

static const int64_t steps[] = { 1, 2, 5 };
enum { STEPS = sizeof steps / sizeof steps[0] };

int64_t overview_class_from(size_t class, const Currency *currency) {
  int64_t from = currency ? currency->minor_per_main : 1;
  if (class == 0)
    return 0;
  for (size_t i = 0; i < (class - 1) / STEPS; i++)
    if (__builtin_mul_overflow(from, 10, &from))
      return INT64_MAX;
  return __builtin_mul_overflow(from, steps[(class - 1) % STEPS], &from) ? INT64_MAX : from;
}

static size_t class_of(int64_t amount, const Currency *currency) {
  size_t class = 0;
  while (class + 1 < AMOUNT_CLASSES && overview_class_from(class + 1, currency) <= amount)
    class++;
  return class;
}

static void add_amount(Overview *overview, const Judgement *judgement) {
  int64_t asked;
  if (judgement->asked.state != VALUE_KNOWN ||
      !fraction_to_int64(judgement->asked.as.number, &asked))
    return;
  AmountClass *class = &overview->decisions.items[judgement->decision->index]
                            .classes[class_of(asked, judgement->decision->currency)];
  class->asked++;
  class->funded += judgement->kind == OUTCOME_FUNDABLE;
}

void overview_add(Overview *overview, const Judgement *judgement) {
  missing_add(&overview->missing, judgement);
  add_rules(overview, judgement);
  add_amount(overview, judgement);
}
