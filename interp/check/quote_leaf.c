#include "interp/check/quote_rule.h"

/* ---- constants and parameters under a term ---- */

typedef struct {
  QuoteLeaf leaf;
  size_t    count;          /* constants and parameters met */
  bool      opaque;         /* something that may hold more */
} Gathering;

static void gather(const Term *term, Gathering *gathering);

static void gather_value(const Term *term, Type type, Span span, const Parameter *parameter,
                         Gathering *gathering) {
  gathering->count++;
  gathering->leaf = (QuoteLeaf){ .value = term->as.constant, .type = type, .span = span,
                                 .parameter = parameter };
}

/* A parameter stands for the one constant that its own value rests on. */
static void gather_parameter(const Term *term, Gathering *gathering) {
  const Parameter *parameter = term->as.parameter.parameter;
  const Term *value = parameter->value;
  bool dated = parameter->values.count > 0;
  for (unsigned step = 0; value && value->kind == TERM_PARAMETER && step < 64; step++) {
    dated |= value->as.parameter.parameter->values.count > 0;
    value = value->as.parameter.parameter->value;
  }
  if (value && value->kind == TERM_CONSTANT && !dated)
    gather_value(value, parameter->type, term->span, parameter, gathering);
  else
    gathering->opaque = true;
}

static void negate(Gathering *gathering, size_t before) {
  Value *value = &gathering->leaf.value;
  bool number = value->kind == TYPE_MONEY || value->kind == TYPE_RATE ||
                value->kind == TYPE_INTEGER || value->kind == TYPE_DECIMAL;
  if (gathering->count == before + 1 && number)
    gathering->opaque = !fraction_negate(value->as.number, &value->as.number) ||
                        gathering->opaque;
}

static void gather(const Term *term, Gathering *gathering) {
  if (!term)
    return;
  size_t before = gathering->count;
  switch (term->kind) {
    case TERM_CONSTANT:
      gather_value(term, term->type, term->span, NULL, gathering);
      return;
    case TERM_PARAMETER:
      gather_parameter(term, gathering);
      return;
    case TERM_NEGATE:
      gather(term->as.unary.operand, gathering);
      negate(gathering, before);
      return;
    case TERM_BINARY:
      gather(term->as.binary.left, gathering);
      gather(term->as.binary.right, gathering);
      return;
    case TERM_ROUND:
      gather(term->as.round.value, gathering);
      return;
    case TERM_ROLL:
      gather(term->as.roll.value, gathering);
      return;
    case TERM_SUBJECT: case TERM_VARIABLE: case TERM_FIELD: case TERM_RESULT:
    case TERM_BUDGET: case TERM_SHARE: case TERM_TARGET: case TERM_CONTROL:
    case TERM_EARLIER: case TERM_STATE_OF_AMOUNT: case TERM_GOVERNING: case TERM_STANDS:
      return;
    case TERM_CALL:
      for (size_t i = 0; i < term->as.call.define->argument_count; i++)
        gather(term->as.call.arguments[i], gathering);
      return;
    case TERM_ERROR: case TERM_PENDING: case TERM_BUILTIN: case TERM_NOT: case TERM_MEMBERSHIP:
    case TERM_STATE: case TERM_RANGE: case TERM_WINDOW: case TERM_ELAPSED: case TERM_IF:
    case TERM_QUANTIFIED: case TERM_AGGREGATE: case TERM_APPORTION: case TERM_GRID:
    case TERM_LOOKUP: case TERM_EXCEPTED:
      gathering->opaque = true;
      return;
  }
}

bool quote_leaf(const Term *term, QuoteLeaf *leaf) {
  Gathering gathering = { .count = 0 };
  gather(term, &gathering);
  if (gathering.count != 1 || gathering.opaque || gathering.leaf.value.state != VALUE_KNOWN)
    return false;
  *leaf = gathering.leaf;
  return true;
}

/* ---- the comparison that a rule rests on ---- */

typedef struct {
  QuoteComparison found;
  size_t          count;
  unsigned        steps;       /* definitions used twice double the way; too long says nothing */
} Search;

#define SEARCH_STEPS 10000

static bool is_ordering(BinaryOp op) {
  return op == BINARY_LESS || op == BINARY_AT_MOST || op == BINARY_MORE || op == BINARY_AT_LEAST;
}

static Span operator_span(const Term *term) {
  const Expr *expr = term->expr;
  if (expr && expr->kind == EXPR_BINARY && expr->as.binary.op_span.file != 0)
    return expr->as.binary.op_span;
  return term->span;
}

static void compare(const Term *term, bool holds, Search *search) {
  const Term *left = term->as.binary.left, *right = term->as.binary.right;
  BinaryOp op = term->as.binary.op;
  QuoteLeaf on_left, on_right;
  bool has_left = quote_leaf(left, &on_left), has_right = quote_leaf(right, &on_right);
  /* Inside what is compared there may be more comparisons; one is enough to say nothing. */
  search->count += has_left == has_right ? 2 : 1;
  if (search->count != 1)
    return;
  bool upper = op == BINARY_LESS || op == BINARY_AT_MOST;
  bool strict = op == BINARY_LESS || op == BINARY_MORE;
  if (has_left)
    upper = !upper;
  if (!holds) {
    upper = !upper;
    strict = !strict;
  }
  search->found = (QuoteComparison){ upper, strict, operator_span(term),
                                     has_left ? on_left : on_right };
}

/* At least three years since: an inclusive lower bound on a time. */
static void elapse(const Term *term, bool holds, Search *search) {
  QuoteLeaf leaf;
  search->count += quote_leaf(term->as.elapsed.period, &leaf) ? 1 : 2;
  if (search->count == 1)
    search->found = (QuoteComparison){ !holds, !holds, term->as.elapsed.period->span, leaf };
}

static void search_term(const Term *term, bool holds, Search *search) {
  if (!term || search->count > 1)
    return;
  if (++search->steps > SEARCH_STEPS) {
    search->count += 2;
    return;
  }
  switch (term->kind) {
    case TERM_NOT:
      search_term(term->as.unary.operand, !holds, search);
      return;
    case TERM_BINARY:
      if (is_ordering(term->as.binary.op)) {
        compare(term, holds, search);
        return;
      }
      search_term(term->as.binary.left, holds, search);
      search_term(term->as.binary.right, holds, search);
      return;
    case TERM_ELAPSED:
      elapse(term, holds, search);
      return;
    case TERM_CALL:
      search_term(term->as.call.define->value, holds, search);
      return;
    case TERM_QUANTIFIED:
      search_term(term->as.quantified.satisfies, holds, search);
      search->count += term->as.quantified.where || term->as.quantified.kind ==
                       QUANTIFIED_AT_LEAST ? 2 : 0;
      return;
    case TERM_IF: case TERM_RANGE: case TERM_AGGREGATE: case TERM_BUILTIN: case TERM_WINDOW:
    case TERM_ROUND: case TERM_ROLL: case TERM_APPORTION: case TERM_ERROR: case TERM_GRID:
    case TERM_EXCEPTED:
      search->count += 2;
      return;
    case TERM_CONSTANT: case TERM_PENDING: case TERM_SUBJECT: case TERM_VARIABLE: case TERM_LOOKUP:
    case TERM_FIELD: case TERM_PARAMETER: case TERM_RESULT: case TERM_STATE_OF_AMOUNT:
    case TERM_GOVERNING: case TERM_STANDS: case TERM_NEGATE: case TERM_MEMBERSHIP:
    case TERM_STATE:
    case TERM_EARLIER: case TERM_BUDGET: case TERM_SHARE: case TERM_TARGET: case TERM_CONTROL:
      return;
  }
}

bool quote_comparison(const QuotedRule *rule, QuoteComparison *comparison) {
  if (rule->test_count == 0) {
    bool bound = rule->value && rule->has_bound;
    *comparison = (QuoteComparison){ .upper = !rule->lower_bound, .strict = rule->strict_bound,
                                     .span = rule->span };
    return bound && quote_leaf(rule->value, &comparison->leaf);
  }
  Search search = { .count = 0 };
  for (size_t i = 0; i < rule->test_count; i++)
    search_term(rule->tests[i], !rule->excludes, &search);
  *comparison = search.found;
  return search.count == 1;
}

/* ---- places inside a quoted text ---- */

/* Where bytes start and end of `text` stand in `raw`, which holds it from `at` on; a doubled
 * quotation mark is one byte of the text and two of the file. */
static bool follow(Text raw, size_t at, Text text, size_t *start, size_t *end) {
  size_t from = SIZE_MAX, to = SIZE_MAX;
  for (size_t i = 0; i <= *end && at <= raw.length; i++, at++) {
    from = i == *start ? at : from;
    to = i == *end ? at : to;
    if (i == text.length || at == raw.length || raw.bytes[at] != text.bytes[i])
      break;
    at += raw.bytes[at] == '"' && at + 1 < raw.length && raw.bytes[at + 1] == '"';
  }
  *start = from;
  *end = to;
  return from != SIZE_MAX && to != SIZE_MAX;
}

Span quote_text_span(const Diags *diags, const ModelBasis *basis, size_t start, size_t end) {
  enum { LONGEST_MARK = 3 };       /* bytes of a quotation mark */
  Span whole = basis->text_span.file ? basis->text_span : basis->span;
  Source *source = sources_get(diags->sources, whole);
  if (!source || whole.end > source->text.length || whole.start > whole.end)
    return whole;
  Text raw = text_part(source->text, whole.start, whole.end);
  for (size_t first = 0; first <= LONGEST_MARK && first < raw.length; first++) {
    size_t from = start, to = end;
    if (follow(raw, first, basis->text, &from, &to))
      return (Span){ whole.file, whole.start + (uint32_t)from, whole.start + (uint32_t)to };
  }
  return whole;
}
