/* as_decided.h - an explanation of what was decided: then, and what has changed since. */
#ifndef ANSLAG_INTERP_REPORT_AS_DECIDED_H
#define ANSLAG_INTERP_REPORT_AS_DECIDED_H

#include "interp/ledger/since.h"
#include "interp/report/explanation.h"

typedef struct {
  Arena             *arena;
  const Explanation *explanation;     /* by the rules and facts of then */
  const StoreTaken  *line;
  const StoreRunLine *run;
  const StoreTaken  *replaced_by;     /* NULL: nothing */
  const Body        *decider;         /* NULL: the rules of then do not know it */
  const Currency    *currency;
  bool         holds;                 /* the line says what was written */
  bool         same_rules;            /* the rules at hand are those of then */
  bool         proposed_known;        /* what the run proposed */
  Text         proposed;
  bool         proposed_has_granted;
  int64_t      proposed_granted;
  bool         gone;                  /* the record is no longer there */
  SinceChanges changes;
  Text         today;                 /* the outcome as rules and data stand; empty: not judged */
  Text         standing;              /* of the rules then: "adopted by …"; may be empty */
} AsDecided;

void as_decided_write_text(Writer *writer, const Screen *screen, const AsDecided *decided);
void as_decided_write_json(Writer *writer, const AsDecided *decided);

#endif
