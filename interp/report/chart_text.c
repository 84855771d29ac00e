/* A chart on a terminal: points and lines of braille dots, marks on the points. */
#include "interp/report/chart_inside.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

enum {
  DOTS_WIDE = 2, DOTS_HIGH = 4,       /* of a braille character */
  LEAST_WIDTH = 12, LEAST_HEIGHT = 3, MOST_HEIGHT = 14,
  LINES_A_TICK = 3,
  MARK_KINDS = 6,
  MARKS_APART = 2                     /* columns between two marks of a series, at least */
};

static const char *const marks[MARK_KINDS] = { "●", "■", "▲", "○", "□", "△" };
static const char *const ascii_marks[MARK_KINDS] = { "*", "o", "+", "x", "#", "@" };
static const char *const inks[MARK_KINDS] = { "36", "35", "32", "31", "34", "33" };

/* What is drawn of one panel. */
typedef struct {
  const Screen *screen;
  const Layout *layout;
  const Panel  *panel;
  Axis          axis;
  unsigned      width, height;        /* characters */
  uint8_t      *dots, *inked, *marked;   /* by character: braille, series + 1, series + 1 */
  int64_t       now;                  /* column of the value now; -1: none */
} Canvas;

static const char *mark_of(const Screen *screen, size_t series) {
  return (screen->ascii ? ascii_marks : marks)[series % MARK_KINDS];
}

/* ---- dots -------------------------------------------------------------------------------- */

static void draw_dot(Canvas *canvas, int64_t x, int64_t y, size_t series) {
  static const uint8_t bits[DOTS_WIDE][DOTS_HIGH] = { { 0x01, 0x02, 0x04, 0x40 },
                                                      { 0x08, 0x10, 0x20, 0x80 } };
  size_t cell = (size_t)(y / DOTS_HIGH) * canvas->width + (size_t)(x / DOTS_WIDE);
  canvas->dots[cell] |= bits[x % DOTS_WIDE][y % DOTS_HIGH];
  if (!canvas->inked[cell])
    canvas->inked[cell] = (uint8_t)(series % MARK_KINDS + 1);
}

typedef struct { int64_t x, y; } Dot;

static void draw_line(Canvas *canvas, Dot from, Dot to, size_t series) {
  int64_t wide = llabs(to.x - from.x), high = llabs(to.y - from.y);
  int64_t steps = wide > high ? wide : high;
  for (int64_t i = 0; i <= steps; i++) {
    int64_t half = steps / 2, along = steps ? steps : 1;
    int64_t x = from.x + ((to.x - from.x) * i + (to.x < from.x ? -half : half)) / along;
    int64_t y = from.y + ((to.y - from.y) * i + (to.y < from.y ? -half : half)) / along;
    draw_dot(canvas, x, y, series);
  }
}

static bool dot_of(const Canvas *canvas, const ChartSeries *series, size_t point, Dot *dot) {
  if (!chart_is_number(&series->values[point]))
    return false;
  int64_t high = (int64_t)canvas->height * DOTS_HIGH - 1;
  int64_t up = axis_place(&canvas->axis, series->values[point].as.number, high);
  dot->x = layout_place(canvas->layout, canvas->layout->places[point],
                        (int64_t)canvas->width * DOTS_WIDE - 1);
  dot->y = high - up;
  return up >= 0 && dot->x >= 0;
}

/* The first series is drawn on top: its marks and colour stay where several meet. */
static void draw_series(Canvas *canvas, size_t number) {
  const ChartSeries *series = canvas->panel->series.items[number];
  Dot     before = { 0, 0 };
  bool    begun = false;
  int64_t marked = -MARKS_APART - 1;
  for (size_t point = 0; point < canvas->layout->chart->count; point++) {
    Dot dot;
    if (!dot_of(canvas, series, point, &dot)) {
      begun = false;
      continue;
    }
    if (begun && canvas->layout->form == CHART_STEP) {
      draw_line(canvas, before, (Dot){ dot.x, before.y }, number);
      draw_line(canvas, (Dot){ dot.x, before.y }, dot, number);
    } else {
      draw_line(canvas, begun ? before : dot, dot, number);
    }
    int64_t column = dot.x / DOTS_WIDE;
    size_t  cell = (size_t)(dot.y / DOTS_HIGH) * canvas->width + (size_t)column;
    if (column - marked > MARKS_APART && !canvas->marked[cell]) {
      canvas->marked[cell] = (uint8_t)(number % MARK_KINDS + 1);
      marked = column;
    }
    before = dot;
    begun = true;
  }
}

/* ---- rows -------------------------------------------------------------------------------- */

static void put_braille(Writer *writer, const Canvas *canvas, size_t cell) {
  uint8_t dots = canvas->dots[cell];
  char bytes[] = { (char)0xe2, (char)(0xa0 + (dots >> 6)), (char)(0x80 + (dots & 0x3f)) };
  writer_put(writer, canvas->screen->ascii ? TEXT(".") : (Text){ bytes, sizeof bytes });
}

/* Changes to the colour of a series (1, 2 ...; 0: none) where it is another one. */
static void ink(Writer *writer, const Screen *screen, unsigned *inked, unsigned wanted) {
  if (screen->color && wanted != *inked) {
    writer_put(writer, TEXT("\033[0m"));
    if (wanted)
      writer_print(writer, "\033[%sm", inks[(wanted - 1) % MARK_KINDS]);
  }
  *inked = wanted;
}

static bool is_empty(const Canvas *canvas, size_t row, size_t column) {
  size_t cell = row * canvas->width + column;
  return !canvas->marked[cell] && !canvas->dots[cell] && (int64_t)column != canvas->now;
}

static void put_row(Writer *writer, const Canvas *canvas, size_t row) {
  size_t end = canvas->width;
  while (end > 0 && is_empty(canvas, row, end - 1))
    end--;
  unsigned inked = 0;
  for (size_t column = 0; column < end; column++) {
    size_t cell = row * canvas->width + column;
    ink(writer, canvas->screen, &inked,
        canvas->marked[cell] ? canvas->marked[cell] : canvas->inked[cell]);
    if (canvas->marked[cell])
      writer_put(writer, text_from(mark_of(canvas->screen, canvas->marked[cell] - 1u)));
    else if (canvas->dots[cell])
      put_braille(writer, canvas, cell);
    else if ((int64_t)column == canvas->now)
      writer_put(writer, canvas->screen->ascii ? TEXT(":") : TEXT("┊"));
    else
      writer_put_char(writer, ' ');
  }
  ink(writer, canvas->screen, &inked, 0);
  writer_put_char(writer, '\n');
}

/* The label of the tick in this row; empty: there is none. */
static Text tick_label(Arena *arena, const Canvas *canvas, size_t row) {
  int64_t high = (int64_t)canvas->height * DOTS_HIGH - 1;
  for (size_t tick = 0; tick < canvas->axis.ticks; tick++) {
    Fraction number = axis_tick(&canvas->axis, tick);
    int64_t  up = axis_place(&canvas->axis, number, high);
    if (up >= 0 && (size_t)((high - up) / DOTS_HIGH) == row)
      return figure_on(arena, canvas->screen, &canvas->axis.scale, number);
  }
  return TEXT_NONE;
}

static size_t label_width(Arena *arena, const Screen *screen, const Axis *axis) {
  size_t widest = 0;
  for (size_t tick = 0; tick < axis->ticks; tick++) {
    size_t width = unicode_width(figure_on(arena, screen, &axis->scale, axis_tick(axis, tick)));
    widest = width > widest ? width : widest;
  }
  return widest;
}

static void put_plot(Writer *writer, Arena *arena, Canvas *canvas, size_t labels) {
  size_t cells = (size_t)canvas->width * canvas->height;
  canvas->dots = arena_array(arena, uint8_t, cells);
  canvas->inked = arena_array(arena, uint8_t, cells);
  canvas->marked = arena_array(arena, uint8_t, cells);
  for (size_t i = 0; i < canvas->panel->series.count; i++)
    draw_series(canvas, i);
  const char *line = canvas->screen->ascii ? "|" : "│", *tick = canvas->screen->ascii ? "+" : "┤";
  for (size_t row = 0; row < canvas->height; row++) {
    Text label = tick_label(arena, canvas, row);
    writer_pad_left(writer, label, labels);
    writer_print(writer, " %s", label.length ? tick : line);
    put_row(writer, canvas, row);
  }
}

/* ---- along x ----------------------------------------------------------------------------- */

typedef struct { int64_t column, start, end; } LabelPlace;

/* Label `point`, centred under its column, not beyond the plot's right end. */
static LabelPlace label_place(const Layout *layout, size_t point, int64_t width) {
  int64_t long_ = (int64_t)unicode_width(layout->labels[point]);
  LabelPlace place = { layout_place(layout, layout->places[point], width - 1), 0, 0 };
  place.start = place.column - long_ / 2;
  if (place.start > width - long_)
    place.start = width - long_;
  if (place.start < 0)
    place.start = 0;
  place.end = place.start + long_;
  return place;
}

/* Every how manyth label can be shown without touching its neighbour. */
static size_t label_stride(const Layout *layout, int64_t width) {
  for (size_t stride = 1; stride < layout->chart->count; stride++) {
    bool    fits = true;
    int64_t end = -2;
    for (size_t i = 0; i < layout->chart->count && fits; i += stride) {
      LabelPlace place = label_place(layout, i, width);
      fits = place.start >= end + 2;
      end = place.end;
    }
    if (fits)
      return stride;
  }
  return layout->chart->count;
}

static void put_axis_line(Writer *writer, const Screen *screen, const Layout *layout,
                          int64_t width, size_t stride) {
  size_t next = 0;
  writer_put(writer, screen->ascii ? TEXT("+") : TEXT("└"));
  for (int64_t column = 0; column < width; column++) {
    bool tick = false;
    for (; next < layout->chart->count &&
           label_place(layout, next, width).column <= column; next += stride)
      tick = true;
    if (tick)
      writer_put(writer, screen->ascii ? TEXT("+") : TEXT("┬"));
    else
      writer_put(writer, screen->ascii ? TEXT("-") : TEXT("─"));
  }
  writer_put_char(writer, '\n');
}

static void put_labels(Writer *writer, const Layout *layout, int64_t width, size_t stride) {
  int64_t at = 0;
  for (size_t i = 0; i < layout->chart->count; i += stride) {
    LabelPlace place = label_place(layout, i, width);
    if (place.start < at)
      continue;
    writer_repeat(writer, TEXT(" "), (size_t)(place.start - at));
    writer_put(writer, layout->labels[i]);
    at = place.end;
  }
  writer_put_char(writer, '\n');
}

static void put_x_axis(Writer *writer, Arena *arena, const Screen *screen, const Layout *layout,
                       size_t labels, unsigned width) {
  size_t stride = label_stride(layout, width);
  writer_repeat(writer, TEXT(" "), labels + 1);
  put_axis_line(writer, screen, layout, width, stride);
  writer_repeat(writer, TEXT(" "), labels + 2);
  put_labels(writer, layout, width, stride);
  Text title = layout_heading(arena, screen_visible(arena, layout->chart->x_title),
                              layout->x_unit);
  if (layout->now) {
    Text now = figure_value(arena, screen, *layout->chart->now, layout->chart->x_type);
    now = arena_format(arena, screen_words(screen, "now %.*s"), TEXT_PRINT(now));
    title = arena_format(arena, "%.*s    %s %.*s", TEXT_PRINT(title), screen->ascii ? ":" : "┊",
                         TEXT_PRINT(now));
  }
  writer_repeat(writer, TEXT(" "), labels + 2);
  screen_wrap(writer, screen, title, labels + 2, labels + 2);
}

/* ---- the whole --------------------------------------------------------------------------- */

void chart_put_mark(Writer *writer, const Screen *screen, size_t series) {
  if (screen->color)
    writer_print(writer, "\033[%sm", inks[series % MARK_KINDS]);
  writer_print(writer, "%s%s ", mark_of(screen, series), screen->color ? "\033[0m" : "");
}

void chart_put_legend(Writer *writer, Arena *arena, const Screen *screen, const Panel *panel,
                      Text unit) {
  if (panel->series.count == 1) {
    Text title = screen_visible(arena, panel->series.items[0]->title);
    writer_print(writer, "  %.*s\n", TEXT_PRINT(layout_heading(arena, title, unit)));
    return;
  }
  writer_print(writer, "  %.*s", TEXT_PRINT(unit));
  size_t column = 2 + unicode_width(unit);
  for (size_t i = 0; i < panel->series.count; i++) {
    Text   title = screen_visible(arena, panel->series.items[i]->title);
    size_t width = unicode_width(title) + 4;
    if (column > 2 && column + width > screen->width) {
      writer_put(writer, TEXT("\n  "));
      column = 2;
    }
    writer_put(writer, column > 2 ? TEXT("  ") : TEXT(""));
    chart_put_mark(writer, screen, i);
    writer_put(writer, title);
    column += width;
  }
  writer_put_char(writer, '\n');
}

static unsigned plot_height(const Layout *layout, unsigned height) {
  enum { AROUND = 4 };                /* the title and what stands along x */
  unsigned panels = (unsigned)layout->panel_count;
  unsigned room = height > AROUND ? (height - AROUND) / panels : 1;
  unsigned usual = panels > 1 ? MOST_HEIGHT / 2 : MOST_HEIGHT;
  unsigned lines = height == 0 ? usual : room > 1 ? room - 1 : 1;
  return lines < LEAST_HEIGHT ? LEAST_HEIGHT : lines > MOST_HEIGHT ? MOST_HEIGHT : lines;
}

static void write_lines(Writer *writer, Arena *arena, const Screen *screen, const Layout *layout,
                        unsigned height) {
  Canvas  *canvases = arena_array(arena, Canvas, layout->panel_count);
  size_t   labels = 0;
  unsigned lines = plot_height(layout, height);
  for (size_t i = 0; i < layout->panel_count; i++) {
    const Panel *panel = &layout->panels[i];
    Canvas *canvas = &canvases[i];
    *canvas = (Canvas){ screen, layout, panel, .height = lines, .now = -1 };
    if (panel->empty || !axis_make(arena, panel->type, panel->low, panel->high, false,
                                   lines / LINES_A_TICK + 1, &canvas->axis))
      continue;
    size_t width = label_width(arena, screen, &canvas->axis);
    labels = width > labels ? width : labels;
  }
  unsigned used = (unsigned)labels + 3;
  unsigned width = screen->width > used + LEAST_WIDTH ? screen->width - used : LEAST_WIDTH;
  for (size_t i = 0; i < layout->panel_count; i++) {
    Canvas *canvas = &canvases[i];
    canvas->width = width;
    if (layout->now)
      canvas->now = layout_place(layout, *layout->now, (int64_t)width - 1);
    chart_put_legend(writer, arena, screen, canvas->panel, canvas->axis.scale.unit);
    if (canvas->axis.ticks)
      put_plot(writer, arena, canvas, labels);
    else
      writer_print(writer, "  %s\n", screen_words(screen, "nothing is known"));
  }
  put_x_axis(writer, arena, screen, layout, labels, width);
}

void chart_write(Writer *writer, Arena *arena, const Screen *screen, const Chart *chart,
                 unsigned height) {
  if (chart->title.length > 0) {
    screen_styled(writer, screen, STYLE_STRONG, screen_visible(arena, chart->title));
    writer_put_char(writer, '\n');
  }
  Layout layout = chart_layout(arena, screen, chart);
  if (chart->count == 0 || layout.panel_count == 0)
    writer_print(writer, "  %s\n", screen_words(screen, "there is nothing to draw"));
  else if (layout.form == CHART_BARS)
    chart_bars_write(writer, arena, screen, &layout);
  else
    write_lines(writer, arena, screen, &layout, height);
}
