/* quote_token.h - the words and numbers of a quote; private to quote_*.c.
 *
 * Words are folded to small letters; numbers are as digits say, with the second
 * way of reading "1,500" beside.  Owner: the arena. */
#ifndef ANSLAG_INTERP_CHECK_QUOTE_TOKEN_H
#define ANSLAG_INTERP_CHECK_QUOTE_TOKEN_H

#include "interp/check/quote_text.h"

typedef enum { QUOTE_WORD, QUOTE_NUMBER, QUOTE_DATE, QUOTE_DASH, QUOTE_SIGN } QuoteTokenKind;

typedef struct {
  QuoteTokenKind kind;
  size_t   start, end;       /* bytes of the text */
  Text     word;             /* QUOTE_WORD folded; QUOTE_SIGN as it is */
  Fraction number, other;    /* QUOTE_NUMBER */
  bool     has_other;
  bool     plain;            /* digits only: may be a year, a day */
  int      year, month, day; /* QUOTE_DATE: 2026-01-31, or 2026-01 with day 0 */
} QuoteToken;

typedef LIST(QuoteToken) QuoteTokens;

QuoteTokens quote_tokens(Arena *arena, Text text);

/* NULL beyond the last. */
const QuoteToken *quote_token_at(const QuoteTokens *tokens, size_t index);
bool quote_token_is(const QuoteTokens *tokens, size_t index, const char *word);
/* Is it one of the words of a list that ends in NULL? */
bool quote_token_in(const QuoteTokens *tokens, size_t index, const char *const *words);

/* A number word at the start of `word` ("femårsperiod": 5, rest "årsperiod");
 * false if there is none.  Swedish and English, up to 999 999. */
bool quote_number_word(Text word, Fraction *number, Text *rest);
/* miljon, tusen, hundra …: what a number before it is multiplied by; false if none. */
bool quote_multiplier(Text word, Fraction *factor);

#endif
