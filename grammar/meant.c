#include "grammar/meant.h"

#include "base/unicode.h"
#include "parser.h"

#define DOCUMENTS_SHOWN 4
#define WORDS_JOINED    4

/* ---- places in the text ----------------------------------------------------------------- */

static char byte_at(const Parse *parse, size_t offset) {
  Text text = parse->source->text;
  return offset < text.length ? text.bytes[offset] : '\0';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         ((unsigned char)c & 0x80) != 0;
}

static Text part(const Parse *parse, size_t start, size_t end) {
  return text_part(parse->source->text, start, end);
}

static size_t after_spaces(const Parse *parse, size_t offset) {
  while (byte_at(parse, offset) == ' ')
    offset++;
  return offset;
}

static size_t after_word(const Parse *parse, size_t offset) {
  while (is_word_byte(byte_at(parse, offset)))
    offset++;
  return offset;
}

static bool one_line(const Parse *parse, const Token *first, const Token *last) {
  Text between = part(parse, first->span.start, last->span.end);
  return text_find(between, TEXT("\n"), 0) > between.length;
}

/* ---- numbers ----------------------------------------------------------------------------- */

/* A number as other languages group it, from its first digit on. */
typedef struct {
  size_t start, end, last;    /* `last`: where the last group begins */
  size_t groups;
  bool   spaces;              /* between groups */
  size_t fraction;            /* where its digits begin; 0: none */
} Grouped;

static size_t digits_at(const Parse *parse, size_t offset) {
  size_t end = offset;
  while (is_digit(byte_at(parse, end)))
    end++;
  return end - offset;
}

static Grouped grouped_at(const Parse *parse, size_t start) {
  Grouped number = { .start = start, .groups = 1 };
  number.end = start + digits_at(parse, start);
  for (;;) {
    char sign = byte_at(parse, number.end);
    size_t digits = digits_at(parse, number.end + 1);
    if ((sign == ' ' || sign == ',') && digits == 3) {
      number.spaces = number.spaces || sign == ' ';
      number.groups++;
    } else {
      number.fraction = (sign == ',' || sign == '.') && digits > 0 ? number.end + 1 : 0;
      if (number.fraction)
        number.end = number.fraction + digits;
      return number;
    }
    number.last = number.end + 1;
    number.end = number.last + digits;
  }
}

/* The digits with `_` between groups, up to `end`. */
static Text regrouped(Parse *parse, size_t start, size_t end) {
  Text written = part(parse, start, end);
  char *digits = arena_alloc(parse->scratch, written.length + 1);
  for (size_t i = 0; i < written.length; i++)
    digits[i] = is_digit(written.bytes[i]) ? written.bytes[i] : '_';
  return (Text){ digits, written.length };
}

static void number_help(Parse *parse, const Grouped *number) {
  size_t end = number->fraction ? number->fraction - 1 : number->end;
  Text whole = regrouped(parse, number->start, end);
  if (number->fraction)
    diag_help(parse->diags, "write %.*s.%.*s", TEXT_PRINT(whole),
              TEXT_PRINT(part(parse, number->fraction, number->end)));
  else if (!number->spaces && number->groups == 2)
    diag_help(parse->diags, "write %.*s; or %.*s.%.*s, if the comma parts whole from decimals",
              TEXT_PRINT(whole), TEXT_PRINT(part(parse, number->start, number->last - 1)),
              TEXT_PRINT(part(parse, number->last, number->end)));
  else
    diag_help(parse->diags, "write %.*s", TEXT_PRINT(whole));
}

bool meant_number(Parse *parse, const Token *token) {
  const Token *before = &parse->before, *first = NULL;
  if (before->kind == TOK_NUMBER && (token->kind == TOK_NUMBER || token->kind == TOK_COMMA))
    first = before;
  if (before->kind == TOK_COMMA && token->kind == TOK_NUMBER && parse->earlier.kind == TOK_NUMBER)
    first = &parse->earlier;
  return first && meant_one_number(parse, first->span, token->span);
}

bool meant_one_number(Parse *parse, Span first, Span next) {
  if (parse->surface != SURFACE_ENGLISH)
    return false;
  Grouped number = grouped_at(parse, first.start);
  if (number.end <= next.start)
    return false;
  Span span = { first.file, first.start, (uint32_t)number.end };
  bool decimals = number.fraction && byte_at(parse, number.fraction - 1) == ',';
  diag_report(parse->diags, DIAG_NUMBER_FORM, span, number.groups > 1 || !decimals
              ? "groups of digits are parted by _"
              : MESSAGE("a number has a decimal point in English"));
  number_help(parse, &number);
  return true;
}

/* ---- measures ---------------------------------------------------------------------------- */

/* A currency's code, or a word for kronor. */
static bool is_money_unit(Text word) {
  static const char *const units[] = { "kr", "tkr", "mkr", "mdkr" };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (text_is(word, units[i]))
      return true;
  bool capitals = word.length == 3;
  for (size_t i = 0; capitals && i < word.length; i++)
    capitals = word.bytes[i] >= 'A' && word.bytes[i] <= 'Z';
  return capitals;
}

static bool unit_before_number(Parse *parse, const Token *token) {
  const Token *unit = &parse->before;
  if (token->kind != TOK_NUMBER || unit->kind != TOK_NAME || !one_line(parse, unit, token) ||
      !is_money_unit(unit->value.text))
    return false;
  diag_report(parse->diags, DIAG_SYNTAX, span_join(unit->span, token->span),
              "a unit stands after its number");
  diag_help(parse->diags, "write %.*s %.*s",
            TEXT_PRINT(part(parse, token->span.start, token->span.end)),
            TEXT_PRINT(unit->value.text));
  return true;
}

static bool per_cent(Parse *parse, const Token *token) {
  const Token *per = &parse->before, *number = &parse->earlier;
  if (number->kind != TOK_NUMBER || !text_is(per->value.text, "per") ||
      !text_is(token->value.text, "cent"))
    return false;
  diag_report(parse->diags, DIAG_SYNTAX, span_join(per->span, token->span),
              "\"per cent\" is written %% here");
  diag_help(parse->diags, "write %.*s %%",
            TEXT_PRINT(part(parse, number->span.start, number->span.end)));
  return true;
}

static bool days_before(Parse *parse, const Token *token) {
  const Token *unit = &parse->before, *number = &parse->earlier;
  bool way = token->kind == TOK_BEFORE || token->kind == TOK_AFTER;
  if (!way || number->kind != TOK_NUMBER || keyword_time_unit(unit->value.text) == TIME_NOT)
    return false;
  size_t start = after_spaces(parse, token->span.end), end = after_word(parse, start);
  Text period = part(parse, number->span.start, unit->span.end);
  char sign = token->kind == TOK_BEFORE ? '-' : '+';
  diag_report(parse->diags, DIAG_SYNTAX, span_join(number->span, token->span),
              sign == '-' ? "a time before a date is written with -"
                          : MESSAGE("a time after a date is written with +"));
  Text date = end > start ? part(parse, start, end) : text_from(diag_words(parse->diags, "DATE"));
  diag_help(parse->diags, "write %.*s %c %.*s", TEXT_PRINT(date), sign, TEXT_PRINT(period));
  return true;
}

bool meant_measure(Parse *parse, const Token *token) {
  return unit_before_number(parse, token) || per_cent(parse, token) || days_before(parse, token);
}

/* ---- names ------------------------------------------------------------------------------- */

/* The words from there on that spaces or hyphens part, as one name; *count: how many. */
static Text joined_words(Parse *parse, size_t start, size_t *count) {
  Text name = TEXT("");
  size_t at = start;
  for (*count = 0; *count < WORDS_JOINED; ++*count) {
    size_t end = after_word(parse, at);
    if (end == at)
      break;
    name = *count == 0 ? part(parse, at, end)
                       : arena_format(parse->scratch, "%.*s_%.*s", TEXT_PRINT(name),
                                      TEXT_PRINT(part(parse, at, end)));
    at = byte_at(parse, end) == '-' ? end + 1 : after_spaces(parse, end);
  }
  return name;
}

/* The declarations and clauses whose first part is a name of their own. */
static bool takes_own_name(const Token *token) {
  static const int kinds[] = {
    TOK_CRITERION, TOK_AMOUNT, TOK_SHOWS, TOK_CEILING, TOK_CONDITION, TOK_NOTE, TOK_OUTCOME,
    TOK_DEADLINE, TOK_PARAMETER, TOK_DEFINE, TOK_FRAME, TOK_DOCUMENT, TOK_BODY, TOK_ROLE,
    TOK_GROUP, TOK_CODELIST, TOK_RECORD, TOK_ASSIGNMENT, TOK_REPORT, TOK_SAMPLE, TOK_CALENDAR,
    TOK_UNIT,
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (kinds[i] == token->kind)
      return token->first_on_line;
  return false;
}

/* Words that come next where the name was forgotten: names only where = follows. */
static bool follows_name(int kind) {
  return kind == TOK_WHEN || kind == TOK_FROM || kind == TOK_TO || kind == TOK_OWED_BY ||
         kind == TOK_OF;
}

/* A name, or a small word that may be one; or the hyphen between two. */
static bool goes_on_name(const Token *token) {
  const Keyword *keyword = keyword_of(token->kind);
  bool small = keyword && !keyword->reserved && keyword_role(token->kind) == KEYWORD_ROLE_WORD;
  return small || token->kind == TOK_NAME || token->kind == TOK_MINUS;
}

/* The name was begun and goes on as another word. */
static bool name_of_two_words(Parse *parse, const Token *token) {
  const Token *name = &parse->before;
  if (!goes_on_name(token) || name->kind != TOK_NAME || !takes_own_name(&parse->earlier) ||
      !one_line(parse, name, token))
    return false;
  size_t count;
  Text joined = joined_words(parse, name->span.start, &count);
  if (count < 2)
    return false;
  diag_report(parse->diags, DIAG_SYNTAX, span_join(name->span, token->span),
              "a name is one word");
  diag_help(parse->diags, "write %.*s", TEXT_PRINT(joined));
  return true;
}

static bool title_without_name(Parse *parse, const Token *token) {
  if (token->kind != TOK_STRING)
    return false;
  diag_report(parse->diags, DIAG_SYNTAX, token->span, "a name is missing before the title");
  diag_help(parse->diags, "write %.*s NAME \"%.*s\"", TEXT_PRINT(parse->before.value.text),
            TEXT_PRINT(token->value.text));
  return true;
}

bool meant_name(Parse *parse, const Token *token, Expected expected) {
  if (token->first_on_line)
    return false;
  if (name_of_two_words(parse, token))
    return true;
  if (!takes_own_name(&parse->before) || !expects(expected, TOK_NAME))
    return false;
  if (title_without_name(parse, token))
    return true;
  const Keyword *keyword = keyword_of(token->kind);
  if (!keyword || !keyword->reserved)
    return false;
  size_t count;
  Text joined = joined_words(parse, token->span.start, &count);
  if (follows_name(token->kind) && byte_at(parse, after_spaces(parse, token->span.end)) != '=')
    return false;
  word_as_name_report(parse, token);
  if (count > 1)
    diag_help(parse->diags, "a name is one word: %.*s", TEXT_PRINT(joined));
  return true;
}

/* ---- sources ----------------------------------------------------------------------------- */

bool meant_source(Parse *parse, const Token *token) {
  if (parse->before.kind != TOK_SOURCE || token->kind != TOK_STRING)
    return false;
  Text names = TEXT(""), first = TEXT("DOCUMENT");
  size_t count = 0;
  for (size_t i = 0; i < parse->file->decls.count; i++) {
    const Decl *decl = parse->file->decls.items[i];
    if (decl->kind != DECL_DOCUMENT || count == DOCUMENTS_SHOWN)
      continue;
    names = arena_format(parse->scratch, "%.*s%s%.*s", TEXT_PRINT(names), count ? ", " : "",
                         TEXT_PRINT(decl->name.text));
    if (count++ == 0)
      first = decl->name.text;
  }
  Text source = parse->before.value.text;
  diag_report(parse->diags, DIAG_SYNTAX, token->span, "the name of a document is missing after "
              "\"%.*s\"", TEXT_PRINT(source));
  diag_help(parse->diags, "write %.*s %.*s \"…\"", TEXT_PRINT(source),
            TEXT_PRINT(count == 1 ? first : TEXT("DOCUMENT")));
  if (count > 1)
    diag_help(parse->diags, "the documents here are %.*s", TEXT_PRINT(names));
  return true;
}

/* ---- words of the other surface ----------------------------------------------------------- */

typedef struct {
  Parse         *parse;
  Text           line;       /* from the token on */
  Expected       expected;
  size_t         longest;
  const Keyword *found;
} OtherSearch;

static void try_other(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  OtherSearch *search = context;
  (void)role;
  bool shorter = reading.length <= search->longest || reading.length > search->line.length;
  if (shorter || keyword->token == 0 || !expects(search->expected, keyword->token))
    return;
  bool ends = reading.length == search->line.length ||
              !is_word_byte(search->line.bytes[reading.length]);
  if (!ends || !keyword_matches(reading, text_part(search->line, 0, reading.length), true))
    return;
  search->longest = reading.length;
  search->found = keyword;
}

bool meant_other_surface(Parse *parse, const Token *token, Expected expected) {
  if (token->kind != TOK_NAME || byte_at(parse, token->span.start) == '\'')
    return false;
  Text rest = part(parse, token->span.start, parse->source->text.length);
  OtherSearch search = { .parse = parse, .expected = expected,
                         .line = text_part(rest, 0, text_find(rest, TEXT("\n"), 0)) };
  bool swedish = parse->surface == SURFACE_SWEDISH;
  keywords_visit(swedish ? SURFACE_ENGLISH : SURFACE_SWEDISH, try_other, &search);
  if (!search.found)
    return false;
  Span span = { token->span.file, token->span.start,
                token->span.start + (uint32_t)search.longest };
  diag_report(parse->diags, DIAG_MISSPELT_WORD, span,
              swedish ? "\"%.*s\" is English: the word here is \"%s\""
                      : MESSAGE("\"%.*s\" is Swedish: the word here is \"%s\""),
              TEXT_PRINT(part(parse, span.start, span.end)),
              keyword_text(search.found->token, parse->surface));
  diag_help(parse->diags, swedish ? "a file with \"språk sv\" on its first line is in Swedish words"
                                  : MESSAGE("or write \"språk sv\" on the first line, and all in "
                                            "Swedish"));
  return true;
}
