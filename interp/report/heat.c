/* Two parameters at once: a table of numbers whose cells are the darker the larger they are. */
#include "interp/report/chart_picture.h"

#include "base/unicode.h"

#include <inttypes.h>

enum { SHADES = 5, MOST_DECIMALS = 2 };

/* What both drawings need. */
typedef struct {
  const Heat  *heat;
  bool         known;                 /* is any cell? */
  Fraction     low, high;
  FigureScale  scale, x_scale, y_scale;
} Shading;

static const Value *cell_of(const Heat *heat, size_t x, size_t y) {
  return &heat->cells[y * heat->x_count + x];
}

static Fraction magnitude(Fraction number) {
  if (number.numerator < 0)
    number.numerator = -number.numerator;
  return number;
}

/* One scale for all the values, with the decimals they need, `most` at most. */
static FigureScale scale_of(Arena *arena, const Type *type, const Value *values, size_t count,
                            unsigned most) {
  Fraction largest = fraction_from(0);
  for (size_t i = 0; i < count; i++)
    if (chart_is_number(&values[i]) &&
        fraction_compare(magnitude(values[i].as.number), largest) > 0)
      largest = magnitude(values[i].as.number);
  FigureScale scale = figure_scale(arena, type, largest, fraction_from(0));
  scale.decimals = 0;
  for (size_t i = 0; i < count; i++) {
    if (!chart_is_number(&values[i]))
      continue;
    unsigned decimals = figure_scale(arena, type, largest,
                                     magnitude(values[i].as.number)).decimals;
    scale.decimals = decimals > scale.decimals ? decimals : scale.decimals;
  }
  scale.decimals = scale.decimals > most ? most : scale.decimals;
  return scale;
}

static Shading shading_of(Arena *arena, const Heat *heat) {
  size_t  count = heat->x_count * heat->y_count;
  Shading shading = { .heat = heat };
  shading.scale = scale_of(arena, heat->type, heat->cells, count, MOST_DECIMALS);
  shading.x_scale = scale_of(arena, heat->x_type, heat->x, heat->x_count, 6);
  shading.y_scale = scale_of(arena, heat->y_type, heat->y, heat->y_count, 6);
  for (size_t i = 0; i < count; i++) {
    if (!chart_is_number(&heat->cells[i]))
      continue;
    Fraction number = heat->cells[i].as.number;
    if (!shading.known || fraction_compare(number, shading.low) < 0)
      shading.low = number;
    if (!shading.known || fraction_compare(number, shading.high) > 0)
      shading.high = number;
    shading.known = true;
  }
  return shading;
}

/* 0 to 4: how far up between the least and the largest. */
static unsigned shade_of(const Shading *shading, Fraction number) {
  Fraction range, above, part;
  int64_t  shade;
  if (!fraction_subtract(shading->high, shading->low, &range) || fraction_is_zero(range) ||
      !fraction_subtract(number, shading->low, &above) ||
      !fraction_divide(above, range, &part) ||
      !fraction_multiply(part, fraction_from(SHADES), &part) ||
      !fraction_round(part, fraction_from(1), ROUND_DOWN, &part) ||
      !fraction_to_int64(part, &shade))
    return 0;
  return shade >= SHADES ? SHADES - 1 : (unsigned)shade;
}

static Text label_of(Arena *arena, const Screen *screen, const FigureScale *scale, Value value,
                     const Type *type) {
  if (chart_is_number(&value))
    return figure_on(arena, screen, scale, value.as.number);
  return screen_value(arena, screen, value, type);
}

static Text x_label(Arena *arena, const Screen *screen, const Shading *shading, size_t x) {
  return label_of(arena, screen, &shading->x_scale, shading->heat->x[x], shading->heat->x_type);
}

static Text y_label(Arena *arena, const Screen *screen, const Shading *shading, size_t y) {
  return label_of(arena, screen, &shading->y_scale, shading->heat->y[y], shading->heat->y_type);
}

static Text figure_of(Arena *arena, const Screen *screen, const Shading *shading,
                      const Value *cell) {
  if (!chart_is_number(cell))
    return screen->ascii ? TEXT("-") : TEXT("–");
  return figure_on(arena, screen, &shading->scale, cell->as.number);
}

/* The unit belongs to numbers only: of anything else it is in the label. */
static Text axis_title(Arena *arena, Text title, const FigureScale *scale) {
  return layout_heading(arena, title, scale->unit);
}

/* ---- on a terminal ----------------------------------------------------------------------- */

enum { INDENT = 2, BETWEEN = 2, SHADE_WIDTH = 3 };      /* two blocks and a space */

typedef struct { size_t labels, cell; } Widths;

static Widths widths_of(Arena *arena, const Screen *screen, const Shading *shading) {
  const Heat *heat = shading->heat;
  Widths widths = { 1, 1 };
  for (size_t y = 0; y < heat->y_count; y++) {
    size_t width = unicode_width(y_label(arena, screen, shading, y));
    widths.labels = width > widths.labels ? width : widths.labels;
    for (size_t x = 0; x < heat->x_count; x++) {
      width = unicode_width(figure_of(arena, screen, shading, cell_of(heat, x, y)));
      widths.cell = width > widths.cell ? width : widths.cell;
    }
  }
  widths.cell += SHADE_WIDTH;
  for (size_t x = 0; x < heat->x_count; x++) {
    size_t width = unicode_width(x_label(arena, screen, shading, x));
    widths.cell = width > widths.cell ? width : widths.cell;
  }
  return widths;
}

static void put_cell(Writer *writer, Arena *arena, const Screen *screen, const Shading *shading,
                     const Value *cell, size_t width) {
  static const char *const blocks[] = { "  ", "░░", "▒▒", "▓▓", "██" };
  static const char *const ascii[] = { "  ", "..", "::", "++", "##" };
  Text     figure = figure_of(arena, screen, shading, cell);
  unsigned shade = chart_is_number(cell) ? shade_of(shading, cell->as.number) : 0;
  writer_repeat(writer, TEXT(" "), BETWEEN + width - SHADE_WIDTH - unicode_width(figure));
  writer_print(writer, "%s %.*s", (screen->ascii ? ascii : blocks)[shade], TEXT_PRINT(figure));
}

/* The columns from `first` to before `end`. */
static void put_columns(Writer *writer, Arena *arena, const Screen *screen,
                        const Shading *shading, Widths widths, size_t first, size_t end) {
  const Heat *heat = shading->heat;
  writer_repeat(writer, TEXT(" "), INDENT + widths.labels);
  for (size_t x = first; x < end; x++) {
    writer_repeat(writer, TEXT(" "), BETWEEN);
    writer_pad_left(writer, x_label(arena, screen, shading, x), widths.cell);
  }
  writer_put_char(writer, '\n');
  for (size_t y = 0; y < heat->y_count; y++) {
    writer_repeat(writer, TEXT(" "), INDENT);
    writer_pad_left(writer, y_label(arena, screen, shading, y), widths.labels);
    for (size_t x = first; x < end; x++)
      put_cell(writer, arena, screen, shading, cell_of(heat, x, y), widths.cell);
    writer_put_char(writer, '\n');
  }
}

/* What goes across and what goes down. */
static void put_titles(Writer *writer, Arena *arena, const Screen *screen,
                       const Shading *shading) {
  const Heat *heat = shading->heat;
  Text across = screen_visible(arena, axis_title(arena, heat->x_title, &shading->x_scale));
  Text down = screen_visible(arena, axis_title(arena, heat->y_title, &shading->y_scale));
  writer_print(writer, "  %s ", screen->ascii ? ">" : "→");
  screen_wrap(writer, screen, across, INDENT + 2, INDENT + 2);
  writer_print(writer, "  %s ", screen->ascii ? "v" : "↓");
  screen_wrap(writer, screen, down, INDENT + 2, INDENT + 2);
}

static Text heading_of(Arena *arena, const Shading *shading) {
  return layout_heading(arena, shading->heat->title, shading->scale.unit);
}

void heat_write(Writer *writer, Arena *arena, const Screen *screen, const Heat *heat) {
  Shading shading = shading_of(arena, heat);
  screen_styled(writer, screen, STYLE_STRONG,
                screen_visible(arena, heading_of(arena, &shading)));
  writer_put_char(writer, '\n');
  if (!shading.known) {
    writer_print(writer, "  %s\n", screen_words(screen, "nothing is known"));
    return;
  }
  put_titles(writer, arena, screen, &shading);
  Widths widths = widths_of(arena, screen, &shading);
  size_t used = INDENT + widths.labels, each = BETWEEN + widths.cell;
  size_t fit = screen->width > used + each ? (screen->width - used) / each : 1;
  for (size_t first = 0; first < heat->x_count; first += fit) {
    size_t end = first + fit < heat->x_count ? first + fit : heat->x_count;
    if (first > 0)
      writer_put_char(writer, '\n');
    put_columns(writer, arena, screen, &shading, widths, first, end);
  }
}

/* ---- as a picture ------------------------------------------------------------------------ */

enum { LEFT = 170, TOP = 92, WIDE = 84, HIGH = 30, AROUND = 20 };

static void describe(Picture *picture, const Shading *shading) {
  const Heat *heat = shading->heat;
  for (size_t y = 0; y < heat->y_count; y++)
    for (size_t x = 0; x < heat->x_count; x++) {
      picture_put_words(picture, heat->y_title);
      writer_put_char(picture->out, ' ');
      picture_put_words(picture, figure_value(picture->arena, picture->screen, heat->y[y],
                                              heat->y_type));
      writer_put(picture->out, TEXT(", "));
      picture_put_words(picture, heat->x_title);
      writer_put_char(picture->out, ' ');
      picture_put_words(picture, figure_value(picture->arena, picture->screen, heat->x[x],
                                              heat->x_type));
      writer_put(picture->out, TEXT(": "));
      picture_put_words(picture, figure_value(picture->arena, picture->screen,
                                              *cell_of(heat, x, y), heat->type));
      writer_put(picture->out, TEXT(".\n"));
    }
}

static void put_square(Picture *picture, const Shading *shading, size_t x, size_t y) {
  const Value *cell = cell_of(shading->heat, x, y);
  int64_t  left = LEFT + (int64_t)x * WIDE, top = TOP + (int64_t)y * HIGH;
  unsigned shade = chart_is_number(cell) ? shade_of(shading, cell->as.number) : 0;
  writer_print(picture->out, "<rect class=\"h%u\" x=\"%" PRId64 "\" y=\"%" PRId64
               "\" width=\"%d\" height=\"%d\"/>\n", shade, left, top, WIDE - 2, HIGH - 2);
  picture_put_text(picture, "m", left + WIDE / 2, top + HIGH / 2 + 4,
                   figure_of(picture->arena, picture->screen, shading, cell));
}

void heat_svg(Writer *writer, Arena *arena, const Screen *screen, const Heat *heat, Text name) {
  Picture picture = { writer, arena, screen };
  Shading shading = shading_of(arena, heat);
  Text    title = heading_of(arena, &shading);
  picture_begin(&picture, name, title, LEFT + (int64_t)heat->x_count * WIDE + AROUND,
                TOP + (int64_t)heat->y_count * HIGH + AROUND);
  describe(&picture, &shading);
  picture_describe_end(&picture);
  picture_put_text(&picture, "t", AROUND, 26, title);
  picture_put_text(&picture, "b", LEFT, 56, axis_title(arena, heat->x_title, &shading.x_scale));
  picture_put_text(&picture, "e", LEFT - 10, TOP - 14,
                   axis_title(arena, heat->y_title, &shading.y_scale));
  for (size_t x = 0; x < heat->x_count; x++)
    picture_put_text(&picture, "m", LEFT + (int64_t)x * WIDE + WIDE / 2, TOP - 14,
                     x_label(arena, screen, &shading, x));
  for (size_t y = 0; y < heat->y_count; y++) {
    picture_put_text(&picture, "e", LEFT - 10, TOP + (int64_t)y * HIGH + HIGH / 2 + 4,
                     y_label(arena, screen, &shading, y));
    for (size_t x = 0; x < heat->x_count; x++)
      put_square(&picture, &shading, x, y);
  }
  picture_end(&picture);
}
