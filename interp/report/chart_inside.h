/* chart_inside.h - what both drawings of a chart share: axes, panels, marks along x.
 *
 * Private to interp/report/chart*.c.  Everything is exact until a place is
 * asked for, so that the same figures land in the same place everywhere. */
#ifndef ANSLAG_INTERP_REPORT_CHART_INSIDE_H
#define ANSLAG_INTERP_REPORT_CHART_INSIDE_H

#include "interp/report/chart.h"
#include "interp/report/figure.h"

typedef struct {
  Fraction    low, high;        /* low < high, multiples of `step` */
  Fraction    step;             /* 1, 2 or 5 times a power of ten */
  size_t      ticks;            /* from low to high */
  FigureScale scale;
} Axis;

/* An axis that holds low to high, with zero where that costs little (always if `zero`), and about
 * `most` ticks.  False: the numbers are too far apart to be drawn. */
bool axis_make(Arena *arena, const Type *type, Fraction low, Fraction high, bool zero,
               unsigned most, Axis *axis);
/* Where a number lies, 0 to span, rounded; -1: nowhere. */
int64_t  axis_place(const Axis *axis, Fraction number, int64_t span);
Fraction axis_tick(const Axis *axis, size_t number);

/* Series of one unit. */
typedef struct {
  LIST(const ChartSeries *) series;
  const Type *type;
  bool        empty;            /* no value is known */
  Fraction    low, high;        /* of the values, where not empty */
} Panel;

typedef struct {
  const Chart *chart;
  ChartForm    form;            /* as it is drawn */
  Panel       *panels;
  size_t       panel_count;
  Fraction    *places;          /* of x, as numbers; of what has no order 0, 1, 2 ... */
  Fraction     x_low, x_high;
  Text        *labels;          /* of x, without the unit */
  Text         x_unit;          /* empty: none, or in the labels */
  const Fraction *now;          /* NULL: not marked */
} Layout;

Layout chart_layout(Arena *arena, const Screen *screen, const Chart *chart);
/* Where point `number` lies, 0 to span. */
int64_t layout_place(const Layout *layout, Fraction x, int64_t span);
/* "title, mkr"; only the unit where the title is empty. */
Text layout_heading(Arena *arena, Text title, Text unit);
bool chart_is_number(const Value *value);

/* ---- on a terminal ----------------------------------------------------------------------- */

/* The mark of a series in its colour, and a space behind it. */
void chart_put_mark(Writer *writer, const Screen *screen, size_t series);
/* One series: its name and unit; several: the unit, then each with its mark. */
void chart_put_legend(Writer *writer, Arena *arena, const Screen *screen, const Panel *panel,
                      Text unit);
void chart_bars_write(Writer *writer, Arena *arena, const Screen *screen, const Layout *layout);

#endif
