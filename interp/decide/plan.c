#include "interp/decide/judging.h"

static const Term *make(Arena *arena, Term term, Span span) {
  term.type = (Type){ .kind = TYPE_TRUTH };
  term.span = span;
  Term *made = arena_new(arena, Term);
  *made = term;
  return made;
}

static unsigned higher(const Term *a, const Term *b) {
  return (a->height > b->height ? a->height : b->height) + 1;
}

static const Term *join(Arena *arena, BinaryOp op, const Term *left, const Term *right,
                        Span span) {
  return make(arena, (Term){ .kind = TERM_BINARY, .height = higher(left, right),
                             .as.binary = { .op = op, .left = left, .right = right } }, span);
}

static const Term *negate(Arena *arena, const Term *term) {
  return make(arena, (Term){ .kind = TERM_NOT, .height = term->height + 1,
                             .as.unary.operand = term }, term->span);
}

/* A balanced tree over requires[from .. to-1], so that many parts stay low. */
static const Term *all_of(Arena *arena, const Rule *rule, size_t from, size_t to) {
  if (to - from == 1)
    return rule->requires[from].test;
  size_t middle = from + (to - from) / 2;
  return join(arena, BINARY_AND, all_of(arena, rule, from, middle),
              all_of(arena, rule, middle, to), rule->span);
}

static const Term *whole_of(Arena *arena, const Rule *rule) {
  if (!rule->require_count)
    return NULL;
  const Term *all = all_of(arena, rule, 0, rule->require_count);
  if (!rule->when)
    return all;
  switch (rule->kind) {
    case RULE_EXCLUDED: case RULE_NOTE:
      return join(arena, BINARY_AND, rule->when, all, rule->span);
    case RULE_IN_FORCE: case RULE_ELIGIBLE: case RULE_CRITERION: case RULE_CONSIDERS:
    case RULE_ATTESTED: case RULE_NEEDS:
      return join(arena, BINARY_OR, negate(arena, rule->when), all, rule->span);
  }
  return all;
}

RulePlan *plan_rules(Arena *arena, const Decision *decision) {
  RulePlan *plans = arena_array(arena, RulePlan, decision->rules.count + 1);
  for (size_t i = 0; i < decision->rules.count; i++) {
    const Rule *rule = decision->rules.items[i];
    const Term *whole = whole_of(arena, rule);
    if (whole && whole->height > EXPR_MAX_HEIGHT)
      whole = NULL;
    plans[i] = (RulePlan){ .rule = rule, .whole = whole };
  }
  return plans;
}
