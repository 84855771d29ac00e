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
#include "interp/decide/owers.h"
#include "interp/decide/sifting.h"

/* A test of the facts, and of how the record ended. */
typedef struct {
  PlanNode   facts;                   /* PLAN_NONE: whatever they are */
  Afterwards afterwards;              /* results: and those who end so */
} BroughtTest;

typedef struct {
  const Deadline *deadline;
  BroughtTest     when, owed_when;
  PlanNode        due;                /* PLAN_NONE: no day is said */
  PlanNode        stands;             /* in the record's version?  PLAN_NONE: in all of them */
  OwerParts       parts[SIDE_COUNT], otherwise;
  bool            varies[SIDE_COUNT]; /* who it is differs from record to record ... */
  uint32_t        owers[SIDE_COUNT];  /* ... else who it is */
} BroughtDeadline;

typedef struct {
  Text        name;
  const Type *type;
  PlanNode    node;
  bool        shown;                  /* not of records that are invalid */
} BroughtValue;

typedef struct {
  Sift *sift;
  bool  rows;                         /* what stands in them alone is told too */
  bool  alone;                        /* something of every record is the reference's to tell */
  bool  granted_alone;                /* ... of records that are granted something */
  bool  own_alone;                    /* ... of records with an own outcome */
  LIST(BroughtDeadline) deadlines;
  Owers                 owers;
  Numbering             choices;      /* who owes it as long as it isn't known how the record ends:
                                         by the answer of what `owed_when` asks of the ending */
  LIST(BroughtValue)    values;
  PlanNodes             versions;     /* is the record judged by the amendment?  None: not told */
  PlanNodes             texts;        /* brought_text: do the versions have the record's text? */
  PlanNodes             checks;       /* left to the reference where one of them is */
} Brought;

/* The evaluator stands on no record.  `rows`: values, versions and who owes what are told, which
 * stand in the rows of a record and nowhere else. */
void  brought_plan(Brought *brought, Sift *sift, Evaluator *evaluator,
                   const RecordSource *source, bool rows);

/* One more thing to tell of every record; after brought_plan. */
void  brought_text(Brought *brought, const Versions *versions);

/* The term's node, which its rows are left by; PLAN_NONE: it is the reference's. */
PlanNode brought_node(Brought *brought, const Term *term, const Term *governed, bool kept);
/* brought_deadlines.c */
void     brought_plan_deadlines(Brought *brought, Evaluator *evaluator,
                                const RecordSource *source);

/* Days that are none. */
#define DUE_NOT_KNOWN INT32_MIN
#define DUE_NOT_OWED  (INT32_MIN + 1)

/* Of rows first .. first + rows, the chunk that was judged: which are the reference's (set to 1,
 * else left), and when a deadline is due. */
void  brought_left(const Brought *brought, size_t first, uint8_t *left, size_t rows);
void  brought_dues(const Brought *brought, size_t deadline, int32_t *dues, size_t rows);
/* Who owes it, or receives it: numbers of `owers`; of `choices` where the ending is to be asked who
 * owes it. */
void     brought_owers(Brought *brought, size_t deadline, OwedSide side, size_t first,
                       uint32_t *owers, size_t rows);
bool     brought_asks_ending(const BroughtDeadline *deadline);
/* Who it is of a choice, TEST_NO, TEST_OPEN or TEST_YES being the ending's answer. */
uint32_t brought_chosen(const Brought *brought, uint32_t choice, uint8_t answer);
/* The amendments that a row of that chunk is judged by, as rows_values says them. */
Text  brought_version(const Brought *brought, size_t at, Arena *arena);
/* A value of a row of that chunk; false: it has none that is known. */
bool  brought_value(const Brought *brought, size_t value, size_t at, Value *result);

#endif
