/* nodes.h - the graph that terms are lowered to.  Private to interp/plan.
 *
 * Nodes stand in the order of their making, operands before what reads them, so that one walk
 * from the first to the last computes all.  Two nodes that would be equal are one. */
#ifndef ANSLAG_INTERP_PLAN_NODES_H
#define ANSLAG_INTERP_PLAN_NODES_H

#include "base/numbering.h"
#include "interp/plan/plan.h"

#define NODE_KINDS(X)                                                          \
  X(NODE_CONSTANT,  "constant")                                                \
  X(NODE_PARAMETER, "parameter")        /* a: the day that governs it */       \
  X(NODE_RUN_DATE,  "date of the run")                                         \
  X(NODE_GOVERNED,  "a date, or the run's")                                    \
  X(NODE_VERSIONED, "what the version in force depends on")                    \
  X(NODE_CALLED,    "a name that is a body's")  /* detail: a record's, b: whose */ \
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
  X(NODE_QUOTIENT,  "quotient")         /* NUMBER: by what is the same for all */ \
  X(NODE_REMAINDER, "remainder")                                               \
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
  X(NODE_UNROLLED,  "list operation, element by element")   /* what: Unrolled */ \
  X(NODE_ELEMENT,   "element of a list, or number of a range")                 \
  X(NODE_OUTER,     "what stands outside of the list") /* detail: its node there */ \
  X(NODE_MATCHED,   "element of a table that has the value looked for")        \
  X(NODE_GRID,      "decision table")   /* what: Cases; op: HitPolicy */       \
  X(NODE_EXCEPTED,  "value with exceptions")    /* what: Cases; a: the value else */ \
  X(NODE_LIFTED,    "an exception lifts the rule")      /* what: Cases */      \
  X(NODE_MEMO,      "by the reference, once for the same operands")    /* what: Memo */ \
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
  const void *what;               /* a Column, Parameter, Term, Over, Cases or Memo */
} NodeShape;

/* The rows of a decision table or the exceptions of a value: pairs of a test (PLAN_NONE: it always
 * holds) and a value. */
typedef struct {
  const void       *source;       /* the Grid or Exceptions */
  const Exceptions *exceptions;   /* NULL: a table's rows */
  PlanNode         *nodes;        /* test, value, test, value ... */
  size_t            count;
} Cases;

/* What the reference has said of a term over its operands, so far in this binding. */
typedef struct {
  const Term *source, *term;      /* the same with operands for slots 0, 1 ... */
  PlanNode   *operands;
  size_t      count;
  uint32_t   *slots;              /* place + 1 of what hashes there; 0: free */
  size_t      slot_count, held;
  int64_t    *keys;               /* by place: two for each operand, its state and its item */
  uint8_t    *states, *truths;    /* by place: as in the node */
  int64_t    *numbers;
  int32_t    *names;
} Memo;

/* Room for the items of a chunk. */
typedef struct {
  uint8_t *truths, *states;
  int64_t *numbers, *parts;
  int32_t *names;
} NodeRoom;

typedef struct {
  /* what a run needs comes first: there may be thousands */
  NodeShape   shape;
  bool        one;                /* the same for all rows */
  bool        wide;               /* with 128 bits, and checked */
  bool        rational;           /* it, or what it reads, is a RATIO */
  uint8_t     worst;              /* no other bits stand in the vector's states */
  bool        spread;             /* item 0 of its room stands in all of it */
  bool        wanted, shared;     /* in the next runs; by more than one stage */
  bool        away;               /* its room is that of its stage, until it goes home */
  uint32_t    stage;              /* in which it is computed */
  bool        holds_days;         /* some, as bound */
  Vector      vector;
  int64_t     left, right;        /* factors that bring both operands to one denominator */
  /* room of its own: */
  uint8_t    *truths, *states;
  int64_t    *numbers, *parts;
  int32_t    *names;
  int32_t    *days;               /* SHIFT: a day and what it is shifted to, by its last bits */
  /* and what comes from here on only some kinds do, or what is not a run: */
  const Type *type;               /* of names, and of what an error would be of */
  uint64_t   *reads;              /* bits: see Plan */
  PlanNode    same_chain;         /* place + 1 of the constant before it; 0: none */
  bool        of_whole;           /* its names are rows of a Plan.whole, none that is referred to */
  bool        changed;            /* by a setting since it was taken */
  /* set by plan_bind, as are one and wide, left and right: */
  bool        bound;              /* as all that it is bound by stands */
  bool        moved;              /* in the last plan_bind: what reads it is bound anew too */
  bool        odd;                /* all rows: left to the reference */
  int64_t     denominator;        /* FORM_NUMBER */
  int64_t     most;               /* no value lies further from zero */
  const PlanNode *more;           /* operands beyond a, b and c */
  size_t      more_count;
  uint8_t    *called;             /* CALLED: by a text's number; 0: not looked up */
  size_t      called_count;
  uint64_t    called_version;     /* of the facts whose texts have these numbers */
  NodeRoom    home;               /* while it is away */
} Node;

/* Its nodes, a stretch of Plan.order; and what they are computed from and by, one of Plan.lines. */
typedef struct {
  size_t first, count;
  size_t first_line, line_count;
} PlanStage;

/* A list operation: the elements' own plan is computed for all of them, once for each setting. */
typedef struct {
  Plan           *elements;       /* over Column.target */
  PlanNode        element;        /* what each comes to, of that plan; PLAN_NONE: count all */
  PlanNode        where;          /* sum, count: which are counted; PLAN_NONE: all */
  const Column   *column;         /* of the list */
  const Term     *term;
  size_t          room;           /* of these two: */
  uint8_t        *truths;         /* by row of the target; 3: left to the reference */
  int64_t        *numbers;        /* a sum: what is added; 0 where it is not counted */
  int64_t         denominator, most;
  bool            computed;       /* all of them, since the last change */
  uint64_t        version;        /* of the facts they were computed from */
  uint32_t       *ids;            /* by row: its number among all that were open; 0: not told yet */
  size_t          id_room;
  uint64_t        id_version;
} Over;

/* All records of a type, for list operations over a whole table: in a census of their own. */
typedef struct Whole {
  const RecordType *type;
  Census           *census;
  Columns          *columns;
  const Record *const *records;   /* as they were taken in */
  size_t            count;
  uint64_t          puts;         /* facts assumed, then */
  bool              taken;
} Whole;

/* A list operation that says of an element what depends on more than it: the elements of a chunk's
 * lists stand one after another as rows of a plan of their own.  A list that is made (`list of`) is
 * gone through where it is made from: those that are chosen are in it, as the items that they
 * make. */
typedef struct {
  Plan           *pairs;
  const Term     *term;
  const Column   *column;         /* of the list; NULL: a range, or: */
  Whole          *whole;          /* a table */
  struct Matches *matches;        /* of a table: the equality that narrows it; NULL: none */
  PlanNode        owner;          /* whose list it is; BOUND_ROW: the row's own; BOUND_JUDGED: of
                                     the record judged, around other elements */
  bool            judged;         /* that list is read, here or in an operation within */
  PlanNode        low, high;      /* of a range */
  bool            made;           /* by the next two, of the elements' plan: */
  PlanNode        chosen, item;   /* PLAN_NONE: all of them */
  PlanNode        sought;         /* x in LIST: of the plan that it stands in; PLAN_NONE: none is */
  PlanNode        where, value;   /* of the elements' plan */
  PlanNode       *keys;
  size_t          key_count;
  PlanNode        otherwise;      /* of the plan that the list stands in */
  bool            readable;       /* the table is, as bound */
  struct Tallies *tallies;
} Unrolled;

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

enum { CONSTANT_CHAINS = 1024 };

/* Reads: a bit for each parameter of the model, then these. */
enum { READS_CELLS, READS_RUN_DATE, READS_FACTS, READS_RESULTS, READS_MORE };

struct PlanReads {
  uint64_t *bits;
  bool      again;                /* a fact may stand twice in it, or a date choose */
  bool      changed;
};

/* A result that is read, and of whose records. */
typedef struct { Columns *columns; ResultColumn *result; } ReadResult;

struct Plan {
  Arena       *arena;
  const Model *model;
  Census       *census;
  Columns     *columns;
  bool         of_elements;       /* the rows are elements of lists: `row` is a variable */
  Plan        *outer;             /* of an Unrolled: the plan that it stands in */
  Columns     *whole;             /* of a table: those of its elements */
  LIST(Whole *) wholes;           /* of the outermost plan */
  uint32_t     owners[COLUMN_CHUNK];    /* the row of that plan that each row belongs to */
  LIST(Node)   nodes;
  Map          shapes;            /* NodeShape -> place + 1 */
  Map          calls;             /* define and arguments -> place + 1 */
  PlanNode     constants[CONSTANT_CHAINS];   /* by value: place + 1 of the last, then
                                     Node.same_chain */
  LIST(Context) contexts;
  LIST(Over *) overs;
  Map          open_elements;     /* type and key -> number: that stays from window to window */
  size_t       open_count;
  Numbering    open_lists;        /* such elements one after another */
  LIST(const Cases *) cases;
  LIST(const Memo *) memos;
  LIST(const Unrolled *) unrolled;
  LIST(PlanReads *) reads;
  LIST(Plan *) elements;          /* one for each list's record type */
  Input       *inputs;            /* by Parameter.index */
  LIST(const Term *) left;        /* what there is no kernel for, innermost; SUBJECT among it */
  size_t       left_count;        /* of them, and of those met again */
  size_t       words;             /* of a set of reads */
  uint64_t    *changed;           /* what has, in this plan_bind */
  uint64_t    *set;               /* the same without facts */
  uint64_t    *dated;             /* parameters that have several values, or hang on the record */
  uint64_t    *open;              /* and those whose one value is not known */
  uint64_t    *reads_pool;        /* for sets of reads, side by side; so many words are left */
  size_t       pool_left;
  size_t       bound_count;       /* nodes that have been bound */
  bool         rebound;           /* something has been since plan_want */
  bool         always;            /* some are bound each time */
  uint64_t     facts_version, results_version;
  const ResultSource *results_source;
  LIST(ReadResult) results;
  bool         bound, had_cells, had_run_date, had_text_day;
  Date         run_date;
  PlanClock   *clock;             /* NULL: time is not measured */
  size_t       timed;             /* nodes that are */
  int64_t     *times;             /* by node */
  uint32_t    *readers, *walked;  /* by node: how many ask for it; which walk has met it last */
  uint32_t     walk;
  Evaluator   *evaluator;
  const RecordSource *source;
  size_t       chunk, rows;       /* of the run */
  LIST(PlanStage) stages;
  PlanNode    *order, *met;       /* by stage; room for a walk */
  size_t       order_room, met_count;
  bool         settled;           /* the order is that of the stages */
  LIST(const void *) lines;       /* of memory, by stage */
  unsigned char *near;            /* room that stages share; NULL: there is only one */
};

/* ---- nodes.c --------------------------------------------------------------------------- */

PlanNode plan_node(Plan *plan, NodeShape shape, const Type *type);
/* The same with operands beyond a, b and c (PLAN_NONE among them is none). */
PlanNode plan_node_of(Plan *plan, NodeShape shape, const Type *type, const PlanNode *more,
                      size_t count);
/* All operands of a node: visit returns false to stop, which is then returned. */
typedef bool OperandVisit(void *context, PlanNode operand);
bool     plan_operands(const Plan *plan, const Node *node, OperandVisit *visit, void *context);
/* The columns that the rows of a node of record type are of. */
Columns *plan_target(const Plan *plan, const Node *node);
/* A shape without anything but these. */
NodeShape plan_shape(NodeKind kind, VectorForm form, PlanNode a, PlanNode b);
const Node *plan_at(const Plan *plan, PlanNode node);
/* False: no vector holds such values. */
bool     plan_form(const Type *type, VectorForm *form);
PlanNode plan_scalar(Plan *plan, int32_t context, const Term *term, bool kept);
int32_t  plan_context(Plan *plan, const PlanContext *context);
/* There is no kernel for the term, though there are for all that it is made of. */
void     plan_note_left(Plan *plan, const Term *term);
/* The plan over what a list's elements are. */
Plan    *plan_of_elements(Plan *plan, Columns *target);
/* One whose rows are not of any columns. */
Plan    *plan_of_nobody(const Plan *plan);

/* ---- lower.c --------------------------------------------------------------------------- */

/* A term on its way down.  What a variable of a list, or of a definition, stands for: */
enum { BOUND_NOTHING = -1, BOUND_ROW = -2, BOUND_JUDGED = -3 };
typedef struct Lowering {
  Plan     *plan;
  int32_t   context;
  PlanNode *slots;
  size_t    slot_count;
  unsigned  inlined;              /* definitions and lists around the term */
  unsigned  depth;
  bool      too_deep;
  const Term *matched;            /* the equality that narrows a table's elements */
  const struct Lowering *outer;   /* inside an unrolled list: for what stands outside */
} Lowering;

PlanNode lower(Lowering *lowering, const Term *term);
PlanNode lower_truth(Lowering *lowering, const Term *term);
/* The row that an object is: BOUND_ROW for the plan's own, a node for another record's. */
PlanNode lower_object(Lowering *lowering, const Term *object);
/* not, and, or; PLAN_NONE where an operand is. */
PlanNode lower_logic(Plan *plan, NodeKind kind, PlanNode a, PlanNode b);
PlanNode lower_negated(Plan *plan, bool negated, PlanNode node);
/* lower_names.c */
PlanNode lower_comparison(Lowering *lowering, const Term *term);
PlanNode lower_equality(Lowering *lowering, const Term *term);
PlanNode lower_membership(Lowering *lowering, const Term *term);
/* Where the body of the definition called stands; NULL: an argument has no node. */
Lowering *lower_body(Lowering *lowering, const Term *call);
PlanNode lower_governing(Lowering *lowering);
/* The same, for what differs with the version: see NODE_VERSIONED. */
PlanNode lower_version_day(Lowering *lowering);
/* Is the name of a record of the columns that of the body?  One that has none is no body.  `row`:
 * BOUND_ROW, or the node whose rows they are. */
PlanNode lower_called(Plan *plan, const Columns *columns, PlanNode row, const Body *body);
/* lower_versions.c */
PlanNode lower_stands(Lowering *lowering, const Term *term);
/* lower_cases.c */
PlanNode lower_grid(Lowering *lowering, const Term *term);
PlanNode lower_excepted(Lowering *lowering, const Term *term);
/* lower_memo.c: terms that say nothing of the record but by their operands.  Two operands, joined
 * by an operator; one; a value between two bounds. */
PlanNode lower_roll(Lowering *lowering, const Term *term);
PlanNode lower_look_up(Lowering *lowering, const Term *term);
PlanNode lower_function(Lowering *lowering, const Term *term);
PlanNode lower_of_two(Lowering *lowering, const Term *term);
PlanNode lower_of_one(Lowering *lowering, const Term *term);
PlanNode lower_bounds(Lowering *lowering, const Term *term);
/* Is it a duration?  Those that are facts have no kernels: they come again and again. */
bool     lower_is_duration(const Plan *plan, PlanNode node);
/* Two values of one form that may stand for each other: of the same codes, records, bodies. */
bool     lower_alike(const Node *a, const Node *b);
/* lower_list.c */
PlanNode lower_quantified(Lowering *lowering, const Term *term);
PlanNode lower_aggregate(Lowering *lowering, const Term *term);
/* lower_unrolled.c */
PlanNode lower_unrolled(Lowering *lowering, const Term *term);
/* x in LIST; `body`: x is a body that is written. */
PlanNode lower_among(Lowering *lowering, const Term *term, bool body);
/* Does it stand outside, so that nothing in it is of the elements? */
bool     lower_stands_outside(const Lowering *lowering, const Term *term);
/* What stands outside, as a node of the elements' plan. */
PlanNode lower_from_outside(Lowering *lowering, const Term *term);
PlanNode lower_outer(Plan *plan, PlanNode node);
/* A body in a list of records. */
PlanNode lower_in_list(Lowering *lowering, const Term *term);
/* lower_results.c: of another decision; then, before nodes are bound, what they are now. */
PlanNode lower_result(Lowering *lowering, const Term *term);
bool     lower_may_be_nobodies(const Plan *plan, PlanNode a, PlanNode b);
void     results_bind(Plan *plan, const Evaluator *evaluator);
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
/* The other way round: what the reference would have for item `row`, in `batch`; not of ODD. */
Value     bind_back(const Plan *plan, const Node *node, size_t row, Arena *batch);
/* What the numbers of cases and memos are parts of. */
void      bind_cases(const Plan *plan, Node *node);
void      bind_memo(Node *node);
void      memo_forget(Node *node);

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
/* What is wanted in the first stage, for so many rows of the chunk. */
void      run_wanted(Plan *plan, size_t rows, Arena *batch);
/* stages.c: with its order, after all stages are told. */
const PlanStage *plan_stage(Plan *plan, size_t stage);
/* Back to room of its own. */
void      node_go_home(Node *node);
/* run_dates.c: how many there are in Node.days. */
size_t    shift_room(void);
/* whole.c */
Whole    *whole_of(Plan *plan, const RecordType *type);
/* Takes the records in, the first time; false: they can't be had, or are others now. */
bool      whole_bind(const Plan *plan, Whole *whole);
/* Of elements whose field is the same as a node of the plan that the list stands in. */
struct Matches *matches_new(Arena *arena, const Whole *whole, const Column *column, PlanNode value);
PlanNode  matches_value(const struct Matches *matches);
const Column *matches_column(const struct Matches *matches);
void      matches_bind(struct Matches *matches, Arena *arena);
/* The elements that have the value of the row, in `rows`, and those that may; false: all may. */
typedef struct { const uint32_t *same; size_t same_count; const uint32_t *open; size_t open_count; }
    Matching;
bool      matches_find(struct Matches *matches, const Plan *plan, size_t row, Matching *matching);
/* unrolled.c: its own plan takes the settings in; then the bounds of its numbers. */
void      unrolled_bind(Plan *plan, Node *node);
void      outer_bind(const Plan *plan, Node *node);
void      run_unrolled(Plan *plan, Node *node, size_t rows, Arena *batch);
void      run_outer(const Plan *plan, Node *node, size_t rows);
/* The fields that its elements' nodes read; false: by more than kernels over columns. */
bool      over_fields(const Over *over, Arena *arena, PlanFields *fields);
/* Is what is not known in the row, of the chunk that was run, the list itself? */
bool      over_is_open(const Plan *plan, const Node *node, size_t row);
bool      unrolled_is_open(const Node *node, size_t row);
/* Computes the elements of an Over again if they have changed. */
void      over_bind(Plan *plan, Over *over);
/* What is known of a fact, a list among them (V1, V2). */
CellState run_fact_state(const Plan *plan, const Column *column, size_t at);

#endif
