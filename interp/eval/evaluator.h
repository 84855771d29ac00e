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
  POLL_STEPS = 1 << 16,     /* between two looks at the interrupt */
  FEW_RECORDS = 16          /* so many are gone through without an index */
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

/* While a parameter is computed: the day, which stands for the governing date, and what the value
 * turns out to rest on. */
typedef struct {
  bool set;
  Date day;
  Days same;            /* the value is the same on these days */
  bool by_record;       /* it depends on the record judged (applies to) */
  bool absent;          /* something that it rests on has no value on the day */
} Clock;

typedef LIST(Stretch)   StretchList;
typedef LIST(DatedTerm) ParameterLayers;

typedef enum {
  PARAMETER_NOT_YET, PARAMETER_BUSY,
  PARAMETER_DONE,       /* one value */
  PARAMETER_DATED,      /* one for each stretch */
  PARAMETER_BY_RECORD   /* computed on each record */
} ParameterState;

typedef struct {
  ParameterState  state;
  bool            by_record;
  Value           value;      /* DONE: kept */
  ParameterLayers layers;     /* its own values, then those of settings: the last counts */
  StretchList     stretches;  /* in order of their days, without gaps */
} ParameterValue;

/* A cell that a setting has changed: a row of a decision table, or keys of a table. */
typedef struct {
  const TableRow  *row;
  const DataTable *table;
  Text             key;
  const Term      *value;
} CellSetting;

typedef struct CalendarDays CalendarDays;
typedef struct BudgetValues BudgetValues;
typedef struct RecordIndex  RecordIndex;
typedef struct RunningSum   RunningSum;

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
  Clock               clock;
  bool                date_wanted;    /* the clause's date is not known, nor the run's */
  Results             results;
  Earlier             earlier;
  const ResultSource *result_source;
  ParameterValue     *parameters;
  CellSetting        *cells;
  size_t              cell_count;
  bool                refuses;        /* a setting meets no cell */
  CalendarDays       *calendars;
  BudgetValues       *budgets;        /* what is computed of them */
  RecordIndex        *indexes;        /* of tables, by a field that a where holds equal */
  RunningSum         *running;        /* over records served before */
  Scope               top;
  Scope              *scope;
  Slot               *frames[MOST_CALLS];
  unsigned            frame_rooms[MOST_CALLS];
  unsigned            calls, depth;
  uint64_t            steps, most_steps;
  uint64_t            trials;         /* of facts, so far (asks.c) */
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
/* Tells who counts that the row or exception at `span` decided something. */
void  evaluate_decided(const Evaluator *evaluator, Span span);
/* More steps than one for a node: for loops over days. */
void  evaluate_charge(Evaluator *evaluator, const Term *term, uint64_t steps);

/* ---- parameters.c --------------------------------------------------------------- */

Value parameter_evaluate(Evaluator *evaluator, const Term *term);
/* The days around the governing one (or the one after `on`) with the same value; all days where
 * the value does not change, or *day, which is not set then, is not known. */
Days  parameter_days(Evaluator *evaluator, const Term *term, Date *day);
/* Of several values the one in force; NULL: it has one only, or which is not known. */
const DatedTerm *parameter_chosen(Evaluator *evaluator, const Term *term);
/* Adds the days on which it changes; false: it never does. */
bool  parameter_turns(Evaluator *evaluator, const Parameter *parameter, ValueList *turns);
/* Takes `day` for the governing date until it is restored. */
Clock clock_set(Evaluator *evaluator, Date day);
void  clock_restore(Evaluator *evaluator, const Clock *before);
/* Does a date of the clause's own, on the record judged, tell which version it is of? */
bool  versions_have_date(const Evaluator *evaluator, const Versions *versions);
/* Is the amendment in force for the record by its `applies to`, rather than by a date? */
bool  amended_by_record(const Evaluator *evaluator, const Amendment *amendment,
                        const Versions *versions);

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
  const void       *identity;         /* of the array that `records` is, at this length */
  size_t            first;            /* in records */
  const size_t     *chosen;           /* of records: those for which where may hold; NULL: all */
  int64_t           low;
  size_t            all;              /* how many there are */
  size_t            count, next;      /* of those gone through */
} Elements;
/* Those of which where may hold, or all of them. */
void  lists_start(Evaluator *evaluator, const Term *term, const TermDomain *domain,
                  Elements *elements);
void  lists_start_all(Evaluator *evaluator, const Term *term, const TermDomain *domain,
                      Elements *elements);
void  lists_narrow(Evaluator *evaluator, const Term *term, Elements *elements);
bool  lists_next(Evaluator *evaluator, Elements *elements);
Value lists_quantified(Evaluator *evaluator, const Term *term);
Value lists_aggregate(Evaluator *evaluator, const Term *term);
/* The element that `first of` would take, bound: its keys and where are known.  False: none. */
bool  lists_bind_first(Evaluator *evaluator, const Term *term);
Value lists_apportion(Evaluator *evaluator, const Term *term);
/* An amount parted by weights that are not negative: whole units that add up to it (B3). */
Value apportion_parts(Evaluator *evaluator, const Term *term, Fraction amount,
                      const ValueList *weights);
/* All records of a type: of the source, or where it has none those that ship with the rules. */
void  lists_all(Evaluator *evaluator, const RecordType *type, const Record *const **records,
                size_t *count);
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
/* The field of `x.field = value`, where the value is the same for all x; NULL: it is none such. */
const FieldType *index_equality(const Term *term, unsigned slot, const Term **value);
/* The record's field is not known, or cannot be read. */
bool index_is_open(const Record *record, const FieldType *field);

/* running.c: what the elements that are certain come to (their sum, or how many there are), and
 * `elements` narrowed to those that are still to be gone through; false: all are. */
bool running_sum(Evaluator *evaluator, const Term *term, Elements *elements, int64_t *sum);

/* grid.c: a row's verdict, and what it gives; the first that may match, NULL if none does. */
Value grid_evaluate(Evaluator *evaluator, const Term *term);
Value grid_row_matches(Evaluator *evaluator, const Grid *grid, const GridRow *row);
Value grid_row_value(Evaluator *evaluator, const GridRow *row);
const GridRow *grid_decides(Evaluator *evaluator, const Grid *grid);

/* lookup.c: a cell, and its name if its keys are known. */
Value lookup_evaluate(Evaluator *evaluator, const Term *term);
bool  lookup_name(Evaluator *evaluator, const Term *term, Text *name);
void  lookup_set_cells(Evaluator *evaluator, const ModelSettings *settings);

/* exceptions.c: which certainly apply, and which may, as masks of Exceptions.items, without those
 * that a certain one overrides; false: an error. */
Value exceptions_evaluate(Evaluator *evaluator, const Term *term);
bool  exceptions_split(Evaluator *evaluator, const Exceptions *exceptions, uint64_t *certain,
                       uint64_t *open);

/* earlier.c: the records as a list; a result of another record or decision. */
Value earlier_list(Evaluator *evaluator, const Term *term);
void  earlier_start(Evaluator *evaluator, const Term *term, Elements *elements);
Value result_evaluate(Evaluator *evaluator, const Term *term);
/* What a result that is not known waits for; NULL: nothing that anyone could supply. */
const AskList *result_waits(Evaluator *evaluator, const Term *term);

Value builtin_evaluate(Evaluator *evaluator, const Term *term);

/* budgets.c: lines of budgets; what they are computed in; what is `previous` to a year. */
typedef struct {
  Scope           scope;
  const Record   *subject;
  const Decision *decision;
  const Term     *governed;
  Arena          *batch;
  Clock           clock;
  size_t          assumed_count;
  uint64_t        steps;
} BudgetContext;

typedef struct {
  const Budget     *budget;
  const BudgetItem *item;
  int64_t           year;
} BudgetBefore;

Value budget_evaluate(Evaluator *evaluator, const Term *term);
Value budget_share_evaluate(Evaluator *evaluator, const Term *term);
/* False: too deep. */
bool  budget_enter(Evaluator *evaluator, const Budget *budget, const Record *row, int64_t year,
                   BudgetContext *context);
void  budget_leave(Evaluator *evaluator, const BudgetContext *context);
/* False: the year before is no budget's (it may be a printed total). */
bool  budget_before(const Budget *budget, int64_t year, const BudgetItem *item,
                    BudgetBefore *before);
/* Is the line, or the sum itself, a part of the sum? */
bool  budget_item_adds(const BudgetItem *sum, const BudgetItem *line);
int64_t budget_year_here(const Evaluator *evaluator, const Budget *budget);
/* The row that a record or a key names; NULL: there is none. */
const Record *budget_row_of(Evaluator *evaluator, const Budget *budget, Value row);

/* targets.c */
Value target_evaluate(Evaluator *evaluator, const Term *term);
Value control_evaluate(Evaluator *evaluator, const Term *term);

#endif
