/* From text to tree: words, numbers, trees, recovery after mistakes, limits, lost memory. */
#include "grammar/keywords.h"
#include "grammar/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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
  assert_int_equal(bench->memory.blocks, 0);
  free(bench);
  return 0;
}

static File *read_bytes(Bench *bench, Text bytes) {
  bench->diags.list.count = bench->diags.errors = 0;
  return parse_file(&bench->arena, sources_add(&bench->sources, TEXT("rules"), bytes),
                    &bench->diags);
}

static File *read_text(Bench *bench, const char *text) {
  return read_bytes(bench, text_from(text));
}

/* The codes reported, in order: "E0105 E0110". */
static const char *codes(Bench *bench) {
  Text all = TEXT("");
  for (size_t i = 0; i < bench->diags.list.count; i++)
    all = arena_format(&bench->arena, "%.*s%s%s", TEXT_PRINT(all), i > 0 ? " " : "",
                       diag_code_text(bench->diags.list.items[i]->code));
  return arena_text(&bench->arena, all).bytes;
}

static const char *message_of(Bench *bench, size_t at) {
  return arena_text(&bench->arena, bench->diags.list.items[at]->message).bytes;
}

static const Expr *read_value(Bench *bench, const char *text, Surface surface) {
  bench->diags.list.count = bench->diags.errors = 0;
  Source *source = sources_add(&bench->sources, TEXT("--set"), text_from(text));
  return parse_expression(&bench->arena, source, surface, &bench->diags);
}

static void assert_text(Text text, const char *expected) {
  if (!text_is(text, expected))
    print_error("%.*s is not %s\n", TEXT_PRINT(text), expected);
  assert_true(text_is(text, expected));
}

static const Expr *parameter_value(Bench *bench, const char *text) {
  File *file = read_text(bench, text);
  assert_string_equal(codes(bench), "");
  return file->decls.items[0]->as.parameter.value;
}

/* ---- words ------------------------------------------------------------------------------ */

static void collect(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  (void)role;
  LIST(Text) *seen = context;
  for (size_t i = 0; i < seen->count && keyword->token; i++)
    assert_false(text_equal(seen->items[i], reading));
  if (keyword->token && seen->count < seen->room)
    seen->items[seen->count++] = reading;
}

static void no_word_has_two_meanings(void **state) {
  (void)state;
  static Text room[2000];
  for (int surface = 0; surface < 2; surface++) {
    LIST(Text) seen = { room, 0, 2000 };
    keywords_visit((Surface)surface, collect, &seen);
    assert_in_range(seen.count, 250, 1999);
  }
}

static void every_word_is_found_by_its_token(void **state) {
  (void)state;
  size_t count;
  const Keyword *all = keywords_all(&count);
  for (size_t i = 0; i < count; i++) {
    if (all[i].token == 0)
      continue;
    assert_ptr_equal(keyword_of(all[i].token), &all[i]);
    assert_string_equal(keyword_text(all[i].token, SURFACE_SWEDISH), all[i].swedish);
    assert_true(keyword_reserves(text_from(all[i].english), SURFACE_ENGLISH) == all[i].reserved);
  }
}

static void capital_letters_make_no_difference(void **state) {
  assert_true(keyword_reserves(TEXT("FRAME"), SURFACE_ENGLISH));
  assert_true(keyword_reserves(TEXT("NÄR"), SURFACE_SWEDISH));
  assert_true(keyword_reserves(TEXT("bland"), SURFACE_SWEDISH));
  assert_false(keyword_reserves(TEXT("ram"), SURFACE_ENGLISH));
  assert_false(keyword_reserves(TEXT("amount"), SURFACE_ENGLISH));
  read_text(*state, "SPRÅK SV\nBEFATTNING a HOS b\nPrövning p AVSER q\n  BEHÖRIG NÄR c ÖVER 3\n");
  assert_string_equal(codes(*state), "");
}

static void units_of_time_are_known_in_both_languages(void **state) {
  (void)state;
  assert_int_equal(keyword_time_unit(TEXT("months")), TIME_MONTHS);
  assert_int_equal(keyword_time_unit(TEXT("Månad")), TIME_MONTHS);
  assert_int_equal(keyword_time_unit(TEXT("working day")), TIME_WORKING_DAYS);
  assert_int_equal(keyword_time_unit(TEXT("år")), TIME_YEARS);
  assert_int_equal(keyword_time_unit(TEXT("mkr")), TIME_NOT);
  assert_string_equal(time_unit_text(TIME_WEEKS, false, SURFACE_SWEDISH), "vecka");
}

static void a_phrase_may_stand_on_several_lines(void **state) {
  File *file = read_text(*state, "decision d on r\n  decided\n\n   by board out\n of pool\n");
  assert_string_equal(codes(*state), "");
  assert_text(file->decls.items[0]->as.decision.clauses.items[0].as.power.out_of.text, "pool");
}

static void any_word_is_a_name_after_a_dot_and_from_column(void **state) {
  File *file = read_text(*state, "use std.in.frame\n"
                                 "record r from table record\n  a text from column frame\n");
  assert_string_equal(codes(*state), "");
  assert_text(file->decls.items[0]->name.text, "std.in.frame");
  assert_text(file->decls.items[1]->as.record.table.text, "record");
  assert_text(file->decls.items[1]->as.record.fields.items[0].column.text, "frame");
}

static void names_are_normalised(void **state) {
  const Expr *value = read_value(*state, "a\xCC\x8Aterbetalning", SURFACE_ENGLISH);
  assert_text(value->as.name.text, "återbetalning");
  value = read_value(*state, "'Sökt belopp (tkr)'", SURFACE_ENGLISH);
  assert_text(value->as.name.text, "Sökt belopp (tkr)");
  assert_true(value->as.name.quoted);
}

/* ---- numbers and texts ------------------------------------------------------------------ */

static void numbers_are_read_in_both_languages(void **state) {
  static const struct { Surface surface; const char *text, *digits, *unit; } table[] = {
    { SURFACE_ENGLISH, "1_500_000.50 kr",             "1500000.50",  "kr" },
    { SURFACE_ENGLISH, "12 months",                   "12",          "months" },
    { SURFACE_ENGLISH, "10 working\n days",           "10",          "working days" },
    { SURFACE_SWEDISH, "1,5 mkr",                     "1.5",         "mkr" },
    { SURFACE_SWEDISH, "53 833,9 mkr",                "53833.9",     "mkr" },
    { SURFACE_SWEDISH, "1\xC2\xA0" "000\xE2\x80\xAF" "000,01 kr", "1000000.01", "kr" },
    { SURFACE_SWEDISH, "1_000 kr",                    "1000",        "kr" },
    { SURFACE_SWEDISH, "3 miljoner kronor",           "3",           "mkr" },
    { SURFACE_SWEDISH, "3 Miljarder  kronor",         "3",           "mdkr" },
    { SURFACE_SWEDISH, "10 arbetsdagar",              "10",          "arbetsdagar" },
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const Expr *value = read_value(*state, table[i].text, table[i].surface);
    assert_non_null(value);
    assert_int_equal(value->kind, EXPR_NUMBER);
    assert_text(value->as.number.digits, table[i].digits);
    assert_text(value->as.number.unit, table[i].unit);
  }
}

static void per_cent_is_a_sign_or_a_swedish_word(void **state) {
  assert_true(read_value(*state, "25 %", SURFACE_ENGLISH)->as.number.percent);
  assert_true(read_value(*state, "2,5 procent", SURFACE_SWEDISH)->as.number.percent);
  assert_int_equal(read_value(*state, "procent", SURFACE_SWEDISH)->kind, EXPR_NAME);
}

static void a_swedish_list_comma_is_followed_by_a_space(void **state) {
  const Expr *value = read_value(*state, "a i (4, 7, 9)", SURFACE_SWEDISH);
  assert_int_equal(value->as.binary.right->as.list.items.count, 3);
  value = read_value(*state, "f(1,5, 2)", SURFACE_SWEDISH);
  assert_int_equal(value->as.call.arguments.count, 2);
}

static void pasted_text_works(void **state) {
  assert_text(read_value(*state, "”a \"b\" c”", SURFACE_ENGLISH)->as.literal.text, "a \"b\" c");
  assert_text(read_value(*state, "“a”", SURFACE_ENGLISH)->as.literal.text, "a");
  assert_text(read_value(*state, "»a»", SURFACE_ENGLISH)->as.literal.text, "a");
  assert_text(read_value(*state, "\"a \"\"b\"\"\"", SURFACE_ENGLISH)->as.literal.text, "a \"b\"");
  const Expr *value = read_value(*state, "a\xC2\xA0\xE2\x80\x93 35", SURFACE_ENGLISH);
  assert_int_equal(value->as.binary.op, BINARY_SUBTRACT);
  value = read_value(*state, "\xE2\x88\x92" "35", SURFACE_ENGLISH);
  assert_int_equal(value->as.unary.op, UNARY_MINUS);
}

static void swedish_abbreviations_are_words(void **state) {
  File *file = read_text(*state, "språk sv\nriktlinjer r\n  gäller 2026-01-01 t.o.m. 2026-12-31\n"
                                 "dokument d fr.o.m. \"d.txt\"\n");
  assert_string_equal(codes(*state), "");
  assert_text(file->decls.items[0]->as.head.lines.items[0].to.text, "2026-12-31");
  assert_int_equal(file->surface, SURFACE_SWEDISH);
}

static void a_byte_order_mark_and_line_ends_of_windows_are_passed_over(void **state) {
  File *file = read_text(*state, "\xEF\xBB\xBFlanguage en\r\nuse a\r\n-- c\r\nuse b\r\n");
  assert_string_equal(codes(*state), "");
  assert_int_equal(file->decls.count, 2);
  assert_true(file->surface_written);
  assert_text(file->comments.items[0].text, "-- c");
}

static void comments_are_kept_with_their_place(void **state) {
  File *file = read_text(*state, "-- one\n\n-- two\nuse a -- three\n");
  assert_int_equal(file->comments.count, 3);
  assert_true(file->comments.items[0].own_line);
  assert_false(file->comments.items[0].blank_before);
  assert_true(file->comments.items[1].blank_before);
  assert_false(file->comments.items[2].own_line);
}

/* ---- trees ------------------------------------------------------------------------------ */

static void operators_bind_as_in_arithmetic(void **state) {
  const Expr *value = parameter_value(*state, "parameter p = a + b * -c of d rounded to 1 kr");
  assert_int_equal(value->kind, EXPR_ROUND);
  const Expr *sum = value->as.round.value;
  assert_int_equal(sum->as.binary.op, BINARY_ADD);
  const Expr *product = sum->as.binary.right;
  assert_int_equal(product->as.binary.op, BINARY_MULTIPLY);
  assert_int_equal(product->as.binary.right->as.binary.op, BINARY_OF);
}

static void and_binds_closer_than_or(void **state) {
  const Expr *value = parameter_value(*state, "parameter p = a or not b and c is d");
  assert_int_equal(value->as.binary.op, BINARY_OR);
  const Expr *both = value->as.binary.right;
  assert_int_equal(both->as.binary.op, BINARY_AND);
  assert_int_equal(both->as.binary.left->as.unary.op, UNARY_NOT);
  assert_int_equal(both->as.binary.right->as.binary.op, BINARY_EQUAL);
}

static void a_comparison_keeps_its_words(void **state) {
  assert_int_equal(read_value(*state, "a < b", SURFACE_ENGLISH)->as.binary.worded, WORDED_SIGN);
  assert_int_equal(read_value(*state, "a below b", SURFACE_ENGLISH)->as.binary.worded,
                   WORDED_AMOUNT);
  assert_int_equal(read_value(*state, "a before b", SURFACE_ENGLISH)->as.binary.worded,
                   WORDED_DATE);
}

static void a_span_covers_its_text(void **state) {
  Bench *bench = *state;
  const char *text = "decision d on r\n  criterion c\n    requires a above 3 kr else \"no\"\n"
                     "    source s \"q\"\nuse x\n";
  File *file = read_text(bench, text);
  const Clause *clause = &file->decls.items[0]->as.decision.clauses.items[0];
  const Expr *test = clause->as.criterion.requires.items[0].test;
  assert_memory_equal(text + test->span.start, "a above 3 kr", test->span.end - test->span.start);
  assert_memory_equal(text + clause->head.start, "criterion", 9);
  assert_int_equal(text[clause->span.end - 1], '"');
  assert_memory_equal(text + test->as.binary.op_span.start, "above", 5);
}

static void bases_belong_to_what_stands_before_them(void **state) {
  File *file = read_text(*state, "guideline g\n  source a \"1\"\n  status proposed 2026-01-01\n"
    "    source a \"2\"\n    reading \"3\"\ndecision d on r\n  source a \"4\"\n  governed by x\n"
    "    assumed \"5\"\n  condition c\n    source a in \"p\" \"6\"\n");
  const Decl *head = file->decls.items[0], *decision = file->decls.items[1];
  assert_string_equal(codes(*state), "");
  assert_int_equal(head->bases.count, 1);
  assert_int_equal(head->as.head.lines.items[0].bases.count, 2);
  assert_int_equal(decision->bases.count, 1);
  assert_int_equal(decision->as.decision.governed_bases.count, 1);
  assert_text(decision->as.decision.clauses.items[0].bases.items[0].place.text, "p");
}

static void a_frame_after_a_decision_is_its_clause(void **state) {
  File *file = read_text(*state, "frame a = 1\ndecision d on r\nparameter p = 1\nframe b = 2\n"
                                 "use x\nframe c = 3\n");
  assert_int_equal(file->decls.count, 4);
  const Decl *decision = file->decls.items[1];
  assert_int_equal(decision->as.decision.clauses.items[0].kind, CLAUSE_DECLARED);
  assert_int_equal(decision->as.decision.clauses.items[1].kind, CLAUSE_FRAME);
  assert_int_equal(file->decls.items[3]->kind, DECL_FRAME);
}

static void a_setting_is_read_as_it_is_typed(void **state) {
  Bench *bench = *state;
  Setting setting;
  Source *source = sources_add(&bench->sources, TEXT("--set"), TEXT("debt.limit=1_500 kr"));
  assert_true(parse_setting(&bench->arena, source, SURFACE_ENGLISH, &bench->diags, &setting));
  assert_int_equal(setting.path.count, 2);
  assert_text(setting.value->as.number.digits, "1500");
  source = sources_add(&bench->sources, TEXT("--set"), TEXT("fee(2026, 1) = 5 kr"));
  assert_true(parse_setting(&bench->arena, source, SURFACE_ENGLISH, &bench->diags, &setting));
  assert_int_equal(setting.arguments.count, 2);
  source = sources_add(&bench->sources, TEXT("--set"), TEXT("limit 5 kr"));
  assert_false(parse_setting(&bench->arena, source, SURFACE_ENGLISH, &bench->diags, &setting));
  assert_int_equal(bench->diags.errors, 1);
}

static void an_expression_ends_with_its_text(void **state) {
  assert_null(read_value(*state, "1 + 2 parameter", SURFACE_ENGLISH));
  assert_null(read_value(*state, "", SURFACE_ENGLISH));
  assert_non_null(read_value(*state, "1 + 2 -- and a comment", SURFACE_ENGLISH));
}

/* ---- mistakes --------------------------------------------------------------------------- */

static void each_mistake_has_its_message(void **state) {
  static const struct { const char *text, *codes, *message; } table[] = {
    { "decision d on r\n  criterion a \"A\"\n  criterion b\n    requires x\n", "E0111",
      "a criterion needs \"requires\" or \"considers\"" },
    { "decision d r\n", "E0110", "a decision needs \"on\" and a record" },
    { "parameter frame = 3\n", "E0105",
      "\"frame\" is a word of the language; as a name write 'frame'" },
    { "record r\n  report text\n  b date\n", "E0105",
      "\"report\" is a word of the language; as a name write 'report'" },
    { "parameter p = a under 3\n", "E0110", "\"under\" is written \"below\" here" },
    { "parameter p = a is greater than 3\n", "E0110",
      "\"is greater than\" is written \"above\" here" },
    { "parameter p = 1,5 mkr\n", "E0103", "a number has a decimal point in English" },
    { "parameter p = 53 833 kr\n", "E0103", "groups of digits are parted by _" },
    { "språk sv\nparameter p = 1.5 mkr\n", "E0103",
      "under \"språk sv\" a number has a decimal comma" },
    { "parameter p == 3\n", "E0106", "\"==\" is written = here" },
    { "parameter p = a != b\n", "E0106", "\"!=\" is written <> here" },
    { "parameter p = a && b\n", "E0106", "\"&&\" is written and here" },
    { "parameter p = a || b\n", "E0106", "\"||\" is written or here" },
    { "sample s r id 1, name \"x\" kind b\n", "E0110", "a comma is missing before \"kind\"" },
    { "sample s r id 1 amount 2 kr\n", "E0110", "a comma is missing before \"amount\"" },
    { "sample s r id 1 name \"x\"\n", "E0110", "a comma is missing before \"name\"" },
    { "parameter p = \"abc\nuse x\n", "E0102", "a text is not closed on its line" },
    { "parameter p = 'abc\nuse x\n", "E0102", "a name in single quotes is not closed on its line" },
    { "parameter p = (1 + 2\nuse x\n", "E0113", "a parenthesis is not closed" },
    { "parameter p = 1 + 2)\nuse x\n", "E0113", "this ) closes no (" },
    { "decison d on r\n  governed by x\n", "E0107", "\"decison\" is no word of the language" },
    { "decision d on r\n  criterion c\n    requirs x\n", "E0107",
      "\"requirs\" is no word of the language" },
    { "decision d on r\n  decided by a out b\n", "E0107", "\"out\" is no word of the language" },
    { "parameter p = 3; use x\n", "E0101", "\";\" is no part of the language" },
    { "parameter p = 3\xE2\x80\x8B\n", "E0101",
      "the invisible character U+200B is no part of the language" },
    { "parameter p = 2026-1-5\n", "E0103", "\"2026-1-5\" is neither a date nor a number" },
    { "parameter p = 1__0\n", "E0103",
      "in \"1__0\" an underline does not stand between two digits" },
    { "parameter p = ''\n", "E0103", "a name can't be empty" },
    { "define f(x) by table first match\n  | x || y |\n  | 1 | 2 || 3 |\n", "E0110",
      "a row has 2 + 1 cells, its heading 1 + 1" },
    { "define f(x) by table first match\n  | x || y |\n  | 1 ||\n    3 |\n", "E0110",
      "a row of a decision table is one line" },
    { "decision d on r\n  frame f = 1 within a within b\n", "E0110",
      "this part is written twice" },
    { "decision d on r\n  eligible every a in b satisfies c\n", "E0110",
      "\"when\" and a test are missing after \"eligible\"" },
    { "requires x\nuse y\n", "E0110", "\"requires\" does not belong here" },
    { "parameter p =\nuse x\n", "E0111", "a value is missing after \"=\"" },
    { "parameter p = if a then b\n", "E0111", "\"else\" and what holds otherwise are missing" },
    { "parameter p = a between 3\n", "E0111", "\"and\" and a second value are missing" },
    { "parameter p = every a in b\n", "E0111", "\"satisfies\" and a test are missing" },
  };
  Bench *bench = *state;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    read_text(bench, table[i].text);
    if (strcmp(codes(bench), table[i].codes) != 0)
      print_error("%s\n", table[i].text);
    assert_string_equal(codes(bench), table[i].codes);
    assert_string_equal(message_of(bench, 0), table[i].message);
  }
}

static const char twelve[] =
  "guideline grants \"Grants\"\n"
  "  issued by Region\n"                                                     /*  1 */
  "  currency  SEK\n"
  "parameter pool = = 120 mkr\n"                                             /*  2 */
  "codelist kind\n"
  "  company \"Company\"\n"
  "  group   \"Group\"\n"                                                    /*  3 */
  "record application\n"
  "  id     integer key\n"
  "  amount money \"Amount\n"                                                /*  4 */
  "  kind   kind\n"
  "decison grant on application\n"                                           /*  5 */
  "  criterion lost requires amount above 0 kr\n"
  "decision stod application\n"                                              /*  6 */
  "  criterion positive\n"
  "    requires amount above 1,5 mkr else \"Too little.\"\n"                 /*  7 */
  "    source d \"x\"\n"
  "  criterion early \"Early\"\n"                                            /*  8 */
  "  criterion late\n"
  "    requirs received after 2026-01-01\n"                                  /*  9 */
  "  ceiling most = (40 % of amount\n"                                       /* 10 */
  "  condition paid when received under 2026-02-01\n"                        /* 11 */
  "test \"one\"\n"
  "  given application like good amount 1 mkr\n"                             /* 12 */
  "  expect fundable\n";

static void twelve_mistakes_give_twelve_messages_and_no_thirteenth(void **state) {
  File *file = read_text(*state, twelve);
  assert_string_equal(codes(*state), "E0110 E0110 E0105 E0102 E0107 E0110 E0103 E0111 E0107 E0113 "
                                     "E0110 E0110");
  assert_int_equal(file->decls.items[0]->kind, DECL_HEAD);   /* what could be read is there */
  assert_int_equal(file->decls.count, 5);
}

static void what_is_broken_does_not_hide_what_follows(void **state) {
  File *file = read_text(*state, "record r\n  id integer ,\n  amount money\n"
    "decision d on r\n  criterion a requires + else \"x\"\n  condition c \"C\"\ntest \"t\"\n"
    "  given r id = 1\n  expect fundable\n");
  assert_string_equal(codes(*state), "E0111 E0110 E0110");
  assert_int_equal(file->decls.items[0]->as.record.fields.count, 1);
  assert_int_equal(file->decls.items[1]->as.decision.clauses.count, 2);
  assert_int_equal(file->decls.items[2]->as.test.expects.count, 1);
}

static void a_file_that_is_no_text_is_refused_once(void **state) {
  read_text(*state, "use a\nparameter p = \xE5\n\xE4\xF6\n");
  assert_string_equal(codes(*state), "E0104");
  read_bytes(*state, (Text){ "use a\0use b", 11 });
  assert_string_equal(codes(*state), "E0104");
}

static void an_empty_file_is_a_file(void **state) {
  assert_int_equal(read_text(*state, "")->decls.count, 0);
  assert_int_equal(read_text(*state, "-- nothing\n")->decls.count, 0);
  assert_string_equal(codes(*state), "");
}

/* ---- limits ----------------------------------------------------------------------------- */

static char *repeated(Bench *bench, const char *before, const char *piece, size_t times,
                      const char *after) {
  size_t length = strlen(piece), start = strlen(before);
  char *text = arena_alloc(&bench->arena, start + times * length + strlen(after) + 1);
  memcpy(text, before, start);
  for (size_t i = 0; i < times; i++)
    memcpy(text + start + i * length, piece, length);
  strcpy(text + start + times * length, after);
  return text;
}

static void nesting_is_limited_exactly(void **state) {
  Bench *bench = *state;
  read_text(bench, repeated(bench, "parameter p = a", " + b", EXPR_MAX_HEIGHT - 1, "\nuse x\n"));
  assert_string_equal(codes(bench), "");
  read_text(bench, repeated(bench, "parameter p = a", " + b", EXPR_MAX_HEIGHT, "\nuse x\n"));
  assert_string_equal(codes(bench), "E0901");
  read_text(bench, repeated(bench, "parameter p = ", "not ", EXPR_MAX_HEIGHT - 1, "a\n"));
  assert_string_equal(codes(bench), "");
  read_text(bench, repeated(bench, "parameter p = ", "not ", EXPR_MAX_HEIGHT, "a\n"));
  assert_string_equal(codes(bench), "E0901");
}

static void a_million_of_anything_gives_one_error(void **state) {
  static const char *const pieces[] = { "1 + ", "(", "not ", "- ", "f(", "a.", "a and ",
                                        "if a then b else ", "every a in b satisfies ", "[" };
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    Bench *bench = *state;
    size_t times = strlen(pieces[i]) > 10 ? 250000 : 1000000;
    const char *text = repeated(bench, "parameter p = ", pieces[i], times, "1\nuse x\n");
    read_text(bench, text);
    assert_int_equal(bench->diags.errors, 1);
    arena_reset(&bench->arena);
    sources_init(&bench->sources, &bench->arena);
    diags_init(&bench->diags, &bench->arena, &bench->sources);
  }
}

static void lengths_are_limited_exactly(void **state) {
  Bench *bench = *state;
  read_text(bench, repeated(bench, "parameter ", "n", 256, " = 1\n"));
  assert_string_equal(codes(bench), "");
  read_text(bench, repeated(bench, "parameter ", "n", 257, " = 1\n"));
  assert_string_equal(codes(bench), "E0903");
  read_text(bench, repeated(bench, "parameter p = ", "9", 38, "\n"));
  assert_string_equal(codes(bench), "");
  read_text(bench, repeated(bench, "parameter p = ", "9", 39, "\n"));
  assert_string_equal(codes(bench), "E0903");
  read_text(bench, repeated(bench, "parameter p = \"", "x", (size_t)1 << 20, "\"\n"));
  assert_string_equal(codes(bench), "");
  read_text(bench, repeated(bench, "parameter p = \"", "x", ((size_t)1 << 20) + 1, "\"\n"));
  assert_string_equal(codes(bench), "E0903");
}

static void a_file_is_limited_exactly(void **state) {
  Bench *bench = *state;
  read_text(bench, repeated(bench, "", "\n", (size_t)16 << 20, ""));
  assert_string_equal(codes(bench), "");
  read_text(bench, repeated(bench, "", "\n", ((size_t)16 << 20) + 1, ""));
  assert_string_equal(codes(bench), "E0902");
}

static void mistakes_are_limited(void **state) {
  Bench *bench = *state;
  read_text(bench, repeated(bench, "", "parameter p = =\n", 2000, ""));
  assert_int_equal(bench->diags.errors, 1001);
  read_text(bench, repeated(bench, "", "; ", 100000, ""));
  assert_int_equal(bench->diags.errors, 1001);
}

/* ---- memory ----------------------------------------------------------------------------- */

static void read_all(void *context) {
  Memory *memory = context;
  Arena *arena = malloc(sizeof *arena);
  arena_init(arena, memory);
  memory_defer(memory, free, arena);
  memory_defer(memory, (MemoryCleanup *)arena_free, arena);
  Sources sources;
  Diags diags;
  sources_init(&sources, arena);
  diags_init(&diags, arena, &sources);
  parse_file(arena, sources_add(&sources, TEXT("twelve"), text_from(twelve)), &diags);
  assert_int_equal(diags.errors, 12);
  memory_release(memory, arena);
  memory_release(memory, arena);
}

static void no_memory_is_lost_wherever_it_ends(void **state) {
  (void)state;
  for (uint64_t call = 1; call < 100000; call++) {
    Memory memory = { .fail_at = call, .fail_lasting = call % 2 == 0 };
    bool done = memory_guard(&memory, read_all, &memory);
    assert_int_equal(memory.blocks, 0);
    if (done)
      return;
    assert_int_equal(memory.failure, FAILURE_MEMORY);
  }
  fail();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(no_word_has_two_meanings),
    TEST(every_word_is_found_by_its_token),
    TEST(capital_letters_make_no_difference),
    TEST(units_of_time_are_known_in_both_languages),
    TEST(a_phrase_may_stand_on_several_lines),
    TEST(any_word_is_a_name_after_a_dot_and_from_column),
    TEST(names_are_normalised),
    TEST(numbers_are_read_in_both_languages),
    TEST(per_cent_is_a_sign_or_a_swedish_word),
    TEST(a_swedish_list_comma_is_followed_by_a_space),
    TEST(pasted_text_works),
    TEST(swedish_abbreviations_are_words),
    TEST(a_byte_order_mark_and_line_ends_of_windows_are_passed_over),
    TEST(comments_are_kept_with_their_place),
    TEST(operators_bind_as_in_arithmetic),
    TEST(and_binds_closer_than_or),
    TEST(a_comparison_keeps_its_words),
    TEST(a_span_covers_its_text),
    TEST(bases_belong_to_what_stands_before_them),
    TEST(a_frame_after_a_decision_is_its_clause),
    TEST(a_setting_is_read_as_it_is_typed),
    TEST(an_expression_ends_with_its_text),
    TEST(each_mistake_has_its_message),
    TEST(twelve_mistakes_give_twelve_messages_and_no_thirteenth),
    TEST(what_is_broken_does_not_hide_what_follows),
    TEST(a_file_that_is_no_text_is_refused_once),
    TEST(an_empty_file_is_a_file),
    TEST(nesting_is_limited_exactly),
    TEST(a_million_of_anything_gives_one_error),
    TEST(lengths_are_limited_exactly),
    TEST(a_file_is_limited_exactly),
    TEST(mistakes_are_limited),
    TEST(no_memory_is_lost_wherever_it_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
