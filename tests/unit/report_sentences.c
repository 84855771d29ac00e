#include "interp/report/sentences.h"
#include "tests/unit/base_support.h"

#include <stdio.h>
#include <string.h>

/* The sentences parted by |, with their lines. */
static void check(void **state, const char *text, const char *expected) {
  Fixture *fixture = *state;
  Sentences found = sentences_of(&fixture->arena, text_from(text));
  char all[1000] = "";
  for (size_t i = 0; i < found.count; i++) {
    size_t used = strlen(all);
    snprintf(all + used, sizeof all - used, "%s%zu %.*s", i ? "|" : "", found.items[i].line,
             (int)(found.items[i].to - found.items[i].from), text + found.items[i].from);
  }
  assert_string_equal(all, expected);
}

static void a_line_end_is_no_end(void **state) {
  check(state, "The board\ndecides. It may\nwait.", "1 The board\ndecides.|2 It may\nwait.");
}

static void an_empty_line_is(void **state) {
  check(state, "One thing\n\nanother thing", "1 One thing|3 another thing");
}

static void abbreviations_end_nothing(void **state) {
  check(state, "Varor, t.ex. Bilar, s. 3 och kap. 4 gäller. Nytt.",
        "1 Varor, t.ex. Bilar, s. 3 och kap. 4 gäller.|1 Nytt.");
}

static void list_items_stand_alone(void **state) {
  check(state, "Krav:\n● ett krav som\nfortsätter\n● två\n1. tre\nb) fyra",
        "1 Krav:|2 ett krav som\nfortsätter|4 två|5 tre|6 fyra");
}

static void a_heading_stands_alone(void **state) {
  check(state, "Uppföljning\nUtfallet redovisas av nämnden inom tolv månader\nefter beslut.",
        "1 Uppföljning|2 Utfallet redovisas av nämnden inom tolv månader\nefter beslut.");
}

static void figures_are_no_sentence(void **state) {
  check(state, "2024 120,0 130,5\n12\nSumma 12 345 67 890\n", "3 Summa 12 345 67 890");
}

static void nothing_gives_nothing(void **state) {
  check(state, "", "");
  check(state, " \n\f\n . ", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_line_end_is_no_end, set_up, tear_down),
    cmocka_unit_test_setup_teardown(an_empty_line_is, set_up, tear_down),
    cmocka_unit_test_setup_teardown(abbreviations_end_nothing, set_up, tear_down),
    cmocka_unit_test_setup_teardown(list_items_stand_alone, set_up, tear_down),
    cmocka_unit_test_setup_teardown(a_heading_stands_alone, set_up, tear_down),
    cmocka_unit_test_setup_teardown(figures_are_no_sentence, set_up, tear_down),
    cmocka_unit_test_setup_teardown(nothing_gives_nothing, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
