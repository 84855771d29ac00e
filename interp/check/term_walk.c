#include "interp/check/checker.h"

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

static void walk_parts(const Term *term, TermVisit *visit, void *context) {
  switch (term->kind) {
    case TERM_CONTROL:
    case TERM_ERROR: case TERM_CONSTANT: case TERM_PENDING: case TERM_SUBJECT: case TERM_VARIABLE:
    case TERM_EARLIER: case TERM_STATE_OF_AMOUNT: case TERM_GOVERNING:
      return;
    case TERM_STANDS:
      term_walk(term->as.stands.versions->governed, visit, context);
      return;
    case TERM_RESULT:
      term_walk(term->as.result.object, visit, context);
      return;
    case TERM_FIELD:
      term_walk(term->as.field.object, visit, context);
      return;
    case TERM_PARAMETER:
      term_walk(term->as.parameter.on, visit, context);
      return;
    case TERM_CALL:
      walk_all(term->as.call.arguments, term->as.call.define->argument_count, visit, context);
      return;
    case TERM_BUILTIN:
      walk_all(term->as.builtin.arguments, term->as.builtin.count, visit, context);
      return;
    case TERM_NOT: case TERM_NEGATE:
      term_walk(term->as.unary.operand, visit, context);
      return;
    case TERM_BINARY: {
      const Term *parts[] = { term->as.binary.left, term->as.binary.right };
      walk_all(parts, 2, visit, context);
      return;
    }
    case TERM_MEMBERSHIP:
      term_walk(term->as.membership.value, visit, context);
      walk_all(term->as.membership.items, term->as.membership.count, visit, context);
      term_walk(term->as.membership.list, visit, context);
      return;
    case TERM_STATE:
      term_walk(term->as.state.value, visit, context);
      return;
    case TERM_RANGE: {
      const Term *parts[] = { term->as.range.value, term->as.range.low, term->as.range.high };
      walk_all(parts, 3, visit, context);
      return;
    }
    case TERM_WINDOW: {
      const Term *parts[] = { term->as.window.day, term->as.window.period, term->as.window.anchor };
      walk_all(parts, 3, visit, context);
      return;
    }
    case TERM_ELAPSED: {
      const Term *parts[] = { term->as.elapsed.period, term->as.elapsed.since };
      walk_all(parts, 2, visit, context);
      return;
    }
    case TERM_IF: {
      const Term *parts[] = { term->as.choice.condition, term->as.choice.then,
                              term->as.choice.otherwise };
      walk_all(parts, 3, visit, context);
      return;
    }
    case TERM_ROUND:
      term_walk(term->as.round.value, visit, context);
      return;
    case TERM_ROLL:
      term_walk(term->as.roll.value, visit, context);
      return;
    case TERM_BUDGET: {
      const Term *parts[] = { term->as.budget.row, term->as.budget.year };
      walk_all(parts, 2, visit, context);
      return;
    }
    case TERM_SHARE:
      term_walk(term->as.share.amount, visit, context);
      return;
    case TERM_TARGET:
      term_walk(term->as.target.year, visit, context);
      return;
    case TERM_QUANTIFIED:
      walk_domain(&term->as.quantified.domain, visit, context);
      term_walk(term->as.quantified.where, visit, context);
      term_walk(term->as.quantified.satisfies, visit, context);
      return;
    case TERM_AGGREGATE:
      walk_aggregate(term, visit, context);
      return;
    case TERM_APPORTION:
      walk_domain(&term->as.apportion.domain, visit, context);
      term_walk(term->as.apportion.amount, visit, context);
      term_walk(term->as.apportion.weight, visit, context);
      term_walk(term->as.apportion.where, visit, context);
      return;
    case TERM_GRID:
      walk_grid(term->as.grid, visit, context);
      return;
    case TERM_LOOKUP:
      walk_all(term->as.lookup.arguments, term->as.lookup.table->key_count, visit, context);
      term_walk(term->as.lookup.table->blank, visit, context);
      return;
    case TERM_EXCEPTED:
      walk_excepted(term, visit, context);
      return;
  }
}

void term_walk(const Term *term, TermVisit *visit, void *context) {
  if (term && visit(context, term))
    walk_parts(term, visit, context);
}
