/* quote_text.h - quotes and documents as text: folding, looking up, figures, bounds.
 *
 * Pure functions over Text; they report nothing.  Offsets are bytes of the text
 * as it was given.  Owner: the arena given.  Cost: linear in the text; a look-up
 * in an indexed document is linear in the quote in practice, and never worse
 * than linear in the document. */
#ifndef ANSLAG_INTERP_CHECK_QUOTE_TEXT_H
#define ANSLAG_INTERP_CHECK_QUOTE_TEXT_H

#include "interp/data/value.h"

/* ---- folding (Q1): quote_fold.c ---------------------------------------------------- */

/* NFKC; white space, hyphens, dashes, minus and soft hyphens removed; quotation
 * marks made alike; case kept. */
typedef struct {
  Text      text;           /* as given */
  Text      folded;
  uint32_t *places;         /* of each folded byte in `text`; one more: text.length */
} Folded;

typedef LIST(Folded) FoldedParts;

Folded quote_fold(Arena *arena, Text text);
/* The parts of a quote between […], folded; an editor's words in [ ] are left out
 * (kept when `keep_words`).  Empty parts are dropped. */
FoldedParts quote_parts(Arena *arena, Text quote, bool keep_words);
/* Words with a letter or digit in them, […] and [x] left out. */
size_t quote_word_count(Text quote);
/* The same words by one space each, for messages; `most` code points, then "…". */
Text quote_plain(Arena *arena, Text text, size_t most);

/* ---- looking up: quote_find.c -------------------------------------------------------- */

typedef struct {
  Folded    folded;
  uint32_t *heads, *next;   /* places of each hash of eight folded bytes, ascending; + 1, 0: none */
  unsigned  bits;
} QuoteDocument;

typedef struct { size_t from, to; } QuoteRange;

typedef struct {
  bool       found;
  bool       dashes_differ; /* only a dash between digits tells the two apart (Q2) */
  QuoteRange dash_quote, dash_document;   /* the first two such digits, bytes of each text */
  QuoteRange folded;        /* of the document: from the first part to the end of the last */
  QuoteRange *parts;        /* each part's own; in the arena given */
  size_t     missing;       /* not found: the first part that is not there */
} QuoteMatch;

QuoteDocument *quote_document(Arena *arena, Text text);
/* The first place within `range` (of folded bytes) where the parts stand in order,
 * one where dashes between digits agree if there is any. */
QuoteMatch quote_find(Arena *arena, const QuoteDocument *document, const FoldedParts *parts,
                      QuoteRange range);
QuoteRange quote_whole(const QuoteDocument *document);
/* Folded bytes as bytes of the document's text. */
QuoteRange quote_original(const QuoteDocument *document, QuoteRange folded);
/* The words of the document most like the part, as bytes of its text; false if
 * nothing is near. */
bool quote_nearest(Arena *arena, const QuoteDocument *document, Text part, QuoteRange *nearest);

/* ---- places (Q5): quote_place.c -------------------------------------------------------- */

typedef struct { size_t at; size_t place; } QuotePlaceLine;   /* folded byte; index of the place */
typedef LIST(QuotePlaceLine) QuotePlaceLines;
typedef LIST(Text) QuotePlaces;

/* The lines that begin with the words of one of the places, in their order. */
QuotePlaceLines quote_places(Arena *arena, const QuoteDocument *document,
                             const QuotePlaces *places);
/* The next stretch that belongs to `place`, *cursor on; false: no more. */
bool quote_place_next(const QuoteDocument *document, const QuotePlaceLines *lines, size_t place,
                      size_t *cursor, QuoteRange *range);

/* ---- figures (Q4): quote_token.c, quote_number.c, quote_figures.c ------------------------ */

typedef enum {
  FIGURE_NUMBER, FIGURE_MONEY, FIGURE_RATE, FIGURE_DATE, FIGURE_DURATION
} FigureKind;

typedef struct {
  FigureKind kind;
  size_t     start, end;    /* number and unit */
  Fraction   number;        /* money: main units; a rate of 1 is 100 % */
  Fraction   other;         /* "1,500" may be read in two ways */
  bool       has_other;
  Text       currency;      /* "SEK"; empty: not said */
  int        year, month, day;   /* a date; 0: not said */
  Duration   duration;
  bool       approximate;   /* cirka, drygt, knappt … */
  bool       weak;          /* may satisfy a rule, never contradicts it: "hälften", "en" */
} Figure;

typedef LIST(Figure) Figures;

/* All figures of a text in Swedish or English, in order. */
Figures quote_figures(Arena *arena, Text text);

/* ---- bounds (Q3): quote_bounds.c ---------------------------------------------------------- */

typedef struct {
  size_t start, end;        /* the word of bound */
  bool   upper;             /* at most, below; else at least, above */
  bool   strict;
  size_t figure;            /* index of the number it stands before */
} Bound;

typedef LIST(Bound) Bounds;

Bounds quote_bounds(Arena *arena, Text text, const Figures *figures);

#endif
