/* forms.h - how columns keep the cells of a field. */
#ifndef ANSLAG_INTERP_DATA_FORMS_H
#define ANSLAG_INTERP_DATA_FORMS_H

#include "interp/data/type.h"

typedef enum {
  COLUMN_UNUSED,                  /* no rule reads it */
  COLUMN_TRUTH,                   /* bytes: 0 no, 1 not known, 2 yes */
  COLUMN_NUMBER,                  /* int64: numerator over the column's denominator; also moments */
  COLUMN_DAY,                     /* int32: Date */
  COLUMN_NAME,                    /* int32: a code's or body's place, a text's number, a row */
  COLUMN_LIST,                    /* int32: where the elements begin; their number beside */
  COLUMN_VALUE                    /* Values as they are: durations, as they are read */
} ColumnForm;

/* What is known of a cell.  KNOWN is 0, so that cells without states are known throughout. */
typedef enum { CELL_KNOWN, CELL_UNKNOWN, CELL_NONE, CELL_ODD } CellState;

/* How a column keeps the cells of the field, where some rule reads it. */
ColumnForm field_form(const FieldType *field);

#endif
