/* side.h - one of two rule sets that are compared: a model, the settings laid over it, a day.
 *
 * Without a day a side is the newest text: every amendment of the model stands, and a value that
 * differs with time is all its values.  With one it is the text of that day.
 * Owner: whoever made it. */
#ifndef ANSLAG_INTERP_COMPARE_SIDE_H
#define ANSLAG_INTERP_COMPARE_SIDE_H

#include "interp/check/budget.h"
#include "interp/check/model.h"

typedef struct {
  const Model         *model;
  const ModelSettings *settings;    /* laid over the parameters; may be NULL */
  bool                 has_day;
  Date                 day;
  bool                 all;         /* what no longer stands too: for looking things up */
} RulesSide;

/* A value and the days on which it holds. */
typedef struct {
  Days             days;
  const Term      *value;           /* NULL: no value on these days */
  const DatedTerm *dated;           /* that it comes from; NULL: the only value, or a setting */
  Text             text;            /* of a setting, as written; empty: none */
} SideValue;

typedef LIST(SideValue) SideValues;

/* Does the amendment stand on this side? */
bool side_amended(const RulesSide *side, const Amendment *amendment);
/* Is what these versions have a part of this side?  NULL is yes. */
bool side_has(const RulesSide *side, const Versions *versions);
/* The same of a clause's TERM_STANDS. */
bool side_stands(const RulesSide *side, const Term *stands);
/* The term with the choices between versions made; NULL stays. */
const Term *side_term(const RulesSide *side, const Term *term);
/* The values of the parameter from the first day to the last (of one day: the one), those that
 * follow each other and are the same joined. */
SideValues side_values(Arena *arena, const RulesSide *side, const Parameter *parameter);

#endif
