/* ended_round.h - what the files of ended.h share.  Private to interp/decide.
 *
 * A round is one ending_columns, a Deciding one decision of it. */
#ifndef ANSLAG_INTERP_DECIDE_ENDED_ROUND_H
#define ANSLAG_INTERP_DECIDE_ENDED_ROUND_H

#include "interp/decide/ended.h"
#include "interp/decide/openings.h"
#include "interp/decide/results.h"
#include "interp/decide/sift.h"

enum { ENDED_POLL_EVERY = 1024 };

/* Sums may pass 64 bits on the way. */
typedef struct { size_t count; Int128 granted; } EndedSum;

/* What an Ending keeps of one decision. */
typedef struct {
  Sift     *sift;
  LIST(EndedClass) classes;
  Map       by_bytes;                 /* a class as bytes -> its number + 1 */
  /* Of what is not served, as long as it stands: */
  uint16_t *base;                     /* by number: its class; for the others that of last time,
                                         where `ended_stand`, else anything */
  size_t   *base_counts;              /* by class; none of them is granted anything */
  size_t    base_count_room;
  bool      base_stands;
  /* The queue: */
  uint32_t *order;                    /* every record that can stand in it, in its order */
  int64_t  *amounts;                  /* by place in the order; NULL: not needed yet */
  uint8_t  *codes;                    /* by number: the rows that admit it, or CANDIDATE_NONE */
  bool      amounts_stand;
  size_t    order_count;
  bool      orders;                   /* false: that takes more than columns */
  Allocation *queue;                  /* in order; NULL: not made yet */
  uint16_t *ended;                    /* by place of the queue: the class, as last time */
  bool      ended_stand;
  uint32_t *served;                   /* where it is made anew each time: as it was the last time */
  size_t    served_count;
  uint8_t  *listed;                   /* by number: it is in `served` */
  bool      order_stands, queue_stands;
  bool      left;                     /* the last round did not come to its end */
  uint64_t  census_version, amounts_version;
} EndedKept;

struct Ending {
  Arena       *arena;
  const Model *model;
  Census      *census;
  EndedKept   *kept;                  /* by Decision.index */
  ResultBook   results;               /* those that are read, as the last round had them */
};

/* One time. */
typedef struct {
  Ending           *ending;
  Arena            *arena;            /* the caller's scratch */
  Arena            *lasting;          /* where the columns go */
  Arena             batch;            /* one record's */
  Evaluator        *evaluator;
  const ModelSettings *settings;
  const EvalOptions *options;
  const Population *population;
  RunSummary       *summary;
  EndedColumns     *columns;
  const EndingSome *some;             /* in full; NULL: nobody */
  Diags            *diags;
} EndedRound;

/* A decision taken, and what becomes of its record. */
typedef struct { uint32_t number; uint16_t class_number; int64_t granted; } EndedTaken;

/* One decision of it. */
typedef struct {
  EndedRound      *round;
  const Decision  *decision;
  DecisionSummary *summary;
  EndedKept       *kept;
  const Sifted    *sifted;
  Allocation      *allocation;
  Openings         openings;
  StoreDecided    *rows;
  size_t           row_count;
  Map              seen;              /* keys of rows whose record is there */
  LIST(EndedTaken) taken;
  LIST(uint32_t)   limits;            /* by state: its terms, as all records left them */
  uint16_t        *classes;           /* by number: the result */
  EndedSum        *sums;              /* by class */
  size_t           sum_room;
  LIST(EndedGrant) grants;
} Deciding;

/* ---- ended_classes.c ----------------------------------------------------------------- */

/* The number of that class, made if it is new. */
uint16_t ended_class(Deciding *deciding, const EndedClass *ended);
/* The record is of that class; `granted` counts if it is fundable. */
void     ended_take(Deciding *deciding, uint32_t number, uint16_t class_number, int64_t granted);
/* The sums have room for every class there is. */
void     ended_need_sums(Deciding *deciding);
/* All that are neither queued nor decided already, as they were sifted. */
void     ended_settle(Deciding *deciding);
/* The summary from the sums. */
void     ended_sum_up(Deciding *deciding);

/* ---- ended_queue.c ------------------------------------------------------------------- */

/* The candidates, in deciding->allocation. */
void     ended_queue(Deciding *deciding);
/* What its rows take at most. */
void     ended_bound(const Deciding *deciding, Allocation *allocation);
/* Served: how each of them ends. */
void     ended_serve(Deciding *deciding);

/* ---- ended_some.c -------------------------------------------------------------------- */

/* The candidates with their keys, for questions about places in the queue. */
void     ended_queue_keyed(Deciding *deciding);
/* The records of the decision that are meant, in full. */
void     ended_finish_some(Deciding *deciding);

/* ---- ended_results.c ----------------------------------------------------------------- */

/* May its results be read by other decisions? */
bool     ended_can_hand_on(const Decision *decision);
/* Where they are: before it is served; what one of its records waits for that was finished in full;
 * when all have ended. */
void     ended_start_results(Deciding *deciding);
void     ended_keep_waits(Deciding *deciding, const Judgement *judgement, uint32_t number);
void     ended_hand_on(Deciding *deciding);

/* ---- ended_loops.c ------------------------------------------------------------------- */

size_t   loop_count(const uint8_t *restrict bytes, uint8_t value, size_t count);
/* Those of that kind get that class. */
void     loop_put_class(const uint8_t *restrict kinds, uint8_t kind, uint16_t class_number,
                        uint16_t *restrict classes, size_t count);
/* The rows that admit those that are queued. */
void     loop_codes(const uint8_t *restrict kinds, const uint8_t *restrict recorded,
                    const uint8_t *restrict admits, uint8_t *restrict codes, size_t count);
/* All of them or'ed. */
uint8_t  loop_any(const uint8_t *restrict bytes, size_t count);

/* ---- ended.c ------------------------------------------------------------------------- */

bool     ended_is_queued(const Sifted *sifted, size_t number);
/* As the reference finishes it. */
void     ended_take_judgement(Deciding *deciding, uint32_t number, const Judgement *judgement);

#endif
