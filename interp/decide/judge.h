/* judge.h - one record against one decision: verdicts, what is missing, amounts, duties.
 *
 * Two steps, because allocation stands between them:
 *   Judgement *judgement = judge_record(judge, record, batch);       up to "queued"
 *   judge_finish(judge, judgement, place);                           with its place in the queue
 * Everything of semantics S, M, U5-U7.  Owner: the batch arena. */
#ifndef ANSLAG_INTERP_DECIDE_JUDGE_H
#define ANSLAG_INTERP_DECIDE_JUDGE_H

#include "interp/allocate/allocate.h"
#include "interp/decide/parties.h"
#include "interp/eval/eval.h"
#include "interp/store/store.h"

#define VERDICT_KINDS(X)                            \
  X(VERDICT_PASS,           MESSAGE("pass"))        \
  X(VERDICT_FAIL,           MESSAGE("fail"))        \
  X(VERDICT_UNKNOWN,        MESSAGE("unknown"))     \
  X(VERDICT_POSSIBLY,       MESSAGE("possibly"))    \
  X(VERDICT_NOTED,          MESSAGE("noted"))       \
  X(VERDICT_INVALID,        MESSAGE("invalid"))     \
  X(VERDICT_DOES_NOT_APPLY, MESSAGE("does not apply"))

typedef enum {
#define X(kind, label) kind,
  VERDICT_KINDS(X)
#undef X
} Verdict;

extern const char *const verdict_names[];    /* pass, fail, unknown, possibly, noted, invalid, … */
/* A verdict by its name, in words people read; anything else as it is. */
Text verdict_text(Text name, Language language);

/* What a finding about a decision taken is about. */
typedef enum {
  CONTROL_NONE,                   /* it is no such finding */
  CONTROL_REGISTER,               /* the register says otherwise than anslag_decided */
  CONTROL_POWER,                  /* who decided had no power to, or not so much, or not then */
  CONTROL_RULES,                  /* the rules give another outcome */
  CONTROL_FRAME                   /* more was drawn than there was room for */
} ControlKind;

typedef struct {
  const Rule *rule;               /* NULL: of the record, its amount, order, delegation */
  const Exception *exception;     /* by which the rule was judged, or that lifted it; or NULL */
  Text        name;               /* as written to tables: "focus", "in_force", "amount" */
  Verdict     verdict;            /* VERDICT_POSSIBLY: unknown, and U3's test was too large */
  AskList     asks;
  Text        reason;             /* of all failing parts, {field}s filled in */
  const ModelBases *bases;
  ControlKind control;
} RuleVerdict;

typedef LIST(RuleVerdict)         RuleVerdictList;
typedef LIST(const RuleVerdict *) RuleVerdictChoice;

typedef struct {
  const Deadline *deadline;
  Text            owed_by, owed_to;   /* names, separated by commas */
  PartyNames      owers;              /* who owes it, one by one */
  Value           due;                /* unknown: not yet known */
  bool            fulfilled;
  Text            counting;           /* how it was counted */
} DeadlineResult;

typedef struct {
  const NamedTerm *term;
  Value            value;             /* kept */
} NamedValue;

typedef LIST(NamedValue) NamedValueList;

/* One row of `delegated to` or `decided by`: may it take this amount, frames apart? */
typedef struct {
  const Power *power;
  const Body  *decider;               /* NULL: not known */
  Verdict      verdict;               /* PASS, FAIL, UNKNOWN or INVALID */
  AskList      asks;
  const ValueError *error;            /* VERDICT_INVALID */
} PowerVerdict;

/* A decision taken already (F3): the register's `recorded decision` or a line of anslag_decided. */
typedef struct {
  bool         decided;
  bool         written;               /* in anslag_decided, which then counts */
  const Power *power;                 /* the decider's row; NULL: nobody in the rules */
  const Frame *frame;                 /* drawn from; the ordinary decider's if `power` is NULL */
  Text         decider;               /* a body's name where it is one */
  OutcomeKind  kind;                  /* FUNDABLE where something was granted, else as recorded */
  int64_t      granted;
  int64_t      paid, returned;        /* of it, by the register; 0: nothing */
  bool         has_date;
  Date         on;
  Text         outcome, reference;    /* as recorded: "rejected", "§ 12"; may be empty */
} RecordedDecision;

typedef struct {
  const Decision *decision;
  const Record   *record;
  OutcomeKind     kind;               /* QUEUED until judge_finish */
  const OwnOutcome *own;              /* OUTCOME_OWN */
  RuleVerdictList rules;              /* every rule, in file order (those too that did not
                                         decide), then what belongs to no rule */
  RuleVerdictChoice failed;           /* of the stage that decided */
  AskList         missing;            /* semantics U5: order and each once */
  RuleVerdictChoice noted;
  NamedValueList  amounts, ceilings, shows;
  Value           asked;              /* kept; unknown */
  Value           amount;             /* what would be granted, after ceilings; kept */
  /* queued: */
  Value          *order;              /* Decision.order's values */
  LIST(PowerVerdict) powers;          /* each row of Decision.powers */
  uint64_t        admits;             /* powers whose when and limits admit the amount */
  uint64_t        stops;              /* powers that end it without a draw (allocate.h) */
  LIST(Draw)      draws;              /* on frames that depend on the record */
  Value           judged;             /* what decides who decides, without slices (F12) */
  Value           split;              /* what records served before add to it; none: nothing */
  int64_t         least;              /* partial down to */
  /* after judge_finish: */
  bool                reached;        /* allocation: placement holds */
  Placement           placement;
  const Power    *power;              /* who decides; NULL: nobody */
  const Body     *decider;
  Text            decider_name;       /* as written to tables; also of a recorded decision */
  bool            has_granted;
  int64_t         granted;            /* minor units; 0 unless fundable */
  const Frame    *frame;              /* drawn from; NULL unless fundable */
  bool            recorded;           /* decided already (F3): not served again */
  RecordedDecision record_decision;
  RuleVerdictList controls;           /* findings about the recorded decision */
  LIST(DeadlineResult) deadlines;
  LIST(const Condition *) conditions; /* that apply */
  LIST(const Condition *) conditions_open;  /* that may apply: a fact is unknown */
  /* While a visitor looks at it: the evaluator stands on this record with its results set, and
   * allocation_refusals(queue, …, number, …) tells what would fund it. */
  Evaluator        *evaluator;
  const Allocation *queue;
  uint32_t          number;
  struct Judging   *judging;          /* of this room */
} Judgement;

typedef struct Judge Judge;

/* `arena` keeps the judge (and what it makes of the rules) for the run. */
Judge *judge_new(Arena *arena, const Model *model, const Decision *decision, Evaluator *evaluator,
                 const RecordSource *source);
/* The states of frames: without them nothing is drawn that depends on a record. */
void judge_frames(Judge *judge, Book *book);
/* Decisions taken already, of anslag_decided; kept by reference. */
void judge_decided(Judge *judge, const StoreDecided *rows, size_t count);
/* What-ifs: these rules pass and are not listed; decisions taken are none.  Before the first
 * record; kept by reference. */
void judge_without(Judge *judge, const Rule *const *rules, size_t count);
void judge_hold_none(Judge *judge);
/* Records that are judged otherwise than they are read: `instead` gives back what it is given, or
 * that record with other facts, in `batch` or longer.  Only one on which anslag_decided has a line
 * may differ. */
typedef const Record *JudgeInstead(void *context, const Record *record, Arena *batch);
void judge_instead(Judge *judge, JudgeInstead *instead, void *context);
/* Such a line read as a decision: for the opening of frames. */
RecordedDecision judge_decided_row(Judge *judge, const StoreDecided *row);

/* The record as it is judged: where anslag_decided has a decision on it, the register's fields of
 * the `recorded decision` say the same (F3), so that deadlines count from the day it was taken. */
const Record *judge_laid_over(const Judge *judge, const Record *record, Arena *batch);
Judgement *judge_record(Judge *judge, const Record *record, Arena *batch);
/* The record that was given: without what anslag_decided says of it. */
const Record *judgement_as_read(const Judgement *judgement);
/* `placement` NULL: it was not queued, or is decided already. */
void       judge_finish(Judge *judge, Judgement *judgement, const Placement *placement);

/* Which fields of the record judged tell of decisions taken; NULL: none do. */
const ModelRecorded *judgement_recorded_fields(const Judgement *judgement);
const Model *judgement_model(const Judgement *judgement);
/* While a visitor looks at `judgement`: the record with other facts, judged by the same judge; the
 * evaluator stands on it then.  Its place is found by allocation_try, and then finished with
 * judge_changed_finish.  judge_stand puts the evaluator back where the visitor found it. */
Judgement *judge_changed(const Judgement *judgement, const Record *changed, Arena *batch);
void       judge_changed_finish(Judgement *changed, const Placement *placement);
void       judge_stand(const Judgement *judgement);

/* What a queued judgement brings to the allocation, but for its number and keys. */
void judgement_candidate(const Judgement *judgement, Candidate *candidate);

/* The outcome's name as written to tables: "fundable", or an own outcome's. */
Text judgement_outcome(const Judgement *judgement);
/* "a,b" of failed, missing (each name once), noted, as the tables have them. */
Text judgement_failed(Arena *arena, const Judgement *judgement);
Text judgement_missing(Arena *arena, const Judgement *judgement);
Text judgement_noted(Arena *arena, const Judgement *judgement);
/* "outcome_report 2027-02-28, …", each deadline that is owed; "?": not known yet. */
Text judgement_deadlines(Arena *arena, const Judgement *judgement);
/* The power's other bodies to be heard, joined by commas; empty unless fundable. */
Text judgement_consulted(Arena *arena, const Judgement *judgement);
/* Who supplies a fact: of FACT_OWNER names; empty for what is pending. */
Text ask_owner(const Ask *ask);
/* "applicants[3].owned_share" or the pending name. */
Text ask_name(const Ask *ask);

#endif
