#include "interp/decide/from_run.h"

#include "interp/decide/states.h"
#include "interp/decide/to_store.h"
#include "interp/store/ledger.h"

enum { FEW_RECORDS = 4096 };

/* ---- keeping ----------------------------------------------------------------------------- */

void from_run_keep(Store *store, Arena *scratch, const Allocation *allocation,
                   const Decision *decision, size_t records) {
  if (records < FEW_RECORDS || decision->reads.count || !store_can_keep_queue(store) ||
      !allocation_packs(allocation))
    return;
  size_t parts = allocation_parts(allocation);
  if (parts == 0)
    store_write_queue(store, decision->name, 0, TEXT(""));   /* there was nobody */
  for (size_t i = 0; i < parts; i++) {
    arena_reset(scratch);
    store_write_queue(store, decision->name, i, allocation_pack(allocation, scratch, i));
  }
}

/* ---- is the latest run one of the same? ----------------------------------------------------- */

typedef struct {
  const FromRun    *from;
  Arena            *arena;
  const Population *population;
  Evaluator        *evaluator;
  Book              book;
  int64_t           run_id;
  int64_t           first;              /* id of the decision's first record */
} Again;

static bool is_same_run(const Again *again, const StoreRun *run) {
  const FromRun *from = again->from;
  Arena *arena = again->arena;
  Text as_of = from->eval->has_as_of ? date_text(arena, from->eval->as_of) : TEXT_NONE;
  return text_equal(run->engine, from->engine) && text_equal(run->as_of, as_of) &&
         text_equal(run->settings, to_store_settings(arena, from->settings, from->scenario)) &&
         text_equal(run->rules_hash, to_store_rules_hash(arena, from->model));
}

static bool find_run(Again *again) {
  StoreRunLines runs = store_runs(again->from->store, again->arena);
  if (!runs.count || !is_same_run(again, &runs.items[runs.count - 1].run))
    return false;
  again->run_id = runs.items[runs.count - 1].run_id;
  return true;
}

/* Decisions taken since have drawn too. */
static bool is_decided(const Again *again, const Decision *decision) {
  const Population *population = again->population;
  StoreDecided *rows;
  return population->decided &&
         population->decided(population->context, again->arena, decision, &rows) > 0;
}

/* ---- the queues once more -------------------------------------------------------------------- */

static void open_book(Again *again, Diags *diags) {
  const Model *model = again->from->model;
  book_init(&again->book, again->arena, model->frames.count);
  evaluator_subject(again->evaluator, NULL, NULL, &again->population->all, again->arena);
  Opener opener = { &again->book, model, again->evaluator, again->arena };
  states_open_plain(&opener, diags);
}

/* NULL: the run has not kept it, or the database has changed since. */
static Allocation *serve_again(Again *again, const Decision *decision) {
  if (is_decided(again, decision))
    return NULL;
  StoreQueue parts = store_queue(again->from->store, again->arena, again->run_id,
                                 decision->name);
  Allocation *allocation = allocation_new(again->arena, decision, &again->book);
  for (size_t i = 0; i < parts.count; i++)
    if (parts.items[i].length && !allocation_unpack(allocation, again->arena, parts.items[i]))
      return NULL;
  if (parts.count)
    allocation_serve(allocation);
  return parts.count ? allocation : NULL;
}

/* Those that are run before it may draw on the same frames. */
static Allocation *serve_up_to(Again *again, const Decision *decision) {
  const Model *model = again->from->model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    Allocation *allocation = serve_again(again, model->run_order[i]);
    if (!allocation || model->run_order[i] == decision)
      return allocation;
  }
  return NULL;
}

/* ---- the record ------------------------------------------------------------------------------ */

/* Its place in key order. */
static bool find_number(Again *again, const Decision *decision, Text key,
                        uint32_t *number) {
  StoreExtents extents = store_extents(again->from->store, again->arena, again->run_id);
  int64_t id;
  if (!store_find_ended(again->from->store, again->run_id, decision->name, key, &id))
    return false;
  for (size_t i = 0; i < extents.count; i++) {
    const StoreExtent *extent = &extents.items[i];
    if (!text_equal(extent->decision, decision->name))
      continue;
    again->first = extent->first;
    *number = (uint32_t)(id - extent->first);
    return id >= extent->first && id <= extent->last;
  }
  return false;
}

static Text name_of(void *context, Arena *arena, uint32_t number) {
  const Again *again = context;
  return store_ended_key(again->from->store, arena, again->first + number);
}

bool judged_from_run(Arena *arena, const FromRun *from, const Population *population,
                     const Decision *decision, const Record *record, const RunVisitor *visitor,
                     Diags *diags) {
  Again *again = arena_new(arena, Again);
  Placement placement;
  uint32_t number;
  *again = (Again){ .from = from, .arena = arena, .population = population };
  if (decision->reads.count || decision->late || !find_run(again))
    return false;
  Text key = record_key_text(arena, record);
  if (!find_number(again, decision, key, &number))
    return false;
  again->evaluator = evaluator_new(arena, from->model, from->settings, from->eval, diags);
  evaluator_need_parameters(again->evaluator);
  open_book(again, diags);
  Allocation *allocation = serve_up_to(again, decision);
  if (!allocation || !allocation_placement(allocation, number, &placement))
    return false;
  allocation_name(allocation, name_of, again);
  Judge *judge = judge_new(arena, from->model, decision, again->evaluator, &population->all);
  judge_frames(judge, &again->book);
  Judgement *judgement = judge_record(judge, record, arena);
  if (judgement->kind != OUTCOME_QUEUED || judgement->recorded)
    return false;
  judgement->queue = allocation;
  judgement->number = number;
  judge_finish(judge, judgement, &placement);
  visitor->finished(visitor->context, judgement, arena);
  return true;
}
