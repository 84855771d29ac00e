#include "interp/report/figure.h"

enum { MOST_DECIMALS = 2, MOST_STEP_DECIMALS = 6 };

/* ---- units ------------------------------------------------------------------------------- */

typedef struct { int64_t size; const char *kronor, *other; } Prefix;

static const Prefix prefixes[] = {
  { 1000000000, "md", "G" }, { 1000000, "m", "M" }, { 1000, "t", "k" }, { 1, "", "" },
};

static Fraction magnitude(Fraction number) {
  if (number.numerator < 0)
    number.numerator = -number.numerator;
  return number;
}

/* Is there at least one of the unit, once two decimals of the unit below are rounded? */
static bool reaches(Fraction largest, Fraction size) {
  Fraction nearly, least;
  return fraction_make(199999, 200000, &nearly) && fraction_multiply(size, nearly, &least) &&
         fraction_compare(largest, least) >= 0;
}

/* The largest unit of money of which there is at least one. */
static FigureScale money_scale(Arena *arena, const Currency *currency, Fraction largest) {
  FigureScale scale = { TYPE_MONEY, fraction_from(1), TEXT_NONE, MOST_DECIMALS };
  if (!currency)
    return scale;
  bool kronor = text_is(currency->main_unit, "kr");
  const Prefix *prefix = prefixes;
  for (;; prefix++) {
    if (fraction_multiply(fraction_from(currency->minor_per_main), fraction_from(prefix->size),
                          &scale.size) &&
        (prefix->size == 1 || reaches(largest, scale.size)))
      break;
  }
  Text unit = currency->main_unit.length > 0 ? currency->main_unit : currency->name;
  scale.unit = arena_format(arena, "%s%.*s", kronor ? prefix->kronor : prefix->other,
                            TEXT_PRINT(unit));
  return scale;
}

static unsigned decimals_of(Fraction number) {
  unsigned decimals = 0;
  while (!fraction_is_whole(number) && decimals < MOST_STEP_DECIMALS &&
         fraction_multiply(number, fraction_from(10), &number))
    decimals++;
  return decimals;
}

FigureScale figure_scale(Arena *arena, const Type *type, Fraction largest, Fraction step) {
  FigureScale scale = { type->kind, fraction_from(1), TEXT_NONE, MOST_DECIMALS };
  if (type->kind == TYPE_MONEY)
    scale = money_scale(arena, type->currency, largest);
  if (type->kind == TYPE_RATE) {
    fraction_make(1, 100, &scale.size);
    scale.unit = TEXT("%");
  }
  Fraction shown;
  if (type->kind == TYPE_INTEGER)
    scale.decimals = 0;
  else if (fraction_sign(step) > 0 && fraction_divide(step, scale.size, &shown))
    scale.decimals = decimals_of(shown);
  return scale;
}

/* ---- digits ------------------------------------------------------------------------------ */

static Text without_zeros(Text plain) {
  size_t point = text_find(plain, TEXT("."), 0);
  if (point >= plain.length)
    return plain;
  size_t end = plain.length;
  while (plain.bytes[end - 1] == '0')
    end--;
  return text_part(plain, 0, end - 1 == point ? point : end);
}

/* "-1234567.5" as people read it: −1 234 567,5. */
static Text in_groups(Arena *arena, const Screen *screen, Text plain) {
  Writer writer;
  writer_to_memory(&writer, arena);
  size_t start = plain.length > 0 && plain.bytes[0] == '-';
  size_t point = text_find(plain, TEXT("."), 0);
  size_t end = point < plain.length ? point : plain.length;
  if (start)
    writer_put(&writer, screen->ascii ? TEXT("-") : TEXT("−"));
  for (size_t i = start; i < plain.length; i++) {
    if (i > start && i < end && (end - i) % 3 == 0)
      writer_put_char(&writer, ' ');
    writer_put_char(&writer, i == point && screen->swedish ? ',' : plain.bytes[i]);
  }
  return writer_text(&writer);
}

Text figure_on(Arena *arena, const Screen *screen, const FigureScale *scale, Fraction number) {
  Fraction shown;
  if (!fraction_divide(number, scale->size, &shown))
    shown = number;
  return in_groups(arena, screen, fraction_text_rounded(arena, shown, scale->decimals));
}

static Text with_unit(Arena *arena, const Screen *screen, FigureScale scale, Fraction number) {
  Fraction shown;
  if (!fraction_divide(number, scale.size, &shown))
    return fraction_text(arena, number);
  Text plain = without_zeros(fraction_text_rounded(arena, shown, scale.decimals));
  Text figure = in_groups(arena, screen, text_is(plain, "-0") ? TEXT("0") : plain);
  if (scale.unit.length == 0)
    return figure;
  return arena_format(arena, "%.*s %.*s", TEXT_PRINT(figure), TEXT_PRINT(scale.unit));
}

Text figure_value(Arena *arena, const Screen *screen, Value value, const Type *type) {
  bool number = value.state == VALUE_KNOWN &&
                (value.kind == TYPE_MONEY || value.kind == TYPE_RATE ||
                 value.kind == TYPE_INTEGER || value.kind == TYPE_DECIMAL);
  if (!number)
    return screen_value(arena, screen, value, type);
  return with_unit(arena, screen, figure_scale(arena, type, magnitude(value.as.number),
                                               fraction_from(0)), value.as.number);
}

Text figure_amount(Arena *arena, const Screen *screen, int64_t minor, const Currency *currency) {
  Type type = { .kind = TYPE_MONEY, .currency = currency };
  return figure_value(arena, screen, value_number(TYPE_MONEY, fraction_from(minor)), &type);
}
