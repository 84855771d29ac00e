/* layout.h - lines of printed rules: words, spaces, breaks, comments, blank lines.
 *
 * layout_begin starts a line for a piece of the tree; words and signs are put
 * into it; it is broken at the marked places if it is wider than LAYOUT_WIDTH.
 * Comments that stand before the piece in the file, and an empty line above it,
 * are written first.  layout_end writes what is left.
 *
 * Of a literate file each line goes to the block that its piece stands in, and the
 * prose between stays.
 *
 * Names are put so that they are read as names again: in single quotes where
 * they are words of the surface, or would make a phrase with their neighbour.
 * Owner: the writer's arena.  Cost: linear. */
#ifndef ANSLAG_GRAMMAR_LAYOUT_H
#define ANSLAG_GRAMMAR_LAYOUT_H

#include "base/writer.h"
#include "grammar/ast.h"
#include "grammar/keywords.h"

#define LAYOUT_WIDTH    100
#define LAYOUT_CELL_MAX 40

/* A line is broken at the outermost place that fits, the last of several. */
typedef struct {
  size_t   place;
  unsigned depth;
} LayoutBreak;

/* What goes between two fences of a literate file. */
typedef struct {
  Writer writer;
  bool   started;
} LayoutBlock;

typedef struct {
  Writer     *writer;
  Arena      *arena;
  Surface     surface;
  const File *file;         /* NULL: an expression on one line */
  Text        source;       /* the file's text; empty: no comments or empty lines */
  size_t      next_comment;
  LayoutBlock *blocks;      /* one for each of file->blocks; NULL: not literate */
  size_t      block;        /* the one that lines go to */

  unsigned    indent;
  LIST(char)   text;        /* the line so far, without its indentation */
  LIST(LayoutBreak) breaks; /* spaces at which it may be broken */
  unsigned    depth;        /* how deep inside the clause the words stand */
  unsigned    break_depth;  /* of the break before the next word */
  unsigned    hang;         /* how much further in the other parts of a broken line stand */
  bool        begin_waits;  /* a line was begun: the one before is written with its first word */
  Span        begin_span;
  unsigned    begin_indent, begin_hang;
  bool        glued;        /* the next word follows without a space */
  bool        breakable;    /* the space before the next word may be a line end */
  size_t      word_start, word_end;   /* of the last word or name */
  bool        word_is_name; /* and it is not in quotes */
  bool        has_word;     /* the last thing put was a word or name */
  bool        started;      /* something was written */
  bool        blank_next;   /* an empty line before what comes */
  bool        line_open;    /* a line was written without its end */
  bool        closed_by_comment;
  bool        without_bases;/* sources, readings and assumptions are left out */
} Layout;

void layout_init(Layout *layout, Writer *writer, Arena *arena, Surface surface);
/* The lines of a file; begin_blocks if it is literate, and end with the prose around them. */
void layout_begin_blocks(Layout *layout);
void layout_end_blocks(Layout *layout, Writer *writer);
/* An empty line before what comes next. */
void layout_blank_next(Layout *layout);
/* A new line, `indent` columns in, for what stands at `span` in the file. */
void layout_begin(Layout *layout, Span span, unsigned indent);
void layout_end(Layout *layout);          /* writes comments that are left */
void layout_write_plain(Layout *layout);  /* the line as it is: for one expression */

void layout_word(Layout *layout, int token);                /* a word of the language */
void layout_other_word(Layout *layout, Text form);          /* another of its forms */
void layout_unit(Layout *layout, Text unit);                /* of time */
void layout_verbatim(Layout *layout, Text text);            /* a number, date, quoted text */
void layout_sign(Layout *layout, const char *sign);         /* with a space before it */
void layout_glue(Layout *layout);                           /* no space before what comes */
void layout_close(Layout *layout, const char *sign);        /* a sign without a space before */
void layout_break(Layout *layout);                          /* a line may end here */
void layout_break_inside(Layout *layout, unsigned levels);  /* rather at a break further out */
void layout_deeper(Layout *layout, int levels);             /* breaks from here on */
/* The rest of a broken line stands under its beginning. */
void layout_hang_none(Layout *layout);
void layout_string(Layout *layout, Text text);              /* in double quotes */
void layout_name(Layout *layout, Text name);
/* After "for" and before "in": there "for year" is no phrase. */
void layout_variable(Layout *layout, Text name);
/* Where free words are not names: a type, a unit, an outcome of one's own. */
void layout_strict_name(Layout *layout, Text name);
void layout_after_dot(Layout *layout, Text name);
void layout_digits(Layout *layout, Text digits, bool grouped);
/* Where a word that begins a basis is no name: a code of a codelist. */
void layout_member(Layout *layout, Text name);
/* Try something: what was put after the mark is taken back by layout_rewind. */
typedef struct { size_t text, breaks; bool has_word; size_t word_start, word_end; } LayoutMark;
LayoutMark layout_mark(const Layout *layout);
void layout_rewind(Layout *layout, LayoutMark mark);
bool layout_fits(const Layout *layout);                     /* the line so far, unbroken */
bool layout_in_block(const Layout *layout, Span span);      /* the one of the line so far */
bool layout_comment_before(const Layout *layout, Span span);
/* Spaces up to `column` columns after the indentation (at least two). */
void layout_pad(Layout *layout, size_t column);
/* Up to it, without a space more. */
void layout_pad_to(Layout *layout, size_t column);
size_t layout_column(const Layout *layout);                 /* columns used so far */
/* The line so far is not broken, however long. */
void layout_keep_line(Layout *layout);

/* A layout to measure cells with: put one, then take its width. */
Layout layout_trial(const Layout *layout);
size_t layout_trial_width(Layout *trial);
/* Cells wider than LAYOUT_CELL_MAX stick out instead of widening the column. */
void   layout_widen(size_t *widest, size_t width);

#endif
