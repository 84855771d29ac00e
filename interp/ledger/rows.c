#include "interp/ledger/rows.h"

#include "base/canonical.h"
#include "base/sha256.h"

#include <stdio.h>

enum { DECISIONS_TRIED = 6 };   /* 720 orders */

#define DECISION_COLUMNS 12     /* of a D line */

/* Of one decision: it may be in several extents, where people have added rows. */
typedef struct { Text name; LIST(const StoreExtent *) extents; bool placed; } Part;

typedef struct {
  Store  *store;
  Arena  *arena;
  Arena   batch;
  int64_t run_id;
  LIST(Part *) parts;
  Sha256 *sha;
  char    row[24];              /* the id of the row read last */
  size_t  rows;
} Digesting;

/* ---- decisions, in their order -------------------------------------------------------- */

static Part *part_of(Digesting *digesting, const StoreExtent *extent) {
  for (size_t i = 0; i < digesting->parts.count; i++)
    if (text_equal(digesting->parts.items[i]->name, extent->decision))
      return digesting->parts.items[i];
  Part *part = arena_new(digesting->arena, Part);
  part->name = extent->decision;
  part->placed = extent->has_place;
  size_t place = digesting->parts.count;
  LIST_ADD(digesting->arena, &digesting->parts, Part *, part);
  for (; place > 0 && extent->has_place &&
         digesting->parts.items[place - 1]->extents.items[0]->place > extent->place; place--)
    digesting->parts.items[place] = digesting->parts.items[place - 1];
  digesting->parts.items[place] = part;
  return part;
}

/* In the order of the rules, where that is kept. */
static void find_parts(Digesting *digesting) {
  StoreExtents extents = store_extents(digesting->store, digesting->arena, digesting->run_id);
  for (size_t i = 0; i < extents.count; i++) {
    Part *part = part_of(digesting, &extents.items[i]);
    LIST_ADD(digesting->arena, &part->extents, const StoreExtent *, &extents.items[i]);
  }
}

/* ---- lines ---------------------------------------------------------------------------- */

static void put_line(Writer *writer, char kind, const Text *cells, size_t count) {
  writer_put_char(writer, kind);
  for (size_t i = 0; i < count; i++)
    canonical_field(writer, cells[i]);
  writer_put_char(writer, '\n');
}

void rows_put_lines(Writer *writer, const Text *cells, const bool *null, size_t count,
                    bool first) {
  if (first)
    put_line(writer, 'D', cells + 1, DECISION_COLUMNS);
  for (size_t i = DECISION_COLUMNS + 1; i + 1 < count; i += 2)
    if (!null[i])
      put_line(writer, 'L', cells + i, 2);
}

static bool take_row(void *context, const Text *cells, const bool *null, size_t count) {
  Digesting *digesting = context;
  Writer lines;
  bool first = !text_is(cells[0], digesting->row);
  digesting->rows += first;
  snprintf(digesting->row, sizeof digesting->row, "%.*s", TEXT_PRINT(cells[0]));
  writer_to_memory(&lines, &digesting->batch);
  rows_put_lines(&lines, cells, null, count, first);
  sha256_add(digesting->sha, writer_text(&lines));
  return true;
}

#define ROWS_SELECT                                                                            \
  "SELECT d.id, d.decision, d.record, d.outcome, d.decider, d.asked, d.granted, d.currency,"   \
  " d.frame, d.rank, d.failed, d.missing, d.noted, k.deadline, k.due, l.deadline, l.due FROM " \
  STORE_ROWS " d LEFT JOIN anslag_ending_deadline k ON k.ending = d.ending"                    \
  " LEFT JOIN anslag_ended_deadline l ON l.ended = d.id ORDER BY d.id, k.position, l.position"

void rows_select(Store *store, Arena *batch, int64_t run_id, StoreRow *row, void *context) {
  store_select_rows(store, batch, ROWS_SELECT, run_id, row, context);
}

static Text digest_in_order(Digesting *digesting) {
  digesting->rows = 0;
  digesting->sha = sha256_start(digesting->arena->memory);
  sha256_add(digesting->sha, TEXT("anslag-digest-1\n"));
  for (size_t i = 0; i < digesting->parts.count; i++) {
    const Part *part = digesting->parts.items[i];
    for (size_t j = 0; j < part->extents.count; j++)
      store_select_extent(digesting->store, &digesting->batch, ROWS_SELECT, digesting->run_id,
                          part->extents.items[j], take_row, digesting);
  }
  return sha256_finish(digesting->sha, digesting->arena);
}

/* Every order of those from `fixed` on, by exchanges, until one gives what is expected. */
static bool try_orders(Digesting *digesting, size_t fixed, Text expected) {
  Part **order = digesting->parts.items;
  size_t count = digesting->parts.count;
  if (fixed + 1 >= count)
    return text_equal(digest_in_order(digesting), expected);
  for (size_t i = fixed; i < count; i++) {
    Part *first = order[fixed];
    order[fixed] = order[i], order[i] = first;
    if (try_orders(digesting, fixed + 1, expected))
      return true;
    first = order[fixed], order[fixed] = order[i], order[i] = first;
  }
  return false;
}

static bool may_try_orders(const Digesting *digesting) {
  bool unplaced = false;
  for (size_t i = 0; i < digesting->parts.count; i++)
    unplaced |= !digesting->parts.items[i]->placed;
  return unplaced && digesting->parts.count > 1 && digesting->parts.count <= DECISIONS_TRIED;
}

/* ---- the whole ------------------------------------------------------------------------ */

static bool take_count(void *context, const Text *cells, const bool *null, size_t count) {
  size_t *number = context;
  (void)null, (void)count;
  for (size_t i = 0; i < cells[0].length; i++)
    *number = *number * 10 + (size_t)(cells[0].bytes[i] - '0');
  return false;
}

/* The ids that its extents count. */
static size_t extent_rows(const Digesting *digesting) {
  size_t count = 0;
  for (size_t i = 0; i < digesting->parts.count; i++)
    for (size_t j = 0; j < digesting->parts.items[i]->extents.count; j++) {
      const StoreExtent *extent = digesting->parts.items[i]->extents.items[j];
      count += (size_t)extent->last - (size_t)extent->first + 1;
    }
  return count;
}

static size_t lost_deadlines(Digesting *digesting) {
  size_t count = 0;
  store_select(digesting->store, &digesting->batch,
               "SELECT count(*) FROM anslag_extent x CROSS JOIN anslag_ended_deadline l"
               " ON l.ended BETWEEN x.first AND x.last WHERE x.run_id = ?1 AND NOT EXISTS"
               " (SELECT 1 FROM anslag_ended e WHERE e.id = l.ended)", digesting->run_id,
               take_count, &count);
  return count;
}

RowsDigest rows_digest(Store *store, Arena *arena, int64_t run_id, Text expected) {
  Digesting digesting = { .store = store, .arena = arena, .run_id = run_id };
  RowsDigest result = { .lost_deadlines = 0 };
  if (!store_rows_stand(store))
    return result;
  arena_init_deferred(&digesting.batch, arena->memory);
  find_parts(&digesting);
  result.digest = digest_in_order(&digesting);
  if (may_try_orders(&digesting) && !text_equal(result.digest, expected) &&
      try_orders(&digesting, 0, expected))
    result.digest = expected;
  result.gaps = extent_rows(&digesting) != digesting.rows;
  result.lost_deadlines = lost_deadlines(&digesting);
  memory_release(arena->memory, &digesting.batch);
  return result;
}
