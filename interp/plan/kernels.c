#include "interp/plan/kernels.h"

#include "base/vectors.h"

/* ---- truths -------------------------------------------------------------------------- */

VECTORS void kernel_and(const uint8_t *restrict a, const uint8_t *restrict b,
                       uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = a[i] < b[i] ? a[i] : b[i];
}

VECTORS void kernel_or(const uint8_t *restrict a, const uint8_t *restrict b,
                      uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = a[i] > b[i] ? a[i] : b[i];
}

VECTORS void kernel_not(const uint8_t *restrict a, uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = (uint8_t)(2 - a[i]);
}

VECTORS void kernel_same_truths(const uint8_t *restrict a, const uint8_t *restrict b,
                               uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t open = (uint8_t)((a[i] | b[i]) & 1);
    uint8_t same = (uint8_t)((a[i] == b[i]) << 1);
    out[i] = open ? 1 : same;
  }
}

static const uint8_t all_known[1024];

/* All ones, or none. */
static inline uint8_t mask_of(bool holds) {
  return (uint8_t)-(int)holds;
}

VECTORS void kernel_odd_truths(const uint8_t *restrict truths, const uint8_t *restrict a,
                               const uint8_t *restrict b, uint8_t *restrict states,
                               size_t rows) {
  a = a ? a : all_known;
  b = b ? b : all_known;
  for (size_t i = 0; i < rows; i++)
    states[i] = (uint8_t)(mask_of(truths[i] == 1) & (a[i] | b[i]));
}

VECTORS void kernel_settle(uint8_t *restrict truths, const uint8_t *restrict a,
                           const uint8_t *restrict b, uint8_t *restrict states, size_t rows) {
  a = a ? a : all_known;
  b = b ? b : all_known;
  for (size_t i = 0; i < rows; i++) {
    uint8_t both = (uint8_t)(a[i] | b[i]);
    uint8_t open = mask_of(both != 0), odd = both & 2;
    truths[i] = (uint8_t)((truths[i] & ~open) | (open & 1));
    states[i] = (uint8_t)(odd | odd >> 1);
  }
}

VECTORS void kernel_open(uint8_t *restrict truths, const uint8_t *restrict a,
                         const uint8_t *restrict b, size_t rows) {
  a = a ? a : all_known;
  b = b ? b : all_known;
  for (size_t i = 0; i < rows; i++) {
    uint8_t open = (uint8_t)(a[i] | b[i]);
    truths[i] = (uint8_t)((truths[i] & ~mask_of(open)) | open);
  }
}

/* ---- states -------------------------------------------------------------------------- */

VECTORS void kernel_join_states(const uint8_t *a, const uint8_t *b, uint8_t *restrict states,
                               size_t rows) {
  a = a ? a : all_known;
  b = b ? b : all_known;
  for (size_t i = 0; i < rows; i++) {
    uint8_t both = (uint8_t)(a[i] | b[i]);
    states[i] = both & 2 ? 3 : both;
  }
}

VECTORS uint8_t kernel_worst(const uint8_t *restrict a, size_t rows) {
  uint8_t worst = 0;
  for (size_t i = 0; i < rows; i++)
    worst |= a[i];
  return worst;
}

VECTORS void kernel_told_states(const uint8_t *restrict a, const uint8_t truths[4],
                                uint8_t *restrict out, size_t rows) {
  const uint8_t known = truths[0], unknown = truths[1], none = truths[2], odd = truths[3];
  for (size_t i = 0; i < rows; i++) {
    uint8_t least = a[i] == 1 ? unknown : known, most = a[i] == 2 ? none : odd;
    out[i] = a[i] < 2 ? least : most;
  }
}

VECTORS void kernel_optional(const uint8_t *restrict a, uint8_t *restrict states, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    states[i] = a[i] == 1 ? 2 : a[i];
}

VECTORS void kernel_truth_states(const uint8_t *restrict a, bool optional,
                                uint8_t *restrict states, size_t rows) {
  uint8_t least = optional ? 1 : 2;
  for (size_t i = 0; i < rows; i++)
    states[i] = a[i] >= least ? 3 : 0;
}

/* ---- comparisons --------------------------------------------------------------------- */

#define COMPARISON(name, Item, operator)                                              \
  VECTORS void name(const Item *restrict a, bool a_one, const Item *restrict b,        \
                   bool b_one, uint8_t *restrict out, size_t rows) {                  \
    const Item left = *a, right = *b;                                                 \
    if (b_one)                                                                        \
      for (size_t i = 0; i < rows; i++)                                               \
        out[i] = (uint8_t)((a[i] operator right) << 1);                               \
    else if (a_one)                                                                   \
      for (size_t i = 0; i < rows; i++)                                               \
        out[i] = (uint8_t)((left operator b[i]) << 1);                                \
    else                                                                              \
      for (size_t i = 0; i < rows; i++)                                               \
        out[i] = (uint8_t)((a[i] operator b[i]) << 1);                                \
  }

COMPARISON(kernel_less_numbers, int64_t, <)
COMPARISON(kernel_most_numbers, int64_t, <=)
COMPARISON(kernel_same_numbers, int64_t, ==)
COMPARISON(kernel_less_names, int32_t, <)
COMPARISON(kernel_most_names, int32_t, <=)
COMPARISON(kernel_same_names, int32_t, ==)

/* ---- numbers ------------------------------------------------------------------------- */

VECTORS void kernel_scale(const int64_t *restrict a, int64_t factor, int64_t *restrict out,
                         size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = a[i] * factor;
}

#define ARITHMETIC(name, Item, expression)                                            \
  VECTORS void name(const Item *restrict a, const Item *restrict b,                    \
                   Item *restrict out, size_t rows) {                                 \
    for (size_t i = 0; i < rows; i++)                                                 \
      out[i] = (expression);                                                          \
  }

ARITHMETIC(kernel_add, int64_t, a[i] + b[i])
ARITHMETIC(kernel_subtract, int64_t, a[i] - b[i])
ARITHMETIC(kernel_multiply, int64_t, a[i] * b[i])
ARITHMETIC(kernel_max, int64_t, a[i] > b[i] ? a[i] : b[i])
ARITHMETIC(kernel_min, int64_t, a[i] < b[i] ? a[i] : b[i])
ARITHMETIC(kernel_max_names, int32_t, a[i] > b[i] ? a[i] : b[i])
ARITHMETIC(kernel_min_names, int32_t, a[i] < b[i] ? a[i] : b[i])

VECTORS bool kernel_shift(const int32_t *restrict a, int32_t by, int32_t least, int32_t most,
                          int32_t *restrict out, size_t rows) {
  uint32_t outside = 0;
  for (size_t i = 0; i < rows; i++) {
    int32_t shifted = (int32_t)((uint32_t)a[i] + (uint32_t)by);
    outside |= (uint32_t)(shifted < least) | (uint32_t)(shifted > most);
    out[i] = shifted;
  }
  return !outside;
}

#define CHOICE(name, Item)                                                            \
  VECTORS void name(const uint8_t *restrict test, const Item *restrict then,           \
                   const Item *restrict otherwise, Item *restrict out, size_t rows) { \
    for (size_t i = 0; i < rows; i++)                                                 \
      out[i] = test[i] == 2 ? then[i] : otherwise[i];                                 \
  }

CHOICE(kernel_choose, int64_t)
CHOICE(kernel_choose_names, int32_t)
CHOICE(kernel_choose_bytes, uint8_t)

/* ---- amounts ------------------------------------------------------------------------- */

VECTORS void kernel_lower(const int64_t *restrict amounts, const uint8_t *restrict amount_states,
                          const int64_t *restrict ceilings,
                          const uint8_t *restrict ceiling_states, int64_t *restrict out,
                          size_t rows) {
  amount_states = amount_states ? amount_states : all_known;
  ceiling_states = ceiling_states ? ceiling_states : all_known;
  for (size_t i = 0; i < rows; i++) {
    bool cuts = !(amount_states[i] | ceiling_states[i]) && ceilings[i] < amounts[i];
    out[i] = cuts ? ceilings[i] : amounts[i];
  }
}
