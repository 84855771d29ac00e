/* census.h - what the files of the columns share.  Private to interp/plan. */
#ifndef ANSLAG_INTERP_PLAN_CENSUS_H
#define ANSLAG_INTERP_PLAN_CENSUS_H

#include "interp/plan/columns.h"

/* A record whose row is reserved and waits to be filled. */
typedef struct {
  Columns      *columns;
  uint32_t      row;
  const Record *record;
} Waiting;

struct Census {
  Arena       *arena;
  const Model *model;
  Columns     *added;             /* by RecordType.index */
  Columns    **referred;          /* the same; NULL: nothing refers to it */
  Map          texts;             /* text -> number + 1 */
  LIST(Text)   text_list;
  LIST(Waiting) waiting;
  size_t       filled;            /* of those waiting */
  uint64_t     version;
};

/* The row of a record that is referred to: a new one waits to be filled. */
uint32_t columns_row_of(Columns *columns, const Record *record);
void     column_set(Columns *columns, Column *column, uint32_t row, Value value);
/* The Value kept beside an ODD cell. */
Value    column_odd(const Column *column, uint32_t row);
void     census_fill_waiting(Census *census);
int32_t  census_number_of_text(Census *census, Text text);

#endif
