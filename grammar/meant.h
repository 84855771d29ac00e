/* meant.h - forms that a reader brings from elsewhere, and what is written instead: used by
 * complain.c.
 *
 * Each looks at the token that does not fit and the two before it, and at the text around them;
 * it reports one mistake and returns true, or returns false and has done nothing.  Cost: the
 * line at most, but for meant_other_surface, which compares with every other word. */
#ifndef ANSLAG_GRAMMAR_MEANT_H
#define ANSLAG_GRAMMAR_MEANT_H

#include "grammar/expected.h"

/* 2,5 and 199 999,99 in English. */
bool meant_number(Parse *parse, const Token *token);
/* The same where both parts were read, as two values of a list: `next` is the second one's. */
bool meant_one_number(Parse *parse, Span first, Span next);
/* SEK 75_000; 60 per cent; 30 days before held. */
bool meant_measure(Parse *parse, const Token *token);
/* criterion in time; criterion "Title". */
bool meant_name(Parse *parse, const Token *token, Expected expected);
/* source "words", without a document. */
bool meant_source(Parse *parse, const Token *token);
/* kriterium in an English file, criterion in a Swedish one. */
bool meant_other_surface(Parse *parse, const Token *token, Expected expected);

#endif
