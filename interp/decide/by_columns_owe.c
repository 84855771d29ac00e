/* Deadlines owed by how a record ended (`when granted above …`, `when decider is …`): what the
 * facts say was told before allocation, in columns; the rest is asked of the endings, once each. */
#include "interp/decide/by_columns.h"

typedef enum { NOT_ASKED, NO, YES } Answer;

typedef struct {
  const ByColumns  *by;
  const Afterwards *afterwards;
  uint8_t          *answers;         /* by ending, but where the amount counts */
} Asking;

static bool asks(const Asking *asking, const KnownEnding *ending, int64_t granted) {
  Run *run = asking->by->round->run;
  HowEnded ended = { ending->decider, granted, ending->row.outcome };
  arena_reset(&run->batch);
  return afterwards_hold(run->evaluator, asking->by->round->decision, asking->afterwards, &ended,
                         &run->batch);
}

static bool holds(Asking *asking, const KeptRow *row) {
  uint64_t rank;
  const KnownEnding *ending = &asking->by->endings.list.items[row->ending];
  bool counts = ending->kind == OUTCOME_FUNDABLE && asking->afterwards->granted;
  int64_t granted = ending->kind == OUTCOME_FUNDABLE ? by_columns_granted(asking->by, row, &rank)
                                                     : 0;
  if (counts)
    return asks(asking, ending, granted);
  if (asking->answers[row->ending] == NOT_ASKED)
    asking->answers[row->ending] = asks(asking, ending, granted) ? YES : NO;
  return asking->answers[row->ending] == YES;
}

/* The deadline is owed by those alone whose facts and ending both say so. */
static void leave_by_endings(ByColumns *by, size_t deadline) {
  Asking asking = { .by = by, .afterwards = &by->brought.deadlines.items[deadline].afterwards };
  KeptCursor cursor = { 0 };
  asking.answers = arena_array(by->round->run->arena, uint8_t, by->endings.list.count + 1);
  for (size_t number = 0; number < by->kept.count; number++) {
    KeptRow row = kept_next(&by->kept, &cursor);
    int32_t *due = &kept_chunk(&by->kept, number)->dues[deadline][number % KEPT_CHUNK];
    if (!row.apart && *due != DUE_NOT_OWED && !holds(&asking, &row))
      *due = DUE_NOT_OWED;
  }
}

void by_columns_owe(ByColumns *by) {
  for (size_t i = 0; i < by->kept.due_count; i++)
    if (by->brought.deadlines.items[i].afterwards.results.count)
      leave_by_endings(by, i);
}
