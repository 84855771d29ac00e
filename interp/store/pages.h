/* pages.h - the rows of a table straight from the pages of the file, in the order of their numbers.
 *
 * What a page holds is laid down in SQLite's description of its file format, which does not change:
 * https://www.sqlite.org/fileformat2.html.  SQLite opens the file, takes its locks, brings back
 * what a crash left half done and reads the bytes; only what the bytes of plain rows say is
 * understood here, which takes a third of the time.  Whatever is not plain is left to SQLite:
 * pages_new says no (a log beside the file, texts in UTF-16, columns that are computed ...), or
 * pages_take is in doubt (a row that goes on in other pages, one from before a column was added, a
 * page that is not as it should be).  Nobody then trusts what was read, and SQLite tells what is
 * wrong.
 *
 * Owner: the arena.  It belongs to one thread, the one that has the store; while it is used a
 * transaction is open in which nothing was written to the table.  Private to interp/store.
 * Cost: some 0.1 us a row of ten cells, with what taker_row does. */
#ifndef ANSLAG_INTERP_STORE_PAGES_H
#define ANSLAG_INTERP_STORE_PAGES_H

#include "interp/store/take.h"

typedef struct Pages Pages;

typedef enum {
  PAGES_ALL,                      /* that there are in the range */
  PAGES_FULL,                     /* the slot is, and there may be more; or the taker failed */
  PAGES_DOUBT                     /* what the slot holds is not to be used */
} PagesEnd;

/* The connection is open: from here on the store knows whether it may have written to tables that
 * are judged. */
void     pages_watch(Store *store);
/* For a table whose key is the number of the row (scan_key_is_row); NULL: SQLite is to read it. */
Pages   *pages_new(Store *store, const Table *table, Arena *arena);
/* Rows with a key from `low` to `high` into the taker's slot, which is empty. */
PagesEnd pages_take(Pages *pages, Taker *taker, int64_t low, int64_t high);

#endif
