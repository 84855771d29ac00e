/* experiment_support.h - a rule folder and its CSV files as an experiment: for tests.
 *
 * Tests are run at the root of the project.  Each program includes it once:
 *   Bench bench;  bench_open(&bench, RULES, tables, count);  ...  bench_close(&bench);
 * Everything after bench_open runs in a guard of the test's own, or none fails. */
#ifndef ANSLAG_TESTS_UNIT_EXPERIMENT_SUPPORT_H
#define ANSLAG_TESTS_UNIT_EXPERIMENT_SUPPORT_H

#include "grammar/parse.h"
#include "interp/check/check.h"
#include "interp/experiment/experiment.h"
#include "interp/store/import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

/* `record` NULL: the path is a statement of SQL. */
typedef struct { const char *record, *path; } BenchTable;

typedef struct {
  Memory      memory;
  Arena       arena;
  Sources     sources;
  Diags       diags;
  const char *rules;
  const BenchTable *tables;
  size_t      table_count;
  const char *const *beside;      /* names of amendments beside the rules; none as opened */
  size_t      beside_count;
  Model      *model;
  Experiment *experiment;
  Text        digest;             /* of a run over the database, nothing assumed; or empty */
} Bench;

static inline void bench_run(Bench *bench, Store *store) {
  Population population;
  ModelSettings none = { NULL, 0, 0 };
  EvalOptions options = { .has_as_of = date_parse(TEXT("2026-06-01"), &options.as_of) };
  population_of_store(&population, store, &bench->arena);
  bench->digest = run_population(&bench->arena, bench->model, &none, &options, &population, NULL,
                                 &bench->diags)->digest;
}

static inline bool bench_read(Arena *arena, const char *path, Text *bytes) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = arena_alloc(arena, (size_t)size + 1);
  *bytes = (Text){ text, fread(text, 1, (size_t)size, file) };
  fclose(file);
  return true;
}

static inline bool bench_load(void *context, Arena *arena, Text base, Text path, bool library,
                              Text *bytes, Text *reason) {
  (void)context;
  *reason = TEXT("not found");
  size_t folder = base.length;
  while (folder > 0 && base.bytes[folder - 1] != '/')
    folder--;
  Text full = library ? arena_format(arena, "stdlib/%.*s", TEXT_PRINT(path))
                      : arena_format(arena, "%.*s%.*s", (int)folder, base.bytes,
                                     TEXT_PRINT(path));
  return bench_read(arena, full.bytes, bytes);
}

static inline void bench_tell(Bench *bench) {
  for (size_t i = 0; i < bench->diags.list.count; i++)
    if (bench->diags.list.items[i]->severity == SEVERITY_ERROR)
      print_error("%.*s\n", TEXT_PRINT(bench->diags.list.items[i]->message));
}

static inline void bench_import(Bench *bench, Store *store, const BenchTable *table) {
  ImportOptions options = { .record = text_from(table->record), .path = text_from(table->path),
                            .keep = IMPORT_KEEP_BAD };
  Writer account;
  writer_to_memory(&account, &bench->arena);
  assert_true(bench_read(&bench->arena, table->path, &options.bytes));
  Diags unread;
  diags_init(&unread, &bench->arena, &bench->sources);
  assert_true(import_csv(store, &options, &account, &unread).inserted > 0);
}

static inline void bench_execute(const char *database, const char *sql) {
  sqlite3 *connection;
  assert_int_equal(sqlite3_open(database, &connection), SQLITE_OK);
  assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(connection);
}

static inline void bench_beside(void *context, Arena *arena, Text base, CheckPaths *paths) {
  const Bench *bench = context;
  (void)base;
  for (size_t i = 0; i < bench->beside_count; i++)
    LIST_ADD(arena, paths, Text, text_from(bench->beside[i]));
}

static inline void bench_work(void *context) {
  Bench *bench = context;
  Text bytes;
  CheckOptions options = { bench_load, bench, bench_beside };
  assert_true(bench_read(&bench->arena, bench->rules, &bytes));
  bench->model = check_rules(&bench->arena, text_from(bench->rules), bytes, &options,
                             &bench->diags);
  bench_tell(bench);
  assert_int_equal(bench->diags.errors, 0);
  char path[] = "/tmp/anslag_bench_XXXXXX";
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  Store *store = NULL;
  if (bench->table_count) {
    store = store_open(&bench->arena, bench->model, text_from(path), STORE_WRITE, &bench->diags);
    store_make_tables(store);
    for (size_t i = 0; i < bench->table_count; i++)
      if (bench->tables[i].record)
        bench_import(bench, store, &bench->tables[i]);
      else
        bench_execute(path, bench->tables[i].path);
    store_begin(store);
    bench_run(bench, store);
    store_rollback(store);
    store_close(store);
    store = store_open(&bench->arena, bench->model, text_from(path), STORE_READ, &bench->diags);
    store_begin(store);
  }
  bench->experiment = experiment_open(&bench->arena, bench->model, store, 2, &bench->diags);
  if (store) {
    store_rollback(store);
    store_close(store);
  }
  remove(path);
}

static inline void bench_open_with(Bench *bench, const char *rules, const char *const *beside,
                                   size_t beside_count, const BenchTable *tables, size_t count) {
  *bench = (Bench){ .rules = rules, .tables = tables, .table_count = count, .beside = beside,
                    .beside_count = beside_count };
  arena_init(&bench->arena, &bench->memory);
  sources_init(&bench->sources, &bench->arena);
  diags_init(&bench->diags, &bench->arena, &bench->sources);
  bool done = memory_guard(&bench->memory, bench_work, bench);
  bench_tell(bench);
  assert_true(done);
}

static inline void bench_open(Bench *bench, const char *rules, const BenchTable *tables,
                              size_t count) {
  bench_open_with(bench, rules, NULL, 0, tables, count);
}

static inline void bench_close(Bench *bench) {
  arena_free(&bench->arena);
  assert_null(bench->memory.deferred);
  assert_int_equal(bench->memory.blocks, 0);
}

/* Adds "director_limit = 2 mkr" to what is assumed. */
static inline void bench_set(Bench *bench, Assumptions *assumed, const char *text) {
  Source *source = sources_add(&bench->sources, TEXT("set"), text_from(text));
  Setting *setting = arena_new(&bench->arena, Setting);
  ModelSetting made = { .parameter = NULL };
  bool fine = parse_setting(&bench->arena, source, bench->model->surface, &bench->diags,
                            setting) &&
              check_setting(bench->model, setting, &bench->diags, &made);
  bench_tell(bench);
  assert_true(fine);
  LIST_ADD(&bench->arena, &assumed->settings, ModelSetting, made);
}

static inline size_t bench_count(const Standing *standing, OutcomeKind kind) {
  return standing->decisions[0].summary.outcomes[kind];
}

#endif
