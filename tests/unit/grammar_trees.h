/* grammar_trees.h - rule files made at random, for grammar_roundtrip.c: every kind of
 * declaration, clause and expression, with names that are words of either language.
 * The same seed gives the same tree. */
#ifndef ANSLAG_TESTS_GRAMMAR_TREES_H
#define ANSLAG_TESTS_GRAMMAR_TREES_H

#include "grammar/ast.h"

typedef struct {
  Arena   *arena;
  uint64_t state;
} Trees;

static unsigned trees_random(Trees *trees, unsigned below) {
  trees->state = trees->state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)((trees->state >> 33) % below);
}

static bool trees_chance(Trees *trees, unsigned one_in) {
  return trees_random(trees, one_in) == 0;
}

#define PICK(trees, table) ((table)[trees_random((trees), sizeof(table) / sizeof *(table))])

static Name trees_no_name(void) {
  return (Name){ .text = TEXT_NONE };
}

static Name trees_named(const char *text) {
  return (Name){ .text = text_from(text) };
}

static Name trees_name(Trees *trees) {
  static const char *const names[] = {
    "a", "b1", "amount", "received", "effect_long", "återbetalning", "inkommen", "frame", "ram",
    "report", "in", "i", "till", "to", "known", "given", "count", "first", "sum", "year", "år",
    "of", "av", "sent", "case", "number", "full", "out", "source", "källa", "reading", "assumed",
    "status", "line", "total", "belopp", "Sökt belopp (tkr)", "x y", "procent", "mkr", "months",
    "language", "språk", "sv", "force", "table", "column", "every", "varje", "the", "den",
    "working", "days", "pro", "rata", "further", "notice", "no", "nej", "yes", "kan", "beviljas",
    "ej", "behörig", "fundable", "waitlist", "Émile", "ÅRET", "Is", "NOT", "t", "text", "date",
    "judgement", "encoded", "until", "expect", "each", "för", "next", "a-b", "1st", "under", "de",
  };
  return trees_named(PICK(trees, names));
}

static Name trees_string(Trees *trees) {
  static const char *const texts[] = {
    "", "Titel", "a \"quoted\" word", "\"", "a, b -- c", "”x”", "'single'",
    "en lång text som fyller nästan en hel rad och därför måste brytas på ett bra ställe",
    "{field}", "100 %",
  };
  return trees_named(PICK(trees, texts));
}

static Name trees_date(Trees *trees) {
  static const char *const dates[] = { "2026-01-31", "2024-02-29", "1999-12-01" };
  return trees_named(PICK(trees, dates));
}

static Name trees_maybe_string(Trees *trees) {
  Name text = trees_chance(trees, 2) ? trees_string(trees) : trees_no_name();
  return text.text.length ? text : trees_no_name();
}

static NameList trees_names(Trees *trees) {
  NameList names = { NULL, 0, 0 };
  for (unsigned i = 0, count = 1 + trees_random(trees, 3); i < count; i++)
    LIST_ADD(trees->arena, &names, Name, trees_name(trees));
  return names;
}

static StringList trees_strings(Trees *trees) {
  StringList texts = { NULL, 0, 0 };
  for (unsigned i = 0, count = 1 + trees_random(trees, 3); i < count; i++)
    LIST_ADD(trees->arena, &texts, Name, trees_string(trees));
  return texts;
}

static BasisList trees_bases(Trees *trees) {
  BasisList bases = { NULL, 0, 0 };
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++) {
    Basis basis = { .kind = (BasisKind)trees_random(trees, 3), .text = trees_string(trees) };
    if (basis.kind == BASIS_SOURCE) {
      basis.document = trees_name(trees);
      basis.place = trees_maybe_string(trees);
    }
    LIST_ADD(trees->arena, &bases, Basis, basis);
  }
  return bases;
}

/* ---- expressions, level by level as in the grammar ------------------------------------------ */

static const Expr *trees_expr(Trees *trees, unsigned depth);
static const Expr *trees_value(Trees *trees, unsigned depth);
static const Expr *trees_or(Trees *trees, unsigned depth);

static Expr *trees_node(Trees *trees, ExprKind kind) {
  Expr *expr = arena_new(trees->arena, Expr);
  expr->kind = kind;
  expr->height = 1;
  return expr;
}

static const Expr *trees_number(Trees *trees, bool with_unit) {
  static const char *const digits[] = { "0", "1", "12", "1000", "1500000", "12.5", "0.01",
                                        "1000000.01", "2026" };
  static const char *const units[] = { "kr", "mkr", "months", "månader", "day", "working days",
                                       "EUR", "frame", "procent", "ton koldioxid", "year" };
  Expr *expr = trees_node(trees, EXPR_NUMBER);
  expr->as.number.digits = text_from(PICK(trees, digits));
  expr->as.number.grouped = trees_chance(trees, 2);
  if (with_unit || trees_chance(trees, 2))
    expr->as.number.unit = text_from(PICK(trees, units));
  else
    expr->as.number.percent = trees_chance(trees, 2);
  return expr;
}

static const Expr *trees_literal(Trees *trees) {
  static const char *const moments[] = { "2026-01-31T17:00", "2026-01-31T17:00:59" };
  Expr *expr;
  switch (trees_random(trees, 8)) {
    case 0:
      expr = trees_node(trees, EXPR_DATE);
      expr->as.literal.text = trees_date(trees).text;
      break;
    case 1: expr = trees_node(trees, EXPR_MONTH); expr->as.literal.text = TEXT("2026-04"); break;
    case 2:
      expr = trees_node(trees, EXPR_MOMENT);
      expr->as.literal.text = text_from(PICK(trees, moments));
      break;
    case 3:
      expr = trees_node(trees, EXPR_STRING);
      expr->as.literal.text = trees_string(trees).text;
      break;
    case 4:
      expr = trees_node(trees, EXPR_TRUTH);
      expr->as.truth.yes = trees_chance(trees, 2);
      break;
    case 5: expr = trees_node(trees, EXPR_PENDING); break;
    default: return trees_number(trees, false);
  }
  return expr;
}

static const Expr *trees_name_expr(Trees *trees) {
  Expr *expr = trees_node(trees, EXPR_NAME);
  expr->as.name.text = trees_name(trees).text;
  return expr;
}

static ExprList trees_exprs(Trees *trees, unsigned count, unsigned depth) {
  ExprList list = { NULL, 0, 0 };
  for (unsigned i = 0; i < count; i++)
    LIST_ADD(trees->arena, &list, const Expr *, trees_expr(trees, depth));
  return list;
}

static const Expr *trees_primary(Trees *trees, unsigned depth) {
  Expr *expr;
  unsigned choice = depth == 0 ? trees_random(trees, 2) : trees_random(trees, 9);
  switch (choice) {
    case 0: return trees_literal(trees);
    case 2:
      expr = trees_node(trees, EXPR_CALL);
      expr->as.call.name = trees_name(trees);
      expr->as.call.arguments = trees_exprs(trees, trees_random(trees, 3), depth - 1);
      return expr;
    case 3:
      expr = trees_node(trees, EXPR_MEMBER);
      expr->as.member.object = trees_primary(trees, depth - 1);
      expr->as.member.field = trees_name(trees);
      return expr;
    case 4:
      expr = trees_node(trees, EXPR_GROUP);
      expr->as.group.inner = trees_expr(trees, depth - 1);
      return expr;
    case 5:
      expr = trees_node(trees, EXPR_LIST);
      expr->as.list.items = trees_exprs(trees, 2 + trees_random(trees, 2), depth - 1);
      return expr;
    case 6:
      expr = trees_node(trees, EXPR_PREVIOUS);
      expr->as.previous.name = trees_name(trees);
      return expr;
    default: return trees_name_expr(trees);
  }
}

static const Expr *trees_unary(Trees *trees, unsigned depth) {
  if (depth == 0 || !trees_chance(trees, 6))
    return trees_primary(trees, depth);
  Expr *expr = trees_node(trees, EXPR_UNARY);
  expr->as.unary.op = UNARY_MINUS;
  expr->as.unary.operand = trees_unary(trees, depth - 1);
  return expr;
}

static Expr *trees_binary(Trees *trees, BinaryOp op, const Expr *left, const Expr *right) {
  Expr *expr = trees_node(trees, EXPR_BINARY);
  expr->as.binary.op = op;
  expr->as.binary.left = left;
  expr->as.binary.right = right;
  return expr;
}

static const Expr *trees_dated(Trees *trees, unsigned depth) {
  const Expr *value = trees_unary(trees, depth);
  if (depth == 0 || !trees_chance(trees, 8))
    return value;
  Expr *expr = trees_node(trees, EXPR_ON);
  expr->as.on.value = value;
  expr->as.on.date = trees_unary(trees, depth - 1);
  return expr;
}

static const Expr *trees_share(Trees *trees, unsigned depth) {
  if (depth == 0 || !trees_chance(trees, 5))
    return trees_dated(trees, depth);
  if (trees_chance(trees, 2))
    return trees_binary(trees, BINARY_OF, trees_dated(trees, depth - 1),
                        trees_share(trees, depth - 1));
  Expr *expr = trees_node(trees, EXPR_UNARY);
  expr->as.unary.op = trees_chance(trees, 2) ? UNARY_YEAR_OF : UNARY_MONTH_OF;
  expr->as.unary.operand = trees_share(trees, depth - 1);
  return expr;
}

static const Expr *trees_product(Trees *trees, unsigned depth) {
  const Expr *left = trees_share(trees, depth);
  while (depth > 0 && trees_chance(trees, 6))
    left = trees_binary(trees, trees_chance(trees, 2) ? BINARY_MULTIPLY : BINARY_DIVIDE, left,
                        trees_share(trees, depth - 1));
  return left;
}

static const Expr *trees_sum(Trees *trees, unsigned depth) {
  const Expr *left = trees_product(trees, depth);
  while (depth > 0 && trees_chance(trees, 5))
    left = trees_binary(trees, trees_chance(trees, 2) ? BINARY_ADD : BINARY_SUBTRACT, left,
                        trees_product(trees, depth - 1));
  return left;
}

static const Expr *trees_value(Trees *trees, unsigned depth) {
  const Expr *value = trees_sum(trees, depth);
  if (depth == 0 || !trees_chance(trees, 8))
    return value;
  if (trees_chance(trees, 2)) {
    Expr *roll = trees_node(trees, EXPR_ROLL);
    roll->as.roll.value = value;
    return roll;
  }
  Expr *expr = trees_node(trees, EXPR_ROUND);
  expr->as.round.kind = (RoundedKind)trees_random(trees, 3);
  expr->as.round.value = value;
  expr->as.round.unit = trees_unary(trees, depth - 1);
  return expr;
}

static const Expr *trees_range(Trees *trees, unsigned depth) {
  Expr *expr = trees_node(trees, EXPR_RANGE);
  expr->as.range.kind = (RangeKind)trees_random(trees, 3);
  expr->as.range.value = trees_value(trees, depth);
  expr->as.range.low = trees_value(trees, depth);
  expr->as.range.high = trees_value(trees, depth);
  if (expr->as.range.kind != RANGE_BETWEEN)
    expr->as.range.negated = trees_chance(trees, 2);
  if (expr->as.range.kind == RANGE_INTERVAL) {
    expr->as.range.open_low = trees_chance(trees, 2);
    expr->as.range.open_high = trees_chance(trees, 2);
  }
  return expr;
}

static const Expr *trees_elapsed(Trees *trees, unsigned depth) {
  Expr *expr = trees_node(trees, EXPR_ELAPSED);
  const Expr *period = trees_name_expr(trees);
  if (trees_chance(trees, 2)) {
    Expr *member = trees_node(trees, EXPR_MEMBER);
    member->as.member.object = period;
    member->as.member.field = trees_name(trees);
    period = member;
  }
  expr->as.elapsed.period = trees_chance(trees, 2) ? trees_number(trees, true) : period;
  expr->as.elapsed.since = trees_value(trees, depth);
  return expr;
}

static const Expr *trees_compare(Trees *trees, unsigned depth) {
  static const BinaryOp ops[] = { BINARY_EQUAL, BINARY_NOT_EQUAL, BINARY_LESS, BINARY_AT_MOST,
                                  BINARY_MORE, BINARY_AT_LEAST, BINARY_IN, BINARY_NOT_IN };
  Expr *expr = trees_binary(trees, PICK(trees, ops), trees_value(trees, depth),
                            trees_value(trees, depth));
  BinaryOp op = expr->as.binary.op;
  bool dates = op != BINARY_EQUAL && op != BINARY_NOT_EQUAL;
  if (op != BINARY_IN && op != BINARY_NOT_IN)
    expr->as.binary.worded = (Worded)trees_random(trees, dates ? 3 : 2);
  return expr;
}

static const Expr *trees_comparison(Trees *trees, unsigned depth) {
  Expr *expr;
  if (depth == 0)
    return trees_value(trees, 0);
  switch (trees_random(trees, 8)) {
    case 0:
      expr = trees_node(trees, EXPR_STATE);
      expr->as.state.value = trees_value(trees, depth - 1);
      expr->as.state.test = trees_chance(trees, 2) ? STATE_TEST_KNOWN : STATE_TEST_GIVEN;
      expr->as.state.negated = trees_chance(trees, 2);
      return expr;
    case 1: return trees_range(trees, depth - 1);
    case 2: return trees_elapsed(trees, depth - 1);
    case 3:
      expr = trees_node(trees, EXPR_WINDOW);
      expr->as.window.day = trees_value(trees, depth - 1);
      expr->as.window.period = trees_value(trees, depth - 1);
      expr->as.window.anchor = trees_value(trees, depth - 1);
      expr->as.window.after = trees_chance(trees, 2);
      return expr;
    case 4:
    case 5: return trees_value(trees, depth);
    default: return trees_compare(trees, depth - 1);
  }
}

static const Expr *trees_not(Trees *trees, unsigned depth) {
  if (depth == 0 || !trees_chance(trees, 6))
    return trees_comparison(trees, depth);
  Expr *expr = trees_node(trees, EXPR_UNARY);
  expr->as.unary.op = UNARY_NOT;
  expr->as.unary.operand = trees_not(trees, depth - 1);
  return expr;
}

static const Expr *trees_and(Trees *trees, unsigned depth) {
  const Expr *left = trees_not(trees, depth);
  while (depth > 0 && trees_chance(trees, 4))
    left = trees_binary(trees, BINARY_AND, left, trees_not(trees, depth - 1));
  return left;
}

static const Expr *trees_or(Trees *trees, unsigned depth) {
  const Expr *left = trees_and(trees, depth);
  while (depth > 0 && trees_chance(trees, 5))
    left = trees_binary(trees, BINARY_OR, left, trees_and(trees, depth - 1));
  return left;
}

static Domain trees_domain(Trees *trees, unsigned depth) {
  Domain domain = { .variable = trees_name(trees), .from = trees_value(trees, depth) };
  if (trees_chance(trees, 3))
    domain.end = trees_value(trees, depth);
  return domain;
}

static const Expr *trees_quantified(Trees *trees, unsigned depth) {
  Expr *expr = trees_node(trees, EXPR_QUANTIFIED);
  expr->as.quantified.kind = (QuantifiedKind)trees_random(trees, 3);
  if (expr->as.quantified.kind == QUANTIFIED_AT_LEAST)
    expr->as.quantified.least = TEXT("2");
  expr->as.quantified.domain = trees_domain(trees, depth);
  if (trees_chance(trees, 3))
    expr->as.quantified.where = trees_expr(trees, depth);
  expr->as.quantified.satisfies = trees_expr(trees, depth);
  return expr;
}

static SortKeyList trees_keys(Trees *trees, unsigned depth) {
  SortKeyList keys = { NULL, 0, 0 };
  for (unsigned i = 0, count = 1 + trees_random(trees, 2); i < count; i++) {
    SortKey key = { trees_value(trees, depth), trees_chance(trees, 2) };
    LIST_ADD(trees->arena, &keys, SortKey, key);
  }
  return keys;
}

static const Expr *trees_aggregate(Trees *trees, unsigned depth) {
  Expr *expr = trees_node(trees, EXPR_AGGREGATE);
  AggregateKind kind = (AggregateKind)trees_random(trees, 10);
  bool sums = kind <= AGGREGATE_MIN;
  bool counts = kind == AGGREGATE_COUNT || kind == AGGREGATE_SHARE;
  bool picks = sums || kind == AGGREGATE_THE || kind == AGGREGATE_FIRST;
  expr->as.aggregate.kind = kind;
  if (!counts)
    expr->as.aggregate.value = trees_value(trees, depth);
  if (sums && trees_chance(trees, 3))
    return expr;
  if (kind == AGGREGATE_FIRST)
    expr->as.aggregate.keys = trees_keys(trees, depth);
  expr->as.aggregate.domain = trees_domain(trees, depth);
  if (trees_chance(trees, 2))
    expr->as.aggregate.where = picks ? trees_or(trees, depth) : trees_expr(trees, depth);
  if (picks && trees_chance(trees, 2))
    expr->as.aggregate.otherwise = trees_expr(trees, depth);
  return expr;
}

static const Expr *trees_apportion(Trees *trees, unsigned depth) {
  Expr *expr = trees_node(trees, EXPR_APPORTION);
  expr->as.apportion.amount = trees_value(trees, depth);
  expr->as.apportion.weight = trees_value(trees, depth);
  if (trees_chance(trees, 2))
    return expr;
  expr->as.apportion.domain = trees_domain(trees, depth);
  if (trees_chance(trees, 2))
    expr->as.apportion.where = trees_expr(trees, depth);
  return expr;
}

static const Expr *trees_expr(Trees *trees, unsigned depth) {
  Expr *expr;
  if (depth == 0)
    return trees_or(trees, 0);
  switch (trees_random(trees, 8)) {
    case 0:
      expr = trees_node(trees, EXPR_IF);
      expr->as.choice.condition = trees_expr(trees, depth - 1);
      expr->as.choice.then = trees_expr(trees, depth - 1);
      expr->as.choice.otherwise = trees_expr(trees, depth - 1);
      return expr;
    case 1: return trees_aggregate(trees, depth - 1);
    case 2: return trees_apportion(trees, depth - 1);
    case 3: {   /* an open test stands last */
      const Expr *open = trees_quantified(trees, depth - 1);
      if (trees_chance(trees, 2))
        open = trees_binary(trees, BINARY_AND, trees_and(trees, depth - 1), open);
      if (trees_chance(trees, 3))
        open = trees_binary(trees, BINARY_OR, trees_or(trees, depth - 1), open);
      return open;
    }
    default: return trees_or(trees, depth);
  }
}

#include "tests/unit/grammar_tree_decls.h"

#endif
