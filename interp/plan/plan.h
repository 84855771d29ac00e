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
  FORM_DAY,
  FORM_NAME,                      /* places of codes and bodies, numbers of texts, rows */
  FORM_DURATION                   /* of literals and parameters only */
} VectorForm;

/* The values of a node for the rows of a chunk. */
typedef struct {
  VectorForm      form;
  bool            one;            /* item 0 stands for all rows */
  const uint8_t  *truths;
  const int64_t  *numbers;
  const int32_t  *names;          /* of days too */
  const Duration *durations;
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
 * reference knows, results of other decisions). */
PlanNode plan_term(Plan *plan, const PlanContext *context, const Term *term);
/* Rounded to the minor unit, as kept (A2, A4). */
PlanNode plan_kept(Plan *plan, const PlanContext *context, const Term *term);
PlanNode plan_compare(Plan *plan, BinaryOp op, PlanNode a, PlanNode b);
/* PLAN_NONE where an operand is. */
PlanNode plan_both(Plan *plan, PlanNode a, PlanNode b);
/* The amount lowered to a ceiling (M1), where `stands` is not no; PLAN_NONE: it always does. */
PlanNode plan_lowered(Plan *plan, PlanNode amount, PlanNode ceiling, PlanNode stands);
/* Takes the settings in.  Both live until the next plan_bind. */
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

/* The nodes that the next runs shall compute. */
void     plan_want(Plan *plan, const PlanNode *nodes, size_t count);
size_t   plan_chunks(const Plan *plan);
size_t   plan_rows(const Plan *plan, size_t chunk);
void     plan_run(Plan *plan, size_t chunk, Arena *batch);
/* Until the next run. */
const Vector *plan_vector(const Plan *plan, PlanNode node);

/* How many nodes there are, and how many of them are SCALAR: for tests and --profile. */
size_t   plan_node_count(const Plan *plan);
size_t   plan_scalar_count(const Plan *plan);

#endif
