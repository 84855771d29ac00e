/* remarks.h - remarks on places of rule files, shown below the lines they are about.
 *
 *   rules/guideline.anslag
 *     41 │ requires amount at most 25 % of cost
 *        │          ^ below 25 % of cost
 *
 * Remarks stand in the order of their files and places; those of one line share it. */
#ifndef ANSLAG_INTERP_REPORT_REMARKS_H
#define ANSLAG_INTERP_REPORT_REMARKS_H

#include "interp/report/screen.h"

typedef struct {
  Text     path;
  uint32_t file;
  size_t   line, column;      /* from 1; columns are code points */
  Text     written;           /* the line */
  Text     text;              /* the remark */
} Remark;

typedef LIST(Remark) Remarks;

/* A remark on the place; without one (SPAN_NONE) nothing is added. */
void remarks_add(Arena *arena, Remarks *remarks, Sources *sources, Span span, Text text);
void remarks_write_text(Writer *writer, const Screen *screen, const Remarks *remarks);
/* "path":…,"line":…,"column":…,"text":…,"remark":… of one, to stand in an object */
void remark_write_json(Writer *writer, const Remark *remark);

#endif
