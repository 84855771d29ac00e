#include "interp/decide/sifting.h"

#include "base/vectors.h"

VECTORS void loop_verdicts(const uint8_t *restrict truths, const uint8_t verdicts[3],
                           uint8_t *restrict out, size_t rows) {
  const uint8_t no = verdicts[0], open = verdicts[1], yes = verdicts[2];
  for (size_t i = 0; i < rows; i++) {
    uint8_t verdict = truths[i] == 1 ? open : no;
    out[i] = truths[i] == 2 ? yes : verdict;
  }
}

VECTORS void loop_table(const uint8_t *restrict values, const uint8_t table[4],
                        uint8_t *restrict out, size_t rows) {
  const uint8_t a = table[0], b = table[1], c = table[2], d = table[3];
  for (size_t i = 0; i < rows; i++) {
    uint8_t low = values[i] == 1 ? b : a, high = values[i] == 2 ? c : d;
    out[i] = values[i] < 2 ? low : high;
  }
}

VECTORS void loop_turn(uint8_t *restrict values, uint8_t from, uint8_t to,
                       const uint8_t *restrict truths, uint8_t truth, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t turns = (uint8_t)-(int)(values[i] == from) & (uint8_t)-(int)(truths[i] == truth);
    values[i] = (uint8_t)((values[i] & ~turns) | (to & turns));
  }
}

VECTORS void loop_put(uint8_t *restrict values, uint8_t to, const uint8_t *restrict truths,
                      uint8_t truth, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    values[i] = truths[i] == truth ? to : values[i];
}

VECTORS void loop_meet(const uint8_t *restrict values, uint8_t value, uint8_t *restrict found,
                       size_t rows) {
  for (size_t i = 0; i < rows; i++)
    found[i] = (uint8_t)(found[i] | (values[i] == value));
}

VECTORS static void flag_three(const uint8_t *restrict values, const uint8_t which[3],
                               const uint8_t flag[3], uint8_t *restrict flags, size_t rows) {
  const uint8_t a = which[0], b = which[1], c = which[2];
  const uint8_t x = flag[0], y = flag[1], z = flag[2];
  for (size_t i = 0; i < rows; i++) {
    uint8_t first = values[i] == a ? x : 0, second = values[i] == b ? y : 0;
    uint8_t third = values[i] == c ? z : 0;
    flags[i] = (uint8_t)(flags[i] | first | second | third);
  }
}

/* Few values have a flag: a pass for each three. */
void loop_flag(const uint8_t *restrict values, const uint8_t table[8], uint8_t *restrict flags,
               size_t rows) {
  uint8_t which[3] = { 0 }, flag[3] = { 0 };
  size_t count = 0;
  for (uint8_t value = 0; value < 8; value++) {
    if (table[value]) {
      which[count] = value;
      flag[count++] = table[value];
    }
    if (count == 3 || (value == 7 && count)) {
      flag_three(values, which, flag, flags, rows);
      flag[0] = flag[1] = flag[2] = 0;
      count = 0;
    }
  }
}

VECTORS void loop_keep(const uint8_t *restrict flags, uint8_t flag, uint8_t *restrict out,
                       size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = flags[i] & flag;
}

/* From the last stage to the first, so that the first has the last word. */
VECTORS void loop_kinds(const uint8_t *restrict flags, uint8_t *restrict kinds, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t kind = OUTCOME_QUEUED;
    kind = flags[i] & FLAG_OPEN       ? OUTCOME_INCOMPLETE : kind;
    kind = flags[i] & FLAG_REJECTED   ? OUTCOME_REJECTED   : kind;
    kind = flags[i] & FLAG_NEEDS      ? OUTCOME_INCOMPLETE : kind;
    kind = flags[i] & FLAG_INELIGIBLE ? OUTCOME_INELIGIBLE : kind;
    kind = flags[i] & FLAG_INVALID    ? OUTCOME_INVALID    : kind;
    kinds[i] = kind;
  }
}

#define MASKS(name, Mask)                                                             \
  VECTORS void name(const uint8_t *restrict tests, unsigned bit,                      \
                    Mask *restrict admits, Mask *restrict stops, size_t rows) {       \
    const Mask mask = (Mask)(UINT64_C(1) << bit);                                     \
    for (size_t i = 0; i < rows; i++) {                                               \
      admits[i] = (Mask)(admits[i] | (tests[i] == TEST_YES ? mask : 0));              \
      stops[i] = (Mask)(stops[i] | (tests[i] == TEST_OPEN ? mask : 0));               \
    }                                                                                 \
  }

MASKS(loop_mask, uint64_t)
MASKS(loop_mask_bytes, uint8_t)

VECTORS void loop_amounts(const int64_t *restrict numbers, const uint8_t *restrict cells,
                          int64_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = cells[i] ? SIFT_NOT_KNOWN : numbers[i];
}

VECTORS void loop_below_zero(const int64_t *restrict numbers, uint8_t *restrict below,
                             size_t rows) {
  for (size_t i = 0; i < rows; i++)
    below[i] = (uint8_t)(numbers[i] < 0 && numbers[i] != SIFT_NOT_KNOWN);
}

/* Three bits of each value, beside those of the parts before it. */
VECTORS void loop_word(const uint8_t *restrict values, unsigned shift, uint64_t *restrict words,
                       size_t rows) {
  for (size_t i = 0; i < rows; i++)
    words[i] |= (uint64_t)(values[i] & 7) << shift;
}
