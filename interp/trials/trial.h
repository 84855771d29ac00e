/* trial.h - the tests that stand in rule files, run.
 *
 * Each test makes records of its samples, runs the model's decisions over them
 * and holds its expectations against the first given record. */
#ifndef ANSLAG_INTERP_TRIALS_TRIAL_H
#define ANSLAG_INTERP_TRIALS_TRIAL_H

#include "interp/decide/run.h"

typedef struct {
  const ModelTest *test;
  bool             passed;
  LIST(Text)       failures;      /* "expected fundable, got incomplete: missing effect_long" */
  LIST(Span)       spans;         /* of the expectation that failed, one for each failure */
} TrialResult;

/* Runs one test; what does not hold is reported as E0810 too. */
TrialResult trial_run(Arena *arena, const Model *model, const ModelTest *test, Diags *diags);

/* Somebody who looks on while tests run. */
typedef struct {
  EvalOptions options;          /* seen, decided; most_steps: a test that takes more does not hold.
                                   The day of the run is the test's. */
  /* Each record judged in each decision, as RunVisitor.finished; may be NULL. */
  void (*judged)(void *context, const Judgement *judgement, Arena *batch);
  void (*ended)(void *context, const RunSummary *summary);   /* of each test; may be NULL */
  void  *context;
} TrialWatch;

TrialResult trial_run_seen(Arena *arena, const Model *model, const ModelTest *test,
                           const TrialWatch *watch, Diags *diags);

#endif
