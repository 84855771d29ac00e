#include "interp/check/quote_token.h"

typedef struct {
  const char *word;
  int         value;
} NumberWord;

/* Swedish and English; the longest that fits is taken. */
static const NumberWord number_words[] = {
  { "noll", 0 },       { "en", 1 },         { "ett", 1 },       { "två", 2 },
  { "tvenne", 2 },     { "tre", 3 },        { "fyra", 4 },      { "fem", 5 },
  { "sex", 6 },        { "sju", 7 },        { "åtta", 8 },      { "nio", 9 },
  { "tio", 10 },       { "elva", 11 },      { "tolv", 12 },     { "tretton", 13 },
  { "fjorton", 14 },   { "femton", 15 },    { "sexton", 16 },   { "sjutton", 17 },
  { "arton", 18 },     { "aderton", 18 },   { "nitton", 19 },   { "tjugo", 20 },
  { "trettio", 30 },   { "fyrtio", 40 },    { "femtio", 50 },   { "sextio", 60 },
  { "sjuttio", 70 },   { "åttio", 80 },     { "nittio", 90 },   { "hundra", 100 },
  { "tusen", 1000 },
  { "zero", 0 },       { "one", 1 },        { "two", 2 },       { "three", 3 },
  { "four", 4 },       { "five", 5 },       { "six", 6 },       { "seven", 7 },
  { "eight", 8 },      { "nine", 9 },       { "ten", 10 },      { "eleven", 11 },
  { "twelve", 12 },    { "thirteen", 13 },  { "fourteen", 14 }, { "fifteen", 15 },
  { "sixteen", 16 },   { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 },
  { "twenty", 20 },    { "thirty", 30 },    { "forty", 40 },    { "fifty", 50 },
  { "sixty", 60 },     { "seventy", 70 },   { "eighty", 80 },   { "ninety", 90 },
  { "hundred", 100 },  { "thousand", 1000 },
};

static const NumberWord *longest_at(Text word) {
  const NumberWord *best = NULL;
  size_t length = 0;
  for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++) {
    Text candidate = text_from(number_words[i].word);
    if (candidate.length > length && text_starts_with(word, candidate)) {
      best = &number_words[i];
      length = candidate.length;
    }
  }
  return best;
}

/* Tens may be followed by ones, hundreds by tens or ones, thousands by all of these. */
static bool may_follow(int before, int value) {
  if (before >= 1000)
    return value < 1000;
  if (before >= 100)
    return value < 100;
  return before >= 20 && value < 10;
}

bool quote_number_word(Text word, Fraction *number, Text *rest) {
  int64_t total = 0, part = 0;      /* whole thousands, and what is below a thousand */
  int     last = 0;
  bool    any = false;
  for (;;) {
    const NumberWord *found = longest_at(word);
    if (!found)
      break;
    bool scale = found->value >= 100;
    if (scale && any && last >= found->value)
      break;
    if (!scale && any && !may_follow(last, found->value))
      break;
    if (found->value == 1000) {
      total = (part ? part : 1) * 1000;
      part = 0;
    } else if (found->value == 100) {
      part = (part ? part : 1) * 100;
    } else {
      part += found->value;
    }
    last = found->value;
    any = true;
    word = text_part(word, text_from(found->word).length, word.length);
  }
  if (!any)
    return false;
  *number = fraction_from(total + part);
  *rest = word;
  return true;
}

bool quote_multiplier(Text word, Fraction *factor) {
  static const struct { const char *word; int64_t factor; } multipliers[] = {
    { "hundra", 100 },            { "hundred", 100 },         { "tusen", 1000 },
    { "thousand", 1000 },         { "miljon", 1000000 },      { "miljoner", 1000000 },
    { "million", 1000000 },       { "millions", 1000000 },    { "mn", 1000000 },
    { "milj", 1000000 },          { "miljard", 1000000000 },  { "miljarder", 1000000000 },
    { "billion", 1000000000 },    { "billions", 1000000000 }, { "bn", 1000000000 },
    { "md", 1000000000 },         { "mdr", 1000000000 },
  };
  for (size_t i = 0; i < sizeof multipliers / sizeof *multipliers; i++) {
    if (text_is(word, multipliers[i].word)) {
      *factor = fraction_from(multipliers[i].factor);
      return true;
    }
  }
  return false;
}
