/* Rows from pages: down the tree to the leaf where a range begins, then leaf by leaf. */
#include "interp/store/pages_inside.h"

#include <string.h>

enum {
  INNER = 5, LEAF = 13,           /* kinds of page of a table */
  INNER_HEAD = 12, LEAF_HEAD = 8,
  CELL_LEAST = 4,                 /* bytes, at the end of a page */
  ROW_SPILLS = 35                 /* a row that leaves less of a page free goes on in others */
};

static inline uint64_t eight(const unsigned char *at) {
  return (uint64_t)page_long(at) << 32 | page_long(at + 4);
}

/* A number of 1 to 9 bytes; the place behind it. */
static inline const unsigned char *take_number(const unsigned char *at, uint64_t *number) {
  uint64_t sum = *at & 0x7f;
  if (*at++ < 0x80) {
    *number = sum;
    return at;
  }
  for (unsigned i = 1; i < 8; i++) {
    sum = sum << 7 | (*at & 0x7f);
    if (*at++ < 0x80) {
      *number = sum;
      return at;
    }
  }
  *number = sum << 8 | *at;
  return at + 1;
}

/* ---- a page ----------------------------------------------------------------------------- */

/* NULL: there is no such page. */
static const unsigned char *page_at(Pages *pages, uint64_t number) {
  if (number == 0 || number > pages->page_count)
    return NULL;
  if (number < pages->first || number - pages->first >= pages->held) {
    uint64_t count = number == pages->last + 1 ? PAGES_BLOCK : 1;
    if (count > pages->page_count - number + 1)
      count = pages->page_count - number + 1;
    sqlite3_file *file = pages->file;
    pages->held = 0;
    if (file->pMethods->xRead(file, pages->block, (int)(count * pages->page_size),
                              (sqlite3_int64)((number - 1) * pages->page_size)) != SQLITE_OK)
      return NULL;
    pages->first = number;
    pages->held = count;
  }
  pages->last = number;
  return pages->block + (number - pages->first) * pages->page_size;
}

/* How many cells it has; 0: it is not what it should be. */
static unsigned cells_of(const Pages *pages, const unsigned char *page) {
  unsigned count = page_short(page + 3), head = page[0] == INNER ? INNER_HEAD : LEAF_HEAD;
  if ((page[0] != INNER && page[0] != LEAF) || head + 2 * (size_t)count > pages->usable)
    return 0;
  return count;
}

/* NULL: it is not on the page. */
static const unsigned char *cell_at(const Pages *pages, const unsigned char *page, unsigned count,
                                    unsigned place) {
  unsigned head = page[0] == INNER ? INNER_HEAD : LEAF_HEAD;
  unsigned offset = page_short(page + head + 2 * place);
  return offset >= head + 2 * count && offset <= pages->usable - CELL_LEAST ? page + offset : NULL;
}

static bool on_page(const Pages *pages, const unsigned char *page, const unsigned char *end) {
  return end <= page + pages->usable;
}

/* The number of the row that the cell holds, or up to which the child goes; false: it has none. */
static bool key_at(const Pages *pages, const unsigned char *page, unsigned count, unsigned place,
                   int64_t *key) {
  const unsigned char *at = cell_at(pages, page, count, place);
  uint64_t number = 0;
  if (!at)
    return false;
  at = page[0] == INNER ? at + 4 : take_number(at, &number);
  at = take_number(at, &number);
  memcpy(key, &number, sizeof number);
  return on_page(pages, page, at);
}

/* The first cell with such a key or a greater one; false: the page is in doubt. */
static bool search(const Pages *pages, const unsigned char *page, unsigned count, int64_t low,
                   unsigned *place) {
  unsigned from = 0, to = count;
  while (from < to) {
    unsigned middle = from + (to - from) / 2;
    int64_t key;
    if (!key_at(pages, page, count, middle, &key))
      return false;
    if (key < low)
      from = middle + 1;
    else
      to = middle;
  }
  *place = from;
  return true;
}

/* ---- the way to a leaf ------------------------------------------------------------------ */

/* Within the bounds, and each greater than the one before it: whoever searches finds all. */
static bool is_in_order(const Pages *pages, const unsigned char *page, unsigned count,
                        PageBounds bounds) {
  int64_t key, before = 0;
  for (unsigned i = 0; i < count; i++) {
    if (!key_at(pages, page, count, i, &key) || key < bounds.least || key > bounds.most ||
        (i > 0 && key <= before))
      return false;
    before = key;
  }
  return true;
}

/* The child that is next, and what keys it may have; 0: none, or in doubt. */
static uint32_t child_of(const Pages *pages, const PageLevel *level, PageBounds *bounds) {
  int64_t key;
  *bounds = level->bounds;
  if (level->at > 0) {
    if (!key_at(pages, level->bytes, level->count, level->at - 1, &key) || key == INT64_MAX)
      return 0;
    bounds->least = key + 1;
  }
  if (level->at == level->count)
    return page_long(level->bytes + 8);
  const unsigned char *cell = cell_at(pages, level->bytes, level->count, level->at);
  if (!key_at(pages, level->bytes, level->count, level->at, &bounds->most))
    return 0;
  return page_long(cell);
}

/* To the leaf where keys from `low` on begin.  Of a leaf that is read from its beginning the rows
 * tell whether they are in order. */
static bool enter_leaf(Pages *pages, const unsigned char *page, unsigned count, PageBounds bounds,
                       int64_t low) {
  pages->leaf = page;
  pages->leaf_count = count;
  pages->bounds = bounds;
  return (low <= bounds.least || is_in_order(pages, page, count, bounds)) &&
         search(pages, page, count, low, &pages->leaf_at);
}

/* From this page, which may have keys within the bounds. */
static bool descend(Pages *pages, uint32_t number, PageBounds bounds, int64_t low) {
  for (;;) {
    const unsigned char *page = page_at(pages, number);
    unsigned count = page ? cells_of(pages, page) : 0;
    if (count == 0)
      return false;
    if (page[0] == LEAF)
      return enter_leaf(pages, page, count, bounds, low);
    if (pages->depth == PAGES_LEVELS || !is_in_order(pages, page, count, bounds))
      return false;
    PageLevel *level = &pages->levels[pages->depth++];
    memcpy(level->bytes, page, pages->page_size);
    level->count = count;
    level->bounds = bounds;
    if (!search(pages, level->bytes, count, low, &level->at))
      return false;
    number = child_of(pages, level, &bounds);
  }
}

typedef enum { STEP_ON, STEP_END, STEP_DOUBT } Step;

static Step next_leaf(Pages *pages) {
  while (pages->depth > 0) {
    PageLevel *level = &pages->levels[pages->depth - 1];
    if (level->at < level->count) {
      PageBounds bounds;
      level->at++;
      uint32_t child = child_of(pages, level, &bounds);
      return descend(pages, child, bounds, INT64_MIN) ? STEP_ON : STEP_DOUBT;
    }
    pages->depth--;
  }
  return STEP_END;
}

/* ---- a row ------------------------------------------------------------------------------ */

enum { TYPE_NULL = 0, TYPE_REAL = 7, TYPE_ZERO = 8, TYPE_ONE = 9, TYPE_BLOB = 12 };

/* Of the types below TYPE_BLOB; what is neither is not a type. */
static const uint8_t sizes[TYPE_BLOB] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, UINT8_MAX, UINT8_MAX };

/* What the head of a row says of its columns; false: in doubt. */
static bool take_head(Pages *pages, const unsigned char *row, uint64_t size) {
  uint64_t head;
  const unsigned char *at = take_number(row, &head);
  if (head > size)
    return false;
  uint64_t offset = head;
  const unsigned char *end = row + head;
  for (size_t i = 0; i < pages->needed; i++) {
    uint64_t type;
    if (at >= end)
      return false;
    at = take_number(at, &type);
    pages->types[i] = type;
    pages->offsets[i] = offset;
    if (type >= TYPE_BLOB)
      offset += (type - TYPE_BLOB) / 2;
    else if (sizes[type] == UINT8_MAX)
      return false;
    else
      offset += sizes[type];
    if (offset > size)
      return false;
  }
  return at < end || (at == end && offset == size);
}

/* In two's complement, of 1 to 8 bytes; behind them there are some more. */
static int64_t whole_at(const unsigned char *at, unsigned bytes) {
  uint64_t bits = eight(at) >> (64 - 8 * bytes), sign = UINT64_C(1) << (8 * bytes - 1);
  int64_t whole;
  bits = (bits ^ sign) - sign;
  memcpy(&whole, &bits, sizeof whole);
  return whole;
}

static void take_whole(Cell *cell, int64_t whole, bool is_real) {
  cell->kind = is_real ? CELL_REAL : CELL_INTEGER;
  if (is_real)
    cell->real = (double)whole;
  else
    cell->integer = whole;
}

/* What is no number is nothing. */
static void take_real(Cell *cell, const unsigned char *at) {
  uint64_t bits = eight(at);
  memcpy(&cell->real, &bits, sizeof cell->real);
  cell->kind = cell->real >= 0 || cell->real < 0 ? CELL_REAL : CELL_NULL;
}

/* Field by field, and only those that its kind has: a whole Cell made up and copied costs more than
 * all the rest.  The bytes of its text. */
static inline size_t take_cell(Cell *cell, uint64_t type, const unsigned char *at, bool is_real) {
  if (type >= TYPE_BLOB) {
    cell->kind = type % 2 ? CELL_TEXT : CELL_BLOB;
    cell->text.bytes = (const char *)at;
    return cell->text.length = (size_t)(type - TYPE_BLOB) / 2;
  }
  if (type == TYPE_NULL)
    cell->kind = CELL_NULL;
  else if (type == TYPE_REAL)
    take_real(cell, at);
  else
    take_whole(cell, type >= TYPE_ZERO ? type == TYPE_ONE : whole_at(at, sizes[type]), is_real);
  return 0;
}

typedef struct { int64_t key; const unsigned char *bytes; uint64_t size; } PageRow;

/* All of it is on the leaf. */
static bool is_whole(const Pages *pages, const PageRow *row) {
  return row->size <= pages->usable - ROW_SPILLS &&
         on_page(pages, pages->leaf, row->bytes + row->size);
}

static bool find_row(const Pages *pages, PageRow *row) {
  const unsigned char *at = cell_at(pages, pages->leaf, pages->leaf_count, pages->leaf_at);
  uint64_t number;
  if (!at)
    return false;
  at = take_number(take_number(at, &row->size), &number);
  memcpy(&row->key, &number, sizeof number);
  row->bytes = at;
  return on_page(pages, pages->leaf, at);
}

/* The bytes of its texts go to `text_bytes`; false: in doubt. */
static bool take_cells(Pages *pages, const PageRow *row, Taker *taker, size_t *text_bytes) {
  if (!take_head(pages, row->bytes, row->size))
    return false;
  *text_bytes = 0;
  for (size_t i = 0; i < taker->count; i++) {
    const PageCell *cell = &pages->cells[i];
    if (cell->is_row)
      take_whole(&taker->cells[i], row->key, false);
    else
      *text_bytes += take_cell(&taker->cells[i], pages->types[cell->place],
                               row->bytes + pages->offsets[cell->place], cell->is_real);
  }
  return true;
}

/* ---- a range ---------------------------------------------------------------------------- */

/* Not where its place in the tree says; `before`: the key of the last row there was. */
static bool is_astray(const Pages *pages, const Taker *taker, int64_t key, int64_t before) {
  return key < pages->bounds.least || key > pages->bounds.most ||
         (taker->slot->batch.count > 0 && key <= before);
}

/* The rows of the leaf. */
static PagesEnd take_leaf(Pages *pages, Taker *taker, int64_t high, int64_t *before) {
  for (; pages->leaf_at < pages->leaf_count; pages->leaf_at++) {
    PageRow row;
    size_t text_bytes;
    if (!find_row(pages, &row) || is_astray(pages, taker, row.key, *before))
      return PAGES_DOUBT;
    if (row.key > high)
      return PAGES_ALL;
    if (!is_whole(pages, &row) || !take_cells(pages, &row, taker, &text_bytes))
      return PAGES_DOUBT;
    *before = row.key;
    if (taker_row(taker, text_bytes))
      return PAGES_FULL;
  }
  return PAGES_ALL;
}

PagesEnd pages_take(Pages *pages, Taker *taker, int64_t low, int64_t high) {
  int64_t before = low;
  pages->depth = 0;
  if (pages->store->by_sqlite ||
      !descend(pages, pages->root, (PageBounds){ INT64_MIN, INT64_MAX }, low))
    return PAGES_DOUBT;
  for (;;) {
    PagesEnd end = take_leaf(pages, taker, high, &before);
    if (end != PAGES_ALL || pages->leaf_at < pages->leaf_count)
      return end;
    Step step = next_leaf(pages);
    if (step != STEP_ON)
      return step == STEP_END ? PAGES_ALL : PAGES_DOUBT;
  }
}
