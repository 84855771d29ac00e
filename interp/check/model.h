/* model.h - a rule set that has been understood: every name resolved, every
 * expression typed, every quote looked up.
 *
 * Made by check_rules, const afterwards; interp/eval walks its terms, one record
 * at a time.  A Model cannot hold an unresolved name: what could not be understood
 * is left out and has been reported.
 * Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_H
#define ANSLAG_INTERP_CHECK_MODEL_H

#include "base/map.h"
#include "grammar/ast.h"
#include "interp/data/csv_file.h"
#include "interp/data/value.h"

typedef struct Term      Term;
typedef struct Parameter Parameter;
typedef struct DataTable DataTable;
typedef struct Grid      Grid;
typedef struct Exceptions Exceptions;
typedef struct Define    Define;
typedef struct Calendar  Calendar;
typedef struct Frame     Frame;
typedef struct Decision  Decision;
typedef struct Sample    Sample;
typedef struct Budget    Budget;      /* and these four: interp/check/budget.h */
typedef struct BudgetItem BudgetItem;
typedef struct Transfer  Transfer;
typedef struct Target    Target;
typedef struct Control   Control;

/* ---- documents and bases ----------------------------------------------------------------- */

typedef struct {
  Text    name, title, path;
  Date    dated;
  bool    has_date;
  Text    case_number;
  Span    span;
  Source *text;                 /* NULL: could not be read (reported) */
} Document;

typedef struct {
  BasisKind       kind;
  const Document *document;     /* BASIS_SOURCE */
  Text            place;        /* in "…"; may be empty */
  Text            text;         /* quote, reading or assumption */
  size_t          line;         /* of the document, where the quote begins; 0: not found */
  Span            span;
  Span            text_span, place_span;   /* of the quoted texts; SPAN_NONE: not known */
} ModelBasis;

typedef LIST(ModelBasis) ModelBases;

typedef enum { CITED_BY_RULE, CITED_AS_NOT_ENCODED, CITED_AS_BACKGROUND } CitedAs;

/* Words of a document that the rules cite: a part of a quote, or a background. */
typedef struct {
  const Document *document;
  size_t          from, to;     /* bytes of the document's text */
  CitedAs         as;
  Span            span;         /* of the basis or the background */
} Citation;

/* ---- terms: typed expressions ------------------------------------------------------------ */

#define TERM_KINDS(X)                                                            \
  X(TERM_ERROR,      "invalid")                                                  \
  X(TERM_CONSTANT,   "constant")                                                 \
  X(TERM_PENDING,    "pending")                                                  \
  X(TERM_SUBJECT,    "the record judged")                                        \
  X(TERM_VARIABLE,   "variable of a list operation, or argument")                \
  X(TERM_FIELD,      "field")                                                    \
  X(TERM_PARAMETER,  "parameter")                                                \
  X(TERM_CALL,       "definition applied to arguments")                          \
  X(TERM_BUILTIN,    "function of the language")                                 \
  X(TERM_RESULT,     "result of a decision: decider, granted, outcome, rank")    \
  X(TERM_EARLIER,    "records served before: earlier, better, placed")           \
  X(TERM_STATE_OF_AMOUNT, "named state of the amount")                           \
  X(TERM_GOVERNING,  "governing date")                                           \
  X(TERM_STANDS,     "part of the version in force")                             \
  X(TERM_NOT,        "not")                                                      \
  X(TERM_NEGATE,     "minus")                                                    \
  X(TERM_BINARY,     "operation")                                                \
  X(TERM_MEMBERSHIP, "in (a, b), in list")                                       \
  X(TERM_STATE,      "is known / is given")                                      \
  X(TERM_RANGE,      "range")                                                    \
  X(TERM_WINDOW,     "in the … before")                                          \
  X(TERM_ELAPSED,    "at least … since")                                         \
  X(TERM_IF,         "if")                                                       \
  X(TERM_ROUND,      "rounded")                                                  \
  X(TERM_ROLL,       "rolling to next working day")                              \
  X(TERM_QUANTIFIED, "every / some")                                             \
  X(TERM_AGGREGATE,  "list operation")                                           \
  X(TERM_APPORTION,  "apportion")                                                \
  X(TERM_BUDGET,     "line of a budget")                                         \
  X(TERM_SHARE,      "share of a budget's record in what is apportioned")        \
  X(TERM_TARGET,     "result of a target")                                       \
  X(TERM_CONTROL,    "result of a control")                                      \
  X(TERM_GRID,       "decision table")                                           \
  X(TERM_LOOKUP,     "cell of a table")                                          \
  X(TERM_EXCEPTED,   "value with exceptions")

typedef enum {
#define X(kind, label) kind,
  TERM_KINDS(X)
#undef X
} TermKind;

#define BUILTINS(X)                                            \
  X(BUILTIN_MAX,             "max",                  2, 64)    \
  X(BUILTIN_MIN,             "min",                  2, 64)    \
  X(BUILTIN_REMAINDER,       "remainder",            2, 2)     \
  X(BUILTIN_ABSOLUTE,        "absolute",             1, 1)     \
  X(BUILTIN_DATE,            "date",                 3, 3)     \
  X(BUILTIN_YEAR_OF,         "year of",              1, 1)     \
  X(BUILTIN_MONTH_OF,        "month of",             1, 1)     \
  X(BUILTIN_DAY_OF,          "day_of",               1, 1)     \
  X(BUILTIN_WEEKDAY,         "weekday",              1, 1)     \
  X(BUILTIN_END_OF_MONTH,    "end_of_month",         1, 1)     \
  X(BUILTIN_COVERED,         "covered",              2, 2)     \
  X(BUILTIN_WORKING_DAYS_BETWEEN, "working_days_between", 2, 2) \
  X(BUILTIN_FOLDED,          "folded",               1, 1)     \
  X(BUILTIN_AS_OF,           "as_of",                0, 0)

typedef enum {
#define X(kind, name, least, most) kind,
  BUILTINS(X)
#undef X
} Builtin;

/* Which row of a budget: the one at hand, it in the year before, another, or the sum of all. */
typedef enum { REACH_HERE, REACH_PREVIOUS, REACH_ROW, REACH_ALL } BudgetReach;
typedef enum { TARGET_HOLDS, TARGET_MARGIN, TARGET_VALUE, TARGET_BOUND } TargetPart;
typedef enum { CONTROL_HITS, CONTROL_UNSETTLED } ControlPart;   /* how many of either */

/* RESULT_AMOUNT: a state of the amount; RESULT_JUDGED: what decided who decides (F12). */
typedef enum { RESULT_DECIDER, RESULT_GRANTED, RESULT_OUTCOME, RESULT_RANK, RESULT_AMOUNT,
               RESULT_JUDGED } ResultKind;

/* Records of the decision being run (F7, F11): decided or served before this one; with strictly
 * better keys; ranked before. */
typedef enum { EARLIER_SERVED, EARLIER_BETTER, EARLIER_PLACED } EarlierKind;

/* What a list operation runs over. */
typedef struct {
  unsigned          slot;       /* of the variable */
  const Term       *list;       /* a list; or NULL */
  const RecordType *all;        /* all records of a type; or NULL */
  const Term       *low, *high; /* whole numbers low to high; or NULL */
} TermDomain;

typedef struct { const Term *value; bool descending; } TermKey;

struct Term {
  TermKind    kind;
  unsigned    height;           /* 1 for a leaf; at most EXPR_MAX_HEIGHT */
  Type        type;
  Span        span;
  const Expr *expr;             /* as written, to print; NULL if made by the checker */
  union {
    Value constant;
    struct { Text name; } pending;
    struct { unsigned slot; Text name; } variable;
    struct { const Term *object; const FieldType *field; } field;
    struct { const Parameter *parameter; const Term *on; } parameter;   /* on: the date, or NULL */
    struct { const Define *define; const Term *const *arguments; } call;
    struct { Builtin builtin; const Term *const *arguments; size_t count;
             const Calendar *calendar; } builtin;
    struct { const struct Versions *versions; } stands;
    struct { ResultKind result; const Decision *decision; const Term *object;
             size_t amount; } result;
      /* of another decision, or of another record (`object`); decision NULL: this one's own */
    struct { EarlierKind kind; } earlier;
    struct { size_t amount; } state_of_amount;     /* index in Decision.amounts */
    struct { const Term *operand; } unary;
    struct { BinaryOp op; const Term *left, *right; const Calendar *calendar; } binary;
      /* arithmetic, comparison, and/or; date + duration: by the time law's calendar */
    struct { const Term *value; const Term *const *items; size_t count; const Term *list;
             bool negated; } membership;           /* items, or a list */
    struct { const Term *value; StateTest test; bool negated; } state;
    struct { const Term *value, *low, *high; bool open_low, open_high, negated; } range;
    struct { const Term *day, *period, *anchor; bool after; const Calendar *calendar; } window;
    struct { const Term *period, *since; const Calendar *calendar; } elapsed;
      /* up to the governing date */
    struct { const Term *condition, *then, *otherwise; } choice;
    struct { const Term *value; Fraction unit; RoundedKind kind; } round;
    struct { const Term *value; const Calendar *calendar; } roll;
    struct { QuantifiedKind kind; int64_t least; TermDomain domain;
             const Term *where, *satisfies; } quantified;
    struct { AggregateKind kind; const Term *value; const TermKey *keys; size_t key_count;
             TermDomain domain; const Term *where, *otherwise; } aggregate;
      /* `sum of list`: value is the variable of the domain */
    struct { const Term *amount, *weight; TermDomain domain; const Term *where; } apportion;
    struct { const Budget *budget; const BudgetItem *item; BudgetReach reach;
             const Term *row, *year; } budget;
      /* row: a record, or its key; year NULL: the one at hand, or the only one */
    struct { const Term *amount; const Budget *budget; const BudgetItem *weight, *where;
           } share;             /* where NULL: all records */
    struct { const Target *target; TargetPart part; const Term *year; } target;
    struct { const Control *control; ControlPart part; } control;
    const Grid *grid;
    struct { const DataTable *table; const Term *const *arguments; } lookup;
    struct { const Term *general; const Exceptions *exceptions; } excepted;
  } as;
};

/* ---- decision tables (semantics L7) ------------------------------------------------------- */

typedef struct {
  size_t             number;    /* from 1 */
  const TableRow    *written;   /* by which a setting finds the row in every instance */
  Span               span;
  const Term *const *cells;     /* a test for each input; NULL: `-` */
  const Term        *output;
} GridRow;

/* A decision table for one choice of its inputs' types. */
struct Grid {
  Text               name;      /* of the definition or parameter */
  const DecisionTable *written;
  HitPolicy          policy;
  const Term *const *inputs;
  size_t             input_count;
  const GridRow     *rows;
  size_t             row_count;
  bool               parameter; /* rows are named values, which a setting may change */
};

/* ---- tables of a file --------------------------------------------------------------------- */

typedef struct {
  const Value      *keys;       /* one for each argument */
  Value             value;      /* VALUE_UNKNOWN: blank, or pending */
  bool              blank, pending;
  const CsvFileRow *row;        /* in DataTable.file: its other cells */
} DataRow;

typedef struct {
  Text   name;                  /* of the argument */
  Span   span;
  Type   type;                  /* TYPE_CODE of a list made of its words, where none is declared */
  bool   words;                 /* such a list: text, bodies and other codes find a row by name */
  size_t column;                /* in DataTable.file */
} DataKey;

/* table NAME(KEYS) TYPE from "file.csv" else V */
struct DataTable {
  size_t         index;         /* in Model.tables */
  Text           name, title;
  Span           span;
  Type           type;          /* of its values */
  DataKey       *keys;
  size_t         key_count;
  const CsvFile *file;          /* NULL: could not be read (reported) */
  size_t         value_column;
  LIST(DataRow)  rows;          /* in the order of the file */
  Map            by_key;        /* data_key_text of a row's keys -> DataRow */
  const Term    *blank;         /* else V: of blank cells and of keys without a row; NULL: none */
  ModelBases     bases;
};

/* ---- exceptions (semantics X1, X2) --------------------------------------------------------- */

typedef struct {
  Text        name, title;      /* may be empty */
  Span        span;             /* of its name, or of its keyword */
  const Term *when;             /* NULL: always.  An exception's own exceptions are worked in. */
  const Expr *condition;        /* as it is written; NULL: none */
  const Term *value;            /* what holds instead: a value, or the verdict of another test */
  bool        lifts;            /* the rule does not apply (value: the verdict that passes) */
  Text        reason;           /* of `requires … else "…"`; may be empty */
  uint64_t    overrides;        /* the bit of each that this one goes before */
  ModelBases  bases;
} Exception;

enum { EXCEPTIONS_MOST = 64 };

/* All of one target, those of exceptions among them, in the order of the files. */
struct Exceptions {
  Text       target;            /* "tariff_change", "quantified_effect" */
  Exception *items;
  size_t     count;
};

/* ---- parameters, definitions, calendars -------------------------------------------------- */

/* Both ends included; DATE_FIRST and DATE_LAST where there is no end. */
typedef struct { Date from, to; } Days;

/* Which versions have a clause or a value (semantics X3): those with the amendment `from` and
 * without any of `until`.  Held by pointer; NULL: every version has it. */
typedef struct Versions {
  const struct Amendment *from;         /* NULL: the adopted text */
  LIST(const struct Amendment *) until; /* they replace or repeal it */
  const Term       *governed;   /* the date asked of; NULL: the one that governs the clause */
  const RecordType *record;     /* whose date that is */
} Versions;

/* A text of its own that changes the guideline from a day on; it leaves the adopted text as it
 * is.  Which records it is for: those whose governing date is among `stands`, or for which `when`
 * is yes. */
typedef struct Amendment {
  size_t        index;          /* in Model.amendments, which is in order of the days in force */
  Text          name, title;
  Span          span;
  bool          has_status, adopted;
  Date          status_date;
  const Body   *status_by;
  Text          status_paragraph;
  LIST(Days)    in_force;       /* as written; the last day may be DATE_LAST: until further notice */
  LIST(Days)    stands;         /* the same, and what lies nearest to it outside the guideline's
                                   dates in force (X7) */
  const RecordType *applies_to; /* applies to R when C; NULL: by date */
  const Term   *when;
  const struct Module *module;
  const Decl   *decl;
  ModelBases    bases;
} Amendment;

/* A value that holds on some days or in some versions (X3, X4). */
typedef struct {
  Days            days;
  const Versions *versions;
  const Term     *value;
  Span            span;
  ModelBases      bases;
} DatedTerm;

struct Parameter {
  size_t      index;            /* in Model.parameters */
  Text        name, title;      /* implicit ones: "director.amount" (semantics X9) */
  Span        span;
  Type        type;
  const Term *value;            /* from constants and other parameters; TERM_PENDING */
  LIST(DatedTerm) values;       /* empty: `value` always.  Else the last that holds is the value;
                                   those of the adopted text come first, by date, without gaps */
  ModelBases  bases;
  bool        implicit;         /* a number written in a named clause */
  const Parameter *also;        /* the number of that name in other versions of the clause: they
                                   are set together; NULL: none */
};

/* A setting checked against a model: `parameter` is `value` instead. */
typedef struct {
  const Parameter *parameter;
  const Term      *value;
  const Term      *cell;        /* a table's cell, TERM_LOOKUP or TERM_CALL: `parameter` stands
                                   for it with its name, "fee(2026, 1)"; NULL: the parameter */
  Text             text;        /* as written, for the run record: "2 mkr from 2026-01-01" */
  bool             dated;       /* on `days` only (X5) */
  Days             days;
} ModelSetting;

typedef LIST(ModelSetting) ModelSettings;

struct Define {
  Text        name, title;
  Span        span;
  Type        type;
  unsigned    slots;            /* arguments take 0 .. argument_count-1, list variables the rest */
  size_t      argument_count;
  const Type *arguments;
  const RecordType *subject;    /* record whose fields the body reads bare; NULL if none */
  const Term *value;
  bool        parameter;        /* a parameter with arguments, or with exceptions */
  ModelBases  bases;
  bool        used;             /* some rule comes to it */
  bool        may_be_none;      /* a ladder with no step left: `is given` may be asked of it */
  bool        divides;          /* an unrounded division by what is no constant (semantics A1) */
};

/* Closed days: those for which `when` is yes (slot 0: the day); outside the range unknown. */
struct Calendar {
  size_t      index;
  Text        name, title;
  Span        span;
  const Term *when;
  unsigned    slots;
  Date        from, to;
  ModelBases  bases;
};

/* ---- decisions --------------------------------------------------------------------------- */

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

/* A meeting of a body.  Where only its month is set, `day` is the month's first (T6). */
typedef struct {
  Text        name, title;
  Span        span;
  const Body *at;
  Date        day;
  bool        day_not_set;
  ModelBases  bases;
} Meeting;

/* Who owes or receives: a body, a group of them, or a field of the record judged. */
typedef struct {
  const Body       *body;
  const struct Group *group;
  const FieldType  *field;
  Span              span;
} Party;

typedef struct Group {
  Text              name, title;
  Span              span;
  const Body      **bodies;
  size_t            count;
  const RecordType *record;     /* group = record where …; NULL for a list of names */
  const Term       *where;      /* slot 0: the record */
} Group;

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

/* valid when, of a record */
typedef struct {
  const RecordType *record;
  const Term       *test;
  Text              reason;
  Span              span;
} ModelValid;

/* recorded decision: which fields of the record hold it; NULL where not written */
typedef struct {
  const RecordType *record;
  const FieldType  *decider, *granted, *decided, *outcome, *reference;
  const FieldType  *paid, *returned;   /* of what was granted; what is returned is drawn no more */
} ModelRecorded;

/* ---- duties, what is left out, scenarios, tests ------------------------------------------ */

/* Two places of the sources that disagree.  Without `follows` what rests on either is unknown
 * under the conflict's name (V8). */
typedef struct {
  Text       name, title;
  Span       span;
  ModelBases places;            /* the two, as sources */
  bool       follows;
  const Document *document;     /* which is followed */
  Text       place, because;
} Conflict;

typedef struct Duty {
  size_t      index;            /* in Model.duties */
  Text        name, title;
  Span        span;
  bool        report;           /* a report, else an assignment */
  LIST(Party) owed_by, to, lead, together;   /* assignment: owed_by holds its receivers (`to`) */
  LIST(const struct Duty *) depends;
  const Term *stands;           /* declared by an amendment: is it in force? NULL: not so */
  const Term *due;              /* NULL: not said; TERM_PENDING; before a meeting: the day before */
  bool        day_not_set;      /* a month was written, of which `due` is the last day */
  const Meeting *before;        /* NULL: none */
  bool        further_notice;
  Text        provided;
  LIST(Covering) covering;
  HandledAs   handled;
  LIST(Text)  contains;
  const Conflict *conflict;     /* open, and the duty rests on it; NULL: none */
  ModelBases  bases;
} Duty;

typedef struct {
  const Code *code;             /* of Ladder.codes */
  Span        span;
  const Term *due, *when;       /* of the ladder's record, slot 0; or NULL */
  ModelBases  bases;
} ModelStep;

/* Steps that are taken in order.  The ladder is a codelist of its steps, by which a field of its
 * record says what has been taken, and a definition of one argument, the step to take next. */
typedef struct {
  Text              name, title;
  Span              span;
  const RecordType *subject;
  Codelist         *codes;
  LIST(ModelStep)   steps;
  const FieldType  *taken;      /* of the record: the last step, or a list of what was taken */
  const FieldType  *step;       /* of the list's record; NULL: `taken` is the last step itself */
  const FieldType  *reason;     /* of the list's record: why a step was skipped; NULL: none */
  const Define     *proposal;   /* the next step; none where there is none left */
  const Term       *next;       /* the same of the record judged */
  ModelBases        bases;
} Ladder;

/* What a {name} in a letter stands for. */
#define LETTER_WORDS(X)                              \
  X(LETTER_REASONS,   "reasons",   "skäl")           \
  X(LETTER_SOURCES,   "sources",   "källor")         \
  X(LETTER_MISSING,   "missing",   "saknas")         \
  X(LETTER_CONDITIONS, "conditions", "villkor")      \
  X(LETTER_DEADLINES, "deadlines", "tidsfrister")    \
  X(LETTER_DECIDER,   "decider",   "beslutande")     \
  X(LETTER_GRANTED,   "granted",   "beviljat")       \
  X(LETTER_DECIDED,   "decided_on", "beslutsdag")    \
  X(LETTER_REFERENCE, "reference", "paragraf")

typedef enum {
#define X(word, english, swedish) word,
  LETTER_WORDS(X)
#undef X
  LETTER_WORD_COUNT
} LetterWord;

typedef struct {
  Text       name, title;
  Span       span;
  Text       outcome;           /* English word, or an own outcome's name */
  LIST(Text) paragraphs;        /* with {field} and {word} in them */
  ModelBases bases;
} Letter;

typedef struct {
  Span            span;
  const Document *document;
  size_t          first_line, last_line;
  Text            from, to;
} Background;

/* A clause of a decision whose results need a person's judgement, for what is not encoded. */
typedef struct {
  const Decision *decision;
  Text            name;         /* of the clause, or the decision: what results are noted under */
  const Rule     *rule;         /* NULL: not a rule, every record judged */
} NeedsJudgement;

typedef struct {
  Span       span;
  Text       text, because;
  LIST(NeedsJudgement) judgement;
  ModelBases bases;
} NotEncoded;

typedef struct {
  Text          name;
  Span          span;
  ModelSettings settings;
} Scenario;

typedef struct {
  const FieldType *field;
  const Term      *value;       /* NULL: not known.  References and lists: samples below */
  LIST(const Sample *) samples; /* of a reference or list: sample names in (…) */
  Span             span;
} ModelFact;

struct Sample {
  Text              name;
  Span              span;
  const RecordType *record;
  LIST(ModelFact)   facts;
};

typedef struct {
  const RecordType *record;
  const Sample     *like;       /* NULL: none */
  LIST(ModelFact)   facts;
  Span              span;
} ModelGiven;

typedef struct {
  ExpectKind        kind;
  Span              span;
  Text              outcome;    /* English word or an own outcome's name */
  const Body       *decider;
  LIST(Text)        names;      /* missing, failed, noted: canonical names */
  const Deadline   *deadline;
  const Term       *value;      /* granted, due date, that; NULL where the value is not known */
} ModelExpectation;

typedef struct {
  Text                   name;
  Span                   span;
  LIST(ModelGiven)       givens;
  ModelSettings          settings;
  bool                   has_as_of;
  Date                   as_of;
  LIST(ModelExpectation) expects;
} ModelTest;

/* ---- what bases stand under (for the quote checks) --------------------------------------- */

typedef struct {
  ModelBasis *basis;
  const Term *value;            /* of a parameter, a frame's or delegation's limit, a ceiling,
                                   a due date's duration */
  const Term *const *tests;     /* a rule's requirements */
  size_t      test_count;
  bool        excludes;         /* the test refuses */
  bool        has_bound;        /* value bounds an amount, as a parameter's does not */
  bool        bound_chosen;     /* at most or below could be written (delegation) */
  bool        strict_bound, lower_bound;   /* below, above (a delegation's limit) */
  Span        span;             /* of the value, or of the clause's head */
  bool        has_reading;      /* a reading stands beside it */
  const Text *readings;         /* their texts */
  size_t      reading_count;
} QuotedRule;

/* ---- the whole --------------------------------------------------------------------------- */

/* Both ends included; open: until further notice. */
typedef struct { Date from, to; bool open; } Period;

typedef struct Module {
  Text    path;                 /* as given, or std/… for the library's */
  Text    module;               /* dotted name; empty for the file asked for */
  Source *source;
  File   *written;              /* as it stands in the file */
  File   *tree;                 /* with what all amendments add to it or declare; most often the
                                   same */
  bool    library;              /* of stdlib/ */
} Module;

/* ---- how spreadsheets are read -------------------------------------------------------------- */

/* column HEADING as FIELD in UNIT separated by SEPARATOR */
typedef struct {
  Text             heading;
  const FieldType *field;
  bool             scaled;
  Text             unit;        /* as written: "tkr"; empty: not written */
  Fraction         scale;       /* cell * scale = value, if scaled */
  Text             separator;   /* between the parts of a list; empty: not written */
  Span             span;
} ModelImportColumn;

typedef struct {
  Text              name, title;
  Span              span;
  const RecordType *record;
  LIST(ModelImportColumn) columns;
  LIST(Text)        blanks;     /* words that mean that a cell is blank */
} ModelImport;

typedef struct Model {
  Text       name, title;       /* of the guideline; empty: none written */
  TextKind   text_kind;
  Text       issued_by;
  bool       adopted;           /* status; else proposed */
  bool       has_status;
  Date       status_date;
  const Body *status_by;
  Text       status_paragraph;
  LIST(Period) in_force;        /* empty: always */
  const Currency *currency;
  Surface    surface;
  const Module   *time_law;     /* NULL: none named */
  Span            as_of_read;   /* where the rules first read `as_of`; file 0: nowhere (T4) */
  const Calendar *law_calendar; /* closed days of the time law */
  LIST(Party)        sent_to;
  ModelBases         head_bases;
  LIST(Module *)     modules;   /* the guideline first, then what it uses, then its amendments */
  const Module      *asked;     /* the file asked for: the guideline, or one of its amendments */
  LIST(Document *)   documents;
  LIST(const CsvFile *) csv_files;   /* that tables and records are read from, each once */
  LIST(Currency *)   currencies;
  LIST(Body *)       bodies;
  LIST(Group *)      groups;
  LIST(Amendment *)  amendments;  /* in order of the days in force */
  LIST(Parameter *)  parameters;
  LIST(Codelist *)   codelists;
  LIST(RecordType *) records;
  LIST(ModelValid)   valid;
  LIST(ModelRecorded) recorded;
  LIST(Define *)     defines;
  LIST(Calendar *)   calendars;
  LIST(DataTable *)  tables;
  LIST(ModelImport)  imports;
  LIST(Frame *)      frames;
  LIST(Decision *)   decisions;
  const Decision   **run_order;   /* the same: those read first, then in order of the file (D1) */
  LIST(Meeting *)    meetings;
  LIST(Duty *)       duties;
  LIST(Transfer *)   transfers;
  LIST(Budget *)     budgets;
  LIST(Target *)     targets;
  LIST(Control *)    controls;
  LIST(Ladder *)     ladders;
  LIST(Letter *)     letters;
  LIST(Conflict *)   conflicts;
  LIST(Background)   backgrounds;
  LIST(NotEncoded)   not_encoded;
  LIST(Scenario *)   scenarios;
  LIST(Sample *)     samples;
  LIST(ModelTest *)  tests;
  LIST(QuotedRule)   quoted;      /* one for each source, in the order of the files */
  LIST(Citation)     citations;   /* of the words that were found */
  struct Checker    *names;       /* of this room: to read settings and expressions later */
  unsigned           most_slots;  /* the largest number of variables a term of the model needs */
} Model;

/* What the rules give as text of ours (reasons, errors), in the language they are written in: the
 * same whoever asks, since it is stored. */
const char *model_words(const Model *model, const char *english) __attribute__((format_arg(2)));

#endif
