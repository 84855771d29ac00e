#include "base/fraction.h"

#include "base/wide.h"

/* The largest numerator and denominator: 2^127 - 1, with either sign. */
#define LARGEST (((UInt128)1 << 127) - 1)

static UInt128 magnitude(Int128 value) {
  return value < 0 ? -(UInt128)value : (UInt128)value;
}

static uint64_t short_common_divisor(uint64_t a, uint64_t b) {
  while (b != 0) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

int64_t whole_common_divisor(int64_t a, int64_t b) {
  return (int64_t)short_common_divisor((uint64_t)a, (uint64_t)b);
}

/* Euclid's; with 64-bit divisions, which are much quicker, as soon as they do. */
static UInt128 common_divisor(UInt128 a, UInt128 b) {
  while (b != 0 && (a | b) >> 64 != 0) {
    UInt128 rest = a % b;
    a = b;
    b = rest;
  }
  return b == 0 ? a : short_common_divisor((uint64_t)a, (uint64_t)b);
}

/* A fraction from reduced parts; false if they do not fit. */
static bool keep(bool negative, UInt128 numerator, UInt128 denominator, Fraction *result) {
  const UInt128 largest = LARGEST;
  if (numerator > largest || denominator > largest)
    return false;
  Int128 value = (Int128)numerator;
  *result = (Fraction){ negative ? -value : value, (Int128)denominator };
  return true;
}

Fraction fraction_from(int64_t whole) {
  return (Fraction){ whole, 1 };
}

bool fraction_make(Int128 numerator, Int128 denominator, Fraction *result) {
  if (denominator == 0)
    return false;
  UInt128 top = magnitude(numerator), bottom = magnitude(denominator);
  UInt128 divisor = common_divisor(top, bottom);
  bool negative = top != 0 && (numerator < 0) != (denominator < 0);
  return keep(negative, top / divisor, bottom / divisor, result);
}

/* a/b + c/d with g = gcd(b, d) is t / (b (d/g)), t = a (d/g) + c (b/g); what t and
 * that denominator share divides g (Knuth, The Art of Computer Programming, 4.5.1).
 * t is held in 256 bits, so a sum that fits once reduced is always found. */
static bool add_wide(Fraction a, Fraction b, Fraction *result) {
  UInt128 g = common_divisor((UInt128)a.denominator, (UInt128)b.denominator);
  UInt128 a_part = (UInt128)a.denominator / g, b_part = (UInt128)b.denominator / g;
  Wide left = wide_multiply(magnitude(a.numerator), b_part);
  Wide right = wide_multiply(magnitude(b.numerator), a_part);
  bool negative = a.numerator < 0;
  Wide top, rest;
  if ((a.numerator < 0) == (b.numerator < 0)) {
    top = wide_add(left, right);
  } else if (wide_compare(left, right) >= 0) {
    top = wide_subtract(left, right);
  } else {
    top = wide_subtract(right, left);
    negative = !negative;
  }
  wide_divide(top, wide_from(g), &rest);
  UInt128 shared = common_divisor(rest.low, g);
  top = wide_divide(top, wide_from(shared), &rest);
  if (top.high != 0)
    return false;
  if (top.low == 0)
    return keep(false, 0, 1, result);
  Wide bottom = wide_multiply(a_part, (UInt128)b.denominator / shared);
  return bottom.high == 0 && keep(negative, top.low, bottom.low, result);
}

bool fraction_add(Fraction a, Fraction b, Fraction *result) {
  Int128 sum;
  if (a.denominator == 1 && b.denominator == 1) {
    if (__builtin_add_overflow(a.numerator, b.numerator, &sum))
      return false;
    return keep(sum < 0, magnitude(sum), 1, result);
  }
  return add_wide(a, b, result);
}

bool fraction_subtract(Fraction a, Fraction b, Fraction *result) {
  b.numerator = -b.numerator;
  return fraction_add(a, b, result);
}

/* What is crosswise common goes first, so the products are already reduced. */
static bool multiply_parts(bool negative, UInt128 a, UInt128 b, UInt128 c, UInt128 d,
                           Fraction *result) {
  UInt128 left = common_divisor(a, d), right = common_divisor(c, b);
  UInt128 top, bottom;
  if (__builtin_mul_overflow(a / left, c / right, &top) ||
      __builtin_mul_overflow(b / right, d / left, &bottom))
    return false;
  return keep(negative && top != 0, top, bottom, result);
}

bool fraction_multiply(Fraction a, Fraction b, Fraction *result) {
  Int128 product;
  if (a.denominator == 1 && b.denominator == 1) {
    if (__builtin_mul_overflow(a.numerator, b.numerator, &product))
      return false;
    return keep(product < 0, magnitude(product), 1, result);
  }
  return multiply_parts((a.numerator < 0) != (b.numerator < 0), magnitude(a.numerator),
                        (UInt128)a.denominator, magnitude(b.numerator), (UInt128)b.denominator,
                        result);
}

bool fraction_divide(Fraction a, Fraction b, Fraction *result) {
  if (b.numerator == 0)
    return false;
  return multiply_parts((a.numerator < 0) != (b.numerator < 0), magnitude(a.numerator),
                        (UInt128)a.denominator, (UInt128)b.denominator, magnitude(b.numerator),
                        result);
}

bool fraction_negate(Fraction a, Fraction *result) {
  return keep(a.numerator > 0, magnitude(a.numerator), (UInt128)a.denominator, result);
}

int fraction_compare(Fraction a, Fraction b) {
  int a_sign = fraction_sign(a), b_sign = fraction_sign(b);
  if (a_sign != b_sign)
    return a_sign < b_sign ? -1 : 1;
  if (a.denominator == b.denominator)
    return (a.numerator > b.numerator) - (a.numerator < b.numerator);
  Wide left = wide_multiply(magnitude(a.numerator), (UInt128)b.denominator);
  Wide right = wide_multiply(magnitude(b.numerator), (UInt128)a.denominator);
  return a_sign * wide_compare(left, right);
}

bool fraction_is_zero(Fraction a) {
  return a.numerator == 0;
}

bool fraction_is_whole(Fraction a) {
  return a.denominator == 1;
}

int fraction_sign(Fraction a) {
  return (a.numerator > 0) - (a.numerator < 0);
}

bool fraction_to_int64(Fraction a, int64_t *result) {
  if (a.denominator != 1 || a.numerator < INT64_MIN || a.numerator > INT64_MAX)
    return false;
  *result = (int64_t)a.numerator;
  return true;
}

/* Whether |a| / unit, cut to `count` with `rest` of `divisor` left, is to be one more. */
static bool rounds_away(bool negative, Wide rest, Wide divisor, Rounding rounding) {
  bool exact = rest.high == 0 && rest.low == 0;
  switch (rounding) {
    case ROUND_NEAREST: return wide_compare(rest, wide_subtract(divisor, rest)) >= 0;
    case ROUND_DOWN:    return negative && !exact;
    case ROUND_UP:      return !negative && !exact;
  }
  return false;
}

static bool multiply_whole(bool negative, UInt128 a, UInt128 b, Fraction *result) {
  UInt128 product;
  if (__builtin_mul_overflow(a, b, &product))
    return false;
  return keep(negative && product != 0, product, 1, result);
}

/* count * unit; with a unit that is not whole, `count` may need 256 bits where the
 * product does not. */
static bool multiply_count(bool negative, Wide count, Fraction unit, Fraction *result) {
  Wide rest;
  if (unit.denominator == 1)
    return multiply_whole(negative, count.low, (UInt128)unit.numerator, result);
  wide_divide(count, wide_from((UInt128)unit.denominator), &rest);
  UInt128 shared = common_divisor(rest.low, (UInt128)unit.denominator);
  Wide reduced = wide_divide(count, wide_from(shared), &rest);
  if (reduced.high != 0)
    return false;
  return multiply_parts(negative, reduced.low, 1, (UInt128)unit.numerator,
                        (UInt128)unit.denominator / shared, result);
}

bool fraction_round(Fraction a, Fraction unit, Rounding rounding, Fraction *result) {
  if (unit.numerator <= 0)
    return false;
  if (a.denominator == 1 && unit.denominator == 1 && unit.numerator == 1) {
    *result = a;
    return true;
  }
  Wide top = wide_multiply(magnitude(a.numerator), (UInt128)unit.denominator);
  Wide bottom = wide_multiply((UInt128)a.denominator, (UInt128)unit.numerator);
  Wide rest;
  Wide count = wide_divide(top, bottom, &rest);
  bool negative = a.numerator < 0;
  if (rounds_away(negative, rest, bottom, rounding))
    count = wide_add(count, wide_from(1));
  return multiply_count(negative, count, unit, result);
}
