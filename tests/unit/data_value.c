/* Values, codes, bodies and keys: equality, order, and how they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interp/data/outcome.h"
#include "interp/data/value.h"

#include <stdio.h>
#include <string.h>

static Memory memory;
static Arena arena;
static const Currency krona = { { "SEK", 3 }, { "kr", 2 }, 2, 100 };

static int setup(void **state) {
  (void)state;
  arena_init(&arena, &memory);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static Fraction fraction(int64_t numerator, int64_t denominator) {
  Fraction result = fraction_from(0);
  assert_true(fraction_make(numerator, denominator, &result));
  return result;
}

static void expect_shown(Value value, const Type *type, bool swedish, const char *expected) {
  Text shown = arena_text(&arena, value_show(&arena, value, type, swedish));
  assert_string_equal(shown.bytes, expected);
}

static void money_is_shown_in_the_main_unit(void **state) {
  (void)state;
  const Type type = { .kind = TYPE_MONEY, .currency = &krona };
  const struct { int64_t minor; const char *english, *swedish; } cases[] = {
    { 100000001,  "1_000_000.01 kr",  "1 000 000,01 kr" },
    { 100000000,  "1_000_000 kr",     "1 000 000 kr" },
    { 50,         "0.50 kr",          "0,50 kr" },
    { 480000,     "4_800 kr",         "4 800 kr" },
    { 0,          "0 kr",             "0 kr" },
    { -123456,    "-1_234.56 kr",     "-1 234,56 kr" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Value value = value_number(TYPE_MONEY, fraction_from(cases[i].minor));
    expect_shown(value, &type, false, cases[i].english);
    expect_shown(value, &type, true, cases[i].swedish);
  }
  expect_shown(value_number(TYPE_MONEY, fraction(249975, 100)), &type, false, "24.9975 kr");
  expect_shown(value_number(TYPE_MONEY, fraction(100, 3)), &type, false, "about 0.333333 kr");
}

static void other_values_are_shown_in_the_languages_notation(void **state) {
  (void)state;
  Date date = 0;
  assert_true(date_make(2026, 1, 31, &date));
  Value months = { .state = VALUE_KNOWN, .kind = TYPE_DURATION, .as.duration = { 12, 0, 0 } };
  Value mixed = { .state = VALUE_KNOWN, .kind = TYPE_DURATION, .as.duration = { 1, 3, 10 } };
  expect_shown(value_number(TYPE_RATE, fraction(29, 1000)), NULL, false, "2.9 %");
  expect_shown(value_number(TYPE_RATE, fraction(29, 1000)), NULL, true, "2,9 %");
  expect_shown(months, NULL, false, "12 months");
  expect_shown(months, NULL, true, "12 månader");
  expect_shown(mixed, NULL, false, "1 month + 3 days + 10 working days");
  expect_shown(value_date(date), NULL, false, "2026-01-31");
  expect_shown(value_integer(2026), NULL, false, "2026");
  expect_shown(value_integer(120000), NULL, false, "120_000");
  expect_shown(value_truth(true), NULL, true, "ja");
  expect_shown(value_unknown(TYPE_DATE), NULL, false, "not known");
  expect_shown(value_none(TYPE_DATE), NULL, false, "none");
  Value items[] = { value_integer(1), value_integer(2) };
  expect_shown(value_list(items, 2), NULL, false, "(1, 2)");
}

static void codes_are_found_by_name_title_or_alias(void **state) {
  (void)state;
  Code codes[2] = { { .name = TEXT("committee"), .title = TEXT("board") },
                    { .index = 1, .name = TEXT("board"), .title = TEXT("Styrelse") } };
  LIST_ADD(&arena, &codes[0].aliases, Text, TEXT("nämnd"));
  const Codelist list = { .name = TEXT("kind"), .codes = codes, .count = 2 };
  assert_ptr_equal(codelist_find(&list, TEXT("nämnd")), &codes[0]);
  assert_ptr_equal(codelist_find(&list, TEXT("board")), &codes[1]);
  assert_ptr_equal(codelist_find(&list, TEXT("Styrelse")), &codes[1]);
  assert_null(codelist_find(&list, TEXT("styrelse")));
  assert_null(codelist_find(&list, TEXT("")));
}

static RecordType two_keys(FieldType fields[2]) {
  fields[0] = (FieldType){ .name = TEXT("year"), .key = true, .type = { .kind = TYPE_INTEGER } };
  fields[1] = (FieldType){ .index = 1, .name = TEXT("name"), .key = true,
                           .type = { .kind = TYPE_TEXT } };
  return (RecordType){ .name = TEXT("plan"), .fields = fields, .count = 2, .key_count = 2,
                       .name_field = 1 };
}

static void keys_are_joined_escaped_and_ordered(void **state) {
  (void)state;
  FieldType fields[2];
  RecordType type = two_keys(fields);
  Value first[2] = { value_integer(9), value_text(TEXT("a,b\\c")) };
  Value second[2] = { value_integer(10), value_text(TEXT("a")) };
  Record a = { .type = &type, .fields = first }, b = { .type = &type, .fields = second };
  Text key = arena_text(&arena, record_key_text(&arena, &a));
  assert_string_equal(key.bytes, "9,a\\,b\\\\c");
  assert_int_equal(record_key_compare(&a, &b), -1);
  assert_int_equal(record_key_compare(&a, &a), 0);
  assert_true(value_same(value_record(&a), value_record(&a)));
  assert_false(value_same(value_record(&a), value_record(&b)));
}

static void a_key_of_text_outlives_its_record(void **state) {
  (void)state;
  FieldType field = { .name = TEXT("code"), .key = true, .type = { .kind = TYPE_TEXT } };
  RecordType type = { .name = TEXT("plan"), .fields = &field, .count = 1, .key_count = 1,
                      .name_field = -1 };
  char bytes[] = "H-1";
  Value value = value_text(text_from(bytes));
  Record record = { .type = &type, .fields = &value };
  Text key = record_key_text(&arena, &record);
  bytes[0] = 'x';
  assert_true(text_is(key, "H-1"));
}

static void a_body_equals_the_organisation_it_names(void **state) {
  (void)state;
  FieldType fields[2];
  RecordType type = two_keys(fields);
  Value values[2] = { value_integer(1), value_text(TEXT("RS")) };
  Record record = { .type = &type, .fields = values };
  Body body = { .name = TEXT("regionstyrelsen"), .title = TEXT("Regionstyrelsen") };
  assert_false(value_same(value_body(&body), value_record(&record)));
  LIST_ADD(&arena, &body.aliases, Text, TEXT("RS"));
  assert_true(value_same(value_body(&body), value_record(&record)));
  assert_true(value_same(value_record(&record), value_body(&body)));
  assert_true(value_same(value_text(TEXT("Regionstyrelsen")), value_body(&body)));
}

static void plain_values_are_for_tables(void **state) {
  (void)state;
  assert_true(text_is(value_plain(&arena, value_number(TYPE_MONEY, fraction_from(1250))), "1250"));
  assert_true(text_is(value_plain(&arena, value_truth(false)), "no"));
  assert_true(text_is(value_plain(&arena, value_unknown(TYPE_TEXT)), ""));
  assert_true(text_is(value_plain(&arena, value_number(TYPE_RATE, fraction(29, 1000))), "0.029"));
}

static void types_are_named_in_the_readers_words(void **state) {
  (void)state;
  const Type amount = { .kind = TYPE_MONEY, .currency = &krona };
  const RecordType organisation = { .name = TEXT("organisation") };
  const Type record = { .kind = TYPE_RECORD, .record = &organisation };
  const Type list = { .kind = TYPE_LIST, .element = &record };
  assert_true(text_is(type_text(&arena, &amount, LANGUAGE_ENGLISH), "money SEK"));
  assert_true(text_is(type_text(&arena, &list, LANGUAGE_ENGLISH), "list of organisation"));
  assert_true(type_equal(&list, &(Type){ .kind = TYPE_LIST, .element = &record }));
  assert_false(type_equal(&amount, &(Type){ .kind = TYPE_MONEY }));
  assert_string_equal(outcome_names[OUTCOME_FUNDABLE], "fundable");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(money_is_shown_in_the_main_unit, setup, teardown),
    cmocka_unit_test_setup_teardown(other_values_are_shown_in_the_languages_notation, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(codes_are_found_by_name_title_or_alias, setup, teardown),
    cmocka_unit_test_setup_teardown(keys_are_joined_escaped_and_ordered, setup, teardown),
    cmocka_unit_test_setup_teardown(a_key_of_text_outlives_its_record, setup, teardown),
    cmocka_unit_test_setup_teardown(a_body_equals_the_organisation_it_names, setup, teardown),
    cmocka_unit_test_setup_teardown(plain_values_are_for_tables, setup, teardown),
    cmocka_unit_test_setup_teardown(types_are_named_in_the_readers_words, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
