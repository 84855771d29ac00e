/* chart_picture.h - what every picture of ours has: frame, style, title, description, text.
 *
 * SVG that stands alone: its style is inside, its colours follow the reader's light or
 * dark page, and each has a contrast of at least 4.5 to its ground.  Places are whole
 * pixels or tenths of one.  Text is escaped here.
 * Private to interp/report.  Between picture_begin and picture_describe_end the
 * description is written, with picture_put_words. */
#ifndef ANSLAG_INTERP_REPORT_CHART_PICTURE_H
#define ANSLAG_INTERP_REPORT_CHART_PICTURE_H

#include "interp/report/chart_inside.h"

typedef struct {
  Writer       *out;
  Arena        *arena;
  const Screen *screen;
} Picture;

void picture_begin(Picture *picture, Text name, Text title, int64_t width, int64_t height);
void picture_describe_end(Picture *picture);
void picture_end(Picture *picture);

void picture_put_words(Picture *picture, Text words);
void picture_put_tenths(Picture *picture, int64_t tenths);
void picture_put_point(Picture *picture, int64_t x, int64_t y);    /* in tenths */
/* Kinds: "t" title, "b" begins at x, "m" is centred on it, "e" ends there. */
void picture_put_text(Picture *picture, const char *kind, int64_t x, int64_t y, Text text);
/* "the rules say 120 mkr" */
Text picture_now(Picture *picture, const Chart *chart);

#endif
