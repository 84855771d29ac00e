/* Bars on a terminal: a line a bar, the figure behind it. */
#include "interp/report/chart_inside.h"

#include "base/unicode.h"

enum { EIGHTHS = 8, WIDEST_LABEL = 32, LEAST_CELLS = 8, MARK_WIDTH = 2 };

/* What all bars of a panel share. */
typedef struct {
  const Screen *screen;
  const Panel  *panel;
  const Layout *layout;
  Axis          axis;
  size_t        label, figure, cells;   /* columns */
} BarPanel;

/* As much of a label as there is room for. */
static Text shortened(Arena *arena, const Screen *screen, Text label, size_t room) {
  if (unicode_width(label) <= room)
    return label;
  size_t offset = 0, end = 0;
  while (offset < label.length) {
    if (unicode_next(label, &offset) < 0 || unicode_width(text_part(label, 0, offset)) >= room)
      break;
    end = offset;
  }
  return arena_format(arena, "%.*s%s", (int)end, label.bytes, screen->ascii ? "." : "…");
}

/* The part of a bar above zero: whole blocks, then eighths of one. */
static void put_right(Writer *writer, const Screen *screen, int64_t eighths) {
  static const char *const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
  if (screen->ascii) {
    writer_repeat(writer, TEXT("#"), (size_t)((eighths + EIGHTHS - 1) / EIGHTHS));
    return;
  }
  writer_repeat(writer, TEXT("█"), (size_t)(eighths / EIGHTHS));
  writer_put(writer, text_from(parts[eighths % EIGHTHS]));
}

/* The part below zero ends at the right: whole blocks, the first of them perhaps half. */
static void put_left(Writer *writer, const Screen *screen, int64_t eighths, size_t room) {
  size_t whole = (size_t)(eighths / EIGHTHS);
  bool   half = eighths % EIGHTHS >= EIGHTHS / 2 || (whole == 0 && eighths > 0);
  writer_repeat(writer, TEXT(" "), room - whole - (half && whole < room));
  if (half && whole < room)
    writer_put(writer, screen->ascii ? TEXT("#") : TEXT("▐"));
  writer_repeat(writer, screen->ascii ? TEXT("#") : TEXT("█"), whole);
}

static void put_bar(Writer *writer, Arena *arena, const BarPanel *bars, const Value *value) {
  if (!chart_is_number(value)) {
    writer_pad_left(writer, bars->screen->ascii ? TEXT("-") : TEXT("–"), bars->figure);
    writer_put_char(writer, '\n');
    return;
  }
  Text figure = figure_on(arena, bars->screen, &bars->axis.scale, value->as.number);
  writer_pad_left(writer, figure, bars->figure);
  int64_t span = (int64_t)bars->cells * EIGHTHS;
  int64_t zero = axis_place(&bars->axis, fraction_from(0), span) / EIGHTHS * EIGHTHS;
  int64_t end = axis_place(&bars->axis, value->as.number, span);
  if (end == zero && fraction_sign(value->as.number) != 0)
    end += fraction_sign(value->as.number);
  writer_put(writer, TEXT("  "));
  size_t left = (size_t)(zero / EIGHTHS);
  if (end < zero) {
    put_left(writer, bars->screen, zero - end, left);
  } else if (end > zero) {
    writer_repeat(writer, TEXT(" "), left);
    put_right(writer, bars->screen, end - zero);
  }
  writer_put_char(writer, '\n');
}

static void put_point(Writer *writer, Arena *arena, const BarPanel *bars, size_t point) {
  size_t series = bars->panel->series.count;
  Text   label = shortened(arena, bars->screen, bars->layout->labels[point], bars->label);
  for (size_t i = 0; i < series; i++) {
    writer_put(writer, TEXT("  "));
    writer_pad(writer, i == 0 ? label : TEXT(""), bars->label);
    writer_put(writer, TEXT("  "));
    if (series > 1)
      chart_put_mark(writer, bars->screen, i);
    put_bar(writer, arena, bars, &bars->panel->series.items[i]->values[point]);
  }
}

static void measure(Arena *arena, BarPanel *bars, Text heading) {
  const Chart *chart = bars->layout->chart;
  bars->label = unicode_width(heading);
  for (size_t point = 0; point < chart->count; point++) {
    size_t width = unicode_width(bars->layout->labels[point]);
    bars->label = width > bars->label ? width : bars->label;
    for (size_t i = 0; i < bars->panel->series.count; i++) {
      const Value *value = &bars->panel->series.items[i]->values[point];
      if (!chart_is_number(value))
        continue;
      Text figure = figure_on(arena, bars->screen, &bars->axis.scale, value->as.number);
      width = unicode_width(figure);
      bars->figure = width > bars->figure ? width : bars->figure;
    }
  }
  if (bars->label > WIDEST_LABEL)
    bars->label = WIDEST_LABEL;
  size_t used = 2 + bars->label + 2 + bars->figure + 2 +
                (bars->panel->series.count > 1 ? MARK_WIDTH : 0);
  bars->cells = bars->screen->width > used + LEAST_CELLS ? bars->screen->width - used
                                                         : LEAST_CELLS;
}

/* No room is left beyond the longest bars. */
static void reach_to_the_longest(BarPanel *bars) {
  Fraction zero = fraction_from(0);
  if (fraction_sign(bars->panel->low) < 0)
    bars->axis.low = bars->panel->low;
  if (fraction_sign(bars->panel->high) > 0)
    bars->axis.high = bars->panel->high;
  if (fraction_sign(bars->panel->low) >= 0)
    bars->axis.low = zero;
  if (fraction_sign(bars->panel->low) < 0 && fraction_sign(bars->panel->high) <= 0)
    bars->axis.high = zero;
}

/* Two decimals at most behind each figure of a panel; none where all are whole. */
static void fit_decimals(BarPanel *bars) {
  const Chart *chart = bars->layout->chart;
  unsigned most = 0;
  for (size_t i = 0; i < bars->panel->series.count; i++)
    for (size_t point = 0; point < chart->count; point++) {
      const Value *value = &bars->panel->series.items[i]->values[point];
      Fraction shown;
      if (chart_is_number(value) &&
          fraction_divide(value->as.number, bars->axis.scale.size, &shown))
        for (unsigned decimals = 0; !fraction_is_whole(shown) && decimals < 2; decimals++) {
          most = decimals + 1 > most ? decimals + 1 : most;
          if (!fraction_multiply(shown, fraction_from(10), &shown))
            break;
        }
    }
  bars->axis.scale.decimals = most;
}

void chart_bars_write(Writer *writer, Arena *arena, const Screen *screen, const Layout *layout) {
  Text title = screen_visible(arena, layout->chart->x_title);
  Text heading = layout_heading(arena, title, layout->x_unit);
  for (size_t i = 0; i < layout->panel_count; i++) {
    BarPanel bars = { .screen = screen, .panel = &layout->panels[i], .layout = layout,
                      .figure = 1 };
    const Panel *panel = bars.panel;
    if (panel->empty || !axis_make(arena, panel->type, panel->low, panel->high, true, 4,
                                   &bars.axis)) {
      chart_put_legend(writer, arena, screen, panel, TEXT_NONE);
      writer_print(writer, "  %s\n", screen_words(screen, "nothing is known"));
      continue;
    }
    reach_to_the_longest(&bars);
    fit_decimals(&bars);
    measure(arena, &bars, heading);
    writer_put(writer, TEXT("  "));
    writer_pad(writer, shortened(arena, screen, heading, bars.label), bars.label);
    chart_put_legend(writer, arena, screen, panel, bars.axis.scale.unit);
    for (size_t point = 0; point < layout->chart->count; point++)
      put_point(writer, arena, &bars, point);
  }
}
