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

#include "grammar/ast_expr.h"

typedef struct Decl Decl;

/* ---- clauses of a decision -------------------------------------------------- */

#define CLAUSE_KINDS(X)                        \
  X(CLAUSE_NEEDS,      "needs")                \
  X(CLAUSE_ELIGIBLE,   "eligible")             \
  X(CLAUSE_EXCLUDED,   "excluded")             \
  X(CLAUSE_OUTCOME,    "outcome")              \
  X(CLAUSE_CRITERION,  "criterion")            \
  X(CLAUSE_ATTESTED,   "attested by")          \
  X(CLAUSE_SCORE,      "score")                \
  X(CLAUSE_AMOUNT,     "amount")               \
  X(CLAUSE_SHOWS,      "shows")                \
  X(CLAUSE_CEILING,    "ceiling")              \
  X(CLAUSE_FRAME,      "frame")                \
  X(CLAUSE_JUDGED_BY,  "judged by")            \
  X(CLAUSE_DECIDED_BY, "decided by")           \
  X(CLAUSE_DELEGATED,  "delegated to")         \
  X(CLAUSE_NEVER_SPLIT, "never split by")      \
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

typedef enum { HOW_FULL_AMOUNT, HOW_PARTIAL, HOW_PRO_RATA } HowAllocated;

/* VALUE for V in D where C: what a frame counts, or what adds to it. */
typedef struct {
  Span        span;
  const Expr *value;
  Domain      domain;     /* from NULL: the value alone */
  const Expr *where;      /* or NULL */
} Drawn;

/* deputy NAME "…" when C, under a delegation */
typedef struct {
  Span        span;
  Name        name, label;
  const Expr *when;       /* or NULL */
  BasisList   bases;
} Deputy;

typedef struct {
  const Expr *value;      /* the limit */
  Name        within;     /* parent; none: the root */
  bool        earmarked;
  Name        purpose;    /* text; may be none */
  const Expr *only_when;  /* or NULL */
  const Expr *governed;   /* or NULL */
  ExprList    for_each;   /* keys of a family */
  const Expr *each_year;  /* in each year of D; or NULL */
  const Expr *rolling, *back_from;   /* rolling P back from D; or NULL */
  const Drawn *counting;  /* or NULL */
  LIST(Drawn) adds;
  const Expr *shared_by;  /* a list of keys; or NULL */
  const Expr *carries_over, *overdraws;   /* at most: a rate or an amount; or NULL */
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
             Name out_of; const Expr *governed; NameList consulting;
             LIST(Deputy) deputies; } power;
      /* DECIDED_BY, DELEGATED; `most` with below: strict */
    struct { const Expr *value, *threshold; } score;     /* threshold: or NULL */
    struct { NameList keys; const Expr *within; } never_split;
    struct { SortKeyList keys; SortKeyList ties; HowAllocated how; const Expr *least;
             ElseKind otherwise; Name outcome; bool otherwise_written; } allocate;
      /* ties empty: none; least: partial down to, else NULL */
      /* CONDITION, NOTE: name, label, when */
    struct { NameList owed_by, owed_else; const Expr *owed_when; Name owed_to;
             const Expr *due; Name due_before; const Expr *governed; const Expr *fulfilled;
             StringList contains; } deadline;   /* due NULL: due before MEETING */
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
  X(DECL_TABLE,       "table")                    \
  X(DECL_IMPORT,      "import")                   \
  X(DECL_DEFINE,      "define")                   \
  X(DECL_EXCEPTION,   "exception")                \
  X(DECL_FRAME,       "frame")                    \
  X(DECL_DECISION,    "decision")                 \
  X(DECL_MEETING,     "meeting")                  \
  X(DECL_ASSIGNMENT,  "assignment")               \
  X(DECL_ASSIGNMENTS_FROM, "assignments from")    \
  X(DECL_REPORT,      "report")                   \
  X(DECL_LADDER,      "ladder")                   \
  X(DECL_LETTER,      "letter")                   \
  X(DECL_BUDGET,      "budget")                   \
  X(DECL_TRANSFER,    "transfer")                 \
  X(DECL_TARGET,      "target")                   \
  X(DECL_CONTROL,     "control")                  \
  X(DECL_CONFLICT,    "conflict")                 \
  X(DECL_BACKGROUND,  "background")               \
  X(DECL_NOT_ENCODED, "not encoded")              \
  X(DECL_SCENARIO,    "scenario")                 \
  X(DECL_SAMPLE,      "sample")                   \
  X(DECL_TEST,        "test")                     \
  X(DECL_AMENDMENT,   "amendment")

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
  X(HEAD_SENT_TO,        "sent to")      \
  X(HEAD_APPLIES_TO,     "applies to")

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
  Name         record;          /* applies to RECORD when C: of an amendment */
  const Expr  *when;
} HeadLine;

typedef LIST(HeadLine) HeadLineList;

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

/* set PATH[(arguments)] = VALUE [from D [to D] | until D] [governed by E] and bases */
typedef struct {
  Span        span;
  NameList    path;             /* debt.limit: two names */
  ExprList    arguments;
  const Expr *value;
  Name        from, until;      /* dates as written; none: every date */
  const Expr *governed;         /* in an amendment; or NULL */
  BasisList   bases;            /* in an amendment */
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
  EXPECT_DEADLINE, EXPECT_NO_DEADLINE, EXPECT_THAT
} ExpectKind;

typedef struct {
  ExpectKind  kind;
  Span        span;
  Name        name;             /* outcome word in English (canonical), own outcome, decider or
                                   deadline */
  NameList    names;            /* missing, failed, noted */
  const Expr *value;            /* granted, deadline's date, that */
} Expectation;

/* ---- parts of parameters, imports, budgets, amendments ------------------------ */

/* VALUE [until D | from D | from D to D] and its own bases; without dates the bases are the
 * declaration's. */
typedef struct {
  Span        span;
  const Expr *value;
  Name        from, until;      /* dates as written; may be none */
  BasisList   bases;
} DatedValue;

typedef LIST(DatedValue) DatedValueList;

/* column "…" as FIELD [in UNIT] [separated by "…"] */
typedef struct {
  Span span;
  Name column, field, scale, separator;
} ImportLine;

#define BUDGET_LINE_KINDS(X)                     \
  X(BUDGET_LINE,       "line")                   \
  X(BUDGET_SECTION,    "section")                \
  X(BUDGET_LINES_FROM, "lines from")             \
  X(BUDGET_SUBTOTAL,   "subtotal")               \
  X(BUDGET_TOTAL,      "total")                  \
  X(BUDGET_AGREES,     "agrees with")            \
  X(BUDGET_BALANCED,   "balanced by")            \
  X(BUDGET_SHOWN_IN,   "shown in")               \
  X(BUDGET_CONTINUES,  "continues")              \
  X(BUDGET_FOR_YEAR,   "for year")               \
  X(BUDGET_STATUS,     "status")                 \
  X(BUDGET_FINANCED,   "financed from")          \
  X(BUDGET_DECLARED,   "declaration")

typedef enum {
#define X(kind, label) kind,
  BUDGET_LINE_KINDS(X)
#undef X
} BudgetLineKind;

typedef enum { STANDING_PROPOSED, STANDING_ADOPTED, STANDING_PLAN, STANDING_FORECAST,
               STANDING_ACTUAL } YearStandingKind;

typedef struct {
  Span             span;
  YearStandingKind kind;
  const Expr      *from, *to;   /* to: or NULL */
} YearStanding;

typedef struct {
  BudgetLineKind kind;
  Span           span, head;
  Name           name, label;   /* LINE, SECTION, TOTAL; label of SUBTOTAL; name of LINES_FROM
                                   (table, record or `transfers`), BALANCED, CONTINUES, FINANCED */
  bool           once;          /* LINE */
  const Expr    *value;         /* LINE; AGREES: the printed; SHOWN_IN; FOR_YEAR: the first;
                                   FINANCED: in */
  const Expr    *within;        /* AGREES: the tolerance; FOR_YEAR: the last */
  const Expr    *prices;        /* SECTION in prices of; or NULL */
  const Expr    *where;         /* LINES_FROM; or NULL */
  bool           requested;     /* FINANCED */
  LIST(YearStanding) standings; /* STATUS */
  const Decl    *decl;          /* DECLARED: parameter, define, exception … between the lines */
  BasisList      bases;
} BudgetLine;

/* a giver or receiver of a transfer: its part, or NULL for the whole */
typedef struct { Span span; Name name; const Expr *part; } TransferShare;

typedef LIST(TransferShare) TransferShareList;

/* suspended for Y to Y */
typedef struct {
  Span        span;
  const Expr *from, *to;
  BasisList   bases;
} Suspension;

/* severity … */
typedef enum { GRAVITY_NOT_SAID, GRAVITY_LOW, GRAVITY_MEDIUM, GRAVITY_HIGH } Gravity;

typedef struct {
  Span        span;
  Name        name, label;
  const Expr *due, *when;       /* or NULL */
  BasisList   bases;
} LadderStep;

typedef enum { EXCEPTION_LIFTS, EXCEPTION_VALUE, EXCEPTION_REQUIRES } ExceptionKind;

#define CHANGE_KINDS(X)                                   \
  X(CHANGE_SET,              "set")                       \
  X(CHANGE_ADD_FIELD,        "add to record")             \
  X(CHANGE_ADD_CLAUSE,       "add to decision")           \
  X(CHANGE_ADD_LINE,         "add to budget")             \
  X(CHANGE_REPLACE_CLAUSE,   "replace in decision")       \
  X(CHANGE_REPLACE_LINE,     "replace in budget")         \
  X(CHANGE_REPEAL,           "repeal")                    \
  X(CHANGE_DECLARED,         "declaration")

typedef enum {
#define X(kind, label) kind,
  CHANGE_KINDS(X)
#undef X
} ChangeKind;

typedef struct {
  ChangeKind        kind;
  Span              span, head;
  Name              target;     /* the record, decision or budget */
  NameList          path;       /* REPEAL */
  const Setting    *setting;    /* SET */
  const Field      *field;      /* ADD_FIELD */
  const Clause     *clause;     /* ADD_CLAUSE, REPLACE_CLAUSE */
  const BudgetLine *line;       /* ADD_LINE, REPLACE_LINE */
  const Decl       *decl;       /* DECLARED */
  BasisList         bases;      /* REPEAL */
} Change;

struct Decl {
  DeclKind  kind;
  Span      span;               /* the whole declaration */
  Span      head;               /* its keyword */
  Name      name;               /* for use: the dotted path; scenario, test: the text */
  Name      label;
  BasisList bases;
  union {
    struct { TextKind kind; HeadLineList lines; } head;
    struct { Name file; Name dated; Name case_number; } document;
    struct { Name at; StringList aliases; } body;                   /* BODY, ROLE */
    struct { NameList names; const Expr *where; } group;   /* names, or one record with where */
    struct { Text digits; Name unit; } unit;
    struct { LIST(Argument) arguments; const Expr *when; Name table, file;
             Name from, to; } calendar;
      /* calendar NAME(day) when C from D to D: closed days; computed, with a range.
         Or of a table: calendar NAME (FIELD) from table T | from "FILE" from D to D; when NULL */
    struct { LIST(Argument) arguments; const Expr *value; DatedValueList values;
             const DecisionTable *table; } parameter;
      /* values: one or more, value is the first's; or a table, value NULL */
    struct { NameList members; NameList labels; LIST(StringList) aliases; } codelist;
      /* three lists of one length; a label may be none, aliases empty */
    struct { Name table, file; StringList aliases; LIST(Field) fields; LIST(ValidWhen) valid;
             LIST(NamePair) recorded; } record;
      /* from table NAME, or from "FILE.csv": rows that ship with the rules */
    struct { LIST(Argument) arguments; WrittenType type; Name file; const Expr *blank; } table;
      /* type money in mkr: the unit stands where a currency may; blank: else V, or NULL */
    struct { Name record; LIST(ImportLine) columns; StringList blanks; } import;
    struct { LIST(Argument) arguments; const Expr *value; const DecisionTable *table; } define;
      /* one of the two */
    struct { NameList target; ExceptionKind kind; const Expr *value; Name reason;
             const Expr *when; NameList overrides; } exception;
      /* value: VALUE's value, REQUIRES' test; name may be none */
    FrameParts frame;
    struct { Name record; const Expr *governed; BasisList governed_bases;
             LIST(Clause) clauses; } decision;
    struct { Name at; Name day; } meeting;                   /* a date or a month, as written */
    struct { NameList to, lead, together, depends; const Expr *due; Name due_before;
             bool further_notice; Name provided; } assignment;
    struct { Name document, quote; } assignments_from;       /* Decl.name: the file */
    struct { NameList owed_by, to; LIST(Covering) covering; const Expr *due; Name due_before;
             HandledAs handled; StringList contains; } report;
    struct { Name record; LIST(LadderStep) steps; } ladder;
    struct { Name outcome; StringList paragraphs; } letter;  /* English word or own outcome */
    struct { Name record; NameList by; LIST(BudgetLine) lines; } budget;
    struct { const Expr *amount; TransferShareList from, to; const Expr *prices; } transfer;
    struct { const Expr *value; BinaryOp op; const Expr *bound; const Expr *rolling, *year;
             const Expr *every_date; LIST(Suspension) suspensions; } target;
      /* rolling N years to `year`; at every date in `every_date`; NULL where not written */
    struct { Gravity severity; Name record; const Expr *when; } control;
    struct { Basis first, second; bool follows; Name document, place, because; } conflict;
    struct { Name document; Name from, to; } background;
    struct { Name text; Name because; NameList judgement; } not_encoded;
    struct { SettingList settings; } scenario;
    struct { Name record; FactList facts; } sample;
    struct { LIST(Given) givens; SettingList settings; Name as_of;
             LIST(Expectation) expects; bool cut_short;   /* by a mistake that was reported */
           } test;
    struct { NameList of; HeadLineList lines; LIST(Change) changes; } amendment;
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
  bool     literate;            /* Markdown: its rules stand in blocks */
  LIST(Span)    blocks;         /* the text between their fences */
  LIST(Decl *)  decls;
  LIST(Comment) comments;
} File;

#endif
