/* parsing.h - the state of one parse, shared by scanner, stream, grammar and builders.
 *
 * scan_word (lexer.l, scan.c) turns bytes into tokens; yylex (stream.c) hands
 * them to the parser and, after a mistake, passes over those up to the next
 * clause or declaration; the actions of parser.y call the builders (build.h).
 *
 * Owner: parse.c.  Tokens and the scanner's buffer live in `scratch`, which goes
 * when the parse ends or the memory guard is left; the tree lives in `arena`.
 * flex and bison allocate from `scratch` only, so a jump out of them leaks nothing. */
#ifndef ANSLAG_GRAMMAR_PARSING_H
#define ANSLAG_GRAMMAR_PARSING_H

#include "base/diag.h"
#include "base/map.h"
#include "grammar/ast_question.h"
#include "grammar/keywords.h"

#define NAME_MAX_BYTES   256
#define TEXT_MAX_BYTES   ((size_t)1 << 20)
#define FILE_MAX_BYTES   ((size_t)16 << 20)
#define NUMBER_MAX_DIGITS 38
#define MISTAKES_MAX     1000   /* more are not reported, nor is the rest read */

typedef struct {
  int  kind;            /* TOK_… */
  Span span;
  Name value;           /* the word as written, the text without quotes, the plain digits */
  bool first_on_line;
} Token;

typedef struct Parse {
  Arena   *arena;       /* the tree */
  Arena   *scratch;     /* this parse */
  Source  *source;
  Diags   *diags;
  File    *file;
  Surface  surface;

  /* the scanner */
  void       *scanner;
  const char *base;            /* flex's buffer: spans are yytext - base */
  size_t      size;
  Map         words;           /* folded phrase -> const Keyword * */
  Map         first_words;     /* first word -> most words of a phrase, as a pointer */
  bool        plain;           /* after a dot, "from column", "from table": any word is a name */
  bool        asking;          /* a question is read: its words are words */
  bool        began;           /* a token has been read: a language line can't come any more */
  uint32_t    line_start;      /* of the line the scanner is on */
  uint32_t    content_end;     /* end of the last token or comment */
  uint32_t    reported_end;    /* of the last piece of text that was reported; 0: none */

  /* the stream */
  int      start_token;        /* what is parsed: TOK_START_…; 0 once given */
  Token    earlier, before, last;   /* the last tokens given to the parser */
  LIST(Span) parentheses;      /* that are open */
  int      declaration;        /* the word of the one the scanner is in; 0: none */
  int      declaration_before; /* and of the one before it, */
  uint32_t declaration_start;  /* which the parser is in while it looks at its first word */
  Token    held;               /* one to give again; kind 0: none */
  bool     skipping;           /* a mistake was reported: pass over to the next beginning */
  bool     resumed;            /* `last` is the first token after skipping */
  bool     ended;              /* TOK_END was given */
  bool     in_row;             /* in a row of a decision table */
  bool     in_amendment;       /* one began: words of changes begin nothing else */
  bool     in_names;           /* in a record or codelist: a line begins with a name */
  uint32_t names_column;       /* of that declaration's head */
  Token    suspect;            /* the first name on a line that may be a misspelt word */
  size_t   reports_before;     /* in diags, when the parse began */
  int      ends_refused;
  bool     stopped;            /* nothing more is given to the parser */

  /* results of parse_expression, parse_setting and parse_question */
  const Expr *expr;
  Setting     setting;
  bool        setting_read;
  const Question *question;
} Parse;

/* lexer.l: the next token's kind; its place and value in *token. */
int  scan_word(Parse *parse, Token *token, void *scanner);
void scan_begin(Parse *parse);

/* complain.c: what to say about a token that does not fit. */
void complain(Parse *parse, const Token *token, const int *expected, int count);
void word_as_name_report(Parse *parse, const Token *token);

/* parser.y */
int yyparse(Parse *parse);

#endif
