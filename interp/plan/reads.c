/* What a term may read: parameters, cells of tables, the run's date, facts.  And whether an
 * unknown verdict of it may still be settled by trying facts out. */
#include "base/pointers.h"
#include "interp/check/term_walk.h"
#include "interp/plan/nodes.h"

/* ---- sets ---------------------------------------------------------------------------- */

enum { POOL_SETS = 512 };

/* There is one for each node, and all are gone through in a row. */
uint64_t *reads_new(Plan *plan) {
  if (plan->pool_left < plan->words) {
    plan->pool_left = POOL_SETS * plan->words;
    plan->reads_pool = arena_array(plan->arena, uint64_t, plan->pool_left);
  }
  uint64_t *reads = plan->reads_pool;
  plan->reads_pool += plan->words;
  plan->pool_left -= plan->words;
  return reads;
}

void reads_add(uint64_t *reads, size_t bit) {
  reads[bit / 64] |= UINT64_C(1) << (bit % 64);
}

bool reads_has(const uint64_t *reads, size_t bit) {
  return reads[bit / 64] >> (bit % 64) & 1;
}

void reads_merge(const Plan *plan, uint64_t *reads, const uint64_t *more) {
  for (size_t i = 0; i < plan->words; i++)
    reads[i] |= more[i];
}

bool reads_meet(const Plan *plan, const uint64_t *a, const uint64_t *b) {
  for (size_t i = 0; i < plan->words; i++)
    if (a[i] & b[i])
      return true;
  return false;
}

size_t reads_bit(const Plan *plan, size_t special) {
  return plan->model->parameters.count + special;
}

/* ---- the walk ------------------------------------------------------------------------ */

typedef struct {
  Plan      *plan;
  uint64_t  *reads;
  PointerSet defines;             /* each is gone into once */
  PointerSet fields;
  bool       again;               /* a fact may stand twice, or a date may choose */
} Walk;

static bool visit(void *context, const Term *term);

static void add(Walk *walk, size_t special) {
  reads_add(walk->reads, reads_bit(walk->plan, special));
}

static void visit_field(Walk *walk, const Term *term) {
  add(walk, READS_FACTS);
  walk->again |= !pointers_add(walk->plan->arena, &walk->fields, term->as.field.field);
}

/* The value may differ with the date that governs it, which is a fact too. */
static void visit_parameter(Walk *walk, const Term *term) {
  const Parameter *parameter = term->as.parameter.parameter;
  reads_add(walk->reads, parameter->index);
  add(walk, READS_RUN_DATE);
  walk->again |= parameter->values.count > 0;
}

static void visit_call(Walk *walk, const Define *define) {
  bool first = pointers_add(walk->plan->arena, &walk->defines, define);
  walk->again |= !first || define->argument_count > 0;   /* it may read one twice */
  if (first)
    term_walk(define->value, visit, walk);
}

/* What it reads is not gone into: all of it. */
static void visit_opaque(Walk *walk) {
  walk->again = true;
  for (size_t i = 0; i < walk->plan->model->parameters.count + READS_MORE; i++)
    reads_add(walk->reads, i);
}

/* Of another decision: what that waits for may be facts. */
static void visit_result(Walk *walk, const Term *term) {
  walk->again = true;
  if (!term->as.result.decision)
    visit_opaque(walk);
  add(walk, READS_FACTS);
  add(walk, READS_RESULTS);
}

static bool visit(void *context, const Term *term) {
  Walk *walk = context;
  switch (term->kind) {
    case TERM_FIELD:     visit_field(walk, term);                   break;
    case TERM_PARAMETER: visit_parameter(walk, term);               break;
    case TERM_CALL:      visit_call(walk, term->as.call.define);    break;
    case TERM_BUILTIN:   add(walk, READS_RUN_DATE);                 break;
    case TERM_RANGE: case TERM_WINDOW: case TERM_EXCEPTED: case TERM_PENDING:
      walk->again = true;                       /* a value stands twice in it, or may */
      break;
    case TERM_MEMBERSHIP:                       /* a record's name, once for each body */
      walk->again |= term->as.membership.value->type.kind == TYPE_RECORD;
      break;
    case TERM_ELAPSED:
      walk->again = true;
      add(walk, READS_FACTS);
      add(walk, READS_RUN_DATE);
      break;
    case TERM_QUANTIFIED: case TERM_AGGREGATE: case TERM_APPORTION:
      walk->again = true;
      add(walk, READS_FACTS);
      break;
    case TERM_GRID: case TERM_LOOKUP:
      walk->again = true;
      add(walk, READS_CELLS);
      break;
    case TERM_RESULT:
      visit_result(walk, term);
      break;
    case TERM_EARLIER: case TERM_STATE_OF_AMOUNT: case TERM_GOVERNING:
    case TERM_STANDS: case TERM_BUDGET: case TERM_SHARE: case TERM_TARGET: case TERM_CONTROL:
      visit_opaque(walk);
      break;
    case TERM_CONSTANT: case TERM_ERROR: case TERM_SUBJECT: case TERM_VARIABLE:
    case TERM_NOT: case TERM_NEGATE: case TERM_BINARY: case TERM_STATE: case TERM_IF:
    case TERM_ROUND: case TERM_ROLL:
      break;
  }
  return true;
}

static bool walk_term(Plan *plan, const Term *term, uint64_t *reads) {
  Walk walk = { .plan = plan, .reads = reads };
  term_walk(term, visit, &walk);
  return walk.again;
}

void reads_of_term(Plan *plan, const Term *term, uint64_t *reads) {
  walk_term(plan, term, reads);
}

/* ---- what the caller asks ------------------------------------------------------------ */

PlanReads *plan_reads(Plan *plan, const Term *term) {
  PlanReads *reads = arena_new(plan->arena, PlanReads);
  *reads = (PlanReads){ .bits = reads_new(plan), .changed = true };
  if (term)
    reads->again = walk_term(plan, term, reads->bits);
  LIST_ADD(plan->arena, &plan->reads, PlanReads *, reads);
  return reads;
}

void plan_reads_add(Plan *plan, PlanReads *reads, const Term *term) {
  if (term)
    reads->again |= walk_term(plan, term, reads->bits);
}

bool plan_reads_changed(const PlanReads *reads) {
  return reads->changed;
}

void plan_reads_took(PlanReads *reads) {
  reads->changed = false;
}

/* A parameter with several values makes the date choose; one that is pending is a fact too. */
bool plan_may_settle(const Plan *plan, const PlanReads *reads) {
  return reads->again || reads_meet(plan, reads->bits, plan->dated) ||
         reads_meet(plan, reads->bits, plan->open);
}

bool plan_is_dated(const Plan *plan, const PlanReads *reads) {
  return reads_meet(plan, reads->bits, plan->dated);
}
