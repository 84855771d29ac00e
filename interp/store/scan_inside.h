/* scan_inside.h - what the files of a scan share.  Private to interp/store. */
#ifndef ANSLAG_INTERP_STORE_SCAN_INSIDE_H
#define ANSLAG_INTERP_STORE_SCAN_INSIDE_H

#include "interp/store/pages.h"

enum { SCAN_SLOTS = 5 };          /* of each thread; one of the caller's is kept for a rest */

typedef struct ScanAhead ScanAhead;

struct Scan {
  Store     *store;
  Table     *table;
  Arena      arena;               /* of slots and taker */
  Taker      taker;
  Pages     *pages;               /* reads rows from key `low` on; NULL: the statement does */
  int64_t    low;
  Statement *statement;           /* all rows in order; NULL: `ahead` reads ranges of them */
  bool       ended;               /* the statement is */
  bool       unique;              /* no two rows have one key */
  Slot       slots[SCAN_SLOTS];
  size_t     slot_count;          /* made so far */
  Slot      *given;               /* handed out; NULL: none yet */
  Slot      *next;                /* read already: the one behind it; NULL: none */
  CellHash  *hash;                /* NULL: the table's hash is known */
  ScanAhead *ahead;               /* two threads; NULL: one */
};

/* ---- how a table is read (scan_plan.c) ------------------------------------------------- */

/* Its key is one whole number, and that is SQLite's own number of the row. */
bool scan_key_is_row(Store *store, const Table *table);
/* A statement that gives anslag_take all rows in key order. */
Text scan_all_in_order(Store *store, const Table *table);
/* The same of those with a key from ?2 to ?3; the key is the row's number. */
Text scan_range(Store *store, const Table *table);
/* How a list is read; NULL: not beside its owners, in the order of their keys. */
const ListPlan *scan_list_plan(Store *store, const RecordType *owner, const FieldType *list);
/* The key that is the row's number. */
const FieldType *scan_key(const Table *table);

/* ---- one step (scan.c) ------------------------------------------------------------------ */

/* At least so many. */
void scan_make_slots(Scan *scan, size_t count);
/* Steps the statement once, into the slot; true: it is full and there may be more rows. */
bool scan_step(Store *store, Taker *taker, Statement *statement, Slot *slot);
/* Rows with keys from `low` to `high`, or the first of them, into the slot; PAGES_DOUBT: SQLite is
 * to read these. */
PagesEnd scan_pages(Store *store, Pages *pages, Taker *taker, int64_t low, int64_t high,
                    Slot *slot);
/* The key, which is the number of the row, of the last row of the slot. */
int64_t scan_last_key(const Table *table, const Slot *slot);
/* A statement that hands what it finds to the taker: its ?1. */
Statement *scan_statement(Store *store, Text sql, Taker *taker);

/* ---- two threads (scan_ahead.c) --------------------------------------------------------- */

/* NULL: the table is too small, its keys lie too far apart, or two connections could see two
 * states. */
ScanAhead *scan_ahead_new(Scan *scan);
/* The slot behind the one given last, which is free from now on; NULL: there are no more. */
Slot      *scan_ahead_next(Scan *scan);
void       scan_ahead_end(Scan *scan);

#endif
