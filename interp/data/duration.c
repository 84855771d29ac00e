/* A duration in a cell, as the language writes it: "12 months", "1 year 6 months". */
#include "interp/data/value.h"

typedef struct {
  const char *word;
  int64_t     months, days, working_days;   /* of one */
} Unit;

static const Unit units[] = {
  { "year", 12, 0, 0 },   { "years", 12, 0, 0 },   { "år", 12, 0, 0 },
  { "month", 1, 0, 0 },   { "months", 1, 0, 0 },   { "månad", 1, 0, 0 },  { "månader", 1, 0, 0 },
  { "week", 0, 7, 0 },    { "weeks", 0, 7, 0 },    { "vecka", 0, 7, 0 },  { "veckor", 0, 7, 0 },
  { "day", 0, 1, 0 },     { "days", 0, 1, 0 },     { "dag", 0, 1, 0 },    { "dagar", 0, 1, 0 },
  { "working day", 0, 0, 1 }, { "working days", 0, 0, 1 },
  { "arbetsdag", 0, 0, 1 },   { "arbetsdagar", 0, 0, 1 },
};

/* The unit that `text` begins with and that ends at its end or at a space; the longest. */
static const Unit *find_unit(Text text, size_t *length) {
  const Unit *found = NULL;
  *length = 0;
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
    Text word = text_from(units[i].word);
    bool ends = word.length == text.length ||
                (word.length < text.length && text.bytes[word.length] == ' ');
    if (!ends || word.length <= *length || !text_starts_with(text, word))
      continue;
    found = &units[i];
    *length = word.length;
  }
  return found;
}

static bool read_count(Text text, size_t *at, int64_t *count) {
  size_t start = *at;
  int64_t number = 0;
  while (*at < text.length && text.bytes[*at] >= '0' && text.bytes[*at] <= '9' && *at - start < 9)
    number = number * 10 + (text.bytes[(*at)++] - '0');
  *count = number;
  return *at > start && *at < text.length && text.bytes[*at] == ' ';
}

bool duration_parse(Text text, Duration *duration) {
  Duration sum = { 0, 0, 0 };
  bool negative = text.length > 0 && text.bytes[0] == '-';
  size_t at = negative ? 1 : 0;
  while (at < text.length) {
    int64_t count;
    if (!read_count(text, &at, &count))
      return false;
    at++;
    size_t length;
    const Unit *unit = find_unit(text_part(text, at, text.length), &length);
    if (!unit)
      return false;
    sum.months += count * unit->months;
    sum.days += count * unit->days;
    sum.working_days += count * unit->working_days;
    at += length;
    at += at + 1 < text.length;    /* the space before a further part */
  }
  int64_t sign = negative ? -1 : 1;
  *duration = (Duration){ sum.months * sign, sum.days * sign, sum.working_days * sign };
  return text.length > (negative ? 1u : 0u);
}
