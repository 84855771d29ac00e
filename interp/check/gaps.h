/* gaps.h - what a decision table leaves out, says twice, or never comes to.
 *
 * The values of each input are cut into pieces at the bounds that its cells name; a row then
 * covers some pieces of each column, and the whole table is a finite question.  A gap is a
 * warning (under `collect` none is looked for), an overlap under `unique match`, and under `any
 * match` with different values, an error, a row that never decides a warning.  A column whose
 * cells are not compared with constants is left out of account, and the table with it.
 *
 * Cost: overlaps take the rows times the pieces.  For gaps, and for rows that never decide, up to
 * WORK_MOST pieces and words of rows are looked at, and what is left is taken as it should be; so
 * is a table of more than ROWS_MOST rows.  Both are told (W0721). */
#ifndef ANSLAG_INTERP_CHECK_GAPS_H
#define ANSLAG_INTERP_CHECK_GAPS_H

#include "interp/check/checker.h"
#include "interp/check/cover.h"

void gaps_check(Checker *checker, const Grid *grid);

#endif
