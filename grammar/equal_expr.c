#include "grammar/equal_parts.h"

#include "grammar/keywords.h"

bool list_equal(size_t count, const void *a, const void *b, size_t size, ItemEqual *equal) {
  for (size_t i = 0; i < count; i++)
    if (!equal((const char *)a + i * size, (const char *)b + i * size))
      return false;
  return true;
}

bool same_name(Name a, Name b) {
  return text_equal(a.text, b.text);
}

bool names_equal(const void *a, const void *b) {
  return same_name(*(const Name *)a, *(const Name *)b);
}

bool bases_equal(const void *left, const void *right) {
  const Basis *a = left, *b = right;
  return a->kind == b->kind && same_name(a->document, b->document) &&
         same_name(a->place, b->place) && same_name(a->text, b->text);
}

/* ---- expressions ------------------------------------------------------------------------ */

bool expr_items_equal(const void *a, const void *b) {
  return exprs_equal(*(const Expr *const *)a, *(const Expr *const *)b);
}

bool keys_equal(const void *left, const void *right) {
  const SortKey *a = left, *b = right;
  return a->descending == b->descending && exprs_equal(a->value, b->value);
}

bool domains_equal(const Domain *a, const Domain *b) {
  return same_name(a->variable, b->variable) && exprs_equal(a->from, b->from) &&
         exprs_equal(a->end, b->end);
}

/* Units of time are the same in both languages. */
static bool numbers_equal(const Expr *a, const Expr *b) {
  TimeUnit time = keyword_time_unit(a->as.number.unit);
  bool units = time == TIME_NOT ? text_equal(a->as.number.unit, b->as.number.unit)
                                : time == keyword_time_unit(b->as.number.unit);
  return units && a->as.number.percent == b->as.number.percent &&
         text_equal(a->as.number.digits, b->as.number.digits);
}

static bool ranges_equal(const Expr *a, const Expr *b) {
  return a->as.range.kind == b->as.range.kind && a->as.range.negated == b->as.range.negated &&
         a->as.range.open_low == b->as.range.open_low &&
         a->as.range.open_high == b->as.range.open_high &&
         exprs_equal(a->as.range.value, b->as.range.value) &&
         exprs_equal(a->as.range.low, b->as.range.low) &&
         exprs_equal(a->as.range.high, b->as.range.high);
}

static bool aggregates_equal(const Expr *a, const Expr *b) {
  return a->as.aggregate.kind == b->as.aggregate.kind &&
         exprs_equal(a->as.aggregate.value, b->as.aggregate.value) &&
         LISTS_EQUAL(a->as.aggregate.keys, b->as.aggregate.keys, keys_equal) &&
         domains_equal(&a->as.aggregate.domain, &b->as.aggregate.domain) &&
         exprs_equal(a->as.aggregate.where, b->as.aggregate.where) &&
         exprs_equal(a->as.aggregate.otherwise, b->as.aggregate.otherwise);
}

static bool quantified_equal(const Expr *a, const Expr *b) {
  return a->as.quantified.kind == b->as.quantified.kind &&
         text_equal(a->as.quantified.least, b->as.quantified.least) &&
         domains_equal(&a->as.quantified.domain, &b->as.quantified.domain) &&
         exprs_equal(a->as.quantified.where, b->as.quantified.where) &&
         exprs_equal(a->as.quantified.satisfies, b->as.quantified.satisfies);
}

static bool apportions_equal(const Expr *a, const Expr *b) {
  return exprs_equal(a->as.apportion.amount, b->as.apportion.amount) &&
         exprs_equal(a->as.apportion.weight, b->as.apportion.weight) &&
         domains_equal(&a->as.apportion.domain, &b->as.apportion.domain) &&
         exprs_equal(a->as.apportion.where, b->as.apportion.where);
}

static bool binaries_equal(const Expr *a, const Expr *b) {
  return a->as.binary.op == b->as.binary.op && a->as.binary.worded == b->as.binary.worded &&
         exprs_equal(a->as.binary.left, b->as.binary.left) &&
         exprs_equal(a->as.binary.right, b->as.binary.right);
}

/* Two expressions of one kind. */
static bool parts_equal(const Expr *a, const Expr *b) {
  switch (a->kind) {
    case EXPR_ERROR:
    case EXPR_PENDING: return true;
    case EXPR_NUMBER:  return numbers_equal(a, b);
    case EXPR_DATE:
    case EXPR_MONTH:
    case EXPR_MOMENT:
    case EXPR_STRING:  return text_equal(a->as.literal.text, b->as.literal.text);
    case EXPR_TRUTH:   return a->as.truth.yes == b->as.truth.yes;
    case EXPR_NAME:    return text_equal(a->as.name.text, b->as.name.text);
    case EXPR_CALL:
      return same_name(a->as.call.name, b->as.call.name) &&
             LISTS_EQUAL(a->as.call.arguments, b->as.call.arguments, expr_items_equal);
    case EXPR_MEMBER:
      return same_name(a->as.member.field, b->as.member.field) &&
             exprs_equal(a->as.member.object, b->as.member.object);
    case EXPR_LIST:    return LISTS_EQUAL(a->as.list.items, b->as.list.items, expr_items_equal);
    case EXPR_GROUP:   return exprs_equal(a->as.group.inner, b->as.group.inner);
    case EXPR_UNARY:
      return a->as.unary.op == b->as.unary.op &&
             exprs_equal(a->as.unary.operand, b->as.unary.operand);
    case EXPR_BINARY:  return binaries_equal(a, b);
    case EXPR_STATE:
      return a->as.state.test == b->as.state.test && a->as.state.negated == b->as.state.negated &&
             exprs_equal(a->as.state.value, b->as.state.value);
    case EXPR_RANGE:   return ranges_equal(a, b);
    case EXPR_WINDOW:
      return a->as.window.after == b->as.window.after &&
             exprs_equal(a->as.window.day, b->as.window.day) &&
             exprs_equal(a->as.window.period, b->as.window.period) &&
             exprs_equal(a->as.window.anchor, b->as.window.anchor);
    case EXPR_ELAPSED:
      return exprs_equal(a->as.elapsed.period, b->as.elapsed.period) &&
             exprs_equal(a->as.elapsed.since, b->as.elapsed.since);
    case EXPR_IF:
      return exprs_equal(a->as.choice.condition, b->as.choice.condition) &&
             exprs_equal(a->as.choice.then, b->as.choice.then) &&
             exprs_equal(a->as.choice.otherwise, b->as.choice.otherwise);
    case EXPR_ROUND:
      return a->as.round.kind == b->as.round.kind &&
             exprs_equal(a->as.round.value, b->as.round.value) &&
             exprs_equal(a->as.round.unit, b->as.round.unit);
    case EXPR_ROLL:    return exprs_equal(a->as.roll.value, b->as.roll.value);
    case EXPR_ON:
      return exprs_equal(a->as.on.value, b->as.on.value) &&
             exprs_equal(a->as.on.date, b->as.on.date);
    case EXPR_QUANTIFIED: return quantified_equal(a, b);
    case EXPR_AGGREGATE:  return aggregates_equal(a, b);
    case EXPR_APPORTION:  return apportions_equal(a, b);
    case EXPR_PREVIOUS:   return same_name(a->as.previous.name, b->as.previous.name);
  }
  return false;
}

bool exprs_equal(const Expr *a, const Expr *b) {
  if (!a || !b)
    return !a && !b;
  return a->kind == b->kind && parts_equal(a, b);
}
