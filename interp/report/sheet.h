/* sheet.h - a list with headings, for a spreadsheet (CSV) or a program (JSON).
 *
 * Every cell is text as people read it, or a plain figure.  A text cell of CSV
 * that begins with = + - @ or a tab gets an apostrophe before it, so that no
 * spreadsheet takes it for a formula.
 *
 * Rows are kept, or made one at a time while they are written (`next`), or put by the caller:
 * sheet_begin, sheet_put …, sheet_end, of which a list of millions takes no more memory than a row.
 * Owner: the arena; cost: linear. */
#ifndef ANSLAG_INTERP_REPORT_SHEET_H
#define ANSLAG_INTERP_REPORT_SHEET_H

#include "base/writer.h"

typedef enum { SHEET_CELL_TEXT, SHEET_CELL_NUMBER, SHEET_CELL_NONE } SheetCellKind;

typedef struct {
  SheetCellKind kind;
  Text     text;              /* a number: plain digits with a point */
  Text     name;              /* what JSON has instead, whatever the language; empty: the text */
} SheetCell;

typedef struct {
  Text name, heading;         /* name: in JSON; heading: in CSV */
} SheetColumn;

typedef struct {
  Arena *arena;
  LIST(SheetColumn) columns;
  LIST(SheetCell *)      rows;     /* each with a cell for every column */
  LIST(Text)        notes;    /* what to know before reading: stands first */
  /* More rows, numbered from 0, while there are: `row` has an empty cell for every column, `batch`
   * lives as long as the row.  NULL: there are none. */
  bool            (*next)(void *context, size_t number, SheetCell *row, Arena *batch);
  void             *context;
} Sheet;

void sheet_init(Sheet *sheet, Arena *arena);
void sheet_add_column(Sheet *sheet, Text name, Text heading);
/* A new row of empty cells, to be filled by column. */
SheetCell *sheet_add_row(Sheet *sheet);

SheetCell sheet_text(Text text);
/* A word of ours: `name` for programs, `text` as people read it. */
SheetCell sheet_word(Text name, Text text);
SheetCell sheet_number(Text digits);
SheetCell sheet_none(void);

/* The number-th of the rows that `next` makes; false: there are no more. */
bool sheet_next(const Sheet *sheet, size_t number, SheetCell *row, Arena *batch);

typedef struct {
  char separator;             /* , or ; */
  char point;                 /* of numbers */
  bool mark;                  /* a byte order mark, which Excel wants */
  bool notes;
} SheetStyle;

/* What stands before, between and behind the rows; `style` NULL: JSON. */
void sheet_begin(Writer *writer, const Sheet *sheet, const SheetStyle *style);
void sheet_put(Writer *writer, const Sheet *sheet, const SheetStyle *style, const SheetCell *row,
               size_t number);
void sheet_end(Writer *writer, const SheetStyle *style);

void sheet_write_csv(Writer *writer, const Sheet *sheet, const SheetStyle *style);
/* {"notes":[…],"columns":[{"name":…,"heading":…}],"rows":[{…}]} */
void sheet_write_json(Writer *writer, const Sheet *sheet);

#endif
