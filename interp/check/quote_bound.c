#include "interp/check/quote_rule.h"

#include "base/unicode.h"

/* The words that the rule is written with: at most, below, at least, above. */
static const char *bound_word(bool upper, bool strict, bool swedish) {
  if (swedish)
    return upper ? (strict ? "under" : "högst") : strict ? "över" : "minst";
  return upper ? (strict ? "below" : "at most") : strict ? "above" : "at least";
}

static bool is_of_kind(const Figure *figure, TypeKind kind) {
  switch (figure->kind) {
    case FIGURE_MONEY:    return kind == TYPE_MONEY;
    case FIGURE_RATE:     return kind == TYPE_RATE;
    case FIGURE_DURATION: return kind == TYPE_DURATION;
    case FIGURE_NUMBER:
    case FIGURE_DATE:     return false;
  }
  return false;
}

/* "above 0 kr" says that there is something, whatever bound the quote goes on to set. */
static bool is_presence(const QuoteLeaf *leaf, const Figure *figure) {
  bool number = leaf->type.kind == TYPE_MONEY || leaf->type.kind == TYPE_RATE;
  return number && fraction_is_zero(leaf->value.as.number) &&
         !fraction_is_zero(figure->number);
}

/* A reading explains the bound if it speaks of one itself. */
static bool speaks_of_bound(QuoteWork *work, Text reading) {
  static const char *const words[] = {
    "högst", "max", "minst", "lägst", "över", "under", "mer än", "mindre än", "lägre än",
    "högre än", "inklusive", "exklusive", "exakt", "själva gränsen", "hälften",
    "at most", "at least", "above", "below", "more than", "less than", "inclusive", "exclusive",
    "exactly",
  };
  Text folded = unicode_fold(work->arena, reading);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (text_find(folded, text_from(words[i]), 0) < folded.length)
      return true;
  return false;
}

static bool is_explained(QuoteWork *work, const QuotedRule *rule) {
  for (size_t i = 0; i < rule->reading_count; i++)
    if (speaks_of_bound(work, rule->readings[i]))
      return true;
  return false;
}

/* What excludes may be quoted either as what is refused ("under 100 tkr avslås") or as what is
 * asked for ("minst 100 tkr"); the comparison is turned round already. */
static bool agrees(const QuotedRule *rule, const QuoteComparison *comparison,
                   const Bound *bound) {
  bool excludes = rule->excludes && rule->test_count > 0;
  bool asked = bound->upper == comparison->upper && bound->strict == comparison->strict;
  bool refused = bound->upper != comparison->upper && bound->strict != comparison->strict;
  return asked || (excludes && refused);
}

static void warn(QuoteWork *work, const QuotedRule *rule, const QuoteComparison *comparison,
                 const Bound *bound) {
  bool swedish = work->model->surface == SURFACE_SWEDISH;
  const ModelBasis *basis = rule->basis;
  Text quoted = text_part(basis->text, bound->start, bound->end);
  bool excludes = rule->excludes && rule->test_count > 0;
  /* As it is written: an exclusion says the opposite of what it asks for. */
  bool upper = comparison->upper != excludes, strict = comparison->strict != excludes;
  bool same_side = bound->upper == upper;
  const char *ours = bound_word(upper, strict, swedish);
  const char *theirs = bound_word(bound->upper, bound->strict, swedish);
  const char *write = excludes && !same_side
                          ? bound_word(!bound->upper, !bound->strict, swedish) : theirs;
  diag_report(work->diags, DIAG_QUOTE_BOUND, comparison->span,
              "the source says \"%.*s\", the rule says %s", TEXT_PRINT(quoted), ours);
  diag_mark(work->diags, "%s", ours);
  diag_label(work->diags, quote_text_span(work->diags, basis, bound->start, bound->end),
             "this is %s", theirs);
  if (rule->test_count == 0 && !rule->bound_chosen)
    diag_help(work->diags, "a frame or a ceiling includes its limit: explain the bound with a "
              "reading");
  else
    diag_help(work->diags, "write %s, or explain the bound with a reading", write);
}

void quote_check_bound(QuoteWork *work, const QuotedRule *rule) {
  QuoteComparison comparison;
  if (!quote_comparison(rule, &comparison))
    return;
  Figures figures = quote_figures(work->arena, rule->basis->text);
  Bounds bounds = quote_bounds(work->arena, rule->basis->text, &figures);
  if (bounds.count != 1)
    return;
  const Bound *bound = &bounds.items[0];
  const Figure *figure = &figures.items[bound->figure];
  if (!is_of_kind(figure, comparison.leaf.type.kind) || is_presence(&comparison.leaf, figure))
    return;
  if (!agrees(rule, &comparison, bound) && !is_explained(work, rule))
    warn(work, rule, &comparison, bound);
}
