/* sifting.h - what the files of the sift share.  Private to interp/decide.
 *
 * A record's standing is made of parts: validity, each rule, the amounts, own outcomes, the order,
 * each power.  A part keeps one result for each row; it is computed again where something that it
 * reads has changed, by its nodes, and for the rows that those do not settle by the reference. */
#ifndef ANSLAG_INTERP_DECIDE_SIFTING_H
#define ANSLAG_INTERP_DECIDE_SIFTING_H

#include "interp/decide/judging.h"
#include "interp/decide/profile.h"
#include "interp/decide/sift.h"
#include "interp/plan/plan.h"

typedef LIST(uint32_t) Rows;
typedef struct SiftMemo SiftMemo;

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
  bool       may_settle;          /* an unknown result of it, by trying facts out (U2) */
  Rows       left;                /* rows of the chunk that its nodes did not settle */
  SiftMemo  *memo;                /* of rows that the reference has judged; NULL: none is kept */
} SiftPart;

/* The results of tests, by row. */
enum { TEST_NO, TEST_OPEN, TEST_YES, TEST_ERROR };
uint8_t sift_test_of(Value value);      /* of a truth */
enum { FINE, OPEN, INVALID };     /* of validity, amounts and keys */

/* One way in which a part is met, and what the reference said of a record met so. */
typedef struct {
  bool    told;                   /* its rows end alike; else each is the reference's ... */
  AloneReason why;                /* ... for that */
  bool    rests;                  /* facts being tried out, its rows may differ by their values */
  bool    seen;                   /* it has been asked: */
  bool    tried;                  /* facts are tried out (U2) */
  bool    judged;                 /* of one whose verdict is that of all: */
  uint8_t result;
} SiftAspect;

/* In how many ways a part is met by records: how its nodes, and the facts that are asked for by
 * it, stand.  Of two records with the same aspect the reference says the same: the verdict, which
 * facts are missing, which reasons are given.  Only of a sift that is windowed. */
typedef struct {
  bool       told;                /* its nodes tell; else each row is the reference's */
  PlanNodes  parts;
  PlanNodes  waits;               /* beside the results among them: what those wait for */
  LIST(size_t) lists;             /* places of parts whose elements are told (plan_open_elements) */
  PlanNode   stands;              /* where it is open, the row is the reference's; or PLAN_NONE */
  const SiftPart *part;           /* of a verdict; NULL: facts are never tried out for it */
  uint8_t  (*judge)(Sift *sift, void *of, uint32_t row);    /* the reference's, of one row */
  void      *of;
  const FieldType **needs;
  size_t     need_count;
  size_t     words;               /* of a row's code: how the parts stand, then the needs; one
                                     more for each of `waits` */
  LIST(uint64_t) codes;           /* by aspect, so many words each */
  uint32_t  *slots;               /* number + 1 of what hashes there; 0: free */
  size_t     slot_count;          /* a power of two, or 0 */
  LIST(SiftAspect) list;
} SiftAspects;

enum { WHOLE, WHEN, STANDS, LIFTED };     /* the nodes of a rule's part */

/* What each chunk needs of it comes first: there may be thousands. */
typedef struct {
  SiftPart    part;               /* nodes: the whole test, its when, whether it stands */
  uint8_t    *verdicts;           /* see sift_verdict */
  RuleKind    kind;
  bool        off;
  const Rule *rule;
  size_t      index;
  int64_t     time;               /* of a sift that is measured, beside its nodes' */
  size_t      by_reference;
  PlanNodes   looked;             /* of a windowed sift: all nodes that its stage computes */
  SiftAspects aspects;            /* of what is missing */
  SiftAspects reasons;            /* of which requirements fail */
} SiftRule;

typedef struct {
  SiftPart    part;               /* nodes: the value */
  SiftAspects aspects;
  const Term *term;
  const Column *column;           /* known throughout: nothing is copied from it */
  uint8_t    *states;             /* FINE, OPEN, INVALID; NULL until there is one that is not */
  bool        fine;               /* all of them, so far */
  int64_t    *numbers;            /* the one of these that its form says */
  int32_t    *names;
  int64_t    *parts;              /* of numbers that are ratios: what they are parts of */
  uint8_t    *cells;              /* of CellState */
  int64_t     denominator;
} SiftKey;

typedef struct {
  SiftPart          part;
  SiftAspects       aspects;
  const OwnOutcome *own;
  uint8_t          *tests;
} SiftOwn;

typedef struct {
  SiftPart     part;              /* nodes: what admits it, as one test: `all`, or `rest` */
  PlanNode     all, rest;         /* with what it takes at most; without */
  bool         apart;             /* what it takes at most hangs on no fact of the record */
  bool         bounded;           /* and is one amount now, which stands beside the test */
  const Power *power;             /* NULL: the row of a decision without powers */
  uint8_t     *tests;
} SiftPower;

typedef struct {
  SiftPart  part;                 /* by the reference where a state or ceiling is not lowered */
  SiftAspects aspects;
  PlanNode *values;               /* states, then ceilings: none may be below zero */
  PlanNode *stands;               /* beside each: not looked at where it is no; PLAN_NONE: always */
  size_t    value_count;
  PlanNode  asked, final;
  uint8_t  *states;
} SiftAmounts;

typedef struct {
  SiftPart    part;               /* nodes: the subject's own test */
  SiftAspects aspects;
  const Term *test;
  uint8_t    *tests;
} SiftValid;

/* A record type that others refer to, and which of its records are not fine. */
typedef struct {
  const Columns *columns;
  Plan          *plan;            /* NULL: no `valid when` */
  size_t         room;            /* of `tainted` */
  PlanNode      *tests;
  size_t         test_count;
  uint8_t       *tainted;         /* by row: it, or one that it leads to */
} SiftReferred;

typedef struct { const Draw *draws; uint32_t count; } SiftDraws;
typedef struct { uint32_t row; int64_t asked; } HiddenAmount;

struct Sift {
  Arena          *arena;
  const Model    *model;
  const Decision *decision;
  Census          *census;
  Columns        *columns;
  Plan           *plan;
  RulePlan       *plans;
  size_t          room;           /* rows there can be */
  bool            windowed, measured;
  bool            each_fact;      /* who looks at the run is told the facts asked for themselves:
                                     lists with elements that are open are like no others */
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
  int64_t        *asked, *least_amounts;
  int64_t        *amounts_final;  /* the same as `asked` where nothing comes between */
  LIST(HiddenAmount) hidden;      /* what was asked by those that are invalid, or judged apart */
  uint64_t       *admits, *stops;
  uint8_t        *few_admits, *few_stops;   /* instead, of at most 8 powers */
  int64_t        *mosts;          /* by power */
  bool            mosts_moved, some_left;   /* since before; powers have left rows, whose masks rest
                                               on what they take at most too */
  SiftDraws      *draws;
  const uint8_t **verdicts;       /* NULL: windowed */
  uint8_t        *chunk_verdicts; /* windowed: of the rule taken last, for the rows of its chunk */
  uint64_t       *codes;          /* windowed: room for those of a chunk's rows */
  Sifted          sifted;
  PlanNodes       more;           /* what else is wanted of a window */
  /* of this sift_judge: */
  SiftUnder       under;
  Judge          *judge;
  Arena           batch;
  bool            judged;         /* once at least, to the end */
  bool            anew;           /* all parts are computed */
  bool            wanted;         /* windowed: all that is wanted has been told */
  bool            climbs, masks;  /* the stages, and the masks, are to be computed again */
  bool            every_mask;     /* by the reference */
  bool            limits_vary;    /* with the record that draws: the state shows the last's */
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
/* Where a rule's verdict on a row stands; windowed: until the next rule is taken. */
static inline uint8_t *sift_verdict(const Sift *sift, const SiftRule *rule, size_t row) {
  return rule->verdicts + (sift->windowed ? row % COLUMN_CHUNK : row);
}

/* ---- sift_aspects.c ------------------------------------------------------------------ */

/* Or more, by its AloneReason: the row is the reference's. */
#define ASPECT_NONE (UINT32_MAX - ALONE_COUNT)
void     sift_plan_aspects(Sift *sift);
/* The aspect of each of `count` rows of the chunk that begins at `first`, told by their places in
 * it: in the stage of the rule whose aspects they are, or after those of all others. */
void     sift_find_aspects(Sift *sift, SiftAspects *aspects, size_t first, const uint32_t *places,
                           size_t count, uint32_t *numbers);
/* The same of one row of the window. */
uint32_t sift_aspect(Sift *sift, SiftAspects *aspects, uint32_t row);
/* The verdict of such a row, from one that is alike; false: the reference's. */
bool     sift_recall_alike(Sift *sift, SiftAspects *aspects, uint32_t row, uint8_t *result);

/* Is who decides by the power the same for every record? */
bool     sift_decider_is_fixed(const Power *power);

/* Of a kept amount: minor units, or SIFT_NOT_KNOWN. */
int64_t  sift_amount_of(Value value);

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
/* The row's amount shows as this until sift_show_amounts gives all back what they were. */
void sift_hide_amount(Sift *sift, uint32_t row, int64_t shown);
void sift_show_amounts(Sift *sift);
/* Flags for the rows of a chunk: of the facts, validity being computed, then of each rule as it
 * is, while its verdicts are near. */
void sift_flag_facts(Sift *sift, size_t first, size_t rows);
void sift_flag_rule(Sift *sift, const SiftRule *rule, size_t first, size_t rows);
/* For the rows of a chunk, all parts being computed, and these flags set. */
void sift_climb(Sift *sift, size_t first, size_t rows);
/* Before the first rows of a stale key. */
void sift_start_key(Sift *sift, SiftKey *key);
/* Before parts are told stale: what the powers take at most. */
void sift_bound_powers(Sift *sift);
void sift_set_masks(Sift *sift, size_t row, uint64_t admits, uint64_t stops);
/* Which of the powers are the reference's to tell. */
void sift_start_delegation(Sift *sift);
void sift_delegate(Sift *sift, size_t first, size_t rows);

/* ---- sift_memo.c ----------------------------------------------------------------------- */

/* All that the part's results hang on, beside what every part's do. */
void sift_plan_memo(Sift *sift, SiftPart *part, const Term *const *terms, size_t count);
/* Before a sift_judge, when the plan is bound. */
void sift_forget(Sift *sift, SiftPart *part);
/* What the reference said of a row that is like this one; false: it has to be asked. */
bool sift_recall(const Sift *sift, const SiftPart *part, uint32_t row, uint8_t *result);
void sift_remember(Sift *sift, SiftPart *part, uint32_t row, uint8_t result);

/* ---- sift_loops.c: what the compiler makes vectors of ------------------------------------ */

/* Of a truth 0, 1, 2. */
void loop_verdicts(const uint8_t *truths, const uint8_t verdicts[3], uint8_t *out, size_t rows);
/* Of a value below 4. */
void loop_table(const uint8_t *values, const uint8_t table[4], uint8_t *out, size_t rows);
/* flags |= the one that stands for the value: a table of the values below 8, and 0 for others. */
void loop_flag(const uint8_t *values, const uint8_t table[8], uint8_t *flags, size_t rows);
/* The table's kinds for flags below 32. */
void loop_kinds(const uint8_t *flags, uint8_t *kinds, size_t rows);
/* The flag alone. */
void loop_keep(const uint8_t *flags, uint8_t flag, uint8_t *out, size_t rows);
/* `to` for `from` where the truth is so. */
void loop_turn(uint8_t *values, uint8_t from, uint8_t to, const uint8_t *truths, uint8_t truth,
               size_t rows);
void loop_put(uint8_t *values, uint8_t to, const uint8_t *truths, uint8_t truth, size_t rows);
/* found |= 1 where the value is that one. */
void loop_meet(const uint8_t *values, uint8_t value, uint8_t *found, size_t rows);
/* A bit in the masks for a test that is yes, or open. */
void loop_mask(const uint8_t *tests, unsigned bit, uint64_t *admits, uint64_t *stops, size_t rows);
void loop_mask_bytes(const uint8_t *tests, unsigned bit, uint8_t *admits, uint8_t *stops,
                     size_t rows);
/* SIFT_NOT_KNOWN where the cell is not known. */
void loop_amounts(const int64_t *numbers, const uint8_t *cells, int64_t *out, size_t rows);
/* 1 where it is known and below zero. */
void loop_below_zero(const int64_t *amounts, uint8_t *below, size_t rows);
/* words |= three bits of the value, `shift` bits up. */
void loop_word(const uint8_t *values, unsigned shift, uint64_t *words, size_t rows);

#endif
