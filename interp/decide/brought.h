/* brought.h - what a record brings along beside its ending, told from columns: deadlines, values,
 * and conditions that may not be computable (S8).
 *
 * Private to interp/decide.  Planned once for a sift that is windowed, before its first window;
 * then read of the rows of the chunk that was judged.  What cannot be told so is left to the
 * reference: of all records, of those that are granted something, or of one row.
 *
 * Owner: the arena of the sift. */
#ifndef ANSLAG_INTERP_DECIDE_BROUGHT_H
#define ANSLAG_INTERP_DECIDE_BROUGHT_H

#include "interp/decide/afterwards.h"
#include "interp/decide/sifting.h"

typedef struct {
  const Deadline *deadline;
  PlanNode        when;               /* by the facts; PLAN_NONE: whatever they are */
  Afterwards      afterwards;         /* results: and those who end so */
  PlanNode        due;                /* PLAN_NONE: no day is said */
  Text            owed_by, owed_to;
} BroughtDeadline;

typedef struct {
  Text        name;
  const Type *type;
  PlanNode    node;
  bool        shown;                  /* not of records that are invalid */
} BroughtValue;

typedef struct {
  Sift *sift;
  bool  alone;                        /* something of every record is the reference's to tell */
  bool  granted_alone;                /* ... of records that are granted something */
  bool  own_alone;                    /* ... of records with an own outcome */
  LIST(BroughtDeadline) deadlines;
  LIST(BroughtValue)    values;
  PlanNodes             versions;     /* is the record judged by the amendment?  None: not told */
  PlanNodes             texts;        /* brought_text: do the versions have the record's text? */
  PlanNodes             checks;       /* left to the reference where one of them is */
} Brought;

/* The evaluator stands on no record: who owes a deadline is the same for all.  `rows`: values and
 * versions are told, which stand in the rows of a record. */
void  brought_plan(Brought *brought, Sift *sift, Evaluator *evaluator,
                   const RecordSource *source, bool rows);

/* One more thing to tell of every record; after brought_plan. */
void  brought_text(Brought *brought, const Versions *versions);

/* Days that are none. */
#define DUE_NOT_KNOWN INT32_MIN
#define DUE_NOT_OWED  (INT32_MIN + 1)

/* Of rows first .. first + rows of the chunk that was judged: which are the reference's (set to 1,
 * else left), and when a deadline is due. */
void  brought_left(const Brought *brought, uint8_t *left, size_t rows);
void  brought_dues(const Brought *brought, size_t deadline, int32_t *dues, size_t rows);
/* The amendments that a row of that chunk is judged by, as rows_values says them. */
Text  brought_version(const Brought *brought, size_t at, Arena *arena);
/* A value of a row of that chunk; false: it has none that is known. */
bool  brought_value(const Brought *brought, size_t value, size_t at, Value *result);

#endif
