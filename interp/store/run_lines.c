/* Changes of frames: gathered, and handed to SQLite many at a time as a table, anslag_line_rows. */
#include "interp/store/run_rows.h"
#include "interp/store/runs.h"

enum { LINES_MOST = 1024 };

struct RunLines {
  Arena          texts;         /* of the lines that are gathered */
  StoreFrameLine lines[LINES_MOST];
  LineSource     source;
  Statement     *statement;
};

void run_lines_begin(Store *store) {
  run_lines_end(store);         /* of a run that was rolled back */
  if (!store->lines) {
    store->lines = arena_new(store->arena, RunLines);
    int result = run_rows_register_lines(store->connection, &store->lines->source);
    if (result != SQLITE_OK)
      store_fail(store, result);
  }
  RunLines *lines = store->lines;
  arena_init_deferred(&lines->texts, store->memory);
  lines->source = (LineSource){ store->run_id, lines->lines, 0 };
  lines->statement = store_prepare_ours(store, "anslag_frame_line",
      "INSERT INTO main.anslag_frame_line (run_id, frame, key, kind, decision, record, amount,"
      " \"on\") SELECT run_id, frame, key, kind, decision, record, amount, \"on\""
      " FROM anslag_line_rows");
}

void run_lines_flush(Store *store) {
  RunLines *lines = store->lines;
  if (lines->source.count > 0)
    statement_write_rows(store, lines->statement, lines->source.count);
  lines->source.count = 0;
  arena_reset(&lines->texts);
}

void run_lines_end(Store *store) {
  RunLines *lines = store->lines;
  if (!lines || !lines->statement)
    return;
  statement_end(lines->statement);
  lines->statement = NULL;
  memory_release(store->memory, &lines->texts);
}

void store_write_frame_line(Store *store, const StoreFrameLine *row) {
  RunLines *lines = store->lines;
  Arena    *texts = &lines->texts;
  if (lines->source.count == LINES_MOST)
    run_lines_flush(store);
  lines->lines[lines->source.count] = (StoreFrameLine){
    .frame = arena_text(texts, row->frame), .key = arena_text(texts, row->key),
    .kind = arena_text(texts, row->kind), .decision = arena_text(texts, row->decision),
    .record = arena_text(texts, row->record), .on = arena_text(texts, row->on),
    .amount = row->amount,
  };
  lines->source.count++;
}
