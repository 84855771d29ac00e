/* apportion m in proportion to w for r in R: whole minor units that add up to m (semantics B3).
 *
 * Each element gets its exact share rounded down; the units left go one each to the
 * largest remainders, equal remainders in the order of the elements.
 * Cost: O(n log n), two arrays in the batch. */
#include "interp/eval/evaluator.h"

typedef struct {
  Fraction remainder;
  size_t   index;
} Share;

/* The weights of the elements chosen, each known and not negative; else *problem. */
static bool collect_weights(Evaluator *evaluator, const Term *term, Elements *elements,
                            ValueList *weights, Value *problem) {
  while (lists_next(evaluator, elements)) {
    Value chosen = lists_where(evaluator, term->as.apportion.where);
    if (logic_is(chosen, false))
      continue;
    Value weight = evaluate(evaluator, term->as.apportion.weight);
    if (evaluate_unsettled(evaluator, term, chosen, weight, problem))
      return false;
    if (fraction_sign(weight.as.number) < 0) {
      *problem = evaluate_error(evaluator, term->span, "a weight is below zero");
      return false;
    }
    LIST_ADD(evaluator->batch, weights, Value, weight);
  }
  return true;
}

static bool goes_first(const Share *a, const Share *b) {
  int order = fraction_compare(a->remainder, b->remainder);
  return order > 0 || (order == 0 && a->index < b->index);
}

/* Sifts the share at `top` down in the heap whose root goes last. */
static void sift_down(Share *shares, size_t top, size_t count) {
  while (2 * top + 1 < count) {
    size_t child = 2 * top + 1;
    if (child + 1 < count && goes_first(&shares[child], &shares[child + 1]))
      child++;
    if (!goes_first(&shares[top], &shares[child]))
      return;
    Share moved = shares[top];
    shares[top] = shares[child];
    shares[child] = moved;
    top = child;
  }
}

static void sort_shares(Share *shares, size_t count) {
  for (size_t i = count / 2; i > 0; i--)
    sift_down(shares, i - 1, count);
  for (size_t end = count; end > 1; end--) {
    Share last = shares[end - 1];
    shares[end - 1] = shares[0];
    shares[0] = last;
    sift_down(shares, 0, end - 1);
  }
}

/* Rounds every share down and tells how many units are left; false: too large. */
static bool round_down(Fraction amount, Fraction total, const ValueList *weights, Value *parts,
                       Share *shares, int64_t *left) {
  Fraction rest = amount;
  for (size_t i = 0; i < weights->count; i++) {
    Fraction exact, whole;
    if (!fraction_multiply(amount, weights->items[i].as.number, &exact) ||
        !fraction_divide(exact, total, &exact) ||
        !fraction_round(exact, fraction_from(1), ROUND_DOWN, &whole) ||
        !fraction_subtract(exact, whole, &shares[i].remainder) ||
        !fraction_subtract(rest, whole, &rest))
      return false;
    shares[i].index = i;
    parts[i] = value_number(TYPE_MONEY, whole);
  }
  return fraction_to_int64(rest, left);
}

static Value share_out(Evaluator *evaluator, const Term *term, Fraction amount, Fraction total,
                       const ValueList *weights) {
  Value *parts = arena_array(evaluator->batch, Value, weights->count);
  Share *shares = arena_array(evaluator->batch, Share, weights->count);
  int64_t left;
  if (!round_down(amount, total, weights, parts, shares, &left))
    return evaluate_error(evaluator, term->span, "the result is too large to be exact");
  sort_shares(shares, weights->count);
  for (size_t i = 0; i < (size_t)left && i < weights->count; i++)
    parts[shares[i].index].as.number.numerator++;
  return value_list(parts, weights->count);
}

Value apportion_parts(Evaluator *evaluator, const Term *term, Fraction amount,
                      const ValueList *weights) {
  Fraction total = fraction_from(0);
  if (!fraction_is_whole(amount))
    return evaluate_error(evaluator, term->span, "only whole minor units can be apportioned");
  for (size_t i = 0; i < weights->count; i++)
    if (!fraction_add(total, weights->items[i].as.number, &total))
      return evaluate_error(evaluator, term->span, "the weights are too large");
  if (fraction_is_zero(total))
    return evaluate_error(evaluator, term->span, "all weights are zero");
  return share_out(evaluator, term, amount, total, weights);
}

Value lists_apportion(Evaluator *evaluator, const Term *term) {
  Elements elements;
  ValueList weights = { 0 };
  Value problem;
  Value amount = evaluate(evaluator, term->as.apportion.amount);
  lists_start(evaluator, term, &term->as.apportion.domain, &elements);
  if (evaluate_unsettled(evaluator, term, amount, elements.list, &problem))
    return problem;
  if (!collect_weights(evaluator, term, &elements, &weights, &problem))
    return problem;
  return apportion_parts(evaluator, term, amount.as.number, &weights);
}
