/* source.h - the texts a compilation reads, and places in them.
 *
 * A Span is a file number and byte offsets; line and column are found only when
 * a message is printed.  Owner: the arena of the Sources. */
#ifndef ANSLAG_BASE_SOURCE_H
#define ANSLAG_BASE_SOURCE_H

#include "base/arena.h"

typedef struct {
  uint32_t file;            /* 0: no place; else the Source's number */
  uint32_t start, end;      /* bytes, end excluded */
} Span;

#define SPAN_NONE ((Span){ 0, 0, 0 })

typedef struct {
  uint32_t  number;         /* from 1 */
  Text      path;           /* as shown to the user */
  Text      text;           /* BOM removed, CRLF made LF */
  uint32_t *lines;          /* start of each line; made when first asked for */
  size_t    line_count;
} Source;

typedef struct {
  Arena *arena;
  LIST(Source *) list;
} Sources;

typedef struct { size_t line, column; } Place;   /* both from 1; columns are code points */

void    sources_init(Sources *sources, Arena *arena);
/* `bytes` as read: BOM and CR are folded here. */
Source *sources_add(Sources *sources, Text path, Text bytes);
Source *sources_get(const Sources *sources, Span span);   /* NULL for SPAN_NONE */
Place   source_place(Sources *sources, Source *source, size_t offset);
Text    source_line(Sources *sources, Source *source, size_t line);  /* without LF */
size_t  source_line_start(Sources *sources, Source *source, size_t line);
Span    span_join(Span a, Span b);

#endif
