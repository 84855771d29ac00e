/* since.h - what has become of the facts that a decision rested on.
 *
 * Facts kept are held against those of the record as it stands, as far as rules still read them; of
 * each that differs the import that changed it is found in anslag_history.  Of a list that has
 * other elements, the list alone is told.  Owner: the arena. */
#ifndef ANSLAG_INTERP_LEDGER_SINCE_H
#define ANSLAG_INTERP_LEDGER_SINCE_H

#include "interp/store/ledger.h"

typedef struct {
  Text field;                   /* its path: "effect_long", "applicants[2].kind" */
  bool had, has;
  Text was, is;                 /* as the rules write values */
  const StoreChange *change;    /* NULL: nothing tells what changed it */
} SinceChange;

typedef LIST(SinceChange) SinceChanges;

/* `now`: the facts of the record as it stands; `line`: the decision. */
SinceChanges since_compare(Arena *arena, const RecordType *type, const StoreTaken *line,
                           const StoreFactList *then, const StoreFactList *now,
                           const StoreChanges *history);

#endif
