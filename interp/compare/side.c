#include "interp/compare/side.h"

/* ---- versions ------------------------------------------------------------------------- */

bool side_amended(const RulesSide *side, const Amendment *amendment) {
  if (!side->has_day)
    return true;
  for (size_t i = 0; i < amendment->stands.count; i++)
    if (side->day >= amendment->stands.items[i].from && side->day <= amendment->stands.items[i].to)
      return true;
  return false;
}

bool side_has(const RulesSide *side, const Versions *versions) {
  if (!versions || side->all)
    return true;
  if (versions->from && !side_amended(side, versions->from))
    return false;
  for (size_t i = 0; i < versions->until.count; i++)
    if (side_amended(side, versions->until.items[i]))
      return false;
  return true;
}

bool side_stands(const RulesSide *side, const Term *stands) {
  return !stands || stands->kind != TERM_STANDS || side_has(side, stands->as.stands.versions);
}

const Term *side_term(const RulesSide *side, const Term *term) {
  while (term && term->kind == TERM_IF && term->as.choice.condition->kind == TERM_STANDS)
    term = side_stands(side, term->as.choice.condition) ? term->as.choice.then
                                                        : term->as.choice.otherwise;
  return term;
}

/* ---- values by day -------------------------------------------------------------------- */

static const Days always = { DATE_FIRST, DATE_LAST };

/* The numbers of one name in several versions of a clause are set together. */
static bool sets(const ModelSetting *setting, const Parameter *parameter) {
  if (setting->cell)
    return false;
  for (const Parameter *each = setting->parameter; each; each = each->also)
    if (each == parameter)
      return true;
  return false;
}

/* What is laid over each other, the topmost last. */
static SideValues layers_of(Arena *arena, const RulesSide *side, const Parameter *parameter) {
  SideValues layers = { NULL, 0, 0 };
  if (parameter->values.count == 0)
    LIST_ADD(arena, &layers, SideValue,
             ((SideValue){ .days = always, .value = parameter->value }));
  for (size_t i = 0; i < parameter->values.count; i++) {
    const DatedTerm *dated = &parameter->values.items[i];
    if (side_has(side, dated->versions))
      LIST_ADD(arena, &layers, SideValue,
               ((SideValue){ .days = dated->days, .value = dated->value, .dated = dated }));
  }
  for (size_t i = 0; side->settings && i < side->settings->count; i++) {
    const ModelSetting *setting = &side->settings->items[i];
    if (sets(setting, parameter))
      LIST_ADD(arena, &layers, SideValue,
               ((SideValue){ .days = setting->dated ? setting->days : always,
                             .value = setting->value, .text = setting->text }));
  }
  return layers;
}

/* The value on `day`, and the days around it on which nothing else is laid over or below it. */
static SideValue value_at(const SideValues *layers, Date day) {
  SideValue found = { .days = always };
  for (size_t i = 0; i < layers->count; i++) {
    const SideValue *layer = &layers->items[i];
    Days near = found.days;
    if (day >= layer->days.from && day <= layer->days.to) {
      found = *layer;
      near.from = near.from > layer->days.from ? near.from : layer->days.from;
      near.to = near.to < layer->days.to ? near.to : layer->days.to;
    } else if (day < layer->days.from) {
      near.to = near.to < layer->days.from - 1 ? near.to : layer->days.from - 1;
    } else {
      near.from = near.from > layer->days.to + 1 ? near.from : layer->days.to + 1;
    }
    found.days = near;
  }
  return found;
}

SideValues side_values(Arena *arena, const RulesSide *side, const Parameter *parameter) {
  SideValues layers = layers_of(arena, side, parameter), values = { NULL, 0, 0 };
  Date day = side->has_day ? side->day : DATE_FIRST;
  for (;;) {
    SideValue value = value_at(&layers, day);
    if (values.count && values.items[values.count - 1].value == value.value)
      values.items[values.count - 1].days.to = value.days.to;
    else
      LIST_ADD(arena, &values, SideValue, value);
    if (side->has_day || value.days.to >= DATE_LAST)
      return values;
    day = value.days.to + 1;
  }
}
