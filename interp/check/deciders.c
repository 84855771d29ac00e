/* Who may decide: each amount, in each case that the conditions tell apart and in each version,
 * has a decider, or it is told which has none. */
#include "interp/check/cases.h"

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

/* The least amount at a border of some row that no row reaches. */
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

/* Where it is not so in the text as adopted. */
static void label_version(const Scope *scope, size_t amended) {
  const Model *model = scope->checker->model;
  if (amended > 0)
    diag_label(scope->checker->diags, model->amendments.items[amended - 1]->span,
               "as amended by this");
}

static void report_gap(const Scope *scope, const Decision *decision, size_t amended,
                       Fraction gap, Text where) {
  Checker *checker = scope->checker;
  Type money = type_of_money(decision->currency);
  Text amount = value_show(checker->arena, value_number(TYPE_MONEY, gap), &money,
                           checker->model->surface == SURFACE_SWEDISH);
  diag_report(checker->diags, DIAG_NO_DECIDER, decision->span, "nobody may decide %.*s%s%.*s",
              TEXT_PRINT(amount), where.length ? diag_words(checker->diags, " where ") : "",
              TEXT_PRINT(where));
  label_version(scope, amended);
  for (size_t i = 0; i < decision->powers.count && i < 4; i++)
    if (decision->powers.items[i]->when)
      diag_label(checker->diags, decision->powers.items[i]->when->span,
                 "this row holds only under a condition");
  diag_help(checker->diags,
            "add the ordinary decider, without a limit or a condition: decided by BODY");
}

/* Is the row part of the version with the first `amended` amendments? */
static bool is_in_version(const Power *power, size_t amended) {
  return !power->stands || versions_have(power->stands->as.stands.versions, amended);
}

static void check_ordinary(const Scope *scope, size_t amended) {
  const Decision *decision = scope->work->decision;
  const Power *first = NULL;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    if (power->delegated || power->when || !is_in_version(power, amended))
      continue;
    if (first && !power->above && !power->most) {
      diag_report(scope->checker->diags, DIAG_CLAUSE_TWICE, power->span,
                  "exactly one \"decided by\" has no \"when\"");
      diag_label(scope->checker->diags, first->span, "the first one");
      label_version(scope, amended);
      diag_help(scope->checker->diags, "say when this one decides: decided by BODY when …");
    }
    first = first ? first : power;
  }
}

/* The rows that stand in the case. */
static size_t rows_in_case(const Decision *decision, const Cases *cases, size_t amended,
                           Reach *rows) {
  size_t count = 0;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    bool known = !power->when || !cases->too_many;
    if (known && is_in_version(power, amended) && cases_hold(cases, power->when))
      rows[count++] = reach_of(power);
  }
  return count;
}

/* Each amount has someone who may decide it in every case that the conditions tell apart. */
static void check_cases(const Scope *scope, size_t amended, Reach *rows) {
  const Decision *decision = scope->work->decision;
  Cases cases = { .scope = scope };
  Fraction gap;
  for (size_t i = 0; i < decision->powers.count; i++)
    cases_add(&cases, decision->powers.items[i]->when);
  if (cases.too_many) {
    if (find_gap(rows, rows_in_case(decision, &cases, amended, rows), &gap))
      report_gap(scope, decision, amended, gap, TEXT(""));
    return;
  }
  while (cases_next(&cases)) {
    if (!find_gap(rows, rows_in_case(decision, &cases, amended, rows), &gap))
      continue;
    report_gap(scope, decision, amended, gap, cases_say(&cases));
    return;
  }
}

static bool rows_are_whole(const Decision *decision) {
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    if ((power->above && term_failed(power->above)) || (power->most && term_failed(power->most)) ||
        (power->when && term_failed(power->when)))
      return false;
  }
  return true;
}

static void check_version(const Scope *scope, size_t amended) {
  const Decision *decision = scope->work->decision;
  check_ordinary(scope, amended);
  if (rows_are_whole(decision))
    check_cases(scope, amended,
                arena_array(scope->checker->arena, Reach, decision->powers.count));
}

/* In every version: as adopted, and as each amendment leaves it. */
void deciders_check(const Scope *scope) {
  if (scope->work->decision->powers.count == 0)
    return;
  for (size_t amended = 0; amended <= scope->checker->model->amendments.count; amended++)
    check_version(scope, amended);
}
