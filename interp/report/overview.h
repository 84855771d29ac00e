/* overview.h - a judged population on one page, for people who look rather than read.
 *
 * Add every judgement of a run, or be the reader of its harvest (decide/harvest.h); then write.
 * Each table carries its own bars, so that the figures are there for who cannot see them; a colour
 * never says more than the words beside it.
 * Owner: the arena. */
#ifndef ANSLAG_INTERP_REPORT_OVERVIEW_H
#define ANSLAG_INTERP_REPORT_OVERVIEW_H

#include "base/map.h"
#include "interp/report/missing.h"
#include "interp/report/summary.h"

/* What one rule did to the records of a decision. */
typedef struct {
  Text               name, title;
  const ModelBases  *bases;         /* NULL: of no rule that is written */
  size_t             failed, open, noted;
} RuleEffect;

/* Classes of what is asked: below 1 of the main unit, from 1, 2, 5, 10, 20 … */
enum { AMOUNT_CLASSES = 52 };

typedef struct { size_t asked, funded; } AmountClass;

typedef struct {
  const Decision   *decision;
  LIST(RuleEffect)  rules;          /* of every rule, in file order; then of what is none */
  AmountClass       classes[AMOUNT_CLASSES];
} DecisionEffects;

/* Rules that failed, lay open or were noted for the records of an ending. */
typedef enum { EFFECT_FAILED, EFFECT_OPEN, EFFECT_NOTED } EffectKind;
typedef struct { const Rule *rule; Text name; EffectKind kind; } OverviewEffect;
typedef struct {
  LIST(OverviewEffect) effects;
  const MissingWay    *missing;     /* NULL: nothing is */
} OverviewWay;

typedef struct {
  Arena   *arena;
  Map      ways;                    /* by the words of the harvest, to OverviewWay */
  Summary  summary;
  Missing  missing;
  LIST(DecisionEffects) decisions;
  Text     day;                     /* 2026-01-31: when it was made */
  Text     engine;                  /* "anslag 0.1.0" */
} Overview;

void overview_init(Overview *overview, Arena *arena, const Model *model);
void overview_add(Overview *overview, const Judgement *judgement, Arena *batch);
/* The words of a harvest, and what is taken of it; `context` is the Overview. */
Text overview_words(void *context, const Judgement *judgement, Arena *batch);
void overview_take(void *context, const Harvest *harvest);

/* Where a class begins, in minor units. */
int64_t overview_class_from(size_t class, const Currency *currency);

/* After the run: `summary`, `day` and `engine` are set. */
void overview_write_html(Writer *writer, Overview *overview, const Screen *screen);

#endif
