/* quote_rule.h - what a rule says, held against the figures and bounds of its quote
 * (semantics Q3, Q4); private to quote_*.c. */
#ifndef ANSLAG_INTERP_CHECK_QUOTE_RULE_H
#define ANSLAG_INTERP_CHECK_QUOTE_RULE_H

#include "base/diag.h"
#include "interp/check/model.h"
#include "interp/check/quote_text.h"

typedef struct {
  Model *model;
  Diags *diags;
  Arena *arena;                     /* for as long as the check takes */
  Arena *scratch;                   /* for one rule; messages are copied when they are made */
  LIST(const Parameter *) warned;   /* whose value was found to differ: said once */
} QuoteWork;

/* The one constant or parameter that an expression rests on. */
typedef struct {
  Value            value;
  Type             type;
  Span             span;        /* where it is written */
  const Parameter *parameter;   /* NULL: a constant */
} QuoteLeaf;

/* False: there is none, several, or its value is not known. */
bool quote_leaf(const Term *term, QuoteLeaf *leaf);

/* An ordering comparison with a number or parameter, as the rule uses it. */
typedef struct {
  bool      upper, strict;      /* at most: upper; below: upper and strict … */
  Span      span;               /* of the operator, or of what is compared */
  QuoteLeaf leaf;
} QuoteComparison;

/* The only one of the rule (tests, or the limit itself); false: none or several. */
bool quote_comparison(const QuotedRule *rule, QuoteComparison *comparison);

/* Bytes start to end of a quoted text as a span of its file; the whole text's span where
 * its bytes can't be followed. */
Span quote_text_span(const Diags *diags, const ModelBasis *basis, size_t start, size_t end);

void quote_check_value(QuoteWork *work, const QuotedRule *rule);   /* quote_value.c */
void quote_check_bound(QuoteWork *work, const QuotedRule *rule);   /* quote_bound.c */

#endif
