#include "interp/decide/alone.h"

/* A parameter that can't be computed is told of by a run. */
static bool has_parameters(Evaluator *evaluator, const Model *model) {
  if (evaluator_refuses(evaluator))
    return false;
  for (size_t i = 0; i < model->parameters.count; i++)
    if (evaluator_parameter(evaluator, model->parameters.items[i]).state == VALUE_ERROR)
      return false;
  return true;
}

/* Two records with one key are found by reading them all. */
static bool is_doubtful(const Record *record) {
  for (size_t i = 0; i < record->faults.count; i++)
    if (!record->faults.items[i].field)
      return true;
  return false;
}

static Judge *new_judge(Arena *arena, const Model *model, const Decision *decision,
                        Evaluator *evaluator, const Population *population) {
  StoreDecided *rows = NULL;
  Judge *judge = judge_new(arena, model, decision, evaluator, &population->all);
  judge_without(judge, population->without, population->without_count);
  if (population->hold_none) {
    judge_hold_none(judge);
    return judge;
  }
  size_t count = population->decided
                     ? population->decided(population->context, arena, decision, &rows)
                     : 0;
  judge_decided(judge, rows, count);
  return judge;
}

bool judged_alone(Arena *arena, const Model *model, const ModelSettings *settings,
                  const EvalOptions *options, const Population *population,
                  const Decision *decision, const Record *record, const RunVisitor *visitor,
                  Diags *diags) {
  if (decision->reads.count || is_doubtful(record))
    return false;
  Evaluator *evaluator = evaluator_new(arena, model, settings, options, diags);
  if (!has_parameters(evaluator, model))
    return false;
  Judge *judge = new_judge(arena, model, decision, evaluator, population);
  Judgement *judgement = judge_record(judge, record, arena);
  if (judgement->recorded || judgement->kind == OUTCOME_QUEUED)
    return false;
  judge_finish(judge, judgement, NULL);
  visitor->finished(visitor->context, judgement, arena);
  return true;
}
