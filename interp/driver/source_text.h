/* source_text.h - a text as it came out of a file, made ready to be cited.
 *
 * UTF-8 (with or without a mark), UTF-16 with a mark, else Windows-1252; letters in normal form,
 * lines end in LF without spaces before it, at most two empty lines in a row, form feeds kept:
 * they part pages.  Words are as they stand: nothing is put right.
 *
 * A line is doubtful where a hyphen or a minus sign may have fallen away on the way from paper:
 * two years or two numbers side by side before one unit, a sign no font has, a word parted by a
 * line's end that the text elsewhere has whole, an abbreviation parted from a word that the text
 * elsewhere joins by a hyphen.
 *
 * Pure functions.  Owner: the arena.  Cost: linear. */
#ifndef ANSLAG_INTERP_DRIVER_SOURCE_TEXT_H
#define ANSLAG_INTERP_DRIVER_SOURCE_TEXT_H

#include "base/arena.h"

typedef struct {
  Text         text;
  Text         title;           /* its first line of letters */
  size_t       pages, words;
  LIST(size_t) doubtful;        /* lines, from 1 */
} SourceText;

/* `bytes` as read.  Bytes that are no letters in any of the three become U+FFFD. */
SourceText source_text(Arena *arena, Text bytes);

/* The letters of a name that any file system takes: å as a, what is no letter as _ (source.c). */
Text source_stem(Arena *arena, Text name);

#endif
