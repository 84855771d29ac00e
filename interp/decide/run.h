/* run.h - a whole population through every decision of a model.
 *
 * Two passes over the records in key order, with the allocation between them:
 * the first judges and queues, the second finishes and hands each judgement to
 * the visitor.  Memory: the batch, and at most 200 bytes a record.
 *
 * The digest (semantics H1) is computed on the way. */
#ifndef ANSLAG_INTERP_DECIDE_RUN_H
#define ANSLAG_INTERP_DECIDE_RUN_H

#include "interp/decide/judge.h"
#include "interp/decide/profile.h"
#include "interp/plan/columns.h"

/* A source of records in key order that can be read twice. */
typedef struct {
  void *context;
  void          (*start)(void *context, const RecordType *record);
  const Record *(*next)(void *context, Arena *batch);        /* NULL at the end */
  void          (*stop)(void *context);                      /* before the end; NULL: no need to */
  RecordSource    all;
  /* Decisions taken already (anslag_decided), for one decision; may be NULL. */
  size_t        (*decided)(void *context, Arena *arena, const Decision *decision,
                           StoreDecided **rows);
  /* How many there are, for progress; may be NULL. */
  size_t        (*count)(void *context, const RecordType *record);
  /* More room than the rules give, as a what-if (F13); none as made. */
  const FrameRaise *raises;
  size_t            raise_count;
  /* Likewise: rules that are off (they pass, and are not listed), and whether decisions taken are
   * judged too, as if none were. */
  const Rule *const *without;
  size_t            without_count;
  bool              hold_none;
  /* What is judged in place of a record that is decided already, as it was then; NULL: as read. */
  JudgeInstead     *instead;
} Population;

/* Of the database. */
void population_of_store(Population *population, Store *store, Arena *arena);
/* Of records in memory (tests, samples): `records` of all types, any order. */
void population_of_records(Population *population, Arena *arena, const Record *const *records,
                           size_t count);

/* A change of a frame's state: reserved (by this run), committed (by a decision taken), returned
 * (which makes the amount below zero); paid changes nothing.  Replayed, the lines give what the
 * frame opens with and what the run draws. */
typedef struct {
  const Decision   *decision;
  Text              record;           /* its key */
  const FrameState *state;            /* as long as it is told */
  const char       *kind;
  int64_t           amount;           /* minor units */
  bool              has_date;
  Date              on;
} FrameLine;

/* Records of decisions that allow it are judged by columns, a window at a time (by_columns.h). */
typedef struct {
  Store   *input;                    /* that of the population */
  Store   *output;                   /* their rows go to it; NULL: nowhere */
  size_t   window;                   /* records held at once; 0: 65 536 */
  unsigned threads;                  /* 2: reading ahead, and the digest beside the writing */
  Census  *census;                   /* all records of the decisions are here already, in the order
                                        of the population, and `input` is not read; NULL: no */
  const struct HarvestTo *harvest;   /* is told how each record ends (harvest.h); NULL: nobody */
  bool     no_digest;                /* the summary's is not asked for */
} RunColumns;

typedef struct {
  /* Every finished record, in key order, decision by decision; may be NULL. */
  void (*finished)(void *context, const Judgement *judgement, Arena *batch);
  /* Now and then, for a progress bar: `done` of `total` steps (total 0: not known); may be NULL. */
  void (*progress)(void *context, size_t done, size_t total);
  /* Which records are finished, where no decision reads the results of others; NULL: all.  The
   * summary and the digest are then of these alone. */
  bool (*wanted)(void *context, const Record *record, Arena *batch);
  /* Every change of a frame, those of decisions taken before those of the run; may be NULL. */
  void (*line)(void *context, const FrameLine *line);
  /* `finished` is not told of records that are judged by columns; NULL: none are. */
  const RunColumns *columns;
  Profile *profile;                  /* where the time goes (profile.h); NULL: not asked */
  void *context;
} RunVisitor;

typedef struct { Text name; size_t count; int64_t granted; } RunTally;   /* minor units */
typedef LIST(RunTally) RunTallies;

typedef struct {
  const Decision *decision;
  size_t records;
  size_t outcomes[OUTCOME_QUEUED];                 /* by OutcomeKind; OWN in all */
  RunTallies deciders;                             /* in order of Decision.powers */
  RunTallies own;                                  /* own outcomes */
  size_t  recorded;                                /* decided already */
  int64_t granted;
} DecisionSummary;

typedef struct {
  LIST(DecisionSummary) decisions;
  Book        book;                                /* as left */
  FrameList   frames;                              /* its states, by frame and key */
  size_t      records;                             /* judged: of the first decision's type */
  Text        digest;
} RunSummary;

/* Errors of parameters or frames are reported and leave through memory_stop. */
RunSummary *run_population(Arena *arena, const Model *model, const ModelSettings *settings,
                           const EvalOptions *options, const Population *population,
                           const RunVisitor *visitor, Diags *diags);

#endif
