/* How a message is laid out on a screen. */
#include "tests/unit/base_diag_reader.h"

/* ---- layout ---- */

static void the_place_is_shown_with_its_line_marks_and_help(void **state) {
  char text[400] = { 0 };
  for (int i = 0; i < 40; i++)
    text[i] = '\n';
  strcat(text, "    requires amount at most 25 %\n");
  Reader *reader = open_reader(state, "omstallning_2026.anslag", text);
  diag_report(&reader->diags, DIAG_TYPE_MISMATCH, span_of(reader, "25 %"),
              "a rate can't be compared with %s", "money");
  diag_mark(&reader->diags, "this is a rate");
  diag_label(&reader->diags, span_of(reader, "amount"), "this is money %s", "SEK");
  diag_help(&reader->diags, "say of what: amount at most 25 %% of project_cost");
  assert_written(reader,
                 "error[E0312]: a rate can't be compared with money\n"
                 "  ┌─ omstallning_2026.anslag:41:29\n"
                 "  │\n"
                 "41│     requires amount at most 25 %\n"
                 "  │              ------         ^^^^ this is a rate\n"
                 "  │              this is money SEK\n"
                 "  = help: say of what: amount at most 25 % of project_cost\n");
}

static void a_label_on_another_line_has_its_own_place(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "amount money SEK\n\n  criterion amuont\n");
  diag_report(&reader->diags, DIAG_UNKNOWN_NAME, span_of(reader, "amuont"), "no such name");
  diag_label(&reader->diags, span_of(reader, "amount"), "declared here");
  diag_help(&reader->diags, "did you mean amount?");
  assert_written(reader,
                 "error[E0201]: no such name\n"
                 "  ┌─ a.anslag:3:13\n"
                 "  │\n"
                 " 3│   criterion amuont\n"
                 "  │             ^^^^^^\n"
                 "  ├─ a.anslag:1:1\n"
                 "  │\n"
                 " 1│ amount money SEK\n"
                 "  │ ------ declared here\n"
                 "  = help: did you mean amount?\n");
}

static void several_labels_hang_from_the_right(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one two three four\n");
  diag_report(&reader->diags, DIAG_TYPE_MISMATCH, span_of(reader, "two"), "message");
  diag_mark(&reader->diags, "second");
  diag_label(&reader->diags, span_of(reader, "one"), "first");
  diag_label(&reader->diags, span_of(reader, "four"), "fourth");
  diag_label(&reader->diags, span_of(reader, "three"), "third");
  assert_written(reader,
                 "error[E0312]: message\n"
                 "  ┌─ a.anslag:1:5\n"
                 "  │\n"
                 " 1│ one two three four\n"
                 "  │ --- ^^^ ----- ---- fourth\n"
                 "  │ │   │   third\n"
                 "  │ │   second\n"
                 "  │ first\n");
}

static void the_primary_mark_covers_a_label_it_overlaps(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "a + b + c\n");
  diag_report(&reader->diags, DIAG_TYPE_MISMATCH, span_of(reader, "+ b"), "message");
  diag_mark(&reader->diags, "inner");
  diag_label(&reader->diags, span_of(reader, "a + b + c"), "outer");
  assert_written(reader,
                 "error[E0312]: message\n"
                 "  ┌─ a.anslag:1:3\n"
                 "  │\n"
                 " 1│ a + b + c\n"
                 "  │ --^^^---- outer\n"
                 "  │   inner\n");
}

static void tabs_and_wide_characters_are_aligned(void **state) {
  Reader *reader = open_reader(state, "å.anslag", "\tåäö\t漢字 fel\n");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "fel"), "message");
  diag_label(&reader->diags, span_of(reader, "漢字"), "wide");
  assert_written(reader,
                 "error[E0110]: message\n"
                 "  ┌─ å.anslag:1:9\n"
                 "  │\n"
                 " 1│     åäö 漢字 fel\n"
                 "  │         ---- ^^^\n"
                 "  │         wide\n");
}

static void an_empty_span_is_one_column(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "criterion x\n");
  diag_report(&reader->diags, DIAG_SYNTAX, (Span){ 1, 11, 11 }, "something is missing");
  diag_mark(&reader->diags, "here");
  diag_report(&reader->diags, DIAG_SYNTAX, (Span){ 1, 12, 12 }, "at the end of the file");
  assert_written(reader,
                 "error[E0110]: something is missing\n"
                 "  ┌─ a.anslag:1:12\n"
                 "  │\n"
                 " 1│ criterion x\n"
                 "  │            ^ here\n"
                 "\n"
                 "error[E0110]: at the end of the file\n"
                 "  ┌─ a.anslag:2:1\n"
                 "  │\n"
                 " 2│\n"
                 "  │ ^\n");
}

static void a_span_over_lines_is_marked_to_the_end_of_its_first(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one two\nthree\n");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "two\nthree"), "message");
  assert_written(reader,
                 "error[E0110]: message\n"
                 "  ┌─ a.anslag:1:5\n"
                 "  │\n"
                 " 1│ one two\n"
                 "  │     ^^^\n");
}

static void without_a_place_there_is_no_block(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "");
  diag_report(&reader->diags, DIAG_DATABASE, SPAN_NONE, "database \"%s\" is locked", "a.db");
  diag_mark(&reader->diags, "never shown alone");
  diag_label(&reader->diags, SPAN_NONE, "another program holds it");
  diag_help(&reader->diags, "wait for it,\nor copy the file");
  reader->diags.list.items[0]->mark = TEXT_NONE;
  assert_written(reader,
                 "error[E0610]: database \"a.db\" is locked\n"
                 "  = note: another program holds it\n"
                 "  = help: wait for it,\n"
                 "          or copy the file\n");
}

static void what_is_said_is_wrapped_to_a_terminal(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "");
  reader->diags.width = 40;
  diag_report(&reader->diags, DIAG_DATABASE, SPAN_NONE, "a message that is longer than the line");
  diag_help(&reader->diags, "the columns are one, two, three and four,\nand five");
  diag_help(&reader->diags, "%s", "awordthatislongerthanthelineisnotbrokenbutstands whole");
  assert_written(reader,
                 "error[E0610]: a message that is longer\n"
                 "  than the line\n"
                 "  = help: the columns are one, two,\n"
                 "          three and four,\n"
                 "          and five\n"
                 "  = help: awordthatislongerthanthelineisnotbrokenbutstands\n"
                 "          whole\n");
}

static void wide_line_numbers_widen_the_gutter(void **state) {
  Arena *arena = arena_of(state);
  char *text = arena_alloc(arena, 12400);
  memset(text, '\n', 12344);
  strcpy(text + 12344, "x");
  Reader *reader = open_reader(state, "a.anslag", text);
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "x"), "message");
  diag_label(&reader->diags, (Span){ 1, 0, 0 }, "the file begins here");
  diag_help(&reader->diags, "help");
  assert_written(reader,
                 "error[E0110]: message\n"
                 "     ┌─ a.anslag:12345:1\n"
                 "     │\n"
                 "12345│ x\n"
                 "     │ ^\n"
                 "     ├─ a.anslag:1:1\n"
                 "     │\n"
                 "    1│\n"
                 "     │ - the file begins here\n"
                 "     = help: help\n");
}

/* ---- long lines ---- */

static const char *make_line(void **state, size_t before, const char *words, size_t after) {
  Arena *arena = arena_of(state);
  char *text = arena_alloc(arena, before + after + strlen(words) + 1);
  for (size_t i = 0; i < before; i++)
    text[i] = (char)('0' + i % 10);
  strcat(text, words);
  for (size_t i = 0; i < after; i++)
    text[before + strlen(words) + i] = (char)('0' + i % 10);
  return text;
}

static size_t longest_line(Text text) {
  size_t longest = 0, start = 0;
  while (start < text.length) {
    size_t end = text_find(text, TEXT("\n"), start);
    size_t width = unicode_width(text_part(text, start, end));
    longest = width > longest ? width : longest;
    start = end + 1;
  }
  return longest;
}

static void a_long_line_is_cut_around_the_span(void **state) {
  Reader *reader = open_reader(state, "a.anslag", make_line(state, 200, "WRONG", 200));
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "WRONG"), "message");
  diag_mark(&reader->diags, "mark");
  assert_written(reader,
                 "error[E0110]: message\n"
                 "  ┌─ a.anslag:1:201\n"
                 "  │\n"
                 " 1│ …4567890123456789012345678901234567890123456789WRONG"
                 "01234567890123456789012345678901234567890123456…\n"
                 "  │                                                ^^^^^ mark\n");
}

static void a_long_line_is_not_cut_where_it_begins_or_ends(void **state) {
  Reader *reader = open_reader(state, "a.anslag", make_line(state, 0, "WRONG", 200));
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "WRONG"), "message");
  Text text = written(reader, DIAG_TEXT, false);
  assert_true(text_find(text, TEXT(" 1│ WRONG0123"), 0) < text.length);
  assert_true(text_find(text, TEXT("…\n  │ ^^^^^\n"), 0) < text.length);
  reader = open_reader(state, "a.anslag", make_line(state, 200, "WRONG", 0));
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "WRONG"), "message");
  text = written(reader, DIAG_TEXT, false);
  assert_true(text_find(text, TEXT("9WRONG\n"), 0) < text.length);
  assert_true(text_find(text, TEXT(" 1│ …"), 0) < text.length);
  assert_int_equal(longest_line(text), 4 + 100);
}

static void no_shown_line_is_wider_than_the_window(void **state) {
  static const char *const fillers[] = { "x", "漢", "\t", "\x1b", "å", "a\xcc\x8a" };
  for (size_t kind = 0; kind < 6; kind++) {
    for (size_t count = 0; count < 130; count += 3) {
      char text[2000] = "";
      for (size_t i = 0; i < count; i++)
        strcat(text, fillers[kind]);
      strcat(text, "WRONG");
      for (size_t i = 0; i < 130 - count; i++)
        strcat(text, fillers[kind]);
      Reader *reader = open_reader(state, "a.anslag", text);
      diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "WRONG"), "message");
      diag_label(&reader->diags, (Span){ 1, 0, 1 }, "the first");
      Text shown = written(reader, DIAG_TEXT, false);
      assert_true(longest_line(shown) <= 4 + 100 + 1 + strlen("the first"));
      assert_true(text_find(shown, TEXT("WRONG"), 0) < shown.length);
      assert_true(text_find(shown, TEXT("^^^^^"), 0) < shown.length);
      arena_reset(arena_of(state));
    }
  }
}

/* ---- safety, colour ---- */

static void what_would_steer_the_terminal_is_shown_escaped(void **state) {
  Reader *reader = open_reader(state, "\x1b]0;x\x07.anslag",
                               "a \x1b[31m\xe2\x80\xae b\xff WRONG\n");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "WRONG"), "bad \"%s\"", "\x1b[2J\r\n");
  diag_help(&reader->diags, "not %s", "\x9b\x08");
  assert_written(reader,
                 "error[E0110]: bad \"<U+001B>[2J<U+000D><U+000A>\"\n"
                 "  ┌─ <U+001B>]0;x<U+0007>.anslag:1:13\n"
                 "  │\n"
                 " 1│ a <U+001B>[31m<U+202E> b<0xFF> WRONG\n"
                 "  │                                ^^^^^\n"
                 "  = help: not <0x9B><U+0008>\n");
}

static bool is_safe(Text text) {
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.bytes[i] < 0x20 && text.bytes[i] != '\n')
      return false;
  return unicode_invalid_at(text) == text.length;
}

static char random_byte(Random *random) {
  static const char common[] = "ab \t\n\xc3\xa5\xe2\x80\xae\x1b\xcc\x8a\xf0\x9f\x98\x80";
  return random_below(random, 4) ? common[random_below(random, sizeof common - 1)]
                                 : (char)random_below(random, 256);
}

static Span random_span(Random *random) {
  uint32_t start = (uint32_t)random_below(random, 700);
  return (Span){ (uint32_t)random_below(random, 12) ? 1 : (uint32_t)random_below(random, 4), start,
                 start + (uint32_t)random_below(random, random_below(random, 3) ? 9 : 300) };
}

static void any_bytes_at_any_spans_are_shown_safely(void **state) {
  Random random = { 2026 };
  for (int round = 0; round < 3000; round++) {
    Arena *arena = arena_of(state);
    size_t length = (size_t)random_below(&random, 600);
    char *bytes = arena_alloc(arena, length + 1);
    for (size_t i = 0; i < length; i++)
      bytes[i] = random_byte(&random);
    Reader *reader = open_reader(state, "a\x1b.anslag", "");
    reader->sources.list.count = 0;
    Text text = { bytes, length };
    sources_add(&reader->sources, text_part(text, 0, 9), text);
    diag_report(&reader->diags, DIAG_SYNTAX, random_span(&random), "%.5s", length > 5 ? bytes : "");
    diag_mark(&reader->diags, "%.9s", length > 9 ? bytes : "");
    for (uint64_t labels = random_below(&random, 4); labels > 0; labels--)
      diag_label(&reader->diags, random_span(&random), "%.4s", length > 9 ? bytes + 3 : "label");
    Text shown = written(reader, DIAG_TEXT, false);
    assert_true(is_safe(shown));
    assert_true(text_find(shown, TEXT("\x7f"), 0) > shown.length);
    assert_true(is_safe(written(reader, DIAG_JSON, false)));
    assert_true(is_safe(written(reader, DIAG_SARIF, false)));
    arena_reset(arena);
  }
}

static void a_label_may_have_the_only_place(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one two\n");
  diag_report(&reader->diags, DIAG_DATABASE, SPAN_NONE, "no such table");
  diag_label(&reader->diags, span_of(reader, "two"), "this record");
  assert_written(reader,
                 "error[E0610]: no such table\n"
                 "  ┌─ a.anslag:1:5\n"
                 "  │\n"
                 " 1│ one two\n"
                 "  │     --- this record\n");
}

static void colour_is_written_only_when_asked_for(void **state) {
  Reader *reader = open_reader(state, "a.anslag", "one two\n");
  diag_report(&reader->diags, DIAG_SYNTAX, span_of(reader, "two"), "message");
  diag_label(&reader->diags, span_of(reader, "one"), "label");
  diag_help(&reader->diags, "help");
  assert_text(written(reader, DIAG_TEXT, true),
              "\033[1;31merror[E0110]\033[0m\033[1m: message\033[0m\n"
              "  \033[36m┌─\033[0m a.anslag:1:5\n"
              "  \033[36m│\033[0m\n"
              "\033[36m 1│\033[0m one two\n"
              "  \033[36m│\033[0m \033[36m---\033[0m \033[1;31m^^^\033[0m\n"
              "  \033[36m│\033[0m label\n"
              "  \033[36m=\033[0m \033[1mhelp\033[0m: help\n");
  Text plain = written(reader, DIAG_TEXT, false);
  assert_true(text_find(plain, TEXT("\033"), 0) > plain.length);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(the_place_is_shown_with_its_line_marks_and_help),
    TEST(a_label_on_another_line_has_its_own_place),
    TEST(several_labels_hang_from_the_right),
    TEST(the_primary_mark_covers_a_label_it_overlaps),
    TEST(tabs_and_wide_characters_are_aligned),
    TEST(an_empty_span_is_one_column),
    TEST(a_span_over_lines_is_marked_to_the_end_of_its_first),
    TEST(without_a_place_there_is_no_block),
    TEST(what_is_said_is_wrapped_to_a_terminal),
    TEST(wide_line_numbers_widen_the_gutter),
    TEST(a_long_line_is_cut_around_the_span),
    TEST(a_long_line_is_not_cut_where_it_begins_or_ends),
    TEST(no_shown_line_is_wider_than_the_window),
    TEST(what_would_steer_the_terminal_is_shown_escaped),
    TEST(any_bytes_at_any_spans_are_shown_safely),
    TEST(a_label_may_have_the_only_place),
    TEST(colour_is_written_only_when_asked_for),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
