#include "grammar/keywords.h"

#include "base/unicode.h"
#include "parser.h"

#include <string.h>

#define RESERVED true
#define FREE     false

static const Keyword keywords[] = {
#define X(token, english, swedish, reserved, role, more_english, more_swedish) \
  { token, english, swedish, reserved },
#include "grammar/keywords.def"
#undef X
};

/* What only this room needs to know of a row; same order. */
typedef struct {
  KeywordRole role;
  Text        forms[2];  /* by Surface: the row's own, with their lengths */
  const char *more[2];   /* further readings, parted by | */
} KeywordDetail;

static const KeywordDetail details[] = {
#define X(token, english, swedish, reserved, role, more_english, more_swedish) \
  { KEYWORD_ROLE_##role,                                                       \
    { { english, sizeof english - 1 }, { swedish, sizeof swedish - 1 } },      \
    { more_english, more_swedish } },
#include "grammar/keywords.def"
#undef X
};

#define KEYWORD_COUNT (sizeof keywords / sizeof *keywords)

const Keyword *keywords_all(size_t *count) {
  *count = KEYWORD_COUNT;
  return keywords;
}

const Keyword *keyword_of(int token) {
  for (size_t i = 0; token != 0 && i < KEYWORD_COUNT; i++)
    if (keywords[i].token == token)
      return &keywords[i];
  return NULL;
}

KeywordRole keyword_role(int token) {
  const Keyword *keyword = keyword_of(token);
  return keyword ? details[keyword - keywords].role : KEYWORD_ROLE_WORD;
}

bool keyword_asks(KeywordRole role) {
  return role == KEYWORD_ROLE_ASKS || role == KEYWORD_ROLE_ASKED;
}

static const char *form(const Keyword *keyword, Surface surface) {
  return surface == SURFACE_SWEDISH ? keyword->swedish : keyword->english;
}

Language surface_language(Surface surface) {
  return surface == SURFACE_SWEDISH ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
}

const char *keyword_text(int token, Surface surface) {
  const Keyword *keyword = keyword_of(token);
  return keyword ? form(keyword, surface) : "";
}

const char *keyword_called(const char *english, Surface surface) {
  for (size_t i = 0; i < KEYWORD_COUNT; i++)
    if (strcmp(keywords[i].english, english) == 0)
      return form(&keywords[i], surface);
  return english;
}

/* Cuts the next reading off a list parted by |; false at its end. */
static bool next_reading(const char **rest, Text *reading) {
  if (!**rest)
    return false;
  size_t length = strcspn(*rest, "|");
  *reading = (Text){ *rest, length };
  *rest += length + ((*rest)[length] == '|');
  return true;
}

void keywords_visit(Surface surface, KeywordVisit *visit, void *context) {
  for (size_t i = 0; i < KEYWORD_COUNT; i++) {
    visit(context, &keywords[i], details[i].role, details[i].forms[surface]);
    const char *rest = details[i].more[surface];
    for (Text reading; next_reading(&rest, &reading);)
      visit(context, &keywords[i], details[i].role, reading);
  }
}

/* The small letter of byte `at`: ASCII, and those of Latin-1, whose first byte is C3. */
static char small(Text text, size_t at) {
  unsigned char byte = (unsigned char)text.bytes[at];
  if (byte >= 'A' && byte <= 'Z')
    return (char)(byte + 32);
  bool latin = at > 0 && (unsigned char)text.bytes[at - 1] == 0xC3;
  if (latin && byte >= 0x80 && byte <= 0x9E && byte != 0x97)
    return (char)(byte + 32);
  return (char)byte;
}

bool keyword_matches(Text reading, Text word, bool whole) {
  if (word.length > reading.length || (whole && word.length != reading.length))
    return false;
  for (size_t i = 0; i < word.length; i++)
    if (small(word, i) != reading.bytes[i])
      return false;
  return true;
}

static bool same_word(Text a, Text b) {
  return keyword_matches(b, a, true);
}

Text keyword_fold(Arena *arena, Text word) {
  size_t first = 0;
  word = unicode_nfc(arena, word);
  while (first < word.length && small(word, first) == word.bytes[first])
    first++;
  if (first == word.length)
    return word;
  char *folded = arena_alloc(arena, word.length);
  for (size_t i = 0; i < word.length; i++)
    folded[i] = small(word, i);
  return (Text){ folded, word.length };
}

static bool reading_is(size_t row, Text word, Surface surface) {
  if (same_word(word, details[row].forms[surface]))
    return true;
  const char *rest = details[row].more[surface];
  for (Text reading; next_reading(&rest, &reading);)
    if (same_word(word, reading))
      return true;
  return false;
}

bool keyword_reserves(Text name, Surface surface) {
  for (size_t i = 0; i < KEYWORD_COUNT; i++)
    if (keywords[i].reserved && reading_is(i, name, surface))
      return true;
  return false;
}

/* ---- the nearest word --------------------------------------------------------- */

typedef struct {
  Arena         *arena;
  Text           word;
  bool           beginning;
  unsigned       least;
  const Keyword *nearest;
} Search;

static void try_reading(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  Search *search = context;
  if (keyword->token == 0 || keyword_asks(role) ||
      (search->beginning && role == KEYWORD_ROLE_WORD))
    return;
  if (reading.length < 4 || search->least == 0)
    return;
  unsigned distance = unicode_distance(search->arena, search->word, reading, search->least - 1);
  if (distance >= search->least)
    return;
  search->least = distance;
  search->nearest = keyword;
}

const Keyword *keyword_near(Arena *arena, Text word, Surface surface, bool beginning) {
  size_t letters = unicode_count(word);
  if (letters < 4 || letters > 40)
    return NULL;
  Search search = { .arena = arena, .word = word, .beginning = beginning,
                    .least = letters < 6 ? 2 : 3 };
  keywords_visit(surface, try_reading, &search);
  return search.nearest;
}

/* ---- units of time ------------------------------------------------------------ */

typedef struct {
  TimeUnit    unit;
  const char *singular[2], *plural[2];   /* by Surface */
} TimeWord;

static const TimeWord time_words[] = {
  { TIME_DAYS,         { "day",         "dag" },       { "days",         "dagar" } },
  { TIME_WEEKS,        { "week",        "vecka" },     { "weeks",        "veckor" } },
  { TIME_MONTHS,       { "month",       "månad" },     { "months",       "månader" } },
  { TIME_YEARS,        { "year",        "år" },        { "years",        "år" } },
  { TIME_YEARS,        { "year",        "åren" },      { "years",        "åren" } },
  { TIME_WORKING_DAYS, { "working day", "arbetsdag" }, { "working days", "arbetsdagar" } },
};

#define TIME_WORD_COUNT (sizeof time_words / sizeof *time_words)

TimeUnit keyword_time_unit(Text word) {
  for (size_t i = 0; i < TIME_WORD_COUNT; i++)
    for (int surface = 0; surface < 2; surface++)
      if (same_word(word, text_from(time_words[i].singular[surface])) ||
          same_word(word, text_from(time_words[i].plural[surface])))
        return time_words[i].unit;
  return TIME_NOT;
}

const char *time_unit_text(TimeUnit unit, bool plural, Surface surface) {
  for (size_t i = 0; i < TIME_WORD_COUNT; i++)
    if (time_words[i].unit == unit)
      return plural ? time_words[i].plural[surface] : time_words[i].singular[surface];
  return "";
}
