/* What runs and people have left, read back. */
#include "interp/store/runs.h"

/* What many rows say is kept once. */
static Text kept_word(Map *words, Text word) {
  return word.length ? map_keep(words, word) : word;
}

size_t store_decided(Store *store, Arena *arena, Text decision, StoreDecided **rows) {
  LIST(StoreDecided) list = { NULL, 0, 0 };
  Arena batch;
  Map words;
  *rows = NULL;
  if (!store_has_table(store, TEXT("anslag_decided")))
    return 0;
  ColumnList columns = table_columns(store, arena, TEXT("anslag_decided"));
  Text sql = arena_format(arena,
      "SELECT record, outcome, decider, decided_on, granted, %s"
      " FROM main.anslag_decided WHERE decision = ?1 AND id NOT IN"
      " (SELECT replaces FROM main.anslag_decided WHERE replaces IS NOT NULL)"
      " ORDER BY decided_on, id",
      column_find(&columns, TEXT("reference")) ? "reference" : "NULL");
  Statement *statement = statement_new(store, sql);
  statement_bind_text(store, statement, 1, decision);
  arena_init_deferred(&batch, arena->memory);
  map_init(&words, arena);
  while (statement_step(store, statement)) {
    arena_reset(&batch);
    StoreDecided row = { .record = statement_text(store, statement, 0, arena) };
    row.outcome = kept_word(&words, statement_text(store, statement, 1, &batch));
    row.decider = kept_word(&words, statement_text(store, statement, 2, &batch));
    row.decided_on = kept_word(&words, statement_text(store, statement, 3, &batch));
    Cell granted = statement_cell(store, statement, 4);
    row.has_granted = granted.kind == CELL_INTEGER;
    row.granted = granted.integer;
    row.reference = kept_word(&words, statement_text(store, statement, 5, &batch));
    LIST_ADD(arena, &list, StoreDecided, row);
  }
  statement_end(statement);
  memory_release(arena->memory, &batch);
  *rows = list.items;
  return list.count;
}

size_t store_duties(Store *store, Arena *arena, StoreDuty **rows) {
  LIST(StoreDuty) list = { NULL, 0, 0 };
  *rows = NULL;
  if (!store_has_table(store, TEXT("anslag_duty")))
    return 0;
  Statement *statement = statement_new(store, TEXT(
      "SELECT kind, name, body, due, status, done_on, evidence FROM main.anslag_duty"
      " ORDER BY rowid"));
  while (statement_step(store, statement)) {
    memory_poll(store->memory);
    StoreDuty row = { .kind = statement_text(store, statement, 0, arena) };
    row.name = statement_text(store, statement, 1, arena);
    row.body = statement_text(store, statement, 2, arena);
    row.due = statement_text(store, statement, 3, arena);
    row.status = statement_text(store, statement, 4, arena);
    row.done_on = statement_text(store, statement, 5, arena);
    row.evidence = statement_text(store, statement, 6, arena);
    LIST_ADD(arena, &list, StoreDuty, row);
  }
  statement_end(statement);
  *rows = list.items;
  return list.count;
}

void store_query(Store *store, Arena *arena, const char *sql, StoreRow *row, void *context) {
  if (!store_has_table(store, TEXT("anslag_run")))
    return;
  store_see_rows(store);
  int64_t latest = store_number(store, TEXT("SELECT max(run_id) FROM main.anslag_run"), 0);
  Statement *statement = statement_new(store, text_from(sql));
  if (sqlite3_bind_parameter_count(statement) > 0)
    statement_bind_integer(store, statement, 1, latest);
  size_t count = (size_t)sqlite3_column_count(statement);
  Text *cells = arena_array(arena, Text, count + 1);
  bool *null = arena_array(arena, bool, count + 1);
  bool more = true;
  while (more && statement_step(store, statement)) {
    memory_poll(store->memory);
    for (size_t i = 0; i < count; i++) {
      Cell cell = statement_cell(store, statement, (int)i);
      null[i] = cell.kind == CELL_NULL;
      cells[i] = null[i] ? TEXT("") : arena_text(arena, cell_text(arena, cell));
    }
    more = row(context, cells, null, count);
  }
  statement_end(statement);
}
