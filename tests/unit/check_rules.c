/* Whole rule files into models: names, modules, clauses, what is used, what can be set. */
#include "tests/unit/check_support.h"

#define BASIS "    assumed \"An example.\"\n"
#define RECORD                                                                     \
  "record application \"Application\"\n"                                           \
  "  id integer key\n  amount money\n  received date\n  decided date\n  unread text\n"
#define HEAD "guideline grants \"Grants\"\n  in force 2026-01-01 to 2026-12-31\n"   \
  "  currency SEK\n  counts time by std.time.se\n"

static const char whole[] =
  HEAD "body board \"Board\" also called \"B\"\nrole director \"Director\" at board\n"
  "parameter limit = 1 mkr assumed \"An example.\"\n"
  RECORD
  "decision grant on application\n"
  "  governed by received\n"
  "  criterion size \"Size\"\n    requires amount at most twice(limit) else \"Too large.\"\n" BASIS
  "  define twice(x) = x * 2\n"
  "  ceiling most = 40 % of amount\n" BASIS
  "  frame pool = 20 mkr\n" BASIS
  "  frame small = 5 mkr within pool\n" BASIS
  "  decided by board out of pool\n" BASIS
  "  decided by director out of pool when amount below limit\n" BASIS
  "  delegated to director at most 900 tkr out of small governed by decided\n" BASIS
  "  allocate by received, id full amount, else waitlist\n" BASIS
  "  deadline due_report \"Report\" owed by director when decider is director, else board\n"
  "    to board due decided + 6 months\n" BASIS
  "scenario \"more\"\n  set limit = 2 mkr\n  set pool.amount = 30 mkr\n  set most.limit = 50 %\n"
  "  set due_report.due = 9 months\n  set director.limit = 1 mkr\n";

static const Parameter *parameter_of(const Model *model, const char *name) {
  for (size_t i = 0; i < model->parameters.count; i++)
    if (text_is(model->parameters.items[i]->name, name))
      return model->parameters.items[i];
  return NULL;
}

static void a_guideline_becomes_a_whole_model(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, whole);
  assert_string_equal(codes_of(&checked), "");
  const Model *model = checked.model;
  const Decision *decision = model->decisions.items[0];
  assert_true(text_is(model->name, "grants"));
  assert_int_equal(decision->rules.count, 2);
  assert_int_equal(decision->rules.items[0]->kind, RULE_IN_FORCE);
  assert_true(text_is(decision->rules.items[1]->requires[0].reason, "Too large."));
  assert_int_equal(decision->amounts.count, 1);
  assert_true(text_is(decision->amounts.items[0]->name, "asked"));
  assert_int_equal(decision->frames.count, 2);
  assert_ptr_equal(decision->frames.items[1]->within, decision->frames.items[0]);
  assert_int_equal(decision->powers.count, 3);
  assert_true(decision->powers.items[0]->delegated);
  assert_non_null(decision->powers.items[1]->when);
  assert_null(decision->powers.items[2]->when);
  assert_int_equal(decision->order_count, 2);
  assert_true(text_is(model->currency->main_unit, "kr"));
  assert_non_null(model->law_calendar);
  finish(&checked);
}

static void X9_numbers_in_named_clauses_can_be_set(void **state) {
  (void)state;
  static const char *const names[] = { "pool.amount", "small.amount", "most.limit",
                                       "director.limit", "due_report.due" };
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, whole);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const Parameter *parameter = parameter_of(checked.model, names[i]);
    assert_non_null(parameter);
    assert_true(parameter->implicit);
  }
  assert_int_equal(checked.model->scenarios.items[0]->settings.count, 5);
  finish(&checked);
}

static void V6_only_fields_that_are_used_are_marked(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, whole);
  const RecordType *record = checked.model->decisions.items[0]->subject;
  assert_true(record_type_find(record, TEXT("id"))->used);
  assert_true(record_type_find(record, TEXT("decided"))->used);
  assert_false(record_type_find(record, TEXT("unread"))->used);
  finish(&checked);
}

static void parameters_stand_after_those_they_use(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, "parameter a = b + c assumed \"x\"\nparameter b = 2 * c assumed \"x\"\n"
                      "parameter c = 3 kr assumed \"x\"\n");
  assert_string_equal(codes_of(&checked), "");
  assert_true(parameter_of(checked.model, "c")->index < parameter_of(checked.model, "b")->index);
  assert_true(parameter_of(checked.model, "b")->index < parameter_of(checked.model, "a")->index);
  finish(&checked);
}

/* ---- names ------------------------------------------------------------------------------- */

static void V10_a_bare_name_beside_a_code_is_a_code_first(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, "codelist kind \"K\" amount \"A\" other \"O\"\n"
                      "record r \"R\"\n id integer key\n amount money\n what kind\n"
                      "decision d on r\n shows a = what is amount\n shows b = amount above 0 kr\n");
  assert_string_equal(codes_of(&checked), "");
  const Decision *decision = checked.model->decisions.items[0];
  assert_int_equal(decision->shows.items[0]->value->as.binary.right->type.kind, TYPE_CODE);
  assert_int_equal(decision->shows.items[1]->value->as.binary.left->kind, TERM_FIELD);
  finish(&checked);
}

static void names_in_both_languages_mean_one_thing(void **state) {
  (void)state;
  expect_codes("språk sv\nanvänd std.organisation\n"
               "uppgifter ansökan \"A\"\n nr heltal nyckel\n sökande flera organisation via s\n"
               "prövning stöd avser ansökan\n"
               " visar a = någon s i sökande uppfyller s.slag är nämnd\n"
               " visar b = någon s i sökande uppfyller s.ägarandel över 50 %\n"
               " visar c = någon s i sökande uppfyller s.kind är committee\n", "");
}

static void one_alias_for_two_bodies_is_an_error(void **state) {
  (void)state;
  expect_codes("body a \"A\" also called \"X\"\nbody b \"B\" also called \"X\"\n", "E0203");
}

static void recursion_is_refused(void **state) {
  (void)state;
  expect_codes("define f(x) = g(x) + 1\ndefine g(x) = f(x) + 1\nparameter p = f(1) assumed \"x\"\n",
               "E0214");
  expect_codes("define f(x) = f(x - 1)\n", "E0214");
}

static void a_mistake_is_not_reported_again_where_its_name_is_used(void **state) {
  (void)state;
  expect_codes("parameter a = 5 mkrr assumed \"x\"\nparameter b = a + 1 kr assumed \"x\"\n"
               "define c = b * 2\nparameter d = c assumed \"x\"\n", "E0206");
  expect_codes("record r \"R\"\n id integer key\n what kindd\ndecision d on r\n"
               " criterion c\n  requires what is staffing\n", "E0201");
}

/* ---- modules ----------------------------------------------------------------------------- */

static void expect_codes_with(const MemoryFile *files, const char *text, const char *codes) {
  Checked checked = { .files = files };
  start(&checked);
  check_now(&checked, text);
  assert_string_equal(codes_of(&checked), codes);
  finish(&checked);
}

static void a_name_that_two_modules_declare_is_ambiguous(void **state) {
  (void)state;
  static const MemoryFile files[] = {
    { "first.anslag", "parameter limit = 1 kr assumed \"x\"\n" },
    { "second.anslag", "parameter limit = 2 kr assumed \"x\"\n" },
    { NULL, NULL },
  };
  expect_codes_with(files, "use first\nuse second\nparameter p = limit assumed \"x\"\n", "E0207");
  expect_codes_with(files, "use first\nuse second\nparameter limit = 3 kr assumed \"x\"\n"
                           "parameter p = limit assumed \"x\"\n", "");
}

static void modules_in_a_circle_are_refused(void **state) {
  (void)state;
  static const MemoryFile files[] = {
    { "a.anslag", "use b\n" }, { "b.anslag", "use c\n" }, { "c.anslag", "use a\n" }, { NULL, NULL },
  };
  expect_codes_with(files, "use a\n", "E0211");
  expect_codes_with(files, "use rules\n", "E0211");
}

/* Modules m1 … m40, each using the next; from m`first` on there are `40 - first` levels. */
static void modules_are_used_at_most_thirty_two_levels_deep(void **state) {
  (void)state;
  static char names[41][32], texts[41][32];
  static MemoryFile files[42];
  for (int i = 1; i <= 40; i++) {
    snprintf(names[i], sizeof names[i], "m%d.anslag", i);
    snprintf(texts[i], sizeof texts[i], "%s%.0d\n", i < 40 ? "use m" : "", i < 40 ? i + 1 : 0);
    files[i - 1] = (MemoryFile){ names[i], texts[i] };
  }
  expect_codes_with(files, "use m11\n", "");
  expect_codes_with(files, "use m10\n", "");
  expect_codes_with(files, "use m9\n", "");
  expect_codes_with(files, "use m8\n", "E0212");
  Checked checked = { .files = files };
  start(&checked);
  check_now(&checked, "use m8\n");
  const Diag *diag = checked.diags.list.items[0];
  assert_true(text_is(diag->message, "modules are used more than 32 levels deep"));
  assert_true(text_is(diag->help.items[0], "use \"m40\" directly from the first file"));
  finish(&checked);
}

static void paths_stay_in_the_package(void **state) {
  (void)state;
  expect_codes("document d from \"/etc/passwd\" \"D\"\n", "E0213");
  expect_codes("document d from \"a/../../b.txt\" \"D\"\n", "E0213");
  expect_codes("document d from \"C:\\\\b.txt\" \"D\"\n", "E0213");
}

/* ---- clauses ----------------------------------------------------------------------------- */

static void M4_results_stand_only_after_the_allocation(void **state) {
  (void)state;
  static const char *const clauses[][2] = {
    { " criterion c requires granted above 0 kr\n", "E0403" },
    { " eligible when decider is board\n", "E0403" },
    { " amount x = granted\n", "E0403" },
    { " note n \"N\" when granted above 0 kr\n", "E0403" },
    { " outcome o \"O\" after criterion when granted above 0 kr\n", "E0403" },
    { " outcome o \"O\" after allocate when granted above 0 kr\n", "" },
    { " condition c \"C\" when granted above 0 kr\n", "" },
    { " shows s = granted\n", "" },
    { " deadline d2 \"D\" when decider is board owed by board to board due decided\n", "" },
  };
  for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
    char text[2048];
    snprintf(text, sizeof text, "%s", HEAD "body board \"Board\"\n" RECORD
             "decision grant on application\n governed by received\n decided by board\n");
    strncat(text, clauses[i][0], sizeof text - strlen(text) - 1);
    expect_codes(text, clauses[i][1]);
  }
}

static void M1_states_of_the_amount_use_those_above_them(void **state) {
  (void)state;
  expect_codes(HEAD RECORD "decision grant on application\n governed by received\n"
               " amount asked = amount\n amount cost = asked * 2\n amount half = 50 % of cost\n"
               " criterion c requires half above 0 kr\n ceiling top = 40 % of cost\n", "");
  expect_codes(HEAD RECORD "decision grant on application\n governed by received\n"
               " amount asked = cost\n amount cost = amount * 2\n", "E0201");
}

static void F6_every_amount_has_a_decider(void **state) {
  (void)state;
#define DECIDERS HEAD "body board \"Board\"\nbody other \"Other\"\n" RECORD \
                 "decision grant on application\n governed by received\n"
  expect_codes(DECIDERS " decided by board\n delegated to other below 5 mkr\n", "");
  expect_codes(DECIDERS " delegated to board at most 5 mkr\n delegated to other above 5 mkr\n", "");
  expect_codes(DECIDERS " delegated to board below 5 mkr\n delegated to other above 5 mkr\n",
               "E0404");
  expect_codes(DECIDERS " decided by board when amount above 3 kr\n", "E0404");
  expect_codes(DECIDERS " decided by board\n decided by other\n", "E0410");
}

static void A2_keys_make_the_order_total(void **state) {
  (void)state;
#define ORDER HEAD "record r \"R\"\n a integer key\n b integer key\n amount money\n" \
              "decision d on r\n frame f = 1 mkr\n allocate by "
  expect_codes(ORDER "amount, a, b full amount, else waitlist\n", "");
  expect_codes(ORDER "amount, b, a full amount, else waitlist\n", "");
  expect_codes(ORDER "a, amount, b full amount, else waitlist\n", "E0405");
  expect_codes(ORDER "amount, a full amount, else waitlist\n", "E0405");
}

static void in_force_is_reserved_and_names_are_unique(void **state) {
  (void)state;
#define RULES HEAD RECORD "decision grant on application\n governed by received\n"
  expect_codes(RULES " criterion in_force requires amount above 0 kr\n", "E0208");
  expect_codes(RULES " eligible when amount above 0 kr\n eligible when amount above 0 kr\n",
               "E0203");
  expect_codes(RULES " eligible a when amount above 0 kr\n eligible b when amount above 0 kr\n",
               "");
  expect_codes(RULES " criterion a requires amount above 0 kr\n"
                     " note a \"A\" when amount above 0 kr\n",
               "E0203");
}

static void V8_what_is_pending_takes_the_type_it_is_used_with(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, HEAD "parameter fee = pending assumed \"x\"\n" RECORD
            "decision d on application\n governed by received\n"
            " criterion c requires amount at most fee\n"
            "scenario \"s\"\n set fee = 5 kr\n");
  assert_string_equal(codes_of(&checked), "");
  assert_int_equal(parameter_of(checked.model, "fee")->type.kind, TYPE_MONEY);
  finish(&checked);
  expect_codes(HEAD "parameter fee = pending assumed \"x\"\n" RECORD
               "decision d on application\n governed by received\n"
            " criterion c requires amount at most fee\n"
               "scenario \"s\"\n set fee = 5 %\n", "E0413");
}

static void limits_are_refused_with_one_message(void **state) {
  (void)state;
  static char text[65536];
  size_t length = 0;
  for (int i = 0; i < 300; i++)
    length += (size_t)snprintf(text + length, sizeof text - length,
                               "parameter p%d = p%d + 1 assumed \"x\"\n", i, i + 1);
  snprintf(text + length, sizeof text - length, "parameter p300 = 1 assumed \"x\"\n");
  expect_codes(text, "E0901");
  length = 0;
  for (int i = 0; i < 70; i++)
    length += (size_t)snprintf(text + length, sizeof text - length,
                               "frame f%d = 1 kr within f%d assumed \"x\"\n", i, i + 1);
  snprintf(text + length, sizeof text - length, "frame f70 = 1 kr assumed \"x\"\n");
  expect_codes(text, "E0409");
}

/* A definition with `count` arguments, and its use. */
static const char *definition_with(int count) {
  static char text[8192];
  size_t length = (size_t)snprintf(text, sizeof text, "define f(x1");
  for (int i = 2; i <= count; i++)
    length += (size_t)snprintf(text + length, sizeof text - length, ", x%d", i);
  length += (size_t)snprintf(text + length, sizeof text - length,
                             ") = x1\nparameter p = f(1");
  for (int i = 2; i <= count; i++)
    length += (size_t)snprintf(text + length, sizeof text - length, ", 1");
  snprintf(text + length, sizeof text - length, ") assumed \"x\"\n");
  return text;
}

static void a_definition_has_at_most_sixty_four_arguments(void **state) {
  (void)state;
  expect_codes(definition_with(63), "");
  expect_codes(definition_with(64), "");
  expect_codes(definition_with(65), "E0409");
}

static void frames_and_assignments_in_a_circle(void **state) {
  (void)state;
  expect_codes("frame a = 1 kr within b\nframe b = 1 kr within a\n", "E0214");
  expect_codes("body o \"O\"\nassignment a \"A\" to o depends on b\n"
               "assignment b \"B\" to o depends on a\n",
               "E0214");
}

/* ---- settings and expressions from outside ----------------------------------------------- */

static bool try_setting(Checked *checked, const char *text, ModelSetting *result) {
  Source *source = sources_add(&checked->sources, TEXT("--set"), text_from(text));
  Setting setting;
  return parse_setting(&checked->arena, source, SURFACE_ENGLISH, &checked->diags, &setting) &&
         check_setting(checked->model, &setting, &checked->diags, result);
}

static void settings_are_held_against_the_model(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  ModelSetting setting;
  start(&checked);
  check_now(&checked, whole);
  assert_true(try_setting(&checked, "limit=2 mkr", &setting));
  assert_true(text_is(setting.text, "2 mkr"));
  assert_true(try_setting(&checked, "pool.amount = 30 mkr", &setting));
  assert_true(try_setting(&checked, "director.limit = limit * 2", &setting));
  assert_false(try_setting(&checked, "limit = 2 %", &setting));
  assert_false(try_setting(&checked, "limmit = 2 mkr", &setting));
  assert_false(try_setting(&checked, "limit = amount", &setting));
  assert_false(try_setting(&checked, "limit = 2 EUR", &setting));
  assert_string_equal(codes_of(&checked), "E0413 E0201 E0201 E0413");
  finish(&checked);
}

static void scenarios_are_found_by_name(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, whole);
  assert_non_null(check_scenario(checked.model, TEXT("more"), &checked.diags));
  assert_null(check_scenario(checked.model, TEXT("moree"), &checked.diags));
  assert_string_equal(codes_of(&checked), "E0201");
  finish(&checked);
}

static void an_expression_from_outside_marks_what_it_reads(void **state) {
  (void)state;
  Checked checked = { .files = NULL };
  start(&checked);
  check_now(&checked, whole);
  const RecordType *record = checked.model->decisions.items[0]->subject;
  Source *source = sources_add(&checked.sources, TEXT("--where"), TEXT("unread is \"x\""));
  const Expr *expr = parse_expression(&checked.arena, source, SURFACE_ENGLISH, &checked.diags);
  const Term *term = check_expression(checked.model, record, expr, &checked.diags);
  assert_non_null(term);
  assert_true(record_type_find(record, TEXT("unread"))->used);
  finish(&checked);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_guideline_becomes_a_whole_model),
    cmocka_unit_test(X9_numbers_in_named_clauses_can_be_set),
    cmocka_unit_test(V6_only_fields_that_are_used_are_marked),
    cmocka_unit_test(parameters_stand_after_those_they_use),
    cmocka_unit_test(V10_a_bare_name_beside_a_code_is_a_code_first),
    cmocka_unit_test(names_in_both_languages_mean_one_thing),
    cmocka_unit_test(one_alias_for_two_bodies_is_an_error),
    cmocka_unit_test(recursion_is_refused),
    cmocka_unit_test(a_mistake_is_not_reported_again_where_its_name_is_used),
    cmocka_unit_test(a_name_that_two_modules_declare_is_ambiguous),
    cmocka_unit_test(modules_in_a_circle_are_refused),
    cmocka_unit_test(modules_are_used_at_most_thirty_two_levels_deep),
    cmocka_unit_test(paths_stay_in_the_package),
    cmocka_unit_test(M4_results_stand_only_after_the_allocation),
    cmocka_unit_test(M1_states_of_the_amount_use_those_above_them),
    cmocka_unit_test(F6_every_amount_has_a_decider),
    cmocka_unit_test(A2_keys_make_the_order_total),
    cmocka_unit_test(in_force_is_reserved_and_names_are_unique),
    cmocka_unit_test(V8_what_is_pending_takes_the_type_it_is_used_with),
    cmocka_unit_test(limits_are_refused_with_one_message),
    cmocka_unit_test(a_definition_has_at_most_sixty_four_arguments),
    cmocka_unit_test(frames_and_assignments_in_a_circle),
    cmocka_unit_test(settings_are_held_against_the_model),
    cmocka_unit_test(scenarios_are_found_by_name),
    cmocka_unit_test(an_expression_from_outside_marks_what_it_reads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
