/* CSV files that ship with the rules: dialect, rows with their places, cells by their types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interp/data/csv_file.h"
#include "interp/data/csv_value.h"

static Memory  memory;
static Arena   arena;
static Sources sources;
static Diags   diags;

static int setup(void **state) {
  (void)state;
  arena_init(&arena, &memory);
  sources_init(&sources, &arena);
  diags_init(&diags, &arena, &sources);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static bool read_file(const char *text, CsvFile *file) {
  return csv_file_read(&arena, sources_add(&sources, TEXT("t.csv"), text_from(text)), &diags, file);
}

static void assert_text(Text text, const char *expected) {
  assert_string_equal(arena_text(&arena, text).bytes, expected);
}

static void rows_have_places(void **state) {
  (void)state;
  CsvFile file;
  assert_true(read_file("year, Board ,rate\r\n2024,\"R, S\",2.9\n\n2025,HBG,\n", &file));
  assert_int_equal(file.columns, 3);
  assert_int_equal(file.rows.count, 2);
  assert_text(file.headings[1].text, "Board");
  assert_text(file.rows.items[0].cells[1].text, "R, S");
  assert_int_equal(file.rows.items[1].line, 4);
  size_t start = file.rows.items[1].cells[1].span.start;
  Place place = source_place(&sources, (Source *)file.source, start);
  assert_int_equal(place.line, 4);
  assert_int_equal(place.column, 6);
}

static void a_column_is_found_whatever_its_letters(void **state) {
  (void)state;
  CsvFile file;
  assert_true(read_file("Sökt_belopp;ÅR\n1;2\n", &file));
  assert_int_equal(csv_file_column(&arena, &file, TEXT("sökt belopp")), 0);
  assert_int_equal(csv_file_column(&arena, &file, TEXT("år")), 1);
  assert_true(csv_file_column(&arena, &file, TEXT("belopp")) == SIZE_MAX);
}

static void separator_and_decimal_sign_are_found_out(void **state) {
  (void)state;
  CsvFile file;
  assert_true(read_file("a;b\n1,5;x, y\n12,345;z\n", &file));
  assert_int_equal(file.separator, ';');
  assert_true(file.decimal_comma);
  assert_true(read_file("a\tb\n1.5\tx\n", &file));
  assert_int_equal(file.separator, '\t');
  assert_false(file.decimal_comma);
}

static void what_cannot_be_read_is_reported(void **state) {
  (void)state;
  CsvFile file;
  static const struct { const char *text; DiagCode code; } cases[] = {
    { "", DIAG_FILE_EMPTY },
    { "a,b\n1,2,3\n", DIAG_RAGGED_ROW },
    { "a,b\n1,\"2\n", DIAG_CSV_QUOTE },
    { "a,b\n1,\"2\"x\n", DIAG_CSV_QUOTE },
    { "a,b\n1,\xff\n", DIAG_FILE_ENCODING },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t before = diags.list.count;
    assert_false(read_file(cases[i].text, &file));
    assert_int_equal(diags.list.count, before + 1);
    assert_int_equal(diags.list.items[before]->code, cases[i].code);
  }
}

/* The cell as plain text, or why not. */
static const char *read_cell(TypeKind kind, const char *cell, bool comma) {
  CsvForm form = { .type = { .kind = kind }, .scale = fraction_from(kind == TYPE_MONEY ? 100 : 1),
                   .decimal_comma = comma };
  Value value;
  const char *reason;
  if (!csv_value(&arena, &form, text_from(cell), &value, &reason))
    return reason;
  return value.state == VALUE_KNOWN ? arena_text(&arena, value_plain(&arena, value)).bytes
                                    : "unknown";
}

static void cells_are_read_whole_or_not_at_all(void **state) {
  (void)state;
  static const struct {
    TypeKind kind; const char *cell; bool comma; const char *expected;
  } cases[] = {
    { TYPE_MONEY, "12.34", false, "1234" },
    { TYPE_MONEY, "−1 234,5", true, "-123450" },
    { TYPE_MONEY, "12 34", false, "is not an amount" },
    { TYPE_MONEY, "0.001", false, "is finer than the smallest amount of the currency" },
    { TYPE_MONEY, "1,5", false, "has a comma, but the file's decimal sign is a point" },
    { TYPE_MONEY, "900000000000001", false, "is larger than any amount can be" },
    { TYPE_INTEGER, "2024", false, "2024" },
    { TYPE_INTEGER, "1.5", false, "is not a whole number" },
    { TYPE_RATE, "en", false, "is not a rate" },
    { TYPE_RATE, "2,9 %", true, "0.029" },
    { TYPE_RATE, "x %", true, "is not a rate" },
    { TYPE_DATE, "2026-02-29", false, "is not a date such as 2026-01-31" },
    { TYPE_DATE, "2026-02-28", false, "2026-02-28" },
    { TYPE_TRUTH, "Ja", false, "yes" },
    { TYPE_TRUTH, "true", false, "is neither yes nor no" },
    { TYPE_TEXT, "a\xcc\x8a", false, "\xc3\xa5" },
    { TYPE_TEXT, "", false, "unknown" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(read_cell(cases[i].kind, cases[i].cell, cases[i].comma), cases[i].expected);
  assert_true(csv_says_pending(TEXT("Pending")));
  assert_true(csv_says_pending(TEXT("ej fastställt")));
  assert_false(csv_says_pending(TEXT("0")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(rows_have_places, setup, teardown),
    cmocka_unit_test_setup_teardown(a_column_is_found_whatever_its_letters, setup, teardown),
    cmocka_unit_test_setup_teardown(separator_and_decimal_sign_are_found_out, setup, teardown),
    cmocka_unit_test_setup_teardown(what_cannot_be_read_is_reported, setup, teardown),
    cmocka_unit_test_setup_teardown(cells_are_read_whole_or_not_at_all, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
