/* embedded.h - the files that are part of the library: stdlib, help pages, templates.
 *
 * The table is made at build time by embed.sh from the files themselves; paths
 * are those of the project ("stdlib/std/money.anslag", "docs/help/words.md").
 * Cost: a binary search. */
#ifndef ANSLAG_INTERP_DRIVER_EMBEDDED_H
#define ANSLAG_INTERP_DRIVER_EMBEDDED_H

#include "base/text.h"

typedef struct {
  const char          *path;
  const unsigned char *bytes;
  size_t               length;
} EmbeddedFile;

extern const EmbeddedFile embedded_files[];   /* in order of path, by bytes */
extern const size_t       embedded_count;

/* False if there is no such file. */
bool embedded_find(Text path, Text *bytes);
Text embedded_text(const EmbeddedFile *file);

#endif
