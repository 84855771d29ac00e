/* explanation_page.h - private to explanation_*.c that write: what is told, in words.
 *
 * Each function gives the text of one piece in the language of the page, unwrapped, so that a
 * terminal and a browser say the same. */
#ifndef ANSLAG_INTERP_REPORT_EXPLANATION_PAGE_H
#define ANSLAG_INTERP_REPORT_EXPLANATION_PAGE_H

#include "interp/report/explanation.h"

typedef struct {
  Writer            *writer;
  const Screen      *screen;
  const Explanation *explanation;
  Arena             *arena;
} Page;

/* In the language of the page. */
const char *told_words(const Page *page, const char *english) __attribute__((format_arg(2)));
Text  told_phrase(const Page *page, const char *english);

Text  told_basis(const Page *page, const ExplainedBasis *basis);
/* What the rule is called in the language of the page. */
Text  told_rule(const Page *page, const ExplainedRule *rule);
Text  told_ask(const Page *page, const ExplainedAsk *ask);
Style told_outcome_style(OutcomeKind kind);
/* "fundable: 50 000 kr, decided by board" */
Text  told_outcome(const Page *page);
/* "yes", "NO"; in English. */
const char *told_verdict(Verdict verdict);
Style told_verdict_style(Verdict verdict);
/* With `stated`, who states each fact stands beside it. */
Text  told_values(const Page *page, const ExplainedValues *values, bool stated);
Text  told_part(const Page *page, const ExplainedPart *part);
Style told_part_style(const ExplainedPart *part);
/* "requires amount at most 25 %: no" */
Text  told_test(const Page *page, const ExplainedRule *rule, const ExplainedTest *test);
/* Is more to be told than the verdict: which part decided? */
bool  told_in_parts(const ExplainedRule *rule);
/* The values that no test or part has told of. */
ExplainedValues told_left(const Page *page, const ExplainedRule *rule);

void explanation_put_rules(const Page *page);
/* A paragraph at `indent`, its later lines `hang` further in. */
void told_line(const Page *page, size_t indent, size_t hang, Text text);

#endif
