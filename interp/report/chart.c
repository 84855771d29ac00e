#include "interp/report/chart_inside.h"

enum { MOST_TICKS = 100 };

bool chart_is_number(const Value *value) {
  return value->state == VALUE_KNOWN &&
         (value->kind == TYPE_MONEY || value->kind == TYPE_RATE || value->kind == TYPE_INTEGER ||
          value->kind == TYPE_DECIMAL);
}

/* ---- axes -------------------------------------------------------------------------------- */

/* The least of 1, 2 and 5 times a power of ten that is not below `raw` (above zero). */
static bool round_step(Fraction raw, Fraction *step) {
  Fraction power = fraction_from(1), ten = fraction_from(10), next;
  while (fraction_multiply(power, ten, &next) && fraction_compare(next, raw) <= 0)
    power = next;
  while (fraction_compare(power, raw) > 0)
    if (!fraction_divide(power, ten, &power))
      return false;
  static const int64_t factors[] = { 1, 2, 5, 10 };
  for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
    if (!fraction_multiply(power, fraction_from(factors[i]), step))
      return false;
    if (fraction_compare(*step, raw) >= 0)
      return true;
  }
  return true;
}

/* Zero belongs to the axis where the values leave at least half of it in use. */
static void take_in_zero(Fraction *low, Fraction *high, bool always) {
  Fraction zero = fraction_from(0), twice;
  if (fraction_sign(*low) > 0 &&
      (always || (fraction_multiply(*low, fraction_from(2), &twice) &&
                  fraction_compare(twice, *high) <= 0)))
    *low = zero;
  if (fraction_sign(*high) < 0 &&
      (always || (fraction_multiply(*high, fraction_from(2), &twice) &&
                  fraction_compare(twice, *low) >= 0)))
    *high = zero;
}

/* From one value: its own size on one side, so that it stands somewhere. */
static bool widen(Fraction *low, Fraction *high) {
  int sign = fraction_sign(*low);
  if (sign > 0)
    *low = fraction_from(0);
  if (sign < 0)
    *high = fraction_from(0);
  return sign != 0 || fraction_add(*high, fraction_from(1), high);
}

static Fraction larger_magnitude(Fraction a, Fraction b) {
  if (a.numerator < 0)
    a.numerator = -a.numerator;
  if (b.numerator < 0)
    b.numerator = -b.numerator;
  return fraction_compare(a, b) > 0 ? a : b;
}

bool axis_make(Arena *arena, const Type *type, Fraction low, Fraction high, bool zero,
               unsigned most, Axis *axis) {
  take_in_zero(&low, &high, zero);
  if (fraction_compare(low, high) >= 0 && !widen(&low, &high))
    return false;
  Fraction range, raw, ticks;
  if (!fraction_subtract(high, low, &range) ||
      !fraction_divide(range, fraction_from(most ? most : 1), &raw) ||
      !round_step(raw, &axis->step))
    return false;
  bool whole = type->kind == TYPE_INTEGER;
  if (whole && fraction_compare(axis->step, fraction_from(1)) < 0)
    axis->step = fraction_from(1);
  int64_t count;
  if (!fraction_round(low, axis->step, ROUND_DOWN, &axis->low) ||
      !fraction_round(high, axis->step, ROUND_UP, &axis->high) ||
      !fraction_subtract(axis->high, axis->low, &range) ||
      !fraction_divide(range, axis->step, &ticks) || !fraction_to_int64(ticks, &count) ||
      count < 1 || count > MOST_TICKS)
    return false;
  axis->ticks = (size_t)count + 1;
  axis->scale = figure_scale(arena, type, larger_magnitude(axis->low, axis->high), axis->step);
  return true;
}

static int64_t place(Fraction low, Fraction high, Fraction number, int64_t span) {
  Fraction from_low, range, part;
  int64_t  at;
  if (!fraction_subtract(number, low, &from_low) || !fraction_subtract(high, low, &range) ||
      !fraction_divide(from_low, range, &part) ||
      !fraction_multiply(part, fraction_from(span), &part) ||
      !fraction_round(part, fraction_from(1), ROUND_NEAREST, &part) ||
      !fraction_to_int64(part, &at) || at < 0 || at > span)
    return -1;
  return at;
}

int64_t axis_place(const Axis *axis, Fraction number, int64_t span) {
  return place(axis->low, axis->high, number, span);
}

Fraction axis_tick(const Axis *axis, size_t number) {
  Fraction tick = axis->low, along;
  if (fraction_multiply(axis->step, fraction_from((int64_t)number), &along))
    fraction_add(axis->low, along, &tick);
  return tick;
}

/* ---- panels ------------------------------------------------------------------------------ */

static Panel *panel_for(Layout *layout, const Type *type) {
  for (size_t i = 0; i < layout->panel_count; i++)
    if (type_equal(layout->panels[i].type, type))
      return &layout->panels[i];
  Panel *panel = &layout->panels[layout->panel_count++];
  *panel = (Panel){ .type = type, .empty = true };
  return panel;
}

static void panel_take(Panel *panel, Fraction number) {
  if (panel->empty || fraction_compare(number, panel->low) < 0)
    panel->low = number;
  if (panel->empty || fraction_compare(number, panel->high) > 0)
    panel->high = number;
  panel->empty = false;
}

static void find_panels(Arena *arena, Layout *layout) {
  const Chart *chart = layout->chart;
  layout->panels = arena_array(arena, Panel, chart->series.count);
  for (size_t i = 0; i < chart->series.count; i++) {
    const ChartSeries *series = &chart->series.items[i];
    Panel *panel = panel_for(layout, series->type);
    LIST_ADD(arena, &panel->series, const ChartSeries *, series);
    for (size_t point = 0; point < chart->count; point++)
      if (chart_is_number(&series->values[point]))
        panel_take(panel, series->values[point].as.number);
  }
}

/* ---- along x ----------------------------------------------------------------------------- */

/* Numbers, days, and durations of one unit have a place of their own. */
static bool number_of_x(const Value *value, Fraction *number) {
  if (value->state != VALUE_KNOWN)
    return false;
  if (chart_is_number(value))
    *number = value->as.number;
  else if (value->kind == TYPE_DATE)
    *number = fraction_from(value->as.date);
  else if (value->kind == TYPE_DURATION && value->as.duration.days == 0 &&
           value->as.duration.working_days == 0)
    *number = fraction_from(value->as.duration.months);
  else
    return false;
  return true;
}

static bool find_places(Arena *arena, Layout *layout) {
  const Chart *chart = layout->chart;
  layout->places = arena_array(arena, Fraction, chart->count);
  bool ordered = chart->count > 1;
  for (size_t i = 0; i < chart->count && ordered; i++)
    ordered = number_of_x(&chart->x[i], &layout->places[i]) &&
              (i == 0 || fraction_compare(layout->places[i - 1], layout->places[i]) < 0);
  for (size_t i = 0; i < chart->count && !ordered; i++)
    layout->places[i] = fraction_from((int64_t)i);
  if (chart->count > 0) {
    layout->x_low = layout->places[0];
    layout->x_high = layout->places[chart->count - 1];
  }
  return ordered;
}

/* One unit for all of x, with the decimals that the finest of them needs. */
static FigureScale x_scale(Arena *arena, const Chart *chart) {
  Fraction largest = fraction_from(0);
  for (size_t i = 0; i < chart->count; i++)
    largest = larger_magnitude(largest, chart->x[i].as.number);
  FigureScale scale = figure_scale(arena, chart->x_type, largest, fraction_from(0));
  scale.decimals = 0;
  for (size_t i = 0; i < chart->count; i++) {
    Fraction number = chart->x[i].as.number;
    number.numerator = number.numerator < 0 ? -number.numerator : number.numerator;
    unsigned decimals = figure_scale(arena, chart->x_type, largest, number).decimals;
    if (decimals > scale.decimals)
      scale.decimals = decimals;
  }
  return scale;
}

/* A text stands without its quotes. */
static Text label_of(Arena *arena, const Screen *screen, Value value, const Type *type) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    return screen_visible(arena, value.as.text);
  return screen_value(arena, screen, value, type);
}

static void find_labels(Arena *arena, const Screen *screen, Layout *layout) {
  const Chart *chart = layout->chart;
  bool numbers = true;
  for (size_t i = 0; i < chart->count; i++)
    numbers = numbers && chart_is_number(&chart->x[i]);
  FigureScale scale = { 0 };
  if (numbers && chart->count > 0) {
    scale = x_scale(arena, chart);
    layout->x_unit = scale.unit;
  }
  layout->labels = arena_array(arena, Text, chart->count);
  for (size_t i = 0; i < chart->count; i++)
    layout->labels[i] = numbers ? figure_on(arena, screen, &scale, chart->x[i].as.number)
                                : label_of(arena, screen, chart->x[i], chart->x_type);
}

Layout chart_layout(Arena *arena, const Screen *screen, const Chart *chart) {
  Layout layout = { .chart = chart, .form = chart->form };
  find_panels(arena, &layout);
  if (!find_places(arena, &layout))
    layout.form = CHART_BARS;
  find_labels(arena, screen, &layout);
  Fraction now;
  if (chart->now && layout.form != CHART_BARS && number_of_x(chart->now, &now) &&
      fraction_compare(layout.x_low, now) <= 0 && fraction_compare(now, layout.x_high) <= 0) {
    Fraction *kept = arena_new(arena, Fraction);
    *kept = now;
    layout.now = kept;
  }
  return layout;
}

int64_t layout_place(const Layout *layout, Fraction x, int64_t span) {
  return place(layout->x_low, layout->x_high, x, span);
}

Text layout_heading(Arena *arena, Text title, Text unit) {
  if (title.length == 0 || unit.length == 0)
    return title.length == 0 ? unit : title;
  return arena_format(arena, "%.*s, %.*s", TEXT_PRINT(title), TEXT_PRINT(unit));
}
