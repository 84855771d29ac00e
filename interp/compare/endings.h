/* endings.h - how each record ends under two rule sets, and what differs.
 *
 * A record differs where its outcome, who decides, the amount or a deadline does.  What decides
 * is told by names: rules that fail, facts that are missing, frames that lack room.
 * Filled by endings_judge (two models over one database), or by hand from what is already judged
 * (report/difference.h); shown by report/difference_*.
 *
 * Records that differ are not kept but made when they are asked for, one at a time.
 * Owner: the arena given.  Memory: some 50 bytes a record, nothing that grows with what is told of
 * it.  Cost: two runs, by columns where a run can; of a title that is asked for a reading of the
 * records once more. */
#ifndef ANSLAG_INTERP_COMPARE_ENDINGS_H
#define ANSLAG_INTERP_COMPARE_ENDINGS_H

#include "interp/compare/changes.h"
#include "interp/decide/run.h"

/* How one record ends. */
typedef struct {
  Text        outcome;          /* as tables have it; empty: there is no such record */
  OutcomeKind kind;
  Text        decider;          /* empty: nobody */
  Text        why;              /* the rules, facts or frames that settled it, by title; or empty */
  Text        due;              /* "outcome_report 2027-02-28", of several by commas; or empty */
  bool        recorded;         /* decided already */
  int64_t     granted;          /* minor units; 0 unless fundable */
} Ending;

typedef struct {
  Text   key;
  Text   group;                 /* what rows are gathered by; empty: not asked for */
  Ending before, after;
} EndingPair;

/* The records that differ, by their number among them: what they are made from. */
typedef struct {
  EndingPair (*pair)(void *context, size_t number, Arena *arena);
  /* What people call it; empty: no more than the key. */
  Text       (*title)(void *context, size_t number, Arena *arena);
  void        *context;
} EndingPairs;

typedef struct {
  Text    name;                 /* an outcome as tables have it, or a body's name */
  size_t  before, after;
  int64_t granted_before, granted_after;
} EndingCount;

typedef LIST(EndingCount) EndingCounts;

/* A fact that is asked for now and was not before. */
typedef struct {
  Text      name, title;
  FactOwner owner;
  bool      pending;            /* left open by the rules: asked of nobody */
  size_t    records;
} EndingMissing;

typedef LIST(EndingMissing) EndingMissings;

enum { CHANGES_MOST = 64 };     /* what EndingGroup.changes tells of */

/* Records for whom the same changes hold (of those not decided already). */
typedef struct {
  uint64_t       changes;       /* bit i: Comparison.changes.items[i] holds for them */
  size_t         records;
  EndingMissings missing;
} EndingGroup;

typedef struct {
  const Decision *decision;     /* of the new rules; of the old where those lack it */
  size_t       records, held;   /* held: decided already, the same either way */
  size_t       differ;          /* how many do; in key order, those that are gone last */
  EndingPairs  pairs;
  EndingCounts outcomes;        /* those that occur, in the order of OutcomeKind, own ones last */
  EndingCounts deciders;        /* as records met them */
  EndingMissings missing;
  LIST(EndingGroup) groups;     /* of an amendment's transition; else empty */
} EndingsOf;

typedef struct {
  const Frame *frame;
  Text         key;             /* empty where it has none */
  bool         has_before, has_after, binds_before, binds_after;
  int64_t      limit_before, limit_after, used_before, used_after;   /* used: opening + drawn */
  const Currency *currency;
} EndingFrame;

typedef struct {
  LIST(EndingsOf)   decisions;
  LIST(EndingFrame) frames;     /* by frame and key */
  const FieldType *const *lacking;   /* fields for which the database has no column */
  size_t            lacking_count;
  LIST(struct Titles *) titles;      /* what endings_title has opened */
} Endings;

/* One side's rules, and what judges by them. */
typedef struct {
  const RulesSide       *side;
  EvalOptions       eval;
  const Population *population;
  Store            *store;          /* that of the population */
  unsigned          threads;
  bool              decided_only;   /* of the old side: only records decided already are told */
} EndingSide;

/* `after` lives as long as titles are asked for.  `comparison` (may be NULL) tells which changes
 * hold for which records.  `progress` may be NULL; steps of both runs. */
Endings *endings_judge(Arena *arena, const EndingSide *before, const EndingSide *after,
                       const Comparison *comparison, const RunVisitor *progress, Diags *diags);

/* Before the stores are closed: no title can be asked for any more. */
void endings_end(Endings *endings);

/* The record that differs, and its title, in `arena`.  In order they cost least. */
EndingPair endings_pair(const EndingsOf *of, size_t number, Arena *arena);
Text       endings_title(const EndingsOf *of, size_t number, Arena *arena);

/* ---- for those who fill it by hand ---------------------------------------------------- */

/* What settled it: titles of rules that fail, facts that are missing, frames that lack room. */
Text ending_why(Arena *arena, const Judgement *judgement);
/* What people call the record besides its key; may be empty. */
Text ending_title(const Record *record);
/* In the order of OutcomeKind, from what is granted to what is invalid; own ones last. */
void endings_sort_outcomes(Arena *arena, EndingCounts *outcomes);

#endif
