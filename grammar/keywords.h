/* keywords.h - every word of the language, English and Swedish, from one table.
 *
 * grammar/keywords.def is the table; the scanner's words, the printer's, those in
 * messages and docs/keywords.md are made from it. */
#ifndef ANSLAG_GRAMMAR_KEYWORDS_H
#define ANSLAG_GRAMMAR_KEYWORDS_H

#include "base/message.h"
#include "grammar/ast.h"

typedef struct {
  int         token;       /* TOK_… of parser.h; 0: a name to the lexer ("months") */
  const char *english;     /* the form written; phrases with single spaces */
  const char *swedish;
  bool        reserved;    /* cannot be a name without quotes */
} Keyword;

/* All rows, in the table's order; further readings of a word are not among them. */
const Keyword *keywords_all(size_t *count);
/* The word written for a token in a surface: "no later than" / "ej senare än". */
const char *keyword_text(int token, Surface surface);
/* The same by the word's English: "no later than"; the English itself if it is no word. */
const char *keyword_called(const char *english, Surface surface);
/* The language of messages and results of rules written in it. */
Language surface_language(Surface surface);
/* True if `name` must stand in quotes to be a name in that surface. */
bool keyword_reserves(Text name, Surface surface);

typedef enum {
  TIME_NOT, TIME_DAYS, TIME_WEEKS, TIME_MONTHS, TIME_YEARS, TIME_WORKING_DAYS
} TimeUnit;

/* "months", "månader", "month": the unit of time a word after a number names; TIME_NOT if none. */
TimeUnit    keyword_time_unit(Text word);
const char *time_unit_text(TimeUnit unit, bool plural, Surface surface);

/* Where reading goes on after a mistake (see keywords.def). */
typedef enum {
  KEYWORD_ROLE_WORD, KEYWORD_ROLE_HEAD, KEYWORD_ROLE_CLAUSE, KEYWORD_ROLE_PART, KEYWORD_ROLE_UNIT,
  KEYWORD_ROLE_ASKS, KEYWORD_ROLE_ASKED   /* words only in a question: its first; others */
} KeywordRole;

KeywordRole keyword_role(int token);
/* A word of questions, which files do not have. */
bool keyword_asks(KeywordRole role);
/* The first row with that token; NULL for a token that is no word. */
const Keyword *keyword_of(int token);

/* A word as the table writes it: NFC, small letters (ASCII and Latin-1, which has ÅÄÖ). */
Text keyword_fold(Arena *arena, Text word);
/* True if the table's `reading` begins with (whole: is) `word`, capital letters alike. */
bool keyword_matches(Text reading, Text word, bool whole);

/* Calls visit(context, row, role, reading) for every way of writing every word of a surface,
 * the further readings too. */
typedef void KeywordVisit(void *context, const Keyword *keyword, KeywordRole role, Text reading);
void keywords_visit(Surface surface, KeywordVisit *visit, void *context);

/* The word nearest to `word` (at most two edits, fewer for short words); NULL if none is near.
 * Only words that begin a declaration or clause, or part of one, if `beginning`. */
const Keyword *keyword_near(Arena *arena, Text word, Surface surface, bool beginning);

#endif
