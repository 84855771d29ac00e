/* How every record ends: in a run, and from columns. */
#include "tests/property/compare.h"

#include "interp/decide/ended.h"
#include "interp/decide/sift.h"

/* What is held beside each other, of one record in one decision. */
typedef struct {
  OutcomeKind       kind;
  const OwnOutcome *own;        /* OUTCOME_OWN */
  bool              recorded, has_asked;
  int64_t           asked, granted;
  Text              decider, key;
  const Frame      *frame;      /* drawn from, or that lacked room; may be NULL */
} End;

/* By Decision.index and the record's number. */
typedef struct {
  Comparing *comparing;
  End      **of_run;
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
  End end = { .kind = judgement->kind, .recorded = judgement->recorded,
              .own = judgement->kind == OUTCOME_OWN ? judgement->own : NULL,
              .granted = judgement->kind == OUTCOME_FUNDABLE ? judgement->granted : 0,
              .decider = arena_text(arena, judgement->decider_name),
              .frame = frame_of(judgement), .key = record_key_text(arena, judgement->record) };
  end.has_asked = judgement->asked.state == VALUE_KNOWN &&
                  fraction_to_int64(judgement->asked.as.number, &end.asked);
  both->comparing->counted->outcomes[judgement->kind]++;
  both->of_run[decision][both->finished[decision]++] = end;
}

/* `grant` is the first of the columns' grants that is of this record or a later one. */
static End end_of_columns(const Ending *ending, const EndedColumns *columns, uint32_t number,
                          size_t grant) {
  const EndedClass *class = ending_class(ending, columns->decision, columns->classes[number]);
  End end = { .kind = class->kind, .own = class->own, .recorded = class->recorded,
              .decider = class->decider, .frame = class->frame,
              .has_asked = class->kind != OUTCOME_INVALID &&
                           columns->asked[number] != SIFT_NOT_KNOWN };
  end.asked = end.has_asked ? columns->asked[number] : 0;
  if (class->kind == OUTCOME_FUNDABLE)
    end.granted = columns->amounts[number];
  if (grant < columns->grant_count && columns->grants[grant].number == number)
    end.granted = columns->grants[grant].granted;
  return end;
}

static bool same_end(const End *a, const End *b) {
  return a->kind == b->kind && a->own == b->own && a->recorded == b->recorded &&
         a->has_asked == b->has_asked && (!a->has_asked || a->asked == b->asked) &&
         a->granted == b->granted && a->frame == b->frame && text_equal(a->decider, b->decider);
}

static Text end_words(Arena *arena, const End *end) {
  return arena_format(arena, "outcome %d, asked %lld, granted %lld, decider %.*s, frame %.*s%s",
                      (int)end->kind, end->has_asked ? (long long)end->asked : -1,
                      (long long)end->granted, TEXT_PRINT(end->decider),
                      TEXT_PRINT(end->frame ? end->frame->name : TEXT("none")),
                      end->recorded ? ", recorded" : "");
}

static void compare_ends(BothWays *both, const Ending *ending, const EndedColumns *columns) {
  Comparing *comparing = both->comparing;
  Arena *arena = &comparing->arena;
  size_t decision = columns->decision->index, grant = 0;
  if (both->finished[decision] != columns->count)
    differ(comparing, "%zu of %zu records ended in a run", both->finished[decision],
           columns->count);
  for (uint32_t i = 0; i < columns->count; i++) {
    const End *of_run = &both->of_run[decision][i];
    End other = end_of_columns(ending, columns, i, grant);
    if (grant < columns->grant_count && columns->grants[grant].number == i)
      grant++;
    if (!same_end(of_run, &other))
      differ(comparing, "record %.*s\n  in a run:     %.*s\n  from columns: %.*s",
             TEXT_PRINT(of_run->key), TEXT_PRINT(end_words(arena, of_run)),
             TEXT_PRINT(end_words(arena, &other)));
  }
}

static void compare_frames(BothWays *both, const RunSummary *run, const RunSummary *columns) {
  Comparing *comparing = both->comparing;
  Arena *arena = &comparing->arena;
  if (run->frames.count != columns->frames.count)
    differ(comparing, "%zu frames in a run, %zu from columns", run->frames.count,
           columns->frames.count);
  for (size_t i = 0; i < run->frames.count && i < columns->frames.count; i++) {
    FrameState of_run = frame_list_at(&run->frames, arena, i), *a = &of_run;
    FrameState of_columns = frame_list_at(&columns->frames, arena, i), *b = &of_columns;
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
  both->finished = arena_array(arena, size_t, count);
  for (size_t i = 0; i < trial->model->decisions.count; i++) {
    size_t records = trial->records[trial->model->decisions.items[i]->subject->index].count;
    both->of_run[i] = arena_array(arena, End, records + 1);
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
  RunSummary *summary;
  const EndedColumns *columns = ending_columns(ending, &comparing->arena, &comparing->arena,
                                               settings, &trial->options, &trial->population,
                                               &trial->diags, &summary);
  for (size_t i = 0; i < trial->model->decisions.count; i++)
    compare_ends(&both, ending, &columns[i]);
  compare_frames(&both, run, summary);
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
