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

static void walk_parts(const Expr *expr, ExprVisit *visit, void *context) {
  switch (expr->kind) {
    case EXPR_ERROR: case EXPR_NUMBER: case EXPR_DATE: case EXPR_MONTH: case EXPR_MOMENT:
    case EXPR_STRING: case EXPR_TRUTH: case EXPR_PENDING: case EXPR_NAME:
    case EXPR_PREVIOUS:
      return;
    case EXPR_CALL:
      walk_list(&expr->as.call.arguments, visit, context);
      return;
    case EXPR_MEMBER:
      tree_walk(expr->as.member.object, visit, context);
      return;
    case EXPR_LIST:
      walk_list(&expr->as.list.items, visit, context);
      return;
    case EXPR_GROUP:
      tree_walk(expr->as.group.inner, visit, context);
      return;
    case EXPR_UNARY:
      tree_walk(expr->as.unary.operand, visit, context);
      return;
    case EXPR_BINARY:
      tree_walk(expr->as.binary.left, visit, context);
      tree_walk(expr->as.binary.right, visit, context);
      return;
    case EXPR_STATE:
      tree_walk(expr->as.state.value, visit, context);
      return;
    case EXPR_RANGE:
      tree_walk(expr->as.range.value, visit, context);
      tree_walk(expr->as.range.low, visit, context);
      tree_walk(expr->as.range.high, visit, context);
      return;
    case EXPR_WINDOW:
      tree_walk(expr->as.window.day, visit, context);
      tree_walk(expr->as.window.period, visit, context);
      tree_walk(expr->as.window.anchor, visit, context);
      return;
    case EXPR_ELAPSED:
      tree_walk(expr->as.elapsed.period, visit, context);
      tree_walk(expr->as.elapsed.since, visit, context);
      return;
    case EXPR_IF:
      tree_walk(expr->as.choice.condition, visit, context);
      tree_walk(expr->as.choice.then, visit, context);
      tree_walk(expr->as.choice.otherwise, visit, context);
      return;
    case EXPR_ROUND:
      tree_walk(expr->as.round.value, visit, context);
      tree_walk(expr->as.round.unit, visit, context);
      return;
    case EXPR_ROLL:
      tree_walk(expr->as.roll.value, visit, context);
      return;
    case EXPR_ON:
      tree_walk(expr->as.on.value, visit, context);
      tree_walk(expr->as.on.date, visit, context);
      return;
    case EXPR_QUANTIFIED:
      walk_domain(&expr->as.quantified.domain, visit, context);
      tree_walk(expr->as.quantified.where, visit, context);
      tree_walk(expr->as.quantified.satisfies, visit, context);
      return;
    case EXPR_AGGREGATE:
      walk_aggregate(expr, visit, context);
      return;
    case EXPR_APPORTION:
      tree_walk(expr->as.apportion.amount, visit, context);
      tree_walk(expr->as.apportion.weight, visit, context);
      walk_domain(&expr->as.apportion.domain, visit, context);
      tree_walk(expr->as.apportion.where, visit, context);
      return;
  }
}

void tree_walk(const Expr *expr, ExprVisit *visit, void *context) {
  if (expr && visit(context, expr))
    walk_parts(expr, visit, context);
}
