/* What reports say of a database that is judged by columns is what they say of it judged record by
 * record: differences of two sides, what is missing, the overview; and the digest of a population
 * that is held. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_folders.h"

#include "interp/report/difference.h"
#include "interp/report/duties.h"
#include "interp/report/overview.h"

enum { TRIALS = 12 };

/* ---- a database of the folder ------------------------------------------------------------- */

static char path[64];

static void make_database(void *context) {
  const Folder *folder = context;
  Store *store = store_open(&bench.arena, bench.model, text_from(path), STORE_WRITE, &bench.diags);
  store_make_tables(store);
  for (size_t i = 0; i < folder->count; i++)
    if (folder->tables[i].record)
      bench_import(&bench, store, &folder->tables[i]);
    else
      bench_execute(path, folder->tables[i].path);
  store_close(store);
}

static void open_amended(const Folder *folder, const char *const *beside, size_t beside_count) {
  bench_open_with(&bench, folder->rules, beside, beside_count, folder->tables, folder->count);
  strcpy(path, "/tmp/anslag_report_XXXXXX");
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  assert_true(memory_guard(&bench.memory, make_database, (void *)folder));
}

static void open_folder(const Folder *folder) {
  open_amended(folder, NULL, 0);
}

static void close_folder(void) {
  remove(path);
  bench_close(&bench);
}

static Store *open_store(void) {
  Store *store = store_open(&bench.arena, bench.model, text_from(path), STORE_READ, &bench.diags);
  store_begin(store);
  return store;
}

static void close_store(Store *store) {
  store_rollback(store);
  store_close(store);
}

/* ---- differences --------------------------------------------------------------------------- */

typedef struct {
  const Assumptions *before, *after;
  bool     amended;                 /* before: the text of a day before the amendments */
  bool     decided, by_columns;
  unsigned threads;
  Text     told;
} Differing;

static Text told(const Endings *endings, const Comparison *comparison) {
  DifferenceReport report = { .comparison = comparison, .endings = endings, .most_rows = 7 };
  Screen screen = { .width = 80 };
  Writer writer;
  writer_to_memory(&writer, &bench.arena);
  difference_write_json(&writer, &report);
  difference_write_text(&writer, &screen, &report);
  return writer_text(&writer);
}

/* Backwards too, which takes a reading anew. */
static void expect_titles(const Endings *endings, Store *store) {
  for (size_t i = 0; i < endings->decisions.count; i++) {
    const EndingsOf *of = &endings->decisions.items[i];
    for (size_t j = of->differ; j-- > 0 && j + 20 > of->differ;) {
      EndingPair pair = endings_pair(of, j, &bench.arena);
      const Record *record = store_find(store, of->decision->subject, pair.key, &bench.arena);
      Text title = endings_title(of, j, &bench.arena);
      if (record && !text_equal(title, ending_title(record)))
        fail_msg("%s: record %.*s is called %.*s", bench.rules, TEXT_PRINT(pair.key),
                 TEXT_PRINT(title));
    }
  }
}

static void differ(void *context) {
  Differing *differing = context;
  Store *stores[2] = { open_store(), open_store() };
  Population populations[2];
  for (int i = 0; i < 2; i++)
    population_of_store(&populations[i], stores[i], &bench.arena);
  populations[1].hold_none = differing->decided;
  RulesSide sides[2] = { { .model = bench.model, .settings = &differing->before->settings },
                         { .model = bench.model, .settings = &differing->after->settings } };
  Comparison *comparison = NULL;
  if (differing->amended) {
    sides[0].has_day = date_parse(TEXT("2026-01-15"), &sides[0].day);
    comparison = rules_compare(&bench.arena, &sides[0], &sides[1]);
  }
  EndingSide before = { &sides[0], differing->before->eval, &populations[0], stores[0],
                        differing->threads, differing->decided };
  EndingSide after = { &sides[1], differing->after->eval, &populations[1], stores[1],
                       differing->threads, false };
  before.eval.has_text_day = sides[0].has_day;
  before.eval.text_day = sides[0].day;
  if (!differing->by_columns)
    before.store = after.store = NULL;
  Endings *endings = endings_judge(&bench.arena, &before, &after, comparison, NULL,
                                   &bench.diags);
  differing->told = told(endings, comparison);
  for (size_t i = 0; differing->amended && i < endings->decisions.count; i++)
    if (endings->decisions.items[i].groups.count <= 3)
      fail_msg("%.*s", TEXT_PRINT(differing->told));
  if (differing->by_columns)
    expect_titles(endings, stores[1]);
  endings_end(endings);
  close_store(stores[0]);
  close_store(stores[1]);
}

static void expect_text(Text one, Text other, const char *rules) {
  if (text_equal(one, other))
    return;
  print_error("%s\n--- by columns\n%.*s\n--- record by record\n%.*s\n", rules, TEXT_PRINT(one),
              TEXT_PRINT(other));
  fail();
}

/* Of judgements alone none are told. */
static Text without_titles(Text told) {
  Writer writer;
  writer_to_memory(&writer, &bench.arena);
  for (size_t at = 0; at < told.length;) {
    size_t title = text_find(told, TEXT("\"title\":"), at);
    size_t end = title > told.length ? told.length : title;
    writer_put(&writer, text_part(told, at, end));
    at = end == told.length ? end : text_find(told, TEXT(",\"before\""), end);
  }
  return writer_text(&writer);
}

static void try_differences(size_t trial) {
  Assumptions before = assume_something(), after = assume_something();
  Differing columns = { .before = &before, .after = &after, .decided = trial % 3 == 0,
                        .by_columns = true, .threads = 1 + trial % 2 };
  Differing records = columns;
  records.by_columns = false;
  bool one = memory_guard(&bench.memory, differ, &columns);
  bool other = memory_guard(&bench.memory, differ, &records);
  assert_int_equal(one, other);
  if (one)
    expect_text(without_titles(columns.told), without_titles(records.told), bench.rules);
  bench.diags.list.count = 0;
  bench.diags.errors = 0;
}

static void differences_are_the_same(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(&folders[i]);
    dice = 77 + i;
    for (size_t trial = 0; trial < TRIALS; trial++)
      try_differences(trial);
    close_folder();
  }
}

/* Whose text it is goes by the day it was sent, which some do not say. */
static void groups_of_an_amendment_are_the_same(void **state) {
  (void)state;
  const Assumptions none = { .name = TEXT_NONE };
  static const Folder amended = {
    "tests/good/versions/by_record/grants.anslag",
    { { NULL, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
              " INSERT INTO application SELECT i, (i * 37) % 90, (i * 53) % 300,"
              " date('2026-01-05', ((i * 31) % 700) || ' days'),"
              " CASE WHEN i % 6 THEN date('2026-02-01', ((i * 17) % 600) || ' days') END,"
              " CASE WHEN i % 7 THEN date('2026-05-01', ((i * 7) % 600) || ' days') END FROM n" } },
    1 };
  static const char *const beside[] = { "first_change.anslag", "second_change.anslag" };
  open_amended(&amended, beside, 2);
  for (unsigned threads = 1; threads <= 2; threads++) {
    Differing columns = { &none, &none, true, false, true, threads, TEXT_NONE };
    Differing records = { &none, &none, true, false, false, threads, TEXT_NONE };
    assert_true(memory_guard(&bench.memory, differ, &columns));
    assert_true(memory_guard(&bench.memory, differ, &records));
    expect_text(without_titles(columns.told), without_titles(records.told), bench.rules);
  }
  close_folder();
}

/* ---- what is missing, and the overview ------------------------------------------------------- */

typedef struct {
  const Assumptions *assumed;
  bool by_columns;
  Text page, list, digest;
} Looking;

static void add_to_both(void *context, const Judgement *judgement, Arena *batch) {
  overview_add(context, judgement, batch);
}

static void look(void *context) {
  Looking *looking = context;
  Store *store = open_store();
  Population population;
  Overview overview;
  Writer page, list;
  Screen screen = { .width = 80 };
  overview_init(&overview, &bench.arena, bench.model);
  overview.summary.model = bench.model;
  HarvestTo to = { .words = overview_words, .take = overview_take, .context = &overview };
  RunColumns columns = { .input = store, .window = 64, .threads = 2, .harvest = &to };
  RunVisitor visitor = { .finished = add_to_both,
                         .columns = looking->by_columns ? &columns : NULL, .context = &overview };
  population_of_store(&population, store, &bench.arena);
  overview.summary.run = run_population(&bench.arena, bench.model, &looking->assumed->settings,
                                        &looking->assumed->eval, &population, &visitor,
                                        &bench.diags);
  looking->digest = overview.summary.run->digest;
  writer_to_memory(&list, &bench.arena);
  missing_write_json(&list, &overview.missing);
  missing_write_text(&list, &screen, &overview.missing);
  looking->list = writer_text(&list);
  writer_to_memory(&page, &bench.arena);
  overview_write_html(&page, &overview, &screen);
  looking->page = writer_text(&page);
  close_store(store);
}

typedef struct { const Assumptions *assumed; Text digest; } Digesting;

static void digest(void *context) {
  Digesting *digesting = context;
  digesting->digest = experiment_digest(bench.experiment, &bench.arena, digesting->assumed);
}

static void try_overview(void) {
  Assumptions assumed = assume_something();
  assumed.facts.count = 0;
  assumed.without.count = 0;
  assumed.hold_none = false;
  Looking columns = { .assumed = &assumed, .by_columns = true }, records = { .assumed = &assumed };
  Digesting held = { .assumed = &assumed };
  bool one = memory_guard(&bench.memory, look, &columns);
  bool other = memory_guard(&bench.memory, look, &records);
  assert_int_equal(one, other);
  assert_int_equal(memory_guard(&bench.memory, digest, &held), one);
  if (one) {
    expect_text(columns.list, records.list, bench.rules);
    expect_text(columns.page, records.page, bench.rules);
    expect_text(columns.digest, records.digest, bench.rules);
    expect_text(held.digest, records.digest, bench.rules);
  }
  bench.diags.list.count = 0;
  bench.diags.errors = 0;
}

static void overviews_and_digests_are_the_same(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(&folders[i]);
    dice = 99 + i;
    for (size_t trial = 0; trial < TRIALS; trial++)
      try_overview();
    close_folder();
  }
}

/* ---- what is owed ---------------------------------------------------------------------- */

typedef struct {
  const Assumptions *assumed;
  bool     by_columns;
  OwedList list;
  Text     told;
} Owing;

static void owe_record(void *context, const Judgement *judgement, Arena *batch) {
  (void)batch;
  owed_add_judgement(&((Owing *)context)->list, judgement);
}

static void owe_harvest(void *context, const Harvest *harvest) {
  owed_add_harvest(&((Owing *)context)->list, harvest);
}

static void owe(void *context) {
  Owing *owing = context;
  Store *store = open_store();
  Population population;
  Sheet sheet;
  Writer writer;
  HarvestTo to = { .take = owe_harvest, .context = owing };
  RunColumns columns = { .input = store, .window = 64, .threads = 2, .harvest = &to,
                         .no_digest = true };
  RunVisitor visitor = { .finished = owe_record,
                         .columns = owing->by_columns ? &columns : NULL, .context = owing };
  population_of_store(&population, store, &bench.arena);
  Evaluator *evaluator = evaluator_new(&bench.arena, bench.model, &owing->assumed->settings,
                                       &owing->assumed->eval, &bench.diags);
  evaluator_subject(evaluator, NULL, NULL, &population.all, &bench.arena);
  owed_start(&owing->list, &bench.arena, bench.model, evaluator, &population.all,
             owing->assumed->eval.as_of);
  run_population(&bench.arena, bench.model, &owing->assumed->settings, &owing->assumed->eval,
                 &population, &visitor, &bench.diags);
  owed_finish(&owing->list, NULL, 0);
  sheet_init(&sheet, &bench.arena);
  duties_to_sheet(&sheet, &owing->list, TEXT(""));
  writer_to_memory(&writer, &bench.arena);
  sheet_write_json(&writer, &sheet);
  writer_print(&writer, "%zu waiting\n", owing->list.waiting);
  owing->told = writer_text(&writer);
  close_store(store);
}

static void what_is_owed_is_the_same(void **state) {
  (void)state;
  size_t listed = 0, waiting = 0;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(&folders[i]);
    dice = 55 + i;
    for (size_t trial = 0; trial < TRIALS; trial++) {
      Assumptions assumed = assume_something();
      Owing columns = { .assumed = &assumed, .by_columns = true };
      Owing records = { .assumed = &assumed };
      assert_int_equal(memory_guard(&bench.memory, owe, &columns),
                       memory_guard(&bench.memory, owe, &records));
      expect_text(columns.told, records.told, bench.rules);
      listed += records.list.list.count;
      waiting += records.list.waiting;
      bench.diags.list.count = 0;
      bench.diags.errors = 0;
    }
    close_folder();
  }
  assert_true(listed > 100 && waiting > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(differences_are_the_same),
    cmocka_unit_test(groups_of_an_amendment_are_the_same),
    cmocka_unit_test(what_is_owed_is_the_same),
    cmocka_unit_test(overviews_and_digests_are_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
