/* The table of operations (semantics A5), what may be compared, and where a value may be none. */
#include "tests/unit/check_support.h"

/* One decision with one working: `shows v = …`. */
static char *with_expression(const char *expression) {
  static char text[4096];
  snprintf(text, sizeof text,
           "guideline g \"G\"\n currency SEK\n counts time by std.time.se\n"
           "body board \"Board\"\n"
           "codelist area \"Area\" staffing \"S\" other \"O\"\n"
           "record org \"Org\"\n id integer key\n name text\n kind area\n share rate\n"
           " grant money optional\n cost money\n years integer\n"
           "record case \"Case\"\n id integer key\n m money\n n money\n e money in EUR\n r rate\n"
           " q rate\n i integer\n j integer\n d decimal\n t date\n t2 date\n u duration\n s text\n"
           " b yes/no\n c area\n o money optional\n p date optional\n"
           " orgs list of org via link\n others list of org via other_link optional\n lead org\n"
           " mate org optional\n at moment\n"
           "decision z on case\n governed by t\n shows v = %s\n", expression);
  return text;
}

/* The type of an expression, or the codes of what is wrong with it. */
static void expect_type(const char *expression, const char *expected) {
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, with_expression(expression));
  const char *got = codes_of(&checked);
  if (checked.diags.errors == 0) {
    assert_int_equal(checked.model->decisions.count, 1);
    const Decision *decision = checked.model->decisions.items[0];
    assert_int_equal(decision->shows.count, 1);
    Text type = type_text(&checked.arena, &decision->shows.items[0]->value->type,
                          LANGUAGE_ENGLISH);
    got = got[0] ? got : arena_text(&checked.arena, type).bytes;
  }
  if (strcmp(got, expected) != 0)
    print_message("in: %s\n", expression);
  assert_string_equal(got, expected);
  finish(&checked);
}

typedef struct { const char *expression, *expected; } Case;

static void expect_all(const Case *cases, size_t count) {
  for (size_t i = 0; i < count; i++)
    expect_type(cases[i].expression, cases[i].expected);
}

#define EXPECT_ALL(cases) expect_all(cases, sizeof(cases) / sizeof *(cases))

static void A5_sums(void **state) {
  (void)state;
  static const Case cases[] = {
    { "m + n", "money SEK" },     { "m - 5 kr", "money SEK" },   { "i + j", "integer" },
    { "i + d", "decimal" },       { "r + q", "rate" },           { "r - 20 %", "rate" },
    { "t + 3 days", "date" },     { "t + 12 months", "date" },   { "t - u", "date" },
    { "u + 3 days", "duration" }, { "m + e", "E0313" },          { "m + r", "E0312" },
    { "m + 5", "E0312" },         { "r + i", "E0312" },          { "t + t2", "E0312" },
    { "t - t2", "E0312" },        { "t + 5", "E0312" },          { "s + s", "E0312" },
    { "b + b", "E0312" },         { "c + c", "E0312" },          { "u - t", "E0312" },
    { "r + d", "E0312" },         { "lead + lead", "E0312" },    { "at + 3 days", "E0312" },
  };
  EXPECT_ALL(cases);
}

static void A5_products_and_quotients(void **state) {
  (void)state;
  static const Case cases[] = {
    { "m * i", "money SEK" },   { "d * m", "money SEK" },   { "m * r", "money SEK" },
    { "25 % of m", "money SEK" }, { "r * q", "rate" },      { "10 % of 50 %", "rate" },
    { "i * j", "integer" },     { "i * d", "decimal" },     { "i / j", "decimal" },
    { "m / i", "money SEK" },   { "m / n", "rate" },        { "m * n", "E0312" },
    { "r * i", "E0312" },       { "r * d", "E0312" },       { "m / r", "E0312" },
    { "r / i", "E0312" },       { "i / m", "E0312" },       { "m / e", "E0313" },
    { "u * 2", "duration" },    { "t * 2", "E0312" },       { "s * 2", "E0312" },
    { "i * u", "duration" },    { "u * d", "E0312" },       { "25 % of u", "E0312" },
    { "25 % of s", "E0312" },   { "10 % of 10 % of m", "money SEK" },
  };
  EXPECT_ALL(cases);
}

static void A3_rounding(void **state) {
  (void)state;
  static const Case cases[] = {
    { "m rounded to 1 kr", "money SEK" },         { "i / j rounded down to 1", "integer" },
    { "d rounded up to 0.5", "decimal" },         { "r rounded to 1 %", "rate" },
    { "m rounded to 1", "E0318" },                { "m rounded to 0 kr", "E0318" },
    { "m rounded to n", "E0318" },                { "t rounded to 1", "E0318" },
    { "m rounded to 1 EUR", "E0318" },            { "r rounded to 1 kr", "E0318" },
  };
  EXPECT_ALL(cases);
}

static void L3_comparisons(void **state) {
  (void)state;
  static const Case cases[] = {
    { "m at most n", "yes/no" },       { "m at most 25 % of n", "yes/no" },
    { "m at most 25 %", "E0312" },     { "m above 5", "E0312" },
    { "m at least e", "E0313" },       { "i below d", "yes/no" },
    { "t before t2", "yes/no" },       { "t at most t2", "E0314" },
    { "m before n", "E0314" },         { "t <= t2", "yes/no" },
    { "t is t2", "yes/no" },           { "t above 5", "E0312" },
    { "c is staffing", "yes/no" },     { "staffing is c", "yes/no" },
    { "c is stafing", "E0205" },       { "c above staffing", "E0312" },
    { "c is \"S\"", "E0312" },         { "b is yes", "yes/no" },
    { "b above no", "E0312" },         { "s is \"x\"", "yes/no" },
    { "s below \"x\"", "yes/no" },     { "lead is lead", "yes/no" },
    { "lead is board", "yes/no" },     { "board is lead", "yes/no" },
    { "board in orgs", "yes/no" },     { "lead in orgs", "yes/no" },
    { "s in orgs", "E0312" },          { "c in (staffing, other)", "yes/no" },
    { "c in (staffing)", "yes/no" },   { "c not in (staffing, 3)", "E0312" },
    { "m in (1 kr, 2 kr)", "yes/no" }, { "m in n", "E0322" },
    { "i in 2024 to 2026", "yes/no" }, { "m between 1 kr and 2 kr", "yes/no" },
    { "m in [1 kr..2 kr)", "yes/no" }, { "c between staffing and other", "E0312" },
    { "i in 5 to 3", "E0411" },        { "t in 2024-01 to 2024-08", "yes/no" },
    { "t no later than 2024-01", "yes/no" }, { "t is 2024-13", "E0301" },
    { "orgs is orgs", "E0312" },       { "s is board", "E0312" },
    { "t is \"2026-01-01\"", "E0312" }, { "u above 12 months", "yes/no" },
    { "12 months above 30 days", "E0312" }, { "m is 5 kr and b", "yes/no" },
    { "m and b", "E0311" },            { "not m", "E0311" },
    { "if b then m else n", "money SEK" }, { "if b then m else r", "E0312" },
    { "if m then m else n", "E0311" }, { "if b then i else d", "decimal" },
    { "at before 2026-01-31T17:00", "yes/no" }, { "at before t", "E0312" },
  };
  EXPECT_ALL(cases);
}

static void V4_none_is_never_compared(void **state) {
  (void)state;
  static const Case cases[] = {
    { "o above 3 kr", "E0320" },
    { "o is given and o above 3 kr", "yes/no" },
    { "o above 3 kr and o is given", "E0320" },
    { "o is not given or o above 3 kr", "yes/no" },
    { "o is given or o above 3 kr", "E0320" },
    { "if o is given then o else m", "money SEK" },
    { "if o is not given then m else o", "money SEK" },
    { "if o is given then m else o", "E0320" },
    { "not (o is not given) and o above 3 kr", "yes/no" },
    { "(b and o is given) and o above 3 kr", "yes/no" },
    { "(b or o is given) and o above 3 kr", "E0320" },
    { "o", "E0320" },
    { "m + o", "E0320" },
    { "some a in orgs where a.grant is given satisfies a.grant above 3 kr", "yes/no" },
    { "some a in orgs satisfies a.grant above 3 kr", "E0320" },
    { "(sum of a.grant for a in orgs where a.grant is given)", "money SEK" },
    { "(sum of a.grant for a in orgs)", "E0320" },
    { "lead.grant is given and mate is given and mate.grant is given and mate.grant above 3 kr",
      "yes/no" },
    { "lead.grant is given and lead.grant above 3 kr", "yes/no" },
    { "mate.name is \"x\"", "E0320" },
    { "o is known", "yes/no" },
    { "m is given", "E0321" },
    { "orgs is known", "yes/no" },
    { "count of a in others", "integer" },
  };
  EXPECT_ALL(cases);
}

static void L4_list_operations(void **state) {
  (void)state;
  static const Case cases[] = {
    { "sum of a.cost for a in orgs", "money SEK" },
    { "sum of a.kind for a in orgs", "E0311" },
    { "average of a.years for a in orgs", "decimal" },
    { "max of a.cost for a in orgs", "money SEK" },
    { "(max of a.cost for a in orgs where a.years above 3 otherwise 0 kr) + m", "money SEK" },
    { "(max of a.cost for a in orgs where a.years above 3) + m", "E0320" },
    { "count of a in orgs where a.kind is staffing", "integer" },
    { "count of distinct a.kind for a in orgs", "integer" },
    { "share of a in orgs where a.kind is staffing", "rate" },
    { "list of a.kind for a in orgs", "list of area" },
    { "staffing in (list of a.kind for a in orgs)", "yes/no" },
    { "the a.name for a in orgs where a.kind is staffing otherwise \"none\"", "text" },
    { "first of a.name by a.cost for a in orgs otherwise \"none\"", "text" },
    { "first of a.name by a.kind for a in orgs otherwise \"none\"", "E0311" },
    { "every a in others satisfies a.years above 3", "W0325" },
    { "every a in orgs where a.years above 3 satisfies a.kind is other", "W0325" },
    { "every a in orgs satisfies a.kind is other", "yes/no" },
    { "some a in org satisfies a.years above 3", "yes/no" },
    { "at least 2 a in orgs satisfies a.years above 3", "yes/no" },
    { "every a in m satisfies b", "E0322" },
    { "some n2 in 1 to 3 satisfies n2 above i", "yes/no" },
    { "some a in 1 to m satisfies b", "E0311" },
    { "sum of a.cost / a.years for a in orgs", "E0317" },
    { "sum of (a.cost / a.years rounded to 1 kr) for a in orgs", "money SEK" },
    { "sum of a.cost / 3 for a in orgs", "money SEK" },
    { "orgs.name is \"x\"", "E0311" },
    { "some m in orgs satisfies m.years above 3", "W0209" },
    { "apportion m in proportion to a.cost for a in orgs", "list of money SEK" },
  };
  EXPECT_ALL(cases);
}

static void T_time_and_functions(void **state) {
  (void)state;
  static const Case cases[] = {
    { "t in the 3 years before t2", "yes/no" },   { "m in the 3 years before t2", "E0311" },
    { "at least 3 years since t", "yes/no" },     { "t rolling to next working day", "date" },
    { "t + 10 working days", "date" },            { "year of t", "integer" },
    { "month of t", "integer" },                  { "max(m, n)", "money SEK" },
    { "max(m, r)", "E0312" },                     { "max(m, e)", "E0313" },
    { "max(m)", "E0215" },                        { "remainder(i, 4)", "integer" },
    { "absolute(m - n)", "money SEK" },           { "date(i, 1, 31)", "date" },
    { "date(m, 1, 31)", "E0311" },                { "end_of_month(t)", "date" },
    { "covered(t, 12 months)", "date" },          { "working_days_between(t, t2)", "integer" },
    { "folded(s)", "text" },                      { "weekday(t)", "integer" },
    { "day_of(t)", "integer" },                   { "as_of", "date" },
    { "maxx(m, n)", "E0201" },                    { "granted", "money SEK" },
    { "decider is board", "yes/no" },             { "rank", "integer" },
    { "1.5 months", "E0324" },                    { "m + 5 mkrr", "E0206" },
    { "easter(year of t)", "date" },
  };
  EXPECT_ALL(cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(A5_sums),
    cmocka_unit_test(A5_products_and_quotients),
    cmocka_unit_test(A3_rounding),
    cmocka_unit_test(L3_comparisons),
    cmocka_unit_test(V4_none_is_never_compared),
    cmocka_unit_test(L4_list_operations),
    cmocka_unit_test(T_time_and_functions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
