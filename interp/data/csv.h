/* csv.h - rows and cells of separated text (RFC 4180 and what spreadsheets make of it).
 *
 * Open with the text and a separator, then csv_next row by row: a cell in quotes may
 * hold separators, line ends and doubled quotes; a quote inside a bare cell is itself.
 * Empty lines are passed over.  A problem ends the reading; where it is, is kept.
 *
 * Owner: the text; unescaped cells live in the arena of the row.  Cost: linear. */
#ifndef ANSLAG_INTERP_DATA_CSV_H
#define ANSLAG_INTERP_DATA_CSV_H

#include "base/arena.h"

enum { CSV_MOST_COLUMNS = 2000, CSV_MOST_ROW = 2 * 1024 * 1024 };

typedef enum {
  CSV_FINE,
  CSV_OPEN_QUOTE,               /* the text ends inside quotes */
  CSV_AFTER_QUOTE,              /* something stands behind a closing quote */
  CSV_LONG_ROW,
  CSV_MANY_COLUMNS
} CsvProblem;

typedef struct {
  Text   text;                  /* without quotes */
  size_t start, end;            /* as it stands, in the whole text */
  bool   quoted;
} CsvCell;

typedef struct {
  Text       text;
  char       separator;
  size_t     at;
  size_t     next_line;         /* from 1: where `at` is */
  size_t     line;              /* of the row read last */
  size_t     start, end;        /* of that row */
  LIST(CsvCell) cells;          /* of that row */
  CsvProblem problem;
  size_t     problem_at;
} Csv;

void csv_open(Csv *csv, Text text, char separator);
/* The next row that is not empty; false at the end and on a problem. */
bool csv_next(Csv *csv, Arena *row);

#endif
