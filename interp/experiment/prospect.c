#include "interp/experiment/prospect.h"

#include "interp/experiment/inside.h"

typedef struct {
  Experiment          *experiment;
  Arena               *arena;
  const Assumptions   *assumptions;
  const OutlookChoice *choice;
  const Outlook       *outlook;
} Looking;

/* The outlook keeps what its evaluator has made: it has one of its own, in the same arena. */
static void look(void *context, Evaluator *other, const RecordSource *source, Arena *scratch) {
  Looking *looking = context;
  Experiment *experiment = looking->experiment;
  (void)other;
  (void)scratch;
  Evaluator *evaluator = evaluator_new(looking->arena, experiment->model,
                                       &looking->assumptions->settings,
                                       &looking->assumptions->eval, experiment->diags);
  evaluator_subject(evaluator, NULL, NULL, source, looking->arena);
  evaluator_need_parameters(evaluator);
  looking->outlook = outlook_make(looking->arena, evaluator, experiment->model, looking->choice,
                                  experiment->held.stored);
}

const Outlook *experiment_outlook(Experiment *experiment, Arena *arena,
                                  const Assumptions *assumptions, const OutlookChoice *choice) {
  Looking looking = { experiment, arena, assumptions, choice, NULL };
  experiment_alone(experiment, assumptions, look, &looking);
  return looking.outlook;
}
