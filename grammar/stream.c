/* stream.c - the tokens as the parser gets them, and how it goes on after a mistake.
 *
 * After a mistake all tokens are passed over up to the next beginning: a line
 * that begins with a word that begins a declaration, a clause or part of one
 * (in a record or codelist also with a name).  Before that token the parser gets
 * RESUME, which ends the `error` it is in; so nothing of the broken piece is
 * seen twice, and the first token of the next piece is reported if it is wrong
 * itself only when it is not what reading stopped at. */
#include "grammar/build.h"
#include "parser.h"

static bool begins_line_of_names(const Parse *parse, const Token *token) {
  const Keyword *keyword = keyword_of(token->kind);
  bool name = token->kind == TOK_NAME || (keyword && !keyword->reserved);
  return parse->in_names && name;
}

/* Where reading may go on after a mistake. */
static bool is_beginning(const Parse *parse, const Token *token) {
  if (token->kind == TOK_END)
    return true;
  if (!token->first_on_line)
    return false;
  if (token->kind == TOK_ROW)
    return true;
  KeywordRole role = keyword_role(token->kind);
  if (role == KEYWORD_ROLE_HEAD || role == KEYWORD_ROLE_CLAUSE || role == KEYWORD_ROLE_PART)
    return true;
  return begins_line_of_names(parse, token);
}

static uint32_t column_of(const Parse *parse, const Token *token) {
  uint32_t start = token->span.start;
  while (start > 0 && parse->base[start - 1] != '\n')
    start--;
  return token->span.start - start;
}

/* A change of an amendment ends the record or codelist before it, wherever it stands. */
static bool begins_change(const Parse *parse, const Token *token) {
  bool change = token->kind == TOK_SET || token->kind == TOK_ADD_TO ||
                token->kind == TOK_REPLACE_IN || token->kind == TOK_REPEAL;
  return parse->in_amendment && change && token->first_on_line;
}

/* In a record or codelist, a reserved word that stands where a name does, further in
 * than the declaration's head: taken for the name it was meant to be. */
static void take_as_name(Parse *parse, Token *token) {
  if (!parse->in_names || !token->first_on_line)
    return;
  const Keyword *keyword = keyword_of(token->kind);
  if (!keyword || !keyword->reserved)
    return;
  if (token->kind == TOK_VALID_WHEN || token->kind == TOK_RECORDED_DECISION ||
      begins_change(parse, token))
    return;
  if (keyword_role(token->kind) == KEYWORD_ROLE_WORD)
    return;
  if (column_of(parse, token) <= parse->names_column)
    return;
  word_as_name_report(parse, token);
  token->kind = TOK_NAME;
}

/* Follows which declaration the parser is in, and what may be a misspelt word. */
static void note_place(Parse *parse, const Token *token) {
  if (!token->first_on_line)
    return;
  KeywordRole role = keyword_role(token->kind);
  const Keyword *keyword = keyword_of(token->kind);
  if (role == KEYWORD_ROLE_HEAD && keyword->reserved) {
    parse->declaration_before = parse->declaration;
    parse->declaration_start = token->span.start;
    parse->declaration = token->kind;
    parse->in_names = token->kind == TOK_RECORD || token->kind == TOK_CODELIST;
    parse->names_column = column_of(parse, token);
    parse->in_amendment = parse->in_amendment || token->kind == TOK_AMENDMENT;
  }
  if (begins_change(parse, token)) {
    parse->declaration = TOK_AMENDMENT;
    parse->in_names = false;
  }
  bool name = token->kind == TOK_NAME && parse->base[token->span.start] != '\'';
  if (!name)
    parse->suspect.kind = 0;
  else if (!parse->in_names || column_of(parse, token) <= parse->names_column)
    parse->suspect = *token;
}

static bool too_many(Parse *parse) {
  if (parse->stopped)
    return true;
  if (parse->diags->list.count < parse->reports_before + MISTAKES_MAX)
    return false;
  diag_report(parse->diags, DIAG_MISTAKES_LIMIT, parse->last.span,
              "more than %d mistakes: the rest of the file is not read", MISTAKES_MAX);
  parse->stopped = true;
  return true;
}

static Token scan(Parse *parse) {
  Token token = { .kind = 0 };
  if (!parse->ended)
    token.kind = scan_word(parse, &token, parse->scanner);
  if (parse->ended || token.kind == TOK_END || too_many(parse)) {
    parse->ended = true;
    uint32_t end = (uint32_t)parse->size;
    return (Token){ .kind = TOK_END, .span = { parse->source->number, end, end },
                    .first_on_line = true };
  }
  parse->began = true;
  parse->plain = token.kind == TOK_DOT || token.kind == TOK_FROM_COLUMN ||
                 token.kind == TOK_FROM_TABLE;
  parse->content_end = token.span.end;
  if (token.kind == TOK_ROW || token.first_on_line)
    parse->in_row = token.kind == TOK_ROW;
  take_as_name(parse, &token);
  note_place(parse, &token);
  return token;
}

static const Token *give(Parse *parse, Token token, bool resumed) {
  if (token.kind == TOK_OPEN)
    LIST_ADD(parse->scratch, &parse->parentheses, Span, token.span);
  if (token.kind == TOK_CLOSE && parse->parentheses.count > 0)
    parse->parentheses.count--;
  parse->earlier = parse->before;
  parse->before = parse->last;
  parse->last = token;
  parse->resumed = resumed;
  return &parse->last;
}

/* Passes over to the next beginning and keeps it for the call after this one. */
static const Token *resume(Parse *parse) {
  Token next = parse->held;
  while (next.kind == 0 || !is_beginning(parse, &next))
    next = scan(parse);
  parse->held = next;
  parse->skipping = false;
  Token token = { .kind = TOK_RESUME, .span = { next.span.file, next.span.start,
                                                next.span.start } };
  return give(parse, token, false);
}

const Token *stream_next(Parse *parse) {
  if (parse->start_token) {
    Token token = { .kind = parse->start_token, .span = { parse->source->number, 0, 0 } };
    parse->start_token = 0;
    return give(parse, token, false);
  }
  bool hopeless = parse->last.kind == TOK_END && !parse->skipping;
  if (hopeless || parse->stopped)
    return give(parse, (Token){ .kind = 0 }, false);
  if (parse->skipping)
    return resume(parse);
  if (parse->held.kind) {
    Token token = parse->held;
    parse->held.kind = 0;
    return give(parse, token, true);
  }
  return give(parse, scan(parse), false);
}

void parse_skip(Parse *parse, bool ahead) {
  parse->skipping = true;
  parse->parentheses.count = 0;
  parse->held.kind = 0;
  bool again = ahead && !parse->resumed && is_beginning(parse, &parse->last);
  if (again)
    parse->held = parse->last;
  if (parse->last.kind == TOK_END)
    parse->stopped = parse->ends_refused++ > 1;
}

void parse_mistake(Parse *parse, const int *expected, int count) {
  /* What reading stopped at fits nowhere here: the mistake before it was reported.  So was
   * one that the scanner found here or directly before. */
  bool follows = parse->resumed || parse->last.kind == TOK_RESUME;
  bool scanned = parse->reported_end > 0 && parse->reported_end >= parse->before.span.end &&
                 parse->reported_end <= parse->last.span.end;
  if (!follows && !scanned && !too_many(parse))
    complain(parse, &parse->last, expected, count);
  /* A name at the margin was meant as a declaration: the fields or codes end there. */
  if (parse->suspect.kind && column_of(parse, &parse->suspect) <= parse->names_column)
    parse->in_names = false;
  parse_skip(parse, true);
}
