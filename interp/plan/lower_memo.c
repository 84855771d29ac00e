/* Terms that say nothing of the record but by their operands: what has no kernel (the days of a
 * calendar, durations, the cells of a table, the letters of a text) is asked of the reference once
 * for each choice of operands. */
#include "interp/plan/nodes.h"

#include <string.h>

static const Memo *memo_of(Plan *plan, const Term *source, const Term *term, PlanNode *operands,
                           size_t count) {
  for (size_t i = 0; i < plan->memos.count; i++) {
    const Memo *other = plan->memos.items[i];
    if (other->source == source && other->count == count &&
        memcmp(other->operands, operands, count * sizeof *operands) == 0)
      return other;
  }
  Memo *memo = arena_new(plan->arena, Memo);
  *memo = (Memo){ .source = source, .term = term, .operands = operands, .count = count };
  LIST_ADD(plan->arena, &plan->memos, const Memo *, memo);
  return memo;
}

/* The operand's place taken by slot number `slot`. */
static const Term *slot_term(Plan *plan, const Term *operand, size_t slot) {
  Term *term = arena_new(plan->arena, Term);
  *term = (Term){ .kind = TERM_VARIABLE, .height = 1, .type = operand->type,
                  .span = operand->span, .as.variable.slot = (unsigned)slot };
  return term;
}

typedef struct {
  Lowering *lowering;
  PlanNode  operands[4];
  size_t    count;
  bool      left;                 /* one of them has no node */
} Operands;

static const Term *operand(Operands *operands, const Term *term) {
  Plan *plan = operands->lowering->plan;
  PlanNode node = lower(operands->lowering, term);
  operands->left |= node < 0 || operands->count == 4 ||
                    plan_at(plan, node)->shape.form == FORM_RATIO ||
                    term->type.kind == TYPE_RECORD;
  if (operands->left)
    return term;
  operands->operands[operands->count] = node;
  return slot_term(plan, term, operands->count++);
}

static PlanNode finish(Operands *operands, const Term *source, Term term) {
  Plan *plan = operands->lowering->plan;
  VectorForm form;
  if (operands->left || !plan_form(&term.type, &form))
    return PLAN_NONE;
  PlanNode *kept = arena_array(plan->arena, PlanNode, operands->count + 1);
  memcpy(kept, operands->operands, operands->count * sizeof *kept);
  Term *made = arena_new(plan->arena, Term);
  *made = term;
  NodeShape shape = plan_shape(NODE_MEMO, form, PLAN_NONE, PLAN_NONE);
  shape.what = memo_of(plan, source, made, kept, operands->count);
  return plan_node_of(plan, shape, &source->type, kept, operands->count);
}

PlanNode lower_roll(Lowering *lowering, const Term *term) {
  Operands operands = { .lowering = lowering };
  Term made = *term;
  made.as.roll.value = operand(&operands, term->as.roll.value);
  return finish(&operands, term, made);
}

bool lower_is_duration(const Plan *plan, PlanNode node) {
  return node >= 0 && plan_at(plan, node)->shape.form == FORM_DURATION;
}

PlanNode lower_of_one(Lowering *lowering, const Term *term) {
  Operands operands = { .lowering = lowering };
  Term made = *term;
  made.as.unary.operand = operand(&operands, term->as.unary.operand);
  return finish(&operands, term, made);
}

PlanNode lower_bounds(Lowering *lowering, const Term *term) {
  Operands operands = { .lowering = lowering };
  Term made = *term;
  made.as.range.value = operand(&operands, term->as.range.value);
  if (term->as.range.low)
    made.as.range.low = operand(&operands, term->as.range.low);
  if (term->as.range.high)
    made.as.range.high = operand(&operands, term->as.range.high);
  return finish(&operands, term, made);
}

PlanNode lower_of_two(Lowering *lowering, const Term *term) {
  Operands operands = { .lowering = lowering };
  Term made = *term;
  made.as.binary.left = operand(&operands, term->as.binary.left);
  made.as.binary.right = operand(&operands, term->as.binary.right);
  return finish(&operands, term, made);
}

static const Term *const *all(Operands *operands, const Term *const *terms, size_t count) {
  const Term **made = arena_array(operands->lowering->plan->arena, const Term *, count + 1);
  for (size_t i = 0; i < count; i++)
    made[i] = operand(operands, terms[i]);
  return made;
}

PlanNode lower_function(Lowering *lowering, const Term *term) {
  Operands operands = { .lowering = lowering };
  Term made = *term;
  made.as.builtin.arguments = all(&operands, term->as.builtin.arguments, term->as.builtin.count);
  return finish(&operands, term, made);
}

/* What stands for a blank cell must be the same for every record. */
PlanNode lower_look_up(Lowering *lowering, const Term *term) {
  Operands operands = { .lowering = lowering };
  const DataTable *table = term->as.lookup.table;
  if (table->blank && table->blank->kind != TERM_CONSTANT)
    return PLAN_NONE;
  Term made = *term;
  made.as.lookup.arguments = all(&operands, term->as.lookup.arguments, table->key_count);
  return finish(&operands, term, made);
}
