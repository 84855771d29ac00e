#include "interp/decide/sifting.h"

void loop_verdicts(const uint8_t *restrict truths, const uint8_t verdicts[3],
                   uint8_t *restrict out, size_t rows) {
  const uint8_t no = verdicts[0], open = verdicts[1], yes = verdicts[2];
  for (size_t i = 0; i < rows; i++)
    out[i] = truths[i] == 2 ? yes : truths[i] == 1 ? open : no;
}

/* Few values have a flag: a pass for each. */
void loop_flag(const uint8_t *restrict values, const uint8_t table[8], uint8_t *restrict flags,
               size_t rows) {
  for (uint8_t value = 0; value < 8; value++) {
    const uint8_t flag = table[value];
    if (!flag)
      continue;
    for (size_t i = 0; i < rows; i++)
      flags[i] |= values[i] == value ? flag : 0;
  }
}

/* From the last stage to the first, so that the first has the last word. */
void loop_kinds(const uint8_t *restrict flags, uint8_t *restrict kinds, size_t rows) {
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

void loop_mask(const uint8_t *restrict tests, unsigned bit, uint64_t *restrict admits,
               uint64_t *restrict stops, size_t rows) {
  const uint64_t mask = UINT64_C(1) << bit;
  for (size_t i = 0; i < rows; i++) {
    admits[i] |= tests[i] == TEST_YES ? mask : 0;
    stops[i] |= tests[i] == TEST_OPEN ? mask : 0;
  }
}
