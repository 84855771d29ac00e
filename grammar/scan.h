/* scan.h - what a match of lexer.l means: used by lexer.l only.
 *
 * Each takes the token as scan_place left it (place, and the bytes as written in
 * its value) and returns its kind.  Mistakes inside a token are reported here. */
#ifndef ANSLAG_GRAMMAR_SCAN_H
#define ANSLAG_GRAMMAR_SCAN_H

#include "grammar/parsing.h"

void scan_place(Parse *parse, Token *token, const char *text, size_t length);
void scan_keep(Token *token, size_t length);   /* the token ends there; its value stays */
void scan_index_words(Parse *parse);      /* the words of parse->surface */

void scan_space(Parse *parse, const Token *token);
void scan_comment(Parse *parse, const Token *token);
void scan_foreign_comment(Parse *parse, const Token *token);   /* reported, and passed over */
void scan_stray(Parse *parse, const Token *token);

/* The longest phrase at the head of up to five words; *used becomes its length.
 * 0: it was the language line, which changed parse->surface. */
int scan_words(Parse *parse, Token *token, size_t *used);
int scan_date(Parse *parse, Token *token);
int scan_number(Parse *parse, Token *token);
/* The length of a number in groups of three, or of its first group if a digit follows. */
size_t scan_groups(const Parse *parse, const Token *token);
/* `quote`: bytes of the quotation mark, 0 for a typographic one. */
int scan_text(Parse *parse, Token *token, size_t quote, bool closed);
int scan_quoted_name(Parse *parse, Token *token, bool closed);
/* A | that begins a row of a decision table, ends one or stands between cells. */
int scan_bar(const Parse *parse, const Token *token);
bool scan_is_minus(Parse *parse, const Token *token);   /* else it was reported */
int scan_foreign(Parse *parse, const Token *token, int kind, const char *ours);

#endif
