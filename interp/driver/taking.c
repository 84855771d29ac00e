#include "interp/driver/taking.h"

#include "interp/decide/run.h"

typedef struct {
  const AnslagOptions *options;
  Taking *taking;
  Taken  *taken;                /* NULL: before they are written */
} Looking;

static void look(void *context, const Judgement *judgement, Arena *batch) {
  Looking *looking = context;
  if (looking->taken)
    taken_gather(looking->taken, judgement, batch);
  else
    take_look(looking->taking, judgement, batch);
}

static void tell_progress(void *context, size_t done, size_t total) {
  const AnslagOptions *options = ((const Looking *)context)->options;
  if (options->progress)
    options->progress(options->progress_context, done, total);
}

static RunSummary *judge_all(Work *work, Store *store, const TakeOrder *order,
                             const RulesSettings *settings, Looking *looking) {
  Population population;
  RunVisitor visitor = { .finished = look, .progress = tell_progress, .context = looking };
  population_of_store(&population, store, &work->arena);
  return run_population(&work->arena, order->model, &settings->settings, &settings->options,
                        &population, &visitor, &work->diags);
}

Taken *taking_record(Work *work, Store *store, const RulesSettings *settings,
                     const TakeOrder *order, Text data_hash) {
  Taking *taking = arena_new(&work->arena, Taking);
  Taken  *taken = arena_new(&work->arena, Taken);
  Looking looking = { .options = work->options, .taking = taking };
  take_choose(taking, order, store);
  work_stop_on_errors(work);
  judge_all(work, store, order, settings, &looking);
  take_settle(taking, store_data_is(store, data_hash));
  work_stop_on_errors(work);
  take_write(taking, store);
  taken_start(taken, &work->arena, taking);
  looking.taken = taken;
  taken->after = judge_all(work, store, order, settings, &looking);
  taken->head = store_chain_head(store, &work->arena);
  return taken;
}
