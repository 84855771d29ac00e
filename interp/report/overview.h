/* overview.h - a judged population on one page, for people who look rather than read.
 *
 * Add every judgement of a run, then write.  Each table carries its own bars, so that the figures
 * are there for who cannot see them; a colour never says more than the words beside it.
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

typedef struct {
  Arena   *arena;
  Summary  summary;
  Missing  missing;
  LIST(DecisionEffects) decisions;
  Text     day;                     /* 2026-01-31: when it was made */
  Text     engine;                  /* "anslag 0.1.0" */
} Overview;

void overview_init(Overview *overview, Arena *arena, const Model *model);
void overview_add(Overview *overview, const Judgement *judgement);

/* Where a class begins, in minor units. */
int64_t overview_class_from(size_t class, const Currency *currency);

/* After the run: `summary`, `day` and `engine` are set. */
void overview_write_html(Writer *writer, Overview *overview, const Screen *screen);

#endif
