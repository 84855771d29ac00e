#include "interp/compare/endings.h"

#include "base/sort.h"

/* ---- one record ----------------------------------------------------------------------- */

static Text title_or_name(Text title, Text name) {
  return title.length ? title : name;
}

static void join(Arena *arena, Text *all, Text part) {
  *all = all->length ? arena_format(arena, "%.*s; %.*s", TEXT_PRINT(*all), TEXT_PRINT(part)) : part;
}

static Text rules_why(Arena *arena, const Judgement *judgement) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < judgement->failed.count; i++) {
    const RuleVerdict *verdict = judgement->failed.items[i];
    join(arena, &all, verdict->rule ? title_or_name(verdict->rule->title, verdict->name)
                                    : verdict->name);
  }
  return all;
}

static Text ask_title(const Ask *ask) {
  return ask->field ? title_or_name(ask->field->title, ask->field->name) : ask->pending;
}

static bool asked_before(const AskList *asks, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (text_equal(ask_title(&asks->items[i]), ask_title(&asks->items[at])))
      return true;
  return false;
}

static Text facts_why(Arena *arena, const Judgement *judgement) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < judgement->missing.count; i++)
    if (!asked_before(&judgement->missing, i))
      join(arena, &all, ask_title(&judgement->missing.items[i]));
  return all;
}

Text ending_why(Arena *arena, const Judgement *judgement) {
  switch (judgement->kind) {
    case OUTCOME_INVALID: case OUTCOME_INELIGIBLE: case OUTCOME_REJECTED:
      return rules_why(arena, judgement);
    case OUTCOME_INCOMPLETE:
      return facts_why(arena, judgement);
    case OUTCOME_WAITLISTED:
      return judgement->reached && judgement->placement.frame
                 ? title_or_name(judgement->placement.frame->title,
                                 judgement->placement.frame->name)
                 : TEXT("");
    case OUTCOME_OWN:
      return judgement->own ? judgement->own->title : TEXT("");
    case OUTCOME_FUNDABLE: case OUTCOME_QUEUED:
      break;
  }
  return TEXT("");
}

static Ending ending_of(Arena *arena, const Judgement *judgement) {
  Ending ending = { .outcome = judgement_outcome(judgement), .kind = judgement->kind,
                    .decider = judgement->decider_name, .why = ending_why(arena, judgement),
                    .due = judgement_deadlines(arena, judgement), .recorded = judgement->recorded,
                    .granted = judgement->granted };
  ending.has_asked = judgement->asked.state == VALUE_KNOWN &&
                     fraction_to_int64(judgement->asked.as.number, &ending.asked);
  return ending;
}

static bool ending_same(const Ending *a, const Ending *b) {
  return text_equal(a->outcome, b->outcome) && text_equal(a->decider, b->decider) &&
         a->granted == b->granted && text_equal(a->due, b->due);
}

/* ---- counts --------------------------------------------------------------------------- */

/* Adds 1 to the name's count of either side, and what is granted. */
static void ending_count(Arena *arena, EndingCounts *counts, Text name, bool after,
                         int64_t granted) {
  size_t at = 0;
  while (at < counts->count && !text_equal(counts->items[at].name, name))
    at++;
  if (at == counts->count)
    LIST_ADD(arena, counts, EndingCount, ((EndingCount){ .name = arena_text(arena, name) }));
  EndingCount *count = &counts->items[at];
  if (after) {
    count->after++;
    count->granted_after += granted;
  } else {
    count->before++;
    count->granted_before += granted;
  }
}

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

/* ---- both runs ------------------------------------------------------------------------ */

typedef struct {
  Text           key;
  Ending         ending;
  const Text    *missing;       /* names of the facts asked for */
  size_t         missing_count;
  bool           met;           /* the new rules judge it too */
} Kept;

typedef struct {
  const Decision *decision;     /* of the old rules */
  LIST(Kept *)    records;
  Map             by_key;
} KeptOf;

typedef struct {
  Arena            *arena;
  Map               texts;      /* each text once */
  Map               frames;     /* by name and key -> its place in Endings.frames, + 1 */
  LIST(KeptOf *)    kept;
  Endings          *endings;
  const Comparison *comparison;
  const EndingSide *before, *after;
  const RunVisitor *progress;
  bool              second;
} Pairing;

static Text keep_text(Pairing *pairing, Text text) {
  if (text.length == 0)
    return TEXT("");
  Text *kept = map_get(&pairing->texts, text);
  if (!kept) {
    kept = arena_new(pairing->arena, Text);
    *kept = arena_text(pairing->arena, text);
    map_add(&pairing->texts, *kept, kept);
  }
  return *kept;
}

static Ending keep_ending(Pairing *pairing, const Judgement *judgement, Arena *batch) {
  Ending ending = ending_of(batch, judgement);
  ending.outcome = keep_text(pairing, ending.outcome);
  ending.decider = keep_text(pairing, ending.decider);
  ending.why = keep_text(pairing, ending.why);
  ending.due = keep_text(pairing, ending.due);
  return ending;
}

/* ---- the old rules -------------------------------------------------------------------- */

static KeptOf *kept_of(Pairing *pairing, const Decision *decision) {
  for (size_t i = 0; i < pairing->kept.count; i++)
    if (pairing->kept.items[i]->decision == decision)
      return pairing->kept.items[i];
  KeptOf *kept = arena_new(pairing->arena, KeptOf);
  kept->decision = decision;
  map_init(&kept->by_key, pairing->arena);
  LIST_ADD(pairing->arena, &pairing->kept, KeptOf *, kept);
  return kept;
}

static Text ask_name_of(const Ask *ask) {
  return ask->field ? ask->field->name : ask->pending;
}

static void keep_record(void *context, const Judgement *judgement, Arena *batch) {
  Pairing *pairing = context;
  KeptOf *of = kept_of(pairing, judgement->decision);
  Kept *kept = arena_new(pairing->arena, Kept);
  kept->key = arena_text(pairing->arena, record_key_text(batch, judgement->record));
  kept->ending = keep_ending(pairing, judgement, batch);
  Text *missing = arena_array(pairing->arena, Text, judgement->missing.count + 1);
  for (size_t i = 0; i < judgement->missing.count; i++)
    missing[i] = keep_text(pairing, ask_name_of(&judgement->missing.items[i]));
  kept->missing = missing;
  kept->missing_count = judgement->missing.count;
  LIST_ADD(pairing->arena, &of->records, Kept *, kept);
  map_add(&of->by_key, kept->key, kept);
}

/* The old rules' decision on the same records: of that name, or the only one there is. */
static KeptOf *kept_for(Pairing *pairing, const Decision *decision) {
  bool only = pairing->before->side->model->decisions.count == 1 &&
              pairing->after->side->model->decisions.count == 1;
  for (size_t i = 0; i < pairing->kept.count; i++)
    if (only || text_equal(pairing->kept.items[i]->decision->name, decision->name))
      return pairing->kept.items[i];
  return NULL;
}

/* ---- the new rules -------------------------------------------------------------------- */

static EndingsOf *endings_of(Pairing *pairing, const Decision *decision) {
  Endings *endings = pairing->endings;
  for (size_t i = 0; i < endings->decisions.count; i++)
    if (endings->decisions.items[i].decision == decision)
      return &endings->decisions.items[i];
  LIST_ADD(pairing->arena, &endings->decisions, EndingsOf, ((EndingsOf){ .decision = decision }));
  return &endings->decisions.items[endings->decisions.count - 1];
}

static void add_missing(Arena *arena, EndingMissings *list, const Ask *ask) {
  Text name = ask_name_of(ask);
  for (size_t i = 0; i < list->count; i++)
    if (text_equal(list->items[i].name, name)) {
      list->items[i].records++;
      return;
    }
  LIST_ADD(arena, list, EndingMissing,
           ((EndingMissing){ .name = arena_text(arena, name),
                             .title = arena_text(arena, ask_title(ask)),
                             .owner = ask->field ? ask->field->owner : FACT_OFFICE,
                             .pending = !ask->field, .records = 1 }));
}

static bool missed_before(const Kept *kept, Text name) {
  for (size_t i = 0; kept && i < kept->missing_count; i++)
    if (text_equal(kept->missing[i], name))
      return true;
  return false;
}

/* What is asked for now and was not before, each fact once a record. */
static void count_missing(Pairing *pairing, const Kept *kept, const Judgement *judgement,
                          EndingsOf *of, EndingGroup *group) {
  const AskList *asks = &judgement->missing;
  for (size_t i = 0; i < asks->count; i++) {
    if (asked_before(asks, i) || missed_before(kept, ask_name_of(&asks->items[i])))
      continue;
    add_missing(pairing->arena, &of->missing, &asks->items[i]);
    if (group)
      add_missing(pairing->arena, &group->missing, &asks->items[i]);
  }
}

/* The changes of amendments that hold for the record. */
static uint64_t changes_for(const Comparison *comparison, Evaluator *evaluator, bool *any) {
  uint64_t changes = 0;
  for (size_t i = 0; i < comparison->changes.count && i < 64; i++) {
    const RulesChange *change = &comparison->changes.items[i];
    if (!change->versions)
      continue;
    *any = true;
    bool stands = change->kind != RULES_REMOVED;
    Value value = evaluator_stands(evaluator, change->versions);
    if (value.state == VALUE_KNOWN && value.as.truth == stands)
      changes |= UINT64_C(1) << i;
  }
  return changes;
}

static EndingGroup *group_of(Pairing *pairing, EndingsOf *of, const Judgement *judgement) {
  bool any = false;
  if (!pairing->comparison || pairing->after->side->has_day || judgement->recorded)
    return NULL;
  uint64_t changes = changes_for(pairing->comparison, judgement->evaluator, &any);
  if (!any)
    return NULL;
  for (size_t i = 0; i < of->groups.count; i++)
    if (of->groups.items[i].changes == changes)
      return &of->groups.items[i];
  LIST_ADD(pairing->arena, &of->groups, EndingGroup, ((EndingGroup){ .changes = changes }));
  return &of->groups.items[of->groups.count - 1];
}

/* Its name, else its first text that is no key. */
static const FieldType *naming_field(const RecordType *type) {
  if (type->name_field >= 0)
    return &type->fields[type->name_field];
  for (size_t i = 0; i < type->count; i++)
    if (type->fields[i].type.kind == TYPE_TEXT && !type->fields[i].key)
      return &type->fields[i];
  return NULL;
}

Text ending_title(const Record *record) {
  const FieldType *field = naming_field(record->type);
  Value value = field && !field->key ? record->fields[field->index] : value_unknown(TYPE_TEXT);
  return value.state == VALUE_KNOWN ? value.as.text : TEXT("");
}

static void count_pair(Pairing *pairing, EndingsOf *of, const Ending *ending, bool after) {
  Arena *arena = pairing->arena;
  if (ending->outcome.length)
    ending_count(arena, &of->outcomes, ending->outcome, after, ending->granted);
  if (ending->decider.length)
    ending_count(arena, &of->deciders, ending->decider, after, ending->granted);
}

static void add_pair(Pairing *pairing, EndingsOf *of, EndingPair pair) {
  count_pair(pairing, of, &pair.before, false);
  count_pair(pairing, of, &pair.after, true);
  if (ending_same(&pair.before, &pair.after))
    return;
  pair.key = arena_text(pairing->arena, pair.key);
  pair.title = arena_text(pairing->arena, pair.title);
  LIST_ADD(pairing->arena, &of->differ, EndingPair, pair);
}

static void compare_record(void *context, const Judgement *judgement, Arena *batch) {
  Pairing *pairing = context;
  EndingsOf *of = endings_of(pairing, judgement->decision);
  KeptOf *old = kept_for(pairing, judgement->decision);
  EndingPair pair = { .key = record_key_text(batch, judgement->record),
                      .title = ending_title(judgement->record),
                      .after = keep_ending(pairing, judgement, batch) };
  Kept *kept = old ? map_get(&old->by_key, pair.key) : NULL;
  if (kept) {
    kept->met = true;
    pair.before = kept->ending;
  }
  if (pairing->before->decided_only && !pair.before.recorded)
    return;
  of->records++;
  of->held += judgement->recorded;
  EndingGroup *group = group_of(pairing, of, judgement);
  if (group)
    group->records++;
  count_missing(pairing, kept, judgement, of, group);
  add_pair(pairing, of, pair);
}

/* ---- what is left --------------------------------------------------------------------- */

/* Records and decisions that the new rules know nothing of. */
static void add_gone(Pairing *pairing, KeptOf *old) {
  EndingsOf *of = NULL;
  for (size_t i = 0; i < old->records.count; i++) {
    const Kept *kept = old->records.items[i];
    if (kept->met || (pairing->before->decided_only && !kept->ending.recorded))
      continue;
    for (size_t j = 0; j < pairing->endings->decisions.count && !of; j++)
      if (kept_for(pairing, pairing->endings->decisions.items[j].decision) == old)
        of = &pairing->endings->decisions.items[j];
    of = of ? of : endings_of(pairing, old->decision);
    of->records++;
    add_pair(pairing, of, (EndingPair){ .key = kept->key, .before = kept->ending });
  }
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
  for (size_t i = 0; i < summary->frame_count; i++) {
    const FrameState *state = &summary->frames[i];
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

static void judge_side(Pairing *pairing, const EndingSide *side, Diags *diags) {
  RunVisitor visitor = { .finished = pairing->second ? compare_record : keep_record,
                         .progress = tell_progress, .context = pairing };
  ModelSettings none = { NULL, 0, 0 };
  const ModelSettings *settings = side->side->settings ? side->side->settings : &none;
  RunSummary *summary = run_population(pairing->arena, side->side->model, settings, &side->eval,
                                       side->population, &visitor, diags);
  add_frames(pairing, summary, pairing->second);
}

Endings *endings_judge(Arena *arena, const EndingSide *before, const EndingSide *after,
                       const Comparison *comparison, const RunVisitor *progress, Diags *diags) {
  Pairing pairing = { .arena = arena, .endings = arena_new(arena, Endings),
                       .comparison = comparison, .before = before, .after = after,
                       .progress = progress };
  map_init(&pairing.texts, arena);
  map_init(&pairing.frames, arena);
  judge_side(&pairing, before, diags);
  pairing.second = true;
  judge_side(&pairing, after, diags);
  for (size_t i = 0; i < pairing.kept.count; i++)
    add_gone(&pairing, pairing.kept.items[i]);
  for (size_t i = 0; i < pairing.endings->decisions.count; i++)
    endings_sort_outcomes(arena, &pairing.endings->decisions.items[i].outcomes);
  return pairing.endings;
}
