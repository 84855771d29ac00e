/* evaluate_columns.h - see evaluate_columns.c; private to bench/evaluate. */
#ifndef ANSLAG_BENCH_EVALUATE_COLUMNS_H
#define ANSLAG_BENCH_EVALUATE_COLUMNS_H

#include "interp/plan/columns.h"

#include <string.h>

typedef struct {
  const ColumnChunk *kind, *ownership, *amount, *area, *short_benefit, *long_benefit, *model,
                    *ongoing, *shared, *innovation;
} BenchColumns;

/* By row: what becomes of it, a bit for each test that fails or is not known, and whether the
 * director may decide. */
typedef struct { uint8_t *outcomes, *failed, *missing, *director; } BenchRows;

/* A chunk; `kinds`: queued, incomplete, rejected. */
void judge_columns(const BenchColumns *in, int64_t majority, const uint8_t kinds[3],
                   const BenchRows *out, size_t rows);

#endif
