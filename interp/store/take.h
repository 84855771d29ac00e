/* take.h - cells into columns, row by row: those that pages.h finds, or those that SQLite hands to
 * the function anslag_take(taker, cell, ...).
 *
 *   SELECT 1 FROM t WHERE anslag_take(?1, a, b, c)
 *
 * It says yes when the slot is full, so that one sqlite3_step gives one batch.  A Taker belongs to
 * one thread and its Memory; it works on one Slot at a time.  Inside SQLite nothing may leave
 * through the guard, so nothing ever does: what fails is noted in `failure` and ends the batch.
 * Private to interp/store. */
#ifndef ANSLAG_INTERP_STORE_TAKE_H
#define ANSLAG_INTERP_STORE_TAKE_H

#include "interp/store/inside.h"
#include "interp/store/scan.h"

enum {
  SLOT_ROWS = 4096,
  SLOT_BYTES = 4 * 1024 * 1024,   /* of cells, after which a batch is full as well */
  TAKE_MOST_CELLS = 100           /* arguments of an SQL function */
};

/* ---- texts as numbers ---------------------------------------------------------------- */

typedef struct { Text written; uint64_t hash; int32_t number; } NamedText;

/* The texts met in a column, as they are written in cells, and what each stands for. */
typedef struct {
  LIST(NamedText) entries;
  uint32_t       *slots;          /* entry + 1; 0: free */
  size_t          slot_count;     /* a power of two, or 0 */
} TextNames;

uint64_t text_names_hash(Text text, uint64_t seed);
/* -1: not met yet. */
int32_t  text_names_find(const TextNames *names, Text text, uint64_t hash);
/* `text` lives as long as `arena`. */
void     text_names_add(Arena *arena, TextNames *names, Text text, uint64_t hash, int32_t number);
void     text_names_clear(TextNames *names);

typedef LIST(Text) TextList;

/* ---- a batch being filled ------------------------------------------------------------ */

typedef struct { size_t row, place; } RealCell;

typedef struct {
  ScanBatch      batch;
  Arena         *room;            /* what stays: arrays, bytes */
  Arena          contents;        /* what the batch holds besides: reset with it */
  unsigned char *bytes;           /* its rows as cell_bytes.h writes them */
  size_t         used, byte_room;
  size_t        *starts;          /* of each row in bytes, and the end */
  LIST(RealCell) reals;           /* those read slowly, in the order of their rows: their bytes may
                                     be those of a whole number */
  TextNames     *texts;           /* of each column of text */
  TextList      *text_lists;
} Slot;

void slot_init(Slot *slot, const Table *table, Arena *room);
void slot_clear(Slot *slot);
void slot_flag(Slot *slot, size_t row, unsigned flag);
/* Takes the rows from this one on out again. */
void slot_cut(Slot *slot, size_t row);

/* ---- the taker ----------------------------------------------------------------------- */

typedef enum {
  TAKE_OTHER,                     /* by cell_value, always */
  TAKE_TRUTH, TAKE_WHOLE, TAKE_DECIMAL, TAKE_DAY, TAKE_NAME, TAKE_TEXT
} TakeKind;

typedef struct {
  const FieldType *field;         /* as ScanColumn.holds */
  bool             key;           /* the row needs it */
  TakeKind         kind;
  int64_t          up, down;      /* cell * up / down = value */
  unsigned         places;        /* decimals that numbers have had so far */
  int64_t          denominator;
  int64_t          factor, most;  /* whole cell * factor = numerator, within most */
  TextNames        names;         /* of codes and bodies, for good */
} TakeColumn;

typedef struct {
  const Model *model;
  Arena       *arena;             /* of its thread */
  TakeColumn  *columns;
  Cell        *cells;             /* of the row that comes next, as columns */
  size_t       count;
  uint64_t     seed;
  Slot        *slot;              /* what is filled now */
  Failure      failure;
} Taker;

void taker_init(Taker *taker, const Model *model, const Table *table, Arena *arena);
/* From here on rows come into `slot`, which is empty. */
void taker_start(Taker *taker, Slot *slot);
/* The row of `cells`, whose texts and blobs have so many bytes together, into the slot; true: that
 * is full now, or something failed. */
bool taker_row(Taker *taker, size_t text_bytes);
/* It is full, or there are no more: its batch is whole. */
void taker_finish(Taker *taker);
/* anslag_take for a connection; a code of SQLite. */
int  taker_register(sqlite3 *connection);
/* As a parameter of the statement. */
int  taker_bind(Taker *taker, Statement *statement, int index);

#endif
