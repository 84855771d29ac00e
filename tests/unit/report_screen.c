/* Words and figures on a terminal (interp/report/screen.h). */
#include "interp/report/screen.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
  Memory memory;
  Arena  arena;
  Screen screen;
} Fixture;

static const Currency kronor = { { "SEK", 3 }, { "kr", 2 }, 2, 100 };

static int begin(void **state) {
  Fixture *fixture = calloc(1, sizeof *fixture);
  arena_init(&fixture->arena, &fixture->memory);
  fixture->screen.width = 40;
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

static const char *amount(Fixture *fixture, int64_t minor) {
  return screen_amount(&fixture->arena, &fixture->screen, minor, &kronor).bytes;
}

static void amounts_show_oere_only_where_there_are_some(void **state) {
  Fixture *fixture = *state;
  assert_string_equal(amount(fixture, 0), "0 kr");
  assert_string_equal(amount(fixture, 40000000), "400 000 kr");
  assert_string_equal(amount(fixture, 100000001), "1 000 000.01 kr");
  assert_string_equal(amount(fixture, -5), "-0.05 kr");
  assert_string_equal(amount(fixture, 99999), "999.99 kr");
  assert_string_equal(amount(fixture, 100000000000), "1 000 000 000 kr");
  fixture->screen.swedish = true;
  assert_string_equal(amount(fixture, 100000001), "1 000 000,01 kr");
}

static void the_least_amount_of_all_is_shown_too(void **state) {
  assert_string_equal(amount(*state, INT64_MIN), "-92 233 720 368 547 758.08 kr");
}

static void control_characters_never_reach_the_terminal(void **state) {
  Fixture *fixture = *state;
  Text shown = screen_visible(&fixture->arena, TEXT("a\033[2Jb\nc\x7f" "d"));
  assert_string_equal(shown.bytes, "a\\x1B[2Jb c\\x7Fd");
  Text plain = TEXT("Kvantifierad åäö – ”rätt”");
  assert_true(screen_visible(&fixture->arena, plain).bytes == plain.bytes);
  Text bidi = screen_visible(&fixture->arena, TEXT("x\xe2\x80\xaey"));
  assert_string_equal(bidi.bytes, "x\\x202Ey");
  Text broken = screen_visible(&fixture->arena, TEXT("a\xff" "b"));
  assert_string_equal(broken.bytes, "a\xef\xbf\xbd" "b");
}

static const char *wrapped(Fixture *fixture, const char *text, size_t column, size_t indent) {
  Writer writer;
  writer_to_memory(&writer, &fixture->arena);
  screen_wrap(&writer, &fixture->screen, text_from(text), column, indent);
  return writer_text(&writer).bytes;
}

static void text_breaks_before_the_width_and_amounts_stay_whole(void **state) {
  const char *text = "the frame has some room for 116 450 000 kr at its turn";
  assert_string_equal(wrapped(*state, text, 0, 2),
                      "the frame has some room for\n  116 450 000 kr at its turn\n");
  assert_string_equal(wrapped(*state, "", 0, 2), "\n");
  assert_string_equal(wrapped(*state, "short", 39, 2), "short\n");
}

static void no_line_is_wider_than_the_screen_unless_one_word_is(void **state) {
  Fixture *fixture = *state;
  const char *text = wrapped(fixture, "åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö åäö",
                             0, 4);
  for (const char *line = text; *line;) {
    const char *newline = strchr(line, '\n');
    assert_true(unicode_width((Text){ line, (size_t)(newline - line) }) <= 40);
    line = newline + 1;
  }
}

static const char *bar(Fixture *fixture, int64_t part, int64_t whole) {
  Writer writer;
  writer_to_memory(&writer, &fixture->arena);
  screen_bar(&writer, &fixture->screen, part, whole, 4);
  return writer_text(&writer).bytes;
}

static void a_bar_is_full_only_when_all_is_drawn(void **state) {
  Fixture *fixture = *state;
  assert_string_equal(bar(fixture, 0, 100), "░░░░");
  assert_string_equal(bar(fixture, 1, INT64_MAX), "▏░░░");
  assert_string_equal(bar(fixture, 50, 100), "██░░");
  assert_string_equal(bar(fixture, 99, 100), "███▉");
  assert_string_equal(bar(fixture, 100, 100), "████");
  assert_string_equal(bar(fixture, 150, 100), "████");
  assert_string_equal(bar(fixture, 5, 0), "████");
  fixture->screen.ascii = true;
  assert_string_equal(bar(fixture, 50, 100), "##..");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(amounts_show_oere_only_where_there_are_some, begin, end),
    cmocka_unit_test_setup_teardown(the_least_amount_of_all_is_shown_too, begin, end),
    cmocka_unit_test_setup_teardown(control_characters_never_reach_the_terminal, begin, end),
    cmocka_unit_test_setup_teardown(text_breaks_before_the_width_and_amounts_stay_whole, begin,
                                    end),
    cmocka_unit_test_setup_teardown(no_line_is_wider_than_the_screen_unless_one_word_is, begin,
                                    end),
    cmocka_unit_test_setup_teardown(a_bar_is_full_only_when_all_is_drawn, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
