/* fetch.h - what is read soon is fetched from far memory meanwhile.
 *
 * A hint to the processor, which takes the lines in while it does other things; nothing comes out
 * otherwise.  For what is gone through in an order that it cannot guess. */
#ifndef ANSLAG_BASE_FETCH_H
#define ANSLAG_BASE_FETCH_H

#include <stddef.h>

enum { FETCH_LINE = 64 };         /* bytes that come together */

static inline void fetch_line(const void *address) {
#if defined(__GNUC__)
  __builtin_prefetch(address);
#else
  (void)address;
#endif
}

/* All of it. */
static inline void fetch(const void *first, size_t bytes) {
  for (size_t at = 0; at < bytes; at += FETCH_LINE)
    fetch_line((const char *)first + at);
}

#endif
