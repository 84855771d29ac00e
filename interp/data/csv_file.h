/* csv_file.h - a CSV file that ships with the rules: a heading line and rows, whole in memory.
 *
 * csv_file_read parses a Source, so that every cell has a Span and a message about it shows file,
 * line and column.  The separator is the one of , ; and tab that parts the heading into most
 * columns; the decimal sign is the one most numbers show.  What cannot be read (an open quote, a
 * row with too many cells, no heading) is reported, once.
 *
 * Owner: the arena given; texts stay in the Source.  Cost: linear. */
#ifndef ANSLAG_INTERP_DATA_CSV_FILE_H
#define ANSLAG_INTERP_DATA_CSV_FILE_H

#include "base/diag.h"

typedef struct {
  Text text;                    /* without quotes and outer white space */
  Span span;                    /* as it stands */
} CsvFileCell;

typedef struct {
  size_t       line;            /* from 1 */
  Span         span;
  CsvFileCell *cells;           /* CsvFile.columns of them */
} CsvFileRow;

typedef struct {
  const Source *source;
  char          separator;
  bool          decimal_comma;
  size_t        columns;
  CsvFileCell  *headings;
  LIST(CsvFileRow) rows;
} CsvFile;

/* False (reported): the file cannot be used. */
bool csv_file_read(Arena *arena, const Source *source, Diags *diags, CsvFile *file);

/* The column with that heading; case, "_" and spaces are alike.  SIZE_MAX: none. */
size_t csv_file_column(Arena *arena, const CsvFile *file, Text name);
/* The heading as csv_file_column compares it. */
Text   csv_heading_folded(Arena *arena, Text heading);

/* Counts the decimal signs of a number that shows which it has: "0,125", "12.5", not "12,345",
 * whose sign may part thousands. */
typedef struct { size_t commas, points; } CsvSigns;
void csv_count_signs(Text number, CsvSigns *signs);

#endif
