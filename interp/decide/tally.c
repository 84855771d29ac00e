#include "interp/decide/tally.h"

static RunTally *tally_of(Arena *arena, RunTallies *tallies, Text name) {
  for (size_t i = 0; i < tallies->count; i++)
    if (text_equal(tallies->items[i].name, name))
      return &tallies->items[i];
  LIST_ADD(arena, tallies, RunTally, (RunTally){ .name = arena_text(arena, name) });
  return &tallies->items[tallies->count - 1];
}

void tally_deciders(Arena *arena, DecisionSummary *summary) {
  const Decision *decision = summary->decision;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Term *decider = decision->powers.items[i]->decider;
    if (decider && decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY)
      tally_of(arena, &summary->deciders, decider->as.constant.as.body->name);
  }
}

static void add_saturated(int64_t *sum, int64_t amount) {
  if (__builtin_add_overflow(*sum, amount, sum))
    *sum = INT64_MAX;
}

void tally_add(Arena *arena, DecisionSummary *summary, const TallyLine *line) {
  summary->records++;
  summary->outcomes[line->kind]++;
  summary->recorded += line->recorded;
  if (line->kind == OUTCOME_OWN)
    tally_of(arena, &summary->own, line->own)->count++;
  if (line->kind != OUTCOME_FUNDABLE)
    return;
  add_saturated(&summary->granted, line->granted);
  if (!line->decider.length)
    return;
  RunTally *tally = tally_of(arena, &summary->deciders, line->decider);
  tally->count++;
  add_saturated(&tally->granted, line->granted);
}
