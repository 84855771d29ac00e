#include "interp/check/quote_token.h"

#include "base/unicode.h"

static bool is_digit(Text text, size_t at) {
  return at < text.length && text.bytes[at] >= '0' && text.bytes[at] <= '9';
}

static size_t digits_end(Text text, size_t at) {
  while (is_digit(text, at))
    at++;
  return at;
}

/* The bytes of a space that may part groups of digits; 0: none stands there. */
static size_t group_space(Text text, size_t at) {
  Text here = text_part(text, at, text.length);
  if (text_starts_with(here, TEXT(" ")) || text_starts_with(here, TEXT("_")))
    return 1;
  if (text_starts_with(here, TEXT("\xc2\xa0")))
    return 2;
  bool thin = text_starts_with(here, TEXT("\xe2\x80\xaf")) ||
              text_starts_with(here, TEXT("\xe2\x80\x89"));
  return thin ? 3 : 0;
}

/* The end of groups of three digits with `sign` (0: spaces) between, from the end of the first. */
static size_t groups_end(Text text, size_t at, char sign) {
  for (;;) {
    size_t gap = sign == 0 ? group_space(text, at)
                           : (size_t)(at < text.length && text.bytes[at] == sign);
    if (gap == 0 || digits_end(text, at + gap) != at + gap + 3)
      return at;
    at += gap + 3;
  }
}

/* The number that stands in `text`, of digits with at most one point. */
static bool read_number(Text text, bool point_parts_groups, Fraction *number) {
  char plain[64];
  size_t length = 0;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    bool point = (c == '.' || c == ',') && !point_parts_groups;
    if (!point && !is_digit(text, i))
      continue;
    if (length >= sizeof plain)
      return false;
    plain[length++] = point ? '.' : c;
  }
  return fraction_parse((Text){ plain, length }, '.', number);
}

static bool ends_in_decimals(Text text, size_t at, size_t *end) {
  if (at >= text.length || (text.bytes[at] != '.' && text.bytes[at] != ','))
    return false;
  size_t after = digits_end(text, at + 1);
  bool again = after + 1 < text.length && (text.bytes[after] == '.' || text.bytes[after] == ',') &&
               is_digit(text, after + 1);
  *end = after;
  return after > at + 1 && !again;
}

/* Decimals after groups: by the other sign, as in 1,000.50. */
static size_t decimals_after_groups(Text text, size_t grouped, bool dotted) {
  size_t end = grouped;
  bool other = grouped < text.length && text.bytes[grouped] == (dotted ? ',' : '.');
  return other && ends_in_decimals(text, grouped, &end) ? end : grouped;
}

/* Groups up to `grouped`, then decimals with their sign, if any. */
static QuoteToken grouped_token(Text text, size_t start, size_t grouped, Text decimals) {
  QuoteToken token = { .kind = QUOTE_NUMBER, .start = start, .end = grouped + decimals.length };
  Fraction whole, part = fraction_from(0);
  bool read = read_number(text_part(text, start, grouped), true, &whole);
  if (read && decimals.length > 0) {
    Int128 scale = 1;
    for (size_t i = 1; i < decimals.length && i < 20; i++)
      scale *= 10;
    read = decimals.length < 20 && read_number(decimals, true, &part) &&
           fraction_divide(part, (Fraction){ scale, 1 }, &part) &&
           fraction_add(whole, part, &whole);
  }
  token.number = read ? whole : part;
  if (!read)
    token.kind = QUOTE_SIGN;
  return token;
}

/* 53 833,9   1.500.000   1,000,000.50   12.5   1,500 (in two ways) */
static QuoteToken number_token(Text text, size_t start) {
  size_t first = digits_end(text, start), end = first;
  QuoteToken token = { .kind = QUOTE_NUMBER, .start = start, .plain = true };
  bool short_group = first - start <= 3;
  size_t spaced = short_group ? groups_end(text, first, 0) : first;
  size_t dotted = short_group ? groups_end(text, first, '.') : first;
  size_t comma = short_group ? groups_end(text, first, ',') : first;
  size_t grouped = dotted > comma ? dotted : comma;
  size_t after = grouped > first ? decimals_after_groups(text, grouped, dotted > comma) : first;
  bool decimals = false;
  if (spaced > first) {
    end = spaced;
    decimals = ends_in_decimals(text, spaced, &end);
    end = decimals ? end : spaced;
  } else if (grouped > first + 4 || after > grouped) {
    return grouped_token(text, start, grouped, text_part(text, grouped, after));
  } else if (ends_in_decimals(text, first, &end)) {
    decimals = true;
    token.has_other = grouped == end;
  } else {
    end = first;
  }
  token.end = end;
  token.plain = end == first;
  Text digits = text_part(text, start, end);
  bool read = read_number(digits, !decimals, &token.number);
  if (token.has_other)
    token.has_other = read_number(digits, true, &token.other);
  if (!read)
    token.kind = QUOTE_SIGN;
  return token;
}

static int read_digits(Text text, size_t start, size_t end) {
  int value = 0;
  for (size_t i = start; i < end; i++)
    value = value * 10 + (text.bytes[i] - '0');
  return value;
}

/* 2026-01-31 or 2026-01; false: no date stands there. */
static bool date_token(Text text, size_t start, QuoteToken *token) {
  size_t year = digits_end(text, start);
  if (year != start + 4 || year >= text.length || text.bytes[year] != '-')
    return false;
  size_t month = digits_end(text, year + 1);
  if (month != year + 3)
    return false;
  *token = (QuoteToken){ .kind = QUOTE_DATE, .start = start, .end = month,
                         .year = read_digits(text, start, year),
                         .month = read_digits(text, year + 1, month) };
  bool has_day = month < text.length && text.bytes[month] == '-' &&
                 digits_end(text, month + 1) == month + 3;
  if (has_day) {
    token->day = read_digits(text, month + 1, month + 3);
    token->end = month + 3;
  }
  return token->month >= 1 && token->month <= 12 && token->day <= 31;
}

static QuoteToken word_token(Arena *arena, Text text, size_t start) {
  size_t end = start, offset = start;
  for (;;) {
    int32_t c = unicode_next(text, &offset);
    bool mark = c >= 0x300 && c < 0x370 && end > start;
    if (c < 0 || c == 0xad || (!unicode_is_letter(c) && !mark))
      break;
    end = offset;
  }
  return (QuoteToken){ .kind = QUOTE_WORD, .start = start, .end = end,
                       .word = unicode_fold(arena, text_part(text, start, end)) };
}

static bool is_dash(int32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* A dash, or one that the editor of the quote put back: [–]. */
static bool dash_token(Text text, size_t at, QuoteToken *token) {
  size_t start = at, after = at;
  int32_t c = unicode_next(text, &after);
  if (c == '[') {
    c = unicode_next(text, &after);
    if (!is_dash(c) || after >= text.length || text.bytes[after] != ']')
      return false;
    after++;
  }
  *token = (QuoteToken){ .kind = QUOTE_DASH, .start = start, .end = after };
  return is_dash(c);
}

QuoteTokens quote_tokens(Arena *arena, Text text) {
  QuoteTokens tokens = { 0 };
  size_t at = 0;
  while (at < text.length) {
    size_t after = at;
    int32_t c = unicode_next(text, &after);
    if (c < 0)
      after = at + 1;
    QuoteToken token = { .kind = QUOTE_SIGN, .start = at, .end = after }, dash;
    token.word = text_part(text, at, after);
    if (is_digit(text, at) && !date_token(text, at, &token))
      token = number_token(text, at);
    else if (c >= 0 && unicode_is_letter(c))
      token = word_token(arena, text, at);
    else if ((c == '[' || is_dash(c)) && dash_token(text, at, &dash))
      token = dash;
    bool space = c <= ' ' || c == 0xa0 || c == 0xad || c == 0x202f || c == 0x2009;
    if (token.kind != QUOTE_SIGN || !space)
      LIST_ADD(arena, &tokens, QuoteToken, token);
    at = token.end > at ? token.end : after;
  }
  return tokens;
}

const QuoteToken *quote_token_at(const QuoteTokens *tokens, size_t index) {
  return index < tokens->count ? &tokens->items[index] : NULL;
}

bool quote_token_is(const QuoteTokens *tokens, size_t index, const char *word) {
  const QuoteToken *token = quote_token_at(tokens, index);
  return token && (token->kind == QUOTE_WORD || token->kind == QUOTE_SIGN) &&
         text_is(token->word, word);
}

bool quote_token_in(const QuoteTokens *tokens, size_t index, const char *const *words) {
  for (; *words; words++)
    if (quote_token_is(tokens, index, *words))
      return true;
  return false;
}
