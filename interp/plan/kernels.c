#include "interp/plan/kernels.h"

/* A copy for processors with wider vectors, chosen when the program starts; the sanitizers and
 * other compilers take the plain one. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__OPTIMIZE__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KERNEL __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define KERNEL
#endif

/* ---- truths -------------------------------------------------------------------------- */

KERNEL void kernel_and(const uint8_t *restrict a, const uint8_t *restrict b,
                       uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = a[i] < b[i] ? a[i] : b[i];
}

KERNEL void kernel_or(const uint8_t *restrict a, const uint8_t *restrict b,
                      uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = a[i] > b[i] ? a[i] : b[i];
}

KERNEL void kernel_not(const uint8_t *restrict a, uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = (uint8_t)(2 - a[i]);
}

KERNEL void kernel_same_truths(const uint8_t *restrict a, const uint8_t *restrict b,
                               uint8_t *restrict out, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    uint8_t open = (uint8_t)((a[i] | b[i]) & 1);
    uint8_t same = (uint8_t)((a[i] == b[i]) << 1);
    out[i] = open ? 1 : same;
  }
}

static const uint8_t all_known[1024];

KERNEL void kernel_odd_truths(const uint8_t *restrict truths, const uint8_t *a, const uint8_t *b,
                              uint8_t *restrict states, size_t rows) {
  a = a ? a : all_known;
  b = b ? b : all_known;
  for (size_t i = 0; i < rows; i++)
    states[i] = truths[i] == 1 ? (uint8_t)(a[i] | b[i]) : 0;
}

KERNEL void kernel_settle(uint8_t *restrict truths, const uint8_t *a, const uint8_t *b,
                          uint8_t *restrict states, size_t rows) {
  a = a ? a : all_known;
  b = b ? b : all_known;
  for (size_t i = 0; i < rows; i++) {
    uint8_t both = (uint8_t)(a[i] | b[i]);
    truths[i] = both ? 1 : truths[i];
    states[i] = both & 2 ? 3 : 0;
  }
}

/* ---- states -------------------------------------------------------------------------- */

KERNEL void kernel_join_states(const uint8_t *a, const uint8_t *b, uint8_t *restrict states,
                               size_t rows) {
  a = a ? a : all_known;
  b = b ? b : all_known;
  for (size_t i = 0; i < rows; i++) {
    uint8_t both = (uint8_t)(a[i] | b[i]);
    states[i] = both & 2 ? 3 : both;
  }
}

KERNEL void kernel_optional(const uint8_t *restrict a, uint8_t *restrict states, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    states[i] = a[i] == 1 ? 2 : a[i];
}

KERNEL void kernel_truth_states(const uint8_t *restrict a, bool optional,
                                uint8_t *restrict states, size_t rows) {
  uint8_t least = optional ? 1 : 2;
  for (size_t i = 0; i < rows; i++)
    states[i] = a[i] >= least ? 3 : 0;
}

/* ---- comparisons --------------------------------------------------------------------- */

#define COMPARISON(name, Item, operator)                                              \
  KERNEL void name(const Item *restrict a, bool a_one, const Item *restrict b,        \
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

KERNEL void kernel_scale(const int64_t *restrict a, int64_t factor, int64_t *restrict out,
                         size_t rows) {
  for (size_t i = 0; i < rows; i++)
    out[i] = a[i] * factor;
}

#define ARITHMETIC(name, Item, expression)                                            \
  KERNEL void name(const Item *restrict a, const Item *restrict b,                    \
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

#define CHOICE(name, Item)                                                            \
  KERNEL void name(const uint8_t *restrict test, const Item *restrict then,           \
                   const Item *restrict otherwise, Item *restrict out, size_t rows) { \
    for (size_t i = 0; i < rows; i++)                                                 \
      out[i] = test[i] == 2 ? then[i] : otherwise[i];                                 \
  }

CHOICE(kernel_choose, int64_t)
CHOICE(kernel_choose_names, int32_t)
CHOICE(kernel_choose_bytes, uint8_t)
