/* What a run leaves of budgets, targets and controls: tables made where the rules have them. */
#include "interp/store/inside.h"

static const char *const outlook_tables[] = {
  "CREATE TABLE IF NOT EXISTS main.anslag_budget (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  budget TEXT NOT NULL,\n"
  "  year INTEGER,\n"
  "  record TEXT NOT NULL,\n"
  "  line TEXT NOT NULL,\n"
  "  kind TEXT NOT NULL,       -- line, section, total\n"
  "  amount INTEGER,           -- minor units, of what is known; NULL: a line that is not known\n"
  "  currency TEXT,\n"
  "  open INTEGER NOT NULL,    -- amounts in it that are not known\n"
  "  printed INTEGER)          -- what it is to agree with",
  "CREATE TABLE IF NOT EXISTS main.anslag_target (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  target TEXT NOT NULL,\n"
  "  year INTEGER,\n"
  "  status TEXT NOT NULL,     -- holds, fails, suspended, unknown, error\n"
  "  value TEXT,               -- money in minor units, a rate as a number: 0.25\n"
  "  bound TEXT,\n"
  "  margin TEXT,\n"
  "  date TEXT,\n"
  "  missing TEXT)",
  "CREATE TABLE IF NOT EXISTS main.anslag_control (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  control TEXT NOT NULL,\n"
  "  severity TEXT,\n"
  "  record TEXT NOT NULL,\n"
  "  verdict TEXT NOT NULL,    -- hit, unknown\n"
  "  source TEXT)",
};

struct StoreOutlook {
  Store     *store;
  Statement *budget, *target, *control;
};

StoreOutlook *store_outlook_begin(Store *store) {
  for (size_t i = 0; i < sizeof outlook_tables / sizeof outlook_tables[0]; i++)
    store_execute(store, outlook_tables[i]);
  StoreOutlook *outlook = arena_new(store->arena, StoreOutlook);
  outlook->store = store;
  outlook->budget = statement_new(store, TEXT(
      "INSERT INTO main.anslag_budget (run_id, budget, year, record, line, kind, amount, currency,"
      " open, printed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"));
  outlook->target = statement_new(store, TEXT(
      "INSERT INTO main.anslag_target (run_id, target, year, status, value, bound, margin, date,"
      " missing) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  outlook->control = statement_new(store, TEXT(
      "INSERT INTO main.anslag_control (run_id, control, severity, record, verdict, source)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  return outlook;
}

/* An empty text is NULL. */
static void bind_text(StoreOutlook *outlook, Statement *statement, int index, Text text) {
  statement_bind_text(outlook->store, statement, index, text.length ? text : TEXT_NONE);
}

void store_write_budget(StoreOutlook *outlook, const StoreBudget *row) {
  Store *store = outlook->store;
  statement_bind_integer(store, outlook->budget, 1, store->run_id);
  statement_bind_text(store, outlook->budget, 2, row->budget);
  statement_bind_optional(store, outlook->budget, 3, row->has_year, row->year);
  statement_bind_text(store, outlook->budget, 4, row->record);
  statement_bind_text(store, outlook->budget, 5, row->line);
  statement_bind_text(store, outlook->budget, 6, row->kind);
  statement_bind_optional(store, outlook->budget, 7, row->has_amount, row->amount);
  bind_text(outlook, outlook->budget, 8, row->currency);
  statement_bind_integer(store, outlook->budget, 9, row->open);
  statement_bind_optional(store, outlook->budget, 10, row->has_printed, row->printed);
  statement_write(store, outlook->budget);
}

void store_write_target(StoreOutlook *outlook, const StoreTarget *row) {
  Store *store = outlook->store;
  const Text texts[] = { row->value, row->bound, row->margin, row->date, row->missing };
  statement_bind_integer(store, outlook->target, 1, store->run_id);
  statement_bind_text(store, outlook->target, 2, row->target);
  statement_bind_optional(store, outlook->target, 3, row->has_year, row->year);
  statement_bind_text(store, outlook->target, 4, row->status);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    bind_text(outlook, outlook->target, 5 + (int)i, texts[i]);
  statement_write(store, outlook->target);
}

void store_write_control(StoreOutlook *outlook, const StoreControl *row) {
  Store *store = outlook->store;
  statement_bind_integer(store, outlook->control, 1, store->run_id);
  statement_bind_text(store, outlook->control, 2, row->control);
  bind_text(outlook, outlook->control, 3, row->severity);
  statement_bind_text(store, outlook->control, 4, row->record);
  statement_bind_text(store, outlook->control, 5, row->verdict);
  bind_text(outlook, outlook->control, 6, row->source);
  statement_write(store, outlook->control);
}

void store_outlook_end(StoreOutlook *outlook) {
  statement_end(outlook->budget);
  statement_end(outlook->target);
  statement_end(outlook->control);
}
