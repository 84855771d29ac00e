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
#include "interp/data/value.h"

typedef struct Term      Term;
typedef struct Parameter Parameter;
typedef struct Define    Define;
typedef struct Calendar  Calendar;
typedef struct Frame     Frame;
typedef struct Decision  Decision;
typedef struct Sample    Sample;

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
  X(TERM_RESULT,     "result of the decision: decider, granted, outcome")        \
  X(TERM_STATE_OF_AMOUNT, "named state of the amount")                           \
  X(TERM_GOVERNING,  "governing date")                                           \
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
  X(TERM_APPORTION,  "apportion")

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

typedef enum { RESULT_DECIDER, RESULT_GRANTED, RESULT_OUTCOME, RESULT_RANK } ResultKind;

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
    struct { ResultKind result; } result;
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
  } as;
};

/* ---- parameters, definitions, calendars -------------------------------------------------- */

struct Parameter {
  size_t      index;            /* in Model.parameters */
  Text        name, title;      /* implicit ones: "director.amount" (semantics X9) */
  Span        span;
  Type        type;
  const Term *value;            /* from constants and other parameters; TERM_PENDING */
  ModelBases  bases;
  bool        implicit;         /* a number written in a named clause */
};

/* A setting checked against a model: `parameter` is `value` instead. */
typedef struct {
  const Parameter *parameter;
  const Term      *value;
  Text             text;        /* as written, for the run record: "2 mkr" */
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
  ModelBases  bases;
  bool        used;             /* some rule comes to it */
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
  const FieldType **needs;      /* RULE_NEEDS */
  size_t      need_count;
  ModelBases  bases;
} Rule;

typedef struct {
  Text        name, title;
  Span        span;
  const Term *value;
  ModelBases  bases;
} NamedTerm;                    /* amount state, shows, ceiling */

struct Frame {
  size_t       index;           /* in Model.frames */
  Text         name, title;
  Span         span;
  const Term  *limit;           /* parameters only; TERM_PENDING */
  const Frame *within;          /* NULL: root */
  bool         earmarked;
  Text         purpose;
  const Term  *only_when;
  const Term  *governed;        /* NULL: the decision's date */
  const Decision *decision;     /* NULL: declared outside one */
  ModelBases   bases;
};

typedef struct {
  size_t       index;           /* in Decision.powers: delegations in order, then ordinary ones
                                   with a when, then those without */
  bool         delegated;
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
} Power;

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
  const Term  *due;
  const Term  *governed;
  const Term  *fulfilled;
  LIST(Text)   contains;
  ModelBases   bases;
} Deadline;

typedef struct {
  Text        name, title;
  Span        span;
  const Term *when;             /* condition: may be NULL */
  ModelBases  bases;
} Condition;

typedef struct {
  Text        name, title;
  Span        span;
  StageWord   stage;
  bool        after;
  const Term *when;
  ModelBases  bases;
} OwnOutcome;

struct Decision {
  size_t            index;
  Text              name, title;
  Span              span;
  const RecordType *subject;
  const Term       *governing;  /* a date; NULL: no in_force test */
  ModelBases        bases, governing_bases;
  LIST(Rule *)      rules;      /* all, in file order; in_force first if there is one */
  LIST(NamedTerm *) amounts;    /* [0] is what is asked (the field `amount` if not written) */
  LIST(NamedTerm *) ceilings;
  LIST(NamedTerm *) shows;
  LIST(Frame *)     frames;
  LIST(Power *)     powers;
  const Term       *judged_by;  /* NULL: the amount to be granted */
  const TermKey    *order;      /* ends in the key */
  size_t            order_count;
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
} ModelRecorded;

/* ---- duties, what is left out, scenarios, tests ------------------------------------------ */

typedef struct {
  size_t      index;            /* in Model.duties */
  Text        name, title;
  Span        span;
  bool        report;           /* a report, else an assignment */
  LIST(Party) owed_by, to, lead, together;   /* assignment: owed_by holds its receivers (`to`) */
  LIST(const struct Duty *) depends;
  const Term *due;              /* NULL: not said; TERM_PENDING */
  bool        further_notice;
  Text        provided;
  LIST(Covering) covering;
  HandledAs   handled;
  LIST(Text)  contains;
  ModelBases  bases;
} Duty;

typedef struct {
  Span            span;
  const Document *document;
  size_t          first_line, last_line;
  Text            from, to;
} Background;

typedef struct {
  Span       span;
  Text       text, because;
  LIST(Text) judgement;         /* rules that need a person's judgement */
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

typedef struct {
  Text    path;                 /* as given, or std/… for the library's */
  Text    module;               /* dotted name; empty for the file asked for */
  Source *source;
  File   *tree;
  bool    library;              /* of stdlib/ */
} Module;

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
  LIST(Module *)     modules;   /* the file first, then what it uses */
  LIST(Document *)   documents;
  LIST(Currency *)   currencies;
  LIST(Body *)       bodies;
  LIST(Group *)      groups;
  LIST(Parameter *)  parameters;
  LIST(Codelist *)   codelists;
  LIST(RecordType *) records;
  LIST(ModelValid)   valid;
  LIST(ModelRecorded) recorded;
  LIST(Define *)     defines;
  LIST(Calendar *)   calendars;
  LIST(Frame *)      frames;
  LIST(Decision *)   decisions;
  LIST(Duty *)       duties;
  LIST(Background)   backgrounds;
  LIST(NotEncoded)   not_encoded;
  LIST(Scenario *)   scenarios;
  LIST(Sample *)     samples;
  LIST(ModelTest *)  tests;
  LIST(QuotedRule)   quoted;      /* one for each source, in the order of the files */
  struct Checker    *names;       /* of this room: to read settings and expressions later */
  unsigned           most_slots;  /* the largest number of variables a term of the model needs */
} Model;

#endif
