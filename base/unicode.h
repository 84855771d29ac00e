/* unicode.h - what needs Unicode tables (utf8proc): validity, NFC, folding, width.
 *
 * Results live in the arena given.  Text that is not valid UTF-8 has no normal form
 * and is returned as it is.  Cost: linear. */
#ifndef ANSLAG_BASE_UNICODE_H
#define ANSLAG_BASE_UNICODE_H

#include "base/arena.h"

/* The offset of the first byte that is not valid UTF-8; text.length if all is. */
size_t  unicode_invalid_at(Text text);
/* Reads one code point at *offset and moves past it; -1 at the end or if invalid. */
int32_t unicode_next(Text text, size_t *offset);
Text    unicode_nfc(Arena *arena, Text text);   /* returns `text` itself where nothing changes */
Text    unicode_nfkc(Arena *arena, Text text);
Text    unicode_fold(Arena *arena, Text text);  /* NFC, case folded (not by locale) */
Text    unicode_capital(Arena *arena, Text text);   /* its first letter large */
/* Columns on a terminal: wide characters count two, combining ones none. */
size_t  unicode_width(Text text);
size_t  unicode_count(Text text);               /* code points */
bool    unicode_is_letter(int32_t code_point);
/* Not seen by a reader: controls, format characters (also those that turn the
 * direction of writing), separators of lines, surrogates. */
bool    unicode_is_hidden(int32_t code_point);
/* Windows-1252 to UTF-8; the five undefined bytes become U+FFFD. */
Text    unicode_from_windows_1252(Arena *arena, Text bytes);
/* Edits (insert, delete, replace, swap of neighbours) between two names, case ignored; a
 * missing accent or ring is half an edit, halves are rounded up.  `most` + 1 if it is more
 * than `most`.  Keeps nothing in the arena.  Cost: length times `most`. */
unsigned unicode_distance(Arena *arena, Text a, Text b, unsigned most);

/* The nearest of the names offered, for "did you mean": { arena, name, TEXT_NONE, least }, then
 * unicode_nearest for each; `best` is empty if none is less than `least` edits away. */
typedef struct {
  Arena   *arena;       /* for scratch */
  Text     name, best;
  unsigned least;       /* of best */
} UnicodeNearest;

void unicode_nearest(UnicodeNearest *nearest, Text candidate);

#endif
