#include "grammar/scan.h"

#include "base/unicode.h"
#include "parser.h"

#include <string.h>

static Text written(const Parse *parse, const Token *token) {
  return text_part(parse->source->text, token->span.start, token->span.end);
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* ---- space, comments, what does not belong ---------------------------------------- */

void scan_space(Parse *parse, const Token *token) {
  Text space = token->value.text;
  for (size_t i = space.length; i > 0; i--)
    if (space.bytes[i - 1] == '\n') {
      parse->line_start = token->span.start + (uint32_t)i;
      return;
    }
}

/* True if only white space stands between the two last line ends before `offset`. */
static bool blank_line_before(Text text, size_t line_start) {
  if (line_start == 0)
    return false;
  for (size_t i = line_start - 1; i > 0; i--) {
    char c = text.bytes[i - 1];
    if (c == '\n')
      return true;
    if (c != ' ' && c != '\t')
      return false;
  }
  return false;
}

void scan_comment(Parse *parse, const Token *token) {
  Text text = token->value.text;
  while (text.length > 2 && strchr(" \t\r", text.bytes[text.length - 1]))
    text.length--;
  Comment comment = { .span = token->span, .text = text, .own_line = token->first_on_line };
  comment.blank_before = comment.own_line &&
                         blank_line_before(parse->source->text, parse->line_start);
  LIST_ADD(parse->arena, &parse->file->comments, Comment, comment);
  parse->content_end = token->span.end;
}

void scan_foreign_comment(Parse *parse, const Token *token) {
  Span sign = { token->span.file, token->span.start, token->span.start + 2 };
  diag_report(parse->diags, DIAG_FOREIGN_SIGN, sign, "\"%.*s\" begins no comment here",
              TEXT_PRINT(text_part(token->value.text, 0, 2)));
  diag_help(parse->diags, "a comment begins with --, on each of its lines");
  scan_space(parse, token);
  parse->content_end = token->span.end;
}

/* What to write instead of a character that is no part of the language. */
static const char *instead_of(Text character) {
  static const struct { const char *written, *help; } table[] = {
    { ";", MESSAGE("a clause ends where the next word begins: leave it out") },
    { "{", MESSAGE("there are no braces: a clause ends where the next word begins") },
    { "}", MESSAGE("there are no braces: a clause ends where the next word begins") },
    { "!", MESSAGE("write not, or <> for \"is not\"") },
    { "&", MESSAGE("write and") },
    { "#", MESSAGE("a comment begins with --") },
    { ":", MESSAGE("a value follows its name after = or a word of the language") },
    { "`", MESSAGE("text stands in \"double quotes\", a name of any words in 'single quotes'") },
    { "‘", MESSAGE("a name of any words stands in straight 'single quotes'") },
    { "’", MESSAGE("a name of any words stands in straight 'single quotes'") },
    { "–", MESSAGE("a minus is written -, a comment begins with --") },
    { "−", MESSAGE("a minus is written -") },
    { "—", MESSAGE("a minus is written -, a comment begins with --") },
    { "€", MESSAGE("write EUR after the number") },
    { "$", MESSAGE("write the currency's code after the number") },
    { "×", MESSAGE("write *") },
    { "÷", MESSAGE("write /") },
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (text_is(character, table[i].written))
      return table[i].help;
  return NULL;
}

void scan_stray(Parse *parse, const Token *token) {
  Text character = written(parse, token);
  bool run = parse->reported_end > 0 && parse->reported_end == token->span.start;
  bool enough = parse->diags->list.count > parse->reports_before + MISTAKES_MAX;
  parse->content_end = token->span.end;
  parse->reported_end = token->span.end;
  if (run || enough)
    return;   /* a run of them is one mistake */
  size_t offset = 0;
  int32_t point = unicode_next(character, &offset);
  bool shown = point > ' ' && point != 0x7F && !(point >= 0x80 && point < 0xA0) &&
               unicode_width(character) > 0;
  if (shown)
    diag_report(parse->diags, DIAG_STRAY_CHARACTER, token->span,
                "\"%.*s\" is no part of the language", TEXT_PRINT(character));
  else
    diag_report(parse->diags, DIAG_STRAY_CHARACTER, token->span,
                "the invisible character U+%04X is no part of the language", (unsigned)point);
  const char *help = instead_of(character);
  if (help)
    diag_help(parse->diags, "%s", diag_words(parse->diags, help));
}

/* Only white space and a comment may follow on the line. */
static bool ends_line(const Parse *parse, uint32_t at) {
  Text text = parse->source->text;   /* flex cuts its own buffer behind the token */
  while (at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '\t' ||
                              text.bytes[at] == '\r'))
    at++;
  bool comment = at + 1 < text.length && text.bytes[at] == '-' && text.bytes[at + 1] == '-';
  return at >= text.length || text.bytes[at] == '\n' || comment;
}

int scan_bar(const Parse *parse, const Token *token) {
  if (token->first_on_line)
    return TOK_ROW;
  return ends_line(parse, token->span.end) ? TOK_ROW_END : TOK_BAR;
}

bool scan_is_minus(Parse *parse, const Token *token) {
  Text text = parse->source->text;
  size_t next = token->span.end;
  while (next < text.length && text.bytes[next] == ' ')
    next++;
  if (next < text.length && is_digit(text.bytes[next]))
    return true;
  scan_stray(parse, token);
  return false;
}

int scan_foreign(Parse *parse, const Token *token, int kind, const char *ours) {
  diag_report(parse->diags, DIAG_FOREIGN_SIGN, token->span, "\"%.*s\" is written %s here",
              TEXT_PRINT(token->value.text), ours);
  const char *word = kind == TOK_EQUAL_SIGN       ? keyword_text(TOK_IS, parse->surface)
                     : kind == TOK_NOT_EQUAL_SIGN ? keyword_text(TOK_IS_NOT, parse->surface)
                     : kind == TOK_AT_LEAST_SIGN  ? keyword_text(TOK_AT_LEAST, parse->surface)
                     : kind == TOK_AT_MOST_SIGN   ? keyword_text(TOK_AT_MOST, parse->surface)
                                                  : keyword_text(kind, parse->surface);
  diag_help(parse->diags, "in words: %s", word);
  return kind;
}

/* ---- numbers and dates -------------------------------------------------------------- */

/* "0000-00-00" is the shape of a date: every other byte as it is, a digit for 0. */
static bool has_shape(Text text, const char *shape) {
  if (text.length != strlen(shape))
    return false;
  for (size_t i = 0; i < text.length; i++) {
    bool fits = shape[i] == '0' ? is_digit(text.bytes[i]) : text.bytes[i] == shape[i];
    if (!fits)
      return false;
  }
  return true;
}

int scan_date(Parse *parse, Token *token) {
  Text text = token->value.text;
  if (has_shape(text, "0000-00-00"))
    return TOK_DATE;
  if (has_shape(text, "0000-00"))
    return TOK_MONTH;
  if (has_shape(text, "0000-00-00T00:00"))
    return TOK_MOMENT_VALUE;
  if (has_shape(text, "0000-00-00T00:00:00"))
    return TOK_MOMENT_VALUE;
  parse->reported_end = token->span.end;
  diag_report(parse->diags, DIAG_NUMBER_FORM, token->span,
              "\"%.*s\" is neither a date nor a number", TEXT_PRINT(text));
  diag_help(parse->diags, "a date is written 2026-01-31, a month 2026-01, "
                          "a moment 2026-01-31T17:00");
  token->value.text = TEXT_NONE;   /* no later phase judges it again */
  diag_help(parse->diags, "a minus between two numbers has spaces around it");
  return TOK_DATE;
}

size_t scan_groups(const Parse *parse, const Token *token) {
  Text text = parse->source->text, number = token->value.text;
  size_t end = token->span.end;
  bool more = end < text.length && (is_digit(text.bytes[end]) || text.bytes[end] == '_');
  if (!more)
    return number.length;
  size_t first = 0;
  while (first < number.length && is_digit(number.bytes[first]))
    first++;
  return first;
}

/* The digits alone, with a point for the decimal sign. */
static Text plain_digits(Parse *parse, Text number) {
  char *digits = arena_alloc(parse->arena, number.length + 1);
  size_t length = 0;
  for (size_t i = 0; i < number.length; i++) {
    char c = number.bytes[i];
    if (is_digit(c))
      digits[length++] = c;
    else if (c == '.' || c == ',')
      digits[length++] = '.';
  }
  return (Text){ digits, length };
}

static bool underlines_part_digits(Text number) {
  for (size_t i = 0; i < number.length; i++)
    if (number.bytes[i] == '_' &&
        (i + 1 == number.length || !is_digit(number.bytes[i + 1])))
      return false;
  return true;
}

static size_t count_digits(Text text) {
  size_t count = 0;
  for (size_t i = 0; i < text.length; i++)
    count += is_digit(text.bytes[i]);
  return count;
}

int scan_number(Parse *parse, Token *token) {
  Text number = written(parse, token);
  bool point = memchr(number.bytes, '.', number.length) != NULL;
  bool all_digits = true;
  for (size_t i = 0; i < number.length; i++)
    all_digits = all_digits && is_digit(number.bytes[i]);
  token->value.text = all_digits ? number : plain_digits(parse, number);
  if (count_digits(number) > NUMBER_MAX_DIGITS) {
    diag_report(parse->diags, DIAG_LENGTH_LIMIT, token->span,
                "a number has more than %d digits", NUMBER_MAX_DIGITS);
    token->value.text = TEXT("0");
  } else if (point && parse->surface == SURFACE_SWEDISH) {
    diag_report(parse->diags, DIAG_NUMBER_FORM, token->span,
                "under \"språk sv\" a number has a decimal comma");
    Text whole = text_part(number, 0, text_find(number, TEXT("."), 0));
    Text part = text_part(number, whole.length + 1, number.length);
    const char *help = part.length == 3
                           ? MESSAGE("write %.*s,%.*s, or without a point if thousands are meant")
                           : MESSAGE("write %.*s,%.*s");
    diag_help(parse->diags, help, TEXT_PRINT(whole), TEXT_PRINT(part));
  } else if (!underlines_part_digits(number)) {
    diag_report(parse->diags, DIAG_NUMBER_FORM, token->span,
                "in \"%.*s\" an underline does not stand between two digits",
                TEXT_PRINT(number));
  }
  return TOK_NUMBER;
}

/* ---- text and quoted names ------------------------------------------------------------- */

/* "" inside a text stands for one quotation mark. */
static Text undouble(Parse *parse, Text text) {
  if (text_find(text, TEXT("\"\""), 0) > text.length)
    return text;
  char *single = arena_alloc(parse->arena, text.length);
  size_t length = 0;
  for (size_t i = 0; i < text.length; i++) {
    single[length++] = text.bytes[i];
    if (text.bytes[i] == '"')
      i++;
  }
  return (Text){ single, length };
}

static size_t quote_length(Text text) {
  size_t length = 0;
  unicode_next(text, &length);
  return length;
}

int scan_text(Parse *parse, Token *token, size_t quote, bool closed) {
  Text text = token->value.text;
  size_t opening = quote ? quote : quote_length(text);
  size_t closing = quote || !closed ? quote
                   : (unsigned char)text.bytes[text.length - 2] == 0xC2 ? 2 : 3;
  Text inside = text_part(text, opening, text.length - (closed ? closing : 0));
  token->value.text = quote ? undouble(parse, inside) : inside;
  if (!closed) {
    parse->reported_end = token->span.end;
    diag_report(parse->diags, DIAG_UNTERMINATED, token->span, "a text is not closed on its line");
    diag_help(parse->diags, "close it with %s; a quotation mark inside is written twice",
              quote ? "\"" : "”");
  }
  if (inside.length > TEXT_MAX_BYTES)
    diag_report(parse->diags, DIAG_LENGTH_LIMIT, token->span, "a text is longer than 1 MiB");
  return TOK_STRING;
}

int scan_quoted_name(Parse *parse, Token *token, bool closed) {
  Text text = token->value.text;
  Text name = text_trim(text_part(text, 1, text.length - (closed ? 1 : 0)));
  if (!closed) {
    parse->reported_end = token->span.end;
    diag_report(parse->diags, DIAG_UNTERMINATED, token->span,
                "a name in single quotes is not closed on its line");
    diag_help(parse->diags, "close it with '");
  } else if (name.length == 0) {
    diag_report(parse->diags, DIAG_NUMBER_FORM, token->span, "a name can't be empty");
  }
  if (name.length > NAME_MAX_BYTES)
    diag_report(parse->diags, DIAG_LENGTH_LIMIT, token->span, "a name is longer than %d bytes",
                NAME_MAX_BYTES);
  token->value.text = unicode_nfc(parse->arena, name);
  return TOK_NAME;
}
