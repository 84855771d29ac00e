#include "interp/check/quote_token.h"

typedef struct {
  const char *words[4];     /* in their order; NULL: no more */
  bool upper, strict;
  bool time_too;            /* before a length of time as well: "under fem år" is no bound */
  bool only_time;           /* "inom" bounds a time, not an amount */
} BoundPhrase;

/* Longer phrases before those they begin with.  `inte` before a strict one turns it round. */
static const BoundPhrase phrases[] = {
  { { "no", "more", "than" },       true,  false, true,  false },
  { { "not", "more", "than" },      true,  false, true,  false },
  { { "no", "less", "than" },       false, false, true,  false },
  { { "not", "less", "than" },      false, false, true,  false },
  { { "no", "fewer", "than" },      false, false, true,  false },
  { { "till", "och", "med" },       true,  false, true,  false },
  { { "upp", "till" },              true,  false, true,  false },
  { { "som", "mest" },              true,  false, true,  false },
  { { "som", "högst" },             true,  false, true,  false },
  { { "som", "lägst" },             false, false, true,  false },
  { { "som", "minst" },             false, false, true,  false },
  { { "at", "most" },               true,  false, true,  false },
  { { "up", "to" },                 true,  false, true,  false },
  { { "at", "least" },              false, false, true,  false },
  { { "mindre", "än" },             true,  true,  true,  false },
  { { "lägre", "än" },              true,  true,  true,  false },
  { { "färre", "än" },              true,  true,  true,  false },
  { { "kortare", "än" },            true,  true,  true,  false },
  { { "mer", "än" },                false, true,  true,  false },
  { { "mera", "än" },               false, true,  true,  false },
  { { "högre", "än" },              false, true,  true,  false },
  { { "större", "än" },             false, true,  true,  false },
  { { "fler", "än" },               false, true,  true,  false },
  { { "längre", "än" },             false, true,  true,  false },
  { { "less", "than" },             true,  true,  true,  false },
  { { "fewer", "than" },            true,  true,  true,  false },
  { { "lower", "than" },            true,  true,  true,  false },
  { { "shorter", "than" },          true,  true,  true,  false },
  { { "more", "than" },             false, true,  true,  false },
  { { "greater", "than" },          false, true,  true,  false },
  { { "higher", "than" },           false, true,  true,  false },
  { { "larger", "than" },           false, true,  true,  false },
  { { "longer", "than" },           false, true,  true,  false },
  { { "högst" },                    true,  false, true,  false },
  { { "max" },                      true,  false, true,  false },
  { { "maximum" },                  true,  false, true,  false },
  { { "maximalt" },                 true,  false, true,  false },
  { { "maximala" },                 true,  false, true,  false },
  { { "maximal" },                  true,  false, true,  false },
  { { "maxbelopp" },                true,  false, false, false },
  { { "maxbeloppet" },              true,  false, false, false },
  { { "takbelopp" },                true,  false, false, false },
  { { "takbeloppet" },              true,  false, false, false },
  { { "minst" },                    false, false, true,  false },
  { { "lägst" },                    false, false, true,  false },
  { { "minimum" },                  false, false, true,  false },
  { { "åtminstone" },               false, false, true,  false },
  { { "minimibelopp" },             false, false, false, false },
  { { "minimibeloppet" },           false, false, false, false },
  { { "inom" },                     true,  false, true,  true },
  { { "within" },                   true,  false, true,  true },
  { { "understiga" },               true,  true,  true,  false },
  { { "understiger" },              true,  true,  true,  false },
  { { "understigande" },            true,  true,  true,  false },
  { { "underskrida" },              true,  true,  true,  false },
  { { "underskrider" },             true,  true,  true,  false },
  { { "överstiga" },                false, true,  true,  false },
  { { "överstiger" },               false, true,  true,  false },
  { { "överstigande" },             false, true,  true,  false },
  { { "överskrida" },               false, true,  true,  false },
  { { "överskrider" },              false, true,  true,  false },
  { { "exceed" },                   false, true,  true,  false },
  { { "exceeds" },                  false, true,  true,  false },
  { { "exceeding" },                false, true,  true,  false },
  { { "under" },                    true,  true,  false, false },
  { { "below" },                    true,  true,  false, false },
  { { "över" },                     false, true,  false, false },
  { { "above" },                    false, true,  false, false },
  { { "over" },                     false, true,  false, false },
};

/* The tokens of the phrase if it stands at `at`; 0 if it does not. */
static size_t phrase_length(const QuoteTokens *tokens, size_t at, const BoundPhrase *phrase) {
  size_t count = 0;
  while (count < 4 && phrase->words[count]) {
    if (!quote_token_is(tokens, at + count, phrase->words[count]))
      return 0;
    count++;
  }
  return count;
}

static const BoundPhrase *phrase_at(const QuoteTokens *tokens, size_t at, size_t *length) {
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
    *length = phrase_length(tokens, at, &phrases[i]);
    if (*length > 0)
      return &phrases[i];
  }
  return NULL;
}

/* Does the clause deny what comes: "inget projekt får mer än", "not grant more than"?  A clause
 * reaches back to a sign, an "och" or a "som". */
static bool is_denied(const QuoteTokens *tokens, size_t at, size_t *first) {
  enum { REACH = 7 };
  static const char *const no[] = { "inte", "ej", "icke", "aldrig", "ingen", "inget", "inga",
                                    "not", "never", "no", "none", "neither", NULL };
  static const char *const breaks[] = { "och", "eller", "samt", "men", "som", "om", "när", "and",
                                        "or", "but", "which", "who", "that", "if", "when",
                                        NULL };
  for (size_t step = 0; step < REACH && at > 0; step++) {
    at--;
    if (tokens->items[at].kind == QUOTE_SIGN || quote_token_in(tokens, at, breaks))
      return false;
    if (quote_token_in(tokens, at, no)) {
      *first = at;
      return true;
    }
  }
  return false;
}

/* "inte ska överstiga", "får inte vara högre än", "not below": *first is where the bound
 * begins to be shown. */
static bool is_negated(const QuoteTokens *tokens, size_t at, size_t *first) {
  static const char *const no[] = { "inte", "ej", "icke", "aldrig", "not", "never", NULL };
  static const char *const between[] = { "vara", "få", "får", "ska", "skall", "kan", "bör", "be",
                                         "uppgå", "till", NULL };
  size_t back = at;
  for (size_t step = 0; step < 3 && back >= 2 && quote_token_in(tokens, back - 1, between); step++)
    back--;
  bool close = back > 0 && quote_token_in(tokens, back - 1, no);
  *first = close ? back - 1 : at;
  return close || is_denied(tokens, at, first);
}

/* "högst uppgå till", "maxbelopp om", "maximum of": what may stand before the number. */
static size_t skip_link(const QuoteTokens *tokens, size_t at) {
  static const char *const verbs[] = { "uppgå", "uppgår", "vara", "är", "utgöra", "utgör",
                                       "omfatta", "omfattar", "be", "is", "amount", "amounts",
                                       NULL };
  static const char *const links[] = { "till", "om", "på", "of", "to", "at", NULL };
  static const char *const about[] = { "cirka", "ca", "about", "approximately", "totalt",
                                       NULL };
  at += quote_token_in(tokens, at, verbs);
  at += quote_token_in(tokens, at, links);
  at += quote_token_in(tokens, at, about);
  const QuoteToken *sign = quote_token_at(tokens, at);
  at += sign && sign->kind == QUOTE_DASH;
  return at;
}

/* The figure that starts at the byte; figures->count if there is none. */
static size_t figure_from(const Figures *figures, size_t start) {
  size_t low = 0, high = figures->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (figures->items[middle].start < start)
      low = middle + 1;
    else
      high = middle;
  }
  return low < figures->count && figures->items[low].start == start ? low : figures->count;
}

/* The figure whose number is the token, or the next one behind a currency. */
static bool figure_at(const QuoteTokens *tokens, size_t at, const Figures *figures,
                      size_t *figure) {
  static const char *const currencies[] = { "sek", "eur", "usd", "gbp", "dkk", "nok", "$",
                                            "\xe2\x82\xac", "\xc2\xa3", NULL };
  at += quote_token_in(tokens, at, currencies);
  const QuoteToken *token = quote_token_at(tokens, at);
  *figure = token ? figure_from(figures, token->start) : figures->count;
  return *figure < figures->count;
}

static bool counts(const BoundPhrase *phrase, const Figure *figure) {
  switch (figure->kind) {
    case FIGURE_MONEY:
    case FIGURE_RATE:     return !phrase->only_time && !figure->weak;
    case FIGURE_DURATION: return phrase->time_too;
    case FIGURE_NUMBER:
    case FIGURE_DATE:     return false;
  }
  return false;
}

Bounds quote_bounds(Arena *arena, Text text, const Figures *figures) {
  QuoteTokens tokens = quote_tokens(arena, text);
  Bounds bounds = { 0 };
  size_t at = 0;
  while (at < tokens.count) {
    size_t length = 0, first = at, figure = 0;
    const BoundPhrase *phrase = phrase_at(&tokens, at, &length);
    if (!phrase) {
      at++;
      continue;
    }
    bool negated = is_negated(&tokens, at, &first);
    bool found = figure_at(&tokens, skip_link(&tokens, at + length), figures, &figure) &&
                 counts(phrase, &figures->items[figure]);
    /* "inte minst" means above all, and bounds nothing. */
    if (found && !(negated && !phrase->strict)) {
      Bound bound = { .start = tokens.items[first].start,
                      .end = tokens.items[at + length - 1].end,
                      .upper = phrase->upper != negated,
                      .strict = phrase->strict && !negated,
                      .figure = figure };
      LIST_ADD(arena, &bounds, Bound, bound);
    }
    at += length;
  }
  return bounds;
}
