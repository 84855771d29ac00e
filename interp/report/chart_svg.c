/* A chart as a picture: lines with marks and dashes, or bars; described in words. */
#include "interp/report/chart_picture.h"

#include "base/unicode.h"

enum {
  WIDTH = 760, LEFT = 96, RIGHT = 28, TOP = 40, LEGEND_LINE = 22, PLOT = 240, BELOW = 56,
  BETWEEN = 20, CHARACTER = 8, MOST_MARKS = 40,
  BAR = 16, BAR_GAP = 10, BAR_LEFT = 220, BAR_RIGHT = 110,
  TENTHS = 10, KINDS = 6
};

/* What a line and its marks look like, besides the colour of the class "s0" to "s5". */
static const char *const dashes[KINDS] = { "", "8 4", "2 4", "10 3 2 3", "5 5", "1 3" };

typedef struct {
  Picture      *picture;
  const Layout *layout;
  const Panel  *panel;
  Axis          axis;
  int64_t       top;                  /* of the plot, in pixels */
} Plot;

/* ---- marks ------------------------------------------------------------------------------- */

/* Places are in tenths of a pixel. */
static void put_mark(Picture *picture, size_t series, int64_t x, int64_t y) {
  static const int64_t half[] = { 45, 40, 50, 45, 40, 50 };
  size_t      kind = series % KINDS;
  const char *ink = kind < KINDS / 2 ? "f" : "o";       /* filled or open */
  int64_t     r = half[kind];
  Writer     *out = picture->out;
  switch (kind % (KINDS / 2)) {
    case 0:
      writer_print(out, "<circle class=\"%s%zu\" cx=\"", ink, kind);
      picture_put_tenths(picture, x);
      writer_put(out, TEXT("\" cy=\""));
      picture_put_tenths(picture, y);
      writer_put(out, TEXT("\" r=\"4.5\"/>\n"));
      return;
    case 1:
      writer_print(out, "<rect class=\"%s%zu\" x=\"", ink, kind);
      picture_put_tenths(picture, x - r);
      writer_put(out, TEXT("\" y=\""));
      picture_put_tenths(picture, y - r);
      writer_put(out, TEXT("\" width=\"8\" height=\"8\"/>\n"));
      return;
    default:
      writer_print(out, "<path class=\"%s%zu\" d=\"M", ink, kind);
      picture_put_point(picture, x, y - r);
      writer_put_char(out, 'L');
      picture_put_point(picture, x + r, y + r - 10);
      writer_put_char(out, 'L');
      picture_put_point(picture, x - r, y + r - 10);
      writer_put(out, TEXT("Z\"/>\n"));
  }
}

static void put_dash(Picture *picture, size_t series) {
  const char *dash = dashes[series % KINDS];
  if (*dash)
    writer_print(picture->out, " stroke-dasharray=\"%s\"", dash);
}

/* ---- lines ------------------------------------------------------------------------------- */

static int64_t x_of(const Plot *plot, Fraction number) {
  return LEFT * TENTHS + layout_place(plot->layout, number, (WIDTH - LEFT - RIGHT) * TENTHS);
}

static int64_t y_of(const Plot *plot, Fraction number) {
  int64_t up = axis_place(&plot->axis, number, PLOT * TENTHS);
  return (plot->top + PLOT) * TENTHS - (up < 0 ? 0 : up);
}

static void put_line(const Plot *plot, size_t number) {
  const ChartSeries *series = plot->panel->series.items[number];
  Picture *picture = plot->picture;
  Writer  *out = picture->out;
  bool     begun = false;
  writer_print(out, "<path class=\"l%zu\"", number % KINDS);
  put_dash(picture, number);
  writer_put(out, TEXT(" d=\""));
  for (size_t point = 0; point < plot->layout->chart->count; point++) {
    if (!chart_is_number(&series->values[point])) {
      begun = false;
      continue;
    }
    int64_t x = x_of(plot, plot->layout->places[point]);
    int64_t y = y_of(plot, series->values[point].as.number);
    if (begun && plot->layout->form == CHART_STEP) {
      writer_put_char(out, 'H');
      picture_put_tenths(picture, x);
    }
    writer_put_char(out, begun ? 'L' : 'M');
    picture_put_point(picture, x, y);
    begun = true;
  }
  writer_put(out, TEXT("\"/>\n"));
  size_t stride = plot->layout->chart->count / MOST_MARKS + 1;
  for (size_t point = 0; point < plot->layout->chart->count; point += stride)
    if (chart_is_number(&series->values[point]))
      put_mark(picture, number, x_of(plot, plot->layout->places[point]),
               y_of(plot, series->values[point].as.number));
}

static void put_grid(const Plot *plot) {
  Picture *picture = plot->picture;
  for (size_t tick = 0; tick < plot->axis.ticks; tick++) {
    Fraction number = axis_tick(&plot->axis, tick);
    int64_t  y = y_of(plot, number);
    writer_print(picture->out, "<path class=\"%s\" d=\"M", fraction_is_zero(number) ? "a" : "g");
    picture_put_point(picture, LEFT * TENTHS, y);
    writer_print(picture->out, "H%d\"/>\n", WIDTH - RIGHT);
    picture_put_text(picture, "e", LEFT - 10, y / TENTHS + 4,
                     figure_on(picture->arena, picture->screen, &plot->axis.scale, number));
  }
}

/* Every how manyth label has room, if no character is wider than CHARACTER pixels. */
static size_t label_stride(const Layout *layout) {
  size_t widest = 1;
  for (size_t i = 0; i < layout->chart->count; i++) {
    size_t width = unicode_width(layout->labels[i]);
    widest = width > widest ? width : widest;
  }
  size_t fit = (WIDTH - LEFT - RIGHT) / (widest * CHARACTER + 2 * CHARACTER);
  return layout->chart->count / (fit ? fit : 1) + 1;
}

static void put_along_x(const Plot *plot) {
  const Layout *layout = plot->layout;
  Picture *picture = plot->picture;
  int64_t  bottom = plot->top + PLOT;
  size_t   stride = label_stride(layout);
  for (size_t point = 0; point < layout->chart->count; point += stride) {
    int64_t x = x_of(plot, layout->places[point]);
    writer_put(picture->out, TEXT("<path class=\"a\" d=\"M"));
    picture_put_point(picture, x, bottom * TENTHS);
    writer_put(picture->out, TEXT("v5\"/>\n"));
    picture_put_text(picture, "m", x / TENTHS, bottom + 20, layout->labels[point]);
  }
  if (layout->now) {
    writer_put(picture->out, TEXT("<path class=\"n\" d=\"M"));
    picture_put_point(picture, x_of(plot, *layout->now), plot->top * TENTHS);
    writer_print(picture->out, "v%d\"/>\n", PLOT);
  }
}

static void put_legend(const Plot *plot, int64_t y) {
  const Panel *panel = plot->panel;
  Picture *picture = plot->picture;
  if (panel->series.count == 1) {
    picture_put_text(picture, "b", LEFT - 10, y,
                     layout_heading(picture->arena, panel->series.items[0]->title,
                                    plot->axis.scale.unit));
    return;
  }
  for (size_t i = 0; i < panel->series.count; i++, y += LEGEND_LINE) {
    writer_print(picture->out, "<path class=\"l%zu\"", i % KINDS);
    put_dash(picture, i);
    writer_print(picture->out, " d=\"M%d %lldh36\"/>\n", LEFT - 10, (long long)y - 5);
    put_mark(picture, i, (LEFT + 8) * TENTHS, (y - 5) * TENTHS);
    picture_put_text(picture, "b", LEFT + 36, y,
                     layout_heading(picture->arena, panel->series.items[i]->title,
                                    plot->axis.scale.unit));
  }
}

static int64_t legend_height(const Panel *panel) {
  return (int64_t)panel->series.count * LEGEND_LINE + 6;
}

static void put_x_title(Picture *picture, const Layout *layout, int64_t y) {
  Text title = layout_heading(picture->arena, layout->chart->x_title, layout->x_unit);
  if (layout->now)
    title = arena_format(picture->arena, "%.*s   ┊ %.*s", TEXT_PRINT(title),
                         TEXT_PRINT(picture_now(picture, layout->chart)));
  picture_put_text(picture, "m", (LEFT + WIDTH - RIGHT) / 2, y, title);
}

static void put_lines(Picture *picture, const Layout *layout) {
  int64_t y = TOP;
  for (size_t i = 0; i < layout->panel_count; i++) {
    const Panel *panel = &layout->panels[i];
    Plot plot = { picture, layout, panel, .top = y + legend_height(panel) };
    if (panel->empty ||
        !axis_make(picture->arena, panel->type, panel->low, panel->high, false, 5, &plot.axis))
      continue;
    put_legend(&plot, y + 14);
    put_grid(&plot);
    put_along_x(&plot);
    for (size_t series = panel->series.count; series-- > 0;)
      put_line(&plot, series);
    y = plot.top + PLOT + BELOW - 20 + BETWEEN;
  }
  put_x_title(picture, layout, y - BETWEEN + 10);
}

static int64_t lines_height(const Layout *layout) {
  int64_t height = TOP;
  for (size_t i = 0; i < layout->panel_count; i++)
    if (!layout->panels[i].empty)
      height += legend_height(&layout->panels[i]) + PLOT + BELOW - 20 + BETWEEN;
  return height + 6;
}

/* ---- bars -------------------------------------------------------------------------------- */

static int64_t bars_height(const Layout *layout) {
  int64_t height = TOP;
  for (size_t i = 0; i < layout->panel_count; i++) {
    int64_t bars = (int64_t)layout->panels[i].series.count;
    height += legend_height(&layout->panels[i]) + BETWEEN +
              (int64_t)layout->chart->count * (bars * BAR + BAR_GAP);
  }
  return height;
}

static void put_bar(const Plot *plot, size_t series, const Value *value, int64_t y) {
  Picture *picture = plot->picture;
  enum { SPAN = WIDTH - BAR_LEFT - BAR_RIGHT };
  if (!chart_is_number(value)) {
    picture_put_text(picture, "b", BAR_LEFT + 6, y + BAR - 4, TEXT("–"));
    return;
  }
  int64_t zero = axis_place(&plot->axis, fraction_from(0), SPAN * TENTHS);
  int64_t end = axis_place(&plot->axis, value->as.number, SPAN * TENTHS);
  int64_t from = zero < end ? zero : end, to = zero < end ? end : zero;
  writer_print(picture->out, "<rect class=\"f%zu\" x=\"", series % KINDS);
  picture_put_tenths(picture, BAR_LEFT * TENTHS + from);
  writer_print(picture->out, "\" y=\"%lld\" width=\"", (long long)y + 1);
  picture_put_tenths(picture, to - from);
  writer_print(picture->out, "\" height=\"%d\"/>\n", BAR - 2);
  picture_put_text(picture, "b", BAR_LEFT + to / TENTHS + 6, y + BAR - 4,
                   figure_value(picture->arena, picture->screen, *value,
                                plot->panel->series.items[series]->type));
}

static void put_bar_legend(const Plot *plot, int64_t y) {
  Picture *picture = plot->picture;
  for (size_t i = 0; i < plot->panel->series.count; i++, y += LEGEND_LINE) {
    writer_print(picture->out, "<rect class=\"f%zu\" x=\"%d\" y=\"%lld\" width=\"12\" "
                 "height=\"12\"/>\n", i % KINDS, BAR_LEFT, (long long)y - 11);
    picture_put_text(picture, "b", BAR_LEFT + 20, y, plot->panel->series.items[i]->title);
  }
}

static void put_bars(Picture *picture, const Layout *layout) {
  int64_t y = TOP;
  for (size_t i = 0; i < layout->panel_count; i++) {
    const Panel *panel = &layout->panels[i];
    Plot plot = { picture, layout, panel, .top = y };
    if (panel->empty ||
        !axis_make(picture->arena, panel->type, panel->low, panel->high, true, 4, &plot.axis))
      continue;
    put_bar_legend(&plot, y + 14);
    y += legend_height(panel);
    for (size_t point = 0; point < layout->chart->count; point++) {
      picture_put_text(picture, "e", BAR_LEFT - 8,
                       y + ((int64_t)panel->series.count * BAR) / 2 + 4, layout->labels[point]);
      for (size_t series = 0; series < panel->series.count; series++, y += BAR)
        put_bar(&plot, series, &panel->series.items[series]->values[point], y);
      y += BAR_GAP;
    }
    y += BETWEEN;
  }
}

/* ---- the whole --------------------------------------------------------------------------- */

/* Every point in words, for who cannot see the picture. */
static void describe(Picture *picture, const Chart *chart) {
  for (size_t point = 0; point < chart->count; point++) {
    if (chart->x_title.length > 0) {
      picture_put_words(picture, chart->x_title);
      writer_put_char(picture->out, ' ');
    }
    picture_put_words(picture, figure_value(picture->arena, picture->screen, chart->x[point],
                                            chart->x_type));
    for (size_t i = 0; i < chart->series.count; i++) {
      const ChartSeries *series = &chart->series.items[i];
      writer_put(picture->out, i ? TEXT(", ") : TEXT(": "));
      picture_put_words(picture, series->title);
      writer_put_char(picture->out, ' ');
      picture_put_words(picture, figure_value(picture->arena, picture->screen,
                                              series->values[point], series->type));
    }
    writer_put(picture->out, TEXT(".\n"));
  }
}

void chart_svg(Writer *writer, Arena *arena, const Screen *screen, const Chart *chart, Text name) {
  Picture picture = { writer, arena, screen };
  Layout  layout = chart_layout(arena, screen, chart);
  bool    bars = layout.form == CHART_BARS;
  picture_begin(&picture, name, chart->title, WIDTH,
                bars ? bars_height(&layout) : lines_height(&layout));
  describe(&picture, chart);
  picture_describe_end(&picture);
  picture_put_text(&picture, "t", 20, 26, chart->title);
  if (chart->count > 0 && bars)
    put_bars(&picture, &layout);
  else if (chart->count > 0)
    put_lines(&picture, &layout);
  picture_end(&picture);
}
