#include "interp/check/checker.h"

/* Amounts in minor units from above `low` (or from it) to `high`; both constants of the rules. */
typedef struct {
  bool     known;
  bool     has_low, has_high, high_strict;
  Fraction low, high;
} Reach;

static bool read_limit(const Term *limit, bool *has, Fraction *number) {
  Value value;
  *has = limit != NULL;
  if (!limit)
    return true;
  if (!term_default(limit, &value) || value.state != VALUE_KNOWN || value.kind != TYPE_MONEY)
    return false;
  *number = value.as.number;
  return true;
}

static Reach reach_of(const Power *power) {
  Reach reach = { .high_strict = power->most_strict };
  bool low = read_limit(power->above, &reach.has_low, &reach.low);
  bool high = read_limit(power->most, &reach.has_high, &reach.high);
  reach.known = low && high;
  return reach;
}

static bool reaches(const Reach *reach, Fraction amount) {
  if (!reach->known)
    return false;
  if (reach->has_low && fraction_compare(amount, reach->low) <= 0)
    return false;
  if (!reach->has_high)
    return true;
  int side = fraction_compare(amount, reach->high);
  return reach->high_strict ? side < 0 : side <= 0;
}

static bool decided(const Reach *reaches_of, size_t count, Fraction amount) {
  for (size_t i = 0; i < count; i++)
    if (reaches(&reaches_of[i], amount))
      return true;
  return false;
}

/* The least amount at a border of some row that no row without `when` reaches. */
static bool find_gap(const Reach *rows, size_t count, Fraction *gap) {
  bool found = false;
  Fraction one = fraction_from(1);
  for (size_t i = 0; i <= count * 2; i++) {
    Fraction candidate = one;
    if (i > 0) {
      const Reach *row = &rows[(i - 1) / 2];
      bool low = (i - 1) % 2 == 0;
      if (!row->known || (low ? !row->has_low : !row->has_high))
        continue;
      candidate = low ? row->low : row->high;
      if (!low && !row->high_strict && !fraction_add(row->high, one, &candidate))
        continue;
      if (fraction_sign(candidate) <= 0)
        continue;
    }
    if (decided(rows, count, candidate) || (found && fraction_compare(candidate, *gap) >= 0))
      continue;
    *gap = candidate;
    found = true;
  }
  return found;
}

static void report_gap(const Scope *scope, const Decision *decision, Fraction gap) {
  Checker *checker = scope->checker;
  Type money = type_of_money(decision->currency);
  Text amount = value_show(checker->arena, value_number(TYPE_MONEY, gap), &money,
                           checker->model->surface == SURFACE_SWEDISH);
  diag_report(checker->diags, DIAG_NO_DECIDER, decision->span, "nobody may decide %.*s",
              TEXT_PRINT(amount));
  for (size_t i = 0; i < decision->powers.count && i < 4; i++)
    if (decision->powers.items[i]->when)
      diag_label(checker->diags, decision->powers.items[i]->when->span,
                 "this row holds only under a condition");
  diag_help(checker->diags,
            "add the ordinary decider, without a limit or a condition: decided by BODY");
}

static void check_ordinary(const Scope *scope) {
  const Decision *decision = scope->work->decision;
  const Power *first = NULL;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    if (power->delegated || power->when)
      continue;
    if (first && !power->above && !power->most) {
      diag_report(scope->checker->diags, DIAG_CLAUSE_TWICE, power->span,
                  "exactly one \"decided by\" has no \"when\"");
      diag_label(scope->checker->diags, first->span, "the first one");
      diag_help(scope->checker->diags, "say when this one decides: decided by BODY when …");
    }
    first = first ? first : power;
  }
}

void coverage_check(const Scope *scope) {
  const Decision *decision = scope->work->decision;
  if (decision->powers.count == 0)
    return;
  Reach *rows = arena_array(scope->checker->arena, Reach, decision->powers.count);
  size_t count = 0;
  bool whole = true;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    whole &= !(power->above && term_failed(power->above)) &&
             !(power->most && term_failed(power->most));
    if (power->when)
      continue;
    rows[count++] = reach_of(power);
  }
  check_ordinary(scope);
  Fraction gap;
  if (whole && find_gap(rows, count, &gap))
    report_gap(scope, decision, gap);
}
