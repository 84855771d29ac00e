/* evaluator.h - what the files of this room share: the state of an evaluation.
 *
 * A term is evaluated in a scope: one slot for each argument and list variable.
 * A call of a definition opens a scope of its own; `arguments` and `caller` lead
 * back to where its values come from, so that asks can name the facts behind them.
 * Nothing here is allocated for each node: values are passed by value, and error
 * values are made only when something errs. */
#ifndef ANSLAG_INTERP_EVAL_EVALUATOR_H
#define ANSLAG_INTERP_EVAL_EVALUATOR_H

#include "interp/eval/eval.h"

enum {
  MOST_CALLS = 200,         /* definitions that use definitions */
  MOST_DEPTH = 256,         /* terms within terms, over all calls: 256 KiB of stack must do */
  POLL_STEPS = 1 << 16      /* between two looks at the interrupt */
};

typedef struct {
  Value             value;
  const TermDomain *domain;   /* of a list variable; NULL: an argument, or bound from outside */
} Slot;

typedef struct Scope Scope;
struct Scope {
  Slot              *slots;
  const Term *const *arguments;        /* of the call; NULL at the top */
  size_t             argument_count;
  Scope             *caller;
};

/* While facts are tried out (semantics U2), an unknown fact has the value assumed here. */
typedef struct {
  const Record    *record;
  const FieldType *field;
  Value            value;
} Assumption;

typedef enum { PARAMETER_NOT_YET, PARAMETER_BUSY, PARAMETER_DONE } ParameterState;

typedef struct {
  ParameterState state;
  const Term    *term;        /* its own value, or the setting's */
  Value          value;       /* kept */
} ParameterValue;

typedef struct CalendarDays CalendarDays;
typedef struct RecordIndex  RecordIndex;

struct Evaluator {
  Arena              *arena;
  Arena              *batch;
  const Model        *model;
  EvalOptions         options;
  Diags              *diags;
  const Record       *subject;
  const Decision     *decision;
  const RecordSource *source;
  const Term         *governed;       /* of the clause; NULL: the decision's */
  Results             results;
  ParameterValue     *parameters;
  CalendarDays       *calendars;
  RecordIndex        *indexes;        /* of tables, by a field that a where holds equal */
  Scope               top;
  Scope              *scope;
  Slot               *frames[MOST_CALLS];
  unsigned            frame_rooms[MOST_CALLS];
  unsigned            calls, depth;
  uint64_t            steps, most_steps;
  bool                gives_up;       /* running out of steps sets `gave_up` and is no failure */
  bool                gave_up;
  const Assumption   *assumed;
  size_t              assumed_count;
};

/* ---- evaluate.c --------------------------------------------------------------- */

Value evaluate_fact(Evaluator *evaluator, const Record *record, const FieldType *field);
Value evaluate_error(Evaluator *evaluator, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Whether a and b settle an operation that needs both known: an error, then unknown. */
bool  evaluate_unsettled(Evaluator *evaluator, const Term *term, Value a, Value b, Value *result);
/* And where two known values have no order: months against days. */
bool  evaluate_incomparable(Evaluator *evaluator, const Term *term, Value a, Value b,
                            Value *result);
/* Opens the scope of a call with its arguments evaluated; false: too deep, *error says so. */
bool  evaluate_enter(Evaluator *evaluator, const Term *call, Scope *scope, Value *error);
void  evaluate_leave(Evaluator *evaluator, const Scope *scope);
/* An empty scope for a term that has its own slots (an amount state, a governing date). */
bool  evaluate_open(Evaluator *evaluator, unsigned slots, Scope *scope);
/* A term that reads nothing of a record (a parameter, a calendar's day, which is *first), with
 * what it makes kept as long as the evaluator. */
Value evaluate_apart(Evaluator *evaluator, const Term *term, unsigned slots, const Value *first);
/* The date that governs: the clause's own, the decision's, or the run's. */
const Term *evaluate_governing_term(const Evaluator *evaluator);
Value evaluate_governing(Evaluator *evaluator);
/* More steps than one for a node: for loops over days. */
void  evaluate_charge(Evaluator *evaluator, const Term *term, uint64_t steps);

/* ---- one file a subject --------------------------------------------------------- */

Value arithmetic_evaluate(Evaluator *evaluator, const Term *term);    /* + - * / of */
Value arithmetic_negate(Evaluator *evaluator, const Term *term);
Value round_evaluate(Evaluator *evaluator, const Term *term);
bool  round_kept(Fraction number, TypeKind kind, Fraction *result);    /* A2, A4 */

Value logic_connective(Evaluator *evaluator, const Term *term);
Value logic_not(Evaluator *evaluator, const Term *term);
Value logic_comparison(Evaluator *evaluator, const Term *term);
Value logic_membership(Evaluator *evaluator, const Term *term);
Value logic_state(Evaluator *evaluator, const Term *term);
Value logic_range(Evaluator *evaluator, const Term *term);
Value logic_choice(Evaluator *evaluator, const Term *term);
Value logic_and(Value a, Value b);
Value logic_or(Value a, Value b);
Value logic_compare(Evaluator *evaluator, const Term *term, BinaryOp op, Value a, Value b);
bool  logic_is(Value value, bool truth);                               /* known, and that */

/* What a list operation runs over, and one element after the other bound to its slot. */
typedef struct {
  const TermDomain *domain;
  Value             list;             /* its state; known: the elements can be had */
  const Record *const *records;
  const size_t     *chosen;           /* of records: those for which where may hold; NULL: all */
  int64_t           low;
  size_t            all;              /* how many there are */
  size_t            count, next;      /* of those gone through */
} Elements;
void  lists_start(Evaluator *evaluator, const Term *term, const TermDomain *domain,
                  Elements *elements);
bool  lists_next(Evaluator *evaluator, Elements *elements);
Value lists_quantified(Evaluator *evaluator, const Term *term);
Value lists_aggregate(Evaluator *evaluator, const Term *term);
/* The element that `first of` would take, bound: its keys and where are known.  False: none. */
bool  lists_bind_first(Evaluator *evaluator, const Term *term);
Value lists_apportion(Evaluator *evaluator, const Term *term);
const Term *lists_where_of(const Term *term);
/* `where` of the element bound; NULL is yes. */
Value lists_where(Evaluator *evaluator, const Term *where);
/* `where C satisfies D`, as the quantifier counts it. */
Value lists_element(Evaluator *evaluator, const Term *term);

Value time_window(Evaluator *evaluator, const Term *term);
Value time_elapsed(Evaluator *evaluator, const Term *term);
Value time_roll(Evaluator *evaluator, const Term *term);
Value time_builtin(Evaluator *evaluator, const Term *term);
/* date + duration (sign 1) or - duration (-1); months first, then days, then working days. */
Value time_shift(Evaluator *evaluator, const Term *term, const Calendar *calendar, Date date,
                 Duration duration, int sign, MonthRule rule);

typedef enum { DAY_NOT_LOOKED_UP, DAY_WORKING, DAY_CLOSED, DAY_UNKNOWN, DAY_ERROR } DayKind;
DayKind calendar_day(Evaluator *evaluator, const Calendar *calendar, Date date);
void    calendar_start(Evaluator *evaluator);

/* Narrows elements over a table to those that a `where x.field = value` may choose. */
void index_narrow(Evaluator *evaluator, const Term *where, Elements *elements);

Value builtin_evaluate(Evaluator *evaluator, const Term *term);

#endif
