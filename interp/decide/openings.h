/* openings.h - what decisions taken have drawn before a run (semantics F3).
 *
 * Private to interp/decide.  Add each decided record once, then openings_draw before
 * allocation_serve: in order of date, and those that drew past a limit are remembered.
 * Owner: the arena.  Memory: for decided records only. */
#ifndef ANSLAG_INTERP_DECIDE_OPENINGS_H
#define ANSLAG_INTERP_DECIDE_OPENINGS_H

#include "interp/decide/judge.h"

typedef struct {
  Text         key;
  bool         has_date;
  Date         on;
  const Frame *frame, *exceeded;      /* drawn from; whose limit it passed, or NULL */
  const Draw  *draws;                 /* of frames that depend on the record */
  size_t       draw_count;
  int64_t      amount;                /* what is drawn: granted, less what was returned */
  int64_t      granted, paid, returned;
} Opening;

typedef struct {
  Arena         *arena;
  LIST(Opening)  list;
  Map            exceeded;              /* record key -> Opening * */
} Openings;

void openings_init(Openings *openings, Arena *arena);
/* `judgement` NULL: a line of anslag_decided whose record is not there; only frames without keys
 * are drawn. */
void openings_add(Openings *openings, Text key, const RecordedDecision *decided,
                  const Judgement *judgement);
/* Lines of anslag_decided whose record is not in `seen` (by key): what they took is drawn all the
 * same. */
void openings_add_orphans(Openings *openings, Judge *judge, const StoreDecided *rows, size_t count,
                          const Map *seen);
/* The frame whose sum would not fit 64 bits, or NULL: all went well. */
const Frame *openings_draw(Openings *openings, Allocation *allocation);
/* The opening of that record that drew past a limit; NULL if it did not. */
const Opening *openings_exceeded(const Openings *openings, Text key);

#endif
