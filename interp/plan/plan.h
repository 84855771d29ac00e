/* plan.h - terms of one record type over its columns, a batch at a time.
 *
 * The second evaluator: the same values as interp/eval's, for a chunk of COLUMN_CHUNK records in
 * one walk over the nodes.  Terms are lowered once for a model into a graph in which what is
 * common stands once; the parameters are inputs, set by plan_bind.
 *
 *   Plan *plan = plan_new(arena, model, census, subject);
 *   PlanNode test = plan_term(plan, &context, term);       for each term
 *   plan_bind(plan, evaluator, source);                    for each choice of settings
 *   plan_want(plan, &test, 1);
 *   for each chunk: plan_run(plan, chunk, batch); ... plan_vector(plan, test) ...
 *
 * What it does not settle exactly is ODD in the result and left to the reference: an error, a
 * number beyond 64 bits, a cell that fits no column.  A term that has no kernel is a SCALAR node:
 * the reference, record by record, for that node only.
 *
 * Owner: the arena.  Cost: about a nanosecond for a node and a record; a SCALAR node what the
 * reference costs. */
#ifndef ANSLAG_INTERP_PLAN_PLAN_H
#define ANSLAG_INTERP_PLAN_PLAN_H

#include "interp/eval/eval.h"
#include "interp/plan/columns.h"

typedef struct Plan Plan;
typedef int32_t PlanNode;
enum { PLAN_NONE = -1 };

typedef enum {
  FORM_TRUTH,                     /* bytes: 0 no, 1 not known, 2 yes: and is min, or is max */
  FORM_NUMBER,                    /* numerators over a denominator of the node */
  FORM_RATIO,                     /* numerators and denominators: of plan_exact only */
  FORM_DAY,
  FORM_NAME,                      /* places of codes and bodies, numbers of texts, rows */
  FORM_DURATION                   /* numbers of durations (census_duration) */
} VectorForm;

/* The values of a node for the rows of a chunk. */
typedef struct {
  VectorForm      form;
  bool            one;            /* item 0 stands for all rows */
  const uint8_t  *truths;
  const int64_t  *numbers;
  const int64_t  *parts;          /* RATIO: what they are parts of, above zero */
  const int32_t  *names;          /* of days and durations too */
  const uint8_t  *states;         /* of CellState; NULL: all known.  Of truths: 0 or CELL_ODD, and
                                     the truth is then 1 */
  int64_t         denominator;
} Vector;

/* Where a term stands. */
typedef struct {
  const Decision *decision;       /* whose governing date counts; NULL: none */
  const Term     *governed;       /* the clause's own date; NULL: the decision's */
  const PlanNode *amounts;        /* what the named states of the amount are */
  size_t          amount_count;
} PlanContext;

Plan    *plan_new(Arena *arena, const Model *model, Census *census, const RecordType *subject);
/* The same over what others refer to; the subject is such a record.  NULL: nothing refers to it. */
Plan    *plan_new_referred(Arena *arena, const Model *model, Census *census,
                           const RecordType *subject);
/* PLAN_NONE: neither a kernel nor a SCALAR node can stand for it (a fraction that only the
 * reference knows, results of the decision itself). */
PlanNode plan_term(Plan *plan, const PlanContext *context, const Term *term);
/* Rounded to the minor unit, as kept (A2, A4). */
PlanNode plan_kept(Plan *plan, const PlanContext *context, const Term *term);
/* Either of the two, but as a RATIO where that is what the term comes to: no SCALAR node stands for
 * most of these, whose fractions have no denominator in common. */
PlanNode plan_exact(Plan *plan, const PlanContext *context, const Term *term, bool kept);
PlanNode plan_compare(Plan *plan, BinaryOp op, PlanNode a, PlanNode b);
/* PLAN_NONE where an operand is. */
PlanNode plan_both(Plan *plan, PlanNode a, PlanNode b);
/* The amount lowered to a ceiling (M1), where `stands` is not no; PLAN_NONE: it always does. */
PlanNode plan_lowered(Plan *plan, PlanNode amount, PlanNode ceiling, PlanNode stands);
/* Does an exception that lifts the rule certainly decide?  PLAN_NONE: some `when` has no node. */
PlanNode plan_lifted(Plan *plan, const PlanContext *context, const Exceptions *exceptions);
/* Takes the settings in, and forgets what was kept by a text's number: also after census_clear.
 * Both live until the next plan_bind.  Cost: what has changed, and what is computed from it. */
void     plan_bind(Plan *plan, Evaluator *evaluator, const RecordSource *source);
/* Has something that the node depends on changed since plan_took?  At first: yes. */
bool     plan_changed(const Plan *plan, PlanNode node);
void     plan_took(Plan *plan, PlanNode node);

/* What terms read, whether they are lowered or not. */
typedef struct PlanReads PlanReads;
/* `term` may be NULL: nothing. */
PlanReads *plan_reads(Plan *plan, const Term *term);
void     plan_reads_add(Plan *plan, PlanReads *reads, const Term *term);
bool     plan_reads_changed(const PlanReads *reads);
void     plan_reads_took(PlanReads *reads);
/* May an unknown verdict of them, as bound, be settled by trying facts out (U2 to U4)?  Then only
 * the reference can tell. */
bool     plan_may_settle(const Plan *plan, const PlanReads *reads);

/* The facts of the record judged that the term's value hangs on, beside the settings, added each
 * once; and whether on the governing date too, by more than what parameters are then.  False: it
 * hangs on more: other records, results, how long a time is. */
typedef struct {
  const FieldType **items;
  size_t            count, room;
  bool              dated;
} PlanFields;
bool     plan_fields(Arena *arena, const Term *term, PlanFields *fields);
/* The column that the node is, as it is; NULL: it is computed. */
const Column *plan_column(const Plan *plan, PlanNode node);

/* Has a parameter among them, as bound, another value on another day? */
bool     plan_is_dated(const Plan *plan, const PlanReads *reads);

/* The nodes that the next runs shall compute. */
void     plan_want(Plan *plan, const PlanNode *nodes, size_t count);
/* And these in a stage of their own, the first told being stage 1: plan_run_stage computes what of
 * them the stages before have not, and their vectors stay until the next stage only. */
void     plan_want_stage(Plan *plan, const PlanNode *nodes, size_t count);
/* Do the stages told still stand?  Else they are to be told again: settings have changed, or what
 * the facts are parts of. */
bool     plan_wanted(const Plan *plan);
size_t   plan_chunks(const Plan *plan);
size_t   plan_rows(const Plan *plan, size_t chunk);
void     plan_run(Plan *plan, size_t chunk, Arena *batch);
/* After plan_run, stage after stage, none left out. */
void     plan_run_stage(Plan *plan, size_t stage, Arena *batch);
/* The stage comes soon: what it is computed by is fetched from far memory meanwhile. */
void     plan_fetch_stage(Plan *plan, size_t stage);
/* Until the next run. */
const Vector *plan_vector(const Plan *plan, PlanNode node);

/* ---- what a verdict that is not known rests on ------------------------------------------ */

typedef LIST(PlanNode) PlanNodes;
/* Adds the nodes that `node` is computed from, each once, itself last.  False, and nothing is
 * added: one of them is the reference's, or one fact may be read along two ways. */
bool    plan_parts(const Plan *plan, PlanNode node, Arena *arena, PlanNodes *parts);
/* Is no node that it is computed from the reference's? */
bool    plan_is_lowered(Plan *plan, PlanNode node);
/* How a part stands in a row of the chunk that was run: of truths 0, 1, 2; of others the
 * CellState; CELL_ODD is left to the reference.  Rows whose parts all stand alike miss the same
 * facts, unless one of them ... */
uint8_t plan_part_byte(const Plan *plan, PlanNode part, size_t row);
/* ... rests on the values of facts that are known: because a date or keys choose what is open,
 * because elements of a list are, or (`tried`: facts are tried out, U2 to U4) because an unknown
 * one is held against a known one. */
bool    plan_part_rests(const Plan *plan, PlanNode part, size_t row, bool tried);
/* Of a part that is a result of another decision: the node whose numbers tell what that waits for,
 * by which rows differ too where the part is open; of others PLAN_NONE. */
PlanNode plan_waits(Plan *plan, PlanNode part);
/* Of a list operation among the parts: does it hang on nothing but its elements, which no other
 * part reads the facts of, so that rows where the same elements are not settled miss the same
 * facts?  If so, they are told by plan_open_elements: a number for each choice of elements, which
 * stays from window to window; 0: there are too many. */
bool    plan_tells_elements(const Plan *plan, PlanNode part, const PlanNodes *parts,
                            Arena *arena);
uint32_t plan_open_elements(Plan *plan, PlanNode part, size_t row);
/* Both of many rows at once, facts not being tried out: codes[i * stride] |= the byte of rows[i],
 * and PART_RESTS, `shift` bits up. */
enum { PART_BITS = 3, PART_BYTE = 3, PART_RESTS = 4 };
void    plan_part_codes(const Plan *plan, PlanNode part, const uint32_t *rows, size_t count,
                        unsigned shift, uint64_t *codes, size_t stride);

/* ---- where the time goes ---------------------------------------------------------------- */

/* Nanoseconds from some beginning. */
typedef int64_t PlanClock(void);
/* Measures the runs from here on; NULL: no longer. */
void     plan_time(Plan *plan, PlanClock *clock);
/* Told once of all that a reader asks for, of every reader, then for each: how much time went on
 * its nodes, those that others read too being shared evenly. */
void     plan_time_reader(Plan *plan, const PlanNode *nodes, size_t count);
int64_t  plan_time_of(Plan *plan, const PlanNode *nodes, size_t count);

/* How many nodes there are, and how many of them are SCALAR: for tests. */
size_t   plan_node_count(const Plan *plan);
size_t   plan_scalar_count(const Plan *plan);
/* The innermost terms that there was no kernel for, in the order they were met. */
size_t   plan_left(const Plan *plan, const Term *const **terms);

#endif
