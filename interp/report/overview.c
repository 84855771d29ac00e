#include "interp/report/overview.h"

#include "base/canonical.h"

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
  map_init(&overview->ways, arena);
  missing_init(&overview->missing, arena, model);
  for (size_t i = 0; i < model->decisions.count; i++) {
    DecisionEffects effects = { .decision = model->decisions.items[i] };
    for (size_t j = 0; j < effects.decision->rules.count; j++)
      effect_of(arena, &effects, effects.decision->rules.items[j],
                effects.decision->rules.items[j]->name);
    LIST_ADD(arena, &overview->decisions, DecisionEffects, effects);
  }
}

/* Those of a judgement, in the order in which they are told. */
static void gather_effects(Arena *arena, const Judgement *judgement, OverviewWay *way) {
  for (size_t i = 0; i < judgement->failed.count; i++) {
    const RuleVerdict *verdict = judgement->failed.items[i];
    LIST_ADD(arena, &way->effects, OverviewEffect,
             (OverviewEffect){ verdict->rule, verdict->name, EFFECT_FAILED });
  }
  for (size_t i = 0; i < judgement->noted.count; i++) {
    const RuleVerdict *verdict = judgement->noted.items[i];
    LIST_ADD(arena, &way->effects, OverviewEffect,
             (OverviewEffect){ verdict->rule, verdict->name, EFFECT_NOTED });
  }
  for (size_t i = 0; judgement->kind == OUTCOME_INCOMPLETE && i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    if (verdict->verdict == VERDICT_UNKNOWN || verdict->verdict == VERDICT_POSSIBLY)
      LIST_ADD(arena, &way->effects, OverviewEffect,
               (OverviewEffect){ verdict->rule, verdict->name, EFFECT_OPEN });
  }
}

static void add_effects(Overview *overview, size_t decision, const OverviewWay *way,
                        size_t records) {
  for (size_t i = 0; i < way->effects.count; i++) {
    const OverviewEffect *each = &way->effects.items[i];
    RuleEffect *effect = effect_of(overview->arena, &overview->decisions.items[decision],
                                   each->rule, each->name);
    size_t *count = each->kind == EFFECT_FAILED  ? &effect->failed
                    : each->kind == EFFECT_NOTED ? &effect->noted
                                                 : &effect->open;
    *count += records;
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

static void add_amount(Overview *overview, const Decision *decision, int64_t asked,
                       OutcomeKind kind) {
  AmountClass *class = &overview->decisions.items[decision->index]
                            .classes[class_of(asked, decision->currency)];
  class->asked++;
  class->funded += kind == OUTCOME_FUNDABLE;
}

/* ---- of a run ---------------------------------------------------------------------------- */

void overview_add(Overview *overview, const Judgement *judgement, Arena *batch) {
  OverviewWay way = { .effects = { NULL, 0, 0 } };
  int64_t asked;
  missing_add(&overview->missing, judgement);
  gather_effects(batch, judgement, &way);
  add_effects(overview, judgement->decision->index, &way, 1);
  if (judgement->asked.state == VALUE_KNOWN &&
      fraction_to_int64(judgement->asked.as.number, &asked))
    add_amount(overview, judgement->decision, asked, judgement->kind);
}

static void keep_way(Overview *overview, Text words, const OverviewWay *way) {
  Arena *arena = overview->arena;
  OverviewWay *kept = arena_new(arena, OverviewWay);
  kept->missing = way->missing;
  for (size_t i = 0; i < way->effects.count; i++) {
    OverviewEffect effect = way->effects.items[i];
    effect.name = arena_text(arena, effect.name);
    LIST_ADD(arena, &kept->effects, OverviewEffect, effect);
  }
  map_add(&overview->ways, arena_text(arena, words), kept);
}

/* Those of what is missing, and behind them those of the rules. */
Text overview_words(void *context, const Judgement *judgement, Arena *batch) {
  Overview *overview = context;
  OverviewWay way = { .effects = { NULL, 0, 0 } };
  Writer writer;
  Text missing = missing_words(&overview->missing, judgement, batch);
  way.missing = missing_way(&overview->missing, missing);
  gather_effects(batch, judgement, &way);
  writer_to_memory(&writer, batch);
  canonical_field(&writer, missing);
  for (size_t i = 0; i < way.effects.count; i++) {
    writer_print(&writer, " %d", (int)way.effects.items[i].kind);
    canonical_field(&writer, way.effects.items[i].name);
  }
  Text words = writer_text(&writer);
  if (!map_get(&overview->ways, words))
    keep_way(overview, words, &way);
  return words;
}

typedef struct {
  OutcomeKind        kind;
  const OverviewWay *way;
  size_t             records;
} EndingEffects;

/* Effects are told ending by ending, as records met them. */
void overview_take(void *context, const Harvest *harvest) {
  Overview *overview = context;
  Arena *arena = overview->arena;
  const Decision *decision = harvest_decision(harvest);
  size_t count = harvest_ending_count(harvest), met_count = 0;
  EndingEffects *endings = arena_array(arena, EndingEffects, count + 1);
  uint32_t *met = arena_array(arena, uint32_t, count + 1);
  HarvestRecord record;
  for (size_t i = 0; i < count; i++) {
    HarvestEnding ending = harvest_ending(harvest, (uint32_t)i);
    endings[i] = (EndingEffects){ ending.kind, map_get(&overview->ways, ending.words), 0 };
  }
  for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);) {
    EndingEffects *ending = &endings[record.ending];
    if (ending->records++ == 0)
      met[met_count++] = record.ending;
    missing_add_ended(&overview->missing, decision->subject, record.key, ending->kind,
                      ending->way->missing);
    if (record.has_asked)
      add_amount(overview, decision, record.asked, ending->kind);
  }
  for (size_t i = 0; i < met_count; i++)
    add_effects(overview, decision->index, endings[met[i]].way, endings[met[i]].records);
}
