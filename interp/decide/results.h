/* results.h - results of records that others may read: of decisions that are used by others (D1),
 * and of records served before in the same decision (F7).
 *
 * Private to interp/decide.  Kept for decisions that are read only, by the number of the record in
 * key order: however the decision goes, record by record or by columns, what is kept is the same,
 * and whoever reads it asks through the ResultSource, by a record's key or its place.
 *
 * Owner: the run's arena.  Some 30 bytes a record and 8 for each state of the amount; to find a
 * record by its key takes 8 more, made when the first is asked for. */
#ifndef ANSLAG_INTERP_DECIDE_RESULTS_H
#define ANSLAG_INTERP_DECIDE_RESULTS_H

#include "interp/decide/kept.h"

/* What a record that is incomplete or invalid waits for. */
typedef struct {
  AskList asks;
  bool    own;                    /* facts of the record itself, whose place in `asks` is empty */
} ResultWaits;

typedef struct {
  const Body *body;
  bool        stranger;           /* of no rules: nobody, or who is named by the register */
} ResultDecider;

#define RESULT_NO_RANK   UINT64_MAX
#define RESULT_NOT_KNOWN INT64_MIN
#define RESULT_NONE      (INT64_MIN + 1)

typedef struct {
  uint16_t *outcomes;             /* place in Decision.outcome_codes + 1; 0: open, or not kept */
  uint32_t *deciders;             /* place in ResultTable.deciders */
  uint32_t *waits;                /* place in ResultTable.waits */
  int64_t  *granted;
  uint64_t *ranks;                /* RESULT_NO_RANK */
  int64_t **amounts;              /* by state: minor units, or RESULT_NOT_KNOWN, RESULT_NONE */
  Value    *judged;               /* of a decision that is late; else NULL */
  const Body **strangers;         /* made when one is asked for; else NULL */
} ResultChunk;

typedef struct {
  const Decision    *decision;
  Arena             *arena;
  const Kept        *keys;        /* by number */
  Kept              *own_keys;    /* the same, where they are kept one by one; else NULL */
  LIST(ResultChunk)  chunks;      /* of KEPT_CHUNK records */
  LIST(ResultDecider) deciders;   /* the first: nobody */
  LIST(uint32_t)     bodies;      /* those among them that are of the rules */
  Map                strangers;   /* the others by their names -> place */
  LIST(ResultWaits)  waits;       /* the first: for the decision itself */
  Map                own_waits;   /* their words -> place */
  /* Where what one waits for is told when it is asked for, and `waits` says nothing; NULL: `waits`
   * says it.  NULL is returned where it is the decision itself. */
  const AskList   *(*ask)(void *context, size_t number, Arena *batch);
  void              *ask_context;
  uint32_t          *slots;       /* number + 1 by the key's hash; 0: free */
  size_t             slot_count, indexed;
} ResultTable;

typedef struct {
  Arena       *arena;
  const Model *model;
  ResultTable *tables;            /* by Decision.index */
  ResultSource source;
} ResultBook;

void results_init(ResultBook *book, Arena *arena, const Model *model);
/* The judgement as finished; a later one takes its place. */
void results_keep(ResultBook *book, const Judgement *judgement, Arena *batch);

/* ---- by columns: of many, whose keys are kept already -------------------------------------- */

/* What records that end alike have in common: places in the table. */
typedef struct { uint16_t outcome; uint32_t decider; } ResultWay;

/* `decider` NULL: the one of that name, or nobody. */
ResultWay    results_way(ResultTable *table, OutcomeKind kind, Text outcome, const Body *decider,
                         Text decider_name);
ResultTable *results_table(ResultBook *book, const Decision *decision);
/* Room for all records up to the number. */
void     results_room(ResultTable *table, size_t count);
/* How one of them ended, but for the states of its amount and what it waits for; `rank` may be
 * RESULT_NO_RANK.  False: that is known already. */
bool     results_set(ResultTable *table, size_t number, ResultWay way, int64_t granted,
                     uint64_t rank);
void     results_set_amount(ResultTable *table, size_t number, size_t amount, CellState state,
                            int64_t minor);
/* What the judgement waits for, and that a record waits for it. */
uint32_t results_waits(ResultTable *table, const Judgement *judgement);
void     results_set_waits(ResultTable *table, size_t number, uint32_t waits);
/* Do records that are alike wait for the same, each for its own facts? */
bool     results_waits_alike(const ResultTable *table, uint32_t waits);
/* What the judgement misses, its records known by their keys alone; NULL: nothing. */
const AskList *results_asks(const Judgement *judgement, Arena *batch);
/* All of the judgement's, keys apart. */
void     results_set_judgement(ResultTable *table, size_t number, const Judgement *judgement);
/* The decision is finished: these are the keys. */
void     results_finish(ResultBook *book, ResultTable *table, const Kept *keys);

#endif
