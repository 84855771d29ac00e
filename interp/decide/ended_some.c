/* Some records in full, among all the others from columns. */
#include "interp/decide/ended_round.h"
#include "interp/decide/judging.h"

void ended_queue_keyed(Deciding *deciding) {
  EndedRound *round = deciding->round;
  const Sifted *sifted = deciding->sifted;
  uint32_t *rows = arena_array(round->arena, uint32_t, sifted->count + 1);
  size_t count = 0;
  for (size_t i = 0; i < sifted->count; i++)
    if (ended_is_queued(sifted, i))
      rows[count++] = (uint32_t)i;
  deciding->kept->queue_stands &= !sifted->masks_changed;
  ended_bound(deciding, deciding->allocation);
  sift_queue(deciding->kept->sift, rows, count, 0, deciding->allocation);
}

static void note_exceeded(Deciding *deciding, Judgement *judgement) {
  Arena *batch = &deciding->round->batch;
  if (!judgement->recorded)
    return;
  const Opening *opening = openings_exceeded(&deciding->openings,
                                             record_key_text(batch, judgement->record));
  if (opening)
    recorded_exceeded(judgement, opening->exceeded);
}

static void finish(Deciding *deciding, uint32_t number) {
  const EndingSome *some = deciding->round->some;
  Arena *batch = &deciding->round->batch;
  Placement placement;
  bool placed = allocation_placement(deciding->allocation, number, &placement);
  Judgement *judgement = sift_judgement(deciding->kept->sift, number, batch);
  judgement->queue = deciding->allocation;
  judgement->number = number;
  judge_finish(judgement->judging->judge, judgement, placed ? &placement : NULL);
  note_exceeded(deciding, judgement);
  some->finished(some->context, judgement, batch);
}

void ended_finish_some(Deciding *deciding) {
  const EndingNumbers *of = &deciding->round->some->of[deciding->decision->index];
  for (size_t i = 0; i < of->count; i++) {
    memory_poll(deciding->round->arena->memory);
    arena_reset(&deciding->round->batch);
    finish(deciding, of->numbers[i]);
  }
}
