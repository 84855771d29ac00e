#include "interp/check/quote_token.h"

typedef struct {
  Arena       *arena;
  Text         text;
  QuoteTokens  tokens;
  Figures      figures;
  LIST(size_t) ends;         /* of each figure: the token after its number */
  LIST(size_t) starts;
} Reader;

/* ---- units ---- */

typedef struct { const char *word, *currency; int64_t numerator, denominator; } MoneyWord;

static const MoneyWord money_words[] = {
  { "kr", "SEK", 1, 1 },             { "krona", "SEK", 1, 1 },
  { "kronor", "SEK", 1, 1 },         { "kronors", "SEK", 1, 1 },
  { "sek", "SEK", 1, 1 },            { "öre", "SEK", 1, 100 },
  { "tkr", "SEK", 1000, 1 },         { "kkr", "SEK", 1000, 1 },
  { "tsek", "SEK", 1000, 1 },        { "ksek", "SEK", 1000, 1 },
  { "mkr", "SEK", 1000000, 1 },      { "mnkr", "SEK", 1000000, 1 },
  { "msek", "SEK", 1000000, 1 },     { "mdkr", "SEK", 1000000000, 1 },
  { "mdrkr", "SEK", 1000000000, 1 }, { "gsek", "SEK", 1000000000, 1 },
  { "euro", "EUR", 1, 1 },           { "euros", "EUR", 1, 1 },
  { "eur", "EUR", 1, 1 },            { "\xe2\x82\xac", "EUR", 1, 1 },
  { "teur", "EUR", 1000, 1 },        { "keur", "EUR", 1000, 1 },
  { "teuro", "EUR", 1000, 1 },       { "keuro", "EUR", 1000, 1 },
  { "meur", "EUR", 1000000, 1 },     { "meuro", "EUR", 1000000, 1 },
  { "dkk", "DKK", 1, 1 },            { "nok", "NOK", 1, 1 },
  { "gbp", "GBP", 1, 1 },            { "\xc2\xa3", "GBP", 1, 1 },
  { "usd", "USD", 1, 1 },            { "dollar", "USD", 1, 1 },
  { "dollars", "USD", 1, 1 },        { "$", "USD", 1, 1 },
};

/* What may stand before its number: "SEK 120 million", "€ 5 000", not "kronor 2024". */
static bool is_leading_currency(const QuoteTokens *tokens, size_t index) {
  static const char *const words[] = { "sek", "eur", "usd", "gbp", "dkk", "nok", "msek", "meur",
                                       "\xe2\x82\xac", "\xc2\xa3", "$", NULL };
  return quote_token_in(tokens, index, words);
}

static const MoneyWord *money_word(const QuoteTokens *tokens, size_t index) {
  for (size_t i = 0; i < sizeof money_words / sizeof *money_words; i++)
    if (quote_token_is(tokens, index, money_words[i].word))
      return &money_words[i];
  return NULL;
}

/* What stands for a length of time, alone or at the head of a compound ("årsperiod"). */
typedef struct { const char *word; int months, days, working_days; } TimeWord;

static const TimeWord time_words[] = {
  { "år", 12, 0, 0 },          { "åren", 12, 0, 0 },        { "års", 12, 0, 0 },
  { "årig", 12, 0, 0 },        { "åriga", 12, 0, 0 },       { "årigt", 12, 0, 0 },
  { "halvår", 6, 0, 0 },       { "kvartal", 3, 0, 0 },
  { "månad", 1, 0, 0 },        { "månader", 1, 0, 0 },      { "månaders", 1, 0, 0 },
  { "månaderna", 1, 0, 0 },    { "kalendermånad", 1, 0, 0 }, { "kalendermånader", 1, 0, 0 },
  { "vecka", 0, 7, 0 },        { "veckor", 0, 7, 0 },       { "veckors", 0, 7, 0 },
  { "dag", 0, 1, 0 },          { "dagar", 0, 1, 0 },        { "dagars", 0, 1, 0 },
  { "dagarna", 0, 1, 0 },      { "dygn", 0, 1, 0 },         { "kalenderdagar", 0, 1, 0 },
  { "arbetsdag", 0, 0, 1 },    { "arbetsdagar", 0, 0, 1 },  { "arbetsdagars", 0, 0, 1 },
  { "vardagar", 0, 0, 1 },
  { "year", 12, 0, 0 },        { "years", 12, 0, 0 },       { "yearly", 12, 0, 0 },
  { "quarter", 3, 0, 0 },      { "quarters", 3, 0, 0 },
  { "month", 1, 0, 0 },        { "months", 1, 0, 0 },
  { "week", 0, 7, 0 },         { "weeks", 0, 7, 0 },
  { "day", 0, 1, 0 },          { "days", 0, 1, 0 },
};

static const TimeWord *time_word(Text word) {
  for (size_t i = 0; i < sizeof time_words / sizeof *time_words; i++)
    if (text_is(word, time_words[i].word))
      return &time_words[i];
  return NULL;
}

/* "årsperiod" in "femårsperiod" and "24-månadersfrist": what the compound begins with.
 * Not where the number stands apart: 25 årsarbetare are no 25 years. */
static const TimeWord *compound_time_word(Text word) {
  static const struct { const char *start, *word; } compounds[] = {
    { "års", "år" }, { "månaders", "månad" }, { "veckors", "vecka" }, { "dagars", "dag" },
  };
  for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++)
    if (text_starts_with(word, text_from(compounds[i].start)))
      return time_word(text_from(compounds[i].word));
  return time_word(word);
}

/* 1 for each per cent, 10 for each per mille; 0: no rate.  *used: tokens. */
static int rate_parts(const QuoteTokens *tokens, size_t index, size_t *used) {
  static const char *const per_cent[] = { "%", "procent", "percent", "procentenheter",
                                          "procentenhet", "procents", "procentig",
                                          "procentiga", "procentigt", NULL };
  static const char *const per_mille[] = { "\xe2\x80\xb0", "promille", NULL };
  static const char *const per[] = { "per", "percentage", NULL };
  static const char *const cent[] = { "cent", "points", "point", NULL };
  *used = 1;
  if (quote_token_in(tokens, index, per_cent))
    return 10;
  if (quote_token_in(tokens, index, per_mille))
    return 1;
  *used = 2;
  bool two_words = quote_token_in(tokens, index, per) && quote_token_in(tokens, index + 1, cent);
  return two_words ? 10 : 0;
}

static int month_number(const QuoteTokens *tokens, size_t index) {
  static const char *const names[12][4] = {
    { "januari", "january", "jan" },   { "februari", "february", "feb" },
    { "mars", "march", "mar" },        { "april", "april", "apr" },
    { "maj", "may", "maj" },           { "juni", "june", "jun" },
    { "juli", "july", "jul" },         { "augusti", "august", "aug" },
    { "september", "sept", "sep" },    { "oktober", "october", "okt" },
    { "november", "november", "nov" }, { "december", "december", "dec" },
  };
  for (int month = 0; month < 12; month++)
    if (quote_token_in(tokens, index, names[month]))
      return month + 1;
  return 0;
}

/* ---- one figure ---- */

typedef struct {
  size_t   first, next;      /* tokens of the number, and the one after */
  Fraction number, other;
  bool     has_other, plain;
  bool     article;          /* "en", "ett", "one": a number only before a unit */
  Text     rest;             /* of a compound: "årsperiod" in "femårsperiod" */
  bool     scaled;           /* miljoner, miljarder */
} Number;

static bool multiply(Fraction *number, int64_t numerator, int64_t denominator) {
  Fraction factor;
  return fraction_make(numerator, denominator, &factor) &&
         fraction_multiply(*number, factor, number);
}

static bool is_half(const QuoteTokens *tokens, size_t at) {
  static const char *const half[] = { "halv", "halva", "halvt", "half", NULL };
  return quote_token_in(tokens, at, half);
}

/* "en halv miljon", "två och en halv": half of what follows. */
static bool read_half(const Reader *reader, size_t at, Number *number) {
  if (!is_half(&reader->tokens, at))
    return false;
  *number = (Number){ .first = at, .next = at + 1 };
  number->number = (Fraction){ 1, 2 };
  return true;
}

static bool read_word_number(const Reader *reader, size_t at, Number *number) {
  const QuoteToken *token = quote_token_at(&reader->tokens, at);
  *number = (Number){ .first = at, .next = at + 1 };
  if (token->kind != QUOTE_WORD ||
      !quote_number_word(token->word, &number->number, &number->rest))
    return false;
  size_t length = token->word.length - number->rest.length;
  Text head = text_part(token->word, 0, length);
  number->article = text_is(head, "en") || text_is(head, "ett") || text_is(head, "one");
  if (number->rest.length > 0)
    return compound_time_word(number->rest) || text_starts_with(number->rest, TEXT("procent"));
  /* twenty-one */
  const QuoteToken *dash = quote_token_at(&reader->tokens, at + 1);
  const QuoteToken *ones = quote_token_at(&reader->tokens, at + 2);
  Fraction one;
  Text rest;
  bool compound = dash && dash->kind == QUOTE_DASH && ones && ones->kind == QUOTE_WORD &&
                  number->number.numerator >= 20 && number->number.numerator < 100 &&
                  quote_number_word(ones->word, &one, &rest) && rest.length == 0 &&
                  one.numerator < 10;
  if (compound && fraction_add(number->number, one, &number->number))
    number->next = at + 3;
  return true;
}

/* "12 (tolv) månader", "fem (5) mkr": the number said again in brackets. */
static size_t skip_repeated(const Reader *reader, size_t at) {
  const QuoteToken *inside = quote_token_at(&reader->tokens, at + 1);
  if (!quote_token_is(&reader->tokens, at, "(") || !quote_token_is(&reader->tokens, at + 2, ")"))
    return at;
  Fraction number;
  Text rest;
  bool repeated = inside->kind == QUOTE_NUMBER ||
                  (inside->kind == QUOTE_WORD && quote_number_word(inside->word, &number, &rest) &&
                   rest.length == 0);
  return repeated ? at + 3 : at;
}

static void read_multipliers(const Reader *reader, Number *number) {
  number->next = skip_repeated(reader, number->next);
  for (;;) {
    const QuoteToken *token = quote_token_at(&reader->tokens, number->next);
    Fraction factor;
    if (!token || token->kind != QUOTE_WORD || !quote_multiplier(token->word, &factor))
      return;
    if (!fraction_multiply(number->number, factor, &number->number))
      return;
    if (number->has_other)
      number->has_other = fraction_multiply(number->other, factor, &number->other);
    number->scaled = number->scaled || factor.numerator >= 1000000;
    number->plain = number->article = false;
    number->next++;
  }
}

static bool read_number_at(const Reader *reader, size_t at, Number *number) {
  const QuoteToken *token = quote_token_at(&reader->tokens, at);
  if (token->kind == QUOTE_NUMBER) {
    *number = (Number){ .first = at, .next = at + 1, .number = token->number,
                        .other = token->other, .has_other = token->has_other,
                        .plain = token->plain };
  } else if (!read_half(reader, at, number) && !read_word_number(reader, at, number)) {
    return false;
  }
  if (number->rest.length == 0)
    read_multipliers(reader, number);
  return true;
}

/* A dash right before the number and not right after a word: a minus. */
static bool has_minus(const Reader *reader, size_t at) {
  const QuoteTokens *tokens = &reader->tokens;
  if (at == 0 || tokens->items[at - 1].kind != QUOTE_DASH ||
      tokens->items[at - 1].end != tokens->items[at].start)
    return false;
  return at < 2 || tokens->items[at - 2].end < tokens->items[at - 1].start ||
         tokens->items[at - 2].kind == QUOTE_SIGN;
}

static bool is_approximate(const Reader *reader, size_t first) {
  static const char *const words[] = {
    "cirka", "ca", "circa", "drygt", "knappt", "omkring", "ungefär", "runt", "närmare", "nästan",
    "uppskattningsvis", "about", "approximately", "around", "roughly", "nearly", "almost",
    "some", NULL };
  static const char *const just[] = { "over", "under", NULL };
  const QuoteTokens *tokens = &reader->tokens;
  if (first >= 1 && quote_token_in(tokens, first - 1, words))
    return true;
  if (first >= 2 && quote_token_is(tokens, first - 1, ".") &&
      quote_token_is(tokens, first - 2, "ca"))
    return true;
  if (first >= 2 && quote_token_in(tokens, first - 1, just) &&
      quote_token_is(tokens, first - 2, "just"))
    return true;
  return first >= 3 && quote_token_is(tokens, first - 1, "a") &&
         quote_token_is(tokens, first - 2, ":") && quote_token_is(tokens, first - 3, "c");
}

/* The parts of a date that stand in "1 september 2026", "31/12 2026"; false: none. */
static bool read_day_first(const Reader *reader, const Number *number, Figure *figure,
                           size_t *next) {
  const QuoteTokens *tokens = &reader->tokens;
  int64_t day;
  if (!number->plain || !fraction_to_int64(number->number, &day) || day < 1 || day > 31)
    return false;
  size_t at = number->next;
  int month = month_number(tokens, at);
  if (month == 0) {
    const QuoteToken *second = quote_token_at(tokens, at + 1);
    int64_t value;
    bool slash = quote_token_is(tokens, at, "/") && second && second->kind == QUOTE_NUMBER &&
                 second->plain && fraction_to_int64(second->number, &value) && value >= 1 &&
                 value <= 12;
    if (!slash)
      return false;
    month = (int)value;
    at++;
  }
  at++;
  *figure = (Figure){ .kind = FIGURE_DATE, .month = month, .day = (int)day };
  const QuoteToken *dash = quote_token_at(tokens, at);
  size_t year_at = dash && dash->kind == QUOTE_DASH ? at + 1 : at;
  const QuoteToken *year = quote_token_at(tokens, year_at);
  int64_t value;
  if (year && year->kind == QUOTE_NUMBER && year->plain &&
      fraction_to_int64(year->number, &value) && value >= 1800 && value <= 2200) {
    figure->year = (int)value;
    at = year_at + 1;
  }
  *next = at;
  return true;
}

static bool duration_of(const Fraction *number, const TimeWord *word, Duration *duration) {
  Fraction months = *number, days = *number, working = *number;
  *duration = (Duration){ 0, 0, 0 };
  return multiply(&months, word->months, 1) && fraction_to_int64(months, &duration->months) &&
         multiply(&days, word->days, 1) && fraction_to_int64(days, &duration->days) &&
         multiply(&working, word->working_days, 1) &&
         fraction_to_int64(working, &duration->working_days);
}

static const TimeWord *time_unit(const Reader *reader, const Number *number, size_t at,
                                 size_t *used) {
  *used = 0;
  if (number->rest.length > 0)
    return compound_time_word(number->rest);
  const QuoteToken *token = quote_token_at(&reader->tokens, at);
  *used = 1;
  if (token && token->kind == QUOTE_WORD) {
    bool working = text_is(token->word, "working") || text_is(token->word, "business");
    const QuoteToken *next = quote_token_at(&reader->tokens, at + 1);
    if (working && next && next->kind == QUOTE_WORD && text_starts_with(next->word, TEXT("day"))) {
      *used = 2;
      return time_word(TEXT("arbetsdagar"));
    }
    return at > number->next ? compound_time_word(token->word) : time_word(token->word);
  }
  return NULL;
}

static bool is_year(const Number *number) {
  int64_t value;
  return number->plain && fraction_to_int64(number->number, &value) && value >= 1900 &&
         value <= 2199;
}

/* Money: a word of money after the number or its currency before it; false: no money. */
static bool read_money(const Reader *reader, const Number *number, size_t at, Figure *figure,
                       size_t *next) {
  const MoneyWord *after = money_word(&reader->tokens, at);
  bool leads = number->first > 0 && is_leading_currency(&reader->tokens, number->first - 1);
  const MoneyWord *before =
      !after && leads ? money_word(&reader->tokens, number->first - 1) : NULL;
  /* The word before belongs to a number of its own in "5 SEK 2024". */
  if (before && number->first > 1 &&
      reader->tokens.items[number->first - 2].kind == QUOTE_NUMBER)
    before = NULL;
  const MoneyWord *word = after ? after : before;
  if (!word && !number->scaled)
    return false;
  *figure = (Figure){ .kind = FIGURE_MONEY, .number = number->number, .other = number->other,
                      .has_other = number->has_other };
  *next = at + (after != NULL);
  if (!word) {
    /* "50 miljoner" is money unless it counts something: "50 miljoner invånare". */
    const QuoteToken *what = quote_token_at(&reader->tokens, at);
    figure->weak = what && what->kind == QUOTE_WORD && what->word.length > 4;
    return true;
  }
  figure->currency = text_from(word->currency);
  bool fits = multiply(&figure->number, word->numerator, word->denominator);
  if (figure->has_other)
    figure->has_other = multiply(&figure->other, word->numerator, word->denominator);
  return fits;
}

/* What the number at hand counts; false: not a figure at all (an article). */
static bool read_figure(const Reader *reader, const Number *number, Figure *figure,
                        size_t *next) {
  size_t at = number->next, used = 0;
  const QuoteToken *dash = quote_token_at(&reader->tokens, at);
  if (dash && dash->kind == QUOTE_DASH && dash->start == reader->tokens.items[at - 1].end)
    at++;                                  /* 24-månadersperiod */
  if (read_day_first(reader, number, figure, next))
    return true;
  int parts = number->rest.length > 0 && text_starts_with(number->rest, TEXT("procent"))
                  ? 10 : rate_parts(&reader->tokens, at, &used);
  if (parts > 0) {
    *figure = (Figure){ .kind = FIGURE_RATE, .number = number->number, .other = number->other,
                        .has_other = number->has_other };
    *next = at + (number->rest.length > 0 ? 0 : used);
    if (figure->has_other)
      figure->has_other = multiply(&figure->other, parts, 1000);
    return multiply(&figure->number, parts, 1000);
  }
  if (read_money(reader, number, at, figure, next))
    return true;
  const TimeWord *time = time_unit(reader, number, at, &used);
  *figure = (Figure){ .kind = FIGURE_DURATION };
  if (time && !is_year(number) && duration_of(&number->number, time, &figure->duration)) {
    *next = at + used;
    return true;
  }
  bool half = is_half(&reader->tokens, number->first);
  *figure = (Figure){ .kind = half ? FIGURE_RATE : FIGURE_NUMBER, .number = number->number,
                      .other = number->other, .has_other = number->has_other,
                      .weak = half || number->article || is_year(number) };
  *next = number->next;
  return true;
}

/* ---- the whole text ---- */

static void add(Reader *reader, size_t first, size_t next, Figure figure) {
  if (figure.number.denominator == 0)
    figure.number = fraction_from(0);
  if (figure.other.denominator == 0)
    figure.other = fraction_from(0);
  figure.start = reader->tokens.items[first].start;
  figure.end = reader->tokens.items[next - 1].end;
  LIST_ADD(reader->arena, &reader->figures, Figure, figure);
  LIST_ADD(reader->arena, &reader->starts, size_t, first);
  LIST_ADD(reader->arena, &reader->ends, size_t, next);
}

/* September 1, 2026; september 2026; the date words of a text that no number begins. */
static size_t read_month_first(Reader *reader, size_t at) {
  int month = month_number(&reader->tokens, at);
  const QuoteToken *second = quote_token_at(&reader->tokens, at + 1);
  int64_t value;
  if (month == 0 || !second || second->kind != QUOTE_NUMBER || !second->plain ||
      !fraction_to_int64(second->number, &value))
    return at;
  Figure figure = { .kind = FIGURE_DATE, .month = month };
  size_t next = at + 2;
  if (value >= 1 && value <= 31) {
    figure.day = (int)value;
    next += quote_token_is(&reader->tokens, next, ",");
    const QuoteToken *year = quote_token_at(&reader->tokens, next);
    if (year && year->kind == QUOTE_NUMBER && year->plain &&
        fraction_to_int64(year->number, &value) && value >= 1800 && value <= 2200) {
      figure.year = (int)value;
      next++;
    }
  } else if (value >= 1800 && value <= 2200) {
    figure.year = (int)value;
  } else {
    return at;
  }
  add(reader, at, next, figure);
  return next;
}

/* hälften, en tredjedel: parts of a whole, which say a rate without demanding it. */
static size_t read_part_word(Reader *reader, size_t at) {
  static const struct { const char *word; int parts; } words[] = {
    { "hälften", 2 }, { "half", 2 }, { "tredjedel", 3 }, { "third", 3 }, { "fjärdedel", 4 },
    { "quarter", 4 }, { "femtedel", 5 }, { "fifth", 5 }, { "tiondel", 10 }, { "tenth", 10 },
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (quote_token_is(&reader->tokens, at, words[i].word)) {
      Figure figure = { .kind = FIGURE_RATE, .number = { 1, words[i].parts }, .weak = true };
      add(reader, at, at + 1, figure);
      return at + 1;
    }
  }
  return at;
}

static size_t read_at(Reader *reader, size_t at) {
  const QuoteToken *token = &reader->tokens.items[at];
  if (token->kind == QUOTE_DATE) {
    add(reader, at, at + 1, (Figure){ .kind = FIGURE_DATE, .year = token->year,
                                      .month = token->month, .day = token->day });
    return at + 1;
  }
  size_t next = read_month_first(reader, at);
  if (next > at)
    return next;
  Number number;
  Figure figure;
  if (!read_number_at(reader, at, &number) || !read_figure(reader, &number, &figure, &next)) {
    next = read_part_word(reader, at);
    return next > at ? next : at + 1;
  }
  if (has_minus(reader, at) && figure.number.denominator != 0) {
    fraction_negate(figure.number, &figure.number);
    if (figure.has_other)
      fraction_negate(figure.other, &figure.other);
  }
  figure.approximate = is_approximate(reader, at);
  add(reader, at, next, figure);
  return next;
}

/* Of "två och en halv miljon" what stands before the half: NULL if nothing does. */
static Figure *whole_before_half(Reader *reader, size_t i) {
  size_t at = reader->starts.items[i];
  Figure *half = &reader->figures.items[i];
  if (i < 2 || !is_half(&reader->tokens, at) || reader->ends.items[i - 1] != at)
    return NULL;
  bool joined = (half - 1)->kind == FIGURE_NUMBER && (half - 2)->kind == FIGURE_NUMBER &&
                reader->ends.items[i - 2] + 1 == reader->starts.items[i - 1];
  return joined ? half - 2 : NULL;
}

static void join_halves(Reader *reader) {
  for (size_t i = 2; i < reader->figures.count; i++) {
    Figure *half = &reader->figures.items[i], *whole = whole_before_half(reader, i);
    Fraction twice, more;
    int64_t count;
    if (!whole || !fraction_to_int64(whole->number, &count) || count > 100000)
      continue;
    if (fraction_multiply(half->number, fraction_from(2 * count), &twice) &&
        fraction_add(half->number, twice, &more))
      half->number = more;
    half->duration.months += 2 * count * half->duration.months;
    half->duration.days += 2 * count * half->duration.days;
    half->duration.working_days += 2 * count * half->duration.working_days;
    whole->weak = (half - 1)->weak = true;
  }
}

/* Between two figures: "8–9 mkr", "10 till 20 procent", "3 eller 6 månader". */
static bool is_joined(const Reader *reader, size_t figure) {
  static const char *const words[] = { "till", "och", "eller", "respektive", "resp", "samt",
                                       "to", "and", "or", "/", NULL };
  size_t at = reader->ends.items[figure];
  return reader->starts.items[figure + 1] == at + 1 &&
         (reader->tokens.items[at].kind == QUOTE_DASH ||
          quote_token_in(&reader->tokens, at, words));
}

/* The factor that the unit of a figure gave its number: of "9 mkr", 1 000 000. */
static bool unit_factor(const Reader *reader, size_t figure, Fraction *factor) {
  const QuoteToken *token = &reader->tokens.items[reader->starts.items[figure]];
  return token->kind == QUOTE_NUMBER && !fraction_is_zero(token->number) &&
         fraction_divide(reader->figures.items[figure].number, token->number, factor);
}

static void take_unit(Reader *reader, size_t i) {
  Figure *bare = &reader->figures.items[i], *next = bare + 1;
  Fraction factor;
  if (next->kind == FIGURE_MONEY || next->kind == FIGURE_RATE) {
    if (!unit_factor(reader, i + 1, &factor) ||
        !fraction_multiply(bare->number, factor, &bare->number))
      return;
    bare->has_other = false;
    bare->kind = next->kind;
    bare->currency = next->currency;
    bare->weak = next->weak;
  } else if (next->kind == FIGURE_DURATION) {
    const QuoteToken *token = &reader->tokens.items[reader->starts.items[i + 1]];
    int64_t count, divisor;
    if (token->kind != QUOTE_NUMBER || !fraction_to_int64(bare->number, &count) ||
        !fraction_to_int64(token->number, &divisor) || divisor == 0 || count > 100000)
      return;
    bare->duration = (Duration){ next->duration.months / divisor * count,
                                 next->duration.days / divisor * count,
                                 next->duration.working_days / divisor * count };
    bare->kind = FIGURE_DURATION;
    bare->weak = false;
  }
}

Figures quote_figures(Arena *arena, Text text) {
  Reader reader = { .arena = arena, .text = text, .tokens = quote_tokens(arena, text) };
  for (size_t at = 0; at < reader.tokens.count;)
    at = read_at(&reader, at);
  join_halves(&reader);
  for (size_t i = reader.figures.count; i-- > 1;) {
    Figure *bare = &reader.figures.items[i - 1];
    int64_t year;
    bool may_be_year = bare->weak && fraction_to_int64(bare->number, &year) && year > 1;
    if (bare->kind == FIGURE_NUMBER && !may_be_year && is_joined(&reader, i - 1))
      take_unit(&reader, i - 1);
  }
  return reader.figures;
}
