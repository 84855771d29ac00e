/* intake_rows.h - cells of a scan into the columns of a census.  Private to interp/plan. */
#ifndef ANSLAG_INTERP_PLAN_INTAKE_ROWS_H
#define ANSLAG_INTERP_PLAN_INTAKE_ROWS_H

#include "interp/plan/census.h"
#include "interp/store/scan.h"

/* A part of a batch: rows start ... start + count - 1 become `first` and those behind it. */
typedef struct {
  const ScanBatch *batch;
  size_t           start, count;
  Columns         *columns;
  uint32_t         first;
  Arena           *scratch;
} IntakePart;

/* The cells of one field that is no reference; texts get the census' numbers. */
void intake_copy(const IntakePart *part, const ScanColumn *from);
/* The states of one field alone. */
void intake_copy_states(const IntakePart *part, const ScanColumn *from);

#endif
