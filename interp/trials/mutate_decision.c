/* The clauses of a decision: rules, own outcomes, who decides, deadlines; money is apart. */
#include "interp/trials/mutants.h"
#include "interp/trials/places.h"

#define PUT(mutants, kind, span, change, place, Type, ...) \
  MUTANTS_PUT((mutants), (kind), (span), NULL, (change), (place), Type, __VA_ARGS__)

static void put_always(Mutants *mutants, MutantKind kind, Span span, const Term **when) {
  if (*when)
    PUT(mutants, kind, span, mutants_say(mutants, MESSAGE("always")), when, const Term *, NULL);
}

static void put_never(Mutants *mutants, MutantKind kind, Span span, const Term **when) {
  PUT(mutants, kind, span, mutants_say(mutants, MESSAGE("left out")), when, const Term *,
      mutants_truth(mutants, false));
}

/* ---- rules ------------------------------------------------------------------------------- */

/* The value that lets a record pass the rule. */
static bool passes(const Rule *rule) {
  return rule->kind != RULE_EXCLUDED && rule->kind != RULE_NOTE;
}

static void leave_out(Mutants *mutants, Rule *rule) {
  for (size_t i = 0; i < rule->require_count; i++) {
    ModelRequirement *part = &rule->requires[i];
    if (part->test)
      PUT(mutants, MUTANT_RULE, part->span.file ? part->span : rule->span,
          mutants_say(mutants, MESSAGE("left out")), &part->test, const Term *,
          mutants_truth(mutants, passes(rule)));
  }
}

static void leave_out_needs(Mutants *mutants, Rule *rule) {
  for (size_t left_out = 0; left_out < rule->need_count; left_out++) {
    const FieldType **needs = arena_array(mutants->arena, const FieldType *, rule->need_count);
    for (size_t i = 0, kept = 0; i < rule->need_count; i++)
      if (i != left_out)
        needs[kept++] = rule->needs[i];
    Text change = arena_format(mutants->arena,
                               diag_words(mutants->diags, MESSAGE("without %.*s")),
                               TEXT_PRINT(rule->needs[left_out]->name));
    PUT(mutants, MUTANT_RULE, rule->span, change, &rule->needs, const FieldType **, needs);
    mutants_also(mutants, &rule->need_count, &(size_t){ rule->need_count - 1 }, sizeof(size_t));
  }
}

static void change_stage(Mutants *mutants, Rule *rule) {
  static const struct { RuleKind other; const char *text; } others[] = {
    [RULE_ELIGIBLE]  = { RULE_CRITERION, MESSAGE("a criterion") },
    [RULE_CRITERION] = { RULE_ELIGIBLE,  MESSAGE("a test of who may apply") },
    [RULE_CONSIDERS] = { RULE_CRITERION, MESSAGE("required, not considered") },
  };
  if (rule->kind < sizeof others / sizeof *others && others[rule->kind].text)
    PUT(mutants, MUTANT_STAGE, rule->span, mutants_say(mutants, others[rule->kind].text),
        &rule->kind, RuleKind, others[rule->kind].other);
}

/* The days in force are no words of an expression: each stands where the head names them. */
static void mutate_in_force(Mutants *mutants, const Term *term, Span span) {
  if (!term)
    return;
  if (term->kind == TERM_BINARY) {
    mutate_in_force(mutants, term->as.binary.left, span);
    mutate_in_force(mutants, term->as.binary.right, span);
  }
  if (term->kind == TERM_RANGE) {
    mutate_constant(mutants, term->as.range.low, span);
    mutate_constant(mutants, term->as.range.high, span);
  }
}

static void mutate_rule(Mutants *mutants, Rule *rule) {
  if (rule->kind == RULE_IN_FORCE) {
    mutants->everywhere = true;
    for (size_t i = 0; i < rule->require_count; i++)
      mutate_in_force(mutants, rule->requires[i].test, places_in_force(mutants->model, rule));
    mutants->everywhere = false;
    return;
  }
  leave_out(mutants, rule);
  leave_out_needs(mutants, rule);
  change_stage(mutants, rule);
  put_always(mutants, MUTANT_RULE, rule->span, &rule->when);
  mutate_term(mutants, rule->when);
  for (size_t i = 0; i < rule->require_count; i++)
    mutate_term(mutants, rule->requires[i].test);
  mutate_exceptions(mutants, rule->exceptions);
}

/* ---- own outcomes -------------------------------------------------------------------------- */

static void mutate_outcome(Mutants *mutants, OwnOutcome *outcome) {
  put_never(mutants, MUTANT_RULE, outcome->span, &outcome->when);
  PUT(mutants, MUTANT_STAGE, outcome->span,
      mutants_say(mutants, outcome->after ? MESSAGE("before, not after")
                                          : MESSAGE("after, not before")),
      &outcome->after, bool, !outcome->after);
  mutate_term(mutants, outcome->when);
}

/* ---- deadlines ----------------------------------------------------------------------------- */

static void mutate_deadline(Mutants *mutants, Deadline *deadline) {
  put_never(mutants, MUTANT_DEADLINE, deadline->span, &deadline->when);
  put_always(mutants, MUTANT_DEADLINE, deadline->span, &deadline->when);
  mutate_term(mutants, deadline->when);
  mutate_term(mutants, deadline->due);
}

/* ---- who decides --------------------------------------------------------------------------- */

static void mutate_bound(Mutants *mutants, const Term **bound) {
  if (*bound)
    PUT(mutants, MUTANT_DECIDER, (*bound)->span, mutants_say(mutants, MESSAGE("no limit")), bound,
        const Term *, NULL);
  mutate_term(mutants, *bound);
}

static void mutate_power(Mutants *mutants, Power *power) {
  if (power->delegated || power->when)
    put_never(mutants, MUTANT_DECIDER, power->span, &power->when);
  if (power->when && power->when->span.file)
    put_always(mutants, MUTANT_DECIDER, power->span, &power->when);
  if (power->most)
    PUT(mutants, MUTANT_DECIDER, power->span,
        mutants_say(mutants, power->most_strict ? MESSAGE("at most, not below")
                                                : MESSAGE("below, not at most")),
        &power->most_strict, bool, !power->most_strict);
  mutate_bound(mutants, &power->above);
  mutate_bound(mutants, &power->most);
  if (power->out_of && power->out_of->within)
    PUT(mutants, MUTANT_DECIDER, power->span,
        mutants_say(mutants, MESSAGE("out of the frame around it")), &power->out_of,
        const Frame *, power->out_of->within);
  mutate_term(mutants, power->when);
  mutate_term(mutants, power->decider);
}

/* ---- the whole ----------------------------------------------------------------------------- */

void mutate_decision(Mutants *mutants, Decision *decision) {
  for (size_t i = 0; i < decision->rules.count; i++)
    mutate_rule(mutants, decision->rules.items[i]);
  mutate_money(mutants, decision);
  for (size_t i = 0; i < decision->powers.count; i++)
    mutate_power(mutants, decision->powers.items[i]);
  for (size_t i = 0; i < decision->outcomes.count; i++)
    mutate_outcome(mutants, decision->outcomes.items[i]);
  for (size_t i = 0; i < decision->deadlines.count; i++)
    mutate_deadline(mutants, decision->deadlines.items[i]);
}
