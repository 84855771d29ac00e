/* wide.h - 256-bit whole numbers without sign, for what fractions pass through.
 *
 * Private to fraction.c and its tests.  Cost: a product is four multiplications,
 * a division 256 steps of shift and subtract (rare: only where 128 bits do not do). */
#ifndef ANSLAG_BASE_WIDE_H
#define ANSLAG_BASE_WIDE_H

#include "base/fraction.h"

typedef struct { UInt128 high, low; } Wide;

Wide wide_from(UInt128 value);
Wide wide_multiply(UInt128 a, UInt128 b);
Wide wide_add(Wide a, Wide b);                    /* the caller knows that it fits */
Wide wide_subtract(Wide a, Wide b);               /* a >= b */
int  wide_compare(Wide a, Wide b);
/* The quotient; *remainder is what is left.  b is not 0. */
Wide wide_divide(Wide a, Wide b, Wide *remainder);

#endif
