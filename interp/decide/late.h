/* late.h - records judged at their turn, by what was decided before them (semantics F7, F11, F12).
 *
 * Private to interp/decide.  Only for decisions that are `late`: their records are all kept in
 * memory.  Call late_decided for each record decided already, in the first pass; late_watch
 * before allocation_serve; late_stand_at before a record is judged once more. */
#ifndef ANSLAG_INTERP_DECIDE_LATE_H
#define ANSLAG_INTERP_DECIDE_LATE_H

#include "interp/decide/results.h"

/* Which of Decision.ties change as records are placed, and what the change hangs on (tied.c). */
typedef struct {
  bool told;                      /* false: that cannot be told; all are told anew each time */
  LIST(const FieldType *) facts;  /* records in which these are the same have the same such keys */
  const FieldType *heard, *said;  /* such keys change when a record is placed in which `said` is as
                                     `heard` is here; NULL: whoever is placed */
} LateTies;

typedef struct {
  Arena         *arena, *batch;
  Judge         *judge;
  Evaluator     *evaluator;
  ResultBook    *results;
  const RecordSource *source;
  const Decision *decision;
  const Record *const *all;       /* by number */
  size_t         count;
  LIST(const Record *) earlier;   /* decided, then served */
  size_t         decided;
  Judgement     *current;         /* at its turn */
  AllocationWatch watch;
  const void     *identity;       /* of `earlier`: no other list has the same */
  LateTies        ties;
} Late;

/* Decision.ties, of the rules alone. */
LateTies late_ties(Arena *arena, const Decision *decision);
/* AllocationWatch.tied and .placed; the context is a Late. */
bool late_tied(void *context, Arena *arena, uint32_t number, AllocationTie *tie);
Text late_placed(void *context, Arena *arena, uint32_t number);
void late_init(Late *late, const Decision *decision);
/* A record decided already; its result is kept. */
void late_decided(Late *late, Judgement *judgement, uint32_t number);
void late_watch(Late *late, Allocation *allocation);
/* What a record sees that was served after `turn` others; SIZE_MAX: after none was yet served. */
void late_stand_at(const Late *late, size_t turn);

#endif
