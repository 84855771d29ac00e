/* explanation_parts.h - private to explanation*.c: gathering, piece by piece. */
#ifndef ANSLAG_INTERP_REPORT_EXPLANATION_PARTS_H
#define ANSLAG_INTERP_REPORT_EXPLANATION_PARTS_H

#include "interp/report/explanation.h"

typedef struct {
  Explanation     *explanation;
  Arena           *arena;         /* outlives the record's batch */
  const Model     *model;
  const Screen    *screen;
  const Judgement *judgement;
} Gathering;

/* A visible copy in the lasting arena. */
Text explained_text(const Gathering *gathering, Text text);
/* As written in the rules, on one line; empty for what the checker made. */
Text explained_expr(const Gathering *gathering, const Term *term);
Text explained_amount(const Gathering *gathering, int64_t minor);
Text explained_money(const Gathering *gathering, Value value);
Text explained_body_title(const Gathering *gathering, const Body *body);
void explained_bases(const Gathering *gathering, const ModelBases *bases, ExplainedBases *to);
void explained_asks(const Gathering *gathering, const AskList *asks, ExplainedAsks *to);

void explanation_gather_rules(const Gathering *gathering);

#endif
