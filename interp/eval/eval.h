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
  uint64_t most_steps;          /* for one record; 0: 10 000 000 */
} EvalOptions;

/* All records of a type, for list operations over a whole table. */
typedef struct RecordSource {
  void *context;
  /* The records of `type` in key order; the same array each time, kept as long as the evaluator
   * (which indexes it); may be called often. */
  void (*all)(void *context, const RecordType *type, const Record *const **records, size_t *count);
} RecordSource;

/* Settings replace parameters; parameters are computed once, and kept (rounded to the minor
 * unit where they are money).  An error in one is reported. */
Evaluator *evaluator_new(Arena *arena, const Model *model, const ModelSettings *settings,
                         const EvalOptions *options, Diags *diags);

/* The record that bare fields mean, and the decision whose governing date counts (may be NULL). */
void evaluator_subject(Evaluator *evaluator, const Record *record, const Decision *decision,
                       const RecordSource *source, Arena *batch);

/* What TERM_RESULT and TERM_STATE_OF_AMOUNT mean from here on; `amounts` has one for each
 * named state computed so far. */
typedef struct {
  Value        decider, granted, outcome, rank;
  const Value *amounts;
  size_t       amount_count;
} Results;
void evaluator_results(Evaluator *evaluator, const Results *results);
/* The date that governs the clause evaluated next, where it names its own (`governed by`);
 * NULL: the decision's again.  evaluator_subject sets NULL and empty results. */
void evaluator_governed_by(Evaluator *evaluator, const Term *governed);

Value evaluate(Evaluator *evaluator, const Term *term);
/* With variable `slot` bound: for a group's where, a calendar's when. */
Value evaluate_with(Evaluator *evaluator, const Term *term, unsigned slot, Value value);
/* Rounded to the minor unit, half away from zero, and within ± 9e16 (A2, A4). */
Value evaluate_kept(Evaluator *evaluator, const Term *term);
Value evaluator_parameter(Evaluator *evaluator, const Parameter *parameter);

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

/* Verdict of a test (a TYPE_TRUTH term) with the facts that could still settle it appended to
 * `asks`, each once, in file order.  A fact that stands in several of its parts is tested over
 * all of them (U2), with values that break no `valid when` of its record; an unknown that comes
 * out the same for all values of the facts is known (U4). */
Value evaluate_verdict(Evaluator *evaluator, const Term *test, AskList *asks);
/* The missing facts of a value that is not a test (an amount, a sort key): U1. */
void  evaluate_asks(Evaluator *evaluator, const Term *term, AskList *asks);

/* ---- the values a rule rests on (for explanations) ---------------------------- */

typedef struct {
  Text        name;             /* "amount", "applicants[2].kind", "director_limit" */
  Value       value;
  Type        type;
  bool        parameter;
} Leaf;

typedef LIST(Leaf) LeafList;

/* Fields and parameters of `term`, each once, in the order written; of a list operation, those
 * of the elements that decide. */
void evaluate_leaves(Evaluator *evaluator, const Term *term, LeafList *leaves);

#endif
