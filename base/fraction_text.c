#include "base/fraction.h"

enum {
  MOST_DIGITS = 38,       /* of a number that is read */
  WHOLE_ROOM = 40         /* digits of 2^127, a sign, a NUL */
};

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool fraction_parse(Text text, char point, Fraction *result) {
  bool negative = text.length > 0 && text.bytes[0] == '-';
  size_t digits = 0, decimals = 0;
  bool past_point = false;
  Int128 numerator = 0, denominator = 1;
  for (size_t i = negative; i < text.length; i++) {
    if (text.bytes[i] == point && !past_point && digits > 0) {
      past_point = true;
      continue;
    }
    if (!is_digit(text.bytes[i]) || ++digits > MOST_DIGITS)
      return false;
    if (__builtin_mul_overflow(numerator, (Int128)10, &numerator) ||
        __builtin_add_overflow(numerator, (Int128)(text.bytes[i] - '0'), &numerator))
      return false;
    decimals += past_point;
    denominator *= past_point ? 10 : 1;   /* at most 10^37, which fits */
  }
  if (digits == 0 || (past_point && decimals == 0))
    return false;
  return fraction_make(negative ? -numerator : numerator, denominator, result);
}

/* The digits of `value` at the end of `out`; returns where they begin. */
static char *write_whole(UInt128 value, char out[WHOLE_ROOM]) {
  char *at = &out[WHOLE_ROOM - 1];
  *at = '\0';
  do {
    *--at = (char)('0' + (int)(value % 10));
    value /= 10;
  } while (value != 0);
  return at;
}

/* The next decimal of rest / denominator; 10 * rest is never formed, as it may not fit. */
static char next_digit(UInt128 *rest, UInt128 denominator) {
  UInt128 sum = 0;
  char digit = '0';
  for (int i = 0; i < 10; i++) {
    sum += *rest;
    if (sum >= denominator) {
      sum -= denominator;
      digit++;
    }
  }
  *rest = sum;
  return digit;
}

/* How many decimals a finite number has; false if it has no end. */
static bool count_decimals(UInt128 denominator, unsigned *decimals) {
  unsigned twos = 0, fives = 0;
  for (; denominator % 2 == 0; denominator /= 2)
    twos++;
  for (; denominator % 5 == 0; denominator /= 5)
    fives++;
  *decimals = twos > fives ? twos : fives;
  return denominator == 1;
}

/* Adds one to the last digit of `digits`; true if a one is carried out in front. */
static bool carry(char *digits, size_t count) {
  while (count > 0) {
    if (digits[count - 1] != '9') {
      digits[count - 1]++;
      return false;
    }
    digits[--count] = '0';
  }
  return true;
}

static bool all_zero(const char *digits, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (digits[i] != '0')
      return false;
  return true;
}

Text fraction_text_rounded(Arena *arena, Fraction a, unsigned decimals) {
  UInt128 denominator = (UInt128)a.denominator;
  UInt128 value = a.numerator < 0 ? -(UInt128)a.numerator : (UInt128)a.numerator;
  UInt128 whole = value / denominator, rest = value % denominator;
  char *digits = arena_alloc(arena, (size_t)decimals + 1);
  for (unsigned i = 0; i < decimals; i++)
    digits[i] = next_digit(&rest, denominator);
  if (rest >= denominator - rest && carry(digits, decimals))
    whole++;
  bool minus = a.numerator < 0 && !(whole == 0 && all_zero(digits, decimals));
  char room[WHOLE_ROOM];
  return arena_format(arena, "%s%s%s%s", minus ? "-" : "", write_whole(whole, room),
                      decimals ? "." : "", digits);
}

Text fraction_text(Arena *arena, Fraction a) {
  unsigned decimals;
  if (count_decimals((UInt128)a.denominator, &decimals))
    return fraction_text_rounded(arena, a, decimals);
  UInt128 value = a.numerator < 0 ? -(UInt128)a.numerator : (UInt128)a.numerator;
  char top[WHOLE_ROOM], bottom[WHOLE_ROOM];
  return arena_format(arena, "%s%s/%s", a.numerator < 0 ? "-" : "", write_whole(value, top),
                      write_whole((UInt128)a.denominator, bottom));
}
