/* ast.h - the tree of one rule file, as it was written.
 *
 * Built by the parser, const afterwards.  Names are unresolved, numbers are the
 * digits as written (folded to plain form), nothing has a type yet: judging is
 * the work of interp/check.  The same tree comes from both surfaces (English
 * and Swedish); ast_print writes either.
 *
 * Owner: the arena given to parse_file.  Every node has the span of its text. */
#ifndef ANSLAG_GRAMMAR_AST_H
#define ANSLAG_GRAMMAR_AST_H

#include "base/arena.h"
#include "base/source.h"

#define EXPR_MAX_HEIGHT 200   /* nesting; deeper is E0901 */

typedef enum { SURFACE_ENGLISH, SURFACE_SWEDISH } Surface;

typedef struct Expr Expr;
typedef struct Decl Decl;

/* A name as written, without quotes. `text.length` 0: none. */
typedef struct {
  Span span;
  Text text;
} Name;

typedef LIST(Name)         NameList;
typedef LIST(const Expr *) ExprList;
typedef LIST(Name)         StringList;   /* quoted texts, quotes removed, with their spans */

/* ---- bases ------------------------------------------------------------------ */

#define BASIS_KINDS(X)            \
  X(BASIS_SOURCE,  "source")      \
  X(BASIS_READING, "reading")     \
  X(BASIS_ASSUMED, "assumed")

typedef enum {
#define X(kind, label) kind,
  BASIS_KINDS(X)
#undef X
} BasisKind;

typedef struct {
  BasisKind kind;
  Span      span;
  Name      document;   /* BASIS_SOURCE */
  Name      place;      /* BASIS_SOURCE: in "…"; may be none */
  Name      text;       /* the quote, the reading, the assumption */
} Basis;

typedef LIST(Basis) BasisList;

/* ---- expressions ------------------------------------------------------------ */

#define EXPR_KINDS(X)                                 \
  X(EXPR_ERROR,      "invalid expression")            \
  X(EXPR_NUMBER,     "number")                        \
  X(EXPR_DATE,       "date")                          \
  X(EXPR_MONTH,      "month")                         \
  X(EXPR_MOMENT,     "moment")                        \
  X(EXPR_STRING,     "text")                          \
  X(EXPR_TRUTH,      "yes or no")                     \
  X(EXPR_PENDING,    "pending")                       \
  X(EXPR_NAME,       "name")                          \
  X(EXPR_CALL,       "function")                      \
  X(EXPR_MEMBER,     "field")                         \
  X(EXPR_LIST,       "list in parentheses")           \
  X(EXPR_GROUP,      "parentheses")                   \
  X(EXPR_UNARY,      "operation")                     \
  X(EXPR_BINARY,     "operation")                     \
  X(EXPR_STATE,      "is known / is given")           \
  X(EXPR_RANGE,      "range")                         \
  X(EXPR_WINDOW,     "in the … before")               \
  X(EXPR_ELAPSED,    "at least … since")              \
  X(EXPR_IF,         "if … then … else")              \
  X(EXPR_ROUND,      "rounded")                       \
  X(EXPR_ROLL,       "rolling to next working day")   \
  X(EXPR_ON,         "value on a date")               \
  X(EXPR_QUANTIFIED, "every / some")                  \
  X(EXPR_AGGREGATE,  "list operation")                \
  X(EXPR_APPORTION,  "apportion")

typedef enum {
#define X(kind, label) kind,
  EXPR_KINDS(X)
#undef X
} ExprKind;

#define UNARY_OPS(X)            \
  X(UNARY_NOT,      "not")      \
  X(UNARY_MINUS,    "-")        \
  X(UNARY_YEAR_OF,  "year of")  \
  X(UNARY_MONTH_OF, "month of")

typedef enum {
#define X(kind, label) kind,
  UNARY_OPS(X)
#undef X
} UnaryOp;

/* Words and signs of one comparison are one operator; the word as written is
 * kept in Expr.as.binary.worded, so that the printer gives it back. */
#define BINARY_OPS(X)                  \
  X(BINARY_OR,        "or")            \
  X(BINARY_AND,       "and")           \
  X(BINARY_EQUAL,     "is")            \
  X(BINARY_NOT_EQUAL, "is not")        \
  X(BINARY_LESS,      "below")         \
  X(BINARY_AT_MOST,   "at most")       \
  X(BINARY_MORE,      "above")         \
  X(BINARY_AT_LEAST,  "at least")      \
  X(BINARY_IN,        "in")            \
  X(BINARY_NOT_IN,    "not in")        \
  X(BINARY_ADD,       "+")             \
  X(BINARY_SUBTRACT,  "-")             \
  X(BINARY_MULTIPLY,  "*")             \
  X(BINARY_DIVIDE,    "/")             \
  X(BINARY_OF,        "of")

typedef enum {
#define X(kind, label) kind,
  BINARY_OPS(X)
#undef X
} BinaryOp;

typedef enum { WORDED_SIGN, WORDED_AMOUNT, WORDED_DATE } Worded;
/*   =, <, …        at most, above …   no later than, before … */

typedef enum { STATE_TEST_KNOWN, STATE_TEST_GIVEN } StateTest;
typedef enum { QUANTIFIED_EVERY, QUANTIFIED_SOME, QUANTIFIED_AT_LEAST } QuantifiedKind;
typedef enum { ROUNDED_NEAREST, ROUNDED_DOWN, ROUNDED_UP } RoundedKind;
typedef enum { RANGE_TO, RANGE_BETWEEN, RANGE_INTERVAL } RangeKind;
/*   in a to b; between a and b; in [a..b) */

#define AGGREGATE_KINDS(X)                        \
  X(AGGREGATE_SUM,      "sum of")                 \
  X(AGGREGATE_AVERAGE,  "average of")             \
  X(AGGREGATE_MAX,      "max of")                 \
  X(AGGREGATE_MIN,      "min of")                 \
  X(AGGREGATE_COUNT,    "count of")               \
  X(AGGREGATE_DISTINCT, "count of distinct")      \
  X(AGGREGATE_SHARE,    "share of")               \
  X(AGGREGATE_LIST,     "list of")                \
  X(AGGREGATE_THE,      "the")                    \
  X(AGGREGATE_FIRST,    "first of")

typedef enum {
#define X(kind, label) kind,
  AGGREGATE_KINDS(X)
#undef X
} AggregateKind;

typedef struct {
  const Expr *value;
  bool        descending;
} SortKey;

typedef LIST(SortKey) SortKeyList;

/* What a list operation runs over: a list or record (`end` NULL), or whole numbers. */
typedef struct {
  Name        variable;
  const Expr *from;
  const Expr *end;        /* 1 to n */
} Domain;

struct Expr {
  ExprKind kind;
  unsigned height;        /* 1 for a leaf */
  Span     span;
  union {
    struct { Text digits; Text unit; Span unit_span; bool percent;
             bool grouped;   /* written in groups of three: the printer gives them back */
    } number;
      /* digits plain: 1000000.01; unit as written ("months", "mkr"), none: empty */
    struct { Text text; } literal;            /* DATE, MONTH, MOMENT, STRING */
    struct { bool yes; } truth;
    struct { Text text; bool quoted; } name;
    struct { Name name; ExprList arguments; } call;
    struct { const Expr *object; Name field; } member;
    struct { ExprList items; } list;          /* (a, b): after in, or sample values */
    struct { const Expr *inner; } group;      /* (a) */
    struct { UnaryOp op; const Expr *operand; } unary;
    struct { BinaryOp op; Worded worded; Span op_span; const Expr *left, *right; } binary;
    struct { const Expr *value; StateTest test; bool negated; } state;
    struct { RangeKind kind; bool negated, open_low, open_high;
             const Expr *value, *low, *high; } range;
    struct { const Expr *day, *period, *anchor; bool after; } window;
    struct { const Expr *period, *since; } elapsed;
    struct { const Expr *condition, *then, *otherwise; } choice;
    struct { const Expr *value, *unit; RoundedKind kind; } round;
    struct { const Expr *value; } roll;
    struct { const Expr *value, *date; } on;
    struct { QuantifiedKind kind; Text least; Domain domain;
             const Expr *where, *satisfies; } quantified;
    struct { AggregateKind kind; const Expr *value;   /* NULL for count of, share of */
             SortKeyList keys; Domain domain;         /* domain.from NULL: `sum of list` */
             const Expr *where, *otherwise; } aggregate;
    struct { const Expr *amount, *weight; Domain domain; const Expr *where; } apportion;
  } as;
};

/* ---- clauses of a decision -------------------------------------------------- */

#define CLAUSE_KINDS(X)                        \
  X(CLAUSE_NEEDS,      "needs")                \
  X(CLAUSE_ELIGIBLE,   "eligible")             \
  X(CLAUSE_EXCLUDED,   "excluded")             \
  X(CLAUSE_OUTCOME,    "outcome")              \
  X(CLAUSE_CRITERION,  "criterion")            \
  X(CLAUSE_ATTESTED,   "attested by")          \
  X(CLAUSE_AMOUNT,     "amount")               \
  X(CLAUSE_SHOWS,      "shows")                \
  X(CLAUSE_CEILING,    "ceiling")              \
  X(CLAUSE_FRAME,      "frame")                \
  X(CLAUSE_JUDGED_BY,  "judged by")            \
  X(CLAUSE_DECIDED_BY, "decided by")           \
  X(CLAUSE_DELEGATED,  "delegated to")         \
  X(CLAUSE_ALLOCATE,   "allocate by")          \
  X(CLAUSE_CONDITION,  "condition")            \
  X(CLAUSE_NOTE,       "note")                 \
  X(CLAUSE_DEADLINE,   "deadline")             \
  X(CLAUSE_DECLARED,   "declaration")

typedef enum {
#define X(kind, label) kind,
  CLAUSE_KINDS(X)
#undef X
} ClauseKind;

typedef struct {
  Span        span;
  const Expr *test;
  Name        reason;     /* else "…"; none: the rule's title */
} Requirement;

typedef enum { STAGE_NONE, STAGE_ELIGIBLE, STAGE_NEEDS, STAGE_CRITERION, STAGE_ALLOCATE } StageWord;
typedef enum { ELSE_WAITLIST, ELSE_STOP, ELSE_REJECT, ELSE_OUTCOME } ElseKind;

typedef struct {
  const Expr *value;      /* the limit */
  Name        within;     /* parent; none: the root */
  bool        earmarked;
  Name        purpose;    /* text; may be none */
  const Expr *only_when;  /* or NULL */
  const Expr *governed;   /* or NULL */
} FrameParts;

typedef struct {
  ClauseKind kind;
  Span       span;        /* the whole clause with its bases */
  Span       head;        /* the keyword */
  Name       name;        /* none where the clause has none */
  Name       label;
  const Expr *when;       /* when C: NULL if none */
  BasisList  bases;
  union {
    struct { NameList fields; } needs;
    struct { const Expr *test; Name reason; } who;              /* ELIGIBLE, EXCLUDED */
    struct { StageWord stage; bool after; } outcome;            /* test in `when` */
    struct { LIST(Requirement) requires; const Expr *considers; } criterion;
    struct { const Expr *value; } value;      /* ATTESTED, AMOUNT, SHOWS, CEILING, JUDGED_BY */
    FrameParts frame;
    struct { const Expr *decider; const Expr *above; const Expr *most; bool below;
             Name out_of; const Expr *governed; NameList consulting; } power;
      /* DECIDED_BY, DELEGATED; `most` with below: strict */
    struct { SortKeyList keys; ElseKind otherwise; Name outcome; bool otherwise_written; } allocate;
      /* CONDITION, NOTE: name, label, when */
    struct { NameList owed_by, owed_else; const Expr *owed_when; Name owed_to;
             const Expr *due; const Expr *governed; const Expr *fulfilled;
             StringList contains; } deadline;
    struct { const Decl *decl; } declared;    /* parameter, define … between the clauses */
  } as;
} Clause;

/* ---- declarations ----------------------------------------------------------- */

#define DECL_KINDS(X)                             \
  X(DECL_HEAD,        "guideline")                \
  X(DECL_USE,         "use")                      \
  X(DECL_DOCUMENT,    "document")                 \
  X(DECL_BODY,        "body")                     \
  X(DECL_ROLE,        "role")                     \
  X(DECL_GROUP,       "group")                    \
  X(DECL_UNIT,        "unit")                     \
  X(DECL_CALENDAR,    "calendar")                 \
  X(DECL_PARAMETER,   "parameter")                \
  X(DECL_CODELIST,    "codelist")                 \
  X(DECL_RECORD,      "record")                   \
  X(DECL_DEFINE,      "define")                   \
  X(DECL_FRAME,       "frame")                    \
  X(DECL_DECISION,    "decision")                 \
  X(DECL_ASSIGNMENT,  "assignment")               \
  X(DECL_REPORT,      "report")                   \
  X(DECL_BACKGROUND,  "background")               \
  X(DECL_NOT_ENCODED, "not encoded")              \
  X(DECL_SCENARIO,    "scenario")                 \
  X(DECL_SAMPLE,      "sample")                   \
  X(DECL_TEST,        "test")

typedef enum {
#define X(kind, label) kind,
  DECL_KINDS(X)
#undef X
} DeclKind;

typedef enum { TEXT_GUIDELINE, TEXT_PLAN, TEXT_DIRECTIVE, TEXT_REGULATION, TEXT_CALL } TextKind;

#define HEAD_LINE_KINDS(X)               \
  X(HEAD_ISSUED_BY,      "issued by")    \
  X(HEAD_STATUS,         "status")       \
  X(HEAD_IN_FORCE,       "in force")     \
  X(HEAD_CURRENCY,       "currency")     \
  X(HEAD_COUNTS_TIME_BY, "counts time by") \
  X(HEAD_SENT_TO,        "sent to")

typedef enum {
#define X(kind, label) kind,
  HEAD_LINE_KINDS(X)
#undef X
} HeadLineKind;

typedef struct {
  HeadLineKind kind;
  Span         span;
  BasisList    bases;
  Name         text;            /* issued by: text; currency: name; counts time by: dotted path */
  NameList     names;           /* sent to */
  bool         adopted;         /* status adopted, else proposed */
  Name         by;              /* status: body; may be none */
  Name         paragraph;       /* status adopted: "§ 9"; may be none */
  Name         from, to;        /* dates as written; in force: `to` none is until further notice */
} HeadLine;

typedef enum {
  WRITTEN_MONEY, WRITTEN_RATE, WRITTEN_DECIMAL, WRITTEN_INTEGER, WRITTEN_DATE, WRITTEN_DURATION,
  WRITTEN_TEXT, WRITTEN_TRUTH, WRITTEN_MOMENT, WRITTEN_NAME, WRITTEN_LIST
} WrittenTypeKind;

typedef struct {
  WrittenTypeKind kind;
  Span span;
  Name name;              /* NAME: codelist or record; LIST: record; MONEY: currency or none */
  Name via, by;           /* WRITTEN_LIST: link table, or field that refers back */
} WrittenType;

typedef enum { OWNER_APPLICANT, OWNER_OFFICE, OWNER_REGISTER, OWNER_EVENT } OwnerKind;

typedef struct {
  Span        span;
  Name        name;
  WrittenType type;
  bool        key, optional;
  Name        label;
  StringList  aliases;          /* also called "slag": the name in the other language */
  Name        column;           /* from column X; none: the name */
  Name        scale;            /* in tkr; in %; in 0.0001; may be none */
  bool        owner_written;
  OwnerKind   owner;
  Name        owner_name;       /* stated by X, assessed by X, looked up in "X" */
  Text        at_least;         /* digits; empty: none */
} Field;

typedef struct {
  Span        span;
  const Expr *test;
  Name        reason;
} ValidWhen;

typedef struct { Span span; Name left, right; } NamePair;

typedef struct {
  Span        span;
  Name        name;             /* the field */
  const Expr *value;            /* NULL: is not known */
} Fact;

typedef LIST(Fact) FactList;

typedef struct { Name name; bool typed; WrittenType type; } Argument;

/* What a report is handled as. */
typedef enum { HANDLED_NOT_SAID, HANDLED_DECISION, HANDLED_INFORMATION } HandledAs;

typedef struct { Name from, to; } Covering;   /* a year, month or date; `to` may be none */

/* set PATH[(arguments)] = VALUE */
typedef struct {
  Span        span;
  NameList    path;             /* debt.limit: two names */
  ExprList    arguments;
  const Expr *value;
} Setting;

typedef LIST(Setting) SettingList;

typedef struct {
  Span     span;
  Name     record;              /* given application */
  Name     like;                /* may be none */
  FactList facts;
} Given;

typedef enum {
  EXPECT_OUTCOME, EXPECT_DECIDER, EXPECT_GRANTED, EXPECT_MISSING, EXPECT_FAILED, EXPECT_NOTED,
  EXPECT_DEADLINE, EXPECT_THAT
} ExpectKind;

typedef struct {
  ExpectKind  kind;
  Span        span;
  Name        name;             /* outcome word in English (canonical), own outcome, decider or
                                   deadline */
  NameList    names;            /* missing, failed, noted */
  const Expr *value;            /* granted, deadline's date, that */
} Expectation;

struct Decl {
  DeclKind  kind;
  Span      span;               /* the whole declaration */
  Span      head;               /* its keyword */
  Name      name;               /* for use: the dotted path; scenario, test: the text */
  Name      label;
  BasisList bases;
  union {
    struct { TextKind kind; LIST(HeadLine) lines; } head;
    struct { Name file; Name dated; Name case_number; } document;
    struct { Name at; StringList aliases; } body;                   /* BODY, ROLE */
    struct { NameList names; const Expr *where; } group;   /* names, or one record with where */
    struct { Text digits; Name unit; } unit;
    struct { LIST(Argument) arguments; const Expr *when; Name from, to; } calendar;
      /* calendar NAME(day) when C from D to D: closed days; computed, with a range */
    struct { LIST(Argument) arguments; const Expr *value; } parameter;   /* arguments: none yet */
    struct { NameList members; NameList labels; LIST(StringList) aliases; } codelist;
      /* three lists of one length; a label may be none, aliases empty */
    struct { Name table; StringList aliases; LIST(Field) fields; LIST(ValidWhen) valid;
             LIST(NamePair) recorded; } record;
    struct { LIST(Argument) arguments; const Expr *value; } define;
    FrameParts frame;
    struct { Name record; const Expr *governed; BasisList governed_bases;
             LIST(Clause) clauses; } decision;
    struct { NameList to, lead, together, depends; const Expr *due; bool further_notice;
             Name provided; } assignment;
    struct { NameList owed_by, to; LIST(Covering) covering; const Expr *due;
             HandledAs handled; StringList contains; } report;
    struct { Name document; Name from, to; } background;
    struct { Name text; Name because; NameList judgement; } not_encoded;
    struct { SettingList settings; } scenario;
    struct { Name record; FactList facts; } sample;
    struct { LIST(Given) givens; SettingList settings; Name as_of;
             LIST(Expectation) expects; bool cut_short;   /* by a mistake that was reported */
           } test;
  } as;
};

typedef struct {
  Span span;
  Text text;                    /* with its dashes, without line end */
  bool own_line;                /* stands alone on its line */
  bool blank_before;            /* an empty line above */
} Comment;

typedef struct {
  uint32_t source;              /* Source.number */
  Surface  surface;
  bool     surface_written;     /* first line says so */
  LIST(Decl *)  decls;
  LIST(Comment) comments;
} File;

#endif
