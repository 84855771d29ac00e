#include "grammar/scan.h"

#include "base/unicode.h"
#include "parser.h"

#define PHRASE_MAX_WORDS 5

void scan_place(Parse *parse, Token *token, const char *text, size_t length) {
  uint32_t start = (uint32_t)(text - parse->base);
  token->span = (Span){ parse->source->number, start, start + (uint32_t)length };
  token->value.span = token->span;
  token->value.text = text_part(parse->source->text, start, start + length);
  token->first_on_line = parse->content_end <= parse->line_start;
}

void scan_keep(Token *token, size_t length) {
  token->span.end = token->span.start + (uint32_t)length;
  token->value.span = token->span;
}

/* ---- words --------------------------------------------------------------------- */

static Text fold_word(Parse *parse, Text word) {
  return keyword_fold(parse->scratch, word);
}

static void index_word(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  Parse *parse = context;
  if (keyword->token == 0 && role != KEYWORD_ROLE_UNIT)
    return;
  if (keyword_asks(role) && !parse->asking)
    return;
  size_t end = text_find(reading, TEXT(" "), 0);
  Text first = text_part(reading, 0, end > reading.length ? reading.length : end);
  uintptr_t words = 1;
  for (size_t i = 0; i < reading.length; i++)
    words += reading.bytes[i] == ' ';
  uintptr_t most = (uintptr_t)map_get(&parse->first_words, first);
  if (words > most)
    map_set(&parse->first_words, first, (void *)words);
  map_add(&parse->words, reading, (void *)(uintptr_t)keyword);
}

void scan_index_words(Parse *parse) {
  map_init(&parse->words, parse->scratch);
  map_init(&parse->first_words, parse->scratch);
  keywords_visit(parse->surface, index_word, parse);
}

/* Bytes of white space at `offset`: 0 if none stands there. */
static size_t space_at(Text text, size_t offset) {
  size_t at = offset;
  int32_t point = unicode_next(text, &at);
  bool space = point == ' ' || (point >= '\t' && point <= '\r') || point == 0xA0 ||
               (point >= 0x2000 && point <= 0x200A) || point == 0x202F || point == 0x205F ||
               point == 0x3000;
  return space ? at - offset : 0;
}

/* Splits a match into its words; returns how many. */
static size_t split_words(Text text, Text words[PHRASE_MAX_WORDS]) {
  size_t count = 0, at = 0;
  while (at < text.length && count < PHRASE_MAX_WORDS) {
    size_t start = at, space = 0;
    while (at < text.length && !(space = space_at(text, at))) {
      at++;
      while (at < text.length && ((unsigned char)text.bytes[at] & 0xC0) == 0x80)
        at++;
    }
    words[count++] = text_part(text, start, at);
    for (; at < text.length && space; at += space = space_at(text, at)) {}
  }
  return count;
}

/* "sum of r(year) for year in …": there "year" is a variable. */
static bool is_in(Parse *parse, Text word) {
  const Keyword *keyword = map_get(&parse->words, fold_word(parse, word));
  return keyword && keyword->token == TOK_IN;
}

/* The row of the longest phrase that the words begin with; *taken is its number of words. */
static const Keyword *longest_phrase(Parse *parse, const Text *words, size_t count,
                                     size_t *taken) {
  Text first = fold_word(parse, words[0]);
  size_t most = (size_t)(uintptr_t)map_get(&parse->first_words, first);
  const Keyword *longest = NULL;
  if (most > count)
    most = count;
  Text phrase = first;
  for (size_t used = 1; used <= most; used++) {
    if (used > 1)
      phrase = arena_format(parse->scratch, "%.*s %.*s", TEXT_PRINT(phrase),
                            TEXT_PRINT(fold_word(parse, words[used - 1])));
    const Keyword *keyword = map_get(&parse->words, phrase);
    bool fits = keyword && (keyword->token != 0 || parse->last.kind == TOK_NUMBER);
    if (fits && parse->began && keyword_role(keyword->token) == KEYWORD_ROLE_ASKS)
      fits = false;
    if (fits && keyword->token == TOK_FOR_YEAR && used < count && is_in(parse, words[used]))
      fits = false;
    if (fits)
      longest = keyword, *taken = used;
  }
  return longest;
}

/* "language sv" as the very first words; true if it was that. */
static bool language_line(Parse *parse, const Text *words, size_t count) {
  Text first = fold_word(parse, words[0]);
  if (parse->began || count < 2)
    return false;
  if (!text_is(first, "language") && !text_is(first, "språk"))
    return false;
  Text second = fold_word(parse, words[1]);
  bool swedish = text_is(second, "sv");
  if (!swedish && !text_is(second, "en"))
    return false;
  parse->surface = swedish ? SURFACE_SWEDISH : SURFACE_ENGLISH;
  parse->file->surface_written = true;
  diags_speak(parse->diags, swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH);
  return true;
}

/* Letters must be letters: cuts the word before the first that is none. */
static Text letters_only(Text word) {
  for (size_t at = 0; at < word.length;) {
    size_t start = at;
    int32_t point = unicode_next(word, &at);
    bool plain = point < 0x80 || (point >= 0x300 && point <= 0x36F);
    if (!plain && !unicode_is_letter(point))
      return text_part(word, 0, start);
  }
  return word;
}

static Text name_text(Parse *parse, Text written, Span span) {
  Text name = unicode_nfc(parse->arena, written);
  if (name.length > NAME_MAX_BYTES)
    diag_report(parse->diags, DIAG_LENGTH_LIMIT, span, "a name is longer than %d bytes",
                NAME_MAX_BYTES);
  return name;
}

/* The words of a phrase as written, with single spaces. */
static Text join_words(Parse *parse, const Text *words, size_t count) {
  Text joined = words[0];
  for (size_t i = 1; i < count; i++)
    joined = arena_format(parse->arena, "%.*s %.*s", TEXT_PRINT(joined), TEXT_PRINT(words[i]));
  return joined;
}

static void note_line_ends(Parse *parse, Text text, uint32_t start) {
  for (size_t i = text.length; i > 0; i--)
    if (text.bytes[i - 1] == '\n') {
      parse->line_start = start + (uint32_t)i;
      return;
    }
}

static int plain_word(Parse *parse, Token *token, Text word, size_t *used) {
  Text letters = letters_only(word);
  if (letters.length > 0) {
    *used = letters.length;
    scan_keep(token, letters.length);
    token->value.text = name_text(parse, letters, token->span);
    return TOK_NAME;
  }
  *used = 0;
  unicode_next(word, used);
  scan_keep(token, *used);
  scan_stray(parse, token);
  return 0;
}

int scan_words(Parse *parse, Token *token, size_t *used) {
  Text match = token->value.text, words[PHRASE_MAX_WORDS];
  size_t count = split_words(match, words), taken = 1;
  if (language_line(parse, words, count)) {
    *used = (size_t)(words[1].bytes - match.bytes) + words[1].length;
    parse->content_end = token->span.start + (uint32_t)*used;
    return 0;
  }
  const Keyword *keyword = parse->plain ? NULL : longest_phrase(parse, words, count, &taken);
  if (!keyword)
    return plain_word(parse, token, words[0], used);
  Text written = text_part(match, 0, (size_t)(words[taken - 1].bytes - match.bytes)
                                       + words[taken - 1].length);
  *used = written.length;
  note_line_ends(parse, written, token->span.start);
  token->value.text = keyword->token ? join_words(parse, words, taken)
                                     : text_from(keyword->english);
  if (keyword->token)
    return keyword->token;
  return text_is(token->value.text, "%") ? TOK_PERCENT : TOK_NAME;
}
