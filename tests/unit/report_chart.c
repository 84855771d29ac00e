/* Charts and tables of shades, on a terminal and as pictures (interp/report/chart.h, figure.h). */
#define _POSIX_C_SOURCE 200809L
#include "interp/report/chart.h"
#include "interp/report/figure.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { KR = 100, MKR = 100000000, POINTS = 5 };

typedef struct {
  Memory memory;
  Arena  arena;
  Writer writer;
  Screen screen;
  Chart  chart;
  Value  x[POINTS], granted[POINTS], counts[POINTS], reserve[POINTS];
} Fixture;

static const Currency kronor = { { "SEK", 3 }, { "kr", 2 }, 2, 100 };
static const Currency euro = { { "EUR", 3 }, { "EUR", 3 }, 2, 100 };
static const Type money = { .kind = TYPE_MONEY, .currency = &kronor };

static const Type whole = { .kind = TYPE_INTEGER };
static const Type rate = { .kind = TYPE_RATE };
static const Type text = { .kind = TYPE_TEXT };
static const Type date = { .kind = TYPE_DATE };

static Value kronor_value(int64_t minor) {
  return value_number(TYPE_MONEY, fraction_from(minor));
}

/* A pool of 120, 130 … 160 mkr. */
static int begin(void **state) {
  Fixture *fixture = calloc(1, sizeof *fixture);
  arena_init(&fixture->arena, &fixture->memory);
  writer_to_memory(&fixture->writer, &fixture->arena);
  fixture->screen = (Screen){ .width = 50, .swedish = true };
  static const int64_t granted[POINTS] = { 11998, 12990, 13999, 14999, 15970 };
  static const int64_t counts[POINTS] = { 108, 110, 112, 44, 47 };
  for (int i = 0; i < POINTS; i++) {
    fixture->x[i] = kronor_value((int64_t)(120 + 10 * i) * MKR);
    fixture->granted[i] = kronor_value(granted[i] * MKR / 100);
    fixture->counts[i] = value_integer(counts[i]);
    fixture->reserve[i] = value_integer(181 - counts[i]);
  }
  fixture->chart = (Chart){ .title = TEXT("Större pott?"), .x_title = TEXT("avsatta_medel"),
                            .x_type = &money, .x = fixture->x, .count = POINTS };
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

static void add(Fixture *fixture, const char *title, const Type *type, const Value *values) {
  LIST_ADD(&fixture->arena, &fixture->chart.series, ChartSeries,
           (ChartSeries){ text_from(title), type, values });
}

static const char *drawn(Fixture *fixture, unsigned height) {
  writer_to_memory(&fixture->writer, &fixture->arena);
  chart_write(&fixture->writer, &fixture->arena, &fixture->screen, &fixture->chart, height);
  return writer_text(&fixture->writer).bytes;
}

static const char *pictured(Fixture *fixture) {
  writer_to_memory(&fixture->writer, &fixture->arena);
  chart_svg(&fixture->writer, &fixture->arena, &fixture->screen, &fixture->chart, TEXT("chart"));
  return writer_text(&fixture->writer).bytes;
}

/* ---- figures ----------------------------------------------------------------------------- */

static const char *figure(Fixture *fixture, int64_t minor, const Currency *currency) {
  return figure_amount(&fixture->arena, &fixture->screen, minor, currency).bytes;
}

static void figures_are_short_and_in_their_own_unit(void **state) {
  Fixture *fixture = *state;
  assert_string_equal(figure(fixture, 0, &kronor), "0 kr");
  assert_string_equal(figure(fixture, 99950, &kronor), "999,5 kr");
  assert_string_equal(figure(fixture, 400000 * KR, &kronor), "400 tkr");
  assert_string_equal(figure(fixture, MKR - 1, &kronor), "1 mkr");
  assert_string_equal(figure(fixture, MKR - 501, &kronor), "999,99 tkr");
  assert_string_equal(figure(fixture, INT64_C(11998) * MKR / 100, &kronor), "119,98 mkr");
  assert_string_equal(figure(fixture, INT64_C(-1500) * MKR, &kronor), "−1,5 mdkr");
  assert_string_equal(figure(fixture, INT64_C(2) * MKR, &euro), "2 MEUR");
  fixture->screen = (Screen){ .ascii = true };
  assert_string_equal(figure(fixture, -150 * KR - 1, &kronor), "-150.01 kr");
  Fraction third;
  fraction_make(1, 3, &third);
  Text shown = figure_value(&fixture->arena, &fixture->screen, value_number(TYPE_RATE, third),
                            &rate);
  assert_string_equal(shown.bytes, "33.33 %");
}

static void what_rounds_to_nothing_is_not_below_it(void **state) {
  Fixture *fixture = *state;
  Fraction little;
  fraction_make(-1, 100000, &little);
  Text shown = figure_value(&fixture->arena, &fixture->screen, value_number(TYPE_RATE, little),
                            &rate);
  assert_string_equal(shown.bytes, "0 %");
}

/* ---- on a terminal ----------------------------------------------------------------------- */

static void a_line_has_labelled_axes_and_what_the_rules_say(void **state) {
  Fixture *fixture = *state;
  add(fixture, "beviljat", &money, fixture->granted);
  fixture->chart.now = &fixture->x[0];
  assert_string_equal(drawn(fixture, 11),
    "Större pott?\n"
    "  beviljat, mkr\n"
    "160 ┤┊                                 ⣀⣀⣀⠤⠤⠔⠒⠒⠊●\n"
    "    │┊                      ⢀⣀⣀⠤⠤⠤⠒⠒⠊●⠉\n"
    "140 ┤┊           ⢀⣀⣀⡠⠤⠤⠒⠒⠒⠉●⠁\n"
    "120 ┤●⣀⠤⠤⠤⠔⠒⠒⠒⠊⠉●⠁\n"
    "    │┊\n"
    "100 ┤┊\n"
    "    └┬──────────┬──────────┬─────────┬──────────┬\n"
    "     120       130        140       150       160\n"
    "     avsatta_medel, mkr ┊ nu 120 mkr\n");
}

static void each_unit_has_a_panel_and_each_series_a_mark(void **state) {
  Fixture *fixture = *state;
  add(fixture, "beviljat", &money, fixture->granted);
  add(fixture, "kan beviljas", &whole, fixture->counts);
  add(fixture, "reserv", &whole, fixture->reserve);
  fixture->screen.ascii = true;
  const char *screen = drawn(fixture, 14);
  assert_non_null(strstr(screen, "  beviljat, mkr\n"));
  assert_non_null(strstr(screen, "  * kan beviljas  o reserv\n"));
  for (const char *c = strchr(screen, '\n'); *c; c++)
    assert_in_range((unsigned char)*c, '\n', '~');
}

static void every_line_fits_the_window(void **state) {
  Fixture *fixture = *state;
  add(fixture, "beviljat", &money, fixture->granted);
  add(fixture, "kan beviljas", &whole, fixture->counts);
  static const unsigned widths[] = { 60, 80, 110 };
  for (size_t i = 0; i < 3; i++) {
    fixture->screen.width = widths[i];
    size_t lines = 0, widest = 0;
    Text left = text_from(drawn(fixture, 20));
    while (left.length > 0) {
      size_t newline = text_find(left, TEXT("\n"), 0);
      size_t width = unicode_width(text_part(left, 0, newline));
      assert_in_range(width, 0, widths[i]);
      widest = width > widest ? width : widest;
      left = text_part(left, newline + 1, left.length);
      lines++;
    }
    assert_in_range(lines, 12, 20);
    assert_in_range(widest, widths[i] - 3, widths[i]);
  }
}

static void what_is_not_known_leaves_a_gap(void **state) {
  Fixture *fixture = *state;
  fixture->counts[2] = value_unknown(TYPE_INTEGER);
  add(fixture, "kan beviljas", &whole, fixture->counts);
  const char *screen = drawn(fixture, 0);
  size_t marks = 0;
  for (const char *at = screen; (at = strstr(at, "●")) != NULL; at++)
    marks++;
  assert_int_equal(marks, POINTS - 1);
  for (int i = 0; i < POINTS; i++)
    fixture->counts[i] = value_unknown(TYPE_INTEGER);
  assert_non_null(strstr(drawn(fixture, 0), "inget är känt"));
}

static void a_step_holds_until_the_next_point(void **state) {
  Fixture *fixture = *state;
  fixture->chart.form = CHART_STEP;
  fixture->chart.title = TEXT_NONE;
  add(fixture, "kan beviljas", &whole, fixture->counts);
  assert_string_equal(drawn(fixture, 9),
    "  kan beviljas\n"
    "200 ┤\n"
    "100 ┤●⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀●⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀●⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀\n"
    "    │                                ⢸          ●\n"
    "  0 ┤                                ●⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉\n"
    "    └┬──────────┬──────────┬─────────┬──────────┬\n"
    "     120       130        140       150       160\n"
    "     avsatta_medel, mkr\n");
}

static void what_has_no_order_is_drawn_as_bars(void **state) {
  Fixture *fixture = *state;
  Value areas[] = { value_text(TEXT("Administration")), value_text(TEXT("IT-stöd")),
                    value_text(TEXT("Övrigt")) };
  Value values[] = { kronor_value(INT64_C(12) * MKR), kronor_value(INT64_C(-6) * MKR),
                     value_unknown(TYPE_MONEY) };
  fixture->chart = (Chart){ .x_title = TEXT("område"), .x_type = &text, .x = areas, .count = 3 };
  add(fixture, "beviljat", &money, values);
  assert_string_equal(drawn(fixture, 0),
    "  område          beviljat, mkr\n"
    "  Administration  12           ███████████████████\n"
    "  IT-stöd         −6  █████████\n"
    "  Övrigt           –\n");
}

static void days_lie_where_they_are(void **state) {
  Fixture *fixture = *state;
  Value days[] = { value_date(0), value_date(10), value_date(100) };
  fixture->chart = (Chart){ .x_title = TEXT("dag"), .x_type = &date, .x = days, .count = 3 };
  add(fixture, "antal", &whole, fixture->counts);
  const char *screen = drawn(fixture, 8);
  assert_non_null(strstr(screen, "1970-01-01"));
  assert_non_null(strstr(screen, "1970-04-11"));
  assert_null(strstr(screen, "1970-01-11"));      /* no room beside its neighbour */
}

static void nothing_steers_the_terminal(void **state) {
  Fixture *fixture = *state;
  fixture->chart.title = TEXT("a\033[2J");
  fixture->chart.x_title = TEXT("b\033[2J");
  add(fixture, "c\033[2J", &whole, fixture->counts);
  assert_null(strchr(drawn(fixture, 0), '\033'));
  fixture->chart.count = 0;
  assert_non_null(strstr(drawn(fixture, 0), "det finns inget att rita"));
}

static void colour_is_asked_for_and_given_back(void **state) {
  Fixture *fixture = *state;
  add(fixture, "kan beviljas", &whole, fixture->counts);
  add(fixture, "reserv", &whole, fixture->reserve);
  fixture->screen.color = true;
  const char *screen = drawn(fixture, 0);
  size_t begun = 0, ended = 0;
  for (const char *at = screen; (at = strstr(at, "\033[3")) != NULL; at++)
    begun++;
  for (const char *at = screen; (at = strstr(at, "\033[0m")) != NULL; at++)
    ended++;
  assert_true(begun > 0 && ended >= begun);
}

/* ---- a table of shades ------------------------------------------------------------------- */

static Heat heat_of(Fixture *fixture, const Value *cells) {
  return (Heat){ .title = TEXT("kan beviljas"), .x_title = TEXT("avsatta_medel"),
                 .y_title = TEXT("maxbelopp"), .x_type = &money, .y_type = &money,
                 .type = &whole, .x = fixture->x, .y = fixture->granted, .x_count = 3,
                 .y_count = 2, .cells = cells };
}

static void a_table_shades_the_larger_numbers(void **state) {
  Fixture *fixture = *state;
  Value cells[] = { value_integer(40), value_integer(60), value_integer(90),
                    value_unknown(TYPE_INTEGER), value_integer(100), value_integer(1000) };
  Heat heat = heat_of(fixture, cells);
  heat_write(&fixture->writer, &fixture->arena, &fixture->screen, &heat);
  assert_string_equal(writer_text(&fixture->writer).bytes,
    "kan beviljas\n"
    "  → avsatta_medel, mkr\n"
    "  ↓ maxbelopp, mkr\n"
    "               120       130       140\n"
    "  119,98        40        60        90\n"
    "  129,90         –       100  ██ 1 000\n");
}

static void a_table_too_wide_goes_on_below(void **state) {
  Fixture *fixture = *state;
  Value cells[6];
  for (int i = 0; i < 6; i++)
    cells[i] = value_integer(i);
  Heat heat = heat_of(fixture, cells);
  fixture->screen.width = 22;      /* two of three columns */
  heat_write(&fixture->writer, &fixture->arena, &fixture->screen, &heat);
  const char *first = strstr(writer_text(&fixture->writer).bytes, "  119,98  ");
  assert_non_null(first);
  assert_non_null(strstr(first + 1, "  119,98  "));
  assert_null(strstr(writer_text(&fixture->writer).bytes, "120   130   140"));
}

/* ---- pictures ---------------------------------------------------------------------------- */

static void a_picture_says_in_words_what_it_shows(void **state) {
  Fixture *fixture = *state;
  add(fixture, "beviljat", &money, fixture->granted);
  add(fixture, "kan <beviljas>", &whole, fixture->counts);
  const char *picture = pictured(fixture);
  assert_non_null(strstr(picture, "<title id=\"chart-title\">Större pott?</title>"));
  assert_non_null(strstr(picture, "aria-describedby=\"chart-words\""));
  assert_non_null(strstr(picture, "avsatta_medel 150 mkr: beviljat 149,99 mkr, "
                                  "kan &lt;beviljas&gt; 44.\n"));
  assert_null(strstr(picture, "<beviljas>"));
  char *copy = strdup(picture);
  assert_string_equal(copy, pictured(fixture));
  free(copy);
}

static void a_picture_tells_series_apart_without_colour(void **state) {
  Fixture *fixture = *state;
  add(fixture, "kan beviljas", &whole, fixture->counts);
  add(fixture, "reserv", &whole, fixture->reserve);
  const char *picture = pictured(fixture);
  assert_non_null(strstr(picture, "<circle class=\"f0\""));
  assert_non_null(strstr(picture, "<rect class=\"f1\""));
  assert_non_null(strstr(picture, "class=\"l1\" stroke-dasharray=\"8 4\""));
}

/* ---- contrast: of every colour of the style to the ground it stands on -------------------- */

static double linear(unsigned channel) {
  static const unsigned steps = 255;
  double c = (double)channel / steps, x = (c + 0.055) / 1.055;
  if (c <= 0.03928)
    return c / 12.92;
  /* x to the power of 2.4, as x * x * x^0.4 with x^0.4 by Newton's method on y^5 = x^2 */
  double y = 0.5;
  for (int i = 0; i < 60; i++)
    y -= (y * y * y * y * y - x * x) / (5 * y * y * y * y);
  return x * x * y;
}

static double luminance(const char *color) {
  unsigned red, green, blue;
  unsigned long number = strtoul(color, NULL, 16);
  if (strspn(color, "0123456789abcdef") == 3) {
    red = (unsigned)(number >> 8 & 15) * 17;
    green = (unsigned)(number >> 4 & 15) * 17;
    blue = (unsigned)(number & 15) * 17;
  } else {
    red = (unsigned)(number >> 16 & 255);
    green = (unsigned)(number >> 8 & 255);
    blue = (unsigned)(number & 255);
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

static double contrast(double a, double b) {
  return (a > b ? a + 0.05 : b + 0.05) / (a > b ? b + 0.05 : a + 0.05);
}

/* The colours in [from, to) behind `what`, but those of the classes left out, against a ground. */
static size_t contrasts_hold(const char *from, const char *to, const char *what, double ground) {
  size_t looked_at = 0;
  for (const char *at = from; (at = strstr(at, what)) != NULL && at < to;) {
    const char *rule = at;
    while (rule > from && rule[-1] != '}' && rule[-1] != '\n')
      rule--;
    at += strlen(what);
    bool ground_itself = strstr(rule, ".p{") == rule + 16 || strstr(rule, ".g{") == rule + 16 ||
                         strstr(rule, "[class^=o]") == rule + 16;
    if (*at != '#' || ground_itself || strncmp(rule + 16, ".h", 2) == 0)
      continue;
    assert_true(contrast(luminance(at + 1), ground) >= 4.5);
    looked_at++;
  }
  return looked_at;
}

static void every_colour_stands_out_on_light_and_dark(void **state) {
  Fixture *fixture = *state;
  add(fixture, "kan beviljas", &whole, fixture->counts);
  const char *picture = pictured(fixture);
  const char *dark = strstr(picture, "@media");
  const char *last = strstr(picture, "</style>");
  assert_true(dark && last);
  assert_int_equal(strncmp(".anslag-picture ", strstr(picture, ".anslag-picture "), 16), 0);
  assert_true(contrasts_hold(picture, dark, "fill:", luminance("ffffff")) >= 7);
  assert_true(contrasts_hold(picture, dark, "stroke:", luminance("ffffff")) >= 6);
  assert_true(contrasts_hold(dark, last, "fill:", luminance("15181b")) >= 7);
  assert_true(contrasts_hold(dark, last, "stroke:", luminance("15181b")) >= 6);
  for (const char *shade = picture; (shade = strstr(shade, ".h")) != NULL; shade++) {
    if (shade[3] != '{')
      continue;
    double ink = luminance(shade < dark ? "1a1f24" : "e6e6e6");
    assert_true(contrast(luminance(shade + strlen(".h0{fill:#")), ink) >= 4.5);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(figures_are_short_and_in_their_own_unit, begin, end),
    cmocka_unit_test_setup_teardown(what_rounds_to_nothing_is_not_below_it, begin, end),
    cmocka_unit_test_setup_teardown(a_line_has_labelled_axes_and_what_the_rules_say, begin, end),
    cmocka_unit_test_setup_teardown(each_unit_has_a_panel_and_each_series_a_mark, begin, end),
    cmocka_unit_test_setup_teardown(every_line_fits_the_window, begin, end),
    cmocka_unit_test_setup_teardown(what_is_not_known_leaves_a_gap, begin, end),
    cmocka_unit_test_setup_teardown(a_step_holds_until_the_next_point, begin, end),
    cmocka_unit_test_setup_teardown(what_has_no_order_is_drawn_as_bars, begin, end),
    cmocka_unit_test_setup_teardown(days_lie_where_they_are, begin, end),
    cmocka_unit_test_setup_teardown(nothing_steers_the_terminal, begin, end),
    cmocka_unit_test_setup_teardown(colour_is_asked_for_and_given_back, begin, end),
    cmocka_unit_test_setup_teardown(a_table_shades_the_larger_numbers, begin, end),
    cmocka_unit_test_setup_teardown(a_table_too_wide_goes_on_below, begin, end),
    cmocka_unit_test_setup_teardown(a_picture_says_in_words_what_it_shows, begin, end),
    cmocka_unit_test_setup_teardown(a_picture_tells_series_apart_without_colour, begin, end),
    cmocka_unit_test_setup_teardown(every_colour_stands_out_on_light_and_dark, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
