/* outcome.h - how a record can end, from the first stage to the last (semantics S1). */
#ifndef ANSLAG_INTERP_DATA_OUTCOME_H
#define ANSLAG_INTERP_DATA_OUTCOME_H

#include "base/message.h"
#include "base/text.h"

#define OUTCOME_KINDS(X)                          \
  X(OUTCOME_INVALID,    MESSAGE("invalid"))       \
  X(OUTCOME_INELIGIBLE, MESSAGE("ineligible"))    \
  X(OUTCOME_REJECTED,   MESSAGE("rejected"))      \
  X(OUTCOME_INCOMPLETE, MESSAGE("incomplete"))    \
  X(OUTCOME_WAITLISTED, MESSAGE("waitlisted"))    \
  X(OUTCOME_FUNDABLE,   MESSAGE("fundable"))      \
  X(OUTCOME_OWN,        "own")              \
  X(OUTCOME_QUEUED,     "queued")   /* all holds; allocation decides */

typedef enum {
#define X(kind, label) kind,
  OUTCOME_KINDS(X)
#undef X
} OutcomeKind;

extern const char *const outcome_names[];
/* An outcome by its name, in words people read; an outcome of a guideline's own as it is. */
Text outcome_text(Text name, Language language);

#endif
