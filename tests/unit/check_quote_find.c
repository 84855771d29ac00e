#include "tests/unit/base_support.h"

#include "interp/check/quote_text.h"

#include <stdio.h>
#include <string.h>

/* Where the quote stands, as the document has it; "-" if it does not. */
static Text found(Arena *arena, const char *document, const char *quote) {
  QuoteDocument *text = quote_document(arena, text_from(document));
  FoldedParts parts = quote_parts(arena, text_from(quote), false);
  QuoteMatch match = quote_find(arena, text, &parts, quote_whole(text));
  if (!match.found)
    return TEXT("-");
  QuoteRange range = quote_original(text, match.folded);
  return text_part(text_from(document), range.from, range.to);
}

static const char guideline[] =
    "Riktlinjer för stöd\n"
    "\n"
    "1. Regionstyrelsen fastställer riktlinjer. Finansiering av godkända projekt \n"
    "sker inom ramen för avsatta medel om max 120 mkr i budget.\n"
    "\n"
    "2. Regionstyrelsen uppdrar åt regiondirektören att fastställa anvisningar.\n"
    "3. Regiondirektören får godkänna projekt om max 1 mkr.\n"
    "3.1 Undantag gäller inte.\n"
    "\xe2\x97\x8f Uppföljning av hälso- och sjuk-\n"
    "vården sker inom 12\xc2\xa0månader.\n";

/* ---- Q1 ---- */

static void Q1_white_space_and_line_ends_do_not_count(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, guideline, "godkända projekt sker   inom ramen"),
              "godkända projekt \nsker inom ramen");
  assert_text(found(arena, guideline, "inom 12 månader"), "inom 12\xc2\xa0månader");
}

static void Q1_hyphens_dashes_and_soft_hyphens_do_not_count(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, guideline, "hälso och sjukvården sker"),
              "hälso- och sjuk-\nvården sker");
  assert_text(found(arena, "hälso\xc2\xadvård 2024\xe2\x80\x93" "2026", "hälsovård 2024-2026"),
              "hälso\xc2\xadvård 2024\xe2\x80\x93" "2026");
  assert_text(found(arena, "resultatet \xe2\x88\x92" "35,6 mkr", "resultatet 35,6 mkr"),
              "resultatet \xe2\x88\x92" "35,6 mkr");
}

static void Q1_composed_and_decomposed_letters_are_one(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, "fo\xcc\x88r a\xcc\x8aret o\xcc\x88kar", "för året ökar"),
              "fo\xcc\x88r a\xcc\x8aret o\xcc\x88kar");
  assert_text(found(arena, "för året ökar", "fo\xcc\x88r a\xcc\x8aret"), "för året");
}

static void Q1_compatible_forms_are_one(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, "e\xef\xac\x80" "ekten \xc2\xb2 \xef\xbc\x91", "effekten 2 1"),
              "e\xef\xac\x80" "ekten \xc2\xb2 \xef\xbc\x91");
}

static void Q1_quotation_marks_are_alike(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, "kallas \xe2\x80\x9dpotten\xe2\x80\x9d", "kallas \"potten\""),
              "kallas \xe2\x80\x9dpotten\xe2\x80\x9d");
  assert_text(found(arena, "kallas \xc2\xbbpotten\xc2\xab", "kallas 'potten'"),
              "kallas \xc2\xbbpotten\xc2\xab");
}

static void Q1_case_counts(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, guideline, "regionstyrelsen uppdrar"), "-");
  assert_text(found(arena, guideline, "Regionstyrelsen uppdrar"), "Regionstyrelsen uppdrar");
}

static void Q1_parts_stand_in_their_order_without_overlap(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, guideline, "avsatta medel […] budget"),
              "avsatta medel om max 120 mkr i budget");
  assert_text(found(arena, guideline, "budget […] avsatta medel"), "-");
  assert_text(found(arena, "abcdefghij", "abcdefgh […] ghij"), "-");
  assert_text(found(arena, "abcdefghij ghij", "abcdefgh[...]ghij"), "abcdefghij ghij");
}

static void Q1_an_editors_word_is_left_out(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found(arena, guideline, "Regiondirektören får [också] godkänna"),
              "Regiondirektören får godkänna");
  assert_text(found(arena, "uppgår till 1 928 mkr", "uppgår till [\xe2\x80\x93]1 928 mkr"),
              "uppgår till 1 928 mkr");
}

static void Q1_the_documents_own_brackets_can_be_kept(void **state) {
  Arena *arena = arena_of(state);
  Text text = TEXT("enligt not [4] gäller detta");
  QuoteDocument *document = quote_document(arena, text);
  FoldedParts parts = quote_parts(arena, TEXT("not [4] gäller"), true);
  assert_true(quote_find(arena, document, &parts, quote_whole(document)).found);
}

static void Q1_the_first_place_is_cited(void **state) {
  Arena *arena = arena_of(state);
  Text text = TEXT("x samma ord igen, samma ord igen");
  QuoteDocument *document = quote_document(arena, text);
  FoldedParts parts = quote_parts(arena, TEXT("samma ord igen"), false);
  QuoteMatch match = quote_find(arena, document, &parts, quote_whole(document));
  assert_int_equal(quote_original(document, match.folded).from, 2);
}

static void Q1_words_are_counted_without_what_is_left_out(void **state) {
  (void)state;
  assert_int_equal(quote_word_count(TEXT("max 120 mkr")), 3);
  assert_int_equal(quote_word_count(TEXT("+2,7 procent")), 2);
  assert_int_equal(quote_word_count(TEXT("åtta [...] år [sic]")), 2);
  assert_int_equal(quote_word_count(TEXT("– [utan slut")), 2);
  assert_int_equal(quote_word_count(TEXT("")), 0);
}

static void Q1_any_bytes_are_folded_without_harm(void **state) {
  Arena *arena = arena_of(state);
  Random random = { 7 };
  for (size_t round = 0; round < 2000; round++) {
    char bytes[64];
    size_t length = random_below(&random, sizeof bytes);
    for (size_t i = 0; i < length; i++) {
      static const char often[] = "[]\xe2\x80\xa6\xc3\xa5 \"-\xcc\x88" "1a,.";
      bytes[i] = random_below(&random, 3) ? often[random_below(&random, sizeof often)]
                                          : (char)random_next(&random);
    }
    Text text = { bytes, length };
    Folded folded = quote_fold(arena, text);
    assert_int_equal(folded.places[folded.folded.length], length);
    for (size_t i = 1; i < folded.folded.length; i++)
      assert_true(folded.places[i - 1] <= folded.places[i] && folded.places[i] < length);
    QuoteDocument *document = quote_document(arena, text);
    FoldedParts parts = quote_parts(arena, text, true);
    QuoteMatch match = quote_find(arena, document, &parts, quote_whole(document));
    if (parts.count == 1)
      assert_true(match.found);
    Figures figures = quote_figures(arena, text);
    quote_bounds(arena, text, &figures);
    quote_word_count(text);
    quote_plain(arena, text, 9);
  }
}

/* A look-up must not cost the product of the two lengths. */
static void Q1_looking_up_is_linear_in_hostile_texts(void **state) {
  Arena *arena = arena_of(state);
  enum { LONG = 400000, HALF = LONG / 2 };
  char *same = arena_alloc(arena, LONG + 1);
  memset(same, 'a', LONG);
  QuoteDocument *document = quote_document(arena, (Text){ same, LONG });
  char *other = arena_alloc(arena, HALF + 1);
  memset(other, 'a', HALF);
  other[HALF - 1] = 'b';
  FoldedParts parts = quote_parts(arena, (Text){ other, HALF }, false);
  assert_false(quote_find(arena, document, &parts, quote_whole(document)).found);
  memset(other, '[', HALF);
  assert_int_equal(quote_word_count((Text){ other, HALF }), 0);
}

/* ---- Q2 ---- */

static bool dashes_differ(Arena *arena, const char *document, const char *quote) {
  QuoteDocument *text = quote_document(arena, text_from(document));
  FoldedParts parts = quote_parts(arena, text_from(quote), false);
  QuoteMatch match = quote_find(arena, text, &parts, quote_whole(text));
  assert_true(match.found);
  return match.dashes_differ;
}

static void Q2_a_dash_between_digits_is_compared_once_more(void **state) {
  Arena *arena = arena_of(state);
  assert_true(dashes_differ(arena, "om 89 procent av", "om 8\xe2\x80\x93" "9 procent av"));
  assert_true(dashes_differ(arena, "om 8\xe2\x80\x93" "9 procent av", "om 89 procent av"));
  assert_false(dashes_differ(arena, "om 8-9 procent av", "om 8\xe2\x80\x93" "9 procent av"));
  assert_false(dashes_differ(arena, "om 8 \xe2\x80\x93 9 procent", "om 8\xe2\x80\x93" "9 procent"));
  assert_false(dashes_differ(arena, "om 89 procent av", "om 8[\xe2\x80\x93]9 procent av"));
}

static void Q2_a_place_where_dashes_agree_goes_first(void **state) {
  Arena *arena = arena_of(state);
  Text text = TEXT("om 89 procent eller om 8\xe2\x80\x93" "9 procent");
  QuoteDocument *document = quote_document(arena, text);
  FoldedParts parts = quote_parts(arena, TEXT("om 8\xe2\x80\x93" "9 procent"), false);
  QuoteMatch match = quote_find(arena, document, &parts, quote_whole(document));
  assert_false(match.dashes_differ);
  assert_int_equal(quote_original(document, match.folded).from, 20);
}

/* ---- Q5 ---- */

static Text found_in(Arena *arena, const char *place, const char *other, const char *quote) {
  QuoteDocument *document = quote_document(arena, text_from(guideline));
  QuotePlaces places = { 0 };
  LIST_ADD(arena, &places, Text, text_from(place));
  LIST_ADD(arena, &places, Text, text_from(other));
  QuotePlaceLines lines = quote_places(arena, document, &places);
  FoldedParts parts = quote_parts(arena, text_from(quote), false);
  size_t cursor = 0;
  QuoteRange range;
  bool any = false;
  while (quote_place_next(document, &lines, 0, &cursor, &range)) {
    any = true;
    QuoteMatch match = quote_find(arena, document, &parts, range);
    QuoteRange original = quote_original(document, match.folded);
    if (match.found)
      return text_part(text_from(guideline), original.from, original.to);
  }
  return any ? TEXT("elsewhere") : TEXT("no place");
}

static void Q5_the_quote_stands_after_its_place(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found_in(arena, "3.", "2.", "om max 1 mkr"), "om max 1 mkr");
  assert_text(found_in(arena, "2.", "3.", "om max 1 mkr"), "elsewhere");
  assert_text(found_in(arena, "2.", "9.", "om max 1 mkr"), "om max 1 mkr");
}

static void Q5_a_place_begins_a_line_and_ends_with_a_word(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found_in(arena, "Finansiering", "2.", "max 120 mkr"), "no place");
  assert_text(found_in(arena, "Riktlinje", "2.", "max 120 mkr"), "no place");
  assert_text(found_in(arena, "Riktlinjer", "2.", "max 120 mkr"), "max 120 mkr");
  assert_text(found_in(arena, "Riktlinjer", "1.", "max 120 mkr"), "elsewhere");
}

static void Q5_three_is_not_the_place_of_three_point_one(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found_in(arena, "3", "2.", "Undantag gäller"), "Undantag gäller");
  assert_text(found_in(arena, "3.1", "3.", "Undantag gäller"), "Undantag gäller");
  assert_text(found_in(arena, "3.", "3.1", "Undantag gäller"), "elsewhere");
}

static void Q5_bullets_before_a_place_are_passed_over(void **state) {
  Arena *arena = arena_of(state);
  assert_text(found_in(arena, "Uppföljning av", "2.", "inom 12 månader"),
              "inom 12\xc2\xa0månader");
}

/* ---- the nearest words ---- */

static Text nearest(Arena *arena, const char *quote) {
  QuoteDocument *document = quote_document(arena, text_from(guideline));
  FoldedParts parts = quote_parts(arena, text_from(quote), false);
  QuoteRange range;
  if (!quote_nearest(arena, document, parts.items[0].folded, &range))
    return TEXT("-");
  return quote_plain(arena, text_part(text_from(guideline), range.from, range.to), 200);
}

static void Q1_the_nearest_words_are_offered(void **state) {
  Arena *arena = arena_of(state);
  assert_text(nearest(arena, "inom ramen av avsatta medel om max 120 mkr"),
              "inom ramen för avsatta medel om max 120 mkr");
  assert_text(nearest(arena, "Regionstyrelsen uppdrar åt regiondirektorn att fastställa"),
              "Regionstyrelsen uppdrar åt regiondirektören att fastställa");
  assert_text(nearest(arena, "något helt annat som inte står här"), "-");
  assert_text(nearest(arena, "kort"), "-");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(Q1_white_space_and_line_ends_do_not_count),
    TEST(Q1_hyphens_dashes_and_soft_hyphens_do_not_count),
    TEST(Q1_composed_and_decomposed_letters_are_one),
    TEST(Q1_compatible_forms_are_one),
    TEST(Q1_quotation_marks_are_alike),
    TEST(Q1_case_counts),
    TEST(Q1_parts_stand_in_their_order_without_overlap),
    TEST(Q1_an_editors_word_is_left_out),
    TEST(Q1_the_documents_own_brackets_can_be_kept),
    TEST(Q1_the_first_place_is_cited),
    TEST(Q1_words_are_counted_without_what_is_left_out),
    TEST(Q1_any_bytes_are_folded_without_harm),
    TEST(Q1_looking_up_is_linear_in_hostile_texts),
    TEST(Q2_a_dash_between_digits_is_compared_once_more),
    TEST(Q2_a_place_where_dashes_agree_goes_first),
    TEST(Q5_the_quote_stands_after_its_place),
    TEST(Q5_a_place_begins_a_line_and_ends_with_a_word),
    TEST(Q5_three_is_not_the_place_of_three_point_one),
    TEST(Q5_bullets_before_a_place_are_passed_over),
    TEST(Q1_the_nearest_words_are_offered),
  };
  return cmocka_run_group_tests_name("quotes found", tests, NULL, NULL);
}
