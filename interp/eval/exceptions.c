/* A value with exceptions (semantics X1): v where `when` is yes, unless another overrides it. */
#include "interp/eval/evaluator.h"

enum { WORLDS_MOST = 6 };       /* so many open conditions are gone through both ways */

uint64_t exceptions_standing(const Exceptions *exceptions, uint64_t applying) {
  uint64_t left = applying;
  for (size_t i = 0; i < exceptions->count; i++)
    if (applying >> i & 1)
      left &= ~exceptions->items[i].overrides;
  return left;
}

/* Those whose `when` certainly holds, and those for which it is not known; false: an error. */
static bool split(Evaluator *evaluator, const Exceptions *exceptions, uint64_t *certain,
                  uint64_t *open, Value *error) {
  *certain = *open = 0;
  for (size_t i = 0; i < exceptions->count; i++) {
    const Term *when = exceptions->items[i].when;
    Value holds = when ? evaluate(evaluator, when) : value_truth(true);
    uint64_t bit = UINT64_C(1) << i;
    if (holds.state == VALUE_ERROR || holds.state == VALUE_NONE) {
      *error = holds.state == VALUE_ERROR ? holds : evaluate_error(
          evaluator, when->span, "there is no value here to judge by");
      return false;
    }
    *certain |= logic_is(holds, true) ? bit : 0;
    *open |= holds.state == VALUE_UNKNOWN ? bit : 0;
  }
  return true;
}

/* "exception "small" (rules.anslag:12)": where it stands, for who reads the message. */
static Text place_of(Evaluator *evaluator, const Exception *exception) {
  Sources *sources = evaluator->diags->sources;
  Source *source = sources ? sources_get(sources, exception->span) : NULL;
  Text place = TEXT("");
  if (source)
    place = arena_format(evaluator->batch, " (%.*s:%zu)", TEXT_PRINT(source->path),
                         source_place(sources, source, exception->span.start).line);
  return exception->name.length
             ? arena_format(evaluator->batch, "\"%.*s\"%.*s", TEXT_PRINT(exception->name),
                            TEXT_PRINT(place))
             : arena_format(evaluator->batch, model_words(evaluator->model, "the one%.*s"),
                            TEXT_PRINT(place));
}

static Value disagree(Evaluator *evaluator, const Exceptions *exceptions, const Exception *a,
                      const Exception *b) {
  return evaluate_error(evaluator, b->span,
                        "two exceptions to \"%.*s\" apply and disagree: %.*s and %.*s",
                        TEXT_PRINT(exceptions->target), TEXT_PRINT(place_of(evaluator, a)),
                        TEXT_PRINT(place_of(evaluator, b)));
}

/* The value where exactly the exceptions of the mask apply. */
static Value settle(Evaluator *evaluator, const Term *general, const Exceptions *exceptions,
                    uint64_t applying) {
  uint64_t left = exceptions_standing(exceptions, applying);
  const Exception *first = NULL;
  Value common = value_unknown(TYPE_UNKNOWN);
  for (size_t i = 0; i < exceptions->count; i++) {
    if (!(left >> i & 1))
      continue;
    evaluate_decided(evaluator, exceptions->items[i].span);
    Value value = evaluate(evaluator, exceptions->items[i].value);
    if (value.state != VALUE_KNOWN)
      return value;
    if (first && !value_same(common, value))
      return disagree(evaluator, exceptions, first, &exceptions->items[i]);
    if (!first)
      common = value;
    if (!first)
      first = &exceptions->items[i];
  }
  return first ? common : evaluate(evaluator, general);
}

static int count_bits(uint64_t mask) {
  int count = 0;
  for (; mask; mask &= mask - 1)
    count++;
  return count;
}

/* The common value over all ways that the open conditions may turn out. */
static Value settle_open(Evaluator *evaluator, const Term *term, uint64_t certain,
                         uint64_t open) {
  const Exceptions *exceptions = term->as.excepted.exceptions;
  if (count_bits(open) > WORLDS_MOST)
    return value_unknown(term->type.kind);
  Value common = settle(evaluator, term->as.excepted.general, exceptions, certain);
  for (uint64_t some = open; some; some = (some - 1) & open) {
    Value value = settle(evaluator, term->as.excepted.general, exceptions, certain | some);
    bool same = value.state == VALUE_KNOWN && common.state == VALUE_KNOWN
                    ? value_same(value, common)
                    : value.state == VALUE_ERROR && common.state == VALUE_ERROR;
    if (!same)
      return value_unknown(term->type.kind);
  }
  return common;
}

Value exceptions_evaluate(Evaluator *evaluator, const Term *term) {
  const Exceptions *exceptions = term->as.excepted.exceptions;
  uint64_t certain, open;
  Value error;
  if (!split(evaluator, exceptions, &certain, &open, &error))
    return error;
  open &= exceptions_possible(exceptions, certain, open);
  return open ? settle_open(evaluator, term, certain, open)
              : settle(evaluator, term->as.excepted.general, exceptions, certain);
}

uint64_t exceptions_possible(const Exceptions *exceptions, uint64_t certain, uint64_t open) {
  uint64_t left = certain | open;
  for (size_t i = 0; i < exceptions->count; i++)
    if (certain >> i & 1)
      left &= ~exceptions->items[i].overrides;
  return left;
}

bool exceptions_split(Evaluator *evaluator, const Exceptions *exceptions, uint64_t *certain,
                      uint64_t *open) {
  Value error;
  if (!split(evaluator, exceptions, certain, open, &error))
    return false;
  *open &= exceptions_possible(exceptions, *certain, *open);
  return true;
}

const Exception *evaluate_exception(Evaluator *evaluator, const Exceptions *exceptions) {
  uint64_t certain, open;
  if (!exceptions || !exceptions_split(evaluator, exceptions, &certain, &open) || open)
    return NULL;
  uint64_t left = exceptions_standing(exceptions, certain);
  for (size_t i = 0; i < exceptions->count; i++)
    if (left >> i & 1)
      return &exceptions->items[i];
  return NULL;
}
