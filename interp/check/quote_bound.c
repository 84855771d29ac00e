#include "interp/check/quote_rule.h"

#include "interp/check/quote_token.h"

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

/* The words by which a reading says the bound that the rule has. */
static const char *const *reading_words(bool upper, bool strict) {
  static const char *const below[] = { "under", "mindre", "lägre", "färre", "kortare", "understiga",
                                       "understiger", "below", "less", "fewer", "lower",
                                       "shorter", NULL };
  static const char *const most[] = { "högst", "max", "maximalt", "upp", "inklusive", "exakt",
                                      "most", "up", "inclusive", "exactly", NULL };
  static const char *const above[] = { "över", "mer", "mera", "högre", "större", "fler", "längre",
                                       "överstiga", "överstiger", "above", "more", "greater",
                                       "higher", "longer", NULL };
  static const char *const least[] = { "minst", "lägst", "åtminstone", "inklusive", "exakt",
                                       "least", "inclusive", "exactly", NULL };
  if (upper)
    return strict ? below : most;
  return strict ? above : least;
}

/* A reading explains a bound if it says it itself; any other reading leaves the warning. */
static bool is_explained(QuoteWork *work, const QuotedRule *rule, bool upper, bool strict) {
  const char *const *words = reading_words(upper, strict);
  for (size_t i = 0; i < rule->reading_count; i++) {
    QuoteTokens tokens = quote_tokens(work->scratch, rule->readings[i]);
    for (size_t at = 0; at < tokens.count; at++)
      if (quote_token_in(&tokens, at, words))
        return true;
  }
  return false;
}

/* An exclusion says the opposite of what it asks for. */
static bool turned(const QuotedRule *rule) {
  return rule->excludes && rule->test_count > 0;
}

/* What excludes may be quoted either as what is refused ("under 100 tkr avslås") or as what is
 * asked for ("minst 100 tkr"); the comparison is turned round already. */
static bool agrees(const QuotedRule *rule, const QuoteComparison *comparison,
                   const Bound *bound) {
  bool asked = bound->upper == comparison->upper && bound->strict == comparison->strict;
  bool refused = bound->upper != comparison->upper && bound->strict != comparison->strict;
  return asked || (turned(rule) && refused);
}

static void warn(QuoteWork *work, const QuotedRule *rule, const QuoteComparison *comparison,
                 const Bound *bound) {
  bool swedish = work->model->surface == SURFACE_SWEDISH;
  const ModelBasis *basis = rule->basis;
  Text quoted = text_part(basis->text, bound->start, bound->end);
  bool excludes = turned(rule);
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
    diag_help(work->diags, "a frame or a ceiling includes its limit: explain it with a reading "
              "that says %s", ours);
  else
    diag_help(work->diags, "write %s, or explain it with a reading that says %s", write, ours);
}

void quote_check_bound(QuoteWork *work, const QuotedRule *rule) {
  QuoteComparison comparison;
  if (!quote_comparison(rule, &comparison))
    return;
  Figures figures = quote_figures(work->scratch, rule->basis->text);
  Bounds bounds = quote_bounds(work->scratch, rule->basis->text, &figures);
  if (bounds.count != 1)
    return;
  const Bound *bound = &bounds.items[0];
  const Figure *figure = &figures.items[bound->figure];
  if (!is_of_kind(figure, comparison.leaf.type.kind) || is_presence(&comparison.leaf, figure))
    return;
  bool upper = comparison.upper != turned(rule), strict = comparison.strict != turned(rule);
  if (!agrees(rule, &comparison, bound) && !is_explained(work, rule, upper, strict))
    warn(work, rule, &comparison, bound);
}
