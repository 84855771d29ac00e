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

typedef struct { int32_t number; Text text; } AskedText;

struct Census {
  Arena       *arena;             /* columns, and lists as long as they grow */
  Arena       *contents;          /* what census_clear forgets; the same until the first */
  const Model *model;
  Columns     *added;             /* by RecordType.index */
  Columns    **referred;          /* the same; NULL: nothing refers to it */
  Map          texts;             /* text -> number + 1 */
  LIST(Text)   text_list;         /* by number; no bytes: free */
  LIST(AskedText) asked_texts;    /* whose numbers stay */
  size_t       next_text;         /* none before it is free */
  LIST(Waiting) waiting;
  size_t       filled;            /* of those waiting */
  uint64_t     version, puts;     /* changes of any kind; facts put in place of others */
};

/* The row of a record that is referred to: a new one waits to be filled. */
uint32_t columns_row_of(Columns *columns, const Record *record);
void     column_set(Columns *columns, Column *column, uint32_t row, Value value);
/* The Value kept beside an ODD cell. */
Value    column_odd(const Column *column, uint32_t row);
void     census_fill_waiting(Census *census);
/* The number of a text that a row has. */
int32_t  census_keep_text(Census *census, Text text);
int32_t  census_keep_duration(Census *census, Duration duration);
void     columns_fill(Columns *columns, uint32_t row, const Record *record);
/* Its faults; rows come in order. */
void     columns_add_faults(Columns *columns, uint32_t row, const Record *record);
/* A finer denominator, so that 1/part is a whole part of it too; false: it gets too fine. */
bool     column_refine(Column *column, int64_t part);
/* All its cells are forgotten, the room is kept; and room for so many rows. */
void     column_clear(Column *column, size_t rows);
void     column_extend(Arena *arena, Column *column, size_t rows);
/* Bulk: `count` rows at the end, whose cells are to be written; the first. */
uint32_t columns_extend(Columns *columns, size_t count);

#endif
