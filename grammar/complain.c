#include "grammar/meant.h"

#include "base/unicode.h"
#include "parser.h"

#include <string.h>

/* ---- places in the text ----------------------------------------------------------------- */

static uint32_t line_start_of(const Parse *parse, uint32_t offset) {
  while (offset > 0 && parse->base[offset - 1] != '\n')
    offset--;
  return offset;
}

/* The token begins a new piece, so the one before it ended too early. */
static bool begins_piece(const Token *token) {
  KeywordRole role = keyword_role(token->kind);
  return token->kind == TOK_END ||
         (token->first_on_line && role != KEYWORD_ROLE_WORD && role != KEYWORD_ROLE_UNIT);
}

/* ---- words ------------------------------------------------------------------------------- */

void word_as_name_report(Parse *parse, const Token *token) {
  Text word = token->value.text;
  diag_report(parse->diags, DIAG_WORD_AS_NAME, token->span,
              "\"%.*s\" is a word of the language; as a name write '%.*s'", TEXT_PRINT(word),
              TEXT_PRINT(word));
}

static void misspelt_report(Parse *parse, const Token *token, const char *meant) {
  diag_report(parse->diags, DIAG_MISSPELT_WORD, token->span,
              "\"%.*s\" is no word of the language", TEXT_PRINT(token->value.text));
  diag_help(parse->diags, "did you mean %s?", meant);
}

/* The edits between a name and a word, or the word's first where it is a phrase. */
static unsigned distance(Parse *parse, Text name, Text word, unsigned most) {
  size_t end = text_find(word, TEXT(" "), 0);
  unsigned whole = unicode_distance(parse->scratch, name, word, most);
  if (end > word.length)
    return whole;
  if (text_equal(keyword_fold(parse->scratch, name), text_part(word, 0, end)))
    return 0;
  if (end < 5)
    return whole;
  unsigned first = unicode_distance(parse->scratch, name, text_part(word, 0, end), most);
  return first < whole ? first : whole;
}

/* A name that is nearly one of the words that would fit here. */
static bool misspelt_expected(Parse *parse, const Token *token, Expected expected) {
  size_t letters = unicode_count(token->value.text);
  unsigned least = letters < 6 ? 2 : 3;
  const char *nearest = NULL;
  if (token->kind != TOK_NAME || letters < 3 || letters > 40)
    return false;
  if (letters == 3)
    least = 1;   /* only the first word of a phrase */
  for (int i = 0; i < expected.count; i++) {
    Text word = text_from(keyword_text(expected.kinds[i], parse->surface));
    if (word.length < 4)
      continue;
    unsigned edits = distance(parse, token->value.text, word, least - 1);
    if (edits >= least)
      continue;
    least = edits;
    nearest = word.bytes;
  }
  if (nearest)
    misspelt_report(parse, token, nearest);
  return nearest != NULL;
}

/* The first name on this line, or one at the margin above, that is nearly a word which begins
 * a clause or declaration: what came after it could not be read because of that. */
static bool misspelt_before(Parse *parse, const Token *token) {
  const Token *suspect = &parse->suspect;
  if (suspect->kind == 0 || suspect->span.start >= token->span.start)
    return false;
  uint32_t line = line_start_of(parse, suspect->span.start);
  bool at_margin = line == suspect->span.start;
  if (!at_margin && line != line_start_of(parse, token->span.start))
    return false;
  const Keyword *near = keyword_near(parse->scratch, suspect->value.text, parse->surface, true);
  if (!near)
    return false;
  misspelt_report(parse, suspect, keyword_text(near->token, parse->surface));
  return true;
}

/* Words of other languages, and of everyday speech, for words of this one. */
static bool everyday_word(Parse *parse, const Token *token, Expected expected) {
  static const struct { Surface surface; const char *written; int token; } table[] = {
    { SURFACE_ENGLISH, "under",   TOK_BELOW },    { SURFACE_ENGLISH, "over",    TOK_ABOVE },
    { SURFACE_ENGLISH, "less",    TOK_BELOW },    { SURFACE_ENGLISH, "more",    TOK_ABOVE },
    { SURFACE_ENGLISH, "greater", TOK_ABOVE },    { SURFACE_ENGLISH, "exceeds", TOK_ABOVE },
    { SURFACE_ENGLISH, "max",     TOK_AT_MOST },  { SURFACE_ENGLISH, "min",     TOK_AT_LEAST },
    { SURFACE_ENGLISH, "equals",  TOK_IS },       { SURFACE_ENGLISH, "are",     TOK_IS },
    { SURFACE_ENGLISH, "each",    TOK_FOR_EACH }, { SURFACE_SWEDISH, "varje", TOK_FOR_EACH },
    { SURFACE_ENGLISH, "must",    TOK_REQUIRES }, { SURFACE_ENGLISH, "require", TOK_REQUIRES },
    { SURFACE_ENGLISH, "unless",  TOK_WHEN },     { SURFACE_ENGLISH, "while",   TOK_WHEN },
    { SURFACE_ENGLISH, "otherwise", TOK_ELSE },   { SURFACE_SWEDISH, "i annat fall", TOK_ELSE },
    { SURFACE_SWEDISH, "mindre",  TOK_BELOW },    { SURFACE_SWEDISH, "mer",     TOK_ABOVE },
    { SURFACE_SWEDISH, "större",  TOK_ABOVE },    { SURFACE_SWEDISH, "max",     TOK_AT_MOST },
    { SURFACE_SWEDISH, "lika",    TOK_IS },       { SURFACE_SWEDISH, "måste",   TOK_REQUIRES },
    { SURFACE_SWEDISH, "ska",     TOK_REQUIRES }, { SURFACE_SWEDISH, "skall",   TOK_REQUIRES },
    { SURFACE_SWEDISH, "samt",    TOK_AND },      { SURFACE_SWEDISH, "ifall",   TOK_WHEN },
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    if (table[i].surface != parse->surface || !expects(expected, table[i].token))
      continue;
    if (!text_is(token->value.text, table[i].written))
      continue;
    const char *ours = keyword_text(table[i].token, parse->surface);
    diag_report(parse->diags, DIAG_SYNTAX, token->span, "\"%s\" is written \"%s\" here",
                table[i].written, ours);
    return true;
  }
  return false;
}

/* "greater than" and the like. */
static bool compared_with_than(Parse *parse, const Token *token) {
  static const struct { Surface surface; const char *written; int token; } table[] = {
    { SURFACE_ENGLISH, "less",   TOK_BELOW }, { SURFACE_ENGLISH, "greater", TOK_ABOVE },
    { SURFACE_ENGLISH, "fewer",  TOK_BELOW }, { SURFACE_ENGLISH, "more",    TOK_ABOVE },
    { SURFACE_ENGLISH, "lower",  TOK_BELOW }, { SURFACE_ENGLISH, "larger",  TOK_ABOVE },
    { SURFACE_ENGLISH, "higher", TOK_ABOVE }, { SURFACE_SWEDISH, "större",  TOK_ABOVE },
    { SURFACE_SWEDISH, "mindre", TOK_BELOW }, { SURFACE_SWEDISH, "mer",     TOK_ABOVE },
    { SURFACE_SWEDISH, "färre",  TOK_BELOW }, { SURFACE_SWEDISH, "fler",    TOK_ABOVE },
  };
  const char *than = parse->surface == SURFACE_SWEDISH ? "än" : "than";
  if (!text_is(token->value.text, than))
    return false;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    if (table[i].surface != parse->surface)
      continue;
    if (!text_is(parse->before.value.text, table[i].written))
      continue;
    bool is = parse->earlier.kind == TOK_IS;
    Span span = span_join(is ? parse->earlier.span : parse->before.span, token->span);
    diag_report(parse->diags, DIAG_SYNTAX, span, "\"%.*s\" is written \"%s\" here",
                TEXT_PRINT(text_part(parse->source->text, span.start, span.end)),
                keyword_text(table[i].token, parse->surface));
    return true;
  }
  return false;
}

/* A word of the language in the middle of a line, where a name would fit. */
static bool word_for_name(Parse *parse, const Token *token, Expected expected) {
  const Keyword *keyword = keyword_of(token->kind);
  if (!keyword || !keyword->reserved || !expects(expected, TOK_NAME))
    return false;
  if (begins_piece(token) || parse->before.kind == TOK_ELIGIBLE)
    return false;
  bool attribute = token->kind == TOK_KEY || token->kind == TOK_OPTIONAL ||
                   token->kind == TOK_VIA || token->kind == TOK_AWAITED;
  bool small_word = keyword_role(token->kind) == KEYWORD_ROLE_WORD && !attribute;
  bool only_name = !expects_value(expected) && !expects(expected, TOK_PLUS) &&
                   !expects(expected, TOK_INTEGER) && !expects_end(expected);
  if (small_word && !only_name)
    return false;
  word_as_name_report(parse, token);
  return true;
}

/* The sign of other languages for a word of this one; in a row it parts values from cells. */
static bool bars_for_or(Parse *parse, const Token *token) {
  if (token->kind != TOK_BARS || parse->in_row)
    return false;
  diag_report(parse->diags, DIAG_FOREIGN_SIGN, token->span, "\"||\" is written %s here",
              keyword_text(TOK_OR, parse->surface));
  return true;
}

/* ---- commas, parentheses ------------------------------------------------------------------- */

/* A comma at the end of a line of pairs draws in the next line: its word is read as a field. */
static bool comma_too_many(Parse *parse, const Token *token) {
  const Token *word = &parse->earlier;
  bool pairs = parse->declaration == TOK_SAMPLE || parse->declaration == TOK_TEST;
  if (begins_piece(token) && parse->before.kind == TOK_COMMA)
    word = token;
  else if ((word->kind != TOK_EXPECT && word->kind != TOK_GIVEN) || !word->first_on_line)
    return false;
  uint32_t end = word->span.start;
  while (end > 0 && strchr(" \t\r\n", parse->base[end - 1]))
    end--;
  if (!pairs || end == 0 || parse->base[end - 1] != ',')
    return false;
  Span comma = { word->span.file, end - 1, end };
  diag_report(parse->diags, DIAG_SYNTAX, comma, "a comma too many: nothing more follows");
  if (word->kind != TOK_END)
    diag_label(parse->diags, word->span, "begins a line of its own");
  return true;
}

/* Pairs of a field and its value without a comma between. */
static bool comma_missing(Parse *parse, const Token *token, Expected expected) {
  bool alike = token->kind == parse->before.kind && !expects(expected, TOK_PLUS) &&
               (token->kind == TOK_STRING || token->kind == TOK_NAME);
  if (alike && expects(expected, TOK_COMMA) && !token->first_on_line) {
    diag_report(parse->diags, DIAG_SYNTAX, token->span, "a comma is missing before this");
    return true;
  }
  bool pairs = parse->declaration == TOK_SAMPLE || parse->declaration == TOK_TEST;
  if (!pairs || !expects(expected, TOK_COMMA))
    return false;
  const Keyword *keyword = keyword_of(token->kind);
  bool name = token->kind == TOK_NAME || (keyword && !keyword->reserved);
  bool value = token->kind == TOK_STRING || token->kind == TOK_NUMBER ||
               token->kind == TOK_DATE || token->kind == TOK_YES || token->kind == TOK_NO;
  bool unit = value && parse->before.kind == TOK_NAME && parse->earlier.kind == TOK_NUMBER;
  if (unit)
    token = &parse->before;
  else if (!name || token->first_on_line)
    return false;
  diag_report(parse->diags, DIAG_SYNTAX, token->span, "a comma is missing before \"%.*s\"",
              TEXT_PRINT(token->value.text));
  if (unit)
    diag_mark(parse->diags, "read as the unit of the number before it");
  diag_help(parse->diags, "pairs of a field and its value are parted by commas");
  return true;
}

static bool parenthesis(Parse *parse, const Token *token, Expected expected) {
  if (token->kind == TOK_CLOSE && expects_end(expected)) {
    diag_report(parse->diags, DIAG_PARENTHESIS, token->span, "this ) closes no (");
    return true;
  }
  bool open = expects(expected, TOK_CLOSE) && parse->parentheses.count > 0;
  if (!open || !begins_piece(token))
    return false;
  Span span = parse->parentheses.items[parse->parentheses.count - 1];
  diag_report(parse->diags, DIAG_PARENTHESIS, span, "a parenthesis is not closed");
  diag_label(parse->diags, parse->before.span, ") is missing after this");
  return true;
}

/* ---- the rest ------------------------------------------------------------------------------- */

/* Where a word belongs that stands where it does not. */
static const char *belongs(int kind) {
  switch (kind) {
    case TOK_REQUIRES:
    case TOK_CONSIDERS:      return MESSAGE("it belongs to a criterion");
    case TOK_SOURCE:
    case TOK_READING:
    case TOK_ASSUMED:
      return MESSAGE("a basis stands directly after what it is the basis of");
    case TOK_GOVERNED_BY:
      return MESSAGE("in a decision it stands directly after the head and its bases");
    case TOK_OUT_OF:
      return MESSAGE("it stands before \"when\": decided by BODY out of FRAME when …");
    case TOK_VALID_WHEN:
    case TOK_RECORDED_DECISION: return MESSAGE("it ends a record");
    case TOK_GUIDELINE:
    case TOK_PLAN:
    case TOK_DIRECTIVE:
    case TOK_REGULATION:
    case TOK_CALL:           return MESSAGE("the head stands first in the file");
    case TOK_EXPECT:
    case TOK_GIVEN:          return MESSAGE("it belongs to a test");
    case TOK_SET:            return MESSAGE("it belongs to a scenario, a test or an amendment");
    case TOK_ADD_TO:
    case TOK_REPLACE_IN:
    case TOK_REPEAL:
    case TOK_APPLIES_TO:     return MESSAGE("it belongs to an amendment");
    case TOK_LINE:
    case TOK_SECTION:
    case TOK_SUBTOTAL:
    case TOK_TOTAL:
    case TOK_LINES_FROM:
    case TOK_SHOWN_IN:
    case TOK_BALANCED_BY:
    case TOK_AGREES_WITH:
    case TOK_CONTINUES:
    case TOK_FINANCED_FROM:
    case TOK_FOR_YEAR:       return MESSAGE("it belongs to a budget");
    case TOK_STEP:           return MESSAGE("it belongs to a ladder");
    case TOK_DEPUTY:         return MESSAGE("it stands directly after who decides, and its bases");
    case TOK_SUSPENDED_FOR:  return MESSAGE("it belongs to a target");
    case TOK_COLUMN:
    case TOK_BLANK_CELLS:    return MESSAGE("it belongs to an import");
    case TOK_ROW:
      return MESSAGE("a row belongs to a decision table: … by table first match");
    case TOK_ISSUED_BY:
    case TOK_STATUS:
    case TOK_IN_FORCE:
    case TOK_CURRENCY:
    case TOK_COUNTS_TIME_BY:
    case TOK_SENT_TO:        return MESSAGE("it belongs to the head of the file");
    default:                 return NULL;
  }
}

static const char *belongs_to_decision(int kind) {
  bool clause = keyword_role(kind) == KEYWORD_ROLE_CLAUSE || kind == TOK_FRAME;
  return clause ? MESSAGE("it belongs to a decision") : NULL;
}

static bool compares(int kind) {
  switch (kind) {
    case TOK_EQUAL_SIGN: case TOK_NOT_EQUAL_SIGN: case TOK_LESS_SIGN: case TOK_AT_MOST_SIGN:
    case TOK_MORE_SIGN: case TOK_AT_LEAST_SIGN: case TOK_IS: case TOK_IS_NOT: case TOK_AT_MOST:
    case TOK_AT_LEAST: case TOK_BELOW: case TOK_ABOVE: case TOK_BEFORE: case TOK_AFTER:
    case TOK_NO_LATER_THAN: case TOK_NO_EARLIER_THAN: return true;
    default: return false;
  }
}

static const char *advice(const Parse *parse, const Token *token) {
  const char *help = belongs(token->kind);
  if (compares(token->kind))
    help = MESSAGE("two comparisons are joined by and");
  if (token->kind == TOK_COMMA && parse->declaration == TOK_CODELIST)
    help = MESSAGE("codes stand without commas between them");
  if (!help)
    help = belongs_to_decision(token->kind);
  if (text_is(token->value.text, "language") || text_is(token->value.text, "språk"))
    help = MESSAGE("the first line chooses the language: \"språk sv\" or \"language en\"");
  if (!help && token->first_on_line && parse->declaration == TOK_RECORD &&
      keyword_reserves(token->value.text, parse->surface))
    help = MESSAGE("a field named as a word of the language stands in single quotes");
  if (!help && token->first_on_line && token->kind == TOK_NAME)
    help = MESSAGE("no clause begins with a name: a word of the language comes first");
  if (!help && token->kind == TOK_STRING)
    help = MESSAGE("a title stands directly after its name");
  return help;
}

/* What was being written when the next piece began. */
static void unfinished_report(Parse *parse, Expected expected) {
  Text need = expected_need(parse, expected), list = expected_list(parse, expected);
  Span span = parse->before.span;
  if (need.length > 0)
    diag_report(parse->diags, DIAG_UNFINISHED, span, "%.*s", TEXT_PRINT(need));
  else if (list.length > 0)
    diag_report(parse->diags, DIAG_UNFINISHED, span, "this is not finished: %.*s is missing",
                TEXT_PRINT(list));
  else
    diag_report(parse->diags, DIAG_UNFINISHED, span, "this is not finished");
  diag_mark(parse->diags, "ends here");
}

static void misplaced_report(Parse *parse, const Token *token, Expected expected) {
  Text need = expects_end(expected) && !expects_value(expected)
                ? TEXT_NONE : expected_need(parse, expected);
  Text list = expected_list(parse, expected), word = token->value.text;
  if (need.length > 0) {
    diag_report(parse->diags, DIAG_SYNTAX, token->span, "%.*s", TEXT_PRINT(need));
    return;
  }
  if (token->kind == TOK_STRING)
    diag_report(parse->diags, DIAG_SYNTAX, token->span, "a text does not belong here");
  else if (token->kind == TOK_END)
    diag_report(parse->diags, DIAG_SYNTAX, token->span, "the end comes too early");
  else
    diag_report(parse->diags, DIAG_SYNTAX, token->span, "\"%.*s\" does not belong here",
                TEXT_PRINT(word));
  if (list.length > 0)
    diag_mark(parse->diags, "expected %.*s", TEXT_PRINT(list));
  const char *help = advice(parse, token);
  if (help)
    diag_help(parse->diags, "%s", message(parse->diags->language, help));
}

static void say(Parse *parse, const Token *token, Expected expected) {
  if (everyday_word(parse, token, expected))
    return;
  if (compared_with_than(parse, token))
    return;
  if (meant_other_surface(parse, token, expected))
    return;
  if (misspelt_expected(parse, token, expected))
    return;
  if (meant_source(parse, token) || meant_name(parse, token, expected))
    return;
  if (meant_number(parse, token) || meant_measure(parse, token))
    return;
  if (parenthesis(parse, token, expected))
    return;
  if (misspelt_before(parse, token))
    return;
  if (comma_too_many(parse, token) || comma_missing(parse, token, expected))
    return;
  if (bars_for_or(parse, token))
    return;
  if (word_for_name(parse, token, expected))
    return;
  if (begins_piece(token) && !expects_end(expected))
    unfinished_report(parse, expected);
  else
    misplaced_report(parse, token, expected);
}

void complain(Parse *parse, const Token *token, const int *kinds, int count) {
  int declaration = parse->declaration;
  if (token->span.start == parse->declaration_start)
    parse->declaration = parse->declaration_before;
  say(parse, token, (Expected){ kinds, count });
  parse->declaration = declaration;
}
