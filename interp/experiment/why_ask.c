/* Why not, asked of an experiment. */
#include "interp/experiment/why_not.h"

/* ---- in the whole population ------------------------------------------------------------- */

static Assumptions with_facts(const WhyFunding *funding, const WhyAnswer *answer) {
  Assumptions assumed = *funding->assumptions;
  assumed.facts.items = arena_array(funding->arena, FactChange,
                                    assumed.facts.count + answer->changes.count);
  assumed.facts.room = assumed.facts.count + answer->changes.count;
  for (size_t i = 0; i < assumed.facts.count; i++)
    assumed.facts.items[i] = funding->assumptions->facts.items[i];
  for (size_t i = 0; i < answer->changes.count; i++) {
    const WhyChange *change = &answer->changes.items[i];
    assumed.facts.items[assumed.facts.count++] =
        (FactChange){ .record = change->record, .key = change->key, .field = change->field,
                      .value = change->to };
  }
  return assumed;
}

static bool stands_funded(const WhyFunding *funding, const Standing *standing, const WhyNot *why,
                          size_t number, WhyAnswer *answer) {
  const StandingOf *of = &standing->decisions[why->decision->index];
  Stand stand = standing_at(of, number);
  bool another = why->kind == OUTCOME_FUNDABLE && answer->power;      /* who decides is asked */
  if (stand.kind != OUTCOME_FUNDABLE ||
      (another && !text_equal(of->deciders[stand.decider], answer->decider)))
    return false;
  answer->kind = OUTCOME_FUNDABLE;
  answer->granted = stand.granted;
  answer->decider = arena_text(funding->arena, of->deciders[stand.decider]);
  return true;
}

bool why_not_funds(void *context, const WhyNot *why, WhyAnswer *answer) {
  const WhyFunding *funding = context;
  size_t number;
  if (!experiment_find(funding->experiment, why->decision->subject, why->key, &number))
    return false;
  Assumptions assumed = with_facts(funding, answer);
  Standing *standing = experiment_judge(funding->experiment, &assumed);
  bool funded = stands_funded(funding, standing, why, number, answer);
  standing_free(standing);
  return funded;
}

/* ---- the question ------------------------------------------------------------------------ */

typedef struct {
  Arena   *arena;
  WhyNots *found;
} Asking;

static void gather(void *context, const Judgement *judgement, Arena *batch) {
  (void)batch;
  const Asking *asking = context;
  WhyNot *why = why_not_gather(asking->arena, judgement);
  LIST_ADD(asking->arena, asking->found, WhyNot *, why);
}

bool why_not_ask(Experiment *experiment, const Assumptions *assumptions, Text key, Arena *arena,
                 WhyNots *found) {
  Asking asking = { arena, found };
  WhyFunding funding = { experiment, assumptions, arena };
  if (!experiment_explain(experiment, assumptions, key, gather, &asking))
    return false;
  for (size_t i = 0; i < found->count; i++)
    why_not_try(found->items[i], why_not_funds, &funding);
  return true;
}
