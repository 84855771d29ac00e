/* Deadlines that hang on how a record ended: whether they are owed (`when granted above …`), and by
 * whom (`owed by … when decider is …`).  What the facts say was told before allocation, in columns;
 * the rest is asked of the endings, once each.  And those that stand in some versions only. */
#include "interp/decide/by_columns.h"

#include <string.h>

enum { NOT_ASKED = TEST_ERROR };      /* beside the answers */

typedef struct {
  const ByColumns  *by;
  const Afterwards *afterwards;
  uint8_t          *answers;          /* by ending, but where the amount counts */
} Asking;

static Asking start_asking(const ByColumns *by, const Afterwards *afterwards) {
  size_t count = by->endings.list.count;
  Asking asking = { by, afterwards, arena_array(by->round->run->arena, uint8_t, count + 1) };
  memset(asking.answers, NOT_ASKED, count);
  return asking;
}

static uint8_t ask(const Asking *asking, const KnownEnding *ending, int64_t granted) {
  Run *run = asking->by->round->run;
  HowEnded ended = { ending->decider, granted, ending->row.outcome };
  arena_reset(&run->batch);
  return sift_test_of(afterwards_answer(run->evaluator, asking->by->round->decision,
                                        asking->afterwards, &ended, &run->batch));
}

static uint8_t answer(Asking *asking, const KeptRow *row) {
  uint64_t rank;
  const KnownEnding *ending = &asking->by->endings.list.items[row->ending];
  bool counts = ending->kind == OUTCOME_FUNDABLE && asking->afterwards->granted;
  int64_t granted = ending->kind == OUTCOME_FUNDABLE ? by_columns_granted(asking->by, row, &rank)
                                                     : 0;
  if (counts)
    return ask(asking, ending, granted);
  if (asking->answers[row->ending] == NOT_ASKED)
    asking->answers[row->ending] = ask(asking, ending, granted);
  return asking->answers[row->ending];
}

/* The deadline is owed by those alone whose facts and ending both say so. */
static void leave_by_endings(const ByColumns *by, size_t deadline) {
  Asking asking = start_asking(by, &by->brought.deadlines.items[deadline].when.afterwards);
  KeptCursor cursor = { 0 };
  for (size_t number = 0; number < by->kept.count; number++) {
    KeptRow row = kept_next(&by->kept, &cursor);
    int32_t *due = &kept_chunk(&by->kept, number)->dues[deadline][number % KEPT_CHUNK];
    if (!row.apart && *due != DUE_NOT_OWED && answer(&asking, &row) != TEST_YES)
      *due = DUE_NOT_OWED;
  }
}

/* ---- owed by whom ---------------------------------------------------------------------- */

static void choose_by_endings(const ByColumns *by, size_t deadline) {
  Asking asking = start_asking(by, &by->brought.deadlines.items[deadline].owed_when.afterwards);
  KeptCursor cursor = { 0 };
  for (size_t number = 0; number < by->kept.count; number++) {
    KeptRow row = kept_next(&by->kept, &cursor);
    const KeptChunk *chunk = kept_chunk(&by->kept, number);
    uint32_t *ower = &chunk->owers[SIDE_OWES][deadline][number % KEPT_CHUNK];
    if (!row.apart)
      *ower = brought_chosen(&by->brought, *ower, answer(&asking, &row));
  }
}

/* ---- of versions ----------------------------------------------------------------------- */

/* Of deadlines of one name, which stand in each other's place, the first is owed. */
static void leave_to_first(const ByColumns *by, size_t first, size_t deadline) {
  KeptCursor cursor = { 0 };
  for (size_t number = 0; number < by->kept.count; number++) {
    KeptRow row = kept_next(&by->kept, &cursor);
    OutcomeKind kind = by->endings.list.items[row.ending].kind;
    int32_t **dues = kept_chunk(&by->kept, number)->dues;
    size_t at = number % KEPT_CHUNK;
    if (!row.apart && by_columns_owes(by, first, kind, dues[first][at]))
      dues[deadline][at] = DUE_NOT_OWED;
  }
}

static void leave_to_others(const ByColumns *by, size_t deadline) {
  const BroughtDeadline *all = by->brought.deadlines.items;
  for (size_t i = 0; i < deadline; i++)
    if (text_equal(all[i].deadline->name, all[deadline].deadline->name))
      leave_to_first(by, i, deadline);
}

/* ---- all of them ----------------------------------------------------------------------- */

void by_columns_owe(ByColumns *by) {
  for (size_t i = 0; i < by->kept.due_count; i++) {
    const BroughtDeadline *each = &by->brought.deadlines.items[i];
    if (each->when.afterwards.results.count)
      leave_by_endings(by, i);
    if (brought_asks_ending(each))
      choose_by_endings(by, i);
    leave_to_others(by, i);
  }
}
