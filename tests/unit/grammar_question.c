/* Questions of a dialogue: read, printed and read again; their words are names in rule files. */
#include "grammar/parse.h"
#include "grammar/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
  Memory  memory;
  Arena   arena;
  Sources sources;
  Diags   diags;
} Bench;

static int set_up(void **state) {
  Bench *bench = calloc(1, sizeof *bench);
  arena_init(&bench->arena, &bench->memory);
  sources_init(&bench->sources, &bench->arena);
  diags_init(&bench->diags, &bench->arena, &bench->sources);
  *state = bench;
  return 0;
}

static int tear_down(void **state) {
  Bench *bench = *state;
  arena_free(&bench->arena);
  free(bench);
  return 0;
}

static const Question *ask(Bench *bench, const char *text, Surface surface) {
  Source *source = sources_add(&bench->sources, TEXT(">"), text_from(text));
  return parse_question(&bench->arena, source, surface, &bench->diags);
}

static const char *printed(Bench *bench, const Question *question, Surface surface) {
  Writer writer;
  writer_to_memory(&writer, &bench->arena);
  print_question(&writer, question, surface);
  return writer_text(&writer).bytes;
}

/* English, and the same in Swedish. */
static const struct { QuestionKind kind; const char *english, *swedish; } questions[] = {
  { QUESTION_VALUE, "director_limit / 2", "director_limit / 2" },
  { QUESTION_VALUE, "212.amount above 1.5 mkr", "212.amount över 1,5 mkr" },
  { QUESTION_VALUE, "fundable", "'kan beviljas'" },
  { QUESTION_LIST, "rejected where focus is staffing", "avslag där focus är staffing" },
  { QUESTION_LIST, "every where amount above 5 mkr show id, amount",
    "varje där amount över 5 mkr visa id, amount" },
  { QUESTION_LIST, "x top 10 by amount, id descending show amount / 2",
    "x topp 10 per amount, id fallande visa amount / 2" },
  { QUESTION_SET, "set director_limit = 1.5 mkr", "sätt director_limit = 1,5 mkr" },
  { QUESTION_SET, "set fee(2026, 1) = 3 kr from 2026-01-01",
    "sätt fee(2026, 1) = 3 kr från 2026-01-01" },
  { QUESTION_UNSET, "unset", "återställ" },
  { QUESTION_UNSET, "unset a.b, c", "återställ a.b, c" },
  { QUESTION_UNSET, "unset 40", "återställ 40" },
  { QUESTION_SCENARIO, "scenario \"larger\"", "scenario \"larger\"" },
  { QUESTION_WITHOUT, "without focus, eligible_one", "utan focus, eligible_one" },
  { QUESTION_WHAT_IF, "what if 212, amount 900 tkr, focus is not known",
    "tänk om 212, amount 900 tkr, focus är inte känt" },
  { QUESTION_WHAT_IF, "what if \"RS-1\", title \"x\"", "tänk om \"RS-1\", title \"x\"" },
  { QUESTION_DIFF, "diff", "skillnader" },
  { QUESTION_DIFF, "diff by applicants", "skillnader per applicants" },
  { QUESTION_COMPARE, "compare \"baseline\", \"a b\"", "jämför \"baseline\", \"a b\"" },
  { QUESTION_EXPLAIN, "explain 212", "förklara 212" },
  { QUESTION_EXPLAIN, "explain \"A,7\"", "förklara \"A,7\"" },
  { QUESTION_WHY_NOT, "why not 40", "varför inte 40" },
  { QUESTION_SWEEP,
    "sweep pool_limit from 1 mkr to 2 mkr step 0.5 mkr, most.limit from 1 to 3 step 1 "
    "show granted by deciders, count fundable",
    "variera pool_limit från 1 mkr till 2 mkr steg 0,5 mkr, most.limit från 1 till 3 steg 1 "
    "visa granted by deciders, antal 'kan beviljas'" },
  { QUESTION_PLOT, "plot", "rita" },
  { QUESTION_SOLVE, "solve a.limit for director.drawn = 20 mkr from 1 mkr to 2 mkr",
    "målsök a.limit för director.drawn = 20 mkr från 1 mkr till 2 mkr" },
  { QUESTION_BUDGET, "budget", "budget" },
  { QUESTION_BUDGET, "budget grants", "budget grants" },
  { QUESTION_TARGETS, "target", "mål" },
  { QUESTION_CONTROLS, "control", "kontroll" },
  { QUESTION_FRAMES, "frames", "ramar" },
  { QUESTION_SAVE_SCENARIO, "save scenario \"x\" to \"a/b.anslag\"",
    "spara scenario \"x\" till \"a/b.anslag\"" },
  { QUESTION_SAVE_TEST, "save test to \"t.anslag\"", "spara test till \"t.anslag\"" },
  { QUESTION_TEST, "test that \"it holds\"", "test att \"it holds\"" },
  { QUESTION_UNDO, "undo", "ångra" },
  { QUESTION_REDO, "redo", "gör om" },
};

enum { QUESTIONS = sizeof questions / sizeof *questions };

static void every_question_prints_as_it_was_entered(void **state) {
  for (size_t i = 0; i < QUESTIONS; i++) {
    const Question *question = ask(*state, questions[i].english, SURFACE_ENGLISH);
    if (!question)
      print_error("%s\n", questions[i].english);
    assert_non_null(question);
    assert_int_equal(question->kind, questions[i].kind);
    assert_string_equal(printed(*state, question, SURFACE_ENGLISH), questions[i].english);
  }
}

static void the_same_question_in_swedish_is_the_same(void **state) {
  for (size_t i = 0; i < QUESTIONS; i++) {
    if (strstr(questions[i].swedish, " by "))
      continue;                        /* names are as they are written: tried in English */
    const Question *question = ask(*state, questions[i].swedish, SURFACE_SWEDISH);
    if (!question)
      print_error("%s\n", questions[i].swedish);
    assert_non_null(question);
    assert_int_equal(question->kind, questions[i].kind);
    const char *once = arena_text(&((Bench *)*state)->arena,
                                  text_from(printed(*state, question, SURFACE_SWEDISH))).bytes;
    const Question *again = ask(*state, once, SURFACE_SWEDISH);
    assert_non_null(again);
    assert_string_equal(printed(*state, again, SURFACE_SWEDISH), once);
  }
}

static void every_kind_is_tried(void **state) {
  (void)state;
  static const QuestionKind all[] = {
#define X(kind, label) kind,
    QUESTION_KINDS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    bool tried = false;
    for (size_t j = 0; j < QUESTIONS; j++)
      tried |= questions[j].kind == all[i];
    assert_true(tried);
  }
}

static void other_readings_of_the_words_are_taken(void **state) {
  assert_int_equal(ask(*state, "targets", SURFACE_ENGLISH)->kind, QUESTION_TARGETS);
  assert_int_equal(ask(*state, "controls", SURFACE_ENGLISH)->kind, QUESTION_CONTROLS);
  assert_int_equal(ask(*state, "alla där x", SURFACE_SWEDISH)->kind, QUESTION_LIST);
  assert_int_equal(ask(*state, "x topp 3 efter y", SURFACE_SWEDISH)->kind, QUESTION_LIST);
  assert_int_equal(ask(*state, "kan beviljas topp 3 per y", SURFACE_SWEDISH)->kind, QUESTION_LIST);
  const Question *shortened = ask(*state, "top 3 by y", SURFACE_ENGLISH);
  assert_non_null(shortened);
  assert_string_equal(printed(*state, shortened, SURFACE_ENGLISH), "every top 3 by y");
}

static void what_is_no_question_is_reported(void **state) {
  static const char *const wrong[] = { "explain", "set x", "sweep x show y", "solve x for", "top",
                                       "what if 3", "save scenario to x", "why 3", "x where", "" };
  Bench *bench = *state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    size_t before = bench->diags.errors;
    assert_null(ask(bench, wrong[i], SURFACE_ENGLISH));
    assert_true(bench->diags.errors > before);
  }
}

static void words_of_questions_are_names_in_rules(void **state) {
  Bench *bench = *state;
  Source *source = sources_add(&bench->sources, TEXT("rules"),
                               TEXT("record plot\n  show text\n  top integer\n  count integer\n"
                                    "  diff money\n  without yes/no\nparameter solve = 3\n"
                                    "define sweep(explain) = explain.top + explain.count\n"));
  parse_file(&bench->arena, source, &bench->diags);
  assert_int_equal(bench->diags.errors, 0);
  assert_int_equal(ask(bench, "plot.show", SURFACE_ENGLISH) == NULL, 1);
  assert_non_null(ask(bench, "'plot'.x", SURFACE_ENGLISH));
  assert_non_null(ask(bench, "x where frames > 3 and diff = 2", SURFACE_ENGLISH));
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    TEST(every_question_prints_as_it_was_entered),
    TEST(the_same_question_in_swedish_is_the_same),
    TEST(every_kind_is_tried),
    TEST(other_readings_of_the_words_are_taken),
    TEST(what_is_no_question_is_reported),
    TEST(words_of_questions_are_names_in_rules),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
