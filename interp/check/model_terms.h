/* model_terms.h - expressions with a type, and every name in them resolved.
 *
 * A part of the Model, and what interp/eval walks.  A new kind of term is a line of TERM_KINDS,
 * a member of the union, and a case where the compiler asks for one.
 * Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_TERMS_H
#define ANSLAG_INTERP_CHECK_MODEL_TERMS_H

#include "grammar/ast.h"
#include "interp/data/value.h"

typedef struct Term       Term;
typedef struct Parameter  Parameter;
typedef struct DataTable  DataTable;
typedef struct Grid       Grid;
typedef struct Exceptions Exceptions;
typedef struct Define     Define;
typedef struct Calendar   Calendar;
typedef struct Decision   Decision;
typedef struct Budget     Budget;      /* and these four: interp/check/budget.h */
typedef struct BudgetItem BudgetItem;
typedef struct Transfer   Transfer;
typedef struct Target     Target;
typedef struct Control    Control;

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

#endif
