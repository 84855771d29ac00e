#include "interp/ledger/rows.h"

#include "base/canonical.h"
#include "base/sha256.h"

enum { DECISIONS_TRIED = 6 };   /* 720 orders */

#define DECISION_COLUMNS 12     /* of a D line */

typedef struct { Text name, lines; Writer writer; size_t records; } DecisionLines;

typedef struct {
  Arena *arena;
  LIST(DecisionLines *) decisions;
  Text   row;                   /* the rowid of the decision read last */
  size_t records;
} Digesting;

static DecisionLines *lines_of(Digesting *digesting, Text decision) {
  for (size_t i = 0; i < digesting->decisions.count; i++)
    if (text_equal(digesting->decisions.items[i]->name, decision))
      return digesting->decisions.items[i];
  DecisionLines *lines = arena_new(digesting->arena, DecisionLines);
  lines->name = arena_text(digesting->arena, decision);
  writer_to_memory(&lines->writer, digesting->arena);
  LIST_ADD(digesting->arena, &digesting->decisions, DecisionLines *, lines);
  return lines;
}

/* cells: rowid, the columns of a D line, then deadline and due (NULL: it has none). */
static bool take_row(void *context, const Text *cells, const bool *null, size_t count) {
  Digesting *digesting = context;
  (void)count;
  DecisionLines *lines = lines_of(digesting, cells[1]);
  if (!text_equal(digesting->row, cells[0])) {
    digesting->row = arena_text(digesting->arena, cells[0]);
    digesting->records++;
    writer_put_char(&lines->writer, 'D');
    for (size_t i = 0; i < DECISION_COLUMNS; i++)
      canonical_field(&lines->writer, cells[1 + i]);
    writer_put_char(&lines->writer, '\n');
  }
  if (null[DECISION_COLUMNS + 1])
    return true;
  writer_put_char(&lines->writer, 'L');
  canonical_field(&lines->writer, cells[DECISION_COLUMNS + 1]);
  canonical_field(&lines->writer, cells[DECISION_COLUMNS + 2]);
  writer_put_char(&lines->writer, '\n');
  return true;
}

static Text digest_in_order(Digesting *digesting, DecisionLines *const *order) {
  Sha256 *sha = sha256_start(digesting->arena->memory);
  sha256_add(sha, TEXT("anslag-digest-1\n"));
  for (size_t i = 0; i < digesting->decisions.count; i++)
    sha256_add(sha, order[i]->lines);
  return sha256_finish(sha, digesting->arena);
}

/* Every order of those from `fixed` on, by exchanges, until one gives what is expected. */
static bool try_orders(Digesting *digesting, DecisionLines **order, size_t fixed, Text expected) {
  size_t count = digesting->decisions.count;
  if (fixed + 1 >= count)
    return text_equal(digest_in_order(digesting, order), expected);
  for (size_t i = fixed; i < count; i++) {
    DecisionLines *first = order[fixed];
    order[fixed] = order[i], order[i] = first;
    if (try_orders(digesting, order, fixed + 1, expected))
      return true;
    first = order[fixed], order[fixed] = order[i], order[i] = first;
  }
  return false;
}

static bool take_count(void *context, const Text *cells, const bool *null, size_t count) {
  size_t *number = context;
  (void)null, (void)count;
  for (size_t i = 0; i < cells[0].length; i++)
    *number = *number * 10 + (size_t)(cells[0].bytes[i] - '0');
  return false;
}

static size_t lost_deadlines(Store *store, Arena *batch, int64_t run_id) {
  size_t count = 0;
  store_select(store, batch,
               "SELECT count(*) FROM main.anslag_deadline l WHERE l.run_id = ?1 AND NOT EXISTS"
               " (SELECT 1 FROM main.anslag_decision d WHERE d.run_id = ?1"
               "  AND d.decision = l.decision AND d.record = l.record)", run_id, take_count,
               &count);
  return count;
}

void rows_select(Store *store, Arena *batch, int64_t run_id, StoreRow *row, void *context) {
  store_select(store, batch,
               "SELECT d.rowid, d.decision, d.record, d.outcome, d.decider, d.asked, d.granted,"
               " d.currency, d.frame, d.rank, d.failed, d.missing, d.noted, l.deadline, l.due"
               " FROM main.anslag_decision d LEFT JOIN main.anslag_deadline l"
               " ON l.run_id = ?1 AND l.decision = d.decision AND l.record = d.record"
               " WHERE d.run_id = ?1 ORDER BY d.rowid, l.rowid", run_id, row, context);
}

RowsDigest rows_digest(Store *store, Arena *arena, int64_t run_id, Text expected) {
  Digesting digesting = { .arena = arena };
  Arena batch;
  arena_init_deferred(&batch, arena->memory);
  rows_select(store, &batch, run_id, take_row, &digesting);
  for (size_t i = 0; i < digesting.decisions.count; i++)
    digesting.decisions.items[i]->lines = writer_text(&digesting.decisions.items[i]->writer);
  RowsDigest result = { .records = digesting.records,
                        .lost_deadlines = lost_deadlines(store, &batch, run_id) };
  memory_release(arena->memory, &batch);
  result.digest = digest_in_order(&digesting, digesting.decisions.items);
  bool several = digesting.decisions.count > 1 && digesting.decisions.count <= DECISIONS_TRIED;
  if (several && !text_equal(result.digest, expected) &&
      try_orders(&digesting, digesting.decisions.items, 0, expected))
    result.digest = expected;
  return result;
}
