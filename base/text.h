/* text.h - UTF-8 text as pointer and length.
 *
 * A Text does not own its bytes and may hold any byte; where C needs a NUL,
 * arena_text makes one.  `%.*s` prints one: printf("%.*s", TEXT_PRINT(name)). */
#ifndef ANSLAG_BASE_TEXT_H
#define ANSLAG_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const char *bytes;
  size_t      length;
} Text;

#define TEXT(literal)     ((Text){ (literal), sizeof(literal) - 1 })
#define TEXT_NONE         ((Text){ NULL, 0 })
#define TEXT_PRINT(text)  (int)(text).length, ((text).bytes ? (text).bytes : "")

Text     text_from(const char *nul_terminated);
bool     text_equal(Text a, Text b);
bool     text_is(Text a, const char *nul_terminated);
int      text_compare(Text a, Text b);                /* by bytes, which is by code point */
bool     text_starts_with(Text text, Text start);
bool     text_ends_with(Text text, Text end);
/* The first place of `part` in `text` at or after `from`; text.length + 1 if none. */
size_t   text_find(Text text, Text part, size_t from);
Text     text_part(Text text, size_t start, size_t end);
Text     text_trim(Text text);                        /* of ASCII white space */
uint64_t text_hash(Text text, uint64_t seed);

#endif
