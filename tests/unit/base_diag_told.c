/* Which messages are told, in what order, and as JSON and SARIF. */
#include "tests/unit/base_diag_reader.h"

/* ---- which and in what order ---- */

static void reports_are_sorted_by_file_and_place(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one two three\n");
  sources_add(&reader->sources, TEXT("b.anslag"), TEXT("x"));
  diag_report(&reader->diags, DIAG_SYNTAX, (Span){ 2, 0, 1 }, "m5");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "three"), "m4");
  diag_report(&reader->diags, DIAG_UNKNOWN_NAME, span_of(reader, "one"), "m2");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "one"), "m3");
  diag_report(&reader->diags, DIAG_DATABASE, SPAN_NONE, "m1");
  Text text = written(reader, DIAG_TEXT, false);
  size_t at = 0;
  for (int i = 1; i <= 5; i++) {
    at = text_find(text, arena_format(reader->arena, ": m%d", i), at);
    assert_true(at < text.length);
  }
}

static void the_same_code_at_the_same_place_is_kept_once(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one two\n");
  Diags *diags = &reader->diags;
  diag_report(diags, DIAG_SYNTAX, span_of(reader, "one"), "first");
  diag_report(diags, DIAG_SYNTAX, span_of(reader, "one"), "second");
  diag_mark(diags, "of the second");
  diag_label(diags, span_of(reader, "two"), "of the second");
  diag_help(diags, "of the second");
  diag_report(diags, DIAG_UNKNOWN_NAME, span_of(reader, "one"), "another code");
  diag_report(diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "could not read a");
  diag_report(diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "could not read b");
  diag_report(diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "could not read a");
  assert_int_equal(diags->list.count, 4);
  assert_int_equal(diags->errors, 4);
  const Diag *first = diags->list.items[0];
  assert_text(first->message, "first");
  assert_int_equal(first->labels.count + first->help.count + first->mark.length, 0);
}

static void muted_reports_are_dropped_with_their_labels(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one two\n");
  Diags *diags = &reader->diags;
  diag_help(diags, "before any report");
  diag_report(diags, DIAG_SYNTAX, span_of(reader, "one"), "kept");
  diags->muted = true;
  diag_report(diags, DIAG_SYNTAX, span_of(reader, "two"), "dropped");
  diags->muted = false;
  diag_help(diags, "of the dropped one");
  assert_int_equal(diags->list.count, 1);
  assert_int_equal(diags->list.items[0]->help.count, 0);
  diag_report(diags, DIAG_SYNTAX, span_of(reader, "two"), "reported again");
  assert_int_equal(diags->list.count, 2);
}

static void the_rest_is_counted(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "0123456789\n");
  reader->diags.most_shown = 2;
  diag_report(&reader->diags, DIAG_QUOTE_VALUE, (Span){ 1, 0, 1 }, "warned");
  for (uint32_t i = 1; i < 6; i++)
    diag_report(&reader->diags, DIAG_SYNTAX, (Span){ 1, i, i + 1 }, "wrong %u", (unsigned)i);
  Text text = written(reader, DIAG_TEXT, false);
  assert_true(text_find(text, TEXT("wrong 2"), 0) < text.length);
  assert_true(text_find(text, TEXT("wrong 3"), 0) > text.length);
  assert_true(text_find(text, TEXT("warned"), 0) > text.length);
  assert_true(text_ends_with(text, TEXT("\n\n… and 3 more errors, 1 more warning\n")));
  reader->diags.most_shown = 5;
  assert_true(text_ends_with(written(reader, DIAG_TEXT, false), TEXT("\n… and 1 more warning\n")));
  reader->diags.most_shown = 0;
  text = written(reader, DIAG_TEXT, false);
  assert_true(text_find(text, TEXT("more"), 0) > text.length);
  assert_true(text_find(text, TEXT("warned"), 0) < text.length);
}

static void the_exit_code_is_the_highest_of_the_errors(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one\n");
  assert_int_equal(diags_exit_code(&reader->diags), 0);
  diag_report(&reader->diags, DIAG_NO_BASIS, span_of(reader, "one"), "no basis");
  assert_int_equal(diags_exit_code(&reader->diags), 0);
  assert_int_equal(reader->diags.warnings, 1);
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "one"), "wrong");
  assert_int_equal(diags_exit_code(&reader->diags), 1);
  diag_report(&reader->diags, DIAG_DATABASE, SPAN_NONE, "locked");
  assert_int_equal(diags_exit_code(&reader->diags), 3);
  diag_report(&reader->diags, DIAG_NESTING_LIMIT, SPAN_NONE, "too deep");
  assert_int_equal(diags_exit_code(&reader->diags), 4);
}

static void strict_makes_a_missing_basis_an_error(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one\n");
  reader->diags.strict = true;
  diag_report(&reader->diags, DIAG_NO_BASIS, span_of(reader, "one"), "no basis");
  assert_int_equal(reader->diags.errors, 1);
  assert_int_equal(diags_exit_code(&reader->diags), 1);
  assert_true(text_starts_with(written(reader, DIAG_TEXT, false), TEXT("error[W0701]: no basis")));
}

static void codes_have_texts_titles_and_are_found_again(void **state) {
  (void)state;
  for (int code = DIAG_NONE + 1; code < DIAG_COUNT; code++) {
    Text text = text_from(diag_code_text((DiagCode)code));
    assert_int_equal(text.length, 5);
    if (diag_code_find(text) != (DiagCode)code)
      fail_msg("%s stands for two codes", text.bytes);
    assert_true(text_from(diag_code_title((DiagCode)code)).length > 0);
    int exit_code = diag_code_exit((DiagCode)code);
    assert_true((exit_code >= 0 && exit_code <= 4) || exit_code == 130);
  }
  assert_int_equal(diag_code_find(TEXT("e0312")), DIAG_TYPE_MISMATCH);
  assert_int_equal(diag_code_find(TEXT("W0312")), DIAG_NONE);
  assert_int_equal(diag_code_find(TEXT("E0999")), DIAG_NONE);
  assert_int_equal(diag_code_find(TEXT("E312")), DIAG_NONE);
  assert_int_equal(diag_code_find(TEXT("E03x2")), DIAG_NONE);
  assert_int_equal(diag_code_find(TEXT_NONE), DIAG_NONE);
  assert_string_equal(diag_code_text(DIAG_NONE), "");
}

/* ---- machines ---- */

static void json_holds_every_report_whole(void **state) {
  Reader *reader = open_reader(state, "a \"b\".anslag", "åå two\n");
  assert_text(written(reader, DIAG_JSON, false), "[]\n");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "two"), "wrong \"two\"");
  diag_mark(&reader->diags, "this");
  diag_label(&reader->diags, span_of(reader, "åå"), "seen");
  diag_label(&reader->diags, SPAN_NONE, "nowhere");
  diag_help(&reader->diags, "a");
  diag_help(&reader->diags, "b");
  diag_report(&reader->diags, DIAG_DATABASE, SPAN_NONE, "locked");
  reader->diags.most_shown = 1;
  assert_text(written(reader, DIAG_JSON, false),
              "[\n"
              "  {\"code\": \"E0610\", \"severity\": \"error\", \"message\": \"locked\", "
              "\"mark\": \"\",\n"
              "   \"path\": null, \"line\": null, \"column\": null, \"end_line\": null, "
              "\"end_column\": null,\n"
              "   \"labels\": [],\n"
              "   \"help\": []},\n"
              "  {\"code\": \"E0110\", \"severity\": \"error\", "
              "\"message\": \"wrong \\\"two\\\"\", \"mark\": \"this\",\n"
              "   \"path\": \"a \\\"b\\\".anslag\", \"line\": 1, \"column\": 4, \"end_line\": 1, "
              "\"end_column\": 7,\n"
              "   \"labels\": [{\"path\": \"a \\\"b\\\".anslag\", \"line\": 1, \"column\": 1, "
              "\"text\": \"seen\"}, {\"path\": null, \"line\": null, \"column\": null, "
              "\"text\": \"nowhere\"}],\n"
              "   \"help\": [\"a\", \"b\"]}\n"
              "]\n");
}

static bool holds(Text text, const char *part) {
  return text_find(text, text_from(part), 0) < text.length;
}

static void sarif_names_the_rule_the_place_and_the_advice(void **state) {
  Reader *reader = open_reader(state, "mapp/å b:1.anslag", "one two\n");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "two"), "wrong");
  diag_mark(&reader->diags, "this");
  diag_label(&reader->diags, span_of(reader, "one"), "seen");
  diag_help(&reader->diags, "write three");
  diag_report(&reader->diags, DIAG_DATABASE, SPAN_NONE, "locked");
  Text text = written(reader, DIAG_SARIF, false);
  assert_true(holds(text, "\"version\": \"2.1.0\""));
  assert_true(holds(text, "{\"id\": \"E0110\", \"shortDescription\": {\"text\": "));
  Text result = arena_format(reader->arena,
                             "\"ruleId\": \"E0110\", \"ruleIndex\": %d, \"level\": \"error\", "
                             "\"message\": {\"text\": \"wrong (this)\\nhelp: write three\"}",
                             (int)DIAG_SYNTAX - 1);
  assert_true(holds(text, result.bytes));
  assert_true(holds(text, "{\"uri\": \"mapp/%C3%A5%20b%3A1.anslag\"}, \"region\": "
                          "{\"startLine\": 1, \"startColumn\": 5, \"endLine\": 1, "
                          "\"endColumn\": 8}}"));
  assert_true(holds(text, "\"relatedLocations\": [{\"id\": 1, "));
  assert_true(holds(text, "\"columnKind\": \"unicodeCodePoints\""));
}

/* ---- memory ---- */

static void report_and_write(void *context) {
  Reader *reader = context;
  Diags *diags = &reader->diags;
  for (uint32_t i = 0; i < 5; i++) {
    diag_report(diags, DIAG_SYNTAX, (Span){ 1, i, i + 1 }, "%600u", (unsigned)i);
    diag_label(diags, span_of(reader, "two"), "label");
    diag_help(diags, "help");
  }
  written(reader, DIAG_TEXT, true);
  written(reader, DIAG_JSON, false);
  written(reader, DIAG_SARIF, false);
}

static void running_out_while_writing_leaves_through_the_guard(void **state) {
  Memory *memory = arena_of(state)->memory;
  bool whole = false;
  for (uint64_t point = 1; !whole; point++) {
    Reader *reader = open_reader(state, "a.anslag", "one two\n");
    memory->fail_at = memory->calls + point;
    whole = memory_guard(memory, report_and_write, reader);
    memory->fail_at = 0;
    arena_free(arena_of(state));
    assert_int_equal(memory->blocks, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(reports_are_sorted_by_file_and_place),
    TEST(the_same_code_at_the_same_place_is_kept_once),
    TEST(muted_reports_are_dropped_with_their_labels),
    TEST(the_rest_is_counted),
    TEST(the_exit_code_is_the_highest_of_the_errors),
    TEST(strict_makes_a_missing_basis_an_error),
    TEST(codes_have_texts_titles_and_are_found_again),
    TEST(json_holds_every_report_whole),
    TEST(sarif_names_the_rule_the_place_and_the_advice),
    TEST(running_out_while_writing_leaves_through_the_guard),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
