/* evaluate_columns.c - the rules of bench.anslag by hand, over columns, in loops of which the
 * compiler makes vectors: one loop a test, truths as bytes (0 no, 1 not known, 2 yes). */
#include "base/vectors.h"
#include "evaluate_columns.h"

static const uint8_t all_known[COLUMN_CHUNK];

static const uint8_t *states_of(const ColumnChunk *chunk) {
  return chunk->states ? chunk->states : all_known;
}

VECTORS static void above(const int64_t *restrict numbers, int64_t bound,
                          const uint8_t *restrict states, uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t yes = (uint8_t)((numbers[i] > bound) << 1);
    out[i] = states[i] ? 1 : yes;
  }
}

VECTORS static void is_one_of(const int32_t *restrict codes, int32_t first, int32_t last,
                              const uint8_t *restrict states, uint8_t *restrict out,
                              size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t yes = (uint8_t)((uint32_t)(codes[i] - first) <= (uint32_t)(last - first)) << 1;
    out[i] = states[i] ? 1 : yes;
  }
}

/* truths: a or (b and c), of which the last goes to `out`. */
VECTORS static void either(const uint8_t *restrict a, const uint8_t *restrict b,
                           const uint8_t *restrict c, uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t both = b[i] < c[i] ? b[i] : c[i];
    out[i] = a[i] > both ? a[i] : both;
  }
}

VECTORS static void all_three(const uint8_t *restrict a, const uint8_t *restrict b,
                              const uint8_t *restrict c, uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t both = b[i] < c[i] ? b[i] : c[i];
    out[i] = a[i] < both ? a[i] : both;
  }
}

VECTORS static void note(const uint8_t *restrict truths, uint8_t bit, uint8_t *restrict failed,
                         uint8_t *restrict missing, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    failed[i] = (uint8_t)(failed[i] | (truths[i] == 0 ? bit : 0));
    missing[i] = (uint8_t)(missing[i] | (truths[i] == 1 ? bit : 0));
  }
}

VECTORS static void stand(uint8_t *restrict failed, uint8_t *restrict missing,
                          uint8_t *restrict outcomes, const uint8_t kinds[3], size_t rows) {
  const uint8_t queued = kinds[0], incomplete = kinds[1], rejected = kinds[2];
  for (size_t i = 0; i < rows; i++) {
    uint8_t open = missing[i] ? incomplete : queued;
    outcomes[i] = failed[i] ? rejected : open;
    missing[i] = failed[i] ? 0 : missing[i];
  }
}

VECTORS static void at_most(const int64_t *restrict numbers, int64_t bound,
                            uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = numbers[i] <= bound;
}

void judge_columns(const BenchColumns *in, int64_t majority, const uint8_t kinds[3],
                   const BenchRows *out, size_t rows) {
  uint8_t truths[6][COLUMN_CHUNK], one[COLUMN_CHUNK], two[COLUMN_CHUNK], three[COLUMN_CHUNK];
  is_one_of(in->kind->names, 0, 1, states_of(in->kind), one, rows);
  is_one_of(in->kind->names, 2, 2, states_of(in->kind), two, rows);
  above(in->ownership->numbers, majority, states_of(in->ownership), three, rows);
  either(one, two, three, truths[0], rows);
  is_one_of(in->area->names, 0, 5, states_of(in->area), truths[1], rows);
  above(in->short_benefit->numbers, 0, states_of(in->short_benefit), one, rows);
  above(in->long_benefit->numbers, 0, states_of(in->long_benefit), two, rows);
  is_one_of(in->model->names, 0, 0, states_of(in->model), three, rows);
  all_three(one, two, three, truths[2], rows);
  memset(out->failed, 0, rows);
  memset(out->missing, 0, rows);
  for (uint8_t i = 0; i < 3; i++)
    note(truths[i], (uint8_t)(1 << i), out->failed, out->missing, rows);
  note(in->ongoing->truths, 8, out->failed, out->missing, rows);
  note(in->shared->truths, 16, out->failed, out->missing, rows);
  note(in->innovation->truths, 32, out->failed, out->missing, rows);
  stand(out->failed, out->missing, out->outcomes, kinds, rows);
  at_most(in->amount->numbers, 100000000, out->director, rows);
}
