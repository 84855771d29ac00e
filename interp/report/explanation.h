/* explanation.h - why one record got its outcome: every rule, amount, decider and date.
 *
 * explanation_gather is called from the run's visitor, while the evaluator still
 * stands on the record; what it gathers is text that lives in the arena given,
 * so that it can be written after the run.  What would fund a waitlisted record
 * (semantics F13) is gathered too; whether it does is tried by the caller.
 *
 * Everything gathered is visible text (screen_visible). */
#ifndef ANSLAG_INTERP_REPORT_EXPLANATION_H
#define ANSLAG_INTERP_REPORT_EXPLANATION_H

#include "interp/decide/run.h"
#include "interp/report/why_not.h"

typedef LIST(Text) TextItems;

typedef struct {
  Text name, shown;
  bool parameter;
  Text owner, supplier;           /* of a fact: applicant, office, register, event; and by name */
} ExplainedValue;

typedef struct {
  BasisKind kind;
  Text      text, place;          /* place: document and line; empty if not a source */
} ExplainedBasis;

typedef struct {
  Text name, title, owner, supplier;   /* owner empty: pending, asked of nobody */
  bool possibly;
} ExplainedAsk;

typedef LIST(ExplainedValue) ExplainedValues;

/* What a test is composed of: each part after the one it belongs to, one deeper. */
typedef struct {
  unsigned depth;
  Text     text, name;            /* as written; of a definition or an element: its name */
  Text     verdict;
  bool     decides, whole;        /* whole: it has no parts of its own, */
  ExplainedValues values;         /* and these are what it rests on */
} ExplainedPart;

typedef struct {
  Text text;                      /* as written in the rules */
  Text verdict;                   /* yes, no, not known (in English), an error's words */
  Text word;                      /* in place of the rule's own: exception NAME requires */
  LIST(ExplainedPart) parts;      /* none: it is not composed, */
  ExplainedValues values;         /* and these are what it rests on */
} ExplainedTest;

typedef LIST(ExplainedBasis) ExplainedBases;
typedef LIST(ExplainedAsk)   ExplainedAsks;

typedef struct {
  Text            name, title, word;   /* word: requires, eligible when, … */
  Verdict         verdict;
  Text            reason;
  LIST(ExplainedTest) tests;
  ExplainedValues values;
  ExplainedAsks   asks;
  ExplainedBases  bases;
} ExplainedRule;

typedef struct {
  Text name, title, shown;
  bool ceiling, lowers, known;
  bool working;                   /* of `shows` */
} ExplainedStep;

typedef struct { Text name, title, dated; } ExplainedDocument;
typedef LIST(ExplainedDocument) ExplainedDocuments;

typedef struct {
  Text           decider, title;
  bool           delegated, chosen;
  Verdict        verdict;         /* of its when and limits; frames apart */
  TextItems      why;             /* why not, in words */
  Text           governing;       /* the day it goes by, where it differs with time; or empty */
  ExplainedAsks  asks;
  ExplainedBases bases;
} ExplainedPower;

typedef struct {
  const Frame *frame;
  Text    key;                    /* of the frame's state; empty where it has none */
  Text    name, room, lacks, before, enough;   /* amounts in words; name: with the key */
  int64_t suffices;               /* this much more surely does (minor units) */
  size_t  power;                  /* the row of Decision.powers it refused */
  bool    closed;                 /* by `else stop` */
} ExplainedRefusal;

typedef struct {
  Text           name, title, owed_by, owed_to, due, counting;
  Text           owers;           /* owed_by as people write it: "A, B" */
  Text           governing;       /* as of a power */
  bool           fulfilled;
  ExplainedBases bases;
} ExplainedDeadline;

typedef struct {
  Text           name, title;
  bool           open;            /* may apply: a fact is not known */
  ExplainedBases bases;
} ExplainedCondition;

typedef enum { TRIAL_NOT_MADE, TRIAL_FUNDS, TRIAL_FAILS } FundingTrial;

typedef struct {
  Text frame, before, after;      /* room in a frame drawn from, at its turn and then */
} ExplainedRoom;

typedef struct {
  const RecordType *subject;
  const Decision   *rules_of;
  Text decision, record_type, key, name, outcome, outcome_title;
  OutcomeKind kind;
  TextItems reasons;
  TextItems versions;             /* as amended by …; empty where there are no amendments */
  Text asked, granted, amount, frame, decider, consulted, recorded;
  Text currency;
  bool has_asked, has_amount, has_granted;   /* for machines, in minor units: */
  int64_t asked_minor, amount_minor, granted_minor;
  uint64_t rank;                  /* 0: it did not reach the allocation */
  ExplainedValues parties;        /* lists of the record: applicants */
  LIST(ExplainedRule)     rules;
  LIST(ExplainedStep)     steps;
  LIST(ExplainedPower)    powers;
  LIST(ExplainedRefusal)  refusals;
  LIST(ExplainedRoom)     rooms;  /* of the frame drawn from and those around it */
  LIST(ExplainedCondition) conditions;
  LIST(ExplainedDeadline) deadlines;
  ExplainedAsks           missing;
  ExplainedDocuments      documents;  /* cited anywhere above */
  Text issued_by, sent_to;        /* of the rules; may be empty */
  FundingTrial            trial;
  WhyNot                 *why;    /* what would change it; NULL: not asked */
  const Model            *model;
} Explanation;

void explanation_gather(Explanation *explanation, Arena *arena, const Model *model,
                        const Screen *screen, const Judgement *judgement);

/* How much more room surely suffices for the ordinary decider: one raise for each frame. */
size_t explanation_raises(const Explanation *explanation, Arena *arena, FrameRaise **raises);

/* Do two rows of deciders lack the same room? */
bool explanation_same_refusal(const ExplainedRefusal *a, const ExplainedRefusal *b);

/* The record's own name and those of its lists, from a record read with its names. */
void explanation_name(Explanation *explanation, Arena *arena, const Record *record);

void explanation_write_text(Writer *writer, const Screen *screen, const Explanation *explanation);
void explanation_write_json(Writer *writer, const Explanation *explanation);
/* One self-contained page with them all (at least one). */
void explanations_write_html(Writer *writer, const Screen *screen,
                             const Explanation *const *explanations, size_t count);

#endif
