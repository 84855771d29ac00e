#include "grammar/print_parts.h"

#include "parser.h"

/* How a comparison is written: as a sign, for amounts, for dates. */
static int comparison_word(BinaryOp op, Worded worded) {
  bool date = worded == WORDED_DATE;
  switch (op) {
    case BINARY_EQUAL:     return TOK_IS;
    case BINARY_NOT_EQUAL: return TOK_IS_NOT;
    case BINARY_LESS:      return date ? TOK_BEFORE : TOK_BELOW;
    case BINARY_AT_MOST:   return date ? TOK_NO_LATER_THAN : TOK_AT_MOST;
    case BINARY_MORE:      return date ? TOK_AFTER : TOK_ABOVE;
    case BINARY_AT_LEAST:  return date ? TOK_NO_EARLIER_THAN : TOK_AT_LEAST;
    case BINARY_OR:        return TOK_OR;
    case BINARY_AND:       return TOK_AND;
    case BINARY_IN:        return TOK_IN;
    case BINARY_NOT_IN:    return TOK_NOT_IN;
    case BINARY_OF:        return TOK_OF;
    case BINARY_ADD:
    case BINARY_SUBTRACT:
    case BINARY_MULTIPLY:
    case BINARY_DIVIDE:    return 0;
  }
  return 0;
}

static const char *sign(BinaryOp op) {
  switch (op) {
    case BINARY_EQUAL:     return "=";
    case BINARY_NOT_EQUAL: return "<>";
    case BINARY_LESS:      return "<";
    case BINARY_AT_MOST:   return "<=";
    case BINARY_MORE:      return ">";
    case BINARY_AT_LEAST:  return ">=";
    case BINARY_ADD:       return "+";
    case BINARY_SUBTRACT:  return "-";
    case BINARY_MULTIPLY:  return "*";
    case BINARY_DIVIDE:    return "/";
    case BINARY_OR:
    case BINARY_AND:
    case BINARY_IN:
    case BINARY_NOT_IN:
    case BINARY_OF:        return NULL;
  }
  return NULL;
}

const char *print_operator(BinaryOp op, Worded worded, Surface surface) {
  const char *as_sign = worded == WORDED_SIGN || comparison_word(op, worded) == 0 ? sign(op) : NULL;
  return as_sign ? as_sign : keyword_text(comparison_word(op, worded), surface);
}

void put_operator(Layout *layout, BinaryOp op, Worded worded) {
  const char *as_sign = worded == WORDED_SIGN ? sign(op) : NULL;
  if (as_sign)
    layout_sign(layout, as_sign);
  else
    layout_word(layout, comparison_word(op, worded));
}

static void put_binary(Layout *layout, const Expr *expr) {
  BinaryOp op = expr->as.binary.op;
  if (op == BINARY_AND)
    layout_deeper(layout, 1);
  put_expr(layout, expr->as.binary.left);
  if (op == BINARY_AND || op == BINARY_OR)
    layout_break(layout);
  if (op == BINARY_ADD || op == BINARY_SUBTRACT)
    layout_break_inside(layout, 1);
  put_operator(layout, op, expr->as.binary.worded);
  put_expr(layout, expr->as.binary.right);
  if (op == BINARY_AND)
    layout_deeper(layout, -1);
}

static void put_unit(Layout *layout, const Expr *expr) {
  Text unit = expr->as.number.unit;
  TimeUnit time = keyword_time_unit(unit);
  bool plural = !text_is(expr->as.number.digits, "1");
  if (time == TIME_NOT)
    layout_strict_name(layout, unit);
  else
    layout_unit(layout, text_from(time_unit_text(time, plural, layout->surface)));
}

static void put_number(Layout *layout, const Expr *expr) {
  layout_digits(layout, expr->as.number.digits, expr->as.number.grouped);
  if (expr->as.number.percent)
    layout_sign(layout, "%");
  else if (expr->as.number.unit.length > 0)
    put_unit(layout, expr);
}

static void put_unary(Layout *layout, const Expr *expr) {
  const Expr *operand = expr->as.unary.operand;
  switch (expr->as.unary.op) {
    case UNARY_NOT:      layout_word(layout, TOK_NOT); break;
    case UNARY_YEAR_OF:  layout_word(layout, TOK_YEAR_OF); break;
    case UNARY_MONTH_OF: layout_word(layout, TOK_MONTH_OF); break;
    case UNARY_MINUS:
      layout_sign(layout, "-");   /* two of them would begin a comment */
      if (operand->kind != EXPR_UNARY)
        layout_glue(layout);
      break;
  }
  put_expr(layout, operand);
}

static void put_state(Layout *layout, const Expr *expr) {
  bool known = expr->as.state.test == STATE_TEST_KNOWN, negated = expr->as.state.negated;
  put_expr(layout, expr->as.state.value);
  layout_word(layout, known ? negated ? TOK_IS_NOT_KNOWN : TOK_IS_KNOWN
                            : negated ? TOK_IS_NOT_GIVEN : TOK_IS_GIVEN);
}

void put_interval(Layout *layout, const Expr *low, const Expr *high, bool open_low,
                  bool open_high) {
  layout_sign(layout, open_low ? "(" : "[");
  layout_glue(layout);
  put_expr(layout, low);
  layout_close(layout, "..");
  layout_glue(layout);
  put_expr(layout, high);
  layout_close(layout, open_high ? ")" : "]");
}

static void put_range(Layout *layout, const Expr *expr) {
  if (expr->as.range.value)
    put_expr(layout, expr->as.range.value);
  if (expr->as.range.kind == RANGE_BETWEEN) {
    layout_word(layout, TOK_BETWEEN);
    put_expr(layout, expr->as.range.low);
    layout_word(layout, TOK_AND);
    put_expr(layout, expr->as.range.high);
    return;
  }
  layout_word(layout, expr->as.range.negated ? TOK_NOT_IN : TOK_IN);
  if (expr->as.range.kind == RANGE_INTERVAL) {
    put_interval(layout, expr->as.range.low, expr->as.range.high, expr->as.range.open_low,
                 expr->as.range.open_high);
    return;
  }
  put_expr(layout, expr->as.range.low);
  layout_word(layout, TOK_TO);
  put_expr(layout, expr->as.range.high);
}

static void put_choice(Layout *layout, const Expr *expr) {
  layout_word(layout, TOK_IF);
  put_expr(layout, expr->as.choice.condition);
  layout_break(layout);
  layout_word(layout, TOK_THEN);
  put_expr(layout, expr->as.choice.then);
  layout_break(layout);
  layout_word(layout, TOK_ELSE);
  put_expr(layout, expr->as.choice.otherwise);
}

static void put_round(Layout *layout, const Expr *expr) {
  put_expr(layout, expr->as.round.value);
  switch (expr->as.round.kind) {
    case ROUNDED_NEAREST: layout_word(layout, TOK_ROUNDED_TO); break;
    case ROUNDED_DOWN:    layout_word(layout, TOK_ROUNDED_DOWN_TO); break;
    case ROUNDED_UP:      layout_word(layout, TOK_ROUNDED_UP_TO); break;
  }
  put_expr(layout, expr->as.round.unit);
}

/* ---- over lists ------------------------------------------------------------------------ */

/* What the variable runs over. */
static void put_range_of(Layout *layout, const Domain *domain) {
  layout_word(layout, TOK_IN);
  put_expr(layout, domain->from);
  if (!domain->end)
    return;
  layout_word(layout, TOK_TO);
  put_expr(layout, domain->end);
}

/* … for V in D */
void put_for(Layout *layout, const Domain *domain) {
  layout_break(layout);
  layout_word(layout, TOK_FOR);
  layout_variable(layout, domain->variable.text);
  put_range_of(layout, domain);
}

static void put_where(Layout *layout, const Expr *where) {
  if (!where)
    return;
  layout_break(layout);
  layout_word(layout, TOK_WHERE);
  put_expr(layout, where);
}

static void put_quantified(Layout *layout, const Expr *expr) {
  switch (expr->as.quantified.kind) {
    case QUANTIFIED_EVERY: layout_word(layout, TOK_EVERY); break;
    case QUANTIFIED_SOME:  layout_word(layout, TOK_SOME); break;
    case QUANTIFIED_AT_LEAST:
      layout_word(layout, TOK_AT_LEAST);
      layout_digits(layout, expr->as.quantified.least, false);
      break;
  }
  /* Directly after a number a name must not be read as its unit. */
  Text variable = expr->as.quantified.domain.variable.text;
  if (expr->as.quantified.kind == QUANTIFIED_AT_LEAST)
    layout_strict_name(layout, variable);
  else
    layout_name(layout, variable);
  put_range_of(layout, &expr->as.quantified.domain);
  put_where(layout, expr->as.quantified.where);
  layout_word(layout, TOK_SATISFIES);
  layout_break(layout);
  layout_deeper(layout, 1);
  put_expr(layout, expr->as.quantified.satisfies);
  layout_deeper(layout, -1);
}

static int aggregate_token(AggregateKind kind) {
  switch (kind) {
    case AGGREGATE_SUM:      return TOK_SUM_OF;
    case AGGREGATE_AVERAGE:  return TOK_AVERAGE_OF;
    case AGGREGATE_MAX:      return TOK_MAX_OF;
    case AGGREGATE_MIN:      return TOK_MIN_OF;
    case AGGREGATE_COUNT:    return TOK_COUNT_OF;
    case AGGREGATE_DISTINCT: return TOK_COUNT_OF_DISTINCT;
    case AGGREGATE_SHARE:    return TOK_SHARE_OF;
    case AGGREGATE_LIST:     return TOK_LIST_OF;
    case AGGREGATE_THE:      return TOK_THE;
    case AGGREGATE_FIRST:    return TOK_FIRST_OF;
  }
  return 0;
}

static void put_aggregate(Layout *layout, const Expr *expr) {
  layout_word(layout, aggregate_token(expr->as.aggregate.kind));
  if (expr->as.aggregate.value)
    put_expr(layout, expr->as.aggregate.value);
  if (expr->as.aggregate.keys.count > 0) {
    layout_word(layout, TOK_BY);
    put_keys(layout, expr->as.aggregate.keys);
  }
  if (expr->as.aggregate.domain.from && expr->as.aggregate.value) {
    put_for(layout, &expr->as.aggregate.domain);
  } else if (expr->as.aggregate.domain.from) {
    layout_name(layout, expr->as.aggregate.domain.variable.text);
    put_range_of(layout, &expr->as.aggregate.domain);
  }
  put_where(layout, expr->as.aggregate.where);
  if (!expr->as.aggregate.otherwise)
    return;
  layout_break(layout);
  layout_word(layout, TOK_OTHERWISE);
  put_expr(layout, expr->as.aggregate.otherwise);
}

static void put_apportion(Layout *layout, const Expr *expr) {
  layout_word(layout, TOK_APPORTION);
  put_expr(layout, expr->as.apportion.amount);
  layout_word(layout, TOK_IN_PROPORTION_TO);
  put_expr(layout, expr->as.apportion.weight);
  if (!expr->as.apportion.domain.from)
    return;
  put_for(layout, &expr->as.apportion.domain);
  put_where(layout, expr->as.apportion.where);
}

/* ---- all of them ------------------------------------------------------------------------ */

static void put_list(Layout *layout, ExprList list) {
  layout_sign(layout, "(");
  layout_glue(layout);
  layout_deeper(layout, 3);
  for (size_t i = 0; i < list.count; i++) {
    put_expr(layout, list.items[i]);
    if (i + 1 == list.count)
      break;
    layout_close(layout, ",");
    layout_break(layout);
  }
  layout_deeper(layout, -3);
  layout_close(layout, ")");
}

static void put_call(Layout *layout, const Expr *expr) {
  layout_name(layout, expr->as.call.name.text);
  layout_glue(layout);
  put_list(layout, expr->as.call.arguments);
}

static void put_two(Layout *layout, const Expr *left, int word, const Expr *right) {
  put_expr(layout, left);
  layout_word(layout, word);
  put_expr(layout, right);
}

/* Of a value Swedish says "på"; of a record "avser". */
static void put_on(Layout *layout, const Expr *expr) {
  put_expr(layout, expr->as.on.value);
  if (layout->surface == SURFACE_SWEDISH)
    layout_other_word(layout, TEXT("på"));
  else
    layout_word(layout, TOK_ON);
  put_expr(layout, expr->as.on.date);
}

static void put_window(Layout *layout, const Expr *expr) {
  put_two(layout, expr->as.window.day, TOK_IN_THE, expr->as.window.period);
  layout_word(layout, expr->as.window.after ? TOK_AFTER : TOK_BEFORE);
  put_expr(layout, expr->as.window.anchor);
}

static void put_group(Layout *layout, const Expr *expr) {
  layout_sign(layout, "(");
  layout_glue(layout);
  layout_deeper(layout, 1);
  put_expr(layout, expr->as.group.inner);
  layout_deeper(layout, -1);
  layout_close(layout, ")");
}

void put_expr(Layout *layout, const Expr *expr) {
  switch (expr->kind) {
    case EXPR_ERROR:   layout_sign(layout, "?"); break;
    case EXPR_NUMBER:  put_number(layout, expr); break;
    case EXPR_DATE:
    case EXPR_MONTH:
    case EXPR_MOMENT:  layout_verbatim(layout, expr->as.literal.text); break;
    case EXPR_STRING:  layout_string(layout, expr->as.literal.text); break;
    case EXPR_TRUTH:   layout_word(layout, expr->as.truth.yes ? TOK_YES : TOK_NO); break;
    case EXPR_PENDING: layout_word(layout, TOK_PENDING); break;
    case EXPR_NAME:    layout_name(layout, expr->as.name.text); break;
    case EXPR_CALL:    put_call(layout, expr); break;
    case EXPR_MEMBER:
      put_expr(layout, expr->as.member.object);
      layout_close(layout, ".");
      layout_after_dot(layout, expr->as.member.field.text);
      break;
    case EXPR_LIST:    put_list(layout, expr->as.list.items); break;
    case EXPR_GROUP:   put_group(layout, expr); break;
    case EXPR_UNARY:   put_unary(layout, expr); break;
    case EXPR_BINARY:  put_binary(layout, expr); break;
    case EXPR_STATE:   put_state(layout, expr); break;
    case EXPR_RANGE:   put_range(layout, expr); break;
    case EXPR_WINDOW:  put_window(layout, expr); break;
    case EXPR_ELAPSED:
      layout_word(layout, TOK_AT_LEAST);
      put_two(layout, expr->as.elapsed.period, TOK_SINCE, expr->as.elapsed.since);
      break;
    case EXPR_IF:      put_choice(layout, expr); break;
    case EXPR_ROUND:   put_round(layout, expr); break;
    case EXPR_ROLL:
      put_expr(layout, expr->as.roll.value);
      layout_word(layout, TOK_ROLLING_TO_NEXT_WORKING_DAY);
      break;
    case EXPR_ON:      put_on(layout, expr); break;
    case EXPR_QUANTIFIED: put_quantified(layout, expr); break;
    case EXPR_AGGREGATE:  put_aggregate(layout, expr); break;
    case EXPR_APPORTION:  put_apportion(layout, expr); break;
    case EXPR_PREVIOUS:
      layout_word(layout, TOK_PREVIOUS);
      layout_name(layout, expr->as.previous.name.text);
      break;
  }
}

void put_equals(Layout *layout, const Expr *value) {
  layout_sign(layout, "=");
  layout_break_inside(layout, 1);
  put_expr(layout, value);
}

void put_keys(Layout *layout, SortKeyList keys) {
  for (size_t i = 0; i < keys.count; i++) {
    if (i > 0)
      layout_close(layout, ",");
    put_expr(layout, keys.items[i].value);
    if (keys.items[i].descending)
      layout_word(layout, TOK_DESCENDING);
  }
}

void print_expr(Writer *writer, const Expr *expr, Surface surface) {
  Layout layout;
  layout_init(&layout, writer, writer->arena, surface);
  layout.glued = true;
  put_expr(&layout, expr);
  layout_write_plain(&layout);
}
