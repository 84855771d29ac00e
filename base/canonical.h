/* canonical.h - the fields of a line that is hashed, written in the one way (semantics H1).
 *
 * Fields are parted by TAB and a line ends in LF, so TAB, LF, CR and \ in a field stand behind a
 * backslash: \t \n \r \\.  Nothing is empty; numbers are plain decimal digits. */
#ifndef ANSLAG_BASE_CANONICAL_H
#define ANSLAG_BASE_CANONICAL_H

#include "base/writer.h"

/* A TAB and the field, or the number; nothing behind the TAB where it is not `present`. */
void canonical_field(Writer *writer, Text field);
void canonical_number(Writer *writer, bool present, int64_t number);
/* The field alone, into room for twice its length; returns its end. */
char *canonical_bytes(char *out, Text field);

#endif
