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

/* A word or phrase in the language of the screen. */
const char *explained_words(const Gathering *gathering, const char *english)
    __attribute__((format_arg(2)));
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

/* ---- explanation_frames.c ------------------------------------------------------ */

/* What refused the record, and what room it found where it drew. */
void explanation_gather_refusals(const Gathering *gathering);
void explanation_gather_rooms(const Gathering *gathering);
/* Would the room that surely suffices do?  Where that can be told without another run. */
void explanation_gather_trial(const Gathering *gathering);
/* Adds why a frame of that row is not open to the record. */
void explanation_gather_only_when(const Gathering *gathering, ExplainedPower *to,
                                  const Power *power);

/* ---- explanation_versions.c ---------------------------------------------------- */

/* Explanation.versions: a line for each amendment of the guideline. */
void explanation_gather_versions(const Gathering *gathering);
/* The value with the days or the amendment that chose it; the value alone where it has one only. */
Text explained_chosen(const Gathering *gathering, const DatedTerm *chosen, Text shown);
/* "governed by decided: 2026-04-15"; empty for a clause that does not differ with time. */
Text explained_governing(const Gathering *gathering, const Term *governed, bool differs);

#endif
