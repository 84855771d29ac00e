/* Which values of a fact are worth trying: those at which rules turn, and their neighbours. */
#include "interp/experiment/why_parts.h"

#include <string.h>

enum { MOST_DECIMALS = 9, FAR_STEPS = 24 };

/* ---- the grid ---------------------------------------------------------------------------- */

static Fraction power_of_ten(unsigned decimals) {
  int64_t power = 1;
  for (unsigned i = 0; i < decimals; i++)
    power *= 10;
  return fraction_from(power);
}

/* As many decimals as the number is written with, at least `decimals`. */
static unsigned decimals_of(Value value, unsigned decimals) {
  Fraction scaled;
  if (value.state != VALUE_KNOWN)
    return decimals;
  while (decimals < MOST_DECIMALS &&
         fraction_multiply(value.as.number, power_of_ten(decimals), &scaled) &&
         !fraction_is_whole(scaled))
    decimals++;
  return decimals;
}

static char part_of(Duration duration) {
  return duration.months != 0 ? 'm' : duration.working_days != 0 ? 'w' : 'd';
}

static bool is_ordered(TypeKind kind) {
  switch (kind) {
    case TYPE_INTEGER: case TYPE_MONEY: case TYPE_RATE: case TYPE_DECIMAL: case TYPE_DATE:
    case TYPE_MOMENT: case TYPE_DURATION:
      return true;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY:
    case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return false;
}

bool why_grid(const WhyFact *fact, const ValueList *turns, WhyGrid *grid) {
  TypeKind kind = fact->field->type.kind;
  Value now = fact->record->fields[fact->field->index];
  if (!is_ordered(kind))
    return false;
  *grid = (WhyGrid){ .kind = kind, .part = 'd',
                     .decimals = kind == TYPE_RATE ? 4 : kind == TYPE_DECIMAL ? 2 : 0 };
  bool written = kind == TYPE_RATE || kind == TYPE_DECIMAL;
  bool told = kind == TYPE_DURATION && now.state == VALUE_KNOWN;
  if (written)
    grid->decimals = decimals_of(now, grid->decimals);
  if (told)
    grid->part = part_of(now.as.duration);
  for (size_t i = 0; i < turns->count; i++) {
    Value turn = turns->items[i];
    if (written && turn.kind == kind && grid->decimals < 6)
      grid->decimals = decimals_of(turn, grid->decimals) > 6 ? grid->decimals
                                                             : decimals_of(turn, grid->decimals);
    if (kind == TYPE_DURATION && turn.kind == kind && !told)
      grid->part = part_of(turn.as.duration);
  }
  return true;
}

static bool place_of_number(const WhyGrid *grid, Fraction number, Rounding rounding,
                            int64_t *place) {
  Fraction scaled;
  return fraction_multiply(number, power_of_ten(grid->decimals), &scaled) &&
         fraction_round(scaled, fraction_from(1), rounding, &scaled) &&
         fraction_to_int64(scaled, place);
}

bool why_place(const WhyGrid *grid, Value value, Rounding rounding, int64_t *place) {
  if (value.state != VALUE_KNOWN)
    return false;
  switch (grid->kind) {
    case TYPE_INTEGER: case TYPE_MONEY: case TYPE_RATE: case TYPE_DECIMAL:
      return (value.kind == TYPE_INTEGER || value.kind == TYPE_MONEY || value.kind == TYPE_RATE ||
              value.kind == TYPE_DECIMAL) &&
             place_of_number(grid, value.as.number, rounding, place);
    case TYPE_DATE:
      *place = value.as.date;
      return value.kind == TYPE_DATE;
    case TYPE_MOMENT:
      *place = value.as.moment;
      return value.kind == TYPE_MOMENT;
    case TYPE_DURATION:
      *place = value.as.duration.months + value.as.duration.days + value.as.duration.working_days;
      return value.kind == TYPE_DURATION;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY:
    case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return false;
}

Value why_value(const WhyGrid *grid, int64_t place) {
  Value value = { .state = VALUE_KNOWN, .kind = grid->kind };
  Fraction number = fraction_from(place);
  switch (grid->kind) {
    case TYPE_DATE:     value.as.date = (Date)place; return value;
    case TYPE_MOMENT:   value.as.moment = place; return value;
    case TYPE_DURATION:
      value.as.duration = (Duration){ grid->part == 'm' ? place : 0, grid->part == 'd' ? place : 0,
                                      grid->part == 'w' ? place : 0 };
      return value;
    case TYPE_INTEGER: case TYPE_MONEY: case TYPE_RATE: case TYPE_DECIMAL:
      fraction_divide(number, power_of_ten(grid->decimals), &number);
      value.as.number = number;
      return value;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY:
    case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return value_unknown(grid->kind);
}

/* ---- places ------------------------------------------------------------------------------ */

static bool is_place(const WhyGrid *grid, int64_t place) {
  if (grid->kind == TYPE_DATE)
    return place >= DATE_FIRST && place <= DATE_LAST;
  return place >= -MONEY_MOST && place <= MONEY_MOST;
}

/* Ascending, each once. */
static void add_place(Arena *arena, WhyValues *values, int64_t place) {
  WhyPlaces *places = &values->places;
  size_t at = 0;
  if (!is_place(&values->grid, place))
    return;
  while (at < places->count && places->items[at] < place)
    at++;
  if (at < places->count && places->items[at] == place)
    return;
  LIST_ADD(arena, places, int64_t, place);
  memmove(&places->items[at + 1], &places->items[at],
          (places->count - 1 - at) * sizeof *places->items);
  places->items[at] = place;
}

static void add_turn(Arena *arena, WhyValues *values, Value turn) {
  int64_t low, high;
  if (!why_place(&values->grid, turn, ROUND_DOWN, &low) ||
      !why_place(&values->grid, turn, ROUND_UP, &high) || !is_place(&values->grid, low))
    return;
  add_place(arena, values, low - 1);
  add_place(arena, values, low);
  add_place(arena, values, high);
  add_place(arena, values, high + 1);
}

/* Further and further from where it is, or from zero. */
static void add_far(Arena *arena, WhyValues *values, const WhyFact *fact) {
  int64_t now = 0, step = 1;
  if (values->grid.kind == TYPE_DATE && fact->open)
    return;
  why_place(&values->grid, fact->record->fields[fact->field->index], ROUND_NEAREST, &now);
  add_place(arena, values, 0);
  for (int i = 0; i < FAR_STEPS; i++, step *= 5) {
    if (step > MONEY_MOST / 5)
      return;
    add_place(arena, values, now - step);
    add_place(arena, values, now + step);
  }
}

/* ---- values without an order ------------------------------------------------------------- */

static bool is_among(const ValueList *values, Value value) {
  for (size_t i = 0; i < values->count; i++)
    if (value_same(values->items[i], value))
      return true;
  return false;
}

static void add_turns_as_they_are(Arena *arena, const ValueList *turns, TypeKind kind,
                                  ValueList *values) {
  for (size_t i = 0; i < turns->count; i++)
    if (turns->items[i].kind == kind && !is_among(values, turns->items[i]))
      LIST_ADD(arena, values, Value, turns->items[i]);
}

static void list_values(Arena *arena, const WhyFact *fact, const ValueList *turns,
                        ValueList *values) {
  const Type *type = &fact->field->type;
  if (type->kind == TYPE_TRUTH) {
    LIST_ADD(arena, values, Value, value_truth(true));
    LIST_ADD(arena, values, Value, value_truth(false));
  }
  for (size_t i = 0; type->kind == TYPE_CODE && type->codes && i < type->codes->count; i++)
    LIST_ADD(arena, values, Value, value_code(&type->codes->codes[i]));
  if (type->kind == TYPE_TEXT || type->kind == TYPE_BODY)
    add_turns_as_they_are(arena, turns, type->kind, values);
}

void why_values(Arena *arena, const WhyFact *fact, const ValueList *turns, bool far,
                WhyValues *values) {
  *values = (WhyValues){ .ordered = why_grid(fact, turns, &values->grid) };
  if (!values->ordered) {
    list_values(arena, fact, turns, &values->values);
    return;
  }
  why_grid(fact, turns, &values->grid);
  for (size_t i = 0; i < turns->count; i++)
    add_turn(arena, values, turns->items[i]);
  if (far)
    add_far(arena, values, fact);
}
