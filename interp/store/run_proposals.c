/* The rows of the run that is being written: a decision at a time, its records in key order. */
#include "interp/store/run_rows.h"
#include "interp/store/runs.h"

typedef enum { OWN_FINDING, OWN_VALUE, OWN_DEADLINE, OWN_KINDS } OwnKind;

typedef struct {
  Statement *statement;
  int64_t    of;                /* the id written last, and the place in it of the next row */
  size_t     position;
} OwnWriter;

struct Proposals {
  bool      open;
  Text      decision;
  int64_t   first, next;        /* ids of its first record, of the next one written alone */
  OwnWriter own[OWN_KINDS];
  Statement *ended;
  RowSources sources;
};

typedef struct { const char *table, *sql; } OwnShape;

static const OwnShape own_shapes[OWN_KINDS] = {
  [OWN_FINDING]  = { "anslag_ended_finding",
    "INSERT INTO main.anslag_ended_finding (ended, position, rule, verdict, missing, source,"
    " owner, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)" },
  [OWN_VALUE]    = { "anslag_ended_value",
    "INSERT INTO main.anslag_ended_value (ended, position, name, value)"
    " VALUES (?1, ?2, ?3, ?4)" },
  [OWN_DEADLINE] = { "anslag_ended_deadline",
    "INSERT INTO main.anslag_ended_deadline (ended, position, deadline, owed_by, owed_to, due)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)" },
};

void proposals_begin(Store *store) {
  if (!store->proposals) {
    store->proposals = arena_new(store->arena, Proposals);
    int result = run_rows_register(store->connection, &store->proposals->sources);
    if (result != SQLITE_OK)
      store_fail(store, result);
  }
  Proposals *proposals = store->proposals;
  proposals->open = false;
  for (size_t i = 0; i < OWN_KINDS; i++)
    proposals->own[i] = (OwnWriter){
      .statement = store_prepare_ours(store, own_shapes[i].table, own_shapes[i].sql) };
  proposals->ended = store_prepare_ours(store, "anslag_ended",
      "INSERT INTO main.anslag_ended (id, ending, record, asked, granted, rank)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
}

void proposals_end(Store *store) {
  Proposals *proposals = store->proposals;
  if (proposals->open)
    store_decision_end(store);
  for (size_t i = 0; i < OWN_KINDS; i++)
    statement_end(proposals->own[i].statement);
  statement_end(proposals->ended);
}

/* An id that no row has had: those of extents are not given again where a row of them is gone. */
static int64_t next_id(Store *store) {
  const int64_t most = INT64_MAX - UINT32_MAX;    /* rows are numbered in 32 bits */
  int64_t next = store_number(store, TEXT(
      "SELECT 1 + max(ifnull((SELECT max(id) FROM main.anslag_ended), 0),"
      " ifnull((SELECT max(last) FROM main.anslag_extent), 0))"), 1);
  if (next > most)
    store_fail(store, SQLITE_FULL);
  return next;
}

void store_decision_begin(Store *store, Text decision) {
  Proposals *proposals = store->proposals;
  if (proposals->open)
    store_decision_end(store);
  proposals->open = true;
  proposals->decision = arena_text(store->arena, decision);
  proposals->first = proposals->next = next_id(store);
}

static int64_t place_in_rules(const Store *store, Text decision) {
  for (size_t i = 0; i < store->model->decisions.count; i++)
    if (text_equal(store->model->decisions.items[i]->name, decision))
      return (int64_t)i;
  return (int64_t)store->model->decisions.count;
}

void store_decision_end(Store *store) {
  Proposals *proposals = store->proposals;
  Statement *statement = store_prepare_ours(store, "anslag_extent",
      "INSERT INTO main.anslag_extent (run_id, decision, first, last, place)"
      " VALUES (?1, ?2, ?3, ?4, ?5)");
  statement_bind_integer(store, statement, 1, store->run_id);
  statement_bind_text(store, statement, 2, proposals->decision);
  statement_bind_integer(store, statement, 3, proposals->first);
  statement_bind_integer(store, statement, 4, proposals->next - 1);
  statement_bind_integer(store, statement, 5, place_in_rules(store, proposals->decision));
  statement_write(store, statement);
  statement_end(statement);
  proposals->open = false;
}

/* ---- what is a record's own ----------------------------------------------------------------- */

/* Ready to be bound from parameter 3 on. */
static Statement *own_row(Store *store, OwnKind kind, uint64_t number) {
  OwnWriter *own = &store->proposals->own[kind];
  int64_t    id = store->proposals->first + (int64_t)number;
  own->position = own->of == id ? own->position + 1 : 0;
  own->of = id;
  statement_bind_integer(store, own->statement, 1, id);
  statement_bind_integer(store, own->statement, 2, (int64_t)own->position);
  return own->statement;
}

void store_write_finding(Store *store, uint64_t number, const StoreFinding *row) {
  Statement *statement = own_row(store, OWN_FINDING, number);
  const OwnWriter *own = &store->proposals->own[OWN_FINDING];
  store_bind_finding(store, statement, own->of, own->position, row);
  statement_write(store, statement);
}

void store_write_value(Store *store, uint64_t number, const StoreValue *row) {
  Statement *statement = own_row(store, OWN_VALUE, number);
  store_bind_texts(store, statement, 3, (Text[]){ row->name, row->value }, 2, 1);
  statement_write(store, statement);
}

void store_write_deadline(Store *store, uint64_t number, const StoreDeadline *row) {
  Statement *statement = own_row(store, OWN_DEADLINE, number);
  const OwnWriter *own = &store->proposals->own[OWN_DEADLINE];
  store_bind_deadline(store, statement, own->of, own->position, row);
  statement_write(store, statement);
}

/* An extent's rows come in order; those of records written alone stand between them. */
void store_write_all_deadlines(Store *store, StoreNextDeadline *next, void *context) {
  DueSource *source = &store->proposals->sources.dues;
  *source = (DueSource){ store->proposals->first, next, context, 0 };
  Statement *statement = store_prepare_ours(store, "anslag_ended_deadline",
      "INSERT INTO main.anslag_ended_deadline (ended, position, deadline, owed_by, owed_to, due)"
      " SELECT ended, position, deadline, owed_by, owed_to, due FROM anslag_due_rows");
  statement_run(store, statement);
  statement_kept(store, source->given);
  statement_end(statement);
  *source = (DueSource){ .given = 0 };
}

/* ---- the records ---------------------------------------------------------------------------- */

void store_write_ended(Store *store, const StoreEnded *row) {
  Statement *statement = store->proposals->ended;
  statement_bind_integer(store, statement, 1, store->proposals->next++);
  statement_bind_integer(store, statement, 2, run_endings_id(store, row->ending));
  if (row->key_is_number)
    statement_bind_integer(store, statement, 3, row->key);
  else
    store_bind_texts(store, statement, 3, &row->key_text, 1, 1);
  statement_bind_optional(store, statement, 4, row->has_asked, row->asked);
  statement_bind_optional(store, statement, 5, row->has_granted, row->granted);
  statement_bind_optional(store, statement, 6, row->has_rank, row->rank);
  statement_write(store, statement);
}

static _Noreturn void stop_for_ids(Store *store) {
  diag_report(store->diags, DIAG_DATABASE, SPAN_NONE,
              "database \"%.*s\" gave a row that was written another number",
              TEXT_PRINT(store->path));
  diag_help(store->diags, "a trigger on an anslag_ table adds rows: take it away; "
                          "nothing was changed");
  memory_stop(store->memory);
}

/* The first row says its id; the others get the next ones by themselves, which spares SQLite a
 * search for each.  All columns are named, in their order, which spares it a copy of each. */
void store_write_all_ended(Store *store, size_t count, StoreEndedRow *row, void *context) {
  Proposals *proposals = store->proposals;
  StoreEnded first;
  if (count == 0)
    return;
  row(context, 0, &first);
  store_write_ended(store, &first);
  proposals->sources.ended = (EndedSource){ count, run_endings_id(store, 0), row, context };
  Statement *statement = store_prepare_ours(store, "anslag_ended",
      "INSERT INTO main.anslag_ended (id, ending, record, asked, granted, rank)"
      " SELECT NULL, ending, record, asked, granted, rank FROM anslag_rows");
  statement_write_rows(store, statement, count - 1);
  statement_end(statement);
  proposals->next += (int64_t)count - 1;
  proposals->sources.ended = (EndedSource){ .count = 0 };
  if (store_number(store, TEXT("SELECT max(id) FROM main.anslag_ended"), 0) != proposals->next - 1)
    stop_for_ids(store);
}
