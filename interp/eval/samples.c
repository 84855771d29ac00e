/* Sample values of an unknown fact (semantics U2): both booleans, each code; for what is
 * compared with known values those values, one between each neighbouring pair, one below, one
 * above.  Only values that the field can hold: whole minor units, whole days. */
#include "interp/eval/asks.h"

#include <string.h>

typedef LIST(int64_t) Wholes;

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

static void keep_samples(OpenFact *fact, const ValueList *samples) {
  fact->samples = samples->items;
  fact->sample_count = samples->count;
}

/* ---- truths and codes ------------------------------------------------------------------ */

static void sample_truths(Arena *arena, OpenFact *fact) {
  ValueList samples = { 0 };
  LIST_ADD(arena, &samples, Value, value_truth(true));
  LIST_ADD(arena, &samples, Value, value_truth(false));
  keep_samples(fact, &samples);
}

static void sample_codes(Arena *arena, OpenFact *fact) {
  ValueList samples = { 0 };
  const Codelist *codes = fact->field->type.codes;
  for (size_t i = 0; codes && i < codes->count; i++)
    LIST_ADD(arena, &samples, Value, value_code(&codes->codes[i]));
  keep_samples(fact, &samples);
}

/* ---- whole numbers: integers, money, days, moments, durations of one unit ------------------- */

/* Keeps `wholes` sorted, each once. */
static void add_whole(Arena *arena, Wholes *wholes, int64_t whole) {
  size_t at = 0;
  while (at < wholes->count && wholes->items[at] < whole)
    at++;
  if (at < wholes->count && wholes->items[at] == whole)
    return;
  LIST_ADD(arena, wholes, int64_t, whole);
  memmove(&wholes->items[at + 1], &wholes->items[at],
          (wholes->count - 1 - at) * sizeof *wholes->items);
  wholes->items[at] = whole;
}

/* The whole numbers on both sides of a turning point that is not one. */
static void add_fraction(Arena *arena, Wholes *wholes, Fraction number) {
  static const Rounding sides[] = { ROUND_DOWN, ROUND_UP };
  for (size_t i = 0; i < 2; i++) {
    Fraction rounded;
    int64_t whole;
    if (fraction_round(number, fraction_from(1), sides[i], &rounded) &&
        fraction_to_int64(rounded, &whole))
      add_whole(arena, wholes, whole);
  }
}

/* One below, one above, one in every gap. */
static void fill_wholes(Arena *arena, Wholes *wholes) {
  Wholes filled = { 0 };
  if (wholes->count == 0)
    return;
  if (wholes->items[0] > INT64_MIN)
    LIST_ADD(arena, &filled, int64_t, wholes->items[0] - 1);
  for (size_t i = 0; i < wholes->count; i++) {
    int64_t low = wholes->items[i];
    LIST_ADD(arena, &filled, int64_t, low);
    if (i + 1 < wholes->count && wholes->items[i + 1] - 1 > low) {
      uint64_t gap = (uint64_t)wholes->items[i + 1] - (uint64_t)low;
      LIST_ADD(arena, &filled, int64_t, (int64_t)((uint64_t)low + gap / 2));
    }
  }
  if (wholes->items[wholes->count - 1] < INT64_MAX)
    LIST_ADD(arena, &filled, int64_t, wholes->items[wholes->count - 1] + 1);
  *wholes = filled;
}

/* The only part that durations of this fact have: 'm', 'd' or 'w'; 0: they are mixed. */
static char duration_part(const OpenFact *fact) {
  char part = 0;
  for (size_t i = 0; i < fact->points.count; i++) {
    Duration duration = fact->points.items[i].as.duration;
    int parts = (duration.months != 0) + (duration.days != 0) + (duration.working_days != 0);
    char this_part = duration.months != 0 ? 'm' : duration.working_days != 0 ? 'w' : 'd';
    if (parts > 1 || (part && parts && part != this_part))
      return 0;
    if (parts)
      part = this_part;
  }
  return part ? part : 'd';
}

static void add_point(Arena *arena, Wholes *wholes, Value point) {
  switch (point.kind) {
    case TYPE_DATE:   add_whole(arena, wholes, point.as.date); return;
    case TYPE_MOMENT: add_whole(arena, wholes, point.as.moment); return;
    case TYPE_DURATION:
      add_whole(arena, wholes, point.as.duration.months + point.as.duration.days +
                                   point.as.duration.working_days);
      return;
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      add_fraction(arena, wholes, point.as.number);
      return;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY:
    case TYPE_RECORD: case TYPE_LIST:
      return;
  }
}

static bool whole_value(TypeKind kind, char part, int64_t whole, Value *value) {
  Date date;
  if (kind == TYPE_DATE) {
    if (!date_add_days(0, whole, &date))
      return false;
    *value = value_date(date);
    return true;
  }
  *value = (Value){ .state = VALUE_KNOWN, .kind = kind };
  if (kind == TYPE_MOMENT) {
    value->as.moment = whole;
  } else if (kind == TYPE_DURATION) {
    value->as.duration = (Duration){ part == 'm' ? whole : 0, part == 'd' ? whole : 0,
                                     part == 'w' ? whole : 0 };
  } else {
    value->as.number = fraction_from(whole);
  }
  return true;
}

static void sample_wholes(Arena *arena, OpenFact *fact) {
  TypeKind kind = fact->field->type.kind;
  char part = kind == TYPE_DURATION ? duration_part(fact) : 'd';
  Wholes wholes = { 0 };
  ValueList samples = { 0 };
  if (part == 0)
    return;
  for (size_t i = 0; i < fact->points.count; i++)
    add_point(arena, &wholes, fact->points.items[i]);
  fill_wholes(arena, &wholes);
  for (size_t i = 0; i < wholes.count; i++) {
    Value value;
    if (whole_value(kind, part, wholes.items[i], &value))
      LIST_ADD(arena, &samples, Value, value);
  }
  keep_samples(fact, &samples);
}

/* ---- rates, decimals and texts: always one more between two ------------------------------ */

static void add_sorted(Arena *arena, ValueList *values, Value value) {
  size_t at = 0;
  while (at < values->count && value_compare(values->items[at], value) < 0)
    at++;
  if (at < values->count && value_compare(values->items[at], value) == 0)
    return;
  LIST_ADD(arena, values, Value, value);
  memmove(&values->items[at + 1], &values->items[at],
          (values->count - 1 - at) * sizeof *values->items);
  values->items[at] = value;
}

static void add_number_at(Arena *arena, ValueList *values, TypeKind kind, bool fits,
                          Fraction number) {
  if (fits)
    LIST_ADD(arena, values, Value, value_number(kind, number));
}

static void sample_decimals(Arena *arena, OpenFact *fact) {
  TypeKind kind = fact->field->type.kind;
  ValueList points = { 0 }, samples = { 0 };
  Fraction one = fraction_from(1), number = one;
  for (size_t i = 0; i < fact->points.count; i++)
    if (is_number(fact->points.items[i].kind))
      add_sorted(arena, &points, value_number(kind, fact->points.items[i].as.number));
  if (points.count == 0)
    return;
  bool fits = fraction_subtract(points.items[0].as.number, one, &number);
  add_number_at(arena, &samples, kind, fits, number);
  for (size_t i = 0; i < points.count; i++) {
    LIST_ADD(arena, &samples, Value, points.items[i]);
    if (i + 1 == points.count)
      break;
    fits = fraction_add(points.items[i].as.number, points.items[i + 1].as.number, &number) &&
           fraction_divide(number, fraction_from(2), &number);
    add_number_at(arena, &samples, kind, fits, number);
  }
  fits = fraction_add(points.items[points.count - 1].as.number, one, &number);
  add_number_at(arena, &samples, kind, fits, number);
  keep_samples(fact, &samples);
}

/* Each text, one just behind it in order, and one before all. */
static void sample_texts(Arena *arena, OpenFact *fact) {
  ValueList samples = { 0 };
  add_sorted(arena, &samples, value_text(TEXT("\x01")));
  for (size_t i = 0; i < fact->points.count; i++) {
    Value point = fact->points.items[i];
    if (point.kind != TYPE_TEXT)
      return;                             /* a body's names: not all can be listed */
    add_sorted(arena, &samples, point);
    Text behind = arena_format(arena, "%.*s\x01", TEXT_PRINT(point.as.text));
    add_sorted(arena, &samples, value_text(behind));
  }
  keep_samples(fact, &samples);
}

void open_fact_sample(Arena *arena, OpenFact *fact) {
  if (!fact->field || fact->opaque)
    return;
  switch (fact->field->type.kind) {
    case TYPE_TRUTH: sample_truths(arena, fact); return;
    case TYPE_CODE:  sample_codes(arena, fact); return;
    case TYPE_INTEGER: case TYPE_MONEY: case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION:
      sample_wholes(arena, fact);
      return;
    case TYPE_RATE: case TYPE_DECIMAL:
      sample_decimals(arena, fact);
      return;
    case TYPE_TEXT:  sample_texts(arena, fact); return;
    case TYPE_UNKNOWN: case TYPE_BODY: case TYPE_RECORD: case TYPE_LIST:
      return;
  }
}
