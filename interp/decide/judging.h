/* judging.h - what the files of this room share while one record is judged.
 *
 * Private to interp/decide.  Call in the order of the stages: valid, rules,
 * amounts, ladder, then (queued) order and delegation; after allocation, finish. */
#ifndef ANSLAG_INTERP_DECIDE_JUDGING_H
#define ANSLAG_INTERP_DECIDE_JUDGING_H

#include "interp/decide/judge.h"

/* A rule with its parts made one test, so that a fact that stands in several parts is judged
 * once (U2): (not when) or (first and second …). */
typedef struct {
  const Rule *rule;
  const Term *whole;                  /* NULL: too high to join; judged part by part */
  size_t      first;                  /* the first of those that stand in each other's place */
  const Term *open;                   /* of the first: the test of them all, for a record of which
                                         it is not known which stands (S7); NULL: always stands */
} RulePlan;

struct Judge {
  Arena             *arena;
  const Model       *model;
  const Decision    *decision;
  Evaluator         *evaluator;
  RecordSource       source;
  RulePlan          *plans;           /* one for each of decision->rules */
  const ModelRecorded *recorded;      /* NULL: the register records no decisions */
  Map                decided;         /* record key -> const StoreDecided * */
  Book              *book;            /* NULL: no frames are drawn */
  const Rule *const *without;         /* rules that are off */
  size_t             without_count;
  bool               hold_none;
  JudgeInstead      *instead;         /* NULL: records are judged as they are read */
  void              *instead_context;
  bool               swedish;
  bool               unfilled;        /* reasons are left as they are written, {field}s and all */
};

/* What the record draws on one frame; UNKNOWN: a key, a date or an amount is not known. */
typedef struct {
  const FrameUse   *use;
  Verdict           verdict;          /* PASS, UNKNOWN or INVALID */
  AskList           asks;
  const ValueError *error;
} FrameDraws;

/* One record on its way. */
typedef struct Judging {
  Judge     *judge;
  Judgement *judgement;
  const Record *as_read;              /* the record without what anslag_decided says of it */
  Arena     *batch;
  bool       needed;                  /* incomplete by `needs`: exactly those are asked for */
  Value     *states;                  /* amount states computed so far */
  size_t     state_count;
  LIST(FrameDraws) frames;            /* one for each use of the decision */
} Judging;

/* ---- judge.c --------------------------------------------------------------------- */

/* A record before its first stage: the evaluator stands on it. */
Judging *judging_start(Judge *judge, const Record *record, Arena *batch);

/* ---- plan.c: once for each decision ---------------------------------------------- */

RulePlan *plan_rules(Arena *arena, const Decision *decision);
/* judge.c: judge_new, of rules that are planned already; the plans live as long. */
Judge *judge_of_plans(Arena *arena, const Model *model, const Decision *decision,
                      Evaluator *evaluator, const RecordSource *source, RulePlan *plans);

/* ---- rules.c --------------------------------------------------------------------- */

/* Faults and `valid when`: adds invalid verdicts; unknown ones ask. */
void rules_valid(Judging *judging);
void rules_judge(Judging *judging);
/* One of Decision.rules: its verdict, if it is judged here. */
void rules_judge_at(Judging *judging, size_t index);
/* A verdict that belongs to no rule, added after them. */
void rules_add(Judging *judging, Text name, Verdict verdict, const AskList *asks, Text reason,
               const ModelBases *bases);
/* An error as a verdict: the message, and what it was of. */
void rules_add_error(Judging *judging, Text name, const ValueError *error,
                     const ModelBases *bases);
Verdict rules_unknown(const AskList *asks);     /* UNKNOWN, or POSSIBLY if an ask is so */
void asks_add_all(Arena *arena, AskList *asks, const AskList *more);   /* each fact once */

/* ---- reason.c -------------------------------------------------------------------- */

/* Each {field} of the record judged replaced by its value; other braces stand. */
Text reason_fill(Judging *judging, Text reason);
/* Why a record of that governing date is not judged by the rules. */
Text rules_outside_period(const Judge *judge, Value date, Arena *batch);
/* The same of any record, by the words of its judge. */
Text reason_of(const Judge *judge, const Record *record, Text reason, Arena *batch);
bool reason_speaks_of_record(Text reason);

/* ---- amounts.c ------------------------------------------------------------------- */

void amounts_compute(Judging *judging);
/* Of those that stand in each other's place, that of the record's version; NULL: it has none. */
const NamedTerm *amounts_in_version(const Judging *judging, const NamedTerm *term);
/* Decision.order's values; adds a verdict for what errs or is not known. */
void amounts_order(Judging *judging);

/* ---- draws.c --------------------------------------------------------------------- */

/* Once for a record: judgement->draws, and what each frame waits for. */
void draws_compute(Judging *judging);
/* NULL: nothing of the record is asked for the frame. */
const FrameDraws *draws_of(const Judging *judging, const Frame *frame);
/* What the limits of the frame, and of those around it, wait for, from the innermost outwards (V8);
 * nothing if they are known. */
void draws_ask_limits(Judging *judging, const Frame *frame, AskList *asks);

/* ---- delegation.c ---------------------------------------------------------------- */

/* Every row's verdict, and the masks for the allocation. */
void delegation_judge(Judging *judging);
/* What TERM_RESULT means from here on: nobody decides where `decider` is NULL. */
void delegation_results(Judging *judging, const Body *decider, int64_t granted, Text outcome,
                        uint64_t rank);
/* Nothing is known of the results yet. */
void delegation_no_results(Judging *judging);

typedef struct { const OwnOutcome *own; Value value; AskList asks; } OwnVerdict;
typedef LIST(OwnVerdict) OwnVerdictList;
/* The first outcome of that stage that certainly holds, or else the first that errs, or else all
 * that are unknown; empty if none may hold. */
OwnVerdictList delegation_own(Judging *judging, StageWord stage, bool after);

/* ---- recorded.c ------------------------------------------------------------------ */

RecordedDecision recorded_of(Judging *judging);
/* Findings where the recorded decision and the rules disagree; call when the judgement is done. */
void recorded_controls(Judging *judging);
/* The decision taken drew past the limit of that frame. */
void recorded_exceeded(Judgement *judgement, const Frame *frame);

/* ---- duties.c -------------------------------------------------------------------- */

/* shows, conditions, deadlines. */
void duties_finish(Judging *judging);

/* ---- needed.c -------------------------------------------------------------------- */

/* Notes each clause whose result needs a person's judgement (not encoded … needs judgement). */
void needed_judgement(Judging *judging);

#endif
