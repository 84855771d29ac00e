/* why_not.h - the smallest changes of facts that would make a record fundable.
 *
 * Gathered like an explanation, while a run's visitor stands on the finished judgement:
 *
 *   WhyNot *why = why_not_gather(arena, judgement);
 *
 * Facts of the record, and of the records it refers to, are changed one by one, then together;
 * each answer has been judged and served at its turn in the queue, and with any one of its changes
 * a unit of the field smaller (an öre, 0.01 %, a day) it would not do.  For a fundable record the
 * answers name what would have another decider.
 *
 * What only another run can tell (records served before are read, a fact is shared by several
 * records) is marked `untried`: the caller tries it in the whole population and drops what fails
 * (why_not_try).
 * Owner: the arena.  Cost: at most WHY_NOT_MOST_TRIES judgements of one record, and serving the
 * queue once more for each place in it that a change leads to. */
#ifndef ANSLAG_INTERP_EXPERIMENT_WHY_NOT_H
#define ANSLAG_INTERP_EXPERIMENT_WHY_NOT_H

#include "interp/experiment/experiment.h"

enum { WHY_NOT_MOST_TRIES = 20000, WHY_NOT_MOST_CHANGES = 4 };

/* The values of a number or a date as whole steps of the smallest unit of their field. */
typedef struct {
  TypeKind kind;
  unsigned decimals;              /* 4 of a rate: 0.01 % */
  char     part;                  /* of durations: 'm', 'd' or 'w' */
} WhyGrid;

/* False: not known, or not of that kind. */
bool  why_place(const WhyGrid *grid, Value value, Rounding rounding, int64_t *place);
Value why_value(const WhyGrid *grid, int64_t place);

/* Which other values would do as well. */
typedef enum {
  REACH_ONLY,                     /* that value */
  REACH_FROM,                     /* it and all above it */
  REACH_TO,                       /* it and all below it */
  REACH_BETWEEN,                  /* from it to `end` */
  REACH_ONE_OF,                   /* each of `values` */
  REACH_ANY,                      /* any value: it is only not known */
  REACH_WITHOUT                   /* none: `entry` is taken out of the list */
} WhyReach;

/* One fact that would have to be another. */
typedef struct {
  const RecordType *record;       /* whose fact */
  Text              key;          /* as a digest writes it */
  const FieldType  *field;
  Text              path;         /* "amount", "applicants[3].kind" */
  Value             now, to;      /* now: may be unknown, or an error (a cell that can't be read) */
  bool              ordered;      /* its values have an order: they lie on `grid` */
  WhyGrid           grid;
  WhyReach          reach;
  Value             end;          /* REACH_BETWEEN */
  LIST(Value)       values;       /* REACH_ONE_OF, `to` first */
  Text              entry;        /* REACH_WITHOUT: its key, as a digest writes it */
  Text              entry_name;
} WhyChange;

typedef struct {
  LIST(WhyChange) changes;        /* all of them together */
  bool         others;            /* some fact is not the applicant's to change */
  bool         untried;           /* in the whole population */
  OutcomeKind  kind;              /* FUNDABLE; WAITLISTED: it would only reach the queue */
  const Power *power;             /* who would decide; NULL: nobody is named */
  Text         decider;
  int64_t      granted;           /* minor units */
} WhyAnswer;

typedef LIST(WhyAnswer) WhyAnswers;

/* A frame that lacks room for it at its turn. */
typedef struct {
  const Frame *frame;
  Text         key;
  const Power *power;             /* the row whose way it bars; NULL: there is one only */
  bool         closed;
  int64_t      wanted, room, lacks;
  bool         has_since;         /* since that record was served the room is less than wanted */
  Text         since;             /* its key; empty: from the start */
  int64_t      since_took;
} WhyRoom;

/* A fact that is not known: the best to ask for first. */
typedef struct {
  Text             path;
  const FieldType *field;         /* NULL: the rules leave it open */
  size_t           rules;         /* open rules that it stands in */
  size_t           values, settles;   /* of the values tried, how many end the record */
} WhyAsk;

typedef enum {
  BAR_RULE,                       /* no change of facts mends it */
  BAR_OUTCOME,                    /* an outcome of the guideline's own ended it */
  BAR_FAULT,                      /* the record as a whole can't be read */
  BAR_DECIDED,                    /* it is decided already */
  BAR_OTHERS,                     /* what would do alone moves other records too, and then fails */
  BAR_TRIES                       /* too many facts: not all was tried */
} BarKind;

typedef struct {
  BarKind kind;
  Text    name, reason;
  Text    fixed;                  /* BAR_RULE: what it rests on and has happened; or empty */
} WhyBar;

typedef struct {
  Arena       *arena;
  const Decision *decision;
  Text         key;
  OutcomeKind  kind;              /* as it is */
  Text         decider;
  WhyAnswers   answers;           /* of the applicant's facts, fewest changes first, then nearest */
  WhyAnswers   others;            /* where a fact of others is needed too */
  WhyAnswers   deciders;          /* of a fundable record: who else would decide it, and when */
  WhyAnswers   queued;            /* where there is no answer: what would bring it to the queue */
  LIST(WhyRoom) rooms;            /* of a waitlisted record, or of queued.items[0] */
  LIST(WhyAsk)  asks;             /* of an incomplete record: the best first */
  LIST(WhyBar)  bars;             /* where nothing within reach would do */
} WhyNot;

WhyNot *why_not_gather(Arena *arena, const Judgement *judgement);

/* Tries every answer marked `untried`: funds() says whether the record is fundable (where who
 * decides is asked: by answer->power) with the facts changed in the whole population, and sets who
 * decides and what is granted.  What is not fundable is dropped; what is, is brought as near as can
 * be there too. */
typedef bool WhyFunds(void *context, const WhyNot *why, WhyAnswer *answer);
void why_not_try(WhyNot *why, WhyFunds *funds, void *context);

/* Would the record be fundable at its turn with that much more room (F13)?  Where there are turns
 * that can be served once more: not for shares, nor where records are judged by those before. */
bool why_not_has_turns(const Decision *decision);
bool why_not_raised(Arena *arena, const Judgement *judgement, const FrameRaise *raises,
                    size_t count);

/* In an experiment: each decision on the record with that key, everything tried.  False: no record
 * has the key. */
typedef LIST(WhyNot *) WhyNots;
bool why_not_ask(Experiment *experiment, const Assumptions *assumptions, Text key, Arena *arena,
                 WhyNots *found);
/* For why_not_try: judges the population with the facts of the answer. */
typedef struct {
  Experiment        *experiment;
  const Assumptions *assumptions;
  Arena             *arena;
} WhyFunding;
bool why_not_funds(void *funding, const WhyNot *why, WhyAnswer *answer);

#endif
