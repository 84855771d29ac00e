/* The text of a guideline as it stands on a day (doc --as-of), and where each part comes from. */
#include "tests/unit/check_support.h"

static const char guideline[] =
    "guideline grants \"Grants\" assumed \"a\"\n"
    "  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n"
    "  currency SEK\n"
    "parameter floor = 10 kr assumed \"a\"\n"
    "record application\n"
    "  id integer key\n"
    "  amount money\n"
    "  received date\n"
    "decision grant on application\n"
    "  governed by received assumed \"a\"\n"
    "  criterion size requires amount at least floor assumed \"a\"\n"
    "  criterion whole requires remainder(amount, 10 kr) = 0 kr assumed \"a\"\n";

static const MemoryFile beside[] = {
  { "later.anslag",
    "amendment later of grants \"Later\"\n"
    "  in force 2026-10-01 until further notice\n"
    "  set floor = 30 kr assumed \"a\"\n"
    "  repeal grant.whole assumed \"a\"\n" },
  { "autumn.anslag",
    "amendment autumn of grants \"Autumn\"\n"
    "  in force 2026-09-01 to 2026-11-30\n"
    "  parameter most = 5 tkr assumed \"a\"\n"
    "  set floor = 20 kr assumed \"a\"\n"
    "  add to record application payback duration\n"
    "  add to decision grant criterion top requires amount at most most assumed \"a\"\n"
    "  replace in decision grant criterion size requires amount above floor assumed \"a\"\n" },
  { "other.anslag", "guideline other \"Mentions an amendment of grants\"\n" },
  { NULL, NULL },
};

static void names_beside(void *context, Arena *arena, Text base, CheckPaths *paths) {
  const Checked *checked = context;
  (void)base;
  for (const MemoryFile *file = checked->files; file->path; file++)
    LIST_ADD(arena, paths, Text, text_from(file->path));
}

static void check_with_amendments(Checked *checked) {
  CheckOptions options = { load_file, checked, names_beside };
  checked->model = check_rules(&checked->arena, TEXT("rules.anslag"), text_from(guideline),
                               &options, &checked->diags);
  assert_string_equal(codes_of(checked), "");
}

static Date day(const char *text) {
  Date date = 0;
  assert_true(date_parse(text_from(text), &date));
  return date;
}

static const Decl *find(const File *file, DeclKind kind) {
  for (size_t i = 0; i < file->decls.count; i++)
    if (file->decls.items[i]->kind == kind)
      return file->decls.items[i];
  return NULL;
}

/* The names of the clauses, of the fields added, and the floor, with where each comes from. */
static const char *text_on(Checked *checked, const char *date) {
  Arena *arena = &checked->arena;
  const Model *model = checked->model;
  const File *file = consolidated(arena, model, model->modules.items[0], day(date));
  const Decl *decision = find(file, DECL_DECISION), *record = find(file, DECL_RECORD);
  const Decl *floor = find(file, DECL_PARAMETER);
  Text text = TEXT("");
  for (size_t i = 0; i < decision->as.decision.clauses.count; i++) {
    const Clause *clause = &decision->as.decision.clauses.items[i];
    const Amendment *from = amendment_at(model, clause->span);
    text = arena_format(arena, "%.*s%.*s%s%.*s ", TEXT_PRINT(text), TEXT_PRINT(clause->name.text),
                        from ? ":" : "", TEXT_PRINT(from ? from->name : TEXT("")));
  }
  return arena_format(arena, "%.*s%zu %.*s", TEXT_PRINT(text), record->as.record.fields.count,
                      TEXT_PRINT(floor->as.parameter.value->as.number.digits)).bytes;
}

static void a_text_stands_as_the_amendments_of_the_day_leave_it(void **state) {
  (void)state;
  Checked checked = { .files = beside };
  start(&checked);
  check_with_amendments(&checked);
  assert_string_equal(text_on(&checked, "2026-08-31"), "size whole 3 10");
  assert_string_equal(text_on(&checked, "2026-09-01"), "size:autumn whole top:autumn 4 20");
  assert_string_equal(text_on(&checked, "2026-10-01"), "size:autumn top:autumn 4 30");
  assert_string_equal(text_on(&checked, "2026-12-01"), "size 3 30");
  finish(&checked);
}

static void amendments_stand_in_the_order_of_their_days(void **state) {
  (void)state;
  Checked checked = { .files = beside };
  start(&checked);
  check_with_amendments(&checked);
  const Model *model = checked.model;
  assert_int_equal(model->amendments.count, 2);
  assert_true(text_is(model->amendments.items[0]->name, "autumn"));
  assert_true(text_is(model->amendments.items[1]->name, "later"));
  assert_int_equal(model->amendments.items[0]->index, 0);
  assert_true(model->asked == model->modules.items[0]);
  finish(&checked);
}

static void the_written_text_is_left_as_it_is(void **state) {
  (void)state;
  Checked checked = { .files = beside };
  start(&checked);
  check_with_amendments(&checked);
  const Module *module = checked.model->modules.items[0];
  assert_int_equal(find(module->written, DECL_DECISION)->as.decision.clauses.count, 2);
  assert_int_equal(find(module->tree, DECL_DECISION)->as.decision.clauses.count, 4);
  finish(&checked);
}

/* Outside the dates in force the nearest version: open to both sides, cut in the middle. */
static void an_amendment_stands_under_the_dates_nearest_to_it(void **state) {
  (void)state;
  Checked checked = { .files = beside };
  start(&checked);
  check_with_amendments(&checked);
  const Amendment *autumn = checked.model->amendments.items[0];
  const Amendment *later = checked.model->amendments.items[1];
  assert_int_equal(autumn->stands.count, 1);
  assert_int_equal(autumn->stands.items[0].from, day("2026-09-01"));
  assert_int_equal(autumn->stands.items[0].to, day("2026-11-30"));
  assert_int_equal(later->stands.count, 1);
  assert_int_equal(later->stands.items[0].from, day("2026-10-01"));
  assert_int_equal(later->stands.items[0].to, DATE_LAST);
  finish(&checked);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_text_stands_as_the_amendments_of_the_day_leave_it),
    cmocka_unit_test(amendments_stand_in_the_order_of_their_days),
    cmocka_unit_test(the_written_text_is_left_as_it_is),
    cmocka_unit_test(an_amendment_stands_under_the_dates_nearest_to_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
