/* outcome.h - how a record can end, from the first stage to the last (semantics S1). */
#ifndef ANSLAG_INTERP_DATA_OUTCOME_H
#define ANSLAG_INTERP_DATA_OUTCOME_H

#define OUTCOME_KINDS(X)                    \
  X(OUTCOME_INVALID,    "invalid")          \
  X(OUTCOME_INELIGIBLE, "ineligible")       \
  X(OUTCOME_REJECTED,   "rejected")         \
  X(OUTCOME_INCOMPLETE, "incomplete")       \
  X(OUTCOME_WAITLISTED, "waitlisted")       \
  X(OUTCOME_FUNDABLE,   "fundable")         \
  X(OUTCOME_OWN,        "own")              \
  X(OUTCOME_QUEUED,     "queued")   /* all holds; allocation decides */

typedef enum {
#define X(kind, label) kind,
  OUTCOME_KINDS(X)
#undef X
} OutcomeKind;

extern const char *const outcome_names[];

#endif
