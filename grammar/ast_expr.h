/* ast_expr.h - the tree of what a rule file is made of: names, bases, expressions, cells of
 * decision tables.  See ast.h, which includes it. */
#ifndef ANSLAG_GRAMMAR_AST_EXPR_H
#define ANSLAG_GRAMMAR_AST_EXPR_H

#include "base/arena.h"
#include "base/source.h"

#define EXPR_MAX_HEIGHT 200   /* nesting; deeper is E0901 */

typedef enum { SURFACE_ENGLISH, SURFACE_SWEDISH } Surface;

typedef struct Expr Expr;

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
  X(EXPR_APPORTION,  "apportion")                     \
  X(EXPR_PREVIOUS,   "previous")

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
      /* domain.variable none, domain.from NULL: without `for` */
    struct { Name name; } previous;           /* previous LINE: the year before, in a budget */
  } as;
};

/* ---- decision tables --------------------------------------------------------- */

#define HIT_POLICIES(X)                       \
  X(HIT_UNIQUE,        "unique match")        \
  X(HIT_ANY,           "any match")           \
  X(HIT_FIRST,         "first match")         \
  X(HIT_COLLECT_SUM,   "collect sum")         \
  X(HIT_COLLECT_MAX,   "collect max")         \
  X(HIT_COLLECT_MIN,   "collect min")         \
  X(HIT_COLLECT_COUNT, "collect count")       \
  X(HIT_COLLECT_LIST,  "collect list")

typedef enum {
#define X(policy, label) policy,
  HIT_POLICIES(X)
#undef X
} HitPolicy;

/* -      a, b      < 10      [10..50), 2024 to 2026      in (a, b), in list */
typedef enum { CELL_ANY, CELL_VALUES, CELL_COMPARED, CELL_RANGE, CELL_IN } TableCellKind;

typedef struct {
  TableCellKind kind;
  Span          span;
  bool          negated;        /* not in … */
  ExprList      values;         /* VALUES; COMPARED: the one; IN: the list after `in` */
  BinaryOp      op;             /* COMPARED */
  Worded        worded;
  RangeKind     range;          /* RANGE: RANGE_INTERVAL, or RANGE_TO after `in` */
  bool          open_low, open_high;
  const Expr   *low, *high;
} TableCell;

typedef struct {
  Span            span;
  LIST(TableCell) cells;
  ExprList        outputs;
} TableRow;

/* by table POLICY, a heading of names, rows of one line each. */
typedef struct {
  HitPolicy      policy;
  Span           policy_span;
  Span           heading_span;
  NameList       inputs, outputs;   /* the heading: left and right of || */
  LIST(TableRow) rows;
} DecisionTable;

#endif
