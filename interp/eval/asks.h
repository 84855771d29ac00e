/* asks.h - which facts could still settle a verdict: the walk and the values tried (semantics U).
 *
 * collect_facts walks what is left of a rule once its known parts are struck out (U1)
 * and notes each unknown fact, how often it stands there and which known values it is
 * compared with; facts_sample makes its sample values of these; asks.c tries them.
 *
 * Owner: the batch arena.  Private to this room. */
#ifndef ANSLAG_INTERP_EVAL_ASKS_H
#define ANSLAG_INTERP_EVAL_ASKS_H

#include "interp/eval/evaluator.h"

typedef struct {
  const Record    *record;
  const FieldType *field;       /* NULL: pending */
  Text             pending;
  Text             path;
  size_t           stands;      /* in how many places */
  bool             opaque;      /* stands where its values can't be tried one by one */
  ValueList        points;      /* known values that it is compared with */
  const Value     *samples;     /* NULL: none can be made */
  size_t           sample_count;
} OpenFact;

typedef struct {
  Evaluator *evaluator;
  LIST(OpenFact) facts;             /* in the order written */
  size_t     stands;            /* of all facts */
  bool       chooses;           /* a date chooses among values or versions, which may agree (S7) */
  struct BudgetWalk *budget_walk;   /* while the lines of a budget are gone into */
} Collector;

/* The values at which a comparison with the term turns; NULL in its place: not known. */
typedef struct {
  const Value *items;
  size_t       count;
} Points;

void collect_facts(Collector *collector, const Term *term, const Points *points);
void collect_pending(Collector *collector, Text name);
/* Of values of budgets and targets (collect_budget.c). */
void collect_budget(Collector *collector, const Term *term);
void collect_share(Collector *collector, const Term *term);
void collect_target(Collector *collector, const Term *term);
/* Of list operations: lists whose rows are unknown, and the elements that are not settled. */
void collect_list(Collector *collector, const Term *term, const Points *points);

/* Where the unknown side of `term` must lie for the whole to reach `points`, the other side
 * being `known`; false: cannot be said.  `left`: the unknown side is the left one. */
bool points_invert(Evaluator *evaluator, const Term *term, Value known, bool left,
                   const Points *points, Points *result);
bool points_invert_function(Evaluator *evaluator, const Term *term, const Points *points,
                            Points *result);
/* The days d at which d + period passes `reached`; false: cannot be said. */
bool points_of_shift(Evaluator *evaluator, const Term *term, Date reached, Duration period,
                     int sign, MonthRule rule, ValueList *points);

/* Sets samples and sample_count; leaves NULL where the field has none (lists, references). */
void open_fact_sample(Arena *arena, OpenFact *fact);

/* In full with keys: "applicants[3].owned_share"; empty for what has no path. */
Text path_text(Evaluator *evaluator, const Term *object, const FieldType *field,
               const Record *record);

#endif
