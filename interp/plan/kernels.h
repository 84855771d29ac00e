/* kernels.h - loops over the values of a batch: one operator, one type, no branch.
 *
 * Private to interp/plan, and built with -O3 so that the compiler makes vectors of them.  Truths
 * are bytes: 0 no, 1 not known, 2 yes; states are bytes of CellState.  The results never overlap
 * the operands.  `one`: item 0 of the operand stands for all rows. */
#ifndef ANSLAG_INTERP_PLAN_KERNELS_H
#define ANSLAG_INTERP_PLAN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- truths -------------------------------------------------------------------------- */

void kernel_and(const uint8_t *a, const uint8_t *b, uint8_t *out, size_t rows);
void kernel_or(const uint8_t *a, const uint8_t *b, uint8_t *out, size_t rows);
void kernel_not(const uint8_t *a, uint8_t *out, size_t rows);
/* Yes or no where both are known, else not known. */
void kernel_same_truths(const uint8_t *a, const uint8_t *b, uint8_t *out, size_t rows);
/* ODD where an operand is and the other has not settled the truth; either may be NULL. */
void kernel_odd_truths(const uint8_t *truths, const uint8_t *a, const uint8_t *b, uint8_t *states,
                       size_t rows);
/* Truths with the states of what was compared: not known, or ODD (none has no order, L8). */
void kernel_settle(uint8_t *truths, const uint8_t *a, const uint8_t *b, uint8_t *states,
                   size_t rows);

/* The same where no state is beyond UNKNOWN. */
void kernel_open(uint8_t *truths, const uint8_t *a, const uint8_t *b, size_t rows);

/* ---- states -------------------------------------------------------------------------- */

/* Of what is computed from both: known, not known, or ODD; either may be NULL, not both. */
void kernel_join_states(const uint8_t *a, const uint8_t *b, uint8_t *states, size_t rows);
/* The bits that stand in any of them. */
uint8_t kernel_worst(const uint8_t *a, size_t rows);
/* A truth for each state. */
void kernel_told_states(const uint8_t *a, const uint8_t truths[4], uint8_t *out, size_t rows);
/* An optional fact is never unknown (V1). */
void kernel_optional(const uint8_t *a, uint8_t *states, size_t rows);
/* A truth that is none or ODD is ODD; one not known is known so by its byte. */
void kernel_truth_states(const uint8_t *a, bool optional, uint8_t *states, size_t rows);

/* ---- comparisons --------------------------------------------------------------------- */

void kernel_less_numbers(const int64_t *a, bool a_one, const int64_t *b, bool b_one,
                         uint8_t *out, size_t rows);
void kernel_most_numbers(const int64_t *a, bool a_one, const int64_t *b, bool b_one,
                         uint8_t *out, size_t rows);
void kernel_same_numbers(const int64_t *a, bool a_one, const int64_t *b, bool b_one,
                         uint8_t *out, size_t rows);
void kernel_less_names(const int32_t *a, bool a_one, const int32_t *b, bool b_one,
                       uint8_t *out, size_t rows);
void kernel_most_names(const int32_t *a, bool a_one, const int32_t *b, bool b_one,
                       uint8_t *out, size_t rows);
void kernel_same_names(const int32_t *a, bool a_one, const int32_t *b, bool b_one,
                       uint8_t *out, size_t rows);

/* ---- numbers within 64 bits ---------------------------------------------------------- */

void kernel_scale(const int64_t *a, int64_t factor, int64_t *out, size_t rows);
void kernel_add(const int64_t *a, const int64_t *b, int64_t *out, size_t rows);
void kernel_subtract(const int64_t *a, const int64_t *b, int64_t *out, size_t rows);
void kernel_multiply(const int64_t *a, const int64_t *b, int64_t *out, size_t rows);
void kernel_max(const int64_t *a, const int64_t *b, int64_t *out, size_t rows);
void kernel_min(const int64_t *a, const int64_t *b, int64_t *out, size_t rows);
void kernel_max_names(const int32_t *a, const int32_t *b, int32_t *out, size_t rows);
void kernel_min_names(const int32_t *a, const int32_t *b, int32_t *out, size_t rows);
/* Days later; false: one of them is not from `least` to `most`. */
bool kernel_shift(const int32_t *a, int32_t by, int32_t least, int32_t most, int32_t *out,
                  size_t rows);
void kernel_choose(const uint8_t *test, const int64_t *then, const int64_t *otherwise,
                   int64_t *out, size_t rows);
void kernel_choose_names(const uint8_t *test, const int32_t *then, const int32_t *otherwise,
                         int32_t *out, size_t rows);
void kernel_choose_bytes(const uint8_t *test, const uint8_t *then, const uint8_t *otherwise,
                         uint8_t *out, size_t rows);

/* The lower of both where both are known, else the amount; states may be NULL. */
void kernel_lower(const int64_t *amounts, const uint8_t *amount_states, const int64_t *ceilings,
                  const uint8_t *ceiling_states, int64_t *out, size_t rows);

#endif
