/* Results that need a person's judgement, for what is not encoded. */
#include "interp/decide/judging.h"

/* SIZE_MAX: no rule of the decision. */
static size_t place_of(const Decision *decision, const Rule *rule) {
  for (size_t i = 0; i < decision->rules.count; i++)
    if (decision->rules.items[i] == rule)
      return i;
  return SIZE_MAX;
}

static bool applies(const Judgement *judgement, const NeedsJudgement *needed) {
  for (size_t i = 0; needed->rule && i < judgement->rules.count; i++)
    if (judgement->rules.items[i].rule == needed->rule)
      return judgement->rules.items[i].verdict != VERDICT_DOES_NOT_APPLY;
  return true;
}

/* Noted in the order of the rule file, as the others are. */
static void note(Judging *judging, const RuleVerdict *verdict, size_t place) {
  Judgement *judgement = judging->judgement;
  RuleVerdictChoice *noted = &judgement->noted;
  LIST_ADD(judging->batch, noted, const RuleVerdict *, verdict);
  for (size_t i = noted->count - 1; i > 0; i--) {
    if (place_of(judgement->decision, noted->items[i - 1]->rule) <= place)
      return;
    noted->items[i] = noted->items[i - 1];
    noted->items[i - 1] = verdict;
  }
}

static void add_needed(Judging *judging, const NotEncoded *left_out,
                       const NeedsJudgement *needed) {
  Text because = left_out->because;
  RuleVerdict *verdict = arena_new(judging->batch, RuleVerdict);
  *verdict = (RuleVerdict){ .name = needed->name, .verdict = VERDICT_NOTED,
                            .bases = &left_out->bases };
  verdict->reason = arena_format(judging->batch, "%s: %.*s%s%.*s",
                                 model_words(judging->judge->model, "Needs judgement"),
                                 TEXT_PRINT(left_out->text), because.length ? ": " : "",
                                 TEXT_PRINT(because));
  LIST_ADD(judging->batch, &judging->judgement->rules, RuleVerdict, *verdict);
  verdict->rule = needed->rule;            /* its place among those noted */
  note(judging, verdict, place_of(judging->judgement->decision, needed->rule));
}

void needed_judgement(Judging *judging) {
  const Model *model = judging->judge->model;
  for (size_t i = 0; i < model->not_encoded.count; i++) {
    const NotEncoded *left_out = &model->not_encoded.items[i];
    for (size_t j = 0; j < left_out->judgement.count; j++) {
      const NeedsJudgement *needed = &left_out->judgement.items[j];
      if (needed->decision == judging->judge->decision && applies(judging->judgement, needed))
        add_needed(judging, left_out, needed);
    }
  }
}
