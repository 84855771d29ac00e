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

static void add_saturated(int64_t *sum, Int128 amount) {
  Int128 more = *sum + amount;
  *sum = more > INT64_MAX ? INT64_MAX : (int64_t)more;
}

void tally_add_many(Arena *arena, DecisionSummary *summary, const TallyLine *line, size_t count,
                    Int128 granted) {
  summary->records += count;
  summary->outcomes[line->kind] += count;
  summary->recorded += line->recorded ? count : 0;
  if (line->kind == OUTCOME_OWN)
    tally_of(arena, &summary->own, line->own)->count += count;
  if (line->kind != OUTCOME_FUNDABLE)
    return;
  add_saturated(&summary->granted, granted);
  if (!line->decider.length)
    return;
  RunTally *tally = tally_of(arena, &summary->deciders, line->decider);
  tally->count += count;
  add_saturated(&tally->granted, granted);
}

void tally_add(Arena *arena, DecisionSummary *summary, const TallyLine *line) {
  tally_add_many(arena, summary, line, 1, line->granted);
}
