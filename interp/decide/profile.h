/* profile.h - where the time of a run goes: by phase, and of what is judged by columns by rule.
 *
 *   Profile *profile = profile_new(arena);            given to the run (RunVisitor.profile)
 *   ProfilePhase before = profile_enter(profile, PHASE_READ); ... profile_enter(profile, before);
 *   profile_end(profile);
 *
 * One phase is entered at a time, and what is spent goes to it; PHASE_REST is that of the
 * beginning.  Everything takes NULL for a run that is not measured: then it costs a test a window.
 *
 * Times are nanoseconds of the wall clock.  Where the digest is made beside the writing, its time
 * lies within that of the others.  A node of the plan that several rules read is shared between
 * them; the clock that is read for each node and chunk makes all of it somewhat slower. */
#ifndef ANSLAG_INTERP_DECIDE_PROFILE_H
#define ANSLAG_INTERP_DECIDE_PROFILE_H

#include "interp/check/model.h"

#define PROFILE_PHASES(X)                                                     \
  X(PHASE_READ,     "read")       /* records into columns */                  \
  X(PHASE_JUDGE,    "judge")      /* by columns */                            \
  X(PHASE_ALONE,    "alone")      /* by the reference, record by record */    \
  X(PHASE_ALLOCATE, "allocate")   /* the queue, and the frames */             \
  X(PHASE_END,      "end")        /* how each record ends */                  \
  X(PHASE_DIGEST,   "digest")                                                 \
  X(PHASE_WRITE,    "write")      /* rows */                                  \
  X(PHASE_COMMIT,   "commit")     /* and closing */                           \
  X(PHASE_REST,     "rest")       /* rules, parameters, budgets, tables */

typedef enum {
#define X(phase, name) phase,
  PROFILE_PHASES(X)
#undef X
  PHASE_COUNT
} ProfilePhase;

/* Why records were judged one by one. */
#define ALONE_REASONS(X)                                                                   \
  X(ALONE_FIRST,    "first")     /* the first of its kind: the others take its ending */   \
  X(ALONE_DECISION, "decision")  /* the decision goes record by record, all of it */       \
  X(ALONE_DECIDED,  "decided")   /* a decision was taken */                                \
  X(ALONE_INVALID,  "invalid")   /* an error, or a `valid when` that does not hold */      \
  X(ALONE_TERM,     "term")      /* a term of a rule has no columns */                     \
  X(ALONE_OPEN,     "open")      /* which facts are missing hangs on others' values */     \
  X(ALONE_TRIED,    "tried")     /* facts were tried out (U2) against known ones */        \
  X(ALONE_MANY,     "many")      /* there are too many kinds */                            \
  X(ALONE_VALUE,    "value")     /* a value that no column holds */                        \
  X(ALONE_REASON,   "reason")    /* its reasons are its own */                             \
  X(ALONE_POWER,    "power")     /* who decides hangs on what is not known */              \
  X(ALONE_GRANTED,  "granted")   /* what it owes, or is told, being granted something */

typedef enum {
#define X(reason, name) reason,
  ALONE_REASONS(X)
#undef X
  ALONE_COUNT
} AloneReason;

/* A rule of a decision; or, without one, its amounts, order and powers together. */
typedef struct {
  const Decision *decision;
  const Rule     *rule;
  int64_t         time;
  size_t          by_reference;   /* records of which the reference told the verdict */
} ProfileRule;

typedef struct Profile {
  Arena       *arena;
  ProfilePhase phase;             /* the one that is on */
  int64_t      since, begun, total;
  int64_t      times[PHASE_COUNT];
  size_t       records[PHASE_COUNT];
  size_t       alone[ALONE_COUNT];
  bool         beside;            /* the digest was made beside the writing */
  LIST(ProfileRule) rules;
} Profile;

Profile     *profile_new(Arena *arena);
/* The phase before. */
ProfilePhase profile_enter(Profile *profile, ProfilePhase phase);
void         profile_count(Profile *profile, ProfilePhase phase, size_t records);
/* A record is judged by the reference. */
void         profile_alone(Profile *profile, AloneReason reason, size_t records);
void         profile_end(Profile *profile);
void         profile_add_rule(Profile *profile, const ProfileRule *rule);
/* The clock. */
int64_t      profile_now(void);

#endif
