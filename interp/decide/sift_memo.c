/* Rows that are alike in all that a part reads come to the same: the reference judges one of them
 * and the others take its result.
 *
 * What a part's terms read is told by its plan; an unknown verdict is tried with values that no
 * `valid when` forbids (U2), so that those facts count too, and those of the governing date where
 * a parameter differs with it.  A memo is empty at each sift_judge: it is of one choice of
 * settings. */
#include "interp/decide/sifting.h"

#include <string.h>

enum { MEMO_SLOTS = 512, MEMO_MOST_FIELDS = 24 };

struct SiftMemo {
  const Column *columns[MEMO_MOST_FIELDS];
  size_t        count;            /* of those that count under these settings */
  size_t        undated, dated;   /* without the governing date, and with it */
  bool          always_dated;
  PlanReads    *reads;
  int64_t      *cells;            /* of each slot: the states, then the values */
  uint8_t      *used, *results;
  int64_t       row[MEMO_MOST_FIELDS + 1];
  size_t        slot;             /* of that row */
};

/* ---- planning ------------------------------------------------------------------------ */

static bool read_term(Sift *sift, PlanReads *reads, const Term *term, PlanFields *fields) {
  plan_reads_add(sift->plan, reads, term);
  return !term || plan_fields(sift->arena, term, fields);
}

static bool read_valid(Sift *sift, PlanReads *reads, PlanFields *fields) {
  const Model *model = sift->model;
  bool own = true;
  for (size_t i = 0; own && i < model->valid.count; i++)
    if (model->valid.items[i].record == sift->decision->subject)
      own = read_term(sift, reads, model->valid.items[i].test, fields);
  return own;
}

void sift_plan_memo(Sift *sift, SiftPart *part, const Term *const *terms, size_t count) {
  PlanFields fields = { NULL, 0, 0, false };
  PlanReads *reads = plan_reads(sift->plan, NULL);
  bool own = read_valid(sift, reads, &fields);
  for (size_t i = 0; own && i < count; i++)
    own = read_term(sift, reads, terms[i], &fields);
  size_t undated = fields.count;
  bool dated = fields.dated;
  own = own && plan_fields(sift->arena, sift->decision->governing, &fields);
  if (!own || fields.count > MEMO_MOST_FIELDS)
    return;
  SiftMemo *memo = arena_new(sift->arena, SiftMemo);
  *memo = (SiftMemo){ .undated = undated, .dated = fields.count, .always_dated = dated,
                      .reads = reads };
  for (size_t i = 0; i < fields.count; i++)
    memo->columns[i] = &sift->columns->fields[fields.items[i]->index];
  part->memo = memo;
}

/* ---- use ----------------------------------------------------------------------------- */

void sift_forget(Sift *sift, SiftPart *part) {
  SiftMemo *memo = part->memo;
  if (!memo)
    return;
  bool dated = memo->always_dated || plan_is_dated(sift->plan, memo->reads);
  memo->count = dated ? memo->dated : memo->undated;
  if (memo->used)
    memset(memo->used, 0, MEMO_SLOTS);
}

static int64_t cell_of(const Column *column, uint32_t row) {
  const ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  size_t at = row % COLUMN_CHUNK;
  return chunk->numbers ? chunk->numbers[at] : chunk->names ? chunk->names[at] : chunk->truths[at];
}

/* False: a cell is kept beside its column. */
static bool read_row(SiftMemo *memo, uint32_t row) {
  uint64_t hash = 0;
  memo->row[0] = 0;
  for (size_t i = 0; i < memo->count; i++) {
    CellState state = column_state(memo->columns[i], row);
    if (state == CELL_ODD || memo->columns[i]->form == COLUMN_UNUSED)
      return false;
    memo->row[0] = memo->row[0] * 4 + (int64_t)state;
    memo->row[i + 1] = state == CELL_KNOWN ? cell_of(memo->columns[i], row) : 0;
    hash = (hash ^ (uint64_t)memo->row[i + 1]) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 29;
  }
  hash = (hash ^ (uint64_t)memo->row[0]) * UINT64_C(0x9e3779b97f4a7c15);
  memo->slot = (size_t)(hash >> 55) % MEMO_SLOTS;
  return true;
}

bool sift_recall(const Sift *sift, const SiftPart *part, uint32_t row, uint8_t *result) {
  SiftMemo *memo = part->memo;
  if (!memo || sift->written[row] || !read_row(memo, row) || !memo->used ||
      !memo->used[memo->slot])
    return false;
  size_t words = memo->count + 1;
  if (memcmp(memo->cells + memo->slot * words, memo->row, words * sizeof *memo->row) != 0)
    return false;
  *result = memo->results[memo->slot];
  return true;
}

void sift_remember(Sift *sift, SiftPart *part, uint32_t row, uint8_t result) {
  SiftMemo *memo = part->memo;
  if (!memo || sift->written[row] || !read_row(memo, row))
    return;
  size_t words = memo->count + 1;
  if (!memo->used) {
    memo->cells = arena_array(sift->arena, int64_t, (memo->dated + 1) * MEMO_SLOTS);
    memo->used = arena_array(sift->arena, uint8_t, MEMO_SLOTS);
    memo->results = arena_array(sift->arena, uint8_t, MEMO_SLOTS);
  }
  memcpy(memo->cells + memo->slot * words, memo->row, words * sizeof *memo->row);
  memo->used[memo->slot] = true;
  memo->results[memo->slot] = result;
}
