#include "base/wide.h"

Wide wide_from(UInt128 value) {
  return (Wide){ 0, value };
}

Wide wide_multiply(UInt128 a, UInt128 b) {
  const UInt128 half = UINT64_MAX;
  if ((a | b) >> 64 == 0)
    return (Wide){ 0, a * b };
  UInt128 a_low = a & half, a_high = a >> 64, b_low = b & half, b_high = b >> 64;
  UInt128 low = a_low * b_low, high = a_high * b_high;
  UInt128 left = a_high * b_low, right = a_low * b_high;
  UInt128 middle = (low >> 64) + (left & half) + (right & half);
  return (Wide){ high + (left >> 64) + (right >> 64) + (middle >> 64),
                 (low & half) | (middle << 64) };
}

Wide wide_add(Wide a, Wide b) {
  UInt128 low = a.low + b.low;
  return (Wide){ a.high + b.high + (low < a.low), low };
}

Wide wide_subtract(Wide a, Wide b) {
  return (Wide){ a.high - b.high - (a.low < b.low), a.low - b.low };
}

int wide_compare(Wide a, Wide b) {
  if (a.high != b.high)
    return a.high < b.high ? -1 : 1;
  return (a.low > b.low) - (a.low < b.low);
}

/* Twice the number and one more if `bit` is set. */
static Wide shift_in(Wide a, unsigned bit) {
  return (Wide){ (a.high << 1) | (a.low >> 127), (a.low << 1) | bit };
}

static unsigned bit_at(Wide a, unsigned bit) {
  return (unsigned)((bit >= 128 ? a.high >> (bit - 128) : a.low >> bit) & 1);
}

Wide wide_divide(Wide a, Wide b, Wide *remainder) {
  if (a.high == 0 && b.high == 0) {
    *remainder = wide_from(a.low % b.low);
    return wide_from(a.low / b.low);
  }
  Wide quotient = { 0, 0 }, rest = { 0, 0 };
  for (unsigned bit = 256; bit-- > 0;) {
    rest = shift_in(rest, bit_at(a, bit));   /* never above a, so nothing is shifted out */
    bool fits = wide_compare(rest, b) >= 0;
    if (fits)
      rest = wide_subtract(rest, b);
    quotient = shift_in(quotient, fits);
  }
  *remainder = rest;
  return quotient;
}
