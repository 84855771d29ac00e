#include "tests/unit/base_support.h"

#include "base/fraction.h"
#include "base/wide.h"

#include <openssl/bn.h>
#include <stdio.h>
#include <string.h>

/* ---- the independent check: OpenSSL's big numbers ---- */

typedef struct { BIGNUM *top, *bottom; } Big;

static BIGNUM *big_from(Int128 value) {
  UInt128 magnitude = value < 0 ? -(UInt128)value : (UInt128)value;
  unsigned char bytes[16];
  for (int i = 15; i >= 0; i--) {
    bytes[i] = (unsigned char)(magnitude & 0xff);
    magnitude >>= 8;
  }
  BIGNUM *big = BN_bin2bn(bytes, 16, NULL);
  BN_set_negative(big, value < 0);
  return big;
}

static Int128 big_value(const BIGNUM *big) {
  unsigned char bytes[16];
  BN_bn2binpad(big, bytes, 16);
  UInt128 value = 0;
  for (int i = 0; i < 16; i++)
    value = value << 8 | bytes[i];
  return BN_is_negative(big) ? -(Int128)value : (Int128)value;
}

/* Whether top / bottom fits once reduced, and then what it is.  Frees both. */
static bool big_keep(BN_CTX *context, BIGNUM *top, BIGNUM *bottom, Fraction *result) {
  BIGNUM *divisor = BN_new();
  BN_gcd(divisor, top, bottom, context);
  BN_div(top, NULL, top, divisor, context);
  BN_div(bottom, NULL, bottom, divisor, context);
  if (BN_is_negative(bottom)) {
    BN_set_negative(bottom, 0);
    BN_set_negative(top, !BN_is_negative(top));
  }
  bool fits = BN_num_bits(top) <= 127 && BN_num_bits(bottom) <= 127;
  if (fits)
    *result = (Fraction){ big_value(top), big_value(bottom) };
  BN_free(divisor);
  BN_free(top);
  BN_free(bottom);
  return fits;
}

typedef struct {
  BN_CTX *context;
  BIGNUM *a, *b, *c, *d;      /* a/b and c/d */
} Pair;

static Pair pair_make(Fraction left, Fraction right) {
  return (Pair){ BN_CTX_new(), big_from(left.numerator), big_from(left.denominator),
                 big_from(right.numerator), big_from(right.denominator) };
}

static void pair_free(Pair pair) {
  BN_free(pair.a);
  BN_free(pair.b);
  BN_free(pair.c);
  BN_free(pair.d);
  BN_CTX_free(pair.context);
}

static BIGNUM *product(Pair pair, const BIGNUM *left, const BIGNUM *right) {
  BIGNUM *result = BN_new();
  BN_mul(result, left, right, pair.context);
  return result;
}

static bool slow_add(Pair pair, Fraction *result) {
  BIGNUM *left = product(pair, pair.a, pair.d), *right = product(pair, pair.c, pair.b);
  BN_add(left, left, right);
  BN_free(right);
  return big_keep(pair.context, left, product(pair, pair.b, pair.d), result);
}

static bool slow_multiply(Pair pair, Fraction *result) {
  return big_keep(pair.context, product(pair, pair.a, pair.c), product(pair, pair.b, pair.d),
                  result);
}

static bool slow_divide(Pair pair, Fraction *result) {
  if (BN_is_zero(pair.c))
    return false;
  return big_keep(pair.context, product(pair, pair.a, pair.d), product(pair, pair.b, pair.c),
                  result);
}

static int slow_compare(Pair pair) {
  BIGNUM *left = product(pair, pair.a, pair.d), *right = product(pair, pair.c, pair.b);
  int order = BN_cmp(left, right);
  BN_free(left);
  BN_free(right);
  return order;
}

/* a/b to a multiple of c/d: q = floor(ad / bc), then by the rule, then q c / d. */
static bool slow_round(Pair pair, Rounding rounding, Fraction *result) {
  BIGNUM *top = product(pair, pair.a, pair.d), *bottom = product(pair, pair.b, pair.c);
  BIGNUM *quotient = BN_new(), *rest = BN_new();
  BN_div(quotient, rest, top, bottom, pair.context);
  if (BN_is_negative(rest)) {            /* BN cuts towards zero; make it the floor */
    BN_sub_word(quotient, 1);
    BN_add(rest, rest, bottom);
  }
  BN_lshift1(rest, rest);
  int half = BN_is_zero(rest) ? -2 : BN_cmp(rest, bottom);
  bool up = (rounding == ROUND_UP && half != -2) ||
            (rounding == ROUND_NEAREST && (half > 0 || (half == 0 && !BN_is_negative(top))));
  if (up)
    BN_add_word(quotient, 1);
  BIGNUM *kept = product(pair, quotient, pair.c);
  BN_free(top);
  BN_free(bottom);
  BN_free(quotient);
  BN_free(rest);
  return big_keep(pair.context, kept, BN_dup(pair.d), result);
}

/* ---- random fractions ---- */

/* Of any size up to 127 bits, often built of small primes so that parts cancel. */
static Int128 random_part(Random *random) {
  static const unsigned primes[] = { 2, 2, 3, 5, 5, 7, 10, 100 };
  UInt128 value = 1;
  if (random_below(random, 2)) {
    value = (UInt128)random_next(random) << 64 | random_next(random);
    value >>= 1 + random_below(random, 127);
  } else {
    for (uint64_t left = random_below(random, 50); left > 0; left--) {
      UInt128 next = value * primes[random_below(random, 8)];
      if (next >> 120)
        break;
      value = next;
    }
  }
  return (Int128)(value & (((UInt128)1 << 127) - 1));
}

static Fraction random_fraction(Random *random) {
  Fraction made;
  for (;;) {
    Int128 top = random_part(random), bottom = random_below(random, 3) ? random_part(random) : 1;
    if (random_below(random, 2))
      top = -top;
    if (fraction_make(top, bottom, &made))
      return made;
  }
}

static void check_same(const char *what, bool fast, Fraction got, bool slow, Fraction wanted) {
  if (fast != slow)
    fail_msg("%s: %s, but it %s", what, fast ? "found" : "not found", slow ? "fits" : "does not");
  if (fast && (got.numerator != wanted.numerator || got.denominator != wanted.denominator))
    fail_msg("%s: another value", what);
}

enum { ROUNDS = 40000 };

static void sums_products_and_quotients_are_exact(void **state) {
  (void)state;
  Random random = { 12345 };
  int found[4] = { 0 };
  for (int round = 0; round < ROUNDS; round++) {
    Fraction a = random_fraction(&random), b = random_fraction(&random);
    Pair pair = pair_make(a, b);
    Fraction got = { 0, 1 }, wanted = { 0, 1 };
    bool fast = fraction_add(a, b, &got), slow = slow_add(pair, &wanted);
    check_same("sum", fast, got, slow, wanted);
    found[fast]++;
    fast = fraction_multiply(a, b, &got);
    slow = slow_multiply(pair, &wanted);
    check_same("product", fast, got, slow, wanted);
    found[2 + fast]++;
    fast = fraction_divide(a, b, &got);
    slow = slow_divide(pair, &wanted);
    check_same("quotient", fast, got, slow, wanted);
    BN_set_negative(pair.c, !BN_is_negative(pair.c));
    fast = fraction_subtract(a, b, &got);
    slow = slow_add(pair, &wanted);
    check_same("difference", fast, got, slow, wanted);
    pair_free(pair);
  }
  for (int i = 0; i < 4; i++)
    assert_true(found[i] > ROUNDS / 20);   /* both ways were tried */
}

static void comparing_is_exact_and_never_fails(void **state) {
  (void)state;
  Random random = { 777 };
  for (int round = 0; round < ROUNDS; round++) {
    Fraction a = random_fraction(&random), b = random_fraction(&random);
    if (round % 4 == 0 && a.denominator > 1)   /* a near neighbour */
      fraction_make(a.numerator, a.denominator - 1, &b);
    Pair pair = pair_make(a, b);
    assert_int_equal(fraction_compare(a, b), slow_compare(pair));
    assert_int_equal(fraction_compare(b, a), -slow_compare(pair));
    assert_int_equal(fraction_compare(a, a), 0);
    pair_free(pair);
  }
}

static void rounding_is_exact_in_all_modes(void **state) {
  (void)state;
  static const Rounding roundings[] = { ROUND_NEAREST, ROUND_DOWN, ROUND_UP };
  Random random = { 4711 };
  for (int round = 0; round < ROUNDS; round++) {
    Fraction a = random_fraction(&random), unit = random_fraction(&random);
    Fraction got = { 0, 1 }, wanted = { 0, 1 };
    if (round % 3 == 0)
      unit = (Fraction){ 1, 100 };
    if (unit.numerator < 0)
      unit.numerator = -unit.numerator;
    if (unit.numerator == 0)
      continue;
    Pair pair = pair_make(a, unit);
    for (size_t i = 0; i < 3; i++) {
      bool fast = fraction_round(a, unit, roundings[i], &got);
      bool slow = slow_round(pair, roundings[i], &wanted);
      check_same("rounding", fast, got, slow, wanted);
    }
    pair_free(pair);
  }
}

/* ---- by hand ---- */

static Fraction read(const char *text) {
  Fraction made = { 0, 1 };
  assert_true(fraction_parse(text_from(text), '.', &made));
  return made;
}

static void check_rounded(void **state, const char *number, const char *unit, Rounding rounding,
                          const char *wanted) {
  Fraction result = { 0, 1 };
  assert_true(fraction_round(read(number), read(unit), rounding, &result));
  assert_text(fraction_text(arena_of(state), result), wanted);
}

static void halves_go_away_from_zero(void **state) {
  check_rounded(state, "0.5", "1", ROUND_NEAREST, "1");
  check_rounded(state, "-0.5", "1", ROUND_NEAREST, "-1");
  check_rounded(state, "2.5", "1", ROUND_NEAREST, "3");
  check_rounded(state, "-2.5", "1", ROUND_NEAREST, "-3");
  check_rounded(state, "2.4999", "1", ROUND_NEAREST, "2");
  check_rounded(state, "24.9975", "0.01", ROUND_NEAREST, "25");
  check_rounded(state, "150", "100", ROUND_NEAREST, "200");
  check_rounded(state, "-150", "100", ROUND_NEAREST, "-200");
}

static void down_and_up_are_towards_the_infinities(void **state) {
  check_rounded(state, "24.9975", "0.01", ROUND_DOWN, "24.99");
  check_rounded(state, "-24.9975", "0.01", ROUND_DOWN, "-25");
  check_rounded(state, "24.9901", "0.01", ROUND_UP, "25");
  check_rounded(state, "-24.9975", "0.01", ROUND_UP, "-24.99");
  check_rounded(state, "24.99", "0.01", ROUND_DOWN, "24.99");
  check_rounded(state, "24.99", "0.01", ROUND_UP, "24.99");
  check_rounded(state, "7", "2.5", ROUND_UP, "7.5");
  check_rounded(state, "0", "2.5", ROUND_UP, "0");
}

static void a_unit_must_be_above_zero(void **state) {
  (void)state;
  Fraction result = { 5, 1 };
  assert_false(fraction_round(read("1"), read("0"), ROUND_DOWN, &result));
  assert_false(fraction_round(read("1"), read("-1"), ROUND_DOWN, &result));
  assert_true(result.numerator == 5);
}

static void a_third_times_three_is_the_whole_again(void **state) {
  (void)state;
  Fraction third, again;
  assert_true(fraction_divide(read("10000000.01"), read("3"), &third));
  assert_true(fraction_multiply(third, read("3"), &again));
  assert_int_equal(fraction_compare(again, read("10000000.01")), 0);
}

static void dividing_by_zero_fails_and_leaves_the_result(void **state) {
  (void)state;
  Fraction result = { 7, 2 };
  assert_false(fraction_divide(read("1"), read("0"), &result));
  assert_false(fraction_make(1, 0, &result));
  assert_true(result.numerator == 7 && result.denominator == 2);
}

static void the_largest_number_fits_and_one_more_does_not(void **state) {
  (void)state;
  Int128 largest = (Int128)(((UInt128)1 << 127) - 1);
  Fraction top = { largest, 1 }, bottom = { -largest, 1 }, result = { 9, 1 };
  assert_false(fraction_add(top, fraction_from(1), &result));
  assert_false(fraction_subtract(bottom, fraction_from(1), &result));   /* -2^127 */
  assert_false(fraction_multiply(top, fraction_from(2), &result));
  assert_false(fraction_make(-largest - 1, 1, &result));
  assert_false(fraction_divide((Fraction){ 1, largest }, fraction_from(3), &result));
  assert_true(result.numerator == 9);
  assert_true(fraction_add(top, fraction_from(-1), &result));
  assert_true(result.numerator == largest - 1);
  assert_true(fraction_negate(top, &result) && result.numerator == -largest);
  assert_true(fraction_make(-largest - 1, 2, &result));                 /* reduced, it fits */
  assert_int_equal(fraction_compare(top, bottom), 1);
}

static void zero_is_one_fraction(void **state) {
  (void)state;
  Fraction zero;
  assert_true(fraction_make(0, -17, &zero));
  assert_true(zero.numerator == 0 && zero.denominator == 1);
  assert_true(fraction_is_zero(zero) && fraction_is_whole(zero));
  assert_int_equal(fraction_sign(zero), 0);
  assert_int_equal(fraction_sign(read("-0.1")), -1);
  assert_false(fraction_is_whole(read("0.1")));
}

static void whole_numbers_become_int64_where_they_fit(void **state) {
  (void)state;
  int64_t value = 0;
  assert_true(fraction_to_int64(read("9223372036854775807"), &value));
  assert_true(value == INT64_MAX);
  assert_true(fraction_to_int64(read("-9223372036854775808"), &value));
  assert_true(value == INT64_MIN);
  assert_false(fraction_to_int64(read("9223372036854775808"), &value));
  assert_false(fraction_to_int64(read("-9223372036854775809"), &value));
  assert_false(fraction_to_int64(read("0.5"), &value));
  assert_true(fraction_to_int64(fraction_from(INT64_MIN), &value) && value == INT64_MIN);
}

/* ---- text ---- */

static void numbers_are_read_whole_or_not_at_all(void **state) {
  (void)state;
  static const char *const bad[] = { "", "-", ".", "1.", ".5", "-.5", "1.2.3", "1,5", "1e5", "+1",
                                     " 1", "1 ", "--1", "1-", "0x10", "12a", "1.-2", "٣",
                                     "123456789012345678901234567890123456789" };
  Fraction result = { 3, 1 };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (fraction_parse(text_from(bad[i]), '.', &result))
      fail_msg("\"%s\" was read", bad[i]);
  assert_true(result.numerator == 3);
  assert_false(fraction_parse(TEXT("1.5"), ',', &result));
  assert_true(fraction_parse(TEXT("-1,5"), ',', &result));
  assert_true(result.numerator == -3 && result.denominator == 2);
  assert_true(fraction_parse(TEXT("-0"), '.', &result) && result.numerator == 0);
}

static void thirty_eight_digits_are_read(void **state) {
  Arena *arena = arena_of(state);
  static const char *const good[] = { "99999999999999999999999999999999999999",
                                      "-99999999999999999999999999999999999999",
                                      "0.1234567890123456789012345678901234567",
                                      "1234567890123456789.0123456789012345678" };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_text(fraction_text(arena, read(good[i])), good[i]);
}

static void numbers_are_written_in_plain_decimals(void **state) {
  Arena *arena = arena_of(state);
  assert_text(fraction_text(arena, read("12")), "12");
  assert_text(fraction_text(arena, read("-12.50")), "-12.5");
  assert_text(fraction_text(arena, read("0.001")), "0.001");
  assert_text(fraction_text(arena, (Fraction){ -1, 3 }), "-1/3");
  assert_text(fraction_text(arena, (Fraction){ 1, 8 }), "0.125");
  Int128 largest = (Int128)(((UInt128)1 << 127) - 1);
  assert_text(fraction_text(arena, (Fraction){ largest, 1 }),
              "170141183460469231731687303715884105727");
  assert_text(fraction_text(arena, (Fraction){ -largest, 3 }),
              "-170141183460469231731687303715884105727/3");
  Text smallest = fraction_text(arena, (Fraction){ 1, (Int128)1 << 126 });
  assert_int_equal(smallest.length, 2 + 126);
}

static void decimals_are_rounded_half_away_from_zero(void **state) {
  Arena *arena = arena_of(state);
  assert_text(fraction_text_rounded(arena, read("1.005"), 2), "1.01");
  assert_text(fraction_text_rounded(arena, read("-1.005"), 2), "-1.01");
  assert_text(fraction_text_rounded(arena, read("9.995"), 2), "10.00");
  assert_text(fraction_text_rounded(arena, read("-0.004"), 2), "0.00");
  assert_text(fraction_text_rounded(arena, read("-0.005"), 2), "-0.01");
  assert_text(fraction_text_rounded(arena, read("0.5"), 0), "1");
  assert_text(fraction_text_rounded(arena, read("7"), 3), "7.000");
  assert_text(fraction_text_rounded(arena, (Fraction){ 2, 3 }, 5), "0.66667");
}

static void what_is_written_reads_as_the_same_number(void **state) {
  Random random = { 31 };
  for (int round = 0; round < 20000; round++) {
    int64_t whole = (int64_t)(random_next(&random) >> random_below(&random, 40));
    Int128 scale = 1;
    for (uint64_t i = random_below(&random, 12); i > 0; i--)
      scale *= 10;
    Fraction number, again;
    assert_true(fraction_make(round % 2 ? whole : -whole, scale, &number));
    Text text = fraction_text(arena_of(state), number);
    assert_true(fraction_parse(text, '.', &again));
    assert_int_equal(fraction_compare(number, again), 0);
    arena_reset(arena_of(state));
  }
}

static void wide_division_gives_back_what_was_multiplied(void **state) {
  (void)state;
  Random random = { 8 };
  for (int round = 0; round < 5000; round++) {
    UInt128 a = (UInt128)random_part(&random), b = (UInt128)random_part(&random) + 1;
    UInt128 c = (UInt128)random_below(&random, 1000) % b;
    Wide rest, quotient = wide_divide(wide_add(wide_multiply(a, b), wide_from(c)), wide_from(b),
                                      &rest);
    assert_true(quotient.high == 0 && quotient.low == a && rest.low == c && rest.high == 0);
    Wide large = wide_multiply(b, b);
    quotient = wide_divide(wide_multiply(b, b), large, &rest);
    assert_true(quotient.low == 1 && rest.low == 0);
  }
  Wide most = { ~(UInt128)0, ~(UInt128)0 }, rest;
  Wide quotient = wide_divide(most, (Wide){ ~(UInt128)0, 5 }, &rest);
  assert_true(quotient.high == 0 && quotient.low == 1 && rest.high == 0 && rest.low + 6 == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(sums_products_and_quotients_are_exact),
    TEST(comparing_is_exact_and_never_fails),
    TEST(rounding_is_exact_in_all_modes),
    TEST(halves_go_away_from_zero),
    TEST(down_and_up_are_towards_the_infinities),
    TEST(a_unit_must_be_above_zero),
    TEST(a_third_times_three_is_the_whole_again),
    TEST(dividing_by_zero_fails_and_leaves_the_result),
    TEST(the_largest_number_fits_and_one_more_does_not),
    TEST(zero_is_one_fraction),
    TEST(whole_numbers_become_int64_where_they_fit),
    TEST(numbers_are_read_whole_or_not_at_all),
    TEST(thirty_eight_digits_are_read),
    TEST(numbers_are_written_in_plain_decimals),
    TEST(decimals_are_rounded_half_away_from_zero),
    TEST(what_is_written_reads_as_the_same_number),
    TEST(wide_division_gives_back_what_was_multiplied),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
