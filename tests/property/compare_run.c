/* A whole run into the database: record by record, and by columns, a window at a time, with one
 * thread or two.  Every row of every table, the digest, the tallies and what is reported. */
#include "tests/property/compare.h"

#include "interp/decide/to_store.h"
#include "tests/harness/row_lines.h"

#include <string.h>

typedef struct {
  Comparing     *comparing;
  ToStoreOptions options;
  Diags          diags;
  Store         *store;
  StoredRun      stored;
  Writer         told;
} Running;

/* ---- one run, and back to where the database was ------------------------------------- */

static void run_once(void *context) {
  Running *running = context;
  Trial *trial = running->comparing->trial;
  running->store = store_open(&running->comparing->arena, trial->model, text_from(trial->path),
                              STORE_WRITE, &running->diags);
  store_begin(running->store);
  running->options.input = running->options.output = running->store;
  running->options.eval = trial->options;
  running->options.started = TEXT("2026-06-01T12:00:00Z");
  running->options.engine = TEXT("anslag property");
  running->stored = run_to_store(&running->comparing->arena, trial->model, &running->options,
                                 &running->diags);
}

static void tell_tables(Running *running) {
  static const char *const queries[] = {
    "SELECT decision, record, outcome, decider, asked, granted, currency, frame, rank, failed,"
    " missing, noted, consulted FROM anslag_decision WHERE run_id = ?1 ORDER BY 1, 2, 3, 5",
    "SELECT decision, record, rule, verdict, missing, source, owner, reason FROM anslag_finding"
    " WHERE run_id = ?1 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8",
    "SELECT decision, record, name, value FROM anslag_value WHERE run_id = ?1 ORDER BY 1, 2, 3, 4",
    "SELECT decision, record, deadline, owed_by, owed_to, due FROM anslag_deadline"
    " WHERE run_id = ?1 ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT frame, key, amount_limit, opening, drawn, remaining FROM anslag_frame"
    " WHERE run_id = ?1 ORDER BY 1, 2",
    "SELECT frame, key, kind, decision, record, amount, \"on\" FROM anslag_frame_line"
    " WHERE run_id = ?1 ORDER BY rowid",
    "SELECT records, digest, data_hash, rules_hash, settings FROM anslag_run WHERE run_id = ?1",
    "SELECT decision, last - first + 1, place FROM anslag_extent WHERE run_id = ?1 ORDER BY first",
  };
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    writer_print(&running->told, "-- %zu\n", i);
    store_query(running->store, &running->comparing->arena, queries[i], add_row_line,
                &running->told);
  }
}

static void tell_tallies(Running *running) {
  const RunSummary *summary = running->stored.summary;
  for (size_t i = 0; i < summary->decisions.count; i++) {
    const DecisionSummary *each = &summary->decisions.items[i];
    writer_print(&running->told, "%zu records, %zu recorded, granted %lld:", each->records,
                 each->recorded, (long long)each->granted);
    for (size_t j = 0; j < OUTCOME_QUEUED; j++)
      writer_print(&running->told, " %zu", each->outcomes[j]);
    for (size_t j = 0; j < each->deciders.count; j++)
      writer_print(&running->told, " %.*s %zu %lld", TEXT_PRINT(each->deciders.items[j].name),
                   each->deciders.items[j].count, (long long)each->deciders.items[j].granted);
    for (size_t j = 0; j < each->own.count; j++)
      writer_print(&running->told, " %.*s %zu", TEXT_PRINT(each->own.items[j].name),
                   each->own.items[j].count);
    writer_put_char(&running->told, '\n');
  }
}

static void tell_all(void *context) {
  Running *running = context;
  tell_tables(running);
  tell_tallies(running);
}

static void close_store(void *context) {
  Running *running = context;
  store_rollback(running->store);
  store_close(running->store);
}

static void tell_reports(Running *running) {
  for (size_t i = 0; i < running->diags.list.count; i++)
    if (running->diags.list.items[i]->severity == SEVERITY_ERROR)
      writer_print(&running->told, "reported %s %.*s\n",
                   diag_code_text(running->diags.list.items[i]->code),
                   TEXT_PRINT(running->diags.list.items[i]->message));
}

static Text tell_run(Running *running) {
  Trial *trial = running->comparing->trial;
  diags_init(&running->diags, &running->comparing->arena, &trial->sources);
  writer_to_memory(&running->told, &running->comparing->arena);
  if (!memory_guard(&trial->memory, run_once, running))
    writer_put(&running->told, TEXT("left\n"));
  else if (!memory_guard(&trial->memory, tell_all, running) ||
           !memory_guard(&trial->memory, close_store, running))
    writer_put(&running->told, TEXT("could not be read\n"));
  tell_reports(running);
  return writer_text(&running->told);
}

/* ---- both ways ----------------------------------------------------------------------- */

static void tell_first(Comparing *comparing, Text expected, Text found, size_t window,
                       unsigned threads) {
  size_t at = 0, line = 0;
  while (at < expected.length && at < found.length && expected.bytes[at] == found.bytes[at])
    if (expected.bytes[at++] == '\n')
      line = at;
  if (at == expected.length && at == found.length)
    return;
  Text a = text_part(expected, line, expected.length), b = text_part(found, line, found.length);
  differ(comparing, "window %zu, %u threads\n  by records: %.*s\n  by columns: %.*s", window,
         threads, (int)text_find(a, TEXT("\n"), 0), a.bytes, (int)text_find(b, TEXT("\n"), 0),
         b.bytes);
}

static void by_columns(Comparing *comparing, const ModelSettings *settings, Text expected,
                       size_t window, unsigned threads) {
  Running running = { .comparing = comparing };
  running.options = (ToStoreOptions){ .settings = settings, .window = window, .threads = threads };
  tell_first(comparing, expected, tell_run(&running), window, threads);
}

/* In one way of six, or in all. */
static void compare_under(Comparing *comparing, const ModelSettings *settings, uint64_t turn,
                          bool all) {
  static const size_t windows[] = { 1, 7, 1024 };
  Running running = { .comparing = comparing };
  running.options = (ToStoreOptions){ .settings = settings, .by_records = true };
  Text expected = tell_run(&running);
  for (size_t i = 0; i < 6; i++)
    if (turn % 6 == i || all)
      by_columns(comparing, settings, expected, windows[i % 3], i < 3 ? 1 : 2);
}

/* A run takes some milliseconds, so that of six rule sets one is run; of some all six ways.  Where
 * nothing else is compared all are run, under both settings. */
void compare_run(Comparing *comparing) {
  const Trial *trial = comparing->trial;
  uint64_t seed = trial->made->seed, turn = seed / 6;
  bool all = comparing->all || turn % 25 == 0;
  if (comparing->all || seed % 18 == 0)
    compare_under(comparing, &trial->changed, turn, all);
  if (comparing->all || seed % 6 == 0)
    compare_under(comparing, &trial->none, turn, all);
}
