/* Decisions taken and the facts they rest on; runs, changes and rule texts, read back. */
#include "interp/store/runs.h"

static const char *const ledger_tables[] = {
  "CREATE TABLE IF NOT EXISTS main.anslag_decided (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  decision TEXT NOT NULL,\n"
  "  record $key NOT NULL,\n"
  "  outcome TEXT NOT NULL,\n"
  "  granted INTEGER,    -- minor units\n"
  "  currency TEXT,\n"
  "  decider TEXT NOT NULL,\n"
  "  decided_on TEXT NOT NULL,\n"
  "  reference TEXT,\n"
  "  deviates TEXT,\n"
  "  reason TEXT,\n"
  "  recorded_at TEXT NOT NULL,\n"
  "  replaces INTEGER REFERENCES anslag_decided (id),\n"
  "  previous_hash TEXT NOT NULL,\n"
  "  hash TEXT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS main.anslag_fact (\n"
  "  run_id INTEGER NOT NULL REFERENCES anslag_run (run_id),\n"
  "  decision TEXT NOT NULL,\n"
  "  record $key NOT NULL,\n"
  "  field TEXT NOT NULL,\n"
  "  value TEXT)",
  "CREATE INDEX IF NOT EXISTS main.anslag_fact_key ON anslag_fact (run_id, decision, record)",
};

#define TAKEN_COLUMNS                                                                          \
  "id, run_id, decision, record, outcome, granted, currency, decider, decided_on, reference,"  \
  " deviates, reason, recorded_at, replaces, previous_hash, hash"

void store_make_ledger(Store *store) {
  store_make_run_tables(store);
  for (size_t i = 0; i < sizeof ledger_tables / sizeof ledger_tables[0]; i++)
    store_execute_in(store, "main", ledger_tables[i]);
  store->take = statement_new(store, TEXT(
      "INSERT INTO main.anslag_decided (" TAKEN_COLUMNS ")"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"));
  store->keep_fact = statement_new(store, TEXT(
      "INSERT INTO main.anslag_fact (run_id, decision, record, field, value)"
      " VALUES (?1, ?2, ?3, ?4, ?5)"));
}

int64_t store_next_taken(Store *store) {
  return store_number(store, TEXT("SELECT max(id) + 1 FROM main.anslag_decided"), 1);
}

/* An empty text is NULL where the column may be. */
static void bind(Store *store, Statement *statement, int index, Text text, bool null_if_empty) {
  Text empty = null_if_empty ? TEXT_NONE : TEXT("");
  statement_bind_text(store, statement, index, text.length ? text : empty);
}

void store_write_taken(Store *store, const StoreTaken *line) {
  Statement *statement = store->take;
  statement_bind_integer(store, statement, 1, line->id);
  statement_bind_integer(store, statement, 2, line->run_id);
  bind(store, statement, 3, line->decision, false);
  bind(store, statement, 4, line->record, false);
  bind(store, statement, 5, line->outcome, false);
  statement_bind_optional(store, statement, 6, line->has_granted, line->granted);
  bind(store, statement, 7, line->currency, true);
  bind(store, statement, 8, line->decider, false);
  bind(store, statement, 9, line->decided_on, false);
  bind(store, statement, 10, line->reference, true);
  bind(store, statement, 11, line->deviates, true);
  bind(store, statement, 12, line->reason, true);
  bind(store, statement, 13, line->recorded_at, false);
  statement_bind_optional(store, statement, 14, line->has_replaces, line->replaces);
  bind(store, statement, 15, line->previous_hash, false);
  bind(store, statement, 16, line->hash, false);
  statement_write(store, statement);
}

void store_write_fact(Store *store, const StoreFact *fact) {
  Statement *statement = store->keep_fact;
  statement_bind_integer(store, statement, 1, fact->run_id);
  bind(store, statement, 2, fact->decision, false);
  bind(store, statement, 3, fact->record, false);
  bind(store, statement, 4, fact->field, false);
  statement_bind_text(store, statement, 5,
                      !fact->known ? TEXT_NONE : fact->value.length ? fact->value : TEXT(""));
  statement_write(store, statement);
}

/* ---- reading --------------------------------------------------------------------------- */

static bool store_has(Store *store, const char *table) {
  return store_has_table(store, text_from(table));
}

static int64_t integer_at(Store *store, Statement *statement, int column, bool *has) {
  Cell cell = statement_cell(store, statement, column);
  *has = cell.kind == CELL_INTEGER;
  return *has ? cell.integer : 0;
}

/* Columns of text from the first on; NULL: another kind. */
static void texts_at(Store *store, Statement *statement, Text *const *texts, size_t count,
                     Arena *arena) {
  for (size_t i = 0; i < count; i++)
    if (texts[i])
      *texts[i] = statement_text(store, statement, (int)i, arena);
}

StoreRunLines store_runs(Store *store, Arena *arena) {
  StoreRunLines lines = { NULL, 0, 0 };
  if (!store_has(store, "anslag_run"))
    return lines;
  Statement *statement = statement_new(store, TEXT(
      "SELECT run_id, started, rules, rules_hash, data_hash, engine, as_of, settings, records,"
      " digest, previous_hash, hash FROM main.anslag_run ORDER BY run_id"));
  while (statement_step(store, statement)) {
    bool has;
    StoreRunLine line = { .run_id = integer_at(store, statement, 0, &has) };
    Text *const texts[] = { NULL, &line.run.started, &line.run.rules, &line.run.rules_hash,
                            &line.run.data_hash, &line.run.engine, &line.run.as_of,
                            &line.run.settings, NULL, &line.run.digest, &line.previous_hash,
                            &line.hash };
    texts_at(store, statement, texts, sizeof texts / sizeof texts[0], arena);
    line.run.records = integer_at(store, statement, 8, &has);
    LIST_ADD(arena, &lines, StoreRunLine, line);
  }
  statement_end(statement);
  return lines;
}

StoreTakenList store_taken(Store *store, Arena *arena) {
  StoreTakenList lines = { NULL, 0, 0 };
  if (!store_has(store, "anslag_decided"))
    return lines;
  Statement *statement = statement_new(store, TEXT(
      "SELECT " TAKEN_COLUMNS " FROM main.anslag_decided ORDER BY id"));
  while (statement_step(store, statement)) {
    bool has;
    memory_poll(store->memory);
    StoreTaken line = { .id = integer_at(store, statement, 0, &has),
                        .run_id = integer_at(store, statement, 1, &has) };
    Text *const texts[] = { NULL, NULL, &line.decision, &line.record, &line.outcome, NULL,
                            &line.currency, &line.decider, &line.decided_on, &line.reference,
                            &line.deviates, &line.reason, &line.recorded_at, NULL,
                            &line.previous_hash, &line.hash };
    texts_at(store, statement, texts, sizeof texts / sizeof texts[0], arena);
    line.granted = integer_at(store, statement, 5, &line.has_granted);
    line.replaces = integer_at(store, statement, 13, &line.has_replaces);
    LIST_ADD(arena, &lines, StoreTaken, line);
  }
  statement_end(statement);
  return lines;
}

static StoreFact fact_at(Store *store, Statement *statement, Arena *arena) {
  bool has;
  StoreFact fact = { .run_id = integer_at(store, statement, 0, &has) };
  Text *const texts[] = { NULL, &fact.decision, &fact.record, &fact.field, &fact.value };
  texts_at(store, statement, texts, sizeof texts / sizeof texts[0], arena);
  fact.known = fact.value.bytes != NULL;
  return fact;
}

StoreFactList store_facts(Store *store, Arena *arena, int64_t run_id, Text decision,
                          Text record) {
  StoreFactList facts = { NULL, 0, 0 };
  if (!store_has(store, "anslag_fact"))
    return facts;
  Statement *statement = statement_new(store, TEXT(
      "SELECT run_id, decision, record, field, value FROM main.anslag_fact"
      " WHERE run_id = ?1 AND decision = ?2 AND record = ?3 ORDER BY rowid"));
  statement_bind_integer(store, statement, 1, run_id);
  statement_bind_text(store, statement, 2, decision);
  statement_bind_text(store, statement, 3, record);
  while (statement_step(store, statement))
    LIST_ADD(arena, &facts, StoreFact, fact_at(store, statement, arena));
  statement_end(statement);
  return facts;
}

void store_each_fact(Store *store, Arena *batch, StoreFactVisit *visit, void *context) {
  if (!store_has(store, "anslag_fact"))
    return;
  Statement *statement = statement_new(store, TEXT(
      "SELECT run_id, decision, record, field, value FROM main.anslag_fact"
      " ORDER BY run_id, decision, record, rowid"));
  while (statement_step(store, statement)) {
    memory_poll(store->memory);
    arena_reset(batch);
    StoreFact fact = fact_at(store, statement, batch);
    visit(context, &fact);
  }
  statement_end(statement);
}

StoreChanges store_changes(Store *store, Arena *arena) {
  StoreChanges changes = { NULL, 0, 0 };
  if (!store_has(store, "anslag_history"))
    return changes;
  Statement *statement = statement_new(store, TEXT(
      "SELECT record, key, field, old, new, file, at, row FROM main.anslag_history"
      " ORDER BY rowid"));
  while (statement_step(store, statement)) {
    bool has;
    memory_poll(store->memory);
    StoreChange change = { .row = integer_at(store, statement, 7, &has) };
    Text *const texts[] = { &change.record, &change.key, &change.field, &change.old_value,
                            &change.new_value, &change.file, &change.at };
    texts_at(store, statement, texts, sizeof texts / sizeof texts[0], arena);
    change.had = change.old_value.bytes != NULL;
    change.has = change.new_value.bytes != NULL;
    LIST_ADD(arena, &changes, StoreChange, change);
  }
  statement_end(statement);
  return changes;
}

StoreRuleTexts store_rule_texts(Store *store, Arena *arena) {
  StoreRuleTexts texts = { NULL, 0, 0 };
  if (!store_has(store, "anslag_rulebook"))
    return texts;
  Statement *statement = statement_new(store, TEXT(
      "SELECT rules_hash, path, text FROM main.anslag_rulebook ORDER BY rules_hash, path"));
  while (statement_step(store, statement)) {
    memory_poll(store->memory);
    StoreRuleText text;
    Text *const texts_of[] = { &text.rules_hash, &text.path, &text.text };
    texts_at(store, statement, texts_of, sizeof texts_of / sizeof texts_of[0], arena);
    LIST_ADD(arena, &texts, StoreRuleText, text);
  }
  statement_end(statement);
  return texts;
}
