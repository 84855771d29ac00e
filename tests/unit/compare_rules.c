/* What is a change by meaning, and what is none. */
#include "tests/unit/check_support.h"

#include "interp/compare/changes.h"

#define HEAD                                             \
  "guideline grants \"Grants\" assumed \"a\"\n"          \
  "  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n"  \
  "  currency SEK\n"                                     \
  "body board\n"                                         \
  "role manager at board\n"                              \
  "record person\n"                                      \
  "  id integer key\n"                                   \
  "  share rate\n"                                       \
  "record application\n"                                 \
  "  id integer key\n"                                   \
  "  amount money\n"                                     \
  "  cost money\n"                                       \
  "  received date\n"                                    \
  "  open yes/no\n"                                      \
  "  people list of person via people_of\n"
#define DECIDE                                           \
  "decision grant on application\n"                      \
  "  governed by received assumed \"a\"\n"
#define MONEY                                            \
  "  frame pool = 120 kr assumed \"a\"\n"                \
  "  decided by board out of pool assumed \"a\"\n"       \
  "  delegated to manager at most limit out of pool assumed \"a\"\n" \
  "  allocate by received, id full amount assumed \"a\"\n"
#define LIMIT "parameter limit = 10 kr assumed \"a\"\n"

typedef struct { Checked before, after; Comparison *comparison; } Pair;

static void check_side(Checked *checked, const char *text) {
  checked->files = NULL;
  start(checked);
  check_now(checked, text);
  assert_string_equal(codes_of(checked), "");
}

static void compare(Pair *pair, const char *before, const char *after) {
  check_side(&pair->before, before);
  check_side(&pair->after, after);
  RulesSide sides[2] = { { .model = pair->before.model }, { .model = pair->after.model } };
  pair->comparison = rules_compare(&pair->after.arena, &sides[0], &sides[1]);
}

static void end(Pair *pair) {
  finish(&pair->before);
  finish(&pair->after);
}

/* "+rule size ~parameter limit": what is new, gone, changed, renamed. */
static const char *told(Pair *pair) {
  static const char marks[] = { '+', '-', '~', '=' };
  Text all = TEXT("");
  for (size_t i = 0; i < pair->comparison->changes.count; i++) {
    const RulesChange *change = &pair->comparison->changes.items[i];
    const RulesPart *part = change_part(change);
    all = arena_format(&pair->after.arena, "%.*s%s%c%s %.*s", TEXT_PRINT(all),
                       all.length ? ", " : "", marks[change->kind], part->sort,
                       TEXT_PRINT(part->name));
  }
  return arena_text(&pair->after.arena, all).bytes;
}

static void changes_are(const char *before, const char *after, const char *expected) {
  Pair pair;
  compare(&pair, before, after);
  assert_string_equal(told(&pair), expected);
  end(&pair);
}

static void same_rules_do_not_differ(void **state) {
  (void)state;
  changes_are(HEAD LIMIT DECIDE "  criterion size requires amount above 0 kr assumed \"a\"\n" MONEY,
              HEAD LIMIT DECIDE "  criterion size requires amount above 0 kr assumed \"b\"\n" MONEY,
              "");
}

static void order_layout_units_and_notes_are_no_change(void **state) {
  (void)state;
  changes_are(HEAD LIMIT DECIDE
              "  criterion size requires amount at most 2 tkr and open assumed \"a\"\n"
              "  criterion cost requires cost + amount below 5 tkr assumed \"a\"\n" MONEY,
              HEAD "parameter limit = 1000 öre assumed \"a\"\n" DECIDE
              "  -- the other way round\n"
              "  criterion cost requires 5_000 kr above (amount + cost) assumed \"a\"\n"
              "  criterion size requires open and 2_000 kr at least amount assumed \"a\"\n" MONEY,
              "");
}

static void a_renamed_variable_is_no_change(void **state) {
  (void)state;
  changes_are(HEAD LIMIT DECIDE
              "  eligible when every p in people satisfies p.share above 50 % assumed \"a\"\n"
              MONEY,
              HEAD LIMIT DECIDE
              "  eligible when every one in people satisfies 50 % below one.share assumed \"a\"\n"
              MONEY, "");
}

static void a_definition_worked_in_or_renamed_is_no_change(void **state) {
  (void)state;
  const char *inside = HEAD LIMIT DECIDE
      "  criterion size requires amount - cost above 10 kr assumed \"a\"\n" MONEY;
  changes_are(inside, HEAD LIMIT "define net(a, b) = a - b\n"
              "define least = 10 kr\n" DECIDE
              "  criterion size requires net(amount, cost) above least assumed \"a\"\n" MONEY, "");
  changes_are(HEAD LIMIT "define net(a, b) = a - b\n" DECIDE
              "  criterion size requires net(amount, cost) above 10 kr assumed \"a\"\n" MONEY,
              HEAD LIMIT "define rest(x, y) = x - y\n" DECIDE
              "  criterion size requires rest(amount, cost) above 10 kr assumed \"a\"\n" MONEY, "");
}

static void a_number_made_a_parameter_is_no_change(void **state) {
  (void)state;
  changes_are(HEAD LIMIT DECIDE
              "  criterion size requires amount above 10 kr assumed \"a\"\n" MONEY,
              HEAD LIMIT "parameter least = 10 kr assumed \"a\"\n" DECIDE
              "  criterion size requires amount above least assumed \"a\"\n" MONEY, "");
}

static void what_says_something_else_is_told_where_it_stands(void **state) {
  (void)state;
  const char *before = HEAD LIMIT "define net(a, b) = a - b\n" DECIDE
      "  criterion size requires net(amount, cost) above 10 kr assumed \"a\"\n"
      "  criterion open requires open assumed \"a\"\n" MONEY;
  changes_are(before, HEAD "parameter limit = 11 kr assumed \"a\"\n"
              "define net(a, b) = a - b\n" DECIDE
              "  criterion size requires net(amount, cost) above 10 kr assumed \"a\"\n"
              "  criterion open requires open assumed \"a\"\n" MONEY, "~parameter limit");
  changes_are(before, HEAD LIMIT "define net(a, b) = a + b\n" DECIDE
              "  criterion size requires net(amount, cost) above 10 kr assumed \"a\"\n"
              "  criterion open requires open assumed \"a\"\n" MONEY, "~definition net");
  changes_are(before, HEAD LIMIT "define net(a, b) = a - b\n" DECIDE
              "  criterion size requires net(amount, cost) at least 10 kr assumed \"a\"\n" MONEY,
              "~criterion size, -criterion open");
  changes_are(before, HEAD LIMIT "define net(a, b) = a - b\n" DECIDE
              "  criterion size requires net(amount, cost) above 10 kr assumed \"a\"\n"
              "  criterion public requires open assumed \"a\"\n"
              "  criterion cost requires cost above 0 kr assumed \"a\"\n" MONEY,
              "=criterion public, +criterion cost");
}

static void the_order_of_names_and_of_subtraction_counts(void **state) {
  (void)state;
  changes_are(HEAD LIMIT DECIDE "  criterion size requires amount - cost above 1 kr assumed \"a\"\n"
              MONEY,
              HEAD LIMIT DECIDE "  criterion size requires cost - amount above 1 kr assumed \"a\"\n"
              MONEY, "~criterion size");
  changes_are(HEAD LIMIT DECIDE
              "  criterion size requires amount above 1 kr or open assumed \"a\"\n"
              MONEY,
              HEAD LIMIT DECIDE
              "  criterion size requires amount above 1 kr and open assumed \"a\"\n"
              MONEY, "~criterion size");
}

static void a_reason_is_only_words(void **state) {
  (void)state;
  Pair pair;
  compare(&pair, HEAD LIMIT DECIDE
          "  criterion open requires open else \"It is closed.\" assumed \"a\"\n" MONEY,
          HEAD LIMIT DECIDE
          "  criterion open requires open else \"It is not open.\" assumed \"a\"\n" MONEY);
  assert_string_equal(told(&pair), "~criterion open");
  assert_true(pair.comparison->changes.items[0].only_words);
  end(&pair);
}

static void a_setting_is_a_change_of_its_side(void **state) {
  (void)state;
  Checked checked;
  check_side(&checked, HEAD LIMIT DECIDE
             "  criterion size requires amount above 1 kr assumed \"a\"\n" MONEY);
  const Parameter *limit = NULL;
  for (size_t i = 0; i < checked.model->parameters.count; i++)
    if (text_is(checked.model->parameters.items[i]->name, "limit"))
      limit = checked.model->parameters.items[i];
  assert_non_null(limit);
  Term *value = arena_new(&checked.arena, Term);
  *value = *limit->value;
  assert_true(fraction_make(5000, 1, &value->as.constant.as.number));
  ModelSettings settings = { NULL, 0, 0 };
  LIST_ADD(&checked.arena, &settings, ModelSetting,
           ((ModelSetting){ .parameter = limit, .value = value, .text = TEXT("50 kr") }));
  RulesSide before = { .model = checked.model };
  RulesSide after = { .model = checked.model, .settings = &settings };
  Comparison *comparison = rules_compare(&checked.arena, &before, &after);
  assert_int_equal(comparison->changes.count, 1);
  assert_int_equal(change_part(&comparison->changes.items[0])->kind, PART_PARAMETER);
  const Frame *pool = checked.model->frames.items[0];
  assert_true(comparison_widens(&checked.arena, comparison, pool));
  assert_false(comparison_widens(&checked.arena, rules_compare(&checked.arena, &before, &before),
                                 pool));
  finish(&checked);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(same_rules_do_not_differ),
    cmocka_unit_test(order_layout_units_and_notes_are_no_change),
    cmocka_unit_test(a_renamed_variable_is_no_change),
    cmocka_unit_test(a_definition_worked_in_or_renamed_is_no_change),
    cmocka_unit_test(a_number_made_a_parameter_is_no_change),
    cmocka_unit_test(what_says_something_else_is_told_where_it_stands),
    cmocka_unit_test(the_order_of_names_and_of_subtraction_counts),
    cmocka_unit_test(a_reason_is_only_words),
    cmocka_unit_test(a_setting_is_a_change_of_its_side),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
