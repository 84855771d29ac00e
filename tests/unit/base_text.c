#include "tests/unit/base_support.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* ---- text ---- */

static void texts_compare_by_bytes(void **state) {
  (void)state;
  assert_true(text_equal(TEXT_NONE, TEXT("")));
  assert_false(text_equal(TEXT("a"), TEXT("b")));
  assert_true(text_compare(TEXT("a"), TEXT("b")) < 0);
  assert_true(text_compare(TEXT("ab"), TEXT("a")) > 0);
  assert_true(text_compare(TEXT("z"), TEXT("å")) < 0);
  assert_int_equal(text_compare(TEXT_NONE, TEXT("")), 0);
  assert_true(text_is(TEXT("criterion"), "criterion"));
  assert_true(text_is(TEXT_NONE, ""));
}

static void a_part_is_found_at_or_after_a_place(void **state) {
  (void)state;
  Text text = TEXT("abcabcab");
  assert_int_equal(text_find(text, TEXT("abc"), 0), 0);
  assert_int_equal(text_find(text, TEXT("abc"), 1), 3);
  assert_int_equal(text_find(text, TEXT("abc"), 4), 9);
  assert_int_equal(text_find(text, TEXT("b"), 5), 7);
  assert_int_equal(text_find(text, TEXT(""), 8), 8);
  assert_int_equal(text_find(text, TEXT(""), 9), 9);
  assert_int_equal(text_find(text, TEXT("abcabcabc"), 0), 9);
  assert_int_equal(text_find(TEXT_NONE, TEXT("a"), 0), 1);
}

static void starts_ends_parts_and_trimming(void **state) {
  (void)state;
  assert_true(text_starts_with(TEXT("anslag"), TEXT("ans")));
  assert_false(text_starts_with(TEXT("an"), TEXT("ans")));
  assert_true(text_ends_with(TEXT("rules.anslag"), TEXT(".anslag")));
  assert_false(text_ends_with(TEXT("anslag"), TEXT(".anslag")));
  assert_text(text_part(TEXT("abcdef"), 2, 4), "cd");
  assert_text(text_part(TEXT("abc"), 2, 100), "c");
  assert_text(text_part(TEXT("abc"), 3, 1), "");
  assert_text(text_trim(TEXT(" \t\r\n a b \n")), "a b");
  assert_text(text_trim(TEXT("  ")), "");
  assert_text(text_trim(TEXT_NONE), "");
}

static void a_hash_depends_on_every_byte_the_length_and_the_seed(void **state) {
  (void)state;
  char bytes[24] = { 0 };
  uint64_t plain = text_hash((Text){ bytes, 24 }, 1);
  assert_true(plain == text_hash((Text){ bytes, 24 }, 1));
  assert_true(plain != text_hash((Text){ bytes, 24 }, 2));
  for (size_t i = 0; i < 24; i++) {
    bytes[i] = 1;
    assert_true(text_hash((Text){ bytes, 24 }, 1) != plain);
    bytes[i] = 0;
    assert_true(text_hash((Text){ bytes, i }, 1) != plain);
    assert_true(text_hash((Text){ bytes, i }, 1) != text_hash((Text){ bytes, i + 1 }, 1));
  }
}

/* ---- validity and code points ---- */

static void the_first_invalid_byte_is_found(void **state) {
  (void)state;
  assert_int_equal(unicode_invalid_at(TEXT("åäö 😀")), 11);
  assert_int_equal(unicode_invalid_at(TEXT("ab\xff")), 2);
  assert_int_equal(unicode_invalid_at(TEXT("a\xc3")), 1);              /* cut off */
  assert_int_equal(unicode_invalid_at(TEXT("\xc0\x80")), 0);           /* overlong */
  assert_int_equal(unicode_invalid_at(TEXT("a\xed\xa0\x80")), 1);      /* surrogate */
  assert_int_equal(unicode_invalid_at(TEXT("\xf4\x90\x80\x80")), 0);   /* above U+10FFFF */
  assert_int_equal(unicode_invalid_at(TEXT_NONE), 0);
}

static void code_points_are_read_one_by_one(void **state) {
  (void)state;
  size_t offset = 0;
  Text text = TEXT("aå\xff");
  assert_int_equal(unicode_next(text, &offset), 'a');
  assert_int_equal(unicode_next(text, &offset), 0xe5);
  assert_int_equal(unicode_next(text, &offset), -1);
  assert_int_equal(offset, 3);
  offset = 4;
  assert_int_equal(unicode_next(text, &offset), -1);
}

static void width_counts_wide_twice_and_combining_not(void **state) {
  (void)state;
  assert_int_equal(unicode_width(TEXT("åäö")), 3);
  assert_int_equal(unicode_width(TEXT("a\xcc\x8a")), 1);
  assert_int_equal(unicode_width(TEXT("漢字")), 4);
  assert_int_equal(unicode_count(TEXT("a\xcc\x8a")), 2);
  assert_int_equal(unicode_count(TEXT("a\xff\xfe")), 3);
}

static void letters_and_hidden_characters_are_told_apart(void **state) {
  (void)state;
  assert_true(unicode_is_letter('a'));
  assert_true(unicode_is_letter(0xe5));
  assert_false(unicode_is_letter('1'));
  assert_false(unicode_is_letter(-1));
  assert_true(unicode_is_hidden(0x1b));
  assert_true(unicode_is_hidden(0x9b));
  assert_true(unicode_is_hidden(0x202e));
  assert_true(unicode_is_hidden(0xfeff));
  assert_false(unicode_is_hidden(' '));
  assert_false(unicode_is_hidden(0xe5));
}

/* ---- normal forms ---- */

static void what_is_nfc_already_is_returned_itself(void **state) {
  Text text = TEXT("åtgärd 漢");
  assert_ptr_equal(unicode_nfc(arena_of(state), text).bytes, text.bytes);
  Text mac = unicode_nfc(arena_of(state), TEXT("a\xcc\x8atga\xcc\x88rd"));
  assert_text(mac, "åtgärd");
}

static void nfkc_makes_ligatures_and_wide_forms_plain(void **state) {
  assert_text(unicode_nfkc(arena_of(state), TEXT("\xef\xac\x81ll \xef\xbc\x91")), "fill 1");
  assert_text(unicode_nfkc(arena_of(state), TEXT("10\xc2\xa0mkr")), "10 mkr");
}

static void folding_ignores_case_but_not_by_locale(void **state) {
  assert_text(unicode_fold(arena_of(state), TEXT("REGION SKÅNE")), "region skåne");
  assert_text(unicode_fold(arena_of(state), TEXT("A\xcc\x8aR")), "år");
  assert_text(unicode_fold(arena_of(state), TEXT("I")), "i");
}

static void invalid_text_has_no_normal_form(void **state) {
  Text text = TEXT("A\xff\xcc\x8a");
  assert_ptr_equal(unicode_nfc(arena_of(state), text).bytes, text.bytes);
  assert_ptr_equal(unicode_fold(arena_of(state), text).bytes, text.bytes);
}

static size_t put_random_point(Random *random, char *out) {
  static const int32_t points[] = { 'a', 'A', 'o', 0x30a, 0x308, 0x323, 0x327, 0x345, 0xe5,
                                    0x1e69, 0xac00, 0x1100, 0x1161, 0x11a8, 0x2126, 0xfb01,
                                    0x1d15e, 0x5b0 };
  int32_t point = points[random_below(random, sizeof points / sizeof *points)];
  return (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)out);
}

/* utf8proc's own whole-text function is the check. */
static void normal_forms_agree_with_utf8proc_on_random_marks(void **state) {
  Arena *arena = arena_of(state);
  Random random = { 42 };
  for (int round = 0; round < 5000; round++) {
    char bytes[512];
    size_t length = 0, count = random_below(&random, round % 10 ? 12 : 100);
    for (size_t i = 0; i < count; i++)
      length += put_random_point(&random, bytes + length);
    bytes[length] = '\0';
    Text text = { bytes, length };
    char *nfc = (char *)utf8proc_NFC((utf8proc_uint8_t *)bytes);
    char *nfkc = (char *)utf8proc_NFKC((utf8proc_uint8_t *)bytes);
    assert_text(unicode_nfc(arena, text), nfc);
    assert_text(unicode_nfkc(arena, text), nfkc);
    free(nfc);
    free(nfkc);
    arena_reset(arena);
  }
}

static void a_million_marks_on_one_letter_take_linear_time(void **state) {
  Arena *arena = arena_of(state);
  size_t length = 2000001;
  char *bytes = arena_alloc(arena, length);
  bytes[0] = 'a';
  for (size_t i = 1; i < length; i += 2)
    memcpy(bytes + i, i % 4 == 1 ? "\xcc\x88" : "\xcc\xa3", 2);
  Text result = unicode_nfc(arena, (Text){ bytes, length });
  /* The dots below come first, and the first of them becomes one with the letter. */
  assert_int_equal(result.length, length);
  assert_true(text_starts_with(result, TEXT("\xe1\xba\xa1\xcc\xa3")));
  assert_true(text_ends_with(result, TEXT("\xcc\x88")));
}

static void windows_1252_becomes_utf8(void **state) {
  Arena *arena = arena_of(state);
  assert_text(unicode_from_windows_1252(arena, TEXT("\xe5\xe4\xf6 \x80 \x96 abc")), "åäö € – abc");
  assert_text(unicode_from_windows_1252(arena, TEXT("\x81")), "\xef\xbf\xbd");
  assert_text(unicode_from_windows_1252(arena, TEXT_NONE), "");
  char all[256];
  for (int i = 0; i < 256; i++)
    all[i] = (char)i;
  Text text = unicode_from_windows_1252(arena, (Text){ all, 256 });
  assert_int_equal(unicode_invalid_at(text), text.length);
  assert_int_equal(unicode_count(text), 256);
}

/* ---- distance ---- */

static unsigned distance(void **state, const char *a, const char *b, unsigned most) {
  return unicode_distance(arena_of(state), text_from(a), text_from(b), most);
}

static void edits_are_counted(void **state) {
  assert_int_equal(distance(state, "amount", "amount", 3), 0);
  assert_int_equal(distance(state, "amount", "AMOUNT", 3), 0);
  assert_int_equal(distance(state, "amount", "amuont", 3), 1);
  assert_int_equal(distance(state, "amount", "amont", 3), 1);
  assert_int_equal(distance(state, "amount", "ammount", 3), 1);
  assert_int_equal(distance(state, "amount", "anount", 3), 1);
  assert_int_equal(distance(state, "kitten", "sitting", 3), 3);
  assert_int_equal(distance(state, "", "abc", 3), 3);
  assert_int_equal(distance(state, "", "", 0), 0);
}

static void a_missing_ring_or_dots_is_half_an_edit(void **state) {
  assert_int_equal(distance(state, "atgard", "åtgärd", 3), 1);
  assert_int_equal(distance(state, "sokande", "sökande", 3), 1);
  assert_int_equal(distance(state, "ar", "år", 3), 1);
}

static void counting_stops_above_the_most(void **state) {
  assert_int_equal(distance(state, "abcdef", "uvwxyz", 2), 3);
  assert_int_equal(distance(state, "a", "abcdefgh", 2), 3);
  assert_int_equal(distance(state, "abc", "abd", 0), 1);
}

static unsigned least_of(unsigned a, unsigned b) {
  return a < b ? a : b;
}

/* The whole table, plainly. */
static unsigned slow_distance(const char *a, const char *b) {
  unsigned table[16][16];
  size_t m = strlen(a), n = strlen(b);
  for (size_t i = 0; i <= m; i++)
    for (size_t j = 0; j <= n; j++) {
      unsigned best = i == 0 ? (unsigned)j : (unsigned)i;
      if (i > 0 && j > 0) {
        best = least_of(table[i - 1][j] + 1, table[i][j - 1] + 1);
        best = least_of(best, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          best = least_of(best, table[i - 2][j - 2] + 1);
      }
      table[i][j] = best;
    }
  return table[m][n];
}

static void distances_agree_with_the_whole_table(void **state) {
  Random random = { 99 };
  for (int round = 0; round < 20000; round++) {
    char a[12] = { 0 }, b[12] = { 0 };
    size_t m = random_below(&random, 11), n = random_below(&random, 11);
    for (size_t i = 0; i < m; i++)
      a[i] = (char)('a' + random_below(&random, 3));
    for (size_t i = 0; i < n; i++)
      b[i] = (char)('a' + random_below(&random, 3));
    unsigned most = (unsigned)random_below(&random, 12);
    unsigned expected = least_of(slow_distance(a, b), most + 1);
    if (distance(state, a, b, most) != expected)
      fail_msg("%s %s within %u: %u, not %u", a, b, most, distance(state, a, b, most), expected);
    arena_reset(arena_of(state));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(texts_compare_by_bytes),
    TEST(a_part_is_found_at_or_after_a_place),
    TEST(starts_ends_parts_and_trimming),
    TEST(a_hash_depends_on_every_byte_the_length_and_the_seed),
    TEST(the_first_invalid_byte_is_found),
    TEST(code_points_are_read_one_by_one),
    TEST(width_counts_wide_twice_and_combining_not),
    TEST(letters_and_hidden_characters_are_told_apart),
    TEST(what_is_nfc_already_is_returned_itself),
    TEST(nfkc_makes_ligatures_and_wide_forms_plain),
    TEST(folding_ignores_case_but_not_by_locale),
    TEST(invalid_text_has_no_normal_form),
    TEST(normal_forms_agree_with_utf8proc_on_random_marks),
    TEST(a_million_marks_on_one_letter_take_linear_time),
    TEST(windows_1252_becomes_utf8),
    TEST(edits_are_counted),
    TEST(a_missing_ring_or_dots_is_half_an_edit),
    TEST(counting_stops_above_the_most),
    TEST(distances_agree_with_the_whole_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
