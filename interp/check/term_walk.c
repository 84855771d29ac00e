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

static void walk_parts(const Term *term, TermVisit *visit, void *context) {
  switch (term->kind) {
    case TERM_ERROR: case TERM_CONSTANT: case TERM_PENDING: case TERM_SUBJECT: case TERM_VARIABLE:
    case TERM_RESULT: case TERM_STATE_OF_AMOUNT: case TERM_GOVERNING:
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
  }
}

void term_walk(const Term *term, TermVisit *visit, void *context) {
  if (term && visit(context, term))
    walk_parts(term, visit, context);
}
