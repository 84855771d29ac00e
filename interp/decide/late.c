#include "interp/decide/late.h"

#include "interp/decide/judging.h"

static void read_all(Late *late) {
  if (late->all)
    return;
  late->source->all(late->source->context, late->decision->subject, &late->all, &late->count);
}

static void stand(const Late *late, size_t better, size_t placed) {
  evaluator_earlier(late->evaluator, &(Earlier){
    .identity = late->identity, .records = late->earlier.items, .decided = late->decided,
    .better = better, .placed = placed,
  });
}

void late_stand_at(const Late *late, size_t turn) {
  stand(late, turn, turn);
}

void late_decided(Late *late, Judgement *judgement, uint32_t number) {
  read_all(late);
  LIST_ADD(late->arena, &late->earlier, const Record *, late->all[number]);
  late->decided = late->earlier.count;
  judgement->number = number;
  results_keep(late->results, judgement, late->batch);
}

/* ---- at its turn --------------------------------------------------------------------- */

static void judge_now(void *context, uint32_t number, Candidate *candidate) {
  Late *late = context;
  arena_reset(late->batch);
  stand(late, late->earlier.count - late->decided, late->earlier.count - late->decided);
  late->current = judge_record(late->judge, late->all[number], late->batch);
  judgement_candidate(late->current, candidate);
}

static void order_now(void *context, uint32_t number, size_t better, size_t placed,
                      Value *keys) {
  Late *late = context;
  const Decision *decision = late->decision;
  stand(late, better, placed);
  evaluator_subject(late->evaluator, late->all[number], decision, late->source, late->batch);
  for (size_t i = 0; i < decision->tie_count; i++)
    keys[i] = evaluate(late->evaluator, decision->ties[i].value);
}

static void keep_served(void *context, uint32_t number, const Placement *placement) {
  Late *late = context;
  judge_finish(late->judge, late->current, placement);
  late->current->number = number;
  results_keep(late->results, late->current, late->batch);
  LIST_ADD(late->arena, &late->earlier, const Record *, late->all[number]);
}

void late_init(Late *late, const Decision *decision) {
  late->decision = decision;
  late->identity = arena_new(late->arena, Late *);
  late->ties = late_ties(late->arena, decision);
  late->watch = (AllocationWatch){ .context = late, .turn = judge_now, .ties = order_now,
                                   .tied = late->ties.told ? late_tied : NULL,
                                   .placed = late_placed, .served = keep_served };
  stand(late, 0, 0);
}

void late_watch(Late *late, Allocation *allocation) {
  read_all(late);
  allocation_watch(allocation, &late->watch);
}
