/* owed.h - what is owed by whom and when, and how it stands on a day: assignments, reports,
 * deadlines of decisions, steps of ladders.
 *
 *   OwedList list;
 *   owed_start(&list, arena, model, evaluator, source, as_of);
 *   owed_add_duties(&list);                      -- what the rules alone say
 *   owed_add_judgement(&list, judgement);        -- for each judgement of a run
 *   owed_add_ladder(&list, ladder, record);      -- for each record of a ladder
 *   owed_finish(&list, standing, count);         -- anslag_duty; then read list.items in order
 *
 * One row for each who owes it; a report that covers several periods is one for each of them.
 * Its name is the one by which anslag_duty knows it: the duty's, and after a space the period
 * covered or the record's key ("monthly 2024-04", "outcome_report 212").
 * Owner: the arena. */
#ifndef ANSLAG_INTERP_DECIDE_OWED_H
#define ANSLAG_INTERP_DECIDE_OWED_H

#include "interp/decide/harvest.h"

#define OWED_KINDS(X)                       \
  X(OWED_ASSIGNMENT, "assignment")          \
  X(OWED_REPORT,     "report")              \
  X(OWED_DEADLINE,   "deadline")            \
  X(OWED_STEP,       "step")

typedef enum {
#define X(kind, name) kind,
  OWED_KINDS(X)
#undef X
} OwedKind;

extern const char *const owed_kind_names[];

/* When it is due. */
#define OWED_WHENS(X)                              \
  X(OWED_ON_DAY,         "day")                    \
  X(OWED_IN_MONTH,       "day not set")            \
  X(OWED_UNTIL_NOTICE,   "until further notice")   \
  X(OWED_PENDING,        "pending")                \
  X(OWED_NOT_KNOWN,      "not yet known")          \
  X(OWED_NOT_SAID,       "not said")

typedef enum {
#define X(when, name) when,
  OWED_WHENS(X)
#undef X
} OwedWhen;

extern const char *const owed_when_names[];

typedef enum { OWED_OPEN, OWED_DUE, OWED_OVERDUE, OWED_DONE } OwedStatus;

extern const char *const owed_status_names[];     /* open, due, overdue, done */

typedef struct {
  OwedKind   kind;
  Text       name, title;
  Text       body, body_title;      /* who owes it */
  const Body *of;                   /* NULL: no body of the rules */
  Text       to;                    /* names, joined by ", " */
  OwedWhen   when;
  Date       due;                   /* ON_DAY; IN_MONTH: the month's last day, or the last before
                                       the meeting's month */
  const Meeting *before;            /* NULL: none */
  OwedStatus status;
  Text       said;                  /* the status as anslag_duty has it; empty: none */
  Text       done_on, evidence;
  Text       covering, provided, depends, lead, together;
  HandledAs  handled;
  Text       contains;              /* joined by "; " */
  Text       record;                /* the key of the record judged */
  Text       skipped;               /* steps skipped without a written reason */
  bool       proposal;              /* no decision has been taken yet */
  const Conflict *conflict;         /* open, and it rests on it */
  const ModelBases *bases;
  size_t     place;                 /* in the order they were added */
} Owed;

/* A row of anslag_duty. */
typedef struct OwedStanding {
  Text kind, name, body, due, status, done_on, evidence;
  bool used;                        /* it stands for something that is owed */
  struct OwedStanding *next;        /* of the same name; of this room */
} OwedStanding;

typedef struct {
  Arena              *arena;
  const Model        *model;
  Evaluator          *evaluator;
  const RecordSource *source;       /* NULL: no records at hand */
  Date                as_of;
  LIST(Owed)          list;
  size_t              waiting;      /* deadlines that begin when decisions are taken */
} OwedList;

void owed_start(OwedList *owed, Arena *arena, const Model *model, Evaluator *evaluator,
                const RecordSource *source, Date as_of);
void owed_add_duties(OwedList *owed);
void owed_add_judgement(OwedList *owed, const Judgement *judgement);
/* The same of a run by columns (harvest.h): only records that have something to tell are judged. */
void owed_add_harvest(OwedList *owed, const Harvest *harvest);
/* The step that is proposed for the record, if there is one left. */
void owed_add_ladder(OwedList *owed, const Ladder *ladder, const Record *record);
/* Gives each its standing, and sorts: by body in the order of the rules, then by day. */
void owed_finish(OwedList *owed, OwedStanding *standing, size_t count);
/* Is it owed by the body, role, group member or group of that name, title or alias? */
bool owed_is_by(const Owed *owed, Text body);

#endif
