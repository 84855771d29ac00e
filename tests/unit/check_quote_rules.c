#include "tests/unit/base_support.h"

#include "interp/check/quote.h"

#include "base/writer.h"

/* A rule set of one file and one document, built by hand. */
typedef struct {
  Arena   *arena;
  Sources  sources;
  Diags    diags;
  Model   *model;
  Document document;
} Work;

static const char guideline[] =
    "Riktlinjer för stöd\n"
    "1. Finansiering sker inom ramen för avsatta medel om max 120 mkr i budget.\n"
    "2. Regiondirektören får godkänna projekt under 50 miljoner kronor.\n"
    "3. Regiondirektören får godkänna projekt om max 1 mkr.\n"
    "Skulden får högst uppgå till 25 procent. Medel om cirka 70 mkr finns.\n"
    "Redovisning sker inom 12 månader efter beslut. Anslaget minskar med 36,5 mkr.\n"
    "Bolag som ägs till mer än 50 procent får söka. Stödet gäller från 2026-01-01.\n"
    "Effekten ska hålla minst 3 år. Andelen är 89 procent i dag.\n";

static Currency sek = { .name = { "SEK", 3 }, .main_unit = { "kr", 2 }, .decimals = 2,
                        .minor_per_main = 100 };

static Work start(void **state) {
  Work work = { .arena = arena_of(state) };
  sources_init(&work.sources, work.arena);
  work.model = arena_new(work.arena, Model);
  return work;
}

static void open_documents(Work *work) {
  diags_init(&work->diags, work->arena, &work->sources);
  work->document = (Document){ .name = TEXT("riktlinjer") };
  work->document.text = sources_add(&work->sources, TEXT("sources/riktlinjer.txt"),
                                    text_from(guideline));
}

/* ---- terms ---- */

static Term *term(Work *work, TermKind kind, TypeKind type) {
  Term *made = arena_new(work->arena, Term);
  *made = (Term){ .kind = kind, .height = 1, .type = { .kind = type } };
  if (type == TYPE_MONEY)
    made->type.currency = &sek;
  return made;
}

static const Term *constant(Work *work, TypeKind type, int64_t numerator, int64_t denominator) {
  Term *made = term(work, TERM_CONSTANT, type);
  Fraction number;
  fraction_make(numerator, denominator, &number);
  made->as.constant = value_number(type, number);
  return made;
}

static const Term *kronor(Work *work, int64_t main_units) {
  return constant(work, TYPE_MONEY, main_units * 100, 1);
}

static const Term *percent(Work *work, int64_t count) {
  return constant(work, TYPE_RATE, count, 100);
}

static const Term *months(Work *work, int64_t count) {
  Term *made = term(work, TERM_CONSTANT, TYPE_DURATION);
  made->as.constant = (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION };
  made->as.constant.as.duration.months = count;
  return made;
}

static const Term *day(Work *work, int year, int month, int number) {
  Term *made = term(work, TERM_CONSTANT, TYPE_DATE);
  Date date;
  assert_true(date_make(year, month, number, &date));
  made->as.constant = value_date(date);
  return made;
}

static const Term *field(Work *work, TypeKind type) {
  return term(work, TERM_FIELD, type);
}

static const Term *binary(Work *work, BinaryOp op, const Term *left, const Term *right) {
  Term *made = term(work, TERM_BINARY, TYPE_TRUTH);
  made->as.binary.op = op;
  made->as.binary.left = left;
  made->as.binary.right = right;
  return made;
}

static const Term *not(Work *work, const Term *operand) {
  Term *made = term(work, TERM_NOT, TYPE_TRUTH);
  made->as.unary.operand = operand;
  return made;
}

/* ---- rules ---- */

static QuotedRule *quoted(Work *work, const char *place, const char *quote) {
  ModelBasis *basis = arena_new(work->arena, ModelBasis);
  Text rules = arena_format(work->arena, "rule x\n  source riktlinjer \"%s\"\n", quote);
  Source *source = sources_add(&work->sources, TEXT("rules.anslag"), rules);
  size_t at = text_find(rules, TEXT("\""), 0);
  *basis = (ModelBasis){ .kind = BASIS_SOURCE, .place = text_from(place),
                         .text = text_from(quote) };
  basis->text_span = (Span){ source->number, (uint32_t)at, (uint32_t)(rules.length - 1) };
  if (!work->document.text)
    open_documents(work);
  basis->document = &work->document;
  basis->span = basis->text_span;
  LIST_ADD(work->arena, &work->model->quoted, QuotedRule,
           (QuotedRule){ .basis = basis, .span = { source->number, 0, 6 } });
  return &work->model->quoted.items[work->model->quoted.count - 1];
}

static QuotedRule *test(Work *work, const char *quote, const Term *condition) {
  QuotedRule *rule = quoted(work, "", quote);
  const Term **tests = arena_array(work->arena, const Term *, 1);
  tests[0] = condition;
  rule->tests = tests;
  rule->test_count = 1;
  return rule;
}

/* The codes reported, in order, by one space each. */
static Text codes(Work *work) {
  quote_check(work->model, &work->diags, work->arena);
  Writer writer;
  writer_to_memory(&writer, work->arena);
  for (size_t i = 0; i < work->diags.list.count; i++)
    writer_print(&writer, "%s%s", i ? " " : "", diag_code_text(work->diags.list.items[i]->code));
  return writer_text(&writer);
}

/* ---- where quotes stand ---- */

static void Q1_the_line_of_the_quote_is_kept(void **state) {
  Work work = start(state);
  QuotedRule *rule = quoted(&work, "", "Skulden får högst uppgå till 25 procent");
  ModelBasis *basis = rule->basis;
  assert_text(codes(&work), "");
  assert_int_equal(basis->line, 5);
}

static void Q1_what_does_not_stand_there_is_an_error(void **state) {
  Work work = start(state);
  ModelBasis *basis = quoted(&work, "", "inom ramen för avsatta pengar om max 120 mkr")->basis;
  assert_text(codes(&work), "E0710");
  const Diag *diag = work.diags.list.items[0];
  assert_text(diag->help.items[0], "did you mean \"inom ramen för avsatta medel om max 120 mkr\"?");
  assert_int_equal(diag->labels.items[0].span.file, work.document.text->number);
  assert_int_equal(basis->line, 0);
}

static void Q1_a_part_under_eight_characters_warns(void **state) {
  Work work = start(state);
  quoted(&work, "", "Regiondirektören […] om max 1 […] 12 månader");
  assert_text(codes(&work), "W0715");
}

static void Q2_a_lost_dash_is_a_note(void **state) {
  Work work = start(state);
  quoted(&work, "", "Andelen är 8\xe2\x80\x93" "9 procent i dag");
  assert_text(codes(&work), "N0720");
}

static void Q5_places_are_held(void **state) {
  Work work = start(state);
  quoted(&work, "3.", "får godkänna projekt om max 1 mkr");
  quoted(&work, "1.", "får godkänna projekt under 50 miljoner");
  quoted(&work, "2.", "får godkänna projekt under 50 miljoner");
  quoted(&work, "4.", "Skulden får högst uppgå till 25 procent");
  assert_text(codes(&work), "E0711 E0712");
}

static void Q5_a_short_quote_needs_its_place(void **state) {
  Work work = start(state);
  quoted(&work, "", "50 miljoner");
  quoted(&work, "2.", "50 miljoner");
  assert_text(codes(&work), "W0716");
}

static void Q1_a_background_has_both_its_ends_in_order(void **state) {
  Work work = start(state);
  open_documents(&work);
  Background right = { .document = &work.document, .from = TEXT("Skulden får"),
                       .to = TEXT("från 2026-01-01") };
  Background wrong = { .document = &work.document, .from = TEXT("Skulden får"),
                       .to = TEXT("Riktlinjer för stöd") };
  Background missing = { .document = &work.document, .from = TEXT("Skulden får"),
                         .to = TEXT("står inte här alls") };
  wrong.span = (Span){ 1, 0, 1 };
  LIST_ADD(work.arena, &work.model->backgrounds, Background, right);
  LIST_ADD(work.arena, &work.model->backgrounds, Background, wrong);
  LIST_ADD(work.arena, &work.model->backgrounds, Background, missing);
  assert_text(codes(&work), "E0717 E0710");
  assert_int_equal(work.model->backgrounds.items[0].first_line, 5);
  assert_int_equal(work.model->backgrounds.items[0].last_line, 7);
}

static void Q1_what_is_not_encoded_is_looked_up(void **state) {
  Work work = start(state);
  open_documents(&work);
  NotEncoded left_out = { .text = TEXT("x") };
  LIST_ADD(work.arena, &left_out.bases, ModelBasis,
           (ModelBasis){ .kind = BASIS_SOURCE, .document = &work.document,
                         .text = TEXT("Redovisning sker inom 12 månader") });
  LIST_ADD(work.arena, &left_out.bases, ModelBasis,
           (ModelBasis){ .kind = BASIS_SOURCE, .document = &work.document,
                         .text = TEXT("detta står inte där") });
  LIST_ADD(work.arena, &work.model->not_encoded, NotEncoded, left_out);
  assert_text(codes(&work), "E0710");
  assert_int_equal(work.model->not_encoded.items[0].bases.items[0].line, 6);
}

/* ---- Q4: the value ---- */

static void Q4_the_value_is_one_of_the_figures(void **state) {
  Work work = start(state);
  quoted(&work, "", "avsatta medel om max 120 mkr")->value = kronor(&work, 120000000);
  quoted(&work, "", "inom 12 månader efter beslut")->value = months(&work, 12);
  quoted(&work, "", "mer än 50 procent får söka")->value = percent(&work, 50);
  quoted(&work, "", "Stödet gäller från 2026-01-01")->value = day(&work, 2026, 1, 1);
  quoted(&work, "", "Anslaget minskar med 36,5 mkr")->value = kronor(&work, -36500000);
  assert_text(codes(&work), "");
}

static void Q4_another_value_warns_and_shows_both(void **state) {
  Work work = start(state);
  quoted(&work, "", "avsatta medel om max 120 mkr")->value = kronor(&work, 12000000);
  quoted(&work, "", "inom 12 månader efter beslut")->value = months(&work, 13);
  quoted(&work, "", "mer än 50 procent får söka")->value = percent(&work, 51);
  quoted(&work, "", "Stödet gäller från 2026-01-01")->value = day(&work, 2026, 1, 2);
  assert_text(codes(&work), "W0714");
  const Diag *diag = work.diags.list.items[0];
  assert_text(diag->message, "the value is not in the quoted words");
  assert_int_equal(diag->labels.count, 1);
}

static void Q4_the_figure_is_marked_in_the_quote(void **state) {
  Work work = start(state);
  QuotedRule *rule = quoted(&work, "", "avsatta medel om max 120 mkr");
  Span text = rule->basis->text_span;
  rule->value = kronor(&work, 12000000);
  assert_text(codes(&work), "W0714");
  Span label = work.diags.list.items[0]->labels.items[0].span;
  assert_int_equal(label.start - text.start, 1 + 21);
  assert_int_equal(label.end - label.start, 7);
}

static void Q4_figures_of_another_kind_say_nothing(void **state) {
  Work work = start(state);
  quoted(&work, "", "avsatta medel om max 120 mkr")->value = percent(&work, 7);
  quoted(&work, "", "Riktlinjer för stöd")->value = kronor(&work, 7);
  assert_text(codes(&work), "");
}

static void Q4_an_approximate_figure_counts_only_behind_a_reading(void **state) {
  Work work = start(state);
  quoted(&work, "", "Medel om cirka 70 mkr finns")->value = kronor(&work, 71000000);
  assert_text(codes(&work), "");
  Work other = start(state);
  QuotedRule *rule = quoted(&other, "", "Medel om cirka 70 mkr finns");
  rule->value = kronor(&other, 71000000);
  rule->has_reading = true;
  assert_text(codes(&other), "W0714");
}

/* ---- Q3: the bound ---- */

static void Q3_the_side_and_the_bound_itself_agree(void **state) {
  Work work = start(state);
  const Term *amount = field(&work, TYPE_MONEY), *rate = field(&work, TYPE_RATE);
  test(&work, "godkänna projekt om max 1 mkr",
       binary(&work, BINARY_AT_MOST, amount, kronor(&work, 1000000)));
  test(&work, "godkänna projekt under 50 miljoner kronor",
       binary(&work, BINARY_LESS, amount, kronor(&work, 50000000)));
  test(&work, "ägs till mer än 50 procent får söka",
       binary(&work, BINARY_MORE, rate, percent(&work, 50)));
  test(&work, "Skulden får högst uppgå till 25 procent",
       binary(&work, BINARY_AT_LEAST, percent(&work, 25), rate));
  assert_text(codes(&work), "");
}

static void Q3_a_strict_word_against_an_inclusive_operator_warns(void **state) {
  Work work = start(state);
  const Term *amount = field(&work, TYPE_MONEY);
  test(&work, "godkänna projekt under 50 miljoner kronor",
       binary(&work, BINARY_AT_MOST, amount, kronor(&work, 50000000)));
  assert_text(codes(&work), "W0713");
  const Diag *diag = work.diags.list.items[0];
  assert_text(diag->message, "the source says \"under\", the rule says at most");
  assert_text(diag->help.items[0], "write below, or explain it with a reading that says at most");
}

static void Q3_the_other_side_warns(void **state) {
  Work work = start(state);
  test(&work, "godkänna projekt om max 1 mkr",
       binary(&work, BINARY_AT_LEAST, field(&work, TYPE_MONEY), kronor(&work, 1000000)));
  assert_text(codes(&work), "W0713");
}

static void Q3_not_and_excluded_are_taken_into_account(void **state) {
  Work work = start(state);
  const Term *amount = field(&work, TYPE_MONEY), *limit = kronor(&work, 1000000);
  test(&work, "godkänna projekt om max 1 mkr",
       not(&work, binary(&work, BINARY_MORE, amount, limit)));
  test(&work, "godkänna projekt om max 1 mkr", binary(&work, BINARY_MORE, amount, limit))
      ->excludes = true;
  test(&work, "godkänna projekt under 50 miljoner kronor",
       binary(&work, BINARY_LESS, amount, kronor(&work, 50000000)))->excludes = true;
  assert_text(codes(&work), "");
  Work other = start(state);
  test(&other, "godkänna projekt om max 1 mkr",
       binary(&other, BINARY_AT_LEAST, amount, limit))->excludes = true;
  assert_text(codes(&other), "W0713");
  assert_text(other.diags.list.items[0]->help.items[0],
              "write above, or explain it with a reading that says at least");
}

static void Q3_limits_are_bounds_and_parameters_are_not(void **state) {
  Work work = start(state);
  QuotedRule *limit = quoted(&work, "", "godkänna projekt under 50 miljoner kronor");
  limit->value = kronor(&work, 50000000);
  limit->has_bound = true;
  QuotedRule *below = quoted(&work, "2.", "godkänna projekt under 50 miljoner kronor");
  below->value = kronor(&work, 50000000);
  below->has_bound = below->strict_bound = true;
  quoted(&work, "Riktlinjer", "projekt under 50 miljoner kronor");
  assert_text(codes(&work), "W0713 E0711");
}

static void Q3_two_bounds_or_two_comparisons_say_nothing(void **state) {
  Work work = start(state);
  const Term *amount = field(&work, TYPE_MONEY);
  const Term *above = binary(&work, BINARY_MORE, amount, kronor(&work, 1000000));
  const Term *below = binary(&work, BINARY_LESS, amount, kronor(&work, 50000000));
  test(&work, "godkänna projekt om max 1 mkr", binary(&work, BINARY_AND, above, below));
  test(&work, "godkänna projekt under 50 miljoner […] godkänna projekt om max 1 mkr",
       binary(&work, BINARY_AT_LEAST, amount, kronor(&work, 1000000)));
  assert_text(codes(&work), "");
}

static void Q3_that_there_is_something_is_no_bound(void **state) {
  Work work = start(state);
  test(&work, "godkänna projekt om max 1 mkr",
       binary(&work, BINARY_MORE, field(&work, TYPE_MONEY), kronor(&work, 0)));
  assert_text(codes(&work), "");
}

static void Q3_a_reading_of_the_bound_explains_it(void **state) {
  Work work = start(state);
  static const Text about_bound[] = { { "Exakt 50 mkr ingår.", 20 } };
  static const Text about_else[] = { { "Projekt avser hela kostnaden.", 29 } };
  const Term *condition = binary(&work, BINARY_AT_MOST, field(&work, TYPE_MONEY),
                                 kronor(&work, 50000000));
  QuotedRule *rule = test(&work, "godkänna projekt under 50 miljoner kronor", condition);
  rule->has_reading = true;
  rule->readings = about_bound;
  rule->reading_count = 1;
  assert_text(codes(&work), "");
  rule->readings = about_else;
  assert_text(codes(&work), "W0713");
}

static void Q3_elapsed_time_is_an_inclusive_lower_bound(void **state) {
  Work work = start(state);
  Term *elapsed = term(&work, TERM_ELAPSED, TYPE_TRUTH);
  elapsed->as.elapsed.period = months(&work, 36);
  elapsed->as.elapsed.since = field(&work, TYPE_DATE);
  test(&work, "Effekten ska hålla minst 3 år", elapsed);
  assert_text(codes(&work), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(Q1_the_line_of_the_quote_is_kept),
    TEST(Q1_what_does_not_stand_there_is_an_error),
    TEST(Q1_a_part_under_eight_characters_warns),
    TEST(Q2_a_lost_dash_is_a_note),
    TEST(Q5_places_are_held),
    TEST(Q5_a_short_quote_needs_its_place),
    TEST(Q1_a_background_has_both_its_ends_in_order),
    TEST(Q1_what_is_not_encoded_is_looked_up),
    TEST(Q4_the_value_is_one_of_the_figures),
    TEST(Q4_another_value_warns_and_shows_both),
    TEST(Q4_the_figure_is_marked_in_the_quote),
    TEST(Q4_figures_of_another_kind_say_nothing),
    TEST(Q4_an_approximate_figure_counts_only_behind_a_reading),
    TEST(Q3_the_side_and_the_bound_itself_agree),
    TEST(Q3_a_strict_word_against_an_inclusive_operator_warns),
    TEST(Q3_the_other_side_warns),
    TEST(Q3_not_and_excluded_are_taken_into_account),
    TEST(Q3_limits_are_bounds_and_parameters_are_not),
    TEST(Q3_two_bounds_or_two_comparisons_say_nothing),
    TEST(Q3_that_there_is_something_is_no_bound),
    TEST(Q3_a_reading_of_the_bound_explains_it),
    TEST(Q3_elapsed_time_is_an_inclusive_lower_bound),
  };
  return cmocka_run_group_tests_name("quotes and rules", tests, NULL, NULL);
}
