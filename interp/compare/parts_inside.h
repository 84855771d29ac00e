/* parts_inside.h - what the files that take a rule set apart share; private to interp/compare. */
#ifndef ANSLAG_INTERP_COMPARE_PARTS_INSIDE_H
#define ANSLAG_INTERP_COMPARE_PARTS_INSIDE_H

#include "interp/compare/parts.h"

typedef struct {
  Arena       *arena;
  const RulesSide  *side;
  PartsByKind *parts;
} Taking;

/* A new part, to be filled; it is in the list at once. */
RulesPart *part_add(Taking *taking, PartKind kind, Text owner, Text name, Text title, Span span);
/* Nothing where there is no term. */
void  part_term(Taking *taking, RulesPart *part, const char *label, const Term *term);
void  part_words(Taking *taking, RulesPart *part, const char *label, Text words);
/* What the program says itself: "yes", "full amount". */
void  part_said(Taking *taking, RulesPart *part, const char *label, const char *said);
/* A text that is told to people: nothing where it is empty. */
void  part_told(Taking *taking, RulesPart *part, const char *label, Text words);
/* Names of bodies, fields …, joined by commas. */
void  part_name(Taking *taking, Text *joined, Text name);
void  part_parties(Taking *taking, RulesPart *part, const char *label, const Party *parties,
                   size_t count);
/* Its versions and the date that tells them. */
void  part_versions(RulesPart *part, const Term *stands, const Term *governed);

void parts_of_decisions(Taking *taking);      /* parts_decisions.c */
void parts_of_duties(Taking *taking);         /* parts_duties.c: and budgets, targets, controls */

#endif
