/* fraction.h - exact numbers: a fraction whose parts fit 127 bits.
 *
 * Always reduced, denominator above zero, both at most 2^127 - 1.  What fits once
 * reduced is always found, however large the numbers on the way to it.  An
 * operation that would not fit returns false and leaves *result alone: the caller
 * makes that an error of the record (overflow never wraps).  No binary floating
 * point anywhere.
 * Cost: a few ns where denominators are 1 (the fast way), a gcd otherwise. */
#ifndef ANSLAG_BASE_FRACTION_H
#define ANSLAG_BASE_FRACTION_H

#include "base/arena.h"

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

typedef struct {
  Int128 numerator;
  Int128 denominator;   /* >= 1 */
} Fraction;

/* Half away from zero; floor; ceiling. */
typedef enum { ROUND_NEAREST, ROUND_DOWN, ROUND_UP } Rounding;

Fraction fraction_from(int64_t whole);
/* False: the denominator is 0, or overflow. */
bool fraction_make(Int128 numerator, Int128 denominator, Fraction *result);
bool fraction_add(Fraction a, Fraction b, Fraction *result);
bool fraction_subtract(Fraction a, Fraction b, Fraction *result);
bool fraction_multiply(Fraction a, Fraction b, Fraction *result);
bool fraction_divide(Fraction a, Fraction b, Fraction *result);   /* false too when b is 0 */
bool fraction_negate(Fraction a, Fraction *result);
int  fraction_compare(Fraction a, Fraction b);                    /* exact, never fails */
bool fraction_is_zero(Fraction a);
bool fraction_is_whole(Fraction a);
int  fraction_sign(Fraction a);
/* The greatest number that divides both; neither is below zero. */
int64_t whole_common_divisor(int64_t a, int64_t b);
/* The multiple of `unit` (above zero) that `rounding` names. */
bool fraction_round(Fraction a, Fraction unit, Rounding rounding, Fraction *result);
/* The whole number as int64; false if it is not whole or does not fit. */
bool fraction_to_int64(Fraction a, int64_t *result);

/* "12", "-12.5", "1000000.01": optional minus, digits, at most one `point` ('.' or ',')
 * with digits on both sides.  At most 38 digits.  False: not such a number. */
bool fraction_parse(Text text, char point, Fraction *result);
/* Plain decimal digits if the number is finite in decimals, else "n/d". */
Text fraction_text(Arena *arena, Fraction a);
/* Rounded to `decimals` places, half away from zero, with exactly so many. */
Text fraction_text_rounded(Arena *arena, Fraction a, unsigned decimals);

#endif
