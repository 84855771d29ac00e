#include "interp/driver/taking.h"

#include "interp/decide/harvest.h"
#include "interp/decide/run.h"

typedef struct {
  const AnslagOptions *options;
  Memory *memory;
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

/* Of a run by columns only those that are taken are judged. */
static void look_at_harvest(void *context, const Harvest *harvest) {
  Looking *looking = context;
  HarvestRecord record;
  Arena *judged, batch;
  arena_init_deferred(&batch, looking->memory);
  for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);) {
    if (take_is_of(looking->taking, harvest_decision(harvest)->name, record.key, &batch)) {
      Judgement *judgement = harvest_judgement(reader, &judged);
      look(looking, judgement, judged);
    }
    arena_reset(&batch);
  }
  memory_release(looking->memory, &batch);
}

static void tell_progress(void *context, size_t done, size_t total) {
  const AnslagOptions *options = ((const Looking *)context)->options;
  if (options->progress)
    options->progress(options->progress_context, done, total);
}

static RunSummary *judge_all(Work *work, Store *store, const TakeOrder *order,
                             const RulesSettings *settings, Looking *looking) {
  Population population;
  HarvestTo to = { .take = look_at_harvest, .context = looking };
  /* One thread: what is written in between, no other connection sees. */
  RunColumns columns = { .input = store, .threads = 1, .harvest = &to, .no_digest = true };
  RunVisitor visitor = { .finished = look, .progress = tell_progress, .columns = &columns,
                         .context = looking };
  population_of_store(&population, store, &work->arena);
  return run_population(&work->arena, order->model, &settings->settings, &settings->options,
                        &population, &visitor, &work->diags);
}

Taken *taking_record(Work *work, Store *store, const RulesSettings *settings,
                     const TakeOrder *order, Text data_hash) {
  Taking *taking = arena_new(&work->arena, Taking);
  Taken  *taken = arena_new(&work->arena, Taken);
  Looking looking = { .options = work->options, .memory = work->memory, .taking = taking };
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
