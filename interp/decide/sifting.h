/* sifting.h - what the files of the sift share.  Private to interp/decide.
 *
 * A record's standing is made of parts: validity, each rule, the amounts, own outcomes, the order,
 * each power.  A part keeps one result for each row; it is computed again where something that it
 * reads has changed, by its nodes, and for the rows that those do not settle by the reference. */
#ifndef ANSLAG_INTERP_DECIDE_SIFTING_H
#define ANSLAG_INTERP_DECIDE_SIFTING_H

#include "interp/decide/judging.h"
#include "interp/decide/sift.h"
#include "interp/plan/plan.h"

typedef LIST(uint32_t) Rows;

/* What the parts say of a record, all at once; the lowest that is set decides. */
enum {
  FLAG_INVALID    = 1,
  FLAG_INELIGIBLE = 2,
  FLAG_NEEDS      = 4,
  FLAG_REJECTED   = 8,
  FLAG_OPEN       = 16
};

/* What every part has. */
typedef struct {
  PlanNode   nodes[4];            /* PLAN_NONE: none */
  PlanReads *reads;               /* of all its terms */
  bool       reference;           /* it has no nodes for all of it: each row by the reference */
  bool       had_left;            /* the reference had a say when it was computed last */
  bool       forced;              /* to be computed now, whatever was read */
  bool       stale;               /* to be computed now */
  Rows       left;                /* rows of the chunk that its nodes did not settle */
} SiftPart;

/* The results of tests, by row. */
enum { TEST_NO, TEST_OPEN, TEST_YES, TEST_ERROR };
uint8_t sift_test_of(Value value);      /* of a truth */
enum { FINE, OPEN, INVALID };     /* of validity, amounts and keys */

typedef struct {
  SiftPart    part;               /* nodes: the whole test, its when, whether it stands */
  const Rule *rule;
  size_t      index;
  bool        off;
  uint8_t    *verdicts;
} SiftRule;

typedef struct {
  SiftPart    part;               /* nodes: the value */
  const Term *term;
  uint8_t    *states;             /* FINE, OPEN, INVALID */
  bool        fine;               /* all of them, so far */
  int64_t    *numbers;            /* the one of these that its form says */
  int32_t    *names;
  uint8_t    *cells;              /* of CellState */
  int64_t     denominator;
} SiftKey;

typedef struct {
  SiftPart          part;
  const OwnOutcome *own;
  uint8_t          *tests;
} SiftOwn;

typedef struct {
  SiftPart     part;              /* nodes: all that admits it, as one test */
  const Power *power;             /* NULL: the row of a decision without powers */
  uint8_t     *tests;
} SiftPower;

typedef struct {
  SiftPart  part;                 /* by the reference where a state or ceiling is not lowered */
  PlanNode *values;               /* states, then ceilings: none may be below zero */
  PlanNode *stands;               /* beside each: not looked at where it is no; PLAN_NONE: always */
  size_t    value_count;
  PlanNode  asked, final;
  uint8_t  *states;
} SiftAmounts;

typedef struct {
  SiftPart    part;               /* nodes: the subject's own test */
  const Term *test;
  uint8_t    *tests;
} SiftValid;

/* A record type that others refer to, and which of its records are not fine. */
typedef struct {
  const Columns *columns;
  Plan          *plan;            /* NULL: no `valid when` */
  PlanNode      *tests;
  size_t         test_count;
  uint8_t       *tainted;         /* by row: it, or one that it leads to */
} SiftReferred;

typedef struct { const Draw *draws; uint32_t count; } SiftDraws;

struct Sift {
  Arena          *arena;
  const Model    *model;
  const Decision *decision;
  Census          *census;
  Columns        *columns;
  Plan           *plan;
  RulePlan       *plans;
  SiftRule       *rules;
  SiftValid      *valid;
  size_t          valid_count;
  SiftReferred   *referred;
  size_t          referred_count;
  SiftAmounts     amounts;
  SiftOwn        *owns;
  size_t          own_count;
  SiftKey        *keys;
  SiftPower      *powers;
  size_t          power_count;
  bool            delegation;     /* masks by the reference, all of them */
  /* by row: */
  uint8_t        *reached;        /* what the record refers to: FINE, OPEN, INVALID */
  bool            reaches;        /* something of that is not fine */
  uint8_t        *flags, *unread;
  uint8_t        *kinds, *own_places, *recorded, *written;
  int64_t        *asked, *asked_shown, *amounts_final, *least_amounts;
  uint64_t       *admits, *stops;
  SiftDraws      *draws;
  const uint8_t **verdicts;
  Sifted          sifted;
  /* of this sift_judge: */
  SiftUnder       under;
  Judge          *judge;
  Arena           batch;
  bool            judged;         /* once at least, to the end */
  bool            anew;           /* all parts are computed */
  bool            climbs, masks;  /* the stages, and the masks, are to be computed again */
  bool            every_mask;     /* by the reference */
  uint64_t        census_version; /* when `recorded` was told */
  const StoreDecided *decided;
  size_t          decided_count;
  bool            held_none, had_without;
};

/* ---- sift.c -------------------------------------------------------------------------- */

SiftPart     sift_part(Sift *sift);
/* A term's node, and what it reads, into the part; PLAN_NONE leaves the part to the reference. */
PlanNode sift_term(Sift *sift, SiftPart *part, const PlanContext *context, const Term *term);
/* The record of a row before its first stage, by the reference, in the batch. */
Judging *sift_start(Sift *sift, uint32_t row);
/* The row is left to the reference. */
void     sift_leave(Sift *sift, SiftPart *part, size_t row);
/* Those rows that a vector leaves to it: ODD, or not known where that may be settled. */
void     sift_leave_open(Sift *sift, SiftPart *part, const Vector *vector, bool may_settle,
                         size_t first, size_t rows);
uint8_t *sift_bytes(Sift *sift);

/* ---- sift_rules.c, sift_valid.c, sift_money.c, sift_ladder.c ---------------------------- */

void sift_plan_rules(Sift *sift);
void sift_plan_valid(Sift *sift);
void sift_plan_amounts(Sift *sift);
void sift_plan_owns(Sift *sift);
void sift_plan_order(Sift *sift);
void sift_plan_powers(Sift *sift);

/* What the nodes of a stale part say for the rows of the chunk that was run. */
void sift_take_rule(Sift *sift, SiftRule *rule, size_t first, size_t rows);
void sift_take_valid(Sift *sift, SiftValid *valid, size_t first, size_t rows);
void sift_take_amounts(Sift *sift, size_t first, size_t rows);
void sift_take_own(Sift *sift, SiftOwn *own, size_t first, size_t rows);
void sift_take_key(Sift *sift, SiftKey *key, size_t first, size_t rows);
void sift_take_power(Sift *sift, SiftPower *power, size_t first, size_t rows);
/* And the reference for one row. */
void sift_judge_rule(Sift *sift, SiftRule *rule, uint32_t row);
void sift_judge_valid(Sift *sift, SiftValid *valid, uint32_t row);
void sift_judge_amounts(Sift *sift, uint32_t row);
void sift_judge_own(Sift *sift, SiftOwn *own, uint32_t row);
void sift_judge_key(Sift *sift, SiftKey *key, uint32_t row);

/* What the records referred to come to; true: that may differ from the last time. */
bool sift_reach(Sift *sift);
/* For the rows of a chunk, all parts being computed. */
void sift_climb(Sift *sift, size_t first, size_t rows);
/* Which of the powers are the reference's to tell. */
void sift_start_delegation(Sift *sift);
void sift_delegate(Sift *sift, size_t first, size_t rows);

/* ---- sift_loops.c: what the compiler makes vectors of ------------------------------------ */

/* Of a truth 0, 1, 2. */
void loop_verdicts(const uint8_t *truths, const uint8_t verdicts[3], uint8_t *out, size_t rows);
/* flags |= the one that stands for the value: a table of the values below 8, and 0 for others. */
void loop_flag(const uint8_t *values, const uint8_t table[8], uint8_t *flags, size_t rows);
/* The table's kinds for flags below 32. */
void loop_kinds(const uint8_t *flags, uint8_t *kinds, size_t rows);
/* A bit in the masks for a test that is yes, or open. */
void loop_mask(const uint8_t *tests, unsigned bit, uint64_t *admits, uint64_t *stops, size_t rows);

#endif
