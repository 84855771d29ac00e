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

/* Judged by its exceptions first (X1, X2). */
static const Term *excepted(Arena *arena, const Rule *rule, const Term *general) {
  if (!rule->exceptions)
    return general;
  return make(arena, (Term){ .kind = TERM_EXCEPTED, .height = general->height + 1,
                             .as.excepted = { general, rule->exceptions } }, rule->span);
}

static const Term *whole_of(Arena *arena, const Rule *rule) {
  if (!rule->require_count)
    return NULL;
  const Term *all = excepted(arena, rule, all_of(arena, rule, 0, rule->require_count));
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

/* ---- rules that not every version has (X3, S7) ------------------------------------ */

/* The rule before it in whose place it stands in other versions; itself if there is none. */
static size_t first_of(const RulePlan *plans, size_t index) {
  const Rule *rule = plans[index].rule;
  for (size_t i = 0; rule->stands && i < index; i++)
    if (plans[i].rule->stands && text_equal(plans[i].rule->name, rule->name))
      return plans[i].first;
  return index;
}

static bool hits(const Rule *rule) {
  return rule->kind == RULE_EXCLUDED || rule->kind == RULE_NOTE;
}

/* Where it stands, its test; where not, it hits nobody and lets everyone pass. */
static const Term *where_it_stands(Arena *arena, const RulePlan *plan) {
  const Rule *rule = plan->rule;
  if (hits(rule))
    return plan->whole ? join(arena, BINARY_AND, rule->stands, plan->whole, rule->span)
                       : rule->stands;
  const Term *test = rule->kind == RULE_NEEDS ? NULL : plan->whole;
  return test ? join(arena, BINARY_OR, negate(arena, rule->stands), test, rule->span)
              : negate(arena, rule->stands);
}

static void plan_versions(Arena *arena, RulePlan *plans, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const Rule *rule = plans[i].rule;
    plans[i].first = first_of(plans, i);
    if (!rule->stands)
      continue;
    RulePlan *first = &plans[plans[i].first];
    const Term *test = where_it_stands(arena, &plans[i]);
    first->open = first->open ? join(arena, hits(rule) ? BINARY_OR : BINARY_AND, first->open, test,
                                     rule->span)
                              : test;
  }
}

RulePlan *plan_rules(Arena *arena, const Decision *decision) {
  RulePlan *plans = arena_array(arena, RulePlan, decision->rules.count + 1);
  for (size_t i = 0; i < decision->rules.count; i++) {
    const Rule *rule = decision->rules.items[i];
    const Term *whole = whole_of(arena, rule);
    if (whole && whole->height > EXPR_MAX_HEIGHT && !rule->exceptions)
      whole = NULL;
    plans[i] = (RulePlan){ .rule = rule, .whole = whole };
  }
  plan_versions(arena, plans, decision->rules.count);
  return plans;
}
