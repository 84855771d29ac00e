/* chart.h - figures over a scale, drawn: on a terminal, or as an SVG picture.
 *
 * A chart has points along x, and series with a value at each of them.  Series of
 * one unit share a panel; each other unit has its own panel below, so that an axis
 * always says one thing.  Several series are told apart by their marks (and dashes in
 * the picture), so that no colour is needed to read them.  What is not known leaves a gap.
 *
 *   Chart chart = { .title = ..., .x_title = ..., .x_type = type, .x = values, .count = 14 };
 *   LIST_ADD(arena, &chart.series, ChartSeries, (ChartSeries){ title, type, values });
 *   chart_write(writer, arena, screen, &chart, 20);
 *   chart_svg(writer, arena, screen, &chart);
 *
 * Written in the notation of the screen's language.  The same chart always gives the same
 * bytes: no floating point, no time, no font is measured.  Text from rules and data cannot act
 * on the terminal or the page.  Owner: the arena; nothing is kept.  Cost: linear. */
#ifndef ANSLAG_INTERP_REPORT_CHART_H
#define ANSLAG_INTERP_REPORT_CHART_H

#include "interp/report/screen.h"

typedef enum {
  CHART_LINE,                   /* points joined by straight lines */
  CHART_STEP,                   /* a value holds until the next point */
  CHART_BARS                    /* a bar a point: also for codes, bodies, yes/no */
} ChartForm;

typedef struct {
  Text         title;
  const Type  *type;            /* integer, decimal, rate or money; of `values` */
  const Value *values;          /* by x; not KNOWN: a gap */
} ChartSeries;

typedef struct {
  Text         title;
  ChartForm    form;            /* x without an order of numbers or days is drawn as bars */
  Text         x_title;
  const Type  *x_type;
  const Value *x;               /* KNOWN, ascending where they have an order */
  size_t       count;
  const Value *now;             /* x as the rules have it: marked; NULL or beyond x: no mark */
  LIST(ChartSeries) series;
} Chart;

/* Within the screen's width and `height` lines if that can be (0: as high as reads well); ends in
 * a newline.  Nothing to draw is said in a line. */
void chart_write(Writer *writer, Arena *arena, const Screen *screen, const Chart *chart,
                 unsigned height);

/* A self-contained picture with a title and a description in words (the whole table of values),
 * for light and dark pages; also as part of an HTML page, where `name` (letters, digits) sets its
 * ids apart from those of other pictures. */
void chart_svg(Writer *writer, Arena *arena, const Screen *screen, const Chart *chart, Text name);

/* ---- two parameters at once: a table of numbers, shaded ------------------------------------ */

typedef struct {
  Text         title;
  Text         x_title, y_title;
  const Type  *x_type, *y_type, *type;
  const Value *x, *y;
  size_t       x_count, y_count;
  const Value *cells;           /* by y, then x; not KNOWN: "–" */
} Heat;

/* Columns that do not fit the width go into a second table below. */
void heat_write(Writer *writer, Arena *arena, const Screen *screen, const Heat *heat);
void heat_svg(Writer *writer, Arena *arena, const Screen *screen, const Heat *heat, Text name);

#endif
