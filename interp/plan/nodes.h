/* nodes.h - the graph that terms are lowered to.  Private to interp/plan.
 *
 * Nodes stand in the order of their making, operands before what reads them, so that one walk
 * from the first to the last computes all.  Two nodes that would be equal are one. */
#ifndef ANSLAG_INTERP_PLAN_NODES_H
#define ANSLAG_INTERP_PLAN_NODES_H

#include "interp/plan/plan.h"

#define NODE_KINDS(X)                                                          \
  X(NODE_CONSTANT,  "constant")                                                \
  X(NODE_PARAMETER, "parameter")        /* a: the day that governs it */       \
  X(NODE_RUN_DATE,  "date of the run")                                         \
  X(NODE_GOVERNED,  "a date, or the run's")                                    \
  X(NODE_VERSIONED, "what the version in force depends on")                    \
  X(NODE_CALLED,    "a name that is a body's")  /* detail: a record's */        \
  X(NODE_COLUMN,    "column")                                                  \
  X(NODE_GATHER,    "column of another record")     /* a: its row */           \
  X(NODE_GIVEN,     "is given")                                                \
  X(NODE_KNOWN,     "is known")                                                \
  X(NODE_NOT,       "not")                                                     \
  X(NODE_AND,       "and")                                                     \
  X(NODE_OR,        "or")                                                      \
  X(NODE_COMPARE,   "comparison")                                              \
  X(NODE_SUM,       "sum")              /* op: ADD or SUBTRACT */              \
  X(NODE_PRODUCT,   "product")                                                 \
  X(NODE_QUOTIENT,  "quotient by a number that is the same for all")           \
  X(NODE_NEGATE,    "minus")                                                   \
  X(NODE_ABSOLUTE,  "absolute")                                                \
  X(NODE_EXTREME,   "max, min")         /* op: MORE for max, LESS for min */   \
  X(NODE_ROUND,     "rounded")                                                 \
  X(NODE_KEEP,      "kept")                                                    \
  X(NODE_LOWERED,   "lowered to a ceiling")                                    \
  X(NODE_CHOICE,    "if")               /* a: condition, b: then, c: else */   \
  X(NODE_SHIFT,     "day and duration") /* op: SUBTRACT for days before */     \
  X(NODE_DAYS,      "days between")                                            \
  X(NODE_PART,      "part of a date")   /* op: Builtin */                      \
  X(NODE_OVER,      "list operation")                                          \
  X(NODE_SCALAR,    "by the reference")

typedef enum {
#define X(kind, label) kind,
  NODE_KINDS(X)
#undef X
} NodeKind;

/* What makes a node what it is; zeroed before it is filled, and compared as bytes. */
typedef struct {
  int32_t     kind, form, op;     /* NodeKind, VectorForm, one of the enums named above */
  int32_t     detail;             /* MonthRule, RoundedKind, TypeKind kept; SCALAR: to be kept */
  PlanNode    a, b, c;
  int32_t     context;            /* place in Plan.contexts; -1: it does not matter */
  const void *what;               /* a Column, Parameter, Term or Over */
} NodeShape;

typedef struct {
  NodeShape   shape;
  const Type *type;               /* of names, and of what an error would be of */
  uint64_t   *reads;              /* bits: see Plan */
  bool        changed;            /* by a setting since it was taken */
  bool        wanted;
  /* set by plan_bind: */
  bool        one;                /* the same for all rows */
  bool        odd;                /* all rows: left to the reference */
  int64_t     denominator;        /* FORM_NUMBER */
  int64_t     most;               /* no value lies further from zero */
  int64_t     left, right;        /* factors that bring both operands to one denominator */
  bool        wide;               /* with 128 bits, and checked */
  Vector      vector;
  /* room of its own: */
  uint8_t    *truths, *states;
  int64_t    *numbers;
  int32_t    *names;
  Duration   *durations;
  uint8_t    *called;             /* CALLED: by a text's number; 0: not looked up */
  size_t      called_count;
} Node;

/* A list operation: the elements' own plan is computed for all of them, once for each setting. */
typedef struct {
  Plan           *elements;       /* over Column.target */
  PlanNode        element;        /* what each comes to, of that plan; PLAN_NONE: count all */
  PlanNode        where;          /* sum, count: which are counted; PLAN_NONE: all */
  const Column   *column;         /* of the list */
  const Term     *term;
  uint8_t        *truths;         /* by row of the target; 3: left to the reference */
  int64_t        *numbers;        /* a sum: what is added; 0 where it is not counted */
  int64_t         denominator, most;
  bool            computed;       /* all of them, since the last change */
} Over;

/* A parameter's values as bound. */
typedef struct {
  const Parameter *parameter;
  Stretch         *stretches;     /* copied: an evaluator does not live as long */
  size_t           count;         /* 0: it depends on the record */
  Value            any;           /* on a day that is not known */
  bool             bound;
} Input;

typedef struct {
  const Decision *decision;
  const Term     *governed;
  PlanNode       *amounts;
  size_t          amount_count;
} Context;

/* Reads: a bit for each parameter of the model, then these. */
enum { READS_CELLS, READS_RUN_DATE, READS_FACTS, READS_MORE };

struct PlanReads {
  uint64_t *bits;
  bool      again;                /* a fact may stand twice in it, or a date choose */
  bool      changed;
};

struct Plan {
  Arena       *arena;
  const Model *model;
  Census       *census;
  Columns     *columns;
  bool         of_elements;       /* the rows are elements of lists: `row` is a variable */
  LIST(Node)   nodes;
  Map          shapes;            /* NodeShape -> place + 1 */
  Map          calls;             /* define and arguments -> place + 1 */
  LIST(Context) contexts;
  LIST(Over *) overs;
  LIST(PlanReads *) reads;
  LIST(Plan *) elements;          /* one for each list's record type */
  Input       *inputs;            /* by Parameter.index */
  size_t       words;             /* of a set of reads */
  uint64_t    *changed;           /* what has, in this plan_bind */
  uint64_t     facts_version;
  bool         bound, had_cells, had_run_date, had_text_day;
  Date         run_date;
  Evaluator   *evaluator;
  const RecordSource *source;
  size_t       chunk, rows;       /* of the run */
};

/* ---- nodes.c --------------------------------------------------------------------------- */

PlanNode plan_node(Plan *plan, NodeShape shape, const Type *type);
/* A shape without anything but these. */
NodeShape plan_shape(NodeKind kind, VectorForm form, PlanNode a, PlanNode b);
const Node *plan_at(const Plan *plan, PlanNode node);
/* False: no vector holds such values. */
bool     plan_form(const Type *type, VectorForm *form);
PlanNode plan_scalar(Plan *plan, int32_t context, const Term *term, bool kept);
int32_t  plan_context(Plan *plan, const PlanContext *context);
/* The plan over what a list's elements are. */
Plan    *plan_of_elements(Plan *plan, Columns *target);

/* ---- lower.c --------------------------------------------------------------------------- */

/* A term on its way down.  What a variable of a list, or of a definition, stands for: */
enum { BOUND_NOTHING = -1, BOUND_ROW = -2 };
typedef struct {
  Plan     *plan;
  int32_t   context;
  PlanNode *slots;
  size_t    slot_count;
  unsigned  inlined;              /* definitions and lists around the term */
  unsigned  depth;
  bool      too_deep;
} Lowering;

PlanNode lower(Lowering *lowering, const Term *term);
PlanNode lower_truth(Lowering *lowering, const Term *term);
PlanNode lower_governing(Lowering *lowering);
/* The same, for what differs with the version: see NODE_VERSIONED. */
PlanNode lower_version_day(Lowering *lowering);
/* Is the row's name, in its column, that of the body?  A record that has none is no body. */
PlanNode lower_called(Plan *plan, const Columns *columns, const Body *body);
/* lower_versions.c */
PlanNode lower_stands(Lowering *lowering, const Term *term);
/* lower_list.c */
PlanNode lower_quantified(Lowering *lowering, const Term *term);
PlanNode lower_aggregate(Lowering *lowering, const Term *term);
/* A body in a list of records. */
PlanNode lower_in_list(Lowering *lowering, const Term *term);
/* lower_time.c */
PlanNode lower_window(Lowering *lowering, const Term *term);
PlanNode lower_elapsed(Lowering *lowering, const Term *term);
PlanNode lower_builtin(Lowering *lowering, const Term *term);
PlanNode lower_times(Lowering *lowering, const Term *term, PlanNode a, PlanNode b);

/* ---- reads.c --------------------------------------------------------------------------- */

uint64_t *reads_new(Plan *plan);
void      reads_add(uint64_t *reads, size_t bit);
bool      reads_has(const uint64_t *reads, size_t bit);
void      reads_merge(const Plan *plan, uint64_t *reads, const uint64_t *more);
bool      reads_meet(const Plan *plan, const uint64_t *a, const uint64_t *b);
/* All that a term may read, through definitions, tables and exceptions. */
void      reads_of_term(Plan *plan, const Term *term, uint64_t *reads);
size_t    reads_bit(const Plan *plan, size_t special);

/* ---- bind.c ------------------------------------------------------------------------------ */

/* A value as item `row` of a node's own room; false: left to the reference. */
bool      bind_value(const Plan *plan, Node *node, Value value, size_t row);

/* ---- run.c, scalar.c, over.c --------------------------------------------------------------- */

/* What is the same for all rows, computed as of one. */
void      run_one(Plan *plan, Node *node);
/* Item 0 to all rows, so that kernels need not ask. */
void      run_spread(Node *node);
/* All rows left to the reference, or one. */
void      run_odd(Node *node);
void      run_mark_odd(Node *node, size_t row);
void      run_scalar(Plan *plan, Node *node, size_t rows, Arena *batch);
void      run_over(const Plan *plan, Node *node, size_t rows);
/* Computes the elements of an Over again if they have changed. */
void      over_bind(Plan *plan, Over *over);
/* What is known of a fact, a list among them (V1, V2). */
CellState run_fact_state(const Plan *plan, const Column *column, size_t at);

#endif
