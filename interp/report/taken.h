/* taken.h - the account of decisions that have been recorded; text and JSON.
 *
 * Gather while the decisions, already written, are judged (taken_gather for each judgement), then
 * write.  Owner: the arena given to taken_start. */
#ifndef ANSLAG_INTERP_REPORT_TAKEN_H
#define ANSLAG_INTERP_REPORT_TAKEN_H

#include "interp/decide/run.h"
#include "interp/ledger/take.h"
#include "interp/report/screen.h"

/* Deadlines of one name that these decisions start. */
typedef struct {
  const Deadline *deadline;
  size_t count, waiting;        /* waiting: their day is not known */
  Date   first, last;
} TakenDue;

typedef struct { Text record, finding; } TakenFinding;

typedef struct {
  Arena         *arena;
  const Taking  *taking;
  const RunSummary *after;      /* with the decisions: set before writing */
  LIST(TakenDue)     dues;
  LIST(TakenFinding) findings;  /* outside power or frame, against the rules: yet recorded */
  Text           head;          /* the chain's last hash */
  bool           dry_run;
} Taken;

void taken_start(Taken *taken, Arena *arena, const Taking *taking);
void taken_gather(Taken *taken, const Judgement *judgement, Arena *batch);
void taken_write_text(Writer *writer, const Screen *screen, const Taken *taken);
void taken_write_json(Writer *writer, const Taken *taken);

#endif
