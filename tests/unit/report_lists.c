/* Lists for spreadsheets, and test results for machines. */
#include "interp/report/sheet.h"
#include "interp/report/titles.h"
#include "interp/report/trials.h"
#include "interp/report/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
  Memory memory;
  Arena  arena;
  Writer writer;
} Fixture;

static int begin(void **state) {
  Fixture *fixture = calloc(1, sizeof *fixture);
  arena_init(&fixture->arena, &fixture->memory);
  writer_to_memory(&fixture->writer, &fixture->arena);
  *state = fixture;
  return 0;
}

static int end(void **state) {
  Fixture *fixture = *state;
  arena_free(&fixture->arena);
  int leaked = fixture->memory.blocks != 0;
  free(fixture);
  return leaked;
}

static const SheetStyle english = { ',', '.', false, true };
static const SheetStyle swedish = { ';', ',', true, true };

static void one_row(Fixture *fixture, Sheet *sheet, Text text, Text number) {
  sheet_init(sheet, &fixture->arena);
  sheet_add_column(sheet, TEXT("a"), TEXT("First, \"heading\""));
  sheet_add_column(sheet, TEXT("b"), TEXT(""));
  SheetCell *row = sheet_add_row(sheet);
  row[0] = sheet_text(text);
  row[1] = sheet_number(number);
}

static void text_that_looks_like_a_formula_is_guarded(void **state) {
  Fixture *fixture = *state;
  static const char *const dangerous[] = { "=1+1", "+46", "-x", "@SUM(A1)", "\tx", "\rx" };
  for (size_t i = 0; i < sizeof dangerous / sizeof dangerous[0]; i++) {
    Sheet sheet;
    Writer writer;
    writer_to_memory(&writer, &fixture->arena);
    one_row(fixture, &sheet, text_from(dangerous[i]), TEXT("-5"));
    sheet_write_csv(&writer, &sheet, &english);
    const char *second = strstr(writer_text(&writer).bytes, "\r\n") + 2;
    if (*second == '"')
      second++;
    assert_int_equal(*second, '\'');
    assert_non_null(strstr(second, ",-5\r\n"));
  }
}

static void cells_with_separators_quotes_and_lines_are_quoted(void **state) {
  Fixture *fixture = *state;
  Sheet sheet;
  one_row(fixture, &sheet, TEXT("a,\"b\"\nc"), TEXT("1000000.01"));
  sheet_write_csv(&fixture->writer, &sheet, &english);
  assert_string_equal(writer_text(&fixture->writer).bytes,
                      "\"First, \"\"heading\"\"\",b\r\n\"a,\"\"b\"\"\nc\",1000000.01\r\n");
}

static void a_swedish_list_parts_by_semicolon_and_has_a_decimal_comma(void **state) {
  Fixture *fixture = *state;
  Sheet sheet;
  one_row(fixture, &sheet, TEXT("a;b"), TEXT("1000000.01"));
  LIST_ADD(&fixture->arena, &sheet.notes, Text, TEXT("Assumed: all"));
  sheet_write_csv(&fixture->writer, &sheet, &swedish);
  assert_string_equal(writer_text(&fixture->writer).bytes,
                      "\xef\xbb\xbf" "Assumed: all\r\n\r\n\"First, \"\"heading\"\"\";b\r\n"
                      "\"a;b\";1000000,01\r\n");
}

static void json_lists_name_their_columns(void **state) {
  Fixture *fixture = *state;
  Sheet sheet;
  one_row(fixture, &sheet, TEXT("x\"y"), TEXT("7"));
  sheet_write_json(&fixture->writer, &sheet);
  assert_string_equal(writer_text(&fixture->writer).bytes,
                      "{\"notes\":[],\"columns\":[{\"name\":\"a\",\"heading\":\"First, "
                      "\\\"heading\\\"\"},{\"name\":\"b\",\"heading\":\"b\"}],\"rows\":[\n"
                      "{\"a\":\"x\\\"y\",\"b\":7}\n]}\n");
}

static void a_word_of_ours_is_said_to_people_and_named_to_programs(void **state) {
  Fixture *fixture = *state;
  Sheet sheet;
  Writer csv;
  one_row(fixture, &sheet, TEXT("x"), TEXT("5"));
  sheet.rows.items[0][0] = sheet_word(TEXT("rejected"), TEXT("avslag"));
  writer_to_memory(&csv, &fixture->arena);
  sheet_write_csv(&csv, &sheet, &swedish);
  sheet_write_json(&fixture->writer, &sheet);
  assert_non_null(strstr(writer_text(&csv).bytes, "avslag;5"));
  assert_null(strstr(writer_text(&csv).bytes, "rejected"));
  assert_non_null(strstr(writer_text(&fixture->writer).bytes, "\"a\":\"rejected\""));
}

/* record case(list of organisation), organisation(kind also called slag, seat -> place(name also
 * called namn)). */
static void a_fact_is_called_as_the_rules_call_it(void **state) {
  Fixture *fixture = *state;
  FieldType of_place[] = { { .name = TEXT("name"), .local = TEXT("namn") } };
  RecordType place = { .name = TEXT("place"), .fields = of_place, .count = 1 };
  FieldType of_organisation[] = {
    { .name = TEXT("kind"), .local = TEXT("slag"), .type = { .kind = TYPE_CODE } },
    { .name = TEXT("seat"), .type = { .kind = TYPE_RECORD, .record = &place } } };
  RecordType organisation = { .name = TEXT("organisation"), .fields = of_organisation,
                              .count = 2 };
  Type element = { .kind = TYPE_RECORD, .record = &organisation };
  FieldType of_case[] = { { .name = TEXT("by"), .type = { .kind = TYPE_LIST,
                                                          .element = &element } } };
  RecordType subject = { .name = TEXT("case"), .fields = of_case, .count = 1 };
  Model *model = arena_new(&fixture->arena, Model);
  LIST_ADD(&fixture->arena, &model->records, RecordType *, &organisation);
  static const char *const paths[][2] = {
    { "by[17].kind", "by[17].slag" }, { "by[a.b].seat.name", "by[a.b].seat.namn" },
    { "organisation[3].kind", "organisation[3].slag" }, { "unheard[1].kind", "unheard[1].kind" },
    { "by", "by" }, { "by[17", "by[17" }, { "", "" } };
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    Text word = path_word(&fixture->arena, model, &subject, text_from(paths[i][0]));
    assert_true(text_is(word, paths[i][1]));
  }
}

static void two_trials(Fixture *fixture, TrialRows *rows) {
  TrialRow good = { .path = TEXT("a.anslag"), .name = TEXT("fine #1"), .line = 3, .passed = true };
  TrialRow bad = { .path = TEXT("a.anslag"), .name = TEXT("a < b & \"c\""), .line = 9 };
  LIST_ADD(&fixture->arena, &bad.failures, Text, TEXT("expected\nfundable"));
  *rows = (TrialRows){ NULL, 0, 0 };
  LIST_ADD(&fixture->arena, rows, TrialRow, good);
  LIST_ADD(&fixture->arena, rows, TrialRow, bad);
}

static void tap_keeps_one_line_a_test(void **state) {
  Fixture *fixture = *state;
  TrialRows rows;
  two_trials(fixture, &rows);
  trials_write_tap(&fixture->writer, &rows);
  assert_string_equal(writer_text(&fixture->writer).bytes,
                      "TAP version 13\n1..2\nok 1 - a.anslag:3 fine \\#1\n"
                      "not ok 2 - a.anslag:9 a < b & \"c\"\n# expected fundable\n");
}

static void junit_is_escaped_and_counts(void **state) {
  Fixture *fixture = *state;
  TrialRows rows;
  two_trials(fixture, &rows);
  trials_write_junit(&fixture->writer, &fixture->arena, &rows);
  const char *text = writer_text(&fixture->writer).bytes;
  assert_non_null(strstr(text, "<testsuite name=\"a.anslag\" tests=\"2\" failures=\"1\">"));
  assert_non_null(strstr(text, "name=\"a &lt; b &amp; &quot;c&quot;\">"));
}

static void the_closing_line_counts(void **state) {
  Fixture *fixture = *state;
  TrialRows rows;
  two_trials(fixture, &rows);
  trials_write_text(&fixture->writer, &rows);
  assert_string_equal(writer_text(&fixture->writer).bytes, "1 passed, 1 failed\n");
}

static void a_page_loses_its_marks(void **state) {
  Fixture *fixture = *state;
  page_write(&fixture->writer, TEXT("# Head\n\nUse `x` **now**.\n```console\n$ `x`\n```\n"), false);
  assert_string_equal(writer_text(&fixture->writer).bytes, "Head\n\nUse x now.\n    $ `x`\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(text_that_looks_like_a_formula_is_guarded, begin, end),
    cmocka_unit_test_setup_teardown(cells_with_separators_quotes_and_lines_are_quoted, begin, end),
    cmocka_unit_test_setup_teardown(a_swedish_list_parts_by_semicolon_and_has_a_decimal_comma,
                                    begin, end),
    cmocka_unit_test_setup_teardown(a_word_of_ours_is_said_to_people_and_named_to_programs, begin,
                                    end),
    cmocka_unit_test_setup_teardown(a_fact_is_called_as_the_rules_call_it, begin, end),
    cmocka_unit_test_setup_teardown(json_lists_name_their_columns, begin, end),
    cmocka_unit_test_setup_teardown(tap_keeps_one_line_a_test, begin, end),
    cmocka_unit_test_setup_teardown(junit_is_escaped_and_counts, begin, end),
    cmocka_unit_test_setup_teardown(the_closing_line_counts, begin, end),
    cmocka_unit_test_setup_teardown(a_page_loses_its_marks, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
