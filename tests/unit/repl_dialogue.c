/* The dialogue over a guideline and its applications: answers, states, what fails, what
 * completes. */
#define _POSIX_C_SOURCE 200809L
#include "experiment_support.h"

#include "interp/repl/dialogue.h"

#define RULES "rules/omstallning/omstallning_2026.anslag"
#define DATA  "tests/acceptance/omstallning/"

static const BenchTable tables[] = {
  { "organisation", DATA "organisation.csv" },
  { "application", DATA "application.csv" },
  { "applicant", DATA "applicant.csv" },
};

typedef struct {
  Memory    memory;
  Arena     lasting;
  Sources   sources;
  Diags     diags;
  Dialogue *dialogue;
  const Overlay *overlay;       /* while rules are read */
  char      answer[65536];      /* of the last turn */
  Text      written;            /* the last file */
  bool      there;              /* files are there already */
  volatile int interrupt;
  /* a turn */
  const char *input;
  const char *wanted;           /* a word to be offered; NULL: the input is entered */
  const char *about;            /* how what is told of it begins; NULL: anyhow */
  bool        offered;
} Talk;

/* ---- the host ----------------------------------------------------------------------------- */

static bool load(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                 Text *reason) {
  const Talk *talk = context;
  if (!library && text_is(path, "dialogue.anslag")) {
    *bytes = talk->overlay->amendment;
    return true;
  }
  return bench_load(NULL, arena, base, path, library, bytes, reason);
}

static void beside(void *context, Arena *arena, Text base, CheckPaths *paths) {
  const Talk *talk = context;
  (void)base;
  if (talk->overlay->amendment.length)
    LIST_ADD(arena, paths, Text, TEXT("dialogue.anslag"));
}

static Model *model(void *context, Arena *arena, const Overlay *overlay) {
  Talk *talk = context;
  CheckOptions options = { load, talk, beside };
  Text bytes;
  talk->overlay = overlay;
  assert_true(bench_read(arena, RULES, &bytes));
  for (size_t i = 0; i < overlay->files.count; i++)
    if (text_is(overlay->files.items[i].path, RULES))
      bytes = overlay->files.items[i].bytes;
  Model *made = check_rules(arena, TEXT(RULES), bytes, &options, &talk->diags);
  if (talk->diags.errors)
    memory_stop(&talk->memory);
  talk->diags.list.count = talk->diags.warnings = 0;
  return made;
}

static Experiment *population(void *context, Arena *arena, Model *of) {
  Talk *talk = context;
  char path[] = "/tmp/anslag_talk_XXXXXX";
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  Store *store = store_open(arena, of, text_from(path), STORE_WRITE, &talk->diags);
  store_make_tables(store);
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    ImportOptions options = { .record = text_from(tables[i].record),
                              .path = text_from(tables[i].path), .keep = IMPORT_KEEP_BAD };
    Writer account;
    writer_to_memory(&account, arena);
    assert_true(bench_read(arena, tables[i].path, &options.bytes));
    Diags unread;
    diags_init(&unread, arena, &talk->sources);
    import_csv(store, &options, &account, &unread);
  }
  store_begin(store);
  Experiment *experiment = experiment_open(arena, of, store, 1, &talk->diags);
  store_rollback(store);
  store_close(store);
  remove(path);
  return experiment;
}

static EvalOptions options(void *context, const Model *of) {
  (void)context, (void)of;
  return (EvalOptions){ .most_steps = 0 };
}

static const Scenario *scenario(void *context, const Model *of, Text name) {
  Talk *talk = context;
  return check_scenario(of, name, &talk->diags);
}

static bool write_file(void *context, Text path, Text bytes, bool again) {
  Talk *talk = context;
  (void)path;
  if (talk->there && !again)
    return false;
  talk->written = arena_text(&talk->lasting, bytes);
  return true;
}

static void append(void *context, Text path, Text bytes) {
  write_file(context, path, bytes, true);
}

static void help(void *context, Text topic) {
  (void)context, (void)topic;
}

static void progress(void *context, size_t done, size_t total) {
  (void)context, (void)done, (void)total;
}

static const DialogueHost host_calls = { NULL, model, population, scenario, options, write_file,
                                         append, help, progress };

/* ---- turns -------------------------------------------------------------------------------- */

typedef struct { Talk *talk; Arena *arena; Writer *out; } Turn;

static DialogueTurn turn_of(const Turn *turn) {
  return (DialogueTurn){ .arena = turn->arena, .diags = &turn->talk->diags, .out = turn->out,
                         .screen = { .width = 100 } };
}

static void open_work(void *context) {
  Turn *turn = context;
  DialogueHost host = host_calls;
  host.context = turn->talk;
  DialogueTurn first = turn_of(turn);
  DialogueStart start = { NULL, 0, NULL };
  turn->talk->dialogue = dialogue_open(&turn->talk->lasting, &host, &first, &start);
}

static void enter_work(void *context) {
  Turn *turn = context;
  Talk *talk = turn->talk;
  DialogueTurn next = turn_of(turn);
  dialogue_turn(talk->dialogue, &next);
  Text input = text_from(talk->input);
  if (!talk->wanted) {
    dialogue_enter(talk->dialogue, input);
    return;
  }
  Completions completions = { NULL, 0, 0 };
  size_t start;
  dialogue_complete(talk->dialogue, input, input.length, &start, &completions);
  for (size_t i = 0; i < completions.count; i++) {
    const Completion *completion = &completions.items[i];
    bool told = !talk->about || text_starts_with(completion->about, text_from(talk->about));
    talk->offered |= told && text_is(completion->text, talk->wanted);
  }
}

/* One guarded turn; false: it was left.  What it said is in talk->answer. */
static bool go(Talk *talk, void work(void *context)) {
  Arena arena;
  Writer out;
  arena_init(&arena, &talk->memory);
  Turn turn = { talk, &arena, &out };
  diags_init(&talk->diags, &arena, &talk->sources);
  writer_to_memory(&out, &talk->lasting);
  bool whole = memory_guard(&talk->memory, work, &turn);
  Text said = whole ? writer_text(&out) : TEXT("");
  size_t length = said.length < sizeof talk->answer - 1 ? said.length : sizeof talk->answer - 1;
  memcpy(talk->answer, said.length ? said.bytes : "", length);
  talk->answer[length] = '\0';
  arena_free(&arena);
  return whole;
}

static bool enter(Talk *talk, const char *input) {
  talk->input = input;
  return go(talk, enter_work);
}

static void tell(Talk *talk, const char *input, const char *wanted) {
  bool whole = enter(talk, input);
  bool found = whole && strstr(talk->answer, wanted);
  if (!found)
    print_error("%s gave\n%s\nnot %s\n", input, talk->answer, wanted);
  assert_true(found);
}

static int set_up(void **state) {
  Talk *talk = calloc(1, sizeof *talk);
  talk->memory.interrupt = &talk->interrupt;
  arena_init(&talk->lasting, &talk->memory);
  sources_init(&talk->sources, &talk->lasting);
  *state = talk;
  return go(talk, open_work) ? 0 : 1;
}

static int tear_down(void **state) {
  Talk *talk = *state;
  dialogue_close(talk->dialogue);
  arena_free(&talk->lasting);
  assert_null(talk->memory.deferred);
  assert_int_equal(talk->memory.blocks, 0);
  free(talk);
  return 0;
}

/* ---- answers ------------------------------------------------------------------------------ */

static void it_says_what_is_open(void **state) {
  Talk *talk = *state;
  assert_non_null(strstr(talk->answer, "omstallning_2026"));
  assert_non_null(strstr(talk->answer, "application: 303, 0 decided"));
}

static void settings_add_up_and_are_undone(void **state) {
  Talk *talk = *state;
  tell(talk, "set director_limit = 1.5 mkr", "regiondirektor decides  53 → 49 (−4)");
  tell(talk, "set director_pool = 40 mkr", "together with: director_limit = 1.5 mkr");
  tell(talk, "set director_limit = 2 mkr", "53 → 71 (+18)");
  tell(talk, ":set", "  set director_pool = 40 mkr\n  set director_limit = 2 mkr\n");
  tell(talk, "undo", "53 → 82");
  tell(talk, "undo", "53 → 49");
  tell(talk, "redo", "53 → 82");
  tell(talk, "unset director_pool", "53 → 49");
  assert_false(enter(talk, "redo"));
  tell(talk, "unset", "all stands as the rules are");
}

static void declarations_make_another_model(void **state) {
  Talk *talk = *state;
  tell(talk, "set director_pool = 40 mkr", "decides");
  tell(talk, "parameter director_limit = 2 mkr", "53 → 71 (+18)");
  tell(talk, "director_limit", "  2 000 000 kr\n");
  tell(talk, "criterion small \"Small\"\n  requires amount at most 5 mkr else \"Large.\"",
       "funded");
  tell(talk, "40.outcome", "  rejected\n");
  tell(talk, "diff", "waitlisted → rejected");
  tell(talk, "undo", "decides");
  tell(talk, "40.outcome", "  waitlisted\n");
  tell(talk, "undo", "decides");
  tell(talk, "director_limit", "  1 000 000 kr\n");
}

static void a_record_is_told_of_by_its_key(void **state) {
  Talk *talk = *state;
  tell(talk, "212.amount", "  4 596 000 kr\n");
  tell(talk, "212.amount / 2 + 1 kr", "  2 298 001 kr\n");
  tell(talk, "what if 212, amount 900 tkr", "application");
  tell(talk, "212.amount", "  900 000 kr   (without what is assumed: 4 596 000 kr)\n");
  tell(talk, "212.decider", "  regiondirektor\n");
  tell(talk, "test that \"small\"",
       "  expect fundable, decider regiondirektor, granted 900_000 kr");
  assert_false(enter(talk, "212.amount + 40.amount"));
  assert_false(enter(talk, "9999.amount"));
}

static void a_table_is_pasted(void **state) {
  Talk *talk = *state;
  tell(talk, "id\tSökt belopp\r\n40\t30000000\r\n", "  1 facts of 1 records");
  tell(talk, "40.amount", "  30 000 000 kr");
  assert_false(enter(talk, "id\tnothing\n40\t1\n"));
  assert_false(enter(talk, "amount\tfocus\n1\tother\n"));
  assert_false(enter(talk, "id\tamount\n40\tone million\n"));
}

static void files_are_not_replaced_by_accident(void **state) {
  Talk *talk = *state;
  tell(talk, "set pool_limit = 150 mkr", "funded");
  tell(talk, "save scenario \"x\" to a/b c.anslag", "written to a/b c.anslag");
  assert_true(text_is(talk->written, "scenario \"x\"\n  set pool_limit = 150 mkr\n"));
  talk->there = true;
  assert_false(enter(talk, "save scenario \"x\" to y.anslag"));
  assert_false(enter(talk, "save scenario \"x\" to z.anslag"));
  tell(talk, "save scenario \"x\" to z.anslag", "written");
}

/* ---- what fails changes nothing ----------------------------------------------------------- */

static void mistakes_leave_the_state(void **state) {
  Talk *talk = *state;
  static const char *const wrong[] = {
    "set pool_limit = yes", "set nothing = 1", "unset nothing", "without nothing", "x y", ")",
    "what if 40, id 2", "what if 40, nothing 2", "what if 9999, amount 2 kr", ":nothing", ":hold",
    "compare nowhere", "scenario \"nowhere\"",
    "sweep pool_limit from 1 kr to 2 kr step 0 kr show granted",
    "parameter x", "define y = nothing", "guideline z", "repeal stod.nothing", "plot",
    ":once x.csv",
    "explain 9999", "budget", "save test to x", "fundable where amount" };
  tell(talk, "set director_limit = 1.5 mkr", "53 → 49");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    if (enter(talk, wrong[i]))
      print_error("%s was taken\n", wrong[i]);
    assert_int_equal(talk->memory.failure, FAILURE_STOPPED);
    tell(talk, ":set", "  set director_limit = 1.5 mkr\n");
  }
  tell(talk, "undo", "all stands");
}

static void an_interrupt_leaves_the_state(void **state) {
  Talk *talk = *state;
  tell(talk, "set director_limit = 1.5 mkr", "53 → 49");
  talk->interrupt = 1;
  assert_false(enter(talk, "set pool_limit = 150 mkr"));
  assert_int_equal(talk->memory.failure, FAILURE_INTERRUPT);
  talk->interrupt = 0;
  tell(talk, ":set", "  set director_limit = 1.5 mkr\n");
  tell(talk, "granted", " kr");
}

/* Memory ends at one allocation after the other; the dialogue goes on as if nothing was asked. */
static void memory_that_ends_leaves_the_state(void **state) {
  Talk *talk = *state;
  static const char *const inputs[] = {
    "set pool_limit = 150 mkr", "what if 40, amount 30 mkr", "fundable top 3 by amount", "frames",
    "compare baseline, current",
    "criterion small \"S\"\n  requires amount at most 5 mkr else \"L\"" };
  tell(talk, "set director_limit = 1.5 mkr", "53 → 49");
  tell(talk, "granted", " kr");
  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    bool whole = false;
    for (uint64_t step = 1; !whole && step < 4000; step += step / 4 + 1) {
      talk->memory.calls = 0;
      talk->memory.fail_at = step;
      whole = enter(talk, inputs[i]);
      talk->memory.fail_at = 0;
      if (!whole)
        assert_int_equal(talk->memory.failure, FAILURE_MEMORY);
      if (whole && strncmp(inputs[i], "f", 1) != 0 && inputs[i][1] != 'o')
        tell(talk, "undo", "decides");
      tell(talk, ":set", "  set director_limit = 1.5 mkr\n");
    }
  }
}

/* ---- whole or not, and what may come ------------------------------------------------------ */

static void unfinished_work(void *context) {
  Turn *turn = context;
  DialogueTurn next = turn_of(turn);
  dialogue_turn(turn->talk->dialogue, &next);
  turn->talk->offered = dialogue_unfinished(turn->talk->dialogue, text_from(turn->talk->input));
}

static bool unfinished(Talk *talk, const char *input) {
  talk->input = input;
  assert_true(go(talk, unfinished_work));
  return talk->offered;
}

static void an_open_clause_wants_more(void **state) {
  Talk *talk = *state;
  assert_true(unfinished(talk, "(1 + 2"));
  assert_true(unfinished(talk, "set pool_limit ="));
  assert_true(unfinished(talk, "fundable where"));
  assert_true(unfinished(talk, "what if"));
  assert_false(unfinished(talk, "(1 + 2)"));
  assert_false(unfinished(talk, "frames"));
  assert_false(unfinished(talk, "set pool_limit = 1 mkr -- (why not"));
  assert_false(unfinished(talk, "(1 +\n\n"));
  assert_false(unfinished(talk, ":set ("));
  assert_false(unfinished(talk, ""));
}

static bool offers(Talk *talk, const char *input, const char *wanted) {
  talk->wanted = wanted;
  talk->offered = false;
  assert_true(enter(talk, input));
  talk->wanted = NULL;
  return talk->offered;
}

static void words_complete_where_they_stand(void **state) {
  Talk *talk = *state;
  static const struct { const char *input, *wanted; } cases[] = {
    { "s", "sweep" }, { "wh", "why not" }, { ":h", ":hold" }, { "set dir", "director_limit" },
    { "unset ", "pool_limit" }, { "without fo", "focus" }, { "explain 21", "212" },
    { "what if 212, am", "amount" }, { "what if 212, focus st", "staffing" },
    { "fundable where fo", "focus" }, { "fundable where focus is st", "staffing" },
    { "fundable where focus = ", "staffing" }, { "diff by foc", "focus" },
    { "compare ", "baseline" }, { "compare \"f", "\"fördubblad delegation\"" },
    { "scenario ", "\"större pott\"" }, { "sweep pool", "pool_limit" },
    { "sweep pool_limit from 1 mkr to 2 mkr step 1 mkr show dir", "director.drawn" },
    { "solve ", "director_limit" }, { "212.am", "amount" }, { "fundable top 3 ", "by" },
    { "save ", "scenario" } };
  tell(talk, "set pool_limit = 150 mkr", "funded");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (!offers(talk, cases[i].input, cases[i].wanted))
      print_error("%s does not offer %s\n", cases[i].input, cases[i].wanted);
    assert_true(offers(talk, cases[i].input, cases[i].wanted));
  }
  assert_false(offers(talk, "set dir", "amount"));
  talk->about = "= 150 mkr";            /* as it is set, not as the rules have it */
  assert_true(offers(talk, "set pool", "pool_limit"));
  talk->about = "= 1";
  assert_true(offers(talk, "set dir", "director_limit"));
  talk->about = NULL;
  assert_false(offers(talk, "without ", "amount"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    TEST(it_says_what_is_open),
    TEST(settings_add_up_and_are_undone),
    TEST(declarations_make_another_model),
    TEST(a_record_is_told_of_by_its_key),
    TEST(a_table_is_pasted),
    TEST(files_are_not_replaced_by_accident),
    TEST(mistakes_leave_the_state),
    TEST(an_interrupt_leaves_the_state),
    TEST(memory_that_ends_leaves_the_state),
    TEST(an_open_clause_wants_more),
    TEST(words_complete_where_they_stand),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
