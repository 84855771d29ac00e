/* The values of measures: of how records stand, and of the rules. */
#include "interp/experiment/measure.h"

#include "interp/experiment/inside.h"

static bool needs_standing(const Measure *measure) {
  if (measure->kind == MEASURE_ARITHMETIC)
    return needs_standing(measure->left) || needs_standing(measure->right);
  return measure->kind != MEASURE_TERM;
}

bool measures_need_standing(const MeasureList *measures) {
  for (size_t i = 0; i < measures->count; i++)
    if (needs_standing(&measures->items[i]))
      return true;
  return false;
}

typedef struct {
  Experiment        *experiment;
  Arena             *arena;
  const Standing    *standing;
  const MeasureList *measures;
  Value             *values;
} Taking;

static const RunTally *find_tally(const RunTallies *tallies, Text name) {
  for (size_t i = 0; i < tallies->count; i++)
    if (text_equal(tallies->items[i].name, name))
      return &tallies->items[i];
  return NULL;
}

static Fraction of_decision(const Measure *measure, const DecisionSummary *summary) {
  const RunTally *tally;
  switch (measure->kind) {
    case MEASURE_GRANTED: return fraction_from(summary->granted);
    case MEASURE_OUTCOME:
      for (int kind = 0; kind < OUTCOME_OWN; kind++)
        if (text_is(measure->name, outcome_names[kind]))
          return fraction_from((int64_t)summary->outcomes[kind]);
      tally = find_tally(&summary->own, measure->name);
      return fraction_from(tally ? (int64_t)tally->count : 0);
    case MEASURE_DECIDER:
      tally = find_tally(&summary->deciders, measure->name);
      return fraction_from(tally ? (int64_t)tally->count : 0);
    case MEASURE_DECIDER_GRANTED:
      tally = find_tally(&summary->deciders, measure->name);
      return fraction_from(tally ? tally->granted : 0);
    case MEASURE_FRAME: case MEASURE_TERM: case MEASURE_ARITHMETIC: break;
  }
  return fraction_from(0);
}

static Value sum_of_decisions(const Standing *standing, const Measure *measure) {
  Fraction sum = fraction_from(0);
  for (size_t i = 0; i < standing->decision_count; i++)
    if (!measure->decision || standing->decisions[i].decision == measure->decision)
      fraction_add(sum, of_decision(measure, &standing->decisions[i].summary), &sum);
  return value_number(measure->type.kind, sum);
}

static int64_t part_of(const FrameState *state, FramePart part) {
  switch (part) {
    case FRAME_DRAWN:     return state->drawn;
    case FRAME_REMAINING: return state->limit - state->opening - state->drawn;
    case FRAME_LIMIT:     return state->limit;
    case FRAME_OPENING:   return state->opening;
    case FRAME_QUEUED:    return state->queued;
  }
  return 0;
}

static Value of_frame(const Standing *standing, const Measure *measure) {
  Fraction sum = fraction_from(0);
  for (size_t i = 0; i < standing->frame_count; i++) {
    const FrameState *state = &standing->frames[i];
    if (state->frame != measure->frame)
      continue;
    if (state->pending && (measure->part == FRAME_LIMIT || measure->part == FRAME_REMAINING))
      return value_unknown(TYPE_MONEY);
    fraction_add(sum, fraction_from(part_of(state, measure->part)), &sum);
  }
  return value_number(TYPE_MONEY, sum);
}

static Value take(const Taking *taking, const Measure *measure, Evaluator *evaluator);

static Term constant(const Measure *measure, Value value) {
  return (Term){ .kind = TERM_CONSTANT, .height = 1, .type = measure->type,
                 .as.constant = value };
}

/* By the evaluator, so that it is exact and errs as any sum of the rules does. */
static Value combine(const Taking *taking, const Measure *measure, Evaluator *evaluator) {
  Value values[] = { take(taking, measure->left, evaluator),
                     take(taking, measure->right, evaluator) };
  Term left = constant(measure->left, values[0]), right = constant(measure->right, values[1]);
  Term whole = { .kind = TERM_BINARY, .height = 2, .type = measure->type,
                 .as.binary = { .op = measure->op, .left = &left, .right = &right } };
  if (values[0].state != VALUE_KNOWN || values[1].state != VALUE_KNOWN)
    return value_unknown(measure->type.kind);
  return evaluate(evaluator, &whole);
}

static Value take(const Taking *taking, const Measure *measure, Evaluator *evaluator) {
  switch (measure->kind) {
    case MEASURE_FRAME:      return of_frame(taking->standing, measure);
    case MEASURE_TERM:       return evaluate(evaluator, measure->term);
    case MEASURE_ARITHMETIC: return combine(taking, measure, evaluator);
    case MEASURE_OUTCOME: case MEASURE_GRANTED: case MEASURE_DECIDER:
    case MEASURE_DECIDER_GRANTED:
      break;
  }
  return sum_of_decisions(taking->standing, measure);
}

static Value kept(Arena *arena, Value value) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    value.as.text = arena_text(arena, value.as.text);
  return value.state == VALUE_ERROR ? value_unknown(value.kind) : value;
}

static void take_all(void *context, Evaluator *evaluator, const RecordSource *source,
                     Arena *scratch) {
  const Taking *taking = context;
  (void)source;
  (void)scratch;
  for (size_t i = 0; i < taking->measures->count; i++)
    taking->values[i] = kept(taking->arena, take(taking, &taking->measures->items[i], evaluator));
}

static bool needs_evaluator(const MeasureList *measures) {
  for (size_t i = 0; i < measures->count; i++)
    if (measures->items[i].kind == MEASURE_TERM || measures->items[i].kind == MEASURE_ARITHMETIC)
      return true;
  return false;
}

void measures_take(Experiment *experiment, Arena *arena, const Assumptions *assumptions,
                   const Standing *standing, const MeasureList *measures, Value *values) {
  Taking taking = { experiment, arena, standing, measures, values };
  if (needs_evaluator(measures))
    experiment_alone(experiment, assumptions, take_all, &taking);
  else
    take_all(&taking, NULL, NULL, NULL);
}
