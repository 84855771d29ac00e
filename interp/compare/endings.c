#include "interp/compare/pairs.h"

#include "base/sort.h"

/* From what is granted to what could not be read; a guideline's own outcomes last. */
static size_t outcome_place(Text name) {
  static const OutcomeKind order[] = { OUTCOME_FUNDABLE,   OUTCOME_WAITLISTED, OUTCOME_INCOMPLETE,
                                       OUTCOME_REJECTED,   OUTCOME_INELIGIBLE, OUTCOME_INVALID };
  enum { COUNT = sizeof order / sizeof order[0] };
  for (size_t i = 0; i < COUNT; i++)
    if (text_is(name, outcome_names[order[i]]))
      return i;
  return COUNT;
}

static int compare_outcomes(const void *a, const void *b) {
  size_t left = outcome_place(((const EndingCount *)a)->name);
  size_t right = outcome_place(((const EndingCount *)b)->name);
  return left < right ? -1 : left > right;
}

void endings_sort_outcomes(Arena *arena, EndingCounts *outcomes) {
  outcomes->items = sort_stable(arena, outcomes->items, outcomes->count, sizeof(EndingCount),
                                compare_outcomes);
  outcomes->room = outcomes->count;
}

EndingPair endings_pair(const EndingsOf *of, size_t number, Arena *arena) {
  return of->pairs.pair(of->pairs.context, number, arena);
}

Text endings_title(const EndingsOf *of, size_t number, Arena *arena) {
  return of->pairs.title ? of->pairs.title(of->pairs.context, number, arena) : TEXT("");
}

/* ---- both runs ------------------------------------------------------------------------ */

typedef struct {
  Arena            *arena;
  const Comparison *comparison; /* NULL: not told */
  EndBook          *book;
  EndsList          sides[2];   /* [1]: of the new rules */
  Map               frames;     /* by name and key -> its place in Endings.frames, + 1 */
  Endings          *endings;
  const EndingSide *before, *after;
  const RunVisitor *progress;
  bool              second;
} Pairing;

/* Record by record, where a run cannot by columns. */
static void take_record(void *context, const Judgement *judgement, Arena *batch) {
  Pairing *pairing = context;
  EndsOf *ends = ends_of(pairing->arena, &pairing->sides[pairing->second], judgement->decision);
  EndRow row = { .key = record_key_text(batch, judgement->record),
                 .way = ends_way(pairing->book, judgement, batch),
                 .due = ends_due(pairing->book, judgement_deadlines(batch, judgement)),
                 .granted = judgement->granted };
  ends_add(ends, &row);
}

static Text words_of(void *context, const Judgement *judgement, Arena *batch) {
  return ends_words(((Pairing *)context)->book, judgement, batch);
}

static void take_harvest(void *context, const Harvest *harvest) {
  Pairing *pairing = context;
  size_t count = harvest_ending_count(harvest);
  uint32_t *ways = arena_array(pairing->arena, uint32_t, count + 1);
  HarvestRecord record;
  if (harvest_count(harvest) == 0)
    return;
  EndsOf *ends = ends_of(pairing->arena, &pairing->sides[pairing->second],
                         harvest_decision(harvest));
  for (size_t i = 0; i < count; i++)
    ways[i] = ends_way_named(pairing->book, harvest_ending(harvest, (uint32_t)i).words);
  for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);)
    ends_add(ends, &(EndRow){ .key = record.key, .way = ways[record.ending],
                              .due = ends_due(pairing->book, record.deadlines),
                              .granted = record.granted });
}

static EndingFrame *frame_of(Pairing *pairing, const FrameState *state) {
  Arena *arena = pairing->arena;
  Endings *endings = pairing->endings;
  Text name = arena_format(arena, "%.*s %.*s", TEXT_PRINT(state->frame->name),
                           TEXT_PRINT(state->key));
  size_t *place = map_get(&pairing->frames, name);
  if (place)
    return &endings->frames.items[*place - 1];
  const Term *limit = state->frame->limit;
  LIST_ADD(arena, &endings->frames, EndingFrame,
           ((EndingFrame){ .frame = state->frame, .key = arena_text(arena, state->key),
                           .currency = limit && limit->type.currency
                                           ? limit->type.currency
                                           : pairing->after->side->model->currency }));
  place = arena_new(arena, size_t);
  *place = endings->frames.count;
  map_add(&pairing->frames, name, place);
  return &endings->frames.items[*place - 1];
}

static void add_frames(Pairing *pairing, const RunSummary *summary, bool after) {
  for (size_t i = 0; i < summary->frames.count; i++) {
    FrameState held = frame_list_at(&summary->frames, pairing->arena, i), *state = &held;
    EndingFrame *frame = frame_of(pairing, state);
    int64_t used = state->opening + state->drawn;
    if (after) {
      frame->frame = state->frame;
      frame->has_after = true;
      frame->limit_after = state->limit;
      frame->used_after = used;
      frame->binds_after = state->refused > 0;
    } else {
      frame->has_before = true;
      frame->limit_before = state->limit;
      frame->used_before = used;
      frame->binds_before = state->refused > 0;
    }
  }
}

/* The second run goes on where the first one ended. */
static void tell_progress(void *context, size_t done, size_t total) {
  const Pairing *pairing = context;
  if (pairing->progress && pairing->progress->progress)
    pairing->progress->progress(pairing->progress->context,
                                pairing->second ? total + done : done, 2 * total);
}

/* Those by which changes hold for some records: they part them into groups. */
static size_t versions_of(Pairing *pairing, const Versions *const **versions) {
  const Comparison *comparison = pairing->comparison;
  const Versions **all = arena_array(pairing->arena, const Versions *, CHANGES_MOST);
  size_t count = 0;
  for (size_t i = 0; i < comparison->changes.count && i < CHANGES_MOST; i++)
    if (comparison->changes.items[i].versions)
      all[count++] = comparison->changes.items[i].versions;
  *versions = all;
  return count;
}

/* In memory of its own, given back at the end. */
static void judge_side(Pairing *pairing, const EndingSide *side, Diags *diags) {
  ModelSettings none = { NULL, 0, 0 };
  const ModelSettings *settings = side->side->settings ? side->side->settings : &none;
  HarvestTo to = { .words = words_of, .take = take_harvest, .context = pairing };
  RunColumns columns = { .input = side->store, .threads = side->threads, .harvest = &to,
                         .no_digest = true };
  RunVisitor visitor = { .finished = take_record, .progress = tell_progress,
                         .columns = side->store ? &columns : NULL, .context = pairing };
  bool groups = pairing->second && pairing->comparison && !side->side->has_day;
  Arena running;
  pairing->book->comparison = groups ? pairing->comparison : NULL;
  if (groups)
    to.version_count = versions_of(pairing, &to.versions);
  arena_init_deferred(&running, pairing->arena->memory);
  RunSummary *summary = run_population(&running, side->side->model, settings, &side->eval,
                                       side->population, &visitor, diags);
  add_frames(pairing, summary, pairing->second);
  memory_release(pairing->arena->memory, &running);
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* The old rules' decision on the same records: of that name, or the only one there is. */
static EndsOf *before_for(const Pairing *pairing, const Decision *decision) {
  bool only = pairing->before->side->model->decisions.count == 1 &&
              pairing->after->side->model->decisions.count == 1;
  for (size_t i = 0; i < pairing->sides[0].count; i++)
    if (only || text_equal(pairing->sides[0].items[i]->decision->name, decision->name))
      return pairing->sides[0].items[i];
  return NULL;
}

/* One decision of either side, or of both. */
static void pair_decision(Pairing *pairing, EndsOf *before, EndsOf *after) {
  Arena *arena = pairing->arena;
  Endings *endings = pairing->endings;
  PairSides sides = { pairing->book, before, after, pairing->before->decided_only, NULL };
  EndingsOf of;
  if (after && pairing->after->store) {
    sides.titles = titles_new(arena, pairing->after, after->decision);
    LIST_ADD(arena, &endings->titles, Titles *, sides.titles);
  }
  if (pairs_tell(arena, &sides, &of))
    LIST_ADD(arena, &endings->decisions, EndingsOf, of);
}

static void pair_all(Pairing *pairing) {
  const EndsList *before = &pairing->sides[0], *after = &pairing->sides[1];
  uint8_t *paired = arena_array(pairing->arena, uint8_t, before->count + 1);
  for (size_t i = 0; i < after->count; i++) {
    EndsOf *old = before_for(pairing, after->items[i]->decision);
    for (size_t j = 0; j < before->count; j++)
      paired[j] |= before->items[j] == old;
    pair_decision(pairing, old, after->items[i]);
  }
  for (size_t i = 0; i < before->count; i++)
    if (!paired[i])
      pair_decision(pairing, before->items[i], NULL);
}

Endings *endings_judge(Arena *arena, const EndingSide *before, const EndingSide *after,
                       const Comparison *comparison, const RunVisitor *progress, Diags *diags) {
  Pairing pairing = { .arena = arena, .comparison = comparison,
                      .book = arena_new(arena, EndBook), .endings = arena_new(arena, Endings),
                      .before = before, .after = after, .progress = progress };
  ends_init(pairing.book, arena);
  map_init(&pairing.frames, arena);
  judge_side(&pairing, before, diags);
  pairing.second = true;
  judge_side(&pairing, after, diags);
  pair_all(&pairing);
  return pairing.endings;
}

void endings_end(Endings *endings) {
  for (size_t i = 0; i < endings->titles.count; i++)
    titles_end(endings->titles.items[i]);
}
