/* model_decisions.h - what decides: rules, frames, deciders, deadlines, own outcomes.
 *
 * A part of the Model.  Every list is in the order of the files unless it says otherwise.
 * Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_DECISIONS_H
#define ANSLAG_INTERP_CHECK_MODEL_DECISIONS_H

#include "interp/check/model_parties.h"
#include "interp/check/model_values.h"

typedef struct Frame Frame;

/* ---- rules ------------------------------------------------------------------------------- */

#define RULE_KINDS(X)                 \
  X(RULE_IN_FORCE,  "in_force")       \
  X(RULE_ELIGIBLE,  "eligible")       \
  X(RULE_EXCLUDED,  "excluded")       \
  X(RULE_NEEDS,     "needs")          \
  X(RULE_CRITERION, "criterion")      \
  X(RULE_CONSIDERS, "considers")      \
  X(RULE_ATTESTED,  "attested")       \
  X(RULE_NOTE,      "note")

typedef enum {
#define X(kind, label) kind,
  RULE_KINDS(X)
#undef X
} RuleKind;

typedef struct {
  const Term *test;
  Text        reason;           /* else "…"; empty: the rule's title */
  Span        span;
} ModelRequirement;

typedef struct {
  RuleKind    kind;
  Text        name, title;      /* "eligible", "excluded" where none is written */
  Span        span;
  const Term *when;             /* NULL: always */
  ModelRequirement *requires;   /* one where not a criterion; of RULE_EXCLUDED: yes excludes */
  size_t      require_count;
  const Exceptions *exceptions; /* NULL: none */
  const FieldType **needs;      /* RULE_NEEDS */
  size_t      need_count;
  ModelBases  bases;
  const Term *stands;           /* TERM_STANDS: not in every version (X3); NULL: in all */
} Rule;

typedef struct NamedTerm {
  Text        name, title;
  Span        span;
  const Term *value;
  ModelBases  bases;
  const Term *stands;           /* TERM_STANDS: not in every version (X3); NULL: in all */
  const struct NamedTerm *replaces;   /* what stands in its place in others: `value` chooses */
} NamedTerm;                    /* amount state, shows, ceiling */

typedef LIST(NamedTerm *) NamedTermList;

/* ---- frames ------------------------------------------------------------------------------ */

struct Frame {
  size_t       index;           /* in Model.frames */
  Text         name, title;
  Span         span;
  const Term  *limit;           /* of parameters, and of the keys in slots 0 .. ; TERM_PENDING */
  const Frame *within;          /* NULL: root */
  bool         earmarked;
  Text         purpose;
  const Term  *only_when;
  const Term  *governed;        /* NULL: the decision's date */
  bool         by_record;       /* what is drawn depends on the record: keys, windows, counting */
  bool         yearly;          /* the last key is a year */
  size_t       key_count;
  const Type  *keys;            /* for each …, then the year */
  LIST(const Term *) adds;      /* what raises the limit: sums, of the keys */
  const Term  *rolling;         /* a duration; NULL: no window */
  const Calendar *rolling_calendar;
  const Term  *carries_over, *overdraws;   /* at most: money, or a rate of the limit; or NULL */
  const Decision *decision;     /* NULL: declared outside one */
  ModelBases   bases;
};

/* How the records of one decision draw on a frame, in the words of their fields. */
typedef struct {
  const Frame *frame;
  const Term **keys;            /* Frame.key_count */
  const Term  *several;         /* a sum: the keys and the amount are those of each of its
                                   elements; NULL: one key, the whole amount */
  const Term  *counted;         /* what counts in it for the record at hand; NULL: nothing */
  const Term  *day;             /* rolling back from; a date */
  const Term  *shared;          /* a list of keys that share the limit; or NULL */
  const Term  *only_when, *governed;
} FrameUse;

/* ---- what is decided, and by whom -------------------------------------------------------- */

/* score NAME = value; its threshold is a criterion of that name. */
typedef struct {
  Text        name, title;
  Span        span;
  const Term *value, *threshold;   /* threshold: or NULL */
  ModelBases  bases;
} Score;

typedef struct {
  size_t       index;           /* in Decision.powers: delegations in order, each followed by its
                                   deputies, then ordinary ones with a when, then those without */
  bool         delegated;
  bool         deputy;          /* of the delegation before it, whose limits and frame it has */
  Span         span;
  const Term  *decider;         /* TYPE_BODY */
  const Term  *above, *most;    /* NULL: no bound */
  bool         most_strict;     /* below */
  const Frame *out_of;          /* NULL: the decision's only frame, or none */
  const Term  *when;
  const Term  *governed;
  const Body **consulting;
  size_t       consulting_count;
  ModelBases   bases;
  const Term *stands;           /* TERM_STANDS: not in every version (X3); NULL: in all */
  bool        dated;            /* it differs with time: values or versions do */
} Power;

typedef struct {
  Text         name, title;
  Span         span;
  const Term  *when;            /* NULL: fundable records */
  Party       *owed_by, *owed_else;
  size_t       owed_by_count, owed_else_count;
  const Term  *owed_when;
  Party        owed_to;
  const Term  *due;             /* before a meeting: the day before it */
  const Meeting *before;        /* NULL: none */
  bool         day_not_set;     /* a month was written, or the meeting's day is not set */
  const Term  *governed;
  const Term  *fulfilled;
  LIST(Text)   contains;
  ModelBases   bases;
  const Term *stands;           /* TERM_STANDS: not in every version (X3); NULL: in all */
  bool        dated;            /* it differs with time: values or versions do */
} Deadline;

typedef struct {
  Text        name, title;
  Span        span;
  const Term *when;             /* condition: may be NULL */
  ModelBases  bases;
  const Term *stands;           /* TERM_STANDS: not in every version (X3); NULL: in all */
} Condition;

typedef struct {
  Text        name, title;
  Span        span;
  StageWord   stage;
  bool        after;
  const Term *when;
  ModelBases  bases;
  const Term *stands;           /* TERM_STANDS: not in every version (X3); NULL: in all */
} OwnOutcome;

struct Decision {
  size_t            index;
  Text              name, title;
  Span              span;
  const RecordType *subject;
  const Term       *governing;  /* a date; NULL: no in_force test */
  ModelBases        bases, governing_bases;
  LIST(Rule *)      rules;      /* all, in file order; in_force first if there is one */
  NamedTermList     amounts;    /* [0] is what is asked (the field `amount` if not written) */
  LIST(NamedTerm *) ceilings;
  LIST(NamedTerm *) shows;
  LIST(Frame *)     frames;
  LIST(Power *)     powers;
  LIST(FrameUse *)  uses;       /* the frames it draws on */
  LIST(Score *)     scores;
  const Term       *judged_by;  /* NULL: the amount to be granted */
  const Term       *split;      /* never split: what earlier ones add to the amount judged; NULL */
  HowAllocated      how;
  const Term       *least;      /* partial down to */
  const TermKey    *order;      /* ends in the key; with ties that can be told beforehand */
  size_t            order_count;
  const TermKey    *ties;       /* told anew after each placing (F11) */
  size_t            tie_count;
  bool              late;       /* something is judged at its turn: it reads what is earlier */
  bool              read;       /* results are kept: another decision reads them, or `late` */
  bool              states_read, ranks_read;   /* states of the amount, places in the queue, among
                                   what other decisions read */
  LIST(const Decision *) reads; /* decisions whose results it reads (D1) */
  Codelist         *outcome_codes;   /* the language's outcomes and its own */
  ElseKind          otherwise;
  const OwnOutcome *otherwise_outcome;
  ModelBases        allocate_bases;
  LIST(Condition *) conditions;
  LIST(Deadline *)  deadlines;
  LIST(OwnOutcome *) outcomes;
  const Currency   *currency;
};

#endif
