/* figure.h - figures in few characters: 119.98 mkr, 400 tkr, 2.5 %, 53.
 *
 * For screens that compare and for the axes of charts: rounded, half away from
 * zero, where more digits would not be read.  The exact amount is screen_amount.
 * Swedish kronor are counted in kr, tkr, mkr and mdkr; other money in its main
 * unit, in thousands (k), millions (M) or milliards (G) of it. */
#ifndef ANSLAG_INTERP_REPORT_FIGURE_H
#define ANSLAG_INTERP_REPORT_FIGURE_H

#include "interp/report/screen.h"

/* At most two decimals, in the unit that leaves one to three (or four) digits before the point.
 * A negative number has a real minus sign, or '-' where the screen is ASCII. */
Text figure_amount(Arena *arena, const Screen *screen, int64_t minor, const Currency *currency);
/* Any value: money as above, a rate with at most two decimals, the rest as screen_value. */
Text figure_value(Arena *arena, const Screen *screen, Value value, const Type *type);

/* One unit for several figures that are read together: those of an axis or a table. */
typedef struct {
  TypeKind kind;
  Fraction size;              /* of the unit, in the numbers of values: 100 000 000 of mkr */
  Text     unit;              /* "mkr", "%"; empty: none */
  unsigned decimals;          /* that each figure is shown with */
} FigureScale;

/* For figures of a numeric type up to `largest` (above or equal 0) that lie at least `step` apart
 * (0: not known, two decimals at most). */
FigureScale figure_scale(Arena *arena, const Type *type, Fraction largest, Fraction step);
/* "120", without the unit. */
Text figure_on(Arena *arena, const Screen *screen, const FigureScale *scale, Fraction number);

#endif
