/* sentences.h - a document's text cut into sentences, headings, list items and rows.
 *
 * Made for text taken from PDF files: a line's end within a paragraph is no end
 * of a sentence; an empty line, a page's end, the mark of a list item and a row of
 * figures are.  A sentence ends at . ! or ? behind which a capital letter, a figure or
 * a quotation begins, and not behind an abbreviation ("t.ex.", "bl.a.", one letter) or
 * a list's number.  What holds no letter is left out.
 * Owner: the arena.  Cost: linear. */
#ifndef ANSLAG_INTERP_REPORT_SENTENCES_H
#define ANSLAG_INTERP_REPORT_SENTENCES_H

#include "base/arena.h"

typedef struct {
  size_t from, to;              /* bytes of the text, without white space around */
  size_t line;                  /* where it begins, from 1 */
  bool   heading;               /* a paragraph of a few words that ends in no full stop */
} Sentence;

typedef LIST(Sentence) Sentences;

Sentences sentences_of(Arena *arena, Text text);

/* Bytes from .. to - 1 of the text on one line: each stretch of white space is one space. */
Text sentences_line(Arena *arena, Text text, size_t from, size_t to);

#endif
