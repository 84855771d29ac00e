/* cover.h - rows of tests over several values, cut into finitely many pieces.
 *
 * A column is a value that is tested: an input of a table, a field that conditions read.  Its
 * pieces are all that the tests can tell apart: each code, yes and no, each text named and any
 * other, each number named and what lies between.  A row covers a piece or it does not.
 *
 *   Cover cover;
 *   cover_init(&cover, arena, rows);
 *   size_t column = cover_column(&cover, name, input);
 *   if (!cover_test(&cover, row, column, test)) …     -- not a test of constants
 *   cover_cut(&cover);                                -- then pieces and rows can be asked
 *
 * Owner: the arena given. */
#ifndef ANSLAG_INTERP_CHECK_COVER_H
#define ANSLAG_INTERP_CHECK_COVER_H

#include "interp/check/model.h"

/* Numbers and dates from low to high, each included or not; of others the one value. */
typedef struct {
  Value  low, high;             /* VALUE_NONE: no bound */
  bool   open_low, open_high;
  bool   other;                 /* of texts and bodies: any that no test names */
} Piece;

typedef struct {
  Text        name;
  const Term *subject;
  Type        type;
  bool        below, above;     /* some test reaches down, up without an end */
  LIST(Value) named;            /* by the tests */
  LIST(Piece) pieces;
} CoverColumn;

typedef struct { size_t row, column; const Term *test; } CoverTest;

typedef struct {
  Arena            *arena;
  size_t            rows;
  LIST(CoverColumn) columns;
  LIST(CoverTest)   tests;
  uint64_t        **covered;    /* for each column and piece, after another: a bit for each row */
  size_t            words;      /* of each such set */
} Cover;

void   cover_init(Cover *cover, Arena *arena, size_t rows);
/* The column of that subject (the same variable or field), made where there is none; SIZE_MAX: of
 * a type whose values can't be cut into pieces. */
size_t cover_column(Cover *cover, Text name, const Term *subject);
/* False: something in the test is not a constant (parameters count as written). */
bool   cover_test(Cover *cover, size_t row, size_t column, const Term *test);
void   cover_cut(Cover *cover);
/* The rows whose tests of the column all hold on the piece. */
const uint64_t *cover_rows(const Cover *cover, size_t column, size_t piece);
bool   cover_holds(const Cover *cover, size_t row, size_t column, size_t piece);

/* "from 10 to 20", "below 10 kr", "serious", "any other". */
Text   cover_piece_text(Arena *arena, const CoverColumn *column, const Piece *piece, bool swedish);
/* The two joined, which stand beside each other. */
Piece  cover_join(const Piece *low, const Piece *high);

#endif
