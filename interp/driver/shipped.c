#include "interp/driver/shipped.h"

#include "interp/eval/eval.h"

static bool is_broken(Evaluator *evaluator, const ModelValid *valid, const Record *row,
                      Arena *batch) {
  evaluator_subject(evaluator, row, NULL, NULL, batch);
  Value holds = evaluate(evaluator, valid->test);
  return holds.state == VALUE_ERROR || (holds.state == VALUE_KNOWN && !holds.as.truth);
}

static void report(Work *work, const ModelValid *valid, const Record *row) {
  Text key = record_key_text(&work->arena, row);
  diag_report(&work->diags, DIAG_SHIPPED_INVALID, valid->span,
              "row \"%.*s\" of \"%.*s\" is not valid: %.*s", TEXT_PRINT(key),
              TEXT_PRINT(valid->record->file), TEXT_PRINT(valid->reason));
}

static bool has_something_to_hold(const Model *model) {
  for (size_t i = 0; i < model->valid.count; i++)
    if (model->valid.items[i].record->row_by_key)
      return true;
  return false;
}

void shipped_hold(Work *work, const Model *model) {
  if (work->diags.errors || !has_something_to_hold(model))
    return;
  EvalOptions options = { .most_steps = work->options->max_steps };
  Evaluator *evaluator = evaluator_new(&work->arena, model, NULL, &options, &work->diags);
  for (size_t i = 0; i < model->valid.count; i++) {
    const ModelValid *valid = &model->valid.items[i];
    for (size_t row = 0; row < valid->record->row_count; row++)
      if (is_broken(evaluator, valid, valid->record->rows[row], &work->arena))
        report(work, valid, valid->record->rows[row]);
  }
}
