/* eval.h - the reference evaluator: one term, one record, one value.
 *
 * Walks the typed tree (semantics L, A, T, V).  Exact, total, with fuel: more
 * than `most_steps` nodes for one record leaves through the guard with FAILURE_LIMIT
 * after reporting E0907.  Another evaluator must give the same values bit for bit.
 *
 *   Evaluator *evaluator = evaluator_new(arena, model, &settings, &options, diags);
 *   evaluator_subject(evaluator, record, decision, &source, batch);     -- for each record
 *   Value verdict = evaluate(evaluator, rule->requires[0].test);
 *
 * Owner: the arena given; values of a record live in `batch`. */
#ifndef ANSLAG_INTERP_EVAL_EVAL_H
#define ANSLAG_INTERP_EVAL_EVAL_H

#include "base/diag.h"
#include "interp/check/model.h"

typedef struct Evaluator Evaluator;

typedef struct {
  bool     has_as_of;
  Date     as_of;
  /* Versions and dated values as on this day, whatever date governs: the text of one day. */
  bool     has_text_day;
  Date     text_day;
  uint64_t most_steps;          /* for one record; 0: 10 000 000 */
  /* Called with the place of each row of a decision table that matched and each exception that
   * held, for coverage; NULL: nobody counts. */
  void   (*decided)(void *context, Span span);
  void    *decided_context;
  /* Called with each term evaluated and its value, but for what parameters are computed from (a
   * reader of one is told of); `tried`: facts are assumed, to find what to ask for.  NULL: nobody
   * looks on. */
  void   (*seen)(void *context, const Term *term, Value value, bool tried);
  void    *seen_context;
} EvalOptions;

typedef LIST(Value) ValueList;

/* All records of a type, for list operations over a whole table. */
typedef struct RecordSource {
  void *context;
  /* The records of `type` in key order; the same array each time, kept as long as the evaluator
   * (which indexes it); may be called often. */
  void (*all)(void *context, const RecordType *type, const Record *const **records, size_t *count);
} RecordSource;

/* Settings replace parameters, on the days they are for; parameters are computed once for each
 * stretch of days, and kept (rounded to the minor unit where they are money).  An error in one is
 * reported. */
Evaluator *evaluator_new(Arena *arena, const Model *model, const ModelSettings *settings,
                         const EvalOptions *options, Diags *diags);

/* A setting names a cell that no table has: it has been reported. */
bool evaluator_refuses(const Evaluator *evaluator);

/* Leaves by memory_stop where that is so, or a parameter can't be computed: nothing is judged by
 * it, and it has been reported. */
void evaluator_need_parameters(Evaluator *evaluator);

/* The record that bare fields mean, and the decision whose governing date counts (may be NULL). */
void evaluator_subject(Evaluator *evaluator, const Record *record, const Decision *decision,
                       const RecordSource *source, Arena *batch);

/* What TERM_RESULT and TERM_STATE_OF_AMOUNT mean from here on; `amounts` has one for each
 * named state computed so far. */
typedef struct {
  Value        decider, granted, outcome, rank, judged;
  const Value *amounts;
  size_t       amount_count;
} Results;
void evaluator_results(Evaluator *evaluator, const Results *results);
/* The date that governs the clause evaluated next, where it names its own (`governed by`);
 * NULL: the decision's again.  evaluator_subject sets NULL and empty results. */
void evaluator_governed_by(Evaluator *evaluator, const Term *governed);
/* Since then: would the run's date have to be taken for a clause's own that is not known (X7), and
 * there is none? */
bool evaluator_wants_as_of(const Evaluator *evaluator);
/* Are versions and dated values those of one day, whatever date governs? */
bool evaluator_has_text_day(const Evaluator *evaluator);
/* The day of the run; false: none was given. */
bool evaluator_run_date(const Evaluator *evaluator, Date *date);
/* Reports that the clause at `span` cannot be judged without the run's date, and leaves (T4). */
_Noreturn void evaluator_need_as_of(Evaluator *evaluator, Span span);

/* Is a clause part of the version that the record is judged by (X3)?  Unknown: the governing date,
 * or what the amendment asks of the record, is.  NULL is yes. */
Value evaluator_stands(Evaluator *evaluator, const Versions *versions);
/* Does the value differ with the governing date or with the record's version?  Then it is
 * evaluated on each record; the term reads parameters only, and its keys: those of slots 0 and on,
 * NULL: not known yet. */
bool evaluator_varies(Evaluator *evaluator, const Term *term, const Value *keys, size_t count);
/* The value of a term that does not vary, where no record and no date is at hand: an amendment in
 * force on every day is part of it.  Of one that varies: as evaluate_bound. */
Value evaluate_unvarying(Evaluator *evaluator, const Term *term, const Value *keys, size_t count);

Value evaluate(Evaluator *evaluator, const Term *term);
/* With variable `slot` bound: for a group's where, a calendar's when. */
Value evaluate_with(Evaluator *evaluator, const Term *term, unsigned slot, Value value);
/* Rounded to the minor unit, half away from zero, and within ± 9e16 (A2, A4). */
Value evaluate_kept(Evaluator *evaluator, const Term *term);
/* Of exceptions as masks of Exceptions.items: those that no other of the mask overrides; and those
 * that certainly or possibly hold, without what a certain one overrides. */
uint64_t exceptions_standing(const Exceptions *exceptions, uint64_t applying);
uint64_t exceptions_possible(const Exceptions *exceptions, uint64_t certain, uint64_t open);
/* The exception that holds; NULL: none does (nor is there any), or that can't be told. */
const Exception *evaluate_exception(Evaluator *evaluator, const Exceptions *exceptions);
/* The value it has always; unknown where it differs from day to day or record to record. */
Value evaluator_parameter(Evaluator *evaluator, const Parameter *parameter);
/* Days on which a parameter has the same value; `absent`: it has none. */
typedef struct {
  Days  days;
  Value value;
  bool  absent;
} Stretch;
/* Those of a parameter, in order and without gaps; 0: its value depends on the record judged. */
size_t evaluator_stretches(Evaluator *evaluator, const Parameter *parameter,
                           const Stretch **stretches);
/* Has a setting changed a cell of a table? */
bool evaluator_has_cells(const Evaluator *evaluator);

/* A term over slots 0 .. count - 1, kept: a frame's limit over its keys. */
Value evaluate_bound(Evaluator *evaluator, const Term *term, const Value *values, size_t count);
/* The same as it is, not kept: exact parts of a minor unit too. */
Value evaluate_over(Evaluator *evaluator, const Term *term, const Value *values, size_t count);
/* Calls visit for each element of a sum that its `where` takes, bound; the sum itself is known. */
typedef void ElementVisit(void *context, Evaluator *evaluator, const Term *sum);
void  evaluate_each(Evaluator *evaluator, const Term *sum, ElementVisit *visit, void *context);
/* The first day d with d in the P before `day` (T1); `rolling` is the period.  Unknown or an error
 * where the period is. */
Value evaluate_window_start(Evaluator *evaluator, const Term *rolling, const Calendar *calendar,
                            Date day);

/* ---- records decided or served before (semantics F7, F11) ---------------------- */

/* One growing array: those decided already, then those served, in order.  `earlier` is all of it
 * up to `decided + placed`, `placed` what was served, `better` the first of those. */
typedef struct {
  const void          *identity;      /* of the array, which may move as it grows */
  const Record *const *records;
  size_t               decided, better, placed;
} Earlier;

/* The field of the first `x.field = value` among what a where joins by `and`, x being the variable
 * of that slot and the value the same for all x; NULL: there is none. */
const FieldType *evaluate_equality(const Term *where, unsigned slot, const Term **value);
/* Is equality of these kinds that of their plain texts? */
bool evaluate_plain_equality(TypeKind a, TypeKind b);

/* Of the record judged; evaluator_subject leaves it.  Returns what it was. */
Earlier evaluator_earlier(Evaluator *evaluator, const Earlier *earlier);

/* ---- deadlines, explained --------------------------------------------------- */

/* How `date + duration` was counted, for explanations: "12 months from 2026-04-15: the same day
 * number, 2027-04-15"; empty text if the term counts nothing. */
Text evaluator_counting(Evaluator *evaluator, Arena *arena, const Term *due);

/* ---- what to ask for (semantics U) ------------------------------------------- */

typedef struct {
  const Record    *record;      /* whose fact is missing */
  const FieldType *field;       /* NULL: `pending` names what is open */
  Text             pending;     /* a parameter, frame …: never asked of the applicant */
  Text             path;        /* in full: "applicants[3].owned_share", "effect_long" */
  bool             possibly;    /* U3: may not matter */
} Ask;

typedef LIST(Ask) AskList;

/* The results of records in decisions that are run, or of those served before (D1, F7). */
typedef struct ResultSource {
  void *context;
  /* False: not known; *waits, if not NULL, is what that waits for (D3), in `batch` or longer. */
  bool     (*find)(void *context, const Decision *decision, const Record *record, Arena *batch,
                   Results *results, const AskList **waits);
  /* The same for columns, of decisions that are finished: the place of the record that has the
   * key (RESULT_NOWHERE: there is none), and one result of the record at a place. */
  size_t   (*place)(void *context, const Decision *decision, Text key);
  Value    (*value)(void *context, const Term *result, size_t place);
  /* What is waited for there: the same number, the same facts; 0: nothing.  RESULT_NOWHERE may be
   * asked for too. */
  uint32_t (*waits)(void *context, const Decision *decision, size_t place);
  uint64_t version;                /* another after each change of what they say */
} ResultSource;
#define RESULT_NOWHERE SIZE_MAX
void evaluator_result_source(Evaluator *evaluator, const ResultSource *source);
const ResultSource *evaluator_results_of_others(const Evaluator *evaluator);

/* Verdict of a test (a TYPE_TRUTH term) with the facts that could still settle it appended to
 * `asks`, each once, in file order.  A fact that stands in several of its parts is tested over
 * all of them (U2), with values that break no `valid when` of its record; an unknown that comes
 * out the same for all values of the facts is known (U4). */
Value evaluate_verdict(Evaluator *evaluator, const Term *test, AskList *asks);
/* How many verdicts that were not known have been tried out so far (U2 to U4). */
uint64_t evaluator_trials(const Evaluator *evaluator);
/* The missing facts of a value that is not a test (an amount, a sort key): U1. */
void  evaluate_asks(Evaluator *evaluator, const Term *term, AskList *asks);
/* The same of a term over slots 0 .. count - 1 (evaluate_bound); nothing if it is known. */
void  evaluate_bound_asks(Evaluator *evaluator, const Term *term, const Value *values,
                          size_t count, AskList *asks);

/* The values of one fact, which is not known, at which the term may turn: those that it is
 * compared with and, of a number or a date, those at which the term reaches one of `reached`. */
void  evaluate_turns(Evaluator *evaluator, const Term *term, const Value *reached, size_t count,
                     const Record *record, const FieldType *field, ValueList *turns);

/* ---- the values a rule rests on (for explanations) ---------------------------- */

typedef struct {
  Text        name;             /* "amount", "applicants[2].kind", "director_limit" */
  Value       value;
  Type        type;
  bool        parameter;
  const FieldType *field;       /* of a fact: who supplies it; NULL: none */
  const DatedTerm *chosen;      /* of a parameter with several values: the one in force; or NULL */
} Leaf;

typedef LIST(Leaf) LeafList;

/* Fields and parameters of `term`, each once, in the order written; of a list operation, those
 * of the elements that decide. */
void evaluate_leaves(Evaluator *evaluator, const Term *term, LeafList *leaves);

/* ---- the parts a verdict is composed of (for explanations) --------------------- */

/* A part of a test, and those of its own after it, one deeper. */
typedef struct {
  unsigned    depth;            /* from 0 */
  const Term *term;             /* printed as written; of an element: what is asked of it */
  Text        name;             /* of the definition, the exception or the element it is about:
                                   "applicants[3]"; else empty */
  Value       verdict;
  bool        decides;          /* the whole came out as it did by this part too */
  bool        whole;            /* it has no parts of its own: */
  LeafList    leaves;           /* the values it rests on */
} TestPart;

typedef LIST(TestPart) TestParts;

/* Nothing for a test that is not composed.  Of a list the elements that decide, twenty at most. */
void evaluate_parts(Evaluator *evaluator, const Term *test, TestParts *parts);

#endif
