#include "interp/check/checker.h"

/* Those of them that are there, in this order. */
static void walk_all(const Term *const *terms, size_t count, TermVisit *visit, void *context) {
  for (size_t i = 0; i < count; i++)
    term_walk(terms[i], visit, context);
}

static void walk_domain(const TermDomain *domain, TermVisit *visit, void *context) {
  const Term *parts[] = { domain->list, domain->low, domain->high };
  walk_all(parts, 3, visit, context);
}

static void walk_aggregate(const Term *term, TermVisit *visit, void *context) {
  walk_domain(&term->as.aggregate.domain, visit, context);
  term_walk(term->as.aggregate.value, visit, context);
  for (size_t i = 0; i < term->as.aggregate.key_count; i++)
    term_walk(term->as.aggregate.keys[i].value, visit, context);
  term_walk(term->as.aggregate.where, visit, context);
  term_walk(term->as.aggregate.otherwise, visit, context);
}

static void walk_grid(const Grid *grid, TermVisit *visit, void *context) {
  walk_all(grid->inputs, grid->input_count, visit, context);
  for (size_t i = 0; i < grid->row_count; i++) {
    walk_all(grid->rows[i].cells, grid->input_count, visit, context);
    term_walk(grid->rows[i].output, visit, context);
  }
}

static void walk_excepted(const Term *term, TermVisit *visit, void *context) {
  const Exceptions *exceptions = term->as.excepted.exceptions;
  term_walk(term->as.excepted.general, visit, context);
  for (size_t i = 0; i < exceptions->count; i++) {
    term_walk(exceptions->items[i].when, visit, context);
    term_walk(exceptions->items[i].value, visit, context);
  }
}

#define WALK(...)                                                                  \
  walk_all((const Term *const[]){ __VA_ARGS__ },                                   \
           sizeof (const Term *const[]){ __VA_ARGS__ } / sizeof(const Term *), visit, context)

static void walk_parts(const Term *term, TermVisit *visit, void *context) {
  switch (term->kind) {
    case TERM_CONTROL:
    case TERM_ERROR: case TERM_CONSTANT: case TERM_PENDING: case TERM_SUBJECT: case TERM_VARIABLE:
    case TERM_EARLIER: case TERM_STATE_OF_AMOUNT: case TERM_GOVERNING:
      return;
    case TERM_STANDS:    WALK(term->as.stands.versions->governed); return;
    case TERM_RESULT:    WALK(term->as.result.object); return;
    case TERM_FIELD:     WALK(term->as.field.object); return;
    case TERM_PARAMETER: WALK(term->as.parameter.on); return;
    case TERM_CALL:
      walk_all(term->as.call.arguments, term->as.call.define->argument_count, visit, context);
      return;
    case TERM_BUILTIN:
      walk_all(term->as.builtin.arguments, term->as.builtin.count, visit, context);
      return;
    case TERM_NOT: case TERM_NEGATE: WALK(term->as.unary.operand); return;
    case TERM_BINARY:    WALK(term->as.binary.left, term->as.binary.right); return;
    case TERM_MEMBERSHIP:
      WALK(term->as.membership.value);
      walk_all(term->as.membership.items, term->as.membership.count, visit, context);
      WALK(term->as.membership.list);
      return;
    case TERM_STATE:     WALK(term->as.state.value); return;
    case TERM_RANGE:
      WALK(term->as.range.value, term->as.range.low, term->as.range.high);
      return;
    case TERM_WINDOW:
      WALK(term->as.window.day, term->as.window.period, term->as.window.anchor);
      return;
    case TERM_ELAPSED:   WALK(term->as.elapsed.period, term->as.elapsed.since); return;
    case TERM_IF:
      WALK(term->as.choice.condition, term->as.choice.then, term->as.choice.otherwise);
      return;
    case TERM_ROUND:     WALK(term->as.round.value); return;
    case TERM_ROLL:      WALK(term->as.roll.value); return;
    case TERM_BUDGET:    WALK(term->as.budget.row, term->as.budget.year); return;
    case TERM_SHARE:     WALK(term->as.share.amount); return;
    case TERM_TARGET:    WALK(term->as.target.year); return;
    case TERM_QUANTIFIED:
      walk_domain(&term->as.quantified.domain, visit, context);
      WALK(term->as.quantified.where, term->as.quantified.satisfies);
      return;
    case TERM_AGGREGATE: walk_aggregate(term, visit, context); return;
    case TERM_APPORTION:
      walk_domain(&term->as.apportion.domain, visit, context);
      WALK(term->as.apportion.amount, term->as.apportion.weight, term->as.apportion.where);
      return;
    case TERM_GRID:      walk_grid(term->as.grid, visit, context); return;
    case TERM_LOOKUP:
      walk_all(term->as.lookup.arguments, term->as.lookup.table->key_count, visit, context);
      WALK(term->as.lookup.table->blank);
      return;
    case TERM_EXCEPTED:  walk_excepted(term, visit, context); return;
  }
}

void term_walk(const Term *term, TermVisit *visit, void *context) {
  if (term && visit(context, term))
    walk_parts(term, visit, context);
}
