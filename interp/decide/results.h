/* results.h - results of records that others may read: of decisions that are used by others (D1),
 * and of records served before in the same decision (F7).
 *
 * Private to interp/decide.  Kept for decisions that are read only.
 * Owner: the run's arena. */
#ifndef ANSLAG_INTERP_DECIDE_RESULTS_H
#define ANSLAG_INTERP_DECIDE_RESULTS_H

#include "interp/decide/judge.h"

typedef struct {
  Arena       *arena;
  const Model *model;
  Map         *kept;              /* by Decision.index: record key -> KeptResult */
  AskList     *not_run;           /* by Decision.index: what waits for a record that is not there */
  ResultSource source;
} ResultBook;

void results_init(ResultBook *book, Arena *arena, const Model *model);
/* The judgement as finished; a later one takes its place. */
void results_keep(ResultBook *book, const Judgement *judgement, Arena *batch);

#endif
