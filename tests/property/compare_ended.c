/* How every record ends: in a run, and from columns. */
#include "tests/property/compare.h"

#include "interp/decide/ended.h"

/* What is held beside each other, of one record in one decision. */
typedef struct {
  bool  told;
  Ended ended;
  Text  key;
} End;

/* By Decision.index and the record's number. */
typedef struct {
  Comparing *comparing;
  End      **of_run, **of_columns;
  size_t    *finished;          /* so far in the run */
} BothWays;

static const Frame *frame_of(const Judgement *judgement) {
  if (judgement->frame || !judgement->reached)
    return judgement->frame;
  return judgement->kind == OUTCOME_FUNDABLE ? NULL : judgement->placement.frame;
}

static void finished(void *context, const Judgement *judgement, Arena *batch) {
  BothWays *both = context;
  Arena *arena = &both->comparing->arena;
  size_t decision = judgement->decision->index;
  (void)batch;
  Ended ended = { .kind = judgement->kind, .recorded = judgement->recorded,
                  .own = judgement->kind == OUTCOME_OWN ? judgement->own : NULL,
                  .granted = judgement->kind == OUTCOME_FUNDABLE ? judgement->granted : 0,
                  .decider = arena_text(arena, judgement->decider_name),
                  .frame = frame_of(judgement) };
  ended.has_asked = judgement->asked.state == VALUE_KNOWN &&
                    fraction_to_int64(judgement->asked.as.number, &ended.asked);
  both->comparing->counted->outcomes[judgement->kind]++;
  both->of_run[decision][both->finished[decision]++] =
      (End){ true, ended, record_key_text(arena, judgement->record) };
}

static void told(void *context, const Decision *decision, uint32_t number, const Ended *ended) {
  BothWays *both = context;
  End *end = &both->of_columns[decision->index][number];
  *end = (End){ true, *ended, TEXT_NONE };
  end->ended.decider = arena_text(&both->comparing->arena, ended->decider);
}

static bool same_end(const End *a, const End *b) {
  const Ended *x = &a->ended, *y = &b->ended;
  return x->kind == y->kind && x->own == y->own && x->recorded == y->recorded &&
         x->has_asked == y->has_asked && (!x->has_asked || x->asked == y->asked) &&
         x->granted == y->granted && x->frame == y->frame && text_equal(x->decider, y->decider);
}

static Text end_words(Arena *arena, const End *end) {
  const Ended *ended = &end->ended;
  return arena_format(arena, "outcome %d, asked %lld, granted %lld, decider %.*s, frame %.*s%s",
                      (int)ended->kind, ended->has_asked ? (long long)ended->asked : -1,
                      (long long)ended->granted, TEXT_PRINT(ended->decider),
                      TEXT_PRINT(ended->frame ? ended->frame->name : TEXT("none")),
                      ended->recorded ? ", recorded" : "");
}

static void compare_ends(BothWays *both, const Decision *decision) {
  Comparing *comparing = both->comparing;
  Arena *arena = &comparing->arena;
  size_t count = comparing->trial->records[decision->subject->index].count;
  if (both->finished[decision->index] != count)
    differ(comparing, "%zu of %zu records ended in a run", both->finished[decision->index], count);
  for (size_t i = 0; i < count; i++) {
    const End *of_run = &both->of_run[decision->index][i];
    const End *other = &both->of_columns[decision->index][i];
    if (!other->told)
      differ(comparing, "record %.*s is not told of", TEXT_PRINT(of_run->key));
    else if (!same_end(of_run, other))
      differ(comparing, "record %.*s\n  in a run:     %.*s\n  from columns: %.*s",
             TEXT_PRINT(of_run->key), TEXT_PRINT(end_words(arena, of_run)),
             TEXT_PRINT(end_words(arena, other)));
  }
}

static void compare_frames(BothWays *both, const RunSummary *run, const RunSummary *columns) {
  Comparing *comparing = both->comparing;
  if (run->frame_count != columns->frame_count)
    differ(comparing, "%zu frames in a run, %zu from columns", run->frame_count,
           columns->frame_count);
  for (size_t i = 0; i < run->frame_count && i < columns->frame_count; i++) {
    const FrameState *a = &run->frames[i], *b = &columns->frames[i];
    if (a->frame != b->frame || !text_equal(a->key, b->key) || a->limit != b->limit ||
        a->opening != b->opening || a->drawn != b->drawn)
      differ(comparing, "frame %.*s %.*s: limit %lld, opening %lld, drawn %lld in a run; %lld, "
             "%lld, %lld from columns", TEXT_PRINT(a->frame->name), TEXT_PRINT(a->key),
             (long long)a->limit, (long long)a->opening, (long long)a->drawn,
             (long long)b->limit, (long long)b->opening, (long long)b->drawn);
  }
}

static void make_room(BothWays *both) {
  const Trial *trial = both->comparing->trial;
  size_t count = trial->model->decisions.count + 1;
  Arena *arena = &both->comparing->arena;
  both->of_run = arena_array(arena, End *, count);
  both->of_columns = arena_array(arena, End *, count);
  both->finished = arena_array(arena, size_t, count);
  for (size_t i = 0; i < trial->model->decisions.count; i++) {
    size_t records = trial->records[trial->model->decisions.items[i]->subject->index].count;
    both->of_run[i] = arena_array(arena, End, records + 1);
    both->of_columns[i] = arena_array(arena, End, records + 1);
  }
}

static void compare_under(Comparing *comparing, Ending *ending, const ModelSettings *settings) {
  Trial *trial = comparing->trial;
  BothWays both = { .comparing = comparing };
  make_room(&both);
  RunVisitor visitor = { .finished = finished, .context = &both };
  RunSummary *run = run_population(&comparing->arena, trial->model, settings, &trial->options,
                                   &trial->population, &visitor, &trial->diags);
  comparing->counted->runs++;
  if (!ending)
    return;
  EndedVisitor ended = { told, &both };
  RunSummary *columns = ending_run(ending, &comparing->arena, settings, &trial->options,
                                   &trial->population, &ended, &trial->diags);
  for (size_t i = 0; i < trial->model->decisions.count; i++)
    compare_ends(&both, trial->model->decisions.items[i]);
  compare_frames(&both, run, columns);
}

void compare_ended(Comparing *comparing) {
  Trial *trial = comparing->trial;
  Ending *ending = NULL;
  if (ending_can(trial->model)) {
    const RecordType *subject = trial->model->decisions.items[0]->subject;
    ending = ending_new(&comparing->arena, trial->model, census_of_trial(comparing, subject));
  }
  compare_under(comparing, ending, &trial->none);
  compare_under(comparing, ending, &trial->changed);
  compare_under(comparing, ending, &trial->none);
}
