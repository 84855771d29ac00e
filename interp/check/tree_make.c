/* Expressions that the rules imply without writing them: `agrees with T` is T(code, year). */
#include "interp/check/checker.h"

static Expr *make(Arena *arena, ExprKind kind, Span span) {
  Expr *expr = arena_new(arena, Expr);
  *expr = (Expr){ .kind = kind, .height = 1, .span = span };
  return expr;
}

static void holds(Expr *expr, const Expr *part) {
  if (part && part->height >= expr->height)
    expr->height = part->height + 1;
}

const Expr *tree_name(Arena *arena, Span span, Text name) {
  Expr *expr = make(arena, EXPR_NAME, span);
  expr->as.name.text = name;
  return expr;
}

const Expr *tree_text(Arena *arena, Span span, Text text) {
  Expr *expr = make(arena, EXPR_STRING, span);
  expr->as.literal.text = text;
  return expr;
}

const Expr *tree_integer(Arena *arena, Span span, int64_t number) {
  Expr *expr = make(arena, EXPR_NUMBER, span);
  expr->as.number.digits = arena_format(arena, "%lld", (long long)(number < 0 ? -number : number));
  if (number >= 0)
    return expr;
  Expr *minus = make(arena, EXPR_UNARY, span);
  minus->as.unary.op = UNARY_MINUS;
  minus->as.unary.operand = expr;
  holds(minus, expr);
  return minus;
}

const Expr *tree_member(Arena *arena, Span span, const Expr *object, Text field) {
  Expr *expr = make(arena, EXPR_MEMBER, span);
  expr->as.member.object = object;
  expr->as.member.field = (Name){ span, field };
  holds(expr, object);
  return expr;
}

const Expr *tree_binary(Arena *arena, Span span, BinaryOp op, const Expr *left,
                        const Expr *right) {
  Expr *expr = make(arena, EXPR_BINARY, span);
  expr->as.binary.op = op;
  expr->as.binary.op_span = span;
  expr->as.binary.left = left;
  expr->as.binary.right = right;
  holds(expr, left);
  holds(expr, right);
  return expr;
}

const Expr *tree_call(Arena *arena, Name name, const ExprList *arguments) {
  Expr *expr = make(arena, EXPR_CALL, name.span);
  expr->as.call.name = name;
  expr->as.call.arguments = *arguments;
  for (size_t i = 0; i < arguments->count; i++)
    holds(expr, arguments->items[i]);
  return expr;
}

const Expr *tree_sum(Arena *arena, Span span, Text variable, Text record, const Expr *value,
                     const Expr *where) {
  Expr *expr = make(arena, EXPR_AGGREGATE, span);
  expr->as.aggregate.kind = AGGREGATE_SUM;
  expr->as.aggregate.value = value;
  expr->as.aggregate.domain = (Domain){ .variable = { span, variable },
                                        .from = tree_name(arena, span, record) };
  expr->as.aggregate.where = where;
  holds(expr, value);
  holds(expr, where);
  return expr;
}
