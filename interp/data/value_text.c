/* Values in writing: as rules write them, as people do, and plain for tables and digests. */
#include "base/writer.h"
#include "interp/data/value.h"

#include <inttypes.h>
#include <string.h>

enum {
  GROUP = 3,              /* digits between two separators */
  GROUPED_NUMBER = 5,     /* integers and decimals shorter than this stay together: years */
  ABOUT_DECIMALS = 6      /* of a number without a finite decimal form */
};

static bool has_char(Text text, char wanted) {
  return text.length > 0 && memchr(text.bytes, wanted, text.length) != NULL;
}

/* Plain digits ("-1000000.01") as people write them: "-1_000_000.01", "-1 000 000,01". */
static Text group_digits(Arena *arena, Text plain, size_t shortest, bool swedish) {
  size_t sign = plain.length > 0 && plain.bytes[0] == '-';
  size_t point = text_find(plain, TEXT("."), 0);
  size_t end = point < plain.length ? point : plain.length;
  bool grouped = end - sign >= shortest;
  char *bytes = arena_alloc(arena, plain.length * 2 + 1);
  size_t length = 0;
  for (size_t i = 0; i < plain.length; i++) {
    if (grouped && i > sign && i < end && (end - i) % GROUP == 0)
      bytes[length++] = swedish ? ' ' : '_';
    bytes[length++] = i == point && swedish ? ',' : plain.bytes[i];
  }
  return (Text){ bytes, length };
}

/* At least `decimals` digits behind the point, unless there is no point at all. */
static Text pad_decimals(Arena *arena, Text plain, unsigned decimals) {
  size_t point = text_find(plain, TEXT("."), 0);
  if (point >= plain.length)
    return plain;
  size_t written = plain.length - point - 1;
  if (written >= decimals)
    return plain;
  char *bytes = arena_alloc(arena, plain.length + decimals - written + 1);
  memcpy(bytes, plain.bytes, plain.length);
  memset(bytes + plain.length, '0', decimals - written);
  return (Text){ bytes, plain.length + decimals - written };
}

static Text show_number(Arena *arena, Fraction number, unsigned decimals, size_t shortest,
                        bool swedish) {
  Text plain = fraction_text(arena, number);
  if (!has_char(plain, '/'))
    return group_digits(arena, pad_decimals(arena, plain, decimals), shortest, swedish);
  plain = fraction_text_rounded(arena, number, ABOUT_DECIMALS);
  Text shown = group_digits(arena, plain, shortest, swedish);
  return arena_format(arena, "%s %.*s", swedish ? "ungefär" : "about", TEXT_PRINT(shown));
}

static Text show_money(Arena *arena, Fraction minor, const Currency *currency, bool swedish) {
  int64_t per_main = currency && currency->minor_per_main > 0 ? currency->minor_per_main : 100;
  unsigned decimals = currency ? currency->decimals : 2;
  Fraction amount;
  if (!fraction_divide(minor, fraction_from(per_main), &amount))
    return fraction_text(arena, minor);
  Text shown = show_number(arena, amount, decimals, 0, swedish);
  if (!currency)
    return shown;
  Text unit = currency->main_unit.length > 0 ? currency->main_unit : currency->name;
  return arena_format(arena, "%.*s %.*s", TEXT_PRINT(shown), TEXT_PRINT(unit));
}

static Text show_rate(Arena *arena, Fraction rate, bool swedish) {
  Fraction percent;
  if (!fraction_multiply(rate, fraction_from(100), &percent))
    return fraction_text(arena, rate);
  Text shown = show_number(arena, percent, 0, GROUPED_NUMBER, swedish);
  return arena_format(arena, "%.*s %%", TEXT_PRINT(shown));
}

typedef struct { const char *one, *many; } UnitWords;

static Text add_unit(Arena *arena, Text before, int64_t count, UnitWords words) {
  if (count == 0)
    return before;
  const char *unit = count == 1 || count == -1 ? words.one : words.many;
  return arena_format(arena, "%.*s%s%" PRId64 " %s", TEXT_PRINT(before),
                      before.length > 0 ? " + " : "", count, unit);
}

/* As rules are written: 12 months, but 3 years. */
static Text show_months(Arena *arena, int64_t months, bool swedish) {
  if (months % 12 == 0 && (months >= 24 || months <= -24))
    return add_unit(arena, TEXT(""), months / 12,
                    swedish ? (UnitWords){ "år", "år" } : (UnitWords){ "year", "years" });
  return add_unit(arena, TEXT(""), months,
                  swedish ? (UnitWords){ "månad", "månader" } : (UnitWords){ "month", "months" });
}

static Text show_duration(Arena *arena, Duration duration, bool swedish) {
  Text shown = show_months(arena, duration.months, swedish);
  shown = add_unit(arena, shown, duration.days,
                   swedish ? (UnitWords){ "dag", "dagar" } : (UnitWords){ "day", "days" });
  shown = add_unit(arena, shown, duration.working_days,
                   swedish ? (UnitWords){ "arbetsdag", "arbetsdagar" }
                           : (UnitWords){ "working day", "working days" });
  if (shown.length > 0)
    return shown;
  return swedish ? TEXT("0 dagar") : TEXT("0 days");
}

static Text join(Arena *arena, const Text *items, size_t count, Text before, Text between,
                 Text after) {
  size_t length = before.length + after.length;
  for (size_t i = 0; i < count; i++)
    length += items[i].length + between.length;
  char *bytes = arena_alloc(arena, length + 1), *at = bytes;
  memcpy(at, before.bytes, before.length);
  at += before.length;
  for (size_t i = 0; i < count; i++) {
    if (i > 0) {
      memcpy(at, between.bytes, between.length);
      at += between.length;
    }
    if (items[i].length > 0)
      memcpy(at, items[i].bytes, items[i].length);
    at += items[i].length;
  }
  memcpy(at, after.bytes, after.length);
  return (Text){ bytes, (size_t)(at - bytes) + after.length };
}

static Text show_list(Arena *arena, Value value, const Type *type, bool swedish) {
  size_t count = value.as.list.count;
  Text *items = arena_array(arena, Text, count);
  for (size_t i = 0; i < count; i++)
    items[i] = value_show(arena, value.as.list.items[i], type ? type->element : NULL, swedish);
  return join(arena, items, count, TEXT("("), TEXT(", "), TEXT(")"));
}

static Text show_known(Arena *arena, Value value, const Type *type, bool swedish) {
  switch (value.kind) {
    case TYPE_TRUTH:
      if (swedish)
        return value.as.truth ? TEXT("ja") : TEXT("nej");
      return value.as.truth ? TEXT("yes") : TEXT("no");
    case TYPE_INTEGER: case TYPE_DECIMAL:
      return show_number(arena, value.as.number, 0, GROUPED_NUMBER, swedish);
    case TYPE_RATE:     return show_rate(arena, value.as.number, swedish);
    case TYPE_MONEY:
      return show_money(arena, value.as.number, type ? type->currency : NULL, swedish);
    case TYPE_DATE:     return date_text(arena, value.as.date);
    case TYPE_MOMENT:   return date_moment_text(arena, value.as.moment);
    case TYPE_DURATION: return show_duration(arena, value.as.duration, swedish);
    case TYPE_TEXT:
      return arena_format(arena, "\"%.*s\"", TEXT_PRINT(value.as.text));
    case TYPE_CODE:     return code_word(value.as.code);
    case TYPE_BODY:     return value.as.body->name;
    case TYPE_RECORD:   return record_name(arena, value.as.record);
    case TYPE_LIST:     return show_list(arena, value, type, swedish);
    case TYPE_UNKNOWN:
      break;
  }
  return TEXT("");
}

Text value_show(Arena *arena, Value value, const Type *type, bool swedish) {
  switch (value.state) {
    case VALUE_UNKNOWN: return swedish ? TEXT("inte känt") : TEXT("not known");
    case VALUE_NONE:    return swedish ? TEXT("inget") : TEXT("none");
    case VALUE_ERROR:   return value.as.error->message;
    case VALUE_KNOWN:   return show_known(arena, value, type, swedish);
  }
  return TEXT("");
}

Text value_say(Arena *arena, Value value, const Type *type, bool swedish) {
  Text shown = value_show(arena, value, type, swedish);
  bool digits = value.state == VALUE_KNOWN &&
                (value.kind == TYPE_INTEGER || value.kind == TYPE_DECIMAL ||
                 value.kind == TYPE_RATE || value.kind == TYPE_MONEY);
  if (!digits || swedish)
    return shown;
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < shown.length; i++)
    writer_put_char(&writer, shown.bytes[i] == '_' ? ' ' : shown.bytes[i]);
  return writer_text(&writer);
}

static Text plain_list(Arena *arena, Value value) {
  size_t count = value.as.list.count;
  Text *items = arena_array(arena, Text, count);
  for (size_t i = 0; i < count; i++)
    items[i] = value_plain(arena, value.as.list.items[i]);
  return join(arena, items, count, TEXT(""), TEXT(","), TEXT(""));
}

Text value_plain(Arena *arena, Value value) {
  if (!value_is_known(value))
    return TEXT("");
  switch (value.kind) {
    case TYPE_TRUTH:    return value.as.truth ? TEXT("yes") : TEXT("no");
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return fraction_text(arena, value.as.number);
    case TYPE_DATE:     return date_text(arena, value.as.date);
    case TYPE_MOMENT:   return date_moment_text(arena, value.as.moment);
    case TYPE_DURATION: return show_duration(arena, value.as.duration, false);
    case TYPE_TEXT:     return value.as.text;
    case TYPE_CODE:     return value.as.code->name;
    case TYPE_BODY:     return value.as.body->name;
    case TYPE_RECORD:   return record_key_text(arena, value.as.record);
    case TYPE_LIST:     return plain_list(arena, value);
    case TYPE_UNKNOWN:
      break;
  }
  return TEXT("");
}
