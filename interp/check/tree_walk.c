#include "interp/check/checker.h"

static void walk_list(const ExprList *list, ExprVisit *visit, void *context) {
  for (size_t i = 0; i < list->count; i++)
    tree_walk(list->items[i], visit, context);
}

static void walk_domain(const Domain *domain, ExprVisit *visit, void *context) {
  tree_walk(domain->from, visit, context);
  tree_walk(domain->end, visit, context);
}

static void walk_aggregate(const Expr *expr, ExprVisit *visit, void *context) {
  tree_walk(expr->as.aggregate.value, visit, context);
  for (size_t i = 0; i < expr->as.aggregate.keys.count; i++)
    tree_walk(expr->as.aggregate.keys.items[i].value, visit, context);
  walk_domain(&expr->as.aggregate.domain, visit, context);
  tree_walk(expr->as.aggregate.where, visit, context);
  tree_walk(expr->as.aggregate.otherwise, visit, context);
}

/* Those of them that are there, in this order. */
static void walk_all(const Expr *const *parts, size_t count, ExprVisit *visit, void *context) {
  for (size_t i = 0; i < count; i++)
    tree_walk(parts[i], visit, context);
}

#define WALK(...)                                                                  \
  walk_all((const Expr *const[]){ __VA_ARGS__ },                                   \
           sizeof (const Expr *const[]){ __VA_ARGS__ } / sizeof(const Expr *), visit, context)

static void walk_parts(const Expr *expr, ExprVisit *visit, void *context) {
  switch (expr->kind) {
    case EXPR_ERROR: case EXPR_NUMBER: case EXPR_DATE: case EXPR_MONTH: case EXPR_MOMENT:
    case EXPR_STRING: case EXPR_TRUTH: case EXPR_PENDING: case EXPR_NAME:
    case EXPR_PREVIOUS:
      return;
    case EXPR_CALL:    walk_list(&expr->as.call.arguments, visit, context); return;
    case EXPR_MEMBER:  WALK(expr->as.member.object); return;
    case EXPR_LIST:    walk_list(&expr->as.list.items, visit, context); return;
    case EXPR_GROUP:   WALK(expr->as.group.inner); return;
    case EXPR_UNARY:   WALK(expr->as.unary.operand); return;
    case EXPR_BINARY:  WALK(expr->as.binary.left, expr->as.binary.right); return;
    case EXPR_STATE:   WALK(expr->as.state.value); return;
    case EXPR_RANGE:
      WALK(expr->as.range.value, expr->as.range.low, expr->as.range.high);
      return;
    case EXPR_WINDOW:
      WALK(expr->as.window.day, expr->as.window.period, expr->as.window.anchor);
      return;
    case EXPR_ELAPSED: WALK(expr->as.elapsed.period, expr->as.elapsed.since); return;
    case EXPR_IF:
      WALK(expr->as.choice.condition, expr->as.choice.then, expr->as.choice.otherwise);
      return;
    case EXPR_ROUND:   WALK(expr->as.round.value, expr->as.round.unit); return;
    case EXPR_ROLL:    WALK(expr->as.roll.value); return;
    case EXPR_ON:      WALK(expr->as.on.value, expr->as.on.date); return;
    case EXPR_QUANTIFIED:
      walk_domain(&expr->as.quantified.domain, visit, context);
      WALK(expr->as.quantified.where, expr->as.quantified.satisfies);
      return;
    case EXPR_AGGREGATE: walk_aggregate(expr, visit, context); return;
    case EXPR_APPORTION:
      WALK(expr->as.apportion.amount, expr->as.apportion.weight);
      walk_domain(&expr->as.apportion.domain, visit, context);
      WALK(expr->as.apportion.where);
      return;
  }
}

void tree_walk(const Expr *expr, ExprVisit *visit, void *context) {
  if (expr && visit(context, expr))
    walk_parts(expr, visit, context);
}
