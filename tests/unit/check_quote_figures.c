#include "tests/unit/base_support.h"

#include "interp/check/quote_text.h"
#include "base/writer.h"

/* Each figure as "kind value", approximate ones with ~ and weak ones with ?. */
static void put_figure(Arena *arena, Writer *writer, const Figure *figure) {
  static const char *const kinds[] = { "number", "money", "rate", "date", "time" };
  writer_print(writer, "%s%s%s ", kinds[figure->kind], figure->approximate ? "~" : "",
               figure->weak ? "?" : "");
  if (figure->kind == FIGURE_DATE) {
    writer_print(writer, "%d-%d-%d", figure->year, figure->month, figure->day);
  } else if (figure->kind == FIGURE_DURATION) {
    writer_print(writer, "%dm%dd%dw", (int)figure->duration.months, (int)figure->duration.days,
                 (int)figure->duration.working_days);
  } else {
    writer_put(writer, fraction_text(arena, figure->number));
    if (figure->has_other) {
      writer_put(writer, TEXT("/"));
      writer_put(writer, fraction_text(arena, figure->other));
    }
    writer_put(writer, figure->currency);
  }
}

static Text figures_text(Arena *arena, const char *text, bool weak_too) {
  Figures figures = quote_figures(arena, text_from(text));
  Writer writer;
  writer_to_memory(&writer, arena);
  bool any = false;
  for (size_t i = 0; i < figures.count; i++) {
    if (figures.items[i].weak && !weak_too)
      continue;
    writer_put(&writer, any ? TEXT(", ") : TEXT(""));
    put_figure(arena, &writer, &figures.items[i]);
    any = true;
  }
  return writer_text(&writer);
}

typedef struct { const char *text, *figures; } Case;

static void check(void **state, const Case *cases, size_t count, bool weak_too) {
  for (size_t i = 0; i < count; i++)
    assert_text(figures_text(arena_of(state), cases[i].text, weak_too), cases[i].figures);
}

#define CHECK(...)                                                           \
  do {                                                                       \
    static const Case cases_[] = { __VA_ARGS__ };                            \
    check(state, cases_, sizeof cases_ / sizeof *cases_, false);             \
  } while (0)

static void Q4_amounts_are_read_in_their_units(void **state) {
  CHECK({ "om max 1,5 mkr per projekt", "money 1500000SEK" },
        { "120 mkr", "money 120000000SEK" },
        { "400 000 kr", "money 400000SEK" },
        { "400\xc2\xa0" "000 kronor", "money 400000SEK" },
        { "16 000 miljoner kronor", "money 16000000000SEK" },
        { "4,6 miljarder kronor", "money 4600000000SEK" },
        { "200 tkr, 300 tusen kronor", "money 200000SEK, money 300000SEK" },
        { "53 833,9 mkr", "money 53833900000SEK" },
        { "1.000.000 kr", "money 1000000SEK" },
        { "SEK 1,000,000.50", "money 1000000.5SEK" },
        { "EUR 120 million", "money 120000000EUR" },
        { "\xe2\x82\xac" "5 million", "money 5000000EUR" },
        { "5 miljoner euro", "money 5000000EUR" },
        { "under 50 miljoner.", "money 50000000" },
        { "99 öre", "money 0.99SEK" },
        { "1.5 MSEK", "money 1500000SEK" });
}

static void Q4_one_thousand_five_hundred_is_read_in_two_ways(void **state) {
  CHECK({ "1,500 kr", "money 1.5/1500SEK" }, { "1.500 kr", "money 1.5/1500SEK" },
        { "1.50 kr", "money 1.5SEK" });
}

static void Q4_number_words_are_read_in_both_languages(void **state) {
  CHECK({ "sex", "number 6" }, { "tjugofem", "number 25" }, { "hundra", "number 100" },
        { "tvåhundrafemtio", "number 250" }, { "nittionio", "number 99" },
        { "tolv månader", "time 12m0d0w" }, { "två miljoner kronor", "money 2000000SEK" },
        { "twenty-one days", "time 0m21d0w" }, { "six", "number 6" },
        { "one hundred", "number 100" }, { "ninety-nine per cent", "rate 0.99" },
        { "ett år", "time 12m0d0w" }, { "en miljon kronor", "money 1000000SEK" },
        { "fem (5) mkr", "money 5000000SEK" }, { "12 (tolv) månader", "time 12m0d0w" },
        { "en halv miljon kronor", "money 500000SEK" },
        { "två och en halv miljon kronor", "money 2500000SEK" },
        { "ett och ett halvt år", "time 18m0d0w" });
}

static void Q4_words_that_only_begin_like_numbers_are_none(void **state) {
  CHECK({ "enskilt eller gemensamt", "" }, { "entreprenad, etta, tionde", "" },
        { "sexuell hälsa och femma", "" }, { "treårig", "time 36m0d0w" });
}

static void Q4_rates_are_read(void **state) {
  CHECK({ "2,9 %", "rate 0.029" }, { "25 procent", "rate 0.25" }, { "25 per cent", "rate 0.25" },
        { "2,7 procentenheter", "rate 0.027" }, { "3 promille", "rate 0.003" },
        { "8\xe2\x80\x93" "9 procent", "rate 0.08, rate 0.09" },
        { "10 till 20 procent", "rate 0.1, rate 0.2" },
        { "\xe2\x80\x93" "1,6 procent", "rate -0.016" },
        { "(8[\xe2\x80\x93]9 procent av", "rate 0.08, rate 0.09" });
}

static void Q4_lengths_of_time_are_read(void **state) {
  CHECK({ "inom 12 månader efter beslut", "time 12m0d0w" },
        { "en rullande femårsperiod", "time 60m0d0w" },
        { "24-månadersperiod", "time 24m0d0w" }, { "ett halvår", "time 6m0d0w" },
        { "10 arbetsdagar", "time 0m0d10w" }, { "10 working days", "time 0m0d10w" },
        { "två veckor", "time 0m14d0w" }, { "3 eller 6 månader", "time 3m0d0w, time 6m0d0w" },
        { "1,5 år", "time 18m0d0w" }, { "25 årsarbetare", "number 25" });
}

static void Q4_dates_are_read(void **state) {
  CHECK({ "Beslutsförslag 2025-12-01", "date 2025-12-1" },
        { "den 1 september 2026", "date 2026-9-1" }, { "September 1, 2026", "date 2026-9-1" },
        { "senast den 31 januari", "date 0-1-31" }, { "31/12 2026", "date 2026-12-31" },
        { "i augusti 2024", "date 2024-8-0" },
        { "januari\xe2\x80\x93" "augusti 2023", "date 2023-8-0" });
}

static void Q4_years_and_articles_demand_nothing(void **state) {
  CHECK({ "i verksamhetsplan för 2026", "" }, { "2024 års budget", "" },
        { "en ansökan", "" }, { "mer än hälften", "" }, { "50 miljoner invånare", "" });
  static const Case weak[] = { { "mer än hälften", "rate? 0.5" }, { "2026", "number? 2026" } };
  check(state, weak, 2, true);
}

static void Q4_about_makes_a_figure_approximate(void **state) {
  CHECK({ "cirka 70 mkr", "money~ 70000000SEK" },
        { "drygt 70 miljoner kronor", "money~ 70000000SEK" },
        { "knappt 2 procent", "rate~ 0.02" }, { "ca. 5 år", "time~ 60m0d0w" },
        { "c:a 5 år", "time~ 60m0d0w" }, { "just over 5 %", "rate~ 0.05" },
        { "över 5 %", "rate 0.05" });
}

static void Q4_what_is_printed_in_tables_has_no_unit(void **state) {
  CHECK({ "433,9 0,0 \xe2\x80\x93" "35,6", "number 433.9, number 0, number -35.6" },
        { "580,2 6 352,2 26,5", "number 580.2, number 6352.2, number 26.5" });
}

/* ---- Q3 ---- */

/* Each bound as "<= figure", in order. */
static Text bounds_text(Arena *arena, const char *text) {
  Figures figures = quote_figures(arena, text_from(text));
  Bounds bounds = quote_bounds(arena, text_from(text), &figures);
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < bounds.count; i++) {
    const Bound *bound = &bounds.items[i];
    writer_print(&writer, "%s%.*s %s%s ", i ? ", " : "", (int)(bound->end - bound->start),
                 text + bound->start, bound->upper ? "<" : ">", bound->strict ? "" : "=");
    put_figure(arena, &writer, &figures.items[bound->figure]);
  }
  return writer_text(&writer);
}

static void check_bounds(void **state, const Case *cases, size_t count) {
  for (size_t i = 0; i < count; i++)
    assert_text(bounds_text(arena_of(state), cases[i].text), cases[i].figures);
}

#define BOUNDS(...)                                                          \
  do {                                                                       \
    static const Case cases_[] = { __VA_ARGS__ };                            \
    check_bounds(state, cases_, sizeof cases_ / sizeof *cases_);             \
  } while (0)

static void Q3_inclusive_words_of_bound(void **state) {
  BOUNDS({ "om max 120 mkr", "max <= money 120000000SEK" },
         { "högst 40 procent", "högst <= rate 0.4" }, { "minst 3 år", "minst >= time 36m0d0w" },
         { "at least 50 %", "at least >= rate 0.5" },
         { "at most 5 mkr", "at most <= money 5000000SEK" },
         { "upp till 2 mkr", "upp till <= money 2000000SEK" },
         { "inom 12 månader", "inom <= time 12m0d0w" });
}

static void Q3_strict_words_of_bound(void **state) {
  BOUNDS({ "under 50 miljoner", "under < money 50000000" },
         { "över 25 procent", "över > rate 0.25" },
         { "mindre än 2 mkr", "mindre än < money 2000000SEK" },
         { "mer än 3 år", "mer än > time 36m0d0w" },
         { "below EUR 200 000", "below < money 200000EUR" });
}

static void Q3_a_bound_may_stand_before_till_and_om(void **state) {
  BOUNDS({ "får högst uppgå till 25 procent", "högst <= rate 0.25" },
         { "ett maxbelopp om 1 mkr", "maxbelopp <= money 1000000SEK" },
         { "minst uppgå till 2 procent", "minst >= rate 0.02" },
         { "a maximum of 5 mkr", "maximum <= money 5000000SEK" });
}

static void Q3_what_is_no_bound(void **state) {
  BOUNDS({ "under 2024", "" }, { "över fem år", "" }, { "under fem år", "" },
         { "max antal projekt", "" }, { "inte minst 5 mkr", "" }, { "över hela Skåne", "" },
         { "minst tre projekt", "" }, { "medel inom 20 mkr", "" });
}

static void Q3_the_longest_phrase_goes_first_and_not_turns_it(void **state) {
  BOUNDS({ "inte överstiga 25 procent", "inte överstiga <= rate 0.25" },
         { "inte ska överstiga 25 procent", "inte ska överstiga <= rate 0.25" },
         { "får inte understiga 2 %", "inte understiga >= rate 0.02" },
         { "ej under 50 mkr", "ej under >= money 50000000SEK" },
         { "inte mer än 50 mkr", "inte mer än <= money 50000000SEK" },
         { "no more than 5 %", "no more than <= rate 0.05" },
         { "överstiger 5 mkr", "överstiger > money 5000000SEK" },
         { "No project gets more than 80 percent", "No project gets more than <= rate 0.8" },
         { "Ingen får beviljas mer än 5 mkr", "Ingen får beviljas mer än <= money 5000000SEK" },
         { "Den som inte är klar och får över 5 mkr", "över > money 5000000SEK" });
}

static void Q3_several_bounds_are_all_found(void **state) {
  BOUNDS({ "minst 6 månader och högst 8 månader",
           "minst >= time 6m0d0w, högst <= time 8m0d0w" });
}

/* Any words side by side: nothing may overflow, divide by zero or read outside. */
static void Q4_any_words_are_read_without_harm(void **state) {
  static const char *const words[] = {
    "1", "0", "-", "\xe2\x80\x93", "1 000", "1,500", "2026", "2026-02-31", "99999999999999999999",
    "maj", "september", "en", "halv", "och", "två", "hundra", "tusen", "miljoner", "miljarder",
    "kr", "mkr", "SEK", "%", "procent", "per cent", "promille", "år", "månader", "halvår",
    "arbetsdagar", "årsperiod", "(", ")", "[", "]", "/", ".", ",", "till", "högst", "inte",
    "cirka", "ca.", "c:a", "tredjedel", "1 maj", "femårsperiod", "twenty-one", "working days",
    "12345678901234567890123456789012345678,5", "um", "31/12",
  };
  Random random = { 11 };
  for (size_t round = 0; round < 20000; round++) {
    Writer writer;
    writer_to_memory(&writer, arena_of(state));
    for (size_t count = 1 + random_below(&random, 7); count > 0; count--) {
      writer_put(&writer, text_from(words[random_below(&random, sizeof words / sizeof *words)]));
      if (random_below(&random, 3))
        writer_put_char(&writer, ' ');
    }
    Text text = writer_text(&writer);
    Figures figures = quote_figures(arena_of(state), text);
    for (size_t i = 0; i < figures.count; i++) {
      assert_true(figures.items[i].start < figures.items[i].end);
      assert_true(figures.items[i].end <= text.length);
      assert_true(figures.items[i].number.denominator >= 1);
      assert_true(i == 0 || figures.items[i - 1].end <= figures.items[i].start);
    }
    Bounds bounds = quote_bounds(arena_of(state), text, &figures);
    for (size_t i = 0; i < bounds.count; i++)
      assert_true(bounds.items[i].figure < figures.count);
    if (round % 100 == 0)
      arena_reset(arena_of(state));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(Q4_amounts_are_read_in_their_units),
    TEST(Q4_one_thousand_five_hundred_is_read_in_two_ways),
    TEST(Q4_number_words_are_read_in_both_languages),
    TEST(Q4_words_that_only_begin_like_numbers_are_none),
    TEST(Q4_rates_are_read),
    TEST(Q4_lengths_of_time_are_read),
    TEST(Q4_dates_are_read),
    TEST(Q4_years_and_articles_demand_nothing),
    TEST(Q4_about_makes_a_figure_approximate),
    TEST(Q4_what_is_printed_in_tables_has_no_unit),
    TEST(Q3_inclusive_words_of_bound),
    TEST(Q3_strict_words_of_bound),
    TEST(Q3_a_bound_may_stand_before_till_and_om),
    TEST(Q3_what_is_no_bound),
    TEST(Q3_the_longest_phrase_goes_first_and_not_turns_it),
    TEST(Q3_several_bounds_are_all_found),
    TEST(Q4_any_words_are_read_without_harm),
  };
  return cmocka_run_group_tests_name("figures and bounds of quotes", tests, NULL, NULL);
}
