/* What is printed is read as the same tree, in both surfaces: for files by hand and for
 * thousands of trees made at random. */
#include "grammar/parse.h"
#include "grammar/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/grammar_trees.h"

#define TREES 2000

typedef struct {
  Arena   *arena;
  Sources  sources;
  Diags    diags;
} Bench;

static void bench_init(Bench *bench, Arena *arena) {
  bench->arena = arena;
  sources_init(&bench->sources, arena);
  diags_init(&bench->diags, arena, &bench->sources);
}

static Text printed(Bench *bench, const File *file, Surface surface) {
  Writer writer;
  writer_to_memory(&writer, bench->arena);
  print_file(&writer, file, file->source ? &bench->sources : NULL, surface);
  return writer_text(&writer);
}

static File *parsed(Bench *bench, Text text) {
  Source *source = sources_add(&bench->sources, TEXT("text"), text);
  File *file = parse_file(bench->arena, source, &bench->diags);
  if (bench->diags.errors > 0) {
    Writer writer;
    writer_to_memory(&writer, bench->arena);
    diags_write(&bench->diags, &writer, DIAG_TEXT, false);
    print_error("%.*s\n", TEXT_PRINT(writer_text(&writer)));
  }
  assert_int_equal(bench->diags.errors, 0);
  return file;
}

static void assert_same_text(Text a, Text b) {
  size_t same = 0;
  while (same < a.length && same < b.length && a.bytes[same] == b.bytes[same])
    same++;
  if (!text_equal(a, b))
    print_error("they differ at %zu:\n%.300s\n-----\n%.300s\n", same, a.bytes + same,
                b.bytes + same);
  assert_true(text_equal(a, b));
}

static void assert_same_tree(const File *a, const File *b, Text text) {
  bool same = tree_equal(a, b);
  if (!same)
    print_error("%.*s\n", TEXT_PRINT(text));
  assert_true(same);
}

/* parse after print is the identity, print after parse changes nothing the second time. */
static void check_round_trip(Bench *bench, const File *file, Surface surface) {
  Text once = printed(bench, file, surface);
  File *again = parsed(bench, once);
  assert_int_equal(again->surface, surface);
  assert_same_tree(file, again, once);
  assert_same_text(once, printed(bench, again, surface));
}

/* One language, the other, and back gives the same text. */
static void check_translation(Bench *bench, const File *file) {
  Text english = printed(bench, file, SURFACE_ENGLISH);
  File *plain = parsed(bench, english);
  Text swedish = printed(bench, plain, SURFACE_SWEDISH);
  File *translated = parsed(bench, swedish);
  assert_same_tree(plain, translated, swedish);
  assert_same_text(english, printed(bench, translated, SURFACE_ENGLISH));
}

static void with_arena(void work(Bench *bench, void *data), void *data) {
  Memory memory = { 0 };
  Arena arena;
  Bench bench;
  arena_init(&arena, &memory);
  bench_init(&bench, &arena);
  work(&bench, data);
  arena_free(&arena);
  assert_int_equal(memory.blocks, 0);
}

static void one_tree(Bench *bench, void *data) {
  Trees trees = { .arena = bench->arena, .state = *(uint64_t *)data };
  File *file = trees_file(&trees);
  check_round_trip(bench, file, SURFACE_ENGLISH);
  check_round_trip(bench, file, SURFACE_SWEDISH);
  check_translation(bench, file);
}

static void trees_made_at_random_are_printed_and_read_as_themselves(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= TREES; seed++)
    with_arena(one_tree, &seed);
}

static void one_file(Bench *bench, void *data) {
  static char bytes[1 << 20];
  FILE *stream = fopen(data, "rb");
  assert_non_null(stream);
  size_t length = fread(bytes, 1, sizeof bytes, stream);
  fclose(stream);
  File *file = parsed(bench, (Text){ bytes, length });
  check_round_trip(bench, file, file->surface);
  check_round_trip(bench, file, SURFACE_ENGLISH);
  check_round_trip(bench, file, SURFACE_SWEDISH);
  check_translation(bench, file);
}

static void the_guideline_is_printed_and_read_as_itself(void **state) {
  (void)state;
  with_arena(one_file, (void *)(uintptr_t)"tests/good/parse/a_guideline_in_english.txt");
}

static void the_swedish_text_is_printed_and_read_as_itself(void **state) {
  (void)state;
  with_arena(one_file, (void *)(uintptr_t)"tests/good/parse/a_guideline_in_swedish.txt");
}

static void every_form_is_printed_and_read_as_itself(void **state) {
  (void)state;
  with_arena(one_file, (void *)(uintptr_t)"tests/good/parse/every_form_of_the_language.txt");
}

static void tables_and_plans_are_printed_and_read_as_themselves(void **state) {
  (void)state;
  with_arena(one_file, (void *)(uintptr_t)"tests/good/parse/every_form_of_tables_and_plans.txt");
}

static void an_amendment_is_printed_and_read_as_itself(void **state) {
  (void)state;
  with_arena(one_file, (void *)(uintptr_t)"tests/good/parse/an_amendment_in_swedish.txt");
}

static void table_in_columns(Bench *bench, void *data) {
  (void)data;
  File *file = parsed(bench, TEXT(
    "define f(x, y) by table first match\n| x | y || z | why |\n  | 1, 2|[3..4.5) ||10 kr| \"a\" |"
    "  -- first\n|-|not in (a, b)|| if x then 1 else 2 | \"långt skäl\" |\n  assumed \"ours\"\n"));
  assert_same_text(printed(bench, file, SURFACE_SWEDISH), TEXT(
    "språk sv\n\n"
    "definition f(x, y) enligt tabell första träff\n"
    "  | x    | y             || z                  | why          |\n"
    "  | 1, 2 | [3..4,5)      || 10 kr              | \"a\"          |  -- first\n"
    "  | -    | inte i (a, b) || om x så 1 annars 2 | \"långt skäl\" |\n"
    "  antagande \"ours\"\n"));
}

static void a_decision_table_stands_in_columns(void **state) {
  (void)state;
  with_arena(table_in_columns, NULL);
}

static void the_layout(Bench *bench, void *data) {
  (void)data;
  Text written = TEXT(
    "guideline g   \"G\" issued by \"X\"\n\n\n  -- why\n  currency SEK -- money\n"
    "use   a.b\n-- at the margin\n\nrecord r\n id integer   key\n"
    " amount money \"Amount\" assessed by office\n long_name date awaited\n"
    "parameter p=1_000_000.50 kr assumed \"ours\"\n"
    "decision d on r criterion c when id>3 requires\n   amount  at most p else \"no\"\n"
    "   -- inside\n   assumed \"ours\"\n  -- last\n");
  Text laid_out = TEXT(
    "guideline g \"G\"\n"
    "  issued by  \"X\"\n\n"
    "  -- why\n"
    "  currency   SEK  -- money\n"
    "use a.b\n"
    "-- at the margin\n\n"
    "record r\n"
    "  id        integer key\n"
    "  amount    money \"Amount\" assessed by office\n"
    "  long_name date  awaited\n"
    "parameter p = 1_000_000.50 kr  assumed \"ours\"\n"
    "decision d on r\n"
    "  criterion c when id > 3\n"
    "    requires amount at most p else \"no\"\n"
    "    -- inside\n"
    "    assumed \"ours\"\n"
    "  -- last\n");
  File *file = parsed(bench, written);
  Text once = printed(bench, file, SURFACE_ENGLISH);
  assert_same_text(laid_out, once);
  assert_same_text(once, printed(bench, parsed(bench, once), SURFACE_ENGLISH));
}

static void a_file_is_laid_out_with_its_comments_and_empty_lines(void **state) {
  (void)state;
  with_arena(the_layout, NULL);
}

static void wide_lines(Bench *bench, void *data) {
  (void)data;
  File *file = parsed(bench, TEXT(
    "parameter p = (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa or bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb and "
    "cccccccccccccccccccccccccc) or dddddddddddddddddddddddd\n"));
  assert_same_text(printed(bench, file, SURFACE_ENGLISH), TEXT(
    "parameter p = (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
    "  or bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb and cccccccccccccccccccccccccc) or "
    "dddddddddddddddddddddddd\n"));
}

static void a_wide_line_is_broken_where_it_fits(void **state) {
  (void)state;
  with_arena(wide_lines, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(trees_made_at_random_are_printed_and_read_as_themselves),
    cmocka_unit_test(the_guideline_is_printed_and_read_as_itself),
    cmocka_unit_test(the_swedish_text_is_printed_and_read_as_itself),
    cmocka_unit_test(every_form_is_printed_and_read_as_itself),
    cmocka_unit_test(tables_and_plans_are_printed_and_read_as_themselves),
    cmocka_unit_test(an_amendment_is_printed_and_read_as_itself),
    cmocka_unit_test(a_decision_table_stands_in_columns),
    cmocka_unit_test(a_file_is_laid_out_with_its_comments_and_empty_lines),
    cmocka_unit_test(a_wide_line_is_broken_where_it_fits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
