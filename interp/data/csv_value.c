#include "interp/data/csv_value.h"

#include "base/unicode.h"

#include <string.h>

/* ---- numbers ---- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static size_t digits_at(Text text, size_t at) {
  size_t count = 0;
  while (at + count < text.length && is_digit(text.bytes[at + count]))
    count++;
  return count;
}

size_t csv_space_at(Text text, size_t at) {
  static const char *const spaces[] = { " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89" };
  Text rest = text_part(text, at, text.length);
  for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
    if (text_starts_with(rest, text_from(spaces[i])))
      return strlen(spaces[i]);
  return 0;
}

/* "−1 234 567,50" as "-1234567,50"; false where spaces do not part groups of three. */
static bool join_groups(Arena *arena, Text text, Text *joined) {
  char *bytes = arena_alloc(arena, text.length + 1);
  size_t length = 0, at = 0;
  bool minus_sign = text_starts_with(text, TEXT("\xe2\x88\x92"));
  if (minus_sign || (text.length > 0 && text.bytes[0] == '-')) {
    bytes[length++] = '-';
    at = minus_sign ? 3 : 1;
  }
  size_t first = digits_at(text, at);
  memcpy(bytes + length, text.bytes + at, first);
  length += first;
  at += first;
  for (size_t space; at < text.length && (space = csv_space_at(text, at)) > 0;) {
    if (first < 1 || first > 3 || digits_at(text, at + space) != 3)
      return false;
    memcpy(bytes + length, text.bytes + at + space, 3);
    length += 3;
    at += space + 3;
  }
  memcpy(bytes + length, text.bytes + at, text.length - at);
  *joined = (Text){ bytes, length + text.length - at };
  return true;
}

bool csv_number(Arena *arena, Text cell, bool decimal_comma, Fraction *number) {
  Text joined;
  return join_groups(arena, cell, &joined) &&
         fraction_parse(joined, decimal_comma ? ',' : '.', number);
}

static const char *number_reason(const CsvForm *form, Text cell) {
  bool comma = memchr(cell.bytes, ',', cell.length) != NULL;
  bool point = memchr(cell.bytes, '.', cell.length) != NULL;
  if (comma && point)
    return MESSAGE("has both a comma and a point: write it without thousands separators");
  if (comma && !form->decimal_comma)
    return MESSAGE("has a comma, but the file's decimal sign is a point");
  if (point && form->decimal_comma)
    return MESSAGE("has a point, but the file's decimal sign is a comma");
  switch (form->type.kind) {
    case TYPE_INTEGER: return MESSAGE("is not a whole number");
    case TYPE_MONEY:   return MESSAGE("is not an amount");
    case TYPE_RATE:    return MESSAGE("is not a rate");
    default:           return MESSAGE("is not a number");
  }
}

static const char *judge_number(const CsvForm *form, Fraction number) {
  int64_t whole;
  bool fits = fraction_to_int64(number, &whole);
  if (form->type.kind == TYPE_INTEGER && !fits)
    return fraction_is_whole(number) ? MESSAGE("is outside the whole numbers of 64 bits")
                                     : MESSAGE("is not a whole number");
  if (form->type.kind != TYPE_MONEY)
    return NULL;
  if (!fraction_is_whole(number))
    return MESSAGE("is finer than the smallest amount of the currency");
  bool within = fits && whole <= MONEY_MOST && whole >= -MONEY_MOST;
  return within ? NULL : MESSAGE("is larger than any amount can be");
}

/* "2,9 %" says itself what it is. */
static Text drop_percent(Text cell) {
  size_t end = cell.length - 1;
  while (end > 0 && !is_digit(cell.bytes[end - 1]))
    end--;
  return csv_space_at(cell, end) + end + 1 == cell.length ? text_part(cell, 0, end) : cell;
}

static bool read_number(Arena *arena, const CsvForm *form, Text cell, Value *value,
                        const char **reason) {
  Fraction number, scale = form->scale;
  *reason = number_reason(form, cell);
  if (form->type.kind == TYPE_RATE && text_ends_with(cell, TEXT("%"))) {
    cell = drop_percent(cell);
    scale = (Fraction){ 1, 100 };
  }
  if (!csv_number(arena, cell, form->decimal_comma, &number) ||
      !fraction_multiply(number, scale, &number))
    return false;
  *reason = judge_number(form, number);
  if (*reason)
    return false;
  *value = value_number(form->type.kind, number);
  return true;
}

/* ---- others ---- */

static bool same_word(Text cell, const char *word) {
  if (cell.length != strlen(word))
    return false;
  for (size_t i = 0; i < cell.length; i++) {
    char c = cell.bytes[i];
    if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != word[i])
      return false;
  }
  return true;
}

static bool read_truth(Text cell, Value *value) {
  static const struct { const char *word; bool truth; } words[] = {
    { "yes", true }, { "no", false }, { "ja", true }, { "nej", false },
    { "1", true },   { "0", false },
  };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (!same_word(cell, words[i].word))
      continue;
    *value = value_truth(words[i].truth);
    return true;
  }
  return false;
}

static bool read_code(Arena *arena, const CsvForm *form, Text cell, Value *value,
                      const char **reason) {
  const Codelist *codes = form->type.codes;
  const Code *code = codelist_find(codes, unicode_nfc(arena, cell));
  if (!code) {
    *reason = arena_format(arena, message(form->language, "is not in the codelist %.*s"),
                           TEXT_PRINT(codes->name)).bytes;
    return false;
  }
  *value = value_code(code);
  return true;
}

bool csv_value(Arena *arena, const CsvForm *form, Text cell, Value *value, const char **reason) {
  Date date;
  *value = value_unknown(form->type.kind);
  if (cell.length == 0)
    return true;
  switch (form->type.kind) {
    case TYPE_TRUTH:
      *reason = MESSAGE("is neither yes nor no");
      return read_truth(cell, value);
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return read_number(arena, form, cell, value, reason);
    case TYPE_DATE:
      *reason = MESSAGE("is not a date such as 2026-01-31");
      if (!date_parse(cell, &date))
        return false;
      *value = value_date(date);
      return true;
    case TYPE_MOMENT:
      *reason = MESSAGE("is not a moment such as 2026-01-31T17:00");
      value->kind = TYPE_MOMENT;
      if (!date_parse_moment(cell, &value->as.moment))
        return false;
      value->state = VALUE_KNOWN;
      return true;
    case TYPE_DURATION:
      *reason = MESSAGE("is not a duration such as 12 months");
      if (!duration_parse(cell, &value->as.duration))
        return false;
      value->state = VALUE_KNOWN;
      return true;
    case TYPE_TEXT:
      *value = value_text(unicode_nfc(arena, cell));
      return true;
    case TYPE_CODE:
      return read_code(arena, form, cell, value, reason);
    case TYPE_UNKNOWN: case TYPE_BODY: case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  *reason = MESSAGE("has no type that can be read");
  return false;
}

bool csv_says_pending(Text cell) {
  return same_word(cell, "pending") || same_word(cell, "ej fastställd") ||
         same_word(cell, "ej fastställt");
}
