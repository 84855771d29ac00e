#include "grammar/build.h"

#include <string.h>

/* ---- names and lists --------------------------------------------------------------- */

Name name_none(void) {
  return (Name){ .span = SPAN_NONE, .text = TEXT_NONE };
}

Name name_dotted(Parse *parse, Span span, NameList path) {
  size_t length = 0;
  if (path.count == 1)
    return path.items[0];
  for (size_t i = 0; i < path.count; i++)
    length += path.items[i].text.length + 1;
  if (length > NAME_MAX_BYTES + 1) {
    diag_report(parse->diags, DIAG_LENGTH_LIMIT, span, "a name is longer than %d bytes",
                NAME_MAX_BYTES);
    return path.items[0];
  }
  char *text = arena_alloc(parse->arena, length), *end = text;
  for (size_t i = 0; i < path.count; i++) {
    if (i > 0)
      *end++ = '.';
    memcpy(end, path.items[i].text.bytes, path.items[i].text.length);
    end += path.items[i].text.length;
  }
  return (Name){ .span = span, .text = { text, (size_t)(end - text) } };
}

NameList names_none(void) {
  return (NameList){ NULL, 0, 0 };
}

NameList names_first(Parse *parse, Name name) {
  return names_add(parse, names_none(), name);
}

NameList names_add(Parse *parse, NameList names, Name name) {
  LIST_ADD(parse->arena, &names, Name, name);
  return names;
}

StringList strings_none(void) {
  return (StringList){ NULL, 0, 0 };
}

StringList strings_first(Parse *parse, Name text) {
  return strings_add(parse, strings_none(), text);
}

StringList strings_add(Parse *parse, StringList strings, Name text) {
  LIST_ADD(parse->arena, &strings, Name, text);
  return strings;
}

BasisList bases_none(void) {
  return (BasisList){ NULL, 0, 0 };
}

BasisList bases_add(Parse *parse, BasisList bases, const Basis *basis) {
  if (basis)
    LIST_ADD(parse->arena, &bases, Basis, *basis);
  return bases;
}

Basis *basis_source(Parse *parse, Span span, Name document, Name place, Name quote) {
  Basis *basis = arena_new(parse->arena, Basis);
  *basis = (Basis){ .kind = BASIS_SOURCE, .span = span, .document = document, .place = place,
                    .text = quote };
  return basis;
}

Basis *basis_text(Parse *parse, Span span, BasisKind kind, Name text) {
  Basis *basis = arena_new(parse->arena, Basis);
  *basis = (Basis){ .kind = kind, .span = span, .text = text };
  return basis;
}

ExprList exprs_none(void) {
  return (ExprList){ NULL, 0, 0 };
}

ExprList exprs_first(Parse *parse, const Expr *expr) {
  return exprs_add(parse, exprs_none(), expr);
}

ExprList exprs_add(Parse *parse, ExprList exprs, const Expr *expr) {
  LIST_ADD(parse->arena, &exprs, const Expr *, expr);
  return exprs;
}

SortKeyList keys_first(Parse *parse, const SortKey *key) {
  return keys_add(parse, (SortKeyList){ NULL, 0, 0 }, key);
}

SortKeyList keys_add(Parse *parse, SortKeyList keys, const SortKey *key) {
  LIST_ADD(parse->arena, &keys, SortKey, *key);
  return keys;
}

SortKey *key_new(Parse *parse, const Expr *value, bool descending) {
  SortKey *key = arena_new(parse->arena, SortKey);
  *key = (SortKey){ .value = value, .descending = descending };
  return key;
}

Domain *domain_new(Parse *parse, const Expr *from, const Expr *end) {
  Domain *domain = arena_new(parse->arena, Domain);
  *domain = (Domain){ .from = from, .end = end };
  return domain;
}

Operator operator_of(BinaryOp op, Worded worded, Span span) {
  return (Operator){ op, worded, span };
}

/* ---- leaves --------------------------------------------------------------------------- */

static Expr *leaf(Parse *parse, ExprKind kind, Span span) {
  Expr *expr = arena_new(parse->arena, Expr);
  expr->kind = kind;
  expr->height = 1;
  expr->span = span;
  return expr;
}

const Expr *expr_error(Parse *parse, Span span) {
  return leaf(parse, EXPR_ERROR, span);
}

const Expr *expr_number(Parse *parse, Span span, Name digits, Name unit) {
  Expr *expr = leaf(parse, EXPR_NUMBER, span);
  expr->as.number.digits = digits.text;
  expr->as.number.grouped = digits.span.end - digits.span.start > digits.text.length;
  expr->as.number.unit = unit.text;
  expr->as.number.unit_span = unit.span;
  return expr;
}

const Expr *expr_percent(Parse *parse, Span span, Name digits) {
  Expr *expr = leaf(parse, EXPR_NUMBER, span);
  expr->as.number.digits = digits.text;
  expr->as.number.grouped = digits.span.end - digits.span.start > digits.text.length;
  expr->as.number.percent = true;
  return expr;
}

const Expr *expr_literal(Parse *parse, ExprKind kind, Name text) {
  bool reported = kind != EXPR_STRING && text.text.length == 0;
  if (reported)
    return expr_error(parse, text.span);
  Expr *expr = leaf(parse, kind, text.span);
  expr->as.literal.text = text.text;
  return expr;
}

const Expr *expr_truth(Parse *parse, Span span, bool yes) {
  Expr *expr = leaf(parse, EXPR_TRUTH, span);
  expr->as.truth.yes = yes;
  return expr;
}

const Expr *expr_pending(Parse *parse, Span span) {
  return leaf(parse, EXPR_PENDING, span);
}

const Expr *expr_name(Parse *parse, Name name) {
  Expr *expr = leaf(parse, EXPR_NAME, name.span);
  expr->as.name.text = name.text;
  expr->as.name.quoted = parse->source->text.bytes[name.span.start] == '\'';
  return expr;
}

const Expr *expr_previous(Parse *parse, Span span, Name name) {
  Expr *expr = leaf(parse, EXPR_PREVIOUS, span);
  expr->as.previous.name = name;
  return expr;
}

/* ---- what holds others -------------------------------------------------------------------- */

void nesting_report(Parse *parse, Span span) {
  diag_report(parse->diags, DIAG_NESTING_LIMIT, span,
              "an expression is nested more than %d levels deep", EXPR_MAX_HEIGHT);
  diag_help(parse->diags, "give parts of it names with define");
}

static unsigned height(const Expr *expr) {
  return expr ? expr->height : 0;
}

static unsigned higher(unsigned a, unsigned b) {
  return a > b ? a : b;
}

static unsigned list_height(ExprList list) {
  unsigned most = 0;
  for (size_t i = 0; i < list.count; i++)
    most = higher(most, list.items[i]->height);
  return most;
}

/* A node above parts of height `inner`; NULL and reported if that is too high. */
static Expr *node(Parse *parse, ExprKind kind, Span span, unsigned inner) {
  if (inner >= EXPR_MAX_HEIGHT) {
    nesting_report(parse, (Span){ span.file, span.end > span.start ? span.end - 1 : span.start,
                                  span.end });
    return NULL;
  }
  Expr *expr = leaf(parse, kind, span);
  expr->height = inner + 1;
  return expr;
}

const Expr *expr_path(Parse *parse, NameList path) {
  const Expr *expr = expr_name(parse, path.items[0]);
  for (size_t i = 1; expr && i < path.count; i++)
    expr = expr_member(parse, span_join(expr->span, path.items[i].span), expr, path.items[i]);
  return expr;
}

const Expr *expr_call(Parse *parse, Span span, Name name, ExprList arguments) {
  Expr *expr = node(parse, EXPR_CALL, span, list_height(arguments));
  if (!expr)
    return NULL;
  expr->as.call.name = name;
  expr->as.call.arguments = arguments;
  return expr;
}

const Expr *expr_member(Parse *parse, Span span, const Expr *object, Name field) {
  Expr *expr = node(parse, EXPR_MEMBER, span, height(object));
  if (!expr)
    return NULL;
  expr->as.member.object = object;
  expr->as.member.field = field;
  return expr;
}

const Expr *expr_group(Parse *parse, Span span, const Expr *inner) {
  Expr *expr = node(parse, EXPR_GROUP, span, height(inner));
  if (!expr)
    return NULL;
  expr->as.group.inner = inner;
  return expr;
}

const Expr *expr_list(Parse *parse, Span span, const Expr *first, ExprList others) {
  Expr *expr = node(parse, EXPR_LIST, span, higher(height(first), list_height(others)));
  if (!expr)
    return NULL;
  ExprList items = { NULL, 0, 0 };
  LIST_ADD(parse->arena, &items, const Expr *, first);
  for (size_t i = 0; i < others.count; i++)
    LIST_ADD(parse->arena, &items, const Expr *, others.items[i]);
  expr->as.list.items = items;
  return expr;
}

const Expr *expr_unary(Parse *parse, Span span, UnaryOp op, const Expr *operand) {
  Expr *expr = node(parse, EXPR_UNARY, span, height(operand));
  if (!expr)
    return NULL;
  expr->as.unary.op = op;
  expr->as.unary.operand = operand;
  return expr;
}

const Expr *expr_binary(Parse *parse, Span span, BinaryOp op, Span op_span, const Expr *left,
                        const Expr *right) {
  return expr_compare(parse, span, operator_of(op, WORDED_SIGN, op_span), left, right);
}

const Expr *expr_compare(Parse *parse, Span span, Operator op, const Expr *left,
                         const Expr *right) {
  Expr *expr = node(parse, EXPR_BINARY, span, higher(height(left), height(right)));
  if (!expr)
    return NULL;
  expr->as.binary.op = op.op;
  expr->as.binary.worded = op.worded;
  expr->as.binary.op_span = op.span;
  expr->as.binary.left = left;
  expr->as.binary.right = right;
  return expr;
}

const Expr *expr_state(Parse *parse, Span span, const Expr *value, StateTest test, bool negated) {
  Expr *expr = node(parse, EXPR_STATE, span, height(value));
  if (!expr)
    return NULL;
  expr->as.state.value = value;
  expr->as.state.test = test;
  expr->as.state.negated = negated;
  return expr;
}

const Expr *expr_range(Parse *parse, Span span, RangeKind kind, bool negated, const Expr *value,
                       const Expr *low, const Expr *high) {
  unsigned inner = higher(height(value), higher(height(low), height(high)));
  Expr *expr = node(parse, EXPR_RANGE, span, inner);
  if (!expr)
    return NULL;
  expr->as.range.kind = kind;
  expr->as.range.negated = negated;
  expr->as.range.value = value;
  expr->as.range.low = low;
  expr->as.range.high = high;
  return expr;
}

const Expr *expr_interval(Parse *parse, Span span, const Expr *low, const Expr *high,
                          bool open_low, bool open_high) {
  Expr *expr = node(parse, EXPR_RANGE, span, higher(height(low), height(high)));
  if (!expr)
    return NULL;
  expr->as.range.kind = RANGE_INTERVAL;
  expr->as.range.open_low = open_low;
  expr->as.range.open_high = open_high;
  expr->as.range.low = low;
  expr->as.range.high = high;
  return expr;
}

const Expr *expr_within(Parse *parse, Span span, bool negated, const Expr *value,
                        const Expr *interval) {
  const Expr *made = expr_range(parse, span, RANGE_INTERVAL, negated, value,
                                interval->as.range.low, interval->as.range.high);
  if (!made)
    return NULL;
  Expr *expr = (Expr *)(uintptr_t)made;   /* our own, not yet in the tree */
  expr->as.range.open_low = interval->as.range.open_low;
  expr->as.range.open_high = interval->as.range.open_high;
  return expr;
}

const Expr *expr_window(Parse *parse, Span span, const Expr *day, const Expr *period,
                        const Expr *anchor, bool after) {
  unsigned inner = higher(height(day), higher(height(period), height(anchor)));
  Expr *expr = node(parse, EXPR_WINDOW, span, inner);
  if (!expr)
    return NULL;
  expr->as.window.day = day;
  expr->as.window.period = period;
  expr->as.window.anchor = anchor;
  expr->as.window.after = after;
  return expr;
}

const Expr *expr_elapsed(Parse *parse, Span span, const Expr *period, const Expr *since) {
  Expr *expr = node(parse, EXPR_ELAPSED, span, higher(height(period), height(since)));
  if (!expr)
    return NULL;
  expr->as.elapsed.period = period;
  expr->as.elapsed.since = since;
  return expr;
}

const Expr *expr_choice(Parse *parse, Span span, const Expr *condition, const Expr *then,
                        const Expr *otherwise) {
  unsigned inner = higher(height(condition), higher(height(then), height(otherwise)));
  Expr *expr = node(parse, EXPR_IF, span, inner);
  if (!expr)
    return NULL;
  expr->as.choice.condition = condition;
  expr->as.choice.then = then;
  expr->as.choice.otherwise = otherwise;
  return expr;
}

const Expr *expr_round(Parse *parse, Span span, RoundedKind kind, const Expr *value,
                       const Expr *unit) {
  Expr *expr = node(parse, EXPR_ROUND, span, higher(height(value), height(unit)));
  if (!expr)
    return NULL;
  expr->as.round.kind = kind;
  expr->as.round.value = value;
  expr->as.round.unit = unit;
  return expr;
}

const Expr *expr_roll(Parse *parse, Span span, const Expr *value) {
  Expr *expr = node(parse, EXPR_ROLL, span, height(value));
  if (!expr)
    return NULL;
  expr->as.roll.value = value;
  return expr;
}

const Expr *expr_on(Parse *parse, Span span, const Expr *value, const Expr *date) {
  Expr *expr = node(parse, EXPR_ON, span, higher(height(value), height(date)));
  if (!expr)
    return NULL;
  expr->as.on.value = value;
  expr->as.on.date = date;
  return expr;
}

/* ---- over lists ------------------------------------------------------------------------ */

static Domain domain_of(const Domain *domain, Name variable) {
  Domain made = domain ? *domain : (Domain){ .from = NULL };
  made.variable = variable;
  return made;
}

static unsigned domain_height(const Domain *domain) {
  return domain ? higher(height(domain->from), height(domain->end)) : 0;
}

const Expr *expr_quantified(Parse *parse, Span span, QuantifiedKind kind, Name least,
                            Name variable, const Domain *domain, const Expr *where,
                            const Expr *satisfies) {
  unsigned inner = higher(domain_height(domain), higher(height(where), height(satisfies)));
  Expr *expr = node(parse, EXPR_QUANTIFIED, span, inner);
  if (!expr)
    return NULL;
  expr->as.quantified.kind = kind;
  expr->as.quantified.least = least.text;
  expr->as.quantified.domain = domain_of(domain, variable);
  expr->as.quantified.where = where;
  expr->as.quantified.satisfies = satisfies;
  return expr;
}

const Expr *expr_aggregate(Parse *parse, Span span, AggregateKind kind, const Expr *value,
                           const SortKeyList *keys, Name variable, const Domain *domain,
                           const Expr *where, const Expr *otherwise) {
  unsigned inner = higher(height(value), domain_height(domain));
  inner = higher(inner, higher(height(where), height(otherwise)));
  for (size_t i = 0; keys && i < keys->count; i++)
    inner = higher(inner, height(keys->items[i].value));
  Expr *expr = node(parse, EXPR_AGGREGATE, span, inner);
  if (!expr)
    return NULL;
  expr->as.aggregate.kind = kind;
  expr->as.aggregate.value = value;
  if (keys)
    expr->as.aggregate.keys = *keys;
  expr->as.aggregate.domain = domain_of(domain, variable);
  expr->as.aggregate.where = where;
  expr->as.aggregate.otherwise = otherwise;
  return expr;
}

const Expr *expr_apportion(Parse *parse, Span span, const Expr *amount, const Expr *weight,
                           Name variable, const Domain *domain, const Expr *where) {
  unsigned inner = higher(height(amount), higher(height(weight), height(where)));
  Expr *expr = node(parse, EXPR_APPORTION, span, higher(inner, domain_height(domain)));
  if (!expr)
    return NULL;
  expr->as.apportion.amount = amount;
  expr->as.apportion.weight = weight;
  expr->as.apportion.domain = domain_of(domain, variable);
  expr->as.apportion.where = where;
  return expr;
}
