/* pages_inside.h - what the files of pages share.  Private to them. */
#ifndef ANSLAG_INTERP_STORE_PAGES_INSIDE_H
#define ANSLAG_INTERP_STORE_PAGES_INSIDE_H

#include "interp/store/pages.h"

enum {
  PAGES_BLOCK = 16,               /* read at once, where one follows the other */
  PAGES_LEVELS = 8,               /* of inner pages, from the root down */
  PAGES_SPARE = 16                /* behind a page: a number that begins on it may be read */
};

/* Where a cell of the table stands in a row. */
typedef struct {
  bool   is_row;                  /* it is the row's number, which is not in it */
  bool   is_real;                 /* whole numbers are REAL */
  size_t place;
} PageCell;

/* The keys that a page may have, both included. */
typedef struct { int64_t least, most; } PageBounds;

/* An inner page on the way to the leaf, and which of its children is on it. */
typedef struct {
  unsigned char *bytes;
  unsigned       count, at;       /* `count`: the rightmost child */
  PageBounds     bounds;
} PageLevel;

struct Pages {
  Store         *store;
  sqlite3_file  *file;
  size_t         page_size, usable;
  uint64_t       page_count;
  uint32_t       root;
  PageCell      *cells;           /* as Table.columns */
  size_t         needed;          /* the first so many columns of a row */
  uint64_t      *types;           /* of these, in the row at hand, as the format numbers them */
  size_t        *offsets;         /* and where they begin in it */
  unsigned char *block;           /* pages one after the other */
  uint64_t       first, held;     /* the first of them; how many */
  uint64_t       last;            /* that was asked for last */
  PageLevel      levels[PAGES_LEVELS];
  unsigned       depth;           /* levels above the leaf */
  const unsigned char *leaf;      /* in `block` */
  unsigned       leaf_count, leaf_at;
  PageBounds     bounds;          /* of the leaf */
};

/* The most significant byte first. */
static inline unsigned page_short(const unsigned char *at) {
  return (unsigned)at[0] << 8 | at[1];
}

static inline uint32_t page_long(const unsigned char *at) {
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

#endif
